"""What the program says, in each language that it speaks: English as it stands in the code, others from *.po.

The catalogues are gettext's: `say("Reading {n} articles…", n=3)` looks up the English sentence.
"""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent
ENGLISH = "en"


class Words:
    """One language; `code` is its ISO 639-1 code."""

    def __init__(self, code: str, catalogue: gettext.NullTranslations) -> None:
        self.code = code
        self._catalogue = catalogue

    def say(self, english: str, **given: object) -> str:
        """The sentence in this language, with what is given put in."""
        sentence = self._catalogue.gettext(english)
        return sentence.format(**given) if given else sentence

    def name(self, english: str) -> str:
        """The name of a command or of one of its options in this language."""
        return self._catalogue.pgettext("name", english)

    def count(self, one: str, many: str, n: int, **given: object) -> str:
        """The sentence for `n` of something; `{n}` in it is the number."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **given)


def languages() -> tuple[str, ...]:
    """The codes of the languages that it speaks."""
    return (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.po")))


def words_for(*wanted: str | None) -> Words:
    """The first of the wanted languages that it speaks ("de-AT" is German); English if it speaks none."""
    for locale in wanted:
        code = (locale or "").replace("_", "-").partition("-")[0].lower()
        if code in languages():
            return _words(code)
    return _words(ENGLISH)


@cache
def _words(code: str) -> Words:
    if code == ENGLISH:
        return Words(ENGLISH, gettext.NullTranslations())
    with (FOLDER / f"{code}.po").open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Words(code, gettext.GNUTranslations(compiled))
