"""The headline of a text dump: the line that the page's title or address names, or what opens a dump of an article alone.

A dump of a whole page has a hundred lines of menus before its article, and a menu stands in it twice, once for telephones: what
stands twice, or first, is the headline only where little stands before the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from service.lexicon.date_spans import dates_within, looks_like_date
from service.lexicon.date_telling import fact_of_event
from service.lexicon.labels import is_keyword_list
from service.lexicon.people import looks_like_person_name
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
#: Fewer letters name no article ("Supreme Court"); a sign of Chinese or Japanese says as much as three letters.
_LETTERS = 12
#: No headline has fewer signs of Chinese or Japanese, as a menu's words have: "スポーツ".
_WIDE = 5
#: Numbers of so many digits are years, and number no list.
_LONG_RANK = 4
#: The share of the longest part of the title that a headline has in it, and of the address's words.
_OF_TITLE, _OF_ADDRESS = 0.6, 0.6
#: As many words of an address, at least, tell an article; "/news/politics" tells a section.
_ADDRESS_WORDS = 3
#: So many words tell something, where a line stands twice.
_TOLD = 4
#: How often a line is the headline, estimates: marked or standing twice before an article alone; named by the title; by the
#: address, in the dump's first line with the site's name as often as not; the likeliest line of those that open an article
#: alone. bench.dumps has how often, the page's other wordings off.
_MARKED, _TITLED, _ADDRESSED, _TITLE, _OPENING = 0.93, 0.85, 0.8, 0.4, 0.8

_WORD = re.compile(r"[^\W\d_]{3,}")
_FILE = re.compile(r"\.\w{2,5}$")
_BARS = re.compile(r"\s+[|¦·•»«:/–—-]+\s+|[|¦｜_：]")


def read_headline(dump: Dump, address: str = "") -> None:
    """Record the headline: what a label or a mark says, what title or address name, or what opens the article."""
    if not dump.lines or any(o.field == "headline" for o in dump.observations):
        return
    _begin_body(dump)
    _find_bylines(dump, None)
    head = _head(dump)
    marked = [line for line in head if line.raw.startswith("# ") and line.kind == ""]
    named = None if marked else _named(dump, head, address) or _far_above(dump)
    if named is not None:
        _say(dump, *named, head)
        return
    opening = [line for line in head if line.kind == "" and line.number < _body_start(dump)]
    if marked or (opening and _position(dump) <= _SHORT_HEAD):
        seen = [fold(line.text) for line in opening]
        twice = [line for line in opening if seen.count(fold(line.text)) > 1 and _may_stand_twice(dump, line.text)]
        alone = not _is_whole_page(dump) and _may_be_of(opening, address)
        chosen = marked or twice or ([_likeliest(opening)] if alone else [])
        if chosen:
            _say(dump, chosen[0], chosen[0].text, _MARKED if marked or twice else _OPENING, head)


def _is_whole_page(dump: Dump) -> bool:
    return len(dump.lines) - len(dump.body) > _WHOLE_PAGE


def _may_stand_twice(dump: Dump, text: str) -> bool:
    """Return whether a line that stands twice is a headline: menus and credits do so too, "Front Page", "Courtesy of Amp"."""
    return word_count(text) >= _TOLD or not (_is_whole_page(dump) or looks_like_person_name(text))


def _say(dump: Dump, chosen: Line, text: str, reliability: float, head: list[Line]) -> None:
    """Record the headline, and beside it the title that begins with it; a piece of it is no name, nor a topic."""
    _find_bylines(dump, chosen)
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


def _begin_body(dump: Dump) -> None:
    """Let the body of a whole page's dump begin behind the title's headline in it, where less prose stands before that.

    What a page says of cookies, newsletters and its topics before the headline is prose too.
    """
    if not _is_whole_page(dump):
        return
    title, wide = _title_parts(dump), widths(dump.body)
    for at, line in enumerate(dump.body):
        if 2 * wide[at] < wide[-1] and line is not dump.lines[0] and _is_titled(line.text, title):
            for other in dump.body[: at + 1]:
                other.kind = ""
            dump.body = dump.body[at + 1 :]
            return


def _far_above(dump: Dump) -> tuple[Line, str, float] | None:
    """Return the headline far above what has most prose, named by the title and with a byline below it; the body begins there.

    A short report stands above an imprint, a notice about cookies, or what readers said.
    """
    title = _title_parts(dump)
    for at, line in enumerate(dump.lines[1 : _position(dump)] if _is_whole_page(dump) else (), 1):
        if line.kind in ("", "paragraph") and _is_titled(line.text, title) and _could_be_headline(line):
            below = dump.lines[at + 1 : at + 1 + _HEAD]
            text = _rejoined(dump, line, title)
            if word_count(text) >= _TOLD and any(each.kind in ("byline", "value") for each in below[:_PIECES]):
                for other in dump.body:
                    other.kind = ""
                dump.body = [each for each in below if each.kind == "paragraph"]
                for other in dump.body:
                    other.kind = "body"
                return line, text, _TITLED
    return None


def _find_bylines(dump: Dump, headline: Line | None) -> None:
    """Set where the article's byline can stand in a whole page's dump: around the headline and the body's first lines."""
    places = [_position(dump)]
    # the title stands first, far from the article
    if headline is not None and headline is not dump.lines[0]:
        places.append(dump.lines.index(headline))
    if _is_whole_page(dump):
        first, last = max(0, min(places) - _ABOVE), min(len(dump.lines) - 1, max(places) + _BELOW)
        end = dump.body[-1].number if dump.body else dump.lines[last].number
        dump.byline_range = dump.lines[first].number, min(dump.lines[last].number, end)


