"""Programs that a test runs and that a machine may lack.

A test may call what README.md asks for, and what belongs to every Debian.  It asks here for any
other, and is skipped where that is absent; `make test-bare` fails for one that does not ask.
"""

from __future__ import annotations

import shutil

import pytest

#: What Debian calls a program's package, where that has another name.
PACKAGES = {"node": "nodejs"}


def program(*names: str) -> str:
    """The path of the first of these that is here; the test is skipped where none is."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        package = PACKAGES.get(names[0], names[0])
        pytest.skip(f"there is no {names[0]} here (Debian: apt install {package})")
    return found
