"""What tells the headline from its other wordings, from names of the site, sections and mastheads:
one function a feature.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from typing import NamedTuple

from service.fields.titles import (
    CUT,
    SHORT,
    SITE_END,
    Cut,
    is_site,
    is_wide,
    pieces,
    size,
    spans_at,
    telling,
)
from service.judge.decision import Feature
from service.lexicon.lines import is_shelf
from service.lexicon.people import looks_like_organisation
from service.lexicon.slugs import bare_words, slug_words
from service.lexicon.texts import compact, fold, words_in

#: A channel of a Chinese, Japanese or Korean site has no more characters than this.
_CHANNEL = 6
#: A site's name behind the headline has so many words at most.
_END = 4
#: A masthead has so many words at most.
_MASTHEAD = 5
#: The headline beside a name has so many words at least.
_HEADLINE = 3.5
#: A heading of fewer words is a section's as often.
_FEW = 2
#: How a quotation ends; nobody's name is behind one but the speaker's.
_QUOTES = frozenset("\"'”’»“")
#: So many words in common with an address are no coincidence.
_ADDRESSED = 3
#: A wording with words put in has so many at least.
_WORDS = 5
#: A cut wording goes on in another that has so many letters of it at least.
_BEGUN = 10
#: Half a headline has more letters than this.
_HALF = 9
#: A day as templates print it; people write "24 February 2024".
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}")
_KICKER = re.compile(r"(?<![ :]): | - ")
_H1, _TITLE = "html:h1", "html:title"
_PRINTED = frozenset((_H1, "html:headline"))
#: The member of a caller's record that is called headline; one called title holds the page's as
#: often, with its frame.
NAMED = "supplied:headline"


class Wording(NamedTuple):
    """One wording of a page's headline: the places that state it as a whole, what was cut off
    others to leave it, the share of its words in the address, and what stands before its ellipsis,
    compacted.
    """

    key: str
    text: str
    places: frozenset[str]
    cuts: Sequence[Cut]
    in_address: float
    before_ellipsis: str

    @property
    def is_title(self) -> bool:
        """Whether only the page's title states it."""
        return self.places == {_TITLE}

    @property
    def is_in_title(self) -> bool:
        """Whether the page's title states it, or it is a part of that."""
        return _TITLE in self.places or any(place == _TITLE for place, _ in self.cuts)

    @property
    def is_printed(self) -> bool:
        """Whether a place where readers see it states it."""
        return not _PRINTED.isdisjoint(self.places)

    @property
    def is_for_machines(self) -> bool:
        """Whether a place beside the printed ones states it, maybe the page's title."""
        return not self.places <= _PRINTED


class Wordings:
    """All wordings of a page, and what stands at the ends of its titles."""

    def __init__(
        self,
        texts: Mapping[str, str],
        places: Mapping[str, Collection[str]],
        cuts: Mapping[str, Sequence[Cut]],
        sites: frozenset[str],
        sections: Collection[str],
        slug: frozenset[str] = frozenset(),
    ) -> None:
        """Store them; ``sites`` and ``sections`` are compacted names, of authors too, ``slug`` the
        words of the address.
        """
        self.all = [
            Wording(
                key,
                text,
                frozenset(places.get(key, ())),
                cuts.get(key, ()),
                _share_in(slug, text),
                _before_ellipsis(text),
            )
            for key, text in texts.items()
        ]
        self.whole = [wording for wording in self.all if wording.places]
        self.sites, self.mastheads = sites, _mastheads(self.whole)
        self.sections, self.short_ends = {*sections, *self.mastheads}, set[str]()
        titles = [wording for wording in self.whole if wording.is_title]
        self.alone = len(titles) + len(self.mastheads) == len(self.whole)
        for wording in titles if self.alone else ():
            self._look_around(wording.text)

    def _look_around(self, title: str) -> None:
        """Note what a title that alone names the headline has at its end: a slogan behind a site's
        name, a day, a short end.
        """
        parts = pieces(title)
        at = next((at for at, part in enumerate(parts) if is_site(part, self.sites)), -1)
        if at > 0 and sum(map(size, parts[:at])) >= _HEADLINE:
            self.sections.update(map(compact, [*filter(_DAY.fullmatch, parts), *parts[at + 1 :]]))
        elif at < 0 and _is_added(parts[:-1], parts[-1]):
            self.short_ends.add(compact(parts[-1]))

    def rivals(self, wording: Wording) -> list[Wording]:
        """Return the other wordings that places state, where places state this one too."""
        return [w for w in self.whole if w is not wording] if wording.places else []

    @cached_property
    def halves(self) -> frozenset[str]:
        """The keys of headlines without their kickers, "Weather: Storm", and of what stands before
        their colons.
        """
        halves = set()
        for wording in self.whole:
            found = _KICKER.search(wording.text)
            if found and wording.places - _PRINTED - {_TITLE}:
                halves.add(compact(wording.text[found.end() :]))
                if found[0] == ": ":
                    halves.add(compact(wording.text[: found.start()]))
        return frozenset(halves)

    @cached_property
    def kept(self) -> Mapping[str, frozenset[str]]:
        """The features of each wording that its ends give it."""
        return {wording.key: self._kept_by(wording) for wording in self.all}

    def _kept_by(self, wording: Wording) -> frozenset[str]:
        """Return the features that a wording has of its ends."""
        # a headline about the outlet is printed with its colon: "Quay Post: our printing works will
        # move"
        if wording.is_printed:
            return frozenset()
        text = wording.text
        spans = spans_at(text, partial(is_site, names=self.sites | self.mastheads))
        parts = pieces(text, spans) if len(spans) > 1 else []
        return frozenset([self.kind(part, wording.places == {NAMED}) for part in parts])

    def kind(self, part: str, named: bool = False) -> str:
        """Return the feature of a title that keeps this part at an end, or "" for what may be the
        headline's.

        What a caller ``named`` the headline has a frame only where something else states that name.
        """
        name = compact(part)
        if not name or is_site(part, self.sites):
            return "site_kept"
        if name in self.sections:
            return "section_kept"
        return "" if named else self._kind_by_look(part, name)

    def _kind_by_look(self, part: str, name: str) -> str:
        """Return the feature that a part gives by its own words and their number."""
        wide = is_wide(part)
        if (wide and len(part) <= _CHANNEL) or is_shelf(part):
            return "section_kept"
        if name in self.short_ends:
            return "short_end_kept"
        is_name = looks_like_organisation(part) or (wide and SITE_END.search(part[-8:]))
        return "site_kept" if is_name else ""


