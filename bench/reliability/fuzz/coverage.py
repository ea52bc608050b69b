"""Coverage-guided fuzzing with atheris: ``python -m bench.reliability.fuzz.coverage "date reader"
10000``.

``pip install atheris`` first: it is no development dependency, since it is large and available for
few systems.  Each target needs a process of its own, since atheris never returns.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["service"]):
    from bench.reliability.fuzz.targets import TARGETS

# Short inputs are enough here; the hostile pages cover long ones.
LONGEST = 2000


def main() -> None:
    """Fuzz one target."""
    name, runs = sys.argv[1], int(sys.argv[2])
    target = TARGETS[name]
    with tempfile.TemporaryDirectory() as folder:
        for number, piece in enumerate(target.pieces):
            (Path(folder) / f"{number}").write_bytes(piece.encode())
        options = [
            f"-runs={runs}",
            f"-max_len={LONGEST}",
            "-seed=1",
            "-timeout=30",
            "-rss_limit_mb=3000",
            "-verbosity=1",
            f"-artifact_prefix={folder}/",
        ]
        atheris.Setup([sys.argv[0], *options, folder], target.call)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
