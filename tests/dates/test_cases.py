"""Every case file, one test a case: the right answer, for the right reason."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from service import dates
from service.model import Context, Observation, Resolution, Source

HERE = Path(__file__).parent
PATTERN_RULES = sorted(path.stem for path in (HERE / "cases").glob("*.json"))

#: How far the made places of the cases are trusted; the real table is observe/sources.json.
RELIABILITY = {"machine": 0.96, "human": 0.93, "url": 0.93, "supplied": 0.9, "http": 0.4}


def _load() -> list[Any]:
    cases = []
    for path in sorted(
        [
            *(HERE / "cases").glob("*.json"),
            HERE / "forms.json",
            HERE / "languages.json",
            HERE / "witnesses.json",
        ]
    ):
        for case in json.loads(path.read_text("utf-8")):
            marks = (
                [pytest.mark.xfail(strict=True, reason="known failure")]
                if case["status"] != "pass"
                else []
            )
            cases.append(pytest.param(case, id=f"{path.stem}:{case['label']}", marks=marks))
    return cases


def resolve(case: dict[str, Any], threshold: float = 0.90) -> Resolution:
    """The published date of a case."""
    observations = [
        Observation(
            o["field"],
            o["raw"],
            Source(o.get("source", o["place"]), o["field"], o["place"], RELIABILITY[o["place"]]),
            o.get("locator", f"case {n}"),
            # apart from one another, unless the case says that they are not
            o.get("order", 100 * n),
        )
        for n, o in enumerate(case["observations"])
    ]
    given = dict(case.get("context", {}))
    if "fetched_at" in given:
        given["fetched_at"] = datetime.fromisoformat(given["fetched_at"])
    return dates.resolve(observations, Context(**given), threshold)["datePublished"]


CASES = _load()


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any]) -> None:
    """The value, the rule of the repair and the named findings are those of the case."""
    resolution = resolve(case)
    stands = resolution.value if resolution.confidence >= 0.90 else None

    assert case["expect"]["value"] == stands
    if stands is not None:
        assert case["expect"]["rule"] == (
            resolution.repairs[0].rule if resolution.repairs else None
        )
    assert set(case["expect"]["findings"]) <= {finding.code for finding in resolution.findings}


def test_every_case_has_its_own_name() -> None:
    """A case is found by its name."""
    names = [case.id for case in CASES]
    assert sorted(set(names)) == sorted(names)


def test_every_rule_has_cases() -> None:
    """Each rule has a case file of its own with a real string, a silent variant and a negative."""
    # of several captures: tests/captures
    of_one_page = {rule.id for rule in dates.RULES} - {"published_again"}
    assert sorted(of_one_page) == PATTERN_RULES

    for name in PATTERN_RULES:
        kinds = {
            case["kind"]
            for case in json.loads((HERE / "cases" / f"{name}.json").read_text("utf-8"))
        }
        assert {"negative", "silent"} <= kinds, name
