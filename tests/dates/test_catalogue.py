"""Every defect that the catalogue names is answered: by a rule, by a finding, or by a case of a
healthy form.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from service import dates

HERE = Path(__file__).parent

#: Names that no rule carries because the date is sound or the answer is a finding: "rule:",
#: "finding:" or "case:" and where.
ANSWERS = {
    "localized-rfc2822": "case:languages:fr_1",
    "drupal-medium-format": "case:forms:drupal",
    "day-month-order": "case:forms:order_unknown",
    "iso-read-as-ydm": "case:forms:day_only",
    "three-way-order": "case:forms:three_ways",
    "epoch-of-local-time": "rule:local_clock_labelled_utc",
    "compact digits": "case:forms:iso_basic",
    "date = crawl date, clock real": "finding:date_is_fetch_day",
    "rendered-now": "finding:date_is_fetch_day",
    "next same weekday after the crawl": "case:witnesses:future",
    "trap: UTC is right": "case:witnesses:offset_from_two_clocks",
    "tz-abbrev-wrong-season": "finding:zone_out_of_season",
    "tz-abbrev-ambiguous": "case:forms:ist_in_israel",
    "offset shapes": "case:forms:gmt_plus_0530",
    "date-only-shifted-by-utc": "case:witnesses:readers_day",
    "missing zone": "case:forms:no_zone",
    "genitive & abbreviations": "case:languages:cs_1",
    "same word, other month": "case:languages:trap_listopad_und",
    "sept = seven": "case:languages:fr_1",
    "word that is also a weekday/noun": "case:languages:trap_english_page_italian_date",
    "Levantine / Maghreb / Egyptian Arabic months": "case:languages:ar_3",
    "digits": "case:forms:fullwidth_digits",
    "invisible marks": "case:forms:invisible_marks",
    "Thai BE": "rule:thai_buddhist_year",
    "Jalali in ISO/schema": "rule:persian_date",
    'and after the "fix"': "rule:default_date",
    "Hijri": "rule:hijri_date",
    "Japanese era, Minguo, Bikram Sambat, Hebrew, Ethiopian, Saka": "rule:japanese_era_year",
    "ranges, weeks, issues": "case:languages:de_3",
    "labels & glue": "case:witnesses:updated_is_not_published",
    "published-after-modified": "finding:modified_before_published",
    "modified-is-created": "finding:modified_before_published",
    "published overwritten by modified": "finding:conflicting_dates",
    "created vs published": "finding:conflicting_dates",
    "draft date as published": "finding:conflicting_dates",
    "updated taken for published": "case:witnesses:updated_is_not_published",
    "evergreen re-dating / republish": "finding:conflicting_dates",
    "URL = cover date": "finding:conflicting_dates",
    "created printed as published": "finding:conflicting_dates",
    "client-rendered-locale-date": "case:witnesses:readers_day",
    # the evening before, seen from UTC-6, is a real New Year's Eve as often; the catalogue is not
    # sure of it either
    "1999-12-31 18:00 / 2000-01-01": "case:witnesses:midnight_of_2000_alone",
}
#: Names whose evidence is not in dates of one page, or that another part of the service answers,
#: with the reason.
ELSEWHERE = {
    "historical offsets": "zones.py asks the zone database for the day itself",
    "tz-sign-inverted": "needs the site's zone: the caller's assumeZone",
    "tz-posix-inverted": "needs the site's zone: the caller's assumeZone",
    "tz-double": "the zone issue",
    "dst-gap / dst-fold": "the zone issue; assumeZone gives the day alone",
    "URL id read as day": "observe/url.py reads addresses",
    "URL version read as date": "observe/url.py reads addresses",
    "copyright year, sidebar, comments, expiry in scripts, event dates, image folders": "observe/ gives them other roles",
    "template-mtime": "identical on all pages of a site; one page cannot show it",
    "wrong JSON-LD node": "observe/json_ld.py chooses the node",
    "future event pages": "observe/json_ld.py chooses the node",
}


def _names(catalogue: str) -> list[str]:
    """The first column of the tables of part A."""
    part = catalogue[catalogue.index("## A. Dates") : catalogue.index("## B. Tags")]
    cells = [
        line.split("|")[1].strip()
        for line in part.splitlines()
        if line.startswith("|") and not line.startswith("|---")
    ]
    return [re.sub("[`*]", "", cell) for cell in cells if cell not in ("name", "value")]


def test_every_name_is_answered(data_dir: Path) -> None:
    """Each name of the catalogue's part on dates is in a rule, or answered by what the tables above
    say.
    """
    carried = {name for rule in dates.RULES for name in rule.catalogue}
    names = _names((data_dir / "defects" / "catalogue.md").read_text("utf-8"))

    assert [name for name in names if name not in carried | ANSWERS.keys() | ELSEWHERE.keys()] == []


@pytest.mark.parametrize("answer", sorted(set(ANSWERS.values())))
def test_what_answers_exists(answer: str) -> None:
    """The rule, the finding or the case that an entry names is there."""
    kind, _, rest = answer.partition(":")
    if kind == "rule":
        assert rest in {rule.id for rule in dates.RULES}
    elif kind == "finding":
        assert rest in {code.code for code in dates.FINDINGS}
    else:
        file, _, label = rest.partition(":")
        assert label in {
            case["label"] for case in json.loads((HERE / f"{file}.json").read_text("utf-8"))
        }
