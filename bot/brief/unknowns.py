"""What the article itself says is not known, not said, or not confirmed."""

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
    said = f" {' '.join(sentence.text.lower().replace('’', chr(39)).split())} "
    if said.rstrip("\"' ”").endswith("?"):
        return False
    return any(cue in said and not _is_conditional(said, cue) for cue in _cues())


def _is_conditional(said: str, cue: str) -> bool:
    before = said[: said.index(cue)].split()[-4:]
    return any(word.strip(',“”"') in ("if", "unless", "until", "once") for word in before)


@cache
def _cues() -> tuple[str, ...]:
    """The cues in lower case with straight apostrophes, begun at a word except where one begins within it."""
    forms = {form.replace("’", "'") for forms in cues("unknowns").values() for form in forms}
    return tuple(form if form.startswith("n't") else f" {form}" for form in sorted(forms))
