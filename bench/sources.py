"""The reliability of each kind of place: ``python -m bench.sources`` measures those of the sources
table.

For each gold page and each source, the field is resolved from that source's observations alone and
compared with the gold. For dates only pages count on which no other place names another day: where
places contradict each other the resolver weighs them, and the reliability says how far a place is
to be trusted by itself.  The share of right values is drawn towards the field's mean where few
pages have the source.  Writes bench/reports/sources.md; ``--apply`` puts the figures into
observe/sources.json, but for places that are read only where the known ones are silent: so few
pages do not measure them.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.data import corpus_digest, gold_records, page_bytes, required_data_dir, scorer
from bench.stamps import seal
from service import dates, fields, tags
from service.model import Context, Json, Observation, Page
from service.observe import observe, sources

#: A source seen on few pages is drawn towards its field's mean as if by this many more pages.
PRIOR_PAGES = 8

#: Gold fields with so few pages that an estimate is better than a measurement (35, 1 and 9 pages).
TOO_FEW = frozenset(("canonical_url", "section", "modified"))
#: No place is believed beyond this: the gold has too few pages to know better.
HIGHEST = 0.99

SOURCES = Path(sources.__file__).with_suffix(".json")
TABLE = sources.TABLE
REPORT = Path(__file__).parent / "reports" / "sources.md"

#: Gold field -> the observation fields that may state it.
STATED_IN = {
    "title": ("headline",),
    "authors": ("author",),
    "published": ("datePublished", "date", "dateCreated"),
    "modified": ("dateModified",),
    "tags": ("keywords",),
    "publisher": ("publisher",),
    "description": ("description",),
    "canonical_url": ("url",),
    "image": ("image",),
    "section": ("articleSection",),
    "language": ("inLanguage",),
}


def value_of(gold_field: str, observations: Sequence[Observation], context: Context) -> Any:
    """Return what one source's observations say about a gold field, in the scorer's shape, or
    None.
    """
    resolve: dict[str, Callable[[], Json]] = {
        "title": lambda: fields.resolve_headline(observations, context).value,
        "authors": lambda: fields.resolve_authors(observations, context).value,
        "tags": lambda: (
            tags.resolve(
                observations,
                context,
                section=None,
                authors=(),
                publisher=None,
                language=context.language,
            ).value
        ),
        "publisher": lambda: fields.resolve_publisher(observations, context).value,
        "description": lambda: fields.resolve_description(observations, context).value,
        "canonical_url": lambda: fields.resolve_url(observations, context).value,
        "image": lambda: fields.resolve_image(observations, context).value,
        "section": lambda: fields.resolve_section(observations, context).value,
        "language": lambda: fields.resolve_language(observations, context).value,
    }
    if gold_field in ("published", "modified"):
        role = "datePublished" if gold_field == "published" else "dateModified"
        as_role = [replace(o, field=role) for o in observations]
        return dates.resolve(as_role, context, 0.0)[role].value
    return _flat(gold_field, resolve[gold_field]())


def _flat(gold_field: str, value: Any) -> Any:
    if gold_field == "authors":
        return [author["name"] for author in value or ()]
    if gold_field == "publisher":
        return value and value["name"]
    if gold_field == "image":
        return value and value[0]["url"]
    if gold_field == "section":
        return value and value[0]
    return value


def is_right(score: ModuleType, gold_field: str, record: dict[str, Any], value: Any) -> bool:
    """Return whether the scorer takes a value for the gold's."""
    gold = record["gold"][gold_field]
    if gold_field in score.LISTS:
        return bool(score.fold_set(gold) == score.fold_set(value))
    if gold_field in score.DATES:
        stated, told = score.parse_when(gold), score.parse_when(value)
        known = bool(record["gold"].get(gold_field + "_tz_known", stated.aware is not None))
        return told is not None and bool(score.same_day(stated, told, known))
    return bool(score.SCALAR[gold_field](gold, value))


def _count(records: list[dict[str, Any]], folder: Path) -> dict[tuple[str, str], list[bool]]:
    score = scorer(folder)
    found: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for record in records:
        seen = observe(Page(url=record.get("url"), html=page_bytes(folder, record)))
        language = record["gold"].get("language")
        context = Context(
            record.get("url"), language, fields.country_of(record.get("url"), language)
        )
        for gold_field, stated_in in STATED_IN.items():
            if not record["gold"].get(gold_field):
                continue
            by_source: dict[str, list[Observation]] = defaultdict(list)
            for observation in seen.observations:
                if observation.field in stated_in:
                    by_source[observation.source.id].append(observation)
            values = {
                source: value_of(gold_field, said, context) for source, said in by_source.items()
            }
            for source, value in values.items():
                if value and not _contradicted(gold_field, source, values):
                    found[gold_field, source].append(is_right(score, gold_field, record, value))
    return dict(found)


