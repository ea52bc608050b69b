"""The wordings of a page's headline: the parts of its titles, what each part may be, and the features of each wording."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from service.judge.features import Feature, mark
from service.lexicon.lines import is_shelf
from service.lexicon.people import looks_like_organisation
from service.lexicon.slugs import slug_words
from service.lexicon.texts import compact, fold, remembered

#: How a cut headline ends.
CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
#: How the names of newspapers, networks and stations end in Chinese, Japanese and Korean.
_SITE_END = re.compile(
    r"(?:[网網报報]|新聞社?|新闻|時報|时报|[通电電][讯訊信]社?|[电電][视視]?台|频道|頻道|在[线線]|头条|[周週]刊|テレビ|放送|ニュース|オンライン|デジタル|"
    r"電子版|タイムズ|일보|신문|통신|방송|뉴스|타임[즈스]|저널|닷컴|매일|투데이|news(?: web)?)\Z",
    re.IGNORECASE,
)
#: What parts the headline from the site's name and the channel's in a title.
SEPARATOR = re.compile(r"\s+[|\-–—·•»«:~/›‹>★☆►▸▶◆●■│→]{1,3}\s+|\s*[|｜]\s*|(?<=\S)\s?[_](?=\S)")
#: The same in Chinese, Japanese and Korean titles, where no blank stands around the mark.
_WIDE_SEPARATOR = re.compile(r"\s*(?:-{1,2}|::|[–—]|[_|｜ㅣ│·<＜])\s*")
#: What stands in brackets at the end of a title, of two words at least: "(Facebook)" is whom a headline tells of.
_ENDING = re.compile(r"\s[(\[]([^()\[\]]{2,40}\s[^()\[\]]{2,40})[)\]]$")
#: A title has no more marks than this before and behind its headline, and no headline has fewer letters than the second.
_MOST_CUTS, _LEAST = 3, 4
#: A channel of a Chinese, Japanese or Korean site has no more characters than this.
_CHANNEL = 6
#: A site's name behind the headline has so many words at most, a masthead so many, and the headline beside it so many at least.
_END, _MASTHEAD, _HEADLINE = 4, 5, 3.5
#: How a quotation ends; nobody's name is behind one but the speaker's.
_QUOTES = frozenset("\"'”’»“")
#: So many words in common with an address are no coincidence.
_ADDRESSED = 3
#: A wording with words put in has so many at least; words up to the second length stand in every headline: "the", "how".
_WORDS, _SHORT = 5, 3
_WORD, _KICKER = re.compile(r"[^\W_]+"), re.compile(r"(?<![ :]): | [-|] ")
_PRINTED, _TITLE = frozenset(("html:h1", "html:headline")), frozenset(("html:title",))

FEATURES: tuple[Feature, ...] = (
    mark("lone_title", "the title is all that names the headline", 2.5, lone=True),
    mark("unknown_cut_off", "only a part of a longer text", -4.0, own=False),
    mark("lone_cut_off", "only a part of the title that is all that names the headline", -2.0, own=False, lone=True),
    mark("short_end_kept", "has a short end, and the title is all that names the headline", -4.0, own=False, lone=True),
    mark("like_a_site_cut_off", "what was cut off only looks like a site's name", -1.0, own=False),
    mark("front_cut_off", "what stands behind the part cut off", -0.5, own=False),
    mark("site_kept", "has the site's name at an end", -4.0, own=False),
    mark("section_kept", "has a section, the author or the page's heading at an end", -3.0, own=False),
    mark("like_a_site_kept", "has what looks like a site's name at an end", -1.5, own=False),
    mark("masthead", "a heading that the title has beside a longer text", -3.5, own=False),
    mark("cut_short", "ends in an ellipsis where another goes on", -3.0, own=False),
    mark("strange_heading", "a heading that shares no word with the other places", -2.0, own=False),
    mark("in_address", "its words stand in the address", 0.5),
    mark("short_wording", "of one or two words", -1.0),
    mark("half", "only half of what machines are told", -3.0, own=False),
    mark("padded", "another place has the same words without some", -2.0, own=False),
)


def is_wide(text: str) -> bool:
    """Return whether a text has Chinese, Japanese or Korean letters, which are written without blanks."""
    return not text.isascii() and max(text) >= "\u2e80"


def size(text: str) -> float:
    """Return the number of words of a text; in scripts without blanks, of two characters each."""
    return len(compact(text)) / 2 if not text.isascii() and max(text) >= "\u2e80" else len(text.split())


@remembered
def segments(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the parts of a title begin and end: between its marks, in wide scripts without blanks around them too."""
    cuts = [cut.span() for cut in SEPARATOR.finditer(text)]
    if not cuts and not text.isascii() and _SITE_END.search(text) and is_wide(text):
        cuts = [cut.span() for cut in _WIDE_SEPARATOR.finditer(text)]
    return tuple(zip([0, *[end for _, end in cuts]], [*[start for start, _ in cuts], len(text)], strict=True))


