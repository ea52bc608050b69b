"""Tags: one clean list from everything that a page states about its topics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from service.judge.decision import Damage, Reading, as_one, counted, decide, of_field, refused
from service.judge.decision import lists as stated_lists
from service.lexicon.slugs import host_of, path_of
from service.lexicon.texts import fold, key_of
from service.model import Context, Finding, Json, Observation, Resolution, tables_of
from service.names import months
from service.records import replace
from service.tags.clean import EMPTY, MACHINE, clean, plain_among, split
from service.tags.lists import CAPITAL_MEANINGS, FEATURES, Notes, TagList, dedupe, families, mark, topics_of_keyed

__all__ = ["CAPITAL_MEANINGS", "FINDINGS", "RULES", "resolve"]

RULES, FINDINGS = tables_of("service.tags")

#: The contract's limit on tags in an answer.
MOST = 1_000
#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer; three rounds were always enough.
_ROUNDS = 5
_PATH = "/article/keywords"
#: So many codes at least are a list of them.
_FEWEST_CODES = 10

#: Tags as a reader would write them, with their keys, and what took the others.
_Sifted: TypeAlias = tuple[tuple[str, ...], frozenset[str], Notes]


class _Known(NamedTuple):
    """What the page's other fields say, which is no tag: names, folded, each with its rule, the day, and the headline."""

    names: Mapping[str, str]
    language: str | None
    day: str
    headline: str


_NUMBER, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


def _is_day(text: str, known: _Known) -> bool:
    """Return whether the tag is the page's day, in digits ("2024-05-17") or with the month's name ("17 de mayo de 2024")."""
    year, month, number = map(int, known.day.split("-"))
    numbers, words = sorted(map(int, _NUMBER.findall(text[:40]))), _LETTERS.findall(text)
    # "de", "th"
    named = [month in months(word, known.language) for word in words if len(word) > 2]
    return numbers == sorted((year, number)) and named == [True] if words else numbers == sorted((year, month, number))


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
    """Return the tags of the page: one list, in page order, without duplicates, with a repair for every change of meaning."""
    mine = of_field(observations, "keywords")
    if not mine:
        return Resolution("keywords")
    usual = {} if ctx.habits is None else ctx.habits.usual.get("tags", {})
    host = host_of(ctx.url or "")
    names = {fold(author): "author_as_tag" for author in authors}
    names |= dict.fromkeys([fold(publisher or ""), host, host.removeprefix("www.")], "site_name_as_tag")
    names |= dict.fromkeys(usual, "boilerplate_tag")
    # a headline of fewer words may be a tag too; no tag has the sign that stands for none
    story = fold(headline) if headline and len(headline.split()) > 3 else "\0"
    known = _Known(names, language or ctx.language, (published or "")[:10], story)
    sifted: dict[tuple[str, ...], _Sifted] = {}
    lists = [_tidied(group, known, sifted) for group in stated_lists(mine)]
    full = [each for each in lists if each.tags]
    mark(full, (path_of(ctx.url or ""), headline or ""), body)
    found = families(full)
    keys = {id(each): str(number) for number, (kin, _) in enumerate(found) for each in kin}
    told = {id(each): _reading(each, keys.get(id(each), ""), ctx) for each in lists}
    by_key = {keys[id(kin[0])]: [told[id(each)] for each in kin] for kin, _ in found}
    marks = {keys[id(kin[0])]: held for kin, held in found}
    readings = list(told.values())
    decided = decide("keywords", readings, FEATURES, by_key=by_key, marks=marks, display=itemgetter(0), conflicts=False)
    chosen = next((kin[0] for kin, _ in found if told[id(kin[0])].value == decided.value), None)
    return replace(decided, findings=tuple(_findings(chosen, lists, fold(section or ""))))


