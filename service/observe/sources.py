"""The table of places where a page states something about itself, and the observations made from its rows.

``python -m bench.sources --apply`` measures the reliabilities on the reference pages and writes them here; rows which those
lack are estimates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from service.lexicon.date_spans import looks_like_date
from service.lexicon.tables import table
from service.lexicon.texts import phrase_set
from service.model import Json, Observation, Source
from service.view.columns import View

#: An attribute value longer than this is not read (contract: limits); the fields that are dates.
ATTRIBUTE_LIMIT = 64 * 1024
DATED = frozenset(("date", "datePublished", "dateModified", "dateCreated", "expires"))


class Row(NamedTuple):
    """A place, the property that is stated there (none: each name's own), who wrote it, how often it is right, the names."""

    place: str
    field: str
    witness: str
    reliability: float
    names: str


#: What is no property of an article's own as microdata: the name may be the author's.
_UNMARKED, _MARKED = frozenset("name url mainEntityOfPage uploadDate dateline".split()), 0.9
_MACHINE, _HUMAN, _URL, _HTTP = "machine", "human", "url", "http"

#: The one table.  Names of metas are matched as ``fold_key`` leaves them: "DC.Date.Issued" is "dcterms:date:issued" too.
# fmt: off
TABLE: tuple[Row, ...] = (
    # JSON-LD: the main entity's own properties, and those of other nodes that speak of the page or the site.
    Row("ld+json", "headline", _MACHINE, 0.86, "headline name"),
    Row("ld+json", "description", _MACHINE, 0.88, "description WebPage/description"),
    Row("ld+json", "author", _MACHINE, 0.93, "author"),
    Row("ld+json", "author", _MACHINE, 0.87, "creator WebPage/author"),
    Row("ld+json", "datePublished", _MACHINE, 0.99, "datePublished uploadDate WebPage/datePublished"),
    Row("ld+json", "dateModified", _MACHINE, 0.97, "dateModified WebPage/dateModified"),
    Row("ld+json", "publisher", _MACHINE, 0.62, "publisher"),
    Row("ld+json", "publisher", _MACHINE, 0.57, "WebSite/name Organization/name"),
    Row("ld+json", "keywords", _MACHINE, 0.62, "keywords"),
    Row("ld+json", "articleSection", _MACHINE, 0.8, "articleSection"),
    Row("ld+json", "articleSection", _MACHINE, 0.45, "BreadcrumbList/itemListElement"),
    Row("ld+json", "inLanguage", _MACHINE, 0.97, "inLanguage"),
    Row("ld+json", "url", _MACHINE, 0.9, "url mainEntityOfPage"),
    Row("ld+json", "image", _MACHINE, 0.72, "image"),
    Row("ld+json", "type", _MACHINE, 0.9, "@type"),
    Row("ld+json", "", _MACHINE, 0.99, "dateCreated expires"),
    Row("ld+json", "", _MACHINE, 0.8, "alternativeHeadline wordCount copyrightYear copyrightHolder creditText dateline "
        "contentLocation isAccessibleForFree"),
    # Meta tags; a publishing system's own are read under the columns of scrapers: "acme:publish-time" is "published".
    Row("meta", "headline", _MACHINE, 0.76, "og:title twitter:title dc.title parsely-title sailthru.title citation_title"),
    Row("meta", "headline", _MACHINE, 0.66, "headline title"),
    Row("meta", "datePublished", _MACHINE, 0.99, "article:published_time article:published og:published_time dc.issued "
        "dc.date.issued dc.available parsely-pub-date sailthru.date citation_publication_date citation_online_date published"),
    Row("meta", "dateModified", _MACHINE, 0.97, "article:modified_time article:modified dc.modified dc.date.modified"),
    Row("meta", "dateModified", _MACHINE, 0.7, "og:updated_time article:updated_time updated"),
    Row("meta", "dateCreated", _MACHINE, 0.92, "dc.created dc.date.created created"),
    Row("meta", "date", _MACHINE, 0.98, "date timestamp dc.date"),
    Row("meta", "date", _MACHINE, 0.5, "nameless"),
    Row("meta", "author", _MACHINE, 0.81, "author authors byl"),
    Row("meta", "author", _MACHINE, 0.93, "article:author article:author_name parsely-author sailthru.author citation_author"),
    Row("meta", "author", _MACHINE, 0.86, "dc.creator"),
    Row("meta", "publisher", _MACHINE, 0.67, "og:site_name citation_publisher citation_journal_title"),
    Row("meta", "publisher", _MACHINE, 0.52, "publisher application-name apple-mobile-web-app-title source sitename "
        "dc.source dc.publisher"),
    Row("meta", "publisher", _MACHINE, 0.37, "twitter:site"),
    Row("meta", "keywords", _MACHINE, 0.78, "article:tag og:tag news_keywords"),
    Row("meta", "keywords", _MACHINE, 0.62, "keywords dc.subject parsely-tags sailthru.tags"),
    Row("meta", "articleSection", _MACHINE, 0.75, "article:section og:section parsely-section"),
    Row("meta", "inLanguage", _MACHINE, 0.98, "og:locale content-language language lang dc.language"),
    Row("meta", "description", _MACHINE, 0.90, "description sailthru.description abstract"),
    Row("meta", "description", _MACHINE, 0.88, "og:description twitter:description dc.description dcterms.abstract"),
    Row("meta", "image", _MACHINE, 0.96, "og:image"),
    Row("meta", "image", _MACHINE, 0.84, "twitter:image"),
    Row("meta", "url", _MACHINE, 0.9, "og:url"),
    Row("meta", "type", _MACHINE, 0.5, "og:type"),
    Row("meta", "wordCount", _MACHINE, 0.7, "wordcount"),
    Row("meta", "isAccessibleForFree", _MACHINE, 0.7, "article:content_tier"),
    Row("meta", "copyright", _MACHINE, 0.6, "copyright rights dc.rights dcterms.rightsholder"),
    Row("meta", "keywords", _MACHINE, 0.39, "tags"),
    Row("meta", "articleSection", _MACHINE, 0.45, "section"),
    Row("link", "url", _MACHINE, 0.95, "canonical"),
    Row("link", "image", _MACHINE, 0.77, "image_src"),
    Row("link", "inLanguage", _MACHINE, 0.99, "hreflang"),
    Row("html", "inLanguage", _MACHINE, 0.98, "lang"),
    Row("html", "headline", _MACHINE, 0.42, "title"),
    # Marks on what the reader sees; they have JSON-LD's names too.
    Row("microdata", "publisher", _MACHINE, 0.67, "publisher sourceorganization"),
    Row("microdata", "author", _MACHINE, 0.80, "author creator"),
    Row("microdata", "keywords", _MACHINE, 0.54, "keywords about"),
    Row("script", "datePublished", _MACHINE, 0.99, "datePublished"),
    Row("script", "author", _MACHINE, 0.7, "author"),
    Row("script", "keywords", _MACHINE, 0.65, "keywords"),
    # What a reader sees.
    Row("html", "headline", _HUMAN, 0.75, "h1 headline"),
    Row("html", "author", _HUMAN, 0.71, "byline author near-headline-byline near-headline-name"),
    Row("html", "author", _HUMAN, 0.83, "rel-author"),
    Row("html", "keywords", _HUMAN, 0.60, "rel-tag tags tag-list"),
    Row("html", "keywords", _HUMAN, 0.36, "tag-link"),
    Row("html", "articleSection", _HUMAN, 0.5, "breadcrumb section"),
    Row("html", "copyright", _HUMAN, 0.6, "copyright"),
    Row("html", "description", _HUMAN, 0.87, "first-paragraph"),
    Row("html", "image", _HUMAN, 0.78, "lead-image"),
    Row("html", "datePublished", _HUMAN, 0.99, "published"),
    Row("html", "dateModified", _HUMAN, 0.97, "updated"),
    Row("html", "date", _HUMAN, 0.98, "dateline"),
    Row("html", "date", _HUMAN, 0.99, "near-headline"),
    Row("html", "otherDate", _HUMAN, 0.1, "other-date"),
    # A <time>'s attribute is written for machines by the template that prints its text for readers.
    Row("time", "date", _HUMAN, 0.99, "datetime text"),
    Row("time", "datePublished", _HUMAN, 0.98, "published-datetime published-text"),
    Row("time", "dateModified", _HUMAN, 0.97, "updated-datetime updated-text"),
    Row("time", "otherDate", _MACHINE, 0.1, "other-datetime"),
    Row("time", "otherDate", _HUMAN, 0.1, "other-text"),
    Row("url", "date", _URL, 0.99, "path-date"),
    Row("url", "url", _URL, 0.8, "address"),
    Row("url", "articleSection", _URL, 0.35, "path-section"),
    Row("http", "dateModified", _HTTP, 0.3, "last-modified"),
    Row("http", "inLanguage", _HTTP, 0.75, "content-language"),
    Row("http", "url", _HTTP, 0.9, "link-canonical"),
)
# fmt: on


def _expand(rows: Sequence[Row]) -> Iterator[tuple[tuple[str, str], Source]]:
    """Yield every place and name with its source; a row of microdata stands behind that of JSON-LD, from which it differs."""
    for place, field, witness, reliability, names in rows:
        for name in names.split():
            own = field or name
            yield (place, name), Source(f"{place}:{name}", own, witness, reliability)
            if place == "ld+json" and "/" not in name and name not in _UNMARKED:
                # what the same property is worth as microdata, in lower case: but for dates measured as nine tenths of it
                share = reliability if own.startswith(("date", "inLang")) else round(_MARKED * reliability, 2)
                named = "itemtype" if name == "@type" else name.lower()
                yield ("microdata", named), Source(f"microdata:{named}", own, witness, share)


#: (place, name) to source; names of metas are lower case.
SOURCES = dict(_expand(TABLE))


def observation(place: str, name: str, raw: Json, locator: str, order: int = 0) -> Observation:
    """Return an observation made from the table's row for that place and name."""
    source = SOURCES[place, name]
    return Observation(source.field, raw, source, locator, order)


def see(view: View, element: int, name: str, raw: Json, place: str = "html", within: int = -1) -> Observation:
    """Return the observation that an element states under a row of the table of places, by itself or within another."""
    source, told = SOURCES[place, name], element if within < 0 else within
    # the structural place of an element is its tag and its number in the walk
    return Observation(source.field, raw, source, f"{view.tags[told]}[{told}]", element)


#: What scrapers and publishing systems call a property, beyond the names of the table, by rank: 0 says it most exactly;
#: newspaper3k counts words for its "keywords" and reads its "tags" on the page.
_COLUMNS = table("columns")
#: A key under which the text of the article comes.
BODY_KEYS = frozenset("articlebody body text content fulltext maintext cleantext bodytext articletext plaintext".split())
#: What is no part of a key: blanks and marks, and what tells one Dublin Core and one Open Graph from the other; what a key is a
#: member of.
_KEY_MARKS = re.compile(r"[\s:._\-/]+|(?<=^dc)terms|^og(?=:article)", re.IGNORECASE)
OBJECT = re.compile("^(?:article|news|story|post)(?!name$)")
#: How much of two names is alike where one is a slip of the other; shorter ones are alike by chance.
_ALIKE, _SHORTEST, _LONGEST_NAME = 0.86, 5, 40


def fold_key(name: str) -> str:
    """Return a metadata key without case, blanks and marks: "article:published_time" and "Article.Published Time" are one."""
    return _KEY_MARKS.sub("", name).casefold()


#: Folded key to the table's name of a meta; some statements have two names.
META_NAMES = {fold_key(name): name for place, name in SOURCES if place == "meta"} | {
    "ogimageurl": "og:image", "ogimagesecureurl": "og:image", "twitterimagesrc": "twitter:image",
}  # fmt: skip

#: Each folded key's property and rank; a name that only the table has says it least exactly.
_TABLED = [(fold_key(n).lstrip("@"), o.field) for (p, n), o in SOURCES.items() if p == "ld+json"]
_TABLED += [(key, SOURCES["meta", name].field) for key, name in META_NAMES.items()]
_NAMES = {key: (field, max(len(_COLUMNS.get(field, ())) - 1, 0)) for key, field in reversed(_TABLED)} | {
    name: (field, int(rank))
    for field, column in _COLUMNS.items()
    for rank, names in column.items()
    for name in phrase_set(names)
}
#: Folded key to article property, every name that a caller's metadata may come under, and to its rank.
SUPPLIED_NAMES = {key: field for key, (field, _) in _NAMES.items()}
RANKS = {key: rank for key, (_, rank) in _NAMES.items()}


def nearest_name(name: str) -> str | None:
    """Return the known name that a key nearly is: "publishd" is "published"; None for any other key."""
    folded = fold_key(name).lstrip("@")
    near = get_close_matches(folded, RANKS, 1, _ALIKE) if _SHORTEST <= len(folded) <= _LONGEST_NAME else []
    return near[0] if near else None


def is_timestamp(raw: Json) -> bool:
    """Return whether a value is a date as machines write one: a text, or seconds or milliseconds since 1970."""
    if isinstance(raw, str):
        return 8 <= len(raw) <= 60 and (raw.isdecimal() or looks_like_date(raw.replace("T", " ")[:40]))
    return isinstance(raw, int) and not isinstance(raw, bool) and 10**9 < raw < 4 * 10**12


#: The last part of a name that a system prefixes with its own: "acme:publishtime", "page-content-tags".
_LAST_PART = re.compile(r"[:.]|[-_](?=(?:tags|keywords)$)")
#: The row that stands for the metas of no vocabulary, by the field that scrapers read under their names.
_HOUSE = {
    "datePublished": "published", "dateModified": "updated", "dateCreated": "created", "author": "authors", "keywords": "tags",
    "articleSection": "section",
}  # fmt: skip
#: What a property belongs to that is no page: "book:release_date" is the day of what the page is about.
_OF_ELSE = frozenset(
    """book music video movie product event profile offer job audio song album image photo film game match comment comments
    next related""".split()
)


def meta_name(name: str) -> str | None:
    """Return the table's name for a meta, or None; of a name of no vocabulary the last part tells."""
    folded = fold_key(name)
    if folded in META_NAMES or folded.startswith("twitter"):
        return META_NAMES.get(folded)
    parts = _LAST_PART.split(name.strip().lower())
    last = fold_key(parts[-1])
    if len(last) <= 3 or not _OF_ELSE.isdisjoint(parts[:-1]):
        return None
    return _HOUSE.get(SUPPLIED_NAMES.get(folded) or SUPPLIED_NAMES.get(last, ""))
