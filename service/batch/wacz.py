"""WACZ files: archives of the web as one zip, whose WARCs are read one after the other."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from service.batch import warc
from service.batch.lines import broken
from service.batch.records import Record
from service.http.problems import RequestError

#: Where the WARCs stand in it (WACZ 1.1.1, "Directory layout"), and how their names end.
_FOLDER, _ENDINGS = "archive/", (".warc", ".warc.gz")
#: What zipfile raises where a member is damaged, cut, encrypted or packed in a way it cannot read.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


def records(path: str) -> Iterator[Record]:
    """Yield the responses of all WARCs of a WACZ, by their names; ``line`` goes on from one to the
    next.

    A zip has its list of contents at its end, so a file that is cut is read nowhere.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _of_all(archive)
    except zipfile.BadZipFile:
        reason = (
            "The WACZ is no whole zip: its list of contents, which stands at its end, is not there."
        )
        yield broken(1, RequestError("malformed-body", reason))


def _of_all(archive: zipfile.ZipFile) -> Iterator[Record]:
    members = [
        each
        for each in sorted(archive.infolist(), key=lambda each: each.filename)
        if each.filename.startswith(_FOLDER) and each.filename.lower().endswith(_ENDINGS)
    ]
    if not members:
        yield broken(1, RequestError("malformed-body", "The WACZ holds no WARC."))
    line = offset = 0
    for member in members:
        for record in _of_member(archive, member):
            line = max(line, record.line + offset)
            yield replace(record, line=record.line + offset, offset=member.header_offset)
        offset = line


def _of_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Record]:
    """Yield the records of one WARC; where its zip member is damaged, the last one says so."""
    last = 0
    try:
        with archive.open(member) as file:
            for record in warc.records(cast(BinaryIO, file)):
                last = record.line
                yield record
    except _DAMAGED:
        reason = f"The WACZ is damaged within {member.filename[:200]}."
        yield broken(last + 1, RequestError("malformed-body", reason))
