"""The promises of the contract on every page: ``python -m bench.promises`` counts the pages on
which one does not hold.

Each page of gold and gold-more three ways: as it was fetched, as its text alone, and as the record
that a scraper makes of its head.  Three laws: an answer's article sent back as metadata is its own
answer, without repairs; the order of what is independent (metas, JSON-LD blocks and nodes, keys of
a record) changes nothing but lists in page order; and a higher ``minConfidence`` never gives what a
lower one withholds, nor anything that is printed as less sure.  Writes bench/reports/promises.md;
with ``--floors`` it fails where a law does not hold, and ``--list LAW`` names the pages.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from bench.bytes import gold_page
from bench.data import corpus_digest, gold_records, required_data_dir
from bench.dumps import dump
from bench.stamps import seal
from service import __version__
from service.model import Json, Page
from service.normalize import Thresholds, normalize
from service.records import replace
from service.render import envelope

REPORT = Path(__file__).parent / "reports" / "promises.md"
#: Corpora whose pages may be named where a law does not hold.
CORPORA = ("gold", "gold-more")
WAYS = ("html", "text", "record")
#: Lists whose order is the page's, and which a changed page may change.
PAGE_ORDER = ("articleSection", "author", "image", "keywords")
#: The rising thresholds that are tried: round ones, the defaults, and the greatest confidence that
#: is printed.
LEVELS = (0.0, 0.5, 0.9, 0.999, 1.0)

Answer = dict[str, Any]


def answered(page: Page, thresholds: Thresholds | None = None) -> Answer:
    """Return the page's answer, explained in short."""
    # as JSON, so that numbers and lists are those that a client reads
    found: Answer = json.loads(
        json.dumps(envelope(normalize(page, thresholds), "summary", {"name": "bench"}))
    )
    return found


def ways_of(page: Page) -> Iterator[tuple[str, Page]]:
    """Yield the page in each of the ways in which it may be sent."""
    html = page.html or b""
    assert isinstance(html, bytes)
    yield "html", page
    yield "text", Page(text=dump(html, "texts"), url=page.url, fetched_at=page.fetched_at)
    yield "record", Page(metadata=record_of(html), url=page.url, fetched_at=page.fetched_at)


def record_of(html: bytes) -> dict[str, Json]:
    """Return a page's head as a scraper hands it on: a member for each name of a meta, and its
    JSON-LD.
    """
    tree = LexborHTMLParser(html)
    record: dict[str, Json] = {}
    for meta in tree.css("head meta"):
        name = (
            meta.attributes.get("property")
            or meta.attributes.get("name")
            or meta.attributes.get("itemprop")
        )
        value = meta.attributes.get("content")
        if name and value:
            held = record.get(name)
            record[name] = (
                value if held is None else [*(held if isinstance(held, list) else [held]), value]
            )
    nodes = [
        node
        for script in tree.css('script[type="application/ld+json"]')
        for node in _nodes(script.text())
    ]
    title = tree.css_first("title")
    return (
        record | ({"title": title.text()} if title else {}) | ({"jsonld": nodes} if nodes else {})
    )


def _nodes(text: str) -> list[Json]:
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return found if isinstance(found, list) else [found]


# -- the order of what is independent
#   ----------------------------------------------------------------------------------

#: What holds a head's tags as text, a meta, and a block of JSON-LD.
_PARTS = re.compile(
    rb"<!--.*?-->"
    rb"|(?P<jsonld><script\b[^>]*application/ld\+json[^>]*>(?P<json>.*?)</script>)"
    rb"|<script\b.*?</script>|"
    rb"<(?P<unseen>style|noscript|title|template|nav)\b.*?</(?P=unseen)>|"
    rb"(?P<meta><meta\b(?:\"[^\"]*\"|'[^']*'|[^'\">])*>)|(?P<body><body\b)",
    re.IGNORECASE | re.DOTALL,
)
#: What is of the document and not of the story: the encoding stands in its first kilobyte.
_OF_DOCUMENT = re.compile(rb"charset|http-equiv", re.IGNORECASE)


def shuffled_page(html: bytes, chance: random.Random) -> bytes:
    """Return the page with the metas of its head in another order, and the blocks and nodes of its
    JSON-LD.
    """
    metas, blocks = [], []
    in_head = True
    for found in _PARTS.finditer(html):
        in_head = in_head and not found["body"]
        if found["jsonld"]:
            blocks.append(found.span("json"))
        elif found["meta"] and in_head and not _OF_DOCUMENT.search(found["meta"]):
            metas.append(found.span("meta"))
    parts = [*_exchanged(html, metas, chance), *_exchanged(html, blocks, chance, _shuffled_json)]
    at, pieces = 0, []
    for (start, end), instead in sorted(parts):
        pieces += [html[at:start], instead]
        at = end
    return b"".join([*pieces, html[at:]])


