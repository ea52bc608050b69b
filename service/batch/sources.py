"""Input files: the kind of each file, and its pages as records in order."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from service.batch import streams
from service.batch.lines import BLANKS, LINE_LIMIT, array, broken, ndjson
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
    #: The time of its last change, in nanoseconds, so that a resumed run notices another file under the same name.
    changed: int = 0
    #: The path within the directory, which names the record of a page file.
    id: str | None = None


#: How the files in a directory are read; others are ignored.
PAGE_SUFFIXES = {".html": "html", ".htm": "html", ".xhtml": "html", ".txt": "text", ".json": "json"}
CODING_SUFFIXES = {".gz": "gzip", ".zst": "zstd"}
LINE_SUFFIXES = (".ndjson", ".jsonl", ".json")
KINDS = ".ndjson, .jsonl, .json (each also .gz or .zst), .warc, .warc.gz, .parquet, or a directory of .html, .txt and .json"


def sources(names: Iterable[str]) -> list[Source]:
    """Return the files of these names, directories walked in the order of their paths; InputError where there is no file."""
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
    """Return the files of a directory: the batches in it, or else the pages."""
    files = sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.relative_to(folder).parts)
    pages = [path for path in files if path.suffix.lower() in PAGE_SUFFIXES]
    batches = [path for path in files if path not in pages and _known(path.name)]
    if not pages and not batches:
        raise InputError(f"{folder}: holds no file that can be read: {KINDS}")
    inside = {path: path.relative_to(folder).as_posix() for path in (*pages, *batches)}
    return [_source(path, str(path), inside[path] if path in set(pages) else None) for path in files if path in inside]


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
    if path.suffix == ".parquet":
        return _parquet
    if plain.endswith(LINE_SUFFIXES):
        return _lines
    raise InputError(f"{name}: its name does not say what it is; known are {KINDS}; `dateline normalize` answers single pages")


def _warc(source: Source) -> Iterator[Record]:
    from service.batch import warc

    with Path(source.name).open("rb") as file:
        yield from warc.records(file)


def _parquet(source: Source) -> Iterator[Record]:
    from service.batch import parquet

    yield from parquet.records(source.name, source.size)


def _lines(source: Source) -> Iterator[Record]:
    """Yield the records of NDJSON or of a JSON array, told apart by the first byte that is no white space."""
    if source.name == STDIN:
        yield from _cut(sys.stdin.buffer, None)
        return
    with Path(source.name).open("rb") as file:
        yield from _cut(file, CODING_SUFFIXES.get(Path(source.name.lower()).suffix))


def _cut(file: BinaryIO, coding: str | None) -> Iterator[Record]:
    counted = streams.Counted(file)
    pieces = counted.pieces() if coding is None else streams.inflated(counted.pieces(), limits.CODINGS[coding])
    start = b""
    try:
        for piece in pieces:
            start += piece
            if start.strip(BLANKS):
                break
    except RequestError as error:
        yield broken(1, error)
        return
    split = array if start.removeprefix(b"\xef\xbb\xbf").lstrip(BLANKS).startswith(b"[") else ndjson
    for record in split(streams.again(start, pieces), LINE_LIMIT):
        yield replace(record, offset=counted.read)


def _page_file(source: Source) -> Record:
    """Return the record of a page in a directory, named by its path within it."""
    kind = PAGE_SUFFIXES[Path(source.name).suffix.lower()]
    try:
        with Path(source.name).open("rb") as file:
            data = file.read(LINE_LIMIT + 1)
        content = _page(data, kind)
    except OSError as error:
        content = problems.of_error(RequestError("malformed-body", f"The file cannot be read: {error.strerror}."))
    except RequestError as error:
        content = problems.of_error(error)
    return Record(1, content, source.id, source.name, source.size)


def _page(data: bytes, kind: str) -> bytes | Page | Problem:
    if len(data) > LINE_LIMIT:
        raise limits.too_large(LINE_LIMIT)
    if not data:
        raise problems.invalid([Fault("#", "the file is empty", "empty_body")])
    return data if kind == "json" else Page(html=data) if kind == "html" else Page(text=data)
