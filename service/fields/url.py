"""Addresses: the page's canonical one by the browser's rules and without tracking, and its pictures', the main one first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import unquote

import can_ada

from service.fields.frame import plain, text_of, unprinted
from service.judge.decision import Damage, Feature, Reading, as_one, counted, decide, lists, of_field, ranked, refused
from service.lexicon.lines import is_placeholder
from service.lexicon.slugs import address_key, host_of, is_furniture
from service.lexicon.tables import phrases, vocabulary
from service.lexicon.texts import compact
from service.model import Context, Evidence, Finding, Habits, Json, Observation, Resolution, Source
from service.patterns import late
from service.records import replace

#: Longer addresses are not read.
_LONGEST = 4_096
#: Parameters that only say how a reader came: of analytics, advertising and newsletters. Each is known by its whole name.
_TRACKING = late("|".join(vocabulary("tracking").replace("*", r"\w*").split()), re.IGNORECASE)
#: Hosts on which a site is built and not read.
_STAGING = re.compile(
    r"(?:^|[.-])(?:staging|stage|stg|dev|test|testing|qa|uat|preview|preprod|localhost|internal|origin)\d{0,2}(?=[.-])|"
    r"(?:^|\.)(?:local|localhost|test|internal|invalid|lan)$|^\d+\.\d+\.\d+\.\d+$|^\[",
    re.IGNORECASE,
)
#: What templates and scripts print where a value is missing.
_UNFILLED = re.compile(r"%7B%7B|\{\{|\$%7B|\$\{|/(?:undefined|null|nan|\[object)(?:[/?#]|$)|%[a-z_]{4,}%(?![0-9a-f]{2})", re.I)
_AMP = re.compile(r"/amp/?$|^/amp/|\.amp(?:\.html?)?$", re.IGNORECASE)
#: An address that was encoded as a whole, as a part of another one: "https%3A%2F%2Fnews.example.com%2Fstorm".
_ENCODED = re.compile(r"https?%3a%2f%2f", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[a-z]{2,5}\d?(?=$|[?#])", re.IGNORECASE)
_SLASHES = re.compile(r"(?<!:)/{2,}")

FEATURES: tuple[Feature, ...] = (
    Feature("beside", "not the one that the page calls canonical, or of an AMP page", -3.0, own=False),
)
#: A logo shows nothing of the story: it stands only where nothing else does, and below the threshold.
IMAGE_FEATURES: tuple[Feature, ...] = (Feature("of_site", "a logo, a placeholder or a picture of every page", -6.0),)

#: The members of an object in which an address stands.
_MEMBERS = ("@id", "url", "@value", "value")


def resolve_url(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return the page's canonical URL as a string."""
    told = of_field(observations, "url")
    if ctx.url and "url" not in [o.source.witness for o in told]:
        told.append(Observation("url", ctx.url, Source("url", "url", "url", 0.75), "request", 1_000_000))
    base = absolute((ctx.url or "")[: _LONGEST + 1], None)
    readings = [
        _read(o, (o.raw if isinstance(o.raw, str) else text_of(o.raw, _MEMBERS) or "")[: _LONGEST + 1], base) for o in told
    ]
    named = {r.key for r in readings if r.value is not None and r.observation.source.id == "link:canonical"}
    if named:
        readings = [r if r.key in named else replace(r, marks=frozenset(["beside"])) for r in readings]
    return decide("url", readings, FEATURES, conflicts=False, display=_display)


@lru_cache(maxsize=512)
def absolute(raw: str, base: str | None) -> str | None:
    """Return the address as a browser would open it from this page, or None for what no browser opens.

    >>> absolute("//News.Example.com:443/a b", "https://news.example.com/x")
    'https://news.example.com/a%20b'
    """
    text = raw.strip().replace("&amp;", "&")
    if _ENCODED.match(text):
        text = unquote(text)
    if not text or len(text) > _LONGEST:
        return None
    try:
        url = can_ada.parse(base) + text if base and not text.startswith(("https://", "http://")) else can_ada.parse(text)
    except (ValueError, TypeError):
        # half of a pair of surrogates is a TypeError there
        return None
    return str(url.href) if url.protocol in ("http:", "https:") and url.hostname else None


#: No host has more characters (RFC 1035); each label of "a.a.a.…" begins a name that goes on to the end of all.
_HOST = 253


@lru_cache(maxsize=256)
def site_labels(url: str | None) -> frozenset[str]:
    """Return the names that an address gives its site, compacted: the host's longer labels, and its ends, "newsexamplecouk"."""
    labels = host_of(url or "").removeprefix("www.")[:_HOST].split(".")
    ends = [".".join(labels[at:]) for at in range(len(labels) - 1)]
    return frozenset([compact(name) for name in (*[label for label in labels[:-1] if len(label) > 2], *ends) if name])


