"""Connections: how they lie on the workers, and how they end; all in one process, with as many
seats as a crew has workers.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import gevent
import gevent.socket
import pytest

from service.http import crew
from service.http.connections import Connection, Listener
from service.http.crew import CELLS, Crew, Held, Seat


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch) -> Crew:
    """A crew of three places, whose workers are not taken for stuck when the machine is busy."""
    monkeypatch.setattr(crew, "SILENT", 60.0)
    found = Crew()
    found.make_room(3)
    return found


def seats(ours: Crew, *counts: int) -> list[Seat]:
    """Seats of workers that live and have so many connections."""
    found = []
    for place, count in enumerate(counts, 1):
        seat = Seat(place, ours)
        seat.beat()
        seat.count(0, count)
        found.append(seat)
    return found


@pytest.mark.parametrize(
    ("counts", "may", "too_many"),
    [
        pytest.param([0], True, False, id="alone"),
        pytest.param([900], True, False, id="alone with a crowd"),
        pytest.param([0, 0], True, False, id="even"),
        pytest.param([1, 0], False, False, id="one more"),
        pytest.param([2, 0], False, True, id="two more"),
        pytest.param([1, 2], True, False, id="one less"),
        pytest.param([2, 3, 1], False, False, id="one more than the least"),
        pytest.param([3, 3, 1], False, True, id="two more than the least"),
        pytest.param([33, 32], True, False, id="one more in a crowd"),
        pytest.param([35, 32], False, False, id="three more in a crowd"),
        pytest.param([36, 32], False, True, id="four more in a crowd"),
    ],
)
def test_whoever_has_fewest_accepts(
    ours: Crew, counts: list[int], may: bool, too_many: bool
) -> None:
    """Who has two more than another gives one up; a sixteenth does not matter."""
    first = seats(ours, *counts)[0]
    assert (first.may_accept(0), first.has_too_many(0)) == (may, too_many)


def test_each_listener_counts_for_itself(ours: Crew) -> None:
    """A connection kept open by whoever scrapes the metrics leaves the pages' connections even."""
    first, _ = seats(ours, 1, 1)
    first.count(1, 1)
    assert (first.may_accept(0), first.may_accept(1)) == (True, False)


