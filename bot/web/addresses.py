"""Which network addresses may be dialled: pure policy, no look-ups.

Only addresses of the public internet are. IPv6 forms that carry an IPv4 address (mapped, NAT64) are
judged by what they carry. Sources: the IANA special-purpose registries, RFC 6052 and 8215 (NAT64),
RFC 6890.
"""

import ipaddress
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import ConfigError, FetchError

IPv4 = ipaddress.IPv4Address
IPv6 = ipaddress.IPv6Address
Address = IPv4 | IPv6
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_NEVER = tuple(
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",  # carrier NAT
        "192.0.0.0/24",  # protocol assignments
        "192.88.99.0/24",  # 6to4 relays, retired
        "198.18.0.0/15",  # benchmarks
        "2001::/23",  # Teredo and other protocol assignments
        "2002::/16",  # 6to4: carries an IPv4 address that nobody checks
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
_NUMERIC_LABEL = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.IGNORECASE)


@dataclass(frozen=True)
class AddressPolicy:
    """Which addresses may be dialled: public ones, and those in the `allowed` networks."""

    allowed: tuple[Network, ...] = ()

    @classmethod
    def opening(cls, networks: Iterable[str]) -> "AddressPolicy":
        """The policy that opens `networks` ("10.0.0.0/8"); ConfigError when one is not a network."""
        try:
            return cls(tuple(ipaddress.ip_network(network.strip(), strict=False) for network in networks))
        except ValueError as error:
            raise ConfigError(f"fetch.allow_private: {error}. Write networks such as 10.0.0.0/8.") from error

    def permits(self, address: Address) -> bool:
        """Whether `address`, or the address that it carries, may be dialled."""
        carried = _carried(address)
        if any(form in network for form in {address, carried} for network in self.allowed):
            return True
        if isinstance(address, IPv6) and address.ipv4_mapped:
            return False
        return _is_public(carried)


def _carried(address: Address) -> Address:
    """The IPv4 address that a mapped or NAT64 address stands for; any other address itself."""
    if isinstance(address, IPv6):
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _NAT64:
            return IPv4(int(address) & 0xFFFFFFFF)
    return address


def _is_public(address: Address) -> bool:
    if any(address in network for network in _NEVER):
        return False
    if isinstance(address, IPv6):
        # Everything but global unicast is out at once: loopback, link-local, unique-local, multicast,
        # IPv4-compatible, 64:ff9b:1::/48 and whatever is assigned next.
        return address in _GLOBAL_V6 and address.is_global
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def plain_host(host: str) -> str | Address:
    """`host` of a URL as it will be dialled: an address, or a name in lower case.

    Raises FetchError for spellings that only serve to hide an address: decimal, hexadecimal, octal
    or shortened numbers, full-width digits, a zone, a percent sign.
    """
    bare = host.strip("[]") if host.startswith("[") else host
    if not bare or bare != bare.strip() or any(mark in bare for mark in "%/\\@ "):
        raise FetchError(f"The address has no usable host name ({host!r}): check how it is written.")
    if ":" in bare:
        return _ipv6(bare)
    name = unicodedata.normalize("NFKC", bare).replace("\u3002", ".").lower().rstrip(".")
    if not name:
        raise FetchError(f"The address has no usable host name ({host!r}): check how it is written.")
    if not _NUMERIC_LABEL.fullmatch(name.rsplit(".", 1)[-1]):
        return name
    return _ipv4(name, bare)


def _ipv6(host: str) -> Address:
    try:
        return IPv6(host)
    except ValueError as error:
        raise FetchError(f"[{host}] is not a network address: check how it is written.") from error


def _ipv4(name: str, as_written: str) -> Address:
    # A browser would read 127.1, 2130706433 and 0177.0.0.1 as 127.0.0.1; nobody writes so in good faith.
    try:
        if name == as_written:
            return IPv4(name)
    except ValueError:
        pass
    raise FetchError(
        f"{as_written} is not a plain network address: write it as four decimal numbers, like 192.0.2.1."
    )
