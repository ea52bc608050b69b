"""The lists of tags that a page states: duplicates in one, what marks it, and which of them are one
list in several forms.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from service.judge.decision import MOST, Feature
from service.lexicon.lines import SHELVES
from service.lexicon.patterns import late
from service.lexicon.slugs import bare_words
from service.lexicon.tables import phrases
from service.lexicon.texts import fold, unmarked
from service.model import Observation, Source

#: Words that change meaning with a capital: merging "Polish" with "polish" would merge a nation
#: with a cleaning product.
CAPITAL_MEANINGS = phrases("tags", "capital_meanings")
#: One letter, two code points: an Arabic keyboard's yeh and kaf in a Persian word and the other way
#: round.
_ARABIC = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": ""})
#: What one editor types with the keyboard's mark and the next with the printer's: "Israel-Gaza",
#: "Israel–Gaza".
_MARKS = dict.fromkeys(map(ord, "’‘`´"), "'") | dict.fromkeys(map(ord, "‐‑–−"), "-")
_CJK = r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f\u3005]"
_CJK_BLANK = late(rf"(?<={_CJK})\s+(?={_CJK})")
_HALF_WIDTH, _GREEK = re.compile("[\uff01-\uff5e\uff66-\uff9f]"), re.compile("[\u0370-\u03ff]")
#: Capitals of French headlines often stand without their accents: "Elections" is "Élections", but
#: "pêche" is not "péché".
_FRENCH_INITIALS = str.maketrans("éèêëàâîïôûùç", "eeeeaaiiouuc")


@lru_cache(maxsize=2_048)
def fold_tag(tag: str, language: str | None = None) -> str:
    """Return the key of a tag: NFKC, invisible characters and edge blanks off, casefolded by the
    page's language.
    """
    text = tag if tag.isascii() else unicodedata.normalize("NFKC", unmarked(tag)).translate(_ARABIC)
    text = _CJK_BLANK.sub("", " ".join(text.lstrip("#").split()))
    spoken = (language or "fr").partition("-")[0]
    if spoken in ("tr", "az"):
        text = text.replace("I", "ı").replace("İ", "i")
    key = unicodedata.normalize("NFC", text.casefold()).translate(_MARKS)
    if tag.isascii():
        return key
    if _GREEK.search(key):
        # capitals drop accents: "ΑΘΗΝΑ" is "Αθήνα"
        return "".join(
            [c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c)]
        )
    return key[:1].translate(_FRENCH_INITIALS) + key[1:] if spoken == "fr" else key


_ACRONYM = re.compile("[A-Z]{1,4}")


def differ_in_meaning(first: str, second: str) -> bool:
    """Return whether two tags that fold alike mean two things: "IT" and "it", "Turkey" and
    "turkey", not "War" and "war".
    """
    if first.islower() == second.islower():
        return False
    one_is_acronym = _ACRONYM.fullmatch(first) or _ACRONYM.fullmatch(second)
    return bool(one_is_acronym) or first.casefold() in CAPITAL_MEANINGS


#: Rules with the tags that each took.
Notes: TypeAlias = list[tuple[str, list[str]]]


def dedupe(
    tags: Sequence[str], language: str | None = None, notes: Notes | None = None
) -> tuple[list[str], list[str]]:
    """Return the tags without duplicates, each as a reader would print it, and their keys; what
    gave way is noted.
    """
    kept, keys = list[str](), list[str]()
    notes = [] if notes is None else notes
    places: dict[str, list[int]] = {}
    for tag, slot in zip(tags, _slots([fold_tag(tag, language) for tag in tags]), strict=True):
        mine = places.setdefault(slot, [])
        alike = next((place for place in mine if not differ_in_meaning(kept[place], tag)), None)
        if alike is None:
            mine.append(len(kept))
            kept.append(tag)
            keys.append(f"{slot}\0{len(mine)}")
        elif _is_poorer(kept[alike], tag):
            # a poor spelling that gave way is no plain duplicate
            notes.append(("slug_as_tag", [kept[alike]]))
            kept[alike] = tag
        else:
            notes.append(("duplicate_tag", [tag]))
    return kept, keys


def _slots(keys: Sequence[str]) -> Sequence[str]:
    """Return for each key the one under which its tag is the same as another of the list."""
    # "Biden, Joe" is "Joe Biden"
    plain = [key.replace("-", "").replace("_", "") for key in keys]
    told = [
        f"{given} {family}".split() for family, _, given in [key.partition(",") for key in plain]
    ]
    slots: dict[str, str] = {}
    for words in told:
        if len(words) > 1:
            bare = slots.setdefault("".join(words), "".join(words))
            if len(words) == 2:
                # "mercado Valdemora", "Valdemora mercado"
                slots.setdefault(words[1] + words[0], bare)
    return (
        [slots.get("".join(words), key) for words, key in zip(told, keys, strict=True)]
        if slots
        else keys
    )


def _is_poorer(first: str, later: str) -> bool:
    """Return whether the first spelling is only a machine's form of the later one, so that a reader
    would print the later.
    """
    inverted = first.count(",") == 1 and "," not in later
    return not _is_degraded(later) and (
        _is_degraded(first) or inverted or (" " not in first and " " in later)
    )


def _is_degraded(tag: str) -> bool:
    """Return whether the spelling is a machine's: slug, half-width, or torn apart inside a
    script.
    """
    torn = not tag.isascii() and (_CJK_BLANK.search(tag) or _HALF_WIDTH.search(tag))
    return bool(torn) or ("_" in tag and " " not in tag)


#: More tags than this in a page's elements are a cloud or a menu.
_CROWD = 15
#: Places found by the words of a class or of an address: three tags and more there are the
#: article's more often (44 of 62 lists) than one or two (4 of 21), which are a section's or a
#: menu's.
_BY_CLASS, _FEW = frozenset(["html:tags", "html:rel-tag", "html:tag-link"]), 2
#: So many characters of the text tell which tags it has, where there are so many; else it is taken
#: to have half of them.
_READ, _TELLING, _USUAL = 10_000, 500, 0.5
#: How few links that lead to tags' pages may be all the tags, where no machine's list, of which
#: they may be a part, is there (19 of 30 lists of news pages were whole): one that says so itself,
#: three that their addresses tell.
_FEWEST_ALONE = {"html:rel-tag": 1, "html:tag-link": 3}
#: Tags of so many words are headlines; the "Federal Reserve Bank of New York" has six.
_HEADLINE = 7


@dataclass(slots=True)
class TagList:
    """The list of one source: what was read, what is left, and the damage between the two.

    ``kind`` is what it is instead of the article's topics, or "".
    """

    source: Source
    stated: Observation
    written: list[str] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    removed: dict[str, list[str]] = field(default_factory=dict)
    key_set: frozenset[str] = frozenset()
    kind: str = ""


class _Page(NamedTuple):
    """What lists are measured against: the article's text, folded, and whether machines are told
    the article's topics.
    """

    text: str
    tells_machines: bool


#: A family of lists, the most reliable first, and how much of a feature it has.
Family: TypeAlias = Sequence[TagList]
Measure: TypeAlias = Callable[[Family, _Page], float]


def _is_found_by_class(family: Family, _: _Page) -> bool:
    return family[0].source.id in _BY_CLASS and len(family[0].tags) > _FEW


def _is_few_by_class(family: Family, _: _Page) -> bool:
    return family[0].source.id in _BY_CLASS and len(family[0].tags) <= _FEW


def _stands_alone(each: TagList) -> bool:
    """Return whether a list may be all the tags of a page whose machines are told none."""
    return not each.kind and len(each.tags) >= _FEWEST_ALONE.get(each.source.id, math.inf)


def _is_linked_alone(family: Family, page: _Page) -> bool:
    return not page.tells_machines and any(map(_stands_alone, family))


def _shown_whole(family: Family) -> list[TagList]:
    """Return the lists of the family that the page states for machines and shows its readers, tag
    for tag; one tag may be a section, which is printed on each page.
    """
    printed = {
        each.key_set for each in family if each.source.witness == "human" and len(each.tags) > 1
    }
    return [each for each in family if each.source.witness != "human" and each.key_set in printed]


def _is_shown_whole(family: Family, _: _Page) -> bool:
    return bool(_shown_whole(family))


def _share_in_text(family: Family, page: _Page) -> float:
    first = [tag.casefold() for tag in family[0].tags[:_CROWD]]
    return sum([tag in page.text for tag in first]) / len(first) if page.text else _USUAL


def _is_of_kind(kind: str) -> Measure:
    """Return the measure of whether a family's most reliable list is of this kind."""
    return lambda family, _: family[0].kind == kind


