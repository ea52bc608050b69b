"""The one table of the dates' decision: every price, share, veto, cap and doubt, and when it
applies.

A row says what it costs, what for, where the figure comes from, and at which step of the decision
it counts.  Rows with a condition (``conditions.py``) are asked by the interpreters below; the
others are the prices of a reading or of a join, charged by their name where that is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf
from typing import Any, NamedTuple

from service.dates import conditions as c

#: A condition: of a record of one step of the decision, whether a row applies, or how often.
Condition = Callable[[Any], int]


class Term(NamedTuple):
    """A row: its bits (a ``share``: how often), its purpose, and where the figure comes from.

    The origin is a definition, an estimate with its reason, or measured: on how many right and
    wrong answers of gold and gold-more the row speaks, as ``python -m bench.terms`` prints them.
    ``applies`` is asked of the record of its ``step``; rows of "price" are charged by name.
    """

    id: str
    bits: float
    purpose: str
    origin: str
    step: str = "price"
    applies: Condition | None = None


#: How often a witness is right; the reliability of its place is measured (observe/sources.json).
_RELIABILITY = (
    Term(
        "most_share", 0.995, "no place is always right, nor always wrong",
        "definition: odds are finite",
    ),
    Term(
        "second_voice", 0.35,
        "each further voice of one independence class counts so much of the one before",
        "measured: 34 right, 2 wrong",
    ),
    Term(
        "created_share", 0.8, "a creation date as the publication's, where no place names that",
        "estimate: it is often a draft's, and alone no publication",
    ),
    Term(
        "created_beside_share", 0.3,
        "a creation date as the publication's, beside a place that names that",
        "measured: 3 right, 0 wrong",
    ),
    Term(
        "rendered_now_share", 0.5, "a machine's date that is the fetch's",
        "estimate: 4 of 10 public templates for JSON-LD", "reliability", c.is_of_fetch,
    ),
    Term(
        "follows_days_share", 0.3,
        "at each of several looks, what is said at one place is the day of the look",
        "estimate: stories are looked at on the day on which they are put up again",
        "reliability", c.follows_days_of_looks,
    ),
    Term(
        "drawn_share", 0.2,
        "a text that shows the day before its own element's date: a browser west of UTC drew it",
        "estimate: made pages alone have it", "reliability", c.is_drawn_by_browser,
    ),
    Term(
        "relative_share", 0.8, "counted from the fetch, beside a date",
        "estimate: copies are read again for years", "reliability", c.is_counted_beside_date,
    ),
    Term(
        "unlabelled_share", 0.5,
        "a printed day of no stated role, beside another day that a line labels the publication's",
        "estimate: an event's as often", "reliability", c.is_unlabelled_beside_label,
    ),
    Term(
        "lone_weekday_share", 0.88,
        "a day with its weekday in one line, without the clock that the other dates have: today",
        "estimate: the one real page that has it is a masthead's, and withheld",
        "reliability", c.is_lone_weekday,
    ),
    Term(
        "beside_words_share", 0.7,
        "a day beside words that nobody knows, which may say what it is of",
        "estimate: below what is answered alone", "reliability", c.is_beside_words,
    ),
)  # fmt: skip

#: What a reading costs beside its own bits.
_READING = (
    Term(
        "unknown_damage", 10.0,
        "a string that is no date as written, damaged in another way than any row's",
        "measured: 1 right, 0 wrong; made pages: 41 right, 2 wrong",
    ),
    Term(
        "seen_by_readers", 4.0,
        "damage in print that leaves a plausible date: readers would have seen it",
        "estimate: made pages alone have it",
    ),
)  # fmt: skip

#: What joining two dates assumes.
_JOIN = (
    Term(
        "offset_from_two_clocks", 4.0,
        "an offset that two clocks show, or UTC's clock in print beside a local timestamp",
        "definition: one of about 30 offsets in use, of which most pages have a few",
    ),
    Term(
        "rare_offset", 4.0, "an offset in use that few readers' clocks show",
        "definition: as one of 30 more",
    ),
    Term(
        "foreign_offset", 4.0, "an offset that is not of the readers' country",
        "measured: 1 right, 0 wrong",
    ),
    Term(
        "local_day_beside_utc", 2.5,
        "a printed day that is the readers', beside a timestamp in UTC of another day",
        "measured: 2 right, 0 wrong",
    ),
    Term(
        "next_day_by_chance", 8.0, "the same, where the readers' clocks hardly show it",
        "estimate: the day may be today's, in a header",
    ),
    Term(
        "address_day_off", 16.0, "a day beside the address of the day before or after",
        "estimate: made pages have it, and two visible ones, all right",
    ),
    Term(
        "midnight_for_no_time", 1.5, "a timestamp at midnight for a day alone",
        "estimate: at no price a modification at midnight would explain every clock of its day",
    ),
    Term(
        "clock_mislabelled", 7.0, "a right clock with a wrong label", "measured: 13 right, 0 wrong",
    ),
    Term(
        "clock_mislabelled_at_site", 3.0,
        "the same, where the caller's zone for the site shows that it is wrong",
        "estimate: made pages alone name a zone",
    ),
    Term(
        "exchanged", 8.0,
        "by so much dates of publication and modification must fit better in each other's place",
        "estimate: less than an address of the other day, 12.6, and more than a night between"
        " them, 2.5",
    ),
)  # fmt: skip

#: Why a witness may be unexplained.
_ALTERNATIVE = (
    Term(
        "is_modification", 10.0,
        "what may be the publication, or stands in its place, is the modification",
        "measured: 9 right, 1 wrong",
    ),
    Term(
        "is_same_days_save", 6.0, "the same, on the day of the publication, as most updates are",
        "measured: 9 right, 0 wrong",
    ),
    Term(
        "is_save_share", 0.04,
        "pages whose second timestamp is within a quarter of an hour of the first",
        "measured: 6 right, 0 wrong",
    ),
)  # fmt: skip

#: What counts against a hypothesis or for it, whoever states it.
_BALANCE = (
    Term(
        "wrong_weekday", 6.0, "a printed weekday that is not the day's",
        "estimate: made pages alone have it, most of them right",
        "against", c.wrong_weekdays,
    ),
    Term(
        "from_the_future", 12.0, "a moment after the fetch",
        "estimate: made pages alone have it, nearly all right", "against", c.is_from_the_future,
    ),
    Term(
        "after_first_look", 12.0, "a moment after the first of several looks, which saw it",
        "estimate: as much again as after the only fetch, of which a caller may know little",
        "against", c.is_after_first_look,
    ),
    Term(
        "said_later", 8.0,
        "a moment that places name since a later look, where they named another before",
        "estimate: more than a place overwritten with the day's save", "against", c.is_said_later,
    ),
    Term(
        "implausible_year", 9.0, "a year before the web or far from now",
        "measured: 0 right, 2 wrong, which are withheld", "against", c.is_of_implausible_year,
    ),
    Term(
        "later_of_two_named", 10.0,
        "a save, where a machine's other place for the publication has an earlier clock of its day",
        "estimate: as much as any place overwritten with the modification",
        "against", c.is_later_of_two_named,
    ),
    Term(
        "day_before", 12.0,
        "a count of the year's days from zero: in January only the day before, that one place says",
        "estimate: as much as a moment after the fetch", "against", c.is_day_before_in_january,
    ),
    Term(
        "exchanged_day_of_save", 5.0, "of two days, day and month exchanged, the save's",
        "estimate: most saves are early", "for", c.is_exchanged_day_of_save,
    ),
)  # fmt: skip

#: At most how many times the odds of the best of its places a hypothesis has.
_CAP = (
    Term(
        "one_variable", 1.0,
        "one variable filled all places that support it, and another kind of place denies it",
        "definition: it is one witness, however many places it fills",
        "cap", c.is_one_variable_denied,
    ),
)  # fmt: skip

#: By how many bits "none of these" is less likely than a hypothesis, however much agrees on it: all
#: of that may be of something else.  The least counts.
_DOUBT = (
    Term(
        "unnamed_address", 0.0,
        "an address alone, where a place that names the publication states another day",
        "definition: even odds", "doubt", c.is_unnamed_address,
    ),
    Term(
        "unnamed", 3.5,
        "no place that names the publication supports it, and one states another day",
        "measured: 3 right, 3 wrong; made pages: 5 right, 2 wrong", "doubt", c.is_unnamed,
    ),
    Term(
        "denied_in_print", 4.0,
        "what is printed beside the headline states another day than all that supports it",
        "measured: 4 right, 2 wrong; made pages: 11 right, 4 wrong", "doubt", c.is_denied_in_print,
    ),
    Term(
        "exchanged_with_save", 0.0,
        "the save's day with day and month exchanged, which no reader sees",
        "definition: even odds", "doubt", c.is_exchanged_with_save,
    ),
    Term(
        "unseen_after_update", 0.0,
        "an update is printed that is days older, and machines alone state the publication",
        "definition: even odds", "doubt", c.is_unseen_after_update,
    ),
    Term(
        "after_update", 3.5, "an update is printed that is days older than the publication",
        "measured: 1 right, 0 wrong", "doubt", c.is_after_update,
    ),
    Term(
        "utc_day", 3.5,
        "only a timestamp in UTC states the day, which most readers' clocks do not show then",
        "measured: 3 right, 2 wrong; given, since the instant is right", "doubt", c.is_utc_day,
    ),
    Term(
        "scheduled", 0.0,
        "columns or print alone state a day more than a month before the other role's date",
        "definition: even odds", "doubt", c.is_long_before_its_other_date,
    ),
    Term(
        "from_fetch", 5.0, "counted from the fetch, and only readers see it",
        "estimate: nobody knows how old a dump was then", "doubt", c.is_counted_from_fetch,
    ),
    Term(
        "before_the_web", 0.0, "a year before the web, which one kind of place says",
        "definition: even odds", "doubt", c.is_before_the_web,
    ),
    Term(
        "later_in_print", 0.0,
        "print alone names it, and a machine's place for the publication has a day long before",
        "definition: even odds", "doubt", c.is_later_in_print,
    ),
    Term(
        "unnamed_beside_label", 0.0,
        "no place that names the publication supports it, and a printed label denies it",
        "definition: even odds", "doubt", c.is_unnamed_beside_label,
    ),
    Term(
        "unseen_update", 0.0,
        "an update is printed on its day, behind an earlier date, and machines alone state it",
        "definition: even odds", "doubt", c.is_unseen_update,
    ),
    Term(
        "year_of_fetch", 0.0,
        "a day without its year, of the year before the fetch, which alone says of which it is",
        "definition: even odds", "doubt", c.is_of_year_of_fetch,
    ),
)  # fmt: skip

#: How often the month stands before the day; the first that applies counts.
_MONTH_FIRST = (
    Term(
        "dotted_in_english_share", 0.12,
        "dots for strokes, 11.03.17, on an English page of nowhere",
        "measured: 1 right, 0 wrong", "month first", c.is_dotted_in_english,
    ),
    Term(
        "month_on_page_share", 0.97,
        "the page's other numbers have the month first, where readers of both write its language",
        "estimate: one template seldom prints both", "month first", c.has_month_first_beside,
    ),
    Term(
        "day_on_page_share", 0.03, "the page's other numbers have the day first",
        "estimate: one template seldom prints both", "month first", c.has_day_first_beside,
    ),
    Term(
        "either_order_share", 0.5, "readers of both orders write the page's language",
        "definition: even odds", "month first", c.is_of_either_order,
    ),
    Term(
        "month_at_home_share", 0.995, "the country writes the month first",
        "measured: 1 right, 0 wrong", "month first", c.is_month_first_country,
    ),
    Term(
        "month_before_dots_share", 0.0002, "with dots, in a language of one order",
        "estimate: scripts alone err", "month first", c.is_dotted_in_one_order,
    ),
    Term(
        "month_elsewhere_share", 0.005, "the country, or the language, writes the day first",
        "measured: 5 right, 1 wrong", "month first", c.always,
    ),
)  # fmt: skip

#: How often a year in two digits stands before both; the first that applies counts.
_YEAR_FIRST = (
    Term(
        "year_before_t_share", 0.97,
        "two digits, hyphens and a T before the clock, as in ISO 8601: 21-03-05T14:40",
        "estimate: made pages alone have it", "year first", c.is_short_iso,
    ),
    Term(
        "year_at_home_share", 0.95, "countries that write the year first",
        "estimate: the CLDR's short form is theirs", "year first", c.is_year_first_at_home,
    ),
    Term(
        "year_abroad_share", 0.5, "their languages elsewhere", "estimate: even odds",
        "year first", c.is_year_first_language,
    ),
    Term(
        "year_anywhere_share", 0.12, "pages of no known language",
        "estimate: as many are from there", "year first", c.is_of_nowhere,
    ),
    Term(
        "year_before_dots_share", 0.003, "with dots", "measured: 2 right, 0 wrong",
        "year first", c.is_dotted,
    ),
    Term(
        "year_in_forms_share", 0.3, "languages and countries whose forms have the year first",
        "estimate: papers seldom do", "year first", c.is_year_first_in_forms,
    ),
    Term(
        "year_elsewhere_share", 0.03, "elsewhere", "measured: 1 right, 0 wrong",
        "year first", c.always,
    ),
)  # fmt: skip

TERMS = (
    *_RELIABILITY,
    *_READING,
    *_JOIN,
    *_ALTERNATIVE,
    *_BALANCE,
    *_CAP,
    *_DOUBT,
    *_MONTH_FIRST,
    *_YEAR_FIRST,
)
#: The bits or the share of each row by its id, as the decision charges it.
BITS = {term.id: term.bits for term in TERMS}


def _conditions(step: str) -> tuple[tuple[str, Condition], ...]:
    """Return the rows of a step with their conditions, in the table's order."""
    rows = [term for term in TERMS if term.step == step]
    return tuple([(term.id, term.applies) for term in rows if term.applies is not None])


_STEPS = {step: _conditions(step) for step in {term.step for term in TERMS}}


def applying(step: str, record: Any) -> Iterator[str]:
    """Yield the id of each row of a step that applies to a record, in the table's order."""
    for id, applies in _STEPS[step]:
        if applies(record):
            yield id


def total(step: str, record: Any) -> float:
    """Return the bits of all rows of a step that apply to a record, each as often as it does."""
    return sum([BITS[id] * applies(record) for id, applies in _STEPS[step]])


def first_share(step: str, record: Any) -> float:
    """Return the share of the first row of a step that applies to a record."""
    return BITS[next(applying(step, record))]


def least(step: str, record: Any) -> float:
    """Return the least bits of the rows of a step that apply to a record; no end where none."""
    return min([BITS[id] for id in applying(step, record)], default=inf)


def least_share(step: str, record: Any) -> float:
    """Return the least share of the rows of a step that apply to a record; 1 where none does."""
    return min([BITS[id] for id in applying(step, record)], default=1.0)
