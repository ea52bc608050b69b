"""Values that a site's pages have in common: the form in which they are counted, and in which a page's own are looked up."""

from __future__ import annotations

from service.lexicon.texts import fold

#: Longer values are kept by their beginning.
LONGEST = 300


def key_of(text: str) -> str:
    """The form of a value under which it is counted."""
    return " ".join(fold(text).split())[:LONGEST]


def address_key(address: str) -> str:
    """The form of a picture's address: without scheme and query."""
    return (address.partition("://")[2] or address).partition("?")[0][:LONGEST]
