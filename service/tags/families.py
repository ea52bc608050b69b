"""The lists of tags that a page states: what marks each, and which of them are one list in several forms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from service.judge import Statement
from service.judge.features import Marked
from service.lexicon.texts import fold
from service.model import Observation, Source
from service.tags.lists import are_headlines, is_cut_title, is_of_site

#: More tags than this in a page's elements are a cloud or a menu; a longer list is taken whole only from a source this good.
_CROWD, _NEAR, _MOST_FAMILIES = 15, 0.8, 50
#: Places found by the words of a class or of an address: three tags and more there are the article's more often (44 of 62
#: lists) than one or two (4 of 21), which are a section's or a menu's.
_BY_CLASS, _FEW = frozenset(["html:tags", "html:rel-tag", "html:tag-link"]), 2
#: So many characters of the text tell which tags it has, where there are so many; else it is taken to have half of them.
_READ, _TELLING, _USUAL = 10_000, 500, 0.5
#: How few links that lead to tags' pages may be all the tags, where no machine's list, of which they may be a part, is there
#: (19 of 30 lists of news pages were whole): one that says so itself, three that their addresses tell.
_FEWEST_ALONE = {"html:rel-tag": 1, "html:tag-link": 3}


@dataclass(slots=True)
class TagList:
    """The list of one source: what was read, what is left, and the damage between the two."""

    source: Source
    observations: list[Observation]
    written: list[str] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    removed: dict[str, list[str]] = field(default_factory=dict)
    key_set: frozenset[str] = frozenset()
    kin: int = 0
    marks: dict[str, float] = field(default_factory=dict)


def mark(lists: Sequence[TagList], titles: Sequence[str], text: str) -> None:
    """Put on each list what tells it from an article's topics, or bears it out."""
    text = text[:_READ].casefold()
    for each in lists:
        if each.source.id.startswith("html:"):
            kind = "headlines" if are_headlines(each.tags) else "crowd" if len(each.tags) > _CROWD else ""
        else:
            cut = any(is_cut_title(each.tags, title) for title in titles)
            kind = "of_site" if is_of_site(each.tags) else "cut_title" if cut else ""
        each.marks = {kind: 1.0} if kind else {}
        if each.source.id in _BY_CLASS:
            each.marks["few_by_class" if len(each.tags) <= _FEW else "found_by_class"] = 1.0
        tags = each.tags[:_CROWD]
        each.marks["in_text"] = sum(tag.casefold() in text for tag in tags) / len(tags) if len(text) >= _TELLING else _USUAL
    if all(each.marks.keys() & _FOREIGN or each.source.witness == "human" for each in lists):
        for each in lists:
            fewest = _FEWEST_ALONE.get(each.source.id, len(each.tags) + 1)
            if len(each.tags) >= fewest and not each.marks.keys() & {*_FOREIGN, "crowd"}:
                each.marks["linked_alone"] = 1.0


#: The marks of lists that are not the article's.
_FOREIGN = frozenset(["headlines", "of_site", "cut_title"])


def families(lists: list[TagList]) -> list[tuple[Marked, TagList]]:
    """Return the families of lists, each with the list that is its answer; lists that share most of their tags are one."""
    _find_kin(lists)
    found = []
    for kin in sorted({each.kin for each in lists}):
        mine = [each for each in lists if each.kin == kin]
        best = max(mine, key=lambda each: (each.source.reliability, len(each.tags), each.source.id, each.tags))
        chosen = _widest(best, lists)
        marks = {mark: much for each in mine for mark, much in each.marks.items() if mark == "linked_alone"} | best.marks
        if any(each.key_set == chosen.key_set for each in _shown_whole(lists, kin)):
            marks["shown_whole"] = 1.0
        stated = tuple(Statement(each.source.id, each.source.witness, each.source.reliability) for each in mine)
        found.append((Marked(str(kin), "\n".join(chosen.tags), stated, marks), chosen))
    return found


def _find_kin(lists: list[TagList]) -> None:
    """Number the families: a list belongs to the first more reliable one that shares most of its tags."""
    heads: list[TagList] = []
    for each in sorted(lists, key=lambda one: (-one.source.reliability, one.source.id, one.tags)):
        head = next((i for i, other in enumerate(heads[:_MOST_FAMILIES]) if _are_kin(each, other)), None)
        if head is None:
            heads.append(each)
        each.kin = min(head if head is not None else len(heads) - 1, _MOST_FAMILIES)


def _are_kin(first: TagList, second: TagList) -> bool:
    shared = len(first.key_set & second.key_set)
    return shared >= 0.6 * min(len(first.keys), len(second.keys))


def _widest(best: TagList, lists: list[TagList]) -> TagList:
    """Return the best list, or a longer one that has all of its tags: editors add to a list, templates leave out."""
    wider = [each for each in lists if each.kin == best.kin and each.key_set >= best.key_set and _is_likely(each, best)]
    shown = [each for each in _shown_whole(lists, best.kin) if 2 * len(each.keys) >= max(len(each.keys) for each in wider)]
    return max(
        shown or wider,
        key=lambda each: (len(each.keys), each.source.reliability, -len(each.removed), each.source.id, each.tags),
    )


def _shown_whole(lists: list[TagList], kin: int) -> list[TagList]:
    """Return the lists of two tags and more that the page states for machines and shows its readers, tag for tag."""
    family = [each for each in lists if each.kin == kin and len(each.keys) > 1]
    shown = {each.key_set for each in family if each.source.witness == "human"}
    return [each for each in family if each.source.witness != "human" and each.key_set in shown]


def _is_likely(each: TagList, best: TagList) -> bool:
    """Return whether a list with more tags than the best may be the whole one.

    A list that only readers are shown has the section in it.
    """
    return each is best or (
        each.source.witness == best.source.witness
        and each.source.reliability >= _NEAR * best.source.reliability
        and len(each.keys) <= 3 * len(best.keys)
    )


def respelled(chosen: TagList, lists: Sequence[TagList]) -> TagList:
    """Return the list with slugs spelled as another list of the page prints them: "Andy Murray" for "andy-murray"."""
    slugs = [tag for tag in chosen.tags if tag.islower() and " " not in tag]
    # words in small letters are slugs beside one that has a joint
    slugs = slugs if any("-" in tag for tag in slugs) else []
    printed = {fold(tag): tag for each in reversed(lists) for tag in each.tags if not tag.islower()} if slugs else {}
    told = {slug: printed[key] for slug in slugs if (key := fold(slug.replace("-", " "))) in printed}
    if not told:
        return chosen
    tags = tuple(told.get(tag, tag) for tag in chosen.tags)
    return replace(chosen, tags=tags, removed={**chosen.removed, "slug_as_tag": list(told)})
