"""Compressed files of many members, as archives are: a damaged member is passed over, and the next
one is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from service.batch.streams import PIECE
from service.http import limits
from service.http.limits import CORRUPT, Decoder
from service.http.problems import RequestError

#: The first bytes of a member by coding; those of gzip name its only method, deflate, too.
MAGIC = {"gzip": b"\x1f\x8b\x08", "zstd": b"\x28\xb5\x2f\xfd"}

# Compressed bytes that are kept: what decodes damaged data can run far into the members behind them
# before it notices.
KEPT = 8 * 1024 * 1024

# Compressed bytes in which a member must show how it begins: in gzip its header, a table of codes
# and the first letters; in zstd the first block as a whole (RFC 8878: 128 KiB at most).
TRIED = {"gzip": 1024, "zstd": 129 * 1024}


class Members:
    """The members of a compressed file, decompressed piece by piece.

    Each piece is of one member.  Where the pieces end with a problem, ``go_on`` leads to the next
    member, from which ``pieces`` can be taken anew.
    """

    def __init__(self, compressed: Iterator[bytes], coding: str, start: bytes) -> None:
        self._compressed = compressed
        self._coding = limits.CODINGS[coding]
        self._magic = MAGIC[coding]
        self._tried = TRIED[coding]
        self._start = start
        self._held = bytearray()
        #: Where in the file the held bytes begin, and where the next one to be decompressed stands
        #: in them.
        self._base = self._at = 0
        self._decoder: Decoder | None = None
        #: Where in the file the member begins that the last piece is of.
        self.begun = 0

    @property
    def between(self) -> bool:
        """Whether the last piece ended its member, whose checksum was right."""
        return self._decoder is None or self._decoder.eof

    def pieces(self) -> Iterator[bytes]:
        """Yield the decompressed pieces, the last of a member even if it is empty; raises a problem
        at damage and at a cut.
        """
        full = False
        while full or self._there(1):
            if self._decoder is None or self._decoder.eof:
                self.begun = self._base + self._at
                self._decoder = self._coding.begin(b"")
            piece = self._decompressed(self._decoder)
            # A full piece means that the decoder may hold back more of it, whether or not input is
            # left.
            full = len(piece) == PIECE and not self._decoder.eof
            if piece or self._decoder.eof:
                yield piece
        if not self.between:
            raise RequestError("malformed-body", "The compressed data end too early.")

    def _decompressed(self, decoder: Decoder) -> bytes:
        given = bytes(self._held[self._at : self._at + PIECE])
        try:
            piece = decoder.decompress(given, PIECE)
        except CORRUPT:
            raise RequestError("malformed-body", "The compressed data are corrupt.") from None
        rest = decoder.unused_data if decoder.eof else getattr(decoder, "unconsumed_tail", b"")
        self._at += len(given) - len(rest)
        return piece

    def go_on(self, since: int) -> int | None:
        """Go to the next member that begins as expected, behind the one at ``since``; return how
        many bytes lie between.

        None if there is no such member: then nothing is left to be read.  Bytes that only look like
        a member (a page that was stored compressed) do not begin as expected.
        """
        at = max(since + 1, self._base)
        while (found := self._found(at)) is not None:
            if self._begins(found):
                self._at, self._decoder = found - self._base, None
                return found - since
            at = found + 1
        return None

    def _found(self, at: int) -> int | None:
        """Return where the first bytes of a member stand next, from this place on."""
        while True:
            place = self._held.find(self._magic, at - self._base)
            if place >= 0:
                self._at = place
                return self._base + place
            at = max(at, self._base + len(self._held) - len(self._magic) + 1)
            self._at = at - self._base
            if not self._read():
                return None

    def _begins(self, found: int) -> bool:
        """Return whether a whole header stands there, and the content begins as expected."""
        self._there(self._tried)
        place = found - self._base
        try:
            content = self._coding.begin(b"").decompress(
                bytes(self._held[place : place + self._tried]), len(self._start)
            )
        except CORRUPT:
            return False
        return content == self._start

    def _there(self, count: int) -> bool:
        """Return whether so many bytes are left to be decompressed; reads on as far as that
        needs.
        """
        while len(self._held) - self._at < count:
            if not self._read():
                return False
        return True

    def _read(self) -> bool:
        """Read the next piece of the file and drop what lies too far behind; return whether there
        was one.
        """
        piece = next(self._compressed, None)
        if piece is None:
            return False
        self._held += piece
        spare = self._at - KEPT
        # In large steps, since each moves what is kept.
        if spare > KEPT:
            del self._held[:spare]
            self._base += spare
            self._at -= spare
        return True
