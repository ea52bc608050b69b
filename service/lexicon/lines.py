"""Lines that are no article text: furniture, readers' comments, captions, mail headers, placeholders, a site's shelves."""

from __future__ import annotations

import re

from service.lexicon.texts import EDGE, LINE_LIMIT, fold, phrase_set, remembered, squeeze, word_set

_BOILERPLATE_START = phrase_set(
    """
    skip to, skip navigation, jump to, sign up, sign in, log in, login, subscribe, read more, read also, read next, related:
    related articles, share, share this, follow us, advertisement, sponsored, all rights reserved, click here, continue reading
    we use cookies, this site uses cookies, this website uses, accept all, manage cookies, privacy, terms of, cookie, join the
    receive, get the, download the, download our, most read, most popular, trending, recommended, you may also like, more from
    more stories, comments, leave a comment, read and post, post a comment, please review, back to top, top stories, print this
    email this, copyright policy, interest-based, do not sell, newsletter, contact us, about us, menu, home, search, close
    play video, watch:, listen to, loading, support our, support us, donate, become a member, already a subscriber, zum inhalt
    direkt zum, anmelden, abonnieren, teilen, mehr zum thema, lesen sie auch, lesen sie mehr, datenschutz, impressum
    wir verwenden cookies, zur startseite, aller au contenu, s'abonner, partager, lire aussi, lire la suite, nous utilisons
    mentions légales, abonnez-vous, ir al contenido, saltar al, suscríbete, compartir, leer más, lee también
    utilizamos cookies, aviso legal, ir para o, assine, compartilhar, leia também, leia mais, vai al contenuto, abbonati
    condividi, leggi anche, naar de inhoud, delen, lees ook, lees meer, читайте также, подписаться, поделиться, подпишитесь
    分享, 登录, 返回顶部, 相关阅读, シェア, 関連記事, ログイン, 공유하기, 로그인, 관련기사
    view this email, view in browser, view in your browser
    """
)
#: Headings of links to other stories.
OPENS_OTHERS = phrase_set(
    """
    related, related articles, related stories, related news, related content, read also, also read, read next, see also
    you may also like, you might also like, more stories, most read, most popular, recommended, recommended for you, trending
    lesen sie auch, auch interessant, das könnte sie auch interessieren, weitere artikel, meistgelesen, ähnliche artikel
    à lire aussi, lire aussi, à lire également, sur le même sujet, les plus lus, te puede interesar, le puede interesar
    lee también, lea también, noticias relacionadas, leia também, leia mais, notícias relacionadas, veja também, leggi anche
    potrebbe interessarti, articoli correlati, lees ook, meer nieuws, läs också, läs mer, les også, læs også, lue myös
    czytaj także, czytaj też, zobacz także, zobacz też, čtěte také, súvisiace články, olvasta már, citește și, vezi și
    читайте также, читайте також, по теме, прочетете още, διαβάστε επίσης, διαβάστε ακόμα, ilgili haberler, اقرأ أيضا
    اقرأ أيضًا, مقالات ذات صلة, קראו גם, baca juga, berita terkait, đọc thêm, tin liên quan
    相关阅读, 相关新闻, 相關閱讀, 相關新聞, 関連記事, あわせて読みたい, 관련기사, 관련 기사
    """
)
_BOILERPLATE_WORDS = phrase_set(
    """
    top, menu, home, search, share, print, email, facebook, twitter, x, whatsapp, linkedin, reddit, telegram, pinterest, rss
    advertisement, anzeige, publicité, publicidad, werbung, реклама, close, next, previous, video, audio, live, ad, more
    toggle navigation, next story, previous story, next article, previous article, start here, front page, back to home
    retour à l'accueil, zurück zur startseite, volver al inicio, voltar ao início, torna alla home, terug naar home
    no comments, no comments yet, keine kommentare, aucun commentaire, sin comentarios, nessun commento, geen reacties
    """
)


@remembered
def is_boilerplate(line: str) -> bool:
    """Return whether the line is a page's furniture: navigation, sharing, cookies, subscriptions, comments."""
    folded = fold(line[:LINE_LIMIT]).strip(EDGE)
    words = folded.split(" ")
    starts = [" ".join(words[:size]) for size in range(1, 5)]
    found = [start for start in starts if start in _BOILERPLATE_START]
    return folded in _BOILERPLATE_WORDS or (bool(found) and (len(words) < 5 or len(found[-1]) > 5))


