"""The publisher: the name under which readers know the outlet."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from service.fields.frame import empty, told_in
from service.fields.headline import titles_of
from service.fields.stated import claimed_by
from service.fields.titles import is_site, pieces, spelt, without_article
from service.fields.url import site_labels
from service.judge.decision import MOST, Damage, Feature, Reading, by_key_of, decide, ranked, refused
from service.lexicon.labels import label_of
from service.lexicon.lines import is_copyright, is_shelf
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, either_case, fold, remembered, unquoted
from service.model import Context, Finding, Habit, Json, Observation, Resolution, Source
from service.records import replace

#: Software and platforms that name themselves where the publisher's name belongs, and names that nobody changed.
_PLATFORMS = phrases("sites", "platforms")
#: The name and what a search engine is to read behind it: "Example Times – News from the coast".
_TAGLINE = re.compile(r"\s+[-–—|·:]\s+|:\s+|\s*\|\s*")

#: Platforms on which others publish; where a page names one of those too, that one is the publisher.
_LANDLORDS = phrases("sites", "landlords")
#: What marks a company's registered name; readers know the outlet by another where the page states one.
_LEGAL = re.compile(rf"\b(?:{any_of(phrases('people', 'company_forms'), either_case)})\.?(?:\s\w{{2,7}})?$", re.IGNORECASE)
#: The end of a domain behind a name that is written as one: "Le Monde.fr", "TheCourier.com".
_DOMAIN_END = re.compile(r"\.(?<=\w\.)(?:com|net|org|co\.\w\w|com\.\w\w|[a-z]{2})$", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/?", re.IGNORECASE)
#: Titles and copyright lines in which the name is looked for.
_LINES = 5
#: A longer word may have its article glued to it, and a longer name in capitals is no abbreviation: "THE EXAMPLE TIMES".
_GLUED = _LOUD = 8
#: How often the site's usual name is right at most: below what two places of the page give for another name.
_MOST_USUAL = 0.9

FEATURES: tuple[Feature, ...] = (
    Feature("on_host", "the host has it", 0.5),
    Feature("in_title", "the title has it behind the headline", 0.5),
    Feature("slug", "one word in small letters", -1.0, own=False),
    Feature("registered", "a company's registered name", -1.0, own=False),
    Feature("platform", "a platform on which others publish", -2.0, own=False),
    Feature("shelf", "a shelf's name, and not the host's", -4.0),
    Feature("slogan", "has a slogan behind a name that stands alone", -2.0, own=False),
)


def resolve_publisher(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return the publisher as {"@type", "name", "url"?, "logo"?}."""
    titles = told_in(observations, "headline")
    headlines, labels = titles_of(titles), site_labels(ctx.url)
    readings = [_read(o, text, headlines) for o, text in told_in(observations, "publisher")]
    if ctx.habits is not None and ctx.habits.publisher is not None:
        readings.append(_usual(*ctx.habits.publisher, ctx.habits.host, readings))
    told = [(r, name) for r in readings if (name := _name(r))]
    heads = [(o, text) for o, text in titles[:_LINES] if o.source.id == "html:title"]
    ends = [(o, end) for o, text in heads for end in pieces(text)[1:][-1:] or [text.rpartition(": ")[2]]]
    lines = [o for o in observations if o.field == "copyright"][:_LINES]
    holders = [(o, claimed_by(str(o.raw)[:200])) for o in lines]
    # "exampletimes", "EXAMPLE TIMES", "example-times.com"; and the host, where no place names an outlet
    keys = {r.key for r, _ in told}
    glued = keys - {r.key for r, name in told if _is_written(name)}
    glued |= labels if all(is_shelf(name) for _, name in told) else set()
    names = {*glued, *labels, *[compact(name) for _, name in holders]}
    printed = [_reading(o, name, o.raw) for o, name in ends if _prints(name, names) and not is_shelf(name)]
    printed += [_reading(o, name, o.raw) for o, name in holders if _prints(name, glued)]
    titled = {_key(name) for _, name in ends if "." not in name or not _HOST.fullmatch(name)}
    slogans = {}
    for name in {name for _, name in told}:
        head, *rest = _TAGLINE.split(name, maxsplit=1)
        # the title's end is no name in "London | Quay Post", where the host has the rest
        named = rest and (_key(head) in keys or is_site(head, labels))
        if named or (rest and _key(head) in titled and not is_site(rest[0], labels)):
            slogans[name] = head
    without = [_reading(r.observation, slogans[name], r.observation.raw, slogan=name) for r, name in told if name in slogans]
    said = [*[reading for reading, _ in told], *printed, *without]
    # "ilgiornale" beside Il Giornale, whose key is without the article; "NZZ" beside Neue Zürcher Zeitung
    same_name = {whole: r.key for r in said if (whole := spelt(_DOMAIN_END.sub("", _name(r)))) != r.key}
    words = [(r.key, without_article(_name(r)).split()) for r in said]
    same_name |= {spelt("".join([word[0] for word in each])): key for key, each in words if len(each) > 2}
    by_key = by_key_of([replace(r, key=same_name.get(r.key, r.key)) for r in said], MOST)
    marks = {}
    for key, same in by_key.items():
        text = _name(same[0] if len(same) == 1 else _best_name(same))
        marks[key] = {
            "on_host": key in labels,
            "in_title": key in titled,
            "slug": " " not in text and text.islower() and text.isascii(),
            "registered": bool(_LEGAL.search(text)),
            "platform": fold(text) in _LANDLORDS,
            # "Journal" of quayjournal.example is its name
            "shelf": " " not in text and not [label for label in labels if key in label] and is_shelf(text),
            "slogan": text in slogans,
        }
    return decide("publisher", [*readings, *printed], FEATURES, by_key=by_key, marks=marks, display=_best_name)


