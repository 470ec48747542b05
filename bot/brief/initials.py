"""The letters that a body may be called by."""

_SMALL = frozenset(("of", "the", "and", "for", "&"))
_LETTERS = 4
"""Short words in capitals are letters already: "UK" of "UK Health Agency", in short UKHA."""
_FEWEST = 3


def initials(body: str) -> tuple[str, ...]:
    """The first letters of a name; and those of less of it, by which such bodies go.

    Without what it begins with ("U.N. Seed Bank"), or behind "and" ("Centers for Disease Control and …").
    """
    letters = _letters(body)
    first = body.split()[0] if letters else ""
    shorter = letters[1:] if "." in first or first.isupper() else []
    before = _letters(body.split(" and ")[0])
    able = [shorter if len(shorter) > 1 else [], before if len(before) >= _FEWEST else []]
    return tuple("".join(one) for one in (letters, *able) if one)


def _letters(body: str) -> list[str]:
    words = [word for word in body.split() if word.strip(".,").lower() not in _SMALL]
    return [w.strip(".,").lower() if w.isupper() and len(w) < _LETTERS else w[0].lower() for w in words]
