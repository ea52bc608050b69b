"""Bodies in bounded memory, without a server: what is read from the wire, and how codings and JSON
are told.
"""

from __future__ import annotations

import gzip
import zlib
from typing import Any

import pytest

from service.http import limits
from service.http.limits import MAX_MEMBERS, STEP, coding_of, decompressed, parsed_json, read_body
from service.http.problems import RequestError


class Wire:
    """A stream of these bytes, or of an exception behind them."""

    def __init__(self, data: bytes, failure: Exception | None = None) -> None:
        self.data, self.failure = data, failure
        self.asked: list[int] = []

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""
        self.asked.append(size)
        if not self.data and self.failure is not None:
            raise self.failure
        piece, self.data = self.data[:size], self.data[size:]
        return piece


def refused(
    declared: int | None, ended: bool, wire: Wire, limit: int
) -> tuple[str, dict[str, Any]]:
    """The problem with which a body is refused."""
    with pytest.raises(RequestError) as problem:
        read_body(wire, declared, ended, limit, lambda _size: None)
    return problem.value.type.slug, dict(problem.value.headers)


@pytest.mark.parametrize(
    ("data", "declared", "ended", "limit", "body"),
    [
        pytest.param(b"abc", 3, False, 3, b"abc", id="as long as declared, which is the limit"),
        pytest.param(b"abcdef", 3, False, 9, b"abc", id="no more than declared"),
        pytest.param(b"abc", None, True, 3, b"abc", id="a stream that ends at the limit"),
        pytest.param(b"", 0, False, 3, b"", id="declared as empty"),
        pytest.param(
            b"abc", None, False, 3, b"", id="neither declared nor ended: there is no body"
        ),
        pytest.param(b"x" * STEP * 9, STEP * 9, False, STEP * 9, b"x" * STEP * 9, id="in steps"),
    ],
)
def test_body_is_read_whole(
    data: bytes, declared: int | None, ended: bool, limit: int, body: bytes
) -> None:
    """And every byte is told as it arrives, at most four steps at once."""
    taken: list[int] = []
    wire = Wire(data)
    assert read_body(wire, declared, ended, limit, taken.append) == body
    assert sum(taken) == len(body)
    assert max(wire.asked, default=0) <= STEP * 4


@pytest.mark.parametrize(
    ("wire", "declared", "ended", "slug", "closes"),
    [
        pytest.param(Wire(b"abcd"), 4, False, "body-too-large", False, id="declared too long"),
        pytest.param(Wire(b"abcd"), None, True, "body-too-large", True, id="one byte too many"),
        pytest.param(Wire(b"ab"), 3, False, "malformed-body", False, id="shorter than declared"),
        pytest.param(
            Wire(b"ab", ConnectionResetError()), 3, False, "malformed-body", True, id="broken off"
        ),
        pytest.param(Wire(b"ab", TimeoutError()), 3, False, "too-slow", True, id="too slow"),
    ],
)
def test_body_is_refused(
    wire: Wire, declared: int | None, ended: bool, slug: str, closes: bool
) -> None:
    """Where its end is unknown, the connection closes."""
    assert refused(declared, ended, wire, 3) == (slug, {"Connection": "close"} if closes else {})


def test_memory_that_is_full_stops_the_reading() -> None:
    """What the caller raises ends it: nothing more is read."""

    def full(_size: int) -> None:
        raise RequestError("over-capacity", "full")

    wire = Wire(b"x" * STEP * 8)
    with pytest.raises(RequestError):
        read_body(wire, STEP * 8, False, STEP * 8, full)
    assert len(wire.asked) == 1


def stored(first: int, length: int, final: bool) -> bytes:
    """A block of a bare deflate stream that holds bytes as they are; the five upper bits of its
    first byte mean nothing.
    """
    return (
        bytes((first | final,))
        + length.to_bytes(2, "little")
        + (length ^ 0xFFFF).to_bytes(2, "little")
        + b"a" * length
    )


@pytest.mark.parametrize(
    ("start", "length"),
    [
        pytest.param(0x78, 5, id="begins like zlib, but its check fails"),
        pytest.param(0x78, 0x9C, id="begins like zlib in both bytes"),
        pytest.param(0x70, 11, id="its check holds, but it begins otherwise"),
    ],
)
def test_bare_deflate_is_told_by_two_bytes(start: int, length: int) -> None:
    """The zlib format has 8 in the lower half of its first byte, and both bytes together are a
    multiple of 31.
    """
    body = stored(start, length, False) + stored(0, 3, True)
    is_zlib = start & 0x0F == 8 and (start * 256 + length) % 31 == 0
    if is_zlib:
        with pytest.raises(RequestError):
            decompressed(body, "deflate", 1000)
    else:
        assert decompressed(body, "deflate", 1000) == b"a" * (length + 3)


