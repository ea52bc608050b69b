"""Request bodies in bounded memory: read from the wire, decompressed, parsed."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from gunicorn.http.errors import ParseException

from service.http.problems import Fault, RequestError, invalid

if sys.version_info >= (3, 14):
    from compression import zstd as zstd
else:
    from backports import zstd as zstd

#: What zlib and zstd raise on bad input; EOFError is ours, for members that are cut or too many.
CORRUPT = (zlib.error, zstd.ZstdError, EOFError)

# Bytes read or decompressed at a step; small, since what follows a finished gzip member is copied
# once per member.
STEP = 16 * 1024

# bgzip writes a member for every 64 KiB: 32 MiB are 512 members. A body of empty members would cost
# time for nothing.
MAX_MEMBERS = 4096

# RFC 8878 asks decoders for windows of at least 8 MiB and lets them refuse larger ones.
ZSTD_WINDOW_LOG = 23


#: A broken connection, a client that is too slow, or malformed chunks (the server parses them as
#: they are read).
READ_FAILURES = (OSError, ParseException)


class Readable(Protocol):
    """The part of ``wsgi.input`` that is used here."""

    def read(self, size: int, /) -> bytes:
        """Return at most ``size`` bytes; empty at the end."""


class Decoder(Protocol):
    """A decompressor of one member: the interface that zlib and zstd share."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """Return at most ``max_length`` bytes of output."""

    @property
    def eof(self) -> bool:
        """True once the member is complete."""

    @property
    def unused_data(self) -> bytes:
        """The input bytes behind the end of the member."""


@dataclass(frozen=True, slots=True)
class Coding:
    """A content coding: how to begin a member, given its first bytes, and how many members a body
    may have.
    """

    begin: Callable[[bytes], Decoder]
    members: int


def _gzip(_start: bytes) -> Decoder:
    return zlib.decompressobj(zlib.MAX_WBITS | 16)


def _deflate(start: bytes) -> Decoder:
    """Return a decoder of the zlib format that RFC 9110 means, or of the raw stream that old
    clients send under that name.
    """
    wrapped = (
        len(start) >= 2 and start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0
    )
    return zlib.decompressobj(zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


def _zstd(_start: bytes) -> Decoder:
    return zstd.ZstdDecompressor(
        options={zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG}
    )


CODINGS = {
    "gzip": Coding(_gzip, MAX_MEMBERS),
    "deflate": Coding(_deflate, 1),
    "zstd": Coding(_zstd, MAX_MEMBERS),
}
# RFC 9110 section 8.4.1.3: x-gzip is gzip.
ALIASES = {"x-gzip": "gzip"}


def unread(failure: Exception) -> RequestError:
    """Return the problem of a body that could not be read to its end."""
    if isinstance(failure, TimeoutError):
        return RequestError(
            "too-slow", "The body came in too slowly.", headers={"Connection": "close"}
        )
    # The end of the body is unknown, and so is the start of a next request: close the connection.
    detail = "The body broke off or is not properly chunked."
    return RequestError("malformed-body", detail, headers={"Connection": "close"})


def read_body(
    stream: Readable, declared: int | None, ended: bool, limit: int, take: Callable[[int], None]
) -> bytes:
    """Return the body as sent; ``take`` is called with the number of bytes as they arrive, and
    raises when memory is full.

    ``ended`` says that the stream ends by itself, as a chunked body does.  The framework would cut
    such a body at its limit and call it whole; this reads one byte more than the limit and refuses.
    """
    if declared is None and not ended:
        return b""
    if declared is not None and declared > limit:
        raise too_large(limit)
    parts: list[bytes] = []
    left = limit + 1 if declared is None else declared
    try:
        while left and (part := stream.read(min(STEP * 4, left))):
            take(len(part))
            parts.append(part)
            left -= len(part)
    except READ_FAILURES as failure:
        raise unread(failure) from None
    if declared is None and not left:
        # nobody knows how much more there is: too much to be read for the sake of the connection
        raise too_large(limit, headers={"Connection": "close"})
    if declared is not None and left:
        raise RequestError("malformed-body", "The body ended before its Content-Length.")
    return b"".join(parts)


def decompressed(body: bytes, content_encoding: str, limit: int) -> bytes:
    """Return the decompressed body; at most ``limit`` bytes are ever made of it."""
    coding = coding_of(content_encoding)
    if coding is None or not body:
        return body
    try:
        return _inflated(body, coding, limit)
    except CORRUPT:
        raise RequestError(
            "malformed-body", "The body is not what its Content-Encoding says."
        ) from None


def coding_of(content_encoding: str) -> Coding | None:
    """Return the coding that a Content-Encoding header names, or None; raises a problem for one
    that is not supported.
    """
    names = [
        name
        for part in content_encoding.split(",")
        if (name := part.strip().lower()) not in ("", "identity")
    ]
    if not names:
        return None
    coding = CODINGS.get(ALIASES.get(names[0], names[0]))
    if coding is None or len(names) > 1:
        raise RequestError(
            "unsupported-coding",
            "The body may have one content coding of these: " + ", ".join(CODINGS) + ".",
            headers={"Accept-Encoding": ", ".join(CODINGS)},
            supported=list(CODINGS),
        )
    return coding


def _inflated(body: bytes, coding: Coding, limit: int) -> bytes:
    """Return all members of the body, decompressed; EOFError when the last one is cut or there are
    too many.
    """
    whole = bytearray()
    decoder = coding.begin(body[:2])
    members = 1
    for start in range(0, len(body), STEP):
        data = body[start : start + STEP]
        while data:
            if decoder.eof:
                decoder = coding.begin(data[:2])
                members += 1
                if members > coding.members:
                    raise EOFError
            # The room is never 0, which would mean "no limit"; all input is consumed unless the
            # room runs out.
            whole += decoder.decompress(data, limit + 1 - len(whole))
            if len(whole) > limit:
                raise too_large(limit)
            data = decoder.unused_data if decoder.eof else b""
    if not decoder.eof:
        raise EOFError
    return bytes(whole)


def parsed_json(body: bytes, max_depth: int) -> Any:
    """Return the JSON value of the body; raises a problem when it is malformed or nested deeper
    than ``max_depth``.
    """
    try:
        # RFC 8259 section 8.1 lets a reader ignore a byte order mark; Windows tools write one.
        value = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        # orjson itself stops at 1,024 levels; its message quotes nothing of the body.
        if "depth limit" in error.msg:
            raise too_deep(max_depth) from None
        detail = f"The body is not JSON: {_where(error)}.{_hint(error, body)}"
        raise RequestError("malformed-body", detail) from None
    level = [value]
    for _ in range(max_depth):
        level = [child for item in level for child in _children(item)]
        if not level:
            return value
    raise too_deep(max_depth)


def _children(value: Any) -> list[Any]:
    """Return the members that can nest further."""
    members = (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    )
    return [member for member in members if isinstance(member, dict | list)]


def _hint(error: orjson.JSONDecodeError, body: bytes) -> str:
    """Return where several JSON values go that came as one, or ""."""
    first, *rest = body.lstrip().split(b"\n", 1)
    is_ended = error.lineno > 1 and first.rstrip().endswith((b"}", b"]")) and bool(rest)
    if is_ended and "unexpected content after" in error.msg:
        return " Many pages, one a line, go to /v1/normalize/batch as application/x-ndjson."
    return ""


def _where(error: orjson.JSONDecodeError) -> str:
    """Return what is wrong and where, without quoting the body."""
    reason = re.sub(r"[^A-Za-z0-9 ,:()-]", "", error.msg)
    return reason if "line" in reason else f"{reason}, line {error.lineno}, column {error.colno}"


def too_large(limit: int, headers: Mapping[str, str] | None = None) -> RequestError:
    """Return the 413 that names the limit."""
    return RequestError(
        "body-too-large", f"The body is larger than {limit} bytes.", headers=headers, limit=limit
    )


def too_deep(limit: int) -> RequestError:
    """Return the 422 that names the greatest depth."""
    return invalid([Fault("#", f"nested deeper than {limit} levels", "too_deep")])
