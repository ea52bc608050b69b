"""The pages that the weights are fitted to: what the engine hands to the judge, and what the
corpora call right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from types import ModuleType
from typing import Any
from unittest import mock

from selectolax.lexbor import LexborHTMLParser

from bench.bytes import gold_page
from bench.calibration import BY_HAND
from bench.data import (
    BLIND,
    CORPORA,
    domain_of,
    gold_records,
    page_bytes,
    required_data_dir,
    scorer,
)
from bench.dumps import dump
from service import fields
from service.fields import author_features, description, headline_features, publisher
from service.judge import Claim, decision
from service.judge import scorer as judge
from service.judge.decision import Feature
from service.lexicon.texts import compact, word_count
from service.model import Context, Json
from service.normalize import normalize
from service.observe import observe, text_headline
from service.observe.plain_text import observe_text
from service.observe.text_body import find_body
from service.observe.text_lines import read_dump
from service.tags import lists as tag_lists


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the judge: its name, the gold's name of it, and its table of features.

    ``dumped`` says that it is judged in dumps of pages; what is right there is what the gold says,
    or the page's own answer. Pages whose ids begin with ``without`` are left out; of those that a
    parser labelled, pages whose right claim has one of the features ``mistaken``.
    """

    name: str
    gold: str
    features: tuple[Feature, ...]
    without: str = "\0"
    mistaken: frozenset[str] = frozenset()
    dumped: bool = False


FIELDS = (
    # where these records' pages print another headline, theirs is what is told for sharing
    Field(
        "headline",
        "title",
        headline_features.FEATURES,
        mistaken=frozenset(["printed_otherwise"]),
    ),
    # the publishers of these records are written by hand, and a quarter of them stand nowhere on
    # their pages
    Field("publisher", "publisher", publisher.FEATURES, without=BY_HAND["publisher"]),
    Field("description", "description", description.FEATURES),
    Field("keywords", "tags", tag_lists.FEATURES),
    # these records' authors are what their sites' JSON-LD says: the outlet too, where the page
    # names who wrote it
    Field("author", "authors", author_features.FEATURES, mistaken=frozenset(["outlet"])),
    Field("image", "image", fields.url.IMAGE_FEATURES),
    Field("inLanguage", "language", fields.language.FEATURES),
    Field("url", "canonical_url", fields.url.FEATURES),
    Field("articleSection", "section", ()),
    Field("text:headline", "title", text_headline.FEATURES, dumped=True),
)


