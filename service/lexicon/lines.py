"""Lines: which of them belong to a page's furniture, to readers' comments, a picture, a mail's header or nobody at all."""

from __future__ import annotations

import re

from service.lexicon.texts import EDGE, LINE_LIMIT, fold, phrase_set, remembered, squeeze

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
    """
)
_BOILERPLATE_WORDS = phrase_set(
    """
    top, menu, home, search, share, print, email, facebook, twitter, x, whatsapp, linkedin, reddit, telegram, pinterest, rss
    advertisement, anzeige, publicité, publicidad, werbung, реклама, close, next, previous, video, audio, live, ad, more
    """
)
#: What points to another story; « French and Russian quotations » close again.
_ARROWS = frozenset({"« ", "‹ ", "← ", "→ "})


@remembered
def is_boilerplate(line: str) -> bool:
    """Whether the line is a page's furniture: navigation, sharing, cookies, subscriptions, comments."""
    if line[:2] in _ARROWS and "»" not in line:
        # "« Whisky dinner, 14.12.2019", the link to the story before
        return True
    folded = fold(line[:LINE_LIMIT]).strip(EDGE)
    words = folded.split(" ")
    starts = [" ".join(words[:size]) for size in range(1, 5)]
    found = [start for start in starts if start in _BOILERPLATE_START]
    return folded in _BOILERPLATE_WORDS or (bool(found) and (len(words) < 5 or len(found[-1]) > 5))


#: The headings under which readers have their say: what stands below them is no part of the article.
_COMMENTS = phrase_set(
    """
    comment, comments, reader comments, user comments, all comments, view comments, show comments, latest comments
    recent comments, your comments, have your say, leave a comment, leave a reply, leave your comment, post a comment
    add a comment, add your comment, add comment, write a comment, join the discussion, join the conversation, discussion
    conversation, replies, responses, what do you think, comments are closed, kommentar, kommentare, leserkommentare
    alle kommentare, kommentare anzeigen, kommentar schreiben, kommentar verfassen, kommentieren, schreibe einen kommentar
    einen kommentar schreiben, diskussion, leserbriefe, diskutieren sie mit, commentaire, commentaires, vos commentaires
    les commentaires, laisser un commentaire, laissez un commentaire, ajouter un commentaire, réagir, réactions, vos réactions
    comentario, comentarios, deja un comentario, deja tu comentario, deja una respuesta, escribe un comentario, ver comentarios
    comentar, comentário, comentários, deixe um comentário, deixe seu comentário, commento, commenti, lascia un commento
    scrivi un commento, reactie, reacties, geef een reactie, plaats een reactie, reageer, kommentarer, skriv en kommentar
    lämna en kommentar, legg igjen en kommentar, kommentera, kommentit, kommentti, jätä kommentti, keskustelu, komentarz
    komentarze, dodaj komentarz, skomentuj, komentář, komentáře, přidat komentář, diskuze, diskusia, hozzászólás, hozzászólások
    comentariu, comentarii, lasă un comentariu, komentar, komentari, ostavi komentar, коментар, коментари, коментарі
    комментарий, комментарии, комментариев, оставить комментарий, добавить комментарий, обсуждение, yorum, yorumlar, yorum yap
    yorum yaz, σχόλιο, σχόλια, تعليق, تعليقات, التعليقات, اترك تعليقا, أضف تعليقا, نظر, نظرات, دیدگاه, دیدگاه‌ها, نظرات کاربران
    ارسال نظر, תגובה, תגובות, הוסף תגובה, टिप्पणी, टिप्पणियां, মন্তব্য, ความคิดเห็น, แสดงความคิดเห็น, bình luận, ý kiến bạn đọc
    tinggalkan komentar, コメント, コメントする, コメント一覧, コメントを残す, 评论, 评论区, 网友评论, 发表评论, 最新评论
    全部评论, 評論, 留言, 發表留言, 回應, 댓글, 댓글쓰기, 댓글 쓰기, 의견, 전체 댓글
    """
)
#: A number in or around such a heading: "2 Comments", "Kommentare (14)", "5件のコメント", "댓글 3개".
_COUNT = re.compile(r"\(?\s*(?<![\w.,])\d[\d.,]{0,6}\s*(?:件の?|条|條|則|则|개의?)?\s*\)?|[:：!?？#]")
#: Blogs head what readers say with the title: "3 responses to “Council backs plan”", "5 thoughts on …".
_RESPONSES = re.compile(
    r"\d+\s+(?:responses?|comments?|repl(?:y|ies)|thoughts?|antworten|gedanken|kommentare?|réponses?|commentaires?|respuestas|"
    r"comentarios?|risposte|commenti|reacties|svar|отзыв\w*|комментари\w*)\s+(?:to|on|zu|auf|à|sur|a|en|su|op|till|на|к)\b.*"
)


@remembered
def opens_comments(line: str) -> bool:
    """Whether the line heads the comments of readers.

    >>> opens_comments("2 Comments"), opens_comments("Kommentare (14)"), opens_comments("Comments by the mayor drew anger")
    (True, True, False)
    """
    if line[:1].isdigit() and _RESPONSES.match(fold(line[:120])):
        return True
    return len(line) <= 60 and fold(_COUNT.sub(" ", line)).strip(EDGE) in _COMMENTS