def _head(dump: Dump) -> list[Line]:
    """Return the lines that may be the headline: the dump's first, and those around the body's beginning."""
    start = _position(dump)
    near = dump.lines[max(0, start - _HEAD) : start + _INTO_BODY]
    ranks = {line.number: _rank(line.text) for line in near}
    facts = {line.number: fact_of_event(line.text) for line in near}
    # one alone may be a headline, "Price: what the council will pay"
    event = len({*facts.values()} - {None}) > 1
    return [
        line
        for line in near
        if line.kind in ("", "paragraph", "body")
        and _could_be_headline(line)
        and not _is_ranked(line.number, ranks)
        and not (event and facts[line.number])
    ]


def _rank(text: str) -> int:
    """Return the number that opens a line, 0 without one."""
    first = text.partition(" ")[0].rstrip(".)")
    return int(first) if first.isdecimal() and len(first) < _LONG_RANK else 0


def _is_ranked(number: int, ranks: Mapping[int, int]) -> bool:
    """Return whether a line is one of a numbered list: "1 Ferry fares rise" / "2 Lighthouse sold" are the most read."""
    rank = ranks[number]
    return rank > 0 and (ranks.get(number + 1) == rank + 1 or (rank > 1 and ranks.get(number - 1) == rank - 1))


def _position(dump: Dump) -> int:
    """Return the place of the body's first line among the lines; without a body, the place behind all that may be a head."""
    start = _body_start(dump)
    return next((i for i, line in enumerate(dump.lines) if line.number >= start), min(len(dump.lines), _HEAD))


def _body_start(dump: Dump) -> int:
    return dump.body[0].number if dump.body else 1 + max((line.number for line in dump.lines), default=0)


def _named(dump: Dump, head: list[Line], address: str) -> tuple[Line, str, float] | None:
    """Return the line that the title or the address names best, its text with what goes on below it, and how sure that is."""
    title = _title_parts(dump)
    # spelt once: of an address of 8,000 words each line would spell them all again
    words = [slug_words(word) for word in address_words(address)]
    ranked = []
    for line in head:
        text = line.text if line is dump.lines[0] else _rejoined(dump, line, title)
        again = compact(text) == title.whole
        titled = line is not dump.lines[0] and _is_titled(text, title) and (not again or _may_stand_twice(dump, text))
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


class _Title(NamedTuple):
    """The dump's first line, which is the page's title in most dumps of whole pages: folded, compacted, and its parts too."""

    folded: str
    whole: str
    parts: tuple[str, ...]


def _title_parts(dump: Dump) -> _Title:
    first = dump.lines[0].text
    return _Title(fold(first), compact(first), tuple([compact(part) for part in _BARS.split(first)]))


def _is_titled(text: str, title: _Title) -> bool:
    """Return whether the title has the line, and the line is not much shorter."""
    letters = compact(text)
    enough = len(letters) >= (_LETTERS // 3 if letters[:1] >= "\u2e80" else _LETTERS)
    return enough and letters in title.whole and len(letters) >= _OF_TITLE * max(map(len, title.parts))


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


#: A headline is in so many pieces more at most.
_PIECES = 5


def _share(text: str, words: Sequence[frozenset[str]]) -> float:
    """Return the share of the address's words that the line has, in any of their spellings.

    A sentence, which tells the story in the headline's words, has none.
    """
    if not words or text.endswith((".", "。")):
        return 0.0
    said = slug_words(text)
    mine = sum(not word.isdisjoint(said) for word in words)
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


def _may_be_of(opening: Sequence[Line], address: str) -> bool:
    """Return whether the likeliest line has a word of the address, where that tells words in the line's script."""
    text = _likeliest(opening).text
    spelt = address_words(address)
    return not spelt or not any(map(str.isascii, text)) or max(text) >= _OTHER_SCRIPTS or not slug_words(text).isdisjoint(spelt)


#: Addresses spell letters from here on (Greek and what follows it) with others.
_OTHER_SCRIPTS = "\u0370"


def _could_be_headline(line: Line) -> bool:
    if line.text[-1] in ":：" or len(_STEP.findall(line.text)) > 1:
        return False
    words = word_count(line.text)
    dated = looks_like_date(line.text) or _is_between_days(line.text)
    menu = len(line.text) < _WIDE and line.text[0] >= "\u2e80"
    return not menu and 2 <= words <= 40 and len(line.text) <= 300 and not is_keyword_list(line.text) and not dated


#: What parts the steps of a trail: "Start > Abroad > Asia".
_STEP = re.compile("[>›]+")


def _is_between_days(text: str) -> bool:
    """Return whether a line has two days and little else, as a diary's links: "<前の日記(2018年12月26日) 次の日記(…)>"."""
    days = dates_within(text, 2)
    for day in days:
        text = text.replace(day, " ")
    return len(days) > 1 and len(_LETTERS_BESIDE.findall(text)) < _BESIDE_DAYS


#: Fewer words than this beside two days say nothing of what happened on them.
_LETTERS_BESIDE, _BESIDE_DAYS = re.compile(r"[^\W\d_]{2,}"), 4


def _likeliest(head: Sequence[Line]) -> Line:
    """Return the line that reads most like a headline: no sentence, enough words, the first of its kind."""
    return max(head, key=lambda line: (not line.text.endswith(_STOPS), min(word_count(line.text), _TOLD), -line.number))


_STOPS = (".", "。", "।", "።", "؟", "۔")
