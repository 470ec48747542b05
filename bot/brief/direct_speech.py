"""Words in quotation marks as speech: who speaks each, by its attribution or by what stands before it."""

import re

from spacy.tokens import Token

from bot.brief.actors import Cast
from bot.brief.attribution import Attribution, Attributions
from bot.brief.lexicon import words
from bot.brief.reading import Reading
from bot.brief.sayings import Saying, told_before
from bot.brief.speakers import Speaker, speaker
from bot.brief.surroundings import Marked, Surroundings

_FULL = 4
_TITLE_WORD = re.compile(r"[A-Z0-9À-Þ]")
_SMALL = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "but",
        "with",
        "from",
        "by",
        "as",
        "vs",
        "v",
    ]
)


class DirectSpeech:
    """Goes through the quotations in order, remembering who spoke last and in which paragraph."""

    def __init__(self, reading: Reading, cast: Cast, around: Surroundings) -> None:
        self._text = reading.article.text
        self._doc = reading.doc
        self._cast = cast
        self._around = around
        self._attributions = Attributions(around, cast)
        self._last: Saying | None = None

    def sayings(self) -> list[Saying]:
        """What is said in marks, in order."""
        found: list[Saying] = []
        for marked in self._around.marked:
            saying = self._saying(marked)
            if saying is not None:
                found.append(saying)
                self._last = saying if saying.by or self._is_sentence(marked) else self._last
        return [told_before(saying, self._doc, self._cast) for saying in self._look_ahead(found)]

    def _saying(self, marked: Marked) -> Saying | None:
        """The quotation as something said, or None when it is a title, a name or marks of distance."""
        attribution = self._attributions.of(marked)
        whole = self._is_sentence(marked)
        if self._is_name(marked, attribution, whole):
            return None
        if attribution is not None and self._describes_speaker(marked, attribution):
            return None
        if attribution is not None:
            by = (
                speaker(attribution.source, self._cast, self._last_speaker())
                if attribution.source is not None
                else None
            )
            return self._said(marked, by, attribution.phrase, attribution.cue)
        if whole:
            return self._continued(marked)
        if len(self._words(marked)) <= _FULL:
            return None
        led = self._doc[marked.start - 1].text == ":" if marked.start else False
        return (self._introduced(marked) if led else None) or self._said(marked, None, None, None)

    def _said(self, marked: Marked, by: Speaker | None, cue: str | None, at: Token | None) -> Saying:
        start, end = _trimmed(self._text, marked.inner.start_char, marked.inner.end_char)
        return Saying(start, end, by, cue, True, at)

    def _last_speaker(self) -> Speaker | None:
        return self._last.by if self._last else None

    def _words(self, marked: Marked) -> list[Token]:
        return [token for token in marked.inner if token.is_alpha]

    # What is not speech

    def _is_sentence(self, marked: Marked) -> bool:
        """Whether a quotation stands for itself: it begins a sentence, and ends one or is long."""
        alone = not any(token.is_alpha for token in self._around.before(marked))
        ended = marked.inner.text.rstrip().endswith((".", "!", "?", "…", ",", "—", "–"))
        return alone and (ended or len(self._words(marked)) > _FULL)

    def _describes_speaker(self, marked: Marked, attribution: Attribution) -> bool:
        """As in "said Renner, who has a “hold” rating on the shares": words about who speaks."""
        source = attribution.source
        if source is None or len(self._words(marked)) > _FULL or attribution.cue in source.subtree:
            return False
        return source.i < marked.start and marked.inner.root in source.subtree

    def _is_name(self, marked: Marked, attribution: Attribution | None, whole: bool) -> bool:
        """Titles of works, nicknames and code names stand in marks too."""
        near = [token for token in self._around.before(marked)[-3:] if not token.is_punct]
        if near and near[-1].lower_ in words("speech", "naming") and not self._called_by_somebody(near[-1]):
            return True
        if (
            near
            and near[-1].lemma_.lower() in words("speech", "works")
            and marked.inner[-1].text not in ".!?"
        ):
            return True
        return not whole and self._capitalised(marked)

    def _called_by_somebody(self, verb: Token) -> bool:
        return any(child.dep_ == "nsubj" for child in verb.children) and verb.lower_ in (
            "called",
            "dubbed",
            "labelled",
        )

    def _capitalised(self, marked: Marked) -> bool:
        """Whether it is written like a title: every longer word with a capital."""
        shown = [token.text for token in marked.inner if token.is_alpha and token.lower_ not in _SMALL]
        if len(shown) < 2 or marked.inner[-1].text in ("!", "?"):
            return False
        return all(_TITLE_WORD.match(word) for word in shown)

    # Speech without its own attribution

    def _continued(self, marked: Marked) -> Saying:
        """A quotation alone: by who spoke in this paragraph, was just introduced, or spoke last."""
        paragraph = self._text.rfind("\n\n", 0, marked.inner.start_char)
        previous = self._last
        if previous and previous.start > paragraph:
            return self._said(marked, previous.by, previous.cue, previous.attributed_at)
        introduced = self._introduced(marked)
        if introduced is not None:
            return introduced
        earlier = self._text.rfind("\n\n", 0, max(paragraph, 0))
        if previous and previous.end > earlier and self._alone_in_paragraph(marked):
            return self._said(marked, previous.by, previous.cue, previous.attributed_at)
        return self._said(marked, None, None, None)

    def _alone_in_paragraph(self, marked: Marked) -> bool:
        return marked.start == 0 or self._doc[marked.start - 1].is_space

    def _introduced(self, marked: Marked) -> Saying | None:
        """By the subject of the sentence before, the main one first: a person, or anybody before a colon."""
        at = marked.start - 1
        while at >= 0 and (self._doc[at].is_space or self._doc[at].is_punct):
            at -= 1
        if at < 0 or self._around.quoted(self._doc[at]) is not None:
            return None
        new_paragraph = "\n\n" in self._doc[at + 1 : marked.start].text
        colon = self._doc[at + 1].text == ":"
        if new_paragraph and not colon:
            return None
        for token in sorted(self._doc[at].sent, key=lambda token: token.head.dep_ != "ROOT"):
            if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ in ("ROOT", "ccomp", "conj"):
                by = speaker(token, self._cast, self._last_speaker())
                if by is not None and by.actor is not None and (by.actor.kind == "person" or colon):
                    return self._said(marked, by, token.head.text if colon else None, token)
        return None

    def _look_ahead(self, found: list[Saying]) -> list[Saying]:
        """A quotation that opens a run of them takes the speaker who is named in the next paragraph."""
        filled = list(found)
        for number in range(len(filled) - 2, -1, -1):
            here, following = filled[number], filled[number + 1]
            between = self._text[here.end : following.start]
            if (
                here.by is None
                and here.cue is None
                and following.by
                and len(between.strip("“”\"'‘’\n ")) == 0
            ):
                filled[number] = Saying(
                    here.start, here.end, following.by, following.cue, True, following.attributed_at
                )
        return filled


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words_ = text[start:end]
    return start + len(words_) - len(words_.lstrip()), end - len(words_) + len(words_.rstrip())
