"""The headline of a text dump: the line that the page's title or address names, or what opens a dump of an article alone.

A dump of a whole page has a hundred lines of menus before its article, and a menu stands in it twice, once for telephones: what
stands twice, or first, is the headline only where little stands before the body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from service.lexicon.date_spans import looks_like_date
from service.lexicon.labels import is_keyword_list
from service.lexicon.slugs import path_of, slug_words
from service.lexicon.texts import compact, fold, word_count
from service.observe.text_lines import Line
from service.observe.text_view import Dump, widths

#: Lines before the body that may be headline, byline, lead and sharing bar.
_HEAD = 60
#: As many lines before the body, at most, are an article's own; more are a page's.
_SHORT_HEAD = 20
#: As many lines beside the body are a whole page's; above its headline and below its body's first line a byline stands so far
#: off at most (a kicker, a sharing bar, a picture with its credit).
_WHOLE_PAGE, _ABOVE, _BELOW = 45, 10, 8
#: Lines of the body among which the headline may still be: a long one that ends in a quotation is typed as a paragraph.
_INTO_BODY = 3
#: A headline is in so many pieces more at most, and a byline stands so far below it.
_PIECES = 5
#: Fewer letters name no article ("Supreme Court"); a sign of Chinese or Japanese says as much as three letters.
_LETTERS = 12
#: No headline has fewer signs of Chinese or Japanese, as a menu's words have: "スポーツ".
_WIDE = 5
#: The share of the longest part of the title that a headline has in it, and of the address's words.
_OF_TITLE, _OF_ADDRESS = 0.6, 0.6
#: As many words of an address, at least, tell an article; "/news/politics" tells a section.
_ADDRESS_WORDS = 3
#: So many words tell something where a line stands twice: menus and credits do so too, "Front Page", "Courtesy of Amp".
_TOLD = 4
#: How often a line is the headline, estimates: marked or standing twice before an article alone; named by the title; by the
#: address, in the dump's first line with the site's name as often as not; the likeliest line of those that open an article
#: alone. bench.dumps has how often, the page's other wordings off.
_MARKED, _TITLED, _ADDRESSED, _TITLE, _OPENING = 0.93, 0.85, 0.8, 0.4, 0.8

_WORD = re.compile(r"[^\W\d_]{3,}")
_FILE = re.compile(r"\.\w{2,5}$")
_BARS = re.compile(r"\s+[|¦·•»«:/–—-]+\s+|[|¦｜_：]")
#: What parts the steps of a trail: "Start > Abroad > Asia".
_STEP = re.compile("[>›]+")
_STOPS = (".", "。", "।", "።", "؟", "۔")
#: Addresses spell letters from here on (Greek and what follows it) with others.
_OTHER_SCRIPTS = "\u0370"


class _Title(NamedTuple):
    """The dump's first line, which is the page's title in most dumps of whole pages: folded, compacted, and its parts too."""

    folded: str
    whole: str
    parts: tuple[str, ...]

    def names(self, text: str) -> bool:
        """Return whether the title has the text, and the text is not much shorter."""
        letters = compact(text)
        enough = len(letters) >= (_LETTERS // 3 if letters[:1] >= "\u2e80" else _LETTERS)
        return enough and letters in self.whole and len(letters) >= _OF_TITLE * max(map(len, self.parts))


def read_headline(dump: Dump, address: str = "") -> None:
    """Record the headline: what a label or a mark says, what title or address name, or what opens the article."""
    if not dump.lines or any(o.field == "headline" for o in dump.observations):
        return
    first = dump.lines[0].text
    title = _Title(fold(first), compact(first), tuple([compact(part) for part in _BARS.split(first)]))
    whole = len(dump.lines) - len(dump.body) > _WHOLE_PAGE
    if whole:
        _begin_body(dump, title)
    head = _head(dump)
    chosen = _chosen(dump, head, title, address, whole)
    if whole and chosen is None and _begin_far_above(dump, title):
        head = _head(dump)
        chosen = _chosen(dump, head, title, address, whole)
    if whole:
        _find_bylines(dump, chosen[0] if chosen else None)
    if chosen:
        _say(dump, *chosen, head)


#: What labels a fact of an event.
_FACT = re.compile(r"(?:when|where|time|date|location|tickets|wann|wo|ort|zeit|quand|lieu|cuándo|lugar)\s?[:：]", re.IGNORECASE)


def _head(dump: Dump) -> list[Line]:
    """Return the lines that may be the headline: those around the body's beginning."""
    start = _position(dump)
    near = dump.lines[max(0, start - _HEAD) : start + _INTO_BODY]
    # "1 Ferry fares rise" / "2 Lighthouse sold" are the most read, "When: …" / "Where: …" an event; one alone may be a headline
    facts = {line.number for line in near if _FACT.match(line.text)}
    listed = facts if len(facts) > 1 else set[int]()
    for line, below in pairwise(near):
        if (first := _NUMBERED.match(line.text)) and below.text.startswith(str(int(first[0]) + 1)):
            listed |= {line.number, below.number}
    may_be = (line for line in near if line.kind in ("", "paragraph", "body") and line.number not in listed)
    return [line for line in may_be if _could_be_headline(line)]


