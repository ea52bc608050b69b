"""Who may ask: keys from a file, origins of browsers; open by default."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service.app import create_app
from service.http import about, access
from service.settings import Settings, SettingsError


@pytest.fixture
def key_file(tmp_path: Path) -> tuple[Path, str, str]:
    """A file with two keys, and the keys."""
    first, second = access.new_key("old"), access.new_key("new")
    path = tmp_path / "keys"
    path.write_text(f"# rotated in spring\n{first[1]}\n\n{second[1]}  # since May\n")
    return path, first[0], second[0]


@pytest.fixture
def guarded(key_file: tuple[Path, str, str]) -> Flask:
    """An application that asks for a key."""
    return create_app(Settings(api_keys_file=key_file[0]))


def status(client: FlaskClient, authorization: str | None) -> int:
    """The status of a page that is sent with this Authorization header."""
    headers = {} if authorization is None else {"Authorization": authorization}
    return client.post("/v1/normalize", json={"text": "x"}, headers=headers).status_code


def test_open_by_default(client: FlaskClient) -> None:
    """Without a file of keys everyone may ask, and a key that is sent all the same does no harm."""
    assert (status(client, None), status(client, "Bearer anything")) == (200, 200)


def test_every_key_of_the_file_opens(guarded: Flask, key_file: tuple[Path, str, str]) -> None:
    """Several keys are valid at once, so that they can be rotated; the scheme's name has no
    case.
    """
    _, old, new = key_file
    client = guarded.test_client()
    assert [status(client, f"Bearer {old}"), status(client, f"bearer  {new}")] == [200, 200]


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Basic {key}",
        "{key}",
        "Bearer {key}x",
        "Bearer {hash}",
    ],
)
def test_anything_else_is_401(
    guarded: Flask, key_file: tuple[Path, str, str], wrong: str | None
) -> None:
    """No key, a wrong one, a wrong scheme, and the hash that stands in the file."""
    key = key_file[1]
    header = wrong and wrong.format(key=key, hash=hashlib.sha256(key.encode()).hexdigest())
    answer = guarded.test_client().post(
        "/v1/normalize", data=b"{", headers={"Authorization": header} if header else {}
    )
    assert (answer.status_code, answer.json["type"]) == (401, "/problems/unauthorized")  # type: ignore[index]
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/livez", 200),
        ("/readyz", 200),
        ("/problems/unauthorized", 200),
        ("/metrics", 401),
        ("/version", 401),
        ("/v1/rules", 200),
        ("/v1/schemas/page", 200),
        ("/openapi.json", 200),
        ("/v1/profiles/news.example", 401),
        ("/nowhere", 401),
    ],
)
def test_what_stays_open(guarded: Flask, path: str, expected: int) -> None:
    """Probes have no key, and what the interface is can be read; a stranger learns nothing of this
    installation.
    """
    assert guarded.test_client().get(path).status_code == expected


def test_documents_and_code_agree_on_what_stays_open(guarded: Flask) -> None:
    """Each route that answers a stranger is one that the operators' page and the interface's
    description call open.
    """
    client = guarded.test_client()
    described = json.loads(about.openapi_bytes())["paths"]
    filled = {
        "/v1/schemas/{name}": "/v1/schemas/page",
        "/rules/{name}": "/rules/not_a_page",
        "/problems/{slug}": "/problems/too-slow",
    }
    unkeyed = {
        path for path, methods in described.items() if methods.get("get", {}).get("security") == []
    }
    open_here = {
        path
        for path, methods in described.items()
        if "get" in methods and client.get(filled.get(path, path)).status_code != 401
    }
    assert open_here == unkeyed == {
        "/livez", "/readyz", "/", "/docs", "/rules/", "/rules/{name}", "/problems/",
        "/problems/{slug}",
        "/openapi.json", "/v1/rules", "/v1/schemas/{name}",
    }  # fmt: skip
    page = (Path(__file__).parents[2] / "docs" / "operating.md").read_text("utf-8")
    assert [
        path for path in open_here if f"`{path.split('{')[0].rstrip('/') or '/'}" not in page
    ] == []


def test_key_stands_in_no_log(
    guarded: Flask, key_file: tuple[Path, str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """The log names the key's label; the key itself it never sees, right or wrong."""
    with caplog.at_level(logging.DEBUG):
        status(guarded.test_client(), f"Bearer {key_file[1]}")
        status(guarded.test_client(), "Bearer hunter2")
    described = [str(record.__dict__) for record in caplog.records]
    assert "'key': 'old'" in "".join(described)
    assert key_file[1] not in "".join(described)
    assert "hunter2" not in "".join(described)


def changed(path: Path, text: str) -> None:
    """Write the file so that its change can be seen whatever the resolution of its clock."""
    before = path.stat().st_mtime_ns
    path.write_text(text)
    os.utime(path, ns=(before + 10**9, before + 10**9))