#: What tells an article's topics from its site's words, a cloud, a menu and cut titles: each
#: feature, and how much of it a family has.
MEASURED: tuple[tuple[Feature, Measure], ...] = (
    (Feature("headlines", "headlines of other stories", -3.0), _is_of_kind("headlines")),
    (Feature("of_site", "a site's words for itself", -3.0), _is_of_kind("of_site")),
    (Feature("cut_title", "a title cut at its blanks", -3.0), _is_of_kind("cut_title")),
    (Feature("crowd", "as long as a cloud or a menu", -1.0), _is_of_kind("crowd")),
    (Feature("found_by_class", "found by a class or an address", -0.5), _is_found_by_class),
    (Feature("few_by_class", "one or two, found by a class or an address", -1.0), _is_few_by_class),
    (
        Feature("linked_alone", "links to tags' pages, where machines are told none", 1.0),
        _is_linked_alone,
    ),
    (Feature("shown_whole", "shown to readers tag for tag", 1.0), _is_shown_whole),
    (Feature("in_text", "the share of them that the text has", 1.0), _share_in_text),
)
FEATURES = tuple([feature for feature, _ in MEASURED])


#: The share of the shorter list that stands in both where two are of one family.
_KIN = 0.6


def families(
    lists: list[TagList], titles: Sequence[str], text: str
) -> list[tuple[list[TagList], dict[str, float]]]:
    """Return the families of lists that share most of their tags, first the list that is its
    answer, and the features of each; the last of the titles stands over the text.
    """
    page = _measured_against(lists, titles, text)
    found = []
    for kin in _grouped(lists):
        marks = {row.id: much for row, measure in MEASURED if (much := measure(kin, page))}
        # a list that only readers are shown has the section in it
        chosen = max(_shown_whole(kin) or kin[:1], key=lambda each: len(each.tags))
        respell(chosen, lists)
        found.append(([chosen, *[each for each in kin if each is not chosen]], marks))
    return found


