"""The comparison's driver, with a tool made for it: the protocol, what is skipped, and how readings
become figures.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bench.accuracy import REPORTS
from bench.compare import __main__ as command
from bench.compare import figures, report
from bench.compare.roster import DATELINE, EMPTY_ROUTE, OVER_HTTP, PARSE, TOOLS, Tool
from bench.compare.rounds import SLOW, Run, made_page, measure, present
from bench.compare.servers import Servers
from bench.compare.tools import Page, dateline, selectolax
from bench.compare.worker import answer
from bench.compare.workers import LostToolError, Reading, Worker
from bench.corruption.generate import Made, corpus
from bench.data import ROOT, scorer
from bench.plots import Axis, Plot, powers

#: A tool that finds the title, cannot read a page that says so, and dies of another.
FAKE = r"""
import base64, json, sys
print(json.dumps({"version": "0.1", "runtime": "Fake 1"}), flush=True)
for line in sys.stdin:
    request = json.loads(line)
    page = base64.b64decode(request["html"]).decode()
    if page == "die":
        sys.exit(3)
    if page == "hang":
        sys.stdin.readline()
    error = "ValueError" if page == "odd" else None
    fields = {} if error else {"title": request["text"], "canonical_url": request["url"], "published": request["fetched"]}
    print(json.dumps({"cpu": 1000 * len(page), "floor": 100, "fields": fields, "error": error}), flush=True)
"""

PINS = ROOT / "bench" / "compare" / "pins"


def page(text: str, url: str | None = "https://example.com/a") -> Page:
    return Page(text.encode(), text, url, "2022-02-25T20:00:00Z")


@pytest.fixture
def fake() -> Iterator[Worker]:
    worker = Worker(PARSE.name, [sys.executable, "-c", FAKE], {})
    yield worker
    worker.close()


def test_a_worker_answers_page_by_page(fake: Worker) -> None:
    """A page goes out as a line, and cost, parse and fields come back; an error is part of the
    answer.
    """
    assert fake.versions == {PARSE.name: "0.1 on Fake 1"}
    found = {
        "title": "héllo",
        "canonical_url": "https://example.com/a",
        "published": "2022-02-25T20:00:00Z",
    }
    assert fake.read(page("héllo")) == (Reading(6000 - 1000 * 1, 100, found),)
    assert fake.read(page("odd")) == (Reading(3000, 100, {}, "ValueError"),)


def test_a_tool_that_dies_is_left_out_with_a_line(
    fake: Worker, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others' readings stand, and none of its own does."""
    other = Worker("other", [sys.executable, "-c", FAKE], {})
    run, these = Run(), [other, fake]
    measure(these[:1], [page("a")], 1, run)
    measure(these, [page("a"), page("die"), page("b")], 1, run)
    assert present(these, run) == []
    assert run.rounds == {}
    assert set(run.skipped) == {"other", PARSE.name}
    assert (
        "other: skipped, lost at https://example.com/a: its process ended with status 3"
        in capsys.readouterr().err
    )


