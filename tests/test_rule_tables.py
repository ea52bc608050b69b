"""The tables of rules and findings: what is wrong with a row is said with its file and member."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.model import tables_of

ROW = {"damage": "a", "cause": "b", "before": "c", "after": "d", "catalogue": ["x"]}
CODE = {"severity": "info", "meaning": "a", "advice": "b"}


def room(folder: Path, rule: dict[str, Any], code: dict[str, Any], name: str) -> str:
    """A package with a table of one rule and one finding."""
    (folder / name).mkdir()
    (folder / name / "__init__.py").touch()
    table = {"rules": {"author": {"two_names": rule}}, "findings": {"too_many": code}}
    (folder / name / "rules.json").write_text(json.dumps(table), "utf-8")
    return name


def without(row: dict[str, Any], member: str) -> dict[str, Any]:
    """The row without one of its members."""
    return {name: value for name, value in row.items() if name != member}


def test_whole_rows_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule's names in the catalogue may be left out."""
    monkeypatch.syspath_prepend(tmp_path)
    rules, findings = tables_of(room(tmp_path, without(ROW, "catalogue"), CODE, "room_whole"))
    assert (rules[0].id, rules[0].field, rules[0].catalogue) == ("two_names", "author", ())
    assert findings[0].code == "too_many"


@pytest.mark.parametrize(
    ("rule", "code", "what"),
    [
        (without(ROW, "before"), CODE, "the row 'two_names' 'author' lacks 'before'"),
        (ROW, without(CODE, "advice"), "the row 'too_many' lacks 'advice'"),
        (
            {**ROW, "reason": "e"},
            CODE,
            "the row 'two_names' 'author' has an unknown member 'reason'",
        ),
    ],
)
def test_a_fault_is_named(
    rule: dict[str, Any],
    code: dict[str, Any],
    what: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    """The file, the row and the member: whoever adds a rule has written it a minute ago."""
    monkeypatch.syspath_prepend(tmp_path)
    name = f"room_{abs(hash(request.node.name))}"
    with pytest.raises(ValueError, match=f"{name}/rules.json: {what}"):
        tables_of(room(tmp_path, rule, code, name))
