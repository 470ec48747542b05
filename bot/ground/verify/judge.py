"""The verdict on a claim: every check by itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from bot.ground.verify.comparisons import comparison_reasons
from bot.ground.verify.copies import copy_reasons
from bot.ground.verify.figures import figure_reasons
from bot.ground.verify.likelihood import density, features, probability
from bot.ground.verify.names import name_reasons
from bot.ground.verify.reasons import Reason
from bot.ground.verify.roles import role_reasons
from bot.ground.verify.source import Passage, Source, passage
from bot.ground.verify.times import time_reasons
from bot.ground.verify.wording import Likeness, wording_reasons


@dataclass(frozen=True)
class Verdict:
    """Whether a claim is supported; `reasons` say what differs."""

    supported: bool
    reasons: tuple[Reason, ...]

    @property
    def words(self) -> str:
        """The reasons in one line."""
        return "; ".join(reason.words for reason in self.reasons)


def verify(claim: Doc, cited: Passage, source: Source, likeness: Likeness | None = None) -> Verdict:
    """Whether the cited sentences of `source` say what the parsed claim says.

    With `likeness`, a word of the claim may stand for one of like meaning in the source; without, it may not.
    """
    if any(" ".join(claim.text.split()) == " ".join(each.text.split()) for each in cited.sentences):
        return Verdict(True, ())  # whatever the checks make of it, a sentence says what it says
    stated = passage(claim)
    reasons = dict.fromkeys(
        (*facts_changed(stated, cited, source), *wording_reasons(stated, cited, likeness))
    )
    return Verdict(not reasons, tuple(reasons))


def facts_changed(claim: Passage, cited: Passage, source: Source) -> Iterator[Reason]:
    """What of the claim's numbers, dates, names, roles and manners is not as cited."""
    yield from figure_reasons(claim, cited)
    yield from time_reasons(claim, cited, source.published)
    yield from name_reasons(claim, cited, source)
    yield from comparison_reasons(claim, cited)
    yield from role_reasons(claim, cited, source)
    yield from copy_reasons(claim, cited, source.aliases)


def likelihood(
    claim: Doc,
    source: Source,
    there: Passage,
    meaning: tuple[float, float],
    reasons: tuple[Reason, ...] | None = None,
) -> float:
    """How probably `source` supports the claim, from 0 to 1; `there` are its sentences nearest to the claim.

    `meaning` is how near the claim's words come in meaning to those of the sentence nearest to it, and how
    near the three that come least near to any sentence. `reasons` are those that `there` gives against the
    claim, where they are known.
    """
    stated = passage(claim)
    if reasons is None:
        reasons = tuple(dict.fromkeys(facts_changed(stated, there, source)))
    known = features(stated, source.whole, there, reasons, meaning)
    return probability(known, density(stated, source.whole))
