"""Mutation testing: what is left out, which tests a module has, and that a trial can tell a fault
from none.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.mutants import trial as trials
from bench.mutants.report import lines, share
from bench.mutants.rooms import ROOMS
from bench.mutants.rules import left_out
from bench.mutants.trial import Trial
from tests.test_house import ROOT


def spared(source: str) -> list[tuple[str, str]]:
    """Each stretch of a one-line module that is left out, with its rule."""
    return sorted((rule, source[begin[1] : end[1]]) for rule, (begin, end) in left_out(source))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        pytest.param(
            "x: int | None = 1",
            [("annotation", "int | None")],
            id="a variable's annotation, not its value",
        ),
        pytest.param(
            "def f(x: int = 1) -> str: ...",
            [("annotation", "int"), ("annotation", "str")],
            id="a function's",
        ),
        pytest.param(
            "T = TypeVar('T', bound=1)",
            [("annotation", "TypeVar('T', bound=1)")],
            id="a type variable",
        ),
        pytest.param(
            "assert x is not None",
            [("assertion for the type checker", "assert x is not None")],
            id="an assertion",
        ),
        pytest.param(
            "f = lru_cache(maxsize=64)(g)",
            [("cache or dataclass", "lru_cache(maxsize=64)")],
            id="a cache",
        ),
        pytest.param(
            "log.info('%d', 1)", [("text of a log", "log.info('%d', 1)")], id="a log's text"
        ),
        pytest.param("'é'; x: int = 1", [("annotation", "int")], id="columns are of characters"),
        pytest.param("return_ = 1 if x > 2 else log(3)", [], id="nothing else"),
    ],
)
def test_what_would_be_the_same_program_is_left_out(
    source: str, found: list[tuple[str, str]]
) -> None:
    """By rule, each with its name."""
    assert spared(source) == found


def test_decorators_of_caches_and_dataclasses_are_left_out() -> None:
    """With their sign; a route's decorator is not."""
    source = (
        "@dataclass(frozen=True)\nclass A: ...\n@cache\ndef f(): ...\n@web.get('/')\ndef g(): ..."
    )
    decorators = [(begin, end) for rule, (begin, end) in left_out(source) if begin[1] == 0]
    assert decorators == [((1, 0), (1, 23)), ((3, 0), (3, 6))]


#: The folders of which every module is mutated, and in which rooms.
WHOLE = {"edge": ["http"], "reading parts": ["view", "observe"]}


@pytest.mark.parametrize(("rooms", "folders"), WHOLE.items(), ids=WHOLE)
def test_every_module_is_mutated(rooms: str, folders: list[str]) -> None:
    """Whoever adds one says which tests it has."""
    paths = [path for folder in folders for path in (ROOT / "service" / folder).glob("*.py")]
    here = {path.relative_to(ROOT).as_posix() for path in paths}
    here -= {"service/http/__init__.py", "service/view/__init__.py"}
    assert {module for room in rooms.split() for module in ROOMS[room]} == here


@pytest.mark.parametrize("room", ROOMS)
def test_modules_and_their_tests_exist(room: str) -> None:
    """A test that was renamed would otherwise end the run."""
    assert [
        path
        for module, tests in ROOMS[room].items()
        for path in (module, *tests)
        if not (ROOT / path).exists()
    ] == []


@pytest.fixture
def bare_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pytest that loads none of the installed plugins, which takes it longer than these tests."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.mark.usefixtures("bare_pytest")
def test_trial_tells_a_fault_from_none(tmp_path: Path) -> None:
    """What the tests see, what they do not, what cannot be imported, what never ends; then all is
    as before.
    """
    (tmp_path / "module.py").write_text("def twice(n):\n    return n + n\n")
    (tmp_path / "test_module.py").write_text(
        "from module import twice\n\ndef test():\n    assert twice(2) == 4\n"
    )
    (tmp_path / "conftest.py").write_text("")
    copy = Trial(tmp_path, Path(sys.executable))
    outcomes = {
        "def twice(n):\n    return n - n\n": "killed",
        "def twice(n):\n    return n * n\n": "survived",
        "def twice(n): return n +\n": "killed",
        "def twice(n):\n    while True: pass\n": "timed out",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trials, "_MORE", 1.0)
        assert {
            text: copy.outcome("module.py", text, ("test_module.py",)) for text in outcomes
        } == outcomes
    assert (tmp_path / "module.py").read_text() == "def twice(n):\n    return n + n\n"


@pytest.mark.usefixtures("bare_pytest")
def test_tests_must_pass_without_a_mutant(tmp_path: Path) -> None:
    """Otherwise every mutant would count as killed."""
    (tmp_path / "test_module.py").write_text("def test():\n    assert False\n")
    with pytest.raises(SystemExit, match="Without any mutant"):
        Trial(tmp_path, Path(sys.executable)).limit(("test_module.py",))


def test_report_counts_and_lists_the_survivors() -> None:
    """A share, a row for each module, and each change that nobody saw."""
    mutant = {"module": "service/judge/scorer.py", "line": 7, "before": "a + b", "after": "a - b"}
    found = {
        "places": 51, "excluded": {"annotation": 3}, "seed": 1, "version": "0",
        "mutants": [{**mutant, "outcome": outcome} for outcome in ("killed", "killed", "timed out",
            "survived")],
    }  # fmt: skip
    assert share(found) == 0.75
    told = "\n".join(lines("judge", found))
    assert (
        "4 of 51 places (seed 1), one mutant at each: **75% killed** (2 by a test "
        "that "
        "failed, 1 by time)"
    ) in told
    assert "| service/judge/scorer.py | 4 | 3 |" in told
    assert told.count("`a + b` → `a - b`") == 1
    assert share({"mutants": []}) == 1
