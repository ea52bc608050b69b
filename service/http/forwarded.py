"""The client's address behind proxies, from Forwarded (RFC 7239) or X-Forwarded-For, as written by
trusted proxies.

By default no proxy is trusted: anyone can send such a header.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from typing import TypeAlias

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

# for=192.0.2.60, for="192.0.2.60:4711", for="[2001:db8::1]:4711"; names such as _hidden or unknown
# are not addresses.
_FOR = re.compile(r"(?:^|;)\s*for=(?:\"([^\"]*)\"|([^\s;\"]*))\s*(?:;|$)", re.I | re.ASCII)
_WITH_PORT = re.compile(r"\[([^\]]*)\](?::\d+)?|([\d.]+)(?::\d+)?", re.ASCII)


def client(
    peer: str | None, forwarded: str | None, x_forwarded_for: str | None, trusted: Sequence[Network]
) -> str | None:
    """Return the client's address: the first that is not a trusted proxy's, read from the nearest
    hop outwards.

    A proxy writes one of the two headers and passes the other on as it came, so neither is believed
    when both are there.

    >>> trusted = [ipaddress.ip_network("10.0.0.0/8")]
    >>> client("10.0.0.1", None, "198.51.100.9, 203.0.113.7, 10.0.0.2", trusted)
    '203.0.113.7'
    >>> client("203.0.113.7", None, "198.51.100.9", [ipaddress.ip_network("10.0.0.0/8")])
    '203.0.113.7'
    """
    if not trusted or not _is_trusted(peer, trusted) or (forwarded and x_forwarded_for):
        return peer
    nearest = peer
    for hop in reversed(_hops(forwarded, x_forwarded_for)):
        address = _address(hop)
        if address is None:
            break
        nearest = str(address)
        if not _is_trusted(nearest, trusted):
            break
    return nearest


def _hops(forwarded: str | None, x_forwarded_for: str | None) -> list[str]:
    """Return the address that each proxy recorded for its caller, the farthest first."""
    if not forwarded:
        return (x_forwarded_for or "").split(",")
    found = [_FOR.search(element) for element in forwarded.split(",")]
    return ["" if match is None else match[1] or match[2] for match in found]


def _address(text: str) -> Address | None:
    """Return the address of a hop without its port; None where it is not an address, and then no
    earlier hop is believed.
    """
    stripped = text.strip()
    match = _WITH_PORT.fullmatch(stripped)
    try:
        return ipaddress.ip_address((match[1] or match[2]) if match else stripped)
    except ValueError:
        return None


def _is_trusted(address: str | None, trusted: Sequence[Network]) -> bool:
    found = _address(address or "")
    # A dual-stack listener names IPv4 callers "::ffff:10.0.0.1".
    found = getattr(found, "ipv4_mapped", None) or found
    return found is not None and any(found in network for network in trusted)
