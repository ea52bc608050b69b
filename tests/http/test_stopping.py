"""How the server stops and what it survives: drained, with readiness red; a killed worker replaced."""

from __future__ import annotations

import os
import signal
import socket
import time
from http.client import HTTPConnection

import pytest

from tests.http.serving import Server, start, stop

PAGE = b"<html lang='en'><h1>Harbour reopens after the storm</h1><p>The ferries sail again on Monday.</p></html>"
HTML = {"Content-Type": "text/html"}


def half_sent(server: Server) -> socket.socket:
    """A connection whose request has come in by half."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    head = b"POST /v1/normalize HTTP/1.1\r\nHost: x\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE)
    connection.sendall(head + PAGE[:20])
    # Connections are accepted in their order: once a later one is served, this one has been accepted.
    server.ask("GET", "/livez")
    return connection


def test_request_that_has_begun_is_answered_after_the_signal() -> None:
    """SIGTERM drops nothing that was accepted; the answer says that the connection closes."""
    server = start()
    with half_sent(server) as begun:
        server.process.send_signal(signal.SIGTERM)
        while "Handling signal: term" not in server.said():
            time.sleep(0.02)
        begun.sendall(PAGE[20:])
        answer = begun.recv(65536)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert server.process.wait(timeout=60) == 0
    server.log.close()


def test_readiness_turns_red_before_the_end() -> None:
    """While it drains, the process says that it takes no new traffic, and that it is alive."""
    server = start()
    connections = [HTTPConnection("127.0.0.1", server.port, timeout=60) for _ in range(2)]
    for connection in connections:
        connection.request("GET", "/readyz")
        assert connection.getresponse().read() == b'{"status":"ready"}'
    with half_sent(server):
        server.process.send_signal(signal.SIGTERM)
        status = 200
        while status == 200:
            connections[0].request("GET", "/readyz")
            response = connections[0].getresponse()
            status, body = response.status, response.read()
        connections[1].request("GET", "/livez")
        assert connections[1].getresponse().status == 200
    assert (status, b"/problems/stopping" in body) == (503, True)
    for connection in connections:
        connection.close()
    assert server.process.wait(timeout=60) == 0
    server.log.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_worker_is_replaced(workers: int) -> None:
    """kill -9 costs what that worker had in hand, and nothing after it."""
    server = start(workers=workers)
    before = server.workers()
    os.kill(before[0], signal.SIGKILL)
    while len([pid for pid in server.workers() if pid != before[0]]) < workers:
        time.sleep(0.05)
    assert [server.ask("POST", "/v1/normalize", PAGE, HTML)[0] for _ in range(5)] == [200] * 5
    assert stop(server) == 0
