"""The house rules that no linter knows: a pure engine, documented names, no trace of one
machine.
"""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.programs import program

ROOT = Path(__file__).parents[1]
#: The places of the engine: what the contract of import-linter names, so that none is left out
#: here.
ENGINE = tuple(
    place if (ROOT / "service" / place).is_dir() else f"{place}.py"
    for place in (
        module.removeprefix("service.")
        for module in next(
            contract["source_modules"]
            for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
                "importlinter"
            ]["contracts"]
            if contract["id"] == "pure-engine"
        )
    )
)

# import-linter sees whole libraries only; urllib.request stands in one that the engine may use
# (urllib.parse).
IMPURE_MODULES = frozenset(
    """
    asyncio ftplib http requests smtplib socket ssl urllib.request
    flask pydantic werkzeug
    logging multiprocessing os subprocess tempfile threading
    random secrets time uuid
    """.split()
)
CLOCKS = ("datetime.now", "datetime.today", "datetime.utcnow", "date.today")
IMPURE_CALLS = frozenset(
    {*CLOCKS, *(f"datetime.{clock}" for clock in CLOCKS), "open", "input", "print", "exec", "eval"}
)
# Reading is allowed at import, where it fails loudly, and from a pinned package, which is the same
# everywhere.
READS = frozenset({"open", "read_text", "read_bytes"})

# Written so that this file does not match itself.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|root|tmp|var/tmp|mnt)/\w")
REGISTRY = re.compile(
    r"\b(?:pypi|pythonhosted|npmjs|anaconda)\s*\.(?:org|com)\b"
    r"|--?(?:extra-)?index-url\s*[= ]\s*\S*:/|ghcr\.io"
)
UNFINISHED = re.compile(r"\b(?:TO[D]O|FIX[M]E)\b|^(?:<{7}|>{7}) ", re.M)


def tracked_files() -> list[Path]:
    """Every file that is in the repository or about to be."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = [
        program("git"),
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    names = (
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        .stdout.decode()
        .split("\0")
    )
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def modules(*places: str) -> list[Path]:
    """The Python files of these places, in a fixed order."""
    found: set[Path] = set()
    for place in places:
        path = ROOT / place
        found |= {path} if path.is_file() else set(path.rglob("*.py"))
    return sorted(found)


def by_path(path: Path) -> str:
    """The test id of a file."""
    return path.relative_to(ROOT).as_posix()


def dotted(node: ast.expr) -> str:
    """The name of what is called, as written: ``datetime.now``.

    >>> dotted(ast.parse("datetime.now()").body[0].value.func)
    'datetime.now'
    """
    if isinstance(node, ast.Name):
        return node.id
    return f"{dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else "?"


def impure_imports(node: ast.AST) -> Iterator[str]:
    """The modules that this statement imports and the engine may not."""
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    for name in names:
        parts = name.split(".")
        if any(".".join(parts[: end + 1]) in IMPURE_MODULES for end in range(len(parts))):
            yield name


def reads(function: ast.FunctionDef) -> list[int]:
    """The lines on which a function reads a file that is not a pinned package's own."""
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call)]
    methods = [
        called for called in calls if isinstance(called, ast.Attribute) and called.attr in READS
    ]
    return [called.lineno for called in methods if "files(" not in ast.unparse(called)]


def impurities(source: str) -> list[str]:
    """What a module does that the engine may not, each with its line."""
    tree = ast.parse(source)
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        found += [
            (node.lineno, f"imports {name}")
            for name in impure_imports(node)
            if isinstance(node, ast.stmt)
        ]
        if isinstance(node, ast.Call) and dotted(node.func) in IMPURE_CALLS:
            found.append((node.lineno, f"calls {dotted(node.func)}"))
        if isinstance(node, ast.FunctionDef):
            found += [(line, f"reads a file in {node.name}") for line in reads(node)]
    return [f"line {line}: {what}" for line, what in sorted(set(found))]


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "from time import monotonic",
        "import urllib.request",
        "from urllib import request",
        "from http.client import HTTPConnection",
        "def f():\n    import socket",
        "from datetime import datetime\nnow = datetime.now()",
        "import datetime\nday = datetime.date.today()",
        "def f(path):\n    return path.read_text()",
        "def f(path):\n    return open(path)",
    ],
)
def test_an_impure_module_is_recognised(source: str) -> None:
    """The rule below can fail: each of these would break it."""
    assert impurities(source)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import datetime, time",
        "from urllib.parse import urlsplit",
        "import re\nTABLE = files(x).read_text()",
    ],
)
def test_a_pure_module_is_left_alone(source: str) -> None:
    """Types named like a clock, harmless halves of a library, and pinned tables are fine."""
    assert not impurities(source)


