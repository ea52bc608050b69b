"""A text dump's headline.

A whole page's dump has a hundred lines of menus before its article: what stands first is the
headline only near the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import exp, log

from service.judge.scorer import WEIGHTS, Claim, Feature, Verdict, calibrated, judged
from service.lexicon.lines import OPENS_OTHERS
from service.lexicon.patterns import late
from service.lexicon.people import looks_like_organisation, looks_like_person_name
from service.lexicon.slugs import bare_words, path_of, slug_words
from service.lexicon.texts import EDGE, compact, fold, word_count
from service.model import Source
from service.observe.sources import DATED
from service.observe.text_body import BELOW, HEAD, NEAR, TITLE_BARS, TitleShare
from service.observe.text_lines import SIGNED, Dump, Line
from service.spans.date_spans import looks_like_date
from service.spans.labelled import is_keyword_list

#: Lines of the body that may be the headline, as one that ends in a quotation; as many lines before
#: the body, at most, are an article's own, as many beside it a whole page's.
_INTO_BODY, _SHORT_HEAD, _WHOLE_PAGE = 40, 20, 45
#: Above a whole page's headline a byline stands so far off at most (a kicker, a sharing bar, a
#: picture with its credit). Below their heading so many titles of other stories stand.
_ABOVE, _LISTED = 10, 3
#: No headline has fewer signs of Chinese or Japanese than a menu's words, "スポーツ"; words of an
#: address that tell an article, fewer may stand in a menu too; fewer words than the first and more
#: than the second seldom head an article.
_WIDE, _ADDRESS_WORDS, _FEW, _MANY = 5, 3, 4, 12
#: A line that is less likely the headline is a candidate, said so that the address, which is asked
#: once more, does not lift it.
_LIKELY, _CANDIDATE = 0.5, 0.3
#: How likely a line is that is all of its dump, as callers send a title: an estimate, since the
#: corpora have few such dumps.
_ALONE = 0.6
#: How often a line that is likely the headline is it, in dumps as scrapers make them: slope and
#: shift of its log-odds.  The weights are fitted to dumps without their headline too, of which
#: there are few in the world.  ``python -m bench.dumps`` shows the gap that is left.
_AS_DUMPED = (0.6, 0.7)
#: The headline's judge takes a little off: a line that is less likely is not given, and stays so.
_GIVEN = 0.52
#: How often the first line of an article's own text is its headline where a byline or a date stands
#: below it: 113 times in 120 such dumps of gold and gold-more; less, since those were made by us.
_FIRST = 0.9
#: The beginning of a word, or signs of a script without blanks, that say what a text is about.
_STEM = late(
    "(?=([\u3040-\ud7a3]{2}|[\u0590-\u06ff]{4}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{5}|"
    r"(?<!\w)[^\W\d_\u0590-\u06ff\u0e00-\u0eff\u3040-\ud7a3][^\s!-@[-`{-~“”„«»،。、]{3,5}))"
)
#: Shorter words of an address, and those with digits, tell nothing; its last stop parts a file's
#: kind.
_WORD, _FILE = 3, re.compile(r"\.\w{2,5}$")
#: How a browser heads what it prints: "05.11.26, 10:22".
_PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d\d")
_STOPS = (".", "。", "।", "؟", "۔")
#: What begins and what ends a piece of a sentence that links and italics parted.
_GOES_ON, _BREAKS_OFF = frozenset(",.;:·|•*"), ("…", "...")
#: No headline ends in these, nor is it longer.
_NO_END, _LONGEST = ":：;{}", 300
#: The marks of a trail, "Start > Abroad > Asia"; a quotation, »…«, has one of them too.
_TRAIL = re.compile("[>›»]")
#: Where every line that may be the headline stands; the judge weighs what it has.
_LINE = Source("text:headline", "headline", "human", 0.5)


def read_headline(dump: Dump, address: str = "") -> None:
    """Record the likeliest headline of the lines near the body, and where bylines stand."""
    lines = dump.lines
    if not lines or "headline" in [o.field for o in dump.observations]:
        return
    dump.whole = len(lines) - len(dump.body) > _WHOLE_PAGE
    start = lines.index(dump.body[0]) if dump.body else min(len(lines), HEAD)
    heads = Headlines(dump, start, address_words(address))
    around = [start]
    for verdict in judged("text:headline", heads.claims(), FEATURES)[:1]:
        at = heads.place_of(verdict.key)
        likely = heads.likelihood(verdict, at)
        text = min([heads.texts[place] for place in heads.places[verdict.key]], key=len)
        # the headline's judge adds its bias
        odds = likely / (1 - likely) / exp(WEIGHTS["headline"].bias)
        dump.say("headline", text, "text:headline", lines[at], odds / (1 + odds))
        if likely >= _LIKELY:
            dump.headline_number = lines[at].number
            around.append(at)
    if dump.whole:
        dump.byline_range = _byline_range(dump, around)


def _byline_range(dump: Dump, around: list[int]) -> tuple[int, int]:
    """Return the numbers of the first and the last line among which a whole page's byline stands:
    around the headline and the body's first lines.
    """
    lines = dump.lines
    last = (dump.body or lines)[-1]
    below = lines[min(len(lines) - 1, max(around) + BELOW)]
    return lines[max(0, min(around) - _ABOVE)].number, min(below.number, last.number)


class Headlines:
    """The lines near a dump's body that may be its headline, and what the judge is told of each."""

    def __init__(self, dump: Dump, start: int, spelt: frozenset[str]) -> None:
        """Find them; ``start`` is the place of the body's first line, ``spelt`` are the words of
        the address.
        """
        self.dump, self.start, self.spelt = dump, start, spelt
        self.title = TitleShare(dump.lines[0].text)
        self.story = dump.body or [line for line in dump.lines if _is_short_story(line)]
        sentences = [line.text for line in self.story]
        self.stems = Counter(chain.from_iterable(map(_stems, sentences)))
        self.prose = compact(" ".join(sentences))
        authors_and_dates = DATED | {"author"}
        self.labelled = {o.order for o in dump.observations if o.field in authors_and_dates}
        #: The text at each place, and the places of each different text.
        self.texts = dict(self._candidates())
        self.places: dict[str, list[int]] = {}
        for at, text in self.texts.items():
            self.places.setdefault(compact(text) or text, []).append(at)

    def _candidates(self) -> Iterator[tuple[int, str]]:
        """Yield the places and texts of the lines that have the shape of a headline."""
        lines, title = self.dump.lines, fold(self.title.title)
        # the masthead stands in the small print too: "© 2021 Norham Times"
        copyrights = [line.text for line in lines if line.kind == "copyright"]
        small_print = compact(" ".join(copyrights))
        for at in range(max(0, self.start - HEAD), min(len(lines), self.start + _INTO_BODY)):
            line = lines[at]
            if line.kind in ("", "paragraph", "body") and _could_be_headline(line.text):
                text = _rejoined(self.dump, at, title)
                if word_count(text) > _FEW or compact(text) not in small_print:
                    yield at, text

    @cached_property
    def heads(self) -> list[int]:
        """The places before the body of what is no sentence and no name: beside a headline stand
        its lead and a name.
        """
        before = [(at, text) for at, text in self.texts.items() if at < self.start]
        heads = [(at, text) for at, text in before if not text.endswith(_STOPS)]
        return [at for at, text in heads if not looks_like_person_name(text)]

    def place_of(self, key: str) -> int:
        """Return the place of the headline among equal lines: the first behind the page's title,
        below which a byline stands.
        """
        places = self.places[key]
        # a block of bare values repeats the headline below a story of short sentences
        bare = self.story and not self.dump.body
        end = self.dump.lines.index(self.story[0]) if bare else 0
        before = [place for place in places if place < end]
        return before[-1] if before else next(filter(None, places), 0)

    def likelihood(self, verdict: Verdict, at: int) -> float:
        """Return how likely a line is the headline, less than is answered where it only may be."""
        line, likely = self.dump.lines[at], verdict.probability
        if likely >= _GIVEN:
            likely = calibrated(likely, _AS_DUMPED)
            candidate = Candidate(self, verdict.key, at)
            if not at and _opens_dump(candidate) and _is_signed(candidate):
                likely = max(likely, _FIRST)
        if len(self.dump.lines) == 1:
            likely = max(likely, _ALONE)
        # a whole page's title has the site's name too
        framed = not at and self.dump.whole and not line.raw.startswith("# ")
        return min(likely, _CANDIDATE) if framed or likely < _LIKELY else likely

    def claims(self) -> list[Claim]:
        """Return a claim for each different text."""
        # of equal lines the one next to the body tells most: menus and trails stand above it
        nearest = {
            key: max([at for at in places if at < self.start], default=places[0])
            for key, places in self.places.items()
        }
        return [
            Claim(key, self.texts[at], (_LINE,), self._marks(Candidate(self, key, at)))
            for key, at in nearest.items()
        ]

    def _marks(self, line: Candidate) -> dict[str, float]:
        """Return how much a text has of each feature."""
        amounts = {feature.id: float(amount(line)) for feature, amount in _FEATURES}
        return {name: amount for name, amount in amounts.items() if amount}


