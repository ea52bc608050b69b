"""Lines that are no article text: furniture, comments, captions, mail headers, placeholders, shelves; and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable

from service.lexicon.texts import EDGE, LINE_LIMIT, fold, phrase_set, remembered, squeeze, word_set
from service.patterns import late

#: Headings of links to other stories.
OPENS_OTHERS = phrase_set("""
    related, related {articles|stories|news|content}, {read|see} also, also read, read next, you {may|might} also like
    more stories, most {read|popular}, recommended, recommended for you, trending, lesen sie auch, auch interessant
    das könnte sie auch interessieren, {weitere|ähnliche} artikel, meistgelesen, {|à }lire aussi, à lire également
    sur le même sujet, les plus lus, {te|le} puede interesar, {lee|lea} también, noticias relacionadas, leia {também|mais}
    veja também, notícias relacionadas, leggi anche, potrebbe interessarti, articoli correlati, lees ook, meer nieuws
    läs {också|mer}, les også, læs også, lue myös, czytaj {także|też}, zobacz {także|też}, čtěte také, súvisiace články
    olvasta már, citește și, vezi și, читайте {также|також}, по теме, прочетете още, διαβάστε {επίσης|ακόμα}, ilgili haberler
    اقرأ أيضا, اقرأ أيضًا, مقالات ذات صلة, קראו גם, baca juga, berita terkait, đọc thêm, tin liên quan
    {相关|相關}{阅读|閱讀|新闻|新聞}, 関連記事, あわせて読みたい, 관련{| }기사
""")
#: How a page's furniture begins, and what is all of it.
_BOILERPLATE_START = OPENS_OTHERS | phrase_set("""
    {skip|jump} to, skip navigation, sign {up|in}, log{| }in, subscribe, read more, related:, share, share this, follow us
    advertisement, sponsored, all rights reserved, click here, continue reading, we use cookies, this {site|website} uses
    accept all, manage cookies, privacy, terms of, cookie, join the, receive, get the, download {the|our}, more from
    comments, {leave|post} a comment, read and post, please review, back to top, top stories, {print|email} this
    copyright policy, interest-based, do not sell, newsletter, {contact|about} us, menu, home, search, close, play video
    watch:, listen to, loading, support {us|our}, donate, become a member, already a subscriber, view this email
    view in {browser|your browser}, zum inhalt, direkt zum, anmelden, abonnieren, teilen, mehr zum thema, lesen sie mehr
    datenschutz, impressum, wir {verwenden|nutzen} cookies, diese {website|webseite|seite} {verwendet|nutzt} cookies
    wij gebruiken cookies, questo sito {usa|utilizza}, vi {använder|bruger|bruker} {cookies|informasjonskapsler|kakor}
    käytämme evästeitä, używamy {|plików }cookie, ta strona używa, používáme cookies, sütiket használunk
    folosim cookie{-uri|s|}, koristimo kolačiće, мы используем {|файлы }cookie{|s}, ми використовуємо {|файли }cookie{|s}
    χρησιμοποιούμε cookies, نستخدم ملفات تعريف الارتباط, ما از کوکی‌ها, אנו משתמשים בעוגיות, kami menggunakan cookie
    chúng tôi sử dụng cookie, zur startseite, aller au contenu, s'abonner, abonnez-vous, partager, lire la suite
    nous utilisons, mentions légales, ir al contenido, saltar al, suscríbete, compartir, leer más, utilizamos cookies
    aviso legal, ir para o, assine, compartilhar, vai al contenuto, abbonati, condividi, naar de inhoud, delen, lees meer
    подписаться, подпишитесь, поделиться, 分享, 登录, 返回顶部, シェア, ログイン, 공유하기, 로그인
""")
_BOILERPLATE_WORDS = phrase_set("""
    top, print, email, facebook, twitter, x, whatsapp, linkedin, reddit, telegram, pinterest, rss, anzeige, werbung, publicité
    publicidad, реклама, video, audio, live, ad, more, {next|previous}{| story| article}, toggle navigation, start here
    front page, back to home, no comments{| yet}, keine kommentare, aucun commentaire, sin comentarios, nessun commento
    geen reacties