_BRACKET = re.compile(r"\(([^()]{2,120})\)\W*$")
_LABELS = (
    "photo(?:graph)?|image|picture|foto(?:graf\\w*)?|fotó|illustration|bild(?:quelle|nachweis)?|credit|crédits?|kuva|imagen|imagem|"
    "фото|图|写真|사진"
)
_BY = "by|credit|courtesy|von|de|di"
#: What a bracket behind a caption holds: two names with a slash, or a source's.
_SOURCE = re.compile(
    r"/|\b(?:getty|reuters|shutterstock|afp|alamy|epa|imago|photo|file|courtesy|foto|via|ap|dpa)\b", re.IGNORECASE
)
_LABELLED = re.compile(rf"(?:{_LABELS})s?\s?(?:{_BY})?\s?[:：©]", re.IGNORECASE)
#: Where a caption's credit begins: a label with its mark, or the sign of copyright.
_CREDIT_PART = re.compile(
    rf"(?:(?:{_LABELS})s?(?:\s(?:{_BY}))?\s?[:：/©]|©|\b(?:photo(?:graph)?|image|picture|foto) (?:by|von|de|di|par)\s)"
    r".{1,120}$",
    re.IGNORECASE,
)


def credit_in(caption: str) -> str | None:
    """The part of a caption that says whose the picture is, or None.

    >>> credit_in("The bridge in 1998. (Photo: B. Lens)"), credit_in("Snow (Ana Lens/Example Images)"), credit_in("Snow (1998)")
    ('Photo: B. Lens', 'Ana Lens/Example Images', None)
    """
    text = squeeze(caption[: LINE_LIMIT * 3])
    bracket = _BRACKET.search(text)
    if bracket and (_CREDIT_PART.match(bracket[1]) or _SOURCE.search(bracket[1])):
        return bracket[1].strip()
    part = _CREDIT_PART.search(text[-220:])
    return part[0].strip(" [].|" if "(" in part[0] else " ()[].|") if part else None


@remembered
def is_caption(line: str) -> bool:
    """Whether the line describes a picture: it ends in a credit in brackets or names its photographer."""
    text = squeeze(line[: LINE_LIMIT * 3])
    bracket = _BRACKET.search(text)
    credited = (bracket and _SOURCE.search(bracket[1])) or _LABELLED.search(text[-220:])
    return bool(credited) and len(text) <= 700


_COPYRIGHT = re.compile(r"(?:©|\(c\)|&copy;|\bcopyright\b)|.{0,120}\ball rights reserved\b", re.IGNORECASE)


def is_copyright(line: str) -> bool:
    """Whether the line claims a copyright: "© 2024 Example Media. All rights reserved."."""
    text = squeeze(line[:LINE_LIMIT])
    return len(text) <= 250 and _COPYRIGHT.match(text) is not None


_SUBJECT = phrase_set("subject, betreff, objet, asunto, assunto, oggetto, onderwerp, тема, 件名, 主题, 主旨")
#: What stands beside a subject in a mail, and not in a record of a database.
_HEADER = phrase_set(
    """
    from, to, cc, reply-to, sent, newsgroups, message-id, organization, von, an, gesendet, de, à, para, enviado, envoyé, da
    inviato, van, aan, verzonden, från, till, skickat, fra, til, sendt, od, do, wysłano, от, кому, отправлено, 差出人, 宛先
    发件人, 收件人, 寄件者, 收件者, 보낸 사람, 받는 사람
    """
)
#: What mail programs put before the subject of an answer or of a mail that is passed on: "Re: Fwd: Council backs plan".
_REPLY = re.compile(r"(?:(?:re|fwd?|aw|wg|sv|vs|tr|rv|res|antw|odp|回复|转发)\s?(?:\[\d{1,3}\])?\s?[:：]\s*)+", re.IGNORECASE)


def is_subject(line: str) -> bool:
    """Whether a line is labelled as a mail's subject, or as what a record is about: "Subject: Council backs plan"."""
    return _label(line) in _SUBJECT


def is_mail_header(line: str) -> bool:
    """Whether a line names a mail's sender or receiver, or when it was sent: "From: Ana Ruiz <ana@mail.example>"."""
    return _label(line) in _HEADER


def without_reply_marks(subject: str) -> str:
    """A subject without the marks of answers.

    >>> without_reply_marks("Re: Fwd: Council backs plan"), without_reply_marks("Reform: what now?")
    ('Council backs plan', 'Reform: what now?')
    """
    marks = _REPLY.match(subject)
    return subject[marks.end() :] if marks else subject


def _label(line: str) -> str:
    """What stands before a line's colon, folded, or ""."""
    before, colon, _ = line[:LINE_LIMIT].replace("：", ":").partition(":")
    return fold(before).strip(EDGE) if colon and len(before) <= 24 else ""


#: Words that fill a field in which nobody wrote anything: CMS defaults, unfilled templates, programmers' nothings.
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
    """Whether the text is a CMS default, an unfilled template or a programmer's nothing: "{{author}}", "null", "[None]"."""
    folded = fold(text[:LINE_LIMIT])
    if not folded or folded in PLACEHOLDERS or _TEMPLATE.fullmatch(folded):
        return True
    if folded[0] not in _OPENINGS and folded.split(" ")[0] not in _NOTHINGS:
        return False
    # "['']", "[null, null]", "None None": nothings, however many and whatever printed them
    inner = folded.strip("[](){}<>'\" ,")
    return all(not word or word in _NOTHINGS for word in re.split(r"[\s,'\"]+", inner))
