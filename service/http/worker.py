"""The gunicorn worker: connections are greenlets, pages that take their time are worked on in
native threads.

A client that sends a byte a second costs a greenlet and a socket, and no thread.  A short page is
worked on in the event loop; probes and refusals wait for one at most, and for a tenth of a second
where it is not so short as expected.

What differs from gunicorn's own gevent worker: nothing is monkey-patched (the application does no
input or output but its request's), a client that sends or reads too slowly is cut off, malformed
HTTP is refused with a problem document, connections lie evenly on the workers, no request is lost
when the worker stops, and the system kills a worker whose loop stands still.
"""

from __future__ import annotations

import errno
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gevent import Timeout, sleep, socket
from gevent.event import Event
from gevent.threadpool import ThreadPool
from gunicorn.http import errors
from gunicorn.http.parser import RequestParser
from gunicorn.workers.ggevent import GeventWorker
from werkzeug.wsgi import ClosingIterator

from service.http import metrics, problems, tracing
from service.http.admission import BRIEF, Admission
from service.http.connections import Connection, Listener
from service.http.crew import Seat
from service.http.turns import SPARE
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

#: Errors of a connection that its client has broken off.
BROKEN_OFF = frozenset({errno.EPIPE, errno.ECONNRESET, errno.ENOTCONN})

# Seconds between two beats, at which the crew hears of us and the alarm is set anew.
BEAT = 0.1
# Beats between two signs of life to the master, which gunicorn's workers give once a second.
BEATS = 10
# The part of a page's budget for which the loop may do nothing before the system kills the process:
# that is C code which holds the interpreter's lock, and nothing inside can stop it.  A second at
# least, since threads that work without the lock are counted too.
STANDSTILL, LEAST_STANDSTILL = 0.5, 1.0
# Seconds for which a thread that works on a page keeps the interpreter's lock while others wait for
# it.  A probe needs it some ten times: with Python's 0.005 it waited longer than a page is worked
# on.
SWITCH = 0.001
# Seconds for which a client of a worker that stops may still send a request on a connection that
# has been kept open, and as long again to close it.
FAREWELL = 2.0

# gunicorn drains an unread body in steps of 1 KiB, which for a page of 200 KiB costs more than
# refusing it.
DRAIN_STEP = 256 * 1024
# Bytes after which other greenlets get their turn: so many bytes of blank lines in a batch cost
# some 20 ms.
TURN = 256 * 1024


def pause(seconds: float) -> None:
    """Let the others go on for so many seconds; with none, also those whose connections have
    something to say by now.

    gevent's ``sleep(0)`` looks at the connections at one in fifty calls, so a client whose requests
    have all arrived would keep the loop for as many pages.  A pause of a nanosecond has it look
    each time.
    """
    sleep(seconds or 1e-9)


class PatientInput:
    """A request's body with a limit on waiting for the client: a number of seconds, and one more
    for each ``rate`` bytes.

    Only time spent waiting for the client counts; a stream that is read slowly, because its pages
    take time, is not at fault.
    """

    def __init__(self, stream: Any, patience: float, rate: int) -> None:
        self._stream = stream
        self._left = patience
        self._rate = rate
        self._turn = 0
        #: The bytes read so far.
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, empty at the end.  ``TimeoutError`` when the client is too
        slow.
        """
        return self._timed(self._stream.read, size)

    def readline(self, size: int = -1) -> bytes:
        """Return the next line, or at most ``size`` bytes of it."""
        return self._timed(self._stream.readline, size)

    def drain(self, most: int) -> None:
        """Read what the application left unread, in larger steps than gunicorn's, so that the
        connection can be used again.

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
        # Data that have already arrived are read without waiting, so a client that sends fast would
        # keep the loop to itself. A page of the usual size is read in one turn.
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


def _check(request: Any) -> None:
    """Refuse what gunicorn's parser lets through and RFC 9112 does not, or nobody here can read."""
    if request.version >= (1, 1) and not any(name == "HOST" for name, _ in request.headers):
        raise errors.InvalidHeader("HOST", req=request)
    for name, value in request.headers:
        if name == "TRANSFER-ENCODING" and value.lower() != "chunked":
            # gunicorn takes "gzip, chunked" and hands over what is inside as it is.
            raise errors.UnsupportedTransferCoding(value)


