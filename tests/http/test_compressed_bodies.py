"""Bodies with a content coding: the same page as without, and bombs that stay bounded."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Protocol

import pytest
from backports import zstd
from flask.testing import FlaskClient

from service.http import limits
from service.http.problems import RequestError

MIB = 1024 * 1024
PAGE = (
    "<html lang='en'><h1>Harbour reopens after the storm</h1><p>The ferries sail again "
    "on Monday.</p></html>"
)


def gzip_twice(data: bytes) -> bytes:
    """The data as two gzip members, as appending to a compressed log makes them."""
    half = len(data) // 2
    return gzip.compress(data[:half]) + gzip.compress(data[half:])


def bare_deflate(data: bytes) -> bytes:
    """The data as a deflate stream without the zlib wrapper, as old clients send it."""
    encoder = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return encoder.compress(data) + encoder.flush()


def zstd_twice(data: bytes) -> bytes:
    """The data as two zstd frames."""
    return zstd.compress(data[:9]) + zstd.compress(data[9:])


CODINGS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "gzip": ("gzip", gzip.compress),
    "x-gzip": ("X-Gzip", gzip.compress),
    "gzip members": ("gzip", gzip_twice),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare_deflate),
    "zstd": ("zstd", zstd.compress),
    "zstd frames": ("zstd", zstd_twice),
    "identity": ("identity", bytes),
}


@pytest.mark.parametrize(("name", "encode"), CODINGS.values(), ids=CODINGS)
def test_compressed_page_is_the_same_page(
    client: FlaskClient, name: str, encode: Callable[[bytes], bytes]
) -> None:
    """A content coding changes nothing in the answer."""
    plain = client.post("/v1/normalize", data=PAGE, content_type="text/html")
    coded = client.post(
        "/v1/normalize",
        data=encode(PAGE.encode()),
        content_type="text/html",
        headers={"Content-Encoding": name},
    )
    assert (coded.status_code, coded.data) == (200, plain.data)


@pytest.mark.parametrize("name", ["br", "gzip, gzip", "compress"])
def test_unknown_coding(client: FlaskClient, name: str) -> None:
    """A coding that is not taken is answered with those that are."""
    answer = client.post(
        "/v1/normalize", data=b"x", content_type="text/html", headers={"Content-Encoding": name}
    )
    assert (answer.status_code, answer.headers["Accept-Encoding"]) == (415, "gzip, deflate, zstd")


@pytest.mark.parametrize("name", ["gzip", "deflate", "zstd"])
@pytest.mark.parametrize("damage", ["no such coding", "cut", "trailing garbage"])
def test_damaged_coding(client: FlaskClient, name: str, damage: str) -> None:
    """A compressed body that is damaged is not read as far as it goes."""
    body = CODINGS[name][1](PAGE.encode())
    body = {
        "no such coding": PAGE.encode(),
        "cut": body[:-3],
        "trailing garbage": body + b"garbage",
    }[damage]
    answer = client.post(
        "/v1/normalize", data=body, content_type="text/html", headers={"Content-Encoding": name}
    )
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/malformed-body")  # type: ignore[index]


class Encoder(Protocol):
    """A compressor that is fed piece by piece."""

    def compress(self, data: bytes, /) -> bytes:
        """What is ready so far."""

    def flush(self) -> bytes:
        """The rest."""


ENCODERS: dict[str, Callable[[], Encoder]] = {
    "gzip": lambda: zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16),
    "deflate": lambda: zlib.compressobj(9),
    "zstd": zstd.ZstdCompressor,
}


def bomb(name: str) -> bytes:
    """200 MiB of zeros under this coding, made without holding them."""
    zeros = bytes(MIB)
    encoder = ENCODERS[name]()
    return b"".join(encoder.compress(zeros) for _ in range(200)) + encoder.flush()


@pytest.mark.parametrize("name", ["gzip", "deflate", "zstd"])
def test_decompression_bomb_is_bounded(name: str) -> None:
    """A bomb is refused once it has made one byte more than the limit: memory is a multiple of the
    limit, not of the bomb.
    """
    body, limit = bomb(name), 2 * MIB
    tracemalloc.start()
    try:
        with pytest.raises(RequestError) as refused:
            limits.decompressed(body, name, limit)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (refused.value.type.status, refused.value.members) == (413, {"limit": limit})
    assert peak < 5 * limit


def test_bomb_over_http(client: FlaskClient) -> None:
    """The same through the front door, against the documented limit."""
    answer = client.post(
        "/v1/normalize",
        data=bomb("zstd"),
        content_type="text/html",
        headers={"Content-Encoding": "zstd"},
    )
    assert (answer.status_code, answer.json["limit"]) == (413, 32 * MIB)  # type: ignore[index]


def test_zstd_window_is_bounded(client: FlaskClient) -> None:
    """A frame that asks its reader for a window of 128 MiB is refused before that is allocated."""
    encoder = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    body = encoder.compress(PAGE.encode() * 10, zstd.ZstdCompressor.FLUSH_BLOCK) + encoder.flush()
    answer = client.post(
        "/v1/normalize", data=body, content_type="text/html", headers={"Content-Encoding": "zstd"}
    )
    assert answer.status_code == 400


def test_empty_members_are_bounded() -> None:
    """Half a million empty gzip members cost time and say nothing."""
    with pytest.raises(RequestError) as refused:
        limits.decompressed(gzip.compress(b"") * 500_000, "gzip", MIB)
    assert refused.value.type.status == 400


def test_largest_body_is_taken() -> None:
    """The limit itself is within the limit."""
    assert len(limits.decompressed(gzip.compress(b"x" * MIB), "gzip", MIB)) == MIB
