"""The fields that only repeat what is stated: copyright year and holder, credit, dateline, the location of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.fields.frame import RULES as NO_RULES
from service.fields.frame import Reading, decide, of_field, plain, refused, text_of
from service.lexicon.lines import is_placeholder
from service.lexicon.people import looks_like_person_name
from service.lexicon.texts import compact, fold
from service.model import Context, FindingCode, Json, Observation, Resolution

_CHANCE = 0.02
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

RULES = NO_RULES
FINDINGS: tuple[FindingCode, ...] = ()


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
    said = {name: of_field(observations, name, *_BESIDE.get(name, ())) for name in AS_STATED}
    return {name: decide(name, [_read_text(o, name) for o in mine], u=_CHANCE) for name, mine in said.items() if mine}


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
    return decide("copyrightYear", readings, u=_CHANCE)


def resolve_copyright_holder(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """The copyright holder as {"@type", "name"}."""
    readings = [_read_holder(o) for o in of_field(observations, "copyrightHolder", "copyright")]
    return decide("copyrightHolder", readings, u=_CHANCE, conflicts=False)


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
    name = re.sub(r"^by\s+", "", name, flags=re.IGNORECASE)
    return (name if _ABBREVIATED.search(name) else name.strip(" .")).strip()


def _kind(raw: Json, name: str) -> str:
    if isinstance(raw, dict) and raw.get("@type") in ("Person", "Organization", "NewsMediaOrganization"):
        return "Person" if raw["@type"] == "Person" else "Organization"
    return "Person" if looks_like_person_name(name) and isinstance(raw, dict) else "Organization"
