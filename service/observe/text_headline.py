"""A text dump's body and its headline.

A whole page's dump has a hundred lines of menus before its article: what stands first is the headline only near the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from math import exp, log

from service.judge.scorer import WEIGHTS, Claim, Feature, judged
from service.lexicon.date_spans import looks_like_date
from service.lexicon.labels import is_keyword_list
from service.lexicon.lines import OPENS_OTHERS, opens_comments
from service.lexicon.people import looks_like_organisation, looks_like_person_name
from service.lexicon.slugs import bare_words, path_of, slug_words
from service.lexicon.texts import EDGE, LINE_LIMIT, compact, fold, print_width, word_count
from service.model import Source
from service.observe.date_stretch import DIGIT
from service.observe.sources import DATED
from service.observe.text_lines import SIGNED, Dump, Line, ends_sentence, opens_biography
from service.patterns import late

#: Lines before the body that may be headline, byline, lead and sharing bar, and lines of the body that may be the headline, as
#: one that ends in a quotation; as many lines before the body, at most, are an article's own, as many beside it a whole page's.
_HEAD, _INTO_BODY, _SHORT_HEAD, _WHOLE_PAGE = 60, 40, 20, 45
#: Above a whole page's headline and below its body's first line a byline stands so far off at most (a kicker, a sharing bar, a
#: picture with its credit), and below a lead; below a headline far above most of the prose it stands so far off,
#: and a headline is in so many pieces more. Below their heading so many titles of other stories stand.
_ABOVE, _BELOW, _NEAR, _LISTED = 10, 8, 5, 3

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
    share_of_title = _test_of_title(lines)
    named = [i for i in range(1, half + 1) if kinds[i] in ("", "paragraph") and share_of_title(lines[i].text)]
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
#: The share of the longest part of the title that a headline has in it; words of an address that tell an article, fewer may
#: stand in a menu too; fewer words than the first and more than the second seldom head an article.
_SHARE, _ADDRESS_WORDS, _FEW, _MANY = 0.6, 3, 4, 12
#: A line that is less likely the headline is a candidate, said so that the address, which is asked once more, does not lift it.
_LIKELY, _CANDIDATE = 0.5, 0.3
#: How likely a line is that is all of its dump, as callers send a title: an estimate, since the corpora have few such dumps.
_ALONE = 0.6
#: The beginning of a word, or signs of a script without blanks, that say what a text is about.
_STEM = late(
    "(?=([\u3040-\ud7a3]{2}|[\u0590-\u06ff]{4}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{5}|"
    r"(?<!\w)[^\W\d_\u0590-\u06ff\u0e00-\u0eff\u3040-\ud7a3][^\s!-@[-`{-~“”„«»،。、]{3,5}))"
)
#: Shorter words of an address, and those with digits, tell nothing; its last stop parts a file's kind.
_WORD, _FILE = 3, re.compile(r"\.\w{2,5}$")
#: How a browser heads what it prints: "05.11.26, 10:22".
_PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d")
_BARS, _STOPS = re.compile(r"\s+[|¦·•»«:/–—-]+\s+|[|¦｜_：]"), (".", "。", "।", "؟", "۔")
#: What begins and what ends a piece of a sentence that links and italics parted.
_GOES_ON, _BREAKS_OFF = frozenset(",.;:·|•*"), ("…", "...")
#: Where every line that may be the headline stands; the judge weighs what it has.
_LINE = Source("text:headline", "headline", "human", 0.5)

FEATURES: tuple[Feature, ...] = (
    Feature("marked", "marked as a heading", 4.0),
    Feature("named", "the title has it, or the address a share of its words", 3.5),
    Feature("strange", "the address has none of its words", -2.0),
    Feature("told", "the body has its words again", 1.0),
    Feature("few", "fewer words than headlines have", -1.0),
    Feature("many", "more words than headlines have", -1.0),
    Feature("sentence", "ends in a full stop", -2.5),
    Feature("piece", "begins or ends within a sentence", -2.0),
    Feature("above", "lines between it and the body", -0.5),
    Feature("below", "lines of the body above it", -1.0),
    Feature("house", "has the name of a house", -1.0),
    Feature("others", "stands below the heading of other stories", -1.0),
    Feature("signed", "a byline or a date stands below", 1.5),
    Feature("lead", "a longer line stands between it and the body", 0.5),
    Feature("opens", "the one line above a body, or one of few that it tells, in a dump that is no whole page's", 2.5),
)


def read_headline(dump: Dump, address: str = "") -> None:
    """Record the likeliest headline of the lines near the body, and where bylines stand."""
    lines = dump.lines
    if not lines or any(o.field == "headline" for o in dump.observations):
        return
    dump.whole = len(lines) - len(dump.body) > _WHOLE_PAGE
    start = lines.index(dump.body[0]) if dump.body else min(len(lines), _HEAD)
    heads = Headlines(dump, start, address_words(address))
    around = [start]
    for verdict in judged("text:headline", heads.claims(), FEATURES)[:1]:
        # of equal lines the first behind the page's title, below which a byline stands, and the text without "• " before it
        places = heads.places[verdict.key]
        # a block of bare values repeats the headline below a story of short sentences
        end = lines.index(heads.story[0]) if heads.story and not dump.body else 0
        at = max([place for place in places if place < end], default=next(filter(None, places), 0))
        likely = max(verdict.probability, _ALONE) if len(lines) == 1 else verdict.probability
        # a whole page's title has the site's name too
        if likely < _LIKELY or (not at and dump.whole and not lines[at].raw.startswith("# ")):
            likely = min(likely, _CANDIDATE)
        text = min([heads.texts[place] for place in places], key=len)
        # the headline's judge adds its bias
        odds = likely / (1 - likely) / exp(WEIGHTS["headline"].bias)
        dump.say("headline", text, "text:headline", lines[at], odds / (1 + odds))
        if likely >= _LIKELY:
            dump.headline_number = lines[at].number
            around.append(at)
    if dump.whole:
        # the article's byline stands around the headline and the body's first lines
        last = dump.body[-1] if dump.body else lines[-1]
        below = lines[min(len(lines) - 1, max(around) + _BELOW)]
        dump.byline_range = lines[max(0, min(around) - _ABOVE)].number, min(below.number, last.number)


class Headlines:
    """The lines near a dump's body that may be its headline, and what the judge is told of each."""

    def __init__(self, dump: Dump, start: int, spelt: frozenset[str]) -> None:
        """Find them; ``start`` is the place of the body's first line, ``spelt`` are the words of the address."""
        self.dump, self.start, self.spelt = dump, start, spelt
        self.title, self.share_of_title = dump.lines[0].text[:LINE_LIMIT], _test_of_title(dump.lines)
        # a short dump's story may be a sentence
        self.story = dump.body or [line for line in dump.lines if line.text.endswith(_STOPS) and word_count(line.text) > 2]
        self.told = Counter([stem for line in self.story for stem in _stems(line.text)])
        self.prose = compact(" ".join([line.text for line in self.story]))
        # the masthead stands in the small print too: "© 2021 Norham Times"
        small_print = compact(" ".join([line.text for line in dump.lines if line.kind == "copyright"]))
        self.labelled = {o.order for o in dump.observations if o.field == "author" or o.field in DATED}
        self.places: dict[str, list[int]] = {}
        self.texts: dict[int, str] = {}
        for at in range(max(0, start - _HEAD), min(len(dump.lines), start + _INTO_BODY)):
            line = dump.lines[at]
            if line.kind in ("", "paragraph", "body") and _could_be_headline(line.text):
                text = _rejoined(dump, at, fold(self.title))
                letters = compact(text)
                if word_count(text) > _FEW or letters not in small_print:
                    self.texts[at] = text
                    self.places.setdefault(letters or text, []).append(at)
        # beside a headline stand its lead and a name
        self.heads = [n for n, t in self.texts.items() if n < start and not (t.endswith(_STOPS) or looks_like_person_name(t))]
        self.opening = start if start <= _SHORT_HEAD and not dump.whole else 0

    def claims(self) -> list[Claim]:
        """Return a claim for each different text."""
        # of equal lines the one next to the body tells most: menus and trails stand above it
        nearest = {key: max([at for at in places if at < self.start], default=places[0]) for key, places in self.places.items()}
        return [Claim(key, self.texts[at], (_LINE,), self._marks(key, at)) for key, at in nearest.items()]

    def _marks(self, key: str, at: int) -> dict[str, float]:
        """Return how much a text has of each feature."""
        text, lines = self.texts[at], self.dump.lines
        words = word_count(text)
        letters, common = compact(text), len(self.spelt & slug_words(text)) if self.spelt else 0
        share = common / len([word for word in bare_words(text) if len(word) >= _WORD]) if common >= _ADDRESS_WORDS else 0.0
        # the title may stand twice with its frame, before the headline has none
        framed = letters == compact(self.title) and (words < _FEW or _BARS.search(self.title))
        titled = self.share_of_title(text) if at and not framed else 0.0
        within = lines[at] in self.story
        told = len([stem for stem in _stems(text) if self.told[stem] > within])
        # an address tells nothing of words in another script: from Greek on it spells letters with others
        strange = self.spelt and not common and not titled and "a" <= max(letters, default="") < "\u0370"
        # a menu tells no story, and has more lines than one; a body of one line may tell nothing
        opens = at < self.opening and (self.story != [] or len(self.places) == 1) and not strange
        distance = self.start - at
        # a list of titles goes on to the next blank line
        listed = lines[max([0, at - _LISTED, *[n for n in range(at - _LISTED, at + 1) if n > 0 and lines[n].after_blank]]) : at]
        between = [word_count(line.text) for line in lines[at + 1 : min(self.start, at + _BELOW)]]
        marks = {
            "marked": any(lines[place].raw.startswith("# ") for place in self.places[key]),
            "named": max(titled, min(1.0, share)),
            "strange": bool(strange),
            # a lead is cut out of the body
            "told": log(1 + min(told, 2)) if within or letters not in self.prose else 0.0,
            "few": max(0, _FEW - words) / 3,
            "many": max(0, words - _MANY) / 10,
            "sentence": text.endswith(_STOPS),
            "piece": text[0].islower() or text[0] in _GOES_ON or text.endswith(_BREAKS_OFF),
            "above": log(distance) if self.dump.body and distance > 0 else 0.0,
            "below": 1 + log(1 - distance) if distance <= 0 else 0.0,
            "house": looks_like_organisation(_BARS.split(text)[0]),
            "others": any(fold(line.text).strip(EDGE) in OPENS_OTHERS for line in listed),
            # "By Ana Ruiz" is a label with its value by now
            "signed": any(line.kind in SIGNED or line.number in self.labelled for line in lines[at + 1 : at + 1 + _NEAR]),
            "lead": max(between, default=0) >= _FEW,
            "opens": opens and (told > 0 or len(self.dump.body) < 2 or self.heads == [at]),
        }
        return {name: float(value) for name, value in marks.items() if value}


