"""The shapes in which tools and interfaces hand on what they found, opened: JSON in a string, pairs, roles, keys for UTC.

A scraper posts what its tool or an interface gave: WordPress' {"rendered": …}, a list of Open Graph pairs, ninjs' headlines
with a role each, a date_gmt without its zone.
"""

from __future__ import annotations

from collections.abc import Mapping

from service.lexicon.printed import json_of
from service.model import Json

#: Longer strings are no JSON of one page.
_LONGEST = 1_000_000
_MOST = 200
#: Keys whose stamps are in UTC, though they do not say so: WordPress' date_gmt, feedparser's published_parsed.
_IN_UTC = ("gmt", "utc", "parsed")
#: The members of an object that hold the text of a title: WordPress, feedparser and RSS as JSON, Arc.
_TEXTS = ("rendered", "#text", "$t", "_", "__cdata", "#cdata", "basic", "raw")
#: ninjs 3: folded key → the property, the member that says the role, the roles that count, the member that holds the value.
_WITH_ROLES: dict[str, tuple[str, str, frozenset[str], tuple[str, ...]]] = {
    "headlines": ("headline", "role", frozenset(("main", "")), ("value",)),
    "descriptions": ("description", "role", frozenset(("summary", "")), ("value",)),
    "people": ("author", "rel", frozenset(("author", "creator")), ("name",)),
    "infosources": ("publisher", "role", frozenset(("publisher", "")), ("name",)),
    "subjects": ("keywords", "rel", frozenset(("keyword", "keywords", "subject", "about", "")), ("literal", "name")),
    "subject": ("keywords", "rel", frozenset(("keyword", "keywords", "subject", "about", "")), ("literal", "name")),
}


def opened(member: Json) -> Json:
    """The JSON that a wrapper's string is, or the value as it is."""
    if not isinstance(member, str) or len(member) > _LONGEST or member.strip()[:1] not in ("{", "["):
        return member
    value = json_of(member)
    return member if value is None else value


def of_pairs(member: Json) -> list[Mapping[str, Json]]:
    """The object that a list of pairs is, [["og:title", "…"], ["article:tag", "…"]]; a key that stands twice has a list."""
    pairs = member[:_MOST] if isinstance(member, list) else []
    said: dict[str, list[Json]] = {}
    for pair in pairs:
        if not isinstance(pair, list | tuple) or len(pair) != 2 or not isinstance(pair[0], str):
            return []
        said.setdefault(pair[0], []).append(pair[1])
    return [{key: values if len(values) > 1 else values[0] for key, values in said.items()}] if said else []


def with_roles(folded: str, member: Json) -> tuple[str, Json] | None:
    """The property and the values that a list of objects with a role each states, or None where it is no such list."""
    row = _WITH_ROLES.get(folded)
    if row is None or not isinstance(member, list) or not all(isinstance(each, Mapping) for each in member):
        return None
    name, role, wanted, texts = row
    values: list[Json] = []
    unsaid: list[Json] = []
    for each in member[:_MOST]:
        assert isinstance(each, Mapping)
        said = next((each[text] for text in texts if isinstance(each.get(text), str)), None)
        part = str(each.get(role) or "").casefold()
        if said is not None and part in wanted:
            # of one value only, who says that it is the one goes first: an agency without a role beside the publisher
            (values if part or name in ("author", "keywords") else unsaid).append(said)
    values += unsaid
    if not values:
        return None
    return name, values if name in ("author", "keywords") else values[0]


def plainer(name: str, folded: str, value: Json) -> Json:
    """The value of a known member without what an interface puts around it: a title's {"rendered": …}, a stamp in UTC."""
    if isinstance(value, Mapping) and name in ("headline", "description", "alternativeHeadline"):
        return next((value[text] for text in _TEXTS if isinstance(value.get(text), str)), value)
    if name.startswith("date") and folded.endswith(_IN_UTC) and not isinstance(value, Mapping):
        return {"value": value, "timezone": "UTC"}
    return value
