"""A switch of the ledger really switches and leaves nothing behind, and the ledger never reads a blind page."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bench.data import required_data_dir
from bench.ledger import material, profiled, report, words
from bench.ledger.kinds import DEFAULT, KINDS
from bench.ledger.material import Item
from bench.ledger.reading import Answer, answered, look
from bench.ledger.weigh import change
from service.fields import author_cleaning
from service.model import Habits, Page, PlaceHabits

PAGE = b"""<html lang=en><title>The bridge reopens</title><meta name=keywords content='port, bridge, port'>
<meta name=pubdate content='2022-40-25'><h1>The bridge reopens</h1>
<p class=byline>Friday, 25 February 2022 02:40 PM EST</p><p>Work begins next week, officials said.</p>"""


def item(html: bytes = PAGE) -> Item:
    """A page of which nothing is known."""
    return Item("a", "own", "a", Page(html=html), lambda article, precision: {"datePublished": "datePublished" in article})


def repairs() -> set[str]:
    """The rules that repaired something on the page."""
    result = answered(item())[1]
    assert result is not None
    return {repair.rule for resolution in result.fields.values() for repair in resolution.repairs}


@pytest.mark.parametrize(
    ("kind", "mark", "rule"),
    [
        ("places", "meta:keywords", "duplicate_tag"),
        ("readers", "observe.markup.observe_metas", "duplicate_tag"),
        ("damage", "minute_in_month_slot", "minute_in_month_slot"),
    ],
)
def test_a_switch_switches_and_lets_go(kind: str, mark: str, rule: str) -> None:
    """The page is repaired, is not while the part is off, whatever was remembered before, and is again afterwards."""
    before = answered(item())[0]
    assert rule in repairs()
    off = next(each.off for each in KINDS[kind]() if mark in (each.id, *each.speaks_as))
    assert off is not None
    with off():
        assert rule not in repairs()
    assert answered(item())[0] == before
    assert rule in repairs()


def test_every_switch_can_be_thrown() -> None:
    """Each of the ledger's switches goes off and on again, and the answer stays what it was."""
    before = answered(item())[0]
    for kind in KINDS:
        rows = list(KINDS[kind]())
        assert len({row.id for row in rows}) == len(rows), kind
        for row in rows[::9]:
            if row.off is not None:
                with row.off():
                    pass
    assert answered(item())[0] == before


def test_what_speaks_is_seen() -> None:
    """The place, the pattern's match, the damage and the predicate that was true each leave a mark."""
    answers, seen = look([item(), item(b"<p>Nothing.</p>")])
    assert answers[0] == answered(item())[0]
    full, empty = seen.marks
    assert {"places meta:keywords", "damage minute_in_month_slot", "rules duplicate_tag"} <= full
    assert not {"places meta:keywords", "damage minute_in_month_slot"} & empty
    assert any(mark.startswith("predicates ") for mark in full - empty)
    assert any(mark.startswith("patterns ") for mark in full - empty)


def test_a_pattern_that_never_matches_keeps_its_groups() -> None:
    """So that what asks for a group by name or number in a replacement still can."""
    for text in ("(?P<day>\\d)(x)", "a|b"):
        off = words.never(re.compile(text, re.IGNORECASE))
        assert off.search("1x a b") is None
        assert off.groups == re.compile(text).groups


def test_a_pattern_in_a_row_of_a_table_is_seen_and_switched_off() -> None:
    """What clings to names is a table of rows, each with a pattern."""
    page = item(PAGE.replace(b"<h1>", b"<meta name=author content='Jane Doe Email Bio'><h1>"))
    (number,) = [n for n, row in enumerate(author_cleaning.LINE) if "Jane Doe Email Bio" in row]
    button = f"fields.author_cleaning.LINE[{number}]"
    assert f"patterns {button}" in look([page])[1].marks[0]
    (row,) = [switch for switch in words.switches("patterns") if switch.id == button]
    assert row.off is not None
    held = author_cleaning.LINE
    with row.off():
        rows = author_cleaning.LINE
        assert rows is not held
        assert not any(pattern.search("Jane Doe Email Bio") for pattern, *_ in rows)
    assert author_cleaning.LINE is held


