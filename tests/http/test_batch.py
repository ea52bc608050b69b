"""POST /v1/normalize/batch: a line for a line, in order, and whatever is wrong with one is its
own.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from backports import zstd
from flask.testing import FlaskClient

from service.answers import result_of
from service.app import create_app
from service.http import api
from service.settings import Settings

NDJSON = "application/x-ndjson"
PAGE = {"html": '<html lang="en"><meta name="date" content="2022-40-25"><h1>Envoys return</h1><p>By ' 'Ana Ruiz | Friday, '
                "25 February 2022 02:40 PM EST</p></html>"}  # fmt: skip
TEXT = {"text": "Envoys return\n\n25 February 2022 14:40\n"}
PAGES: list[dict[str, Any]] = [
    {"id": "a", **PAGE},
    {"id": 7, **TEXT},
    PAGE,
    {"id": "", "metadata": {"title": "Envoys return"}},
]


def ndjson(*pages: Any) -> bytes:
    """The pages, one a line."""
    return b"".join(json.dumps(page).encode() + b"\n" for page in pages)


def batch(
    client: FlaskClient, body: bytes, query: str = "", content_type: str = NDJSON, **headers: str
) -> list[Any]:
    """The lines of the answer."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = client.post(
        f"/v1/normalize/batch{query}", data=body, content_type=content_type, headers=names
    )
    assert (answer.status_code, answer.content_type) == (200, NDJSON), answer.data
    assert answer.data.endswith(b"\n") or not answer.data
    return [json.loads(line) for line in answer.data.splitlines()]


@pytest.mark.parametrize(
    "content_type", [NDJSON, "application/json", "application/json; charset=utf-8"]
)
@pytest.mark.parametrize(
    "query", ["", "?explain=summary", "?explain=full", "?view=flat", "?minConfidence=1&view=flat"]
)
def test_a_line_is_the_single_answer_with_its_place(
    client: FlaskClient, content_type: str, query: str
) -> None:
    """Every answer is that of /v1/normalize, beside the number of its line and the id as it was
    given; explain is none.
    """
    body = json.dumps(PAGES).encode() if "x-ndjson" not in content_type else ndjson(*PAGES)
    single = query if "explain" in query else f"{query}&explain=none" if query else "?explain=none"
    expected = []
    for number, page in enumerate(PAGES, 1):
        place = {"line": number, **({"id": page["id"]} if "id" in page else {})}
        expected.append({**place, **client.post(f"/v1/normalize{single}", json=page).get_json()})
    assert batch(client, body, query, content_type) == expected


def two_members(data: bytes) -> bytes:
    """The data as many gzip members, one a line, as appending to a log makes them."""
    return b"".join(map(gzip.compress, data.splitlines(keepends=True)))


@pytest.mark.parametrize(
    ("coding", "compress"),
    [("gzip", gzip.compress), ("gzip", two_members), ("zstd", zstd.compress), ("identity", bytes)],
)
def test_compressed_batch_is_the_same_batch(
    client: FlaskClient, coding: str, compress: Callable[[bytes], bytes]
) -> None:
    """A content coding changes nothing in the answers."""
    body = ndjson(*PAGES * 20)
    assert batch(client, compress(body), Content_Encoding=coding) == batch(client, body)


@pytest.mark.parametrize(
    ("asked", "coding", "opened"),
    [
        ("gzip", "gzip", gzip.decompress),
        ("zstd", "zstd", zstd.decompress),
        ("gzip;q=0.5, zstd", "zstd", zstd.decompress),
        ("gzip, deflate, br, zstd;q=0", "gzip", gzip.decompress),
        ("br", None, bytes),
        ("", None, bytes),
    ],
)
def test_answers_are_compressed_for_who_asks(
    client: FlaskClient, asked: str, coding: str | None, opened: Callable[[bytes], bytes]
) -> None:
    """The lines are the same, and each of them is whole in what has been sent with it."""
    plain = client.post("/v1/normalize/batch", data=ndjson(*PAGES), content_type=NDJSON)
    answer = client.post(
        "/v1/normalize/batch",
        data=ndjson(*PAGES),
        content_type=NDJSON,
        headers={"Accept-Encoding": asked},
    )
    assert (answer.headers.get("Content-Encoding"), opened(answer.data)) == (coding, plain.data)
    if coding == "gzip":
        first = next(iter(client.post(
            "/v1/normalize/batch", data=ndjson(*PAGES), content_type=NDJSON,
            headers={"Accept-Encoding": asked}
        ).iter_encoded()))  # fmt: skip
        assert zlib.decompressobj(31).decompress(first) == plain.data.splitlines(keepends=True)[0]


