"""Connections of the worker: accepted one at a time by whoever has fewest, and closed in an orderly
way.
"""

from __future__ import annotations

import errno
import select
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gevent import Greenlet, Timeout, sleep, socket
from gevent.pool import Pool
from gevent.socket import wait_read
from gunicorn.http.unreader import SocketUnreader

from service.http.crew import LISTENERS, Held, Seat

# Seconds after which a worker with more connections looks again, and how often it does before it
# takes one all the same: whoever has fewer may be busy with a page.  A fiftieth of a second is no
# wait that a probe would notice.
AGAIN, TRIES = 0.001, 20
# Seconds to wait before accepting again, when the process may open no more files.
EXHAUSTED = 0.1
# Seconds, and bytes, for which a client that is still sending is listened to after its connection
# is closed: with what it has sent unread the system would reset the connection, and the client
# might lose the answer.
LINGER, LINGER_BYTES = 1.0, 1024 * 1024
STEP = 256 * 1024

#: Errors of accepting that are over with the connection that had them.
GONE = frozenset({errno.EAGAIN, errno.ECONNABORTED, errno.EPROTO, errno.EINTR})

#: Serves a connection: where it was accepted, the connection, the client's address.
Serve = Callable[[Any, "Connection", Any], None]


def _is_readable(number: int) -> bool:
    """Return whether there is something to read from this descriptor now."""
    ready = select.poll()
    ready.register(number, select.POLLIN)
    return bool(ready.poll(0))


class Connection(SocketUnreader):
    """What one client sends, as gunicorn's parser reads it; knows whether a request has begun."""

    def __init__(self, client: Any, held: Held) -> None:
        super().__init__(client)
        self.held = held
        #: Whether nothing of a request has come.
        self.idle = True
        self._ended = False
        self._dismissed = False

    def chunk(self, size_hint: int | None = None) -> bytes:
        """Return what comes next, empty at the end."""
        try:
            data: bytes = super().chunk(size_hint)
        except OSError:
            # gevent tells a reader of the second farewell that the file was closed.
            if not self._dismissed:
                raise
            data = b""
        self.idle = False
        self._ended = not data
        # What comes after the farewell cannot be answered; close reads it out.
        return b"" if self._dismissed else data

    def expect_request(self) -> None:
        """Say that the next bytes begin a request; they may have come with the one before."""
        self.idle = not self.buf.getvalue()

    def is_readable(self) -> bool:
        """Return whether the client has sent something, or closed its side."""
        return _is_readable(self.sock.fileno())

    def dismiss(self) -> None:
        """Close our side, if the client asks nothing, so that it closes its own; called again, end
        it.
        """
        if not self.idle:
            return
        with suppress(OSError):
            if self._dismissed:
                self.sock.shutdown(socket.SHUT_RD)
            elif not self.is_readable():
                self._dismissed = True
                self.sock.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Close the connection so that the client gets what was sent last."""
        self.held.release()
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_WR)
            if not self._ended:
                self._read_out()
        self.sock.close()

    def _read_out(self) -> None:
        """Read what the client still sends, until it closes too."""
        with Timeout(LINGER, False):
            for _ in range(0, LINGER_BYTES, STEP):
                if not self.sock.recv(STEP):
                    return
                sleep(1e-9)


class Listener:
    """A listening socket that this worker shares with the others of the crew.

    A connection is counted when it is accepted, and another is only accepted after that; whoever
    has more than another worker leaves the next one to that.  Only if that worker does not take it,
    because it is stuck or busy, it is taken all the same.
    """

    def __init__(self, server: Any, number: int, seat: Seat, most: int, serve: Serve) -> None:
        self._socket = server
        self._socket.setblocking(False)
        #: Where it listens; asked for now, since a socket that is closed does not say.
        self.name = server.getsockname()
        self._number = min(number, LISTENERS - 1)
        self._seat = seat
        self._serve = serve
        self._pool = Pool(most)
        self._accepting = Greenlet.spawn(self._accept)

    def close(self) -> None:
        """Take what has connected already, since it would be reset, and listen no longer."""
        self._accepting.kill()
        while not self._pool.full() and self._take():
            pass
        self._socket.close()

    @property
    def serves(self) -> bool:
        """Whether a connection is here, also one that was taken and has not been looked at yet."""
        return len(self._pool) > 0

    def kill(self) -> None:
        """Break off all connections."""
        self._pool.kill(timeout=1)

    def has_too_many(self) -> bool:
        """Return whether another worker should have one of the connections."""
        return self._seat.has_too_many(self._number)

    def _accept(self) -> None:
        while True:
            wait_read(self._socket.fileno())
            self._pool.wait_available()
            if self._is_ours():
                self._take()

    def _is_ours(self) -> bool:
        """Wait while another worker has fewer connections; return False when it has accepted what
        there was.
        """
        least, tries = None, TRIES
        while not self._seat.may_accept(self._number) and tries:
            now = self._seat.least(self._number)
            least, tries = now, tries - 1 if now == least else TRIES
            sleep(AGAIN)
            if not _is_readable(self._socket.fileno()):
                return False
        return True

    def _take(self) -> bool:
        """Accept one connection, if there is one, and count it."""
        try:
            client, address = self._socket.accept()
        except OSError as error:
            if error.errno not in GONE:
                sleep(EXHAUSTED)
            return False
        self._pool.spawn(
            self._serve, self.name, Connection(client, Held(self._seat, self._number)), address
        )
        return True
