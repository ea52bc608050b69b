"""The conditions of the rows in ``terms.py``: small functions of the record of one step.

They ask an ``Account`` (a hypothesis beside what it explains and leaves), a ``Hearing`` (a witness
beside the others of its page) or ``Numbers`` (how a date in figures is written, and by whom).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from service.model import BESIDE_WORDS

if TYPE_CHECKING:
    from service.dates.account import Account
    from service.dates.hearing import Hearing
    from service.dates.orders import Numbers

#: Less than this apart two days may be one moment in two zones.
APART = timedelta(days=2)
#: Articles come out within a month of their writing; with more days between them two dates may be
#: exchanged.
_MOST_SCHEDULED = timedelta(days=31)
#: For so long most sites that print a day without its year do.
_LONGEST_WITHOUT_YEAR = timedelta(days=92)
#: What places that may state today's date, that only the words of a name tell, and other doubtful
#: ones, are not.
_USUALLY_RIGHT = 0.92
#: Where fewer readers' clocks than this show the day of a timestamp in UTC, its day is in doubt.
_MOST_READERS = 0.5
#: Pages of the web are from these years; an archive that puts up a page of 1923 has more than one
#: witness for it.
_PLAUSIBLE_YEARS = range(1985, 2031)
_MACHINE = frozenset(("machine",))
_PRINT = frozenset(("human",))
_ADDRESS = frozenset(("url",))
_SUPPLIED = frozenset(("supplied",))
_VISIBLE = _PRINT | _ADDRESS


def always(_: object) -> bool:
    """Return yes: the row of what no other row of its step speaks of."""
    return True


# ------------------------------------------------------------------ how often a witness is right


def is_of_fetch(hearing: Hearing) -> bool:
    """Return whether a machine states the moment of the fetch: <meta name="date"> of now()."""
    return hearing.is_of_fetch


def follows_days_of_looks(hearing: Hearing) -> bool:
    """Return whether a place stated the day of each look, as a header prints today's date."""
    return hearing.follows == "days"


def is_drawn_by_browser(hearing: Hearing) -> bool:
    """Return whether a text shows the day before its own element's date.

    A browser west of UTC drew it: toLocaleDateString of new Date("2022-02-25").
    """
    return hearing.is_drawn


def is_counted_beside_date(hearing: Hearing) -> bool:
    """Return whether "Yesterday" stands beside a date of another week.

    The fetch may be of a copy, in which it was printed years before.
    """
    apart = hearing.from_dates
    return apart is not None and apart > APART


def is_lone_weekday(hearing: Hearing) -> bool:
    """Return whether a line has a weekday and no clock, which the page's other dates have.

    "Friday, 25 February 2022" in a header, above stories of "24/02/2022, 14:14": it is today.
    """
    if not hearing.has_clocks_elsewhere or hearing.witness.stated:
        return False
    return True in [r.weekday is not None and r.partial.hour is None for r in hearing.readings]


def is_beside_words(hearing: Hearing) -> bool:
    """Return whether words that nobody knows stand beside the date wherever it is printed.

    "Interview conducted on 8 May 2021" is of the interview.
    """
    said = hearing.witness.statements
    return not [each for each in said if BESIDE_WORDS not in each.observation.marks]


def is_unlabelled_beside_label(hearing: Hearing) -> bool:
    """Return whether a line says nothing of its date, and another says that its own, of another
    day, is the publication's: "12 June 2021, Old Quay" beside "Published: 28 May 2021".
    """
    return hearing.is_beside_label


# ------------------------------------------------------------------ what counts against, and for


def wrong_weekdays(account: Account) -> int:
    """Return how many readings name a weekday that the day is not: "Monday, 25 February 2022"."""
    return len(account.contradicted)


def is_from_the_future(account: Account) -> bool:
    """Return whether the moment lies after the fetch, however far east its clock stands."""
    return account.is_from_the_future


def is_after_first_look(account: Account) -> bool:
    """Return whether the moment lies after the first of several looks, which saw the article."""
    return account.is_from_the_future and bool(account.question.looks)


def is_said_later(account: Account) -> bool:
    """Return whether places name it since a later look, and the role had another date before.

    Of datePublished 3 May at the first look and 1 May at the second, 3 May stood there first.
    """
    return account.is_said_later


