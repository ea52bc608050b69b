"""The wordings of a page's headline: the parts of its titles, what each part may be, and the features of each wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from service.judge.decision import Feature
from service.lexicon.lines import is_shelf
from service.lexicon.people import looks_like_organisation
from service.lexicon.slugs import bare_words, slug_words
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, either_case, fold, remembered, word_count, words_in
from service.patterns import late

#: The article before a site's name: "The Northmoor Post" at northmoorpost.com, "L'Écho du Port" at echoduport.fr.
ARTICLE = re.compile(rf"^(?:(?:{any_of(phrases('lines', 'articles'), either_case)})\s+|l['’])(?=\S{{3}})", re.IGNORECASE)
#: How a cut headline ends.
CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
#: How the names of newspapers, networks and stations end in Chinese, Japanese and Korean, in eight characters at most.
_SITE_END = late(rf"(?:{any_of(phrases('people', 'site_ends'))})\Z", re.IGNORECASE)
#: What parts the headline from the site's name and the channel's in a title.
_SEPARATOR = re.compile(r"(?=[\s|｜_])(?:\s+[|\-–—·•»«:~/›‹>★☆►▸▶◆●■│→]{1,3}\s+|\s*[|｜]\s*|(?<=\S)\s?[_](?=\S))")
#: What each of these has but those with "|" and "_": a look for it costs a twentieth, and most texts have none.
_spaced_mark = re.compile(r"\s[|\-–—·•»«:~/›‹>★☆►▸▶◆●■│→]{1,3}\s").search
#: The same in Chinese, Japanese and Korean titles, where no blank stands around the mark.
_WIDE_SEPARATOR = re.compile(r"\s*(?:-{1,2}|::|[–—]|[_|｜ㅣ│·<＜])\s*")
#: A title has no more marks than this before and behind its headline, and no headline has fewer letters than the second.
_MOST_CUTS, _LEAST = 3, 4
#: A channel of a Chinese, Japanese or Korean site has no more characters than this, a label of a host no more than the second.
_CHANNEL, _LABEL = 6, 63
#: A site's name behind the headline has so many words at most, a masthead so many, and the headline beside it so many at least.
_END, _MASTHEAD, _HEADLINE = 4, 5, 3.5
#: How a quotation ends; nobody's name is behind one but the speaker's.
_QUOTES = frozenset("\"'”’»“")
#: So many words in common with an address are no coincidence; words up to the second length stand in every headline: "the".
_ADDRESSED, _SHORT = 3, 3
#: A wording with words put in has so many at least.
_WORDS = 5
#: A day as templates print it; people write "24 February 2024".
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}")
#: Scripts without blanks, whose words are taken to be two signs long.
_WIDE = late(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
_KICKER = re.compile(r"(?<![ :]): | - ")
_PRINTED, _TITLE = frozenset(("html:h1", "html:headline")), frozenset(("html:title",))

FEATURES: tuple[Feature, ...] = (
    Feature("lone_title", "the title is all that names the headline", 2.5, lone=True),
    Feature("unknown_cut_off", "only a part of a longer text", -4.0, own=False),
    Feature("lone_cut_off", "only a part of the title that is all that names the headline", -2.0, own=False, lone=True),
    Feature("short_end_kept", "has a short end, and the title is all that names the headline", -4.0, own=False, lone=True),
    Feature("site_kept", "has the site's name at an end, or what looks like one", -4.0, own=False),
    Feature("section_kept", "has a section, the author or the page's heading at an end", -3.0, own=False),
    Feature("masthead", "a heading that the title has beside a longer text", -3.5, own=False),
    Feature("cut_short", "ends in an ellipsis where another goes on", -3.0, own=False),
    Feature("strange_heading", "a heading that shares no word with the other places", -2.0, own=False),
    Feature("in_address", "half of its words stand in the address", 0.5),
    Feature("half", "only half of what machines are told", -3.0, own=False),
    Feature("padded", "another place has the same words without some", -2.0, own=False),
)
#: Letters of Chinese, Japanese and Korean; emoji stand behind them.
_wide_letter = re.compile("[^\0-\u2e7f\ud800-\uf8ff\ufb00-\uff65\uffdd-\U0010ffff]").search


def is_wide(text: str) -> bool:
    """Return whether a text has Chinese, Japanese or Korean letters, which are written without blanks."""
    return not text.isascii() and _wide_letter(text) is not None


def size(text: str) -> float:
    """Return the number of words of a text; in scripts without blanks, of two characters each, of four in Thai."""
    return len(compact(text)) / 2 if is_wide(text) else word_count(text)


def is_site(text: str, names: Collection[str]) -> bool:
    """Return whether a text is a name of the site, with an article before it or without, as written or as hosts spell it."""
    forms, odd = {text, without_article(text)}, len(text) <= _LABEL and not text.isascii()
    return [1 for form in forms if compact(form) in names or (odd and spelt(form) in names)] != []


@remembered
def spelt(name: str) -> str:
    """Return a name as a host spells it: "cordobahoy" of "Córdoba Hoy"."""
    return "".join(bare_words(name))


@remembered
def without_article(text: str) -> str:
    """Return a name without the article before it: "Northmoor Post" of "The Northmoor Post"."""
    found = ARTICLE.match(text)
    return text[found.end() :] if found else text


Spans: TypeAlias = Sequence[tuple[int, int]]


@remembered
def segments(text: str) -> Spans:
    """Return where the parts of a title begin and end: between its marks, in wide scripts without blanks around them too."""
    has_mark = "|" in text or "_" in text or "｜" in text or _spaced_mark(text)
    cuts = [cut.span() for cut in _SEPARATOR.finditer(text)] if has_mark else []
    if not cuts and is_wide(text) and _SITE_END.search(text[-8:]):
        cuts = [cut.span() for cut in _WIDE_SEPARATOR.finditer(text)]
    bounds = [0, *[at for cut in cuts for at in cut], len(text)]
    return tuple(zip(bounds[::2], bounds[1::2], strict=True))


def pieces(text: str, spans: Spans = ()) -> list[str]:
    """Return the parts of a title, without the blanks at their ends."""
    return [text[start:end].strip() for start, end in spans or segments(text)]


def _spans(text: str, is_known: Callable[[str], bool]) -> Spans:
    """Return where the parts of a title begin and end: at its marks, and at a colon beside a known name."""
    if ": " not in text:
        return segments(text)
    spans = [*segments(text)]
    (_, first), (last, _) = spans[0], spans[-1]
    before, behind = text.find(": "), text.rfind(": ")
    if 0 < before < first and text[before - 1] not in ": " and is_known(text[:before]):
        spans[:1] = [(0, before), (before + 2, first)]
    elif behind > last and text[behind - 1] not in ": " and is_known(text[behind + 2 :]):
        # "Storm hits coast: Example Times"
        spans[-1:] = [(last, behind), (behind + 2, len(text))]
    return spans


def parts_of(text: str, is_known: Callable[[str], bool], printed: bool) -> list[tuple[str, tuple[str, ...]]]:
    """Return the parts of a text that may be its headline, each with what was cut off to leave it.

    What is printed has no frame but the site's own name, and kickers before its colons.
    """
    spans = segments(text) if printed else _spans(text, is_known)
    count, parts = len(spans), pieces(text, spans) if len(spans) > 1 else []
    if not parts or (printed and not (is_known(parts[0]) or is_known(parts[-1]))):
        return []
    runs = [(0, end) for end in range(max(1, count - _MOST_CUTS), count)]
    runs += [(start, count) for start in range(1, min(_MOST_CUTS + 1, count))]
    # of two parts nothing is left between them
    runs.append((1, count - 1))
    found = [(text[spans[at][0] : spans[end - 1][1]].strip(), (*parts[:at], *parts[end:])) for at, end in runs]
    return [(part, rest) for part, rest in found if len(compact(part)) >= _LEAST]


#: What was cut off a title to leave a wording: the title's place, and the parts.
Cut = tuple[str, tuple[str, ...]]


class Wordings:
    """All wordings of a page: texts by key, the places that state each as a whole, and what each is a part of."""

    def __init__(
        self,
        texts: Mapping[str, str],
        places: Mapping[str, Collection[str]],
        cuts: Mapping[str, Sequence[Cut]],
        sites: frozenset[str],
        others: Collection[str],
        slug: frozenset[str] = frozenset(),
    ) -> None:
        """Store them; ``sites`` and ``others`` are compacted names, of sections too, ``slug`` the words of the address."""
        self.texts, self.cuts, self.sites = texts, cuts, sites
        self.whole = {key: frozenset(there) for key, there in places.items()}
        self.addressed = {key: share for key, text in texts.items() if (share := _share_in(slug, text))}
        titles = [key for key, there in self.whole.items() if there == _TITLE]
        heads = {key for key, there in self.whole.items() if "html:h1" in there and size(texts[key]) <= _MASTHEAD}
        heads -= self.addressed.keys()
        self.mastheads, self.short_ends = set[str](), set[str]()
        for key in titles if heads else ():
            # an h1 that is a short part of a title with its headline: the site's name, or a channel's
            parts = pieces(texts[key], _spans(texts[key], looks_like_organisation))
            longest = max(parts, key=size)
            self.mastheads |= {compact(part) for part in parts if part != longest and size(longest) >= _HEADLINE} & heads
        self.others = {*others, *self.mastheads}
        self.alone = self.whole.keys() - self.mastheads == set(titles)
        for key in titles if self.alone else ():
            self._look_around(texts[key])

    def _look_around(self, title: str) -> None:
        """Note what a title that alone names the headline has at its end: a slogan behind a site's name, a day, a short end."""
        parts = pieces(title)
        at = next((at for at, part in enumerate(parts) if is_site(part, self.sites)), -1)
        if at > 0 and sum(map(size, parts[:at])) >= _HEADLINE:
            self.others.update(map(compact, [*filter(_DAY.fullmatch, parts), *parts[at + 1 :]]))
        elif at < 0 and _is_added(parts[:-1], parts[-1]):
            self.short_ends.add(compact(parts[-1]))

    def kind(self, part: str) -> str:
        """Return the feature of a title that keeps this part at an end, or "" for what may be the headline's."""
        name, wide = compact(part), is_wide(part)
        if not name or is_site(part, self.sites):
            return "site_kept"
        if name in self.others or (wide and len(part) <= _CHANNEL) or is_shelf(part):
            return "section_kept"
        if name in self.short_ends:
            return "short_end_kept"
        return "site_kept" if looks_like_organisation(part) or (wide and _SITE_END.search(part[-8:])) else ""

    def marks(self) -> dict[str, dict[str, float]]:
        """Return the features of each wording."""
        held = {key: dict.fromkeys(self._of_titles(key, text), 1.0) for key, text in self.texts.items()}
        for key, share in self.addressed.items():
            held[key]["in_address"] = share
        for feature, keys in self._of_rivals() if len(self.whole) > 1 else ():
            for key in keys:
                held[key][feature] = 1.0
        return held

    def _of_titles(self, key: str, text: str) -> list[str]:
        """Return the features of a wording as a part of a title, or as one that has its frame."""
        held = ["lone_title"] if self.alone and key not in self.mastheads else []
        if key not in self.whole:
            if all("" in map(self.kind, parts) for _, parts in self.cuts[key]):
                held.append("lone_cut_off" if self.alone else "unknown_cut_off")
        # a headline about the outlet is printed with its colon: "Quay Post: our printing works will move"
        elif not _PRINTED.isdisjoint(self.whole[key]):
            return held
        spans = _spans(text, partial(is_site, names=self.sites | self.mastheads))
        kept = map(self.kind, pieces(text, spans)) if len(spans) > 1 else ()
        return [*held, *filter(None, kept)]

    def _of_rivals(self) -> list[tuple[str, Collection[str]]]:
        """Return the features that one place's wording has beside another's, each with the keys of those that have it."""
        whole, texts = self.whole, self.texts
        cut = {key: compact(CUT.sub("", texts[key])) for key in whole if texts[key][-1:] in "….]" and CUT.search(texts[key])}
        longer = [key for key in whole if key not in cut] if cut else []
        short = [key for key, start in cut.items() if len(start) >= 2 * _WORDS and any(o.startswith(start) for o in longer)]
        short += [key for key in whole if any(_is_broken_off(texts[key], texts[o]) for o in whole)]
        printed = [key for key, there in whole.items() if there <= _PRINTED]
        told = [texts[key] for key, there in whole.items() if there - _PRINTED - _TITLE] if printed else []
        # the headline without its kicker, "Weather: Storm", and what stands before its colon
        marked = [(text, found) for text in told if (found := _KICKER.search(text))]
        halves = {compact(text[found.end() :]) for text, found in marked}
        halves |= {compact(text[: found.start()]) for text, found in marked if found[0] == ": "}
        heads = [key for key in printed if whole[key] == {"html:h1"} and key not in self.addressed]
        strange = [key for key in heads if not any(_are_alike(texts[key], texts[o]) for o in whole if o != key)]
        titled = {key for key, cuts in self.cuts.items() if "html:title" in [place for place, *_ in cuts]}
        titled |= {key for key, there in whole.items() if "html:title" in there}
        long = [key for key, there in whole.items() if "html:h1" in there and key in titled]
        tight = [texts[key] for key, there in whole.items() if there - _PRINTED and key not in titled] if long else []
        return [
            ("masthead", self.mastheads),
            ("cut_short", short),
            ("half", [key for key in printed if len(key) > 9 and key in halves]),
            ("strange_heading", strange),
            ("padded", [key for key in long if any(_is_tighter(text, texts[key]) for text in tight)]),
        ]


