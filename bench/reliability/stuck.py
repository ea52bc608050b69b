"""The worker with a path more, which gets stuck: to see what becomes of it and of the others."""

from __future__ import annotations

import re
from typing import Any

from service.http.worker import Worker

#: A request for it never ends, and its worker does nothing else.
PATH = "/stuck"


def get_stuck() -> None:
    """Never return: the library of regular expressions tries 2**60 ways, and lets nobody else
    work.
    """
    re.match("(a|a)*$", "a" * 60 + "b")


class Stuck(Worker):
    """The worker of the service, and the path."""

    def load_wsgi(self) -> None:
        """Load the application, and put the path before it."""
        super().load_wsgi()
        application = self.wsgi

        def routed(environ: dict[str, Any], start_response: Any) -> Any:
            if environ["PATH_INFO"] == PATH:
                get_stuck()
            return application(environ, start_response)

        self.wsgi = routed
