"""Proof under fire, each shape at its smallest: what is smuggled, pipelined, blown up, and what
machines do to a service.
"""

from __future__ import annotations

import gzip
import json
import re
import resource
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from service.http.limits import zstd
from tests.http.serving import ROOT, Server

HEAD = b"POST /v1/normalize HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n"
HIDDEN = b"GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n"
ONE = b"Content-Length: 1\r\n\r\nx"
CHUNKED = b"Transfer-Encoding: chunked\r\n"

#: Requests of which a proxy may see one end and we another; behind each stands a request that must
#: not be seen at all.
SMUGGLED = {
    "a header folded": HEAD + b"X-A: b\r\n c\r\n" + ONE,
    "a length folded": HEAD + b"Content-Length:\r\n 1\r\n\r\nx",
    "bare LF": HEAD.replace(b"\r", b"") + ONE.replace(b"\r", b""),
    "bare LF in a header": HEAD + b"X-A: b\n" + ONE,
    "bare CR in a header": HEAD + b"X-A: b\r" + ONE,
    "two lengths": HEAD + b"Content-Length: 38\r\n" + ONE,
    "the same length twice": HEAD + b"Content-Length: 1\r\n" + ONE,
    "a list of lengths": HEAD + b"Content-Length: 1, 1\r\n\r\nx",
    "a length with a sign": HEAD + b"Content-Length: +1\r\n\r\nx",
    "a length below zero": HEAD + b"Content-Length: -1\r\n\r\nx",
    "a length in hexadecimal": HEAD + b"Content-Length: 0x1\r\n\r\nx",
    "a length as Python writes it": HEAD + b"Content-Length: 1_0\r\n\r\nx",
    "chunked and a length": HEAD + CHUNKED + b"Content-Length: 5\r\n\r\n0\r\n\r\n",
    "a blank before the colon": HEAD + b"Transfer-Encoding : chunked\r\n" + ONE,
    "a tab behind the colon, and a length": HEAD + b"Transfer-Encoding:\tchunked\r\n" + ONE,
    "chunked twice": HEAD + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "chunked, then not": HEAD + CHUNKED + b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a coding that is none": HEAD + b"Transfer-Encoding: xchunked\r\n" + ONE,
    "chunked in HTTP/1.0": HEAD.replace(b"1.1", b"1.0") + CHUNKED + b"\r\n1\r\nx\r\n0\r\n\r\n",
    "a chunk in 0x": HEAD + CHUNKED + b"\r\n0x1\r\nx\r\n0\r\n\r\n",
    "a chunk with a sign": HEAD + CHUNKED + b"\r\n+1\r\nx\r\n0\r\n\r\n",
    "a chunk below zero": HEAD + CHUNKED + b"\r\n-1\r\nx\r\n0\r\n\r\n",
    "chunks with bare LF": HEAD + CHUNKED + b"\r\n1\nx\n0\n\n",
    "a chunk that is longer than it says": HEAD + CHUNKED + b"\r\n1\r\nxx0\r\n\r\n",
    "a length in a trailer": HEAD + CHUNKED + b"\r\n1\r\nx\r\n0\r\nContent-Length: 99\r\n\r\n",
}


def received(connection: socket.socket) -> bytes:
    """All that comes until the server closes the connection; a reset is an end."""
    data = b""
    try:
        while piece := connection.recv(65536):
            data += piece
    except ConnectionResetError:
        pass
    return data


