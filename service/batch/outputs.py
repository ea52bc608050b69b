"""The outputs of a run.  After a crash a run resumes from the last commit, and what was written
later is cut off.
"""

from __future__ import annotations

import os
import shutil
import sys
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from service.answers import Form
from service.batch.formats import Frame, formats
from service.batch.store import Store
from service.http.limits import zstd

Compressor = Any
#: The ending of the captures that are kept until all are read.
LOOKS = ".looks"


class Output(Protocol):
    """A place that answers are written to."""

    def write(self, made: Any) -> None:
        """Write the answers of a chunk."""

    def commit(self) -> int:
        """Make what was written durable; return where it ends, the argument to resume from."""

    def finish(self) -> None:
        """Give the complete output its final name, so that nobody sees a part of it."""

    def close(self) -> None:
        """Close the files, finished or not."""


def unfinished(path: Path) -> Path:
    """Return the path of an output that is not complete."""
    return path.with_name(path.name + ".partial")


class StandardOutput:
    """Lines to standard output; such a run cannot be resumed."""

    def write(self, made: bytes) -> None:
        """Write the lines."""
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()

    def commit(self) -> int:
        """Return 0: nothing can be resumed."""
        return 0

    def finish(self) -> None:
        """Do nothing: the lines have been written."""

    def close(self) -> None:
        """Do nothing: no file is open."""


class Lines:
    """NDJSON in a file, compressed as its name says; each commit ends a gzip member or zstd frame,
    to be cut there.
    """

    def __init__(self, path: Path, start: int) -> None:
        self.path = path
        self.file = _opened(unfinished(path), start)
        self.compressor: Compressor | None = None

    def write(self, made: bytes) -> None:
        """Append the lines."""
        if self.compressor is None:
            self.compressor = _compressor(self.path)
        self.file.write(self.compressor.compress(made) if self.compressor else made)

    def commit(self) -> int:
        """End the member and flush everything to the disk."""
        if self.compressor:
            self.file.write(self.compressor.flush())
        self.compressor = None
        return _on_disk(self.file)

    def finish(self) -> None:
        """Give the file its name."""
        unfinished(self.path).replace(self.path)

    def close(self) -> None:
        """Close the file."""
        self.file.close()


class Framed(Lines):
    """A file with something before, between and behind its answers: CSV's header, the brackets of a
    JSON array.
    """

    def __init__(self, path: Path, start: int, frame: Frame) -> None:
        super().__init__(path, start)
        self.frame, self.begun = frame, start > 0

    def write(self, made: bytes) -> None:
        """Append the answers of a chunk, behind what stands before them."""
        if made:
            super().write((self.frame.between if self.begun else self.frame.head) + made)
            self.begun = True

    def finish(self) -> None:
        """Write what stands behind all, and give the file its name.  A run that ends before that is
        resumed where the last commit ended, and does it again.
        """
        end = self.frame.end(begun=self.begun)
        if end:
            super().write(end)
            self.commit()
        super().finish()


class Parts:
    """Parquet: a file for each commit, joined into one with a row group each at the end."""

    def __init__(self, path: Path, start: int, form: Form) -> None:
        self.path = path
        self.form = form
        self.parts = start
        self.batches: list[Any] = []
        folder = unfinished(path)
        folder.mkdir(exist_ok=True)
        for part in folder.iterdir():
            if part not in self._all():
                part.unlink()

    def _all(self) -> list[Path]:
        return [unfinished(self.path) / f"{number:06d}.parquet" for number in range(self.parts)]

    def write(self, made: Any) -> None:
        """Hold the rows until the next commit."""
        self.batches.append(made)

    def commit(self) -> int:
        """Write the rows that are held as a part."""
        import pyarrow as pa

        from service.batch import parquet

        rows = pa.concat_batches(self.batches) if self.batches else None
        self.batches = []
        if rows is not None and rows.num_rows:
            self.parts += 1
            parquet.write(self._all()[-1], [rows], self.form)
        return self.parts

    def finish(self) -> None:
        """Join the parts."""
        from service.batch import parquet

        parquet.join(self._all(), self.path, self.form)
        shutil.rmtree(unfinished(self.path))

    def close(self) -> None:
        """Do nothing: no file is open."""


class DeadLetters:
    """The records that failed, each with its source, its line and the reason; the file exists only
    if there are any.
    """

    def __init__(self, path: Path, start: int) -> None:
        self.path = path
        self.size = start
        self.file: BinaryIO | None = None
        if start:
            self.file = _opened(path, start)
        else:
            path.unlink(missing_ok=True)

    def write(self, made: bytes) -> None:
        """Append the lines."""
        if made and self.file is None:
            self.file = _opened(self.path, 0)
        if self.file is not None:
            self.file.write(made)

    def commit(self) -> int:
        """Flush everything to the disk."""
        if self.file is not None:
            self.size = _on_disk(self.file)
        return self.size

    def close(self) -> None:
        """Close the file."""
        if self.file is not None:
            self.file.close()


def opened(path: Path | None, start: int, form: Form, written: str) -> Output:
    """Return the output of this name (None: standard output) in a form, opened where the last
    commit ended.
    """
    if path is None:
        return StandardOutput()
    if path.suffix == LOOKS:
        return Store(path, start)
    if written == "parquet":
        return Parts(path, start, form)
    return Framed(path, start, formats(form)[written].frame)


def _opened(path: Path, start: int) -> BinaryIO:
    """Return the file, cut where the last commit ended."""
    file = path.open("r+b" if start else "w+b")
    file.truncate(start)
    file.seek(start)
    return file


def _on_disk(file: BinaryIO) -> int:
    file.flush()
    os.fsync(file.fileno())
    return file.tell()


def _compressor(path: Path) -> Compressor:
    """Return the compressor for a file of this name; False for a plain one."""
    if path.suffix == ".gz":
        # The header that zlib writes has no time and no name in it: the same answers are the same
        # bytes.
        return zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return zstd.ZstdCompressor() if path.suffix == ".zst" else False
