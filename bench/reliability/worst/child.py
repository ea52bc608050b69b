"""Pages are read in a child process, with a bound on its CPU time and memory, so that a bad one
hurts nobody.

The child is a fork of a process that has read pages already; one that dies of a page is replaced by
another.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import thread_time

import orjson

from bench.bytes import answer
from schemas.page import ScrapedPage
from service.http import pages, problems
from service.model import Page

#: Where the pages are said to have been fetched.
ADDRESS = "https://news.example/2021/05/03/ferry-late-again"
#: Memory that a child may take beside what it has; CPU seconds; and how many times those by the
#: clock, on a busy machine.
_MEMORY, SECONDS, _PATIENCE = 3 << 30, 20, 20
#: A page that takes less is read once more, and the shorter time counts.
_QUICK = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page of so many bytes cost: CPU seconds, by how many bytes memory grew at most;
    ``fault`` says how it failed.
    """

    size: int
    seconds: float
    memory: int = 0
    fault: str = ""

    @property
    def a_byte(self) -> float:
        """Nanoseconds a byte."""
        return self.seconds * 1e9 / max(1, self.size)

    @property
    def memory_a_byte(self) -> float:
        """Bytes of memory a byte of the page."""
        return self.memory / max(1, self.size)


def read_html(body: bytes) -> object:
    """Return the answer to an HTML page."""
    return answer(Page(html=body, url=ADDRESS))


def read_text(body: bytes) -> object:
    """Return the answer to a text dump."""
    return answer(Page(text=body, url=ADDRESS))


def read_json(body: bytes) -> object:
    """Return the answer to a JSON body, or the problem that refuses it."""
    try:
        members = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    faults = problems.Faults()
    scraped = pages.validated(ScrapedPage, members, "#", faults)
    if scraped is None:
        return problems.of_error(problems.invalid(faults.found))
    return answer(pages.of_scraped(scraped))


#: The function whose cost is sought, by the kind of body.
READERS: dict[str, Callable[[bytes], object]] = {
    "html": read_html,
    "text": read_text,
    "json": read_json,
}


class Child:
    """A process that reads pages with one of some functions, one after the other."""

    def __init__(
        self, readers: dict[str, Callable[[bytes], object]] | None = None, seconds: int = SECONDS
    ) -> None:
        """Take the functions by their kinds, and the CPU seconds of one page."""
        self.readers = READERS if readers is None else readers
        self.seconds = seconds
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def cost(self, kind: str, body: bytes, *, anew: bool = False) -> Cost:
        """Return what a page costs; ``anew`` in a new process, whose memory no page before has
        filled.
        """
        if anew or self._process is None or self._pipe is None or not self._process.is_alive():
            self._begin()
        assert self._pipe is not None
        try:
            self._pipe.send((kind, body))
            if self._pipe.poll(self.seconds * _PATIENCE):
                seconds, memory, fault = self._pipe.recv()
                if fault:
                    self.end()
                return Cost(len(body), seconds, memory, fault)
        except (EOFError, OSError):
            # it was killed for the time that it took
            pass
        self.end()
        return Cost(len(body), float(self.seconds), 0, "out of time")

    def _begin(self) -> None:
        self.end()
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, self._pipe, self.readers, self.seconds), daemon=True
        )
        self._process.start()
        theirs.close()

    def end(self) -> None:
        """End the process, whatever it does."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(
    pipe: Connection, ours: Connection, readers: dict[str, Callable[[bytes], object]], seconds: int
) -> None:
    """Answer with the cost of each page that comes; the kernel kills who takes longer than a page
    may.
    """
    ours.close()
    memory = _status("VmSize") + _MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        kind, body = pipe.recv()
        spent = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(
            resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + seconds + 1, most)
        )
        try:
            pipe.send((*_read(readers[kind], body), ""))
        except MemoryError:
            pipe.send((float(seconds), _MEMORY, "out of memory"))
            return


def _read(read: Callable[[bytes], object], body: bytes) -> tuple[float, int]:
    """Return the CPU seconds of reading a page, and by how much memory grew at most."""
    before = _status("VmRSS")
    # from here on the peak is counted anew
    Path("/proc/self/clear_refs").write_text("5")
    start = thread_time()
    read(body)
    # the thread's time, which a limit on the process' does not make coarse
    spent = thread_time() - start
    grown = max(0, _status("VmHWM") - before)
    if spent < _QUICK:
        start = thread_time()
        read(body)
        spent = min(spent, thread_time() - start)
    return spent, grown


def _status(name: str) -> int:
    """Return a figure of this process' memory in bytes."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))
