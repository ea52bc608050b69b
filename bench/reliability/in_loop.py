"""gunicorn's gevent worker as it is, with pages worked on in the event loop: for comparison
only.
"""

from __future__ import annotations

from typing import Any

from gevent import socket
from gunicorn.workers.ggevent import GeventWorker


class InLoop(GeventWorker):
    """The gevent worker without monkey-patching, which the application does not need and its
    watching thread cannot bear.
    """

    sockets: list[Any]

    def patch(self) -> None:
        """Make only the listeners cooperative; nothing is monkey-patched."""
        self.sockets = [
            socket.socket(s.FAMILY, socket.SOCK_STREAM, fileno=s.sock.detach())
            for s in self.sockets
        ]