def test_nobody_waits_for_a_worker_that_takes_nothing(
    ours: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither for one that leaves, nor for one that died, nor for one whose loop stands still."""
    first, second, third = seats(ours, 5, 0, 1)
    assert first.least(0) == 0
    second.leave()
    assert first.least(0) == 1
    assert ours.clear(3) is not None
    assert first.least(0) is None
    third.beat()
    assert first.least(0) == 0
    now = time.monotonic_ns()
    monkeypatch.setattr(
        "service.http.crew.time.monotonic_ns", lambda: now + int(1.1 * crew.SILENT * 1e9)
    )
    assert first.least(0) is None


def test_how_long_a_dead_worker_was_silent_is_known(
    ours: Crew, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its last beat; one that had left by itself was not silent, and its cells are as new."""
    now = time.monotonic_ns()
    monkeypatch.setattr("service.http.crew.time.monotonic_ns", lambda: now)
    first, second = seats(ours, 3, 4)
    monkeypatch.setattr("service.http.crew.time.monotonic_ns", lambda: now + 7_000_000_000)
    first.leave()
    silent = ours.clear(2)
    assert ours.clear(1) is None
    assert silent == pytest.approx(7)
    assert list(ours.cells[CELLS : 3 * CELLS]) == [0] * 2 * CELLS
    assert second.least(0) is None


def test_a_connection_is_counted_once(ours: Crew) -> None:
    """It may be given up before it is closed."""
    first, second = seats(ours, 0, 0)
    held = [Held(first, 0) for _ in range(2)]
    assert (second.least(0), held[0].is_one_too_many()) == (2, True)
    held[0].release()
    held[0].release()
    assert (second.least(0), held[0].is_one_too_many()) == (1, False)


# ------------------------------------------------------------------ accepting


class Workers:
    """Listeners of several workers on one socket, who keep what they accept open."""

    def __init__(self, stack: ExitStack, ours: Crew, count: int) -> None:
        self._stack = stack
        self.server = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self.held: list[list[Connection]] = [[] for _ in range(count)]
        self.seats = seats(ours, *[0] * count)
        self.listeners = [self._listener(number) for number in range(count)]

    def _listener(self, number: int) -> Listener:
        shared = gevent.socket.socket(fileno=self.server.dup().detach())

        def serve(_name: Any, connection: Connection, _address: Any) -> None:
            self._stack.enter_context(connection.sock)
            self.held[number].append(connection)

        listener = Listener(shared, 0, self.seats[number], 100, serve)
        self._stack.callback(listener.close)
        return listener

    def connect(self, count: int) -> list[socket.socket]:
        """Connections that the system has made and nobody has accepted yet."""
        address = self.server.getsockname()
        return [self._stack.enter_context(socket.create_connection(address)) for _ in range(count)]

    def settle(self, count: int) -> list[int]:
        """Wait until so many have been accepted, and return how many by each worker."""
        end = time.monotonic() + 60
        while sum(map(len, self.held)) < count and time.monotonic() < end:
            for seat in self.seats:
                seat.beat()
            gevent.sleep(0.001)
        return [len(held) for held in self.held]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """What is closed after the test."""
    with ExitStack() as stack:
        yield stack


@pytest.mark.parametrize(("count", "each"), [(4, [2, 2]), (8, [4, 4]), (16, [8, 8])])
def test_a_burst_of_connections_lies_evenly(
    stack: ExitStack, ours: Crew, count: int, each: list[int]
) -> None:
    """All have come before any was counted: each is counted before the next is accepted."""
    workers = Workers(stack, ours, 2)
    workers.connect(count)
    assert workers.settle(count) == each


def test_connections_one_after_another_lie_evenly(stack: ExitStack, ours: Crew) -> None:
    """Three workers, who all hear of each."""
    workers = Workers(stack, ours, 3)
    for number in range(1, 10):
        workers.connect(1)
        workers.settle(number)
    assert workers.settle(9) == [3, 3, 3]


def test_what_another_does_not_take_is_taken_all_the_same(stack: ExitStack, ours: Crew) -> None:
    """It says that it lives and has no connection, and accepts none."""
    workers = Workers(stack, ours, 2)
    workers.listeners[1]._accepting.kill()
    workers.connect(3)
    assert workers.settle(3) == [3, 0]


def test_what_has_connected_is_served_before_the_listener_closes(
    stack: ExitStack, ours: Crew
) -> None:
    """It would be reset: the system has made the connection, and the client may have sent its
    request.
    """
    workers = Workers(stack, ours, 1)
    clients = workers.connect(5)
    workers.listeners[0].close()
    workers.server.close()
    assert workers.settle(5) == [5]
    for client, connection in zip(clients, workers.held[0], strict=True):
        client.sendall(b"x")
        assert connection.sock.recv(1) == b"x"


# ------------------------------------------------------------------ closing


class Pair:
    """A client, and our side of its connection."""

    def __init__(self, stack: ExitStack) -> None:
        server = stack.enter_context(gevent.socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen()
        self.client = stack.enter_context(
            gevent.socket.create_connection(server.getsockname(), timeout=60)
        )
        ours, _ = server.accept()
        stack.enter_context(ours)
        self.connection = Connection(ours, Held(Seat(1, Crew()), 0))

    def rest(self) -> bytes:
        """What the client gets until the end; a reset raises."""
        data = b""
        while piece := self.client.recv(65536):
            data += piece
        return data


@pytest.fixture
def pair(stack: ExitStack) -> Pair:
    """A connection over the loopback interface."""
    return Pair(stack)


def test_a_client_that_goes_on_sending_gets_its_answer(pair: Pair) -> None:
    """With what it has sent unread, the system would reset the connection, and with it the
    answer.
    """
    pair.client.sendall(b"x" * 300_000)
    pair.connection.sock.sendall(b"refused")
    closing = gevent.spawn(pair.connection.close)
    assert pair.rest() == b"refused"
    pair.client.sendall(b"y")
    pair.client.close()
    closing.join(60)
    assert closing.ready()


def test_a_client_that_has_ended_is_not_waited_for(pair: Pair) -> None:
    """The usual end costs no time."""
    pair.client.close()
    assert pair.connection.chunk() == b""
    pair.connection._read_out = None  # type: ignore[method-assign, assignment]
    pair.connection.close()


def test_a_farewell_reaches_a_client_that_asks_nothing(pair: Pair) -> None:
    """It sees an orderly end; what it sends after that is no request any more."""
    pair.connection.expect_request()
    pair.connection.dismiss()
    assert pair.rest() == b""
    pair.client.sendall(b"GET / HTTP/1.1\r\n\r\n")
    assert pair.connection.chunk() == b""


@pytest.mark.parametrize("read", [False, True], ids=["not read yet", "half read"])
def test_a_request_that_has_come_is_not_dismissed(pair: Pair, read: bool) -> None:
    """It was sent on a connection that was open, so it is answered."""
    pair.connection.expect_request()
    pair.client.sendall(b"GET /")
    while not pair.connection.is_readable():
        gevent.sleep(0.001)
    if read:
        assert pair.connection.chunk() == b"GET /"
    pair.connection.dismiss()
    pair.connection.dismiss()
    pair.connection.sock.sendall(b"answer")
    assert pair.client.recv(100) == b"answer"


def test_a_client_that_keeps_its_side_open_is_not_waited_for(pair: Pair) -> None:
    """The second farewell ends the waiting for its next request."""
    pair.connection.expect_request()
    waiting = gevent.spawn(pair.connection.chunk)
    gevent.sleep(0.01)
    pair.connection.dismiss()
    gevent.sleep(0.01)
    assert not waiting.ready()
    pair.connection.dismiss()
    assert waiting.get(timeout=60) == b""


def test_what_came_with_the_last_request_has_begun(pair: Pair) -> None:
    """Requests that are sent all at once are answered one after another."""
    pair.connection.unread(b"GET / HTTP/1.1\r\n\r\n")
    pair.connection.expect_request()
    assert not pair.connection.idle
