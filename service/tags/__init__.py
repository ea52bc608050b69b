"""Tags: one clean list from everything that a page states about its topics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from service.judge.decision import (
    Damage,
    Reading,
    as_one,
    boilerplate,
    decide,
    of_field,
    refused,
    usual,
)
from service.judge.decision import lists as stated_lists
from service.lexicon.calendar_names import months
from service.lexicon.slugs import host_of, path_of
from service.lexicon.texts import fold, key_of
from service.model import Context, Finding, Habits, Json, Observation, Resolution, tables_of
from service.records import replace
from service.tags.clean import EMPTY, MACHINE, clean, plain_among, split
from service.tags.lists import (
    CAPITAL_MEANINGS,
    FEATURES,
    Notes,
    TagList,
    dedupe,
    families,
    topics_of_keyed,
)

__all__ = ["CAPITAL_MEANINGS", "FINDINGS", "RULES", "resolve"]

RULES, FINDINGS = tables_of("service.tags")

#: The contract's limit on tags in an answer.
MOST = 1_000
#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer; three
#: rounds were always enough.
_ROUNDS = 5
_PATH = "/article/keywords"
_SECTION = "One of the tags is the name of the section; it stays."
_DIFFER = "Another place of the page lists other tags than those given."
#: So many codes at least are a list of them; one of them has a number, "INDG08".
_FEWEST_CODES = 10
_NUMBERED_CODE = re.compile(r".{3,}\d\d")

#: Tags as a reader would write them, with their keys, and what took the others.
_Sifted: TypeAlias = tuple[tuple[str, ...], frozenset[str], Notes]


class _Known(NamedTuple):
    """What the page's other fields say, which is no tag: names, folded, each with its rule, the
    day, and the headline.
    """

    names: Mapping[str, str]
    language: str | None
    day: str
    headline: str


_NUMBER, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


def _is_day(text: str, known: _Known) -> bool:
    """Return whether the tag is the page's day, in digits ("2024-05-17") or with the month's name
    ("17 de mayo de 2024").
    """
    year, month, number = map(int, known.day.split("-"))
    numbers, words = sorted(map(int, _NUMBER.findall(text[:40]))), _LETTERS.findall(text)
    # "de", "th"
    named = [month in months(word, known.language) for word in words if len(word) > 2]
    return (
        numbers == sorted((year, number)) and named == [True]
        if words
        else numbers == sorted((year, month, number))
    )


def resolve(
    observations: Sequence[Observation],
    ctx: Context,
    *,
    section: str | None = None,
    authors: tuple[str, ...] = (),
    publisher: str | None = None,
    language: str | None = None,
    published: str | None = None,
    headline: str | None = None,
    body: str = "",
) -> Resolution:
    """Return the tags of the page: one list, in page order, without duplicates, with a repair for
    every change of meaning.
    """
    title, path = headline or "", path_of(ctx.url or "")
    known = _known(ctx, authors, publisher, language, published, title)
    sifted: dict[tuple[str, ...], _Sifted] = {}
    groups = stated_lists(of_field(observations, "keywords"))
    lists = [_tidied(group, known, sifted) for group in groups]
    found = families([each for each in lists if each.tags], (path, title), body)
    by_key = {
        str(at): [_reading(each, str(at), ctx.habits) for each in kin]
        for at, (kin, _) in enumerate(found)
    }
    decided = decide(
        "keywords",
        _in_page_order(lists, by_key),
        FEATURES,
        by_key=by_key,
        marks={str(at): marks for at, (_, marks) in enumerate(found)},
        display=itemgetter(0),
        conflicts=False,
    )
    chosen = _chosen(found, by_key, decided.value)
    findings = _findings(chosen, lists, section) if chosen else _refusals(lists)
    return replace(decided, findings=tuple(findings))


def _known(
    ctx: Context,
    authors: Sequence[str],
    publisher: str | None,
    language: str | None,
    published: str | None,
    title: str,
) -> _Known:
    """Return what the page's other fields say, which is no tag."""
    host = host_of(ctx.url or "")
    of_site = (fold(publisher or ""), host, host.removeprefix("www."))
    names = {
        **dict.fromkeys(map(fold, authors), "author_as_tag"),
        **dict.fromkeys(of_site, "site_name_as_tag"),
        **dict.fromkeys(usual(ctx.habits, "tags"), "boilerplate_tag"),
    }
    # a headline of fewer words may be a tag too; no tag has the sign that stands for none
    headline = fold(title) if len(title.split()) > 3 else "\0"
    return _Known(names, language or ctx.language, (published or "")[:10], headline)


def _chosen(
    found: Sequence[tuple[Sequence[TagList], object]],
    by_key: Mapping[str, Sequence[Reading]],
    value: Json,
) -> TagList | None:
    """Return the list whose tags are the answer."""
    lists = [kin[0] for kin, _ in found]
    answers = zip(lists, by_key.values(), strict=True)
    return next((each for each, same in answers if same[0].value == value), None)


def _in_page_order(lists: Sequence[TagList], by_key: Mapping[str, list[Reading]]) -> list[Reading]:
    """Return the readings of all lists; one without a tag says nothing."""
    read = {id(reading.observation): reading for same in by_key.values() for reading in same}
    return [read.get(id(each.stated)) or refused(each.stated, "holds no tag") for each in lists]