def _measured_against(lists: Sequence[TagList], titles: Sequence[str], text: str) -> _Page:
    """Return what the lists of a page are measured against; each has its kind from then on."""
    for each in lists:
        kinds = _KINDS_ON_PAGE if each.source.id.startswith("html:") else _KINDS_TOLD
        each.kind = next((kind for kind, holds in kinds if holds(each.tags, titles)), "")
    told = {each.kind for each in lists if each.source.witness != "human"}
    start = f"{titles[-1]} {text[:_READ]}"[:_READ].casefold()
    return _Page(start if len(start) >= _TELLING else "", not told.isdisjoint(("", "crowd")))


def _grouped(lists: Sequence[TagList]) -> list[list[TagList]]:
    """Return the families of lists that share most of their tags, the most reliable list first."""
    families: list[list[TagList]] = []
    for each in sorted(
        lists, key=lambda e: (-e.source.reliability, -len(e.tags), e.source.id, e.tags)
    ):
        mine = next((family for family in families if _are_kin(each, family[0])), None)
        if mine is not None:
            mine.append(each)
        elif len(families) < MOST:
            families.append([each])
    return families


def _are_kin(one: TagList, other: TagList) -> bool:
    """Return whether two lists share most of the shorter one's tags."""
    return len(one.key_set & other.key_set) >= _KIN * min(len(one.tags), len(other.tags))


def respell(chosen: TagList, lists: Sequence[TagList]) -> None:
    """Spell slugs as another list of the page prints them: "Andy Murray" for "andy-murray"."""
    slugs = [tag for tag in chosen.tags if tag.islower() and " " not in tag]
    # words in small letters are slugs beside one that has a joint
    if "-" not in "".join(slugs):
        return
    printed = _as_printed(lists)
    spelt = {slug: printed.get(fold(slug.replace("-", " ")), slug) for slug in slugs}
    changed = [slug for slug in spelt if spelt[slug] != slug]
    if changed:
        chosen.tags = tuple([spelt.get(tag, tag) for tag in chosen.tags])
        chosen.removed["slug_as_tag"] = changed


