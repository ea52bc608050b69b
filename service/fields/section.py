"""The section: the part of the outlet in which the article appears."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.fields.frame import Damage, Reading, best_of, decide, of_field, placeholder, plain, refused, text_of, unprinted
from service.fields.url import host_of
from service.fields.usual import usual, usual_marked
from service.judge.features import Feature, mark
from service.lexicon.labels import LABELS, label_of
from service.lexicon.lines import is_placeholder
from service.lexicon.people import is_signed_names
from service.lexicon.texts import fold, phrase_set, unquoted
from service.model import Context, FindingCode, Json, Observation, Resolution, rules_of

_CRUMB = re.compile(r"\s*[>›»→]\s*|\s+/\s+|\s*::\s*")
_HOME = phrase_set(
    """
        home, homepage, start, startseite, accueil, inicio, início, home page, главная, 首页, ホーム, 홈, frontpage
        front page, portada, página inicial, pagina inicial, página principal, página de inicio, principal, voorpagina, forside
        forsiden, hjem, startsida, startsidan, hem, etusivu, strona główna, úvod, úvodní stránka, domů, domov, kezdőlap, főoldal
        címlap, acasă, prima pagină, početna, naslovna, naslovnica, начало, головна, почетна, αρχική, αρχική σελίδα, anasayfa
        ana sayfa, ana səhifə, الرئيسية, الصفحة الرئيسية, خانه, صفحه اصلی, صفحه نخست, דף הבית, ראשי, होम, मुख्य पृष्ठ, হোম, প্রচ্ছদ
        முகப்பு, หน้าแรก, หน้าหลัก, trang chủ, beranda, laman utama, 首頁, トップ, トップページ, 처음으로
        """
)

FEATURES: tuple[Feature, ...] = (mark("usual", "on every page of the site, where another is not", -1.0, own=False),)

RULES = rules_of(
    "articleSection",
    """
    breadcrumb_as_section breadcrumb
        the whole breadcrumb path stands in place of the section
        the breadcrumb's text is taken as one value
        Home > World > Europe → Europe
    """,
)
FINDINGS: tuple[FindingCode, ...] = ()


def resolve_section(
    observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None, headline: str | None = None
) -> Resolution:
    """Return the sections as a list; the first is the main one."""
    others = frozenset([fold(name) for name in (publisher, headline, host_of(ctx.url)) if name])
    readings = [_read(observation, others) for observation in of_field(observations, "articleSection")]
    of_cms = [reading.value is not None and _is_key_of_cms(_main(reading)) for reading in readings]
    written = {r.key for r, key in zip(readings, of_cms, strict=True) if r.value is not None and not key}
    readings = [
        refused(r.observation, "a CMS's own key") if key and r.key not in written else r
        for r, key in zip(readings, of_cms, strict=True)
    ]
    if {reading.observation.source.witness for reading in readings if reading.value is not None} <= {"url"}:
        # "/live/2023/feb/11/…": a folder says as often how an article is kept as where it belongs; it can only second others
        readings = [refused(reading.observation, reading.why or "a folder of the address alone") for reading in readings]
    readings = usual_marked(readings, usual(ctx, "sections"))
    return decide("articleSection", readings, FEATURES, display=_written)


def _written(same: Sequence[Reading]) -> Reading:
    """Return the one of several equal readings that is written for readers and not for addresses: "US News", not "us-news"."""
    return best_of(same, lambda r: (len(r.damages), _main(r).islower() or _is_key_of_cms(_main(r))))


def _is_key_of_cms(section: str) -> bool:
    """Return whether a section is a CMS key and no word for readers: "news_news", "local_news"."""
    return "_" in section and " " not in section


def _main(reading: Reading) -> str:
    return str(reading.value[0]) if isinstance(reading.value, list) else ""


def _key(section: str) -> str:
    """Return the key under which a section and its form in addresses are one."""
    return fold(section).replace("-", " ").replace("_", " ")


#: "Politics,Local" and "World;Europe" are how templates and tools join two; "Arts, Culture and Media" is one section's name.
_GLUED = re.compile(r",(?=[^\s\d&])|\s*;\s*")
#: Labels that need no mark behind them, "Posted in News"; one without its blank, "KategorienSport".
_LABEL = re.compile(
    r"(?:(?:posted|filed|published|categori[sz]ed) (?:in|under)|veröffentlicht (?:in|unter)|publié dans|publicado en|"
    r"pubblicato in|geplaatst in|categories|catégories|categorías|kategorien|kategorier)\s+|"
    r"(?-i:Kategorien?(?=[A-ZÄÖÜ]))",
    re.IGNORECASE,
)
#: Links that stand where a section is looked for.
_LINKS = phrase_set("share article, share, further reading, read more, menu")


def _unlabelled(text: str) -> str:
    """Return the text without the label before it, "Posted in News", "Channel: Tech"; "" where it is only a label."""
    bare = text.rstrip(" :")
    # "Kategorien:" and "Posted in" are labels, "Sport:" is a section before its headline
    alone = fold(bare) in _LINKS or fold(bare) in LABELS["articleSection"]
    if alone or _LABEL.fullmatch(f"{bare} ") or (bare != text and label_of(f"{bare}: x") is not None):
        return ""
    text = bare
    if opening := _LABEL.match(text):
        return text[opening.end() :]
    label = label_of(text)
    if label is not None and label[0] == "author":
        # "von Jane Doe" stands there too; "By The Sea" names nobody, and "Haber" means news as well as opening a byline
        if is_signed_names(label[1]) and not label[1].startswith("The "):
            return ""
        return label[1] if fold(text).startswith("haber") else "" if ":" in text else text
    return label[1] if label is not None and label[0] in ("articleSection", "keywords") else text


def _read(observation: Observation, others: frozenset[str]) -> Reading:
    """Return the sections that an observation names; a trail's first step is often the site's name, its last the headline."""
    raw = unprinted(observation.raw)
    members = raw if isinstance(raw, (list, tuple)) else [raw]
    # a number is a CMS's own for its category, [4, 9], and a day is no section
    written = [plain(text) for text in map(text_of, members[:50]) if text and any(map(str.isalpha, text))]
    texts = [part for text in written for part in _GLUED.split(_unlabelled(text)) if part.strip()]
    if not texts:
        return refused(observation, "no text")
    damages: list[Damage] = []
    sections: dict[str, Json] = {}
    for text in texts:
        crumbs = [crumb for crumb in _CRUMB.split(text) if crumb and fold(crumb) not in _HOME and fold(crumb) not in others]
        if len(crumbs) > 1:
            damages.append(Damage("breadcrumb_as_section", text, "The last step of the path is the section."))
        # what trimming leaves is cleaned anew: without its comma "À†," is mojibake too
        section = unquoted(plain(crumbs[-1].strip(" ,;|/"))) if crumbs else ""
        if section and not is_placeholder(section) and len(section) <= 100 and not section.startswith("http"):
            sections.setdefault(fold(section), section)
    sections = {key: section for key, section in sections.items() if not key.isdigit()}
    if not sections:
        return placeholder(observation, "articleSection")
    value = list(sections.values())
    stated = observation.raw == value or observation.raw == value[0]
    return Reading(observation, value, _key(str(value[0])), tuple(damages), stated=stated)