def _tidied(
    group: list[Observation], known: _Known, sifted: dict[tuple[str, ...], _Sifted]
) -> TagList:
    """Return the list of one place, its tags split, cleaned and deduplicated until another round
    changes nothing.

    ``sifted`` are the lists that were: a template prints one for several services.
    """
    stated = as_one(group)
    each, raw = TagList(stated.source, stated), stated.raw
    for round_ in range(_ROUNDS):
        tags, damages = split(raw)
        if round_ and tags == each.written == raw:
            break
        each.written = each.written if round_ else tags
        if (told := tuple(tags)) not in sifted:
            sifted[told] = _sifted(tags, known)
        each.tags, each.key_set, notes = sifted[told]
        for rule, removed in [*[(damage, list[str]()) for damage in damages], *notes]:
            each.removed.setdefault(rule, []).extend(removed)
        if list(each.tags) == raw:
            break
        raw = list(each.tags)
    return each


def _sifted(tags: list[str], known: _Known) -> _Sifted:
    """Return the tags as a reader would write them, each once, without those that are none; what
    was taken is noted.
    """
    notes = Notes()
    if tags and ":" in tags[0] and (topics := topics_of_keyed(tags)) is not None:
        notes.append(("machine_tag", [tag for tag in tags if not tag.endswith(tuple(topics))]))
        tags = topics
    cleaned = _cleaned(tags, known, notes)
    if rule := next((rule for rule, holds in _NO_LISTS if holds(cleaned)), None):
        notes.append((rule, cleaned))
        cleaned = []
    kept, keys = dedupe(cleaned, known.language, notes)
    # "andy-murray" in a meta is the page's "Andy Murray"
    return tuple(kept), frozenset([key.replace("-", "") for key in keys]), notes


def _cleaned(tags: list[str], known: _Known, notes: Notes) -> list[str]:
    """Return the tags without what clings to them and without those that are none; what was taken
    is noted.
    """
    machine = bool([tag for tag in tags if "/" in tag and MACHINE.fullmatch(tag)])
    plain = plain_among(tags)
    kept = []
    for tag in tags:
        key = plain.get(tag)
        text, damage = (tag, None) if key else clean(tag, machine_list=machine)
        if text is None:
            notes.append((str(damage), [tag]))
        elif rule := _rule_against(key or fold(text), known):
            notes.append((rule, [tag]))
        else:
            kept.append(text)
            notes += [(damage, [])] if damage else []
    return kept


def _rule_against(key: str, known: _Known) -> str | None:
    """Return the rule by which what the page's other fields say is no tag."""
    if (rule := known.names.get(key)) is not None:
        return rule
    if known.headline in key:
        return "headline_as_tag"
    may_be_day = known.day and key[-1:].isdigit()
    return "date_as_tag" if may_be_day and _is_day(key, known) else None


def _are_codes(tags: Sequence[str]) -> bool:
    """Return whether tags are a wire's subject codes, "AERO", "INDG08"."""
    codes = [tag for tag in tags if tag.isupper() and " " not in tag]
    is_list_of_them = len(tags) >= _FEWEST_CODES and len(codes) >= 0.9 * len(tags)
    return is_list_of_them and any(map(_NUMBERED_CODE.fullmatch, codes))


def _are_empty(tags: Sequence[str]) -> bool:
    """Return whether all tags are words that CMSs fill in."""
    return bool(tags) and EMPTY.issuperset(map(str.casefold, tags))


#: Lists that are none of tags: the rule, and what holds of all tags that are left.
_NO_LISTS = (("identifier_as_tag", _are_codes), ("placeholder_tag", _are_empty))


def _reading(each: TagList, key: str, habits: Habits | None) -> Reading:
    """Return what the list of one place says, as one statement."""
    raw, before, value = each.stated.raw, list[Json](each.written[:MOST]), list[Json](each.tags)
    damages = [Damage(rule, before, tuple(gone[:MOST])) for rule, gone in each.removed.items()]
    usual_ones = [(tag, key_of(tag)) for tag in each.removed.get("boilerplate_tag", ())]
    used = boilerplate(habits, "tags", "keywords", usual_ones)
    as_found = ([*raw] if isinstance(raw, list | tuple) else [raw]) == value[:MOST]
    return Reading(each.stated, value[:MOST], key, tuple(damages), stated=as_found, habits=used)


def _findings(chosen: TagList, lists: Sequence[TagList], section: str | None) -> Iterator[Finding]:
    """Yield what a user of the tags should know."""
    if fold(section or "") in map(fold, chosen.tags):
        yield Finding(_PATH, "section_as_tag", "info", _SECTION)
    if not frozenset().union(*[each.key_set for each in lists]) <= chosen.key_set:
        yield Finding(_PATH, "tag_lists_differ", "info", _DIFFER)
    if len(chosen.tags) > MOST:
        message = f"The page has {len(chosen.tags)} tags; {MOST} are kept."
        yield Finding(_PATH, "too_many_tags", "warning", message)


def _refusals(lists: Sequence[TagList]) -> list[Finding]:
    """Return why the first list that lost something has no tag."""
    return [
        Finding(_PATH, rule, "info", "", each.written[:MOST])
        for each in [each for each in lists if each.removed][:1]
        for rule, gone in each.removed.items()
        if gone
    ]