#: The number of an entry in a list; longer ones are years.
_NUMBERED = re.compile(r"\d{1,3}(?=[ .)])")


def _chosen(dump: Dump, head: list[Line], title: _Title, address: str, whole: bool) -> tuple[Line, str, float] | None:
    """Return the headline's line, its text and how sure it is, or None."""
    marked = next((line for line in head if line.raw.startswith("# ") and line.kind == ""), None)
    if marked is not None:
        return marked, marked.text, _MARKED
    if (named := _named(dump, head, title, address)) is not None:
        return named
    start = dump.body[0].number if dump.body else dump.lines[-1].number + 1
    opening = [line for line in head if line.kind == "" and line.number < start]
    if not opening or _position(dump) > _SHORT_HEAD:
        return None
    seen = [fold(line.text) for line in opening]
    for line in opening:
        if seen.count(fold(line.text)) > 1 and word_count(line.text) >= _TOLD:
            return line, line.text, _MARKED
    # no sentence, enough words, the first of its kind
    likeliest = max(opening, key=lambda line: (not line.text.endswith(_STOPS), min(word_count(line.text), _TOLD), -line.number))
    return None if whole or not _may_be_of(likeliest.text, address) else (likeliest, likeliest.text, _OPENING)


def _may_be_of(text: str, address: str) -> bool:
    """Return whether a line has a word of the address, where that tells words in the line's script."""
    spelt = address_words(address)
    return not spelt or not any(map(str.isascii, text)) or max(text) >= _OTHER_SCRIPTS or not slug_words(text).isdisjoint(spelt)


def _could_be_headline(line: Line) -> bool:
    if line.text[-1] in ":：" or len(line.text) > 300 or len(_STEP.findall(line.text)) > 1:
        return False
    menu = len(line.text) < _WIDE and line.text[0] >= "\u2e80"
    return not menu and 2 <= word_count(line.text) <= 40 and not (is_keyword_list(line.text) or looks_like_date(line.text))


def _say(dump: Dump, chosen: Line, text: str, reliability: float, head: list[Line]) -> None:
    """Record the headline, and beside it the title that begins with it; a piece of it is no name, nor a topic."""
    dump.say("headline", text, "text:headline", chosen, reliability)
    at = dump.lines.index(chosen)
    for piece in dump.lines[at + 1 : at + 1 + _PIECES]:
        if len(text) > len(chosen.text) and piece.text in text:
            piece.kind = "title"
    for line in head:
        # a menu's line that stands twice is no title
        longer = line is dump.lines[0] or len(line.text) > len(text)
        if line.number != chosen.number and line.kind == "" and longer and fold(line.text).startswith(fold(text)):
            dump.say("headline", line.text, "text:title", line)
            # "Pier rebuilt | Tidewater" is no list of two tags
            line.kind = "title" if line is dump.lines[0] else line.kind


def _position(dump: Dump) -> int:
    """Return the place of the body's first line among the lines; without a body, the place behind all that may be a head."""
    return dump.lines.index(dump.body[0]) if dump.body else min(len(dump.lines), _HEAD)


def _begin_body(dump: Dump, title: _Title) -> None:
    """Let the body of a whole page's dump begin behind the title's headline in it, where less prose stands before that.

    What a page says of cookies, newsletters and its topics before the headline is prose too.
    """
    wide = widths(dump.body)
    for at, line in enumerate(dump.body):
        if 2 * wide[at] < wide[-1] and line is not dump.lines[0] and title.names(line.text):
            _set_body(dump, dump.body[at + 1 :])
            return