@dataclass(frozen=True)
class Candidate:
    """One text that may be the headline, at the place that tells most of it."""

    heads: Headlines
    key: str
    at: int

    @cached_property
    def text(self) -> str:
        """The text."""
        return self.heads.texts[self.at]

    @cached_property
    def letters(self) -> str:
        """Its letters alone."""
        return compact(self.text)

    @cached_property
    def words(self) -> int:
        """The number of its words."""
        return word_count(self.text)

    @cached_property
    def distance(self) -> int:
        """How many lines before the body it stands."""
        return self.heads.start - self.at

    @cached_property
    def in_address(self) -> int:
        """How many of its words the address has."""
        spelt = self.heads.spelt
        return len(spelt & slug_words(self.text)) if spelt else 0

    @cached_property
    def in_title(self) -> float:
        """How much of the title it is, 0 where it is the title with its frame."""
        title = self.heads.title
        whole = self.letters == title.letters
        # the title may stand twice with its frame, before the headline has none
        framed = whole and (self.words < _FEW or TITLE_BARS.search(title.title))
        return 0.0 if framed or not self.at else title.of(self.text)

    @cached_property
    def within_story(self) -> bool:
        """Whether it is a line of the article's text."""
        return self.heads.dump.lines[self.at] in self.heads.story

    @cached_property
    def stems_in_story(self) -> int:
        """How many of its stems the article's text has, itself apart."""
        stems = self.heads.stems
        return len([stem for stem in _stems(self.text) if stems[stem] > self.within_story])

    @cached_property
    def is_strange_to_address(self) -> bool:
        """Whether the address has none of its words and could."""
        if not self.heads.spelt or self.in_address or self.in_title:
            return False
        # an address tells nothing of words in another script: from Greek on it spells letters with
        # others
        return "a" <= max(self.letters, default="") < "\u0370"

    def below(self, count: int) -> list[Line]:
        """Return so many lines below it."""
        return self.heads.dump.lines[self.at + 1 : self.at + 1 + count]