Span = tuple[int, int]
_NAME = re.compile(rb"""\b(property|name|itemprop)\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)


def _family(meta: bytes) -> bytes:
    """Return what the name of a meta begins with: "og:image" of "og:image:width"."""
    names = {attribute.lower(): name.lower() for attribute, name in _NAME.findall(meta)}
    name = names.get(b"property") or names.get(b"name") or names.get(b"itemprop") or b""
    return b":".join(name.split(b":")[:2])


def _exchanged(
    html: bytes,
    spans: Sequence[Span],
    chance: random.Random,
    change: Callable[[bytes, random.Random], bytes] | None = None,
) -> list[tuple[Span, bytes]]:
    """Return what stands instead in each span: the metas in another order, those of one family in
    their own.

    A repeated name is a list, and og:image:width is of the og:image before it.
    """
    texts = [html[start:end] for start, end in spans]
    chance.shuffle(texts)
    if change is None:
        by_family: dict[bytes, list[bytes]] = {}
        for start, end in spans:
            by_family.setdefault(_family(html[start:end]), []).append(html[start:end])
        texts = [by_family[_family(text)].pop(0) for text in texts]
    return [
        *zip(
            spans,
            texts if change is None else [change(text, chance) for text in texts],
            strict=True,
        )
    ]


def _shuffled_json(text: bytes, chance: random.Random) -> bytes:
    """Return a block of JSON-LD with its nodes in another order; what is no JSON stays as it is."""
    try:
        found = json.loads(text)
    except ValueError:
        return text
    for nodes in (found, found.get("@graph") if isinstance(found, dict) else None):
        if isinstance(nodes, list):
            chance.shuffle(nodes)
    # "</script>" inside a string would end the block
    return json.dumps(found).replace("</", "<\\/").encode()


def shuffled_record(record: dict[str, Json], chance: random.Random) -> dict[str, Json]:
    """Return the record with its keys in another order."""
    keys = list(record)
    chance.shuffle(keys)
    return {key: record[key] for key in keys}


def shuffled(page: Page, seed: str) -> Page | None:
    """Return the page with what is independent in another order; None for a text, all of which has
    its place.
    """
    chance = random.Random(seed)
    if page.text is not None:
        return None
    if page.html is None:
        return replace(page, metadata=shuffled_record(dict(page.metadata), chance))
    assert isinstance(page.html, bytes)
    return replace(page, html=shuffled_page(page.html, chance))


# -- the laws
# ---------------------------------------------------------------------------------------------


def sent_back(_: Page, answer: Answer, __: str) -> list[str]:
    """Return what changes when the article is sent back as metadata."""
    again = answered(Page(metadata=answer["article"]))
    return [
        *moved(answer["article"], again["article"]),
        *[f"repaired: {r['rule']} {r['path']}" for r in again["repairs"]],
    ]


def reordered(page: Page, answer: Answer, seed: str) -> list[str]:
    """Return what changes when what is independent stands in another order."""
    other = shuffled(page, seed)
    return [] if other is None else moved(_compared(answer), _compared(answered(other)))


def _compared(answer: Answer) -> dict[str, Any]:
    """Return what the order may not change: values, lists as sets, and how sure each is."""
    kept = {name: _unordered(name, value) for name, value in answer["article"].items()}
    kept |= {f"status of {name}": field["status"] for name, field in answer["fields"].items()}
    kept |= {
        f"confidence of {name}": field["confidence"] for name, field in answer["fields"].items()
    }
    repairs = [
        (r["path"], r["rule"], _unordered(r["path"].rpartition("/")[2], r["before"]))
        for r in answer["repairs"]
    ]
    kept["repairs"] = sorted(json.dumps(repair, sort_keys=True) for repair in repairs)
    return kept | {"status": answer["status"]}


def _unordered(name: str, value: Any) -> Any:
    is_list = name in PAGE_ORDER and isinstance(value, list)
    return sorted(value, key=lambda item: json.dumps(item, sort_keys=True)) if is_list else value


def monotone(page: Page, _: Answer, __: str) -> list[str]:
    """Return what a higher threshold gives though a lower one withholds it, or though it is printed
    as less sure.
    """
    faults: list[str] = []
    lower: Answer | None = None
    for level in LEVELS:
        higher = answered(page, Thresholds(level, level))
        # every answer has a kind, the most general one where none is sure enough
        given = [
            (name, value)
            for name, value in higher["article"].items()
            if (name, value) != ("@type", "NewsArticle")
        ]
        sure = {name: field["confidence"] for name, field in higher["fields"].items()}
        faults += [
            f"{name} at {level}: {sure[name]}"
            for name, _ in given
            if name in sure and sure[name] < level
        ]
        if lower is not None:
            faults += [
                f"{name} at {level}: {value!r} for {lower['article'].get(name)!r}"
                for name, value in given
                if not _is_part(value, lower["article"].get(name))
            ]
        lower = higher
    return faults


def _is_part(value: Any, of: Any) -> bool:
    """Return whether a value says no more than another: a list fewer members, a date its day."""
    if isinstance(value, list):
        return isinstance(of, list) and all(item in of for item in value)
    return bool(
        value == of or (isinstance(value, str) and isinstance(of, str) and of.startswith(value))
    )


def moved(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Return a line for each member that is not the same."""
    names = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
    return [f"{name}: {before.get(name)!r} -> {after.get(name)!r}" for name in names]


LAWS: dict[str, Callable[[Page, Answer, str], list[str]]] = {
    "sent back": sent_back,
    "order": reordered,
    "minConfidence": monotone,
}


# -- the run
# ---------------------------------------------------------------------------------------------

Fault = tuple[str, str, str, str, list[str]]


def faults_of(records: Sequence[dict[str, Any]], folder: Path, laws: Sequence[str]) -> list[Fault]:
    """Return the faults of some records: law, corpus, way, page and what changed; a law that held
    has no lines.
    """
    found: list[Fault] = []
    for record in records:
        for way, page in ways_of(gold_page(folder, record)):
            answer = answered(page)
            tried = [law for law in laws if law != "order" or way != "text"]
            found += [
                (law, record["corpus"], way, record["id"], LAWS[law](page, answer, record["id"]))
                for law in tried
            ]
    return found


Counts = dict[tuple[str, str, str], tuple[int, int]]


def counted(found: Sequence[Fault]) -> Counts:
    """Return on how many pages of each corpus, sent each way, a law was tried and did not hold."""
    counts: Counts = {}
    for law, corpus, way, _, lines in found:
        tried, broken = counts.get((law, corpus, way), (0, 0))
        counts[law, corpus, way] = tried + 1, broken + bool(lines)
    return counts


def table(counts: Counts) -> list[str]:
    """Return the report's table, a row for each law, corpus and way."""
    rows = [
        f"| {' | '.join(key)} | {tried} | {broken} |"
        for key, (tried, broken) in sorted(counts.items())
    ]
    return ["| law | corpus | sent as | pages | does not hold on |", "|---|---|---|---|---|", *rows]


def measure(folder: Path, laws: Sequence[str], every: int, first: int) -> list[Fault]:
    """Return what every so many pages say of these laws."""
    records = [record for corpus in CORPORA for record in gold_records(folder, corpus)][
        first::every
    ]
    chunks = [records[start::16] for start in range(16)]
    with ProcessPoolExecutor(2) as pool:
        parts = pool.map(faults_of, chunks, [folder] * len(chunks), [laws] * len(chunks))
        return [fault for part in parts for fault in part]


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.promises", description=__doc__)
    parser.add_argument(
        "--floors", action="store_true", help="fail where a law does not hold on a page"
    )
    parser.add_argument("--write", action="store_true", help="write bench/reports/promises.md")
    parser.add_argument("--list", action="store_true", help="name the pages, and what changed")
    parser.add_argument("--law", choices=LAWS, action="append", help="only this law")
    parser.add_argument("--every", type=int, default=1, help="only every so many pages")
    parser.add_argument("--first", type=int, default=0, help="the first of them")
    options = parser.parse_args(None if arguments is None else list(arguments))
    folder = required_data_dir()
    found = measure(folder, options.law or [*LAWS], options.every, options.first)
    counts = counted(found)
    print("\n".join(table(counts)))
    for law, corpus, way, name, lines in found if options.list else ():
        print(*[f"{law}\t{corpus}\t{way}\t{name}\t{line}\n" for line in lines], sep="", end="")
    if options.write:
        REPORT.write_text("\n".join([*_head(folder), *table(counts), ""]), "utf-8")
        seal(REPORT)
    broken = sum(broken for _, broken in counts.values())
    print(f"{broken} of {sum(tried for tried, _ in counts.values())} tries do not hold")
    return 1 if broken and options.floors else 0


def _head(folder: Path) -> list[str]:
    corpora = ", ".join(f"{corpus} {corpus_digest(folder, corpus)}" for corpus in CORPORA)
    levels = ", ".join(f"{level:g}" for level in LEVELS)
    prose = (
        f"Made by `python -m bench.promises --write`: Dateline {__version__}; {corpora}. "
        "Each page is sent as it was fetched, "
        "as its text alone, and as a record of its metas and JSON-LD. *sent back*: the "
        "article of the answer, posted as "
        "metadata, is its own answer, without repairs. *order*: the metas of the head "
        "(those of one name keep theirs), the "
        "blocks and nodes of JSON-LD outside menus, and the keys of a record stand in "
        "another order, and values, statuses, "
        "confidences and repairs are the same; all of a text has its place, so nothing "
        "is tried there. *minConfidence*: of "
        f"{levels}, a higher one gives no value that a lower one does not, and none that "
        "is printed as less sure. "
        "`make floors` fails where one does not hold."
    )
    return ["# The promises on every page", "", prose, ""]


if __name__ == "__main__":
    raise SystemExit(main())