def _begin_far_above(dump: Dump, title: _Title) -> bool:
    """Let the body begin below a headline far above it, named by the title and with a byline below, and return whether it does.

    A short report stands above an imprint, a notice about cookies, or what readers said.
    """
    for at, line in enumerate(dump.lines[1 : _position(dump)], 1):
        if line.kind in ("", "paragraph") and title.names(line.text) and _could_be_headline(line):
            below = dump.lines[at + 1 : at + 1 + _HEAD]
            told = word_count(_rejoined(dump, line, title)) >= _TOLD
            if told and any(each.kind in ("byline", "value") for each in below[:_PIECES]):
                _set_body(dump, [each for each in below if each.kind == "paragraph"])
                return True
    return False


def _set_body(dump: Dump, body: list[Line]) -> None:
    for line in dump.body:
        line.kind = ""
    dump.body = body
    for line in body:
        line.kind = "body"


def _find_bylines(dump: Dump, headline: Line | None) -> None:
    """Set where the article's byline can stand in a whole page's dump: around the headline and the body's first lines."""
    places = [_position(dump)]
    # the title stands first, far from the article
    if headline is not None and headline is not dump.lines[0]:
        places.append(dump.lines.index(headline))
    first, last = max(0, min(places) - _ABOVE), min(len(dump.lines) - 1, max(places) + _BELOW)
    end = dump.body[-1].number if dump.body else dump.lines[last].number
    dump.byline_range = dump.lines[first].number, min(dump.lines[last].number, end)


def _named(dump: Dump, head: list[Line], title: _Title, address: str) -> tuple[Line, str, float] | None:
    """Return the line that the title or the address names best, its text with what goes on below it, and how sure that is."""
    # spelt once: of an address of 8,000 words each line would spell them all again
    words = [slug_words(word) for word in address_words(address)]
    ranked = []
    for line in head:
        text = line.text if line is dump.lines[0] else _rejoined(dump, line, title)
        again = compact(text) == title.whole
        titled = line is not dump.lines[0] and title.names(text) and (not again or word_count(text) >= _TOLD)
        share = _share(text, words)
        if titled or share >= _OF_ADDRESS:
            # the site's name is in the title too and alone on a line of its own, and seldom the longer of the two;
            # the title may stand twice with its frame, before the headline has none
            letters = len(compact(text)) if titled and not (again and len(title.parts) > 1) else 0
            # "Start / Abroad / Harbour reopens after storm" has the address's words too, and others
            others = word_count(text) if share else 0
            ranked.append((2 * titled + (share >= _OF_ADDRESS), letters, share, -others, -line.number, line, text, titled))
    if not ranked:
        return None
    *_, line, text, titled = max(ranked, key=lambda each: each[:5])
    return line, text, _TITLED if titled else _ADDRESSED if line is not dump.lines[0] else _TITLE


def _rejoined(dump: Dump, line: Line, title: _Title) -> str:
    """Return a line with those behind it that go on in its part of the title: links and italics part lines of a dump.

    "People call out this picture of" / "Demi Lovato" / "for body-shaming her".
    """
    text = line.text
    at = dump.lines.index(line) if fold(text) in title.folded else len(dump.lines)
    for following in dump.lines[at + 1 : at + 1 + _PIECES]:
        # a full stop or a comma may open the next
        joint = next((j for j in (" ", "") if fold(f"{text}{j}{following.text}") in title.folded), None)
        if joint is None:
            break
        text = f"{text}{joint}{following.text}"
    return text


def _share(text: str, words: Sequence[frozenset[str]]) -> float:
    """Return the share of the address's words that the line has, in any of their spellings.

    A sentence, which tells the story in the headline's words, has none.
    """
    if not words or text.endswith((".", "。")):
        return 0.0
    said = slug_words(text)
    mine = sum([not word.isdisjoint(said) for word in words])
    return mine / len(words) if mine >= _ADDRESS_WORDS else 0.0


@lru_cache(maxsize=256)
def address_words(address: str) -> frozenset[str]:
    """Return the words of the part of an address that has most of them, if they are enough to tell an article.

    >>> sorted(address_words("https://www.example.com/news/2024/storm-hits-the-north-coast-1234.html"))
    ['coast', 'hits', 'north', 'storm', 'the']
    """
    parts = (_FILE.sub("", part) for part in path_of(address).split("/"))
    words = max((_WORD.findall(fold(part.replace("_", " "))) for part in parts), key=len, default=[])
    return frozenset(words) if len(words) >= _ADDRESS_WORDS else frozenset()
