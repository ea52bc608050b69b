"""Streams of any length in bounded memory: read and decompressed piece by piece."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from service.http.limits import (
    CORRUPT,
    READ_FAILURES,
    STEP,
    Coding,
    Decoder,
    Readable,
    too_large,
    unread,
    zstd,
)
from service.http.problems import RequestError

# Bytes read at once; small, since what follows a finished gzip member is copied once per member.  A
# decompressed piece has at most this size too.
PIECE = STEP
# The server's read waits until it has as much as was asked for (gunicorn: 1 KiB at least).  The
# first read is small, so that the first page is answered while the second is still being sent.
FIRST_PIECE = 1024

# Deflate expands a byte to at most 1,032 (RFC 1951: 258 bytes from two bits); zstd can do more, but
# not on real pages.
MAX_RATIO = 1032


def body(stream: Readable, declared: int | None, ended: bool) -> Iterator[bytes]:
    """Yield the pieces of a request's body as they arrive; raises a problem when it breaks off.

    ``declared`` is its Content-Length; ``ended`` says that the stream ends by itself, as a chunked
    body does.
    """
    if declared is None and not ended:
        return
    taken = 0
    while declared is None or taken < declared:
        size = min(PIECE, max(FIRST_PIECE, taken))
        try:
            piece = stream.read(size if declared is None else min(size, declared - taken))
        except READ_FAILURES as failure:
            raise unread(failure) from None
        if not piece:
            break
        taken += len(piece)
        yield piece
    if declared is not None and taken < declared:
        raise RequestError("malformed-body", "The body ended before its Content-Length.")


class Counted:
    """The pieces of a file, with a count of the bytes read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.read = 0

    def pieces(self) -> Iterator[bytes]:
        """Yield the pieces in order; raises a problem when the disk fails."""
        try:
            while piece := self.file.read(PIECE):
                self.read += len(piece)
                yield piece
        except OSError as error:
            raise RequestError(
                "malformed-body", f"The file cannot be read any further: {error.strerror}."
            ) from None


def again(start: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the pieces with the first one, which was taken out for inspection, put back before
    them.
    """
    yield start
    yield from pieces


def inflated(pieces: Iterable[bytes], coding: Coding, free: int | None = None) -> Iterator[bytes]:
    """Yield the decompressed pieces of all members; raises a problem where they are cut or corrupt.

    ``free`` is the number of bytes that may be made before the ratio of output to input is checked;
    None for trusted input.  A bomb of 6 KB can hold 200 MB of line ends, and counting them is work.
    """
    taken = made = 0
    decoder: Decoder | None = None
    try:
        for piece in _begun(pieces):
            taken += len(piece)
            data, more = piece, True
            while more:
                if decoder is None or (decoder.eof and coding.members > 1):
                    decoder = coding.begin(data[:2])
                elif decoder.eof:
                    raise EOFError
                out = decoder.decompress(data, PIECE)
                made += len(out)
                if free is not None and made > max(free, MAX_RATIO * taken):
                    raise too_large(free)
                yield out
                data = (
                    decoder.unused_data if decoder.eof else getattr(decoder, "unconsumed_tail", b"")
                )
                # A full piece means that the decoder may hold back more of it, whether or not input
                # is left.
                more = bool(data) or (len(out) == PIECE and not decoder.eof)
    except CORRUPT:
        raise RequestError("malformed-body", "The compressed data are corrupt.") from None
    if decoder is not None and not decoder.eof:
        raise RequestError("malformed-body", "The compressed data end too early.")


def compressed(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """Yield the pieces compressed with one of COMPRESSORS, each flushed, so that a reader need not
    wait for the next one.
    """
    begin, flush = COMPRESSORS[coding]
    compressor = begin()
    for piece in pieces:
        yield compressor.compress(piece) + flush(compressor)
    yield compressor.flush()


#: The codings of answers, the best first: the compressor's constructor, and the flush that ends a
#: piece.
COMPRESSORS: dict[str, tuple[Callable[[], Any], Callable[[Any], bytes]]] = {
    "zstd": (
        zstd.ZstdCompressor,
        lambda compressor: compressor.flush(zstd.ZstdCompressor.FLUSH_BLOCK),
    ),
    "gzip": (
        lambda: zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS | 16),
        lambda compressor: compressor.flush(zlib.Z_SYNC_FLUSH),
    ),
}


def _begun(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the pieces, the first of at least two bytes if there are two: they tell the two kinds
    of deflate apart.
    """
    start = b""
    begun = False
    for piece in pieces:
        start += piece
        if begun or len(start) >= 2:
            yield start
            start, begun = b"", True
    if start:
        yield start