class Worker(GeventWorker):
    """A worker process that serves many connections at once and works on few pages at once."""

    sockets: list[Any]
    wsgi: Any
    #: The worker's place in the crew; gunicorn.conf.py gives it.
    place = 1

    @staticmethod
    def check_config(cfg: Any, _log: Any) -> None:
        """Refuse to start with a certificate, instead of serving without TLS."""
        if cfg.is_ssl:
            sys.exit("TLS belongs to the proxy in front: start without certfile and keyfile")

    def init_process(self) -> None:
        """Begin without connections."""
        sys.setswitchinterval(SWITCH)
        self._open: set[Connection] = set()
        self._beats = self._crowded = 0
        super().init_process()

    def patch(self) -> None:
        """Make only the listeners cooperative; nothing is monkey-patched."""
        self.sockets = [
            socket.socket(s.FAMILY, socket.SOCK_STREAM, fileno=s.sock.detach())
            for s in self.sockets
        ]

    def load_wsgi(self) -> None:
        """Load the application and give it this worker's signals and thread pool."""
        super().load_wsgi()
        application = self.wsgi
        settings: Settings = application.config["DATELINE"]
        pool = ThreadPool(settings.pages_in_work + SPARE)

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
            body = PatientInput(
                environ["wsgi.input"], settings.client_seconds, settings.client_rate
            )
            environ["wsgi.input"] = body
            declared = int(environ.get("CONTENT_LENGTH") or 0)

            def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
                # gunicorn writes the Connection header itself, and would promise keep-alive
                # although it then closes, as it does behind a body that is too long to be drained:
                # the client's next request would be lost.
                response = start_response.__self__
                too_long = declared - body.taken > settings.body_limit
                if (
                    too_long
                    or ("Connection", "close") in headers
                    or self._is_last(response.req.unreader)
                ):
                    response.force_close()
                return start_response(status, headers, exc_info)

            def close() -> None:
                if not declared or body.taken < declared:
                    body.drain(settings.body_limit)

            return ClosingIterator(application(environ, begin), close)

        self.wsgi = patient
        self._settings = settings

    def notify(self) -> None:
        """Send the heartbeat and update the metrics that are states: of the process, and of what is
        here.
        """
        super().notify()
        metrics.tell_process()
        self._admission.tell()

    def run(self) -> None:
        """Serve until told to stop, then finish what has begun."""
        self._seat = Seat(self.place)
        self._seat.beat()
        self._listeners = [
            Listener(server, number, self._seat, self.worker_connections, self.handle)
            for number, server in enumerate(self.sockets)
        ]
        while self.alive:
            self._beat()
            self._seat.beat()
            # Looked at twice, since connections come and go.
            self._crowded = (
                self._crowded + 1 if any(each.has_too_many() for each in self._listeners) else 0
            )
            sleep(BEAT)
        self._finish()

    def _beat(self) -> None:
        """Say that the loop runs: to the master, and to the system, whose alarm kills the
        process.
        """
        # Seconds on a processor, so a busy machine kills nobody; what stands still without working
        # is seen by the master.
        signal.setitimer(
            signal.ITIMER_PROF, max(LEAST_STANDSTILL, STANDSTILL * self._settings.page_seconds)
        )
        if self._beats % BEATS == 0:
            self.notify()
        self._beats += 1

    def _finish(self) -> None:
        """Answer what has been sent on each connection, and close it."""
        self._seat.leave()
        for listener in self._listeners:
            listener.close()
        began = time.monotonic()
        farewell = began + FAREWELL
        end = began + self.cfg.graceful_timeout
        while any(each.serves for each in self._listeners) and (now := time.monotonic()) < end:
            if now >= farewell:
                farewell = now + FAREWELL
                for connection in self._open:
                    connection.dismiss()
            self._beat()
            sleep(BEAT)
        if self._open:
            self.log.warning("%s connections are broken off: they took too long", len(self._open))
            for listener in self._listeners:
                listener.kill()

    def handle(self, name: Any, connection: Connection, address: Any) -> None:
        """Serve a connection; the limit on waiting for a body also holds for sending an answer."""
        client = connection.sock
        client.settimeout(self._settings.client_seconds)
        self._open.add(connection)
        try:
            self._converse(name, connection, address)
        except (errors.NoMoreData, StopIteration):
            self.log.debug("the client has ended the connection")
        except TimeoutError:
            self.log.info("cut off a client that takes its answer too slowly")
        except OSError as error:
            level = "debug" if error.errno in BROKEN_OFF else "error"
            getattr(self.log, level)("the connection broke", exc_info=error)
        except Exception as error:
            self.handle_error(None, client, address, error)
        finally:
            connection.close()
            self._open.discard(connection)

    def _converse(self, name: Any, connection: Connection, address: Any) -> None:
        """Answer one request after another, until one side ends the connection."""
        parser = RequestParser(self.cfg, connection.sock, address)
        parser.unreader = connection
        while True:
            connection.expect_request()
            request = None
            with self.timeout_ctx():
                request = next(parser)
            if request is None:
                if connection.idle and connection.is_readable():
                    # It came just as the wait ended.
                    continue
                return
            _check(request)
            self.handle_request(name, request, connection.sock, address)

    def _is_last(self, connection: Connection) -> bool:
        """Return whether the connection closes behind the answer that begins now.

        One that another worker should have is given up, so that its client comes again and that
        worker takes it: after a worker was replaced the others had all of its connections.
        """
        if not self.alive:
            return True
        if self._crowded > 1 and connection.held.is_one_too_many():
            self._crowded = 0
            connection.held.release()
            return True
        return False

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer malformed HTTP with a problem document; nothing of the request is echoed or
        logged.
        """
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
