"""gunicorn's gevent worker as it is, with pages worked on in the event loop: for comparison only."""

from __future__ import annotations

from typing import Any

from gevent import socket
from gunicorn.workers.ggevent import GeventWorker


class InLoop(GeventWorker):
    """The worker without monkey-patching, of which the application has no need and its watching thread no use."""

    sockets: list[Any]

    def patch(self) -> None:
        """Make the listeners cooperative, and nothing else."""
        self.sockets = [socket.socket(s.FAMILY, socket.SOCK_STREAM, fileno=s.sock.detach()) for s in self.sockets]
