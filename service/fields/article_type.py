"""The kind of article: one of the types that the profile allows."""

from __future__ import annotations

from collections.abc import Sequence

from service.fields.frame import RULES as NO_RULES
from service.fields.frame import Reading, decide, of_field, refused
from service.lexicon.texts import fold
from service.model import Context, FindingCode, Json, Observation, Resolution

_CHANCE = 0.1
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

RULES = NO_RULES
FINDINGS: tuple[FindingCode, ...] = ()


def resolve_type(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """The article's @type."""
    return decide("@type", [_read(o) for o in of_field(observations, "type")], u=_CHANCE, conflicts=False)


def _read(observation: Observation) -> Reading:
    members = observation.raw if isinstance(observation.raw, (list, tuple)) else [observation.raw]
    known = [name for name in map(_type, members) if name]
    if not known:
        return refused(observation, "not a type of article")
    value = min(known, key=TYPES.index)
    if value == "Article" and observation.source.id == "meta:og:type":
        return refused(observation, "every article of every site says so")
    # "Article" says no more than that it is one; a type that says more is also true of it.
    return Reading(observation, value, value, weight=0.7 if value == "Article" else 1.0)


def _type(raw: Json) -> str | None:
    if not isinstance(raw, str):
        return None
    return _BY_NAME.get(fold(raw.rsplit("/", 1)[-1].rsplit(":", 1)[-1]))
