"""The bench of complexity counts what it says, finds the engine by itself, and holds it."""

from __future__ import annotations

import ast
from pathlib import Path
from textwrap import dedent

import pytest

from bench.complexity.__main__ import held
from bench.complexity.count import complexity, conditions, counted
from bench.complexity.layout import laid_out
from bench.complexity.modules import engine, tables
from bench.complexity.report import (
    CAPPED,
    CONDITIONS,
    MEAN,
    MOST,
    Measured,
    figures,
    floors_today,
    lowered,
    text,
)
from bench.data import ROOT


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("if a:\n    b()\nelif c:\n    d()\nelse:\n    e()", 2),
        ("b = 1 if a else 2", 1),
        ("while a:\n    b()", 1),
        ("for a in b:\n    c()", 0),
        ("c = a or b or d and e", 3),
        ("c = [a for a in b if a if not d]", 2),
        (
            "match a:\n  case 1 if b:\n    c()\n  case 2:\n    d()\n  case _:\n    e()",
            3,
        ),
        ("c = (a < 1) & (b > 2)", 1),
        ("c = (a < 1) | e | (b > 2)", 2),
        ("c = a.isdigit() & b", 1),
        ("c = names & others | {1}", 0),
        ("c = any((a, b, d))", 2),
        ("c = all([a, b])", 1),
        ("c = any(a for a in b)", 0),
        ("c = any(a)", 0),
    ],
)
def test_a_condition_is_counted_however_it_is_written(code: str, expected: int) -> None:
    """What another spelling would hide is counted too, and sets and loops are no conditions."""
    assert conditions(ast.parse(code)) == expected


def test_a_function_counts_what_is_nested_in_it() -> None:
    """A path more for the if, the and, the loop, the handler, the comprehension and its if."""
    code = dedent(
        """
        def told(a, b):
            if a and b:
                return 1
            for c in a:
                try:
                    c()
                except ValueError:
                    pass
            def inner(d):
                return [e for e in d if e]
            return inner(a)
        """
    )
    assert counted(code).functions == {"told": 7, "told.inner": 3}
    assert complexity(ast.parse("def f():\n    return 1")) == 1


def test_a_lambda_counts_where_it_stands() -> None:
    """In a function it belongs to it; in a table it is one of its own, and no part of the mean."""
    function = "def f(a):\n    return sorted(a, key=lambda b: b or 1)\n"
    found = counted(f"{function}ROWS = [lambda a: a or 2]")
    assert found.functions == {"f": 2}
    assert found.lambdas == {"<lambda>": 2}


def test_functions_of_one_name_are_told_apart() -> None:
    """Two methods of one name in one class, as a property and its setter, have two rows."""
    code = "class A:\n    def b(self): ...\n    def b(self, c):\n        return c or 1"
    assert counted(code).functions == {"A.b": 1, "A.b#2": 2}


def test_lines_are_counted_by_what_stands_on_them() -> None:
    """No blank line, comment or docstring is code; wide ones are counted wherever they stand."""
    long = "# " + "x" * 99
    found = counted(f'"""What it is.\n\nMore.\n"""\n\n{long}\nA = 1\nB, C = 2, 3; D = 4\n')
    assert (found.lines, found.widths, found.wide) == (8, (5, 18), 1)
    assert (found.crowded, found.constants) == (1, 1)


