"""The publisher: the name under which readers know the outlet."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from service.fields.frame import empty, field_texts
from service.fields.headline import titles_of
from service.fields.stated import claimed_by
from service.fields.titles import is_site, pieces, spelt, without_article
from service.fields.url import site_labels
from service.judge.decision import (
    MOST,
    Damage,
    Feature,
    Reading,
    by_key_of,
    decide,
    ranked,
    refused,
)
from service.lexicon.lines import is_copyright, is_shelf
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, either_case, fold, remembered, unquoted
from service.model import Context, Finding, Habit, Json, Observation, Resolution, Source
from service.records import replace
from service.spans.labelled import label_of

#: Software and platforms that name themselves where the publisher's name belongs, and names that
#: nobody changed.
_PLATFORMS = phrases("sites", "platforms")
#: The name and what a search engine is to read behind it: "Example Times – News from the coast".
_TAGLINE = re.compile(r"\s+[-–—|·:]\s+|:\s+|\s*\|\s*")

#: Platforms on which others publish; where a page names one of those too, that one is the
#: publisher.
_LANDLORDS = phrases("sites", "landlords")
#: What marks a company's registered name; readers know the outlet by another where the page states
#: one.
_LEGAL = re.compile(
    rf"\b(?:{any_of(phrases('people', 'company_forms'), either_case)})\.?(?:\s\w{{2,7}})?$",
    re.IGNORECASE,
)
#: The end of a domain behind a name that is written as one: "Le Monde.fr", "TheCourier.com".
_DOMAIN_END = re.compile(r"\.(?<=\w\.)(?:com|net|org|co\.\w\w|com\.\w\w|[a-z]{2})$", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)/?", re.IGNORECASE)
#: What is a handle or an address, and longer than a name.
_NO_NAME = re.compile(r"@|.*://|.{151}|(?:[a-z0-9-]+\.)+[a-z0-9-]+/\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"(?=.{0,1999}\Z)https?://", re.DOTALL)
#: Titles and copyright lines in which the name is looked for.
_LINES = 5
#: A longer word may have its article glued to it.
_GLUED = 8
#: A longer name in capitals is no abbreviation: "THE EXAMPLE TIMES".
_LOUD = 8
#: How often the site's usual name is right at most: below what two places of the page give for
#: another name.
_MOST_USUAL = 0.9


class _Page(NamedTuple):
    """What the page has that a name is held against: the labels of its host, the keys of the names
    behind its headlines, and what names with slogans are without them.
    """

    labels: frozenset[str]
    titled: frozenset[str]
    slogans: Mapping[str, str]


def _is_slug(_: str, name: str, __: _Page) -> bool:
    return " " not in name and name.islower() and name.isascii()


def _is_lone_shelf(key: str, name: str, page: _Page) -> bool:
    # "Journal" of quayjournal.example is its name
    on_host = any(key in label for label in page.labels)
    return " " not in name and not on_host and is_shelf(name)


#: A feature that only tells a value from its rivals.
_rival = partial(Feature, own=False)
#: Each feature, and whether a key with its name for readers has it.
_ROWS: tuple[tuple[Feature, Callable[[str, str, _Page], bool]], ...] = (
    (Feature("on_host", "the host has it", 0.5), lambda key, _, page: key in page.labels),
    (
        Feature("in_title", "the title has it behind the headline", 0.5),
        lambda key, _, page: key in page.titled,
    ),
    (_rival("slug", "one word in small letters", -1.0), _is_slug),
    (
        _rival("registered", "a company's registered name", -1.0),
        lambda _, name, __: _LEGAL.search(name) is not None,
    ),
    (
        _rival("platform", "a platform on which others publish", -2.0),
        lambda _, name, __: fold(name) in _LANDLORDS,
    ),
    (Feature("shelf", "a shelf's name, and not the host's", -4.0), _is_lone_shelf),
    (
        _rival("slogan", "has a slogan behind a name that stands alone", -2.0),
        lambda _, name, page: name in page.slogans,
    ),
)
FEATURES = tuple([feature for feature, _ in _ROWS])
#: Names, each with the statement that has it.
_Names: TypeAlias = list[tuple[Observation, str]]


def resolve_publisher(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return the publisher as {"@type", "name", "url"?, "logo"?}."""
    titles = field_texts(observations, "headline")
    headlines, labels = titles_of(titles), site_labels(ctx.url)
    readings = [_read(o, text, headlines) for o, text in field_texts(observations, "publisher")]
    if ctx.habits is not None and ctx.habits.publisher is not None:
        readings.append(_usual(*ctx.habits.publisher, ctx.habits.host, readings))
    stated = [reading for reading in readings if _name(reading)]
    ends = _title_ends(titles)
    printed = _printed_names(stated, ends, _copyright_holders(observations), labels)
    titled = frozenset([_key(name) for _, name in ends if not _HOST.fullmatch(name)])
    page = _Page(labels, titled, _slogans(stated, titled, labels))
    named = _with_one_key([*stated, *printed, *_without_slogans(stated, page.slogans)])
    by_key = by_key_of(named, MOST)
    return decide(
        "publisher",
        [*readings, *printed],
        FEATURES,
        by_key=by_key,
        marks={key: _features(key, same, page) for key, same in by_key.items()},
        display=_best_name,
    )


