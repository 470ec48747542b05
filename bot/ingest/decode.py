"""Bytes to text: by byte order mark, then by what is declared, then by content, which has the last word."""

import codecs
import re

from bot.ingest.document import is_utf16

_HEAD = 8192
_META = re.compile(rb"""<meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']""", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
# What browsers read under these names (WHATWG Encoding Standard, section 4.2).
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
# In English or another Western text about one letter in fifty is beyond ASCII; in Cyrillic or Greek most are.
_WESTERN_SHARE = 0.04
_TOO_FEW_TO_TELL = 3
_WINDOWS_FALLBACK = "briefwire-windows-1252"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(_WINDOWS_FALLBACK, _as_windows)


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`; `declared` is the charset of the HTTP answer, if there was one.

    Never fails: where bytes fit no encoding at all, a replacement character stands for them.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if is_utf16(data):
        little = data[1:4096:2].count(0) > data[:4096:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    return _decode_unmarked(data, _known(declared) or declared_inside(data))


def declared_inside(data: bytes) -> str | None:
    """The encoding that an HTML or XML document names in its head, as Python knows it."""
    head = data[:_HEAD]
    found = _XML.search(head) or _META.search(head)
    encoding = _known(found[1].decode("ascii")) if found else None
    # A declaration that could be read as ASCII cannot be UTF-16 (HTML standard, 13.2.3.2).
    return "utf-8" if encoding and encoding.startswith("utf-16") else encoding


def _known(label: str | None) -> str | None:
    try:
        name = codecs.lookup(label.strip()).name if label else None
    except (LookupError, ValueError):
        return None
    return _READ_AS.get(name, name) if name else None


def _decode_unmarked(data: bytes, declared: str | None) -> str:
    multibyte = len(_MULTIBYTE.findall(data))
    try:
        as_utf8 = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, declared, multibyte)
    # Text of another encoding is hardly ever valid UTF-8 by accident (RFC 3629, section 1).
    if multibyte or declared in {None, "utf-8"}:
        return as_utf8
    return _strictly(data, declared) or as_utf8


def _decode_other(data: bytes, declared: str | None, multibyte: int) -> str:
    if declared and declared != "utf-8" and (text := _strictly(data, declared)) is not None:
        return text
    high = len(_HIGH.findall(data))
    if multibyte and high <= 4 * multibyte:  # UTF-8 with single bytes pasted in from Windows
        return data.decode("utf-8", _WINDOWS_FALLBACK)
    if high <= max(_TOO_FEW_TO_TELL, _WESTERN_SHARE * len(data)):
        return data.decode("cp1252", "replace")
    return data.decode(_by_content(data), "replace")


def _strictly(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding or "utf-8")
    except (UnicodeDecodeError, LookupError):
        # Windows-1252 leaves five bytes without a meaning; browsers read on.
        return data.decode("cp1252", "replace") if encoding == "cp1252" else None


def _by_content(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    return best.encoding if best else "cp1252"
