"""The Python client against a running service."""

from __future__ import annotations

import asyncio
import socketserver
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest

from dateline_client import (
    AsyncDateline,
    Dateline,
    DatelineError,
    Invalid,
    NotDateline,
    Page,
    PageAnswer,
    Retries,
    Unreachable,
)
from tests.clients.script import HTML


def test_a_page_against_the_service(service: str) -> None:
    """Each kind of page, with all that can be said of it."""
    with Dateline(service) as client:
        answer = client.normalize(
            html=HTML,
            url="https://news.example/a",
            fetched_at=datetime(2022, 2, 26, 8, tzinfo=timezone(timedelta(hours=1))),
            language="en",
            assume_zone="America/New_York",
            headers={"Content-Type": "text/html; charset=utf-8"},
            id=7,
            explain="full",
            min_confidence=0.5,
        )
        assert answer.article.date_published == "2022-02-25T14:40:00-05:00"
        assert [author.name for author in answer.article.author or ()] == ["Ana Ruiz"]
        evidence = answer.fields.date_published
        assert evidence is not None
        assert evidence.evidence
        assert client.normalize(html=HTML.decode()).article.headline == "Envoys return"
        assert (
            client.normalize(text="Envoys return\n\n25 February 2022\n").article.date_published
            == "2022-02-25"
        )
        assert (
            client.normalize(metadata={"title": "Envoys return"}, explain="none").article.headline
            == "Envoys return"
        )
        assert client.flat(html=HTML).authors == ["Ana Ruiz"]
        with pytest.raises(Invalid, match="the year is not between"):
            client.normalize(text="x", fetched_at="0001-01-01T00:00:00Z")


def pages_with_faults(number: int) -> Iterator[Page]:
    """Pages, every seventh of which is none."""
    for key in range(number):
        yield (
            {"id": key, "text": f"Envoys return {key}\n\n25 February 2022\n"}
            if key % 7
            else {"id": key}
        )


def test_chosen_fields_against_the_service(service: str) -> None:
    """The answer holds the fields that were asked for; a field that is none is refused with a
    sentence.
    """
    with Dateline(service) as client:
        answer = client.normalize(html=HTML, fields=["author", "datePublished"])
        assert (answer.article.date_published, answer.article.headline) == (
            "2022-02-25T14:40:00-05:00",
            None,
        )
        assert answer.article.author is not None
        lines = list(client.normalize_many([{"html": HTML}], fields=["headline"]))
        assert [line.answer.article.headline for line in lines if isinstance(line, PageAnswer)] == [
            "Envoys return"
        ]
        with pytest.raises(Invalid, match="datePublished"):
            client.normalize(html=HTML, fields=["datePublishd"])


def test_many_pages_against_the_service(service: str) -> None:
    """Every page has its own answer or problem, in order."""
    with Dateline(service) as client:
        for key, line in enumerate(client.normalize_many(pages_with_faults(230), at_once=3)):
            assert (line.number, line.id) == (key + 1, key)
            if isinstance(line, PageAnswer):
                assert line.answer.article.headline == f"Envoys return {key}"
            else:
                assert (key % 7, line.problem.status) == (0, 422)
        assert key == 229


def test_many_rows_against_the_service_under_asyncio(service: str) -> None:
    """The same as rows; other work goes on meanwhile."""

    async def ask() -> list[int]:
        turns, done = 0, False

        async def other_work() -> None:
            nonlocal turns
            while not done:
                turns += 1
                await asyncio.sleep(0)

        other = asyncio.create_task(other_work())
        async with AsyncDateline(service) as client:
            assert (await client.normalize(html=HTML)).article.headline == "Envoys return"
            assert (await client.flat(html=HTML)).headline == "Envoys return"
            numbers = [line.number async for line in client.flat_many(pages_with_faults(130))]
        done = True
        await other
        assert turns > 100
        return numbers

    assert asyncio.run(ask()) == list(range(1, 131))


def test_long_answers_do_not_stop_a_batch(service: str) -> None:
    """Pages with two thousand tags, whose answers are longer than sockets hold while the batch is
    being sent.
    """
    tags = ", ".join(f"keyword number {number} of many" for number in range(2000))
    long = {
        "html": (
            f"<meta name=keywords content='{tags}'><h1>Envoys return</h1><p>{'word ' * 10_000}</p>"
        )
    }
    with Dateline(service) as client:
        answers = [
            line.answer
            for line in client.normalize_many([long] * 60)
            if isinstance(line, PageAnswer)
        ]
    assert [len(answer.model_dump_json()) > 50_000 for answer in answers] == [True] * 60


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
            Unreachable,
        ),
        (
            (
                b"HTTP/1.1 200 OK\r\nContent-Type: application/"
                b"json\r\nTransfer-Encoding: "
                b"chunked\r\n\r\n1\r\n{\r\n"
            ),
            Unreachable,
        ),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Unreachable),
        (b"", Unreachable),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi", NotDateline),
    ],
    ids=["cut", "cut chunks", "ssh", "silence", "a web server"],
)
def test_a_server_that_is_not_dateline_is_a_typed_error(
    said: bytes, kind: type[DatelineError]
) -> None:
    """On a real connection: cut answers, and servers of other kinds."""

    class Other(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            self.request.sendall(said)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Other) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}"
        with Dateline(url, retries=Retries(tries=2, first=0)) as client, pytest.raises(kind):
            client.normalize(text="x")
        server.shutdown()
        thread.join()


def test_nobody_there_is_a_typed_error() -> None:
    """A port on which nobody listens."""
    with (
        Dateline("http://127.0.0.1:9", retries=Retries(tries=2, first=0)) as client,
        pytest.raises(Unreachable),
    ):
        client.normalize(text="x")


def test_captures_against_the_service(service: str) -> None:
    """Several captures of one article give one answer, with a typed history."""
    moved = HTML.replace(b"25 February", b"28 February")
    captures: list[dict[str, object]] = [
        {"html": HTML, "fetched_at": "2022-02-26T08:00:00Z"},
        {"html": moved, "fetched_at": datetime(2022, 3, 2, 8, tzinfo=timezone(timedelta(hours=1)))},
    ]
    with Dateline(service) as client:
        answer = client.captures(captures, explain="full", fingerprint=True)

    async def asked() -> object:
        async with AsyncDateline(service) as client:
            return await client.captures(captures[::-1], explain="full", fingerprint=True)

    assert answer.history.captures == 2
    assert answer.history.first_seen == "2022-02-26T08:00:00Z"
    assert asyncio.run(asked()) == answer
