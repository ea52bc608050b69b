"""The publisher: the name under which readers know the outlet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from service.fields.copyright import claimed_by
from service.fields.frame import Damage, Reading, decide, of_field, placeholder, plain, refused, text_of
from service.fields.headline_clinging import titles_of
from service.fields.url import site_labels
from service.fields.usual import as_counted, publisher_of
from service.judge.titles import SEPARATOR
from service.lexicon.lines import is_copyright, is_placeholder
from service.lexicon.texts import compact, fold, phrase_set, unquoted
from service.model import Context, Finding, FindingCode, Json, Observation, Resolution, Rule

#: The chance that a wrong name is exactly this name: names of one page resemble one another.
_CHANCE = 0.02
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
#: Platforms on which others publish; where a page names one of those too, that one is the publisher.
_LANDLORDS = phrase_set(
    "medium, medium.com, msn.com, yahoo, yahoo news, yahoo! news, yahoo.com, linkedin, flipboard, newsbreak"
)
#: The name and what a search engine is to read behind it: "Example Times – News from the coast".
_TAGLINE = re.compile(r"\s+[-–—|·:]\s+|:\s+|\s*\|\s*")
#: An outlet's account on a social network, as a handle or an address.
_ACCOUNT = re.compile(
    r"(?:@|(?:https?:)?//(?:www\.|m\.)?(?:facebook|twitter|x|instagram)\.com/@?)([\w.]{2,50})/?(?:\?.*)?", re.IGNORECASE
)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/?", re.IGNORECASE)

RULES = (
    Rule(
        "tagline_in_publisher",
        "publisher",
        "the site's slogan stands after its name",
        "the title of the home page is used as the site's name",
        "The Example Times – News from the coast",
        "The Example Times",
        ("site-tagline",),
    ),
    Rule(
        "domain_in_publisher",
        "publisher",
        "the end of the site's address stands after its name, and the site's own accounts have the name alone",
        "the host is taken for a name",
        "ExampleTimes.com, @ExampleTimes",
        "ExampleTimes",
        ("domain-as-name",),
    ),
)
FINDINGS = (
    FindingCode(
        "platform_as_publisher",
        "info",
        "The name given as publisher is that of a platform or a CMS.",
        "Nothing to do; the name is not used.",
    ),
)


def resolve_publisher(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """The publisher as {"@type", "name", "url"?, "logo"?}."""
    titles = titles_of(observations)
    observations = [*observations, *publisher_of(ctx)]
    readings = [_unless_title(_read(observation), titles) for observation in of_field(observations, "publisher")]
    readings = _as_titled(readings, observations)
    readings += _from_titles(observations, readings, site_labels(ctx.url))
    readings = _as_accounts(_without_taglines(readings, site_labels(ctx.url)), _accounts(observations))
    readings = _unless_named(readings)
    decided = decide("publisher", _tenants_first(_display_names_first(readings)), u=_CHANCE, display=_best_name)
    return as_counted(decided, ctx)


def _unless_named(readings: list[Reading]) -> list[Reading]:
    """Return the readings, without the site's usual name where the page names another: one host has editions, and tenants."""
    named = {r.key for r in readings if _is_name(r) and r.observation.source.witness != "profile"}
    return [
        refused(r.observation, "the page names another") if r.observation.source.witness == "profile" and named - {r.key} else r
        for r in readings
    ]


def _is_name(reading: Reading) -> bool:
    """Return whether a reading is a name that somebody gave the outlet, and no host."""
    return reading.value is not None and not _HOST.fullmatch(_name(reading))


def _from_titles(observations: Sequence[Observation], readings: list[Reading], labels: frozenset[str]) -> list[Reading]:
    """Return the site's name as a title template prints it, where no place states one: "Storm hits coast – Example Times"."""
    if any(reading.value is not None for reading in readings):
        return []
    claims = {_KEPT.sub("", compact(plain(str(o.raw)[:200]))) for o in observations if o.field == "copyright"}
    names = [(o, name) for o, name in _last_parts(observations) if compact(name) in labels | claims]
    return [_reading(o, name, o.raw, weight=1.4) for o, name in names if " " in name or not name.islower()]


#: What stands before and behind the name in a copyright line, its letters and digits alone: "© 2024 Example Times".
_KEPT = re.compile(r"^(?:copyright|c(?=\d))?(?:(?:19|20)\d\d){0,2}(?:by)?|(?:19|20)\d\d$|allrightsreserved$")


def _last_parts(observations: Sequence[Observation]) -> list[tuple[Observation, str]]:
    """Return what stands behind the last mark of the titles."""
    titles = [o for o in of_field(observations, "headline") if o.source.id == "html:title" and isinstance(o.raw, str)][:5]
    return [(o, name) for o in titles for name in _ends(plain(str(o.raw)))]


def _ends(title: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((SEPARATOR.split(title)[-1], _TAGLINE.split(title)[-1])))


def _as_titled(readings: list[Reading], observations: Sequence[Observation]) -> list[Reading]:
    """Return the readings, a name from a weak place made surer where the page's title has it behind its headline."""
    titled = {_key(name) for _, name in _last_parts(observations) if not _HOST.fullmatch(name)}
    return [
        replace(r, weight=_TITLED) if r.value is not None and r.reliability < _WEAK and r.key in titled else r for r in readings
    ]


#: A place that is right in less than half of all pages, and what the title adds to it.
_WEAK, _TITLED = 0.5, 1.3


def _unless_title(reading: Reading, titles: frozenset[str]) -> Reading:
    """Return the reading, or none where the name is the headline of the page."""
    if reading.value is None or compact(_name(reading)) not in titles:
        return reading
    return refused(reading.observation, "the headline of the page")


