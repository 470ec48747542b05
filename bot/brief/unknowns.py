"""What the article itself says is not known, not said, or not confirmed."""

import re
from functools import cache

from spacy.tokens import Span

from bot.brief.lexicon import cues
from bot.brief.reading import Reading
from bot.model import Statement

_LONGEST = 600


def find_unknowns(reading: Reading) -> tuple[Statement, ...]:
    """The sentences that say so, in order; each once, verbatim."""
    found: dict[str, Statement] = {}
    for sentence in reading.sentences:
        words = " ".join(sentence.text.split())
        if words not in found and len(words) <= _LONGEST and says_unknown(sentence):
            found[words] = Statement(text=words, evidence=(reading.sentence_evidence(sentence),))
    return tuple(found.values())


def says_unknown(sentence: Span) -> bool:
    """Whether a cue of `cues/unknowns.toml` stands in the sentence, outside a question or a condition."""
    match = _pattern().search(sentence.text)
    if match is None or sentence.text.rstrip("\"'”’ ").endswith("?"):
        return False
    before = sentence.text[: match.start()].lower().split()[-4:]
    return not any(word.strip(',“”"') in ("if", "unless", "until", "once") for word in before)


@cache
def _pattern() -> re.Pattern[str]:
    forms = {form for forms in cues("unknowns").values() for form in forms}
    gap = r"(?:\S+\s+){0,4}?"
    each = (
        re.escape(form).replace(r"\*\ ", gap).replace(r"\ ", r"\s+")
        for form in sorted(forms, key=len, reverse=True)
    )
    return re.compile(rf"(?:\b|(?<=\w)(?=n['’]t))(?:{'|'.join(each)})\b", re.IGNORECASE)
