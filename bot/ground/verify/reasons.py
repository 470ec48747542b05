"""Why a claim is not supported."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "date", "name", "role", "negation", "hedge", "attribution", "comparison", "words"]


@dataclass(frozen=True)
class Reason:
    """What differs, and in words: "the source says seven, the claim nine"."""

    kind: Kind
    words: str