def _before_ellipsis(text: str) -> str:
    """Return what stands before an ellipsis at the end, compacted, or ""."""
    bare = CUT.sub("", text)
    return compact(bare) if bare != text else ""


def _mastheads(whole: Sequence[Wording]) -> frozenset[str]:
    """Return the keys of h1s that are a short part of a title with its headline: the site's name,
    or a channel's.
    """
    heads = frozenset([wording.key for wording in whole if _is_short_heading(wording)])
    titles = [wording.text for wording in whole if wording.is_title] if heads else []
    return heads.intersection([compact(p) for title in titles for p in _beside_headline(title)])


def _is_short_heading(wording: Wording) -> bool:
    if _H1 not in wording.places or wording.in_address:
        return False
    return size(wording.text) <= _MASTHEAD


def _beside_headline(title: str) -> list[str]:
    """Return the parts of a title but the longest, where that can be a headline."""
    parts = pieces(title, spans_at(title, looks_like_organisation))
    longest = max(parts, key=size)
    return [part for part in parts if part != longest] if size(longest) >= _HEADLINE else []


def _is_cut_off(wording: Wording, page: Wordings) -> bool:
    if wording.places:
        return False
    return all(
        "" in [page.kind(part, place == NAMED) for part in parts] for place, parts in wording.cuts
    )


def _keeps(kind: str, wording: Wording, page: Wordings) -> bool:
    return kind in page.kept[wording.key]


def _is_cut_short(wording: Wording, page: Wordings) -> bool:
    return any(
        _goes_on(wording, other) or _is_broken_off(wording.text, other.text)
        for other in page.rivals(wording)
    )


def _goes_on(short: Wording, long: Wording) -> bool:
    """Return whether a wording goes on where another has its ellipsis."""
    start = short.before_ellipsis
    if len(start) < _BEGUN or not long.key.startswith(start):
        return False
    # "Six days… - Culture" has the mark too, and goes on with no more of the headline
    return not long.before_ellipsis and not long.text.startswith(short.text)


def _is_strange_heading(wording: Wording, page: Wordings) -> bool:
    if wording.places != {_H1} or wording.in_address:
        return False
    rivals = page.rivals(wording)
    return bool(rivals) and not any(_are_alike(wording.text, other.text) for other in rivals)


def _is_half(wording: Wording, page: Wordings) -> bool:
    if not wording.is_printed or wording.is_for_machines or len(wording.key) <= _HALF:
        return False
    return wording.key in page.halves


def _is_printed_otherwise(wording: Wording, page: Wordings) -> bool:
    """Return whether only machines are told a wording, where a heading tells the story in others.

    og:title is written for sharing and the title for searching: "Install MediaWiki on Cloudways in
    Few Simple Steps" has the heading "How To Install Mediawiki on Cloud".
    """
    return not wording.is_printed and any(
        _tells_the_story(other, wording, page) for other in page.rivals(wording)
    )


def _tells_the_story(heading: Wording, told: Wording, page: Wordings) -> bool:
    """Return whether a heading is a headline, and that of the story that machines are told."""
    if _H1 not in heading.places or heading.key in page.sections or size(heading.text) < _FEW:
        return False
    return not _is_half(heading, page) and _are_alike(heading.text, told.text)


