"""Readers of what an article is about: tag lists, links to topics, labelled lists, sections and breadcrumbs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from service.lexicon.labels import LABELS
from service.lexicon.texts import fold, phrase_set
from service.model import Json, Observation
from service.observe.date_stretch import DIGIT
from service.observe.datelines import in_card
from service.observe.sources import see
from service.view.columns import View
from service.view.identity import is_home
from service.view.places import Places

#: More than any article has; longer texts are no tag.
MAX_TAGS, TAG = 200, 80
#: Where one link behind "More on this topic" is longer, the links are other stories' headlines.
TOPIC = 50
_LINKS = frozenset({"a"})
#: Addresses of a tag's or a person's page, in the words of many languages.
_HREF = re.compile(
    r"/(?:(?P<tag>tags?|topics?|themen?|themes?|keywords?|etiquetas?|temas?|thema|stichwort|schlagwort|sujet|dossier|hashtag|label|"
    r"emne|etiket)[/=]|(?:authors?|autor(?:en|es|in|a)?|auteurs?|autori|autore|by|bylines?|people|person|profil[eo]?s?|journalists?|"
    r"journaliste|reporters?|contributors?|columnists?|staff|writers?|redaktion|redakcja|redakteure?|users?|forfatter|skribent|"
    r"firmas?)/[^/?#]{2,80})",
    re.IGNORECASE,
)


def read_links(view: View, places: Places, listed: set[str]) -> Iterator[Observation]:
    """Yield links to an author's or a tag's page, by rel or by the words of their address.

    An address alone, "/topic/fbi", says less of a tag than a rel does, or a place among those ``listed`` as tags.
    """
    counts: Counter[bool] = Counter()
    for place in view.between(*places.article_range, _LINKS):
        attributes = view.attributes[place]
        rel, match = attributes.get("rel") or "", _HREF.search(attributes.get("href") or "")
        # WordPress calls its categories so too: <a href="/category/local" rel="category tag">
        marked = "tag" in rel.split() and "category" not in rel
        tagged = marked or (match is not None and match["tag"] is not None)
        if not (tagged or match or "author" in rel) or counts[tagged] >= MAX_TAGS or places.region(place) != "article":
            continue
        text = view.text(place, TAG + 1, "" if tagged else " ")
        # a link to a person's page may be a teaser's, or a count: "12 articles by Jane Doe"
        named = tagged or (len(text) > 2 and not DIGIT.search(text) and not in_card(view, place, places))
        if text and len(text) <= TAG and named:
            plain = tagged and not marked and text not in listed
            if not plain or not _is_in_sentence(view, place):
                counts[tagged] += 1
                yield see(view, place, "tag-link" if plain else "rel-tag" if tagged else "rel-author", text)


def _is_in_sentence(view: View, place: int) -> bool:
    """Return whether the link is a word of a paragraph, ``at <a href="/topic/fbi">the FBI</a>``, and no entry of a list."""
    around = next((above for above in view.ancestors(place) if view.tags[above] not in _INLINE), -1)
    opening = view.direct.get(around, [])[:_OPENING]
    return sum(len(view.runs[run].strip()) for run in opening) > _SENTENCE


#: What a link's text may be wrapped in.
_INLINE = frozenset(["b", "strong", "em", "i", "u", "span", "mark", "font"])
#: So many texts of a paragraph tell: a label ("Filed under: ") and the commas behind it have fewer letters than a sentence.
_OPENING, _SENTENCE = 4, 60


def read_labelled_tags(view: View, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """Yield the links behind a heading or label that says "Tags:" or "Mehr zum Thema", where no class word names a tag list."""
    if "html:tags" in [o.source.id for o in seen]:
        return
    labels = 0
    for run in range(*view.span(places.first_paragraph, places.article_range[1])):
        place = view.owners[run]
        if place < places.first_paragraph or view.tags[place] not in _LABEL_TAGS or len(view.direct[place]) > 1:
            continue
        text = view.runs[run].strip()
        if len(text) > _LONGEST_LABEL or fold(text).strip(" :#") not in _TAGS_LABELS:
            continue
        labels += 1
        if labels > _MOST_LABELS:
            return
        links = [(link, label) for link in _links_behind(view, place) if (label := view.text(link, TAG + 1))]
        if all(len(label) <= TOPIC for _, label in links) and places.region(place) == "article":
            for link, label in links:
                yield see(view, link, "tag-list", label, within=place)


#: No label is longer; more than so many labels are a list of them, and no list lies further behind its label.
_LONGEST_LABEL, _MOST_LABELS, _MOST_SIBLINGS = 40, 20, 60
_LABEL_TAGS = frozenset(["h2", "h3", "h4", "h5", "h6", "dt", "strong", "b", "span", "p", "div", "li"])
#: What stands over the links to an article's topics, where "Tags" would be too technical.
_TAGS_LABELS = LABELS["keywords"] | phrase_set(
    """
    more on, more about, read more about, more on this topic, in this story, in this article, filed under, filed in,
    related topics, topics in this article, mehr lesen über, mehr zum thema, mehr über, zum thema, themen im artikel,
    en savoir plus sur, sur le même sujet, más sobre, más información sobre, mais sobre, leggi anche su, meer over,
    mer om, läs mer om, les mer om, læs mere om, lue lisää aiheesta, więcej o, archivado en, temas relacionados
    """
)


def _links_behind(view: View, place: int) -> list[int]:
    """Return the links in the elements that follow a label, or its parent when the label stands alone there."""
    for around in (place, *view.ancestors(place, 5)):
        links: list[int] = []
        sibling = view.next(around)
        for _ in range(_MOST_SIBLINGS):
            if sibling < 0 or len(links) > _MOST_LINKS or view.tags[sibling] in ("dt", "h2", "h3", "h4"):
                break
            links += [sibling] if view.tags[sibling] == "a" else view.inside(sibling, _LINKS)
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
    for link in links if len(links) <= _MOST_TAGS else ():
        text = view.text(link, TAG + 1)
        if text and len(text) <= TAG:
            yield see(view, link, "tags", text, within=place)


def read_section(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The section that a short element beside the headline names."""
    if "author" not in found and places.near_headline(place) and places.region(place) == "article":
        text = view.text(place, 80)
        if 2 < len(text) <= 40 and not DIGIT.search(text):
            yield see(view, place, "section", text)


def read_crumbs(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """Yield the steps of a breadcrumb trail as one list, since their order matters."""
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
