"""Which words of a sentence attribute a quotation: the verb of speech, and its subject."""

from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Token

from bot.brief.actors import Cast
from bot.brief.speakers import agent_of, can_speak, is_measure, subject_of
from bot.brief.surroundings import Marked, Surroundings

_DASHES = frozenset(("—", "–", "―", "--", "-"))
_SIGNATURE = 14  # tokens


@dataclass(frozen=True)
class Attribution:
    """`cue` says that somebody speaks; `source` is the head of who does, when the sentence names one."""

    cue: Token
    source: Token | None
    phrase: str


class Attributions:
    """Finds what attributes the quotations of a document, by what stands around each."""

    def __init__(self, around: Surroundings, cast: Cast) -> None:
        self._around = around
        self._doc = around.doc
        self._cast = cast

    def of(self, marked: Marked) -> Attribution | None:
        """What attributes a quotation within its own sentence."""
        signed = self._signed(marked)
        if signed is not None:
            return signed
        before, after = self._around.before(marked), self._around.after(marked)
        starts = not any(token.is_alpha for token in before)
        order = (self._behind, self._in_front) if starts else (self._in_front, self._behind)
        for look in order:
            found = look(marked, before, after)
            if found is not None:
                return found
        return None

    def _signed(self, marked: Marked) -> Attribution | None:
        """A name behind a dash, and nothing else up to the end of the line: "“…” — Anna Smith, Ely"."""
        at = marked.end
        while at < len(self._doc) and self._doc[at].is_space:
            at += 1
        line: list[Token] = []
        for token in self._doc[at : at + _SIGNATURE]:
            if token.is_space and "\n" in token.text:
                break
            line.append(token)
        if at == marked.end and self._doc[at - 1].text[-1] in _DASHES:
            line.insert(0, self._doc[at - 1])
        elif not line or line[0].text not in _DASHES:
            return None
        if len(line) == 1 or len(line) >= _SIGNATURE or not line[1].text[0].isupper():
            return None
        if any(token.pos_ in ("VERB", "AUX") or self._around.quoted(token) is not None for token in line[1:]):
            return None
        named = self._cast.who(line[1])
        if named is not None and named.kind == "person":
            return Attribution(line[0], line[1], "")
        name = list(takewhile(lambda t: t.text[0].isupper(), line[1:]))
        return Attribution(line[0], name[-1], "") if at <= marked.end + 1 and len(name) in (2, 3) else None

    def _behind(self, marked: Marked, before: list[Token], after: list[Token]) -> Attribution | None:
        """As in "…," he said; "…," said Smith; "…", according to Smith."""
        if not self._goes_on(marked, after):
            return None
        for token in after:
            if token.lower_ == "according" and not self._measures(token):
                return self._according(token)
            if self._around.is_cue(token):
                return Attribution(token, self._source(token, after), token.text)
        return None

    def _goes_on(self, marked: Marked, after: list[Token]) -> bool:
        """Whether the sentence goes on behind the closing mark."""
        first = next((token for token in after if not token.is_space), None)
        if first is None:
            return False
        stopped = marked.inner.text.rstrip().endswith(".")
        return (
            not stopped or first.text in (",", "–", "—", "-") or first.is_lower or self._around.is_cue(first)
        )

    def _in_front(self, marked: Marked, before: list[Token], after: list[Token]) -> Attribution | None:
        """He said: "…"; he called it "…"; Smith: "…"."""
        cue = self._governing(marked, before)
        if cue is not None and cue.lower_ == "according":
            return self._according(cue)
        if cue is not None:
            return Attribution(cue, self._source(cue, before), cue.text)
        spoken = [token for token in before if not token.is_space]
        if spoken and spoken[-1].text == ":" and len(spoken) <= 8:
            source = self._here(spoken) or next(
                (t for t in reversed(spoken[:-1]) if t.pos_ in ("PROPN", "NOUN")), None
            )
            return Attribution(spoken[-1], source, "") if source is not None else None
        return None

    def _here(self, before: list[Token]) -> Token | None:
        """Who is where the words come from: "Our reporter Ivo Lind is in Osk: “…”"."""
        subjects = (t for t in before if t.dep_ == "nsubj" and t.head.lemma_ == "be")
        told = ((token, self._cast.who(token)) for token in subjects)
        return next((token for token, actor in told if actor is not None and actor.kind == "person"), None)

    def _governing(self, marked: Marked, before: list[Token]) -> Token | None:
        """The nearest cue that the quotation depends on, else the nearest that is no aside ("who says")."""
        cues = [token for token in reversed(before) if self._around.is_cue(token)]
        verbs = [token.i for token in before if token.pos_ in ("VERB", "AUX") and token.lower_ != "according"]
        cues += [t for t in before if t.lower_ == "according" and not any(i > t.i for i in verbs)]
        above = set(marked.inner.root.ancestors)
        aside = [token for token in cues if token.dep_ == "relcl" and token not in above]
        return next((t for t in cues if t in above), None) or next((t for t in cues if t not in aside), None)

    def _measures(self, according: Token) -> bool:
        source = self._according(according).source
        return source is not None and is_measure(source, self._cast)

    def _according(self, token: Token) -> Attribution:
        to = next((child for child in token.children if child.lower_ == "to"), None)
        source = (
            next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
        )
        if source is None:
            source = next(
                (t for t in self._doc[token.i + 2 : token.i + 10] if t.pos_ in ("PROPN", "NOUN")), None
            )
        return Attribution(token, source, "according to")

    def _source(self, cue: Token, near: list[Token]) -> Token | None:
        """The subject by the parse; where that errs, the noun or pronoun nearest to the verb on its side."""
        found = _outside_brackets(subject_of(cue))
        if found is not None and self._around.quoted(found) is None:
            return (
                found if can_speak(found, self._cast) else self._person_before(cue) or self._main_subject(cue)
            )
        if any(child.dep_ in ("nsubjpass", "auxpass") for child in cue.children) and cue.lemma_ != "quote":
            return agent_of(cue)
        return self._nearest(cue, near)

    def _person_before(self, cue: Token) -> Token | None:
        """Who stands right before the verb: "footage of Hillary Clinton asking"."""
        before = cue.nbor(-1) if cue.i else None
        actor = self._cast.who(before) if before is not None else None
        return before if actor is not None and actor.kind == "person" else None

    def _main_subject(self, cue: Token) -> Token | None:
        """The subject of the whole sentence, where the parse gives the verb one that cannot speak."""
        main = next((child for child in cue.sent.root.children if child.dep_ == "nsubj"), None)
        return main if main is not None and self._cast.who(main) is not None else None

    def _nearest(self, cue: Token, near: list[Token]) -> Token | None:
        left = [t for t in near if t.i < cue.i]
        right = [t for t in near if t.i > cue.i and cue.lemma_ != "tell"]
        if _before_aside(left) is not None:
            return _before_aside(left)
        for token in reversed(left):
            if token.text in (",", ";") and token.i < cue.i - 1 and right:
                break
            if token.pos_ in ("PROPN", "PRON", "NOUN") and token.dep_ not in ("poss", "compound", "npadvmod"):
                return token
        if right and cue.i + 1 == right[0].i:
            for token in right[:12]:
                if token.text == ",":
                    break
                if token.pos_ in ("PROPN", "NOUN", "PRON") and token.dep_ not in ("compound", "poss"):
                    return token
        return None


def _outside_brackets(token: Token | None) -> Token | None:
    """The name before a bracket that the parse took for the subject: "Cummings (D-Md.) said"."""
    if token is None:
        return None
    for before in reversed(list(token.doc[max(token.sent.start, token.i - 4) : token.i])):
        if before.text == ")":
            break
        if before.text == "(" and before.i > token.sent.start:
            return before.nbor(-1)
    return token


def _before_aside(left: list[Token]) -> Token | None:
    """The noun before what stands between two commas ahead of a verb: "survivor Dewi Lestari, 29, told"."""
    commas = [number for number, token in enumerate(left) if token.text == ","]
    if len(commas) < 2 or commas[-1] != len(left) - 1 or not commas[-2]:
        return None
    before = left[commas[-2] - 1]
    return before if before.pos_ in ("PROPN", "NOUN") else None