def _is_marked(line: Candidate) -> bool:
    places, lines = line.heads.places[line.key], line.heads.dump.lines
    return any(lines[place].raw.startswith("# ") for place in places)


def _share_of_title_or_address(line: Candidate) -> float:
    if line.in_address < _ADDRESS_WORDS:
        return line.in_title
    telling = len([word for word in bare_words(line.text) if len(word) >= _WORD])
    return max(line.in_title, min(1.0, line.in_address / telling))


def _told_in_body(line: Candidate) -> float:
    # a lead is cut out of the body
    cut = not line.within_story and line.letters in line.heads.prose
    return 0.0 if cut else log(1 + min(line.stems_in_story, 2))


def _is_piece(line: Candidate) -> bool:
    opening = line.text[0]
    return opening.islower() or opening in _GOES_ON or line.text.endswith(_BREAKS_OFF)


def _lines_above_body(line: Candidate) -> float:
    return log(line.distance) if line.heads.dump.body and line.distance > 0 else 0.0


def _lines_into_body(line: Candidate) -> float:
    return 1 + log(1 - line.distance) if line.distance <= 0 else 0.0


def _stands_below_others(line: Candidate) -> bool:
    lines, at = line.heads.dump.lines, line.at
    for above in range(at - 1, max(0, at - _LISTED) - 1, -1):
        # a list of titles goes on to the next blank line
        if lines[above + 1].after_blank:
            return False
        if fold(lines[above].text).strip(EDGE) in OPENS_OTHERS:
            return True
    return False


def _is_signed(line: Candidate) -> bool:
    # "By Ana Ruiz" is a label with its value by now
    labelled = line.heads.labelled
    return any(below.kind in SIGNED or below.number in labelled for below in line.below(NEAR))


def _has_lead(line: Candidate) -> bool:
    between = line.below(min(line.distance, BELOW) - 1)
    return any(word_count(below.text) >= _FEW for below in between)