def test_final_block_is_no_zlib() -> None:
    """0x79 has 9 in its lower half, though it and its length are a multiple of 31."""
    length = next(number for number in range(256) if (0x79 * 256 + number) % 31 == 0)
    assert decompressed(stored(0x78, length, True), "deflate", 1000) == b"a" * length


def test_a_byte_alone_is_no_zlib() -> None:
    """Nor is it any other body."""
    with pytest.raises(RequestError):
        decompressed(b"\x78", "deflate", 1000)
    assert decompressed(b"", "deflate", 1000) == b""


@pytest.mark.parametrize(
    ("body", "coding", "is_read"),
    [
        pytest.param(
            gzip.compress(b"a") * MAX_MEMBERS, "gzip", True, id="as many members as there may be"
        ),
        pytest.param(gzip.compress(b"a") * (MAX_MEMBERS + 1), "gzip", False, id="one more"),
        pytest.param(zlib.compress(b"a"), "deflate", True, id="deflate"),
        pytest.param(zlib.compress(b"a") * 2, "deflate", False, id="deflate has no members"),
    ],
)
def test_members_are_counted(body: bytes, coding: str, is_read: bool) -> None:
    """A body of empty ones would cost time for nothing."""
    if is_read:
        assert set(decompressed(body, coding, 10_000)) == {ord("a")}
    else:
        with pytest.raises(RequestError):
            decompressed(body, coding, 10_000)


@pytest.mark.parametrize(("size", "is_read"), [(1000, True), (1001, False)])
def test_limit_is_of_what_is_made(size: int, is_read: bool) -> None:
    """Of two members together."""
    body = gzip.compress(b"x" * 500) + gzip.compress(b"x" * (size - 500))
    if is_read:
        assert len(decompressed(body, "gzip", 1000)) == size
    else:
        with pytest.raises(RequestError) as problem:
            decompressed(body, "gzip", 1000)
        assert (problem.value.type.slug, problem.value.members) == (
            "body-too-large",
            {"limit": 1000},
        )


def test_decoder_is_asked_for_no_more_than_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """One byte more than the limit, less what has been made; never 0, which would mean "no
    limit".
    """
    asked: list[int] = []

    class Slow:
        """A decoder that makes 400 bytes of each step."""

        eof, unused_data = False, b""

        def decompress(self, _data: bytes, most: int, /) -> bytes:
            asked.append(most)
            return b"x" * min(400, most)

    monkeypatch.setitem(limits.CODINGS, "slow", limits.Coding(lambda _start: Slow(), 1))
    with pytest.raises(RequestError):
        decompressed(b"z" * STEP * 5, "slow", 1000)
    assert asked == [1001, 601, 201]


@pytest.mark.parametrize("header", ["", "identity", " , identity,", "Identity"])
def test_no_coding(header: str) -> None:
    """What names none, and the one that means none."""
    assert coding_of(header) is None


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("gzip", "gzip"),
        (" GZip ", "gzip"),
        ("x-gzip", "gzip"),
        ("identity, zstd", "zstd"),
        ("deflate,", "deflate"),
    ],
)
def test_coding_by_its_name(header: str, name: str) -> None:
    """In any case, among identities."""
    assert coding_of(header) is limits.CODINGS[name]


def nested(depth: int) -> bytes:
    """Lists and objects in one another, so many."""
    return (
        b'[{"a":' * (depth // 2)
        + b"[" * (depth % 2)
        + b"1"
        + b"]" * (depth % 2)
        + b"}]" * (depth // 2)
    )


@pytest.mark.parametrize("depth", [0, 1, 2, 3])
def test_depth_at_the_limit_is_read(depth: int) -> None:
    """Each list and each object is a level; what stands in them is none."""
    assert parsed_json(nested(depth), 3) is not None
    assert parsed_json(b"\xef\xbb\xbf" + nested(depth), 3) == parsed_json(nested(depth), 3)


@pytest.mark.parametrize("depth", [4, 5, 900, 2000, 100_000])
def test_depth_beyond_the_limit_is_refused(depth: int) -> None:
    """However deep."""
    with pytest.raises(RequestError) as problem:
        parsed_json(nested(depth), 3)
    assert (problem.value.type.slug, problem.value.type.status) == ("invalid-request", 422)


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"", "line 1, column 1"),
        (b'{"a": nothing}', "line 1, column 7"),
        (b'{"a": 1,\n"secret" 2}', "line 2, column 10"),
    ],
)
def test_place_of_the_fault_is_told(body: bytes, where: str) -> None:
    """And nothing of the body."""
    with pytest.raises(RequestError) as problem:
        parsed_json(body, 3)
    assert where in str(problem.value.detail).replace(" column", " column")
    assert "secret" not in str(problem.value.detail)
