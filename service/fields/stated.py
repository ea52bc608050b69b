"""The fields that repeat what is stated: kind, access, word count, copyright, credit, dateline, location of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.fields.frame import Damage, Reading, decide, of_field, plain, refused, text_of
from service.lexicon.lines import is_placeholder
from service.lexicon.people import looks_like_person_name
from service.lexicon.texts import compact, fold, word_count
from service.model import Context, Finding, Json, Observation, Resolution, findings_of, rules_of

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[-–—/]\s?((?:19|20)?\d\d))?(?!\d)")
#: What stands around the holder's name in a copyright line.
_AROUND = re.compile(
    r"©|\(c\)|&copy;|\bcopyright\b|\ball rights reserved\b|\balle rechte vorbehalten\b|\btous droits réservés\b|"
    r"\btodos los derechos reservados\b|"
    r"\btodos os direitos reservados\b|\btutti i diritti riservati\b|\balle rechten voorbehouden\b|\bвсе права защищены\b"
    r"|版权所有|無断転載.{0,10}|\{\{[^{}]{0,40}\}\}|(?<=[©)] )(?:undefined|null|nan)\b|^(?:undefined|null|nan)\b(?=.*[©(])",
    re.IGNORECASE,
)

_ABBREVIATED = re.compile(r"\b(?:Inc|Ltd|Co|Corp|S\.A|Bros)\.$")

RULES = rules_of(
    "wordCount",
    """
    zero_word_count zero
        the stated count is zero although there is a text
        a counter that ran before the text was there
        0 → 650
    """,
)
FINDINGS = findings_of(
    """
    word_count_differs info
        The stated word count is far from the words counted in the page's body.
        Count again if you need the number; markup, paywalls and captions often explain it.
    """
)


def resolve_copyright(observations: Sequence[Observation], ctx: Context) -> dict[str, Resolution]:
    """The copyright year and holder, by field."""
    return {
        "copyrightYear": resolve_copyright_year(observations, ctx),
        "copyrightHolder": resolve_copyright_holder(observations, ctx),
    }


#: Properties that only the article's own markup states (schema.org).
AS_STATED = ("creditText", "dateline", "contentLocation")


def resolve_as_stated(observations: Sequence[Observation], ctx: Context) -> dict[str, Resolution]:
    """Return the stated credit, dateline and location of the article; a picture's credit is shown, not taken."""
    said = {name: of_field(observations, name, *_BESIDE.get(name, ())) for name in (AS_STATED if observations else ())}
    return {name: decide(name, [_read_text(o, name) for o in mine]) for name, mine in said.items() if mine}


#: A picture's credit explains who is not the author; the article's own credit is another statement.
_BESIDE = {"creditText": ("imageCredit",)}


def _read_text(observation: Observation, name: str) -> Reading:
    if observation.field != name:
        return refused(observation, "the credit of a picture")
    text = plain(text_of(observation.raw) or "")
    if not text or is_placeholder(text) or "://" in text:
        return refused(observation, "no text")
    return Reading(observation, text, fold(text))


