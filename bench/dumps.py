"""The gold pages as text dumps: ``python -m bench.dumps`` posts the text of each page alone, as
three kinds of scraper keep it.

A dump has no marks, so much of what a page states is lost; the question is what is answered wrong.
``texts`` has each text node on a line of its own with the page's title first (BeautifulSoup's
get_text), ``body`` the same of the body alone, and ``blocks`` a line for each block (a browser's
innerText).  Writes bench/reports/dumps.md; with ``--floors`` it fails when more is wrong or less is
right than bench/dumps_floors.json allows.  ``--errors FIELD`` lists what was answered wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench import calibration
from bench.accuracy import prediction
from bench.bytes import answer, gold_page
from bench.data import corpus_digest, gold_records, required_data_dir, scorer
from bench.floors import read as floors_of
from bench.stamps import seal
from service import __version__
from service.model import Page
from service.normalize import normalize

#: The greatest calibration error of headlines in dumps.
MOST_GAP = 0.05
_TRUST = (
    "How far the confidence of the headlines that are given can be trusted, on gold and gold-more; "
    "right is the gold's wording, or the one that the page's own marks give.",
)

REPORT = Path(__file__).parent / "reports" / "dumps.md"
FLOORS = Path(__file__).with_name("dumps_floors.json")
KINDS = ("texts", "body", "blocks")
#: The scorer's fields that a dump can answer, with the names of the report.
FIELDS = {"title": "headline", "authors": "authors", "published": "published day"}
_UNSEEN = "script, style, noscript, template, svg, select"
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p "
    "pre section table tbody td tfoot th thead tr ul br button body".split()
)


def dump(html: bytes, kind: str) -> str:
    """Return the page's text as a scraper of that kind keeps it."""
    tree = LexborHTMLParser(html)
    for node in tree.css(_UNSEEN):
        node.decompose()
    body = tree.body
    if body is None:
        return ""
    if kind == "blocks":
        return _blocks(body)
    title = tree.css_first("title")
    lines = [title.text().strip()] if kind == "texts" and title is not None else []
    lines += (line.strip() for line in body.text(separator="\n").split("\n"))
    return "\n".join(line for line in lines if line)


