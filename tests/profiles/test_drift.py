"""``dateline drift``: which sites changed, since when, and which answers rest on it."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from schemas.drift import DriftReport
from service.cli import main

#: The page with which the site turns 25/04/2021 round.
TURNED = 10


def _pages(first: int, count: int, turned: int) -> list[dict[str, Any]]:
    """Pages of a site that prints its days in figures, in the other order from one page on; every
    third has nothing beside them.
    """
    found = []
    for number in range(first, first + count):
        at = datetime(2021, 3, 1, 9, 20) + timedelta(days=2 * number, minutes=7 * number % 600)
        printed = at.strftime("%m/%d/%Y" if number - first >= turned else "%d/%m/%Y")
        title = f"Ferries sail again after storm {number}"
        dated = f"{at:%Y/%m/%d}/" if number % 3 else ""
        html = (
            f'<html lang="en"><title>{title}</title><h1>{title}</h1><p class="date">{printed}</p>'
            f"<p>The harbour master said of storm {number} that the sea was calm by then.</p>"
        )
        found.append(
            {
                "url": f"https://news.example/{dated}story-{number}",
                "html": html,
                "fetchedAt": f"{(at + timedelta(hours=3)).isoformat()}Z",
            }
        )
    return found


OLD, SAME, TURNING = (
    _pages(0, 40, 999),
    _pages(40, 30, 999),
    _pages(60, 30, TURNED),
)


def _file(path: Path, pages: Sequence[Any]) -> str:
    path.write_text("".join(json.dumps(page) + "\n" for page in pages))
    return str(path)


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the site did, learned from its old pages."""
    folder = tmp_path_factory.mktemp("drift")
    output = str(folder / "profiles.json")
    assert main(["learn", _file(folder / "old.ndjson", OLD), "-o", output, "-q", "-j", "1"]) == 0
    return output


def _drift(profiles: str, folder: Path, pages: Sequence[Any]) -> tuple[int, dict[str, Any]]:
    """The exit code and the report."""
    output = folder / "report.json"
    source = _file(folder / "new.ndjson", pages)
    words = ["drift", "--profiles", profiles, source, "-o", str(output), "-q", "-j", "1", "--force"]
    return main(words), json.loads(output.read_text())


