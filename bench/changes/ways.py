"""The ways in which pages are changed, in one table."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import partial
from hashlib import blake2s

import webencodings
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from selectolax.lexbor import LexborHTMLParser

from bench.markup import Tag, between, rewritten, tags, value_of, with_value, without
from bench.visible import tells_charset
from service.model import Page
from service.observe.charset import decode
from service.records import replace

#: When a page was fetched of which that is not known: a day after all gold pages.
TODAY = datetime(2026, 10, 20, 8, 12, 31, tzinfo=UTC)
_BLANKS = re.compile(rb"[ \t\r\n\f]+")
#: What a mail's link adds to an address; none of it leads to another page.
TRACKING = "utm_source=newsletter&utm_medium=email&utm_campaign=daily&fbclid=IwAR2bq0Lx7"
NEWSLETTER = """
<div class="signup"><h3>The week in your inbox</h3>
<p>Every Friday our editors choose five stories worth your time. No adverts, and you can leave
whenever you like.</p>
<form action="/signup"><input type="email" placeholder="Address"><button>Join</button></form>
</div>
"""
RELATED = """
<aside class="related"><h3>Related stories</h3><ul>
<li><a href="/harbour/crane">Old harbour crane to be repainted</a> <span>By Mara Quill</span>
<span>3 June 2019</span></li>
<li><a href="/council/bus">Council votes for a night bus</a> <span>By Tobias Renn</span>
<span>14 February 2018</span></li></ul></aside>
"""


def minified(html: bytes) -> bytes:
    """Return the page with each run of blanks between tags as one, as a minifier leaves it."""
    return between(html, partial(_BLANKS.sub, b" "))


def reserialised(page: Page) -> Page:
    """Return the page as a parser writes it out again, in the encoding in which it came."""
    decoded = decode(_bytes(page), page.charset)
    markup = LexborHTMLParser(decoded.markup).html
    encoding = webencodings.lookup(decoded.encoding)
    if markup is None or encoding is None:
        return page
    return replace(page, html=encoding.codec_info.encode(markup, "xmlcharrefreplace")[0])


def _bytes(page: Page) -> bytes:
    assert isinstance(page.html, bytes)
    return page.html


def _short(text: bytes, salt: bytes) -> bytes:
    """Return a few letters that stand for a text, other ones for each salt."""
    return blake2s(text, digest_size=4, key=salt).hexdigest().encode()


def _renamed(html: bytes, rename: Callable[[bytes, bytes], bytes]) -> bytes:
    """Return the page with each class renamed, one that stands twice twice the same."""
    salt = blake2s(html, digest_size=8).digest()

    def change(classes: bytes) -> bytes:
        return b" ".join(rename(name, salt) for name in classes.split())

    return rewritten(html, lambda tag: with_value(tag, b"class", change))


def classes_hashed(html: bytes) -> bytes:
    """Return the page with letters without meaning for each class, as CSS-in-JS makes them."""
    return _renamed(html, lambda name, salt: b"c" + _short(name, salt))


def classes_suffixed(html: bytes) -> bytes:
    """Return the page with a suffix at each class, as CSS modules make it: ``byline__3f9c21aa``."""
    return _renamed(html, lambda name, salt: name + b"__" + _short(name, salt))


def without_attribute(html: bytes, name: bytes) -> bytes:
    """Return the page without an attribute of its elements."""
    return rewritten(html, lambda tag: without(tag, name.__eq__))


def _inserted(html: bytes, at: int, markup: str) -> bytes:
    return html[:at] + markup.encode("ascii", "xmlcharrefreplace") + html[at:]


def in_the_middle(html: bytes, markup: str) -> bytes:
    """Return the page with a box before the middle one of its paragraphs; without any it stays."""
    places = [tag.at for tag in tags(html) if tag.name == b"p"]
    return _inserted(html, places[len(places) // 2], markup) if places else html


def dated(page: Page, place: Callable[[bytes], int | None]) -> Page:
    """Return the page with the day of its fetch at a place, in its own language."""
    html = _bytes(page)
    at = place(html)
    if at is None:
        return page
    told = _told((page.fetched_at or TODAY).date(), _language(html))
    return replace(page, html=_inserted(html, at, f"<header><div>{told}</div></header>"))


def top_of_body(html: bytes) -> int | None:
    """Return where the body begins, or None where it has no tag."""
    return next((tag.end for tag in tags(html) if tag.name == b"body"), None)


def above_headline(html: bytes) -> int | None:
    """Return where the first h1 begins, or None where there is none."""
    return next((tag.at for tag in tags(html) if tag.name == b"h1"), None)


def _language(html: bytes) -> str:
    found = (value_of(tag, b"lang") for tag in tags(html) if tag.name == b"html")
    return (next(found, None) or b"en").decode("ascii", "replace")


def _told(day: date, language: str) -> str:
    """Return a day with its weekday in a language, in English where that is not known.

    >>> _told(date(2026, 10, 20), "de-AT"), _told(date(2026, 10, 20), "?")
    ('Dienstag, 20. Oktober 2026', 'Tuesday, October 20, 2026')
    """
    try:
        locale = Locale.parse(language.strip(), sep="_" if "_" in language else "-")
    except (ValueError, UnknownLocaleError):
        locale = Locale("en")
    return format_date(day, "full", locale=locale)


def with_headers(page: Page) -> Page:
    """Return the page with the headers of a server that makes it at each request."""
    sent = page.fetched_at or TODAY
    stamps = {"Date": sent, "Last-Modified": sent - timedelta(minutes=2)}
    told = {name: format_datetime(at.astimezone(UTC), usegmt=True) for name, at in stamps.items()}
    return replace(page, headers={**page.headers, **told})


def tracked(page: Page) -> Page:
    """Return the page at its address with the parameters of a mail's link."""
    if not page.url:
        return page
    address, hash_sign, fragment = page.url.partition("#")
    joint = "&" if "?" in address else "?"
    return replace(page, url=f"{address}{joint}{TRACKING}{hash_sign}{fragment}")


