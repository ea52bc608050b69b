"""Damaged archives: what is whole is read, and what is lost is told."""

from __future__ import annotations

import gzip
import io
import os
import random
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from backports import zstd

from service.batch import members, run
from service.batch.records import Record
from service.batch.warc import records
from service.model import Page
from tests.batch.conftest import COMPRESSED, lines, ndjson, numbered, warc

HTML = {"Content_Type": "text/html"}


def page(number: int) -> tuple[str, bytes, dict[str, str]]:
    """A response whose text compresses badly, as real pages do."""
    words = random.Random(number).randbytes(1500).hex()
    return (
        f"https://news.example/{'x' * number}",
        f"<h1>Ferry {number} sails</h1><p>{words}".encode(),
        HTML,
    )


def parts(count: int, compress: Callable[[bytes], bytes] = gzip.compress) -> list[bytes]:
    """The members of a WARC with so many pages, each a record; a page has its request before it."""
    plain = warc(False, *map(page, range(count)))
    starts = [found.start() for found in re.finditer(rb"WARC/1\.0\r\n", plain)]
    return [
        compress(plain[start:end]) for start, end in zip(starts, [*starts[1:], None], strict=True)
    ]


def read(data: bytes) -> list[Record]:
    """The records of a WARC."""
    return list(records(io.BytesIO(data)))


def urls(found: Sequence[Record]) -> list[int]:
    """Which pages were read, by the lengths of their addresses."""
    return [
        str(each.content.url).count("x") - 1 for each in found if isinstance(each.content, Page)
    ]


def test_damage_loses_what_it_lies_in_alone() -> None:
    """A crawl of which 200 bytes are zeros: 1 of 300 pages is lost, and the problem says how many
    bytes.
    """
    whole = parts(300)
    lost = 2 + 2 * 98  # the 99th page, behind warcinfo and its request
    at = len(b"".join(whole[:lost])) + 900
    data = bytearray(b"".join(whole))
    data[at : at + 200] = bytes(200)
    found = read(bytes(data))
    assert urls(found) == [number for number in range(300) if number != 98]
    (gap,) = [each for each in found if each.gap]
    assert (gap.line, gap.gap, gap.last) == (lost + 1, len(whole[lost]), False)
    assert isinstance(gap.content, dict)
    assert f"{len(whole[lost])} bytes of the file are passed over" in str(gap.content["detail"])
    # The numbers of records go on, since only one was lost.
    assert [each.line for each in found] == [
        line for line in range(1, 602) if line % 2 or line == lost + 1
    ][1:]


@pytest.mark.parametrize("width", [1, 40, 4000])
@pytest.mark.parametrize("compress", [gzip.compress, zstd.compress], ids=["gzip", "zstd"])
def test_no_damage_anywhere_loses_a_whole_page(
    compress: Callable[[bytes], bytes], width: int
) -> None:
    """Zeros or noise, in a header, in data, in a checksum, over a border: each page that has no
    damaged byte is read.
    """
    whole = parts(4, compress)
    borders = [sum(map(len, whole[:number])) for number in range(len(whole) + 1)]
    data = b"".join(whole)
    assert urls(read(data)) == [0, 1, 2, 3]
    chance = random.Random(width)
    for at in range(0, len(data) - width, 61):
        for noise in (bytes(width), chance.randbytes(width)):
            found = read(data[:at] + noise + data[at + width :])
            whole_pages = [
                number
                for number in range(4)
                if borders[2 * number + 3] <= at or borders[2 * number + 2] >= at + width
            ]
            assert set(whole_pages) <= set(urls(found)), at
            if compress is gzip.compress and noise != data[at : at + width]:
                # Bytes of a header that say nothing (its time, its system) may be any.
                header = any(at - start < 10 for start in borders if start <= at)
                assert header or any(each.gap or each.last for each in found), at


def test_a_page_is_not_answered_before_its_checksum_is_right() -> None:
    """A damaged checksum at the end of a member: its page is lost, although it could be
    decompressed.
    """
    whole = parts(2)
    broken = bytearray(whole[2])
    broken[-8] ^= 1
    found = read(b"".join([*whole[:2], bytes(broken), *whole[3:]]))
    assert urls(found) == [1]
    assert sum(each.gap for each in found) == len(broken)