def _could_be_headline(text: str) -> bool:
    """Return whether a line has a headline's length and is no label, code, list, date or trail ("Start > Abroad > Asia")."""
    trail = sum(map(text.count, ">›»")) - text.count("«") > 1
    if text[-1] in ":：;{}" or len(text) > 300 or trail or not 2 <= word_count(text) <= 40:
        return False
    menu = len(text) < _WIDE and text[0] >= "\u2e80"
    # "Hanna, 18, missing in Uddevalla" is a headline
    menu |= text.count(",") not in (1, 2) and is_keyword_list(text)
    return not (menu or _PRINTED.match(text) or looks_like_date(text))


def _test_of_title(lines: Sequence[Line]) -> Callable[[str], float]:
    """Return the test how much of the longest part of the first line, in most dumps the page's title, a text of it is."""
    title = lines[0].text[:LINE_LIMIT]
    whole, longest = compact(title), max([len(compact(part)) for part in _BARS.split(title)])

    def share_of_title(text: str) -> float:
        letters = compact(text)
        fewest = _LETTERS // 3 if letters[:1] >= "\u2e80" else _LETTERS
        is_titled = letters in whole and len(letters) >= max(fewest, _SHARE * longest)
        return min(1.0, len(letters) / longest) if is_titled else 0.0

    return share_of_title


def _rejoined(dump: Dump, at: int, title: str) -> str:
    """Return a line with those that go on in the title: "People call out this picture of" / "Demi Lovato" / "for …"."""
    text = dump.lines[at].text
    for following in dump.lines[at + 1 : at + 1 + _NEAR] if fold(text) in title else ():
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
