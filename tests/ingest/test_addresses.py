"""Which addresses may be dialled, as a table."""

import ipaddress

import pytest

from bot.errors import ConfigError, FetchError
from bot.web.addresses import AddressPolicy, plain_host

REFUSED = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.254", "192.0.0.1", "192.0.2.7", "192.88.99.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1",
    "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1", "64:ff9b:1:7f00:0:100::",
    "fe80::1", "fc00::1",
    "fd12:3456::1", "fec0::1", "ff02::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:db8::1",
    "2002:7f00:1::", "2002:808:808::1", "3fff::1", "100::1", "5f00::1",
]  # fmt: skip
PERMITTED = [
    "8.8.8.8", "93.184.215.14", "100.63.255.255", "100.128.0.1", "2606:4700::1111", "2a00:1450::200e",
    "64:ff9b::808:808",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_the_public_internet_is_refused(address: str) -> None:
    assert not AddressPolicy().permits(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PERMITTED)
def test_the_public_internet_is_open(address: str) -> None:
    assert AddressPolicy().permits(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("network", "address"),
    [
        ("10.0.0.0/8", "10.1.2.3"),
        ("10.0.0.0/8", "::ffff:10.1.2.3"),
        ("10.0.0.0/8", "64:ff9b::a01:203"),
        ("127.0.0.0/8", "127.0.0.1"),
        ("fd00::/8", "fd12::1"),
        (" 192.168.1.7/24 ", "192.168.1.9"),
    ],
)
def test_an_operator_opens_a_network(network: str, address: str) -> None:
    assert AddressPolicy.opening([network]).permits(ipaddress.ip_address(address))


def test_opening_one_network_opens_no_other() -> None:
    policy = AddressPolicy.opening(["10.0.0.0/8"])
    assert not policy.permits(ipaddress.ip_address("192.168.0.1"))
    assert not policy.permits(ipaddress.ip_address("::1"))


def test_a_network_that_is_none_is_a_setting_error() -> None:
    with pytest.raises(ConfigError, match=r"allow_private.*10\.0\.0\.0/8"):
        AddressPolicy.opening(["intranet"])


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.1", "0",
        "１２７.０.０.１", "127。0。0。1",
        "127.0.0.1.", "0x7f.0x0.0x0.0x1", "1.2.3.4.5", "256.1.1.1", "127.0.0.01",
        "[::1%25eth0]", "[fe80::1%eth0]",
        "127.0.0.1%2f", "", "[]", " ", ".", "[1::2::3]", "a b",
    ],
)  # fmt: skip
def test_spellings_that_hide_an_address_are_refused(host: str) -> None:
    with pytest.raises(FetchError):
        plain_host(host)


def test_plain_hosts_pass() -> None:
    assert plain_host("News.Example.COM.") == "news.example.com"
    assert plain_host("8.8.8.8") == ipaddress.ip_address("8.8.8.8")
    assert plain_host("[2606:4700::1111]") == ipaddress.ip_address("2606:4700::1111")
    assert plain_host("４chan.example") == "4chan.example"
    assert plain_host("3m.example") == "3m.example"