""")
_FIRST_WORDS = frozenset(phrase.split(" ")[0] for phrase in _BOILERPLATE_START)


@remembered
def is_boilerplate(line: str) -> bool:
    """Return whether the line is a page's furniture: navigation, sharing, cookies, subscriptions, comments."""
    folded = fold(line[:LINE_LIMIT]).strip(EDGE)
    words = folded.split(" ")
    sizes = range(1, 6) if words[0] in _FIRST_WORDS else ()
    told = [opening for size in sizes if (opening := " ".join(words[:size]).rstrip(",")) in _BOILERPLATE_START]
    return folded in _BOILERPLATE_WORDS or (told != [] and (len(words) < 5 or len(told[-1]) > 5))


#: The headings under which readers have their say: what stands below them is no part of the article.
_COMMENTS = phrase_set("""
    comment, {|reader |view }comments, leave a {comment|reply}, {post|add} a comment, {|join the }discussion, conversation
    replies, kommentar, {|leser}kommentare, kommentieren, diskussion, commentaire, commentaires, laisser un commentaire
    réagir, comentario{|s}, comentário{|s}, deja un comentario, deixe um comentário, comment{o|i}, lascia un commento
    reactie{|s}, reageer, kommentarer, komment{it|tia|ti}, keskustelu, komentarz{|e|y}, komentář{|e|ů}, diskuze
    hozzászólás{|ok}, comentari{|i|u|s}, komentar{|a|i|ji|ai|ios}, komentāri, kommentaari{|d}, komentáre, ummæli, iruzkinak
    коментар{|и|і|я|ів|а}, комментари{и|ев|й|я}, добавить комментарий, yorum{|lar}, σχόλια, تعليقات, التعليقات, نظرات
    دیدگاه, תגובות, टिप्पणियां, ความคิดเห็น, bình luận, コメント, 评论, 发表评论, 評論, 留言, 댓글
""")
#: A number in or around such a heading: "2 Comments", "Kommentare (14)", "5件のコメント", "댓글 3개".
_COUNT = re.compile(r"\(?\s*(?<![\w.,])\d[\d.,]{0,6}\s*(?:件の?|条|條|則|则|개의?)?\s*\)?|[:：!?？#]")


@remembered
def opens_comments(line: str) -> bool:
    """Return whether the line heads the comments of readers; "Comments by the mayor drew anger" does not."""
    return len(line) <= 60 and fold(_COUNT.sub(" ", line)).strip(EDGE) in _COMMENTS


#: Where a caption says whose the picture is: in a last bracket that names a source, behind a label and its mark, or before a
#: seller of pictures, who writes no articles ("Autor: Anna Kos/Shutterstock").
_LONGEST_CAPTION = 700
_CREDIT = late(
    r"\(([^()]{0,80}(?:/|\b(?:getty|reuters|shutterstock|afp|alamy|epa|imago|photo|file|courtesy|foto|via|ap|dpa)\b)[^()]{0,80})\)\W*$|"
    r"(?:photo(?:graph)?|image|picture|foto(?:graf\w*)?|fotó|illustration|bild(?:quelle|nachweis)?|credit|crédits?|kuva|imagen|imagem|"
    r"фото|图|写真|사진)s?\s?(?:by|credit|courtesy|von|de|di)?\s?[:：©].{1,120}$|"
    r"((?<!\w)[^\W\d_][^/:()]{0,60}(?:/|: |\bvia )(?:afp/)?"
    r"(?:getty images|shutterstock|i?stock(?:photo)?|adobe ?stock|alamy|unsplash|pexels|pixabay)(?:/[\w ]{2,20})?)\W*$",
    re.IGNORECASE,
)


