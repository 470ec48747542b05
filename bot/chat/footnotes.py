"""The sentences that something rests on, numbered."""

from collections.abc import Iterable, Sequence

from bot.model import Brief, Evidence


class Footnotes:
    """Numbers evidence in the order given; what lies within a longer piece of it shares its number."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        wanted = tuple(dict.fromkeys(evidence))
        self._number: dict[Evidence, int] = {}
        numbered: dict[Evidence, int] = {}
        for piece in wanted:
            whole = max((other for other in wanted if _within(piece, other)), key=_length)
            self._number[piece] = numbered.setdefault(whole, len(numbered) + 1)
        self.notes: tuple[Evidence, ...] = tuple(numbered)

    def marks(self, evidence: Sequence[Evidence]) -> str:
        """The numbers of these pieces, as "[1][4]"."""
        return "".join(f"[{number}]" for number in dict.fromkeys(self._number[piece] for piece in evidence))


def evidence_of(brief: Brief) -> Iterable[Evidence]:
    """All evidence of a brief, in the order in which the brief is read."""
    slots = (getattr(brief.five_w, slot) for slot in type(brief.five_w).model_fields)
    parts = (
        brief.summary,
        filter(None, slots),
        brief.quotes,
        brief.positions,
        brief.figures,
        brief.timeline,
        brief.actors,
        brief.places,
        brief.not_stated,
    )
    return (piece for part in parts for element in part for piece in element.evidence)


def _within(inner: Evidence, outer: Evidence) -> bool:
    return inner.article_id == outer.article_id and outer.start <= inner.start and inner.end <= outer.end


def _length(evidence: Evidence) -> int:
    return evidence.end - evidence.start
