"""Ranges of days are told from one day with something behind it, in the ways in which people write
them.
"""

from __future__ import annotations

from datetime import date

import pytest

from service.dates.reading import Hints
from service.dates.readings import read
from service.spans.ranges import range_in

RANGES = """
March 5–7, 2021 | March 5, 2021 | March 7, 2021
5.–7. März 2021 | 5. März 2021 | 7. März 2021
5. bis 7. März 2021 | 5. März 2021 | 7. März 2021
5./6. März 2021 | 5. März 2021 | 6. März 2021
5.–7.3.2021 | 5.3.2021 | 7.3.2021
du 5 au 7 mars 2021 | du 5 mars 2021 | du 7 mars 2021
del 5 al 7 de marzo de 2021 | del 5 de marzo de 2021 | del 7 de marzo de 2021
5 e 6 março 2021 | 5 março 2021 | 6 março 2021
5-7 марта 2021 | 5 марта 2021 | 7 марта 2021
5-7 במרץ 2021 | 5 במרץ 2021 | 7 במרץ 2021
٥ - ٧ مارس ٢٠٢١ | ٥ مارس ٢٠٢١ | ٧ مارس ٢٠٢١
5 – 7 tháng 3 2021 | 5 tháng 3 2021 | 7 tháng 3 2021
2021年3月5日〜7日 | 2021年3月5日 | 2021年3月7日
2021년 3월 5일 ~ 7일 | 2021년 3월 5일 | 2021년 3월 7일
28 February – 2 March 2021 | 28 February 2021 | 2 March 2021
Feb 28 – Mar 2, 2021 | Feb 28 2021 | Mar 2, 2021
5 March 2021 to 7 March 2021 | 5 March 2021 | 7 March 2021
2021-03-05/2021-03-07 | 2021-03-05 | 2021-03-07
2021-03-05 - 2021-03-07 | 2021-03-05 | 2021-03-07
05.03. – 07.03.2021 | 05.03.2021 | 07.03.2021
10.02.–15.3.2021 | 10.02.2021 | 15.3.2021
2021年12月30日〜2022年1月2日 | 2021年12月30日 | 2022年1月2日
Published 5 – 7 March 2021 | Published 5 March 2021 | Published 7 March 2021
Berlin, 5. und 6. März 2021 | Berlin, 5. März 2021 | Berlin, 6. März 2021
Harbour Festival 5–7 March 2021 | Harbour Festival 5 March 2021 | Harbour Festival 7 March 2021
5-7 มีนาคม 2566 | 5 มีนาคม 2566 | 7 มีนาคม 2566
5 ถึง 7 มี.ค. 2566 | 5 มี.ค. 2566 | 7 มี.ค. 2566
5-7 ມີນາ 2021 | 5 ມີນາ 2021 | 7 ມີນາ 2021
5-7 मार्च 2021 | 5 मार्च 2021 | 7 मार्च 2021
5-7 மார்ச் 2021 | 5 மார்ச் 2021 | 7 மார்ச் 2021
۵ تا ۷ اسفند ۱۴۰۰ | ۵ اسفند ۱۴۰۰ | ۷ اسفند ۱۴۰۰
5 - 7 ربيع الأول 1442 | 5 ربيع الأول 1442 | 7 ربيع الأول 1442
2021/03/05-07 | 2021/03/05 | 2021/03/07
"""


@pytest.mark.parametrize("line", RANGES.strip().splitlines(), ids=lambda line: line.split(" | ")[0])
def test_range(line: str) -> None:
    """Both days are told, each as the text would state it alone."""
    text, *ends = line.split(" | ")
    assert range_in(text) == tuple(ends)


def test_a_day_of_the_week_may_stand_before_either_day() -> None:
    """Between what joins two days and the second stands its name."""
    assert range_in("Friday 5 to Sunday 7 March 2021")
    assert range_in("2020年7月11日(土)～12日(日)に開催された")
    assert not range_in("Room 5 to Harbour 7 March 2021")


@pytest.mark.parametrize(
    "text",
    """
5 March 2021 – 14:30
March 5, 2021 - 7:30 PM
14h30 - 7 mars 2021
10.05 - 7.3.2021
2021-03-05 14:40 -05:00
05-03-2021 - 14:30
5 March 2021 - 5 min read
12 - 5 March 2021
5 มีนาคม 2566 - 10:30 น.
10:30 - 5 มีนาคม 2566
5 ความเห็น - 12 มีนาคม 2566
12 اسفند 1400 - 10:30
2021/03/05 - 07:41
2021/03/05 - 12 comments
2021/03/05 – 8 min read
2021/03/05-12 comments
2021.03.05 - 12면
2021/03/05 - 10時30分
2021/03/05 - 10시 30분
2021/03/05-10时
2021/03/05 - 18
2021.03.05-07.41
3, 5 March 2021
Boone 4, Millbrook 3, September 18, 1999
10.02 – 15.3.2021
Page 1 - 15 March 2021
Episode 4 – 12 May 2021
Kommentare 2 – 15. März 2021
Nr. 5 - 12.3.2021
#5 – 12 March 2021
Room 4 and 5 May 2021
2021-03-05 - 2021-03-05
5 March 2021 | 7 March 2021
Posted 5 March 2021 - Updated 7 March 2021
Jane Doe - 5 March 2021
2015-07-18 (Sat) 22:19
2015-04-24-15.09.12.123456
""".strip().splitlines(),
)
def test_no_range(text: str) -> None:
    """A clock, a name, a number or a label beside one day makes no range of it."""
    assert range_in(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Page 1 - 15 March 2021", date(2021, 3, 15)),
        ("Kommentare 2 – 15. März 2021", date(2021, 3, 15)),
        ("Nr. 5 - 12.3.2021", date(2021, 3, 12)),
        ("Room 4 and 5 May 2021", date(2021, 5, 5)),
        ("Dec 30 – Jan 2, 2021", None),
        ("28.12.-02.01.2021", None),
        ("10.02 – 15.03.2021", None),
    ],
)
def test_day_beside_a_number(text: str, day: date | None) -> None:
    """Beside a clock or what is counted the day is read, of a range the first; nothing over New
    Year or beside a clock.
    """
    readings = read(text, Hints("de")).healthy
    assert (min(readings, key=lambda reading: reading.bits).day() if readings else None) == day


def test_a_range_of_another_calendar_begins_on_its_first_day() -> None:
    """Where a place calls it the publication's: "5-7 اسفند 1400" is no 26 February."""
    assert read("5-7 اسفند 1400", Hints("fa")).healthy[0].day() == date(2022, 2, 24)