def resolve_copyright_year(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return the copyright year as a number; of a span of years the last."""
    readings = [_read_year(o) for o in of_field(observations, "copyrightYear", "copyright") if _has_year(o)]
    return decide("copyrightYear", readings)


def resolve_copyright_holder(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """The copyright holder as {"@type", "name"}."""
    readings = [_read_holder(o) for o in of_field(observations, "copyrightHolder", "copyright")]
    return decide("copyrightHolder", readings, conflicts=False)


def _has_year(observation: Observation) -> bool:
    return observation.field == "copyrightYear" or bool(_YEARS.search(text_of(observation.raw) or ""))


def _read_year(observation: Observation) -> Reading:
    raw = observation.raw
    text = (
        str(int(raw))
        if isinstance(raw, (int, float)) and not isinstance(raw, bool) and raw == raw and abs(raw) < 1e6
        else text_of(raw) or ""
    )
    match = _YEARS.search(text[:400])
    if not match:
        return refused(observation, "no year")
    year = int(match.group(2) if match.group(2) and len(match.group(2)) == 4 else match.group(1))
    if match.group(2) and len(match.group(2)) == 2:
        year = int(match.group(1)[:2] + match.group(2))
    return Reading(observation, year, str(year), stated=raw == year)


def _read_holder(observation: Observation) -> Reading:
    raw = text_of(observation.raw)
    name = plain(raw or "")
    name = claimed_by(name) if observation.field == "copyright" or _AROUND.fullmatch(name) else name.strip()
    if not name or is_placeholder(name) or len(name.split()) > 8 or "http" in name:
        return refused(observation, "no name")
    kind = _kind(observation.raw, name)
    value: dict[str, Json] = {"@type": kind, "name": name}
    return Reading(observation, value, compact(name) or fold(name), stated=observation.raw in (value, name))


def claimed_by(line: str) -> str:
    """Return the holder that a copyright line names: "© 2023 The Example Times. All rights reserved." is The Example Times'."""
    name = _YEARS.sub(" ", _AROUND.sub(" ", line))
    name = " ".join(name.split()).strip(" ,;:|-–—").replace(" .", ".").replace("..", ".")
    name = name[3:] if name[:3].casefold() == "by " else name
    return (name if _ABBREVIATED.search(name) else name.strip(" .")).strip()


def _kind(raw: Json, name: str) -> str:
    if isinstance(raw, dict) and raw.get("@type") in ("Person", "Organization", "NewsMediaOrganization"):
        return "Person" if raw["@type"] == "Person" else "Organization"
    return "Person" if looks_like_person_name(name) and isinstance(raw, dict) else "Organization"


#: The types of the profile, from the most to the least telling, as schema.org spells them (standards.md, "Emit").
TYPES = (
    "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "ReviewNewsArticle",
    "LiveBlogPosting", "NewsArticle", "BlogPosting", "Article",
)  # fmt: skip
#: Other types that mean one of these, and the words of og:type and article:opinion.
_ALIASES = {
    "askpublicnewsarticle": "NewsArticle", "advertisercontentarticle": "Article", "scholarlyarticle": "Article",
    "techarticle": "Article", "satiricalarticle": "Article", "report": "Article", "socialmediaposting": "BlogPosting",
    "blog": "BlogPosting", "article": "Article", "newsarticle": "NewsArticle", "opinion": "OpinionNewsArticle",
}  # fmt: skip
_BY_NAME = {fold(name): name for name in TYPES} | _ALIASES


def resolve_type(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """The article's @type."""
    readings = [_read_type(o) for o in of_field(observations, "type")]
    if [reading for reading in readings if reading.value not in (None, "Article")]:
        # "Article" says no more than that it is one; a type that says more is also true of it
        readings = [refused(r.observation, "another type says more") if r.value == "Article" else r for r in readings]
    return decide("@type", readings, conflicts=False)


def _read_type(observation: Observation) -> Reading:
    members = observation.raw if isinstance(observation.raw, (list, tuple)) else [observation.raw]
    known = [name for name in map(_type, members) if name]
    if not known:
        return refused(observation, "not a type of article")
    value = min(known, key=TYPES.index)
    if value == "Article" and observation.source.id == "meta:og:type":
        return refused(observation, "every article of every site says so")
    return Reading(observation, value, value)


def _type(raw: Json) -> str | None:
    if not isinstance(raw, str):
        return None
    return _BY_NAME.get(fold(raw.rsplit("/", 1)[-1].rsplit(":", 1)[-1]))


#: schema.org says true and false; article:content_tier says free, metered and locked.
_YES_OR_NO = {
    "true": True, "yes": True, "1": True, "free": True, "open": True, "public": True, "http://schema.org/true": True,
    "https://schema.org/true": True, "false": False, "no": False, "0": False, "metered": False, "locked": False,
    "paid": False, "premium": False, "subscription": False, "subscriber": False, "http://schema.org/false": False,
    "https://schema.org/false": False, "registered": False,
}  # fmt: skip


def resolve_access(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """Return whether the article is accessible for free, as a boolean."""
    return decide("isAccessibleForFree", [_read_access(o) for o in of_field(observations, "isAccessibleForFree")])


def _read_access(observation: Observation) -> Reading:
    value = _boolean(observation.raw)
    if value is None:
        return refused(observation, "neither yes nor no")
    return Reading(observation, value, str(value), stated=observation.raw is value)


def _boolean(raw: Json) -> bool | None:
    if isinstance(raw, bool):
        return raw
    return _YES_OR_NO.get(fold(text_of(raw) or ""))


#: A body of fewer words was cut by a paywall or not found; a count this many times off is another text's.
_COUNTABLE, _FAR = 50, 2
_NUMBER = re.compile(r"\s*(\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+|\d{1,7})(?:\.0+)?\s*(?!min|sec|мин|dk|分)[^\W\d]{0,12}\.?\s*")


def resolve_word_count(observations: Sequence[Observation], ctx: Context, *, body: str = "") -> Resolution:
    """The word count as a whole number."""
    stated = of_field(observations, "wordCount")
    counted = word_count(body) if stated and body else 0
    readings = [_read_count(observation, counted) for observation in stated]
    return decide("wordCount", readings)


def _read_count(observation: Observation, counted: int) -> Reading:
    number = _number(observation.raw)
    if number is None:
        return refused(observation, "no whole number")
    if number == 0:
        if counted < 20:
            return refused(observation, "zero")
        damage = Damage("zero_word_count", observation.raw, f"The body has {counted} words.")
        return Reading(observation, counted, str(counted), (damage,))
    finding = None
    if counted >= _COUNTABLE and not number / _FAR <= counted <= number * _FAR:
        message = f"{observation.source.id} says {number} words, and the body has {counted}."
        finding = Finding("/article/wordCount", "word_count_differs", "info", message, observation.raw)
    return Reading(observation, number, str(number), finding=finding)


def _number(raw: Json) -> int | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        return int(raw) if 0 <= raw < 10_000_000 and raw == int(raw) else None
    match = _NUMBER.fullmatch((text_of(raw) or "")[:40])
    return int(re.sub(r"\D", "", match.group(1))) if match else None
