"""Looks kept on disk until all are read: their pages in one file, their order in SQLite.

SQLite sorts in a bounded cache and writes what does not fit to disk, so any number of looks is
grouped in the memory of a few thousand.  Pages are only appended, in the order in which they come;
nothing but places is sorted.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from errno import EIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from service.batch.looks import Again, Look
from service.batch.records import Group

#: Kibibytes that SQLite keeps in memory.
CACHE = 64 * 1024
_TABLES = """
CREATE TABLE IF NOT EXISTS looks (address TEXT, at TEXT, said TEXT, digest BLOB, place INTEGER,
  length INTEGER, url TEXT, payload TEXT, added INTEGER);
CREATE TABLE IF NOT EXISTS again (url TEXT, at TEXT, said TEXT, payload TEXT, of_at TEXT,
  added INTEGER);
"""
#: What revisits stand for: a look at the same address with the same payload, or of the time named.
_SAME = """
INSERT INTO looks
SELECT address, at, said, digest, place, length, NULL, NULL, 0 FROM (
  SELECT looks.address, again.at, again.said, looks.digest, looks.place, looks.length,
    min((looks.payload IS NOT again.payload) || looks.at || hex(looks.digest))
  FROM again JOIN looks ON looks.url = again.url
    AND (looks.payload = again.payload OR looks.at = again.of_at)
  GROUP BY again.rowid)
"""
_UNKNOWN = """
SELECT count(*) FROM again WHERE NOT EXISTS (SELECT 1 FROM looks WHERE looks.url = again.url
  AND (looks.payload = again.payload OR looks.at = again.of_at))
"""
_INDEX = """
CREATE INDEX IF NOT EXISTS by_address ON looks (address, at, said, digest, place, length)
"""
#: Looks that are equal in bytes and time are one.
_ORDERED = """
SELECT address, said, min(place), length FROM looks
GROUP BY address, at, said, digest ORDER BY address, at, said, digest
"""


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell of a full disk as other files do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(EIO, str(error), str(path)) from error


class Store:
    """The looks of a run; written as an output is, and resumed as one."""

    def __init__(self, path: Path, start: int) -> None:
        """Open what was kept up to a commit; 0 begins anew."""
        self.path = path
        folder = partial(path)
        if not start:
            shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(exist_ok=True)
        self.base = _connected(folder)
        self.base.executescript(_TABLES)
        self.file = (folder / "pages").open("r+b" if start else "w+b")
        self.added = start
        self._undo()

    def _undo(self) -> None:
        """Take out what was added behind the last commit that the run knows."""
        for table in ("looks", "again"):
            self.base.execute(f"DELETE FROM {table} WHERE added > ?", (self.added,))
        last = "SELECT coalesce(max(place + length), 0) FROM looks"
        (self.size,) = self.base.execute(last).fetchone()
        self.base.commit()
        self.file.truncate(self.size)
        self.file.seek(self.size)

    def write(self, made: Sequence[Look | Again]) -> None:
        """Keep the looks of a chunk; they count as added with the next commit."""
        with _told(self.path):
            for one in made:
                self._keep(one, self.added + 1)

    def _keep(self, one: Look | Again, added: int) -> None:
        if isinstance(one, Again):
            self.base.execute("INSERT INTO again VALUES (?, ?, ?, ?, ?, ?)", (*one, added))
            return
        self.file.write(one.page)
        place = (self.size, len(one.page))
        row = (one.address, one.at, one.said, one.digest, *place, one.url, one.payload, added)
        self.base.execute("INSERT INTO looks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self.size += len(one.page)

    def commit(self) -> int:
        """Make what was written durable; return the number of the commit."""
        self.file.flush()
        os.fsync(self.file.fileno())
        with _told(self.path):
            self.base.commit()
        self.added += 1
        return self.added

    def finish(self) -> None:
        """Put the looks in order, and give the store its name."""
        with _told(self.path):
            self._order()
        partial(self.path).replace(self.path)

    def _order(self) -> None:
        if self.base.execute("SELECT 1 FROM again").fetchone():
            self.base.execute("CREATE INDEX IF NOT EXISTS by_url ON looks (url)")
            self.base.execute("DELETE FROM looks WHERE added = 0")
            self.base.execute(_SAME)
        self.base.execute(_INDEX)
        self.base.commit()

    def close(self) -> None:
        """Close the files."""
        self.file.close()
        self.base.close()


def partial(path: Path) -> Path:
    """Return the folder of a store that is not complete."""
    return path.with_name(path.name + ".partial")


def _connected(folder: Path) -> sqlite3.Connection:
    """Return the connection to the order of a store; what it sorts on disk stands beside it."""
    os.environ["SQLITE_TMPDIR"] = str(folder.resolve())
    base = sqlite3.connect(folder / "order.sqlite")
    base.execute(f"PRAGMA cache_size = -{CACHE}")
    base.execute("PRAGMA temp_store = FILE")
    return base


def groups(path: Path, most: int) -> Iterator[Group]:
    """Yield the looks at each address, in the order of the addresses, then of the times.

    Of more than ``most`` looks, places beyond the limit are only counted.
    """
    base = _connected(path)
    try:
        rows: Iterator[tuple[Any, ...]] = base.execute(_ORDERED)
        for address, looks in groupby(rows, itemgetter(0)):
            kept, count = [], 0
            for _, said, place, length in looks:
                count += 1
                if count <= most:
                    kept.append((said, place, length))
            yield Group(str(path), address, tuple(kept), count)
    finally:
        base.close()


def unknown(path: Path) -> int:
    """Return how many revisits are of a response that is not there."""
    base = _connected(path)
    try:
        (count,) = base.execute(_UNKNOWN).fetchone()
        return int(count)
    finally:
        base.close()


def pages(group: Group) -> Iterator[tuple[str, bytes]]:
    """Yield the time as said and the kept page of each look of a group."""
    with (Path(group.folder) / "pages").open("rb") as file:
        for said, place, length in group.looks:
            file.seek(place)
            yield said, file.read(length)
