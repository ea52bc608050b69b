"""``dateline batch --captures``: one answer an address, whatever the order of what was read."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.captures.lives import life
from bench.captures.pages import captures
from service.batch import run as runs
from service.batch import store
from service.batch.looks import look_of, unpacked
from service.batch.store import Store
from service.model import Page
from service.normalize import Thresholds
from tests.batch.conftest import lines, ndjson, warc

#: Looks at several articles, one behind the other.
LOOKS = [page for number in range(5) for page in captures(life(number))]
HTML = {"Content_Type": "text/html; charset=utf-8"}
Batch = Callable[..., int]


def answers(path: Path) -> list[Any]:
    """The answers of an output."""
    return lines(path.read_bytes())


def test_one_answer_an_address_whatever_the_order(tmp_path: Path, batch: Batch) -> None:
    """The same looks shuffled, doubled, in two files and on two cores give the same bytes."""
    (tmp_path / "a.ndjson").write_bytes(ndjson(*LOOKS))
    assert batch("a.ndjson", "--captures", "-o", "whole.ndjson", "-q") == 0
    shuffled = [*LOOKS, *LOOKS[:7]]
    random.Random(1).shuffle(shuffled)
    (tmp_path / "b.ndjson").write_bytes(ndjson(*shuffled[:9]))
    (tmp_path / "c.ndjson").write_bytes(ndjson(*shuffled[9:]))
    assert batch("b.ndjson", "c.ndjson", "--captures", "-o", "o.ndjson", "-q", "-j", "2") == 0
    assert (tmp_path / "o.ndjson").read_bytes() == (tmp_path / "whole.ndjson").read_bytes()
    found = answers(tmp_path / "whole.ndjson")
    addresses = [one["address"] for one in found]
    assert addresses == sorted(set(addresses))
    assert sum(one["history"]["captures"] for one in found) <= len(LOOKS)
    assert not [path for path in tmp_path.iterdir() if ".looks" in path.name]


def test_broken_record_among_good_ones(tmp_path: Path, batch: Batch) -> None:
    """It is told by its place, as is one without time or address; the rest is answered."""
    page = captures(life(0))[0]
    timeless = {name: value for name, value in page.items() if name != "fetchedAt"}
    nowhere = {"text": "Envoys return\n\n25 February 2022", "fetchedAt": page["fetchedAt"]}
    (tmp_path / "a.ndjson").write_bytes(ndjson(page, timeless, nowhere) + b"{\n")
    assert batch("a.ndjson", "--captures", "-o", "o.ndjson", "-q") == 1
    assert len(answers(tmp_path / "o.ndjson")) == 1
    told = answers(tmp_path / "o.ndjson.bad.ndjson")
    assert [(one["line"], one["problem"]["status"]) for one in told] == [
        (2, 422),
        (3, 422),
        (4, 400),
    ]
    assert "fetchedAt" in json.dumps(told[0])


def test_archive_cut_in_the_middle(tmp_path: Path, batch: Batch) -> None:
    """What is whole is answered, the cut is a problem, and the exit code says so."""
    pages = [(f"https://news.example/{n}", LOOKS[0]["html"].encode(), HTML) for n in range(4)]
    whole = warc(True, *pages)
    (tmp_path / "a.warc.gz").write_bytes(whole[: len(whole) - 60])
    assert batch("a.warc.gz", "--captures", "-o", "o.ndjson", "-q") == 3
    assert len(answers(tmp_path / "o.ndjson")) == 1
    assert len(answers(tmp_path / "o.ndjson.bad.ndjson")) == 1


@pytest.mark.parametrize("stop", [2, 3, 4, 6])
def test_interrupted_run_is_resumed(
    tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """Stopped after any commit of either part, a run ends with the bytes of one in one go."""
    monkeypatch.setattr(runs, "COMMIT", 8)
    monkeypatch.setattr("service.batch.pool.CHUNK", 4)
    (tmp_path / "a.ndjson").write_bytes(ndjson(*LOOKS[:24]) + b"{\n")
    assert batch("a.ndjson", "--captures", "-o", "whole.ndjson", "-q") == 1
    saved, saves = runs._save, itertools.count(1)

    def crash(output: Path, at: Any) -> None:
        if next(saves) == stop:
            raise KeyboardInterrupt
        saved(output, at)

    with monkeypatch.context() as patched:
        patched.setattr(runs, "_save", crash)
        assert batch("a.ndjson", "--captures", "-o", "o.ndjson", "-q") in (1, 130)
    if not (tmp_path / "o.ndjson").exists():
        assert batch("a.ndjson", "--captures", "-o", "o.ndjson", "-q", "--resume") == 1
    for ending in ("", ".bad.ndjson"):
        found = (tmp_path / f"o.ndjson{ending}").read_bytes()
        assert found == (tmp_path / f"whole.ndjson{ending}").read_bytes()
    assert not [path for path in tmp_path.iterdir() if ".looks" in path.name]


def test_another_run_is_not_resumed(
    tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Captures of one input are not answered as those of another; --force starts anew."""
    (tmp_path / "a.ndjson").write_bytes(ndjson(*LOOKS[:3]))
    with monkeypatch.context() as patched:
        patched.setattr(store, "groups", _interrupted)
        assert batch("a.ndjson", "--captures", "-o", "o.ndjson", "-q") == 130
    assert (tmp_path / "o.ndjson.looks").is_dir()
    assert batch("a.ndjson", "--captures", "-o", "o.ndjson", "-q") == 2
    (tmp_path / "a.ndjson").write_bytes(ndjson(*LOOKS[:4]))
    assert batch("a.ndjson", "--captures", "-o", "o.ndjson", "-q", "--resume") == 2
    assert batch("a.ndjson", "--captures", "-o", "o.ndjson", "-q", "--force") == 0


