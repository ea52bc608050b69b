"""The publisher: the name under which readers know the outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from service.fields.frame import (
    Damage,
    Reading,
    best_of,
    by_key_of,
    judge_of,
    of_field,
    placeholder,
    plain,
    refused,
    statements_of,
    text_of,
)
from service.fields.headline import titles_of
from service.fields.stated import claimed_by
from service.fields.url import site_labels
from service.fields.usual import as_counted, publisher_of
from service.judge import Claim
from service.judge.features import Feature, Marked, mark, marked
from service.judge.titles import SEPARATOR
from service.lexicon.lines import is_copyright, is_placeholder, is_shelf
from service.lexicon.slugs import bare_words
from service.lexicon.texts import compact, fold, phrase_set, unquoted
from service.model import Context, Finding, Json, Observation, Resolution, Source, findings_of, rules_of
from service.records import replace

#: Software and platforms that name themselves where the publisher's name belongs, and names that nobody changed.
_PLATFORMS = phrase_set(
    """
        wordpress, wordpress.com, blogger, blogspot, tumblr, drupal, joomla, joomla!, typo3, wix, wix.com
        squarespace, ghost, substack, facebook, twitter, x, youtube, instagram, google, google news, msn
        feedburner, disqus, shopify, webflow, weebly, my site, my blog, my website, mysite, site name, sitename
        website, my wordpress blog,
        my wordpress site, my wordpress website, just another wordpress site, site title, your site, home, blog, example
        company name, organization, publisher, admin, my wordpress, website name, your website name, my website name
        your website, your site name, my site name, your blog, blog name, blog title, website title, your company
        your company name, brand name, organization name, organisation name, localhost, example.com, test site, demo site
        staging, новый сайт, мой сайт, mi sitio, mi blog, mon site, mon blog, meine website, meine webseite, mein blog
        il mio sito, il mio blog, meu site, meu blog
        """
)
#: The name and what a search engine is to read behind it: "Example Times – News from the coast".
_TAGLINE = re.compile(r"\s+[-–—|·:]\s+|:\s+|\s*\|\s*")
#: An outlet's account on a social network, as a handle or an address.
_ACCOUNT = re.compile(
    r"(?:@|(?:https?:)?//(?:www\.|m\.)?(?:facebook|twitter|x|instagram)\.com/@?)([\w.]{2,50})/?(?:\?.*)?", re.IGNORECASE
)

RULES = rules_of(
    "publisher",
    """
    tagline_in_publisher site-tagline
        the site's slogan stands after its name
        the title of the home page is used as the site's name
        The Example Times – News from the coast → The Example Times
    """,
)
FINDINGS = findings_of(
    """
    platform_as_publisher info
        The name given as publisher is that of a platform or a CMS.
        Nothing to do; the name is not used.
    """
)


def resolve_publisher(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return the publisher as {"@type", "name", "url"?, "logo"?}."""
    titles = titles_of(observations)
    labels = site_labels(ctx.url)
    readings = [
        _unless_title(_read(observation), titles) for observation in of_field([*observations, *publisher_of(ctx)], "publisher")
    ]
    readings = _unless_named(readings)
    ends = _last_parts(observations)
    claimed = {_KEPT.sub("", compact(plain(str(o.raw)[:200]))) for o in observations if o.field == "copyright"}
    holders = _holders(observations)
    # no place names an outlet: "© 2024 The Example Times" at exampletimes.com
    unknown = _glued(readings) | (labels if all(is_shelf(_name(r)) for r in readings if r.value is not None) else frozenset())
    readings += [*_printed(ends, labels | claimed), *_printed([*ends, *holders], unknown)]
    said = [r for r in (*readings, *_without_slogans(readings, labels)) if r.value is not None][:_MOST]
    by_key = by_key_of(said)
    best = {key: _best_name(same) for key, same in by_key.items()}
    names = [Name(key, _name(best[key]), statements_of(same)) for key, same in by_key.items()]
    page = Names(
        names,
        labels,
        {_key(name) for _, name in ends if not HOST.fullmatch(name)},
        _accounts(observations),
        {reading.key for reading in readings if reading.value is not None and _before_slogan(reading, {*by_key, *labels})},
    )
    decided = judge_of("publisher", readings, by_key, claims(page), WORDS, best, conflicts=True)
    return as_counted(decided, ctx)


#: Names that are weighed against one another; a page with more of them says nothing more.
_MOST = 50


def _unless_named(readings: list[Reading]) -> list[Reading]:
    """Return the readings, without the site's usual name where the page names another: one host has editions, and tenants."""
    named = {r.key for r in readings if _is_name(r) and r.observation.source.witness != "profile"}
    return [
        refused(r.observation, "the page names another") if r.observation.source.witness == "profile" and named - {r.key} else r
        for r in readings
    ]


def _is_name(reading: Reading) -> bool:
    """Return whether a reading is a name that somebody gave the outlet, and no host."""
    return reading.value is not None and not HOST.fullmatch(_name(reading))


