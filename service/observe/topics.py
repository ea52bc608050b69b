"""Readers of what an article is about: tag lists, links to topics, labelled lists, sections and breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from service.lexicon.folding import fold
from service.lexicon.labels import LABELS
from service.lexicon.words import phrase_set
from service.model import Json, Observation
from service.observe import bylines
from service.observe.date_stretch import DIGIT
from service.observe.sources import observation, see
from service.view.columns import View
from service.view.headline import is_home
from service.view.places import Places

#: More than any article has; longer texts are no tag.
MAX_TAGS, TAG = 200, 80
#: Where one link behind "More on this topic" is longer, the links are other stories' headlines.
TOPIC = 50
_LINKS = frozenset({"a"})
#: Addresses of a tag's or a person's page, in the words of many languages.
_HREF = re.compile(
    r"/(?:(?P<tag>tags?|topics?|themen?|themes?|keywords?|etiquetas?|temas?|tema|thema|stichwort|schlagwort|sujet|dossier|"
    r"hashtag|label|emne|etiket)[/=]|(?P<person>authors?|autor(?:en|es|in|a)?|auteurs?|autori|autore|by|bylines?|people|person|"
    r"profil[eo]?s?|journalists?|journaliste|reporters?|contributors?|columnists?|staff|writers?|redaktion|redakcja|"
    r"redakteure?|users?|forfatter|skribent|firmas?)/[^/?#]{2,80})",
    re.IGNORECASE,
)
#: Addresses of a category's page: a section where one stands alone, a tag in a row of many.
_CATEGORY = re.compile(
    r"/(?:categor(?:y|ies|ie|ia|ias)|categorías?|kategori(?:e|en|a)?|rubrik|filed)/[^/?#]{2,60}/?$", re.IGNORECASE
)


def read_links(view: View, places: Places, listed: set[str]) -> Iterator[Observation]:
    """Links to an author's or a tag's page, by rel or by the words of their address.

    An address alone ("/topic/fbi" in a sentence) says less of a tag than a rel does, or a place among those ``listed`` as tags.
    """
    counts = {"author": 0, "tag": 0}
    filed: dict[int, list[int]] = {}
    sentences: dict[int, bool] = {}
    for place in view.between(*places.article_range, _LINKS):
        rel, address = view.get(place, "rel"), view.get(place, "href")
        match = _HREF.search(address)
        # WordPress calls its categories so too: <a href="/category/local" rel="category tag">
        marked = "tag" in rel.split() and "category" not in rel
        if not match and not (marked or "author" in rel):
            if place > places.first_paragraph and _CATEGORY.search(address):
                filed.setdefault(view.parents[place], []).append(place)
            continue
        tagged = marked or (match is not None and match.lastgroup == "tag")
        kind = "tag" if tagged else "author"
        if counts[kind] >= MAX_TAGS or places.region(place) != "article":
            continue
        text = view.text(place, TAG + 1, "" if tagged else " ")
        if text and len(text) <= TAG and (tagged or bylines.is_link_to_person(view, place, text, places)):
            plain = tagged and not marked and text not in listed
            if plain and _is_in_sentence(view, place, sentences):
                continue
            counts[kind] += 1
            yield see(view, place, "tag-link" if plain else f"rel-{kind}", text)
    if not counts["tag"]:
        yield from _filed_under(view, places, filed)


def _is_in_sentence(view: View, place: int, known: dict[int, bool]) -> bool:
    """Whether the link is a word of a paragraph, ``at <a href="/topic/fbi">the FBI</a>``, and no entry of a list.

    What is ``known`` of a paragraph is not asked again: its text, for each of its 16,000 links, costs the square of them.
    """
    around = next((above for above in view.ancestors(place) if view.tags[above] not in _INLINE), -1)
    if around < 0:
        return False
    if around not in known:
        known[around] = len(view.own(around, " ")) > _SENTENCE
    return known[around]


#: What a link's text may be wrapped in, and more letters than a label ("Filed under: ") and the commas behind it have.
_INLINE, _SENTENCE = frozenset(["b", "strong", "em", "i", "u", "span", "mark", "font"]), 60


def _filed_under(view: View, places: Places, rows: dict[int, list[int]]) -> Iterator[Observation]:
    """The links of the first row of three or more categories behind the body: tags by another name."""
    for row in rows.values():
        texts = [view.text(place, TAG + 1) for place in row]
        if 3 <= len(row) <= 40 and max(map(len, texts)) <= TAG and places.region(row[0]) == "article":
            where = view.locator(row[0])
            yield from (observation("html", "tag-list", text, where, at) for text, at in zip(texts, row, strict=True) if text)
            return


def read_labelled_tags(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """The links behind a heading or label that says "Tags:" or "Mehr zum Thema", where no class word names a tag list."""
    if any(o.source.id == "html:tags" for o in seen):
        return
    labels = 0
    for run in range(*view.span(places.first_paragraph, places.article_range[1])):
        text = view.runs[run].strip()
        if len(text) > _LONGEST_LABEL or not _is_tags_label(fold(text).strip(" :#")):
            continue
        place = view.owners[run]
        if place < places.first_paragraph or view.tags[place] not in _LABEL_TAGS or len(view.direct[place]) > 1:
            continue
        labels += 1
        if labels > _MOST_LABELS:
            return
        links = [(link, label) for link in _links_behind(view, place) if (label := view.text(link, TAG + 1))]
        if all(len(label) <= TOPIC for _, label in links) and places.region(place) == "article":
            for link, label in links:
                yield observation("html", "tag-list", label, view.locator(place), link)


#: No label is longer; more than so many labels are a list of them, and no list lies further behind its label.
_LONGEST_LABEL, _MOST_LABELS, _MOST_SIBLINGS = 40, 20, 60


def _is_tags_label(folded: str) -> bool:
    return folded in LABELS["keywords"] or folded in _MORE_ABOUT


_LABEL_TAGS = frozenset(["h2", "h3", "h4", "h5", "h6", "dt", "strong", "b", "span", "p", "div", "li"])
#: What stands over the links to an article's topics, where "Tags" would be too technical.
_MORE_ABOUT = phrase_set(
    """
    more on, more about, read more about, more on this topic, in this story, in this article, filed under, filed in,
    related topics, topics in this article, mehr lesen über, mehr zum thema, mehr über, zum thema, themen im artikel,
    en savoir plus sur, sur le même sujet, más sobre, más información sobre, mais sobre, leggi anche su, meer over,
    mer om, läs mer om, les mer om, læs mere om, lue lisää aiheesta, więcej o, archivado en, temas relacionados
    """
)


def _links_behind(view: View, place: int) -> list[int]:
    """The links in the elements that follow a label, in its parent's when it stands alone there."""
    for around in (place, *view.ancestors(place, 5)):
        links: list[int] = []
        sibling = view.next(around)
        for _ in range(_MOST_SIBLINGS):
            if sibling < 0 or len(links) > _MOST_LINKS:
                break
            if view.tags[sibling] == "a":
                links.append(sibling)
            elif view.tags[sibling] in ("dt", "h2", "h3", "h4"):
                break
            else:
                links += view.inside(sibling, _LINKS)
            sibling = view.next(sibling)
        if links:
            return links if len(links) <= _MOST_LINKS else []
    return []