def test_no_blind_page_is_weighed(tmp_path: Path) -> None:
    """The material refuses the blind corpus before it opens anything."""
    with pytest.raises(SystemExit, match="only its totals are printed"):
        list(material._gold(tmp_path, "gold-blind"))


def test_a_change_is_told_by_what_is_known() -> None:
    """Right because of it, spoiled by it, moved."""
    before = Answer({"headline": "A", "url": "u", "image": 1}, {"headline": True, "url": False})
    after = Answer({"headline": "B", "url": "v", "image": 2}, {"headline": False, "url": True})
    found = change(0, before, after)
    assert found is not None
    assert (found.right, found.spoiled, found.moved) == (("headline",), ("url",), ("image",))
    assert change(0, before, before) is None


def test_a_term_of_the_profile_is_switched_off_and_lets_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each term that a made site's profile has leaves its mark; without it the habits are others, and again the same after."""
    monkeypatch.setattr(profiled, "SITES", 1)
    asked = profiled.material()[0]
    assert asked.profile is not None
    whole = asked.profile(str(asked.page.url))
    found = look([asked])[1].marks[0]
    rows = list(profiled.switches())
    assert {mark for mark in found if mark.startswith("profiles ")} == profiled.marks(asked)
    for row in rows:
        if row.off is not None:
            with row.off():
                assert (asked.profile(str(asked.page.url)) != whole) == (row.marks[0] in found)
    assert asked.profile(str(asked.page.url)) == whole


def test_every_term_of_a_profile_has_a_row() -> None:
    """What a site's habits have is a term, or is named as none."""
    members = {each.name for each in (*fields(Habits), *fields(PlaceHabits))} - {"host", "pages", "places", "usual"}
    kinds = {"authors", "descriptions", "images", "sections", "tags"}
    assert {row.id.rpartition("/")[2] for row in profiled.switches()} == members | kinds


def test_without_a_term_a_made_page_is_answered_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tags of every page are this page's again, and the judge calls that wrong; nothing else is moved."""
    monkeypatch.setattr(profiled, "SITES", 1)
    asked = profiled.material()[0]
    before = answered(asked)[0]
    off = next(row.off for row in profiled.switches() if row.id == "usual/tags")
    assert off is not None
    with off():
        after = answered(asked)[0]
    found = change(0, before, after)
    assert found is not None
    assert (found.right, found.spoiled, found.moved) == (("keywords",), (), ())


def test_a_kind_that_is_weighed_alone_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of the other kinds stay byte for byte, and so do the numbers of their pages."""
    committed = report.REPORTS / "ledger.json"
    (tmp_path / "ledger.json").write_bytes(committed.read_bytes())
    rows, groups = report.read(committed), report.pages_read(committed)
    monkeypatch.setattr(report, "REPORTS", tmp_path)
    again = [replace(row, right=row.right + 1) for row in rows if row.kind == "profiles"]
    report.written(report.merged(rows, again, list(KINDS)), required_data_dir(), {"profiled": 1})
    lines = (tmp_path / "ledger.json").read_text().splitlines()
    changed = [one for one, other in zip(lines, committed.read_text().splitlines(), strict=True) if one != other]

    assert len(changed) == 1 + len(again)
    assert all('"kind": "profiles"' in line for line in changed[1:])
    assert report.pages_read(tmp_path / "ledger.json") == groups | {"profiled": 1}


def test_the_committed_ledger_names_rows_that_the_code_has() -> None:
    """A row of the report that the code lacks, or the reverse, means that the ledger was not run again."""
    rows = report.read(report.REPORTS / "ledger.json")
    assert {row.kind for row in rows} >= set(DEFAULT)
    for kind in {row.kind for row in rows}:
        assert {row.id for row in rows if row.kind == kind} == {each.id for each in KINDS[kind]()}, kind
