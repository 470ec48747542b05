"""Which sentences of an article stand by themselves, and how to show who is meant where one does not."""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from bot.brief.actors import Cast
from bot.brief.antecedents import Antecedents
from bot.brief.filing import find_dateline
from bot.brief.lexicon import words
from bot.brief.quotation_marks import Quotation, find_quotations
from bot.brief.reading import Reading
from bot.model import Actor

_SHORTEST, _LONGEST = 6, 60
_POSSESSIVE = frozenset(("his", "her", "its", "their"))
_SUBJECT = frozenset(("he", "she", "it", "they"))
_OBJECT = frozenset(("him", "them"))
_PERSONAL = frozenset(("he", "she", "him", "his", "her"))
_PLURAL = frozenset(("they", "them", "their"))
_FRACTIONS = frozenset(("half", "third", "thirds", "quarter", "quarters", "most", "some", "many"))
_SPEAKING = frozenset(("i", "you", "we", "me", "us", "my", "your", "our"))
_PRONOUNS = _POSSESSIVE | _SUBJECT | _OBJECT


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
    finite = any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in sentence)
    return finite and any(token.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for token in sentence)


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
    if first.lower_ in words("summary", "openers") or _counts_untold(sentence) or _answers(sentence):
        return None
    for token in sentence:
        if any(q.start <= token.idx < q.end for q in quotations):
            continue
        if token.lower_ in _SPEAKING and token.pos_ == "PRON" and token.text != "US":
            return None  # an interviewer's question, or a writer who tells of herself
        actor = cast.who(token)
        if token.pos_ == "PROPN" and actor is not None:
            shown.add(actor.name)
        elif _points_away(token, sentence, actor, shown):
            written = _bracket(token, meant.of(token))
            if written is None and _is_answered(token, sentence):
                continue
            if written is None and token.lower_ not in words("summary", "anaphoric"):
                return None
            found[token.i] = written
            shown.update((actor.name,) if actor else ())
        elif actor is not None and token.pos_ == "NOUN":
            shown.add(actor.name)
    return found


def _counts_untold(sentence: Span) -> bool:
    """As in "Almost two-thirds were in the north": of what stands in the sentence before."""
    subject = next((t for t in sentence.root.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    counts = subject is not None and (subject.tag_ == "CD" or subject.lower_ in _FRACTIONS)
    return counts and subject is not None and not any(c.dep_ == "prep" for c in subject.children)


def _answers(sentence: Span) -> bool:
    """As in "The chemist disagreed": with what stands in the sentence before."""
    behind = [child for child in sentence.root.rights if child.dep_ not in ("punct", "advmod", "npadvmod")]
    return sentence.root.lemma_ in words("summary", "answering") and not behind


def _points_away(token: Token, sentence: Span, actor: Actor | None, shown: set[str]) -> bool:
    """Whether `token` refers to somebody or something that the sentence has not named before."""
    if token.lower_ in _PRONOUNS and token.pos_ in ("PRON", "DET"):
        if _is_expletive(token):
            return False
        if actor is not None:
            return actor.name not in shown and not _follows(token, sentence, actor)
        return not _has_antecedent(token, sentence)
    if token.lower_ in words("summary", "anaphoric") and _is_definite(token):
        return actor is None or actor.name not in shown
    return token.lower_ in ("this", "these", "those", "that", "latter", "former") and _stands_alone(token)


def _is_expletive(token: Token) -> bool:
    """As in "it was unclear", "it is the first": it that means nothing before it."""
    if token.lower_ != "it" or token.dep_ not in ("nsubj", "nsubjpass", "expl"):
        return False
    if token.dep_ == "expl":
        return True
    return any(
        c.dep_ in ("acomp", "ccomp", "xcomp", "csubj") and c.i > token.i for c in token.head.children
    ) and token.head.lemma_ in ("be", "seem", "appear", "remain", "take", "become")


def _follows(token: Token, sentence: Span, actor: Actor) -> bool:
    """Whether a pronoun in an opening clause is named right behind ("After he won, Smith said")."""
    return (
        token.i - sentence.start < 12
        and any(
            later.text in actor.name.split() and later.dep_ in ("nsubj", "nsubjpass")
            for later in sentence.doc[token.i + 1 : sentence.end]
        )
        and token.dep_ != "nsubj"
    )


def _has_antecedent(token: Token, sentence: Span) -> bool:
    before = sentence.doc[sentence.start : token.i]
    if token.lower_ in _PERSONAL:
        return any(
            t.pos_ in ("NOUN", "PROPN") and (t.ent_type_ == "PERSON" or t.lower_ in words("roles", "person"))
            for t in before
        )
    plural = token.lower_ in ("they", "them", "their")
    return any(
        t.pos_ in ("NOUN", "PROPN")
        and (not plural or t.tag_ in ("NNS", "NNPS") or t.pos_ == "PROPN" or t.dep_ == "nsubj")
        for t in before
    )


def _is_answered(token: Token, sentence: Span) -> bool:
    """Whether the sentence itself has whom a pronoun may well mean: a person, or a subject of its number."""
    if token.lower_ in _PERSONAL:
        return _has_antecedent(token, sentence)
    plural = token.lower_ in _PLURAL
    return token.lower_ in _PRONOUNS and any(
        t.dep_ in ("nsubj", "nsubjpass")
        and t.pos_ in ("NOUN", "PROPN")
        and (t.tag_ in ("NNS", "NNPS")) is plural
        for t in sentence.doc[sentence.start : token.i]
    )


def _is_definite(token: Token) -> bool:
    """As in "the group", "both men": definite, and not said more closely."""
    if any(
        child.dep_ in ("prep", "relcl", "acl", "amod", "compound", "poss", "appos", "nmod")
        for child in token.children
    ):
        return False
    return any(
        child.dep_ == "det" and child.lower_ in ("the", "this", "that", "these", "those", "both")
        for child in token.children
    )


def _stands_alone(token: Token) -> bool:
    return (
        token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        and token.pos_ in ("PRON", "DET")
        and token.tag_ == "DT"
    )


def _bracket(token: Token, actor: Actor | None) -> str | None:
    """The token with who is meant: "[Mao Ning] said", "[Mao Ning’s] office", "the group [Hamas]"."""
    if actor is None or not _agrees(token, actor) or actor.name.lower().removeprefix("the ") == token.lower_:
        return None  # "the agency [the agency]" would tell nobody who is meant
    if token.lower_ in _POSSESSIVE and token.dep_ == "poss":
        return f"[{actor.name}’s]"
    if token.lower_ in _SUBJECT | _OBJECT:
        return f"[{actor.name}]"
    return f"{token.text} [{actor.name}]"


def _agrees(token: Token, actor: Actor) -> bool:
    """Whether the word can mean such an actor: "they" no single one, "he" nobody but a person."""
    if token.lower_ in _PLURAL:
        return actor.kind == "group"
    if token.lower_ in _PERSONAL:
        return actor.kind == "person"
    return token.lower_ not in ("it", "its") or actor.kind != "person"


def _written(sentence: Span, replacements: dict[int, str]) -> str:
    parts = (replacements.get(token.i, token.text) + token.whitespace_ for token in sentence)
    words_ = " ".join("".join(parts).split())
    return words_[:1] + words_[1:2].upper() + words_[2:] if words_.startswith("[") else words_
