"""Addresses: the page's canonical one by the browser's rules and without tracking, and its
pictures', the main one first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

import can_ada

from service.fields.frame import plain, text_of, unprinted
from service.judge.decision import (
    Damage,
    Feature,
    Reading,
    as_one,
    boilerplate,
    damages_of,
    decide,
    lists,
    of_field,
    ranked,
    refused,
    usual,
)
from service.lexicon.lines import is_placeholder
from service.lexicon.patterns import late
from service.lexicon.slugs import address_key, host_of, is_furniture
from service.lexicon.tables import phrases, vocabulary
from service.lexicon.texts import compact
from service.model import Context, Finding, Habits, Json, Observation, Resolution, Source
from service.records import replace

#: Longer addresses are not read.
_LONGEST = 4_096
#: Parameters that only say how a reader came: of analytics, advertising and newsletters. Each is
#: known by its whole name.
_TRACKING = late("|".join(vocabulary("tracking").replace("*", r"\w*").split()), re.IGNORECASE)
#: Hosts on which a site is built and not read.
_STAGING = re.compile(
    r"(?:^|[.-])(?:staging|stage|stg|dev|test|testing|qa|uat|preview|preprod|localhost"
    r"|internal|origin)\d{0,2}(?=[.-])|"
    r"(?:^|\.)(?:local|localhost|test|internal|invalid|lan)$|^\d+\.\d+\.\d+\.\d+$|^\[",
    re.IGNORECASE,
)
#: What templates and scripts print where a value is missing.
_UNFILLED = re.compile(
    (
        r"%7B%7B|\{\{|\$%7B|\$\{|/(?:undefined|null|nan|\[object)(?:[/?#]|$)"
        r"|%[a-z_]{4,}%(?![0-9a-f]{2})"
    ),
    re.I,
)
_AMP = re.compile(r"/amp/?$|^/amp/|\.amp(?:\.html?)?$", re.IGNORECASE)
#: An address that was encoded as a whole, as a part of another one:
#: "https%3A%2F%2Fnews.example.com%2Fstorm".
_ENCODED = re.compile(r"https?%3a%2f%2f", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[a-z]{2,5}\d?(?=$|[?#])", re.IGNORECASE)
#: What may have lost its beginning, "bridge", "courier.example/metro": the first part has no
#: scheme, and is no query and no step up. And what may begin with a host.
_NO_BEGINNING = re.compile(r"[^?#.:%/][^:%/]*(?:/|\Z)")
_NAMES_HOST = re.compile(r"[^/]*\.[^/]*/")
_NO_HOST = re.compile(r"(?!\[)[^.]*")
_SLASHES = re.compile(r"(?<!:)/{2,}")

FEATURES: tuple[Feature, ...] = (
    Feature(
        "beside", "not the one that the page calls canonical, or of an AMP page", -3.0, own=False
    ),
)
#: A logo shows nothing of the story: it stands only where nothing else does, and below the
#: threshold.
IMAGE_FEATURES: tuple[Feature, ...] = (
    Feature("of_site", "a logo, a placeholder or a picture of every page", -6.0),
)

_BESIDE = frozenset(["beside"])
_REQUEST = Source("url", "url", "url", 0.75)
#: The members of an object in which an address stands.
_MEMBERS = ("@id", "url", "@value", "value")


def resolve_url(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return the page's canonical URL as a string."""
    told = of_field(observations, "url")
    if ctx.url and "url" not in [o.source.witness for o in told]:
        told.append(Observation("url", ctx.url, _REQUEST, "request", 1_000_000))
    base = _page_address(ctx)
    readings = [_read(o, (text_of(o.raw, _MEMBERS) or "")[: _LONGEST + 1], base) for o in told]
    return decide("url", _compared(readings), FEATURES, conflicts=False, display=_display)


def _page_address(ctx: Context) -> str | None:
    """Return the whole address from which the page was fetched."""
    return absolute((ctx.url or "")[: _LONGEST + 1], None)


def _compared(readings: list[Reading]) -> list[Reading]:
    """Return the readings, marked where the page calls another address canonical."""
    canonical = [r for r in readings if r.observation.source.id == "link:canonical"]
    named = {r.key for r in canonical if r.value is not None}
    if not named:
        return readings
    return [r if r.key in named else replace(r, marks=_BESIDE) for r in readings]