def _opens_dump(line: Candidate) -> bool:
    heads, dump = line.heads, line.heads.dump
    if dump.whole or not line.at < heads.start <= _SHORT_HEAD:
        return False
    # a menu tells no story, and has more lines than one; a body of one line may tell nothing
    if line.is_strange_to_address or not (heads.story or len(heads.places) == 1):
        return False
    return line.stems_in_story > 0 or len(dump.body) < 2 or heads.heads == [line.at]


#: The features, and how much of each a line has.
_FEATURES: tuple[tuple[Feature, Callable[[Candidate], float]], ...] = (
    (Feature("marked", "marked as a heading", 4.0), _is_marked),
    (
        Feature("named", "the title has it, or the address a share of its words", 3.5),
        _share_of_title_or_address,
    ),
    (
        Feature("strange", "the address has none of its words", -2.0),
        lambda line: line.is_strange_to_address,
    ),
    (Feature("told", "the body has its words again", 1.0), _told_in_body),
    (
        Feature("few", "fewer words than headlines have", -1.0),
        lambda line: max(0, _FEW - line.words) / 3,
    ),
    (
        Feature("many", "more words than headlines have", -1.0),
        lambda line: max(0, line.words - _MANY) / 10,
    ),
    (Feature("sentence", "ends in a full stop", -2.5), lambda line: line.text.endswith(_STOPS)),
    (Feature("piece", "begins or ends within a sentence", -2.0), _is_piece),
    (Feature("above", "lines between it and the body", -0.5), _lines_above_body),
    (Feature("below", "lines of the body above it", -1.0), _lines_into_body),
    (
        Feature("house", "has the name of a house", -1.0),
        lambda line: looks_like_organisation(TITLE_BARS.split(line.text)[0]),
    ),
    (
        Feature("others", "stands below the heading of other stories", -1.0),
        _stands_below_others,
    ),
    (Feature("signed", "a byline or a date stands below", 1.5), _is_signed),
    (Feature("lead", "a longer line stands between it and the body", 0.5), _has_lead),
    (
        Feature(
            "opens",
            "the one line above a body, or one of few that it tells, in a dump that is no whole "
            "page's",
            2.5,
        ),
        _opens_dump,
    ),
)
FEATURES: tuple[Feature, ...] = tuple(feature for feature, _ in _FEATURES)


def _is_short_story(line: Line) -> bool:
    """Return whether a line may be a short dump's story: a sentence."""
    return line.text.endswith(_STOPS) and word_count(line.text) > 2


def _could_be_headline(text: str) -> bool:
    """Return whether a line has a headline's length and is no label, code, list, date or trail
    ("Start > Abroad > Asia").
    """
    if text[-1] in _NO_END or len(text) > _LONGEST or not 2 <= word_count(text) <= 40:
        return False
    if len(_TRAIL.findall(text)) - text.count("«") > 1 or _PRINTED.match(text):
        return False
    if len(text) < _WIDE and text[0] >= "\u2e80":
        return False
    # "Hanna, 18, missing in Uddevalla" is a headline
    listed = text.count(",") not in (1, 2) and is_keyword_list(text)
    return not listed and not looks_like_date(text)


def _rejoined(dump: Dump, at: int, title: str) -> str:
    """Return a line with those that go on in the title: "People call out this picture of" / "Demi
    Lovato" / "for …".
    """
    text = dump.lines[at].text
    if fold(text) not in title:
        return text
    for following in dump.lines[at + 1 : at + 1 + NEAR]:
        # a full stop or a comma may open the next
        longer = [text + blank + following.text for blank in (" ", "")]
        within = [each for each in longer if fold(each) in title]
        if not within:
            break
        # a piece of a headline is no name, nor a topic
        text, following.kind = within[0], "title"
    return text


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words."""
    return frozenset(_STEM.findall(fold(text)))


def address_words(address: str) -> frozenset[str]:
    """Return the words, as addresses spell them, of the part of one that has most, if they are
    enough to tell an article.
    """
    parts = [slug_words(_FILE.sub("", part)) for part in path_of(address).split("/")]
    words = max(
        [{word for word in part if len(word) >= _WORD and word.isalpha()} for part in parts],
        key=len,
    )
    return frozenset(words) if len(words) >= _ADDRESS_WORDS else frozenset()
