"""The gunicorn worker: connections are greenlets, pages that take their time are worked on in native threads.

A client that sends a byte a second costs a greenlet and a socket, and no thread.  A short page is worked on in the event loop;
probes and refusals wait for one at most, and for a tenth of a second where it is not so short as expected.

Three things differ from gunicorn's own gevent worker: nothing is monkey-patched (the application does no input or output but
its request's), a client that sends or reads too slowly is cut off, and malformed HTTP is refused with a problem document.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gevent import Timeout, sleep, socket
from gevent.event import Event
from gevent.threadpool import ThreadPool
from gunicorn.http import errors
from gunicorn.workers.base_async import AsyncWorker
from gunicorn.workers.ggevent import GeventWorker
from werkzeug.wsgi import ClosingIterator

from service.http import metrics, problems, tracing
from service.http.admission import BRIEF, Admission
from service.settings import Settings

#: The errors of gunicorn's parser with the status of the answer; a subclass stands before its base.
REFUSALS: tuple[tuple[type[Exception], int], ...] = (
    # An invalid header in the response is the application's fault.
    (errors.InvalidResponseHeader, 500),
    (errors.InvalidResponseHeaderName, 500),
    (errors.LimitRequestLine, 414),
    (errors.LimitRequestHeaders, 431),
    (errors.ExpectationFailed, 417),
    (errors.UnsupportedTransferCoding, 501),
    (errors.ParseException, 400),
)

# gunicorn drains an unread body in steps of 1 KiB, which for a page of 200 KiB costs more than refusing it.
DRAIN_STEP = 256 * 1024
# Bytes after which other greenlets get their turn: so many bytes of blank lines in a batch cost some 20 ms.
TURN = 256 * 1024


def pause(seconds: float) -> None:
    """Let the others go on for so many seconds; with none, also those whose connections have something to say by now.

    gevent's ``sleep(0)`` looks at the connections at one in fifty calls, so a client whose requests have all arrived would keep
    the loop for as many pages.  A pause of a nanosecond has it look each time.
    """
    sleep(seconds or 1e-9)


class PatientInput:
    """A request's body with a limit on waiting for the client: a number of seconds, and one more for each ``rate`` bytes.

    Only time spent waiting for the client counts; a stream that is read slowly, because its pages take time, is not at fault.
    """

    def __init__(self, stream: Any, patience: float, rate: int) -> None:
        self._stream = stream
        self._left = patience
        self._rate = rate
        self._turn = 0
        #: The bytes read so far.
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, empty at the end.  ``TimeoutError`` when the client is too slow."""
        return self._timed(self._stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        """Return the next line, or at most ``size`` bytes of it."""
        return self._timed(self._stream.readline, size)

    def drain(self, most: int) -> None:
        """Read what the application left unread, in larger steps than gunicorn's, so that the connection can be used again.

        After ``most`` bytes the connection closes: a client may send without end.
        """
        with suppress(errors.ParseException, OSError):
            for _ in range(0, most, DRAIN_STEP):
                if not self.read(DRAIN_STEP):
                    return
            self._stream.failed = True

    def _timed(self, read: Any, size: int) -> bytes:
        began = time.monotonic()
        try:
            with Timeout(max(self._left, 0.001), TimeoutError("the client sends too slowly")):
                data: bytes = read(size)
        finally:
            self._left -= time.monotonic() - began
        self._left += len(data) / self._rate
        self.taken += len(data)
        # Data that have already arrived are read without waiting, so a client that sends fast would keep the loop to itself.
        # A page of the usual size is read in one turn.
        self._turn += len(data)
        if self._turn >= TURN:
            self._turn = 0
            pause(0)
        return data


def _caught(work: Callable[..., Any], arguments: tuple[Any, ...]) -> tuple[Any, Exception | None]:
    """Return the result of the work and the exception that it raised, if any.

    gevent would print an exception of a thread with its message, which may quote a page.
    """
    try:
        return work(*arguments), None
    except Exception as error:
        return None, error


class Worker(GeventWorker):
    """A worker process that serves many connections at once and works on few pages at once."""

    sockets: list[Any]
    wsgi: Any

    def patch(self) -> None:
        """Make only the listeners cooperative; nothing is monkey-patched."""
        self.sockets = [socket.socket(s.FAMILY, socket.SOCK_STREAM, fileno=s.sock.detach()) for s in self.sockets]

    def load_wsgi(self) -> None:
        """Load the application and give it this worker's signals and thread pool."""
        super().load_wsgi()
        application = self.wsgi
        settings: Settings = application.config["DATELINE"]
        pool = ThreadPool(settings.pages_in_work)

        def apart(work: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
            result, error = pool.apply(_caught, (work, arguments))
            if error is not None:
                raise error
            return result

        self._admission = Admission(settings, Event, apart, pause, brief=BRIEF)
        application.config["ADMISSION"] = self._admission
        application.config["STOPPING"] = lambda: not self.alive
        if settings.traces:
            # In the worker, since the thread that sends the spans does not survive a fork.
            tracing.trace(application, tracing.export())

        def patient(environ: dict[str, Any], start_response: Any) -> Any:
            body = PatientInput(environ["wsgi.input"], settings.client_seconds, settings.client_rate)
            environ["wsgi.input"] = body
            declared = int(environ.get("CONTENT_LENGTH") or 0)

            def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
                # gunicorn writes the Connection header itself, and would promise keep-alive although it then closes, as it does
                # behind a body that is too long to be drained: the client's next request would be lost.
                if ("Connection", "close") in headers or declared - body.taken > settings.body_limit:
                    start_response.__self__.force_close()
                return start_response(status, headers, exc_info)

            def close() -> None:
                if not declared or body.taken < declared:
                    body.drain(settings.body_limit)

            return ClosingIterator(application(environ, begin), close)

        self.wsgi = patient
        self._settings = settings

    def notify(self) -> None:
        """Send the heartbeat and update the metrics that are states: of the process, and of what is here."""
        super().notify()
        metrics.tell_process()
        self._admission.tell()

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """Serve a connection; the limit on waiting for a body also holds for sending an answer."""
        client.settimeout(self._settings.client_seconds)
        AsyncWorker.handle(self, listener, client, addr)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer malformed HTTP with a problem document; nothing of the request is echoed or logged."""
        status = next((status for kind, status in REFUSALS if isinstance(exc, kind)), 500)
        if status == 500:
            self.log.error("the server failed", exc_info=exc)
        else:
            self.log.info("refused what is not HTTP: %s", type(exc).__name__)
        answer = problems.untyped(status)
        answer.headers["Connection"] = "close"
        head = f"HTTP/1.1 {answer.status}\r\n{answer.headers}".encode("latin-1")
        with suppress(OSError):
            client.sendall(head + answer.get_data())
