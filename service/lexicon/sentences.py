"""Sentences that tell a day, in scripts whose words neither capitals nor blanks mark: "大桥于2015年6月7日通车".

A byline has the date apart from its other words, or a name, a source or a label at it; a sentence has particles or a verb.
"""

from __future__ import annotations

import re

#: The stops of sentences that stand behind no abbreviation.
_STOPS = "\u3002\u0964\u0965\u06d4\u17d4\u1362\u0589\uff01\uff1f\u061f"
_HAN = r"\u3400-\u9fff々"
_RUN = rf"[\u3040-\u30ff{_HAN}]"
#: Words of labels, sources and places of print that stand at a date of the article.
_LABEL = (
    "发布|發布|發佈|发表|發表|発表|公開|公开|掲載|配信|更新|投稿|登録|刊登|刊出|刊载|刊載|刊发|刊發|登载|登載|发稿|發稿|发帖|發帖|回复|"
    "修改|修正|編集|编辑|編輯|编写|作成|創建|创建|撰写|撰寫|改訂|初出|出版|発行|発売|放送|提交|上传|上傳|转载|轉載|收录|收錄|"
    "来源|來源|出处|出處|出典|記者|记者|作者|文責|責編|责编|朝刊|夕刊|現在|時点|時間|时间|日期|日時"
)
#: Before a date these belong to their words, and else make a sentence: "大桥于", "橋は"; in names the last stand behind a kana.
_PARTICLE_BEFORE = re.compile(rf"{_RUN}(?:[于於在将將被自从從到至]|[はがを])\Z|[{_HAN}\u30a0-\u30ff][にでともの]\Z")
_LABELLED_BEFORE = re.compile(rf"(?:{_LABEL}|[刊写寫登载載])[于於在は]\Z")
#: What a part of the day, a weekday or a dispatch says right behind a date, before all else.
_MORE_OF_DATE = re.compile(
    r"(?:午前|午後|上午|下午|中午|凌晨|早上|傍晚|晚上|深夜|正午|[晚夜朝昼晩]|星期[一二三四五六日天]?|[周週][一二三四五六日]|"
    r"(?:礼拜|禮拜)[一二三四五六日天]?|[月火水木金土日]曜日?|付け?|[号號讯訊電电])"
)
_LABEL_BEHIND = re.compile(rf"(?!に(?:発売|発行|出版|放送))[にの]?{_RUN}{{0,6}}?(?:{_LABEL})|[刊发發第]\Z")
#: A newspaper, an agency or a station.
_SOURCE = re.compile(rf"{_RUN}{{1,10}}(?:社|网|網|报|報|新聞|新闻|電視台?|电视台?|放送局?|ニュース|デジタル|オンライン)\Z")
#: Particles and endings of verbs behind a date: "に建設された", "から始まる", "出生于海港", "大桥建成了".
_PARTICLE_BEHIND = re.compile(rf"(?:から|まで|より|[にではがをとのも])|{_RUN}[了在将將被于於為为是](?:{_RUN}|\Z)")
_ENDING = re.compile(r"(?:[\u3040-\u309f](?:た|だ|る|す)|した|する)\Z")
#: What is opened, born or founded on a day, in two characters.
_EVENT = re.compile(
    "開通|开通|通车|通車|開業|开业|開幕|开幕|閉幕|闭幕|開会|閉会|開場|開店|竣工|完工|完成|建成|落成|開館|开馆|开放|開放|開催|举行|舉行|"
    "逝世|去世|死去|死亡|誕生|诞生|出生|生まれ|成立|創立|创立|结束|結束|截止|締め?切"
)
#: As many characters that are no label, name or source make a sentence.
_LONG = 4
_RUN_BEFORE = re.compile(rf"(?<![\d\u3040-\u30ff{_HAN}])({_RUN}+)(?=\d{{1,4}}\s?[年月])")
_RUN_BEHIND = re.compile(rf"(?<=\d日)({_RUN}+)")
#: "in", "on" before a date, behind two words at least; and behind it, in languages whose prepositions stand there.
_BEFORE = re.compile(r"[^\W\d_]{3,}\s+(?:[^\W\d_]+\s+)*?[^\W\d_]{2,}\s+(?:في|در|ב[-־]?)\s?(?=\d)")
#: Words for an author, who writes "by NAME on DATE".
_AUTHOR = re.compile(r"\W*(?:بواسطة|بقلم|كتبت?|كتبها?|تحرير|إعداد|نویسنده|מאת|כתבה?|נכתב על ידי)\b")
_BEHIND = re.compile(r"\d\s(?:को|में|से|तक|کو|میں|সালে|তারিখে)(?!\S)")
_THAI = re.compile("[\u0e00-\u0e7f]{8,}(?:เมื่อ|(?<!ประจำ)วันที่)\\s*(?=\\d)")
#: Words of labels, which such a phrase may belong to.
_TELLING = re.compile(
    "प्रकाशित|अपडेट|شائع|اپ ڈیٹ|প্রকাশ|আপডেট|نشر|تحديث|منتشر|روز|פורסמ?|פרסום|עודכנ?|עדכון|เผยแพร่|โพสต์|เดต|เดท|แก้ไข|ปรับปรุง|ลงข่าว"
)
#: How Korean predicates end: in the past by the last syllable but one, else behind two words, as names end in "다" too.
_PAST = "".join(chr(code) for code in range(0xAC00 + 20, 0xD7A4, 28))
_PREDICATE = re.compile(rf"[\uac00-\ud7a3]다\.\Z|(?:[{_PAST}]|\d일이)다\Z")
_HANGUL = re.compile(r"(?<!\S)[\uac00-\ud7a3]+(?!\S)")
_WORDS_BEFORE = 2
#: No name and no label is a run of so many characters.
_SENTENCE = 12
#: The same of Thai, Lao, Burmese and Khmer, which spell their words: "เผยแพร่เมื่อวันที่" is a label.
_SPELT_SENTENCE, _SPELT = 30, (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))