@lru_cache(maxsize=512)
def absolute(raw: str, base: str | None) -> str | None:
    """Return the address as a browser would open it from this page, or None for what no browser
    opens.

    >>> absolute("//News.Example.com:443/a b", "https://news.example.com/x")
    'https://news.example.com/a%20b'
    """
    text = raw.strip().replace("&amp;", "&")
    if _ENCODED.match(text):
        text = unquote(text)
    if not text or len(text) > _LONGEST:
        return None
    try:
        url = (
            can_ada.parse(base) + text
            if base and not text.startswith(("https://", "http://"))
            else can_ada.parse(text)
        )
    except (ValueError, TypeError):
        # half of a pair of surrogates is a TypeError there
        return None
    return str(url.href) if url.protocol in ("http:", "https:") and url.hostname else None


#: No host has more characters (RFC 1035); each label of "a.a.a.…" begins a name that goes on to the
#: end of all.
_HOST = 253


@lru_cache(maxsize=256)
def site_labels(url: str | None) -> frozenset[str]:
    """Return the names that an address gives its site, compacted: the host's longer labels, and its
    ends, "newsexamplecouk".
    """
    labels = host_of(url or "").removeprefix("www.")[:_HOST].split(".")
    ends = [".".join(labels[at:]) for at in range(len(labels) - 1)]
    return frozenset(
        [
            compact(name)
            for name in (*[label for label in labels[:-1] if len(label) > 2], *ends)
            if name
        ]
    )


def _with_beginning(raw: str, base: str | None) -> str | None:
    """Return the address that was meant where its beginning was lost, or None where it says so as a
    browser reads it.

    A browser takes "bridge" and "courier.example/metro" for files in the page's folder.  They are
    not where the page itself has the address "/bridge", or is of the host "courier.example"; nor is
    "metro/span" of a page in that folder.
    """
    text = raw.strip()
    if not _NO_BEGINNING.match(text):
        return None
    scheme = (base or "https:").partition("//")[0]
    whole = absolute(f"{scheme}//{text}", None) if _NAMES_HOST.match(text) else None
    if base is None or (whole and _host_of_key(whole) == _host_of_key(base)):
        return whole
    rooted = absolute(f"/{text}", base)
    if rooted is None or rooted == absolute(text, base):
        return None
    return rooted if _is_rooted(rooted, text, base) else None


def _host_of_key(address: str) -> str:
    return _key(address).partition("/")[0]


def _is_rooted(rooted: str, text: str, base: str) -> bool:
    """Return whether a text names a page from the site's root, where it stands on this page."""
    folder, slash, _ = text.partition("/")
    is_below = slash and _key(base).partition("/")[2].startswith(f"{folder}/")
    # "8003098" on a page called "story.html" is another kind of file
    is_other_kind = _SUFFIX.search(base) and not _SUFFIX.search(rooted)
    return bool(is_below or is_other_kind or _key(rooted) == _key(base))


def _read(observation: Observation, raw: str, base: str | None) -> Reading:
    whole = _with_beginning(raw, base)
    address = whole or absolute(raw, base)
    if address is None:
        return refused(observation, "not a web address")
    clean, removed, is_amp, reason = _cleaned(address, base)
    witness = observation.source.witness
    if reason and witness not in ("url", "supplied"):
        return refused(observation, reason, _not_own(observation, address, reason))
    single = _with_single_slashes(clean, base)
    damages = damages_of(
        (whole, Damage("address_beginning_lost", raw)),
        (removed, Damage("tracking_parameter", address, removed)),
        (single != clean, Damage("doubled_slash", clean)),
    )
    marks = _BESIDE if is_amp and witness == "url" else frozenset[str]()
    return Reading(observation, single, _key(single), damages, marks=marks)


def _not_own(observation: Observation, address: str, reason: str) -> Finding:
    """Return the finding that a place of the page names an address that cannot be its own."""
    message = (
        f"{observation.source.id} names {address[:300]}, which cannot be the "
        f"article's own address: {reason}."
    )
    return Finding("/article/url", "canonical_refused", "info", message, observation.raw)


def _with_single_slashes(address: str, base: str | None) -> str:
    """Return the address without doubled slashes where that makes it the page's own."""
    single = _SLASHES.sub("/", address)
    return single if base and _key(single) == _key(base) else address


class _Parts(NamedTuple):
    """The parts of an address; all empty where the page's own is not known."""

    host: str = ""
    path: str = ""
    search: str = ""
    href: str = ""

    @property
    def is_amp(self) -> bool:
        """Whether it is an AMP page's."""
        return _AMP.search(self.path) is not None


def _parts(url: can_ada.URL) -> _Parts:
    return _Parts(url.hostname, url.pathname, url.search, url.href)


