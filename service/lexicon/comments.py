"""The headings under which readers have their say: what stands below them is no part of the article."""

from __future__ import annotations

import re

from service.lexicon.folding import fold
from service.lexicon.lines import EDGE
from service.lexicon.memory import remembered
from service.lexicon.words import phrase_set

_HEADINGS = phrase_set(
    """
    comment, comments, comment(s), reader comments, readers' comments, user comments, all comments, view comments
    show comments, latest comments, recent comments, comments on this article, comments on this story, your comments
    have your say, leave a comment, leave a reply, leave your comment, post a comment, post a reply, add a comment
    add your comment, add comment, write a comment, submit a comment, join the discussion, join the conversation
    join the debate, discussion, discussions, conversation, replies, responses, what do you think, comments are closed
    kommentar, kommentare, leserkommentare, alle kommentare, kommentare anzeigen, kommentar schreiben, kommentar verfassen
    kommentieren, schreibe einen kommentar, schreiben sie einen kommentar, einen kommentar schreiben, diskussion
    leserbriefe, diskutieren sie mit, commentaire, commentaires, vos commentaires, les commentaires, tous les commentaires
    laisser un commentaire, laissez un commentaire, ajouter un commentaire, réagir, réactions, vos réactions, réaction
    comentario, comentarios, deja un comentario, dejar un comentario, deja tu comentario, deja una respuesta
    escribe un comentario, comentarios de los lectores, ver comentarios, comentar, comentário, comentários
    deixe um comentário, deixe seu comentário, deixe uma resposta, ver comentários, commento, commenti, lascia un commento
    scrivi un commento, i commenti, tutti i commenti, reactie, reacties, geef een reactie, plaats een reactie, reageer
    laat een reactie achter, kommentarer, skriv en kommentar, lämna en kommentar, lämna ett svar, legg igjen en kommentar
    legg igjen et svar, kommentér, kommentera, kommentit, kommentti, jätä kommentti, kommentoi, keskustelu, komentarz
    komentarze, dodaj komentarz, skomentuj, zostaw komentarz, komentarzy, komentář, komentáře, komentářů, přidat komentář
    diskuze, diskuse, diskusia, komentár, komentáre, hozzászólás, hozzászólások, szólj hozzá, comentariu, comentarii
    lasă un comentariu, lasă un răspuns, adaugă comentariu, komentar, komentari, komentara, komentarji, ostavi komentar
    komentiraj, коментар, коментари, коментара, коментарі, коментарів, залишити коментар, напиши коментар, добави коментар
    комментарий, комментарии, комментария, комментариев, оставить комментарий, добавить комментарий, обсуждение, отзывы
    yorum, yorumlar, yorum yap, yorum yaz, yorum yazın, bir yorum yaz, σχόλιο, σχόλια, σχολιάστε, αφήστε ένα σχόλιο, تعليق
    تعليقات, التعليقات, تعليقا, اترك تعليقا, أضف تعليقا, أضف تعليقك, شارك برأيك, نظر, نظرات, دیدگاه, دیدگاه‌ها
    نظرات کاربران, ارسال نظر, دیدگاهتان را بنویسید, תגובה, תגובות, הוסף תגובה, הוספת תגובה, कमेंट, टिप्पणी, टिप्पणियां
    टिप्पणियाँ, মন্তব্য, মন্তব্যসমূহ, ความคิดเห็น
    แสดงความคิดเห็น, bình luận, ý kiến, ý kiến bạn đọc, gửi bình luận
    tulis komentar, berikan komentar, tinggalkan komentar, tinggalkan balasan, ulasan, コメント
    コメントする, コメント一覧, コメントを残す
    みんなのコメント, 评论
    评论区, 网友评论, 发表评论, 最新评论, 全部评论, 評論
    留言, 發表留言, 發表評論, 網友留言, 回應, 댓글, 댓글쓰기, 댓글 쓰기, 의견, 전체 댓글
    """
)
#: A number in or around such a heading: "2 Comments", "Kommentare (14)", "5件のコメント", "댓글 3개".
_COUNT = re.compile(r"\(?\s*(?<![\w.,])\d[\d.,]{0,6}\s*(?:件の?|条|條|則|则|개의?)?\s*\)?|[:：!?？#]")
#: Blogs head what readers say with the title: "3 responses to “Council backs plan”", "5 thoughts on …".
_RESPONSES = re.compile(
    r"\d+\s+(?:responses?|comments?|repl(?:y|ies)|thoughts?|antworten|gedanken|kommentare?|réponses?|commentaires?|respuestas|"
    r"comentarios?|risposte|commenti|reacties|svar|отзыв\w*|комментари\w*)\s+(?:to|on|zu|auf|à|sur|a|en|su|op|till|на|к)\b.*"
)
#: No heading of comments without a title is longer.
_LONGEST = 60


@remembered
def opens_comments(line: str) -> bool:
    """Whether the line heads the comments of readers.

    >>> opens_comments("2 Comments"), opens_comments("Kommentare (14)"), opens_comments("Comments by the mayor drew anger")
    (True, True, False)
    """
    if len(line) > _LONGEST:
        return _is_response(line)
    return fold(_COUNT.sub(" ", line)).strip(EDGE) in _HEADINGS or _is_response(line)


def _is_response(line: str) -> bool:
    return line[:1].isdigit() and _RESPONSES.match(fold(line[: 2 * _LONGEST])) is not None
