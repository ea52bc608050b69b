"""The features of a publisher's names: what tells the outlet's display name from its host, its company and its platform."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from service.judge.features import Feature, Found, flags, found_on
from service.judge.scorer import Claim, Statement
from service.lexicon.shelves import is_shelf
from service.lexicon.texts import compact, fold, phrase_set

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
    statements: tuple[Statement, ...]


class Names(NamedTuple):
    """All names of a page, with what else it says: keys of the host, of ends of titles, accounts, slogans."""

    names: Sequence[Name]
    hosts: AbstractSet[str]
    titled: AbstractSet[str]
    accounts: AbstractSet[str]
    sloganed: AbstractSet[str]


def _on_host(page: Names) -> Found:
    return flags([each for each in page.names if each.key in page.hosts])


def _in_title(page: Names) -> Found:
    return flags([each for each in page.names if each.key in page.titled])


def _lone_title(page: Names) -> Found:
    """Return the names on a page where the title alone names the outlet, and the host or the copyright line bears it out."""
    alone = all(statement.place == "html:title" for each in page.names for statement in each.statements)
    return flags(page.names) if alone else {}


def _on_account(page: Names) -> Found:
    return flags([each for each in page.names if compact(each.text) in page.accounts])


def _host(page: Names) -> Found:
    return flags([each for each in page.names if HOST.fullmatch(each.text) or DOMAIN_END.search(each.text)])


def _slug(page: Names) -> Found:
    """Return the names that are one word in small letters, "theprovince"."""
    return flags([each for each in page.names if each.text.islower() and each.text.isascii() and " " not in each.text])


def _registered(page: Names) -> Found:
    return flags([each for each in page.names if _LEGAL.search(each.text)])


def _platform(page: Names) -> Found:
    return flags([each for each in page.names if fold(each.text) in _LANDLORDS])


def _slogan(page: Names) -> Found:
    return flags([each for each in page.names if each.key in page.sloganed])


def _shelf(page: Names) -> Found:
    """Return the names that are a shelf's alone, "Politique", and no part of the host's: "Journal" of quayjournal.example."""
    shelves = [each for each in page.names if " " not in each.text and is_shelf(each.text)]
    return flags([each for each in shelves if not any(each.key in host for host in page.hosts)])


FEATURES: tuple[Feature, ...] = (
    Feature("on_host", "the host has it", 0.5, _on_host, own=True),
    Feature("in_title", "the title has it behind the headline", 0.5, _in_title, own=True),
    Feature("lone_title", "the title is all that names the outlet", 1.0, _lone_title, own=True),
    Feature("on_account", "an account of the outlet has it", 0.5, _on_account, own=True),
    Feature("host", "written as a domain", -1.5, _host),
    Feature("slug", "one word in small letters", -1.0, _slug),
    Feature("registered", "a company's registered name", -1.0, _registered),
    Feature("platform", "a platform on which others publish", -2.0, _platform),
    Feature("shelf", "a shelf's name, and not the host's", -3.0, _shelf, own=True),
    Feature("slogan", "has a slogan behind a name that stands alone", -2.0, _slogan),
)
WORDS = {feature.id: feature.words for feature in FEATURES}


def claims(page: Names) -> list[Claim]:
    """Return the names as claims with their features, in their order."""
    features = found_on(FEATURES, page, [each.key for each in page.names])
    return [Claim(each.key, each.text, each.statements, *features[each.key]) for each in page.names]