#: The headings under which readers have their say: what stands below them is no part of the article.
_COMMENTS = phrase_set(
    """
    comment, comments, reader comments, view comments, show comments, recent comments, leave a comment, leave a reply
    leave your comment, post a comment, add a comment, add your comment, add comment, join the discussion
    join the conversation, discussion, conversation, replies, responses, what do you think, kommentar, kommentare
    leserkommentare, alle kommentare, kommentar schreiben, kommentar verfassen, kommentieren, schreibe einen kommentar
    einen kommentar schreiben, diskussion, diskutieren sie mit, commentaire, commentaires, vos commentaires
    laisser un commentaire, réagir, réactions, comentario, comentarios, deja un comentario, deja una respuesta, ver comentarios
    comentário, comentários, deixe um comentário, commento, commenti, lascia un commento, reactie, reacties, geef een reactie
    reageer, kommentarer, skriv en kommentar, lämna en kommentar, kommentit, kommentti, keskustelu, komentarz, komentarze
    dodaj komentarz, skomentuj, komentář, komentáře, diskuze, hozzászólás, hozzászólások, comentariu, comentarii, komentar
    komentari, коментар, коментари, коментарі, комментарий, комментарии, комментариев, добавить комментарий, yorum, yorumlar
    yorum yap, σχόλιο, σχόλια, تعليق, تعليقات, التعليقات, أضف تعليقا, نظرات, دیدگاه, ارسال نظر, תגובה, תגובות, टिप्पणी, टिप्पणियां
    ความคิดเห็น, แสดงความคิดเห็น, bình luận, コメント, コメントする, コメント一覧, 评论, 评论区, 发表评论, 全部评论, 評論, 留言
    댓글, 댓글쓰기, 댓글 쓰기, 전체 댓글
    """
)
#: A number in or around such a heading: "2 Comments", "Kommentare (14)", "5件のコメント", "댓글 3개".
_COUNT = re.compile(r"\(?\s*(?<![\w.,])\d[\d.,]{0,6}\s*(?:件の?|条|條|則|则|개의?)?\s*\)?|[:：!?？#]")


@remembered
def opens_comments(line: str) -> bool:
    """Return whether the line heads the comments of readers.

    >>> opens_comments("2 Comments"), opens_comments("Kommentare (14)"), opens_comments("Comments by the mayor drew anger")
    (True, True, False)
    """
    return len(line) <= 60 and fold(_COUNT.sub(" ", line)).strip(EDGE) in _COMMENTS


#: Where a caption says whose the picture is: in a last bracket that names a source, or behind a label and its mark.
_CREDIT = re.compile(
    r"\(([^()]{0,80}(?:/|\b(?:getty|reuters|shutterstock|afp|alamy|epa|imago|photo|file|courtesy|foto|via|ap|dpa)\b)[^()]{0,80})\)\W*$|"
    r"(?:photo(?:graph)?|image|picture|foto(?:graf\w*)?|fotó|illustration|bild(?:quelle|nachweis)?|credit|crédits?|kuva|imagen|imagem|"
    r"фото|图|写真|사진)s?\s?(?:by|credit|courtesy|von|de|di)?\s?[:：©].{1,120}$|"
    # "Autor: Anna Kos/Shutterstock": who sells pictures writes no articles
    r"((?<!\w)[^\W\d_][^/:()]{0,60}(?:/|: |\bvia )(?:afp/)?"
    r"(?:getty images|shutterstock|i?stock(?:photo)?|adobe ?stock|alamy|unsplash|pexels|pixabay|depositphotos|dreamstime)"
    r"(?:/[\w ]{2,20})?)\W*$",
    re.IGNORECASE,
)


#: What every line with a credit has.
_MAY_CREDIT = re.compile(r"[)/:：©]|\bvia\b", re.IGNORECASE)


def credit_in(caption: str) -> str | None:
    """Return the part of a caption that says whose the picture is, or None.

    >>> credit_in("The bridge in 1998. (Photo: B. Lens)"), credit_in("Snow (Ana Lens/Example Images)"), credit_in("Snow (1998)")
    ('Photo: B. Lens', 'Ana Lens/Example Images', None)
    """
    found = _CREDIT.search(squeeze(caption[: LINE_LIMIT * 3])[-220:])
    return (found[1] or found[2] or found[0]).strip(" ()[].|") if found else None


@remembered
def is_caption(line: str) -> bool:
    """Return whether the line describes a picture: it ends in a credit in brackets or names its photographer."""
    return len(line) <= 700 and _MAY_CREDIT.search(line) is not None and credit_in(line) is not None


_COPYRIGHT = re.compile(r"(?:©|\(c\)|&copy;|\bcopyright\b)|.{0,120}\ball rights reserved\b", re.IGNORECASE)


def is_copyright(line: str) -> bool:
    """Return whether the line claims a copyright: "© 2024 Example Media. All rights reserved."."""
    text = " ".join(line[:LINE_LIMIT].split())
    return len(text) <= 250 and _COPYRIGHT.match(text) is not None


#: The labels of a mail's subject.
SUBJECTS = phrase_set("subject, betreff, objet, asunto, assunto, oggetto, onderwerp, тема, 件名, 主题, 主旨")
#: What stands beside a subject in a mail, and not in a record of a database.
_HEADER = phrase_set(
    """
    from, to, cc, reply-to, sent, newsgroups, message-id, organization, von, an, gesendet, de, à, para, enviado, envoyé, da
    inviato, van, aan, verzonden, från, till, skickat, fra, til, sendt, od, do, wysłano, от, кому, отправлено, 差出人, 宛先
    发件人, 收件人, 寄件者, 收件者, 보낸 사람, 받는 사람
    """
)


