"""A copy of the repository in which one mutant after another is tried, so that nothing here is ever
touched.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: A mutant whose tests take so many times as long as without it, and so many seconds more, runs for
#: ever: it is seen.  Seconds on a processor, since on a busy machine any mutant would take for ever
#: by the clock.
_TIMES, _MORE = 3.0, 20.0
#: Seconds by the clock after which even tests that only wait are stopped; pytest itself ends one
#: that hangs after 300.
_HANGS = 1800.0
# pytest's exit codes: all passed, some failed, stopped by an error (which a module that cannot be
# imported is), and the same in a conftest. Others are faults of the call, and no news of the
# mutant.
_PASSED, _SEEN = 0, (1, 2, 4)


class Trial:
    """The copy, the Python that the tests need, and how long each set of tests takes."""

    def __init__(self, folder: Path, python: Path) -> None:
        self._folder = folder
        self._python = python
        self._seconds: dict[tuple[str, ...], float] = {}

    def limit(self, tests: tuple[str, ...]) -> float:
        """Return the seconds that these tests may use; the first time they are run as they are, and
        must pass.
        """
        if tests not in self._seconds:
            before = _used()
            outcome = self._outcome(tests, _HANGS)
            if outcome != "survived":
                raise SystemExit(
                    f"Without any mutant the tests fail ({outcome}): {' '.join(tests)}"
                )
            self._seconds[tests] = _used() - before
        return self._seconds[tests] * _TIMES + _MORE

    def outcome(self, module: str, mutated: str, tests: tuple[str, ...]) -> str:
        """Return what becomes of a mutant: "killed", "timed out", or "survived"."""
        limit = self.limit(tests)
        path = self._folder / module
        original = path.read_text("utf-8")
        path.write_text(mutated, "utf-8")
        try:
            return self._outcome(tests, limit)
        finally:
            path.write_text(original, "utf-8")

    def _outcome(self, tests: tuple[str, ...], limit: float) -> str:
        command = [str(self._python), "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        # A cached module must never stand for a mutant: those of the copy go by the hash of the
        # source, and none is written.
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}

        def bound() -> None:
            resource.setrlimit(resource.RLIMIT_CPU, (round(limit), round(limit)))

        process = subprocess.Popen(
            command,
            cwd=self._folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=bound,
        )
        try:
            said, _ = process.communicate(timeout=_HANGS)
        except subprocess.TimeoutExpired:
            # with the servers that its tests started
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return "timed out"
        if process.returncode == _PASSED:
            return "survived"
        if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return "timed out"
        if process.returncode in _SEEN or process.returncode < 0:
            return "killed"
        raise SystemExit(
            f"pytest ended with {process.returncode}: "
            f"{' '.join(tests)}\n{said.decode('utf-8', 'replace')[-2000:]}"
        )


def _used() -> float:
    """Return the seconds that children have used on a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def trial(python: Path) -> Iterator[Trial]:
    """Make the copy, of the files as they are now; it is gone at the end."""
    # safe.directory: the checkout may be another user's, as in a container.
    listed = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    names = (
        subprocess.run(listed, cwd=ROOT, capture_output=True, check=True)
        .stdout.decode()
        .split("\0")
    )
    with tempfile.TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name)
        for file in (each for each in names if each and (ROOT / each).is_file()):
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, folder / file)
        compiled = [
            str(python),
            "-m",
            "compileall",
            "-q",
            "--invalidation-mode",
            "checked-hash",
            "service",
            "schemas",
            "tests",
            "bench",
        ]
        subprocess.run(compiled, cwd=folder, check=True)
        yield Trial(folder, python)
