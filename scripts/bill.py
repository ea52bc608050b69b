"""Writes the software bill of materials of the Python that runs it, as CycloneDX 1.6: ``python - <
scripts/bill.py``.

It is piped into the Python of the image, which has neither pip nor a shell, so it needs only the
standard library.  The same image gives the same bytes.
"""

from __future__ import annotations

import json
import platform
import re
import sys
from importlib.metadata import distributions
from pathlib import Path
from typing import Any
from urllib.parse import quote

#: The file in which Debian keeps the list of installed packages.
STATUS = Path("/var/lib/dpkg/status")


def python_packages() -> list[dict[str, Any]]:
    """Return the interpreter and every distribution that it can import, as components."""
    found = {
        (re.sub(r"[-_.]+", "-", each.metadata["Name"]).lower(), each.version)
        for each in distributions()
    }
    named = [
        ("python", platform.python_version(), f"pkg:generic/python@{platform.python_version()}")
    ]
    return [component(*each) for each in named] + [
        component(name, version, f"pkg:pypi/{name}@{quote(version)}")
        for name, version in sorted(found)
    ]


def debian_packages(status: str) -> list[dict[str, Any]]:
    """Return every installed package of dpkg's status file, as components."""
    found = []
    for paragraph in status.split("\n\n"):
        members = dict(
            re.findall(r"^(Package|Version|Architecture|Status): (.*)$", paragraph, re.M)
        )
        if members.get("Status", "").endswith(" installed"):
            name, version = members["Package"], members["Version"]
            where = (
                "pkg:deb/debian/"
                f"{quote(name)}@{quote(version, safe='')}?arch={members['Architecture']}"
            )
            found.append(component(name, version, where))
    return sorted(found, key=lambda each: str(each["purl"]))


def component(name: str, version: str, where: str) -> dict[str, Any]:
    """Return a component of the bill; ``where`` is its package URL."""
    return {"type": "library", "bom-ref": where, "name": name, "version": version, "purl": where}


def bill(status: str) -> dict[str, Any]:
    """Return the bill of this Python and of the system around it."""
    python = python_packages()
    ours = next((each for each in python if each["name"] == "dateline"), None)
    subject = (
        {**ours, "type": "container"}
        if ours
        else {"type": "container", "bom-ref": "image", "name": "dateline"}
    )
    parts = [each for each in (*python, *debian_packages(status)) if each is not ours]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": subject},
        "components": parts,
    }


if __name__ == "__main__":
    json.dump(bill(STATUS.read_text("utf-8") if STATUS.exists() else ""), sys.stdout, indent=1)
    print()