def _printed(told: Sequence[tuple[Observation, str]], names: AbstractSet[str]) -> list[Reading]:
    """Return the site's name as templates print it: behind the headline, "Storm hits coast – Example Times", or at the foot.

    It must be a name that the page states elsewhere, or its host: "exampletimes" is written so where machines are told.
    """
    known = [(o, name) for o, name in told if not names.isdisjoint((compact(name), _key(name), "".join(bare_words(name))))]
    return [_reading(o, name, o.raw) for o, name in known if " " in name or not name.islower()]


def _glued(readings: Sequence[Reading]) -> set[str]:
    """Return the keys of names that no place writes for readers: "exampletimes", "example-times.com"."""
    named = {(reading.key, _name(reading)) for reading in readings if reading.value is not None}
    return {key for key, _ in named} - {key for key, name in named if not DOMAIN_END.search(name) and not name.islower()}


def _holders(observations: Sequence[Observation]) -> list[tuple[Observation, str]]:
    """Return the names in lines of copyright: "© 2024 The Example Times. All rights reserved."."""
    lines = [o for o in observations if o.field == "copyright"][:5]
    return [(o, claimed_by(plain(str(o.raw)[:200]))) for o in lines]


#: What stands before and behind the name in a copyright line, its letters and digits alone: "© 2024 Example Times".
_KEPT = re.compile(r"^(?:copyright|c(?=\d))?(?:(?:19|20)\d\d){0,2}(?:by)?|(?:19|20)\d\d$|allrightsreserved$")


def _last_parts(observations: Sequence[Observation]) -> list[tuple[Observation, str]]:
    """Return what stands behind the last mark of the titles."""
    titles = [o for o in of_field(observations, "headline") if o.source.id == "html:title" and isinstance(o.raw, str)][:5]
    return [(o, name) for o in titles for name in _ends(plain(str(o.raw)))]


def _ends(title: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((SEPARATOR.split(title)[-1], _TAGLINE.split(title)[-1])))


def _without_slogans(readings: Sequence[Reading], labels: AbstractSet[str]) -> Iterator[Reading]:
    """Yield the names that stand before a slogan."""
    told = [reading for reading in readings if reading.value is not None]
    keys = {reading.key for reading in told} | labels
    for reading in told:
        name = _before_slogan(reading, keys)
        if name:
            damage = Damage("tagline_in_publisher", _name(reading), "What stands after the name is the site's slogan.")
            bare = _reading(reading.observation, name, reading.observation.raw)
            yield replace(bare, damages=(damage,), stated=False)


def _before_slogan(reading: Reading, keys: AbstractSet[str]) -> str:
    """Return the name before a slogan where it is the host's or another place's name; else nothing."""
    name, *rest = _TAGLINE.split(_name(reading), maxsplit=1)
    return name if rest and _key(name) in keys else ""


def _unless_title(reading: Reading, titles: frozenset[str]) -> Reading:
    """Return the reading, or none where the name is the headline of the page."""
    if reading.value is None or compact(_name(reading)) not in titles:
        return reading
    return refused(reading.observation, "the headline of the page")


def _accounts(observations: Sequence[Observation]) -> set[str]:
    """Return the letters of the names of the outlet's accounts on social networks: "dailyexample" of "@DailyExample"."""
    found: set[str] = set()
    for observation in of_field(observations, "publisher"):
        raw = observation.raw
        same = raw.get("sameAs") if isinstance(raw, dict) else raw
        for text in same[:20] if isinstance(same, (list, tuple)) else [same]:
            match = _ACCOUNT.fullmatch(text.strip()) if isinstance(text, str) and len(text) < 200 else None
            if match:
                found.add(compact(match.group(1)))
    return found


_ARTICLE = re.compile(r"^(?:the|der|die|das|het|el|la|le|les)\s+(?=\S)", re.IGNORECASE)


def _name(reading: Reading) -> str:
    return str(reading.value.get("name")) if isinstance(reading.value, dict) else ""


def _key(name: str) -> str:
    """Return the key under which "The Example Times", "Example Times" and "ExampleTimes.com" are one."""
    key = compact(_ARTICLE.sub("", DOMAIN_END.sub("", name))) or fold(name)
    # "theprovince" is The Province
    return key.removeprefix("the") if len(key) > _GLUED and name.islower() and " " not in name else key


#: A word of so many letters may have its article glued to it.
_GLUED = 8


def _best_name(same: Sequence[Reading]) -> Reading:
    """Return the one of several spellings of a name for readers: no domain, with capitals, from the best source."""
    return best_of(same, lambda r: (len(r.damages), bool(DOMAIN_END.search(name := _name(r))), name.islower()))


