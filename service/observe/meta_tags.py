"""Observations from meta tags, links, the html element and the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from service.lexicon.labels import LABELS
from service.lexicon.printed import parse
from service.lexicon.texts import fold
from service.model import Finding, Observation
from service.observe.sources import ATTRIBUTE_LIMIT, META_NAMES, SOURCES, SUPPLIED_NAMES, fold_key, observation
from service.view.columns import View

#: No label of a card is longer.
_LABEL = 40
#: The contract's limit on meta tags.
MAX_METAS = 5_000
#: The last part of a name that a system prefixes with its own: "acme:publishtime", "page-content-tags".
_LAST_PART = re.compile(r"[:.]|[-_](?=(?:tags|keywords)$)")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)
#: The row that stands for the metas of no vocabulary, by the field that scrapers read under their names.
_HOUSE = {
    "datePublished": "published",
    "dateModified": "updated",
    "dateCreated": "created",
    "author": "authors",
    "keywords": "tags",
    "articleSection": "section",
}


def observe_metas(view: View) -> tuple[list[Observation], list[Finding]]:
    """Return the observations of the page's meta tags in their order, and a finding where there are more than are read."""
    metas = view.all("meta")
    findings: list[Finding] = []
    if len(metas) > MAX_METAS:
        message = f"The page has {len(metas):,} meta tags; the first {MAX_METAS:,} were read."
        findings.append(Finding("", "meta_limit", "warning", message))
    observations: dict[tuple[str, str], Observation] = {}
    written_by: set[str] = set()
    for number, place in enumerate(metas[:MAX_METAS]):
        attributes = view.attributes[place]
        content = attributes.get("content") or attributes.get("value") or ""
        if not content or content.isspace():
            continue
        names = _names(view, place)
        # <meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jane Doe">
        card = (attributes.get("name") or attributes.get("property") or "").lower()
        if card.startswith("twitter:label") and fold(content[:_LABEL]) in LABELS["author"]:
            written_by.add(card.replace("label", "data"))
        elif card in written_by:
            names = ["twitter:data"]
        if names and len(content) > ATTRIBUTE_LIMIT:
            message = f"The content of meta[{number}] is longer than {ATTRIBUTE_LIMIT:,} characters; it was not read."
            findings.append(Finding("", "attribute_limit", "warning", message))
            continue
        stated = [(name, content) for name in names] or (_members(content) if card == "parsely-page" else ())
        for name, raw in stated:
            # An exact repetition says nothing new.
            if (name, raw) not in observations:
                observations[name, raw] = observation("meta", name, raw, f"meta[{number}]", place)
    return [*observations.values()], findings


def _names(view: View, place: int) -> list[str]:
    """Return the table's names for a meta; RDFa and microdata let one attribute hold several."""
    attributes = view.attributes[place]
    names: list[str] = []
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        named = attributes.get(attribute)
        # In the body an itemprop belongs to an item and is read with it.
        if named and len(named) <= 200 and not (attribute == "itemprop" and _in_body(view, place)):
            several = named.split() if attribute in ("property", "itemprop") else [named]
            names += [known for each in several if (known := _known(each, attribute))]
    return names


def _members(content: str) -> Iterator[tuple[str, str]]:
    """Yield the members of Parse.ly's older tag, one JSON object: {"title": …, "authors": ["Jane Doe"], "pub_date": …}."""
    parsed = parse(content[:ATTRIBUTE_LIMIT])
    members = parsed[0] if parsed else None
    for key, value in members.items() if isinstance(members, dict) else ():
        name = META_NAMES.get(fold_key(f"parsely-{'author' if key == 'authors' else key}"))
        if name:
            yield from ((name, each) for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))


def _in_body(view: View, place: int) -> bool:
    above = view.parents[place]
    return above >= 0 and view.tags[above] != "head"


#: What a property belongs to that is no page: a book, say.
_OF_ELSE = frozenset("book music video movie product event profile offer job audio song album".split())


@lru_cache(maxsize=4_096)
def _known(name: str, attribute: str) -> str | None:
    """Return the table's name for a meta, or None: itemprop and http-equiv have rows of their own."""
    if attribute in ("itemprop", "http-equiv"):
        own = f"{attribute}:{name.strip().rpartition('/')[2].lower()}"
        return own if ("meta", own) in SOURCES else None
    folded = fold_key(name)
    if folded in META_NAMES or folded.startswith("twitter"):
        return META_NAMES.get(folded)
    parts = _LAST_PART.split(name.strip().lower())
    # "book:release_date" is the day of what the page is about
    if not _OF_ELSE.isdisjoint(parts[:-1]):
        return None
    last = fold_key(parts[-1])
    return _HOUSE.get(SUPPLIED_NAMES.get(folded) or SUPPLIED_NAMES.get(last, "")) if len(last) > 3 else None


def observe_nameless(view: View, seen: Sequence[Observation]) -> Iterator[Observation]:
    """Yield a timestamp of a meta without a name, <meta name="" content="2022-02-25T10:00:00Z">, where no machine place dates.

    It dates nothing by itself, and says which year was meant beside "Friday, 25 February 2021".
    """
    if [o for o in seen if o.source.witness == "machine" and o.field.startswith("date")]:
        return
    for number, place in enumerate(view.all("meta")[:MAX_METAS]):
        content = view.attributes[place].get("content") or ""
        if not _STAMP.fullmatch(content) or _in_body(view, place):
            continue
        if not any(view.get(place, attribute).strip() for attribute in ("name", "property", "itemprop", "http-equiv")):
            yield observation("meta", "nameless", content, f"meta[{number}]", place)


def observe_document(view: View) -> Iterator[Observation]:
    """Yield the observations of the html element, the title and the links."""
    for place in view.all("html")[:1]:
        lang = view.get(place, "lang") or view.get(place, "xml:lang")
        if lang.strip():
            yield observation("html", "lang", lang, "html/lang", 0)
    # a drawing has a title too
    title = next((place for place in view.all("title") if view.tags[view.parents[place]] in ("head", "body", "html")), -1)
    if title >= 0 and (text := view.text(title)):
        yield observation("html", "title", text, "title", title)
    canonical = ""
    alternates: list[tuple[int, int, str]] = []
    for number, place in enumerate(view.all("link")[:MAX_METAS]):
        attributes = view.attributes[place]
        href, rel = (attributes.get("href") or "").strip(), (attributes.get("rel") or "").lower().split()
        if not href or len(href) > ATTRIBUTE_LIMIT:
            continue
        for name in ("canonical", "image_src"):
            if name in rel:
                canonical = canonical or (href if name == "canonical" else "")
                yield observation("link", name, href, f"link[{number}]", place)
        if "alternate" in rel:
            alternates.append((number, place, href))
    # An alternate speaks of this page only where it leads to the page's own address.
    for number, place, href in alternates:
        language = view.get(place, "hreflang").strip()
        if language and href == canonical and language.lower() != "x-default":
            yield observation("link", "hreflang", language, f"link[{number}]/hreflang", place)
