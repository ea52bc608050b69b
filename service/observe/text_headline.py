"""A text dump's body and its headline.

A whole page's dump has a hundred lines of menus before its article: what stands first is the headline only near the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

from service.lexicon.date_spans import looks_like_date
from service.lexicon.labels import is_keyword_list, item_size
from service.lexicon.lines import opens_comments
from service.lexicon.slugs import path_of, slug_words
from service.lexicon.texts import LINE_LIMIT, compact, fold, print_width, word_count
from service.observe.date_stretch import DIGIT
from service.observe.text_lines import SIGNED, Dump, Line, ends_sentence, opens_biography
from service.patterns import late

#: Lines before the body that may be headline, byline, lead and sharing bar, and lines of the body that may be the headline, as
#: one that ends in a quotation; as many lines before the body, at most, are an article's own, as many beside it a whole page's.
_HEAD, _INTO_BODY, _SHORT_HEAD, _WHOLE_PAGE = 60, 3, 20, 45
#: Above a whole page's headline and below its body's first line a byline stands so far off at most (a kicker, a sharing bar, a
#: picture with its credit), and below a lead; below a headline far above most of the prose it stands so far off,
#: and a headline is in so many pieces more.
_ABOVE, _BELOW, _NEAR = 10, 8, 5

# --- the body --------------------------------------------------------------------------------------------------------------

#: A line of as many columns is prose, and counts whole; what a line falls short of the second is taken off, down to the third:
#: twenty links of a menu outweigh a sentence about cookies, and the words between two links of a paragraph do not part a body.
_PROSE, _EVEN, _LEAST = 80, 45, -12


def widths(lines: Sequence[Line]) -> list[int]:
    """Return how wide in print the lines before each place are together; the last number is the width of all."""
    return [0, *accumulate(print_width(line.text) for line in lines)]


def densest(wide: Sequence[int]) -> tuple[int, int]:
    """Return the places of the first and the last line of the run of lines that has most prose for its length."""
    best = weight = start = 0
    found = 0, 0
    for i, (before, after) in enumerate(pairwise(wide)):
        if weight <= 0:
            weight, start = 0, i
        columns = after - before
        weight += columns if columns >= _PROSE else max(columns - _EVEN, _LEAST)
        if weight > best:
            best, found = weight, (start, i)
    return found


def find_body(dump: Dump) -> None:
    """Find the body: from the first paragraph to the last before the author box, the copyright line or the page's furniture.

    It begins where most prose stands, or below the title's headline: notices about cookies stand above and below articles.
    """
    lines, wide, kinds = dump.lines, widths(dump.lines), [line.kind for line in dump.lines]
    paragraphs = [i for i, kind in enumerate(kinds) if kind == "paragraph"]
    if not paragraphs:
        return
    first, most = densest(wide)
    half = next((i for i in range(first, most) if 2 * wide[i] >= wide[most + 1] + wide[first]), most)
    is_titled = _test_of_title(lines)
    named = [i for i in range(1, half + 1) if kinds[i] in ("", "paragraph") and is_titled(lines[i].text)]
    # far above, only what a byline follows is the article's
    signed = [i for i in named if i >= first or not SIGNED.isdisjoint(kinds[i + 1 : i + 1 + _NEAR])]
    at = next((i for i in signed if i >= first), signed[-1] if signed else first - 1)
    near = [i for i in paragraphs if at < i < at + _HEAD] or (paragraphs if at >= first - 1 else [])
    # bylines stand below each title of a list
    start = last = next((i for i in near if kinds[i : i + _BELOW].count("byline") < 3), len(lines))
    for i in range(start, len(lines)):
        # a sharing bar below the lead ends no body whose most is to come
        late = first - at > _HEAD or wide[most + 1] - wide[min(i, most + 1)] <= wide[i] - wide[start]
        headed = kinds[i] in ("", "label") and (_heads_comments(lines, i) or opens_biography(lines, i))
        if late and (headed or kinds[i] in ("furniture", "copyright")):
            break
        if kinds[i] == "paragraph" or (kinds[i] == "" and ends_sentence(lines[i].text)):
            last = i
    # below its lead a byline may stand
    lead = range(start + 1, min(start + 2 + _BELOW, last) if start and kinds[start - 1] != "paragraph" else 0)
    below = next((i for i in lead if kinds[i] == "paragraph" and not lines[i].text[0].islower()), start)
    if any(kinds[i] in SIGNED and DIGIT.search(lines[i].text) for i in range(start + 1, below)):
        start = below
    # what ends an article may stand above its comments: a sharing bar, the small print
    dump.comments = next((lines[i].number for i in range(last + 1, len(lines)) if _heads_comments(lines, i)), 0)
    dump.body = [line for line in lines[start : last + 1] if line.kind in ("", "paragraph")]
    for line in dump.body:
        line.kind = "body"


def _heads_comments(lines: Sequence[Line], i: int) -> bool:
    """Return whether a line heads the comments of readers, or one of them: "Mary Moss says:" above its day."""
    text, below = lines[i].text, lines[min(i + 1, len(lines) - 1)]
    said = lines[i].kind == "" and text[-1] in ":：" and word_count(text) >= 3 and looks_like_date(below.text)
    # "Share" / "Comments" / "By Jane Doe" are a bar of buttons above a byline
    return said or (opens_comments(text) and (below.kind != "label" or below is lines[i]))


# --- the headline ----------------------------------------------------------------------------------------------------------

#: Fewer letters name no article ("Supreme Court"); a sign of Chinese or Japanese says as much as three letters, and no headline
#: has fewer such signs than a menu's words, "スポーツ".
_LETTERS, _WIDE = 12, 5
#: The share of the longest part of the title that a headline has in it, and of the address's words, of which so many tell an
#: article; fewer words tell nothing: a menu's line may stand in the title too, "Front Page", "Courtesy of Amp".
_SHARE, _ADDRESS_WORDS, _TOLD, _LONGEST = 0.6, 3, 4, 12
#: How often a line is the headline, estimates: marked or standing twice; named by the title, by the address; the likeliest of
#: those that open an article alone, or one of whose words the body has none.  bench.dumps has how often, other wordings off.
_MARKED, _TITLED, _ADDRESSED, _OPENING, _UNTOLD = 0.93, 0.85, 0.8, 0.8, 0.2
#: The beginning of a word, or signs of a script without blanks, that say what a text is about: of nine headlines in ten the
#: article has three, of one in fifty none.
_STEM = late(
    "(?=([\u3040-\ud7a3]{2}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{5}|"
    r"(?<!\w)[^\W\d_\u0e00-\u0eff\u3040-\ud7a3][^\s!-@[-`{-~“”„«»،。、]{3,5}))"
)
#: Shorter words of an address, and those with digits, tell nothing; its last stop parts a file's kind.
_WORD, _FILE = 3, re.compile(r"\.\w{2,5}$")
#: How a browser heads what it prints: "05.11.26, 10:22".
_PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d")
_BARS, _STOPS = re.compile(r"\s+[|¦·•»«:/–—-]+\s+|[|¦｜_：]"), (".", "。", "।", "؟", "۔")
#: What may be the headline: its rank, its line, its text, and how sure that is.
_Ranked = tuple[tuple[float, ...], int, Line, str, float]


def read_headline(dump: Dump, address: str = "") -> None:
    """Record the headline: what a mark says, what title or address name, or what opens the article; and where bylines stand."""
    lines = dump.lines
    if not lines or any(o.field == "headline" for o in dump.observations):
        return
    dump.whole = len(lines) - len(dump.body) > _WHOLE_PAGE
    start = lines.index(dump.body[0]) if dump.body else min(len(lines), _HEAD)
    near = lines[max(0, start - _HEAD) : start + _INTO_BODY]
    # the masthead stands in the small print too: "© 2021 Norham Times"
    small_print = compact(" ".join([line.text for line in lines if line.kind == "copyright"]))
    may_be = [line for line in near if line.kind in ("", "paragraph", "body") and _could_be_headline(line.text)]
    head = [line for line in may_be if word_count(line.text) > _TOLD or compact(line.text) not in small_print]
    around = [start]
    *_, line, text, sure = max(_ranked(dump, head, address_words(address), start <= _SHORT_HEAD), default=(lines[0], "", 0.0))
    if sure:
        dump.say("headline", text, "text:headline", line, sure)
        around.append(lines.index(line))
    if dump.whole:
        # the article's byline stands around the headline and the body's first lines
        last = dump.body[-1] if dump.body else lines[-1]
        below = lines[min(len(lines) - 1, max(around) + _BELOW)]
        dump.byline_range = lines[max(0, min(around) - _ABOVE)].number, min(below.number, last.number)


def _could_be_headline(text: str) -> bool:
    """Return whether a line has a headline's length and is no label, code, list, date or trail ("Start > Abroad > Asia")."""
    if text[-1] in ":：;{}" or len(text) > 300 or text.count(">") + text.count("›") > 1 or not 2 <= word_count(text) <= 40:
        return False
    menu = len(text) < _WIDE and text[0] >= "\u2e80"
    # "Hanna, 18, missing in Uddevalla" is a headline
    menu |= text.count(",") not in (1, 2) and is_keyword_list(text)
    return not (menu or _PRINTED.match(text) or looks_like_date(text))