def _read(observation: Observation) -> Reading:
    raw = text_of(observation.raw, ("name", "legalName", "@value", "value", "text"))
    if raw is None:
        return refused(observation, "no name")
    name = unquoted(plain(raw).strip(" |-–—"))
    if is_copyright(name) and "©" in name:
        # "© 2023 The Example Times", from the foot of the page
        name = claimed_by(name)
    if is_placeholder(name):
        return placeholder(observation, "publisher")
    if fold(name) in _PLATFORMS:
        message = f"{observation.source.id} names “{name}”, which is software or a platform."
        finding = Finding("/article/publisher", "platform_as_publisher", "info", message, observation.raw)
        return refused(observation, "the name of a platform", finding)
    if name.startswith("@") or len(name) > 150:
        return refused(observation, "a handle or no name")
    host = HOST.fullmatch(name)
    if "://" in name or (host and "/" in name):
        return refused(observation, "an address, not a name")
    if host:
        name = re.sub(r"^www\.", "", name, flags=re.IGNORECASE)
    return _reading(observation, name, observation.raw)


def _reading(observation: Observation, name: str, raw: Json) -> Reading:
    value = _value(raw, name)
    return Reading(observation, value, _key(name), stated=_stated(raw, value))


def _stated(raw: Json, value: Json) -> bool:
    return raw == value or (
        isinstance(value, dict)
        and (raw == value.get("name") or (isinstance(raw, dict) and raw.get("name") == value.get("name")))
    )


def _value(raw: Json, name: str) -> dict[str, Json]:
    value: dict[str, Json] = {"@type": "NewsMediaOrganization", "name": name}
    if isinstance(raw, dict):
        kind, url = raw.get("@type"), raw.get("url")
        if kind in ("Organization", "NewsMediaOrganization"):
            value["@type"] = kind
        if isinstance(url, str) and url.startswith(("http://", "https://")) and len(url) < 2000:
            value["url"] = url
    return value


#: Platforms on which others publish; where a page names one of those too, that one is the publisher.
_LANDLORDS = phrase_set(
    "medium, medium.com, msn.com, yahoo, yahoo news, yahoo! news, yahoo.com, linkedin, flipboard, newsbreak"
)
#: What marks a company's registered name; readers know the outlet by another where the page states one.
_LEGAL = re.compile(
    r"\b(?:inc|ltd|llc|plc|corp|gmbh|ag|kg|co|s\.?a|a/s|srl|bv|oy|limited|publishing group|verlag)\.?(?:\s\w{2,7})?$",
    re.IGNORECASE,
)
#: The end of a domain behind a name that is written as one: "Le Monde.fr", "TheCourier.com".
DOMAIN_END = re.compile(r"(?<=\w)\.(?:com|net|org|co\.\w\w|com\.\w\w|[a-z]{2})$", re.IGNORECASE)
HOST = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/?", re.IGNORECASE)


class Name(NamedTuple):
    """One name of the publisher: its key, its spelling for readers, and who states it."""

    key: str
    text: str
    statements: tuple[Source, ...]


class Names(NamedTuple):
    """All names of a page, with what else it says: keys of the host, of ends of titles, accounts, slogans."""

    names: Sequence[Name]
    hosts: AbstractSet[str]
    titled: AbstractSet[str]
    accounts: AbstractSet[str]
    sloganed: AbstractSet[str]


FEATURES: tuple[Feature, ...] = (
    mark("on_host", "the host has it", 0.5),
    mark("in_title", "the title has it behind the headline", 0.5),
    mark("on_account", "an account of the outlet has it", 0.5),
    mark("host", "written as a domain", -1.5, own=False),
    mark("slug", "one word in small letters", -1.0, own=False),
    mark("registered", "a company's registered name", -1.0, own=False),
    mark("platform", "a platform on which others publish", -2.0, own=False),
    mark("shelf", "a shelf's name, and not the host's", -3.0),
    mark("slogan", "has a slogan behind a name that stands alone", -2.0, own=False),
)
WORDS = {feature.id: feature.words for feature in FEATURES}


def claims(page: Names) -> list[Claim]:
    """Return the names as claims with their features, in their order."""
    return marked(FEATURES, [Marked(*each, _marks(each.key, each.text, page)) for each in page.names])


def _marks(key: str, text: str, page: Names) -> dict[str, float]:
    """Return the ids of the features that a name has: "theprovince" is a slug, "Politique" a shelf."""
    word = " " not in text
    held = {
        "on_host": key in page.hosts,
        "in_title": key in page.titled,
        "on_account": compact(text) in page.accounts,
        "host": HOST.fullmatch(text) or DOMAIN_END.search(text),
        "slug": word and text.islower() and text.isascii(),
        "registered": _LEGAL.search(text),
        "platform": fold(text) in _LANDLORDS,
        # "Journal" of quayjournal.example is its name
        "shelf": word and is_shelf(text) and not any(key in host for host in page.hosts),
        "slogan": key in page.sloganed,
    }
    return {name: 1.0 for name, holds in held.items() if holds}
