"""A switch of the ledger really switches and leaves nothing behind, and the ledger never reads a
blind page.
"""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from bench.data import required_data_dir
from bench.ledger import gate, material, profiled, reasons, report, weigh, words
from bench.ledger.__main__ import main
from bench.ledger.kinds import DEFAULT, KINDS
from bench.ledger.material import Item
from bench.ledger.reading import Answer, Seen, answered, look
from bench.ledger.rows import Row
from bench.ledger.switches import Switch, together
from bench.ledger.weigh import Bounds, Change, World, change, groups
from service.fields import author_cleaning
from service.model import Habits, Page, PlaceHabits

PAGE = b"""<html lang=en><title>The bridge reopens</title><meta name=keywords content='port, bridge, port'>
<meta name=pubdate content='2022-40-25'><h1>The bridge reopens</h1>
<p class=byline>Friday, 25 February 2022 02:40 PM EST</p><p>Work begins next week, officials said.</p>"""


def item(html: bytes = PAGE) -> Item:
    """A page of which nothing is known."""
    return Item(
        "a",
        "own",
        "a",
        Page(html=html),
        lambda article, precision: {"datePublished": "datePublished" in article},
    )


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
    """The page is repaired, is not while the part is off, whatever was remembered before, and is
    again afterwards.
    """
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
    """The place, the pattern's match, the damage and the predicate that was true each leave a
    mark.
    """
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


def test_what_is_only_built_into_others_has_no_switch() -> None:
    """Read in no function and held by no other name: emptied after import it would change nothing,
    and the ledger would call it idle.
    """
    switched = {each.id: each for kind in ("patterns", "words") for each in words.switches(kind)}
    fixed = {name for name, each in switched.items() if each.off is None}
    assert fixed
    assert len(fixed) < len(switched) // 10
    for name in fixed:
        file, own = switched[name].where.partition(":")[0], name.rpartition(".")[2]
        source = (Path(__file__).parents[2] / file).read_text("utf-8")
        assert not re.search(rf"\n    .*return.*\b{own}\b", source), name


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
    """Each term that a made site's profile has leaves its mark; without it the habits are others,
    and again the same after.
    """
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
    members = {each.name for each in (*fields(Habits), *fields(PlaceHabits))} - {
        "host",
        "pages",
        "places",
        "usual",
    }
    kinds = {"authors", "descriptions", "images", "sections", "tags"}
    assert {row.id.rpartition("/")[2] for row in profiled.switches()} == members | kinds


def test_without_a_term_a_made_page_is_answered_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tags of every page are this page's again, and the judge calls that wrong; nothing else is
    moved.
    """
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


def test_a_kind_that_is_weighed_alone_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows of the other kinds stay byte for byte, and so do the numbers of their pages."""
    committed = report.REPORTS / "ledger.json"
    (tmp_path / "ledger.json").write_bytes(committed.read_bytes())
    rows, groups = report.read(committed), report.pages_read(committed)
    monkeypatch.setattr(report, "REPORTS", tmp_path)
    again = [replace(row, right=row.right + 1) for row in rows if row.kind == "profiles"]
    report.written(report.merged(rows, again, list(KINDS)), required_data_dir(), {"profiled": 1})
    lines = (tmp_path / "ledger.json").read_text().splitlines()
    changed = [
        one
        for one, other in zip(lines, committed.read_text().splitlines(), strict=True)
        if one != other
    ]

    assert len(changed) == 1 + len(again)
    assert all('"kind": "profiles"' in line for line in changed[1:])
    assert report.pages_read(tmp_path / "ledger.json") == groups | {"profiled": 1}


def test_the_committed_ledger_names_rows_that_the_code_has() -> None:
    """A row of the report that the code lacks, or the reverse, means that the ledger was not run
    again.
    """
    rows = report.read(report.REPORTS / "ledger.json")
    assert {row.kind for row in rows} >= set(DEFAULT)
    for kind in {row.kind for row in rows}:
        assert {row.id for row in rows if row.kind == kind} == {
            each.id for each in KINDS[kind]()
        }, kind


