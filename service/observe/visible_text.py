"""Observations from what a reader sees: headline, date lines, bylines, sections, tags, lead, picture, copyright.

Found by position and role, never by site: what a template's class words and an element's place beside the headline say it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from selectolax.lexbor import LexborNode

from service.lexicon.credits import is_copyright
from service.lexicon.date_spans import looks_like_date
from service.lexicon.folding import compact, fold
from service.lexicon.labels import LABELS
from service.lexicon.words import phrase_set
from service.model import Json, Observation
from service.observe import bylines, class_words, datelines, unnamed_dates
from service.observe.credits import observe_credits, read_caption
from service.observe.date_owners import settle
from service.observe.date_stretch import DIGIT
from service.observe.document import Document, Element, text_of
from service.observe.microformats import observe_microformats
from service.observe.places import Places, is_home
from service.observe.sources import observation

#: More of a role than any article has; longer texts are no tag.
MAX_OF_A_ROLE, MAX_TAGS, TAG = 40, 200, 80
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
#: Elements that are never read for their class words.
_UNREAD = frozenset(
    """html body main article script style meta img svg path g use input form button iframe link noscript option select
    textarea source video figure hr br""".split()
)


def observe_visible(
    document: Document, places: Places, stamps: Sequence[str], hosts: frozenset[str] = frozenset()
) -> list[Observation]:
    """The observations of the page's visible text, without repetitions of one text by nested elements of one kind.

    ``stamps`` are the dates of publication that the page states for machines, ``hosts`` what its host is called.
    """
    dated = bool(stamps)
    observations: list[Observation] = [*_headline(document, places)]
    observations += datelines.observe_times(document, places)
    observations += _classed(document, places)
    observations += _links(document, places, {str(o.raw) for o in observations if o.source.id == "html:tags"})
    observations += _labelled_tags(document, places, observations)
    observations += observe_microformats(document, places, observations)
    observations = settle(observations, document, places, dated)
    observations += unnamed_dates.observe_unnamed(document, places, observations, stamps)
    observations = settle(observations, document, places, dated)
    observations += bylines.observe_unnamed(document, places, observations, hosts)
    observations += bylines.observe_standing_name(document, places, observations)
    observations += datelines.observe_captions(document)
    observations += observe_credits(document, places)
    observations += _copyright(document)
    return _distinct(observations)


def _distinct(observations: list[Observation]) -> list[Observation]:
    seen: set[tuple[str, str]] = set()
    kept = []
    for o in observations:
        key = (o.source.id, str(o.raw))
        if key not in seen:
            seen.add(key)
            kept.append(o)
    return kept


def _see(name: str, raw: str, element: Element) -> Observation:
    return observation("html", name, raw, element.locator, element.position)


def _headline(document: Document, places: Places) -> Iterator[Observation]:
    """The headline's element, and up to two other h1 of the article's region."""
    if places.headline is not None:
        text = _undated(places.headline.node, _unbadged(places.headline.node), document)
        yield _see("h1" if places.headline.tag == "h1" else "headline", text, places.headline)
    others = 0
    for element in document.all("h1", limit=20):
        own = element is not places.headline and others < 2 and places.region(element) == "article"
        if own and (text := text_of(element.node)):
            others += 1
            yield _see("h1", text, element)


def _undated(node: LexborNode, text: str, document: Document) -> str:
    """A headline without the date in an element of its own at its end or beginning, where the <title> has the rest alone."""
    titles = [compact(text_of(title.node, 600)) for title in document.all("title")[:1]]
    for part in node.css("small, span, time, em, i, b, strong, font, div, p")[:_BADGES] if titles else ():
        date = text_of(part, _BADGE + 1)
        if not date or len(date) > _BADGE or not DIGIT.search(date) or not looks_like_date(date):
            continue
        rest = (text.removeprefix(date) if text.startswith(date) else text.removesuffix(date)).strip(" |·•:,–—-")
        if len(rest) >= _REST and rest != text and compact(rest) in titles[0] and compact(text) not in titles[0]:
            return rest
    return text


def _unbadged(node: LexborNode) -> str:
    """The text of a headline without the kicker, badge or count of comments that hangs in it before or behind the words."""
    text = text_of(node)
    for part in node.css("[class]")[:_BADGES]:
        badge = text_of(part, _BADGE + 1)
        if (
            not badge
            or len(badge) > _BADGE
            or class_words.BADGE.isdisjoint(class_words.words(part.attributes.get("class") or ""))
        ):
            continue
        rest = (text.removeprefix(badge) if text.startswith(badge) else text.removesuffix(badge)).strip(" |·•:–—-")
        if len(rest) > len(badge) and len(rest) >= _REST:
            text = rest
    return text


#: Elements of a headline that are looked at, the longest kicker, and the shortest headline beside one.
_BADGES, _BADGE, _REST = 10, 40, 8


def _classed(document: Document, places: Places) -> Iterator[Observation]:
    """What class and id words say of the article's elements that have them."""
    counts: dict[str, int] = {}
    for position, node in document.between(*places.article_range, but=_UNREAD):
        attributes = node.attributes
        names, identity = attributes.get("class"), attributes.get("id")
        if (spoken := attributes.get("aria-label")) and node.tag == "nav":  # <nav aria-label="Breadcrumb">, with any class
            names = f"{names} {spoken}"
        found = class_words.roles(
            (f"{names} {identity}" if names and identity else names or identity or "")[: class_words.LONGEST]
        )
        if not found:
            continue
        element = document.element(position)
        if element.tag == "nav" and "crumbs" not in found:
            continue
        for role, reader in _READERS:
            if role in found and counts.get(role, 0) < MAX_OF_A_ROLE:
                seen = list(reader(element, found, places))
                counts[role] = counts.get(role, 0) + bool(seen)
                yield from seen


