"""Input files: the kind of each file, and its pages as records in order."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, cast

from service.batch import streams
from service.batch.lines import BLANKS, LINE_LIMIT, Splitter, array, broken, ndjson, passed_over
from service.batch.members import Members
from service.batch.records import Problem, Record
from service.http import limits, problems
from service.http.problems import Fault, RequestError
from service.model import Page

STDIN = "-"


class InputError(Exception):
    """Raised for an input that cannot be read at all; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One input file: its name as given, and its size in bytes (0 for standard input)."""

    name: str
    size: int = 0
    #: The time of its last change, in nanoseconds, so that a resumed run notices another file under
    #: the same name.
    changed: int = 0
    #: The path within the directory, which names the record of a page file.
    id: str | None = None


#: How the files in a directory are read (HTML and text also compressed); ``unread`` names the
#: others.
PAGE_SUFFIXES = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".json": "json"}
CODING_SUFFIXES = {".gz": "gzip", ".zst": "zstd"}
LINE_SUFFIXES = (".ndjson", ".jsonl", ".json")
KINDS = (
    ".ndjson, .jsonl, .json (each also .gz or .zst), .warc, .warc.gz, .wacz, .parquet, "
    "or a directory of .html and .txt (also .gz or .zst) and .json"
)


def sources(names: Iterable[str]) -> list[Source]:
    """Return the files of these names, directories walked in the order of their paths; InputError
    where there is no file.
    """
    found: list[Source] = []
    for name in names:
        path = Path(name)
        if name == STDIN:
            found.append(Source(name))
        elif path.is_dir():
            found += _directory(path)
        elif path.is_file():
            _reader(name)
            found.append(_source(path, name))
        else:
            raise InputError(f"{name}: there is no such file or directory")
    return found


def _source(path: Path, name: str, key: str | None = None) -> Source:
    status = path.stat()
    return Source(name, status.st_size, status.st_mtime_ns, key)


def _directory(folder: Path) -> list[Source]:
    """Return the files of a directory, pages and batches of them."""
    found = [
        _source(
            path,
            str(path),
            None if _page_kind(path) is None else path.relative_to(folder).as_posix(),
        )
        for path in _walked(folder, [])
        if _unread(path) is None
    ]
    if not found:
        raise InputError(f"{folder}: holds no file that can be read: {KINDS}")
    return found


@dataclass(frozen=True, slots=True)
class Unread:
    """What stands in a directory and is not read, and why."""

    name: str
    reason: str


def unread(names: Iterable[str]) -> list[Unread]:
    """Return what stands in these directories and is not read, in the order of the paths."""
    found: list[Unread] = []
    for folder in (Path(name) for name in names if name != STDIN and Path(name).is_dir()):
        closed: list[OSError] = []
        reasons = ((path, _unread(path)) for path in _walked(folder, closed))
        found += [Unread(str(path), reason) for path, reason in reasons if reason is not None]
        found += [
            Unread(str(error.filename), f"cannot be opened: {error.strerror}") for error in closed
        ]
    return found


def _walked(folder: Path, closed: list[OSError]) -> list[Path]:
    """Return everything in the directory but directories, by path; those that cannot be opened are
    added to ``closed``.
    """
    paths: list[Path] = []
    for place, folders, files in os.walk(folder, onerror=closed.append):
        # A link to a directory is not followed: it can lead in a circle.
        paths += [
            Path(place, name)
            for name in (*files, *folders)
            if name in files or Path(place, name).is_symlink()
        ]
    return sorted(paths, key=lambda path: path.relative_to(folder).parts)


def _unread(path: Path) -> str | None:
    """Return why a path in a directory is not read; None for one that is."""
    if path.is_symlink() and not path.exists():
        return "a link to nothing"
    if path.is_dir():
        return "a link to a directory"
    if not path.is_file():
        return "no file, but a pipe or a device"
    if _page_kind(path) is not None or _known(path.name):
        return None
    return (
        f"its kind ({path.suffix}) is not known"
        if path.suffix
        else "its name has no ending that says its kind"
    )


def _page_kind(path: Path) -> tuple[str, str | None] | None:
    """Return what a page file holds, and its coding; None for a file of many pages, as .json.gz is,
    or of none.
    """
    name = Path(path.name.lower())
    coding = CODING_SUFFIXES.get(name.suffix)
    kind = PAGE_SUFFIXES.get(Path(name.stem).suffix if coding else name.suffix)
    return None if kind is None or (coding and kind == "json") else (kind, coding)


def records(source: Source) -> Iterator[Record]:
    """Yield the records of a source in order; where it is cut or corrupt the last one says so."""
    if source.id is not None:
        yield _page_file(source)
        return
    read = _lines if source.name == STDIN else _reader(source.name)
    for record in read(source):
        yield replace(record, source=source.name)


def _known(name: str) -> bool:
    try:
        _reader(name)
    except InputError:
        return False
    return True


def _reader(name: str) -> Callable[[Source], Iterator[Record]]:
    """Return the reader for a file of this name."""
    path = Path(name.lower())
    plain = path.stem if path.suffix in CODING_SUFFIXES else path.name
    if plain.endswith((".warc", ".warcs")):
        return _warc
    if path.suffix == ".wacz":
        return _wacz
    if path.suffix == ".parquet":
        return _parquet
    if plain.endswith(LINE_SUFFIXES):
        return _lines
    raise InputError(
        f"{name}: its name does not say what it is; known are {KINDS}; `dateline "
        "normalize` answers single pages"
    )


def _warc(source: Source) -> Iterator[Record]:
    from service.batch import warc

    with Path(source.name).open("rb") as file:
        yield from warc.records(file)


def _wacz(source: Source) -> Iterator[Record]:
    from service.batch import wacz

    yield from wacz.records(source.name)


def _parquet(source: Source) -> Iterator[Record]:
    from service.batch import parquet

    yield from parquet.records(source.name, source.size)


def _lines(source: Source) -> Iterator[Record]:
    """Yield the records of NDJSON or of a JSON array, told apart by the first byte that is no white
    space.
    """
    if source.name == STDIN:
        yield from _cut(sys.stdin.buffer, None)
        return
    with Path(source.name).open("rb") as file:
        yield from _cut(file, CODING_SUFFIXES.get(Path(source.name.lower()).suffix))


def _cut(file: BinaryIO, coding: str | None) -> Iterator[Record]:
    counted = streams.Counted(file)
    members = None if coding is None else Members(counted.pieces(), coding, b"{")
    pieces = counted.pieces() if members is None else members.pieces()
    for record in _whole(pieces, members):
        yield replace(record, offset=counted.read)


def _whole(pieces: Iterator[bytes], members: Members | None) -> Iterator[Record]:
    """Yield the records of the pieces; behind damage the lines of the next member that begins with
    one, numbered on.
    """
    split, found = _split(pieces)
    if members is None or split is array:
        yield from found
        return
    before = 0
    rest: Iterator[Record] | None = found
    while rest is not None:
        found, rest = rest, None
        for record in found:
            record = replace(record, line=before + record.line)
            if record.last and (gap := members.go_on(members.begun)) is not None:
                record = passed_over(record, gap)
                before, rest = record.line, ndjson(members.pieces(), LINE_LIMIT)
            yield record


def _split(pieces: Iterator[bytes]) -> tuple[Splitter, Iterator[Record]]:
    """Return how the pieces are cut, and their records: the first byte that is no white space tells
    lines from an array.
    """
    start = b""
    try:
        for piece in pieces:
            start += piece
            if start.strip(BLANKS):
                break
    except RequestError as error:
        return ndjson, iter((broken(1, error),))
    split = array if start.removeprefix(b"\xef\xbb\xbf").lstrip(BLANKS).startswith(b"[") else ndjson
    return split, split(streams.again(start, pieces), LINE_LIMIT)


def _page_file(source: Source) -> Record:
    """Return the record of a page in a directory, named by its path within it."""
    kind, coding = cast(tuple[str, str | None], _page_kind(Path(source.name)))
    try:
        with Path(source.name).open("rb") as file:
            data = file.read(LINE_LIMIT + 1)
        content = _page(
            data if coding is None else limits.decompressed(data, coding, LINE_LIMIT), kind
        )
    except OSError as error:
        content = problems.of_error(
            RequestError("malformed-body", f"The file cannot be read: {error.strerror}.")
        )
    except RequestError as error:
        content = problems.of_error(error)
    return Record(1, content, source.id, source.name, source.size)


def _page(data: bytes, kind: str) -> bytes | Page | Problem:
    if len(data) > LINE_LIMIT:
        raise limits.too_large(LINE_LIMIT)
    if not data:
        raise problems.invalid([Fault("#", "the file is empty", "empty_body")])
    return data if kind == "json" else Page(html=data) if kind == "html" else Page(text=data)
