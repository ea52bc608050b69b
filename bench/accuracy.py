"""Accuracy on the gold pages: ``python -m bench.accuracy`` posts each page to the service and
scores the answers.

All three corpora in one run, or those that ``--corpus`` names.  Writes bench/reports/accuracy.md
and accuracy.json, prints the tables, the gold's beside the peers' figures, and with ``--floors``
fails when a figure lies under bench/floors.json. ``--errors FIELD`` lists what did not match; of
gold-blind, which nobody looks at, only totals leave this module.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

from bench import calibration
from bench.data import (
    BLIND,
    CORPORA,
    corpus_digest,
    gold_records,
    must_be_listable,
    page_bytes,
    required_data_dir,
    scorer,
)
from bench.floors import read as floors_of
from bench.intervals import by_domain, f1, interval
from bench.stamps import seal
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

#: The scorer's fields by the article's members.
MEMBERS = {
    "title": "headline", "authors": "author", "published": "datePublished", "tags": "keywords",
        "publisher": "publisher",
    "description": "description", "canonical_url": "url", "image": "image",
    "language": "inLanguage",
}  # fmt: skip
#: From this confidence on an answer promises to be right; a wrong day beyond it is a broken
#: promise.
SURE = 0.95
#: The corpora whose intervals are given, put together: those on which the rules were not written.
UNTUNED = ("gold-more", "gold-blind")


def prediction(article: dict[str, Any], identifier: str) -> dict[str, Any]:
    """Return an answer's article under the scorer's names."""
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


def answered(answer: dict[str, Any], identifier: str) -> tuple[dict[str, Any], str]:
    """Return an answer's prediction, with the confidence of each field, and its document status."""
    # A field without observations has no report.
    said = {
        field: answer["fields"].get(member, {"confidence": 0.0})["confidence"]
        for field, member in MEMBERS.items()
    }
    more = {"confidence": said["published"], "confidences": said}
    return prediction(answer["article"], identifier) | more, answer["status"]


def answers_to(records: list[dict[str, Any]], folder: Path) -> list[tuple[dict[str, Any], str]]:
    """Return the prediction and the document status of each record, through the service's HTTP
    interface.
    """
    from service.app import create_app

    client = create_app().test_client()
    found = []
    for record in records:
        query = {"explain": "summary"} | ({"url": record["url"]} if record.get("url") else {})
        fetched = record.get("fetched")
        if fetched:
            query["fetchedAt"] = fetched.replace(" ", "T") + "Z"
        response = client.post(
            f"/v1/normalize?{urlencode(query)}",
            data=page_bytes(folder, record),
            headers={"Content-Type": "text/html"},
        )
        if response.status_code != 200:
            must_be_listable(
                record["corpus"], f"A page was answered with {response.status_code}; its name"
            )
            raise SystemExit(
                f"{record['id']}: {response.status_code} {response.get_data(as_text=True)[:300]}"
            )
        found.append(answered(response.get_json(), record["id"]))
    return found