def credit_in(caption: str) -> str | None:
    """Return the part of a caption that says whose the picture is, or None.

    >>> credit_in("The bridge in 1998. (Photo: B. Lens)"), credit_in("Snow (Ana Lens/Example Images)"), credit_in("Snow (1998)")
    ('Photo: B. Lens', 'Ana Lens/Example Images', None)
    """
    found = _CREDIT.search(squeeze(caption)[-220:]) if len(caption) <= _LONGEST_CAPTION else None
    return (found[1] or found[2] or found[0]).strip(" ()[].|") if found else None


_COPYRIGHT = re.compile(r"(?:©|\(c\)|&copy;|copyright\b)|.{0,120}\ball rights reserved\b")


def is_copyright(line: str) -> bool:
    """Return whether the line claims a copyright: "© 2024 Example Media. All rights reserved."."""
    text = " ".join(line.lower().split()) if len(line) <= LINE_LIMIT else ""
    return len(text) <= 250 and _COPYRIGHT.match(text) is not None


#: Words in a field that nobody filled in: CMS defaults, unfilled templates, programs' words for nothing.
PLACEHOLDERS = phrase_set("""
    null, undefined, none, nil, nan, n/a, na, nat, array, \\n, (none), (null), [], <na>, -, --, ., ?, tbd, todo, test, default
    unknown, untitled, no title, (no title), empty, false, true, string, object, [object object], lorem ipsum, title
    {|meta |page }description, page title, keywords, tags, {|author }name, author, uncategori{z|s}ed, sin categor{í|i}a
    sem categoria, non class{|ifi}é, unkategorisiert, allgemein, geen categorie, senza categoria, ukategorisert, okategoriserad
    bez kategorii, nezařazené, без рубрики, без категории, kategorilenmemiş, genel, غير مصنف, 未分類, 未分类, 미분류
    chưa phân loại, χωρίς κατηγορία, egyéb, just another wordpress site
""")
#: What programs and databases print where there is nothing; NULL is \\N in the dumps of two of them.
_NOTHING = r"(?:null|none|nan|undefined|n/a|nat|\\n)"
_TEMPLATE = re.compile(
    r"\{\{[^{}]*\}\}|\{%.*%\}|\[\[[^\[\]]*\]\]|<%.*%>|\$\{[^{}]*\}|%%\w+%%|__\w+__|\{\w+\}|%\w+%|\[\w+(?::\w+)+\]|"
    # the dummy text goes on with "dolor"; "Lorem ipsum: a short history of dummy text" is an article
    r"lorem ipsum,? dolor\b.*|(?:\w+ ){0,3}(?:title|description|text|headline|content|name|summary|excerpt) goes here[.!]?|"
    # "['']", "[null, null]", "None None": nothings, however many and whatever printed them
    rf"(?:{_NOTHING}?+[\s,'\"()<>\[\]{{}}]++)*+{_NOTHING}?"
)


@remembered
def is_placeholder(text: str) -> bool:
    """Return whether the text is a CMS default, an unfilled template or an empty value: "{{author}}", "null", "[None]"."""
    folded = fold(text[:LINE_LIMIT])
    return folded in PLACEHOLDERS or _TEMPLATE.fullmatch(folded) is not None