def is_sentence(line: str) -> bool:
    """Whether a short line that holds a date is a sentence by its stop, its particles or its verb.

    >>> is_sentence("橋は2015年6月7日開通"), is_sentence("2015年6月7日 午後3時更新"), is_sentence("다리는 6월 7일 개통했다")
    (True, False, True)
    """
    if line[-1:] in _STOPS or _is_predicated(line):
        return True
    if any(_tells_before(match[1]) for match in _RUN_BEFORE.finditer(line)):
        return True
    if any(_tells_behind(match[1]) for match in _RUN_BEHIND.finditer(line)):
        return True
    if _AUTHOR.match(line):
        return False
    return bool(_BEFORE.search(line) or _BEHIND.search(line) or _THAI.search(line)) and not _TELLING.search(line)


def _is_predicated(line: str) -> bool:
    """Whether a Korean line ends in its predicate: "부두는 1998년 5월 12일 지어졌다", not "2021년 3월 5일 김바다"."""
    return _PREDICATE.search(line) is not None or (line.endswith("다") and len(_HANGUL.findall(line)) > _WORDS_BEFORE)


def _tells_before(run: str) -> bool:
    """Whether what runs into a date is a sentence's: "大桥于", "祭りは", not "编辑于", "山田太郎"."""
    return (_PARTICLE_BEFORE.search(run) is not None or "了" in run[1:]) and not _LABELLED_BEFORE.search(run)


def _tells_behind(run: str) -> bool:
    """Whether what a date runs into is a sentence's: "大桥通车", "に建設された", not "最終更新", "山田太郎"."""
    run = _MORE_OF_DATE.sub("", run, count=1) if _MORE_OF_DATE.match(run) else run
    if _LABEL_BEHIND.match(run) and not _ENDING.search(run):
        return False
    if _PARTICLE_BEHIND.match(run) or _PARTICLE_BEHIND.search(run, 1) or _ENDING.search(run) or _EVENT.search(run):
        return True
    return len(run) >= _LONG and not _SOURCE.match(run)


def is_phrase(run: str) -> bool:
    """Whether a run of letters is a sentence, in scripts without blanks: "町議会は僅差で渡し船を残すことを決めた"."""
    if run[0] >= "\u2e80":
        return len(run) >= _SENTENCE and "年" not in run
    return len(run) >= _SPELT_SENTENCE and any(first <= run[0] <= last for first, last in _SPELT)
