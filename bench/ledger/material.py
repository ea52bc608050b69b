"""The pages and cases on which the ledger weighs the engine, with what is known of each.

Never a page of gold-blind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cache, partial
from pathlib import Path
from typing import Any

from bench.accuracy import FIELDS, MEMBERS, prediction
from bench.bytes import cases, gold_page
from bench.changes.ways import WAYS
from bench.corruption.generate import corpus
from bench.corruption.judge import TRUE, verdict
from bench.data import ROOT, domain_of, gold_records, must_be_listable, required_data_dir, scorer
from bench.dumps import dump
from bench.visible import visible
from service.model import Page, Resolution, Result
from service.normalize import Profile
from service.records import replace

#: The number of made pages with damaged dates: more than one of each family.
MADE = 300
#: One gold page in so many is also read as a text dump, one without its machine metadata, and one
#: changed in one of the ways of bench.changes.
DUMPED = STRIPPED = CHANGED = 4
#: The groups of cases: each has one input with one defect, or one healthy form, and its answer.
CASES = ("cases", "date cases", "field cases")
DATE, RULE, FINDINGS = "datePublished", "rule", "findings"
#: The confidence from which a date is given.
SURE = 0.9
#: A judge of an answer (the article, and the precision of its date): whether each member with a
#: known truth is right.
Judge = Callable[[Mapping[str, Any], str | None], dict[str, bool]]


@dataclass(frozen=True, slots=True)
class Item:
    """A page to read, with its group, the site that it counts for, the judge of its answers, and
    the profile that is used.

    ``read`` gives the answer where the input is no page, but statements of dates.
    """

    id: str
    group: str
    domain: str
    page: Page
    judge: Judge
    defect: str = ""
    profile: Profile | None = None
    read: Callable[[], Result] | None = None


def material(every: int = 1) -> list[Item]:
    """Return all pages in a fixed order, or every Nth of each group."""
    folder = required_data_dir()
    groups = (
        _gold(folder, "gold"),
        _gold(folder, "gold-more"),
        _dumps(folder),
        _stripped(folder),
        _changed(folder),
        _cases(folder),
        _date_cases(),
        _field_cases(),
        _made(),
        _own(folder),
    )
    return [item for group in groups for item in list(group)[::every]]


@cache
def _score() -> Any:
    return scorer(required_data_dir())


def _by_gold(
    record: Mapping[str, Any], article: Mapping[str, Any], _: str | None
) -> dict[str, bool]:
    """Return whether each field is right, as the corpus' scorer finds no error in it; a list is
    right as a whole.
    """
    _, errors = _score().score([record], {record["id"]: prediction(dict(article), record["id"])})
    wrong = {error[0] for error in errors}
    gold = record["gold"]
    known = [
        f
        for f, _ in FIELDS
        if gold.get(f) not in (None, "", []) or (f == "published" and gold.get("published_absent"))
    ]
    return {MEMBERS[field]: field not in wrong for field in known}


def _gold(folder: Path, name: str) -> Iterator[Item]:
    must_be_listable(name, "The ledger")
    for record in _score().drop_doubtful(gold_records(folder, name)):
        yield Item(
            f"{name}/{record['id']}",
            name,
            domain_of(record),
            gold_page(folder, record),
            partial(_by_gold, record),
        )


def _dumps(folder: Path) -> Iterator[Item]:
    """Yield gold pages as text; what a dump cannot tell is not judged."""
    for number, record in enumerate(_score().drop_doubtful(gold_records(folder))[::DUMPED]):
        page = gold_page(folder, record)
        text = dump(page.html or b"", "blocks" if number % 2 else "texts")  # type: ignore[arg-type]
        record["gold"] = {
            k: v
            for k, v in record["gold"].items()
            if k.startswith(("title", "authors", "published"))
        }
        judge = partial(_by_gold, record)
        yield Item(
            f"dump/{record['id']}",
            "dumps",
            domain_of(record),
            Page(text=text, url=page.url, fetched_at=page.fetched_at),
            judge,
        )


def _stripped(folder: Path) -> Iterator[Item]:
    """Yield gold pages without their machine metadata: what a reader sees."""
    for record in _score().drop_doubtful(gold_records(folder))[1::STRIPPED]:
        page = gold_page(folder, record)
        seen = replace(page, html=visible(page.html))  # type: ignore[arg-type]
        yield Item(
            f"visible/{record['id']}",
            "visible",
            domain_of(record),
            seen,
            partial(_by_gold, record),
        )


def _changed(folder: Path) -> Iterator[Item]:
    """Yield gold pages, each changed in another of the ways that may make no answer wrong."""
    for number, record in enumerate(_score().drop_doubtful(gold_records(folder))[2::CHANGED]):
        way = WAYS[number % len(WAYS)]
        yield Item(
            f"{way.name}/{record['id']}",
            "changed",
            domain_of(record),
            way.change(gold_page(folder, record)),
            partial(_by_gold, record),
        )


def _cases(folder: Path) -> Iterator[Item]:
    import importlib.util

    spec = importlib.util.spec_from_file_location("run_cases", folder / "defects" / "run_cases.py")
    assert spec is not None
    assert spec.loader is not None
    runner = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(runner)
    lines = (folder / "defects" / "cases.jsonl").read_text("utf-8").splitlines()
    by_id = {f"case/{case['id']}": case for case in map(json.loads, lines)}
    members = {
        "date": "datePublished", "tags": "keywords", "authors": "author", "language": "inLanguage",
            "title": "headline",
        "url": "url", "image": "image", "description": "description", "section": "articleSection",
            "publisher": "publisher",
        "word_count": "wordCount",
    }  # fmt: skip

    def by_case(
        case: Mapping[str, Any], article: Mapping[str, Any], _: str | None
    ) -> dict[str, bool]:
        if case["recoverable"] == "ambiguous":
            return {}
        return {
            members[case["field"]]: runner.judge(case, runner.got(case["field"], article))
            == "right"
        }

    for name, page in cases(folder):
        case = by_id[name]
        yield Item(name, "cases", name, page, partial(by_case, case), case["defect"])


def _date_cases() -> Iterator[Item]:
    """Yield the repository's cases of dates: each file of ``tests/dates/cases`` is of one rule.

    The rule that is named as the repair, and the findings, are right or wrong as the date is.
    """
    from tests.dates.test_cases import CASES as GIVEN
    from tests.dates.test_cases import resolve

    def dated(case: dict[str, Any]) -> Result:
        found: Resolution = resolve(case)
        codes = {finding.code for finding in found.findings}
        article: dict[str, Any] = {FINDINGS: sorted(codes.intersection(case["expect"]["findings"]))}
        if found.value is not None and found.confidence >= SURE:
            article[DATE] = found.value
            article[RULE] = found.repairs[0].rule if found.repairs else None
        return Result(article, {DATE: found}, found.findings, "clean", {})

    def by_case(
        expected: Mapping[str, Any], article: Mapping[str, Any], _: str | None
    ) -> dict[str, bool]:
        value = expected["value"]
        return {
            DATE: article.get(DATE) == value,
            RULE: value is None or article.get(RULE) == expected["rule"],
            FINDINGS: article.get(FINDINGS, []) == sorted(expected["findings"]),
        }

    for given in GIVEN:
        (case,) = given.values
        name = f"dates/{given.id}"
        judge = partial(by_case, case["expect"])
        yield Item(name, "date cases", name, Page(), judge, read=partial(dated, case))


def _field_cases() -> Iterator[Item]:
    """Yield the repository's cases of the other fields, of which it states some members."""
    from tests.fields.test_cases import CASES as GIVEN
    from tests.fields.test_cases import page, short

    def by_case(
        expected: Mapping[str, Any], article: Mapping[str, Any], _: str | None
    ) -> dict[str, bool]:
        return {name: short(article.get(name)) == value for name, value in expected.items()}

    for case in GIVEN:
        name = f"fields/{case['case']}"
        yield Item(
            name, "field cases", name, page(case["page"]), partial(by_case, case["expected"])
        )


