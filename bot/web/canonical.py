"""Which article an address leads to: the same article by another address is the same article."""

import hashlib
import re
import tomllib
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_CUES = Path(__file__).parent / "cues" / "tracking.toml"
_ID_LENGTH = 16
# Google's AMP viewer and cache carry the publisher's address in their path; "s" says https.
_AMP_WRAPPED = re.compile(
    r"^https?://(?:www\.google\.[a-z.]+/amp|[^/]+\.cdn\.ampproject\.org/[a-z]{1,2})"
    r"/(?P<secure>s/)?(?P<address>[^/]+\.[^/]+/.*)$"
)
_AMP_PATH = re.compile(r"^/amp(?=/.)|(?<=.)/amp(?:\.html)?/?$|\.amp(?=\.html$|$)")
_OTHER_DRESS = ("m", "mobile", "amp", "touch")
_DEFAULT_PORTS = {"http": 80, "https": 443}


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    cues = tomllib.loads(_CUES.read_text("utf-8"))
    return frozenset(cues["names"]), tuple(cues["prefixes"])


def article_id(canonical_url: str | None, content_hash: str) -> str:
    """A short stable name: of the canonical address, or of the content where there is no address."""
    return _hash(_key(canonical_url) if canonical_url else content_hash)[:_ID_LENGTH]


def content_hash(text: str) -> str:
    """A name for exactly this text."""
    return _hash(text)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _key(canonical_url: str) -> str:
    """What addresses of one article have in common: no scheme, no "www.", no slash at the end."""
    parts = urlsplit(canonical_url)
    return f"{parts.netloc.removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"


def canonical_address(url: str | None, link: str | None = None) -> str | None:
    """The address that stands for the article at `url`, whose page names `link` as its canonical one.

    The page's own word counts when it leads to the same site and not merely to its front page.
    None when neither is a usable address.
    """
    own = clean_address(url) if url else None
    named = _resolved(own or "", link) if link else None
    if named is None or urlsplit(named).path in {"", "/"}:
        return own
    return named if own is None or _same_site(own, named) else own


def _resolved(base: str, link: str) -> str | None:
    try:
        return clean_address(urljoin(base, link))
    except ValueError:
        return None


def clean_address(url: str) -> str | None:
    """`url` without fragment, tracking parameters, default port, AMP and mobile dress; None if unusable."""
    wrapped = _AMP_WRAPPED.match(url)
    if wrapped:
        url = f"http{'s' if wrapped['secure'] else ''}://{wrapped['address']}"
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in _DEFAULT_PORTS or not host:
        return None
    scheme = parts.scheme.lower()
    netloc = _desktop_host(host)
    if port and port != _DEFAULT_PORTS[scheme]:
        netloc = f"{netloc}:{port}"
    return urlunsplit((scheme, netloc, _desktop_path(parts.path), _kept_query(parts.query), ""))


def _desktop_host(host: str) -> str:
    """The host without a label that only says "mobile" or "AMP", before or within it."""
    if ":" in host:
        return f"[{host}]"
    labels = host.lower().rstrip(".").split(".")
    for place in (0, 1):
        if len(labels) > place + 2 and labels[place] in _OTHER_DRESS and not labels[-1].isdigit():
            del labels[place]
            break
    return ".".join(labels)


def _desktop_path(path: str) -> str:
    path = re.sub(r"/{2,}", "/", path) or "/"
    plain = _AMP_PATH.sub("", path) or "/"
    return plain.rstrip("/") or "/"


def _kept_query(query: str) -> str:
    names, prefixes = _tracking()
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [
        (name, value)
        for name, value in pairs
        if name.lower() not in names and not name.lower().startswith(prefixes)
    ]
    return urlencode(sorted(kept))


def _same_site(one: str, other: str) -> bool:
    return _site_of(one) == _site_of(other)


def _site_of(url: str) -> str:
    """The registered domain ("bbc.co.uk"), by the public suffix list where the ending stands on it."""
    from courlan import extract_domain

    host = urlsplit(url).hostname or ""
    try:
        return str(ip_address(host))
    except ValueError:
        return extract_domain(url) or ".".join(host.split(".")[-2:])
