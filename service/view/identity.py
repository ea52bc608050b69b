"""What a page calls itself, collected before anything else: its addresses, its headlines, and the element that prints one.

Structured data is full of other articles; the one that names this page's address or headline is the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.lexicon.texts import fold
from service.records import record
from service.view.columns import View

#: Scheme, host and path of an address; the address of a site's home page.
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.\-]{0,15}:)?/*([^/?#]*)([^?#]*)", re.IGNORECASE)
_HOME = re.compile(r"(?:https?://[^/?#]{1,80})?/?(?:index\.\w{3,5})?")


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
    keys = frozenset([key for key in map(url_key, addresses) if "/" in key])
    return PageIdentity(keys, frozenset([fold(h[:400]) for h in headlines if h]), fold(title[:600]), fold(heading[:400]))


def find_headline(view: View, identity: PageIdentity) -> int:
    """Return the heading that says what the metadata say, else the first h1 that says anything; -1 without one.

    The site's name is often an h1 too, on the home page's template.
    """
    best, found = 0, -1
    for place in (*view.all("h1", limit=20), *view.all("h2", limit=30), *view.all("h3", limit=20)):
        text = fold(view.text(place, 400)[:400])
        if len(text) >= 3:
            if text in identity.headlines:
                return place
            # the first of the best
            if (rank := _rank(view, place, text, identity)) > best:
                best, found = rank, place
    return found


def _rank(view: View, place: int, text: str, identity: PageIdentity) -> int:
    """Return how much like the headline a heading is: in the title, an h1, long enough."""
    first, titled = view.tags[place] == "h1", text in identity.title and len(text) >= 15
    if not (first or titled) or _is_logo(view, place):
        return 0
    return 2 * titled + 2 * first + (len(text) >= 12)


def _is_logo(view: View, place: int) -> bool:
    """Return whether a heading is the site's name: all of it one link to the home page."""
    links = [link for link in view.inside(place, {"a"}) if view.get(link, "href")]
    return len(links) == 1 and is_home(view.get(links[0], "href")) and view.text(links[0]) == view.text(place)


def is_home(address: str) -> bool:
    """Return whether a link's address is that of a site's home page: "/", "https://www.example.com/", "index.html"."""
    return address != "" and _HOME.fullmatch(address) is not None
