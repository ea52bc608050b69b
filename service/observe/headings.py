"""Readers of what opens an article: its headline, a second heading, the line below it and the lead."""

from __future__ import annotations

from collections.abc import Iterator

from service.lexicon.date_spans import looks_like_date
from service.lexicon.folding import compact
from service.model import Observation
from service.observe.date_stretch import DIGIT
from service.observe.sources import see
from service.view import class_words
from service.view.columns import View
from service.view.places import Places


def read_headline(view: View, places: Places) -> Iterator[Observation]:
    """The headline's element, and up to two other h1 of the article's region."""
    if places.headline >= 0:
        text = _undated(view, places.headline, _unbadged(view, places.headline))
        yield see(view, places.headline, "h1" if view.tags[places.headline] == "h1" else "headline", text)
    others = 0
    for place in view.all("h1", limit=20):
        own = place != places.headline and others < 2 and places.region(place) == "article"
        if own and (text := view.text(place)):
            others += 1
            yield see(view, place, "h1", text)


def _undated(view: View, headline: int, text: str) -> str:
    """A headline without the date in an element of its own at its end or beginning, where the <title> has the rest alone."""
    titles = [compact(view.text(title, 600)) for title in view.all("title")[:1]]
    for part in list(view.inside(headline, _PARTS))[:_BADGES] if titles else ():
        date = view.text(part, _BADGE + 1)
        if not date or len(date) > _BADGE or not DIGIT.search(date) or not looks_like_date(date):
            continue
        rest = (text.removeprefix(date) if text.startswith(date) else text.removesuffix(date)).strip(" |·•:,–—-")
        if len(rest) >= _REST and rest != text and compact(rest) in titles[0] and compact(text) not in titles[0]:
            return rest
    return text


_PARTS = frozenset("small span time em i b strong font div p".split())


def _unbadged(view: View, headline: int) -> str:
    """The text of a headline without the kicker, badge or count of comments that hangs in it before or behind the words."""
    text = view.text(headline)
    classed = [part for part in range(headline + 1, view.ends[headline]) if view.attributes[part].get("class")]
    for part in classed[:_BADGES]:
        badge = view.text(part, _BADGE + 1)
        if not badge or len(badge) > _BADGE or class_words.BADGE.isdisjoint(class_words.words(view.get(part, "class"))):
            continue
        rest = (text.removeprefix(badge) if text.startswith(badge) else text.removesuffix(badge)).strip(" |·•:–—-")
        if len(rest) > len(badge) and len(rest) >= _REST:
            text = rest
    return text


#: Elements of a headline that are looked at, the longest kicker, and the shortest headline beside one.
_BADGES, _BADGE, _REST = 10, 40, 8


def read_subtitle(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The line below the headline, in an element whose class words call it so."""
    if places.near_headline(place) and places.region(place) == "article" and place != places.headline:
        text = view.text(place, 400)
        if 10 < len(text) <= 300:
            yield see(view, place, "subtitle", text)


def read_lead(view: View, place: int, found: frozenset[str], places: Places) -> Iterator[Observation]:
    """The opening of the story, in an element whose class words call it so."""
    if places.near_headline(place) and places.region(place) == "article" and place != places.headline:
        text = view.text(place, 1_000)
        if 40 < len(text) <= 900:
            yield see(view, place, "lead", text)
