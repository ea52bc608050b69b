"""The parts of a title: what stands between its marks, and what such a part may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from service.lexicon.people import looks_like_organisation
from service.lexicon.texts import compact, fold, remembered

#: Scripts from here on (Chinese, Japanese, Korean) are written without blanks, or have words of two characters.
WIDE = "\u2e80"
#: How a cut headline ends.
CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
#: How the names of newspapers, networks and stations end in Chinese, Japanese and Korean.
SITE_END = re.compile(
    r"(?:[网網报報]|新聞社?|新闻|時報|时报|[通电電][讯訊信]社?|[电電][视視]?台|频道|頻道|在[线線]|头条|[周週]刊|テレビ|放送|ニュース|オンライン|デジタル|"
    r"電子版|タイムズ|일보|신문|통신|방송|뉴스|타임[즈스]|저널|닷컴|매일|투데이|news(?: web)?)\Z",
    re.IGNORECASE,
)
#: What parts the headline from the site's name and the channel's in a title.
SEPARATOR = re.compile(r"\s+[|\-–—·•»«:~/›‹>★☆►▸▶◆●■│→]{1,3}\s+|\s*[|｜]\s*|(?<=\S)\s?[_](?=\S)")
#: The same in Chinese, Japanese and Korean titles, where no blank stands around the mark.
WIDE_SEPARATOR = re.compile(r"\s*(?:-{1,2}|::|[–—]|[_|｜ㅣ│·<＜])\s*")
#: A channel of a Chinese, Japanese or Korean site has no more characters than this.
CHANNEL = 6
#: Words up to this long stand in every headline: "the", "and", "how", "und", "les".
SHORT = 3
_COLON = re.compile(r"(?<![:\s]):\s")
#: What stands in brackets at the end of a title, of two words at least: "(Facebook)" is whom a headline tells of.
_ENDING = re.compile(r"\s[(\[]([^()\[\]]{2,40}\s[^()\[\]]{2,40})[)\]]$")
#: A title has no more marks than this before and behind its headline; others are the headline's own.
_MOST_CUTS = 3
#: What no headline is shorter than, in letters.
_LEAST = 4


def is_wide(text: str) -> bool:
    """Return whether a text has Chinese, Japanese or Korean letters."""
    return not text.isascii() and max(text) >= WIDE


def size(text: str) -> float:
    """Return the number of words of a text; in scripts without blanks, of two characters each."""
    if not text.isascii() and is_wide(text):
        return len(compact(text)) / 2
    return len(text.split())


def key_of(text: str) -> str:
    """Return the key by which equal headlines meet; a headline of marks alone is its own key."""
    return compact(text) or fold(text)


class Cut(NamedTuple):
    """What was cut off a text to leave a wording: the text's key, the parts, whether they stood in front, and if at a colon."""

    of: str
    parts: tuple[str, ...]
    in_front: bool
    at_colon: bool = False

    @property
    def size(self) -> float:
        """The number of words cut off."""
        return sum(map(size, self.parts))


def parts_of(text: str, is_site: Callable[[str], bool], printed: bool) -> Iterator[tuple[str, Cut]]:
    """Yield the parts of a text that may be its headline, each with what was cut off to leave it.

    What is printed has no frame but the site's own name.  A colon parts only that name from a headline, and not in what is
    printed: kickers stand before colons too.
    """
    whole, parts = key_of(text), segments(text)
    if printed and not any(is_site(text[slice(*part)]) for part in (parts[0], parts[-1])):
        return
    count = len(parts)
    runs = [(0, end) for end in range(max(1, count - _MOST_CUTS), count)]
    runs += [(0, end) for end in range(1, min(_MOST_CUTS + 1, count)) if (0, end) not in runs]
    runs += [(start, count) for start in range(1, min(_MOST_CUTS + 1, count))]
    runs += [(1, count - 1)] if count > 2 else []
    for first, last in runs:
        rest = tuple([text[slice(*part)].strip() for part in (*parts[:first], *parts[last:])])
        yield from _part(text[parts[first][0] : parts[last - 1][1]], Cut(whole, rest, first > 0 and last == count))
    colons = [] if printed else [(cut.start(), cut.end()) for cut in _COLON.finditer(text)]
    for start, end in colons[:1]:
        if is_site(text[:start]):
            # "Kultur: Hafen offen | Hafenpost"
            for last in [count, *[last for first, last in runs if not first and parts[last - 1][1] > end]]:
                rest = tuple([text[slice(*part)].strip() for part in parts[last:]])
                yield from _part(text[end : parts[last - 1][1]], Cut(whole, (text[:start], *rest), True, True))
    # "Storm hits coast (Example Times)"
    ending = None if printed else _ENDING.search(text)
    if ending is not None and is_site(ending[1]):
        yield from _part(text[: ending.start()], Cut(whole, (ending[1],), False, True))
    for start, end in colons[-1:]:
        if is_site(text[end:]):
            yield from _part(text[:start], Cut(whole, (text[end:],), False, True))


def _part(text: str, cut: Cut) -> Iterator[tuple[str, Cut]]:
    bare = text.strip()
    if len(compact(bare)) >= _LEAST:
        yield bare, cut


def ends_of(text: str) -> tuple[str, ...]:
    """Return the first and the last part of a title, none where no mark parts it."""
    parts = segments(text)
    return (text[slice(*parts[0])], text[slice(*parts[-1])]) if len(parts) > 1 else ()


def parts_at_marks(text: str) -> list[str]:
    """Return the parts of a title, and what stands around its first colon where a site's name stands before it."""
    parts = segments(text)
    if len(parts) == 1:
        before, colon, behind = text.partition(": ")
        return [before, behind] if colon and looks_like_site(before) else [text]
    return [text[slice(*part)] for part in parts]


@remembered
def segments(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the parts of a title begin and end: between its marks, in wide scripts without blanks around them too."""
    cuts = list(SEPARATOR.finditer(text))
    if not cuts and not text.isascii() and is_wide(text):
        cuts = list(WIDE_SEPARATOR.finditer(text)) if SITE_END.search(text) else []
    starts, ends = [0, *[cut.end() for cut in cuts]], [*[cut.start() for cut in cuts], len(text)]
    return tuple(zip(starts, ends, strict=True))


def looks_like_site(text: str) -> bool:
    """Return whether a text has the form of a newspaper's, a network's or a blog's name."""
    return looks_like_organisation(text) or (is_wide(text) and SITE_END.search(text) is not None)


@remembered
def telling_words(text: str) -> frozenset[str]:
    """Return the words that tell one headline from another; of a text in a script without blanks its characters."""
    if is_wide(text):
        return frozenset(text.replace(" ", ""))
    words = [word.strip(".,:;!?\"'") for word in text.split()]
    return frozenset([word for word in words if len(word) > SHORT]) or frozenset(words)
