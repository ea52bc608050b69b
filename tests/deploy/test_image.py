"""What the image is made of, and what is known of it: its base, its bill of materials, advisories;
engines are played here.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from scripts.audit import LOCKS, verdict
from scripts.bill import bill, debian_packages
from tests.deploy.test_deploy import ROOT, configuration

DIGEST = "sha256:" + "ab" * 32


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with what the recipes read."""
    for name in ("Makefile", "Dockerfile", "scripts/bill.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def made(folder: Path, target: str, engine: str) -> subprocess.CompletedProcess[str]:
    """A recipe, carried out where ``docker`` is this script and nothing else of the kind is
    there.
    """
    tools = folder / "tools"
    tools.mkdir()
    (tools / "docker").write_text(f"#!/bin/bash\n{engine}\n")
    (tools / "docker").chmod(0o755)
    for name in ("bash", "sed", "mkdir", "cat", "git", "grep", "awk", "make", "python3"):
        (tools / name).symlink_to(shutil.which(name) or sys.executable)
    environment = {"PATH": str(tools), "HOME": str(folder)}
    command = ["make", "--no-print-directory", target, "SHELL=" + str(tools / "bash")]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_base_is_pinned_by_digest() -> None:
    """Both stages stand on the same bytes whenever they are built."""
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^ARG DIGEST=@sha256:[0-9a-f]{64}$", text, re.M)
    assert re.findall(r"^FROM (\S+)", text, re.M) == ["python:${PYTHON}-slim-trixie${DIGEST}"] * 2


def test_one_command_moves_the_base(copy: Path) -> None:
    """`make base` asks what the tag means today and writes nothing else."""
    run = made(copy, "base", f'[ "$6" = python:3.13-slim-trixie ] && echo {DIGEST}')
    assert (run.returncode, run.stdout) == (0, f"python:3.13-slim-trixie@{DIGEST}\n"), run.stderr
    before, after = (
        folder.joinpath("Dockerfile").read_text().splitlines() for folder in (ROOT, copy)
    )
    assert [line for line in after if line not in before] == [f"ARG DIGEST=@{DIGEST}"]


@pytest.mark.parametrize(
    "engine", ["exit 1", "echo no such manifest"], ids=["no answer", "no digest"]
)
def test_base_stays_where_the_registry_does_not_say(copy: Path, engine: str) -> None:
    """A failure changes nothing."""
    run = made(copy, "base", engine)
    assert run.returncode != 0
    assert (copy / "Dockerfile").read_text() == (ROOT / "Dockerfile").read_text()


def test_image_comes_with_its_digest_and_its_bill(copy: Path) -> None:
    """`make image` builds, and asks the image itself what is in it."""
    engine = (
        'if [ "$1" = build ]; then while [ "$1" != --iidfile ]; do shift; done; '
        f'echo {DIGEST} >"$2"; else [ "$1" = run ] && {sys.executable} -; fi'
    )
    run = made(copy, "image", engine)
    assert run.returncode == 0, run.stderr
    assert (copy / "dist" / "image.digest").read_text().strip() == DIGEST
    assert json.loads((copy / "dist" / "image.cdx.json").read_text())["bomFormat"] == "CycloneDX"


STATUS = """Package: libc6
Status: install ok installed
Architecture: amd64
Version: 2.41-12+deb13u1
Description: GNU C Library
 Version: of a later line

Package: gone
Status: deinstall ok config-files
Architecture: amd64
Version: 1

Package: tzdata
Status: install ok installed
Architecture: all
Version: 2026a-1
"""


def test_bill_names_everything_once() -> None:
    """Python, its libraries in the versions that are installed, Debian's packages that are; the
    same bytes every time.
    """
    made = bill(STATUS)
    assert made == bill(STATUS)
    names = [each["purl"] for each in made["components"]]
    assert len(set(names)) == len(names)
    assert made["metadata"]["component"]["type"] == "container"
    locked = dict(
        re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    )
    for name in ("flask", "gunicorn", "gevent", "selectolax"):
        assert f"pkg:pypi/{name}@{locked[name]}" in names
    assert [each["purl"] for each in debian_packages(STATUS)] == [
        "pkg:deb/debian/libc6@2.41-12%2Bdeb13u1?arch=amd64",
            "pkg:deb/debian/tzdata@2026a-1?arch=all"
    ]  # fmt: skip


AUDITED: dict[str, tuple[dict[str, Any] | None, bool, str]] = {
    "a hole": (
        {
            "dependencies": [
                {
                    "name": "flask",
                    "version": "1.0",
                    "vulns": [{"id": "X-1", "fix_versions": ["1.1"]}],
                }
            ]
        },
        False,
        "flask 1.0 has X-1, mended in 1.1",
    ),
    "none": (
        {"dependencies": [{"name": "flask", "version": "3.1", "vulns": []}]},
        True,
        "1 libraries looked up",
    ),
    "a mirror without advisories": (
        {"dependencies": [{"name": "flask", "skip_reason": "not found"}]},
        True,
        "skipped",
    ),
    "no network": (None, True, "skipped"),
}


@pytest.mark.parametrize(("found", "good", "said"), AUDITED.values(), ids=AUDITED)
def test_audit_tells_good_news_from_no_news(
    found: dict[str, Any] | None, good: bool, said: str
) -> None:
    """A hole fails; a database that cannot be had is said and does not."""
    fine, lines = verdict("requirements.txt", found)
    assert (fine, said in "\n".join(lines)) == (good, True)


def test_what_is_served_is_audited() -> None:
    """The lock files of the image and of the extras, which are there; CI does it."""
    assert [name for name in LOCKS if not (ROOT / name).exists()] == []
    assert "steps+=(audit)" in (ROOT / ".ci" / "run").read_text("utf-8")


# ------------------------------------------------------------------ who is answered


@pytest.mark.parametrize(
    ("host", "bound"),
    [
        (None, "127.0.0.1:8000"),
        ("", "127.0.0.1:8000"),
        ("0.0.0.0", "0.0.0.0:8000"),
        ("::1", "[::1]:8000"),
    ],
)
def test_only_this_machine_is_answered_unless_it_is_said(
    monkeypatch: pytest.MonkeyPatch, host: str | None, bound: str
) -> None:
    """Whoever types `make serve` opens nothing to the network."""
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.delenv("DATELINE_HOST", raising=False)
    if host is not None:
        monkeypatch.setenv("DATELINE_HOST", host)
    assert configuration()["bind"] == [bound]


def test_image_answers_all() -> None:
    """In a container the loopback interface is nobody's."""
    assert "DATELINE_HOST=0.0.0.0" in (ROOT / "Dockerfile").read_text("utf-8")


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "DATELINE_HOST=0.0.0.0 make serve opens it"),
        ({"DATELINE_HOST": "0.0.0.0"}, "DATELINE_API_KEYS_FILE asks them for a key"),
        ({"DATELINE_HOST": "0.0.0.0", "DATELINE_API_KEYS_FILE": "keys"}, "is answered, with a key"),
    ],
)
def test_serve_says_who_is_answered(environment: dict[str, str], said: str) -> None:
    """Before it starts, and how to change it."""
    command = [sys.executable, "-m", "docs.build", "--print-curl"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    run = subprocess.run(
        command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, check=True
    )
    assert said in run.stdout