def test_file_is_read_again_when_it_changes(
    key_file: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that is taken out is refused without a restart, and a new one let in."""
    monkeypatch.setattr(access, "_RECHECK", 0.0)
    path, old, _ = key_file
    keys = access.KeyFile(path)
    newest, line = access.new_key("newest")
    changed(path, line)
    assert (keys.label(old), keys.label(newest)) == (None, "newest")


def test_file_is_looked_at_once_a_second(
    key_file: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not for each request, and after a second again."""
    keys, now, looks = access.KeyFile(key_file[0]), time.monotonic(), []
    monkeypatch.setattr(access.KeyFile, "_reread", lambda self: looks.append(1))
    for later in (0.5, 0.9, 1.5):
        monkeypatch.setattr(time, "monotonic", partial(float, now + later))
        keys.label(key_file[1])
    assert len(looks) == 1


def test_file_is_read_again_when_an_older_one_takes_its_place(
    key_file: tuple[Path, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup that is put back is older than what it replaces."""
    monkeypatch.setattr(access, "_RECHECK", 0.0)
    path, old, _ = key_file
    keys = access.KeyFile(path)
    before, (newest, line) = path.stat().st_mtime_ns, access.new_key("newest")
    path.write_text(line)
    os.utime(path, ns=(before - 10**9, before - 10**9))
    assert (keys.label(old), keys.label(newest)) == (None, "newest")


@pytest.mark.parametrize("broken", ["hunter2\n", "label sha256:12\n", "label md5:" + "0" * 32])
def test_broken_file_changes_nothing_and_is_reported(
    key_file: tuple[Path, str, str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    broken: str,
) -> None:
    """A slip of the editor locks nobody out; the log says which line it is and does not quote
    it.
    """
    monkeypatch.setattr(access, "_RECHECK", 0.0)
    path, old, _ = key_file
    keys = access.KeyFile(path)
    changed(path, broken)
    with caplog.at_level(logging.ERROR):
        assert keys.label(old) == "old"
    assert "line 1" in caplog.text
    assert "hunter2" not in caplog.text


def test_file_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    """A service that should ask for keys does not start without them."""
    with pytest.raises(SettingsError, match=r"DATELINE_API_KEYS_FILE: .*keys"):
        create_app(Settings(api_keys_file=tmp_path / "keys"))
    (tmp_path / "keys").write_text("no key\n")
    with pytest.raises(SettingsError, match="line 1"):
        create_app(Settings(api_keys_file=tmp_path / "keys"))


# ------------------------------------------------------------------ browsers

PAGE = "https://tool.example"


@pytest.fixture
def shared() -> FlaskClient:
    """A client of a service that pages of one origin may call."""
    return create_app(Settings(cors_origins=(PAGE,))).test_client()


def preflight(client: FlaskClient, origin: str) -> dict[str, str]:
    """The answer's headers to a browser that asks whether a page of this origin may post."""
    headers = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    return dict(client.options("/v1/normalize", headers=headers).headers)


def test_no_origin_may_call_by_default(client: FlaskClient) -> None:
    """Without configuration there is no header of cross-origin sharing at all."""
    answered = client.post("/v1/normalize", json={"text": "x"}, headers={"Origin": PAGE}).headers
    assert not [
        name
        for name in (*answered.keys(), *preflight(client, PAGE))
        if name.startswith("Access-Control")
    ]


def test_named_origin_may_call(shared: FlaskClient) -> None:
    """The browser's question and the request itself are answered for that origin, and caches are
    told.
    """
    answered = shared.post("/v1/normalize", json={"text": "x"}, headers={"Origin": PAGE}).headers
    assert (
        answered["Access-Control-Allow-Origin"]
        == preflight(shared, PAGE)["Access-Control-Allow-Origin"]
        == PAGE
    )
    assert "Origin" in ", ".join(answered.get_all("Vary"))


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://tool.example.evil.example"]
)
def test_other_origins_may_not(shared: FlaskClient, origin: str) -> None:
    """Only what is named, letter by letter."""
    assert "Access-Control-Allow-Origin" not in preflight(shared, origin)


def test_preflight_is_answered_with_what_may_be_sent(shared: FlaskClient) -> None:
    """And with nothing else: browsers take 200 as well, but a body means that something else
    answered.
    """
    headers = {"Origin": PAGE, "Access-Control-Request-Method": "POST"}
    answer = shared.options("/v1/normalize", headers=headers)
    assert (answer.status_code, answer.data) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, POST"
    assert shared.options("/v1/normalize", headers={"Origin": PAGE}).status_code == 200


@pytest.mark.parametrize(
    ("path", "port", "status"),
    [
        ("/metrics", "9464", 200),
        ("/livez", "9464", 200),
        ("/readyz", "9464", 200),
        ("/version", "9464", 404),
        ("/nowhere", "9464", 404),
        ("/metrics", "8000", 401),
        ("/livez", "8000", 200),
        ("/version", "8000", 401),
        # a port beyond the other in the order of strings
        ("/version", "9999", 401),
    ],
)
def test_port_for_machines_has_metrics_and_probes_alone(
    key_file: tuple[Path, str, str], path: str, port: str, status: int
) -> None:
    """Without a key; on the other port a key is asked for as ever."""
    client = create_app(Settings(api_keys_file=key_file[0], metrics_port=9464)).test_client()
    assert client.get(path, environ_overrides={"SERVER_PORT": port}).status_code == status


def test_browser_asks_without_a_key(key_file: tuple[Path, str, str]) -> None:
    """A preflight carries no key; what follows it needs one."""
    client = create_app(Settings(api_keys_file=key_file[0], cors_origins=(PAGE,))).test_client()
    assert preflight(client, PAGE)["Access-Control-Allow-Origin"] == PAGE
    assert status(client, None) == 401


def test_pages_load_nothing_from_elsewhere(client: FlaskClient) -> None:
    """A page of ours may load only from us, run no inline script, and be framed by nobody."""
    page = client.get("/problems/not-found").headers
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "unsafe" not in page["Content-Security-Policy"]
    assert (page["X-Frame-Options"], page["Referrer-Policy"]) == ("DENY", "no-referrer")
