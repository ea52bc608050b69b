"""Observations from meta tags, links, the html element and the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from service.model import Finding, Observation
from service.observe.json_ld_repair import parse
from service.observe.sources import ATTRIBUTE_LIMIT, SOURCES, observation
from service.observe.supplied_names import SUPPLIED_NAMES, fold_key
from service.view.columns import View

#: The contract's limit on meta tags.
MAX_METAS = 5_000
#: Second names of one statement: where the plain one stands with the same value, the other adds nothing.
_TWINS = {"og:image:url": "og:image", "og:image:secure_url": "og:image", "twitter:image:src": "twitter:image"}
#: Last parts of vendors' names that mean one thing whoever writes them: "acme:publishtime", "acme.article.author".
_VENDOR_STOP = frozenset(
    "type title image url link name id site source words pub by lead section sections desk issued posted tag".split()
)


def observe_metas(view: View) -> tuple[list[Observation], list[Finding]]:
    """The observations of the page's meta tags in their order, and a finding where there are more than are read."""
    metas = view.all("meta")
    findings: list[Finding] = []
    if len(metas) > MAX_METAS:
        message = f"The page has {len(metas):,} meta tags; the first {MAX_METAS:,} were read."
        findings.append(Finding("", "meta_limit", "warning", message))
    observations: list[Observation] = []
    labels: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for number, place in enumerate(metas[:MAX_METAS]):
        for observed in _meta(view, place, number, labels):
            raw = observed.raw if isinstance(observed.raw, str) else ""
            if len(raw) > ATTRIBUTE_LIMIT:
                message = f"The content of meta[{number}] is longer than {ATTRIBUTE_LIMIT:,} characters; it was not read."
                findings.append(Finding("", "attribute_limit", "warning", message))
                continue
            key = (observed.source.id, raw)
            name = observed.source.id.removeprefix("meta:")
            if key not in seen and (f"meta:{_TWINS.get(name)}", raw) not in seen:
                seen.add(key)
                observations.append(observed)
    return observations, findings


def _meta(view: View, place: int, number: int, labels: dict[str, str]) -> Iterator[Observation]:
    attributes = view.attributes[place]
    content = attributes.get("content")
    if content is None:
        content = attributes.get("value")
    if not content or content.isspace():
        return
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        names = attributes.get(attribute)
        if not names or len(names) > 200:
            continue
        # RDFa lets one property attribute hold several names.
        for name in names.lower().split() if attribute in ("property", "itemprop") else (names.strip().lower(),):
            if name == "parsely-page":
                yield from _parsely_page(content, number, place)
                continue
            known = _known(name, attribute)
            if known and not (known.startswith("itemprop:") and _inside_scope(view, place)):
                if known.startswith("twitter:data"):
                    if labels.get(known[-1]) in _WRITTEN_BY:
                        yield observation("meta", known, content, f"meta[{number}]", place)
                else:
                    yield observation("meta", known, content, f"meta[{number}]", place)
            elif name.startswith("twitter:label"):
                labels[name[-1]] = content.strip().casefold()


def _parsely_page(content: str, number: int, place: int) -> Iterator[Observation]:
    """The members of Parse.ly's older tag, one JSON object: {"title": …, "authors": ["Jane Doe"], "pub_date": …}."""
    parsed = parse(content) if len(content) <= ATTRIBUTE_LIMIT else None
    members = parsed[0] if parsed else None
    for key, value in members.items() if isinstance(members, dict) else ():
        known = f"parsely-{key.removesuffix('s') if key == 'authors' else key.replace('_', '-')}"
        if ("meta", known) in SOURCES:
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str) and each.strip():
                    yield observation("meta", known, each, f"meta[{number}]/{key}", place)


def observe_nameless(view: View, seen: Iterable[Observation]) -> Iterator[Observation]:
    """A stamp in the head whose meta has no name, <meta name="" content="2022-02-25T10:00:00Z">, where no machine place dates.

    A template wrote the name of a field that it did not find.  Which date it is nobody says, so it only supports another.
    """
    if any(o.source.witness == "machine" and o.field in _DATED for o in seen):
        return
    for number, place in enumerate(view.all("meta")[:MAX_METAS]):
        attributes = view.attributes[place]
        content = (attributes.get("content") or "").strip()
        named = any(attributes.get(name) for name in ("property", "name", "itemprop", "http-equiv"))
        if not named and _STAMP.fullmatch(content) and not _inside_scope(view, place):
            yield observation("meta", "nameless", content, f"meta[{number}]", place)


