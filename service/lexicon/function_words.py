"""The small words of sentences, by language: a list of names or of a dish's ingredients has none of them."""

from __future__ import annotations

import re

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