#: The words for news and for the shelves of a site, as sites speak of what they have.
SHELVES = word_set("""
    news breaking latest headlines analysis commentary sport{|s} opinion weather business finance culture lifestyle
    entertainment politics traffic jobs propert{y|ies} photos video{|s} stories coverage source online local {|inter}national
    regional magazine newspaper archive{|s} blog nachrichten aktuell{|e} neuigkeiten schlagzeilen politik wirtschaft kultur
    wetter meinung überregional zeitung actualité{|s} info{|s} politique économie société météo direct locale {|inter}nationale
    journal noticias actualidad deportes economía política sucesos última{|s} hora opinión sociedad titulares notizie ultime
    cronaca politica economia attualità cultura spettacoli meteo notícias desporto esporte atualidade nieuws laatste economie
    politiek cultuur regio nyhe{t|d}er sen{a|e}ste ekonomi uutiset urheilu talous wiadomości aktualności polityka gospodarka
    zprávy zpravodajství hírek friss gazdaság știri новости происшествия политика экономика спорт культура общество онлайн
    свежие последние новини події політика ειδήσεις νέα πολιτική οικονομία αθλητικά πολιτισμός haber{|ler|leri} güncel siyaset
    lokales lokalt indland udland inrikes utrikes innenriks utenriks kotimaa ulkomaat cidades mundo sociedad actualitate domácí
    belföld külföld kraj świat κοινωνία суспільство gündem مجتمع جامعه חברה देश สังคม
    spor magazin dakika أخبار الأخبار سياسة اقتصاد رياضة عاجل ثقافة חדשות ספורט כלכלה berita terkini olahraga
""")
WIDE_SHELVES = word_set("""
    新闻 资讯 国内 国际 财经 体育 娱乐 新聞 國內 國際 財經 體育 娛樂 ニュース スポーツ 経済 芸能 速報 뉴스 스포츠 경제
""")


def is_shelf(text: str) -> bool:
    """Return whether a text is a shelf's name: "Politique", "Local News"."""
    words = fold(text).split()
    return len(words) in (1, 2) and SHELVES.issuperset(words)


# --- sentences ---------------------------------------------------------------------------------------------------------------

#: The stops of sentences that stand behind no abbreviation.
_STOPS = "\u3002\u0964\u0965\u06d4\u17d4\u1362\u0589\uff01\uff1f\u061f"
#: The first character of a script of which anything here tells a sentence: Latin, Greek and Cyrillic stand before it.
_FIRST_OF_SCRIPTS = min(_STOPS)
_LETTER = r"[^\W\d_]"
#: Words of labels, sources and places of print that stand at a date of the article.
_LABEL = late(
    "[发發][布佈表稿帖]|公[開开]|掲載|配信|更新|投稿|登録|[刊登转轉][登出载載发發于於]|修[改正]|[编編][辑輯集写]|作成|[创創]建|[撰][写寫]|初出|出版|発[表行]|"
    "放送|提交|上[传傳]|收[录錄]|[来來]源|出[处處典]|[記记作][者]|文責|[責责][编編]|[朝夕]刊|現在|時点|[時时][間间]|日[期時]|取材|"
    f"{_LETTER}(?:社|[网網]|[报報]|新[聞闻]|[電电][視视]台?|放送局?|ニュース|デジタル|オンライン)"
)
#: A particle before a date, "大桥于", or behind it, "から始まる"; or there a run longer than a label and a name, or a verb.
_PARTICLE = late(
    rf"{_LETTER}[于於在至将將被自从從到はがを](?=\d{{1,4}}\s?[年月])|"
    rf"\d日(?:から|まで|より|[にではがをと]|{_LETTER}*(?:[たるすれ了]|開会式|[通开開][通车業放])(?!{_LETTER})|"
    rf"(?=[^\0-\u303f]){_LETTER}{{4,}})"
)
#: "in", "on" before a date, behind two words at least; and behind it, in languages whose prepositions stand there.
_ON = late(
    r"[^\W\d_]{3,}\s+(?:[^\W\d_]+\s+)*?[^\W\d_]{2,}\s+(?:في|در|ב[-־]?)\s?(?=\d)|"
    # "14 जुलाई 2023 को सुबह 10:30 बजे" is a date with its clock
    r"\d\s(?:को|में|से|तक|کو|میں|সালে|তারিখে)(?!\S)"
    r"(?!\s(?:\D{1,12}\s)?\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]m)?(?:\s[A-Z]{2,5}[+\d:]*)?(?:\s?(?:बजे|بجے|টা|টায়))?\Z)",
    re.IGNORECASE,
)
#: Words of labels and bylines, which such a phrase may belong to.
_LABELLED = late(
    "प्रकाशित|अपडेट|شائع|اپ ڈیٹ|প্রকাশ|আপডেট|نشر|تحديث|منتشر|روز|פורסמ?|פרסום|עודכנ?|עדכון|"
    "بواسطة|بقلم|كتب|تحرير|إعداد|نویسنده|מאת|כתב"
)
#: How Korean predicates end: in the past by the last syllable but one.
_PAST = "".join(chr(code) for code in range(0xAC00 + 20, 0xD7A4, 28))
_PREDICATE = late(rf"{_LETTER}다\.\Z|(?:[{_PAST}]|\d일이)다\Z")
#: No name and no label is a run of so many characters, "町議会は僅差で渡し船を残す"; or more letters where words are spelt so.
_SENTENCE = late("(?![^年]*年)[^\0-\u2e7f].{11,}|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff].{29,}")


