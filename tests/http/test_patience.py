"""How long a body is waited for, by a stream that answers at once or keeps its reader waiting: no
server is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import gevent
import gevent.socket
import pytest
from gunicorn.http.errors import ParseException

from service.http import worker
from service.http.worker import DRAIN_STEP, TURN, PatientInput, pause


class Clock:
    """A clock that is moved by hand, and the time-outs that go by it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._ends: list[tuple[float, Exception]] = []

    def monotonic(self) -> float:
        """What the clock says."""
        return self.now

    @contextmanager
    def timeout(self, seconds: float, error: Exception) -> Iterator[None]:
        """Raises the error in whoever waits inside of the block for longer."""
        self._ends.append((self.now + seconds, error))
        try:
            yield
        finally:
            self._ends.pop()

    def wait(self, seconds: float) -> None:
        """Let so much time pass, or what the time-out leaves of it."""
        end, error = self._ends[-1]
        self.now = min(self.now + seconds, end)
        if self.now == end:
            raise error


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock by which a body is waited for."""
    clock = Clock()
    monkeypatch.setattr(worker, "time", clock)
    monkeypatch.setattr(worker, "Timeout", clock.timeout)
    return clock


class Sent:
    """A stream with these pieces, each of which may be an exception or a number of seconds to
    wait.
    """

    def __init__(self, *pieces: bytes | float | Exception, clock: Clock | None = None) -> None:
        self.pieces = list(pieces)
        self.clock = clock
        self.asked: list[int] = []
        self.failed = False

    def read(self, size: int) -> bytes:
        """Return the next piece."""
        self.asked.append(size)
        piece = self.pieces.pop(0) if self.pieces else b""
        if isinstance(piece, Exception):
            raise piece
        if isinstance(piece, float):
            assert self.clock is not None
            self.clock.wait(piece)
            return b"x" * 1000
        return piece

    readline = read


def test_all_is_asked_for_unless_a_size_is_named() -> None:
    """As of any file."""
    stream = Sent(b"a", b"b", b"c")
    body = PatientInput(stream, 1, 1)
    assert (body.read(), body.readline(), body.read(7)) == (b"a", b"b", b"c")
    assert stream.asked == [-1, -1, 7]


@pytest.mark.parametrize(
    ("patience", "rate", "waits", "is_read"),
    [
        pytest.param(0.3, 1000, [0.05, 0.05, 0.05], True, id="within the patience"),
        pytest.param(0.1, 1000, [0.2], False, id="beyond it"),
        pytest.param(0.15, 10_000, [0.1, 0.1, 0.1], True, id="what comes earns more of it"),
        pytest.param(0.15, 10_000_000, [0.1, 0.1], False, id="what comes is too little"),
    ],
)
def test_patience_is_for_waiting(
    clock: Clock, patience: float, rate: int, waits: list[float], is_read: bool
) -> None:
    """A number of seconds, and one more for each ``rate`` bytes."""
    body = PatientInput(Sent(*waits, clock=clock), patience, rate)
    if is_read:
        assert [body.read(1000) for _ in waits] == [b"x" * 1000] * len(waits)
    else:
        with pytest.raises(TimeoutError, match="too slowly"):
            [body.read(1000) for _ in waits]


def test_who_reads_slowly_is_not_the_client(clock: Clock) -> None:
    """What passes between two reads costs no patience: pages take time."""
    body = PatientInput(Sent(0.04, 0.04, clock=clock), 0.1, 1_000_000)
    body.read(1000)
    clock.now += 3600
    body.read(1000)


def test_patience_is_lost_once(clock: Clock) -> None:
    """Who was too slow for the application gets no second time while the rest of the body is read
    away.
    """
    body = PatientInput(Sent(60.0, 0.05, clock=clock), 0.1, 1024)
    for _ in range(2):
        with pytest.raises(TimeoutError):
            body.read(10)


def test_a_client_that_sends_nothing_is_waited_for_no_longer() -> None:
    """By the real clock: the stream would keep its reader waiting for ever."""

    class Silent:
        failed = False

        def read(self, _size: int) -> bytes:
            gevent.get_hub().switch()
            return b"never"

    with pytest.raises(TimeoutError, match="too slowly"):
        PatientInput(Silent(), 0.05, 1).read(10)


@pytest.mark.parametrize(
    ("sizes", "turns"),
    [
        pytest.param([TURN - 1], 0, id="less than a turn"),
        pytest.param([TURN], 1, id="a turn"),
        pytest.param([TURN - 1, 1], 1, id="in two pieces"),
        pytest.param([TURN, TURN - 1], 1, id="counted anew after each"),
        pytest.param([TURN, TURN], 2, id="two turns"),
    ],
)
def test_others_have_their_turn(
    monkeypatch: pytest.MonkeyPatch, sizes: list[int], turns: int
) -> None:
    """A client that sends fast does not keep the loop to itself."""
    given: list[float] = []
    monkeypatch.setattr(worker, "pause", given.append)
    body = PatientInput(Sent(*(b"x" * size for size in sizes)), 1, 1)
    for size in sizes:
        body.read(size)
    assert given == [0] * turns


def test_pause_lets_those_go_on_whose_connections_have_something_to_say() -> None:
    """Not only those that wait for their turn already: a client that sends all its pages at once
    pauses before each of them.
    """
    heard: list[bytes] = []
    near, far = gevent.socket.socketpair()
    with near, far:
        listener = gevent.spawn(lambda: heard.append(near.recv(1)))
        pause(0)
        far.send(b"x")
        for _ in range(2):
            pause(0)
        assert heard == [b"x"]
        listener.join()


def test_pause_lasts() -> None:
    """A refusal is held back for as long as it says: what takes less is over by then."""
    shorter = gevent.spawn(gevent.sleep, 0.01)
    longer = gevent.spawn(gevent.sleep, 3600)
    pause(0.2)
    assert (shorter.ready(), longer.ready()) == (True, False)
    longer.kill()


@pytest.mark.parametrize(
    ("pieces", "most", "asked", "closes"),
    [
        pytest.param([], 10, 1, False, id="nothing is left"),
        pytest.param([b"x", b"x"], 3 * DRAIN_STEP, 3, False, id="it ends in time"),
        pytest.param([b"x"] * 9, 2 * DRAIN_STEP, 2, True, id="it goes on for too long"),
        pytest.param([b"x"] * 9, 2 * DRAIN_STEP + 1, 3, True, id="a step that has begun"),
        pytest.param([b"x"] * 9, 0, 0, True, id="nothing may be left"),
        pytest.param(
            [b"x", ParseException()],
            9 * DRAIN_STEP,
            2,
            False,
            id="it is badly chunked: gunicorn closes",
        ),
        pytest.param([OSError()], 9 * DRAIN_STEP, 1, False, id="it breaks off"),
    ],
)
def test_what_is_left_is_read_away(pieces: list[Any], most: int, asked: int, closes: bool) -> None:
    """So that the connection can be used again; after so many bytes it closes."""
    stream = Sent(*pieces)
    PatientInput(stream, 1, 1).drain(most)
    assert stream.asked == [DRAIN_STEP] * asked
    assert stream.failed == closes


def test_every_refusal_of_the_parser_has_its_status() -> None:
    """What the application got wrong is a 500, what a client got wrong never is; a subclass stands
    before its base.
    """
    found = {kind.__name__: status for kind, status in worker.REFUSALS}
    assert found == {
        "InvalidResponseHeader": 500,
        "InvalidResponseHeaderName": 500,
        "LimitRequestLine": 414,
        "LimitRequestHeaders": 431,
        "ExpectationFailed": 417,
        "UnsupportedTransferCoding": 501,
        "ParseException": 400,
    }
    kinds = [kind for kind, _ in worker.REFUSALS]
    assert not any(
        issubclass(later, kind) for at, kind in enumerate(kinds) for later in kinds[at + 1 :]
    )
