"""The publisher: the name under which the outlet shows itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.fields.frame import Reading, decide, of_field, placeholder, plain, refused, text_of
from service.lexicon import compact, fold, is_placeholder, phrase_set
from service.model import Context, FindingCode, Json, Observation, Resolution, Rule

#: The chance that a wrong name is exactly this name: names of one page resemble one another.
_CHANCE = 0.02
#: Software and platforms that name themselves where the publisher's name belongs, and names that nobody changed.
_PLATFORMS = phrase_set(
    """
        wordpress, wordpress.com, blogger, blogspot, tumblr, drupal, joomla, joomla!, typo3, wix, wix.com
        squarespace, ghost, substack, facebook, twitter, x, youtube, instagram, google, google news, msn
        feedburner, disqus, shopify, webflow, weebly, my site, my blog, my website, mysite, site name, sitename
        website, my wordpress blog, just another wordpress site, site title, your site, home, blog, example
        company name, organization, publisher, admin
        """
)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/?", re.IGNORECASE)

RULES: tuple[Rule, ...] = ()
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
    readings = [_read(observation) for observation in of_field(observations, "publisher")]
    return decide("publisher", _display_names_first(readings), u=_CHANCE, display=_best_name)


#: What marks a company's registered name; readers know the outlet by another where the page states one.
_LEGAL = re.compile(
    r"\b(?:inc|ltd|llc|plc|corp|gmbh|ag|kg|co|s\.?a|a/s|srl|bv|oy|limited|publishing group|verlag)\.?(?:\s\w{2,7})?$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|der|die|das|het|el|la|le|les)\s+(?=\S)", re.IGNORECASE)
#: The end of a domain behind a name that is written as one: "Le Monde.fr", "BostonGlobe.com".
_DOMAIN_END = re.compile(r"(?<=\w)\.(?:com|net|org|co\.\w\w|com\.\w\w|[a-z]{2})$", re.IGNORECASE)


def _display_names_first(readings: list[Reading]) -> list[Reading]:
    """The readings, with registered names made weaker where the page states a name without a legal form."""
    if not any(r.value is not None and not _LEGAL.search(_name(r)) and r.reliability >= 0.4 for r in readings):
        return readings
    return [replace(r, weight=r.weight * 0.7) if r.value is not None and _LEGAL.search(_name(r)) else r for r in readings]


def _name(reading: Reading) -> str:
    return str(reading.value.get("name")) if isinstance(reading.value, dict) else ""


def _key(name: str) -> str:
    """The key under which "The Example Times", "Example Times" and "ExampleTimes.com" are one."""
    return compact(_ARTICLE.sub("", _DOMAIN_END.sub("", name))) or fold(name)


def _best_name(same: Sequence[Reading]) -> Reading:
    """Of spellings of one name the one for readers: no domain, with capitals, from the best source."""
    return min(
        same,
        key=lambda r: (
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
    name, weight = plain(raw).strip(" |-–—"), 1.0
    if is_placeholder(name):
        return placeholder(observation, "publisher")
    if fold(name) in _PLATFORMS or name.startswith("@") or len(name) > 150:
        return refused(observation, "the name of a platform, a handle or no name")
    host = _HOST.fullmatch(name)
    if "://" in name or (host and "/" in name):
        return refused(observation, "an address, not a name")
    if host and (name.casefold().startswith("www.") or name.islower()):
        # A domain says who publishes, but not under which name; any name beats it.
        name, weight = re.sub(r"^www\.", "", name, flags=re.IGNORECASE), 0.7
    value = _value(observation.raw, name)
    return Reading(observation, value, _key(name), weight=weight, stated=_stated(observation.raw, value))


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
