"""Clients that dribble: they hold nobody up, and they are cut off."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from tests.http.serving import Server, start, stop

PAGE = (
    b"<html lang='en'><h1>Harbour reopens after the storm</h1><p>The ferries sail again "
    b"on Monday.</p></html>"
)
HTML = {"Content-Type": "text/html"}

HEAD = b"POST /v1/normalize HTTP/1.1\r\nHost: x\r\nContent-Type: text/html\r\n"
SLOW = {
    "head": (HEAD, b"X-a: b\r\n"),
    "body": (HEAD + b"Content-Length: 100000\r\n\r\n", b"<"),
    "chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n<\r\n"),
    "nothing": (b"", b""),
}


@pytest.fixture(scope="module")
def impatient() -> Iterator[Server]:
    """A server that waits a second for its clients, and has one worker with one place."""
    running = start(
        DATELINE_CLIENT_SECONDS="1", DATELINE_KEEP_ALIVE="1", DATELINE_PAGES_IN_WORK="1"
    )
    yield running
    stop(running)


def dribble(connection: socket.socket, drop: bytes, until: threading.Event) -> None:
    """Send a drop every so often until told to stop or the connection breaks."""
    with contextlib.suppress(OSError):
        while not until.wait(0.1):
            connection.sendall(drop)


def received(connection: socket.socket) -> bytes:
    """All that comes until the connection ends; a reset is an end."""
    data = b""
    with contextlib.suppress(ConnectionError):
        while part := connection.recv(65536):
            data += part
    return data


@pytest.mark.parametrize("kind", SLOW)
def test_slow_client_is_cut_off(impatient: Server, kind: str) -> None:
    """Whoever goes on dribbling is cut off; a body that comes too slowly is told so with 408."""
    begin, drop = SLOW[kind]
    over = threading.Event()
    with socket.create_connection(("127.0.0.1", impatient.port), timeout=60) as connection:
        connection.sendall(begin)
        thread = threading.Thread(target=dribble, args=(connection, drop, over))
        thread.start()
        data = received(connection)
        over.set()
        thread.join()
    assert data[:13] == (b"HTTP/1.1 408 " if kind in ("body", "chunks") else b"")


@pytest.mark.parametrize("kind", ["head", "body"])
def test_two_hundred_slow_clients_hold_nobody_up(server: Server, kind: str) -> None:
    """While they hang on, pages and probes are answered by the one worker there is."""
    begin, _ = SLOW[kind]
    with contextlib.ExitStack() as stack:
        for _ in range(200):
            connection = stack.enter_context(
                socket.create_connection(("127.0.0.1", server.port), timeout=60)
            )
            connection.sendall(begin)
        statuses = [server.ask("POST", "/v1/normalize", PAGE, HTML)[0] for _ in range(5)]
        statuses += [server.ask("GET", path)[0] for path in ("/livez", "/readyz", "/metrics")]
        assert statuses == [200] * 8


def test_client_that_takes_its_answer_slowly_is_cut_off(impatient: Server) -> None:
    """An answer that nobody fetches does not stay for ever; the worker lives."""
    request = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", impatient.port))
        with contextlib.suppress(OSError):
            # Far more answers than the system's buffers hold; sending ends when the server has
            # closed the connection.
            while True:
                connection.sendall(request * 100)
    assert impatient.ask("GET", "/livez")[0] == 200
    # It is the client's doing, and no failure of ours.
    assert [line for line in impatient.lines() if line["level"] == "error"] == []
    assert "cut off a client that takes its answer too slowly" in impatient.said()


NOT_HTTP = {
    "request line": (b"NONSENSE\r\n\r\n", 400),
    "version": (b"GET / HTTP/7\r\n\r\n", 400),
    "header": (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
    "bare NUL": (b"GET / HTTP/1.1\r\nA: \0\r\n\r\n", 400),
    "two lengths": (b"POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
    "smuggling": (
        b"POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        400,
    ),
    "long request line": (b"GET /" + b"a" * 5_000 + b" HTTP/1.1\r\n\r\n", 414),
    "many headers": (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 101 + b"\r\n", 431),
    "no host": (b"GET /livez HTTP/1.1\r\n\r\n", 400),
    "a body that is coded twice": (
        (
            b"POST /v1/normalize HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, "
            b"chunked\r\n\r\n0\r\n\r\n"
        ),
        501,
    ),
    "transfer coding": (b"POST / HTTP/1.1\r\nTransfer-Encoding: zip\r\n\r\n", 501),
    "expectation": (b"POST / HTTP/1.1\r\nExpect: 200-fine\r\n\r\n", 417),
}


@pytest.mark.parametrize(("sent", "status"), NOT_HTTP.values(), ids=NOT_HTTP)
def test_what_is_not_http_is_a_problem_document(server: Server, sent: bytes, status: int) -> None:
    """What the server's parser refuses is answered like every other error, without an echo."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(sent)
        data = received(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"\r\nContent-Type: application/problem+json\r\n" in head + b"\r\n"
    assert b'"status":%d' % status in body