def _contradicted(gold_field: str, source: str, values: dict[str, Any]) -> bool:
    """Return whether another place of the page names another day."""
    if gold_field not in ("published", "modified"):
        return False
    days = {value[:10] for value in values.values() if value}
    return days != {values[source][:10]}


#: (gold field, source id) -> right or wrong, one for each page on which the source says something.
Hits = Mapping[tuple[str, str], Sequence[bool]]


def measure(folder: Path, records: list[dict[str, Any]] | None = None) -> Hits:
    """Return the hits of every source on the gold pages, or on some of them."""
    records = scorer(folder).drop_doubtful(gold_records(folder) if records is None else records)
    chunks = [records[start : start + 50] for start in range(0, len(records), 50)]
    total: dict[tuple[str, str], list[bool]] = defaultdict(list)
    with ProcessPoolExecutor(2) as pool:
        for part in pool.map(_count, chunks, [folder] * len(chunks)):
            for key, hits in part.items():
                total[key] += hits
    return total


def smoothed(hits: Sequence[bool], mean: float) -> float:
    """Return the share of right values, drawn towards a mean."""
    return (sum(hits) + PRIOR_PAGES * mean) / (len(hits) + PRIOR_PAGES)


def table(total: Hits) -> list[str]:
    """Return the report's rows, by field and number of pages."""
    lines = ["| field | source | pages | right | reliability |", "|---|---|---|---|---|"]
    for gold_field in STATED_IN:
        rows = {source: hits for (name, source), hits in total.items() if name == gold_field}
        if not rows:
            continue
        mean = mean_of(gold_field, total)
        for source, hits in sorted(rows.items(), key=lambda row: (-len(row[1]), row[0])):
            lines.append(
                f"| {gold_field} | `{source}` | {len(hits)} | {sum(hits)} | "
                f"{smoothed(hits, mean):.2f} |"
            )
    return lines


def applied(total: Hits) -> Iterator[sources.Row]:
    """Yield the rows of the sources table, with the measured reliability in each that was seen."""
    for row in TABLE:
        gold = next((name for name, stated_in in STATED_IN.items() if row.field in stated_in), None)
        hits = [
            hit
            for name in row.names.split()
            for hit in total.get((str(gold), f"{row.place}:{name}"), ())
        ]
        if hits and gold not in TOO_FEW:
            row = row._replace(
                reliability=round(min(smoothed(hits, mean_of(str(gold), total)), HIGHEST), 2)
            )
        yield row


def written(rows: Iterable[sources.Row]) -> str:
    """Return the text of the sources table: by place, a row a line."""
    places = [
        f" {json.dumps(place)}: [\n"
        + ",\n".join([f"  {json.dumps(row[1:])}" for row in of_place])
        + "\n ]"
        for place, of_place in groupby(rows, lambda row: row.place)
    ]
    dumps = [
        f"  {json.dumps(place)}: {json.dumps(row)}" for place, row in sources.TEXT_PLACES.items()
    ]
    return "{\n" + ",\n".join([*places, ' "text": {\n' + ",\n".join(dumps) + "\n }"]) + "\n}\n"


def mean_of(gold_field: str, total: Hits) -> float:
    """Return the share of right values over all sources of a field."""
    hits = [hit for (name, _), found in total.items() if name == gold_field for hit in found]
    return sum(hits) / len(hits)


def main(arguments: Iterable[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m bench.sources", description=__doc__)
    parser.add_argument(
        "--apply", action="store_true", help="put the figures into service/observe/sources.json"
    )
    options = parser.parse_args(None if arguments is None else list(arguments))
    folder = required_data_dir()
    total = measure(folder)
    lines = table(total)
    if options.apply:
        SOURCES.write_text(written(applied(total)), "utf-8")
    head = [
        "# How often each place is right",
        "",
        f"Made by `python -m bench.sources`; corpus {corpus_digest(folder)}.",
        "",
    ]
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join([*head, *lines, ""]), "utf-8")
    seal(REPORT)
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