def test_a_tool_that_hangs_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page may hold up the run for good."""
    worker = Worker("fake", [sys.executable, "-c", FAKE], {})
    # Only now, since on a busy machine the start may take longer.
    monkeypatch.setattr(worker, "_patience", 1.0)
    with pytest.raises(LostToolError, match="no answer within 1 s"):
        worker.read(page("hang"))
    worker.close()


def test_a_tool_that_cannot_start_is_lost() -> None:
    """A broken installation is no tool."""
    with pytest.raises(LostToolError, match="ended with status 1"):
        Worker("fake", [sys.executable, "-c", "import no_such_module"], {})


def test_absent_peers_are_named(tmp_path: Path) -> None:
    """Where nothing is installed there is no command, and the reason says what to do."""
    for tool in TOOLS:
        if tool.runs_on == "here":
            assert tool.command(tmp_path)[0] == sys.executable
        else:
            with pytest.raises(FileNotFoundError, match="make peers"):
                tool.command(tmp_path)
    (tmp_path / "goose3").mkdir()
    (tmp_path / "goose3" / ".installed").touch()
    goose = next(tool for tool in TOOLS if tool.name == "goose3")
    assert goose.command(tmp_path) == [
        str(tmp_path / "goose3/bin/python"),
        "-m",
        "bench.compare.worker",
        "goose3",
    ]


def test_the_worker_times_the_tool_and_the_parse() -> None:
    """Dateline's own worker: time for both in either order, and the article under the scorer's
    names.
    """
    made = next(made for made in corpus(1, 5) if made.is_html)
    asked = made_page(made)
    request = {
        "html": _base64(asked.html),
        "text": asked.text,
        "url": asked.url,
        "fetched": asked.fetched,
    }
    for parse_first in (True, False):
        reply = answer(dateline, request, parse_first)
        assert reply["cpu"] > 0
        assert reply["floor"] > 0
        assert reply["error"] is None
        assert reply["fields"]["title"]
    assert answer(selectolax, request)["fields"] == {}


def test_what_a_tool_raises_is_reported() -> None:
    """An error is a finding about the tool, and takes time too."""

    class Raises:
        @staticmethod
        def read(_: Page) -> None:
            raise KeyError("date")

    reply = answer(Raises, {"html": "", "text": "", "url": None, "fetched": None})
    assert (reply["error"], reply["fields"]) == ("KeyError", {})


def _base64(data: bytes) -> str:
    import base64

    return base64.b64encode(data).decode()


# ------------------------------------------------------------------ figures


def readings(*costs: int, floor: int = 10, **found: Any) -> list[Reading]:
    return [Reading(cost, floor, found) for cost in costs]


def test_costs_are_ratios_to_the_parse() -> None:
    """Mean to mean and percentile to percentile; later rounds count apart from the first."""
    run = Run(rounds={"tool": [readings(100, 300), readings(20, 20), readings(40, 40)]})
    found = figures.costs(run)["tool"]
    assert found["first"]["mean"] == 20
    assert found["first"]["p50"] == 20
    assert found["again"]["mean"] == 3
    assert len(found["percentiles"]) == 99


def test_no_percentile_lies_outside_what_was_measured() -> None:
    """Of few pages too: below zero there is no logarithm, and the plot has a logarithmic axis."""
    curve = figures.spread(readings(1, 4, 9, floor=1))
    assert 1 <= min(curve) <= max(curve) <= 9


def test_slow_tools_sit_out_later_rounds(fake: Worker) -> None:
    """A page of more characters than SLOW parses, at ten parses a character."""
    run = Run()
    measure([fake], [page("x" * SLOW)], 2, run)
    assert len(run.rounds[PARSE.name]) == 1
    run = Run()
    measure([fake], [page("xxx")], 2, run)
    assert len(run.rounds[PARSE.name]) == 2


def test_the_rim_is_what_the_engine_leaves() -> None:
    """(server - engine) / empty, the median of the rounds."""
    rounds = {
        OVER_HTTP: [readings(100), readings(130), readings(900)],
        DATELINE.name: [readings(70)] * 3,
        EMPTY_ROUTE: [readings(20)] * 3,
    }
    found = figures.rim(Run(rounds=rounds))
    assert found is not None
    assert (found["rim to empty route"], found["least"], found["most"]) == (3, 1.5, 41.5)
    assert figures.rim(Run(rounds={DATELINE.name: [readings(70)]})) is None


@pytest.fixture
def score(data_dir: Path) -> Any:
    return scorer(data_dir)


def test_accuracy_with_and_without_the_tools_own_gold(score: Any) -> None:
    """A figure is given where the tool gives the field on some page and the gold knows it."""
    records = [
        {"id": "a", "source": "goose3", "gold": {"title": "One", "published": "2022-02-25"}},
        {"id": "b", "source": "fundus", "gold": {"title": "Two"}},
    ]
    run = Run(
        rounds={
            "goose3": [readings(1, 1, title="One")],
            "extruct": [[Reading(1, 1, {}, "ValueError")] * 2],
        }
    )
    found = figures.accuracy(run, records, score)
    assert found["goose3"]["figures"] == {"headline": 50}
    assert found["goose3"]["away"] == {"headline": 0}
    assert found["extruct"] == {"figures": {}, "away": None, "raised": {"ValueError": 2}}


def _made(kind: str) -> Made:
    pages = (made for made in corpus(1, 200) if made.kind == kind and made.is_html)
    return next(
        made for made in pages if made.expected.open or made.expected.answers[0].offset is not None
    )


def test_outcomes_on_made_pages(score: Any) -> None:
    """UTC is as good as the local clock, a day alone is the right day, and nothing is right where
    nothing is decided.
    """
    made = _made("healthy")
    true = made.expected.answers[0]
    assert true.clock is not None
    assert true.offset is not None
    local = datetime.fromisoformat(
        f"{true.day}T{true.clock[0]:02d}:{true.clock[1]:02d}:{true.clock[2] or 0:02d}"
    )
    offset = (
        f"{'-' if true.offset < 0 else '+'}{abs(true.offset) // 60:02d}:{abs(true.offset) % 60:02d}"
    )
    stamp = f"{local.isoformat()}{offset}"
    utc = datetime.fromisoformat(stamp).astimezone(UTC).isoformat().replace("+00:00", ".000Z")
    wrong = f"{true.day.year - 1}{stamp[4:]}"
    outcomes = [
        figures.outcome_of(made, value, score)
        for value in (stamp, utc, str(true.day), wrong, "2022-40-25", "", None)
    ]
    assert outcomes == ["exact", "exact", "right day", "wrong", "wrong", "nothing", "nothing"]
    unsure = _made("unsure")
    assert figures.outcome_of(unsure, None, score) == "exact"
    assert figures.outcome_of(unsure, "1999-01-01", score) == "wrong"


# ------------------------------------------------------------------ the report


def _report() -> dict[str, Any]:
    cost = {"mean": 3.2, "p50": 3.0, "p99": 4.0}
    curve = [1 + p / 10 for p in range(99)]
    figures_ = {"headline": 80.0, "published day": 90.0, "dates invented": 0}
    return {
        "command": "python -m bench.compare",
        "date": "2026-11-25",
        "machine": "kind",
        "corpus": "sha-256:0",
        "pages": 2,
        "rounds": 1,
        "versions": {DATELINE.name: "0.1.0", "goose3": "3 <&>"},
        "accuracy": {
            DATELINE.name: {"figures": figures_, "away": None, "raised": {}},
            "goose3": {
                "figures": {"headline": 70.0},
                "away": {"headline": 65.0},
                "raised": {"ValueError": 2},
            },
        },
        "costs": {
            name: {"first": cost, "again": None, "percentiles": curve}
            for name in (PARSE.name, DATELINE.name, "goose3")
        },
        "rim": None,
        "made": None,
        "skipped": {"fundus": "not installed (make peers)"},
    }


def test_the_report_in_words() -> None:
    """What is missing is said, and a figure helped by a tool's own gold stands beside the one that
    is not.
    """
    text = report.markdown(_report())
    assert "fundus is left out: not installed (make peers)." in text
    assert "| headline | 80.0 | 70.0 → 65.0 |" in text
    assert "| published day | 90.0 | – |" in text
    assert "goose3 on 2" in text
    assert "## HTTP" not in text


def test_the_plots_are_pictures() -> None:
    """Each tool's name and line are there, and the text is well-formed."""
    from xml.etree import ElementTree

    for plot in (report.accuracy_plot(_report()), report.latency_plot(_report())):
        root = ElementTree.fromstring(plot)
        assert any(
            "goose3" in (text.text or "") for text in root.iter("{http://www.w3.org/2000/svg}text")
        )


