"""The pages that are sent: real ones, made ones, and hostile ones."""

from __future__ import annotations

import gzip
import itertools
import json
import random
import sys
import zlib
from collections.abc import Sequence
from functools import cache

from bench.data import data_dir, gold_records, page_bytes
from bench.reliability.client import Request

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# A little more than a service takes: doubled four times, a page could become a thousand times as
# long.
_LONGEST = 12 * 2**20
# Larger pages are rare, and a sample this small should not be decided by two of them.
_LARGEST = 600_000

_PLACES = ("harbour", "valley", "market", "bridge", "station", "library", "stadium", "airport")
_DATES = (
    ("2022-40-25", "Friday, 25 February 2022 02:40 PM EST"),
    ("2021-05-04T10:30:00Z", "4 May 2021, 10:30"),
    ("1646000000", "27 February 2022"),
    ("04/05/2021", "5 April 2021"),
    ("0001-01-01T00:00:00", "12 March 2020 at 8:15 am"),
    ("Tue, 02 Jun 2020 09:00:00 +0200", "June 2, 2020"),
)


@cache
def real(count: int = 96) -> tuple[Request, ...]:
    """Return pages of newspapers, taken evenly from the reference data; none where those are
    absent.
    """
    folder = data_dir()
    if folder is None:
        return ()
    records = gold_records(folder)
    pages = [
        (record["id"], page_bytes(folder, record))
        for record in records[:: max(1, len(records) // (count * 3 // 2))]
    ]
    fitting = [(name, page) for name, page in pages if len(page) <= _LARGEST]
    return tuple(Request.post(f"real {name}", page) for name, page in fitting[:count])


@cache
def made(count: int = 48) -> tuple[Request, ...]:
    """Return small made pages, each with a healthy or a damaged date, in HTML and in JSON."""
    return tuple(_made(number) for number in range(count))


def _made(number: int) -> Request:
    place, (stated, printed) = _PLACES[number % len(_PLACES)], _DATES[number % len(_DATES)]
    body = " ".join(
        f"On day {day} the {place} stayed open and nobody complained." for day in range(number % 40)
    )
    html = (
        f'<html lang="en"><head><title>The {place} reopens, part {number}</title><meta '
        f'name="date" content="{stated}">'
        f'<meta name="keywords" content="{place}, news, {place}"></head><body><h1>The '
        f"{place} reopens, part {number}</h1>"
        f"<p>By Ana Ruiz | {printed}</p><p>{body}</p></body></html>"
    ).encode()
    if number % 3 == 0:
        return Request.post(f"made {number}", gzip.compress(html, mtime=0), Content_Encoding="gzip")
    return Request.post(f"made {number}", html, query="?explain=full" if number % 3 == 1 else "")


@cache
def large(size: int, count: int = 4) -> tuple[Request, ...]:
    """Return made pages of about so many bytes, with the paragraphs, links and lists of real pages
    of that size.
    """
    return tuple(_large(number, size) for number in range(count))


def _large(number: int, size: int) -> Request:
    place, (stated, printed) = _PLACES[number % len(_PLACES)], _DATES[number % len(_DATES)]
    head = (
        f'<html lang="en"><head><title>The {place} reopens</title><meta name="date" '
        f'content="{stated}"></head><body>'
        f"<h1>The {place} reopens</h1><p>By Ana Ruiz | {printed}</p>"
    )
    parts, written = [head], len(head)
    for day in itertools.count():
        part = (
            f'<p class="story-text">On day {day} the {place} stayed open and <a href="/'
            f'places/{day}">nobody</a> complained, '
            f'said the <em>warden</em>.</p><ul class="related"><li><a href="/news/{day}">'
            f"The {place} on day {day}</a></li></ul>"
        )
        parts.append(part)
        written += len(part)
        if written >= size:
            break
    return Request.post(f"large {number}", "".join(parts).encode())


@cache
def mixed() -> tuple[Request, ...]:
    """Return real and made pages in a fixed, irregular order."""
    pages = [*real(), *made()]
    random.Random(1).shuffle(pages)
    return tuple(pages)


def fuzzed(chance: random.Random, among: Sequence[Request], name: str) -> Request:
    """Return one of these pages with its bytes changed, cut, doubled or spliced; or odd JSON, or an
    odd query.
    """
    head, _, body = chance.choice(among).wire.partition(b"\r\n\r\n")
    if b"gzip" in head and chance.random() < 0.5:
        body = gzip.decompress(body)
    for _ in range(chance.randint(1, 4)):
        body = chance.choice(_CHANGES)(body, chance)[:_LONGEST]
    kind = chance.choice(
        ("text/html", "text/html", "text/plain", "application/json", "application/xhtml+xml")
    )
    if kind == "application/json" and chance.random() < 0.8:
        member = chance.choice(("html", "text", "metadata"))
        text = body.decode("latin-1")
        value: object = (
            {chance.choice(_KEYS): text[: chance.randint(0, 60)] for _ in range(5)}
            if member == "metadata"
            else text
        )
        body = json.dumps(
            {member: value, **({"url": text[:40]} if chance.random() < 0.3 else {})}
        ).encode()
    query = chance.choice(
        (
            "",
            "",
            "?explain=full",
            "?explain=none",
            "?minConfidence=0.3",
            "?url=http://a.example/2022/02/25/x",
        )
    )
    return Request.post(name, body, kind, query)


_KEYS = (
    "date",
    "pubDate",
    "tags",
    "byline",
    "article:published_time",
    "title",
    "url",
    "image",
    "language",
    "@type",
    "x",
)
_TOKENS = (
    b"<",
    b">",
    b'"',
    b"\x00",
    b"\xff",
    b"</",
    b"<!--",
    b"]]>",
    b"&#x",
    b"{",
    b"[",
    b"\\u",
    b"2022-40-25",
    b"Feb 30",
    b"\xe2\x80",
)


def _changed(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]


def _inserted(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + chance.choice(_TOKENS) * chance.choice((1, 1, 2, 50)) + body[at:]


def _cut(body: bytes, chance: random.Random) -> bytes:
    at, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:at] + body[end:]


def _doubled(body: bytes, chance: random.Random) -> bytes:
    at, end = sorted(chance.randrange(len(body) + 1) for _ in range(2))
    return body[:end] + body[at:end] * chance.choice((1, 2, 9)) + body[end:]


def _spliced(body: bytes, chance: random.Random) -> bytes:
    other = chance.choice(made()).wire.partition(b"\r\n\r\n")[2]
    return body[: chance.randrange(len(body) + 1)] + other[chance.randrange(len(other) + 1) :]


_CHANGES = (_changed, _inserted, _cut, _doubled, _spliced)


def _stream(size: int) -> bytes:
    """Return so many bytes of one letter, compressed with gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    step = b"a" * 2**20
    return b"".join(packer.compress(step) for _ in range(size // 2**20)) + packer.flush()


@cache
def hostile() -> tuple[Request, ...]:
    """Return pages made to use up time or memory; each is answered with 200, 413, 422 or, out of
    time, 504.
    """
    ld = '<script type="application/ld+json">%s</script>'
    pages = {
        "nested elements": b"<div>" * 400_000,
        "nested formatting": b"<b><i><a>" * 60_000,
        "misnested": b"<b><div></b>" * 60_000,
        "formatting in every block": b"".join(b"<p><b a=%d>x" % n for n in range(20_000)),
        "formatting before blocks": b"".join(b"<b a=%d>" % n for n in range(900))
        + b"<p>x" * 100_000,
        "attributes": b"<p " + b"".join(b"a%d " % n for n in range(100_000)) + b">x",
        "attributes with brackets": b"<p "
        + b"".join(b'a%d=">" ' % n for n in range(100_000))
        + b">x",
        "attributes of html": b"".join(b"<html a%d>" % n for n in range(80_000)),
        "attributes of body": b"".join(b"<body a%d>" % n for n in range(80_000)),
        "names of attributes": b"".join(b"<br a%d>" % n for n in range(200_000)),
        "names of elements": b"".join(b"<x%d></x%d>" % (n, n) for n in range(100_000)),
        "text in a table": b"<table>" + b"<?x?>ab" * 300_000,
        "9,999 nested": b"<b>" * 9_999,
        "metas": b'<meta name="article:tag" content="x">' * 100_000,
        "dates": b"<time>3 May 2021</time><p>Posted on 3 May 2021, 10:30</p>" * 20_000,
        "bylines": b"<h1>A headline</h1>" + b"<p class=byline>By Jane Doe, 3 May 2021</p>" * 20_000,
        "digits": b"<p>" + b"20210503" * 200_000,
        "blanks": b"<h1>" + b" " * 5_000_000 + b"x</h1>",
        "commas": b'<meta name="keywords" content="' + b"a, " * 1_000_000 + b'">',
        "JSON-LD without end": (ld % ('{"a":' + "'\\" * 1_000_000)).encode(),
        "nested JSON-LD": (ld % ('{"@type":"NewsArticle","a":' * 100_000)).encode(),
        "attributes without end": b'<a b="' * 400_000,
        "comments without end": b"<!--" * 1_000_000,
        "one long line": b"By " + b"A. " * 1_000_000,
        "mojibake": "Ã©Ã¨â€™".encode() * 300_000,
        "all bytes": bytes(range(256)) * 8_000,
        "surrogates": b"\xed\xa0\x80" * 500_000,
        "JSON as HTML": b"[" * 2_000_000,
    }
    found = [Request.post(name, body) for name, body in pages.items()]
    found += [
        Request.post(f"{name} as text", body, "text/plain")
        for name, body in pages.items()
        if name != "metas"
    ]
    found.append(Request.post("gzip bomb", _stream(200 * 2**20), Content_Encoding="gzip"))
    found.append(
        Request.post("zstd bomb", zstd.compress(bytes(200 * 2**20), 19), Content_Encoding="zstd")
    )
    found.append(
        Request.post(
            "nested JSON",
            b'{"metadata": {"a": ' + b"[" * 900 + b"]" * 900 + b"}}",
            "application/json",
        )
    )
    found.append(
        Request.post(
            "members",
            b'{"metadata": {' + b",".join(b'"k%d": 1' % n for n in range(200_000)) + b"}}",
            "application/json",
        )
    )
    return tuple(found)
