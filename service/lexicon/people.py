"""Names of people and organisations told by their shape, and the roles and places that stand beside them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from service.lexicon.lines import SHELVES, is_boilerplate
from service.lexicon.texts import LINE_LIMIT, fold, phrase_set, remembered, squeeze, word_set
from service.patterns import late

#: What stands between the words of a name without a capital.
PARTICLES = word_set("""
    de del della di da dos das do du des la le los las van von der den ter ten te zu zur zum vom am bin ibn al el ben abu af
    av y e i und of st mc o' d' l' ap san bar
""")
#: Words that open a heading or a link with capitals, but no name: "Über uns", "View Archive".
_NO_FIRST_NAMES = word_set(
    "für nach über auf unser{|e} neue jetzt hier the our your all view more about back zurück retour statement"
)
#: The same where no byline word stands before them: "Zum Geburtstag", but "By Mit Patel", "By Im Chang-dong".
_HEADINGS = word_set("zum zur im am vom bei mit alle mehr")
#: Vowels and points that are written onto letters, which \\w leaves out: of "मीनल" and "วรัญญา", of "José" in two characters.
_MARKS = "".join(c for c in map(chr, range(0x300, 0x1100)) if unicodedata.category(c) in ("Mn", "Mc")) + "\u200c\u200d"
#: A word of a name, but none of a button: "Jaa Facebookissa", "شارك على فيسبوك".
_NAME_WORD = re.compile(
    r"(?!(?i:facebook|twitter|whatsapp|instagram)|فيسبوك|فیسبوک|ב?פייסבוק)"
    rf"['’]?[^\W\d_](?:[^\W\d_]|[{_MARKS}])*(?:['’.\-](?:[^\W\d_]|[{_MARKS}])*)*\.?"
)
#: Scripts in which two words beside a date are as often a button or a town: there a byline's word must name names.
_ONLY_SIGNED = re.compile(r"[\u0900-\u0eff]")
_HAN_NAME = late(
    r"[\u4e00-\u9fff]{2,4}(?:[\s·・][\u4e00-\u9fff]{1,4})?|[\uac00-\ud7af]{2,4}|[\u30a0-\u30ff]{2,10}[・=][\u30a0-\u30ff・]{2,14}"
)
#: What stands without capitals beside times and names nobody: the eras of East Asia before a year, reading times.
_NO_NAMES = re.compile(
    "令和|平成|昭和|大正|明治|西暦|西元|公元|(?:中[華华])?民[國国]|[農农][曆历]|.*(?:دقيق|دقائق|القراءة|دقیقه|مطالعه|קריאה).*"
)
#: A name in a script without capitals has so many words at most: "محمد عبد الله صالح"; more are a line of text.
_UNCASED = 4


@remembered
def looks_like_person_name(text: str) -> bool:
    """Return whether the text has the shape of one person's name, and does not open as headings do."""
    return can_sign(text) and fold(text.split()[0]) not in _HEADINGS and not _ONLY_SIGNED.search(text)


@remembered
def can_sign(text: str) -> bool:
    """Return whether the text behind a byline word can be one person's name, even if headings open so.

    That is two to six capitalised words, particles allowed, no digits; without capitals two to four.
    """
    name = squeeze(text[:LINE_LIMIT])
    if not name.isascii():
        if _NO_NAMES.fullmatch(name):
            return False
        if _HAN_NAME.fullmatch(name):
            return True
    words = name.replace(",", " ").split()
    if not 2 <= len(words) <= 6 or len(name) > 60 or name[-1] in ":;!?" or not all(map(_NAME_WORD.fullmatch, words)):
        return False
    if fold(words[0]) in _NO_FIRST_NAMES or looks_like_organisation(name) or is_boilerplate(name):
        return False
    # "d'Arcy", "al-Rashid": a capital behind small letters
    small = [word for word in words if word[0].islower() and word == word.lower()]
    if [word for word in small if "'" not in word and "’" not in word and fold(word) not in PARTICLES]:
        return False
    capitals = len(words) - len(small)
    return capitals >= 2 and (capitals <= _UNCASED or any(word[0].lower() != word[0].upper() for word in words))