def _is_padded(wording: Wording, page: Wordings) -> bool:
    if _H1 not in wording.places or not wording.is_in_title:
        return False
    others = [w.text for w in page.whole if w.is_for_machines and not w.is_in_title]
    return any(_is_tighter(text, wording.text) for text in others)


#: A feature that only tells a value from its rivals.
_rival = partial(Feature, own=False)
#: One that does so where the title is all that names the headline.
_lone_rival = partial(Feature, own=False, lone=True)
#: Each feature, and how much of it a wording has.
_ROWS: tuple[tuple[Feature, Callable[[Wording, Wordings], float]], ...] = (
    (
        Feature("lone_title", "the title is all that names the headline", 2.5, lone=True),
        lambda wording, page: page.alone and wording.key not in page.mastheads,
    ),
    (
        _rival("unknown_cut_off", "only a part of a longer text", -4.0),
        lambda wording, page: not page.alone and _is_cut_off(wording, page),
    ),
    (
        _lone_rival(
            "lone_cut_off", "only a part of the title that is all that names the headline", -2.0
        ),
        lambda wording, page: page.alone and _is_cut_off(wording, page),
    ),
    (
        _lone_rival(
            "short_end_kept", "has a short end, and the title is all that names the headline", -4.0
        ),
        partial(_keeps, "short_end_kept"),
    ),
    (
        _rival("site_kept", "has the site's name at an end, or what looks like one", -4.0),
        partial(_keeps, "site_kept"),
    ),
    (
        _rival("section_kept", "has a section, the author or the page's heading at an end", -3.0),
        partial(_keeps, "section_kept"),
    ),
    (
        _rival("masthead", "a heading that the title has beside a longer text", -3.5),
        lambda wording, page: wording.key in page.mastheads,
    ),
    (_rival("cut_short", "ends in an ellipsis where another goes on", -3.0), _is_cut_short),
    (
        _rival("strange_heading", "a heading that shares no word with the other places", -2.0),
        _is_strange_heading,
    ),
    (
        Feature("in_address", "half of its words stand in the address", 0.5),
        lambda wording, _: wording.in_address,
    ),
    (_rival("half", "only half of what machines are told", -3.0), _is_half),
    (
        _rival("printed_otherwise", "the story's heading has other words", -2.0),
        _is_printed_otherwise,
    ),
    (_rival("padded", "another place has the same words without some", -2.0), _is_padded),
)
FEATURES = tuple([feature for feature, _ in _ROWS])


def wording_features(page: Wordings) -> dict[str, dict[str, float]]:
    """Return the features of each wording of a page, and how much it has of each."""
    return {
        wording.key: {
            feature.id: float(much) for feature, has in _ROWS if (much := has(wording, page))
        }
        for wording in page.all
    }


def _share_in(slug: frozenset[str], text: str) -> float:
    """Return the share of a text's longer words that an address has, where it has several and half
    of them.
    """
    if len(slug) < _ADDRESSED:
        return 0.0
    # in English these are the words that tell of a topic
    words: Collection[str] = telling(text)
    if not fold(text).isascii():
        words = [word for word in slug_words(text) if len(word) > SHORT]
    common = len(slug.intersection(words))
    return common / len(words) if common >= max(_ADDRESSED, len(words) / 2) else 0.0


def _is_added(rest: Sequence[str], end: str) -> bool:
    """Return whether the end of a title has so few words that it may be no part of the headline,
    and does not go on with it.
    """
    if not rest or (end[:1].islower() and "." not in end) or rest[-1][-1:] in _QUOTES:
        return False
    return size(end) <= min(_END, sum(map(size, rest)) / 2)


def _are_alike(one: str, other: str) -> bool:
    """Return whether two texts share a third of the shorter one's words, of all words where one has
    short ones alone.
    """
    words, others = telling(one), telling(other)
    if not words or not others:
        words, others = frozenset(bare_words(one)), frozenset(bare_words(other))
    return len(words & others) * 3 >= min(len(words), len(others))


def _is_broken_off(short: str, long: str) -> bool:
    """Return whether a text ends within a word of another, which goes on: JSON-LD takes 110
    characters of a headline.
    """
    if short == long or not long.startswith(short) or size(short) < _HEADLINE or is_wide(short):
        return False
    # "Storm hits coastExample Times" is glued, and goes on with another word
    behind = long[len(short)]
    return f"{short[-1]}{behind}".isalnum() and not behind.isupper()


def _is_tighter(short: str, long: str) -> bool:
    """Return whether a text is another with some words left out, and not only those at the end."""
    few, many = words_in(fold(short)), words_in(fold(long))
    if is_wide(short) or not _WORDS <= len(few) < len(many) or many[: len(few)] == few:
        return False
    rest = iter(many)
    return all(word in rest for word in few)