def _usual(name: str, habit: Habit, host: str, readings: Sequence[Reading]) -> Reading:
    """Return what the site's usual name says, unless the page names another: one host has editions, and tenants."""
    source = Source("profile:publisher", "publisher", "profile", min(1 / (1 + 2.0**-habit.bits), _MOST_USUAL))
    usual = _reading(Observation("publisher", str(habit), source, host), name, None)
    others = [r for r in readings if (said := _name(r)) and r.key != usual.key and not _HOST.fullmatch(said)]
    return refused(usual.observation, "the page names another") if others else usual


def _name(reading: Reading) -> str:
    """Return the name that a reading says, or ""."""
    return str(reading.value["name"]) if isinstance(reading.value, dict) else ""


def _prints(name: str, names: Collection[str]) -> bool:
    """Return whether what a template prints is a name that the page states elsewhere, or its host, written for readers."""
    return not (name.islower() and " " not in name) and (is_site(name, names) or _key(name) in names)


@remembered
def _key(name: str) -> str:
    """Return the key under which "The Example Times", "Example Times" and "ExampleTimes.com" are one."""
    key = spelt(without_article(_DOMAIN_END.sub("", name))) or fold(name)
    # "theprovince" is The Province
    return key.removeprefix("the") if len(key) > _GLUED and name.islower() and " " not in name else key


def _best_name(same: Sequence[Reading]) -> Reading:
    """Return the one of several spellings of a name for readers: no domain, with capitals, from the best source."""
    said = [(len(r.damages), _name(r)) for r in same]
    ranks = [(damages, bool(_DOMAIN_END.search(name)), name.islower(), not _is_written(name)) for damages, name in said]
    return ranked(same, ranks)


def _is_written(name: str) -> bool:
    """Return whether a name is spelt for readers: no domain, no slug, and not in capitals, but for abbreviations."""
    return not (name.islower() or (name.isupper() and len(name) > _LOUD) or _DOMAIN_END.search(name))


def _read(observation: Observation, text: str, headlines: frozenset[str]) -> Reading:
    name = text.strip(" |-–—")
    name = name if name[:1].isalnum() else unquoted(name)
    label, rest = label_of(name) or ("", name)
    # "来源：江湾晚报", "Source: Example Times"
    name = rest if label == "publisher" and rest else name
    # "© 2023 The Example Times", from the foot of the page
    name = claimed_by(name) if "©" in name and is_copyright(name) else name
    if silent := empty(observation, "publisher", name):
        return silent
    if fold(name) in _PLATFORMS:
        message = f"{observation.source.id} names “{name}”, which is software or a platform."
        finding = Finding("/article/publisher", "platform_as_publisher", "info", message, observation.raw)
        return refused(observation, "the name of a platform", finding)
    host = _HOST.fullmatch(name) if "." in name else None
    if name[:1] == "@" or len(name) > 150 or "://" in name or (host and "/" in name):
        return refused(observation, "a handle or an address, and no name")
    if headlines and not headlines.isdisjoint(map(compact, pieces(name))):
        return refused(observation, "the headline of the page")
    return _reading(observation, host[1] if host else name, observation.raw)


def _reading(observation: Observation, name: str, raw: Json, slogan: str = "") -> Reading:
    """Return the reading of a name; ``raw`` is the statement where it says that name alone."""
    value: dict[str, Json] = {"@type": "NewsMediaOrganization", "name": name}
    stated = raw == name
    if isinstance(raw, dict):
        kind, url = raw.get("@type"), raw.get("url")
        if kind in ("Organization", "NewsMediaOrganization"):
            value["@type"] = kind
        if isinstance(url, str) and url.startswith(("http://", "https://")) and len(url) < 2000:
            value["url"] = url
        stated = raw.get("name") == name
    damages = (Damage("tagline_in_publisher", slogan),) if slogan else ()
    return Reading(observation, value, _key(name), damages, stated=stated)