def counted(kind: str = "patterns", name: str = "spans.clocks._A", **figures: object) -> Row:
    """A row that speaks on ten pages and of which nothing else was counted, but these figures."""
    nothing = dict.fromkeys(("lines", "others", "right", "spoiled", "moved", "right_more"), 0)
    rest = {"pages": 10, "domains": 10, "read": 10, "right_domains": 0, "tried": True}
    given = {"where": "", "calls": None, "microseconds": None, **nothing, **rest, **figures}
    return Row(kind=kind, id=name, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (counted(right=4, spoiled=3, right_domains=3), "pays"),
        (counted(right=3, spoiled=3, right_domains=3), None),
        (counted(right=9, right_domains=2), None),
        (counted(right=1, decided=1, cases=("case/dt-0001",)), "case"),
        (counted(right=1, spoiled=1, decided=1, cases=("case/dt-0001",)), None),
        (counted("features", "author.part", right=1, decided=1, cases=("a",)), None),
        (counted(moved=3, members={"articleSection": 3}), "contract"),
        (counted(moved=2, members={"articleSection": 2}), None),
        (counted(spoiled=1, moved=3, members={"articleSection": 3}), None),
        (counted("findings", "bot_wall", tried=False), "contract"),
        (counted("places", "http:last-modified"), "contract"),
    ],
)
def test_a_row_alone_has_a_reason_or_none(row: Row, word: str | None) -> None:
    """Three sites, or a case of what knows defects, or a promise; never more spoiled than right."""
    found = reasons.alone(row)
    assert (found and found.word) == word


def test_a_group_keeps_the_rows_that_speak_where_it_pays() -> None:
    """Only if it pays, only those of it, and what pays alone needs no group."""
    strong = counted(name="spans.clocks._S", right=3, right_domains=3)
    heard, idle = counted(name="spans.clocks._A"), counted("words", "spans.clocks._B")
    other = counted("words", "tags.clean._C")
    rows = [strong, heard, idle, other]
    title = "spans.clocks: its patterns, words and predicates"
    assert reasons.unreasoned_groups(rows) == {title: [heard.key, idle.key]}

    group = counted("groups", title, right=3, right_domains=3, of=(heard.key,))
    assert {key: r.word for key, r in reasons.reasons(rows, [group]).items()} == {
        strong.key: "pays",
        heard.key: "group",
    }
    assert reasons.without(rows, [replace(group, right=0)]) == [heard, idle, other]


@pytest.mark.parametrize("kind", ["places", "patterns", "words", "predicates", "features"])
def test_a_group_is_off_as_one_and_lets_go(kind: str) -> None:
    """Each of its parts is off inside the context, and none is behind it."""
    before = answered(item())[0]
    parts = list(KINDS[kind]())[:40]
    with together("all", parts).off():  # type: ignore[misc]
        pass
    assert answered(item())[0] == before


def test_the_places_of_a_group_are_hidden_together() -> None:
    """None states anything while the group is off, and each does again afterwards."""
    page = item(b"<meta name=description content='It reopens in May.'><h1>The bridge reopens</h1>")
    parts = [each for each in KINDS["places"]() if "meta:description" in each.speaks_as]
    parts += [each for each in KINDS["places"]() if "html:h1" in each.speaks_as]
    whole = answered(page)[0].article
    assert {"description", "headline"} <= whole.keys()
    with together("all", parts).off():  # type: ignore[misc]
        assert not {"description", "headline"} & answered(page)[0].article.keys()
    assert answered(page)[0].article == whole


def test_every_row_of_the_group_table_is_a_group_of_the_code() -> None:
    """A kind's rows that are all without a reason are in a group of more than one row."""
    rows = [counted(kind, each.id) for kind in KINDS for each in KINDS[kind]()]
    found = groups(rows)
    assert {part.kind for each in found for part in each.parts} >= {
        "places",
        "readers",
        "features",
        "patterns",
        "words",
        "predicates",
    }
    assert all(len(each.parts) > 1 for each in found)


