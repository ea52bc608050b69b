"""What the README shows is what the service does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import build

ROOT = Path(__file__).parents[1]
README = build.README.read_text(encoding="utf-8")
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md"))),
)


def test_the_answer_in_the_readme_is_the_real_one() -> None:
    """The README's own page, posted, gives the README's JSON; `make docs` rewrites it."""
    assert build.shown(README) == build.answer(build.example(README))


def test_the_figures_in_the_readme_are_those_of_the_report() -> None:
    """The README's tables of accuracy and cost are those of the committed reports; `make docs`
    rewrites them.
    """
    assert build.figures() in README
    assert build.glance() in README


def test_the_tables_for_operators_are_those_of_the_code() -> None:
    """Every setting and every metric stands in the operators' page as the code has it; `make docs`
    rewrites it.
    """
    text = build.OPERATING.read_text(encoding="utf-8")
    assert build.operating_page(text) == text
    assert "DATELINE_BODY_LIMIT" in text
    assert "dateline_shed_total" in text


def test_the_lead_example_is_put_right() -> None:
    """The minute stood in the month's slot and ukraine stood twice: both repairs are on the first
    screen.
    """
    shown = build.answer(build.example(README))
    article, repairs = shown["article"], shown["repairs"]
    assert isinstance(article, dict)
    assert isinstance(repairs, list)
    assert article["datePublished"] == "2022-02-25T14:40:00-05:00"
    assert article["keywords"] == ["china", "u.s.", "ukraine", "russia", "intelligence"]
    assert {"minute_in_month_slot", "duplicate_tag"} <= {repair["rule"] for repair in repairs}


def test_the_first_screen_has_the_start_the_lead_case_and_the_figures() -> None:
    """Whoever opens the README sees how to start it within ten lines, and within 45 what it does,
    how well and at what cost.
    """
    lines = README.splitlines()
    assert "make serve" in "\n".join(lines[:10])
    first = "\n".join(lines[:45])
    assert build.glance() in first
    assert build.example(README).command in first


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_exist(page: str) -> None:
    """Every `make …` that the documentation names can be made."""
    targets = set(
        re.findall(
            r"^([a-z0-9-]+(?: [a-z0-9-]+)*):.*##",
            (ROOT / "Makefile").read_text(encoding="utf-8"),
            re.M,
        )
    )
    named = set(
        re.findall(
            r"(?:`|^|=\d+ )make ([a-z0-9-]+)", (ROOT / page).read_text(encoding="utf-8"), re.M
        )
    )
    assert named <= {name for line in targets for name in line.split()}


def test_the_rules_page_is_that_of_the_tables() -> None:
    """docs/rules.md is what `make docs` writes today."""
    assert build.RULES.read_text("utf-8") == build.rules_page()
