"""What a page is when it is no article: a bot wall, a consent wall, a login page, an error page, a paywall's stub.

Recognised by words of its title and headline in several languages, and only where the page carries no article of its own:
an article about captchas is an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.lexicon.folding import fold
from service.model import Finding, Observation
from service.view.columns import View
from service.view.places import reach

#: A body with more text than this is read as an article whatever its title says.
_ENOUGH_TEXT = 1_200
_BOT = re.compile(
    r"^(?:just a moment|attention required|access denied|access to this page has been denied|"
    r"are you (?:a )?(?:human|robot)|"
    r"please verify (?:that )?you are|verify(?:ing)? you are human|robot check|captcha|security check|"
    r"checking your browser|"
    r"pardon our interruption|un momento|einen moment|nur einen moment|un instant|ddos-guard|403 forbidden|"
    r"you have been blocked|request unsuccessful|human verification|bot verification|unusual traffic|"
    r"sicherheitsüberprüfung|vérification de sécurité|проверка браузера|安全验证|人机验证)"
)
_BOT_BODY = re.compile(
    r"(?:checking (?:if the site connection is secure|your browser)|enable javascript and cookies to continue|"
    r"verify you are (?:a )?human|unusual traffic from your|complete the security check|why have i been blocked|"
    r"are you a robot|incapsula incident|cloudflare ray id|px-captcha|datadome)",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"^(?:(?:error\s?)?(?:404|410|500|502|503|403)\b|page not found|not found|seite nicht gefunden|page introuvable|"
    r"página no encontrada|pagina non trovata|página não encontrada|pagina niet gevonden|"
    r"siden (?:ble )?ikke funnet|siden findes ikke|"
    r"sidan (?:kunde inte hittas|hittades inte)|sivua ei löydy|strona nie została znaleziona|"
    r"nie znaleziono strony|страница не найдена|"
    r"сторінку не знайдено|sayfa bulunamadı|ページが見つかりません|页面不存在|找不到页面|페이지를 찾을 수|"
    r"internal server error|bad gateway|"
    r"service (?:temporarily )?unavailable|gateway time-?out|this page (?:isn't|is not) available|oops|file not found|"
    r"the page you (?:requested|are looking for)|fehler 404|erreur 404|errore 404)"
)
_LOGIN = re.compile(
    r"^(?:log\s?in|sign\s?in|login|anmelden|anmeldung|einloggen|connexion|se connecter|identifiez-vous|"
    r"iniciar sesión|accedi|"
    r"entrar|inloggen|logg inn|log ind|logga in|kirjaudu|zaloguj|logowanie|вход|войти|giriş yap|登录|ログイン|로그인)\b"
)
_CONSENT = re.compile(
    r"^(?:before you continue|we value your privacy|your privacy|privacy (?:gate|settings|choices)|"
    r"cookie (?:consent|settings|preferences|choices|wall)|"
    r"your (?:choices (?:about|on|regarding) (?:cookies|privacy|your data)|cookie (?:choices|settings|preferences))|"
    r"(?:this|our) (?:web\s?)?site uses cookies|we use cookies|"
    r"manage (?:your )?(?:cookies|consent)|consent|datenschutzeinstellungen|zustimmung|privatsphäre|ihre privatsphäre|"
    r"mit werbung weiterlesen|weiter mit werbung|gestion des cookies|votre vie privée|configuración de privacidad|"
    r"la tua privacy|privacy- ?instellingen|dpg media privacy gate|yahoo is part of|je privacy)"
)
#: What the paragraphs of a consent wall or a banner are about.
_OF_CONSENT = re.compile(
    r"cookie|privacy|consent|our (?:\d+ )?(?:partners|vendors)|personal data|tracking|your device|datenschutz|zustimm|"
    r"einwillig|personenbezogen|privatsphäre|werbung|données|datos|\bdati\b|dados|gegevens|toestemming|personuppgifter|subscri|abonn|"
    r"куки|同意"
)
#: A title of fewer words names a site as often as an article; in scripts without blanks, of fewer signs.
_TITLE_WORDS, _WIDE_TITLE = 4, 10
#: Shorter paragraphs are buttons' and bylines'.
_PARAGRAPH = 80
#: What a page says where its text breaks off for those who have not paid.
_PAYWALL = re.compile(
    r"\b(?:subscribe (?:now )?to (?:continue|read|unlock|keep)|subscription required|"
    r"this article is for (?:subscribers|members)|to continue reading|"
    r"already a subscriber|jetzt weiterlesen|weiterlesen mit|dieser artikel ist (?:exklusiv|nur) für|"
    r"cet article est réservé|réservé aux abonnés|"
    r"la suite est réservée|contenido exclusivo para suscriptores|para seguir leyendo|"
    r"riservato agli abbonati|alleen voor abonnees|"
    r"kun for abonnenter|for abonnenter|för prenumeranter|tilaajille|dla subskrybentów|"
    r"только для подписчиков|会員限定|この記事は有料)",
    re.IGNORECASE,
)
_MESSAGES = {
    "bot_wall": "The page is a bot wall, not the article: the site took the scraper for a robot.",
    "error_page": "The page is an error page, not the article.",
    "login_page": "The page asks to log in; the article is not on it.",
    "consent_wall": "The page asks for consent to cookies; the article is not on it. Fetch it again with consent.",
}


def classify(view: View, observations: Sequence[Observation], body: str) -> tuple[str, tuple[Finding, ...]]:
    """The kind of page, "article" where nothing says otherwise, and the finding that names it."""
    if _has_article(observations):
        return "article", _paywall(observations, body)
    if len(body) > _ENOUGH_TEXT:
        return "article", ()
    words = _headings(view)
    for kind, pattern in (("bot_wall", _BOT), ("error_page", _ERROR), ("consent_wall", _CONSENT), ("login_page", _LOGIN)):
        if any(pattern.match(text) for text in words):
            if kind == "consent_wall" and _is_banner(view):
                continue
            return kind, (Finding("", kind, "error", _MESSAGES[kind], words[0][:200]),)
    if len(view) < 250:
        text = " ".join(view.text(place, 4_000, " ") for place in view.all("body")[:1])[:4_000]
        if _BOT_BODY.search(text) or _BOT_BODY.search(_scripts(view)):
            return "bot_wall", (Finding("", "bot_wall", "error", _MESSAGES["bot_wall"], " ".join(text.split())[:200]),)
    return "article", ()


def classify_text(text: str, observations: Sequence[Observation]) -> tuple[str, tuple[Finding, ...]]:
    """The kind of page that a text dump is of, and the finding that names it: "404 Not Found" and some links are no article."""
    if len(text) > _ENOUGH_TEXT or any(o.field in ("date", "datePublished", "author") for o in observations):
        return "article", ()
    lines = [line.strip() for line in text.splitlines() if line.strip()][:_OPENING_LINES]
    lines = [line for line in lines if len(line.split()) <= _WORDS]
    for kind, pattern in (("bot_wall", _BOT), ("error_page", _ERROR)):
        told = next((line for line in lines if pattern.match(fold(line[:300]))), None)
        if told is not None:
            return kind, (Finding("", kind, "error", _MESSAGES[kind], told[:200]),)
    return "article", ()


#: Title and headline open a dump, and are short: "Page not found was all that residents read." is a sentence.
_OPENING_LINES, _WORDS = 2, 7


def _has_article(observations: Sequence[Observation]) -> bool:
    """Whether structured data say that there is an article here, with more than a type."""
    ids = {o.source.id for o in observations}
    return bool(
        ids
        & {
            "ld+json:datePublished",
            "meta:article:published_time",
            "microdata:datepublished",
            "ld+json:headline",
            "microdata:headline",
        }
    )


def _is_banner(view: View) -> bool:
    """Whether what asks for consent stands over an article: title or h1 name one, and paragraphs tell it."""
    titles = [text for text in (fold(view.text(p, 300)) for p in view.all("title")[:1]) if text]
    if any(_CONSENT.match(text) for text in titles):
        return False
    heads = [text for text in (fold(view.text(p, 300)) for p in view.all("h1")[:2]) if text]
    named = any(_names_article(text) and not _CONSENT.match(text) for text in heads)
    paragraphs = [fold(view.text(p, 2_000)) for p in view.all("p")[:50]]
    own = [text for text in paragraphs if reach(text) > _PARAGRAPH and not _OF_CONSENT.search(text)]
    return len(own) >= (1 if named else 2) and (named or any(map(_names_article, titles)))


def _names_article(text: str) -> bool:
    wide = len(text) >= _WIDE_TITLE and text[0] >= "\u2e80"
    return wide or len(text.split()) >= _TITLE_WORDS


def _headings(view: View) -> list[str]:
    elements = [*view.all("title")[:1], *view.all("h1")[:2], *view.all("h2")[:1]]
    return [text for text in (fold(view.text(place, 300)) for place in elements) if text]


def _scripts(view: View) -> str:
    return " ".join(view.get(place, "src") for place in view.all("script")[:20])


def _paywall(observations: Sequence[Observation], body: str) -> tuple[Finding, ...]:
    """The finding that only the opening of the article is on the page, where the page says so and its text is short."""
    if len(body) > _ENOUGH_TEXT:
        return ()
    locked = any(
        o.field == "isAccessibleForFree" and str(o.raw).lower() in ("false", "no", "0", "locked", "metered")
        for o in observations
    )
    if not locked and not _PAYWALL.search(body):
        return ()
    message = "The page says that the article is not free and carries only its opening; counts and language rest on that."
    return (Finding("", "paywall_stub", "info", message),)
