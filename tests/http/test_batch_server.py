"""A batch behind the real server: streamed, in bounded memory, and over when the client is gone."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.http.serving import Server, start, stop
from tests.waiting import wait_until

STORY = "Envoys return\n\n25 February 2022 14:40\n\n"
LINE = json.dumps({"text": STORY + "The talks went on. " * 80}).encode() + b"\n"
HEAD = (
    b"POST /v1/normalize/batch?explain=full HTTP/1.1\r\nHost: x\r\nContent-Type: "
    b"application/x-ndjson\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that loses patience after two seconds."""
    monkeypatch.setenv("DATELINE_CLIENT_SECONDS", "2")
    running = start()
    yield running
    stop(running)


def connected(server: Server, window: int | None = None) -> socket.socket:
    """A connection that has begun a batch; ``window`` bounds what is on its way to the client."""
    connection = socket.socket()
    connection.settimeout(60)
    if window is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(HEAD)
    return connection


def chunk(data: bytes) -> bytes:
    """The data as a chunk of HTTP."""
    return b"%x\r\n%s\r\n" % (len(data), data)


def send_on(connection: socket.socket, piece: bytes) -> NoReturn:
    """Send the piece again and again, until the server ends the connection."""
    while True:
        connection.sendall(piece)


def read_until(connection: socket.socket, number: int) -> bytes:
    """What arrives until the answer of that line has."""
    received = bytearray()
    while b'"line":%d,' % number not in received[-100_000:]:
        piece = connection.recv(65536)
        assert piece, "the server hung up"
        received += piece
    return bytes(received)


def worker(server: Server) -> int:
    """The process that answers."""
    children = (
        Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    )
    return int(children[0])


def counted(server: Server, name: str) -> float:
    """The sum of a metric over its labels."""
    told = server.ask("GET", "/metrics")[2].decode()
    return sum(float(number) for number in re.findall(rf"^{name}(?:{{.*}})? (\S+)$", told, re.M))


def resident(process: int) -> int:
    """The highest resident memory of a process so far, in KiB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process}/status").read_text())
    assert found
    return int(found[1])


def test_the_first_answers_come_while_the_rest_is_still_to_be_sent(server: Server) -> None:
    """Input and output stream at the same time, in order."""
    with connected(server) as connection:
        connection.sendall(chunk(LINE * 3))
        received = read_until(connection, 1)
        connection.sendall(chunk(LINE * 3))
        received += read_until(connection, 4)
        connection.sendall(b"0\r\n\r\n")
        received += read_until(connection, 6)
    assert received.startswith(b"HTTP/1.1 200 ")
    assert [int(number) for number in re.findall(rb'"line":(\d+),', received)] == [1, 2, 3, 4, 5, 6]


def test_input_that_breaks_off_ends_with_a_problem(server: Server) -> None:
    """A connection that is closed in the middle of a line is told from a batch that is complete."""
    with connected(server) as connection:
        connection.sendall(chunk(LINE * 30 + LINE[:20]))
        connection.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    lines = [int(number) for number in re.findall(rb'"line":(\d+),', received)]
    assert lines == list(range(1, len(lines) + 1))
    assert b'"line":%d,"problem":{' % lines[-1] in received


def test_memory_does_not_grow_with_the_batch(server: Server) -> None:
    """Ten times the pages take no more memory: nothing is gathered on either side."""
    page = json.dumps({"text": STORY + "The talks went on. " * 2500}).encode() + b"\n"
    peaks = []
    for number in (20, 200):
        with connected(server) as connection:
            reader = threading.Thread(target=read_until, args=(connection, number))
            reader.start()
            for _ in range(number):
                connection.sendall(chunk(page))
            connection.sendall(b"0\r\n\r\n")
            reader.join()
        peaks.append(resident(worker(server)))
    # 180 pages more are 9 MB of text; allocators keep a little.
    assert peaks[1] - peaks[0] < 4 * 1024


def test_a_client_that_hangs_up_stops_the_work() -> None:
    """Of 20,000 pages, not a quarter is worked on when nobody is there to read the answers."""
    server = start(DATELINE_BATCHES="1")
    page = json.dumps({"text": STORY}).encode() + b"\n"
    headers = {"Content-Type": "application/x-ndjson"}

    def is_free() -> bool:
        return server.ask("POST", "/v1/normalize/batch", page, headers)[0] == 200

    try:
        with connected(server) as connection:
            connection.sendall(chunk(page) * 20_000)
            read_until(connection, 300)
            assert not is_free()
        wait_until(is_free, "the batch to end and to leave its place")
        # Those of the batch, and the one that found its place.
        assert 300 < counted(server, "dateline_pages_total") < 5_000
    finally:
        stop(server)


def test_a_client_that_reads_nothing_does_not_hold_a_thread_for_ever(own_server: Server) -> None:
    """Back-pressure stops the reading, and after the patience that was set the connection is
    closed.
    """
    with (
        connected(own_server, window=4096) as connection,
        pytest.raises((BrokenPipeError, ConnectionResetError)),
    ):
        send_on(connection, chunk(LINE * 100))


@pytest.mark.parametrize("sent", [b"x\n", b"\n", LINE], ids=["nonsense", "blank lines", "pages"])
def test_batch_leaves_the_others_their_turn(server: Server, sent: bytes) -> None:
    """However fast a batch comes in, and whatever stands in it, a probe is answered before it
    ends.
    """
    over = threading.Event()
    ended = threading.Event()

    def send(connection: socket.socket) -> None:
        piece = chunk(sent * (200_000 // len(sent)))
        with contextlib.suppress(OSError):
            while not over.is_set():
                connection.sendall(piece)
            connection.sendall(b"0\r\n\r\n")

    def receive(connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while connection.recv(65536):
                pass
        ended.set()

    with connected(server) as connection:
        threads = [threading.Thread(target=work, args=(connection,)) for work in (send, receive)]
        for thread in threads:
            thread.start()
        statuses = [server.ask("GET", path)[0] for path in ("/livez", "/readyz", "/metrics") * 3]
        assert (statuses, ended.is_set()) == ([200] * 9, False)
        over.set()
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
