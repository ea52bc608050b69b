"""The wordings of a page's headline and their features: what tells the editor's from titles with a frame and mastheads.

Each feature is a row of one table: an id, the words that explain it, and a function that gives the wordings that have it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from service.judge.features import Feature, Found, flags, found_on
from service.judge.scorer import Claim
from service.judge.titles import (
    CHANNEL,
    CUT,
    SHORT,
    Cut,
    ends_of,
    is_wide,
    key_of,
    looks_like_site,
    parts_at_marks,
    segments,
    size,
    telling_words,
)
from service.lexicon.lines import is_shelf
from service.lexicon.slugs import slug_words
from service.lexicon.texts import compact, fold
from service.model import Source

#: The number of a page of the article.
_PAGED = re.compile(
    r"(?:page|seite|página|pagina|strona|страница|sida|side) \d{1,2}(?: (?:of|von|de|/) \d{1,2})?", re.IGNORECASE
)
#: So many words in common with an address are no coincidence.
_ADDRESSED = 3
#: A shorter wording of fewer words than this says too little to be the same headline.
_WORDS = 5
_WORD = re.compile(r"\w+")
#: A masthead has so many words at most, and the headline beside it so many at least.
_MASTHEAD, HEADLINE = 5, 3.5


class Wording(NamedTuple):
    """One wording of the headline: its key, its text, the statements of it as a whole, and those that it is a part of."""

    key: str
    text: str
    whole: tuple[Source, ...]
    parted: tuple[tuple[Source, Cut], ...]


class Rivals:
    """All wordings of a page, with what else it says: names of its site, sections and authors, and its address's words."""

    def __init__(
        self, wordings: Sequence[Wording], sites: frozenset[str], others: frozenset[str], slug: frozenset[str]
    ) -> None:
        """Store the wordings; ``sites`` and ``others`` are compacted names of the site, and of sections and authors."""
        self.wordings, self.sites, self.others, self.slug = wordings, sites, others, slug
        self.whole = [each for each in wordings if each.whole]
        self.parts = [each for each in wordings if not each.whole]
        self.places = {each.key: {place.id for place in each.whole} for each in wordings}
        self.stating = {each.key: self.places[each.key] | {place.id for place, _ in each.parted} for each in wordings}
        self.heads = [each for each in self.whole if "html:h1" in self.places[each.key]]
        self._kinds: dict[str, str] = {}

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """The words of each wording that tell it from others."""
        return {each.key: telling_words(fold(each.text)) for each in self.wordings}

    @cached_property
    def ends(self) -> dict[str, list[str]]:
        """The kinds of the first and the last part of each wording, none where no mark parts it."""
        return {each.key: [self.kind(end) for end in ends_of(each.text)] for each in self.wordings}

    @cached_property
    def addressed(self) -> dict[str, float]:
        """The share of each wording's words that the address has, where it has several and half of them."""
        found = {}
        for each in self.wordings if len(self.slug) >= _ADDRESSED else ():
            words = {word for word in slug_words(each.text) if len(word) > SHORT}
            common = len(words & self.slug)
            if common >= max(_ADDRESSED, len(words) / 2):
                found[each.key] = common / len(words)
        return found

    @cached_property
    def alone(self) -> bool:
        """Whether the title is all that names the headline, but for a masthead."""
        return all(places == {"html:title"} for key, places in self.stating.items() if key not in self.mastheads)

    @cached_property
    def mastheads(self) -> frozenset[str]:
        """The h1s that are a short part of a longer text with its headline: the site's name, or a channel's."""
        mine = {each.key for each in self.heads if size(each.text) <= _MASTHEAD and each.key not in self.addressed}
        found = set()
        for each in self.whole if mine else ():
            # a kicker stands before a colon too, and in what machines are told: "Weather: Storm hits coast"
            if self.places[each.key] != {"html:title"}:
                continue
            parts = [part.strip() for part in parts_at_marks(each.text)]
            keys = {compact(part) for part in parts} & mine
            # "Storm | Example Times | The paper of the harbour": what stands behind the site's name is the site's
            inside = next((at for at, part in enumerate(parts[1:-1], 1) if self.is_site(part)), len(parts))
            parts = parts[:inside]
            # "The Harbour Blog - notes from the harbour of the town": both are the site's
            longest = max((part for part in parts if not part[:1].islower()), key=size, default="")
            found |= {key for key in keys if compact(longest) != key and size(longest) >= HEADLINE}
        return frozenset(found)

    def is_site(self, text: str) -> bool:
        """Return whether a text is a name of the site."""
        name = compact(text)
        return name in self.sites or name.removeprefix("the") in self.sites

    def kind(self, part: str) -> str:
        """Return the kind of a title's part: "site", "told" (section, author), "heading", "channel", "form" (a site's), ""."""
        known = self._kinds.get(part)
        if known is None:
            known = self._kinds[part] = self._kind(part)
        return known

    def _kind(self, part: str) -> str:
        key = compact(part)
        if not key or self.is_site(part):
            return "site"
        if key in self.others:
            return "told"
        if key in self.mastheads:
            return "heading"
        bare = part.strip()
        if is_wide(bare) and len(bare) <= CHANNEL:
            return "channel"
        if is_shelf(bare) or _PAGED.fullmatch(bare):
            return "channel"
        return "form" if looks_like_site(bare) else ""


