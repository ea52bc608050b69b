"""What a page is when it is no article: a bot wall, a consent wall, a login page, an error page, a paywall's stub.

Recognised by words of its title and headline in several languages, and only where the page carries no article of its own:
an article about captchas is an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.lexicon.texts import fold
from service.model import Finding, Observation
from service.view.columns import View
from service.view.places import reach

#: A body with more text than this is read as an article whatever its title says.
_ENOUGH_TEXT = 1_200
_BOT = re.compile(
    r"^(?:just a moment|attention required|access denied|access to this page has been denied|are you (?:a )?(?:human|robot)|"
    r"please verify (?:that )?you are|verify(?:ing)? you are human|robot check|captcha|security check|checking your browser|"
    r"pardon our interruption|un momento|einen moment|nur einen moment|un instant|ddos-guard|403 forbidden|"
    r"you have been blocked|request unsuccessful|human verification|bot verification|unusual traffic|sicherheitsüberprüfung|"
    r"vérification de sécurité|проверка браузера|安全验证|人机验证)"
)
_BOT_BODY = re.compile(
    r"(?:checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|"
    r"verify you are (?:a )?human|unusual traffic from your|complete the security check|why have i been blocked|"
    r"are you a robot|incapsula incident|cloudflare ray id|px-captcha|datadome)",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"^(?:(?:error\s?)?(?:404|410|500|502|503|403)\b|page not found|not found|seite nicht gefunden|page introuvable|"
    r"página no encontrada|pagina non trovata|página não encontrada|pagina niet gevonden|siden (?:ble )?ikke funnet|"
    r"siden findes ikke|sidan (?:kunde inte hittas|hittades inte)|sivua ei löydy|strona nie została znaleziona|"
    r"nie znaleziono strony|страница не найдена|сторінку не знайдено|sayfa bulunamadı|"
    r"ページが見つかりません|页面不存在|找不到页面|페이지를 찾을 수|"
    r"internal server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out|this page (?:isn't|"
    r"is not) available|oops|file not found|the page you (?:requested|are looking for)|fehler 404|erreur 404|errore 404)"
)
_LOGIN = re.compile(
    r"^(?:log\s?in|sign\s?in|login|anmelden|anmeldung|einloggen|connexion|se connecter|identifiez-vous|iniciar sesión|accedi|"
    r"entrar|inloggen|logg inn|log ind|logga in|kirjaudu|zaloguj|logowanie|вход|войти|giriş yap|登录|ログイン|로그인)\b"
)
_CONSENT = re.compile(
    r"^(?:before you continue|we value your privacy|your privacy|privacy (?:gate|settings|choices)|cookie (?:consent|settings|"
    r"preferences|choices|wall)|your (?:choices (?:about|on|regarding) (?:cookies|privacy|your data)|cookie (?:choices|"
    r"settings|preferences))|(?:this|our) (?:web\s?)?site uses cookies|we use cookies|manage (?:your )?(?:cookies|consent)|"
    r"consent|datenschutzeinstellungen|zustimmung|privatsphäre|ihre privatsphäre|mit werbung weiterlesen|weiter mit werbung|"
    r"gestion des cookies|votre vie privée|configuración de privacidad|la tua privacy|privacy- ?instellingen|"
    r"dpg media privacy gate|yahoo is part of|je privacy)"
)
#: What the paragraphs of a consent wall or a banner are about.
_OF_CONSENT = re.compile(
    r"cookie|privacy|consent|our (?:\d+ )?(?:partners|vendors)|personal data|tracking|your device|datenschutz|zustimm|"
    r"einwillig|personenbezogen|privatsphäre|werbung|données|datos|\bdati\b|dados|gegevens|toestemming|personuppgifter|subscri|"
    r"abonn|куки|同意"
)
#: A title of fewer words names a site as often as an article; in scripts without blanks, of fewer signs.
_TITLE_WORDS, _WIDE_TITLE = 4, 10
#: Shorter paragraphs are buttons' and bylines'.
_PARAGRAPH = 80
#: What a page says where its text breaks off for those who have not paid.
_PAYWALL = re.compile(
    r"\b(?:subscribe (?:now )?to (?:continue|read|unlock|keep)|subscription required|this article is for (?:subscribers|"
    r"members)|to continue reading|already a subscriber|jetzt weiterlesen|weiterlesen mit|dieser artikel ist (?:exklusiv|"
    r"nur) für|cet article est réservé|réservé aux abonnés|la suite est réservée|contenido exclusivo para suscriptores|"
    r"para seguir leyendo|riservato agli abbonati|alleen voor abonnees|kun for abonnenter|for abonnenter|för prenumeranter|"
    r"tilaajille|dla subskrybentów|"
    r"только для подписчиков|会員限定|この記事は有料)",
    re.IGNORECASE,
)
_MESSAGES = {
    "bot_wall": "The page is a bot wall, not the article: the site took the scraper for a robot.",
    "error_page": "The page is an error page, not the article.",
    "login_page": "The page asks to log in; the article is not on it.",
    "consent_wall": "The page asks for consent to cookies; the article is not on it. Fetch it again with consent.",
}
#: What only an article's structured data states.
_STATES_ARTICLE = frozenset(
    "ld+json:datePublished meta:article:published_time microdata:datepublished ld+json:headline microdata:headline".split()
)
#: Title and headline open a dump, and are short: "Page not found was all that residents read." is a sentence.
_OPENING_LINES, _WORDS = 2, 7
#: A page of more elements is no bot wall.
_FEW_ELEMENTS = 250
_FREE_NOT = ("false", "no", "0", "locked", "metered")

Kind = tuple[str, tuple[Finding, ...]]


def classify(view: View, observations: Sequence[Observation], body: str) -> Kind:
    """The kind of page, "article" where nothing says otherwise, and the finding that names it."""
    if _STATES_ARTICLE & {o.source.id for o in observations}:
        return "article", _paywall(observations, body)
    if len(body) > _ENOUGH_TEXT:
        return "article", ()
    titles, heads = _texts(view, "title", 1, 300), _texts(view, "h1", 2, 300)
    words = [*titles, *heads, *_texts(view, "h2", 1, 300)]
    for kind, pattern in (("bot_wall", _BOT), ("error_page", _ERROR), ("consent_wall", _CONSENT), ("login_page", _LOGIN)):
        if any(map(pattern.match, words)) and not (kind == "consent_wall" and _is_banner(view, titles, heads)):
            return _told(kind, words[0])
    if len(view) < _FEW_ELEMENTS:
        text = " ".join(view.text(place, 4_000, " ") for place in view.all("body")[:1])[:4_000]
        scripts = " ".join(view.get(place, "src") for place in view.all("script")[:20])
        if _BOT_BODY.search(text) or _BOT_BODY.search(scripts):
            return _told("bot_wall", " ".join(text.split()))
    return "article", ()


def classify_text(text: str, observations: Sequence[Observation]) -> Kind:
    """The kind of page that a text dump is of, and the finding that names it: "404 Not Found" and some links are no article."""
    if len(text) > _ENOUGH_TEXT or any(o.field in ("date", "datePublished", "author") for o in observations):
        return "article", ()
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_OPENING_LINES]
    lines = [line for line in lines if len(line.split()) <= _WORDS]
    for kind, pattern in (("bot_wall", _BOT), ("error_page", _ERROR)):
        told = next((line for line in lines if pattern.match(fold(line[:300]))), None)
        if told is not None:
            return _told(kind, told)
    return "article", ()


def _told(kind: str, raw: str) -> Kind:
    return kind, (Finding("", kind, "error", _MESSAGES[kind], raw[:200]),)


def _texts(view: View, tag: str, most: int, limit: int) -> list[str]:
    """The folded texts of the first elements of a tag that have one."""
    return [text for place in view.all(tag)[:most] if (text := fold(view.text(place, limit)))]


def _is_banner(view: View, titles: Sequence[str], heads: Sequence[str]) -> bool:
    """Whether what asks for consent stands over an article: title or h1 name one, and paragraphs tell it."""
    if any(map(_CONSENT.match, titles)):
        return False
    named = any(_names_article(text) and not _CONSENT.match(text) for text in heads)
    own = [text for text in _texts(view, "p", 50, 2_000) if reach(text) > _PARAGRAPH and not _OF_CONSENT.search(text)]
    return len(own) >= (1 if named else 2) and (named or any(map(_names_article, titles)))


def _names_article(text: str) -> bool:
    wide = len(text) >= _WIDE_TITLE and text[0] >= "\u2e80"
    return wide or len(text.split()) >= _TITLE_WORDS


def _paywall(observations: Sequence[Observation], body: str) -> tuple[Finding, ...]:
    """The finding that only the opening of the article is on the page, where the page says so and its text is short."""
    if len(body) > _ENOUGH_TEXT:
        return ()
    locked = any(o.field == "isAccessibleForFree" and str(o.raw).lower() in _FREE_NOT for o in observations)
    if not locked and not _PAYWALL.search(body):
        return ()
    message = "The page says that the article is not free and carries only its opening; counts and language rest on that."
    return (Finding("", "paywall_stub", "info", message),)