def test_a_row_names_the_cases_that_it_decides_and_what_it_moves() -> None:
    """A case is no site; a member that no corpus judges is counted by site; a group keeps the parts
    that speak where it decides.
    """
    items = [
        replace(item(), id=name, group=group, domain=name)
        for name, group in (("a", "gold"), ("b", "gold-more"), ("case/x", "cases"))
    ]
    part, mute = Switch("words", "tags.a", None), Switch("words", "tags.b", None)
    marks = [{*part.marks}, {*part.marks, *mute.marks}, {*part.marks}]
    world = World(items, [], Seen(marks=marks), 1)
    found = [
        Change(0, ("headline",), (), ("articleSection",)),
        Change(1, (), ("author",), ("articleSection", "image")),
        Change(2, ("keywords",), (), ("articleSection",)),
    ]
    told = weigh.row(together("all", [part, mute]), world, [0, 1, 2], found)
    assert (told.right, told.spoiled, told.right_domains, told.right_more) == (2, 1, 1, 0)
    assert (told.decided, told.cases, told.members) == (1, ("case/x",), {"articleSection": 2})
    assert told.of == (part.key,)


def test_what_has_no_reason_is_read_on_more_pages_and_a_group_on_all() -> None:
    """Of a hundred pages of news a sample is read at first, then so many more, none twice."""
    items = [replace(item(), id=str(number), group="gold") for number in range(100)]
    switch = Switch("words", "tags.a", None)
    world = World(items, [], Seen(marks=[{*switch.marks}] * 100), 1, Bounds(again=5))
    first = world.sample(switch)
    more = world.further(switch, first)
    assert (len(more), len({*first, *more})) == (5, len(first) + 5)
    assert world.further(together("all", [switch, switch]), []) == list(range(100))


def test_the_gate_names_what_is_missing_and_what_has_no_reason() -> None:
    """A kind may have as many rows without a reason as the floors say, and not one more."""
    rows = [counted(name=f"spans.clocks._{letter}") for letter in "AB"]
    code = [*(each.key for each in rows), "words tags.new"]
    assert gate.beyond(code[:2], rows, rows, {"patterns": 2}) == []
    (missing,) = gate.beyond(code, rows, rows, {"patterns": 2})
    assert missing.startswith("words tags.new is not in the ledger")
    told = gate.beyond(code[:2], rows, rows, {"patterns": 1})
    assert [line.partition(" has no")[0] for line in told] == [
        *code[:2],
        "patterns: 2, where 1 may",
    ]
    assert gate.beyond([], rows, rows, {})[-1] == "patterns: 2, where 0 may"


def test_the_floors_of_the_gate_only_go_down() -> None:
    """A figure that is worse today stays what it was."""
    rows = [counted(), counted("words", "tags.a")]
    floors = {"patterns": 3, "words": 0, "places": 2}
    assert gate.today(rows, floors) == {"patterns": 1, "words": 0, "places": 0}


def test_the_gate_fails_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row less in the report, or one more without a reason than is allowed, and it names it."""
    committed = report.REPORTS / "ledger.json"
    lines = committed.read_text("utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if line.startswith('{"kind": "findings"'))
    name = report.read(committed)[at - lines.index('"rows": [\n') - 1].id
    (tmp_path / "ledger.json").write_text("".join(lines[:at] + lines[at + 1 :]), "utf-8")
    monkeypatch.setattr(gate, "REPORTS", tmp_path)
    assert main(["--gate"]) == 1
    assert f"findings {name} is not in the ledger" in capsys.readouterr().out


def test_the_cases_of_the_repository_are_read_and_judged() -> None:
    """The answer to each is the one that its file states, so that a row that decides it is seen."""
    dated, fields_ = list(material._date_cases()), list(material._field_cases())
    assert min(len(dated), len(fields_)) > 500
    for each in (*dated[::40], *fields_[::60]):
        assert all(answered(each)[0].right.values()), each.id
    assert len({each.id for each in (*dated, *fields_)}) == len(dated) + len(fields_)