def _as_printed(lists: Sequence[TagList]) -> dict[str, str]:
    """Return the tags that have a capital, by their folded forms; the first list's first."""
    return {fold(tag): tag for each in reversed(lists) for tag in each.tags if not tag.islower()}


#: Words of what a site calls itself for search engines, "breaking news, latest headlines"; each
#: alone may be a category.
_GENERIC = phrases("sites", "generic")
_OF_SITE = _GENERIC | SHELVES | phrases("sites", "own_words")
#: An article about the press may have two such tags; five generic ones are the site's where they
#: are a third of its list.
_FEWEST_OF_SITE, _FEWEST_GENERIC, _SHARE_OF_SITE = 3, 5, 0.3


def is_of_site(tags: Sequence[str]) -> bool:
    """Return whether the list is the site's own, the same on each page: "news, breaking news, top
    news, sports, weather".
    """
    if len(tags) < _FEWEST_OF_SITE:
        return False
    folded = [tag.casefold() for tag in tags[:100]]
    of_site = sum([" " in tag and _OF_SITE.issuperset(tag.split()) for tag in folded])
    generic = of_site + sum([tag in _GENERIC for tag in folded])
    return (
        of_site >= _FEWEST_OF_SITE or generic >= _FEWEST_GENERIC
    ) and generic >= _SHARE_OF_SITE * len(folded)


#: A list of so many single words, of which this share stands in a title, and that are this share of
#: it, is the title cut.
_FEWEST_CUT, _CUT, _WHOLE = 4, 0.7, 0.6


def is_cut_title(tags: Sequence[str], titles: Sequence[str]) -> bool:
    """Return whether the tags are a title's or a slug's words one by one, as programs cut them:
    "police", "hold", "three".
    """
    if not _FEWEST_CUT <= len(tags) <= 40 or " " in "".join(tags):
        return False
    # a CMS keeps its terms by name, "hold", "police", "three"; what was cut has the title's order,
    # or what a count gave it
    if [*tags] == sorted(tags, key=str.casefold):
        return False
    mine = set(bare_words(" ".join(tags)))
    # an editor's "Germany", "election", "Merkel" open a headline too, which a program would have
    # cut to its end
    return any(
        len(mine & words) >= max(_CUT * len(tags), _WHOLE * len(words))
        for words in map(set, map(bare_words, titles))
    )


def _are_sentences(tags: Sequence[str], _: Sequence[str]) -> bool:
    """Return whether half of the tags or more are teasers of other stories, found where tags are
    looked for.
    """
    return 2 * sum([len(tag.split()) >= _HEADLINE for tag in tags]) >= len(tags)


#: What a list may be instead of the article's topics where it stands in the page's elements, and
#: elsewhere: the first kind that holds of its tags, beside the page's titles.
_Kinds: TypeAlias = Sequence[tuple[str, Callable[[Sequence[str], Sequence[str]], bool]]]
_KINDS_ON_PAGE: _Kinds = (
    ("headlines", _are_sentences),
    ("crowd", lambda tags, _: len(tags) > _CROWD),
)
_KINDS_TOLD: _Kinds = (("of_site", lambda tags, _: is_of_site(tags)), ("cut_title", is_cut_title))


#: "Subject: Harbours", "Day: Friday"; and the kinds whose values are topics.
_KEYED = re.compile(r"([A-Za-z][\w -]{0,20}?)\s?:\s?(\S.*)")
_TOPIC_KINDS = phrases("tags", "topic_kinds")


def topics_of_keyed(tags: Sequence[str]) -> list[str] | None:
    """Return the topics of a list whose members name their kind, as wires write it; None for any
    other list.
    """
    keyed = [match for tag in tags if (match := _KEYED.fullmatch(tag))]
    kinds = {fold(match[1]) for match in keyed}
    if len(kinds) < 2 or len(keyed) < len(tags) or _TOPIC_KINDS.isdisjoint(kinds):
        return None
    return [match[2] for match in keyed if fold(match[1]) in _TOPIC_KINDS]