#: Why an address cannot be this page's: the first reason that holds of it, beside the page's own.
_REASONS: tuple[tuple[str, Callable[[_Parts, _Parts], object]], ...] = (
    (
        "a host on which sites are built, not read",
        lambda url, page: url.host != page.host and _STAGING.search(url.host),
    ),
    ("a template that nobody filled", lambda url, _: _UNFILLED.search(url.href)),
    ("no host of the web", lambda url, _: _NO_HOST.fullmatch(url.host)),
    (
        "an AMP page, and the page itself is none",
        lambda url, page: url.is_amp and page.path and not page.is_amp,
    ),
    ("a home page", lambda url, page: url[1:3] == ("/", "") != page[1:3]),
)


def _why_not_own(url: _Parts, page: _Parts) -> str:
    """Return why an address is not this page's, or ""."""
    return next((reason for reason, holds in _REASONS if holds(url, page)), "")


@lru_cache(maxsize=256)
def _cleaned(address: str, base: str | None) -> tuple[str, tuple[str, ...], bool, str]:
    """Return the address without fragment and tracking, what went, if it is an AMP page's, and why
    it is not this page's.
    """
    url = can_ada.parse(address)
    parts = _parts(url)
    reason = _why_not_own(parts, _parts(can_ada.parse(base)) if base else _Parts())
    if url.hash and not url.hash.startswith("#!"):
        url.hash = ""
    pairs = parts.search.removeprefix("?").split("&")
    removed = tuple([pair for pair in pairs if _TRACKING.fullmatch(pair.partition("=")[0])])
    if removed:
        url.search = "&".join([pair for pair in pairs if pair not in removed])
    return str(url.href), removed, parts.is_amp, reason


@lru_cache(maxsize=256)
def _key(address: str) -> str:
    """Return an address without scheme, "www.", last stroke and fragment: "a.example/x?p=1"."""
    url = can_ada.parse(address)
    return url.host.removeprefix("www.") + (url.pathname.rstrip("/") or "/") + url.search


def _display(same: Sequence[Reading]) -> Reading:
    """Return the one of several equal addresses to print: https before http, then the most reliable
    source's.
    """
    return ranked(
        same,
        [
            (r.observation.source.witness == "url", not str(r.value).startswith("https"))
            for r in same
        ],
    )


#: Country domains that are sold to the world for their sound; they name no country.
_WORLDWIDE = phrases("sites", "worldwide_domains")


_COUNTRY_DOMAIN = re.compile(r".\.([a-z]{2})\.*\Z")
_REGION = re.compile(r"-([^\W\d_]{2})(?=-|\Z)")


def country_of(url: str | None, language: str | None) -> str | None:
    """Return the ISO 3166 code of the country that the address's last label names, else the
    language tag's region.
    """
    domain = _COUNTRY_DOMAIN.search(host_of(url or ""))
    if domain and domain[1] not in _WORLDWIDE:
        return "GB" if domain[1] == "uk" else domain[1].upper()
    region = _REGION.search(language or "")
    return region[1].upper() if region else None


#: An answer keeps so many pictures; galleries state hundreds.
_MOST = 50
#: The members of an object that hold the picture's address: schema.org's, WordPress' and those of
#: other interfaces.
_ADDRESSES = ("url", "contentUrl", "@id", "thumbnailUrl", "source_url", "src")
#: Files that are seen or heard and are no picture, and what scripts print for none.
_NO_PICTURE = re.compile(
    r"\.(?:mp4|m4v|webm|mov|avi|m3u8|mpd|mp3|m4a|ogg|wav|pdf)(?:[?#]|$)|/(?:undefined|null)$",
    re.IGNORECASE,
)
#: A scheme that lost a mark, "http//cdn.example.com/a.jpg", or has the site's before it,
#: "https://news.example.comhttps://cdn…".
_SCHEME = re.compile(r"^\s*(?:https?:/{0,2}[\w.-]{0,253})?(https?)(?::/{1,2}|//)", re.IGNORECASE)
#: How wide a picture is, behind its address in a srcset: "…/storm.jpg 1200w, …/storm-small.jpg
#: 300w".
_WIDTH = re.compile(r"(?:\s|%20)(\d{1,5}(?:\.\d+)?)[wx](?:,|$)")
_SIZE = re.compile(r"\s*(\d{1,6})(?:\.0+)?\s*(?:px)?\s*")
#: A picture that counts visits is no wider and no higher.
_PIXEL = 2
#: A picture itself, and a text without a path or a host.
_NO_ADDRESS = re.compile(r"data:|[^/.]*\Z", re.IGNORECASE)


