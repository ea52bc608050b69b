"""How the server stops and what it survives: drained, with readiness red; a killed worker
replaced.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import time
from http.client import HTTPConnection, RemoteDisconnected

import pytest

from bench.reliability.connections import lying, stopped_amid
from tests.http.serving import Server, start, stop
from tests.waiting import wait_until

PAGE = (
    b"<html lang='en'><h1>Harbour reopens after the storm</h1><p>The ferries sail again "
    b"on Monday.</p></html>"
)
HTML = {"Content-Type": "text/html"}


def half_sent(server: Server) -> socket.socket:
    """A connection whose request has come in by half."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    head = (
        b"POST /v1/normalize HTTP/1.1\r\nHost: x\r\nContent-Type: text/"
        b"html\r\nContent-Length: %d\r\n\r\n"
    ) % len(PAGE)
    connection.sendall(head + PAGE[:20])
    # Connections are accepted in their order: once a later one is served, this one has been
    # accepted.
    server.ask("GET", "/livez")
    return connection


def test_request_that_has_begun_is_answered_after_the_signal() -> None:
    """SIGTERM drops nothing that was accepted; the answer says that the connection closes."""
    server = start()
    with half_sent(server) as begun:
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: "Handling signal: term" in server.said(), "the signal")
        begun.sendall(PAGE[20:])
        answer = begun.recv(65536)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert server.process.wait(timeout=60) == 0
    server.log.close()


def is_stopping(server: Server) -> bool:
    """Whether nobody listens any more: the worker has begun to stop."""
    try:
        socket.create_connection(("127.0.0.1", server.port), timeout=60).close()
    except ConnectionRefusedError:
        return True
    return False


def all_of(connection: socket.socket) -> bytes:
    """What comes until the server closes the connection."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def test_readiness_turns_red_before_the_end() -> None:
    """While it drains, the process says that it takes no new traffic, and that it is alive.

    Both are asked by requests that have begun before the signal: a connection that asks nothing is
    closed after a while.
    """
    server = start(DATELINE_KEEP_ALIVE="600")
    with contextlib.ExitStack() as stack:
        ready, alive = (
            stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=60))
            for _ in range(2)
        )
        ready.sendall(b"GET /readyz HTTP/1.1\r\nHost: x\r\n")
        alive.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n")
        stack.enter_context(half_sent(server))
        # Connections are accepted in their order.
        assert server.ask("GET", "/readyz")[2] == b'{"status":"ready"}'
        server.process.send_signal(signal.SIGTERM)
        wait_until(lambda: is_stopping(server), "the worker to stop")
        ready.sendall(b"\r\n")
        alive.sendall(b"\r\n")
        answers = [all_of(connection) for connection in (ready, alive)]
    assert answers[0].startswith(b"HTTP/1.1 503 ")
    assert b"/problems/stopping" in answers[0]
    assert answers[1].startswith(b"HTTP/1.1 200 ")
    assert server.process.wait(timeout=60) == 0
    server.log.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_worker_is_replaced(workers: int) -> None:
    """kill -9 costs what that worker had in hand, and nothing after it."""
    server = start(workers=workers)
    before = server.workers()
    os.kill(before[0], signal.SIGKILL)
    wait_until(
        lambda: len([pid for pid in server.workers() if pid != before[0]]) >= workers,
        "another worker",
    )
    assert [server.ask("POST", "/v1/normalize", PAGE, HTML)[0] for _ in range(5)] == [200] * 5
    assert stop(server) == 0


def test_a_stop_under_load_loses_nothing() -> None:
    """Eight clients that ask without a pause, and nothing that warns them: each request on a
    connection that a worker took is answered, until none is taken.

    A connection that the system completed just as the listening sockets closed is nobody's, and
    may be reset: that window cannot be closed.
    """
    server = start(workers=2)
    seen = asyncio.run(stopped_amid(server.port, server.process.terminate, 8, 1.0))
    assert server.process.wait(timeout=60) == 0
    server.log.close()
    assert set(seen) <= {"200", "503", "refused", "untaken"}
    assert seen["refused"] == 8


def test_a_connection_that_is_idle_does_not_hold_up_the_stop() -> None:
    """It would be kept for as long as its client may wait between two requests; its client sees an
    orderly end.
    """
    server = start(DATELINE_KEEP_ALIVE="600")
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as idle:
        idle.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        # Head and body may come apart.
        while not answer.endswith(b'{"status":"alive"}'):
            answer += idle.recv(4096)
        server.process.terminate()
        assert idle.recv(4096) == b""
        assert server.process.wait(timeout=60) == 0
    assert "took too long" not in server.said()
    server.log.close()


def test_connections_are_shared_with_a_new_worker() -> None:
    """After a worker has died the other has all connections; it gives them up one by one until they
    lie evenly again.
    """
    server = start(workers=2)
    clients = [HTTPConnection("127.0.0.1", server.port, timeout=60) for _ in range(8)]

    def ask() -> list[int]:
        for client in clients:
            # The library opens a connection again that was closed behind an answer; one of the dead
            # worker's breaks.
            with contextlib.suppress(ConnectionError, RemoteDisconnected):
                client.request("GET", "/livez")
                client.getresponse().read()
                continue
            client.close()
        return lying(server.port, server.workers())

    with contextlib.ExitStack() as closing:
        for client in clients:
            closing.callback(client.close)
        ask()
        before = server.workers()
        os.kill(before[0], signal.SIGKILL)
        end = time.monotonic() + 60
        lie = ask()
        while (before[0] in server.workers() or lie != [4, 4]) and time.monotonic() < end:
            lie = ask()
    assert stop(server) == 0
    assert lie == [4, 4]


def test_a_worker_that_is_stuck_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """C code that keeps the interpreter's lock cannot be stopped from inside; the other worker
    answers meanwhile.
    """
    monkeypatch.setenv(
        "GUNICORN_CMD_ARGS", "--worker-class bench.reliability.stuck.Stuck --timeout 300"
    )
    server = start(workers=2, DATELINE_PAGE_SECONDS="1")
    before = set(server.workers())
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as victim:
        victim.sendall(b"GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n")
        assert [server.ask("GET", "/livez")[0] for _ in range(5)] == [200] * 5
        end = time.monotonic() + 120
        while (
            set(server.workers()) == before or len(server.workers()) < 2
        ) and time.monotonic() < end:
            assert server.ask("POST", "/v1/normalize", PAGE, HTML)[0] == 200
            time.sleep(0.05)
    said = [line["message"] for line in server.lines() if line["level"] == "error"]
    metrics = server.ask("GET", "/metrics")[2]
    (stuck,) = before - set(server.workers())
    assert stop(server) == 0
    assert said == [f"worker {stuck} was stuck, and is replaced"]
    assert b"\ndateline_stuck_workers_total 1.0\n" in metrics
