"""Profiles over HTTP: used, named, shown, and read again on SIGHUP without losing a request."""

from __future__ import annotations

import json
import signal
import threading
from itertools import islice
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.http import watch
from service.profiles.contribution import digest_of
from service.profiles.lookout import ONE_IN, Lookout
from service.settings import Settings, SettingsError
from tests.http import serving
from tests.profiles.conftest import learned, page
from tests.waiting import wait_until

ASKED = json.dumps(
    {
        "url": "https://news.example/story-100",
        "html": (page(100, "2022-10-25", "").html or b"").decode(),  # type: ignore[union-attr]
    }
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of profiles with one site."""
    path = tmp_path / "profiles.json"
    path.write_bytes(learned([page(number) for number in range(20)]))
    return path


def test_a_service_with_profiles(path: Path) -> None:
    """The answer, /version and the metrics name the digest; a site can be looked at, and others are
    404.
    """
    client = create_app(Settings(profiles=path)).test_client()
    answer = client.post("/v1/normalize", data=ASKED, content_type="application/json").get_json()
    digest = client.get("/version").get_json()["profiles"]
    shown = client.get("/v1/profiles/www.news.example").get_json()

    assert "datePublished" not in answer["article"]
    assert answer["normalizer"]["profiles"] == digest == shown["profiles"]
    assert shown["site"] == "news.example"
    assert shown["profile"]["pages"] == 20
    assert f'dateline_profiles{{digest="{digest}"}} 1.0' in client.get("/metrics").get_data(
        as_text=True
    )
    assert client.get("/v1/profiles/other.example").status_code == 404
    assert client.get("/v1/schemas/profile").status_code == 200


def _sighted(count: int) -> list[int]:
    """The numbers of pages that are held against the profile."""
    numbers = (n for n in range(1000) if not int(digest_of(str(page(n).url)), 16) % ONE_IN)
    return list(islice(numbers, count))


def _drifted(client: FlaskClient) -> str:
    """The line of the metric of places that changed."""
    lines = client.get("/metrics").get_data(as_text=True).splitlines()
    return next(line for line in lines if line.startswith('dateline_drift_total{habit="place"}'))


@pytest.mark.parametrize("route", ["/v1/normalize", "/v1/normalize/batch"])
def test_pages_that_speak_against_the_profile_are_told_of(
    path: Path,
    route: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A stamp that stands on no page any more: once in the log, with the site of the profile, and
    in the metric, which was there before.
    """
    monkeypatch.setattr(watch, "_lookout", Lookout())
    client = create_app(Settings(profiles=path)).test_client()
    before = float(_drifted(client).split()[1])
    kind = "application/json" if route.endswith("normalize") else "application/x-ndjson"
    for stamp, numbers in ((None, _sighted(8)), ("", _sighted(30)[8:])):
        told = [warning for warning in caplog.messages if "speak against" in warning]
        assert told == []
        for number in numbers:
            sent = {
                "url": page(number).url,
                "html": (page(number, stamp).html or b"").decode(),  # type: ignore[union-attr]
            }
            client.post(route, data=json.dumps(sent), content_type=kind).get_data()

    told = [warning for warning in caplog.messages if "speak against" in warning]
    assert "the pages of news.example speak against its profile: place of datePublished" in told
    assert len(told) == len(set(told))
    assert float(_drifted(client).split()[1]) > before


def test_a_service_without_profiles() -> None:
    """Nothing names a digest, no site is known, and the page is answered as it stands."""
    client = create_app(Settings()).test_client()
    answer = client.post("/v1/normalize", data=ASKED, content_type="application/json").get_json()

    assert answer["article"]["datePublished"] == "2022-10-25"
    assert "profiles" not in answer["normalizer"]
    assert "profiles" not in client.get("/version").get_json()
    assert client.get("/v1/profiles/news.example").status_code == 404


def test_a_broken_file_stops_the_start(path: Path) -> None:
    """The variable is named, and what is wrong with the file."""
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(SettingsError, match=r"DATELINE_PROFILES: .*is no JSON, or cut"):
        create_app(Settings(profiles=path))


def _version(server: serving.Server) -> str:
    status, _, body = server.ask("GET", "/version")
    assert status == 200
    return str(json.loads(body)["profiles"])


def test_profiles_are_read_again_on_sighup(path: Path) -> None:
    """A new file is used, a broken one is refused with a sentence; every request in between is
    answered.
    """
    server = serving.start(workers=1, DATELINE_PROFILES=str(path))
    statuses: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            statuses.append(
                server.ask(
                    "POST", "/v1/normalize", ASKED.encode(), {"Content-Type": "application/json"}
                )[0]
            )

    try:
        first = _version(server)
        thread = threading.Thread(target=ask)
        thread.start()
        path.write_bytes(learned([page(number) for number in range(12)]))
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: _version(server) != first, "the new profiles")
        second = _version(server)
        path.write_bytes(b'{"sites":{},"version":2}')
        former = set(server.workers())
        server.process.send_signal(signal.SIGHUP)
        wait_until(
            lambda: "profiles refused, the former ones stay in use" in server.said(), "the refusal"
        )
        wait_until(lambda: not former & set(server.workers()), "the former workers to end")
        asked = len(statuses)
        wait_until(lambda: len(statuses) > asked + 10, "answers of the new one")
        stop.set()
        thread.join()
        assert second != first
        assert _version(server) == second
        said = [json.loads(line) for line in server.said().splitlines() if "profiles re" in line]
        assert [(line["level"], line["message"].split(",")[0].split(":")[0]) for line in said] == [
            ("info", "profiles read again"),
            ("error", "profiles refused"),
        ]
        assert "is of version 2" in said[1]["message"]
        assert set(statuses) == {200}
    finally:
        stop.set()
        serving.stop(server)