# --- tags and sections -----------------------------------------------------------------------------------------------------


def _links(document: Document, places: Places, listed: set[str]) -> Iterator[Observation]:
    """Links to an author's or a tag's page, by rel or by the words of their address.

    An address alone ("/topic/fbi" in a sentence) says less of a tag than a rel does, or a place among those ``listed`` as tags.
    """
    counts = {"author": 0, "tag": 0}
    filed: dict[int, list[tuple[int, LexborNode]]] = {}
    sentences: dict[int, bool] = {}
    for position, node in document.between(*places.article_range, _LINKS):
        attributes = node.attributes
        rel, address = attributes.get("rel") or "", attributes.get("href") or ""
        match = _HREF.search(address)
        # WordPress calls its categories so too: <a href="/category/local" rel="category tag">
        marked = "tag" in rel.split() and "category" not in rel
        if not match and not (marked or "author" in rel):
            if position > places.first_paragraph and _CATEGORY.search(address) and node.parent is not None:
                filed.setdefault(node.parent.mem_id, []).append((position, node))
            continue
        tagged = marked or (match is not None and match.lastgroup == "tag")
        kind = "tag" if tagged else "author"
        element = document.element(position)
        if counts[kind] >= MAX_TAGS or places.region(element) != "article":
            continue
        text = text_of(node, TAG + 1, "" if tagged else " ")
        if text and len(text) <= TAG and (tagged or bylines.is_link_to_person(text, element, places)):
            plain = tagged and not marked and text not in listed
            if plain and _is_in_sentence(node, sentences):
                continue
            counts[kind] += 1
            yield _see("tag-link" if plain else f"rel-{kind}", text, element)
    if not counts["tag"]:
        yield from _filed_under(document, places, filed)