def _with_beginning(raw: str, base: str | None) -> str | None:
    """Return the address that was meant where its beginning was lost, or None where it says so as a browser reads it.

    A browser takes "bridge" and "courier.example/metro" for files in the page's folder.  They are not where the page itself has
    the address "/bridge", or is of the host "courier.example"; nor is "metro/span" of a page in that folder.
    """
    text = raw.strip()
    host, slash, _ = text.partition("/")
    if not host or host[0] in "?#." or ":" in host or "%" in host:
        return None
    whole = absolute(f"{base.partition('//')[0] if base else 'https:'}//{text}", None) if slash and "." in host else None
    if base is None or (whole and _key(whole).partition("/")[0] == _key(base).partition("/")[0]):
        return whole
    rooted = absolute(f"/{text}", base)
    if rooted is None or rooted == absolute(text, base):
        return None
    # "8003098" on a page called "story.html" is another kind of file
    differs = _SUFFIX.search(base) and not _SUFFIX.search(rooted)
    is_below = slash and _key(base).partition("/")[2].startswith(f"{host}/")
    return rooted if _key(rooted) == _key(base) or is_below or differs else None


def _read(observation: Observation, raw: str, base: str | None) -> Reading:
    whole = _with_beginning(raw, base)
    address = whole or absolute(raw, base)
    if address is None:
        return refused(observation, "not a web address")
    clean, removed, is_amp, reason = _cleaned(address, base)
    if reason and observation.source.witness not in ("url", "supplied"):
        message = f"{observation.source.id} names {address[:300]}, which cannot be the article's own address: {reason}."
        return refused(observation, reason, Finding("/article/url", "canonical_refused", "info", message, observation.raw))
    single = _SLASHES.sub("/", clean) if base and "//" in clean[len("https://") :] else clean
    single = single if single == clean or (base and _key(single) == _key(base)) else clean
    damages = []
    if whole:
        damages.append(Damage("address_beginning_lost", raw))
    if removed:
        damages.append(Damage("tracking_parameter", address, removed))
    if single != clean:
        damages.append(Damage("doubled_slash", clean))
    marks = frozenset(["beside"] if is_amp and observation.source.witness == "url" else ())
    return Reading(observation, single, _key(single), tuple(damages), marks=marks)


@lru_cache(maxsize=256)
def _cleaned(address: str, base: str | None) -> tuple[str, tuple[str, ...], bool, str]:
    """Return the address without fragment and tracking, what went, if it is an AMP page's, and why it is not this page's."""
    url, reason = can_ada.parse(address), ""
    host, path, search = url.hostname, url.pathname, url.search
    is_amp, staging = "amp" in path.lower() and bool(_AMP.search(path)), bool(_STAGING.search(host))
    fetched = can_ada.parse(base) if base and (is_amp or staging or path == "/") else None
    if staging and not (fetched and fetched.hostname == host):
        reason = "a host on which sites are built, not read"
    elif _UNFILLED.search(address):
        reason = "a template that nobody filled"
    elif "." not in host and host[:1] != "[":
        reason = "no host of the web"
    elif fetched and is_amp and not _AMP.search(fetched.pathname):
        reason = "an AMP page, and the page itself is none"
    elif path == "/" and not search and (fetched is None or fetched.pathname != "/" or fetched.search):
        reason = "a home page"
    if url.hash and not url.hash.startswith("#!"):
        url.hash = ""
    pairs = search.removeprefix("?").split("&") if search else []
    removed = tuple([pair for pair in pairs if _TRACKING.fullmatch(pair.partition("=")[0])])
    if removed:
        url.search = "&".join([pair for pair in pairs if pair not in removed])
    return str(url.href), removed, is_amp, reason


@lru_cache(maxsize=256)
def _key(address: str) -> str:
    url = can_ada.parse(address)
    return url.host.removeprefix("www.") + (url.pathname.rstrip("/") or "/") + url.search


def _display(same: Sequence[Reading]) -> Reading:
    """Return the one of several equal addresses to print: https before http, then the most reliable source's."""
    return ranked(same, [(r.observation.source.witness == "url", not str(r.value).startswith("https")) for r in same])


#: Country domains that are sold to the world for their sound; they name no country.
_WORLDWIDE = phrases("sites", "worldwide_domains")


def country_of(url: str | None, language: str | None) -> str | None:
    """Return the ISO 3166 code of the country that the address's last label names, else the language tag's region."""
    name, _, last = host_of(url or "").rstrip(".").rpartition(".")
    if name and len(last) == 2 and last.isascii() and last.isalpha() and last not in _WORLDWIDE:
        return "GB" if last == "uk" else last.upper()
    return next((part.upper() for part in (language or "").split("-")[1:] if len(part) == 2 and part.isalpha()), None)


