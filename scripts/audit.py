"""Looks the locked libraries up in the database of advisories: ``python -m scripts.audit``, where
pip-audit is installed.

Exits with 1 where one has a known vulnerability.  Where no database can be reached (no network, or
a mirror without one) it says that the check was skipped, since silence would pass for good news.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
#: The lock files of the service and its extras; libraries that only build and test never handle a
#: stranger's page.
LOCKS = ("requirements.txt", "requirements-batch.txt", "requirements-traces.txt")


def report(lock: Path) -> dict[str, Any] | None:
    """Return what pip-audit says of a lock file; None where it reached no database."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report.json"
        command = [
            sys.executable,
            "-m",
            "pip_audit",
            "--require-hashes",
            "--disable-pip",
            "--progress-spinner",
            "off",
        ]
        subprocess.run(
            [*command, "-r", str(lock), "-f", "json", "-o", str(output)],
            capture_output=True,
            check=False,
        )
        try:
            found: dict[str, Any] = json.loads(output.read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return found


def verdict(name: str, found: dict[str, Any] | None) -> tuple[bool, list[str]]:
    """Return whether no vulnerability of the lock file is known, and the lines that report on
    it.
    """
    asked = [each for each in (found or {}).get("dependencies", ()) if "vulns" in each]
    if not asked:
        return True, [f"audit: {name} skipped, no database of advisories can be had here"]
    holes = [
        (
            f"audit: {name}: {each['name']} {each['version']} has {hole['id']}, mended "
            "in "
            f"{', '.join(hole['fix_versions']) or '-'}"
        )
        for each in asked
        for hole in each["vulns"]
    ]
    unknown = len(found["dependencies"]) - len(asked) if found else 0
    return not holes, [
        *holes,
        (
            f"audit: {name}: {len(asked)} libraries looked up, {unknown} unknown there, "
            f"{len(holes)} holes"
        ),
    ]


def main(locks: Sequence[str] = LOCKS) -> int:
    """Report on each lock file; return the exit code, 1 where a vulnerability is known."""
    good = True
    for name in locks:
        fine, lines = verdict(name, report(ROOT / name))
        print("\n".join(lines))
        good &= fine
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
