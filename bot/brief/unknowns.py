"""What the article itself says is not known, not said, or not confirmed."""

from functools import cache

from spacy.tokens import Span

from bot.brief.lexicon import cues
from bot.brief.reading import Reading
from bot.model import Statement

_LONGEST = 600
_UNTIL_NOW = frozenset(("yet", "still", "immediately"))


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
    return any(
        cue in told and not _is_conditional(told, cue) and not _means_otherwise(told, cue)
        for told in (said, _timeless(said))
        for cue in _cues()
    )


def _timeless(said: str) -> str:
    """The words without "yet" and its like, which may stand anywhere: "do not know yet who fired"."""
    return f" {' '.join(word for word in said.split() if word not in _UNTIL_NOW)} "


def _is_conditional(said: str, cue: str) -> bool:
    before = said[: said.index(cue)].split()[-4:]
    return any(word.strip(',“”"') in ("if", "unless", "until", "once") for word in before)


def _means_otherwise(said: str, cue: str) -> bool:
    others = cues("unknowns")["unless"].get(cue.strip(), "").split()
    return any(word.strip(".,;:“”\"'") in others for word in said.split())


@cache
def _cues() -> tuple[str, ...]:
    """The cues in lower case with straight apostrophes, begun at a word except where one begins within it."""
    lists = (forms for name, forms in cues("unknowns").items() if name != "unless")
    forms = {form.replace("’", "'") for listed in lists for form in listed}
    return tuple(form if form.startswith("n't") else f" {form}" for form in sorted(forms))