def _cuts(rivals: Rivals, holds: Callable[[Wording, Cut], bool]) -> Found:
    """Return the parts of titles for which a test of what was cut off holds, wherever they are parts."""
    return flags([each for each in rivals.parts if all(holds(each, cut) for _, cut in each.parted)])


def _lone_title(rivals: Rivals) -> Found:
    return flags([each for each in rivals.wordings if each.key not in rivals.mastheads]) if rivals.alone else {}


def _unknown_cut_off(rivals: Rivals) -> Found:
    """Return the parts of titles of which something unknown was cut off, where more than the title names the headline."""
    return {} if rivals.alone else _cuts(rivals, lambda _, cut: _is_unknown(rivals, cut))


def _lone_cut_off(rivals: Rivals) -> Found:
    """Return the parts of which something unknown was cut off that is no short end, where only the title names the headline."""
    if not rivals.alone:
        return {}
    short = _short_end_kept(rivals)
    return _cuts(rivals, lambda _, cut: _is_unknown(rivals, cut) and (cut.in_front or cut.at_colon or cut.of not in short))


def _is_unknown(rivals: Rivals, cut: Cut) -> bool:
    return not all(map(rivals.kind, cut.parts)) and not _is_short_front(rivals, cut)


def _short_end_kept(rivals: Rivals) -> Found:
    """Return the wordings with a short end where the title alone names the headline: "Storm hits coast - Tidewater".

    Where a title has so short an end, it is the headline's in three of 279 titles of news pages.
    """
    if not rivals.alone or any(not _SITES.isdisjoint(rivals.ends[each.key]) for each in rivals.whole):
        return {}
    return flags([each for each in rivals.wordings if each.key not in rivals.mastheads and _has_short_end(each.text)])


_SITES = frozenset(("site", "heading"))


def _short_end(rivals: Rivals) -> Found:
    """Return the short ends themselves."""
    kept = _short_end_kept(rivals)
    ends = {key_of(ends_of(each.text)[1]) for each in rivals.wordings if each.key in kept}
    return flags([each for each in rivals.parts if each.key in ends])


def _has_short_end(text: str) -> bool:
    parts = [text[slice(*part)] for part in segments(text)]
    return len(parts) > 1 and _is_short_end(parts[-1], parts[:-1])


def _is_short_end(end: str, rest: Sequence[str]) -> bool:
    """Return whether the end of a title has few words, half as many as the rest at most, and may name a site.

    Nobody's name is behind a quotation but the speaker's, and "… : a podcast" goes on.
    """
    words = size(end)
    goes_on = end[:1].islower() and "." not in end
    return words <= _END and words * 2 <= sum(map(size, rest)) and not goes_on and rest[-1][-1:] not in _QUOTES


#: How a quotation ends.
_QUOTES = frozenset("\"'”’»“")
#: The end of a title has so many words at most where it is the site's name.
_END = 4


def _is_short_front(rivals: Rivals, cut: Cut) -> bool:
    """Return whether what is unknown beside a known part in front is short: "SITE » Blog Archive » HEADLINE"."""
    kinds = list(map(rivals.kind, cut.parts))
    unknown = [part for part, kind in zip(cut.parts, kinds, strict=True) if not kind]
    return cut.in_front and not _KNOWN.isdisjoint(kinds) and all(size(part) <= _SHELF for part in unknown)


#: A shelf has so many words at most.
_SHELF = 2


