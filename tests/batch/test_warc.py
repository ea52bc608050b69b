"""WARC files: the pages of a crawl as they are published, and what is wrong with a file noticed."""

from __future__ import annotations

import base64
import gzip
import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from service.batch.records import Record, Skipped
from service.batch.warc import headers_of, records
from service.model import Page
from tests.batch.conftest import BROKEN, lines, ndjson, warc

HTML = {"Content_Type": "text/html; charset=iso-8859-1"}
PAGE = BROKEN.replace("Envoys", "Envoyés").encode("latin-1")


def read(data: bytes) -> list[Record]:
    """The records of a WARC."""
    return list(records(io.BytesIO(data)))


@pytest.mark.parametrize("gzipped", [False, True], ids=["plain", "gzip"])
def test_response_is_a_page_with_its_headers_and_its_day(gzipped: bool) -> None:
    """Warcinfo and requests are counted and passed over."""
    (record,) = read(warc(gzipped, ("https://news.example/a", PAGE, {**HTML, "X_A": "1"})))
    page = record.content
    assert isinstance(page, Page)
    assert (record.line, record.id, record.last) == (
        3,
        "urn:uuid:00000022-0000-4000-8000-000000000000",
        False,
    )
    assert (page.url, page.html, page.charset) == ("https://news.example/a", PAGE, "iso-8859-1")
    assert page.headers == {"content-type": HTML["Content_Type"], "x-a": "1"}
    assert str(page.fetched_at) == "2022-02-26 03:10:00+00:00"


def test_answer_is_that_of_the_service(
    tmp_path: Path, batch: Callable[..., int], posted: Callable[..., bytes]
) -> None:
    """A response in a WARC and the same page posted are the same bytes, but for the number of the
    record.
    """
    (tmp_path / "a.warc.gz").write_bytes(warc(True, ("https://news.example/a", PAGE, HTML)))
    assert batch("a.warc.gz", "-o", "a.ndjson") == 0
    page = {
        "id": "urn:uuid:00000022-0000-4000-8000-000000000000",
        "url": "https://news.example/a",
        "htmlBase64": base64.b64encode(PAGE).decode(),
        "headers": {"Content-Type": HTML["Content_Type"]},
        "fetchedAt": "2022-02-26T03:10:00Z",
    }
    assert (tmp_path / "a.ndjson").read_bytes() == posted(b"\n\n" + ndjson(page))


CHUNKED = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:10], PAGE[10:], b""))
ENCODED: dict[str, tuple[bytes, dict[str, str]]] = {
    "gzip": (gzip.compress(PAGE), {"Content_Encoding": "gzip"}),
    "chunks": (CHUNKED, {"Transfer_Encoding": "chunked"}),
    "said to be gzip": (PAGE, {"Content_Encoding": "gzip"}),
    "said to be chunks": (PAGE, {"Transfer_Encoding": "chunked"}),
    "chunks of gzip": (
        b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(PAGE)), gzip.compress(PAGE)),
        {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"},
    ),
}


@pytest.mark.parametrize(("payload", "headers"), ENCODED.values(), ids=ENCODED)
def test_payload_is_decoded_where_it_is_encoded(payload: bytes, headers: dict[str, str]) -> None:
    """Some crawlers keep what went over the wire, others decode it and leave the headers as they
    were.
    """
    (record,) = read(warc(True, ("https://news.example/a", payload, {**HTML, **headers})))
    assert isinstance(record.content, Page)
    assert record.content.html == PAGE


NO_PAGES: dict[str, tuple[bytes, dict[str, Any], str]] = {
    "image": (b"\x89PNG", {"Content_Type": "image/png"}, "image/png"),
    "redirect": (b"", {"status": "301 Moved", "Location": "/b"}, "HTTP status 301"),
    "missing": (b"<h1>404", {"status": "404 Not Found", **HTML}, "HTTP status 404"),
    "empty": (b"", HTML, "an empty response"),
}