def _tidied(group: list[Observation], known: _Known, sifted: dict[tuple[str, ...], _Sifted]) -> TagList:
    """Return the list of one place, its tags split, cleaned and deduplicated until another round changes nothing.

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
    """Return the tags as a reader would write them, each once, without those that are none; what was taken is noted."""
    notes = Notes()
    if tags and ":" in tags[0] and (topics := topics_of_keyed(tags)) is not None:
        notes.append(("machine_tag", [tag for tag in tags if not tag.endswith(tuple(topics))]))
        tags = topics
    kept, keys = dedupe(_cleaned(tags, known, notes), known.language, notes)
    # "andy-murray" in a meta is the page's "Andy Murray"
    return tuple(kept), frozenset([key.replace("-", "") for key in keys]), notes


def _cleaned(tags: list[str], known: _Known, notes: Notes) -> list[str]:
    """Return the tags without what clings to them and without those that are none; what was taken is noted."""
    machine = bool([tag for tag in tags if "/" in tag and MACHINE.fullmatch(tag)])
    plain = plain_among(tags)
    kept = []
    for tag in tags:
        text, damage = (tag, None) if tag in plain else clean(tag, machine_list=machine)
        key = plain[tag] if tag in plain else fold(text or "")
        rule = known.names.get(key) or ("headline_as_tag" if known.headline in key else None)
        if rule is None and known.day and key[-1:].isdigit() and _is_day(key, known):
            rule = "date_as_tag"
        if text is None:
            notes.append((str(damage), [tag]))
        elif rule:
            notes.append((rule, [tag]))
        else:
            kept.append(text)
            notes += [(damage, [])] if damage else []
    # a wire's subject codes, "AERO", "INDG08"
    codes = [tag for tag in kept if tag.isupper() and " " not in tag] if len(kept) >= _FEWEST_CODES else []
    of_codes = len(codes) >= 0.9 * len(kept) and [tag for tag in codes if tag[-2:].isdigit() and len(tag) > 4]
    if of_codes or (kept and EMPTY.issuperset(map(str.casefold, kept))):
        notes.append(("identifier_as_tag" if of_codes else "placeholder_tag", kept))
        return []
    return kept


def _reading(each: TagList, key: str, ctx: Context) -> Reading:
    """Return what the list of one place says, as one statement; without a key it says nothing."""
    if not key:
        return refused(each.stated, "holds no tag")
    raw, before, value = each.stated.raw, list[Json](each.written[:MOST]), list[Json](each.tags[:MOST])
    damages = [Damage(rule, before, tuple(gone[:MOST])) for rule, gone in each.removed.items()]
    usual = ctx.habits.usual.get("tags", {}) if ctx.habits else {}
    dropped = [(tag, usual[key_of(tag)]) for tag in each.removed.get("boilerplate_tag", ()) if key_of(tag) in usual]
    used = [counted(ctx.habits, "boilerplate", "keywords", tag, habit) for tag, habit in dropped] if ctx.habits else []
    as_found = ([*raw] if isinstance(raw, list | tuple) else [raw]) == value
    return Reading(each.stated, value, key, tuple(damages), stated=as_found, habits=tuple(used))


def _findings(chosen: TagList | None, lists: list[TagList], section: str) -> Iterator[Finding]:
    """Yield what a user of the tags should know; where every tag was refused, the reasons."""
    if chosen is None:
        for each in [each for each in lists if each.removed][:1]:
            yield from [Finding(_PATH, rule, "info", "", each.written[:MOST]) for rule, gone in each.removed.items() if gone]
        return
    if section and section in map(fold, chosen.tags):
        yield Finding(_PATH, "section_as_tag", "info", "One of the tags is the name of the section; it stays.")
    if [each for each in lists if not each.key_set <= chosen.key_set]:
        yield Finding(_PATH, "tag_lists_differ", "info", "Another place of the page lists other tags than those given.")
    if len(chosen.tags) > MOST:
        yield Finding(_PATH, "too_many_tags", "warning", f"The page has {len(chosen.tags)} tags; {MOST} are kept.")