#: News agencies and services whose name stands in bylines without "agency".
AGENCIES = phrase_set("""
    reuters, ap, afp, dpa, upi, ansa, efe, apa, sda, {|itar-}tass, interfax, xinhua, kyodo{| news}, yonhap, pti, ani, ians, aap
    cp, {|the }canadian press, {|the }associated press, press association, pa{| media}, agence france-presse
    deutsche presse-agentur, europa press, lusa, belga, anp, ritzau, ntb, tt, stt, pap, {č|c}tk, mti, hina, sid, epd, kna
    bloomberg{| news}, anadolu {agency|ajansı}, aa, dha, iha, antara, bernama, cna, 新华社, 共同通信, 연합뉴스
    press trust of india
""")
#: Words that end and that open the names of organisations.
_ORG_LAST = word_set("""
    inc inc. ltd ltd. llc llp plc gmbh ag kg corp corp. co. company sa s.a. srl bv b.v. oy ab as asa sarl limited group media
    news newswire newsroom newspaper{|s} times post press agenc{y|ies} tribune herald gazette journal chronicle daily weekly
    magazine network broadcasting radio tv television zeitung nachrichten verlag presse redaktion foundation association
    institute universit{y|é|ät} universidad committee council union publishing communications corporation online wire staff team
    desk bureau board editor{s|ial} correspondents reporters today review observer telegraph guardian independent mirror express
    courier dispatch bulletin digest report ministry department
""")
_ORG_FIRST = word_set("""
    the agence agencia agenzia agência redaktion redacción redazione redação rédaction newsroom staff team radio university
""")
#: How the names of newspapers, agencies and broadcasters end in scripts without blanks: "中央通訊社", "한국일보".
_ORG_END = re.compile(
    r"[^\x00-\x7f]{1,12}(?:新聞社?|新闻社?|日報|日报|時報|时报|通訊社|通讯社|通信社?|晚报|晚報|電視台?|电视台?|放送|テレビ|出版社|編集部|编辑部|"
    r"일보|신문|통신|방송|뉴스|타임즈)(?:網|网|デジタル|電子版|オンライン)?"
)


@remembered
def looks_like_organisation(text: str) -> bool:
    """Return whether the text has the shape of an organisation's name: "Example Media, Inc.", "The Example Times", "dpa"."""
    name = squeeze(text[:LINE_LIMIT])
    folded = fold(name).strip("()[]")
    words = folded.replace(",", " ").split()
    if folded in AGENCIES or (not name.isascii() and _ORG_END.fullmatch(folded.replace(" ", ""))):
        return True
    if not 1 < len(words) <= 8 or (name[:1].islower() and "." not in name):
        return False
    if words[-1] not in _ORG_LAST and (words[0] not in _ORG_FIRST or len(words) > 5):
        return False
    small = [word for word in name.split() if word[0].isalpha() and not word[0].isupper()]
    return len(small) <= len(name.split()) / 2


#: What joins the last name of a list to the others in many languages.
AND = r"(?:and|und|et|og|och|en|ve|и|та|і|i|y|e|és|și|và|και|ja|dan|with|mit|avec|con|&|और|এবং|ও|และ|و|اور)"
_JOINT = re.compile(rf"\s*(?:[,;&、]|(?<!\S)(?:{AND}|a)(?!\S))\s*")


@remembered
def is_byline_names(text: str) -> bool:
    """Return whether the text is one to eight names as a byline lists them: "Jane Doe, John Roe and Reuters"."""
    return _are_names(text, looks_like_person_name)


@remembered
def is_signed_names(text: str) -> bool:
    """Return whether the text behind a byline word is one to eight names: "Mit Patel and Jane Doe"."""
    return _are_names(text, can_sign)


def _are_names(text: str, is_person: Callable[[str], bool]) -> bool:
    names = [name for name in _JOINT.split(squeeze(text[:LINE_LIMIT])) if name]
    if not 0 < len(names) <= 8 or not (is_person(names[0]) or looks_like_organisation(names[0])):
        return False
    return sum([is_person(name) or looks_like_organisation(name) for name in names]) * 2 >= len(names)