@pytest.mark.parametrize(("payload", "headers", "reason"), NO_PAGES.values(), ids=NO_PAGES)
def test_what_is_no_page_is_skipped_with_its_reason(
    payload: bytes, headers: dict[str, Any], reason: str
) -> None:
    """A crawl has images and redirects; they are counted, not answered."""
    (record,) = read(warc(True, ("https://news.example/a", payload, headers)))
    assert record.content == Skipped(reason)


@pytest.mark.parametrize("cut", [1, 60, 200, len(PAGE) + 40])
def test_file_cut_in_plain_is_noticed(cut: int) -> None:
    """A page of which the end is missing is no page."""
    whole = warc(
        False, ("https://news.example/a", PAGE, HTML), ("https://news.example/bb", PAGE, HTML)
    ).rstrip(b"\r\n")
    first, last = read(whole[:-cut])
    assert isinstance(first.content, Page)
    assert isinstance(last.content, dict)
    assert (last.last, last.line, last.content["status"]) == (True, 5, 400)
    assert "ends within" in str(last.content["detail"])


def test_file_cut_in_gzip_is_noticed() -> None:
    """Of a member that is cut in half, half a page comes out."""
    page = PAGE + bytes(range(256)) * 400
    whole = warc(
        True, ("https://news.example/a", page, HTML), ("https://news.example/bb", page, HTML)
    )
    first, last = read(whole[: -len(gzip.compress(page)) // 2])
    assert isinstance(first.content, Page)
    assert last.last


def pieces(gzipped: bool) -> list[bytes]:
    """The records of a WARC in which everything stands that is passed over: a request, an error, an
    image, metadata.
    """
    file = warc(
        gzipped,
        ("https://news.example/a", PAGE, HTML),
        ("https://news.example/bb", b"<h1>404</h1>", {"status": "404 Not Found", **HTML}),
        ("https://news.example/ccc.png", b"\x89PNG" * 30, {"Content_Type": "image/png"}),
    )
    if gzipped:
        starts = [found.start() for found in re.finditer(rb"\x1f\x8b\x08\x00", file)]
    else:
        starts = [found.start() for found in re.finditer(rb"WARC/1\.0\r\n", file)]
    return [file[start:end] for start, end in itertools.pairwise([*starts, len(file)])]


@pytest.mark.parametrize("gzipped", [False, True], ids=["plain", "gzip"])
def test_no_cut_is_silent(gzipped: bool) -> None:
    """Wherever a file is cut, but behind a whole record, the last record says so."""
    parts = pieces(gzipped)
    assert len(parts) == 7
    whole, at = b"".join(parts), 0
    for part in parts:
        # The new lines behind a record are no loss where they are not compressed with it.
        spare = 0 if gzipped else 4
        for cut in range(at, at + len(part) - spare):
            found = read(whole[:cut])
            assert (bool(found) and found[-1].last) is (cut != at or cut == 0), cut
        at += len(part)
    assert not read(whole)[-1].last


def test_no_damage_to_a_compressed_file_is_silent() -> None:
    """A byte that is another one in the data of any member is noticed, also in what is passed
    over.
    """
    parts = pieces(True)
    for number, part in enumerate(parts):
        for at in range(10, len(part), 7):
            damaged = part[:at] + bytes([part[at] ^ 0x55]) + part[at + 1 :]
            found = read(b"".join([*parts[:number], damaged, *parts[number + 1 :]]))
            assert any(record.gap or record.last for record in found), (number, at)


WRONG_FRAMES = {
    "no length": (b"Content-Length: 38", b"Content-Size: 38"),
    "a length too short": (b"Content-Length: 38", b"Content-Length: 30"),
    "a length too long": (b"Content-Length: 38", b"Content-Length: 48"),
    "no length in digits": (b"Content-Length: 38", b"Content-Length: -8"),
    "no version": (b"WARC/1.0\r\nWARC-Type: request", b"WARX/1.0\r\nWARC-Type: request"),
}


@pytest.mark.parametrize(("right", "wrong"), WRONG_FRAMES.values(), ids=WRONG_FRAMES)
def test_wrong_frames_are_noticed(right: bytes, wrong: bytes) -> None:
    """A record that is not where it should be ends the file: what would be found behind it is a
    guess.
    """
    whole = warc(False, ("https://news.example/a", PAGE, HTML))
    assert right in whole
    *_, last = read(whole.replace(right, wrong))
    assert last.last


def test_headers_that_never_end_are_bounded() -> None:
    """A gigabyte of a header is not read."""
    found = read(b"WARC/1.0\r\n" + b"a" * 10_000_000)
    assert found[-1].last
    assert "does not end" in str(found[-1].content)


def test_corrupt_file_is_noticed() -> None:
    """What is behind the damage cannot be read, and the last record says so."""
    whole = bytearray(
        warc(True, ("https://news.example/a", PAGE, HTML), ("https://news.example/bb", PAGE, HTML))
    )
    whole[-200:-180] = b"\x00" * 20
    *_, last = read(bytes(whole))
    assert last.last


@pytest.mark.parametrize(
    "data",
    [b"hello\n" * 100, gzip.compress(b"hello\n" * 100), b""],
    ids=["text", "gzip of text", "empty"],
)
def test_what_is_no_warc_is_noticed(data: bytes) -> None:
    """A wrong name is not an empty crawl."""
    (record,) = read(data)
    assert (record.last, record.line) == (True, 1)


def test_page_beyond_the_limit_is_its_own_problem() -> None:
    """The next page is read."""
    big = b"<p>" + b"x" * (10 * 1024 * 1024)
    found = read(
        warc(False, ("https://news.example/a", big, HTML), ("https://news.example/bb", PAGE, HTML))
    )
    assert [
        record.content["status"] if isinstance(record.content, dict) else "page" for record in found
    ] == [413, "page"]


def test_bomb_is_its_own_problem() -> None:
    """A page that decompresses beyond the limit is refused while it is being decompressed."""
    bomb = gzip.compress(b"\x00" * 100_000_000)
    (record,) = read(
        warc(True, ("https://news.example/a", bomb, {**HTML, "Content_Encoding": "gzip"}))
    )
    assert isinstance(record.content, dict)
    assert record.content["status"] == 413


def test_cut_among_what_is_skipped_has_its_exit_code(
    tmp_path: Path, batch: Callable[..., int]
) -> None:
    """The last image of a crawl is half there: so may be what came behind it."""
    image = ("https://news.example/b.png", b"\x89PNG" * 30, {"Content_Type": "image/png"})
    (tmp_path / "a.warc.gz").write_bytes(
        warc(True, ("https://news.example/a", PAGE, HTML), image)[:-20]
    )
    assert batch("a.warc.gz", "-o", "o.ndjson") == 3
    first, last = lines((tmp_path / "o.ndjson").read_bytes())
    assert ("article" in first, last["line"], last["problem"]["status"]) == (True, 5, 400)


def test_cut_input_has_its_exit_code_and_the_next_one_is_read(
    tmp_path: Path, batch: Callable[..., int]
) -> None:
    """Three says that an input was not read to its end; all that could be read is answered."""
    (tmp_path / "a.warc").write_bytes(warc(False, ("https://news.example/a", PAGE, HTML))[:-30])
    (tmp_path / "b.warc.gz").write_bytes(warc(True, ("https://news.example/bb", PAGE, HTML)))
    assert batch("a.warc", "b.warc.gz", "-o", "o.ndjson") == 3
    found = lines((tmp_path / "o.ndjson").read_bytes())
    assert [(line["source"], line["line"], "problem" in line) for line in found] == [
        ("a.warc", 3, True),
        ("b.warc.gz", 3, False),
    ]


def test_a_length_of_thousands_of_digits_ends_the_file_with_a_problem() -> None:
    """A number that no machine holds is a fault of the record, and not of the run."""
    data = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n"
    (found,) = read(data)
    assert isinstance(found.content, dict)
    assert "how long it is" in str(found.content["detail"])


def test_many_headers_of_one_name_cost_their_number() -> None:
    """Their values are joined once."""
    many = [b"X-Same: value\r\n"] * 50_000
    assert len(headers_of(many)["x-same"]) == 50_000 * len("value, ") - 2