def test_lines_are_canonical_and_the_same_each_time(client: FlaskClient) -> None:
    """The bytes of a batch are reproducible; members stand in the order of RFC 8785."""
    first, second = (
        client.post("/v1/normalize/batch", data=ndjson(*PAGES), content_type=NDJSON).data
        for _ in range(2)
    )
    assert first == second
    assert list(json.loads(first.splitlines()[0])) == sorted(json.loads(first.splitlines()[0]))


def test_blank_lines_are_counted_and_skipped(client: FlaskClient) -> None:
    """Physical lines have the numbers that an editor shows."""
    lines = batch(client, b"\n \t\r\n" + ndjson(TEXT) + b"\r\n" * 70_000 + ndjson(TEXT).rstrip())
    assert [line["line"] for line in lines] == [3, 70_004]


BAD: dict[str, tuple[bytes, int, dict[str, Any]]] = {
    "no JSON": (b'{"id": 1, "text"', 400, {}),
    "no UTF-8": (b'{"text": "\xff"}', 400, {}),
    "no object": (b"[1]", 422, {}),
    "no content": (b'{"id": "k"}', 422, {"id": "k"}),
    "a wrong name": (b'{"id": 8, "text": "x", "fetched_at": "x"}', 422, {"id": 8}),
    "too deep": (b'{"id": 9, "metadata": ' + b'{"a":' * 70 + b"1" + b"}" * 71, 422, {}),
    "too long": (b'{"id": 9, "text": "' + b"x" * 3000 + b'"}', 413, {}),
    "a key that pandas wrote": (b'{"id": 8.0, "titel": "x"}', 422, {"id": 8}),
    "a bad id": (b'{"id": true, "text": "x"}', 422, {}),
}


#: An array with an object that is not closed is not closed itself.
FORMS = [
    (form, name)
    for form in ("lines", "array")
    for name in BAD
    if (form, name) != ("array", "no JSON")
]


@pytest.mark.parametrize(
    ("form", "line", "status", "key"),
    [(form, *BAD[name]) for form, name in FORMS],
    ids=[": ".join(row) for row in FORMS],
)
def test_a_bad_line_is_its_own_problem(
    form: str, line: bytes, status: int, key: dict[str, Any]
) -> None:
    """The stream goes on behind it, and the problem is that of a single request, under the line's
    number and id.
    """
    client = create_app(Settings(line_limit=2000)).test_client()
    good = json.dumps(TEXT).encode()
    body = (
        b"[" + b",".join((good, line, good)) + b"]"
        if form == "array"
        else b"\n".join((good, line, good))
    )
    first, bad, last = batch(client, body, "", "application/json" if form == "array" else NDJSON)
    assert ("article" in first, "article" in last, last["line"]) == (True, True, 3)
    assert {name: value for name, value in bad.items() if name != "problem"} == {"line": 2, **key}
    assert (bad["problem"]["status"], "x" * 100 in json.dumps(bad)) == (status, False)
    if status == 422:
        single = create_app(Settings(line_limit=2000)).test_client()
        answer = single.post("/v1/normalize", data=line, content_type="application/json")
        assert bad["problem"] == answer.get_json(force=True)


