"""The description: what the outlet says of the article in a sentence or two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.fields.frame import Damage, Reading, decide, of_field, placeholder, plain, refused, text_of
from service.lexicon import compact, fold, is_placeholder, phrase_set
from service.model import Context, FindingCode, Observation, Resolution, Rule

_CHANCE = 0.005
#: Two descriptions whose first letters and digits agree this far are one, cut at different lengths.
_SAME, _SURE = 40, 0.7
_ENDED = re.compile(r"[.!?…。！？:][\"'”’»)\]]?$")
#: What excerpt makers leave behind the cut: "The storm … [&hellip;]", "Continue reading →".
_CUT_MARK = re.compile(r"\s*\[\s*(?:…|\.\.\.|&hellip;)\s*\]$")
_READ_ON = re.compile(
    r"\s+\(?(?:continue reading|read more|read the full (?:story|article)|weiterlesen|"
    r"lire la suite|leer más|leggi tutto|lees meer)\W{0,3}$",
    re.IGNORECASE,
)
_SLOGAN = re.compile(
    r"(?:breaking|latest|top) news\b.{0,60}\b(?:news|sports?|weather|opinion|headlines|\.\.\.|…)", re.IGNORECASE
)

#: What a site has, not what an article says: "Example Times: news, sport, opinion".
_SHELVES = phrase_set(
    "news, sport, sports, opinion, comment, weather, business, finance, culture, lifestyle, entertainment, politics, world, "
    "local, features, video, videos, photos, analysis, breaking news, latest news, travel, technology, science, health, more, "
    "nachrichten, wetter, meinung, kultur, wirtschaft, politik, actualités, météo, économie, politique, noticias, deportes, "
    "economía, opinión, cultura"
)

RULES = (
    Rule(
        "cut_mark_in_description",
        "description",
        "the mark of an automatic cut stands at the end",
        "excerpt functions of CMSs",
        "The storm … […]",
        "The storm …",
        ("truncation-marker",),
    ),
)
FINDINGS = (
    FindingCode(
        "slogan_as_description",
        "info",
        "The description advertises the site and says nothing of the article; it is not used.",
        "Nothing to do.",
    ),
)


def resolve_description(observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None) -> Resolution:
    """The description as one line of plain text."""
    readings = [_read(observation, publisher) for observation in of_field(observations, "description")]
    return decide("description", readings, u=_CHANCE, conflicts=False, display=_whole)


def _read(observation: Observation, publisher: str | None) -> Reading:
    raw = text_of(observation.raw, ("description", "text", "@value", "value", "name"))
    if raw is None:
        return refused(observation, "no text")
    text, damages = plain(raw), []
    bare = _READ_ON.sub("", _CUT_MARK.sub("", text)).strip()
    if bare != text and bare:
        damages.append(
            Damage("cut_mark_in_description", text, "The end is the mark of an automatic cut, not the author's text.")
        )
        text = bare
    if is_placeholder(text):
        return placeholder(observation, "description")
    if _is_slogan(text, publisher):
        return refused(observation, "the site's slogan")
    return Reading(observation, text, compact(text)[:_SAME] or text, tuple(damages))


def _whole(same: Sequence[Reading]) -> Reading:
    """Of descriptions that begin alike the most reliable, or one that goes on where it breaks off without any mark.

    An unescaped quotation mark ends an attribute: 'The president said his failure to pass ' lacks what stood behind it.
    """
    best = min(same, key=lambda r: (len(r.damages), -r.reliability, r.observation.order, repr(r.value)))
    text = str(best.value)
    if _ENDED.search(text):
        return best
    longer = [r for r in same if str(r.value).startswith(text) and _ENDED.search(str(r.value)) and r.reliability >= _SURE]
    return max([best, *longer], key=lambda r: (r is not best, r.reliability, -r.observation.order, repr(r.value)))


def _is_slogan(text: str, publisher: str | None) -> bool:
    """Whether the text advertises the site: its name alone, or what it has on its shelves."""
    if len(text) > 200:
        return False
    if _SLOGAN.search(text) or (publisher and compact(text) == compact(publisher)):
        return True
    name, colon, rest = text.partition(":")
    shelves = [fold(shelf) for shelf in re.split(r"\s*(?:,|&|\band\b|\|)\s*", rest.strip(" .")) if shelf]
    return bool(colon) and len(name) < 60 and len(shelves) > 1 and all(shelf in _SHELVES for shelf in shelves)