#: Words that say what somebody is; behind a whole name they are no part of it, with or without a comma.
ROLE_NOUNS = word_set("""
    {editor|reporter|correspondent|writer|columnist|journalist|photographer}{|s} producer freelancer contributor chief
    redakteur{|in} korrespondent{|en|in} mitarbeiter{|in} redaktionsmitglied volontär{|in} {chefreporter|reporterin}
    ressortleiter{|in} correspondant{|e} journaliste redactora periodista corresponsal reportera giornalista inviato redacteur
    verslaggever jornalista repórter
    dziennikar{z|ka} toimittaja kirjeenvaihtaja корреспондент обозреватель журналист{|ка} кореспондент
""")
#: A word alone in the author's place that is a topic or a shelf, not a person known by one name.
TOPICS = SHELVES | word_set("""
    world technology tech science health travel food economy environment money education climate elections home general society
    markets style coronavirus covid covid-19 welt monde mundo
""")
#: Words of a role or a desk: a part made of nothing else is no name.
ROLE = TOPICS | word_set("""
    our unser{|em|er} notre nuestr{o|a} onze senior junior staff special guest contributing managing deputy associate assistant
    executive foreign political economics arts features investigative digital data city breaking crime legal medical military
    defen{s|c}e royal consumer football content social affairs weekend analyst critic author blogger freelance fellow director
    publisher manager president founder ceo bureau desk team at for of the and in autor{|in} chefredakteur rédact{eur|rice}
    envoyé{|e} spécial{|e} redactor reportero redattore corrispondente редактор energy media housing religion film transport
    security regional community multimedia courts vice
""")
ROLE |= ROLE_NOUNS
#: Newsrooms, which are a byline's where nobody else is named.
DESKS = phrase_set("""
    staff{| writer| writers| reporter| reporters}, editorial {staff|team|board}, newsroom, newsdesk
    équipe {de rédaction|éditoriale}, equipo {editorial|de redacción}, equipe de redação, redaktionsteam, zespół redakcyjny
    {|die |online-}redaktion, redaktion online, {|la }{redacción|redazione|rédaction}, redaccion, {|da }redação, redactie
    redaktionen, redaksjonen, toimitus, redakcja, redakc{e|ia}, szerkesztőség, редакц{и|і}я, haber merkezi, هيئة التحرير, מערכת
    编辑部, 編集部, 편집부
""")
#: Words that name nobody: newsrooms, accounts, buttons, and words that stand where a name was not given.
NOBODY = DESKS | phrase_set("""
    our staff, news service, editorial, {|news }agencies, agency, {|from }wire reports, wire services, administrator, root, user
    authors, anonymous, various, {various|multiple} authors, red, red., от редакции, 本站, super{| }user, wp{|-}admin, siteadmin
    wordpress, text size, {first|last} name, 取材, 取材・, 取材・文, {published |posted |written |}by, follow, youtube
    instagram, all articles, en savoir plus, leggi di più, {see|view} all posts, contact, registrieren, cc by
    twitter {web app|for iphone|for android}, press release, pressemitteilung, advertorial, copyright, photo
    {|news }provided by, {min|mins} read, getty{| images}, shutterstock, istock, alamy, about the author, {|jetzt }in der app
    人氣, on, at, in, for, from, with, follow on {facebook|twitter}
""")
#: What else people are by profession; behind a name and a comma only, for some of these are names too.
PROFESSIONS = word_set("""
    technologist strategist economist scientist counsel attorney lawyer officer researcher director lecturer historian
    consultant specialist engineer secretary spokes{person|man|woman} chair{man|woman} analyst advis{e|o}r commentator critic
    founder manager professor direktor president student scholar candidate fellow
""")


#: Places beside names and days. Those that are first names too (Sydney, Charlotte, Jordan, Georgia) are left out: "Jane Doe,
#: Sydney" may be two people.
PLACES = phrase_set("""
    amsterdam, ankara, athens, baghdad, bangkok, barcelona, beijing, beirut, belgrade, berlin, bern, boston, brussels, bruxelles
    bucharest, budapest, cairo, canberra, caracas, chicago, cologne, köln, copenhagen, delhi, doha, dubai, dublin, düsseldorf
    edinburgh, frankfurt, geneva, glasgow, hamburg, hannover, havana, helsinki, istanbul, jakarta, jerusalem, johannesburg
    kabul, kiev, kyiv, lagos, leeds, leipzig, lisbo{n|a}, lond{on|res}, lübeck, lyon, madrid, manchester, manila, marseille
    melbourne, miami, milano, minsk, montr{e|é}al, moscow, mumbai, munich, münchen, münster, nairobi, oslo, ottawa, paris
    prague, riga, rom{|a|e}, rotterdam, seoul, shanghai, singapore, stockholm, strasbourg, stuttgart, taipei, tehran, tokyo
    toronto, tunis, vancouver, vienna, wien, vilnius, wars{aw|zawa}, washington{| dc| d.c.}, wellington, zagreb, zürich, москва
    bremen, dresden, las vegas, lille, porto, potsdam, seattle, sevilla, tallinn, toulouse, venice
    киев, київ, минск, лондон, new york{| city}, los angeles, san francisco, tel aviv, mexico city, buenos aires, rio de janeiro
    são paulo, cape town, abu dhabi, den haag, the hague, united {kingdom|states}, usa, u.s.a., uk, u.k., england, scotland
    wales, northern ireland, germany, deutschland, austria, österreich, switzerland, schweiz, suisse, belgium, netherlands
    denmark, sweden, norway, finland, poland, greece, portugal, spain, españa, italia, russia, россия, ukraine, україна, turkey
    egypt, nigeria, south africa, australia, new zealand, canada, mexico, bra{s|z}il, argentina, chile, colombia, venezuela
    cuba, japan, china, taiwan, south korea, thailand, indonesia, philippines, pakistan, bangladesh, sri lanka, afghanistan
    iran, iraq, syria, {|the }middle east, latin america
""")
#: The words of all these, one of which makes a name worth a closer look.
KNOWN_WORDS = frozenset(" ".join(NOBODY | AGENCIES | PLACES | TOPICS | PROFESSIONS | ROLE | _ORG_LAST | _ORG_FIRST).split())