#: An answer keeps so many pictures; galleries state hundreds.
_MOST = 50
#: The members of an object that hold the picture's address: schema.org's, WordPress' and those of other interfaces.
_ADDRESSES = ("url", "contentUrl", "@id", "thumbnailUrl", "source_url", "src")
#: Files that are seen or heard and are no picture, and what scripts print for none.
_NO_PICTURE = re.compile(
    r"\.(?:mp4|m4v|webm|mov|avi|m3u8|mpd|mp3|m4a|ogg|wav|pdf)(?:[?#]|$)|/(?:undefined|null)$", re.IGNORECASE
)
#: A scheme that lost a mark, "http//cdn.example.com/a.jpg", or has the site's before it, "https://news.example.comhttps://cdn…".
_SCHEME = re.compile(r"^\s*(?:https?:/{0,2}[\w.-]{0,253})?(https?)(?::/{1,2}|//)", re.IGNORECASE)
#: How wide a picture is, behind its address in a srcset: "…/storm.jpg 1200w, …/storm-small.jpg 300w".
_WIDTH = re.compile(r"(?:\s|%20)(\d{1,5}(?:\.\d+)?)[wx](?:,|$)")
_SIZE = re.compile(r"\s*(\d{1,6})(?:\.0+)?\s*(?:px)?\s*")


def resolve_image(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return the images as a list of {"@type": "ImageObject", "url", "width"?, "height"?, "caption"?}."""
    base = absolute((ctx.url or "")[: _LONGEST + 1], None)
    readings = [_pictures(group, base, ctx.habits) for group in lists(of_field(observations, "image"))]
    return decide("image", readings, IMAGE_FEATURES, conflicts=False)


def _pictures(group: Sequence[Observation], base: str | None, habits: Habits | None) -> Reading:
    """Return the pictures that one place states: a page with two og:image metas gives a list of two, the main one first."""
    observation = as_one(group)
    raw = unprinted(observation.raw)
    images: dict[str, dict[str, Json]] = {}
    for image in [_image(member, base) for member in (raw[: _MOST * 2] if isinstance(raw, (list, tuple)) else [raw])]:
        if image is not None:
            images.setdefault(address_key(str(image["url"])), image)
    if not images:
        return refused(observation, "no address of an image")
    # of the site by its name, or because it stands on every page
    known = habits.usual.get("images", {}) if habits else {}
    furniture = [key for key, image in images.items() if key in known or is_furniture(str(image["url"]))]
    kept = [key for key in images if key not in furniture][:_MOST] or furniture[:_MOST]
    value: list[Json] = [images[key] for key in kept]
    damages, finding, used = [], None, list[Evidence]()
    if furniture and len(furniture) < len(images):
        damages.append(Damage("furniture_as_image", raw, tuple([images[key]["url"] for key in furniture])))
        said = [(str(images[key]["url"]), known[key]) for key in furniture if key in known]
        used = [counted(habits, "boilerplate", "image", address, habit) for address, habit in said] if habits else []
    if isinstance(raw, str) and _largest(raw) != raw:
        damages.append(Damage("srcset_as_image", raw))
    if len(images) > _MOST:
        message = f"{observation.source.id} states {len(images)} images; {_MOST} are kept."
        finding = Finding("/article/image", "too_many_images", "warning", message)
    marks = frozenset(["of_site"] if len(furniture) == len(images) else ())
    return Reading(observation, value, kept[0], tuple(damages), None, finding, raw == value, marks, tuple(used))


def _largest(source: str) -> str:
    """Return the address of the largest picture where a whole srcset stands for one address, else the text as it is."""
    if source[-1:] not in ("w", "x"):
        return source
    *steps, _ = _WIDTH.split(source[:20_000])
    return max(zip(steps[1::2], steps[::2], strict=True), key=lambda step: float(step[0]), default=("", source))[1]


def _image(raw: Json, base: str | None) -> dict[str, Json] | None:
    """Return a picture with its whole address, or None for a page, a film, a pixel and a text in an address's place."""
    told: Mapping[str, Json] = raw if isinstance(raw, dict) else {}
    source = next((text for text in (raw, *map(told.get, _ADDRESSES)) if isinstance(text, str)), "")
    if source[:5].casefold() == "data:" or not ("/" in source or "." in source):
        return None
    address = absolute(_SCHEME.sub(r"\1://", _largest(source)[: _LONGEST + 1], count=1), base)
    if address is None or _NO_PICTURE.search(address) or (len(source) < 40 and is_placeholder(source)):
        return None
    if base is not None and address.partition("#")[0] == base.partition("#")[0]:
        return None
    sizes = {}
    for name in ("width", "height") if told else ():
        size = told.get(name)
        digits = _SIZE.fullmatch(str(size.get("value") or size.get("name") if isinstance(size, dict) else size))
        if digits and int(digits[1]):
            sizes[name] = int(digits[1])
    if sizes and max(sizes.values()) <= 2:
        return None
    caption = plain(said)[:2000] if isinstance(said := told.get("caption"), str) else ""
    return {"@type": "ImageObject", "url": address, **sizes, **({"caption": caption} if caption else {})}
