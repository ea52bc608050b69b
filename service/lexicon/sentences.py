"""Sentences: those that tell a day in scripts whose words neither capitals nor blanks mark, and the small words of any other.

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


#: Conjunctions, pronouns, negations and forms of "to be" and "to have". What names and dishes hold too ("de la", "von", "con")
#: is left out, and so are most that English has too: "in", "no", "so".
_WORDS = {
    "ca": "que és amb però els han ha més aquest aquesta també perquè seva seu hi són va van",
    "cs": "že se by byl byla bylo jsou jako také ale nebo podle která který které jeho jejich není už aby bude",
    "da": "og er ikke det har blev af som han hun også efter ved eller var kan siger fra til skal vil være",
    "de": "und ist nicht dass wurde wird sich auch sie hat noch werden nach eine einen wie oder aber sind bei zum haben",
    "en": "the and that with from",
    "es": "que se los una por su más pero fue como ha han según este esta también sus lo cuando está son sobre",
    "et": "ja ei et see oli mis kui ka aga või ning tema kes pärast enne oma olid seda",
    "fi": "ja että ei oli ovat myös mutta kun hän joka mukaan jälkeen se olla sekä tai ole kuin",
    "fr": "que qui est une dans pas sur par ont mais été plus cette sont aux avec ce il elle nous ses leur",
    "hr": "je se da su nije koji koja koje što ali kao bio bila nakon iz će kako prije te",
    "hu": "hogy nem egy és volt már meg csak mint vagy azt szerint ezt után lesz ki több pedig",
    "id": "yang dan dengan tidak untuk akan telah dari pada oleh juga dalam karena sudah adalah mereka kata",
    "it": "che non una è della sono più anche dopo ha come ma si alla nel dalla questo questa gli stato hanno dei",
    "lt": "ir kad yra buvo ne bet jau su jis po apie iš dėl taip pat jie savo bus",
    "lv": "un ka ir nav bija ar par bet jau pēc lai arī no kas tika tiek viņš savu",
    "nb": "og er ikke det har ble av som han hun også etter ved eller var kan sier fra til skal vil være",
    "nl": "het een niet dat zijn ook wordt werd maar naar heeft bij hij zij voor nog worden uit deze door",
    "no": "og er ikke det har ble av som han hun også etter ved eller var kan sier fra til skal vil være",
    "pl": "że się nie jest jak po był była są oraz ale także jego który która które przez już czy przed",
    "pt": "que não uma foi mais por se como mas seu sua ao pela pelo também são os segundo quando está",
    "ro": "și că nu este care pentru a fost mai sunt din cu dar după sau prin acest această lui fi",
    "sk": "že sa by bol bola bolo sú ako aj ale alebo podľa ktorá ktorý ktoré jeho nie už aby bude",
    "sl": "je se da ni ki kot tudi ali bil bila pri po pa ne bo že zaradi",
    "sq": "që në është nuk për dhe ka nga të një me si janë por edhe ishte pas",
    "sv": "och är inte det har som att av han hon också efter vid eller var kan säger från till ska vill blev vara",
    "tr": "ve bir bu için olarak da de olan ile daha çok ama gibi kadar değil sonra ise her",
    "vi": "và của là không được trong cho các có những đã này với một người từ khi đến",
}
WORDS_OF = {tag: frozenset(words.split()) for tag, words in _WORDS.items()}
_WORD = re.compile(r"[^\W\d_]+")
#: A text in sentences has so many different ones, and of all its words so large a part is of them.
_DIFFERENT, _PART = 3, 0.1


def holds_sentences(text: str, tag: str) -> bool:
    """Return whether a text is prose in a language, by the small words that stand in it without a capital.

    >>> holds_sentences("La strada non può reggere altro traffico, e gli abitanti sono contro: così non si va più.", "it")
    True
    >>> holds_sentences("Men: Johansson Berg, Andersson Lund, Nilsson Holm. Women: Persson Lind, Svensson Bergman.", "sv")
    False
    """
    words = _WORD.findall(text)
    found = [word for word in words if word in WORDS_OF.get(tag, ())]
    return len(set(found)) >= _DIFFERENT and len(found) >= _PART * len(words)
