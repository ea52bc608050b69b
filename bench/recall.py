"""Recall of the observations: ``python -m bench.recall`` counts the gold values that were observed
at all.

A value counts as observed when simple cleaning makes one of the page's observations equal to it:
entities, blanks, splitting of lists, cutting off a site's name.  The mean number of observations
shows the price of the recall in noise.  Writes bench/reports/recall.md and the misses,
bench/reports/recall-misses.tsv; each with its side (the gold's error or ours) and the reason, which
a person who looked at the page wrote into bench/reports/recall-reasons.json.  The same is measured
on tests/pages, which are not in the gold.  Of gold-blind only totals are kept: no miss of it is
printed or written.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import urljoin

from bench.data import (
    BLIND,
    CORPORA,
    ROOT,
    corpus_digest,
    gold_records,
    must_be_listable,
    page_bytes,
    required_data_dir,
    scorer,
)
from bench.stamps import seal
from service.dates.partial import days, only
from service.dates.reading import Hints, Reading
from service.dates.readings import read
from service.fields.language import detect
from service.model import Json, Observation, Observed, Page
from service.observe import observe

REPORTS = Path(__file__).parent / "reports"
#: Field -> record id -> whose error the miss is, and why; written by hand.
REASONS = REPORTS / "recall-reasons.json"
#: Gold field, the observation fields that may hold it, and the target (percent; None: no target).
FIELDS: tuple[tuple[str, tuple[str, ...], float | None], ...] = (
    ("title", ("headline",), 98),
    ("authors", ("author",), 98),
    ("tags", ("keywords",), 96),
    ("description", ("description",), 98),
    ("image", ("image",), 95),
    ("canonical_url", ("url",), 100),
    ("language", ("inLanguage",), 99),
    ("publisher", ("publisher",), 79),
    ("section", ("articleSection",), None),
    ("published", ("datePublished", "date", "dateCreated"), None),
    ("instant", ("datePublished", "date", "dateCreated"), 93),
)
_SITE = re.compile(r"\s+[|¦·•»«:/–—-]+\s+|\s*[|¦·•»«]\s*|(?<=\S)[:–—]\s+|\s[:–—-]|[_｜：]")
_MARKS = re.compile(r"\s*[,;|،、；，·•\n]\s*|\s{2,}")
_LIST = re.compile(r"\s*/\s*|\s+(?:and|und|et|y|e|i|en|og|och|и|ve|&|with|mit)\s+")
_BY = re.compile(
    r"^(?:by|von|par|por|di|da|door|av|af|autor(?:in)?|author|auteur|text|written by|from)\b[\s:]*",
    re.IGNORECASE,
)
#: Text after a name: initials in brackets, the word for reporter.
_AFTER_NAME = re.compile(r"\s*(?:\([^()]*\)|기자|記者|记者)\s*$")
#: "Example.de" is the outlet Example.
_DOMAIN = re.compile(r"\.(?:com|net|org|[a-z]{2}|co\.uk)$", re.IGNORECASE)


def texts(raw: Json) -> Iterator[str]:
    """Yield every text in a raw value: strings, items of lists, the names and addresses of
    objects.
    """
    if isinstance(raw, str):
        yield raw
        if "&" in raw:
            yield html.unescape(html.unescape(raw))
    elif isinstance(raw, dict):
        if "givenName" in raw:
            yield f"{raw['givenName']} {raw.get('familyName', '')}"
        for key in ("name", "url", "contentUrl", "@id", "sameAs"):
            if key in raw:
                yield from texts(raw[key])
    elif isinstance(raw, list):
        for item in raw:
            yield from texts(item)
    elif raw is not None:
        yield str(raw)


def parts(text: str) -> Iterator[str]:
    """Yield a text and the runs of its pieces, since a site's name or a section may stand before or
    after.
    """
    yield text
    cuts = [match.span() for match in _SITE.finditer(text)][:12]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    for start in starts:
        yield from (text[start:end] for end in ends if end > start)


def members(text: str) -> Iterator[str]:
    """Yield a text and the members of the list that it may be, without labels."""
    yield text
    listed = [text, *_MARKS.split(text[:5_000])]
    for piece in [*listed, *(part for member in listed for part in _LIST.split(member))]:
        yield piece
        yield _AFTER_NAME.sub("", _BY.sub("", piece))
        yield piece.partition("/")[2]


class Judge:
    """The judge of whether gold values are among a page's observations, by the corpus' own measures
    of equality.
    """

    def __init__(self, score: ModuleType) -> None:
        """Use the scorer's folding."""
        self.score = score

    def title(self, gold: str, raws: list[Json], _: Observed) -> float:
        """Return 1 where a headline or a part of it is the gold's, else 0."""
        return float(self._any(gold, (p for raw in raws for t in texts(raw) for p in parts(t))))

    def publisher(self, gold: str, raws: list[Json], seen: Observed) -> float:
        """Return 1 where a publisher's name, a part of the title or of the copyright line is the
        gold's.
        """
        more = [
            o.raw
            for o in seen.observations
            if o.source.id in ("html:title", "html:copyright", "text:copyright")
        ]
        found = [p for raw in [*raws, *more] for t in texts(raw) for p in parts(t)]
        return float(self._any(gold, iter([*found, *(_DOMAIN.sub("", p) for p in found)])))

    def section(self, gold: str, raws: list[Json], _: Observed) -> float:
        """Return 1 where a section is the gold's."""
        return float(self._any(gold, (m for raw in raws for t in texts(raw) for m in members(t))))

    def name(self, gold: str, raws: list[Json], _: Observed) -> float:
        """Return 1 where the name or tag is among the observations, alone or in a list."""
        fold = self.score.fold
        wanted = fold(gold)
        return float(any(fold(m) == wanted for raw in raws for t in texts(raw) for m in members(t)))

    def description(self, gold: str, raws: list[Json], _: Observed) -> float:
        """Return 1 where a description shares four fifths of the gold's words."""
        return float(any(self.score.jaccard(gold, t) >= 0.8 for raw in raws for t in texts(raw)))

    def address(self, gold: str, raws: list[Json], seen: Observed) -> float:
        """Return 1 where an address, made absolute, is the gold's."""
        base = next((str(o.raw) for o in seen.observations if o.source.id == "url:address"), "")
        key = self.score.url_key
        return float(
            any(
                key(gold) == key(urljoin(base, t.strip()))
                for raw in raws
                for t in texts(raw)
                if len(t) < 4_000
            )
        )

    def language(self, gold: str, raws: list[Json], seen: Observed) -> float:
        """Return 1 where a declared language, or the one of the body's text, is the gold's."""
        key = self.score.lang_key
        if any(key(gold) == key(t) for raw in raws for t in texts(raw)):
            return 1.0
        detected = detect(seen.body)
        return float(detected is not None and key(detected[0]) == key(gold))

    def published(self, gold: str, raws: list[Json], seen: Observed) -> float:
        """Return 1 where a healthy reading is on the gold's day."""
        when = self.score.parse_when(gold)
        wanted = {when.day}
        if when.aware is not None:
            wanted |= {(when.aware + timedelta(hours=shift)).date() for shift in (-12, 14)}
        return float(
            any(day in wanted for r in self._readings(raws, seen) for day in days(r.partial))
        )

    def instant(self, gold: str, raws: list[Json], seen: Observed) -> float:
        """Return 1 where a healthy reading with a stated offset is the gold's minute."""
        when = self.score.parse_when(gold).aware
        return float(any(_is_minute(r, when) for r in self._readings(raws, seen)))

    def _any(self, gold: str, found: Iterator[str]) -> bool:
        wanted = self.score.fold(gold)
        return any(self.score.fold(text) == wanted for text in found)

    @staticmethod
    def _readings(raws: list[Json], seen: Observed) -> Iterator[Reading]:
        languages = [str(o.raw)[:2].lower() for o in seen.observations if o.field == "inLanguage"]
        for language in dict.fromkeys([*languages[:3], None]):
            for raw in raws:
                for text in texts(raw):
                    yield from read(text, Hints(language)).healthy


