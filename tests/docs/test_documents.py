"""The documents are true: every sample runs and prints what it says, every link leads somewhere,
every table is today's.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs import tables
from service.observe.sources import BODY_KEYS, SUPPLIED_NAMES, fold_key
from tests.docs.samples import PAGES, ROOT, Sample, samples
from tests.http.serving import serving
from tests.programs import program

#: Commands that install, serve or build: they are run by whoever follows the page, and by CI.
ELSEWHERE = {"make", "docker", "git", "podman", "kubectl"}


@pytest.fixture(scope="module")
def service() -> Iterator[int]:
    """The port of a running service."""
    with serving() as port:
        yield port


def name_of(page: Path) -> str:
    """A page as it is called in the repository."""
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    "page", [page for page in PAGES if any(samples(page.read_text("utf-8")))], ids=name_of
)
def test_every_sample_runs(page: Path, service: int, tmp_path: Path) -> None:
    """The samples of a page, in order and in one folder, as a reader would paste them."""
    for sample in samples(page.read_text("utf-8")):
        if sample.not_run or (sample.language == "sh" and set(sample.commands()) & ELSEWHERE):
            continue
        where = f"{name_of(page)}, line {sample.line}"
        runner = program_of(sample)
        done = subprocess.run(
            [*runner, sample.body.replace("localhost:8000", f"localhost:{service}")],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"{where}: {done.stderr}"
        if sample.printed is not None:
            language, expected = sample.printed
            if language == "json":
                assert json.loads(done.stdout) == json.loads(expected), where
            else:
                assert done.stdout.splitlines() == expected.splitlines(), where


def program_of(sample: Sample) -> list[str]:
    """What runs a sample; skips where it is not installed."""
    program({"sh": "bash", "python": sys.executable, "js": "node"}[sample.language])
    for needed in ("jq", "curl"):
        if sample.language == "sh" and needed in sample.body:
            program(needed)
    return {
        "sh": ["bash", "-euo", "pipefail", "-c"],
        "python": [sys.executable, "-c"],
        "js": ["node", "-e"],
    }[sample.language]


def environment() -> dict[str, str]:
    """The reader's: this repository's package and commands come first."""
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'clients' / 'python'}",
        "DATELINE_REPOSITORY": str(ROOT),
    }


def test_samples_are_found_and_compared() -> None:
    """The test above would pass with nothing to run."""
    found = [sample for page in PAGES for sample in samples(page.read_text("utf-8"))]
    assert len(found) > 15
    assert sum(sample.printed is not None for sample in found) > 8


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_json_block_is_json(page: Path) -> None:
    """What is called JSON can be parsed."""
    for block in re.findall(r"^```json\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S):
        json.loads(block)


LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)|^\[[^\]]+\]:\s*(?P<reference>\S+)", re.M)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Relative links are files, their anchors are headings, and the others are HTTPS."""
    for match in LINK.finditer(page.read_text("utf-8")):
        target, _, anchor = (match["target"] or match["reference"]).partition("#")
        if "://" in target:
            assert target.startswith("https://"), target
            continue
        path = (page.parent / target).resolve() if target else page
        assert path.exists(), target
        assert not anchor or anchor in anchors(path), f"{target}#{anchor}"


def test_every_page_is_reached_from_the_index() -> None:
    """No document is an island: docs/README.md names them all, and the README names it."""
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    assert [
        page.name
        for page in (ROOT / "docs").glob("*.md")
        if page.name != "README.md" and f"({page.name})" not in index
    ] == []
    assert "(docs/README.md)" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("page", tables.TABLES)
def test_every_table_is_of_today(page: str) -> None:
    """What `make docs` would write stands there."""
    text = (tables.FOLDER / page).read_text("utf-8")
    assert tables.rewritten(page, text) == text


def rows_of_migration() -> Iterator[tuple[str, list[str]]]:
    """Each property of the table in docs/migrating.md with the names that the other tools have for
    it.
    """
    for line in (ROOT / "docs" / "migrating.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.split(" | ")]
        if line.startswith("| `") and len(cells) == 5 and not cells[0].startswith("| `ninjs"):
            named = re.findall(r"`([^`]+)`", " ".join(cells[2:]))
            yield cells[0].removeprefix("| "), [re.split(r"[.\[]", name)[0] for name in named]


def test_the_migration_table_is_true() -> None:
    """Every name that the table says is read as a property is."""
    checked = 0
    for first, names in rows_of_migration():
        field = re.split(r"[.\[`]", first.removeprefix("`"))[0]
        for name in names:
            assert SUPPLIED_NAMES[fold_key(name)] == ("date" if name == "date" else field), name
            checked += 1
    assert checked > 20


def test_what_is_said_to_be_unknown_is() -> None:
    """The names that the page lists as kept under extra are read as nothing."""
    text = (ROOT / "docs" / "migrating.md").read_text("utf-8")
    listed = re.search(r"Unknown here.*?\n\n", text, re.S)
    assert listed
    names = re.findall(r"`(\w+)`", listed[0])
    assert len(names) > 10
    assert [
        name
        for name in names
        if name != "extra" and (fold_key(name) in SUPPLIED_NAMES or fold_key(name) in BODY_KEYS)
    ] == []