def test_what_looks_like_a_member_is_none() -> None:
    """A page that was stored as gzip, in a member that is damaged before it: its bytes are no
    record of the archive.
    """
    inner = gzip.compress(page(7)[1])
    url, _, headers = page(0)
    plain = warc(False, (url, inner, {**headers, "Content_Encoding": "gzip"}), page(1))
    starts = [found.start() for found in re.finditer(rb"WARC/1\.0\r\n", plain)]
    whole = [gzip.compress(plain[a:b], 0) for a, b in zip(starts, [*starts[1:], None], strict=True)]
    assert inner in whole[2]
    at = whole[2].index(inner) - 20
    damaged = whole[2][:at] + bytes(1) + whole[2][at + 1 :]
    found = read(b"".join([*whole[:2], damaged, *whole[3:]]))
    assert urls(found) == [1]
    assert [each.gap for each in found if each.gap] == [len(damaged)]


def test_a_record_that_is_wrong_in_a_whole_member_costs_itself_alone() -> None:
    """A length that is too long or too short: the next member is where it is, and what was read of
    it as text is read again.
    """
    plain = [gzip.decompress(each) for each in parts(3)]
    for wrong in (b"Content-Length: 9999", b"Content-Length: 99"):
        plain_again = [
            re.sub(rb"Content-Length: \d+", wrong, each) if n == 4 else each
            for n, each in enumerate(plain)
        ]
        found = read(b"".join(map(gzip.compress, plain_again)))
        assert urls(found) == [0, 2]
        assert len([each for each in found if each.gap]) == 1


def test_records_that_lie_over_borders_of_members_are_read() -> None:
    """What bgzip and split write: members end anywhere."""
    plain = warc(False, *map(page, range(5)))
    data = b"".join(gzip.compress(plain[at : at + 700]) for at in range(0, len(plain), 700))
    assert urls(read(data)) == [0, 1, 2, 3, 4]


def test_what_is_kept_to_look_back_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Damage far into a file much longer than what is kept is passed over like any other."""
    monkeypatch.setattr(members, "KEPT", 16 * 1024)
    whole = parts(40)
    data = bytearray(b"".join(whole))
    at = len(b"".join(whole[:62])) + 500
    data[at : at + 100] = bytes(100)
    assert urls(read(bytes(data))) == [number for number in range(40) if number != 30]


def test_damage_at_the_end_ends_the_file() -> None:
    """Nothing whole is behind it, so the last record says that the file ends there."""
    whole = parts(3)
    *_, last = read(b"".join(whole[:-1]) + whole[-1][:-30] + bytes(30))
    assert (last.last, last.gap) == (True, 0)


def test_command_tells_what_is_lost(
    tmp_path: Path, batch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 3, a problem in the output and among the dead letters, and a line of the summary;
    on all cores the same.
    """
    whole = parts(40)
    data = bytearray(b"".join(whole))
    for number in (20, 60):
        at = len(b"".join(whole[:number])) + 500
        data[at : at + 20] = bytes(20)
    (tmp_path / "a.warc.gz").write_bytes(data)
    assert batch("a.warc.gz", "-o", "o.ndjson") == 3
    assert (
        f"damaged in 2 places: {len(whole[20]) + len(whole[60]):,} bytes were passed over"
        in capsys.readouterr().err
    )
    answers = lines((tmp_path / "o.ndjson").read_bytes())
    assert (len(answers), [line["line"] for line in answers if "problem" in line]) == (40, [21, 61])
    assert [line["line"] for line in lines((tmp_path / "o.ndjson.bad.ndjson").read_bytes())] == [
        21,
        61,
    ]
    assert batch("a.warc.gz", "-o", "p.ndjson", "-j", "2") == 3
    assert (tmp_path / "p.ndjson").read_bytes() == (tmp_path / "o.ndjson").read_bytes()