def run(
    folder: Path, records: list[dict[str, Any]], processes: int = 2
) -> list[tuple[dict[str, Any], str]]:
    """Return the answers to all records, in order."""
    size = max(1, len(records) // (processes * 4))
    chunks = [records[start : start + size] for start in range(0, len(records), size)]
    with ProcessPoolExecutor(processes) as pool:
        return [
            answer
            for chunk in pool.map(answers_to, chunks, [folder] * len(chunks))
            for answer in chunk
        ]


def figures(result: dict[str, Any]) -> dict[str, float]:
    """Return the figures that floors guard, in percent."""
    found = {name: round(100 * (result[field]["f1"] or 0.0), 2) for field, name in FIELDS}
    published = result["published"]
    found["wrong days"] = round(100 * (published["wrong_rate"] or 0.0), 2)
    found["exact instant"] = round(100 * (published["instant_rate"] or 0.0), 2)
    found["dates invented"] = published["spurious"]
    return found


@dataclass(frozen=True, slots=True)
class Scored:
    """One corpus, answered and scored: the scorer's result, our figures, and the mismatches (none
    for gold-blind).
    """

    corpus: str
    result: dict[str, Any]
    figures: dict[str, float]
    statuses: tuple[str, ...]
    sure: tuple[int, int]
    errors: tuple[tuple[Any, ...], ...]
    said: Mapping[str, Sequence[tuple[float, bool]]]

    @property
    def report(self) -> dict[str, Any]:
        """Return the totals that are written to the report."""
        return {
            "pages": len(self.statuses),
            "status": {
                status: self.statuses.count(status) for status in sorted(set(self.statuses))
            },
            "figures": self.figures,
            "days given at 0.95 and above": self.sure[1],
            "wrong days among them": self.sure[0],
        }


Given = Mapping[str, Mapping[str, Any]]


def scored(
    score: ModuleType,
    corpus: str,
    records: Sequence[dict[str, Any]],
    answers: Sequence[tuple[Any, str]],
) -> Scored:
    """Return the scored corpus."""
    kept = score.drop_doubtful(records)
    given = {prediction["id"]: prediction for prediction, _ in answers}
    result, errors = score.score(kept, given)
    found = figures(result)
    wrong = {identifier for field, identifier, *_ in errors if field == "published"}
    dated = [
        r["id"] for r in kept if r["gold"].get("published") or r["gold"].get("published_absent")
    ]
    sure = [
        name for name in dated if given[name]["published"] and given[name]["confidence"] >= SURE
    ]
    shown = () if corpus == BLIND else tuple(errors)
    said = calibration.told(
        FIELDS, kept, given, ((field, identifier) for field, identifier, *_ in errors)
    )
    statuses = tuple(status for _, status in answers)
    return Scored(
        corpus, result, found, statuses, (sum(n in wrong for n in sure), len(sure)), shown, said
    )


def table(corpus: str, found: dict[str, float], peers: dict[str, Any]) -> list[str]:
    """Return the report's table of one corpus: our figures beside those of each peer measured on
    it.
    """
    names = list(peers["figures"])
    lines = [
        f"| figure | Dateline on {corpus} |" + "".join(f" {name} |" for name in names),
        "|---" * (len(names) + 2) + "|",
    ]
    for name, value in found.items():
        theirs = [peers["figures"][peer].get(name) for peer in names]
        lines.append(
            f"| {name} | **{value:g}** |"
            + "".join(" – |" if x is None else f" {x:g} |" for x in theirs)
        )
    return lines


def share(sure: tuple[int, int]) -> str:
    """Return the share of wrong days among those given with high confidence, as the report words
    it.
    """
    wrong, count = sure
    return (
        f"{wrong} of {count} published days given at {SURE:g} and above are wrong "
        f"({100 * wrong / max(1, count):.2f} %)"
    )


def intervals(
    score: ModuleType, records: Sequence[dict[str, Any]], given: Given
) -> dict[str, tuple[float, float, float, int]]:
    """Return for each figure F1, the ends of its 95 % interval, and the number of domains."""
    counts = by_domain(score, score.drop_doubtful(records), given, (field for field, _ in FIELDS))
    return {
        name: (round(f1(counts[field]), 2), *interval(counts[field]), len(counts[field]))
        for field, name in FIELDS
    }


def interval_table(found: Mapping[str, Sequence[float]]) -> list[str]:
    """Return the report's table of intervals."""
    rows = [
        f"| {name} | {value:g} | {low:g} to {high:g} | {count:g} |"
        for name, (value, low, high, count) in found.items()
    ]
    return ["| figure | F1 in % | 95 % interval | domains |", "|---|---|---|---|", *rows]


def under_floor(found: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a line for each figure beyond its floor; "wrong days" and "dates invented" have
    ceilings.
    """
    bad = []
    for name, floor in floors.items():
        ceiling = name in ("wrong days", "dates invented")
        if (found[name] > floor) if ceiling else (found[name] < floor):
            bad.append(
                f"{name}: {found[name]:g} is {'over' if ceiling else 'under'} the "
                "floor "
                f"of {floor:g}"
            )
    return bad


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.accuracy", description=__doc__)
    parser.add_argument(
        "--corpus",
        choices=CORPORA,
        action="append",
        help="only this corpus; can be given more than once",
    )
    parser.add_argument(
        "--floors", action="store_true", help="fail when a figure lies under bench/floors.json"
    )
    parser.add_argument(
        "--errors", metavar="FIELD", help="list what did not match in a field of the scorer"
    )
    parser.add_argument(
        "--write", action="store_true", help="write the report of all corpora into bench/reports"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    corpora = (
        CORPORA
        if options.write or not options.corpus
        else tuple(c for c in CORPORA if c in options.corpus)
    )
    if options.errors and options.corpus:
        for corpus in options.corpus:
            must_be_listable(corpus, "--errors")
    folder = required_data_dir()
    score = scorer(folder)
    records = {corpus: gold_records(folder, corpus) for corpus in corpora}
    pages = [record for corpus in corpora for record in records[corpus]]
    answers = dict(zip(map(_key, pages), run(folder, pages), strict=True))
    found = [scored(score, c, records[c], [answers[_key(r)] for r in records[c]]) for c in corpora]
    untuned = [record for corpus in UNTUNED for record in records.get(corpus, ())]
    bounds = (
        {}
        if options.floors or not untuned
        else intervals(score, untuned, {r["id"]: answers[_key(r)][0] for r in untuned})
    )
    text = _text(folder, found, bounds)
    for each in found:
        score.table(each.result, each.corpus)
    print("\n".join(text))
    for each in found:
        for field, identifier, gold, got in each.errors:
            if options.errors == field:
                values = (json.dumps(value, ensure_ascii=False) for value in (gold, got))
                print(each.corpus, identifier, *values, sep="\t")
    if options.write:
        _write(folder, found, bounds, text)
    floors = floors_of(FLOORS) if options.floors else {}
    bad = [
        f"{each.corpus}: {line}"
        for each in found
        for line in under_floor(each.figures, floors.get(each.corpus, {}))
    ]
    print("\n".join(bad), file=sys.stderr)
    print(f"{len(pages)} pages answered, {len(bad)} figures beyond their floors")
    return 1 if bad else 0


def _key(record: Mapping[str, Any]) -> tuple[str, str]:
    return record["corpus"], record["id"]


def _text(
    folder: Path, found: Sequence[Scored], bounds: Mapping[str, Sequence[float]]
) -> list[str]:
    """Return the report's sections: a table for each corpus, and the intervals."""
    peers = json.loads(PEERS.read_text("utf-8"))
    lines = []
    for each in found:
        read = "nobody has looked at" if each.corpus == BLIND else "have been read"
        lines += [
            f"## {each.corpus}: {len(each.statuses)} pages that {read}",
            "",
            f"Corpus {corpus_digest(folder, each.corpus)}.",
            "",
        ]
        beside = peers if each.corpus == "gold" else {"figures": {}}
        lines += [*table(each.corpus, each.figures, beside), "", f"{share(each.sure)}.", ""]
    if len(found) > 1:
        together = {
            name: [answer for each in found for answer in each.said[name]] for _, name in FIELDS
        }
        lines += ["## Confidence, on all pages together", "", *calibration.table(together), ""]
    if bounds:
        title = (
            "## gold-more and gold-blind together"
            if len(found) > 1
            else f"## {found[0].corpus}, how sure"
        )
        lines += [title, "", *interval_table(bounds), ""]
    return lines


def _write(
    folder: Path,
    found: Sequence[Scored],
    bounds: Mapping[str, Sequence[float]],
    text: Sequence[str],
) -> None:
    REPORTS.mkdir(exist_ok=True)
    corpora = {
        each.corpus: each.report | {"corpus": corpus_digest(folder, each.corpus)} for each in found
    }
    report = {"version": __version__, "corpora": corpora, "intervals": bounds}
    (REPORTS / "accuracy.json").write_text(
        json.dumps(report, indent=2, sort_keys=True) + "\n", "utf-8"
    )
    head = [
        "# Accuracy on the gold pages",
        "",
        f"Made by `python -m bench.accuracy --write`: Dateline {__version__}.",
        (
            "Figures are F1 in percent, except wrong days (share of dated pages), exact "
            "instant (share of instants), dates"
        ),
        (
            "invented (a count, on pages without a date). Rules were written on gold and "
            "looked over on gold-more; gold-blind is"
        ),
        (
            "scored and never looked at. Where these two were labelled from two places "
            "of "
            "the page that agree, the figures"
        ),
        (
            "flatter: canonical, image, language, publisher and description. The "
            "intervals "
            "are a bootstrap over domains."
        ),
        "The peers' figures were measured once, in November 2026, with the same scorer.",
        "",
    ]
    (REPORTS / "accuracy.md").write_text("\n".join([*head, *text]), "utf-8")
    seal(REPORTS / "accuracy.md")


if __name__ == "__main__":
    raise SystemExit(main())
