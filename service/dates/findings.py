"""The findings that a decision about a date can report, and the rules of what several dates of a page show together.

The tables of this room write their rows of the rule table with ``rule``.
"""

from __future__ import annotations

from service.model import FindingCode, Rule


def rule(id: str, damage: str, cause: str, before: str, after: str, *catalogue: str) -> Rule:
    """Return a rule of the publication date, whose damage any date role can have; ``catalogue`` names its defects."""
    return Rule(id, "datePublished", damage, cause, before, after, catalogue)


LOCAL_CLOCK_LABELLED_UTC = Rule(
    "local_clock_labelled_utc",
    "datePublished",
    "a local time is labelled as UTC",
    "a template writes a literal Z after the local time, or WordPress' get_the_time('c') prints +00:00 after it",
    "2022-02-25T14:40:00Z",
    "2022-02-25T14:40:00-05:00, with a byline of Friday, 25 February 2022 02:40 PM EST",
    ("local-labelled-utc / -z",),
)

UTC_CLOCK_LABELLED_LOCAL = Rule(
    "utc_clock_labelled_local",
    "datePublished",
    "a UTC time is labelled with the local offset, or not at all",
    "the time is taken in UTC, and the site's offset is printed after it, or none where a database keeps UTC",
    "2016-07-04T08:10:00+02:00",
    "2016-07-04T10:10:00+02:00, with a byline of 4 July 2016 10:10 and a second stamp of 2016-07-04T10:10:00+02:00",
    ("utc-labelled-local-offset",),
)

OFFSET_OUT_OF_SEASON = Rule(
    "offset_out_of_season",
    "datePublished",
    "the offset is that of the other half of the year",
    "an offset is typed into a template, or taken from today instead of from the date",
    "2017-03-09T18:16:02-04:00",
    "2017-03-09T18:16:02-05:00, with a second stamp of 2017-03-09T23:16:02Z",
)

OFFSET_SIGN_INVERTED = Rule(
    "offset_sign_inverted",
    "datePublished",
    "the sign of the offset is inverted",
    "getTimezoneOffset() in JavaScript counts offsets west of UTC as positive, and so does POSIX",
    "2022-02-25T14:40:00+05:00",
    "2022-02-25T14:40:00-05:00, with a byline of 25 February 2022 2:40 PM EST",
    ("tz-sign-inverted",),
)

ROLES_SWAPPED = rule(
    "published_and_modified_exchanged",
    "the dates of publication and modification stand in each other's place",
    "the variables of a template are exchanged, such as the_modified_date() under the publication's name",
    "2021-04-06T06:32:14+00:00, with a modification of 2020-07-21T00:17:28+00:00 at /2020/07/21/",
    "2020-07-21T00:17:28+00:00",
    "published-modified-swapped",
)

RULES = (LOCAL_CLOCK_LABELLED_UTC, UTC_CLOCK_LABELLED_LOCAL, OFFSET_OUT_OF_SEASON, OFFSET_SIGN_INVERTED)
FINDINGS = (
    FindingCode(
        "weekday_contradicts_date",
        "warning",
        "The printed day of the week is not that of the printed date; one of the two is wrong.",
        "Trust the date no more than its confidence says; compare it with the page.",
    ),
    FindingCode(
        "conflicting_dates",
        "warning",
        "Independent places of the page state different dates.",
        "The other dates are in candidates; queue the page for a look if the day matters to you.",
    ),
    FindingCode(
        "ambiguous_date",
        "warning",
        "A date was read that has more than one possible meaning, and none is probable enough.",
        "The readings are in candidates; a language, an address or a second date of the page would decide.",
    ),
    FindingCode(
        "unreadable_date",
        "warning",
        "A place for dates has text that is not a date, neither as written nor with any known damage.",
        "Nothing to do for this answer. The raw text is in the finding.",
    ),
    FindingCode(
        "zone_out_of_season",
        "info",
        "A zone abbreviation names standard time on a day of daylight saving time, or the reverse; local time is meant.",
        "Nothing to do; the offset is the one in force on that day.",
    ),
    FindingCode(
        "date_is_fetch_day",
        "info",
        "The only date is the day of the fetch, without a time: a new article, or a template that prints today's date.",
        "Compare with a later fetch: a date that moves is not the publication date.",
    ),
    FindingCode(
        "modified_before_published",
        "info",
        "The modification date lies before the publication date, as with scheduled posts; nothing was changed.",
        "Nothing to do; both dates are the page's own.",
    ),
    FindingCode(
        "site_changed_habits",
        "info",
        "The page's witnesses agree on a date that the site's other pages would have written otherwise.",
        "Nothing to do for this answer; learn the site's profile anew from its newer pages.",
    ),
)