def _without_taglines(readings: list[Reading], labels: frozenset[str]) -> list[Reading]:
    """Return the readings, what follows the name cut off where the name is that of the host or of another place."""
    keys = {reading.key for reading in readings if reading.value is not None} | labels
    return [_without_tagline(reading, keys) for reading in readings]


def _without_tagline(reading: Reading, keys: AbstractSet[str]) -> Reading:
    name, *rest = _TAGLINE.split(_name(reading), maxsplit=1)
    if not rest or _key(name) not in keys:
        return reading
    damage = Damage("tagline_in_publisher", _name(reading), "What stands after the name is the site's slogan.")
    return replace(_reading(reading.observation, name, reading.observation.raw), damages=(damage,), stated=False)


def _accounts(observations: Sequence[Observation]) -> dict[str, str]:
    """Return the names of the outlet's accounts on social networks, by their letters: "@DailyExample" under "dailyexample"."""
    found: dict[str, str] = {}
    for observation in of_field(observations, "publisher"):
        raw = observation.raw
        same = raw.get("sameAs") if isinstance(raw, dict) else raw
        for text in same[:20] if isinstance(same, (list, tuple)) else [same]:
            match = _ACCOUNT.fullmatch(text.strip()) if isinstance(text, str) and len(text) < 200 else None
            if match:
                found.setdefault(compact(match.group(1)), match.group(1))
    return found


def _as_accounts(readings: list[Reading], accounts: dict[str, str]) -> list[Reading]:
    """Return the readings, names of the outlet's own accounts made surer, without the end of a domain."""
    plain_names = (r for r in readings if r.value is not None and not _DOMAIN_END.search(_name(r)))
    named = {r.key for r in plain_names if compact(_name(r)) in accounts}
    told = [_as_account(r, accounts) if r.value is not None else r for r in readings]
    return [replace(r, weight=r.weight * 1.15) if r.key in named else r for r in told]


def _as_account(reading: Reading, accounts: dict[str, str]) -> Reading:
    name = _name(reading)
    bare = _DOMAIN_END.sub("", name)
    account = accounts.get(compact(bare))
    if account is None or bare == name:
        return reading
    shown = account if bare.islower() and not account.islower() else bare
    if shown.islower():
        return reading
    damage = Damage("domain_in_publisher", name, f"The outlet's own account is {account}.")
    return replace(_reading(reading.observation, shown, reading.observation.raw), damages=(damage,), stated=False)


def _tenants_first(readings: list[Reading]) -> list[Reading]:
    """Return the readings, platforms made weaker where the page names somebody who publishes on them."""
    hosted = [r for r in readings if r.value is not None and fold(_name(r)) in _LANDLORDS]
    if all(r in hosted or r.value is None or r.reliability < _MINOR for r in readings):
        return readings
    return [replace(r, weight=r.weight * 0.5) if r in hosted else r for r in readings]


#: Places worth less than this name a publisher only where no better place does.
_MINOR = 0.4
#: What marks a company's registered name; readers know the outlet by another where the page states one.
_LEGAL = re.compile(
    r"\b(?:inc|ltd|llc|plc|corp|gmbh|ag|kg|co|s\.?a|a/s|srl|bv|oy|limited|publishing group|verlag)\.?(?:\s\w{2,7})?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|der|die|das|het|el|la|le|les)\s+(?=\S)", re.IGNORECASE)
#: The end of a domain behind a name that is written as one: "Le Monde.fr", "TheCourier.com".
_DOMAIN_END = re.compile(r"(?<=\w)\.(?:com|net|org|co\.\w\w|com\.\w\w|[a-z]{2})$", re.IGNORECASE)


def _display_names_first(readings: list[Reading]) -> list[Reading]:
    """Return the readings, registered names made weaker where the page states a name without a legal form."""
    if not any(r.value is not None and not _LEGAL.search(_name(r)) and r.reliability >= _MINOR for r in readings):
        return readings
    return [replace(r, weight=r.weight * 0.7) if r.value is not None and _LEGAL.search(_name(r)) else r for r in readings]


def _name(reading: Reading) -> str:
    return str(reading.value.get("name")) if isinstance(reading.value, dict) else ""


def _key(name: str) -> str:
    """Return the key under which "The Example Times", "Example Times" and "ExampleTimes.com" are one."""
    return compact(_ARTICLE.sub("", _DOMAIN_END.sub("", name))) or fold(name)


def _best_name(same: Sequence[Reading]) -> Reading:
    """Return the one of several spellings of a name for readers: no domain, with capitals, from the best source."""
    return min(
        same,
        key=lambda r: (
            len(r.damages),
            bool(_DOMAIN_END.search(_name(r))),
            _name(r).islower(),
            -r.reliability,
            r.observation.order,
            repr(r.value),
        ),
    )


def _read(observation: Observation) -> Reading:
    raw = text_of(observation.raw, ("name", "legalName", "@value", "value", "text"))
    if raw is None:
        return refused(observation, "no name")
    name, weight = unquoted(plain(raw).strip(" |-–—")), 1.0
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
    host = _HOST.fullmatch(name)
    if "://" in name or (host and "/" in name):
        return refused(observation, "an address, not a name")
    if host and (name.casefold().startswith("www.") or name.islower()):
        # A domain says who publishes, but not under which name; any name beats it.
        name, weight = re.sub(r"^www\.", "", name, flags=re.IGNORECASE), 0.8
    return _reading(observation, name, observation.raw, weight)


def _reading(observation: Observation, name: str, raw: Json, weight: float = 1.0) -> Reading:
    value = _value(raw, name)
    return Reading(observation, value, _key(name), weight=weight, stated=_stated(raw, value))


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