def _is_ld(tag: Tag) -> bool:
    return tag.name == b"script" and b"ld+json" in (value_of(tag, b"type") or b"").lower()


def _is_meta(tag: Tag) -> bool:
    return tag.name == b"meta" and not tells_charset(tag)


def dropped(html: bytes, *kinds: Callable[[Tag], bool]) -> bytes:
    """Return the page without the elements of these kinds."""

    def kept(tag: Tag) -> bytes:
        return b"" if any(is_one(tag) for is_one in kinds) else tag.start + tag.rest

    return rewritten(html, kept)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to change a page, and whether it may have an answer withheld; none may make another."""

    name: str
    change: Callable[[Page], Page]
    withholds: bool = False


def _on_html(change: Callable[[bytes], bytes]) -> Callable[[Page], Page]:
    return lambda page: replace(page, html=change(_bytes(page)))


WAYS = (
    Way("minified", _on_html(minified)),
    Way("re-serialised", reserialised),
    Way("classes hashed", _on_html(classes_hashed)),
    Way("classes suffixed", _on_html(classes_suffixed)),
    Way("classes removed", _on_html(partial(without_attribute, name=b"class"))),
    Way("ids removed", _on_html(partial(without_attribute, name=b"id"))),
    Way("today in a header", partial(dated, place=top_of_body)),
    Way("today above the h1", partial(dated, place=above_headline)),
    Way("newsletter box", _on_html(partial(in_the_middle, markup=NEWSLETTER))),
    Way("related stories", _on_html(partial(in_the_middle, markup=RELATED))),
    Way("fetch headers", with_headers),
    Way("tracking parameters", tracked),
    Way("JSON-LD dropped", _on_html(lambda html: dropped(html, _is_ld)), withholds=True),
    Way("metas dropped", _on_html(lambda html: dropped(html, _is_meta)), withholds=True),
    Way("both dropped", _on_html(lambda html: dropped(html, _is_ld, _is_meta)), withholds=True),
)
