"""The short texts of a page that may be its byline: those of the article's elements that name
somebody, the nearest to the headline where there are many.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.places.features import ShortText
from service.lexicon.people import is_byline_names, is_signed_names
from service.lexicon.texts import remembered, split_bars
from service.spans.labelled import label_of, split_byline
from service.view.columns import View
from service.view.places import Places

#: No text that names somebody is longer, or of more words or pieces.
_LONGEST, _WORDS, _PIECES = 100, 12, 6
#: Texts of one page that are asked, those nearest to the headline; news pages have 400 at most.
MOST = 500
#: Elements that hold no byline, or are read elsewhere.
_UNREAD = frozenset("title h1 figcaption blockquote button time option".split())


@remembered
def names_in(text: str) -> str:
    """Return the names in a short text as a byline may print them, "" where it names nobody.

    >>> names_in("Von Friederike Haupt"), names_in("Jane Doe | 5 March 2021"), names_in("Sign up!")
    ('Friederike Haupt', 'Jane Doe', '')
    """
    if len(text) > _LONGEST or len(text.split()) > _WORDS or text.islower():
        return ""
    dated = split_byline(text)
    label, names = label_of(dated[0] if dated else text) or ("", "")
    if label == "author":
        return names if is_signed_names(names) else ""
    return next(filter(is_byline_names, split_bars(text)), "")


def short_texts(view: View, places: Places) -> list[ShortText]:
    """Return the texts of the article's elements that may name somebody, in the page's order."""
    found: list[ShortText] = []
    for place in _elements(view, places):
        runs = view.direct[place]
        if len(runs) > _PIECES or sum([len(view.runs[run]) for run in runs]) > 2 * _LONGEST:
            continue
        text = view.own(place, " ")
        if len(text) > 3 and names_in(text):
            found.append(ShortText(place, runs[0], runs[-1], text))
    headline = view.starts[max(places.headline, 0)]
    nearest = sorted(found, key=lambda each: abs(each.first - headline))[:MOST]
    return sorted(nearest)


def _elements(view: View, places: Places) -> Iterator[int]:
    """Yield the elements of the article that hold a text, each once."""
    runs = range(*view.span(*places.article_range))
    for place in dict.fromkeys(map(view.owners.__getitem__, runs)):
        if place >= 0 and view.tags[place] not in _UNREAD:
            yield place