CUT: dict[str, tuple[bytes, dict[str, str]]] = {
    "cut gzip": (gzip.compress(ndjson(*PAGES * 50))[:-9], {"Content_Encoding": "gzip"}),
    "corrupt gzip": (
        gzip.compress(ndjson(*PAGES * 50))[:-8] + b"\x00" * 8,
        {"Content_Encoding": "gzip"},
    ),
    "cut zstd": (
        zstd.compress(ndjson(*PAGES)) + zstd.compress(ndjson(*PAGES))[:-3],
        {"Content_Encoding": "zstd"},
    ),
    "rubbish behind a member": (
        gzip.compress(ndjson(*PAGES)) + b"rubbish",
        {"Content_Encoding": "gzip"},
    ),
    "array not closed": (
        json.dumps(PAGES * 2).encode()[:-40],
        {"content_type": "application/json"},
    ),
    "two arrays": (
        b"[" + json.dumps(TEXT).encode() + b"] []",
        {"content_type": "application/json"},
    ),
}


@pytest.mark.parametrize(("body", "options"), CUT.values(), ids=CUT)
def test_cut_input_ends_with_its_problem(
    client: FlaskClient, body: bytes, options: dict[str, str]
) -> None:
    """What was whole is answered, and the last line says that there was more."""
    lines = batch(client, body, **options)
    assert all("article" in line for line in lines[:-1])
    assert (lines[-1]["problem"]["status"], lines[-1]["line"] > lines[-2]["line"]) == (400, True)


@pytest.mark.parametrize(
    ("body", "options", "status"),
    [
        (b"", {}, 422),
        (b"{}", {"content_type": "application/json"}, 400),
        (b"x" * 100, {"headers": {"Content-Encoding": "gzip"}}, 400),
        (b"x", {"headers": {"Content-Encoding": "br"}}, 415),
        (b"{}", {"content_type": "text/html"}, 415),
        (b"{}", {"headers": {"Accept": "application/json"}}, 406),
        (b"{}", {"query_string": {"explain": "much"}}, 422),
        (b"{}", {"query_string": {"url": "https://news.example/"}}, 422),
    ],
)
def test_what_is_wrong_from_the_start_has_its_status(
    client: FlaskClient, body: bytes, options: dict[str, Any], status: int
) -> None:
    """Before the first line the status can still say what is wrong."""
    answer = client.post("/v1/normalize/batch", **{"data": body, "content_type": NDJSON, **options})
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")


def test_a_batch_of_nothing(client: FlaskClient) -> None:
    """Blank lines alone, or an empty array, are a batch without pages."""
    assert batch(client, b"\n\n") == batch(client, b"[]", content_type="application/json") == []


@pytest.mark.parametrize(
    "piece", [b"\n", b" ", b"x", b'"'], ids=["line ends", "blanks", "one line", "quotes"]
)
@pytest.mark.parametrize("content_type", [NDJSON, "application/json"])
def test_a_bomb_is_refused(client: FlaskClient, piece: bytes, content_type: str) -> None:
    """200 MB out of a few KB end early, whatever they are made of."""
    body = zstd.compress(b"[" * (content_type == "application/json") + piece * 200_000_000)
    answer = client.post(
        "/v1/normalize/batch",
        data=body,
        content_type=content_type,
        headers={"Content-Encoding": "zstd"},
    )
    last = json.loads(answer.data.splitlines()[-1])
    assert (last.get("problem") or last)["status"] in (400, 413)


def test_our_own_bug_is_one_lines_problem(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that we fail on has an id to quote, and the stream goes on."""

    def fail(page: Any, form: Any) -> Any:
        if page.language == "xx":
            raise ZeroDivisionError("secret of the page")
        return result_of(page, form)

    monkeypatch.setattr(api, "result_of", fail)
    first, bad, last = batch(client, ndjson(TEXT, {**TEXT, "language": "xx", "id": 5}, TEXT))
    assert ("article" in first, "article" in last) == (True, True)
    assert (bad["id"], bad["problem"]["status"], bad["problem"]["instance"][:9]) == (
        5,
        500,
        "urn:uuid:",
    )
    assert "secret" not in json.dumps(bad)


def test_pages_of_a_batch_are_counted(client: FlaskClient) -> None:
    """Each good line is one page more on /metrics, whatever its status."""

    def counted() -> float:
        lines = client.get("/metrics").get_data(as_text=True).splitlines()
        return sum(
            float(line.rpartition(" ")[2])
            for line in lines
            if line.startswith("dateline_pages_total{")
        )

    before = counted()
    batch(client, ndjson(*PAGES) + b"no page\n")
    assert counted() == before + len(PAGES)
