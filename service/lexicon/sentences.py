"""Sentences that tell a day, in scripts whose words neither capitals nor blanks mark: "大桥于2015年6月7日通车".

A byline has the date apart from its other words; in a sentence it stands behind a particle or runs into a verb.
"""

from __future__ import annotations

import re

#: The stops of sentences that stand behind no abbreviation.
_STOPS = "\u3002\u0964\u0965\u06d4\u17d4\u1362\u0589\uff01\uff1f\u061f"
_RUN = r"[\u3040-\u30ff\u3400-\u9fff々]"
#: What runs into a date that is no sentence's: a label, an era, a word for a date.
_LEADS = re.compile(
    rf"{_RUN}{{0,4}}(?:发布|發布|發佈|发表|發表|公開|公开|掲載|配信|更新|投稿|登録|刊登|刊出|发稿|發稿|修改|修正|編集|作成|改訂|初出|"
    r"出版|発行|発売|時間|时间|日期|日時|日|付|号|號|令和|平成|昭和|大正|明治|民国|民國|西元|公元|曆|暦)[于於は]?"
    # a dateline: "新华社北京3月5日电"
    rf"|{_RUN}{{1,4}}社{_RUN}{{0,6}}"
)
_TRAILS = re.compile(
    r"午前|午後|上午|下午|中午|凌晨|早上|傍晚|晚|深夜|夜|朝|昼|晩|正午|星期|周|週|礼拜|禮拜|[月火水木金土日]曜|"
    r"[付号號刊发發讯訊電电]|更新|公開|掲載|配信|投稿|登録|発行|発売|修正|改訂|現在|時点"
)
_RUN_BEFORE = re.compile(rf"(?<![\d\u3040-\u30ff\u3400-\u9fff々])({_RUN}+)(?=\d{{1,4}}\s?[年月])")
_RUN_BEHIND = re.compile(rf"(?<=\d日)({_RUN}+)")
#: "in", "on" before a date, behind two words at least; and behind it, in languages whose prepositions stand there.
_BEFORE = re.compile(r"[^\W\d_]{3,}\s+(?:[^\W\d_]+\s+)*?[^\W\d_]{2,}\s+(?:في|در|ב[-־]?)\s?(?=\d)")
_BEHIND = re.compile(r"\d\s(?:को|में|से|तक|کو|میں|সালে|তারিখে)(?!\S)")
_THAI = re.compile("[\u0e00-\u0e7f]{8,}(?:เมื่อ|(?<!ประจำ)วันที่)\\s*(?=\\d)")
#: Words of labels, which such a phrase may belong to.
_TELLING = re.compile(
    "प्रकाशित|अपडेट|شائع|اپ ڈیٹ|প্রকাশ|আপডেট|نشر|تحديث|منتشر|روز|פורסמ?|פרסום|עודכנ?|עדכון|เผยแพร่|โพสต์|เดต|เดท|แก้ไข|ปรับปรุง|ลงข่าว"
)
#: How Korean predicates end.
_PREDICATE = re.compile(r"[\uac00-\ud7a3]다[.]?\Z")


def is_sentence(line: str) -> bool:
    """Whether a short line that holds a date is a sentence by its stop, its particles or its verb.

    >>> is_sentence("橋は2015年6月7日開通"), is_sentence("2015年6月7日 午後3時更新"), is_sentence("다리는 6월 7일 개통했다")
    (True, False, True)
    """
    if line[-1:] in _STOPS or _PREDICATE.search(line):
        return True
    if any(not _LEADS.fullmatch(match[1]) for match in _RUN_BEFORE.finditer(line)):
        return True
    if any(not _TRAILS.match(match[1]) for match in _RUN_BEHIND.finditer(line)):
        return True
    return bool(_BEFORE.search(line) or _BEHIND.search(line) or _THAI.search(line)) and not _TELLING.search(line)
