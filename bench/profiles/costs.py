"""The cost of profiles: of learning and of use per page, and of loading a file of many sites."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.data import ROOT
from bench.profiles import made
from bench.profiles.asked import learned, lessons, told_by
from service.normalize import normalize
from service.profiles.contribution import contribution
from service.render import canonical_bytes

#: Sites of the file that is loaded, how many different ones it repeats, and how often it is loaded.
MANY, DIFFERENT, TIMES = 100_000, 10, 7
#: How often the pages are read before they are timed, and how often they are timed.
WARM, ROUNDS = 3, 5


def costs() -> list[tuple[str, str]]:
    """Return the cost of learning and of use per page, and of loading for a service."""
    one = made.site(1)
    pages = [made.lesson(one, n) for n in range(300)]
    known = learned(map(told_by, pages[:100]))
    results = [normalize(page) for page in pages]
    # both ways have been gone often before either is timed, as in a service
    for page in pages * WARM:
        normalize(page, profile=known)
        normalize(page)
    learning, using = [], []
    for _ in range(ROUNDS):
        plain = used = told = 0.0
        for page, result in zip(pages, results, strict=True):
            plain += _seconds(lambda: normalize(page))  # noqa: B023
            used += _seconds(lambda: normalize(page, profile=known))  # noqa: B023
            told += _seconds(lambda: contribution(page, result))  # noqa: B023
        learning.append(100 * told / plain)
        using.append(100 * (used - plain) / plain)
    return [
        (
            f"learning, beside a batch run of the same pages; the median of {ROUNDS}",
            _share(learning),
        ),
        (f"using a profile, a page; the median of {ROUNDS}", _share(using)),
        *_loading(),
    ]


def _share(found: list[float]) -> str:
    return f"{median(found):+.1f} % ({min(found):.1f} to {max(found):.1f})"


def _loading() -> list[tuple[str, str]]:
    """Return what a file of many sites costs to load, as it was learned and after a hand has edited
    it.
    """
    rows = []
    with TemporaryDirectory() as folder:
        path = Path(folder) / "many.json"
        for how, ending in (("as learned", b"\n"), ("edited by hand", b"")):
            path.write_bytes(_file(ending))
            size = path.stat().st_size / 1e6
            found = [_loaded(path) for _ in range(TIMES)]
            seconds, memory = sorted(each[0] for each in found), max(each[1] for each in found)
            rows.append(
                (
                    f"loading {MANY:,} sites ({size:.0f} MB), {how}; the median of {TIMES}",
                    (
                        f"{median(seconds):.2f} s ({seconds[0]:.2f} to "
                        f"{seconds[-1]:.2f}), "
                        f"{memory:.0f} MB"
                    ),
                )
            )
    return rows


def _file(ending: bytes) -> bytes:
    """Return a file of many sites, whose digest belongs to it where its sites end as ``dateline
    learn`` ends them.
    """
    lines = []
    for number in range(DIFFERENT):
        known = learned(map(told_by, lessons(made.site(number))[0]))
        lines.append(canonical_bytes(known.document(next(iter(known)))))
    names = sorted(b"site%d.example" % number for number in range(MANY))
    sites = b",\n".join(b'"%s":%s' % (name, lines[n % DIFFERENT]) for n, name in enumerate(names))
    digest = hashlib.sha256(b'{"sites":{\n' + sites + b"\n").hexdigest()[:32]
    return b'{"sites":{\n%s%s},"unedited":"sha-256:%s","version":1}\n' % (
        sites,
        ending,
        digest.encode(),
    )


_LOADING = """
import sys, time
from pathlib import Path
from service.profiles import profile
def held(what):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(what))
before = held("VmRSS")
began = time.process_time()
found = profile.loaded(Path(sys.argv[1]))
assert len(found) == int(sys.argv[2])
print(time.process_time() - began, (held("VmHWM") - before) / 1024)
"""


def _loaded(path: Path) -> tuple[float, float]:
    """Return the CPU seconds and the MiB that loading a file takes in a process of its own."""
    command = [sys.executable, "-c", _LOADING, str(path), str(MANY)]
    seconds, memory = subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=ROOT
    ).stdout.split()
    return float(seconds), float(memory)


def _seconds(work: Callable[[], object]) -> float:
    """Return the least CPU seconds of several runs."""
    times = []
    for _ in range(7):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times)