def _features(key: str, same: Sequence[Reading], page: _Page) -> dict[str, float]:
    """Return the features of a name, of which these are the spellings."""
    name = _name(_best_name(same))
    return {feature.id: 1.0 for feature, holds in _ROWS if holds(key, name, page)}


def _title_ends(titles: _Names) -> _Names:
    """Return what stands behind the headlines of the page's titles, or behind their colons."""
    ends: _Names = []
    for observation, text in titles[:_LINES]:
        if observation.source.id == "html:title":
            parts = pieces(text)
            end = parts[-1] if len(parts) > 1 else text.rpartition(": ")[2]
            ends.append((observation, end))
    return _without_platforms(ends)


def _copyright_holders(observations: Sequence[Observation]) -> _Names:
    """Return the names in the page's copyright lines."""
    lines = [o for o in observations if o.field == "copyright"][:_LINES]
    return _without_platforms([(o, claimed_by(str(o.raw)[:200])) for o in lines])


def _without_platforms(names: _Names) -> _Names:
    """Return the names but those of software and platforms."""
    return [(o, name) for o, name in names if fold(name) not in _PLATFORMS]


def _printed_names(
    stated: Sequence[Reading], ends: _Names, holders: _Names, labels: frozenset[str]
) -> list[Reading]:
    """Return the readings of titles and copyright lines that print a stated name for readers."""
    glued = _glued_keys(stated, labels)
    names = {*glued, *labels, *[compact(name) for _, name in holders]}
    ends = [(o, name) for o, name in ends if _prints(name, names) and not is_shelf(name)]
    holders = [(o, name) for o, name in holders if _prints(name, glued)]
    return [_reading(o, name, o.raw) for o, name in [*ends, *holders]]


def _glued_keys(stated: Sequence[Reading], labels: frozenset[str]) -> frozenset[str]:
    """Return the keys of names that no place spells for readers, "exampletimes", "EXAMPLE TIMES",
    "example-times.com"; and the host's, where no place names an outlet.
    """
    written = {r.key for r in stated if _is_written(_name(r))}
    keys = frozenset([r.key for r in stated]) - written
    return keys | labels if all(is_shelf(_name(r)) for r in stated) else keys


def _slogans(
    stated: Sequence[Reading], titled: frozenset[str], labels: frozenset[str]
) -> dict[str, str]:
    """Return the stated names that have a slogan behind them, each with the name alone."""
    slogans = {}
    keys = {r.key for r in stated}
    for name in set(map(_name, stated)):
        head, *slogan = _TAGLINE.split(name, maxsplit=1)
        # the title's end is no name in "London | Quay Post", where the host has the rest
        is_titled = _key(head) in titled and not any(is_site(rest, labels) for rest in slogan)
        if slogan and (is_titled or _key(head) in keys or is_site(head, labels)):
            slogans[name] = head
    return slogans


def _without_slogans(stated: Sequence[Reading], slogans: Mapping[str, str]) -> list[Reading]:
    """Return the readings of names with slogans again, without them."""
    names = [(r.observation, _name(r)) for r in stated if _name(r) in slogans]
    return [_reading(o, slogans[name], o.raw, slogan=name) for o, name in names]


def _with_one_key(named: Sequence[Reading]) -> list[Reading]:
    """Return the readings with one key for names that are one: "ilgiornale" beside Il Giornale,
    whose key is without the article; "NZZ" beside Neue Zürcher Zeitung.
    """
    spellings = [(spelt(_DOMAIN_END.sub("", _name(r))), r.key) for r in named]
    keys = {whole: key for whole, key in spellings if whole != key}
    for reading in named:
        words = without_article(_name(reading)).split()
        if len(words) > 2:
            keys[spelt("".join([word[0] for word in words]))] = reading.key
    return [replace(r, key=keys.get(r.key, r.key)) for r in named]