#: More links behind a label, or in a list, are a menu.
_MOST_LINKS, _MOST_TAGS = 40, 60


def read_tags(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The links of a tag list."""
    # <div class="post hentry tag-flood-wall"> holds the whole article
    if "neighbour" in found or places.region(place) != "article" or place in places.own:
        return
    own = (link for link in view.inside(place, _LINKS) if "bookmark" not in view.get(link, "rel"))
    links = list(islice(own, _MOST_TAGS + 1))
    if 1 <= len(links) <= _MOST_TAGS:
        for link in links:
            text = view.text(link, TAG + 1)
            if text and len(text) <= TAG:
                yield observation("html", "tags", text, view.locator(place), link)


def read_section(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The section that a short element beside the headline names."""
    if "author" not in found and places.near_headline(place) and places.region(place) == "article":
        text = view.text(place, 80)
        if 2 < len(text) <= 40 and not DIGIT.search(text):
            yield see(view, place, "section", text)


def read_crumbs(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The steps of a breadcrumb trail, as one list: their order is what they say."""
    steps: list[Json] = []
    for step in list(view.inside(place, _STEPS))[:30]:
        # <a href="/">Anasayfa</a>, in whatever language
        linked = view.tags[step] == "a"
        home = not steps and linked and is_home(view.get(step, "href"))
        if not home and (linked or view.first(step, "a") < 0):
            text = view.text(step, 80)
            if 1 < len(text) <= 60 and text not in steps:
                steps.append(text)
    if steps:
        yield see(view, place, "breadcrumb", steps)


_STEPS = frozenset({"a", "li"})
