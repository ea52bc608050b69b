"""Sentences that tell a day, in scripts whose words neither capitals nor blanks mark: "大桥于2015年6月7日通车".

A byline has the date apart from its other words, or a name, a source or a label at it; a sentence has particles or a verb.
"""

from __future__ import annotations

import re

#: The stops of sentences that stand behind no abbreviation.
_STOPS = "\u3002\u0964\u0965\u06d4\u17d4\u1362\u0589\uff01\uff1f\u061f"
_RUN = r"[\u3040-\u30ff\u3400-\u9fff々]"
#: Words of labels, sources and places of print that stand at a date of the article.
_LABEL = re.compile(
    "[发發][布佈表稿帖]|公[開开]|掲載|配信|更新|投稿|登録|[刊登转轉][登出载載发發于於]|修[改正]|[编編][辑輯集写]|作成|[创創]建|[撰][写寫]|初出|出版|発[表行]|"
    "放送|提交|上[传傳]|收[录錄]|[来來]源|出[处處典]|[記记作][者]|文責|[責责][编編]|[朝夕]刊|現在|時点|[時时][間间]|日[期時]|取材|"
    f"{_RUN}(?:社|[网網]|[报報]|新[聞闻]|[電电][視视]台?|放送局?|ニュース|デジタル|オンライン)"
)
#: A particle before a date: "大桥于", "橋は".
_BEFORE = re.compile(rf"{_RUN}(?:[于於在至将將被自从從到]|[はがを])(?=\d{{1,4}}\s?[年月])")
#: Behind a date a particle, "から始まる", or a run that is longer than a label and a name, or ends as a verb does.
_BEHIND = re.compile(
    rf"\d日(?:から|まで|より|[にではがをと]|{_RUN}*(?:[たるすれ了]|開会式|[通开開][通车業放])(?!{_RUN})|{_RUN}{{4,}})"
)
#: "in", "on" before a date, behind two words at least; and behind it, in languages whose prepositions stand there.
_ON = re.compile(
    r"[^\W\d_]{3,}\s+(?:[^\W\d_]+\s+)*?[^\W\d_]{2,}\s+(?:في|در|ב[-־]?)\s?(?=\d)|"
    # "14 जुलाई 2023 को सुबह 10:30 बजे" is a date with its clock
    r"\d\s(?:को|में|से|तक|کو|میں|সালে|তারিখে)(?!\S)"
    r"(?!\s(?:\D{1,12}\s)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]m)?(?:\s[A-Z]{2,5}[+\d:]*)?(?:\s?(?:बजे|بجے|টা|টায়))?\Z)",
    re.IGNORECASE,
)
#: Words of labels and bylines, which such a phrase may belong to.
_LABELLED = re.compile(
    "प्रकाशित|अपडेट|شائع|اپ ڈیٹ|প্রকাশ|আপডেট|نشر|تحديث|منتشر|روز|פורסמ?|פרסום|עודכנ?|עדכון|"
    "بواسطة|بقلم|كتب|تحرير|إعداد|نویسنده|מאת|כתב"
)
#: How Korean predicates end: in the past by the last syllable but one.
_PAST = "".join(chr(code) for code in range(0xAC00 + 20, 0xD7A4, 28))
_PREDICATE = re.compile(rf"[\uac00-\ud7a3]다\.\Z|(?:[{_PAST}]|\d일이)다\Z")
#: No name and no label is a run of so many characters: more letters in Thai, Lao, Burmese and Khmer, which spell their words.
_SENTENCE = re.compile("(?![^年]*年)[\u2e80-\U0010ffff].{11,}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff].{29,}")


def is_sentence(line: str) -> bool:
    """Return whether a short line that holds a date is a sentence by its stop, its particles or its verb.

    >>> is_sentence("橋は2015年6月7日開通"), is_sentence("2015年6月7日 午後3時更新"), is_sentence("다리는 6월 7일 개통했다")
    (True, False, True)
    """
    if line[-1:] in _STOPS or _PREDICATE.search(line):
        return True
    if _ON.search(line):
        return not _LABELLED.search(line)
    return bool(_BEFORE.search(line) or _BEHIND.search(line)) and not _LABEL.search(line)


def is_phrase(run: str) -> bool:
    """Return whether a run of letters is a sentence, in scripts without blanks: "町議会は僅差で渡し船を残すことを決めた"."""
    return _SENTENCE.fullmatch(run) is not None