def _like_a_site_cut_off(rivals: Rivals) -> Found:
    return _cuts(rivals, lambda _, cut: "form" in map(rivals.kind, cut.parts))


def _front_cut_off(rivals: Rivals) -> Found:
    """Return the parts of titles behind something that is neither known nor short beside what is."""
    return {} if rivals.alone else _cuts(rivals, lambda _, cut: cut.in_front and not _is_known(rivals, cut))


def _is_known(rivals: Rivals, cut: Cut) -> bool:
    return _KNOWN.issuperset(map(rivals.kind, cut.parts)) or _is_short_front(rivals, cut)


#: What a part of a title can be known as by what the page says elsewhere.
_KNOWN = frozenset(("site", "told", "heading"))


def _kept(kind: str, rivals: Rivals) -> Found:
    """Return the texts that have a part of a kind at an end, but for those that are printed so."""
    parted = [cut for each in rivals.wordings for _, cut in each.parted]
    at_colons = [cut for cut in parted if cut.at_colon and rivals.kind(cut.parts[0]) == kind]
    colons, fronts = {cut.of for cut in at_colons}, tuple([f"{cut.parts[0]}:" for cut in at_colons if cut.in_front])
    told = [each for each in rivals.wordings if each.key in colons or each.text.startswith(fronts)]
    told += [each for each in rivals.wordings if kind in rivals.ends[each.key]]
    # a headline about the outlet is printed with its colon: "Quay Post: our printing works will move"
    return flags([each for each in told if not rivals.places[each.key] & _PRINTED])


def _frame_kept(rivals: Rivals) -> Found:
    """Return the texts of which another place states a part alone: "Storm hits coast - Weather" beside "Storm hits coast"."""
    framed = {cut.of for each in rivals.whole for _, cut in each.parted if not cut.in_front and not cut.at_colon}
    return flags([each for each in rivals.wordings if each.key in framed])


def _masthead(rivals: Rivals) -> Found:
    return dict.fromkeys(rivals.mastheads, 1.0)


def _cut_short(rivals: Rivals) -> Found:
    """Return the wordings that end in an ellipsis: 1 where another goes on, a half where none does."""
    cut = [each for each in rivals.whole if CUT.search(each.text)]
    return {each.key: 1.0 if any(_goes_on(each, other) for other in rivals.whole) else 0.5 for each in cut}


def _goes_on(cut: Wording, other: Wording) -> bool:
    start = compact(CUT.sub("", cut.text))
    return len(start) >= 10 and other.key != cut.key and other.key.startswith(start) and not CUT.search(other.text)


def _strange_heading(rivals: Rivals) -> Found:
    """Return the h1s that share no words with any other place's wording, and that no other place states."""
    others = [each for each in rivals.whole if rivals.places[each.key] != {"html:h1"}]
    mine = [each for each in rivals.heads if rivals.places[each.key] == {"html:h1"} and each.key not in rivals.addressed]
    return flags([each for each in mine if others and not any(_share(rivals, each, other) for other in others)])


def _share(rivals: Rivals, one: Wording, two: Wording) -> bool:
    """Return whether two wordings have a third of the shorter one's words in common."""
    words = rivals.words[one.key], rivals.words[two.key]
    return len(words[0] & words[1]) * 3 >= min(map(len, words))


def _in_address(rivals: Rivals) -> Found:
    return rivals.addressed


_PRINTED = frozenset(("html:h1", "html:headline"))


def _half(rivals: Rivals) -> Found:
    """Return the printed wordings that are the kicker, or what follows it, of one that machines are told: "Weather: Storm"."""
    return flags([each for each, _ in _halves(rivals)])


def _of_halves(rivals: Rivals) -> Found:
    return flags([whole for _, whole in _halves(rivals)])


def _halves(rivals: Rivals) -> list[tuple[Wording, Wording]]:
    # a <title> alone is no witness: before the printed headline it may have the site's name, "Harbour Post: Storm"
    told = [each for each in rivals.whole if _KICKER.search(each.text) and rivals.places[each.key] - _PRINTED - {"html:title"}]
    printed = [each for each in rivals.whole if rivals.places[each.key] <= _PRINTED and len(each.key) > 9] if told else []
    return [(each, whole) for each in printed for whole in told if is_half(each.key, whole.text)]


_KICKER = re.compile(r": | - | \| ")