@pytest.mark.parametrize("sent", SMUGGLED.values(), ids=SMUGGLED)
def test_nothing_can_be_smuggled(server: Server, sent: bytes) -> None:
    """Refused, said to be so, and the connection closed: what stands behind is nobody's request."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(sent + HIDDEN)
        data = received(connection)
    assert re.findall(rb"HTTP/1\.1 (\d+)", data) in ([b"400"], [b"501"])
    assert b"\r\nconnection: close\r\n" in data.lower()
    assert b"application/problem+json" in data


def test_header_that_is_only_like_a_length_is_none(server: Server) -> None:
    """Content_Length is no length: the request behind is a request, whatever a proxy makes of the
    name.
    """
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(
            HEAD
            + b"Content_Length: 38\r\n"
            + ONE
            + HIDDEN.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        )
        data = received(connection)
    assert re.findall(rb"HTTP/1\.1 (\d+)", data) == [b"200", b"404"]


def test_pipelined_requests_are_answered_in_order_and_as_alone(server: Server) -> None:
    """Thirty pages sent at once on one connection, probes among them."""
    pages = [
        f"Harbour {number} reopens\n\nBy Ana Ruiz | 25 February 2022 02:40 PM EST\n".encode()
        for number in range(30)
    ]
    alone = [
        server.ask("POST", "/v1/normalize", page, {"Content-Type": "text/plain"})[2]
        for page in pages
    ]
    wire = b"".join(
        HEAD
        + b"Content-Length: %d\r\n\r\n" % len(page)
        + page
        + b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
        for page in pages
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=60) as connection:
        connection.sendall(wire + b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        data = received(connection)
    found = []
    while data:
        head, _, data = data.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 ")
        length = int(re.findall(rb"content-length: (\d+)", head.lower())[0])
        found.append(data[:length])
        data = data[length:]
    assert found[::2][:-1] == alone
    assert set(found[1::2]) == {b'{"status":"alive"}'}


# ------------------------------------------------------------------ what is small and becomes large


def _zeros(compressor: zlib._Compress | zstd.ZstdCompressor, line: bytes) -> bytes:
    """120 MiB of these lines, made without holding them."""
    piece = line * (1024 * 1024 // len(line))
    return b"".join([*(compressor.compress(piece) for _ in range(120)), compressor.flush()])


BOMBS: dict[str, Callable[[], zlib._Compress | zstd.ZstdCompressor]] = {
    "gzip": lambda: zlib.compressobj(9, wbits=zlib.MAX_WBITS | 16),
    "deflate": lambda: zlib.compressobj(9),
    "zstd": zstd.ZstdCompressor,
}
BATCH = {"Content-Type": "application/x-ndjson"}


def peak(server: Server) -> int:
    """The highest resident memory of the worker so far, in MiB."""
    (worker,) = server.workers()
    found = re.findall(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{worker}/status").read_text())
    return int(found[0]) // 1024


@pytest.mark.parametrize("coding", BOMBS)
@pytest.mark.parametrize("line", [b"\0", b"\n", b" " * 1024], ids=["zeros", "line ends", "blanks"])
def test_bomb_costs_its_limit_and_no_more(server: Server, coding: str, line: bytes) -> None:
    """120 MiB in a few KiB: a page of them is 413, a batch of them ends with a problem, and memory
    knows of neither.
    """
    bomb = _zeros(BOMBS[coding](), line)
    assert len(bomb) < 200_000
    before = peak(server)
    page = server.ask(
        "POST", "/v1/normalize", bomb, {"Content-Type": "text/html", "Content-Encoding": coding}
    )
    assert (page[0], json.loads(page[2])["type"]) == (413, "/problems/body-too-large")
    status, _, answer = server.ask(
        "POST", "/v1/normalize/batch", bomb, {**BATCH, "Content-Encoding": coding}
    )
    # A line without end is 413; blank ones are skipped in bounded memory, where their coding makes
    # no more than deflate can.
    told = [json.loads(each) for each in answer.splitlines()]
    assert [each.get("problem", each)["status"] for each in told] == (
        [413] if line == b"\0" or coding == "zstd" else []
    )
    assert status in (200, 413)
    # The limit once decompressed is 32 MiB, and the pieces of it that a copy holds.
    assert peak(server) - before < 110
    assert server.ask("GET", "/livez")[0] == 200


def test_lines_that_are_nearly_nothing_are_answered_one_by_one(client: FlaskClient) -> None:
    """A line that is a zip, half a line, one of brackets: each is its own problem, and the good one
    among them is answered.
    """
    lines = [
        gzip.compress(b'{"text": "x"}').replace(b"\n", b"\r"),
        b"PK\x03\x04" + b"\0" * 100,
        b'{"text": "x"',
        b"[" * 100_000,
        b'{"text": "Envoys return"}',
        b'{"text": "' + b"\\u0000" * 1000 + b'"}',
        b'{"htmlBase64": "' + b"A" * 1001 + b'"}',
    ]
    answer = client.post("/v1/normalize/batch", data=b"\n".join(lines), headers=BATCH)
    found = [json.loads(line) for line in answer.data.splitlines()]
    assert [line["line"] for line in found] == list(range(1, 8))
    assert [line.get("problem", {}).get("status", 200) for line in found] == [
        400,
        400,
        400,
        422,
        200,
        200,
        422,
    ]


# ------------------------------------------------------------------ what machines do


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400)], ids=["back", "forth"])
def test_clock_that_jumps_changes_nothing(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    """No answer has a clock in it, and no wait goes by one that can be set."""
    page = b"Envoys return\n\nYesterday at 14:40\n\nBy Ana Ruiz\n"
    before = client.post("/v1/normalize?explain=full", data=page, content_type="text/plain").data
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + jump.total_seconds())
    answer = client.post("/v1/normalize?explain=full", data=page, content_type="text/plain")
    assert (answer.status_code, answer.data) == (200, before)


def test_disk_that_is_full_loses_nothing_that_was_written(tmp_path: Path) -> None:
    """The batch ends with exit code 4; --resume, once there is room, gives the bytes of a run that
    never stopped.
    """
    pages = b"".join(
        b'{"id": %d, "text": "Harbour %d reopens"}\n' % (number, number) for number in range(400)
    )
    (tmp_path / "pages.ndjson").write_bytes(pages)

    def run(
        output: str, *more: str, limit: int | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        command = [
            sys.executable,
            "-m",
            "service.cli",
            "batch",
            str(tmp_path / "pages.ndjson"),
            "-o",
            str(tmp_path / output),
        ]

        # A file that may not grow any further is what a full disk looks like from inside.
        def bound() -> None:
            if limit is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        return subprocess.run(
            [*command, "-j", "1", *more], cwd=ROOT, capture_output=True, preexec_fn=bound
        )

    assert run("whole.ndjson").returncode == 0
    whole = (tmp_path / "whole.ndjson").read_bytes()
    failed = run("cut.ndjson", limit=len(whole) // 2)
    assert failed.returncode == 4
    assert b"Traceback" not in failed.stderr
    assert not (tmp_path / "cut.ndjson").exists()
    assert run("cut.ndjson", "--resume").returncode == 0
    assert (tmp_path / "cut.ndjson").read_bytes() == whole