def faults(places: Iterable[str], of: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """What is wrong with the modules of these places, by their paths."""
    found = {by_path(path): of(path.read_text(encoding="utf-8")) for path in modules(*places)}
    assert len(found) > 5, "the places have moved"
    return {path: wrong for path, wrong in found.items() if wrong}


def test_the_engine_has_no_clock_no_chance_and_no_network() -> None:
    """The same page and the same version give the same answer, so nothing else may be asked."""
    assert all((ROOT / "service" / name).exists() for name in ENGINE)
    assert {"view", "spans", "judge", "observe", "dates", "fields", "tags", "lexicon"} <= {*ENGINE}
    assert faults([f"service/{name}" for name in ENGINE], impurities) == {}


def undocumented(source: str) -> list[str]:
    """The public classes and functions of a module that have no docstring, and the module
    itself.
    """
    tree = ast.parse(source)
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    public = [
        node for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")
    ]
    missing = [node.name for node in public if not ast.get_docstring(node)]
    return missing if ast.get_docstring(tree) else ["the module", *missing]


OURS = ("service", "schemas", "bench", "clients", "docs", "scripts")


def test_every_package_module_and_public_name_says_what_it_is() -> None:
    """The first thing a newcomer reads is a docstring."""
    assert undocumented("def f(): ...") == ["the module", "f"]
    assert faults(OURS, undocumented) == {}


def test_no_module_is_named_after_nothing() -> None:
    """A file called utils collects what nobody placed."""
    nothing = {"utils", "util", "helpers", "helper", "manager", "core", "common", "misc"}
    assert [by_path(path) for path in modules(*OURS) if path.stem in nothing] == []


@pytest.mark.parametrize(
    ("rule", "guilty", "innocent"),
    [
        (MACHINE_PATH, "see /work" + "/x.txt", "https://example.org/work/x"),
        (REGISTRY, "from pypi" + ".org", "a registry"),
        (UNFINISHED, "# TO" + "DO: later", "to do"),
    ],
    ids=["machine path", "registry", "unfinished"],
)
def test_a_trace_is_recognised(rule: re.Pattern[str], guilty: str, innocent: str) -> None:
    """The rule below can fail, and does not fail on what only looks alike."""
    assert rule.search(guilty)
    assert not rule.search(innocent)


@pytest.mark.parametrize(
    "rule", [MACHINE_PATH, REGISTRY, UNFINISHED], ids=["machine path", "registry", "unfinished"]
)
def test_no_file_carries_traces_of_a_machine(rule: re.Pattern[str]) -> None:
    """A path, a registry's host or a promise to finish later means nothing to whoever clones
    this.
    """
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in tracked_files()}
    found = [
        (by_path(path), match[0]) for path, text in texts.items() if (match := rule.search(text))
    ]
    assert found == []


def pins(name: str) -> dict[str, str]:
    """What a requirements file pins: name to version."""
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.M))


KINDS = ("", "-batch", "-traces", "-audit", "-mutants", "-dev", "-build", "-examples", "-spark")
LOCKED = (*(f"requirements{kind}.txt" for kind in KINDS), "clients/generators/python.txt")


@pytest.mark.parametrize("name", LOCKED)
def test_requirements_are_locked_by_hash_and_carry_no_address(name: str) -> None:
    """Any mirror will do, and none can slip something else in."""
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [
        entry.split(" ")[0]
        for entry in entries
        if "--hash=sha256:" not in entry and not entry.startswith("#")
    ] == []
    assert "://" not in text


def test_the_suite_tests_the_versions_that_are_served() -> None:
    """A dev tool must not quietly move a library under the tests."""
    served, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in served} == served


def test_the_types_of_what_may_be_absent_are_never_looked_at() -> None:
    """`make lint` says the same with and without `make examples`: without its types an ignore would
    be an unused one.
    """
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    absent = [
        *told["dependency-groups"]["examples"],
        *told["project"]["optional-dependencies"]["spark"][1:],
    ]
    skipped = {
        module
        for override in told["tool"]["mypy"]["overrides"]
        if override.get("follow_imports") == "skip" and override.get("ignore_missing_imports")
        for module in override["module"]
    }
    assert {f"{re.split('[<>=]', library)[0]}.*" for library in absent} <= skipped