def package(root: Path, **files: str) -> Path:
    """A package ``service`` below the root, with a module for each of the files."""
    for name, source in {"__init__": "", **files}.items():
        path = root / "service" / name.replace("_in_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".py").write_text(source, "utf-8")
    return root


def test_the_engine_is_what_is_imported(tmp_path: Path) -> None:
    """By name, relatively, in a function, by a string; a package brings its own file."""
    root = package(
        tmp_path,
        normalize="from service import dates\ndef f():\n  import service.view\nL = 'service.late'",
        view="",
        late="from . import names",
        names="",
        other="import service.normalize",
        dates_in___init__="from .scan import found",
        dates_in_scan="found = 1",
        dates_in_unused="",
    )
    (root / "service" / "dates" / "rows.json").write_text("{}\n", "utf-8")
    expected = """
        service service.dates service.dates.scan service.late service.names service.normalize
        service.view
    """
    found = engine(root)
    assert list(found) == expected.split()
    assert [path.name for path in tables(found)] == ["rows.json"]


def test_the_engine_of_this_repository_has_its_rooms_and_not_the_edge() -> None:
    """Observing and dates are in; HTTP, the command and the shapes of answers are out."""
    found = engine(ROOT)
    assert {
        "service.normalize",
        "service.observe.json_ld",
        "service.dates.score",
        "service.model",
    } <= set(found)
    outside = ("service.http", "service.cli", "service.render", "service.batch")
    assert not [module for module in found if module.startswith(outside)]


def test_lines_are_laid_out_at_one_hundred_columns() -> None:
    """A statement of 110 columns is counted as the formatter would break it."""
    wide = f"CALLED = called({', '.join(['a_name_of_some_length'] * 4)}, last)\n"
    assert len(wide) > 100
    assert len(laid_out({"service.a": wide, "service.b": "B = 1\n"})["service.a"].splitlines()) == 3


def measured_of(code: str) -> Measured:
    """What is counted of an engine that has this module alone."""
    return Measured({"service.a": counted(code)}, {"service.a": code.count("\n")}, {})


def branching(name: str, times: int) -> str:
    """A function with so many conditions, complex by one more."""
    return f"def {name}(a):\n" + "    if a:\n        a()\n" * times


def test_a_function_above_ten_may_not_get_worse_and_no_new_one_may_appear(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The old one is held at its figure, another one at ten, and the message says what to do."""
    floors = floors_today(measured_of(branching("old", 12) + branching("plain", 9)), {})
    floors["caps"] = {}
    assert floors["functions"] == {"service.a:old": 13}
    assert held(floors, measured_of(branching("old", 12))) == 0
    assert held(floors, measured_of(branching("old", 13))) == 1
    assert "service.a:old: complexity 14, and it may have 13" in capsys.readouterr().err
    assert held(floors, measured_of(branching("old", 12) + branching("plain", MOST))) == 1
    assert "part it, or put what it knows in a table" in capsys.readouterr().err


def test_an_exempt_function_may_be_complex_and_its_reason_is_printed() -> None:
    """The reason stands in the floors and in the report."""
    exempt = {"service.a:old": "one grammar, read top to bottom"}
    found = measured_of(branching("old", 30))
    assert held({"caps": {}, "functions": {}, "exempt": {}}, found) == 1
    assert held({"caps": {}, "functions": {}, "exempt": exempt}, found) == 0
    assert "| `service.a:old` | 31 | one grammar, read top to bottom |" in text(found, exempt)


@pytest.mark.parametrize("name", [*CAPPED, MEAN])
def test_each_cap_holds(name: str) -> None:
    """A figure above its cap fails, and one at it does not."""
    found = measured_of(branching("plain", 5) + "A, B = 1, 2; C = 3\n" + "# " + "x" * 99 + "\n")
    floors: dict[str, object] = {"functions": {}, "exempt": {}}
    figure = figures(found)[name]
    assert figure > 0
    assert held(floors | {"caps": {name: figure}}, found) == 0
    assert held(floors | {"caps": {name: figure - 0.5}}, found) == 1


def test_floors_are_lowered_and_never_raised(capsys: pytest.CaptureFixture[str]) -> None:
    """What got simple loses its row; what got worse keeps its old figure; a better day is told."""
    before = floors_today(measured_of(branching("a", 12) + branching("b", 12)), {})
    today = measured_of(branching("a", 20) + branching("b", 3))
    after = lowered(before, today)
    assert after["functions"] == {"service.a:a": 13}
    assert before["caps"][CONDITIONS] == 24
    assert after["caps"][CONDITIONS] == figures(today)[CONDITIONS] == 23
    assert held(before, measured_of(branching("a", 12))) == 0
    assert "--lower" in capsys.readouterr().out