def is_of_implausible_year(account: Account) -> bool:
    """Return whether the day is of no year of the web: "1970-01-01"."""
    return account.day.year not in _PLAUSIBLE_YEARS


def is_later_of_two_named(account: Account) -> bool:
    """Return whether it is a save, and a machine's other place has an earlier clock of its day.

    Of datePublished 09:10 and article:published_time 16:45, the modification, 09:10 is meant.
    """
    return account.is_after_another_of_its_day and account.is_save


def is_exchanged_day_of_save(account: Account) -> bool:
    """Return whether day and month were exchanged, and the day is then the modification's.

    "2015-03-02" beside a modification of 3 February 2015.
    """
    return account.has_day_and_month_exchanged and account.day in account.saved_days


# ------------------------------------------------------------------ what voices of one kind are
#   worth


def is_one_variable_denied(account: Account) -> bool:
    """Return whether one variable filled all that supports it, and another kind denies it.

    What is printed without a role is denied by a machine that names the publication: a line or an
    address may be of another date as well.
    """
    if len(account.uses) == 1:
        return False
    if account.kinds == _MACHINE:
        return bool([w for w, away in account.away if away >= APART and w.kind != "machine"])
    is_unnamed_print = account.kinds == _PRINT and not account.is_named
    return is_unnamed_print and account.is_denied_by_machine


def is_day_before_in_january(account: Account) -> bool:
    """Return whether days were counted from zero in January, which fewer than three kinds say.

    "2022-01-24" for the 25th is then only the day before one that a single place says.
    """
    return account.counts_days_from_zero and account.day.month == 1 and len(account.kinds) < 3


def is_long_before_its_other_date(account: Account) -> bool:
    """Return whether columns or print alone state a day a month before the other role's.

    All that a caller's columns state may be exchanged; and "Stand vom 3. Januar 2015" on a page of
    2021 is of something else.
    """
    is_doubtful = account.kinds == _SUPPLIED or (
        account.kinds == _PRINT and account.published_day is not None
    )
    return is_doubtful and account.from_other_role > _MOST_SCHEDULED


# ------------------------------------------------------------------ what leaves the best in doubt


def is_unnamed(account: Account) -> bool:
    """Return whether only places without a role support it, and one with the role denies it.

    A byline is of 18 May, the day of the edition, and JSON-LD says that the story came out on the
    evening before.
    """
    if account.is_named:
        return False
    return bool([w for w, _ in account.denying if w.stated and w.right > _USUALLY_RIGHT])


def is_unnamed_address(account: Account) -> bool:
    """Return whether that is an address alone: /2021/05/ beside a date of March."""
    return account.kinds == _ADDRESS and is_unnamed(account)


def is_denied_in_print(account: Account) -> bool:
    """Return whether readers see another date than the machines state.

    "Yesterday" was counted from the day on which a copy was made, and denies no stamp of before.
    """
    if "human" in account.kinds:
        return False
    seen = [(w, away) for w, away in account.denying if w.kind == "human" and not w.is_relative]
    return bool([away for _, away in seen if away >= APART])


def is_exchanged_with_save(account: Account) -> bool:
    """Return whether the save is of the day with day and month exchanged, which no reader sees.

    Published 2019-08-01 beside modified 2019-01-08, and "12/04/2015" in Spanish beside 2015-12-04.
    """
    if not account.kinds.isdisjoint(_VISIBLE) or not account.is_mirrored_save:
        return False
    return max(account.saved_days) < account.day or account.is_in_strokes


def is_after_update(account: Account) -> bool:
    """Return whether an update is printed that is days older: "Updated 3 May 2021", of 7 May."""
    return bool([day for day in account.question.updates if account.day - day >= APART])


def is_unseen_after_update(account: Account) -> bool:
    """Return whether that is so, and readers see nothing of what supports it."""
    return account.kinds.isdisjoint(_VISIBLE) and is_after_update(account)


def is_utc_day(account: Account) -> bool:
    """Return whether only UTC's day is known, which most readers' clocks do not show then.

    "2022-02-25T03:10:00Z" on a page of California, where it is the evening of the 24th.
    """
    if account.hypothesis.offset != 0 or account.is_visible or not account.is_of_publication:
        return False
    return account.share_of_readers < _MOST_READERS