def _is_in_sentence(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether the link is a word of a paragraph, ``at <a href="/topic/fbi">the FBI</a>``, and no entry of a list.

    What is ``known`` of a paragraph is not asked again: its text, for each of its 16,000 links, costs the square of them.
    """
    around = node.parent
    while around is not None and around.tag in _INLINE:
        around = around.parent
    if around is None:
        return False
    if around.mem_id not in known:
        known[around.mem_id] = len(around.text(deep=False).strip()) > _SENTENCE
    return known[around.mem_id]


#: What a link's text may be wrapped in, and more letters than a label ("Filed under: ") and the commas behind it have.
_INLINE, _SENTENCE = frozenset(["b", "strong", "em", "i", "u", "span", "mark", "font"]), 60


def _filed_under(document: Document, places: Places, rows: dict[int, list[tuple[int, LexborNode]]]) -> Iterator[Observation]:
    """The links of the first row of three or more categories behind the body: tags by another name."""
    for row in rows.values():
        texts = [text_of(node, TAG + 1) for _, node in row]
        element = document.element(row[0][0])
        if 3 <= len(row) <= 40 and max(map(len, texts)) <= TAG and places.region(element) == "article":
            yield from (
                observation("html", "tag-list", text, element.locator, position)
                for text, (position, _) in zip(texts, row, strict=True)
                if text
            )
            return


def _labelled_tags(document: Document, places: Places, seen: list[Observation]) -> Iterator[Observation]:
    """The links behind a heading or label that says "Tags:" or "Mehr zum Thema", where no class word names a tag list."""
    if any(o.source.id == "html:tags" for o in seen):
        return
    for position, node in document.between(places.first_paragraph, places.article_range[1], _LABEL_TAGS):
        text = node.text(deep=False).strip()
        if not 2 < len(text) < 40 or not _is_tags_label(fold(text).strip(" :#")):
            continue
        element = document.element(position)
        labels = [label for link in _links_behind(element) if (label := text_of(link, TAG + 1))]
        if all(len(label) <= TOPIC for label in labels) and places.region(element) == "article":
            # a lower bound of each link's place, in their order
            for order, label in enumerate(labels, element.position):
                yield observation("html", "tag-list", label, element.locator, order)


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


def _links_behind(element: Element) -> list[LexborNode]:
    """The links in the elements that follow a label, in its parent's when it stands alone there."""
    node: LexborNode | None = element.node
    for _ in range(6):
        links: list[LexborNode] = []
        sibling = node.next if node is not None else None
        while sibling is not None and len(links) <= 40:
            if sibling.tag == "a":
                links.append(sibling)
            elif sibling.tag in ("dt", "h2", "h3", "h4"):
                break
            elif sibling.tag not in ("-text", "-comment"):
                links += sibling.css("a")
            sibling = sibling.next
        if links:
            return links if len(links) <= 40 else []
        node = node.parent if node is not None else None
    return []


def _tags(element: Element, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The links of a tag list."""
    # <div class="post hentry tag-flood-wall"> holds the whole article
    if "neighbour" in found or places.region(element) != "article" or element.node.mem_id in places.own:
        return
    links = [node for node in element.node.css("a") if "bookmark" not in (node.attributes.get("rel") or "")]
    if 1 <= len(links) <= 60:
        for order, node in enumerate(links, element.position):  # a lower bound of each link's place, in their order
            text = text_of(node, TAG + 1)
            if text and len(text) <= TAG:
                yield observation("html", "tags", text, element.locator, order)


def _section(element: Element, found: frozenset[str], places: Places) -> Iterator[Observation]:
    if "author" not in found and places.near_headline(element) and places.region(element) == "article":
        text = element.text
        if 2 < len(text) < 120 and 2 < len(text := text_of(element.node, 80)) <= 40 and not DIGIT.search(text):
            yield _see("section", text, element)


def _crumbs(element: Element, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The steps of a breadcrumb trail, as one list: their order is what they say."""
    steps: list[Json] = []
    for node in element.node.css("a, li")[:30]:
        # <a href="/">Anasayfa</a>, in whatever language
        home = not steps and node.tag == "a" and is_home(node.attributes.get("href") or "")
        if not home and (node.tag == "a" or node.css_first("a") is None):
            text = text_of(node, 80)
            if 1 < len(text) <= 60 and text not in steps:
                steps.append(text)
    if steps:
        yield observation("html", "breadcrumb", steps, element.locator, element.position)


# --- subtitle, lead, picture, copyright ------------------------------------------------------------------------------------


def _subtitle(element: Element, found: frozenset[str], places: Places) -> Iterator[Observation]:
    if places.near_headline(element) and places.region(element) == "article" and element is not places.headline:
        text = text_of(element.node, 400)
        if 10 < len(text) <= 300:
            yield _see("subtitle", text, element)


def _lead(element: Element, found: frozenset[str], places: Places) -> Iterator[Observation]:
    if places.near_headline(element) and places.region(element) == "article" and element is not places.headline:
        text = text_of(element.node, 1_000)
        if 40 < len(text) <= 900:
            yield _see("lead", text, element)


def _copyright(document: Document) -> Iterator[Observation]:
    """The copyright lines at the end of the page, the innermost elements that hold the mark and the name."""
    found = 0
    for position, node in document.between(len(document) - 250, len(document), _SMALL_PRINT):
        text = node.text(deep=False)
        if found < 3 and len(text) < 400 and ("©" in text or "opyright" in text or "(c)" in text):
            whole = text_of(node, 300)
            if len(whole) <= 250 and is_copyright(whole):
                found += 1
                yield _see("copyright", whole, document.element(position))


_SMALL_PRINT = frozenset(
    ["p", "div", "span", "small", "li", "a", "td", "b", "strong", "address", "footer", "h5", "h6", "center", "font"]
)


Reader = Callable[[Element, frozenset[str], Places], Iterator[Observation]]
#: Role, and what reads an element of that role.
_READERS: tuple[tuple[str, Reader], ...] = (
    ("date", datelines.read_date_line),
    ("author", bylines.read_byline),
    ("biography", bylines.read_biography),
    ("tags", _tags),
    ("crumbs", _crumbs),
    ("section", _section),
    ("subtitle", _subtitle),
    ("lead", _lead),
    ("caption", read_caption),
)