def _interrupted(path: Path, most: int) -> Any:
    raise KeyboardInterrupt


def _revisit(url: str, at: str, payload: str) -> bytes:
    """A record that says: the same as before."""
    head = (
        f"WARC/1.1\r\nWARC-Type: revisit\r\nWARC-Target-URI: {url}\r\nWARC-Date: {at}\r\n"
        f"WARC-Payload-Digest: {payload}\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    )
    return gzip.compress(head.encode(), mtime=0)


def _archive() -> bytes:
    """A page that was fetched once, and found the same three months later; and one unknown."""
    page = LOOKS[0]
    whole = warc(True, (page["url"], page["html"].encode(), HTML))
    *_, last = whole.split(b"\x1f\x8b\x08")
    response = gzip.decompress(b"\x1f\x8b\x08" + last)
    marked = response.replace(
        b"\r\nContent-Type: app", b"\r\nWARC-Payload-Digest: sha1:A\r\nContent-Type: app", 1
    )
    return (
        gzip.compress(marked, mtime=0)
        + _revisit(page["url"], "2022-05-26T03:10:00Z", "sha1:A")
        + _revisit(page["url"], "2022-06-26T03:10:00Z", "sha1:B")
    )


def test_a_revisit_is_an_equal_capture(
    tmp_path: Path, batch: Batch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The time of the WARC's record is that of the look, and what is the same was seen again."""
    (tmp_path / "a.warc.gz").write_bytes(_archive())
    assert batch("a.warc.gz", "--captures", "-o", "o.ndjson") == 0
    (answer,) = answers(tmp_path / "o.ndjson")
    history = answer["history"]
    assert (history["firstSeen"], history["lastSeen"]) == (
        "2022-02-26T03:10:00Z",
        "2022-05-26T03:10:00Z",
    )
    assert (history["captures"], len(history["versions"])) == (2, 1)
    assert "a revisit of a response that is not there 1" in capsys.readouterr().err


def _wacz(*members: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return data.getvalue()


def test_a_wacz_is_its_warcs(tmp_path: Path, batch: Batch) -> None:
    """The zip's WARCs are read by name, and what else is in it is not."""
    other = warc(False, ("https://news.example/b", LOOKS[-1]["html"].encode(), HTML))
    members = (
        ("archive/b.warc.gz", _archive()),
        ("archive/a.warc", other),
        ("pages/x.warc", b"no"),
    )
    (tmp_path / "a.wacz").write_bytes(_wacz(*members))
    (tmp_path / "a.warc").write_bytes(other)
    (tmp_path / "b.warc.gz").write_bytes(_archive())
    assert batch("a.wacz", "--captures", "-o", "wacz.ndjson", "-q") == 0
    assert batch("a.warc", "b.warc.gz", "--captures", "-o", "warc.ndjson", "-q") == 0
    assert (tmp_path / "wacz.ndjson").read_bytes() == (tmp_path / "warc.ndjson").read_bytes()
    assert batch("a.wacz", "-o", "pages.ndjson", "-q") == 0
    assert [one["line"] for one in answers(tmp_path / "pages.ndjson")] == [3, 4]


@pytest.mark.parametrize("kind", ["cut", "damaged", "empty", "no zip"])
def test_a_wacz_that_is_not_whole_is_a_problem(tmp_path: Path, batch: Batch, kind: str) -> None:
    """One clear sentence, and the exit code of an input that could not be read as a whole."""
    whole = _wacz(("archive/a.warc.gz", _archive()))
    at = whole.index(_archive()) + 40
    data = {
        "cut": whole[: len(whole) // 2],
        "damaged": whole[:at] + b"\0\0\0\0" + whole[at + 4 :],
        "empty": _wacz(("pages/pages.jsonl", b"{}")),
        "no zip": b"plain text",
    }
    (tmp_path / "a.wacz").write_bytes(data[kind])
    assert batch("a.wacz", "-o", "o.ndjson", "-q") == 3
    (told,) = answers(tmp_path / "o.ndjson.bad.ndjson")
    assert told["problem"]["status"] == 400


def test_two_stories_at_one_address_are_two_answers(tmp_path: Path, batch: Batch) -> None:
    """No majority is one article: each has its answer, with the finding."""
    one, other = (captures(life(number))[0] for number in (0, 8))
    pages = [
        {**page, "url": "https://news.example/a", "html": page["html"].replace("canonical", "x")}
        for page in (one, other)
    ]
    (tmp_path / "a.ndjson").write_bytes(ndjson(*pages))
    assert batch("a.ndjson", "--captures", "-o", "o.ndjson", "-q") == 0
    found = answers(tmp_path / "o.ndjson")
    assert [answer["address"] for answer in found] == ["https://news.example/a"] * 2
    assert all("several_articles" in json.dumps(answer["findings"]) for answer in found)


def test_too_many_captures_are_a_problem_of_their_address(
    tmp_path: Path, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """1,001 of one article are not answered together, and the others are."""
    monkeypatch.setattr("service.batch.captures.MOST_CAPTURES", 2)
    pages = [{**LOOKS[0], "fetchedAt": f"2022-03-0{day}T00:00:00Z"} for day in range(1, 4)]
    (tmp_path / "a.ndjson").write_bytes(ndjson(*pages, captures(life(8))[0]))
    assert batch("a.ndjson", "--captures", "-o", "o.ndjson", "-q") == 1
    problems = [one["problem"] for one in answers(tmp_path / "o.ndjson") if "problem" in one]
    assert [problem["status"] for problem in problems] == [413]
    assert "3 captures" in problems[0]["detail"]
    assert len(answers(tmp_path / "o.ndjson")) == 2


def test_parquet_has_a_row_an_address(tmp_path: Path, batch: Batch) -> None:
    """The history stands in the answer; the flat row has the address and the last look."""
    from pyarrow import parquet

    (tmp_path / "a.ndjson").write_bytes(ndjson(*LOOKS[:3]))
    assert batch("a.ndjson", "--captures", "-o", "o.parquet", "-q") == 0
    row = parquet.read_table(tmp_path / "o.parquet").to_pylist()[0]
    assert "history" in json.loads(row["answer"])
    assert batch("a.ndjson", "--captures", "-o", "f.parquet", "--view", "flat", "-q") == 0
    flat = parquet.read_table(tmp_path / "f.parquet").to_pylist()[0]
    assert flat["fetched_url"] == row["fetched_url"] == json.loads(row["answer"])["address"]


@pytest.mark.parametrize(
    "page",
    [
        Page(url="https://news.example/a", html="<p>\ud800 é"),
        Page(url="https://news.example/a", html=b"\xff\x00\n<p>", charset="latin-1"),
        Page(url="https://news.example/a", text="Zürich\n", headers={"date": "x"}),
        Page(url="https://news.example/a", metadata={"b": [1, 2**60, 0.1], "a": None}),
    ],
    ids=["lone surrogate", "bytes", "text", "metadata"],
)
def test_a_page_is_kept_as_it_was(page: Page) -> None:
    """What is kept on disk gives the same page back, bytes and words alike."""
    from service.records import replace

    timed = replace(page, fetched_at=unpacked_time("2022-02-26T03:10:00+09:00"))
    look = look_of(timed, None, Thresholds())
    assert look.at == "2022-02-25T18:10:00.000000Z"
    assert unpacked(look.page, look.said) == timed


def unpacked_time(said: str) -> Any:
    """The time that was said."""
    from datetime import datetime

    return datetime.fromisoformat(said)


def test_what_no_checkpoint_knows_is_taken_out(tmp_path: Path) -> None:
    """A crash behind a commit and before its checkpoint leaves nothing twice."""
    page = Page(
        url="https://news.example/a", html=b"<p>x", fetched_at=unpacked_time("2022-02-26T03:10:00Z")
    )
    look = look_of(page, None, Thresholds())
    first = Store(tmp_path / "o.looks", 0)
    first.write([look])
    known = first.commit()
    first.write([look._replace(address="https://news.example/b")])
    first.commit()
    first.close()
    again = Store(tmp_path / "o.looks", known)
    again.finish()
    again.close()
    assert [group.address for group in store.groups(tmp_path / "o.looks", 9)] == [look.address]


def test_the_steps_of_the_cluster_give_the_answers_of_the_command(
    tmp_path: Path, batch: Batch
) -> None:
    """Rows brought together as Spark does it, without Spark: the same answers, and the problems."""
    import pyarrow as pa
    from pyarrow import parquet

    from service.answers import Form
    from service.batch import spark_captures as job
    from service.batch.spark import _opened

    first = warc(True, *((page["url"], page["html"].encode(), HTML) for page in LOOKS[1:9]))
    (tmp_path / "a.warc.gz").write_bytes(_archive() + first[:-40])
    (tmp_path / "b.warc.gz").write_bytes(_archive())
    names = [str(tmp_path / "b.warc.gz"), str(tmp_path / "a.warc.gz")]
    files = pa.RecordBatch.from_pydict({"source": names})
    rows = pa.Table.from_batches(job._gathered(_opened, Form(), [files]), job.ROWS)
    for step, keys in ((job._resolved, job._OF_URL), (None, job._OF_ADDRESS)):
        rows = rows.sort_by([(key, "ascending") for key in keys])
        rows = pa.Table.from_batches(step(rows.to_batches()), job.ROWS) if step else rows
    told = pa.Table.from_batches(job._answered(Form(), rows.to_batches()))
    assert batch(*names, "--captures", "-o", "o.parquet", "-q") == 3
    expected = parquet.read_table(tmp_path / "o.parquet")
    answered = {row["answer"] for row in told.to_pylist() if row["answer"]}
    assert answered == {row["answer"] for row in expected.to_pylist()}
    assert [row["source"] for row in told.to_pylist() if row["problem"]] == [names[1]]