def test_axes() -> None:
    """Equal ratios are equal lengths on a logarithmic axis, and what lies outside stands at the
    edge.
    """
    axis = powers("ratio", (2.0, 300.0))
    assert (axis.low, axis.high, axis.ticks) == (1, 1000, (1, 10, 100, 1000))
    assert [round(axis.share(value), 3) for value in (1, 10, 100, 5000)] == [0, 0.333, 0.667, 1]
    assert Plot("", axis, Axis("", 0, 10, ()), 300, 300).at(10, 5) == (150, 200)


def test_nothing_but_dateline_needs_to_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole command on a few pages: the parse and Dateline, report and plots."""
    monkeypatch.setattr(command, "REPORTS", tmp_path)
    assert (
        command.main(
            ["--only", DATELINE.name, "--every", "200", "--rounds", "2", "--made", "1", "--write"]
        )
        == 0
    )
    written = json.loads((tmp_path / "compare.json").read_text("utf-8"))
    assert set(written["costs"]) == {PARSE.name, DATELINE.name}
    assert written["costs"][DATELINE.name]["first"]["mean"] > 1
    assert written["made"]["outcomes"][DATELINE.name]["healthy"]["exact"] > 50
    assert (tmp_path / "compare.md").read_text("utf-8") in capsys.readouterr().out


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="another process' CPU time is read on Linux alone"
)
def test_the_servers_answer_alike() -> None:
    """The service through gunicorn, and the empty route with the same bytes; both cost
    something.
    """
    servers = Servers()
    try:
        made = next(made for made in corpus(1, 5) if made.is_html)
        service, empty = servers.read(made_page(made))
    finally:
        servers.close()
    assert service.fields["title"]
    assert service.cpu > empty.cpu > 0


# ------------------------------------------------------------------ what is pinned


@pytest.mark.parametrize(
    "tool", [tool for tool in TOOLS if tool.runs_on != "here"], ids=lambda tool: tool.module
)
def test_pins(tool: Tool) -> None:
    """Each peer has its lock with hashes, no address of a registry, and our own parser's version to
    measure the parse by.
    """
    folder = PINS / tool.module
    if tool.runs_on == "node":
        lock = (folder / "package-lock.json").read_text("utf-8")
        assert '"resolved"' not in lock
        assert '"integrity"' in lock
        return
    lock = folder.with_suffix(".txt").read_text("utf-8")
    assert "://" not in lock
    ours = re.search(r"^selectolax==\S+", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    assert ours is not None
    assert f"{ours[0]} \\" in lock
    asked = folder.with_suffix(".in").read_text("utf-8").splitlines()[0]
    assert re.sub(r"\[.*]", "", asked) in lock


def test_the_committed_report_is_of_every_tool() -> None:
    """The report that the README rests on was made with all of them, on all pages."""
    written = json.loads((REPORTS / "compare.json").read_text("utf-8"))
    assert set(written["costs"]) == {tool.name for tool in TOOLS} | {OVER_HTTP, EMPTY_ROUTE}
    assert written["pages"] > 800
