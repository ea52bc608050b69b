"""The table of places where a page states something about itself, and the observations made from
its rows.

``python -m bench.sources --apply`` measures the reliabilities on the reference pages and writes
them into ``sources.json``; rows that no such page shows are estimates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from importlib import resources
from typing import NamedTuple

import orjson

from service.lexicon.tables import table, vocabulary
from service.lexicon.texts import phrase_set
from service.model import Json, Observation, Source
from service.spans.date_spans import looks_like_date
from service.view.columns import View

#: An attribute value longer than this is not read (contract: limits).
ATTRIBUTE_LIMIT = 64 * 1024
#: The fields that are dates.
DATED = frozenset(("date", "datePublished", "dateModified", "dateCreated", "expires"))


class Row(NamedTuple):
    """A place, the property that is stated there (none: each name's own), who wrote it, how often
    it is right, the names.
    """

    place: str
    field: str
    witness: str
    reliability: float
    names: str


#: The one table, ``sources.json``.  Of JSON-LD it has the main entity's own properties, and those
#: of other nodes that speak of the page or the site.  Names of metas are as ``fold_key`` leaves
#: them ("DC.Date.Issued" is "dcterms:date:issued" too); a publishing system's own are read under
#: the columns of scrapers: "acme:publish-time" is "published".
_ROWS = orjson.loads(resources.files("service.observe").joinpath("sources.json").read_bytes())
TABLE = tuple(Row(place, *row) for place, rows in _ROWS.items() if place != "text" for row in rows)
#: Where a value of a dump stands: who wrote it, how often it is right, and a date there.
TEXT_PLACES: dict[str, tuple[str, float, float]] = _ROWS["text"]
#: What speaks of the whole page stands before all elements, wherever its tags are: the page's
#: language, its JSON-LD, which says more than a meta, and its metas.  The order of blocks and metas
#: in a head says nothing.
OF_PAGE = -3_000_000
OF_BLOCKS = -2_000_000
OF_METAS = -1_000_000
#: What is no property of an article's own as microdata: the name may be the author's.
_UNMARKED = frozenset("name url mainEntityOfPage uploadDate dateline".split())
#: What a property of JSON-LD is worth as microdata; dates were measured as such.
_MARKED = 0.9
_MEASURED = ("date", "inLang")


def _expand(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, str], Source]]:
    """Yield each place and name with its source, JSON-LD's rows for microdata too."""
    for place, field, witness, reliability, names in rows:
        for name in names.split():
            own = field or name
            yield (place, name), Source(f"{place}:{name}", own, witness, reliability)
            if place == "ld+json" and "/" not in name and name not in _UNMARKED:
                share = 1 if own.startswith(_MEASURED) else _MARKED
                named = "itemtype" if name == "@type" else name.lower()
                yield (
                    ("microdata", named),
                    Source(f"microdata:{named}", own, witness, round(share * reliability, 2)),
                )


#: (place, name) to source; names of metas are lower case.
SOURCES = dict(_expand(TABLE))


def observation(place: str, name: str, raw: Json, locator: str, order: int = 0) -> Observation:
    """Return an observation made from the table's row for that place and name."""
    source = SOURCES[place, name]
    return Observation(source.field, raw, source, locator, order)


def as_list(raw: Json) -> list[Json]:
    """Return a list as it is, and any other value as a list of itself."""
    return raw if isinstance(raw, list) else [raw]


def see(
    view: View, element: int, name: str, raw: Json, place: str = "html", within: int = -1
) -> Observation:
    """Return what an element states under a row of the table, by itself or within another."""
    # the structural place of an element is its tag and its number in the walk
    at = element if within < 0 else within
    return observation(place, name, raw, f"{view.tags[at]}[{at}]", element)


#: What scrapers and publishing systems call a property, beyond the names of the table, by rank: 0
#: says it most exactly; newspaper3k counts words for its "keywords" and reads its "tags" on the
#: page.
_COLUMNS = table("columns")
#: A key under which the text of the article comes.
BODY_KEYS = frozenset(
    (
        "articlebody body text content fulltext maintext cleantext bodytext articletext plaintext"
    ).split()
)
#: What is no part of a key: blanks, marks, and what tells one Dublin Core or Open Graph from the
#: other; what a key belongs to.
_KEY_MARKS = str.maketrans("", "", ":._-/")
_FAMILY = re.compile("terms|og(?=:)")
OBJECT = re.compile("^(?:article|news|story|post)(?!name$)")
#: How much of two names is alike where one is a slip of the other; shorter ones are alike by
#: chance.
_ALIKE = 0.86
_SHORTEST = 5
_LONGEST_NAME = 40


def fold_key(name: str) -> str:
    """Return a metadata key without case, blanks and marks: "article:published_time" and
    "Article.Published Time" are one.
    """
    key = name.casefold()
    if key.startswith(("dcterms", "og:article")):
        key = _FAMILY.sub("", key, count=1)
    return "".join(key.split()).translate(_KEY_MARKS)


#: Folded key to the table's name of a meta; some statements have two names.
META_NAMES = {fold_key(name): name for place, name in SOURCES if place == "meta"} | {
    "ogimageurl": "og:image", "ogimagesecureurl": "og:image", "twitterimagesrc": "twitter:image",
}  # fmt: skip

#: Each folded key's property and rank; a name that only the table has says it least exactly.
_TABLED = [(fold_key(n).lstrip("@"), o.field) for (p, n), o in SOURCES.items() if p == "ld+json"]
_TABLED += [(key, SOURCES["meta", name].field) for key, name in META_NAMES.items()]
_NAMES = {
    key: (field, max(len(_COLUMNS.get(field, ())) - 1, 0)) for key, field in reversed(_TABLED)
} | {
    name: (field, int(rank))
    for field, column in _COLUMNS.items()
    for rank, names in column.items()
    for name in phrase_set(names)
}
#: Folded key to article property, every name that a caller's metadata may come under, and to its
#: rank.
SUPPLIED_NAMES = {key: field for key, (field, _) in _NAMES.items()}
RANKS = {key: rank for key, (_, rank) in _NAMES.items()}


def nearest_name(name: str) -> str | None:
    """Return the known name that a key nearly is: "publishd" is "published"; else None."""
    folded = fold_key(name).lstrip("@")
    if not _SHORTEST <= len(folded) <= _LONGEST_NAME:
        return None
    return next(iter(get_close_matches(folded, RANKS, 1, _ALIKE)), None)


def is_timestamp(raw: Json) -> bool:
    """Return whether a value is a date as machines write one: text, seconds, milliseconds."""
    if isinstance(raw, str):
        return 8 <= len(raw) <= 60 and (
            raw.isdecimal() or looks_like_date(raw.replace("T", " ")[:40])
        )
    return isinstance(raw, int) and not isinstance(raw, bool) and 10**9 < raw < 4 * 10**12


#: The last part of a name that a system prefixes with its own: "acme:publishtime",
#: "page-content-tags".
_LAST_PART = re.compile(r"[:.]|[-_](?=(?:tags|keywords)$)")
#: The row that stands for the metas of no vocabulary, by the field that scrapers read under their
#: names.
_HOUSE = {
    SUPPLIED_NAMES[name]: name for name in "published updated created authors tags section".split()
}
#: What a property belongs to that is no page: "book:release_date" is the day of what the page is
#: about.
_OF_ELSE = frozenset(vocabulary("other_things").split())


def meta_name(name: str) -> str | None:
    """Return the table's name for a meta, or None; a house's own name tells by its last part."""
    folded = fold_key(name)
    if folded in META_NAMES or folded.startswith("twitter"):
        return META_NAMES.get(folded)
    parts = _LAST_PART.split(name.strip().lower())
    last = fold_key(parts[-1])
    if len(last) <= 3 or not _OF_ELSE.isdisjoint(parts[:-1]):
        return None
    return _HOUSE.get(SUPPLIED_NAMES.get(folded) or SUPPLIED_NAMES.get(last, ""))