def is_mail_header(line: str) -> bool:
    """Return whether a line names a mail's sender or receiver, or when it was sent: "From: Ana Ruiz <ana@mail.example>"."""
    before, colon, _ = line[:LINE_LIMIT].replace("：", ":").partition(":")
    return colon != "" and len(before) <= 24 and fold(before).strip(EDGE) in _HEADER


#: Words in a field that nobody filled in: CMS defaults, unfilled templates, programs' words for nothing.
PLACEHOLDERS = phrase_set(
    """
    null, undefined, none, nil, nan, n/a, na, nat, array, \\n, (none), (null), [], {}, <na>, -, --, ., ?, tbd, todo, test
    default, unknown, untitled, no title, (no title), empty, false, true, string, object, [object object], lorem ipsum, title
    description, keywords, tags, author, name, page title, uncategorized, uncategorised, sin categoría, sin categoria
    sem categoria, non classé, non classifié, unkategorisiert, allgemein, geen categorie, senza categoria, ukategorisert
    okategoriserad, bez kategorii, nezařazené, без рубрики, без категории, kategorilenmemiş, genel, غير مصنف, 未分類, 未分类
    미분류, chưa phân loại, χωρίς κατηγορία, egyéb, author name, meta description, page description
    just another wordpress site
    """
)
_TEMPLATE = re.compile(
    r"\{\{[^{}]*\}\}|\{%.*%\}|\[\[[^\[\]]*\]\]|<%.*%>|\$\{[^{}]*\}|%%\w+%%|__\w+__|\{\w+\}|%\w+%|\[\w+(?::\w+)+\]|"
    # the dummy text goes on with "dolor"; "Lorem ipsum: a short history of dummy text" is an article
    r"lorem ipsum,? dolor\b.*|"
    r"(?:(?:your|the|page|post|article|site|meta) )*"
    r"(?:title|description|text|headline|content|name|summary|excerpt) goes here[.!]?"
)
_OPENINGS = frozenset("[({<'\"\\")
#: What programs and databases print where there is nothing; NULL is \\N in the dumps of two of them.
_NOTHINGS = frozenset(("null", "none", "nan", "undefined", "n/a", "nat", "\\n"))


@remembered
def is_placeholder(text: str) -> bool:
    """Return whether the text is a CMS default, an unfilled template or an empty value: "{{author}}", "null", "[None]"."""
    folded = fold(text[:LINE_LIMIT])
    if not folded or folded in PLACEHOLDERS or _TEMPLATE.fullmatch(folded):
        return True
    if folded[0] not in _OPENINGS and folded.split(" ")[0] not in _NOTHINGS:
        return False
    # "['']", "[null, null]", "None None": nothings, however many and whatever printed them
    inner = folded.strip("[](){}<>'\" ,")
    return all(not word or word in _NOTHINGS for word in re.split(r"[\s,'\"]+", inner))


#: The words for news and for the shelves of a site, as sites speak of what they have.
SHELVES = word_set(
    """
        news breaking latest headlines analysis commentary sport sports opinion weather business finance culture lifestyle
        entertainment politics traffic jobs property properties photos videos video stories coverage source online local
        national international regional magazine newspaper archive archives blog
        nachrichten aktuelle aktuell neuigkeiten schlagzeilen politik wirtschaft kultur wetter meinung sportnachrichten
        regional überregional zeitung hintergründe
        actualité actualités infos info dépêches politique économie société météo direct locale nationale internationale
        journal photos vidéos reportages
        noticias actualidad deportes economía política cultura sucesos última últimas hora opinión sociedad titulares
        notizie ultime cronaca politica economia attualità cultura spettacoli meteo
        notícias últimas desporto esporte política economia cultura opinião atualidade
        nieuws laatste sport economie politiek cultuur regio
        nyheter senaste sport ekonomi politik kultur nyheder seneste uutiset urheilu talous
        wiadomości aktualności polityka gospodarka kultura zprávy zpravodajství hírek friss gazdaság știri
        новости происшествия политика экономика спорт культура общество онлайн свежие последние новини події політика
        економіка суспільство
        ειδήσεις νέα πολιτική οικονομία αθλητικά πολιτισμός ελλάδα κόσμο κόσμος
        haber haberler haberleri güncel gelişmeler siyaset ekonomi spor magazin dakika
        أخبار الأخبار سياسة اقتصاد رياضة عاجل ثقافة חדשות ספורט כלכלה berita terkini politik ekonomi olahraga
    """
)
WIDE_SHELVES = word_set(
    "新闻 资讯 国内 国际 财经 体育 娱乐 新聞 國內 國際 財經 體育 娛樂 ニュース スポーツ 経済 芸能 速報 뉴스 스포츠 경제"
)


def is_shelf(text: str) -> bool:
    """Return whether a text is a shelf's name: "Politique", "Local News"."""
    words = fold(text).split()
    return len(words) in (1, 2) and SHELVES.issuperset(words)
