"""Boilerplate: the lines of a page that belong to its furniture and not to its story."""

from __future__ import annotations

from service.lexicon.folding import fold
from service.lexicon.lines import EDGE, LINE_LIMIT
from service.lexicon.memory import remembered
from service.lexicon.words import phrase_set

_BOILERPLATE_START = phrase_set(
    """
        skip to, skip navigation, jump to, sign up, sign in, log in, login, subscribe, read more, read also
        read next, related:, related articles, share, share this, follow us, advertisement, sponsored
        all rights reserved, click here, continue reading, continue reading below, we use cookies
        this site uses cookies, this website uses, accept all, manage cookies, privacy, terms of, cookie
        join the, receive, get the, download the, download our, most read, most popular, trending, recommended
        you may also like, more from, more stories, comments, leave a comment, read and post, post a comment
        please review, back to top, top stories, print this, email this, copyright policy, interest-based
        do not sell, newsletter, contact us, about us, menu, home, search, close, play video, watch:, listen to
        loading, support our, support us, donate, become a member, already a subscriber, zum inhalt, direkt zum
        anmelden, abonnieren, teilen, mehr zum thema, lesen sie auch, lesen sie mehr, newsletter, datenschutz
        impressum, wir verwenden cookies, zur startseite, aller au contenu, s'abonner, partager, lire aussi
        lire la suite, nous utilisons, mentions légales, abonnez-vous, ir al contenido, saltar al, suscríbete
        compartir, leer más, lee también, utilizamos cookies, aviso legal, ir para o, assine, compartilhar
        leia também, leia mais, vai al contenuto, abbonati, condividi, leggi anche, naar de inhoud, abonneer
        delen, lees ook, lees meer, читайте также, подписаться, поделиться, подпишитесь, 分享, 登录, 返回顶部
        相关阅读, シェア, 関連記事, ログイン, 공유하기, 로그인, 관련기사
        """
)
_BOILERPLATE_WORDS = phrase_set(
    """
        top, menu, home, search, share, print, email, facebook, twitter, x, whatsapp, linkedin, reddit, telegram
        pinterest, rss, advertisement, anzeige, publicité, publicidad, werbung, реклама, close, next, previous
        video, audio, live, ad, more
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
    if folded in _BOILERPLATE_WORDS or "trademarks of" in folded or "app for ios" in folded:
        return True
    words = folded.split(" ")
    starts = [" ".join(words[:size]) for size in range(1, 5)]
    found = [start for start in starts if start in _BOILERPLATE_START]
    return bool(found) and (len(words) < 5 or len(found[-1]) > 5)