def _is_minute(reading: Reading, when: datetime) -> bool:
    partial = reading.partial
    possible, minute = days(partial), only(partial.minute)
    if len(possible) != 1 or minute is None or not partial.hour or not partial.offset:
        return False
    wall = [
        datetime(possible[0].year, possible[0].month, possible[0].day, h, minute)
        for h in partial.hour
        if h < 24
    ]
    naive = when.replace(tzinfo=None, second=0, microsecond=0)
    shift = when.utcoffset() or timedelta()
    return any(w - timedelta(minutes=o) == naive - shift for w in wall for o in partial.offset)


Measured = tuple[dict[str, list[float]], Counter[str], list[str], float]


def gold_pages(
    score: ModuleType, folder: Path, corpus: str
) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield the records of a corpus, without doubtful fields, with their pages."""
    for record in score.drop_doubtful(gold_records(folder, corpus)):
        yield record, page_bytes(folder, record)


def own_pages() -> Iterator[tuple[dict[str, Any], bytes]]:
    """Yield the HTML pages of tests/pages that expect an article, as records of the gold's
    shape.
    """
    for path in sorted((ROOT / "tests" / "pages").glob("*/page.html")):
        expected = json.loads((path.parent / "expected.json").read_text("utf-8"))
        article, request = expected["article"], expected["request"]
        gold = {
            "title": article.get("headline"),
            "authors": [author["name"] for author in article.get("author", ())],
            "tags": article.get("keywords"),
            "description": article.get("description"),
            "canonical_url": article.get("url"),
            "language": article.get("inLanguage"),
            "publisher": article.get("publisher", {}).get("name"),
            "published": article.get("datePublished"),
        }
        if gold["title"]:
            yield (
                {"id": path.parent.name, "url": request.get("url"), "gold": gold},
                path.read_bytes(),
            )


def measure(pages: Iterable[tuple[dict[str, Any], bytes]], judge: Judge) -> Measured:
    """Return per field the recall of each page and the number of observations, with the misses and
    the seconds taken.
    """
    judges: dict[str, Callable[[Any, list[Json], Observed], float]] = {
        "title": judge.title, "authors": judge.name, "tags": judge.name,
            "description": judge.description,
        "image": judge.address, "canonical_url": judge.address, "language": judge.language,
            "publisher": judge.publisher,
        "section": judge.section, "published": judge.published, "instant": judge.instant,
    }  # fmt: skip
    reasons: dict[str, dict[str, list[str]]] = json.loads(REASONS.read_text("utf-8"))
    recall: dict[str, list[float]] = defaultdict(list)
    counts: Counter[str] = Counter()
    misses: list[str] = []
    seconds = 0.0
    for record, body in pages:
        start = time.perf_counter()
        seen = observe(Page(url=record["url"], html=body))
        seconds += time.perf_counter() - start
        counts.update(o.field for o in seen.observations)
        for name, fields, _ in FIELDS:
            gold = _gold(record, name)
            if not gold:
                continue
            raws = [o.raw for o in seen.observations if o.field in fields]
            for wanted in gold if isinstance(gold, list) else [gold]:
                found = judges[name](wanted, raws, seen)
                recall[name].append(found)
                if found < 1 and record.get("corpus") != BLIND:
                    whose, why = reasons.get(name, {}).get(record["id"], ("?", "not looked at"))
                    misses.append(
                        _miss((name, record["id"], whose, why), wanted, seen.observations, fields)
                    )
    return recall, counts, misses, seconds


def _gold(record: dict[str, Any], name: str) -> Any:
    gold = record["gold"]
    if name != "instant":
        return gold.get(name)
    known = (
        gold.get("published")
        and gold.get("published_tz_known", True)
        and len(gold["published"]) > 16
    )
    return (
        gold["published"]
        if known and re.search(r"(?:Z|[+-]\d\d:\d\d)$", gold["published"])
        else None
    )


def _miss(
    head: tuple[str, ...], gold: Any, observations: tuple[Observation, ...], fields: tuple[str, ...]
) -> str:
    seen = [
        f"{o.source.id}={json.dumps(o.raw, ensure_ascii=False)[:120]}"
        for o in observations
        if o.field in fields
    ]
    return "\t".join((*head, json.dumps(gold, ensure_ascii=False), " ¦ ".join(seen[:14])))


def section(corpus: str, found: Measured, pages: int, digest: str) -> list[str]:
    """Return the report's table of a corpus, in Markdown."""
    recall, counts, misses, _ = found
    whose = Counter((name, side) for name, _, side, *_ in (miss.split("\t") for miss in misses))
    lines = [
        f"## {corpus}", "",
        f"{pages} pages, corpus {digest}.", "",
        ("| field | n | recall % | to reach | misses: the gold's | ours | not looked " "at | "
         "observations a page |"),
        "|---|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for name, fields, target in FIELDS:
        values = recall.get(name, [])
        if values:
            mean = sum(counts[field] for field in fields) / pages
            sides = " | ".join(
                "–" if corpus == BLIND else str(whose[name, side]) for side in ("gold", "ours", "?")
            )
            lines.append(
                f"| {name} | {len(values)} | {_share(values)} | {target or '–'} | "
                f"{sides} | {mean:.1f} |"
            )
    rest = ", ".join(f"{field} {count / pages:.1f}" for field, count in sorted(counts.items()))
    return [*lines, "", f"Observations a page, by field: {rest}.", ""]


def report(sections: Iterable[list[str]], own: Measured) -> str:
    """Return the report in Markdown."""
    head = [
        "# Oracle recall",
        "",
        "Share of gold values that stand among the observations of their page.",
        "",
    ]
    note = (
        "Why each value was missed stands in recall-misses.tsv: a fault of the gold's, "
        "or a thing not observed yet. What is "
        "missed on gold-blind is listed nowhere."
    )
    elsewhere = ", ".join(
        f"{name} {_share(own[0][name])} of {len(own[0][name])}"
        for name, *_ in FIELDS
        if own[0].get(name)
    )
    tables = [line for lines in sections for line in lines]
    return "\n".join([*head, *tables, note, "", f"On tests/pages, in %: {elsewhere}.", ""])


def _share(values: list[float]) -> str:
    return f"{100 * sum(values) / len(values):.1f}"


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and write the report and the misses."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpus", choices=CORPORA, action="append", help="only this corpus, and print only"
    )
    parser.add_argument("--no-write", action="store_true", help="print only")
    parser.add_argument("--misses", metavar="FIELD", help="print the misses of a field")
    options = parser.parse_args(argv)
    for corpus in options.corpus or ():
        if options.misses:
            must_be_listable(corpus, "--misses")
    folder = required_data_dir()
    judge = Judge(scorer(folder))
    sections, misses = [], []
    for corpus in options.corpus or CORPORA:
        pages = len(gold_records(folder, corpus))
        found = measure(gold_pages(judge.score, folder, corpus), judge)
        sections.append(section(corpus, found, pages, corpus_digest(folder, corpus)))
        misses += found[2]
        print(f"{corpus}: {1000 * found[3] / pages:.2f} ms a page for observing")
    text = report(sections, measure(own_pages(), judge))
    print(text)
    if options.misses:
        print("\n".join(miss for miss in misses if miss.startswith(options.misses + "\t")))
    if not options.no_write and not options.corpus:
        REPORTS.mkdir(exist_ok=True)
        (REPORTS / "recall.md").write_text(text, "utf-8")
        head = "field\trecord\twhose\treason\tgold\tobserved"
        (REPORTS / "recall-misses.tsv").write_text(
            "\n".join([head, *sorted(misses)]) + "\n", "utf-8"
        )
        seal(REPORTS / "recall.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