@pytest.fixture(scope="module")
def turned(profiles: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The report of the site that turned its days round."""
    code, report = _drift(profiles, tmp_path_factory.mktemp("turned"), TURNING)
    assert code == 1
    return report


def test_a_site_that_turned_its_days_round_is_told(turned: dict[str, Any]) -> None:
    """25/04/2021 became 04/25/2021: the place, the orders, three pages with what they say."""
    (site,) = turned["changed"]
    (change,) = site["changes"]

    assert (site["site"], site["pages"]) == ("news.example", 30)
    assert [change[name] for name in ("habit", "place", "was", "now")] == [
        "order",
        "html:dateline",
        "dmy",
        "mdy",
    ]
    assert len(change["evidence"]) == 3
    for shown in change["evidence"]:
        month, day, _ = map(int, shown["says"].split("/"))
        assert month <= 12 < day, "only such days show an order"
    numbers = [TURNING.index(_of(shown["url"])) for shown in change["evidence"]]
    assert numbers[0] + 1 == change["since"]["page"] == change["since"]["line"]
    assert TURNED <= min(numbers) < TURNED + 5
    assert change["certain"]["page"] <= TURNED + 20


def _of(url: str) -> dict[str, Any]:
    return next(page for page in TURNING if page["url"] == url)


def test_the_answers_that_rest_on_it_are_named(turned: dict[str, Any]) -> None:
    """Those that nothing but the order decides: no dated address, and both figures are months."""
    (site,) = turned["changed"]
    since = site["changes"][0]["since"]["page"] - 1
    open_ones = [
        page["url"]
        for number, page in enumerate(TURNING[since:], 60 + since)
        if number % 3 == 0 and _is_open(datetime(2021, 3, 1) + timedelta(days=2 * number))
    ]

    assert open_ones
    assert [page["url"] for page in site["askAgain"]] == open_ones
    assert all(page["fields"] == ["datePublished"] for page in site["askAgain"])


def _is_open(at: datetime) -> bool:
    return at.day <= 12 and at.day != at.month


def test_the_report_is_valid_under_the_published_schema(turned: dict[str, Any]) -> None:
    """The models of /v1/schemas/drift take it, and know its every member."""
    read = DriftReport.model_validate(turned)

    assert json.loads(read.model_dump_json(exclude_none=True, by_alias=True)) == turned


def test_a_site_that_goes_on_as_before_is_not_told(profiles: str, tmp_path: Path) -> None:
    """Exit 0, and no site in the report."""
    code, report = _drift(profiles, tmp_path, SAME)

    assert (code, report["changed"], report["sites"], report["pages"]) == (0, [], 1, 30)
    assert not list(tmp_path.glob(".drift-*")), "what a crawl told is removed"


def test_the_order_of_the_input_does_not_matter_where_pages_have_times(
    profiles: str, turned: dict[str, Any], tmp_path: Path
) -> None:
    """Shuffled, with pages that come twice and one of another site: the same change."""
    pages = [*TURNING, *TURNING[:5], {**TURNING[0], "url": "https://other.example/a"}]
    Random(7).shuffle(pages)
    code, report = _drift(profiles, tmp_path, pages)

    assert code == 1
    assert (report["repeated"], report["unknown"]) == (5, 1)
    assert _placeless(report["changed"]) == _placeless(turned["changed"])


def _placeless(node: Any) -> Any:
    """The report without the places of the pages in the input."""
    if isinstance(node, list):
        return [_placeless(one) for one in node]
    if isinstance(node, dict):
        return {
            name: _placeless(value)
            for name, value in node.items()
            if name not in ("source", "line", "fetchedAt")
        }
    return node


def test_without_times_the_order_of_the_input_is_the_order(
    profiles: str,
    turned: dict[str, Any],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Through a pipe and without a report: the table for people says the same."""
    pages = [
        {name: value for name, value in page.items() if name != "fetchedAt"} for page in TURNING
    ]
    data = "".join(json.dumps(page) + "\n" for page in pages).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    monkeypatch.chdir(tmp_path)

    assert main(["drift", "--profiles", profiles, "-", "-q", "-j", "1"]) == 1
    lines = capsys.readouterr().out.splitlines()
    since = turned["changed"][0]["changes"][0]["since"]["page"]
    assert lines[0].startswith("news.example: 1 of ")
    assert lines[1].strip().endswith("another order of day and month: dmy -> mdy")
    assert lines[2].strip().startswith(f"since page {since}, certain with page ")
    assert lines[-1] == "1 of 1 sites changed, 30 pages"


def test_an_input_that_is_cut_is_told_and_what_was_read_counts(
    profiles: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3 as for batch; the change stands in the report all the same, a broken page harms
    nothing.
    """
    import gzip

    source, output = tmp_path / "new.ndjson.gz", tmp_path / "report.json"
    lines = [json.dumps(page) for page in TURNING]
    cut = gzip.compress("\n".join(["{", *lines]).encode())
    source.write_bytes(cut[:-8])
    words = ["drift", "--profiles", profiles, str(source), "-o", str(output), "-q", "-j", "1"]

    assert main(words) == 3
    assert len(json.loads(output.read_text())["changed"]) == 1
    assert main(words) == 2, "a report that exists is kept"
    assert "exists: --force replaces it" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pages.ndjson"], "--profiles"),
        (["--profiles", "none.json", "pages.ndjson"], "none.json"),
        (["--profiles", "PROFILES", "pages.ndjson", "-o", "report.txt"], "a report is a .json"),
    ],
)
def test_wrong_arguments_are_told(
    words: list[str], said: str, profiles: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, with what is wrong."""
    words = [profiles if word == "PROFILES" else word for word in words]
    with pytest.raises(SystemExit) as stopped:
        main(["drift", *words])

    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_an_input_that_is_not_there_is_told(
    profiles: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3, with its name."""
    assert main(["drift", "--profiles", profiles, "gone.ndjson"]) == 3
    assert "gone.ndjson: there is no such file" in capsys.readouterr().err