def _test_of_title(lines: Sequence[Line]) -> Callable[[str], bool]:
    """Return the test whether the first line, in most dumps the page's title, has a text that is not much shorter."""
    title = lines[0].text[:LINE_LIMIT]
    whole, least = compact(title), _SHARE * max([len(compact(part)) for part in _BARS.split(title)])

    def is_titled(text: str) -> bool:
        letters = compact(text)
        fewest = _LETTERS // 3 if letters[:1] >= "\u2e80" else _LETTERS
        return letters in whole and len(letters) >= max(fewest, least)

    return is_titled


def _ranked(dump: Dump, head: Sequence[Line], spelt: frozenset[str], is_short: bool) -> Iterator[_Ranked]:
    """Yield the lines that may be the headline: marked, named by title or address, twice there, or opening an article alone."""
    first, is_titled = dump.lines[0], _test_of_title(dump.lines)
    title, bare = first.text[:LINE_LIMIT], {line.number: line.text for line in head if line.kind == ""}
    seen, near = [Counter(texts) for texts in ([line.text for line in dump.lines], bare.values())]
    prose = [line.text for line in dump.lines if line.kind in ("body", "paragraph")] if is_short else []
    told, lead = {stem for text in prose for stem in _stems(text)}, False
    for line in head:
        text = _rejoined(dump, line, fold(title))
        words, named, is_sentence = word_count(text), slug_words(text) if spelt else frozenset(), text.endswith(_STOPS)
        again = compact(text) == compact(title)
        titled = line is not first and is_titled(text) and (not again or words >= _TOLD)
        # a sentence tells the story in the address's words too
        mine = len(spelt & named) if not is_sentence else 0
        share = mine / len(spelt) if mine >= _ADDRESS_WORDS else 0.0
        rank: tuple[float, ...] = ()
        if line.raw.startswith("# ") and line.number in bare:
            rank, sure = (4.0,), _MARKED
        elif (titled or share >= _SHARE) and not (dump.whole and line is first):
            # the site's name is in the title too and alone on a line of its own, and seldom the longer of the two;
            # the title may stand twice with its frame, before the headline has none
            letters = len(compact(text)) if titled and not (again and _BARS.search(title)) else 0
            # "Start / Abroad / Harbour reopens after storm" has the address's words too, and others
            rank, sure = (3.0, 2.0 * titled + (share >= _SHARE), letters, share, -words), _TITLED if titled else _ADDRESSED
        elif is_short and line.number in bare and not is_sentence and words >= _TOLD and near[text] > 1:
            rank, sure = (2.0,), _MARKED
        elif is_short and line.number in bare and not dump.whole:
            stems = _stems(text)
            # an address tells nothing of words in another script: from Greek on it spells letters with others
            other = spelt and "a" <= max(compact(text), default="") < "\u0370" and named.isdisjoint(spelt) and seen[text] < 2
            # what the text tells again comes before a masthead, and no lead before a title
            short = not lead or item_size(text) <= _LONGEST
            rank = 1.0, not is_sentence, min(words, _TOLD), short and len(stems & told) >= max(2, len(stems) / 3)
            # Arabic writes its article before a word, and Hindi inflects short ones
            untold = len(dump.body) > 1 and text[0] < "\u0590" and stems and not stems & told
            sure = 0.0 if other else _UNTOLD if untold else _OPENING
            lead |= words >= _TOLD and not is_sentence
        if rank:
            yield rank, -line.number, line, text, sure


def _rejoined(dump: Dump, line: Line, title: str) -> str:
    """Return a line with those behind it that go on in the title: links and italics part lines of a dump.

    "People call out this picture of" / "Demi Lovato" / "for body-shaming her".
    """
    text, at = line.text, dump.lines.index(line) + 1
    for following in dump.lines[at : at + _NEAR] if fold(text) in title else ():
        # a full stop or a comma may open the next
        longer = next((each for each in (f"{text} {following.text}", text + following.text) if fold(each) in title), "")
        if not longer:
            break
        # a piece of a headline is no name, nor a topic
        text, following.kind = longer, "title"
    return text


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words."""
    return frozenset(_STEM.findall(fold(text)))


def address_words(address: str) -> frozenset[str]:
    """Return the words, as addresses spell them, of the part of one that has most, if they are enough to tell an article."""
    parts = [slug_words(_FILE.sub("", part)) for part in path_of(address).split("/")]
    words = max([{word for word in part if len(word) >= _WORD and word.isalpha()} for part in parts], key=len)
    return frozenset(words) if len(words) >= _ADDRESS_WORDS else frozenset()
