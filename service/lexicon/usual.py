"""The form in which values that a site's pages have in common are counted, and in which a page's own are looked up."""

from __future__ import annotations

import re

from service.lexicon.texts import fold

#: Longer values are kept by their beginning.
LONGEST = 300


def key_of(text: str) -> str:
    """Return the form of a value under which it is counted."""
    return " ".join(fold(text).split())[:LONGEST]


_DIGIT, _LETTERS = re.compile(r"\d"), re.compile(r"[^\W\d_]+")


def form_of(text: str) -> str:
    """Return the form of a date's text, the same for all dates of one template.

    >>> form_of("2022-40-25"), form_of("2022-02-25T14:40:00Z")
    ('0000-00-00', '0000-00-00a00:00:00a')
    """
    return _LETTERS.sub("a", _DIGIT.sub("0", " ".join(text.split())[:_LONGEST_FORM]))


#: Longer texts are sentences, which no template prints twice.
_LONGEST_FORM = 60


def address_key(address: str) -> str:
    """Return the form of a picture's address: without scheme and query."""
    return (address.partition("://")[2] or address).partition("?")[0][:LONGEST]
