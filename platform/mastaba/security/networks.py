"""Where a request comes from, as far as limits and traces go: a subscriber, and their network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple

SUBSCRIBER = {4: 32, 6: 64}  # an IPv6 subscriber has a whole /64 to choose addresses from
NETWORK = {4: 24, 6: 48}


class Origin(NamedTuple):
    """Two networks as text: that of one subscriber, and the wider one it belongs to."""

    address: str
    network: str


def origin_of(address: str) -> Origin:
    """The networks of an IP address; what is none, such as a socket's name, stands for both."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return Origin(address, address)
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return Origin(_around(parsed, SUBSCRIBER), _around(parsed, NETWORK))


def _around(address: IPv4Address | IPv6Address, lengths: dict[int, int]) -> str:
    return str(ip_network((address, lengths[address.version]), strict=False))