#: Lines of an article that a short dump has.
_OPENING = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A page of a corpus: its site, the claims that the judge saw, and which of them are right.

    ``bare`` says that it is a page over again with its title alone, which few pages of the corpora
    have, but many of the world.
    """

    corpus: str
    domain: str
    claims: tuple[Claim, ...]
    right: tuple[bool, ...]
    bare: bool = False


def _seen(job: tuple[Sequence[int], str, Mapping[str, Any]]) -> list[list[Example]]:
    """Return for each of these fields what the judge sees of one page, and for a headline what it
    sees of its title alone.
    """
    asked, corpus, record = [FIELDS[number] for number in job[0]], *job[1:]
    folder = required_data_dir()
    kept: dict[str, list[tuple[Claim, ...]]] = {}

    def watched(name: str, claims: Sequence[Claim], rows: Sequence[Feature]) -> list[judge.Verdict]:
        kept.setdefault(name, []).append(tuple(claims))
        return judge.judged(name, claims, rows)

    page = gold_page(folder, dict(record))
    with (
        mock.patch.object(decision, "judged", watched),
        mock.patch.object(text_headline, "judged", watched),
    ):
        own = normalize(page).fields["headline"].value
        # a field can be judged more than once; what counts is the page as it came
        found = {field.name: kept.get(field.name, [()])[:1] for field in asked}
        if "headline" in found and corpus != BLIND:
            kept.clear()
            titles = [o for o in observe(page).observations if o.source.id == "html:title"]
            fields.resolve_headline(titles, Context(url=page.url))
            found["headline"] += kept.get("headline", [])
        if "text:headline" in found:
            kept.clear()
            html = page_bytes(folder, dict(record))
            dumps = [dump(html, kind) for kind in ("texts", "blocks")]
            stated = [each for each in (own, record["gold"].get("title")) if each]
            for text in scraped(dumps, stated, beside(html)):
                observe_text(text, page.url or "")
            found["text:headline"] = kept.get("text:headline", [])
    return [_labelled(field, corpus, record, found[field.name], own) for field in asked]


#: What stands beside articles, by how pages mark it.
_BESIDE = (
    "figcaption, [class*=caption], [class*=credit]",
    "[class*=related] a, [class*=recommend] a, [class*=popular] a, aside a",
    "[class*=breadcrumb]",
    (
        "header [class*=logo], [class*=masthead], [class*=tagline], [class*=slogan], "
        "[class*=site-title]"
    ),
    "[class*=share], [class*=social]",
    "[class*=newsletter], [class*=subscri], [class*=cookie], [class*=promo]",
)
#: The words of a line that may be taken for a headline.
_FEWEST, _MOST = 2, 25


def beside(html: bytes) -> list[str]:
    """Return of each kind of what stands beside an article the first text of a headline's
    length.
    """
    body, found = LexborHTMLParser(html).body, list[str]()
    for nodes in [body.css(marked) for marked in _BESIDE] if body is not None else ():
        texts = (" ".join(node.text(separator=" ").split()) for node in nodes)
        found += list(islice((text for text in texts if _FEWEST <= word_count(text) <= _MOST), 1))
    return found


def scraped(dumps: Sequence[str], titles: Sequence[Any], others: Sequence[str]) -> list[str]:
    """Return dumps of a page, and what extractors keep of it: the article, its opening, a teaser,
    its body, the menu, the foot; and the article without and with its headline below one of
    ``others``.

    The last of the dumps is that by blocks; ``titles`` are the page's.
    """
    equal, (whole, _) = scorer(required_data_dir()).SCALAR["title"], read_dump(dumps[-1])
    find_body(whole)
    first, last = (whole.body[0].number, whole.body[-1].number) if whole.body else (0, 0)
    heads = [
        n
        for n, line in enumerate(whole.lines)
        if line.number <= first and any(equal(t, line.text) for t in titles)
    ]
    article = (
        [line.raw for line in whole.lines[heads[-1] :] if line.number <= last] if heads else []
    )
    menu = [line.raw for line in whole.lines if line.number < first][:_OPENING]
    foot = [line.raw for line in whole.lines if line.number > last][:_OPENING]
    # what is no article has no headline
    no_article = [
        lines
        for lines in (menu, foot)
        if not any(equal(title, text) for title in titles for text in lines)
    ]
    # what extractors keep may have lost its headline, or have something above it
    told = [compact(str(title)) for title in titles]
    strange = [
        line
        for line in others
        if article and line not in article and not any(t in compact(line) for t in told)
    ]
    # a teaser is the title and a sentence
    teaser = (
        [article[0], f"{whole.body[0].raw.partition('. ')[0].rstrip('.')}."]
        if article and whole.body
        else []
    )
    kept = [article, article[:_OPENING], teaser, [line.raw for line in whole.body], *no_article]
    # one of them on every second page: more than the world has would make the fit doubt every short
    # dump
    half, odd = divmod(len(whole.lines), 2)
    at = half % max(1, len(strange)) if odd else len(strange)
    kept += [[line, *lines] for line in strange[at : at + 1] for lines in (article[1:], article)]
    return [*dumps, *["\n".join(lines) for lines in kept if lines]]


def _labelled(
    field: Field,
    corpus: str,
    record: Mapping[str, Any],
    found: Sequence[tuple[Claim, ...]],
    own: Json,
) -> list[Example]:
    """Return the claims about a page, then those about its title alone or its dumps, with which of
    them are right.
    """
    score = scorer(required_data_dir())
    equal, whole = _equal(score, field.gold), field.gold in score.LISTS
    golds = [
        gold for gold in (record["gold"].get(field.gold), own if field.dumped else None) if gold
    ]
    domain = domain_of(dict(record))
    made = []
    for at, claims in enumerate(found):
        values = [written(claim.value, whole=whole) for claim in claims]
        right = tuple(any(equal(gold, value) for gold in golds) for value in values)
        made.append(Example(corpus, domain, claims, right, bare=at > 0 and not field.dumped))
    return [
        page
        for page in made
        if not (record["id"].startswith(_BY_PARSER) and _is_mistaken(page, field))
    ]


#: How the ids of records begin whose truth is what a parser of their site reads.
_BY_PARSER = ("fundus-", "metascraper-", "mediacloud-")


def _is_mistaken(page: Example, field: Field) -> bool:
    right = [claim for claim, is_right in zip(page.claims, page.right, strict=True) if is_right]
    return any(claim.marks.get(name) for claim in right for name in field.mistaken)


def written(value: Json, *, whole: bool = False) -> str:
    """Return a value as the gold writes it: names and tags by lines, of pictures and sections the
    first.
    """
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


def examples(
    asked: Sequence[Field] = FIELDS, corpora: Sequence[str] = CORPORA
) -> dict[str, list[Example]]:
    """Return by field the pages of these corpora whose gold knows it; each page is read once for
    all fields.
    """
    folder = required_data_dir()
    drop = scorer(folder).drop_doubtful
    jobs = []
    for corpus in corpora:
        for record in drop(gold_records(folder, corpus)):
            known = [
                FIELDS.index(field)
                for field in asked
                if (field.dumped or record["gold"].get(field.gold))
                and not record["id"].startswith(field.without)
            ]
            if known:
                jobs.append((known, corpus, record))
    pages: dict[str, list[Example]] = {field.name: [] for field in asked}
    with ProcessPoolExecutor() as pool:
        for (known, *_), seen in zip(jobs, pool.map(_seen, jobs, chunksize=16), strict=True):
            for number, found in zip(known, seen, strict=True):
                pages[FIELDS[number].name] += found
    return pages