def is_half(key: str, whole: str) -> bool:
    """Return whether a key is that of a headline without its kicker, or of what stands before its colon."""
    kicker = _KICKER.search(whole[:64])
    behind = whole[kicker.end() :] if kicker is not None and kicker.start() >= 3 else whole
    before, colon, _ = whole.partition(": ")
    # "Storm hits coast : The Example Times" and "… :: …" are no kickers
    return compact(behind) == key or (bool(colon) and before[-1:] not in " :" and compact(before).endswith(key))


def _padded(rivals: Rivals) -> Found:
    """Return the wordings of h1 and title that have another's words and more between them, as put in for search engines."""
    return flags([each for each, _ in _tighter(rivals)])


def _tight(rivals: Rivals) -> Found:
    return flags([short for _, short in _tighter(rivals)])


def _tighter(rivals: Rivals) -> list[tuple[Wording, Wording]]:
    titled = {each.key for each in rivals.whole if "html:title" in rivals.stating[each.key]}
    padded = [each for each in rivals.heads if each.key in titled]
    shorter = [each for each in rivals.whole if rivals.places[each.key] - _PRINTED and each.key not in titled]
    return [(each, short) for each in padded for short in shorter if _is_tighter(short.text, each.text)]


def _is_tighter(short: str, long: str) -> bool:
    """Return whether a text is another with some words left out, and not only those at the end."""
    few, many = _in_order(short), _in_order(long)
    rest = iter(many)
    return _WORDS <= len(few) < len(many) and many[: len(few)] != few and all(word in rest for word in few)


def _in_order(text: str) -> list[str]:
    return [] if is_wide(text) else _WORD.findall(fold(text))


def _short_wording(rivals: Rivals) -> Found:
    return flags([each for each in rivals.wordings if size(each.text) < 3])


#: What is known of a wording beside the places that state it; the weights stand in weights.json.
FEATURES: tuple[Feature, ...] = (
    Feature("lone_title", "the title is all that names the headline", 2.5, _lone_title, own=True, lone=True),
    Feature("unknown_cut_off", "only a part of a longer text", -4.0, _unknown_cut_off),
    Feature("lone_cut_off", "only a part of the title that is all that names the headline", -2.0, _lone_cut_off, lone=True),
    Feature(
        "short_end_kept", "has a short end, and the title is all that names the headline", -4.0, _short_end_kept, lone=True
    ),
    Feature("short_end", "the short end of a title that is all that names the headline", -2.0, _short_end, lone=True),
    Feature("like_a_site_cut_off", "what was cut off only looks like a site's name", -1.0, _like_a_site_cut_off),
    Feature("front_cut_off", "what stands behind the part cut off", -0.5, _front_cut_off),
    Feature("site_kept", "has the site's name at an end", -4.0, partial(_kept, "site")),
    Feature("section_or_author_kept", "has the section or the author at an end", -3.0, partial(_kept, "told")),
    Feature("heading_kept", "has the page's heading at an end", -2.5, partial(_kept, "heading")),
    Feature("like_a_site_kept", "has what looks like a site's name at an end", -1.5, partial(_kept, "form")),
    Feature("frame_kept", "has more behind it than another place states", -2.0, _frame_kept),
    Feature("channel_kept", "has a channel's name at an end", -2.5, partial(_kept, "channel")),
    Feature("masthead", "a heading that the title has beside a longer text", -3.5, _masthead),
    Feature("cut_short", "ends in an ellipsis", -3.0, _cut_short),
    Feature("strange_heading", "a heading that shares no word with the other places", -2.0, _strange_heading),
    Feature("in_address", "its words stand in the address", 0.5, _in_address, own=True),
    Feature("half", "only half of what machines are told", -2.0, _half),
    Feature("of_halves", "the page prints a half of it", 1.0, _of_halves),
    Feature("padded", "another place has the same words without some", -1.0, _padded),
    Feature("tight", "heading and title put words into it", 1.0, _tight),
    Feature("short_wording", "of one or two words", -1.0, _short_wording, own=True),
)
WORDS = {feature.id: feature.words for feature in FEATURES}


def claims(rivals: Rivals) -> list[Claim]:
    """Return the wordings as claims with their features, in their order."""
    features = found_on(FEATURES, rivals, [each.key for each in rivals.wordings])
    return [
        Claim(
            each.key,
            each.text,
            (*each.whole, *[told for told, cut in each.parted if not each.whole or cut.size < size(each.text)]),
            *features[each.key],
        )
        for each in rivals.wordings
    ]
