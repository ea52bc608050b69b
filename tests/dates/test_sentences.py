"""A line in a script without capitals or blanks is told a date or a sentence about a day."""

from __future__ import annotations

import pytest

from service.lexicon.date_shapes import looks_like_date

DATES = """
2021年3月5日 18:02
2021年3月5日金曜日
2021年3月5日（金）
2021年3月5日 18時02分
2021年3月5日18時02分
令和3年3月5日
2021年03月05日10:30
2021年3月5日付
2021年3月5日 星期五
2021年3月5日星期五
公開日：2021年3月5日
2021年3月5日公開
2021年3月5日更新
最終更新日2021年3月5日
2021年3月5日 午後6時2分
2021年3月5日午後6時2分
新华社北京3月5日电
發佈時間2021年3月5日
中華民國一百一十年三月五日
民國110年3月5日
2021.03.05 18:02
2021년 3월 5일 오후 6:02
2021년 3월 5일 금요일
입력 2021년 3월 5일
김철수 기자 2021.03.05
5 مارس 2021
الجمعة 5 مارس 2021
نشر في 5 مارس 2021
بتاريخ 5 مارس 2021
محمد علي 5 مارس 2021
5 مارس 2021 - 18:02
تم النشر في 5 مارس 2021
5 במרץ 2021
פורסם ב-5 במרץ 2021
יום שישי, 5 במרץ 2021
5 मार्च 2021, 18:02 IST
5 मार्च 2021 को प्रकाशित
शुक्रवार, 5 मार्च 2021
৫ মার্চ ২০২১, ১৮:০২
5 มีนาคม 2564 เวลา 18:02 น.
วันศุกร์ที่ 5 มีนาคม 2564
۵ مارس ۲۰۲۱
جمعه ۱۵ اسفند ۱۳۹۹
5 марта 2021 г.
5 март 2021
Παρασκευή 5 Μαρτίου 2021
2021年3月5日 15時更新
令和3年（2021年）3月5日
2021年3月5日(金)18:02
2021年3月5日 来源：新华网
2021年3月5日時点
"""
SENTENCES = """
橋は2015年6月7日開通
2015年6月7日大桥通车
大桥于2015年6月7日通车
2015年6月7日，大桥通车。
부두는 1998년 5월 12일 지어졌다.
افتتح الجسر في 7 يونيو 2015
הגשר נחנך ב-7.6.2015
घाट 7 जून 2015 को बना
پل 12 مئی 1998 کو کھولا گیا۔
桟橋は1998年5月12日に建設された。
市长1998年5月12日出生于海港
祭りは2021年3月5日から始まる
"""


@pytest.mark.parametrize("line", DATES.strip().splitlines())
def test_date(line: str) -> None:
    """Labels, eras, weekdays, parts of the day and names beside a date leave it one."""
    assert looks_like_date(line)


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_sentence(line: str) -> None:
    """A particle before the date, a verb that it runs into, or a stop makes a sentence of the line."""
    assert not looks_like_date(line)