def _share_in(slug: frozenset[str], text: str) -> float:
    """Return the share of a text's longer words that an address has, where it has several and half of them."""
    if len(slug) < _ADDRESSED:
        return 0.0
    # in English these are the words that tell of a topic
    words = telling(text) if fold(text).isascii() else [word for word in slug_words(text) if len(word) > _SHORT]
    common = len(slug.intersection(words))
    return common / len(words) if common >= _ADDRESSED and common * 2 >= len(words) else 0.0


def _is_added(rest: Sequence[str], end: str) -> bool:
    """Return whether the end of a title has so few words that it may be no part of the headline, and does not go on with it."""
    if not rest or (end[:1].islower() and "." not in end) or rest[-1][-1:] in _QUOTES:
        return False
    return size(end) <= min(_END, sum(map(size, rest)) / 2)


@remembered
def telling(text: str) -> frozenset[str]:
    """Return the words that can tie a text to a topic: those of four letters and more, in scripts without blanks two signs."""
    folded = fold(text)
    wide = [] if folded.isascii() else [run[at : at + 2] for run in _WIDE.findall(folded) for at in range(len(run) - 1)]
    return frozenset([word for word in words_in(_WIDE.sub(" ", folded) if wide else folded) if len(word) > _SHORT] + wide)


def _are_alike(one: str, other: str) -> bool:
    """Return whether two texts share a third of the shorter one's words, of all words where one has short ones alone."""
    words, others = telling(one), telling(other)
    if not words or not others:
        words, others = frozenset(bare_words(one)), frozenset(bare_words(other))
    return len(words & others) * 3 >= min(len(words), len(others))


def _is_broken_off(short: str, long: str) -> bool:
    """Return whether a text ends within a word of another, which goes on: JSON-LD takes 110 characters of a headline."""
    if len(short) >= len(long) or not long.startswith(short) or size(short) < _HEADLINE or is_wide(short):
        return False
    # "Storm hits coastExample Times" is glued, and goes on with another word
    return (short[-1] + long[len(short)]).isalnum() and not long[len(short)].isupper()


def _is_tighter(short: str, long: str) -> bool:
    """Return whether a text is another with some words left out, and not only those at the end."""
    if is_wide(short):
        return False
    few, many = words_in(fold(short)), words_in(fold(long))
    rest = iter(many)
    return _WORDS <= len(few) < len(many) and many[: len(few)] != few and all(word in rest for word in few)