def _by_truth(expected: Any, article: Mapping[str, Any], precision: str | None) -> dict[str, bool]:
    return {"datePublished": verdict(expected, article.get("datePublished"), precision) in TRUE}


def _made() -> Iterator[Item]:
    for made in corpus(7, MADE):
        content: dict[str, Any] = {"html" if made.is_html else "text": made.body}
        page = Page(url=made.url, fetched_at=made.fetched.replace(tzinfo=UTC), **content)
        yield Item(
            f"made/{made.id}",
            "made",
            made.family,
            page,
            partial(_by_truth, made.expected),
            made.family,
        )


def _own(folder: Path) -> Iterator[Item]:
    """Yield the pages of the tests and of the seed: their truth is not known, but changes are
    seen.
    """

    def unknown(_: Mapping[str, Any], __: str | None) -> dict[str, bool]:
        return {}

    for path in sorted((ROOT / "tests").rglob("*.html")):
        name = f"tests/{path.parent.name}/{path.name}"
        yield Item(name, "own", name, Page(html=path.read_bytes()), unknown)
    for path in sorted((ROOT / "tests" / "pages").glob("*/page.*")):
        if path.suffix != ".html":
            name = f"tests/{path.parent.name}/{path.name}"
            yield Item(name, "own", name, Page(text=path.read_bytes()), unknown)
    yield Item(
        "seed", "own", "seed", Page(text=(folder / "seed" / "page.txt").read_bytes()), unknown
    )
