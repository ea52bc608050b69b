"""Cleans one tag: takes off what clings to it, and says why a text is no tag at all."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from service.lexicon.labels import LABELS, label_of
from service.lexicon.lines import is_placeholder
from service.lexicon.texts import fold, of_short_texts, phrase_set, remembered, unscrambled, visible, word_set
from service.names import months
from service.records import record

#: No tag is longer: what is, is a sentence or a page.
LONGEST = 120

_MARKUP = re.compile(r"<[^<>]{1,500}>")
#: "(345)" behind a tag or "(12)" before it is how often a tag cloud saw it; "(1914)" is a year.
_COUNT = re.compile(r"(?<=..)\s*[\(\[](?:\d{1,3}|\d{5,7}|\d{1,3}(?:[.,]\d{3})+)[\)\]]\s*$|^\s*[\(\[]\d{1,3}[\)\]]\s+(?=\S)")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}){2}|%20")
_CMS_ID = re.compile(
    r"\d{5,}|\d\.\d{5,}|[npvc]?id[:=]\d+|(?=\d*[a-f]+\d)[0-9a-f]{12,}|[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z]+[-_]?\d{6,}",
    re.IGNORECASE,
)
#: What a CMS writes of a page beside its topics: "tone/news", "pagetype:article", "Section: Sport", "NLP Category: Business",
#: "LockedPostSource:NONE".
_MACHINE = re.compile(
    r"(?:(?:adnode|type|tone|tracking|section|content|contenttype|source|id|template|layout|channel|cms|is|has|page|publication|category|"
    r"sub-?section|page_?type|media_?type|nlp [\w ]{3,30}|is[A-Z]\w+|sitio|package|seo_?tag|thumbnail_?image)"
    r"[:=]\s*|(?:type|tone|tracking|section|content|source)/)\S.*",
    re.IGNORECASE,
)
#: What no editor writes, wherever it stands: "Elevated:false", "LayerCake:0", "_Newsletter", "cat_sport", "type_news".
_INTERNAL = re.compile(
    r"[A-Z][A-Za-z]+:(?:true|false)|[A-Z][a-z]+[A-Z]\w*:(?:[01]|[A-Z]+(?:_[A-Z]+)+)|_\w+|(?:cat|type|channel)_[a-z]{4,}[\w-]*|"
    # "~source-pageview", "topic-home---featured", "comments-enabled"
    r"~[\w-]+|[\w-]*\w---\w[\w-]*|(?:comments?|ads?|video|newsletter|paywall|sharing|social|amp|push)-(?:enabled|disabled)|"
    r"(?:exclude|hide)[-_]from[-_][\w-]+|"
    # "paywall:true", "premium=no", "medtop:20000342", "lang:en", "IAB17-2", "id_8871", "is_premium", "hide_comments", "gv_safe"
    r"[\w-]+[:=](?:true|false|null)|(?:paywall|premium|comments?|ads?|push|amp|sponsored|featured|live)[:=](?:yes|no|on|off|[01])|"
    r"(?:medtop|iptc|iab|lat|lon|lng|lang|feed|embed|sentiment|story-?type):[\w.,-]+|IAB\d+(?:-\d+)?|"
    r"(?:content|post|node|cms)?[-_]?id[-_]\d+|is(?:Premium|Free|Paid|Live|Sponsored|Featured|Breaking|Opinion|Video)|"
    r"(?:has|is)[-_](?:embed|gallery|video|premium|free|paid|live|sponsored|featured|breaking)|gv_(?:safe|unsafe|[a-z]{3,12})|"
    r"(?:disable|enable|hide|show|no|exclude|include)[-_](?:(?:on|in|from)[-_])?(?:comments?|ads?|home(?:page)?|embeds?|feeds?|rss|"
    r"search|newsletters?|push|amp|banner|byline|date|related|sharing|social)"
)
#: Switches of a layout or a campaign, whose joints are blanks, dashes or underscores: "editors_pick", "paywall exclude".
_SWITCHES = phrase_set(
    """
    paywall, no paywall, paywall exclude, exclude paywall, paywall include, paywall free, editors pick, editors picks,
    lead story, editors choice, top story, no ads, noads, hide ads, ads free, noindex, no index, nofollow, full width,
    hide from homepage, exclude from homepage, exclude from feed, hide from feed, split screen image left, comments on,
    split screen image right, splitscreenimageleft, splitscreenimageright, comments off, featured post, featured story,
    sticky post, web only, app only, print only, online only, print edition, free to read, staff pick, staff picks,
    top stories, homepage top story, homepage featured, main top, app push, push alert, instant articles,
    instant article, wp import, auto publish, no comments, nocomments, standard template, apple news exclude,
    push notification, push notifications, breaking news banner, partner content, brandsafe, brand safe, rss include,
    rss exclude, yahoo feed, msn feed, smartnews, fbia, wp post, layout wide, auto tagged, autotag, inline tag
    """
)
#: Kinds before a slash, each with the topic itself behind it: "topic/war".
_KIND_PATH = re.compile(
    r"(?:topics?|sections|organizations?|organisations?|persons?|people|places?|locations?|tags?|themes?|events?)/(\S.*)"
)
_SLUG_PATH = re.compile(r"[a-z][a-z0-9_\-]*(?:/[a-z0-9_\-]+)+")
_URL = re.compile(r"(?:https?:)?//\S+$", re.IGNORECASE)
_TAG_PATH = word_set("tag tags topic topics keyword keywords thema themen tema temas sujet sujets subject about")
#: Words that only stand for "an article" and say nothing of its topic; CMSs fill them in.
_EMPTY_TAGS = word_set(
    """
        news article articles homepage home page post posts story stories blog content all other others misc
        general featured allgemein genel test default author title name description string object true false
        title empty unknown keywords tags array newsarticle blogposting webpage
        """
)
#: Accounts and counters that a template prints among the tags: "@courier", "66 Likes".
_ACCOUNT = re.compile(
    r"@[\w.]{2,40}|\d[\d.,]*k?\s(?:likes?|views?|comments?|shares?|kommentare?|aufrufe|vues|vistas|me gusta)", re.IGNORECASE
)
#: Links that stand in a list of tags and lead to more of it, to the site's own pages, or to another service.
_LINKS = phrase_set(
    """
    edit, edit tags,
    all topics, all tags, more topics, more tags, related topics, load more, show more, see more, read more, view all,
    view more, see all, show all, edit topics, follow topic, follow topics, alle themen, alle tags, weitere themen,
    mehr themen, mehr anzeigen, themen bearbeiten, thema folgen, themen folgen, alle anzeigen, tous les sujets,
    tous les tags, tous les thèmes, voir plus, voir tout, en savoir plus, todos los temas, todas las etiquetas, ver más,
    ver todo, ver todos, más temas, ver mais, ver tudo, todos os temas, tutti i temi, tutti i tag, mostra altro, vedi tutti,
    alle onderwerpen, meer tonen, toon meer, se alle, vis mer, visa mer, visa fler, fler ämnen, se mer, näytä lisää,
    wszystkie tematy, zobacz więcej, pokaż więcej, všechna témata, zobrazit více, все темы, все теги, показать еще,
    показать ещё, tüm etiketler, daha fazla, すべて見る, もっと見る, 查看更多, 더보기, xem thêm, selengkapnya,
    copy link, link kopieren, copier le lien, copiar enlace, linki kopyala, tweet, share, teilen, drucken, permalink,
    impressum, datenschutzerklärung, terms of use, terms of service, cookie policy, kontakt,
    contact us, about us, über uns, mentions légales, aviso legal, 首頁, 首页, トップページ, コメント
    """
)
_QUOTES = frozenset('"“”„«»')
_OPENING, _CLOSING = _QUOTES | {"'", "‘"}, frozenset('"”')
_JOINTS = re.compile(r"[_-]|(?<=s)['’](?=s?\b)|['’](?=s\b)")


@record(frozen=True, slots=True)
class Cleaned:
    """One tag after cleaning: its text (None: no tag), and the id of the damage that was taken off or kept it out."""

    text: str | None
    damage: str | None = None


@remembered
def unescape(text: str) -> str:
    """Return the text with entities (also doubly escaped ones), mojibake, markup and percent-encoding undone."""
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    text = unscrambled(text)
    if "<" in text:
        text = _MARKUP.sub("", text)
    if "%" in text and _PERCENT.search(text) and " " not in text.strip():
        plain = unquote(text)
        text = plain if "\ufffd" not in plain else text
    return text if text.isascii() else unicodedata.normalize("NFC", visible(text))


@of_short_texts
@lru_cache(maxsize=4096)
def clean(raw: str, *, machine_list: bool = False) -> Cleaned:
    """Return the tag as a reader would write it, or why it is none.

    >>> clean("Ukraine (345)"), clean("World War (1914)").text, clean("Uncategorized").damage
    (Cleaned(text='Ukraine', damage='tag_count'), 'World War (1914)', 'placeholder_tag')
    """
    text, damage = " ".join(unescape(raw[: LONGEST * 8]).split()), None
    if _URL.match(text) or (text[:1] == "/" and " " not in text):
        slug = _last_of_tag_path(text)
        if slug or text[:2] == "//" or text[:1] != "/":
            return Cleaned(slug, "url_as_tag")
    if machine_list and (_MACHINE.match(text) or _SLUG_PATH.fullmatch(text)):
        return Cleaned(None if _MACHINE.match(text) else text.rsplit("/", 1)[1], "machine_tag")
    kind = _KIND_PATH.fullmatch(text)
    if kind:
        return Cleaned(kind.group(1), "machine_tag")
    if (": " in text and _MACHINE.fullmatch(text)) or _INTERNAL.fullmatch(text) or fold(_JOINTS.sub(" ", text)) in _SWITCHES:
        return Cleaned(None, "machine_tag")
    labelled = label_of(text) if ":" in text or "：" in text else None
    if labelled and labelled[0] == "keywords" and labelled[1]:
        text, damage = labelled[1], "label_in_tag"
    if (uncounted := _COUNT.sub("", text)) != text:
        text, damage = uncounted, "tag_count"
    text = _trim(text)
    if not text.isascii() and (one_script := _WORD.sub(_one_script, text)) != text:
        text, damage = one_script, "mixed_script_tag"
    reason = refuse(text)
    return Cleaned(None, reason) if reason else Cleaned(text, damage)


def _trim(text: str) -> str:
    """Return the tag without separators, a "#", and quotes around it, or one that lost its other half."""
    text = text.strip(" \t\n,;|،、；").lstrip("#").strip()
    if len(text) > 2 and text[0] in _QUOTES and text[-1] in _QUOTES:
        text = text[1:-1]
    elif (text[:1] in _OPENING and text.count(text[0]) == 1 and "’" not in text) or (
        text[-1:] in _CLOSING and _QUOTES.isdisjoint(text[:-1])
    ):
        text = text[1:] if text[0] in _OPENING else text[:-1]
    # the full stop behind a list's last word, and not an abbreviation's
    if text.endswith(".") and "." not in text[:-1] and len(text.rpartition(" ")[2]) > _ENDED:
        text = text[:-1]
    return text.strip()


#: A last word of so many characters, its full stop among them, may be cut short: "Corp."
_ENDED = 5


def refuse(text: str) -> str | None:
    """Return the id of the reason why the text is no tag: a placeholder, a CMS id, a sentence; None when it is one."""
    folded = fold(text)
    if (is_placeholder(text) and folded not in _EMPTY_TAGS) or folded.rstrip(" :：") in LABELS["keywords"]:
        return "placeholder_tag"
    if folded in _LINKS or _ACCOUNT.fullmatch(text):
        return "link_as_tag"
    if _CMS_ID.fullmatch(text):
        return "identifier_as_tag"
    words = len(text.split())
    if len(text) > LONGEST or words > 11 or (words > 7 and text[-1:] in ".!?…"):
        return "sentence_as_tag"
    return None if any(map(str.isalnum, text)) else "placeholder_tag"


_NUMBER, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


def is_day(text: str, day: str, language: str | None) -> bool:
    """Return whether the tag is the given day, in digits ("2024-05-17") or with the month's name ("17 de mayo de 2024").

    >>> is_day("17 May 2024", "2024-05-17", "en"), is_day("May 2024", "2024-05-17", "en")
    (True, False)
    """
    year, month, number = map(int, day.split("-"))
    numbers, words = sorted(map(int, _NUMBER.findall(text[:40]))), _LETTERS.findall(text)
    if not words:
        return numbers == sorted((year, month, number))
    # "de", "th"
    named = [month in months(word, language) for word in words if len(word) > 2]
    return numbers == sorted((year, number)) and named == [True]


def is_empty_tag(text: str) -> bool:
    """Return whether the tag says nothing of a topic; it may stand beside real tags, as on many sites, but not alone."""
    return fold(text) in _EMPTY_TAGS


def is_machine_list(tags: Sequence[str]) -> bool:
    """Return whether a list holds machine tags ("tone/news").

    Then "world/ukraine" in it is a path; elsewhere "ac/dc" is a band.
    """
    return any(map(_MACHINE.fullmatch, [tag for tag in tags if " " not in tag]))


def _last_of_tag_path(url: str) -> str | None:
    """Return the last segment of a tag page's address, or None for any other address."""
    try:
        segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    except ValueError:
        return None
    if len(segments) < 2 or not any(segment.casefold() in _TAG_PATH for segment in segments[:-1]):
        return None
    return unquote(segments[-1]).replace("_", " ").strip() or None


_HOMOGLYPHS = str.maketrans("АВЕКМНОРСТХУаеорсухіІјЈѕЅ", "ABEKMHOPCTXYaeopcyxiIjJsS")
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTXYaeopcyxiI", "АВЕКМНОРСТХУаеорсухіІ")
_WORD, _LATIN, _CYRILLIC = re.compile(r"\w+"), re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")


def _one_script(found: re.Match[str]) -> str:
    """Return a word with look-alike letters replaced by those of its main script: "СOVID" is "COVID"."""
    word = found.group()
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    if not latin or not cyrillic:
        return word
    changed = word.translate(_HOMOGLYPHS if latin >= cyrillic else _TO_CYRILLIC)
    return word if _LATIN.search(changed) and _CYRILLIC.search(changed) else changed
