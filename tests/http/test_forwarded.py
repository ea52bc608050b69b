"""Whose request it is behind proxies: believed of those that are named, as far as they can know
it.
"""

from __future__ import annotations

import ipaddress
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.app import create_app
from service.http.forwarded import client
from service.settings import Settings, SettingsError, loaded

TRUSTED = [ipaddress.ip_network("10.0.0.0/8"), ipaddress.ip_network("2001:db8:1::/48")]
PROXY = "10.0.0.1"

CASES: dict[str, tuple[str, str | None, str | None, str]] = {
    "no header": (PROXY, None, None, PROXY),
    "one hop": (PROXY, None, "203.0.113.7", "203.0.113.7"),
    "two proxies": (PROXY, None, "203.0.113.7, 10.0.0.2", "203.0.113.7"),
    "the client made one up": (PROXY, None, "198.51.100.9, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
    "the client pretends to be a proxy": (PROXY, None, "198.51.100.9, 10.6.6.6, 203.0.113.7",
    "203.0.113.7"),
    "not from a proxy": ("203.0.113.7", None, "198.51.100.9", "203.0.113.7"),
    "proxies only": (PROXY, None, "10.0.0.3, 10.0.0.2", "10.0.0.3"),
    "nonsense behind a proxy": (PROXY, None, "198.51.100.9, nonsense, 10.0.0.2", "10.0.0.2"),
    "empty": (PROXY, None, "", PROXY),
    "a port": (PROXY, None, "203.0.113.7:4711", "203.0.113.7"),
    "version 6": ("2001:db8:1::1", None, "2001:db8:2::7", "2001:db8:2::7"),
    "version 4 in version 6": ("::ffff:10.0.0.1", None, "203.0.113.7", "203.0.113.7"),
    "Forwarded": (PROXY, "for=203.0.113.7;proto=https, For=10.0.0.2", None, "203.0.113.7"),
    "Forwarded, quoted, with a port": (PROXY, 'proto=https;for="[2001:db8:2::7]:4711"', None,
    "2001:db8:2::7"),
    "Forwarded, hidden": (PROXY, "for=198.51.100.9, for=_hidden", None, PROXY),
    "Forwarded, unknown": (PROXY, "for=unknown", None, PROXY),
    "both: the client sent the one that the proxy does not write": (PROXY, "for=198.51.100.9",
        "203.0.113.7", PROXY),
}  # fmt: skip


@pytest.mark.parametrize(
    ("peer", "forwarded", "x_forwarded_for", "expected"), CASES.values(), ids=CASES
)
def test_client(
    peer: str, forwarded: str | None, x_forwarded_for: str | None, expected: str
) -> None:
    """The last address that is no trusted proxy's."""
    assert client(peer, forwarded, x_forwarded_for, TRUSTED) == expected


@given(st.text(max_size=200), st.booleans())
def test_any_header_gives_an_address(header: str, standard: bool) -> None:
    """Whatever the header says, what comes out is an address and never its words."""
    found = client(PROXY, header if standard else None, None if standard else header, TRUSTED)
    assert ipaddress.ip_address(found or "")


def logged(caplog: pytest.LogCaptureFixture, settings: Settings) -> str:
    """The client's address in the log."""
    headers = {"X-Forwarded-For": "203.0.113.7"}
    with caplog.at_level(logging.INFO, "dateline.access"):
        create_app(settings).test_client().get(
            "/version", headers=headers, environ_base={"REMOTE_ADDR": PROXY}
        )
    return str(caplog.records[-1].__dict__["fields"]["client"])


def test_nobody_is_believed_by_default(caplog: pytest.LogCaptureFixture) -> None:
    """The log names who asked, and no one whom it says it asks for."""
    assert logged(caplog, Settings()) == PROXY


def test_named_proxy_is_believed(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The setting is a JSON list of addresses and networks."""
    monkeypatch.setenv("DATELINE_TRUSTED_PROXIES", json.dumps(["192.0.2.1", "10.0.0.0/8"]))
    assert logged(caplog, loaded()) == "203.0.113.7"


@pytest.mark.parametrize("wrong", ["10.0.0.0/8", '["10.0.0.1/8"]', '["proxy.example"]', "[1"])
def test_what_is_no_network_stops_the_start(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    """A slip must not mean that nobody, or everybody, is believed."""
    monkeypatch.setenv("DATELINE_TRUSTED_PROXIES", wrong)
    with pytest.raises(
        SettingsError,
        match=r'DATELINE_TRUSTED_PROXIES: should be a JSON list such as \["10\.0\.0\.0/8"\]',
    ):
        loaded()