def is_counted_from_fetch(account: Account) -> bool:
    """Return whether it is counted from the fetch, and only readers see it: "3 hours ago"."""
    return account.kinds <= _VISIBLE and account.is_counted


def is_before_the_web(account: Account) -> bool:
    """Return whether a year before the web is said by one kind of place: /1969/12/16_deaths."""
    return len(account.kinds) == 1 and is_of_implausible_year(account)


def is_later_in_print(account: Account) -> bool:
    """Return whether print alone has it, in a place that names the publication, and a machine's
    such place a day long before: what is printed there may be the last change.
    """
    return account.kinds == _PRINT and account.is_named and account.is_named_before


def is_unnamed_beside_label(account: Account) -> bool:
    """Return whether only places without a role support it, and print with the role denies it:
    <meta name="dc.date" content="2023-11-08"> beside "Published November 9, 2023 3:02am EST".
    """
    if account.is_named:
        return False
    return bool([w for w, _ in account.denying if w.stated and w.is_printed])


def is_unseen_update(account: Account) -> bool:
    """Return whether an update is printed on its day, beside an earlier date of the page, and no
    reader sees what supports it: "Dec. 6, 2024 / Updated Dec. 7, 2024".
    """
    if account.day not in account.question.updates or account.is_visible:
        return False
    seen = [witness for witness, _ in account.denying if witness.is_printed]
    return bool([day for witness in seen for day in witness.days() if day < account.day])


def is_of_year_of_fetch(account: Account) -> bool:
    """Return whether only a fetch of another year, months later, says of which year a day is.

    "Sep 16" is printed until the year is over by most sites that leave the year out, and for years
    by others.
    """
    since = account.since_fetch
    return since is not None and since > _LONGEST_WITHOUT_YEAR


# ------------------------------------------------------------------ the order of day and month


def is_dotted(numbers: Numbers) -> bool:
    """Return whether dots part the numbers: "11.03.17"."""
    return numbers.is_dotted


def is_dotted_in_english(numbers: Numbers) -> bool:
    """Return whether dots stand for strokes on an English page of nowhere."""
    return numbers.is_dotted and numbers.language == "en" and not numbers.region


def is_of_either_order(numbers: Numbers) -> bool:
    """Return whether readers of both orders write the page's language, or dots in America."""
    return numbers.is_month_first_country if numbers.is_dotted else numbers.is_of_either_order


def has_month_first_beside(numbers: Numbers) -> bool:
    """Return whether that is so, and the page's other dates are like "04/27/2014"."""
    return not numbers.is_dotted and numbers.beside == "mdy" and numbers.is_of_either_order


def has_day_first_beside(numbers: Numbers) -> bool:
    """Return whether that is so, and the page's other dates are like "27/04/2014"."""
    return not numbers.is_dotted and numbers.beside == "dmy" and numbers.is_of_either_order


def is_month_first_country(numbers: Numbers) -> bool:
    """Return whether the country writes the month first, between strokes: "04/27/2014"."""
    return numbers.is_month_first_country and not numbers.is_dotted


def is_dotted_in_one_order(numbers: Numbers) -> bool:
    """Return whether dots part the numbers in a language that has one order: "27.04.2014"."""
    return numbers.is_dotted and numbers.has_one_order


def is_short_iso(numbers: Numbers) -> bool:
    """Return whether it is ISO 8601 but for the century: "21-03-05T14:40"."""
    return numbers.is_short_iso


def is_year_first_at_home(numbers: Numbers) -> bool:
    """Return whether the country writes the year first, or the language does, of no country."""
    return numbers.is_year_first_country or (numbers.is_year_first_language and not numbers.region)


def is_year_first_language(numbers: Numbers) -> bool:
    """Return whether the language's countries write the year first: Chinese in America."""
    return numbers.is_year_first_language


def is_of_nowhere(numbers: Numbers) -> bool:
    """Return whether neither the country nor the language is known."""
    return not numbers.region and numbers.language in ("", "und")


def is_year_first_in_forms(numbers: Numbers) -> bool:
    """Return whether forms have the year first where papers seldom do: Sweden's, Canada's."""
    return numbers.is_year_first_in_forms