def is_sentence(line: str, words: Iterable[str]) -> bool:
    """Return whether a short line that holds a date is a sentence by its stops, its particles, its verb or one of its words.

    >>> is_sentence("橋は2015年6月7日開通", []), is_sentence("2015年6月7日 午後3時更新", [])
    (True, False)
    """
    if max(line, default="") < _FIRST_OF_SCRIPTS:
        return False
    if any(map(_SENTENCE.fullmatch, words)) or "\u3002" in line or line[-1:] in _STOPS or _PREDICATE.search(line):
        return True
    if _ON.search(line):
        return not _LABELLED.search(line)
    return _PARTICLE.search(line) is not None and not _LABEL.search(line)


#: Conjunctions, pronouns, negations and forms of "to be" and "to have". What names and dishes hold too ("de la", "von", "con")
#: is left out, and so are most that English has too: "in", "no", "so".
_WORDS = {
    "cs": "že se by byl byla bylo jsou jako také ale nebo podle která který které jeho jejich není už aby bude",
    "da": "og er ikke det har blev af som han hun også efter ved eller var kan siger fra til skal vil være",
    "de": "und ist nicht dass wurde wird sich auch sie hat noch werden nach eine einen wie oder aber sind bei zum haben",
    "en": "the and that with from",
    "es": "que se los una por su más pero fue como ha han según este esta también sus lo cuando está son sobre",
    "fi": "ja että ei oli ovat myös mutta kun hän joka mukaan jälkeen se olla sekä tai ole kuin",
    "fr": "que qui est une dans pas sur par ont mais été plus cette sont aux avec ce il elle nous ses leur",
    "hr": "je se da su nije koji koja koje što ali kao bio bila nakon iz će kako prije te",
    "hu": "hogy nem egy és volt már meg csak mint vagy azt szerint ezt után lesz ki több pedig",
    "id": "yang dan dengan tidak untuk akan telah dari pada oleh juga dalam karena sudah adalah mereka kata",
    "it": "che non una è della sono più anche dopo ha come ma si alla nel dalla questo questa gli stato hanno dei",
    "nb": "og er ikke det har ble av som han hun også etter ved eller var kan sier fra til skal vil være",
    "nl": "het een niet dat zijn ook wordt werd maar naar heeft bij hij zij voor nog worden uit deze door",
    "pl": "że się nie jest jak po był była są oraz ale także jego który która które przez już czy przed",
    "pt": "que não uma foi mais por se como mas seu sua ao pela pelo também são os segundo quando está",
    "ro": "și că nu este care pentru a fost mai sunt din cu dar după sau prin acest această lui fi",
    "sk": "že sa by bol bola bolo sú ako aj ale alebo podľa ktorá ktorý ktoré jeho nie už aby bude",
    "sv": "och är inte det har som att av han hon också efter vid eller var kan säger från till ska vill blev vara",
    "tr": "ve bir bu için olarak da de olan ile daha çok ama gibi kadar değil sonra ise her",
    "vi": "và của là không được trong cho các có những đã này với một người từ khi đến",
}
WORDS_OF = {tag: frozenset(words.split()) for tag, words in [*_WORDS.items(), ("no", _WORDS["nb"])]}