def _usual(name: str, habit: Habit, host: str, readings: Sequence[Reading]) -> Reading:
    """Return what the site's usual name says, unless the page names another: one host has editions,
    and tenants.
    """
    source = Source(
        "profile:publisher", "publisher", "profile", min(1 / (1 + 2.0**-habit.bits), _MOST_USUAL)
    )
    usual = _reading(Observation("publisher", str(habit), source, host), name, None)
    names = {_name(r): r.key for r in readings}
    others = [name for name in names if name and not _HOST.fullmatch(name)]
    differ = any(names[name] != usual.key for name in others)
    return refused(usual.observation, "the page names another") if differ else usual


def _name(reading: Reading) -> str:
    """Return the name that a reading says, or ""."""
    return str(reading.value["name"]) if isinstance(reading.value, dict) else ""


def _prints(name: str, names: Collection[str]) -> bool:
    """Return whether what a template prints is a name that the page states elsewhere, or its host,
    written for readers.
    """
    if name.islower() and " " not in name:
        return False
    return is_site(name, names) or _key(name) in names


@remembered
def _key(name: str) -> str:
    """Return the key under which "The Example Times", "Example Times" and "ExampleTimes.com" are
    one.
    """
    key = spelt(without_article(_DOMAIN_END.sub("", name))) or fold(name)
    # "theprovince" is The Province
    is_glued = len(key) > _GLUED and name.islower() and " " not in name
    return key.removeprefix("the") if is_glued else key


def _best_name(same: Sequence[Reading]) -> Reading:
    """Return the one of several spellings of a name for readers: no domain, with capitals, from the
    best source.
    """
    named = [(len(r.damages), _name(r)) for r in same]
    ranks = [
        (damages, bool(_DOMAIN_END.search(name)), name.islower(), not _is_written(name))
        for damages, name in named
    ]
    return ranked(same, ranks)


def _is_written(name: str) -> bool:
    """Return whether a name is spelt for readers: no domain, no slug, and not in capitals, but for
    abbreviations.
    """
    is_loud = name.isupper() and len(name) > _LOUD
    return not (is_loud or name.islower() or _DOMAIN_END.search(name))


def _read(observation: Observation, text: str, headlines: frozenset[str]) -> Reading:
    """Return the name of the outlet that a place states, or why it states none."""
    name = _unlabelled(text)
    if silent := empty(observation, "publisher", name):
        return silent
    if fold(name) in _PLATFORMS:
        message = f"{observation.source.id} names “{name}”, which is software or a platform."
        finding = Finding(
            "/article/publisher", "platform_as_publisher", "info", message, observation.raw
        )
        return refused(observation, "the name of a platform", finding)
    if _NO_NAME.match(name):
        return refused(observation, "a handle or an address, and no name")
    if not headlines.isdisjoint(map(compact, pieces(name))):
        return refused(observation, "the headline of the page")
    host = _HOST.fullmatch(name)
    return _reading(observation, host[1] if host else name, observation.raw)


def _unlabelled(text: str) -> str:
    """Return the name in a text without quotation marks, a label or a copyright sign."""
    name = unquoted(text.strip(" |-–—"))
    label, rest = label_of(name) or ("", "")
    # "来源：江湾晚报", "Source: Example Times"
    if label == "publisher":
        name = rest or name
    # "© 2023 The Example Times", from the foot of the page
    return claimed_by(name) if "©" in name and is_copyright(name) else name


def _reading(observation: Observation, name: str, raw: Json, slogan: str = "") -> Reading:
    """Return the reading of a name; ``raw`` is the statement where it says that name alone."""
    value: dict[str, Json] = {"@type": "NewsMediaOrganization", "name": name}
    stated = raw == name
    if isinstance(raw, dict):
        kind, url = raw.get("@type"), raw.get("url")
        if kind in ("Organization", "NewsMediaOrganization"):
            value["@type"] = kind
        if _ADDRESS.match(str(url)):
            value["url"] = url
        stated = raw.get("name") == name
    damages = (Damage("tagline_in_publisher", slogan),) if slogan else ()
    return Reading(observation, value, _key(name), damages, stated=stated)