def ends_of(text: str) -> tuple[str, ...]:
    """Return the first and the last part of a title, none where no mark parts it."""
    parts = segments(text)
    return (text[slice(*parts[0])], text[slice(*parts[-1])]) if len(parts) > 1 else ()


def _spans(text: str, is_known: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Return where the parts of a title begin and end: at its marks, and at a colon or a bracket beside a known name."""
    spans = [*segments(text)]
    if ": " not in text and text[-1:] not in ")]":
        return spans
    before, behind = text.find(": "), text.rfind(": ")
    if 0 < before < spans[0][1] and text[before - 1] not in ": " and is_known(text[:before]):
        spans[:1] = [(0, before), (before + 2, spans[0][1])]
    elif behind > spans[-1][0] and text[behind - 1] not in ": " and is_known(text[behind + 2 :]):
        # "Storm hits coast: Example Times"
        spans[-1:] = [(spans[-1][0], behind), (behind + 2, len(text))]
    # "Storm hits coast (Example Times)"
    ending = _ENDING.search(text) if text[-1:] in ")]" else None
    if ending is not None and ending.start() > spans[-1][0] and is_known(ending[1]):
        spans[-1:] = [(spans[-1][0], ending.start()), (ending.start() + 1, len(text))]
    return spans


def parts_of(text: str, is_known: Callable[[str], bool], printed: bool) -> list[tuple[str, tuple[str, ...]]]:
    """Return the parts of a text that may be its headline, each with what was cut off to leave it.

    What is printed has no frame but the site's own name.  A colon parts only a known name from a headline, and not in what is
    printed: kickers stand before colons too.
    """
    spans = segments(text) if printed else _spans(text, is_known)
    count = len(spans)
    if count == 1:
        return []
    parts = [text[start:end].strip() for start, end in spans]
    if printed and not (is_known(parts[0]) or is_known(parts[-1])):
        return []
    runs = [(0, end) for end in range(max(1, count - _MOST_CUTS), count)]
    runs += [(start, count) for start in range(1, min(_MOST_CUTS + 1, count))]
    found = [
        (text[spans[first][0] : spans[last - 1][1]].strip(), (*parts[:first], *parts[last:]))
        for first, last in ([*runs, (1, count - 1)] if count > 2 else runs)
    ]
    return [(part, rest) for part, rest in found if len(compact(part)) >= _LEAST]


#: What was cut off a title to leave a wording: the title's place, the parts, and whether all stood in front.
Cut = tuple[str, tuple[str, ...], bool]


class Wordings:
    """All wordings of a page: texts by key, the places that state each as a whole, and what each is a part of."""

    def __init__(
        self,
        texts: Mapping[str, str],
        places: Mapping[str, Collection[str]],
        cuts: Mapping[str, Sequence[Cut]],
        sites: Collection[str],
        others: Collection[str],
        slug: frozenset[str] = frozenset(),
    ) -> None:
        """Store them; ``sites`` and ``others`` are compacted names, of sections too, ``slug`` the words of the address."""
        self.texts, self.cuts, self.sites = texts, cuts, sites
        self.whole = {key: frozenset(there) for key, there in places.items() if there}
        self.addressed = self._addressed(slug) if len(slug) >= _ADDRESSED else dict[str, float]()
        heads = {key for key, there in self.whole.items() if "html:h1" in there and size(texts[key]) <= _MASTHEAD}
        heads -= self.addressed.keys()
        self.titles = [texts[key] for key, there in self.whole.items() if there == _TITLE]
        self.mastheads = self._mastheads(heads) if heads else frozenset[str]()
        self.alone = all(there == _TITLE for key, there in self.whole.items() if key not in self.mastheads)
        self.others = {*others, *self.mastheads}
        self._kinds: dict[str, str] = {}
        self.short_ends = self._short_ends() if self.alone else set[str]()

    def _addressed(self, slug: frozenset[str]) -> dict[str, float]:
        """Return the share of each wording's words that the address has, where it has several and half of them."""
        found = {}
        for key, text in self.texts.items():
            spelt = _WORD.findall(fold(text)) if text.isascii() else slug_words(text)
            words = {word for word in spelt if len(word) > _SHORT}
            common = len(words & slug)
            if common >= max(_ADDRESSED, len(words) / 2):
                found[key] = common / len(words)
        return found

    def _mastheads(self, heads: Collection[str]) -> frozenset[str]:
        """Return the h1s that are a short part of a title with its headline: the site's name, or a channel's."""
        found = set()
        for title in self.titles:
            parts = [title[start:end].strip() for start, end in _spans(title, looks_like_organisation)]
            # "Storm | Example Times | The paper of the harbour": what stands behind the site's name is the site's
            inside = next((at for at, part in enumerate(parts[1:-1], 1) if self.is_site(part)), len(parts))
            # "The Harbour Blog - notes from the harbour of the town": both are the site's
            longest = max([part for part in parts[:inside] if not part[:1].islower()], key=size, default="")
            if size(longest) >= _HEADLINE:
                found |= {key for key in map(compact, parts) if key in heads and key != compact(longest)}
        return frozenset(found)

    def _short_ends(self) -> set[str]:
        """Return the short ends of titles that are all that names the headline: "Storm hits coast - Tidewater".

        Where a title has so short an end, it is the headline's in three of 279 titles of news pages.  A site's name that is
        known is the only frame, and "… : a podcast" goes on.
        """
        found = set()
        for title in self.titles:
            *rest, end = [title[start:end].strip() for start, end in segments(title)]
            if not rest or self.is_site(rest[0]) or self.is_site(end) or compact(rest[0]) in self.mastheads:
                continue
            goes_on = end[:1].islower() and "." not in end
            if size(end) <= _END and size(end) * 2 <= sum(map(size, rest)) and not goes_on and rest[-1][-1:] not in _QUOTES:
                found.add(compact(end))
        return found

    def is_site(self, text: str) -> bool:
        """Return whether a text is a name of the site."""
        name = compact(text)
        return name in self.sites or name.removeprefix("the") in self.sites

    def kind(self, part: str) -> str:
        """Return the kind of a part: "site", "told" (by another place, or a channel), "form" (a site's), "short" or ""."""
        known = self._kinds.get(part)
        if known is None:
            name, wide = compact(part), not part.isascii() and is_wide(part)
            if not name or self.is_site(part):
                known = "site"
            elif name in self.others or (wide and len(part.strip()) <= _CHANNEL) or is_shelf(part):
                known = "told"
            elif name in self.short_ends:
                known = "short"
            else:
                known = "form" if looks_like_organisation(part.strip()) or (wide and _SITE_END.search(part.strip())) else ""
            self._kinds[part] = known
        return known

    def marks(self) -> dict[str, dict[str, float]]:
        """Return the features of each wording."""
        held = {key: dict.fromkeys(self._of_titles(key, text), 1.0) for key, text in self.texts.items()}
        for key, share in self.addressed.items():
            held[key]["in_address"] = share
        if len(self.whole) > 1:
            for feature, keys in self._of_rivals():
                for key in keys:
                    held[key][feature] = 1.0
        return held

    def _of_titles(self, key: str, text: str) -> list[str]:
        """Return the features of a wording as a part of a title, or as one that has its frame."""
        held = ["lone_title"] if self.alone and key not in self.mastheads else []
        # a headline has mostly more words than two
        if size(text) < 3:
            held.append("short_wording")
        if key not in self.whole:
            cuts = [({self.kind(part) for part in parts}, in_front) for _, parts, in_front in self.cuts[key]]
            if not [kinds for kinds, _ in cuts if "" not in kinds]:
                held.append("lone_cut_off" if self.alone else "unknown_cut_off")
            if not [kinds for kinds, _ in cuts if "form" not in kinds]:
                held.append("like_a_site_cut_off")
            if not self.alone and not [kinds for kinds, in_front in cuts if not in_front or kinds.isdisjoint(("", "form"))]:
                held.append("front_cut_off")
        # a headline about the outlet is printed with its colon: "Quay Post: our printing works will move"
        elif not _PRINTED.isdisjoint(self.whole[key]):
            return held
        spans = _spans(text, lambda name: self.is_site(name) or compact(name) in self.mastheads)
        kept = {self.kind(text[start:end]) for start, end in spans} if len(spans) > 1 else set()
        return held + [_KEPT[kind] for kind in kept if kind]

    def _of_rivals(self) -> list[tuple[str, Collection[str]]]:
        """Return the features that one place's wording has beside another's, each with the keys of those that have it."""
        whole, texts = self.whole, self.texts
        cut = [(key, compact(CUT.sub("", texts[key]))) for key in whole if texts[key][-1:] in "….]" and CUT.search(texts[key])]
        longer = [key for key in whole if key not in dict(cut)] if cut else []
        short = [key for key, start in cut if len(start) >= 2 * _WORDS and [o for o in longer if o.startswith(start)]]
        printed = [key for key, there in whole.items() if there <= _PRINTED]
        told = [key for key, there in whole.items() if there - _PRINTED - _TITLE] if printed else []
        # the headline without its kicker, "Weather: Storm", and what stands before its colon
        marked = [(found, texts[o]) for o in told if (found := _KICKER.search(texts[o]))]
        halves = {compact(text[found.end() :]) for found, text in marked}
        halves |= {compact(text[: found.start()]) for found, text in marked if found[0] == ": "}
        heads = [key for key in printed if whole[key] == {"html:h1"} and key not in self.addressed]
        words = {key: telling_words(fold(texts[key])) for key in whole} if heads else {}
        # a third of the shorter one's words is shared
        strange = [
            key
            for key in heads
            if not [o for o in whole if o != key and len(words[key] & words[o]) * 3 >= min(len(words[key]), len(words[o]))]
        ]
        titled = {key for key, cuts in self.cuts.items() if "html:title" in [place for place, *_ in cuts]}
        titled |= {key for key, there in whole.items() if "html:title" in there}
        long = [key for key, there in whole.items() if "html:h1" in there and key in titled]
        tight = [key for key, there in whole.items() if there - _PRINTED and key not in titled] if long else []
        padded = [key for key in long if [o for o in tight if _is_tighter(texts[o], texts[key])]]
        half = [key for key in printed if len(key) > 9 and key in halves]
        rows = (
            ("masthead", self.mastheads),
            ("cut_short", short),
            ("half", half),
            ("strange_heading", strange),
            ("padded", padded),
        )
        return [*rows]


_KEPT = {"site": "site_kept", "told": "section_kept", "form": "like_a_site_kept", "short": "short_end_kept"}


@remembered
def telling_words(text: str) -> frozenset[str]:
    """Return the words that tell one headline from another; of a text in a script without blanks its characters."""
    if is_wide(text):
        return frozenset(text.replace(" ", ""))
    words = [word.strip(".,:;!?\"'") for word in text.split()]
    return frozenset([word for word in words if len(word) > _SHORT]) or frozenset(words)


def _is_tighter(short: str, long: str) -> bool:
    """Return whether a text is another with some words left out, and not only those at the end."""
    if is_wide(short):
        return False
    few, many = _WORD.findall(fold(short)), _WORD.findall(fold(long))
    rest = iter(many)
    return _WORDS <= len(few) < len(many) and many[: len(few)] != few and all(word in rest for word in few)
