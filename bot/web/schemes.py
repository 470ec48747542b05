"""What kind of address something is, by what stands before its colon."""

from bot.errors import InputError


def address_scheme(text: str) -> str | None:
    """The scheme of what looks like an address ("https"), or None for anything else."""
    scheme, colon, rest = text.partition(":")
    if not colon or not scheme.isascii() or not scheme.replace("+", "").replace("-", "").isalnum():
        return None
    if len(scheme) > 1 and (
        rest.startswith("//") or scheme.lower() in {"javascript", "data", "mailto", "about"}
    ):
        return scheme.lower()
    return None


def check_scheme(text: str) -> None:
    """Raise InputError for an address of another kind than http and https."""
    scheme = address_scheme(text)
    if scheme not in {None, "http", "https"}:
        raise InputError(f"Addresses with {scheme}: are not read: give an http or https address, or a file.")
