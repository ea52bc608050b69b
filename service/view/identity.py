"""What a page calls itself, collected before anything else: its addresses and its headlines.

Structured data is full of other articles; the one that names this page's address or headline is the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.lexicon.texts import fold
from service.records import record

#: Scheme, host and path of an address.
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.\-]{0,15}:)?/*([^/?#]*)([^?#]*)", re.IGNORECASE)


def url_key(address: str) -> str:
    """Return an address without scheme, www, port, query, fragment and last slash: the same for two addresses of one page.

    >>> url_key("https://www.example.com/a/b/?ref=rss#top") == url_key("http://example.com/a/b")
    True
    """
    match = _ADDRESS.match(address.strip()[:4096])
    host, path = match.groups() if match else ("", "")
    return str(host).lower().removeprefix("www.").partition(":")[0] + str(path).rstrip("/").lower()


@record(frozen=True, slots=True)
class PageIdentity:
    """The address keys and the folded headlines that a page's metadata state.

    ``title`` is its folded <title>, which may hold more than the headline; ``heading`` its only h1, which may be the site's.
    """

    keys: frozenset[str]
    headlines: frozenset[str]
    title: str = ""
    heading: str = ""

    def is_headline(self, folded: str) -> bool:
        """Return whether a folded text is one of the page's headlines, or too long a part of its title to be another's."""
        return folded in self.headlines or folded == self.heading or (len(folded) >= 15 and folded in self.title)


def page_identity(addresses: Iterable[str], headlines: Iterable[str], title: str, heading: str = "") -> PageIdentity:
    """Return the identity made of raw addresses and headlines; the bare home page is no address of an article."""
    keys = frozenset(key for key in map(url_key, addresses) if "/" in key)
    return PageIdentity(keys, frozenset(fold(h[:400]) for h in headlines if h), fold(title[:600]), fold(heading[:400]))
