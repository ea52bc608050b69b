"""The parts of titles: where one ends, and which are names of the site."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from itertools import chain
from typing import TypeAlias

from service.lexicon.patterns import late
from service.lexicon.slugs import bare_words
from service.lexicon.tables import phrases
from service.lexicon.texts import (
    any_of,
    compact,
    either_case,
    fold,
    remembered,
    word_count,
    words_in,
)

#: The article before a site's name: "The Northmoor Post" at northmoorpost.com, "L'Écho du Port" at
#: echoduport.fr.
ARTICLE = re.compile(
    rf"^(?:(?:{any_of(phrases('lines', 'articles'), either_case)})\s+|l['’])(?=\S{{3}})",
    re.IGNORECASE,
)
#: How a cut headline ends.
CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
#: How the names of newspapers, networks and stations end in Chinese, Japanese and Korean, in eight
#: characters at most.
SITE_END = late(rf"(?:{any_of(phrases('people', 'site_ends'))})\Z", re.IGNORECASE)
#: What parts the headline from the site's name and the channel's in a title.
_SEPARATOR = re.compile(
    r"(?=[\s|｜_])(?:\s+[|\-–—·•»«:~/›‹>★☆►▸▶◆●■│→]{1,3}\s+|\s*[|｜]\s*|(?<=\S)\s?[_](?=\S))"
)
#: What each of these has: a look for it costs a twentieth, and most texts have none.
_BARS = frozenset("|｜_")
_spaced_mark = re.compile(r"\s[|\-–—·•»«:~/›‹>★☆►▸▶◆●■│→]{1,3}\s").search
#: The same in Chinese, Japanese and Korean titles, where no blank stands around the mark.
_WIDE_SEPARATOR = re.compile(r"\s*(?:-{1,2}|::|[–—]|[_|｜ㅣ│·<＜])\s*")
#: A title has no more marks than this before and behind its headline.
_MOST_CUTS = 3
#: A headline has no fewer letters than this.
_LEAST = 4
#: A label of a host has no more characters than this.
_LABEL = 63
#: Words up to this length stand in every headline: "the".
SHORT = 3
#: Scripts without blanks, whose words are taken to be two signs long.
_WIDE = late(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
#: Letters of Chinese, Japanese and Korean; emoji stand behind them.
_wide_letter = re.compile("[^\0-\u2e7f\ud800-\uf8ff\ufb00-\uff65\uffdd-\U0010ffff]").search


def is_wide(text: str) -> bool:
    """Return whether a text has Chinese, Japanese or Korean letters, which are written without
    blanks.
    """
    return not text.isascii() and _wide_letter(text) is not None


def size(text: str) -> float:
    """Return the number of words of a text; in scripts without blanks, of two characters each, of
    four in Thai.
    """
    return len(compact(text)) / 2 if is_wide(text) else word_count(text)


def is_site(text: str, names: Collection[str]) -> bool:
    """Return whether a text is a name of the site, with an article before it or without, as written
    or as hosts spell it.
    """
    forms = {text, without_article(text)}
    if any(compact(form) in names for form in forms):
        return True
    return len(text) <= _LABEL and not text.isascii() and any(spelt(f) in names for f in forms)


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
    """Return where the parts of a title begin and end: between its marks, in wide scripts without
    blanks around them too.
    """
    cuts = [cut.span() for cut in _marks(text)]
    bounds = [0, *chain.from_iterable(cuts), len(text)]
    return tuple(zip(bounds[::2], bounds[1::2], strict=True))


def _marks(text: str) -> Sequence[re.Match[str]]:
    """Return the marks that part a title."""
    has_mark = not _BARS.isdisjoint(text) or _spaced_mark(text)
    marks = [*_SEPARATOR.finditer(text)] if has_mark else []
    if marks or not is_wide(text) or not SITE_END.search(text[-8:]):
        return marks
    return [*_WIDE_SEPARATOR.finditer(text)]


def pieces(text: str, spans: Spans = ()) -> list[str]:
    """Return the parts of a title, without the blanks at their ends."""
    return [text[start:end].strip() for start, end in spans or segments(text)]


def spans_at(text: str, is_known: Callable[[str], bool]) -> Spans:
    """Return where the parts of a title begin and end: at its marks, and at a colon beside a known
    name.
    """
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


def parts_of(
    text: str, is_known: Callable[[str], bool], printed: bool
) -> list[tuple[str, tuple[str, ...]]]:
    """Return the parts of a text that may be its headline, each with what was cut off to leave it.

    What is printed has no frame but the site's own name, and kickers before its colons.
    """
    spans = segments(text) if printed else spans_at(text, is_known)
    count, parts = len(spans), pieces(text, spans)
    if count == 1 or (printed and not is_known(parts[0]) and not is_known(parts[-1])):
        return []
    found = [
        (text[spans[start][0] : spans[end - 1][1]].strip(), (*parts[:start], *parts[end:]))
        for start, end in _runs(count)
    ]
    return [(part, rest) for part, rest in found if len(compact(part)) >= _LEAST]


def _runs(count: int) -> list[tuple[int, int]]:
    """Return which parts of so many may be the headline together: the first ones, the last ones,
    and those between two.
    """
    first = [(0, end) for end in range(max(1, count - _MOST_CUTS), count)]
    last = [(start, count) for start in range(1, min(_MOST_CUTS + 1, count))]
    # of two parts nothing is left between them
    return [*first, *last, (1, count - 1)]


#: What was cut off a title to leave a wording: the title's place, and the parts.
Cut = tuple[str, tuple[str, ...]]


@remembered
def telling(text: str) -> frozenset[str]:
    """Return the words that can tie a text to a topic: those of four letters and more, in scripts
    without blanks two signs.
    """
    folded = fold(text)
    if folded.isascii():
        return frozenset([word for word in words_in(folded) if len(word) > SHORT])
    runs = _WIDE.findall(folded)
    signs = [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
    words = [word for word in words_in(_WIDE.sub(" ", folded)) if len(word) > SHORT]
    return frozenset([*words, *signs])
