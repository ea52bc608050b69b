"""Sections on many requests: fuzzing, and every operation of the OpenAPI document."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec

from bench.reliability.fuzz.targets import TARGETS
from bench.reliability.fuzz.tokens import Tried, search
from bench.reliability.load import Section
from bench.reliability.servers import ROOT


def fuzz(scale: float) -> Section:
    """Fuzz each reader."""
    section = Section(
        "Fuzzing",
        "hypothesis puts pieces of each format together with any characters; atheris "
        "changes inputs towards new branches. The "
        "readers must not raise, and pages must be answered twice alike. Seconds: the "
        "slowest input of hypothesis, on the busy "
        "machine.",
        (
            "target",
            "inputs of hypothesis",
            "its slowest, s",
            "bytes of that",
            "inputs of atheris",
            "faults",
        ),
    )
    for name, target in TARGETS.items():
        number = max(100, round(target.inputs * scale))
        fault = ""
        tried = Tried()
        try:
            search(name, min(number, 10_000), tried)
        except Exception as error:
            fault = f"{type(error).__name__}: {error}"[:200]
        followed, broken = _followed(name, number)
        section.rows.append(
            (
                name,
                tried.number,
                round(tried.slowest, 2),
                tried.length,
                followed,
                fault or broken or "none",
            )
        )
        section.held[name] = not fault and not broken
    return section


def _followed(name: str, runs: int) -> tuple[int | str, str]:
    """Return how many inputs atheris tried, and what it found."""
    if find_spec("atheris") is None:
        return "not installed", ""
    command = [sys.executable, "-m", "bench.reliability.fuzz.coverage", name, str(runs)]
    run = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, errors="replace", timeout=3600
    )
    done = re.search(r"^Done (\d+) runs", run.stderr + run.stdout, re.M)
    if done and run.returncode == 0:
        return int(done[1]), ""
    print(run.stderr[-3000:], file=sys.stderr)
    return "stopped", "see its output"


def described(scale: float) -> Section:
    """Try every operation of the OpenAPI document with generated requests, valid and invalid."""
    section = Section(
        "Every operation as described",
        "schemathesis makes requests, good and bad, for every operation of /openapi.json "
        "and checks status, media type, "
        "headers and schema of each answer.",
        ("examples per operation and kind", "outcome"),
    )
    examples = max(5, round(200 * scale))
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-k",
        "test_application_does_as_described",
        "tests/contract/test_openapi.py",
    ]
    run = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DATELINE_EXAMPLES": str(examples)},
        capture_output=True,
        text=True,
        timeout=3600,
    )
    outcome = re.findall(r"^\d+ (?:passed|failed).*", run.stdout, re.M)
    section.rows.append(
        (examples, re.sub(r" in .*", "", outcome[-1]) if outcome else "did not run")
    )
    section.held["every answer as described"] = run.returncode == 0
    if run.returncode:
        print(run.stdout[-5000:], file=sys.stderr)
    return section
