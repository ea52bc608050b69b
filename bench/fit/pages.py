"""The pages that the weights are fitted to: what the engine hands to the judge, and what the corpora call right."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from unittest import mock

from bench.bytes import gold_page
from bench.calibration import BY_HAND
from bench.data import BLIND, CORPORA, domain_of, gold_records, required_data_dir, scorer
from service import fields
from service.fields import authors, description, publisher, titles
from service.judge import Claim, decision
from service.judge import scorer as judge
from service.judge.decision import Feature
from service.model import Context, Json
from service.normalize import normalize
from service.observe import observe
from service.tags import lists as tag_lists


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the judge: its name, the gold's name of it, and its table of features.

    Pages whose ids begin with ``without`` are left out; of those that a parser labelled, pages whose right claim has one of the
    features ``mistaken``.
    """

    name: str
    gold: str
    features: tuple[Feature, ...]
    without: str = "\0"
    mistaken: frozenset[str] = frozenset()


FIELDS = (
    Field("headline", "title", titles.FEATURES),
    # the publishers of these records are written by hand, and a quarter of them stand nowhere on their pages
    Field("publisher", "publisher", publisher.FEATURES, without=BY_HAND["publisher"]),
    Field("description", "description", description.FEATURES),
    Field("keywords", "tags", tag_lists.FEATURES),
    # these records' authors are what their sites' JSON-LD says: the outlet too, where the page names who wrote it
    Field("author", "authors", authors.FEATURES, mistaken=frozenset(["outlet"])),
    Field("image", "image", fields.url.IMAGE_FEATURES),
    Field("inLanguage", "language", fields.language.FEATURES),
    Field("url", "canonical_url", fields.url.FEATURES),
    Field("articleSection", "section", ()),
)


@dataclass(frozen=True, slots=True)
class Example:
    """A page of a corpus: its site, the claims that the judge saw, and which of them are right.

    ``bare`` says that it is a page over again with its title alone, which few pages of the corpora have, but many of the world.
    """

    corpus: str
    domain: str
    claims: tuple[Claim, ...]
    right: tuple[bool, ...]
    bare: bool = False


def _seen(job: tuple[Sequence[int], str, Mapping[str, Any]]) -> list[list[Example]]:
    """Return for each of these fields what the judge sees of one page, and for a headline what it sees of its title alone."""
    asked, corpus, record = [FIELDS[number] for number in job[0]], *job[1:]
    folder = required_data_dir()
    kept: dict[str, list[tuple[Claim, ...]]] = {}

    def watched(name: str, claims: Sequence[Claim], rows: Sequence[Feature]) -> list[judge.Verdict]:
        kept.setdefault(name, []).append(tuple(claims))
        return judge.judged(name, claims, rows)

    page = gold_page(folder, dict(record))
    with mock.patch.object(decision, "judged", watched):
        normalize(page)
        # a field can be judged more than once; what counts is the page as it came
        found = {field.name: kept.get(field.name, [()])[:1] for field in asked}
        if "headline" in found and corpus != BLIND:
            kept.clear()
            titles = [o for o in observe(page).observations if o.source.id == "html:title"]
            fields.resolve_headline(titles, Context(url=page.url))
            found["headline"] += kept.get("headline", [])
    return [_labelled(field, corpus, record, found[field.name]) for field in asked]


def _labelled(field: Field, corpus: str, record: Mapping[str, Any], found: Sequence[tuple[Claim, ...]]) -> list[Example]:
    """Return the claims about a page, then those about its title alone, with which of them are right."""
    score = scorer(required_data_dir())
    equal, whole = _equal(score, field.gold), field.gold in score.LISTS
    gold, domain = record["gold"][field.gold], domain_of(dict(record))
    made = [
        Example(corpus, domain, claims, tuple(equal(gold, written(claim.value, whole=whole)) for claim in claims), bare=at > 0)
        for at, claims in enumerate(found)
    ]
    return [page for page in made if not (record["id"].startswith(_BY_PARSER) and _is_mistaken(page, field))]


#: How the ids of records begin whose truth is what a parser of their site reads.
_BY_PARSER = "fundus-"


def _is_mistaken(page: Example, field: Field) -> bool:
    right = [claim for claim, is_right in zip(page.claims, page.right, strict=True) if is_right]
    return any(claim.marks.get(name) for claim in right for name in field.mistaken)


def written(value: Json, *, whole: bool = False) -> str:
    """Return a value as the gold writes it: names and tags by lines, of pictures and sections the first."""
    if whole and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(map(str, value))
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, dict):
        return str(first)
    if isinstance(value, list) and "name" in first:
        return "\n".join(str(each.get("name")) for each in value if isinstance(each, dict))
    return str(first.get("name") or first.get("url"))


def _equal(score: ModuleType, name: str) -> Callable[[Any, str], bool]:
    """Return when a claim is what the corpus says: as the corpora are scored, lists as a whole."""
    if name in score.LISTS:
        return lambda gold, value: bool(score.fold_set(gold) == score.fold_set(value.split("\n")))
    scalar: Callable[[Any, str], bool] = score.SCALAR[name]
    return scalar


def examples(asked: Sequence[Field] = FIELDS, corpora: Sequence[str] = CORPORA) -> dict[str, list[Example]]:
    """Return by field the pages of these corpora whose gold knows it; each page is read once for all fields."""
    folder = required_data_dir()
    drop = scorer(folder).drop_doubtful
    jobs = []
    for corpus in corpora:
        for record in drop(gold_records(folder, corpus)):
            known = [
                FIELDS.index(field)
                for field in asked
                if record["gold"].get(field.gold) and not record["id"].startswith(field.without)
            ]
            if known:
                jobs.append((known, corpus, record))
    pages: dict[str, list[Example]] = {field.name: [] for field in asked}
    with ProcessPoolExecutor() as pool:
        for (known, *_), seen in zip(jobs, pool.map(_seen, jobs, chunksize=16), strict=True):
            for number, found in zip(known, seen, strict=True):
                pages[FIELDS[number].name] += found
    return pages