def test_a_resumed_run_gives_the_same(
    tmp_path: Path,
    batch: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Stopped behind the damage and resumed, the run has the bytes and the counts of one that was
    not stopped.
    """
    whole = parts(60)
    data = bytearray(b"".join(whole))
    at = len(b"".join(whole[:20])) + 500
    data[at : at + 20] = bytes(20)
    (tmp_path / "a.warc.gz").write_bytes(data)
    assert batch("a.warc.gz", "-o", "o.ndjson") == 3
    whole_run = capsys.readouterr().err
    monkeypatch.setattr(run, "COMMIT", 16)
    commits: list[int] = []
    commit = run._commit

    def stopping(plan: run.Plan, at: run._Checkpoint, *more: object) -> None:
        commit(plan, at, *more)  # type: ignore[arg-type]
        commits.append(at.records)
        if len(commits) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(run, "_commit", stopping)
    assert batch("a.warc.gz", "-o", "p.ndjson") == 130
    capsys.readouterr()
    assert batch("a.warc.gz", "-o", "p.ndjson", "--resume") == 3
    assert (tmp_path / "p.ndjson").read_bytes() == (tmp_path / "o.ndjson").read_bytes()
    assert capsys.readouterr().err.replace("p.ndjson", "o.ndjson") == whole_run


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_lines_behind_damage_are_answered(
    tmp_path: Path, batch: Callable[..., int], suffix: str
) -> None:
    """A file of lines to which more was added each day, as members: the damaged day is lost, the
    others are not.
    """
    days = [COMPRESSED[suffix](ndjson(*numbered(40)[day * 10 : day * 10 + 10])) for day in range(4)]
    days[1] = days[1][:20] + bytes(40) + days[1][60:]
    (tmp_path / f"a.ndjson{suffix}").write_bytes(b"".join(days))
    assert batch(f"a.ndjson{suffix}", "-o", "o.ndjson") == 3
    answers = lines((tmp_path / "o.ndjson").read_bytes())
    assert {line["id"] for line in answers if "problem" not in line} >= {*range(10), *range(20, 40)}
    assert [line["line"] for line in answers] == sorted({line["line"] for line in answers})
    assert [
        f"{len(days[1])} bytes" in line["problem"]["detail"]
        for line in answers
        if "problem" in line
    ][-1:] == [True]


def test_a_damaged_array_ends(tmp_path: Path, batch: Callable[..., int]) -> None:
    """Of an array's rest nobody knows where an element begins."""
    data = (
        gzip.compress(b'[{"text": "Ferries sail"},')
        + gzip.compress(b'{"text": "again"}]' * 9)[:-9]
        + bytes(9)
    )
    (tmp_path / "a.json.gz").write_bytes(data)
    assert batch("a.json.gz", "-o", "o.ndjson") == 3
    assert "passed over" not in (tmp_path / "o.ndjson").read_text()


def test_a_folder_says_what_it_passes_by(
    tmp_path: Path, batch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Compressed pages are read; links to nothing, pipes and files of no known kind are named with
    the reason.
    """
    crawl = tmp_path / "crawl"
    crawl.mkdir()
    text = b"<h1>Ferries sail</h1><p>25 February 2022"
    for name, data in {
        "a.html.gz": gzip.compress(text),
        "b.htm.zst": zstd.compress(text),
        "c.TXT.gz": gzip.compress(b"Ferries sail\n\n25 February 2022\n"),
        "d.html": text,
        "e.html.gz": b"no gzip",
        "page": text,
        "f.png": b"\x89PNG",
    }.items():
        (crawl / name).write_bytes(data)
    (crawl / "gone.html").symlink_to("nowhere.html")
    (crawl / "round").symlink_to(crawl)
    os.mkfifo(crawl / "pipe.html")
    assert batch("crawl", "-o", "o.ndjson") == 1
    found = {line["id"]: line for line in lines((tmp_path / "o.ndjson").read_bytes())}
    assert list(found) == ["a.html.gz", "b.htm.zst", "c.TXT.gz", "d.html", "e.html.gz"]
    assert (
        found["a.html.gz"]["article"] == found["b.htm.zst"]["article"] == found["d.html"]["article"]
    )
    assert found["e.html.gz"]["problem"]["status"] == 400
    said = capsys.readouterr().err
    assert "in the directories, 5 files or links were not read:" in said
    for name, reason in {
        "f.png": "its kind (.png) is not known",
        "gone.html": "a link to nothing",
        "page": "its name has no ending that says its kind",
        "pipe.html": "no file, but a pipe or a device",
        "round": "a link to a directory",
    }.items():
        assert f"crawl/{name}: {reason}" in said


def test_the_list_of_what_is_passed_by_is_short(
    tmp_path: Path, batch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a thousand images the first are named, the others counted."""
    (tmp_path / "crawl").mkdir()
    for number in range(1000):
        (tmp_path / "crawl" / f"{number}.png").write_bytes(b"")
    (tmp_path / "crawl" / "a.html").write_text("<h1>Ferries sail</h1>")
    assert batch("crawl", "-o", "o.ndjson") == 0
    said = capsys.readouterr().err
    assert said.count(".png:") == run.TOP
    assert f"and more: its kind (.png) is not known {1000 - run.TOP}" in said