_DATED = frozenset({"date", "datePublished", "dateModified", "dateCreated"})
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:?\d\d)", re.ASCII)


#: The label that goes with a name in the Twitter card's label and data pairs.
_WRITTEN_BY = frozenset(
    "written by|by|author|authors|geschrieben von|verfasst von|autor|von|écrit par|rédigé par|auteur|escrito por|por|"
    "autores|scritto da|di|geschreven door|door|skrevet av|skrevet af|skriven av|av|автор|написал|penulis|ditulis oleh|"
    "yazar|napisane przez|作者|投稿者|執筆者|글쓴이|kirjoittaja|szerző|napsal".split("|")
)


def _inside_scope(view: View, place: int) -> bool:
    """Whether the meta stands in the body, where it belongs to a microdata item and is read with it."""
    above = view.parents[place]
    return above >= 0 and view.tags[above] != "head"


@lru_cache(maxsize=4_096)
def _known(name: str, attribute: str) -> str | None:
    """The table's name for a meta, or None: itemprop and http-equiv have their own rows; vendors' prefixes are dropped."""
    if attribute in ("itemprop", "http-equiv"):
        own = f"{attribute}:{name.rpartition('/')[2]}"
        return own if ("meta", own) in SOURCES else None
    if ("meta", name) in SOURCES:
        return name
    for separator in ":.":
        if separator in name:
            swapped = name.replace(":" if separator == "." else ".", separator)
            if ("meta", swapped) in SOURCES:
                return swapped
    return _vendor(name)


def _vendor(name: str) -> str | None:
    """A house row's name for "vendor:publishtime": only words that mean one thing whoever writes them."""
    prefix, separator, last = name.replace(".", ":").replace("_", ":").replace("-", ":").rpartition(":")
    if separator and last in ("tags", "keywords"):
        return "tags"
    prefix, separator, last = name.replace(".", ":").rpartition(":")
    key = fold_key(last)
    if (
        not separator
        or prefix in ("og:image", "twitter", "og:video", "og:audio", "fb", "al:ios", "al:android")
        or key in _VENDOR_STOP
    ):
        return None
    return _VENDOR_ROW.get(SUPPLIED_NAMES.get(key, "")) if len(key) > 3 else None


#: The house row that stands for a vendor's name, by field.
_VENDOR_ROW = {
    "datePublished": "published",
    "dateModified": "updated",
    "author": "authors",
    "keywords": "tags",
    "articleSection": "section",
}


def observe_document(view: View) -> Iterator[Observation]:
    """The observations of the html element, the title and the links."""
    for place in view.all("html")[:1]:
        lang = view.get(place, "lang") or view.get(place, "xml:lang")
        if lang.strip():
            yield observation("html", "lang", lang, "html/lang", 0)
    # a drawing has a title too
    title = next((place for place in view.all("title") if view.tags[view.parents[place]] in ("head", "body", "html")), -1)
    if title >= 0 and (text := view.text(title)):
        yield observation("html", "title", text, "title", title)
    links = view.all("link")[:MAX_METAS]
    own = next(
        (view.get(place, "href").strip() for place in links if "canonical" in view.get(place, "rel").lower().split()), None
    )
    for number, place in enumerate(links):
        yield from _link(view, place, number, own)


def _link(view: View, place: int, number: int, own: str | None) -> Iterator[Observation]:
    """The observations of one link; an alternate speaks of this page only where it leads to the page's own address."""
    href, rel = view.get(place, "href").strip(), view.get(place, "rel").lower().split()
    if not href or len(href) > ATTRIBUTE_LIMIT or not rel:
        return
    for name in ("canonical", "image_src", "shortlink", "author", "amphtml"):
        if name in rel:
            yield observation("link", name, href, f"link[{number}]", place)
    language = view.get(place, "hreflang").strip()
    if "alternate" in rel and language and href == own and language.lower() != "x-default":
        yield observation("link", "hreflang", language, f"link[{number}]/hreflang", place)
