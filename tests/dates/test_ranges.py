"""Ranges of days are told from one day with something behind it, in the ways in which people write them."""

from __future__ import annotations

import pytest

from service.lexicon.ranges import is_range, range_in

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
"""


@pytest.mark.parametrize("line", RANGES.strip().splitlines(), ids=lambda line: line.split(" | ")[0])
def test_range(line: str) -> None:
    """Both days are told, each as the text would state it alone."""
    text, *ends = line.split(" | ")
    assert range_in(text) == tuple(ends)


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
2021-03-05 - 2021-03-05
5 March 2021 | 7 March 2021
Posted 5 March 2021 - Updated 7 March 2021
Jane Doe - 5 March 2021
""".strip().splitlines(),
)
def test_no_range(text: str) -> None:
    """A clock, a name, a number or a label beside one day makes no range of it."""
    assert not is_range(text)
