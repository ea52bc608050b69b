"""The service behind its real server: chunked bodies, keep-alive, and how it stops."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import pytest

from tests.http.serving import ROOT, Server, start, stop

LIMIT = 10 * 1024 * 1024
CHUNK = b"<p>x</p>" * 8192


def post(
    server: Server, body: Any, headers: dict[str, str], chunked: bool = False
) -> tuple[int, dict[str, Any]]:
    """Status and JSON of a posted page."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request(
        "POST",
        "/v1/normalize",
        body,
        {"Content-Type": "text/html", **headers},
        encode_chunked=chunked,
    )
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return response.status, answer


def chunks(size: int) -> Iterator[bytes]:
    """At least ``size`` bytes of a page, in pieces."""
    for _ in range(size // len(CHUNK) + 1):
        yield CHUNK


def test_chunked_page_is_read(server: Server) -> None:
    """A chunked body within the limit is a page like any other."""
    status, answer = post(server, chunks(100_000), {"Transfer-Encoding": "chunked"}, chunked=True)
    assert (status, answer["article"]["@type"]) == (200, "NewsArticle")


def test_chunked_body_over_the_limit_is_refused(server: Server) -> None:
    """A chunked body states no length; it is refused all the same and not cut at the limit."""
    status, answer = post(server, chunks(LIMIT), {"Transfer-Encoding": "chunked"}, chunked=True)
    assert (status, answer["limit"]) == (413, LIMIT)


@pytest.mark.parametrize(
    "sent",
    [b"zz\r\nhello\r\n", b"5\r\nhelloXX0\r\n\r\n", b"3;\x01\r\nabc\r\n0\r\n\r\n", b"5\r\nhel"],
    ids=["no size", "no line end", "bad extension", "cut"],
)
def test_broken_chunks_are_the_callers_fault(server: Server, sent: bytes) -> None:
    """What calls itself chunked and is not, is 400 and never 500."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        head = (
            b"POST /v1/normalize HTTP/1.1\r\nHost: x\r\nContent-Type: text/"
            b"html\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        connection.sendall(head + sent)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(64).startswith(b"HTTP/1.1 400 ")


def test_page_shorter_than_declared_is_refused(server: Server) -> None:
    """A body that breaks off would be half a page; it is not answered as if it were whole."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        head = (
            b"POST /v1/normalize HTTP/1.1\r\nHost: x\r\nContent-Type: text/"
            b"html\r\nContent-Length: 100\r\n\r\n<h1>"
        )
        connection.sendall(head)
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(64).startswith(b"HTTP/1.1 400 ")


def test_connection_is_kept_for_the_next_request(server: Server) -> None:
    """One connection, two requests: the client does not open another."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        for _ in range(2):
            connection.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = b""
            while not answer.endswith(b'{"status":"alive"}'):
                piece = connection.recv(4096)
                assert piece, "the connection was closed"
                answer += piece
            assert b"\r\nconnection: close\r\n" not in answer.lower()


def test_connection_stays_usable_after_a_problem(server: Server) -> None:
    """A request that is refused before its body is read does not spoil the next one on the
    connection.
    """
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", "/v1/normalize", b"x" * 5000, {"Content-Type": "image/png"})
    refused = connection.getresponse()
    refused.read()
    connection.request("GET", "/livez")
    alive = connection.getresponse()
    assert (refused.status, alive.status, alive.read()) == (415, 200, b'{"status":"alive"}')
    connection.close()


@pytest.mark.parametrize(
    ("size", "media_type", "status", "closes"),
    [
        (LIMIT + 1, "text/html", 413, "close"),
        (LIMIT + 1, "image/png", 415, "close"),
        (LIMIT, "image/png", 415, "keep-alive"),
    ],
)
def test_a_body_too_long_to_be_drained_ends_the_connection(
    server: Server, size: int, media_type: str, status: int, closes: str
) -> None:
    """The answer says so, since the client's next request on the connection would be lost."""
    connection = HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", "/v1/normalize", b"x" * size, {"Content-Type": media_type})
    refused = connection.getresponse()
    refused.read()
    assert (refused.status, refused.headers["Connection"]) == (status, closes)
    connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_server_stops_cleanly(number: signal.Signals) -> None:
    """The server runs in the foreground and ends with 0 when told to."""
    assert stop(start(), number) == 0


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("DATELINE_BODY_LIMIT", "ten", "should be a whole number from 1, and is 'ten'"),
        ("DATELINE_WORKERS", "two", "should be a whole number from 1, and is 'two'"),
        ("DATELINE_API_KEYS_FILE", "nowhere", "cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_read_stops_the_start(name: str, value: str, advice: str) -> None:
    """The variable and what it should be, without a traceback to read it from."""
    command = [sys.executable, "-m", "gunicorn"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PORT": "0", name: value},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    assert f"{name}: {advice}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_stops_the_start_at_once() -> None:
    """One line says which variable chooses another; nothing is tried again and again."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "gunicorn"],
            cwd=ROOT,
            env={**os.environ, "PORT": port},
            capture_output=True,
            text=True,
            timeout=60,
        )
    plain = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    assert done.returncode == 1
    assert plain == [f"port {port} is taken; choose another: PORT=9000 make serve"]
    assert '"level":"error"' not in done.stderr


def test_host_may_be_missing_in_http_1_0(server: Server) -> None:
    """It came with HTTP/1.1; older probes send none."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(b"GET /livez HTTP/1.0\r\n\r\n")
        assert connection.recv(64).startswith(b"HTTP/1.0 200 ")


def test_a_variable_that_is_no_setting_is_a_warning() -> None:
    """Orchestrators make such variables; a slip of the operator among them is told with the nearest
    name.
    """
    server = start(DATELINE_BODY_LIMT="1", DATELINE_SERVICE_HOST="10.0.0.1")
    said = [line["message"] for line in server.lines() if line["level"] == "warning"]
    assert stop(server) == 0
    assert said == [
        "DATELINE_BODY_LIMT: did you mean DATELINE_BODY_LIMIT?",
        "DATELINE_SERVICE_HOST: no such setting",
    ]


@pytest.mark.parametrize(
    ("environment", "bind"),
    [({}, "127.0.0.1:8000"), ({"PORT": "9123"}, "127.0.0.1:9123")],
    ids=["default", "PORT"],
)
def test_port_is_taken_from_the_environment(environment: dict[str, str], bind: str) -> None:
    """PORT says where to listen, as container platforms expect; it is 8000 otherwise."""
    clean = {name: value for name, value in os.environ.items() if name != "PORT"}
    shown = subprocess.run(
        [sys.executable, "-c", "import runpy; print(runpy.run_path('gunicorn.conf.py')['bind'])"],
        cwd=ROOT,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.strip() == str([bind])
