"""Briefwire: a news desk in which every fact carries the sentence that says it."""

import sys
from types import ModuleType

__version__ = "0.1.0"


def _without_spacys_command_line() -> None:
    """Stand an empty module in for `spacy.cli`.

    `import spacy` loads spaCy's own command line for one name, `spacy.info`, and with it an HTTP client
    and a project manager: a third of a second, and 20 MB in each process, that nothing here uses.
    """
    for name in ("spacy.cli", "spacy.cli.info"):
        stand_in = ModuleType(name)
        stand_in.info = None  # type: ignore[attr-defined]
        stand_in.__path__ = []
        sys.modules.setdefault(name, stand_in)


_without_spacys_command_line()
