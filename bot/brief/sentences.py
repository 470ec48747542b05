"""Which sentences of an article stand by themselves, and how to show who is meant where one does not."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.antecedents import Antecedents
from bot.brief.filing import find_dateline
from bot.brief.lexicon import words
from bot.brief.pointing import (
    OBJECT,
    PERSONAL,
    PLURAL,
    POSSESSIVE,
    SUBJECT,
    answers,
    counts_untold,
    is_answered,
    points_away,
)
from bot.brief.quotation_marks import Quotation, find_quotations
from bot.brief.reading import Reading
from bot.model import Actor

_SHORTEST, _LONGEST = 6, 60
_SPEAKING = frozenset(("i", "you", "we", "me", "us", "my", "your", "our"))


@dataclass(frozen=True)
class Standing:
    """A sentence as it can be shown by itself: its words, with what is ours in square brackets.

    It `leans` where "the club" or "the decision" is left as it is, since which one cannot be told for sure.
    """

    span: Span
    text: str
    bracketed: bool
    quoted: float
    leans: bool = False


def standing(reading: Reading, cast: Cast) -> tuple[Standing, ...]:
    """The sentences that stand by themselves, in order; where there is a dateline, from it on."""
    quotations = find_quotations(reading.article.text)
    dateline = find_dateline(reading)
    filed = dateline[0] if dateline else None
    meant = Antecedents(reading, cast)
    sentences = (
        _without_dateline(sentence, filed)
        for sentence in reading.sentences
        if filed is None or sentence.end_char > filed[0]
    )
    found = (
        _standing(sentence, cast, meant, quotations, opens=not at) for at, sentence in enumerate(sentences)
    )
    return tuple(sentence for sentence in found if sentence is not None)


def _without_dateline(sentence: Span, filed: tuple[int, int] | None) -> Span:
    if filed is None or not sentence.start_char <= filed[0] < sentence.end_char:
        return sentence
    behind = [token.i for token in sentence if token.idx >= filed[1]]
    return sentence.doc[behind[0] : sentence.end] if behind else sentence


def _standing(
    sentence: Span, cast: Cast, meant: Antecedents, quotations: tuple[Quotation, ...], *, opens: bool
) -> Standing | None:
    """The sentence if it stands by itself; what opens the story leans on nothing before it."""
    if not _is_sentence(sentence) or _cuts_quotation(sentence, quotations):
        return None
    quoted = _quoted(sentence, quotations)
    if quoted > 0.8:
        return None
    replacements = {} if opens else _replacements(sentence, cast, meant, quotations)
    if replacements is None:
        return None
    written = {at: word for at, word in replacements.items() if word}
    leans = len(written) < len(replacements)
    return Standing(sentence, _written(sentence, written), bool(written), quoted, leans)


def _is_sentence(sentence: Span) -> bool:
    """Whether it is a whole statement: begins and ends like one, and has a finite verb with a subject."""
    text = sentence.text.strip()
    length = len(text.split())
    if not _SHORTEST <= length <= _LONGEST or not (
        text[0].isupper() or text[0].isdigit() or text[0] in "“\"‘'$£€"
    ):
        return False
    if not text.rstrip("”\"’')").endswith((".", "!")) or "\n" in text or "http" in text:
        return False
    if _is_caption(sentence):
        return False
    finite = any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in sentence)
    return finite and any(token.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for token in sentence)


def _is_caption(sentence: Span) -> bool:
    """As in "A photo issued by police of the tram which derailed": a picture, of which nothing is said."""
    root = sentence.root
    return root.lemma_.lower() in words("summary", "pictures") and root.pos_ in ("NOUN", "PROPN")


def _cuts_quotation(sentence: Span, quotations: tuple[Quotation, ...]) -> bool:
    """Whether a quotation begins or ends outside the sentence, or a mark in it has no partner."""
    start = sentence.start_char + len(sentence.text) - len(sentence.text.lstrip())
    end = sentence.start_char + len(sentence.text.rstrip())
    if any(q.start < start < q.end or q.start < end < q.end for q in quotations):
        return True
    text = sentence.text
    pairs = text.count("“") != text.count("”") or text.count('"') % 2 == 1
    return pairs or any(text.count(a) != text.count(b) for a, b in ("()", "[]"))


def _quoted(sentence: Span, quotations: tuple[Quotation, ...]) -> float:
    """The share of the sentence that stands in quotation marks."""
    inside = (min(q.end, sentence.end_char) - max(q.start, sentence.start_char) for q in quotations)
    return sum(size for size in inside if size > 0) / max(len(sentence.text.strip()), 1)


def _replacements(
    sentence: Span, cast: Cast, meant: Antecedents, quotations: tuple[Quotation, ...]
) -> dict[int, str | None] | None:
    """What to write for each token that points outside the sentence; None when that cannot be told.

    A description of which it cannot be told has None for what to write: it may stand as it is.
    """
    found: dict[int, str | None] = {}
    shown: set[str] = set()
    first = next(token for token in sentence if not token.is_space and not token.is_punct)
    if first.lower_ in words("summary", "openers") or counts_untold(sentence) or answers(sentence):
        return None
    for token in sentence:
        if any(q.start <= token.idx < q.end for q in quotations):
            continue
        if token.lower_ in _SPEAKING and token.pos_ == "PRON" and token.text != "US":
            return None  # an interviewer's question, or a writer who tells of herself
        actor = cast.who(token)
        if token.pos_ == "PROPN" and actor is not None:
            shown.add(actor.name)
        elif points_away(token, sentence, actor, shown):
            written = _bracket(token, meant.of(token))
            if written is None and is_answered(token, sentence):
                continue
            if written is None and token.lower_ not in words("summary", "anaphoric"):
                return None
            found[token.i] = written
            shown.update((actor.name,) if actor else ())
        elif actor is not None and token.pos_ == "NOUN":
            shown.add(actor.name)
    return found


def _bracket(token: Token, actor: Actor | None) -> str | None:
    """The token with who is meant: "[Mao Ning] said", "[Mao Ning’s] office", "the group [Hamas]"."""
    if actor is None or not _agrees(token, actor) or actor.name.lower().removeprefix("the ") == token.lower_:
        return None  # "the agency [the agency]" would tell nobody who is meant
    if token.lower_ in POSSESSIVE and token.dep_ == "poss":
        return f"[{actor.name}’s]"
    if token.lower_ in SUBJECT | OBJECT:
        return f"[{actor.name}]"
    return f"{token.text} [{actor.name}]"


def _agrees(token: Token, actor: Actor) -> bool:
    """Whether the word can mean such an actor: "they" no single one, "he" nobody but a person."""
    if token.lower_ in PLURAL:
        return actor.kind == "group"
    if token.lower_ in PERSONAL:
        return actor.kind == "person"
    return token.lower_ not in ("it", "its") or actor.kind != "person"


def _written(sentence: Span, replacements: dict[int, str]) -> str:
    parts = (replacements.get(token.i, token.text) + token.whitespace_ for token in sentence)
    words_ = " ".join("".join(parts).split())
    return words_[:1] + words_[1:2].upper() + words_[2:] if words_.startswith("[") else words_