def resolve_image(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return the images as a list of {"@type": "ImageObject", "url", "width"?, "height"?,
    "caption"?}.
    """
    base, groups = _page_address(ctx), lists(of_field(observations, "image"))
    readings = [_pictures(group, base, ctx.habits) for group in groups]
    return decide("image", readings, IMAGE_FEATURES, conflicts=False)


def _pictures(group: Sequence[Observation], base: str | None, habits: Habits | None) -> Reading:
    """Return the pictures that one place states: a page with two og:image metas gives a list of
    two, the main one first.
    """
    observation = as_one(group)
    raw = unprinted(observation.raw)
    images = _images(raw, base)
    if not images:
        return refused(observation, "no address of an image")
    furniture = _furniture(images, habits)
    own = [key for key in images if key not in furniture]
    kept = (own or furniture)[:_MOST]
    lost = [(str(images[key]["url"]), key) for key in furniture if own]
    value: list[Json] = [images[key] for key in kept]
    return Reading(
        observation,
        value,
        kept[0],
        damages_of(
            (lost, Damage("furniture_as_image", raw, tuple([address for address, _ in lost]))),
            (_is_srcset(raw), Damage("srcset_as_image", raw)),
        ),
        finding=_too_many(observation, len(images)),
        stated=raw == value,
        marks=frozenset(() if own else ("of_site",)),
        habits=boilerplate(habits, "images", "image", lost),
    )


def _furniture(images: Mapping[str, Mapping[str, Json]], habits: Habits | None) -> list[str]:
    """Return the pictures of the site, by their names, or because they stand on every page."""
    known = usual(habits, "images")
    return [key for key in images if key in known or is_furniture(str(images[key]["url"]))]


def _images(raw: Json, base: str | None) -> dict[str, dict[str, Json]]:
    """Return the pictures of a raw value by the keys of their addresses."""
    members = raw[: _MOST * 2] if isinstance(raw, list | tuple) else [raw]
    images: dict[str, dict[str, Json]] = {}
    for image in filter(None, [_image(member, base) for member in members]):
        images.setdefault(address_key(str(image["url"])), image)
    return images


def _too_many(observation: Observation, number: int) -> Finding | None:
    """Return the finding that a place states more pictures than are kept."""
    if number <= _MOST:
        return None
    message = f"{observation.source.id} states {number} images; {_MOST} are kept."
    return Finding("/article/image", "too_many_images", "info", message)


def _largest(source: str) -> str:
    """Return the address of the largest picture where a whole srcset stands for one address, else
    the text as it is.
    """
    if source[-1:] not in ("w", "x"):
        return source
    *steps, _ = _WIDTH.split(source[:20_000])
    return max(
        zip(steps[1::2], steps[::2], strict=True),
        key=lambda step: float(step[0]),
        default=("", source),
    )[1]


def _is_srcset(raw: Json) -> bool:
    """Return whether a whole srcset stands for one address."""
    return isinstance(raw, str) and _largest(raw) != raw


def _image(raw: Json, base: str | None) -> dict[str, Json] | None:
    """Return a picture with its whole address, or None for a page, a film, a pixel and a text in an
    address's place.
    """
    told: Mapping[str, Json] = raw if isinstance(raw, dict) else {}
    source = next((text for text in (raw, *map(told.get, _ADDRESSES)) if isinstance(text, str)), "")
    address = _picture_address(source, base)
    sizes = {name: size for name in ("width", "height") if (size := _size(told.get(name)))}
    if address is None or max(sizes.values(), default=_PIXEL + 1) <= _PIXEL:
        return None
    said = told.get("caption")
    caption = plain(said)[:2000] if isinstance(said, str) else ""
    named = {"caption": caption} if caption else {}
    return {"@type": "ImageObject", "url": address, **sizes, **named}


def _picture_address(source: str, base: str | None) -> str | None:
    """Return the whole address that a text gives of a picture, or None for another file and for
    the page itself.
    """
    if _NO_ADDRESS.match(source) or is_placeholder(source):
        return None
    address = absolute(_SCHEME.sub(r"\1://", _largest(source)[: _LONGEST + 1], count=1), base)
    if address is None or _NO_PICTURE.search(address):
        return None
    is_page = address.partition("#")[0] == (base or "").partition("#")[0]
    return None if is_page else address


def _size(stated: Json) -> int:
    """Return a picture's width or height in pixels, of a schema.org quantity too; 0 for none."""
    size = stated.get("value") or stated.get("name") if isinstance(stated, dict) else stated
    digits = _SIZE.fullmatch(str(size))
    return int(digits[1]) if digits else 0