def _blocks(body: LexborNode) -> str:
    """Return a line for each run of text between borders of blocks."""
    parts: list[str] = []
    waiting: list[LexborNode | str] = [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            parts.append(node)
        elif node.tag == "-text":
            parts.append(" ".join(f"_{node.text_content or ''}_".split())[1:-1])
        else:
            children = list(node.iter(include_text=True))
            border = "\n" if node.tag in _BLOCKS else ""
            waiting += [border, *reversed(children), border]
    return "\n".join(text for line in "".join(parts).split("\n") if (text := line.strip()))


Shares = dict[str, dict[str, float]]


def answers(kind: str, folder: Path, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the answers to the dumps of these records, under the scorer's names, with the
    confidence of each field.
    """
    found = []
    for record in records:
        page = gold_page(folder, record)
        got = json.loads(
            answer(
                Page(text=dump(page.html or b"", kind), url=page.url, fetched_at=page.fetched_at)  # type: ignore[arg-type]
            )
        )
        found.append(prediction(got["article"], record["id"]))
    return found


def measure(
    kind: str, folder: Path, records: list[dict[str, Any]]
) -> tuple[dict[str, dict[str, float]], list[tuple[Any, ...]]]:
    """Return per field the percentages of gold values answered right, wrong and not at all, and the
    mismatches.
    """
    score = scorer(folder)
    kept = score.drop_doubtful(records)
    chunks = [records[start::8] for start in range(8)]
    with ProcessPoolExecutor(2) as pool:
        given = {
            p["id"]: p for chunk in pool.map(partial(answers, kind, folder), chunks) for p in chunk
        }
    _, errors = score.score(kept, given)
    figures: Shares = {}
    for field, name in FIELDS.items():
        dated = [record for record in kept if record["gold"].get(field)]
        missing = sum(not given[record["id"]][field] for record in dated)
        wrong = sum(
            1 for error in errors if error[0] == field and given[error[1]][field] and error[2]
        )
        count = len(dated)
        figures[name] = {
            "right": round(100 * (count - missing - wrong) / count, 1),
            "wrong": round(100 * wrong / count, 1),
            "not answered": round(100 * missing / count, 1),
        }
    return figures, errors


#: The corpora whose dumps show how far a headline's confidence can be trusted.
_JUDGED = ("gold", "gold-more")


def _trusted(job: tuple[Path, dict[str, Any]]) -> list[tuple[str, float, bool]]:
    """Return of a page's dumps the kind, the confidence of the headline that is given, and whether
    it is right: the gold's wording, or the one that the page's own marks give.
    """
    folder, record = job
    equal = scorer(folder).SCALAR["title"]
    page = gold_page(folder, record)
    own = normalize(page).article.get("headline")
    told = []
    for kind in KINDS:
        text = dump(page.html or b"", kind)  # type: ignore[arg-type]
        field = normalize(Page(text=text, url=page.url, fetched_at=page.fetched_at)).fields[
            "headline"
        ]
        if field.value is not None:
            right = any(
                equal(truth, field.value) for truth in (record["gold"]["title"], own) if truth
            )
            told.append((kind, field.confidence, right))
    return told


def trusted(folder: Path) -> dict[str, list[tuple[float, bool]]]:
    """Return by kind of dump how sure each headline was said to be, and whether it was right."""
    records = [
        (folder, record)
        for corpus in _JUDGED
        for record in scorer(folder).drop_doubtful(gold_records(folder, corpus))
        if record["gold"].get("title")
    ]
    found: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in KINDS}
    with ProcessPoolExecutor(2) as pool:
        for told in pool.map(_trusted, records, chunksize=8):
            for kind, said, right in told:
                found[kind].append((said, right))
    return found | {"all": [each for kind in KINDS for each in found[kind]]}


def table(found: dict[str, Shares]) -> list[str]:
    """Return the report's table, a row for each kind of dump and field."""
    lines = ["| dump | field | right | wrong | not answered |", "|---|---|---|---|---|"]
    for kind, figures in found.items():
        lines += [
            f"| {kind} | {name} | " + " | ".join(f"{share:g}" for share in shares.values()) + " |"
            for name, shares in figures.items()
        ]
    return lines


def beyond(found: dict[str, Shares], floors: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    """Return a line for each share beyond its floor: less right, or more wrong."""
    bad = []
    for kind, fields in floors.items():
        for name, limits in fields.items():
            shares = found[kind][name] if kind in found else {}
            if shares and shares["right"] < limits["right"]:
                bad.append(
                    f"{kind}: {name}: {shares['right']:g} right is under {limits['right']:g}"
                )
            if shares and shares["wrong"] > limits["wrong"]:
                bad.append(f"{kind}: {name}: {shares['wrong']:g} wrong is over {limits['wrong']:g}")
    return bad


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.dumps", description=__doc__)
    parser.add_argument("--floors", action="store_true", help="fail beyond bench/dumps_floors.json")
    parser.add_argument("--write", action="store_true", help="write bench/reports/dumps.md")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only dumps of this kind")
    parser.add_argument(
        "--errors", metavar="FIELD", help="list what did not match in a field of the scorer"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    folder = required_data_dir()
    records = gold_records(folder)
    found: dict[str, Shares] = {}
    for kind in options.kind or KINDS:
        found[kind], errors = measure(kind, folder, records)
        for field, identifier, gold, got in errors:
            if options.errors == field:
                print(
                    kind,
                    identifier,
                    *(json.dumps(value, ensure_ascii=False) for value in (gold, got)),
                    sep="\t",
                )
    trust = trusted(folder)
    lines = [*table(found), "", *_TRUST, "", *calibration.table(trust)]
    print("\n".join(lines))
    if options.write:
        REPORT.write_text("\n".join([*_head(folder, len(records)), *lines, ""]), "utf-8")
        seal(REPORT)
    bad = beyond(found, floors_of(FLOORS)) if options.floors else []
    gap = calibration.error(trust["all"])
    if options.floors and gap > MOST_GAP:
        bad.append(f"headlines: a calibration error of {gap:.3f} is over {MOST_GAP:g}")
    print("\n".join(bad), file=sys.stderr)
    print(f"{len(bad)} figures beyond their floors")
    return 1 if bad else 0


def _head(folder: Path, pages: int) -> list[str]:
    prose = (
        f"Made by `python -m bench.dumps --write`: Dateline {__version__}, {pages} pages,"
        " each as its text alone with its "
        f"address and time of fetch; corpus {corpus_digest(folder)}. Shares of the gold "
        "values, in percent. *texts* has each "
        "text node on a line of its own, the title first; *body* is the same of the body "
        "alone; *blocks* has a line for each "
        "block. Of the headlines that count as wrong most are the page's own in another "
        "wording: the gold has one of two. "
        "Authors are wrong where the list is not exactly the gold's."
    )
    return ["# Pages as text dumps", "", prose, ""]


if __name__ == "__main__":
    raise SystemExit(main())
