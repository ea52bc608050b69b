"""Accuracy on the gold pages: ``python -m bench.accuracy`` posts each page to the service and scores the answers.

Writes bench/reports/accuracy.md and accuracy.json, prints the table beside the peers' figures, and with ``--floors`` fails when
a figure lies under bench/floors.json.  ``--errors FIELD`` lists what did not match.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.data import corpus_digest, gold_records, page_bytes, required_data_dir, scorer
from service import __version__

REPORTS = Path(__file__).parent / "reports"
FLOORS = Path(__file__).parent / "floors.json"
PEERS = Path(__file__).parent / "peers.json"

#: The scorer's fields in report order, with the name of the peers' figure.
FIELDS = (
    ("title", "headline"),
    ("authors", "authors"),
    ("published", "published day"),
    ("tags", "tags"),
    ("publisher", "publisher"),
    ("description", "description"),
    ("canonical_url", "canonical"),
    ("image", "image"),
    ("language", "language"),
)


def prediction(article: dict[str, Any], identifier: str) -> dict[str, Any]:
    """An answer's article under the scorer's names."""
    return {
        "id": identifier,
        "title": article.get("headline"),
        "authors": [author["name"] for author in article.get("author", ())],
        "published": article.get("datePublished"),
        "modified": article.get("dateModified"),
        "tags": article.get("keywords", []),
        "publisher": article.get("publisher", {}).get("name"),
        "description": article.get("description"),
        "canonical_url": article.get("url"),
        "image": next((image["url"] for image in article.get("image", ())), None),
        "section": next(iter(article.get("articleSection", ())), None),
        "language": article.get("inLanguage"),
    }


def answers_to(records: list[dict[str, Any]], folder: Path) -> list[tuple[dict[str, Any], str]]:
    """The prediction and the document status of each record, through the service's own HTTP rim."""
    from service.app import create_app

    client = create_app().test_client()
    found = []
    for record in records:
        query = {"explain": "none"} | ({"url": record["url"]} if record.get("url") else {})
        fetched = record.get("fetched")
        if fetched:
            query["fetchedAt"] = fetched.replace(" ", "T") + "Z"
        response = client.post(
            f"/v1/normalize?{urlencode(query)}", data=page_bytes(folder, record), headers={"Content-Type": "text/html"}
        )
        if response.status_code != 200:
            raise SystemExit(f"{record['id']}: {response.status_code} {response.get_data(as_text=True)[:300]}")
        answer = response.get_json()
        found.append((prediction(answer["article"], record["id"]), answer["status"]))
    return found


def run(folder: Path, records: list[dict[str, Any]], processes: int = 2) -> list[tuple[dict[str, Any], str]]:
    """The answers to all records, in order."""
    size = max(1, len(records) // (processes * 4))
    chunks = [records[start : start + size] for start in range(0, len(records), size)]
    with ProcessPoolExecutor(processes) as pool:
        return [answer for chunk in pool.map(answers_to, chunks, [folder] * len(chunks)) for answer in chunk]


def figures(result: dict[str, Any]) -> dict[str, float]:
    """The figures that floors guard, in percent."""
    found = {name: round(100 * (result[field]["f1"] or 0.0), 2) for field, name in FIELDS}
    published = result["published"]
    found["wrong days"] = round(100 * (published["wrong_rate"] or 0.0), 2)
    found["exact instant"] = round(100 * (published["instant_rate"] or 0.0), 2)
    found["dates invented"] = published["spurious"]
    return found


def table(found: dict[str, float], peers: dict[str, Any]) -> list[str]:
    """The report's table: ours beside each peer's, best peer named."""
    names = list(peers["figures"])
    lines = ["| figure | Dateline | " + " | ".join(names) + " |", "|---" * (len(names) + 2) + "|"]
    for name, value in found.items():
        theirs = [peers["figures"][peer].get(name) for peer in names]
        lines.append(f"| {name} | **{value:g}** | " + " | ".join("–" if x is None else f"{x:g}" for x in theirs) + " |")
    return lines


def under_floor(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """A line for each figure that lies beyond its floor; "wrong days" and "dates invented" are ceilings."""
    bad = []
    for name, floor in floors.items():
        ceiling = name in ("wrong days", "dates invented")
        if (found[name] > floor) if ceiling else (found[name] < floor):
            bad.append(f"{name}: {found[name]:g} is {'over' if ceiling else 'under'} the floor of {floor:g}")
    return bad


def main(arguments: Iterable[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument("--floors", action="store_true", help="fail when a figure lies under bench/floors.json")
    parser.add_argument("--errors", metavar="FIELD", help="list what did not match in a field of the scorer")
    parser.add_argument("--write", action="store_true", help="write the report into bench/reports")
    options = parser.parse_args(None if arguments is None else list(arguments))
    folder = required_data_dir()
    score = scorer(folder)
    records = gold_records(folder)
    answers = run(folder, records)
    scored, errors = score.score(score.drop_doubtful(records), {p["id"]: p for p, _ in answers})
    found = figures(scored)
    score.table(scored, "gold")
    lines = table(found, json.loads(PEERS.read_text("utf-8")))
    print("\n".join(lines))
    if options.errors:
        for field, identifier, gold, got in errors:
            if options.errors == field:
                print(identifier, *(json.dumps(value, ensure_ascii=False) for value in (gold, got)), sep="\t")
    if options.write:
        _write(folder, found, lines, [status for _, status in answers])
    bad = under_floor(found, json.loads(FLOORS.read_text("utf-8"))) if options.floors else []
    print("\n".join(bad), file=sys.stderr)
    print(f"{len(records)} pages answered, {len(bad)} figures beyond their floors")
    return 1 if bad else 0


def _write(folder: Path, found: dict[str, float], lines: list[str], statuses: list[str]) -> None:
    REPORTS.mkdir(exist_ok=True)
    report = {
        "corpus": corpus_digest(folder),
        "version": __version__,
        "pages": len(statuses),
        "status": {status: statuses.count(status) for status in sorted(set(statuses))},
        "figures": found,
    }
    (REPORTS / "accuracy.json").write_text(json.dumps(report, indent=2, sort_keys=True) + "\n", "utf-8")
    head = [
        "# Accuracy on the gold pages",
        "",
        f"Made by `python -m bench.accuracy --write`: Dateline {__version__}, {len(statuses)} pages.",
        f"Corpus {report['corpus']}.",
        "Figures are F1 in percent, except wrong days (share of dated pages), exact instant (share of instants), dates",
        "invented (of six pages without one). The peers' figures were measured once, in November 2026, with the same scorer.",
        "",
    ]
    (REPORTS / "accuracy.md").write_text("\n".join([*head, *lines, ""]), "utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
