"""A text dump while it is taken apart: its lines, its body, and what has been observed of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from service.lexicon.date_shapes import dates_within, looks_like_date
from service.lexicon.words import word_count
from service.model import Observation, Source
from service.observe.date_stretch import label_field
from service.observe.text_lines import Line

#: Dates recorded from running text.
MOST_OTHER_DATES = 40
#: Where a value of a dump stands → (witness, reliability).
PLACES = {
    "text:label": ("machine", 0.9),
    # a mail's sender, who need not have written what he sends
    "text:sender": ("machine", 0.75),
    "text:byline": ("human", 0.93),
    "text:above-headline": ("human", 0.93),
    "text:near-headline": ("human", 0.9),
    "text:block": ("machine", 0.85),
    "text:headline": ("human", 0.93),
    "text:title": ("machine", 0.6),
    "text:biography": ("human", 0.85),
    "text:copyright": ("human", 0.9),
    "text:caption": ("human", 0.1),
    "text:credit": ("human", 0.7),
    "text:body": ("human", 0.1),
    "text:furniture": ("human", 0.3),
}
#: A date under a label, in a byline or in the block of bare values is one more surely than another field's value is itself.
DATE_PLACES = {
    "text:label": 0.97,
    "text:byline": 0.97,
    "text:above-headline": 0.97,
    "text:near-headline": 0.95,
    "text:block": 0.95,
}
#: The fields that are dates.
DATES = frozenset(("date", "datePublished", "dateModified", "dateCreated", "expires"))


@dataclass(slots=True)
class Dump:
    """The page while it is taken apart."""

    lines: list[Line]
    observations: list[Observation] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    other_dates: int = 0
    #: The first and the last line number among which the article's byline stands, where the dump is of a whole page.
    byline_range: tuple[int, int] | None = None
    #: The number of the line that heads the readers' comments behind the body; 0 where none does.
    comments: int = 0

    def say(self, name: str, raw: str, place: str, line: Line, reliability: float | None = None) -> None:
        """Record one observation; its order is the order of the lines."""
        witness, usual = PLACES[place]
        if name in DATES and place in DATE_PLACES:
            usual = DATE_PLACES[place]
        source = Source(place, name, witness, usual if reliability is None else reliability)
        self.observations.append(Observation(name, raw, source, f"line {line.number}", len(self.observations)))

    @property
    def headline_number(self) -> int:
        """The number of the headline's line; 0 where none was found, or only a label states it."""
        return next((number_of(o) for o in self.observations if o.field == "headline" and o.source.id == "text:headline"), 0)

    @property
    def days_above(self) -> list[Line]:
        """The lines between headline and body that are a day, updates aside; all before the body where there is no headline."""
        end, start = (self.body[0].number, self.headline_number) if self.body else (0, 0)
        return [
            line
            for line in self.lines
            if start < line.number < end
            and not self.is_elsewhere(line)
            and (line.kind == "byline" or looks_like_date(line.text))
            and label_field(line.text) != "dateModified"
        ]

    def is_elsewhere(self, line: Line) -> bool:
        """Whether a line stands among comments, or in a whole page's dump where other articles' bylines do."""
        if self.is_comment(line):
            return True
        return self.byline_range is not None and not self.byline_range[0] <= line.number <= self.byline_range[1]

    def is_comment(self, line: Line) -> bool:
        """Whether a line stands below the heading of the comments."""
        return 0 < self.comments < line.number

    def say_other_dates(self, line: Line, place: str) -> None:
        """Record the dates of running text, so that none is lost and none is taken."""
        for stretch in dates_within(line.text, MOST_OTHER_DATES - self.other_dates):
            self.other_dates += 1
            self.say("otherDate", stretch, place, line)


def is_about(name: str, text: str) -> bool:
    """Whether a line goes on about the person whose name opens it: "Jane Doe, who covers courts, has …"."""
    rest = text[len(name) :]
    return text.startswith(name) and word_count(text) > 5 and rest[:1] in (",", " ", "(", ".", "'", "’")


def number_of(o: Observation) -> int:
    """The number of the line from which an observation is."""
    return int(o.locator.split()[1])
