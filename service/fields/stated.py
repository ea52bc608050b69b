"""The fields that repeat what is stated: section, kind, access, word count, copyright, credit,
dateline, place of the story.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence, Set

from service.fields.frame import empty, field_texts, texts_of
from service.fields.titles import pieces
from service.fields.url import site_labels
from service.judge.decision import Damage, Reading, decide, of_field, ranked, refused, usual
from service.lexicon.labels import LABELS
from service.lexicon.lines import is_placeholder
from service.lexicon.people import is_signed_names, looks_like_person_name
from service.lexicon.slugs import host_of
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, compact, fold, key_of, remembered, unquoted, word_count
from service.model import Context, Finding, Json, Observation, Resolution
from service.spans.labelled import label_of

_CRUMB = re.compile(r"\s*[>›»→]\s*|\s+/\s+|\s*::\s*")
#: Links to the home page, and those that stand where a section is looked for.
_HOME = phrases("sites", "home_links")
#: "Politics,Local" and "World;Europe" are how templates and tools join two; "Arts, Culture and
#: Media" is one section's name.
_GLUED = re.compile(r",(?=[^\s\d&])|\s*;\s*")
#: A category's key in a CMS, "news_news".
_CMS_KEY = re.compile(r"[^ ]*_[^ ]*")
#: The name of a section: a hundred characters at most, and no address.
_SECTION = re.compile(r"(?!http).{1,100}", re.DOTALL)
_LETTER = re.compile(r"[^\W\d_]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
#: Labels that need no mark behind them, "Posted in News".
_POSTED = re.compile(rf"^(?:{any_of(phrases('sites', 'posted_in'))})(?:\s|$)", re.IGNORECASE)


def resolve_section(
    observations: Sequence[Observation],
    ctx: Context,
    *,
    publisher: str | None = None,
    headline: str | None = None,
) -> Resolution:
    """Return the sections as a list; the first is the main one."""
    host = host_of(ctx.url or "").removeprefix("www.")
    others = _HOME.union(map(fold, (publisher or "", headline or "", host, "")))
    site = site_labels(ctx.url)
    stated = of_field(observations, "articleSection")
    readings = _seconded([_read_section(o, others, site) for o in stated])
    readings = _beside_the_usual(readings, usual(ctx.habits, "sections"))
    return decide("articleSection", readings, display=_written)


def _main(reading: Reading) -> str:
    """Return the main section of a reading."""
    return str(reading.value[0]) if isinstance(reading.value, list) else ""


def _only(keys: Set[str], readings: Sequence[Reading], why: str) -> list[Reading]:
    """Return the readings, those of other keys refused."""
    return [r if not r.value or r.key in keys else refused(r.observation, why) for r in readings]


def _seconded(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings, those refused that nothing written for readers seconds.

    "/live/2023/feb/11/…": a folder says as often how an article is kept as where it belongs, and
    "news_news" is a CMS's own key and no word for readers.
    """
    written = [r for r in readings if r.value and not _CMS_KEY.fullmatch(_main(r))]
    is_url = {r.observation.source.witness for r in written} <= {"url"}
    shown = set[str]() if is_url else {r.key for r in written}
    return _only(shown, readings, "no words for readers")


def _beside_the_usual(readings: list[Reading], known: Collection[str]) -> list[Reading]:
    """Return the readings, those refused that stand on every page of the site beside others.

    A site of one section has it on every page, and it is right; beside another it is the
    template's.
    """
    own = {
        r.key
        for r in readings
        if isinstance(r.value, list) and not all(key_of(str(name)) in known for name in r.value)
    }
    return _only(own, readings, "on every page of the site") if own else readings


def _written(same: Sequence[Reading]) -> Reading:
    """Return the one of several equal readings that is written for readers and not for addresses:
    "US News", not "us-news".
    """
    main = [(r, _main(r)) for r in same]
    return ranked(same, [(len(r.damages), name.islower() or "_" in name) for r, name in main])


def _unlabelled(text: str) -> str:
    """Return the text without the label before it, "Channel: Tech"; "" for a label alone and for a
    byline.
    """
    # "Kategorien:" is a label, "Sport:" is a section before its headline
    bare = _POSTED.sub("", text.rstrip(" :"))
    field, rest = label_of(bare) or ("", bare)
    if fold(bare) in LABELS["articleSection"] or (
        field == "author" and (":" in bare or is_signed_names(rest))
    ):
        return ""
    return rest if field in ("articleSection", "keywords") else bare


def _read_section(
    observation: Observation, others: frozenset[str], site: frozenset[str]
) -> Reading:
    """Return the sections that an observation names: of a trail the last step that is neither the
    headline nor another story's, "Football" of "Home > Sport > Football > Cup final".
    """
    texts = _section_texts(observation.raw)
    trails = [(text, _steps(text, others)) for text in texts]
    damages = [Damage("breadcrumb_as_section", text) for text, steps in trails if len(steps) > 1]
    value = _sections([steps[-1] for _, steps in trails if steps], site)
    if not value:
        silent = empty(observation, "articleSection", [*texts, ""][0])
        return silent or refused(observation, "no section")
    # a section and its form in addresses are one
    key = fold(str(value[0])).replace("-", " ").replace("_", " ")
    stated = observation.raw in (value, value[0])
    return Reading(observation, value, key, tuple(damages), stated=stated)


def _section_texts(raw: Json) -> list[str]:
    """Return the texts of a raw value that may be sections or trails; a number is a CMS's own for
    its category, [4, 9], and a day is no section.
    """
    bare = map(_unlabelled, filter(_LETTER.search, texts_of(raw)))
    return [part for text in bare for part in _GLUED.split(text) if _LETTER_OR_DIGIT.search(part)]


def _steps(text: str, others: frozenset[str]) -> list[str]:
    """Return the steps of a trail but the site's own and the headline."""
    return [c for c in _CRUMB.split(text) if fold(c).removeprefix("www.") not in others]


def _sections(steps: Sequence[str], site: frozenset[str]) -> list[Json]:
    """Return the sections that the last steps of trails name, each once."""
    found: dict[str, str] = {}
    for name in [unquoted(step.strip(" ,;|/")) for step in steps]:
        if _SECTION.fullmatch(name) and not is_placeholder(name):
            found.setdefault(fold(name), name)
    value: list[Json] = [name for key, name in found.items() if not key.isdigit()]
    # "TagesWoche – Journalismus für Basel", "Gesellschaft"
    is_site = len(value) > 1 and not site.isdisjoint(map(compact, pieces(str(value[0]))))
    return value[1:] if is_site else value


#: The name of a holder: eight words at most, and no address.
_HOLDER = re.compile(r"(?!.*http)\S+(?:\s+\S+){0,7}")
#: Whether what schema.org calls the holder is a house; of another type its name tells.
_HOUSES = {"Organization": True, "NewsMediaOrganization": True, "Person": False}
_YEARS = re.compile(r"((?:19|20)(?<!\d\d\d)\d\d)(?:\s?[-–—/]\s?((?:19|20)?\d\d))?(?!\d)")
#: What stands around the holder's name in a copyright line.
_AROUND = re.compile(
    # each of these begins with one of a few letters and signs
    r"(?=[©(&catв版無{un])(?:©|\(c\)|&copy;|\bcopyright\b|"
    rf"\b(?:{any_of(phrases('sites', 'rights'))})\b|"
    r"版权所有|無断転載.{0,10}|\{\{[^{}]{0,40}\}\}|"
    r"(?<=[©)] )(?:undefined|null|nan)\b|^(?:undefined|null|nan)\b(?=.*[©(]))",
    re.IGNORECASE,
)


def _read_year(observation: Observation, text: str, _: int) -> Reading | None:
    """Return the year that a text says, of a span the last; a copyright line without one is
    complete.
    """
    match = _YEARS.search(text[:400])
    if not match:
        return refused(observation, "no year") if observation.field == "copyrightYear" else None
    year = int(match[1][: -len(match[2])] + match[2] if match[2] else match[1])
    return Reading(observation, year, str(year))


def _read_holder(observation: Observation, text: str, _: int) -> Reading:
    """Return the holder of the copyright as {"@type", "name"}."""
    is_line = observation.field == "copyright" or _AROUND.fullmatch(text)
    raw, name = observation.raw, claimed_by(text) if is_line else text
    if not _HOLDER.fullmatch(name) or is_placeholder(name):
        return refused(observation, "no name")
    stated = raw.get("@type") if isinstance(raw, dict) else "Organization"
    is_house = _HOUSES.get(str(stated), not looks_like_person_name(name))
    value: dict[str, Json] = {"@type": "Organization" if is_house else "Person", "name": name}
    return Reading(observation, value, compact(name) or fold(name), stated=raw in (value, name))


@remembered
def claimed_by(line: str) -> str:
    """Return the holder that a copyright line names: "© 2023 The Example Times. All rights
    reserved." is The Example Times'.
    """
    told = " ".join(_YEARS.sub(" ", _AROUND.sub(" ", line)).split())
    # "… Cyber Media (Copyright 2023)" leaves a bracket
    name = told.strip(" ,;:|-–—@(").replace(" .", ".").replace("..", ".")
    name = name.removeprefix("by ").removeprefix("By ").rstrip(" |-–—")
    return (
        name
        if re.search(r"\b(?:Inc|Ltd|Co|Corp|S\.A|Bros)\.$", name)
        else name.strip(" .").strip(" |-–—")
    )


#: The types of the profile, from the most to the least telling, as schema.org spells them
#: (standards.md, "Emit").
TYPES = (
    "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "LiveBlogPosting", "NewsArticle", "BlogPosting", "Article",
)  # fmt: skip
#: How other types end that mean one of them, "TechArticle", and the words of og:type and
#: article:opinion.
_ENDINGS = {name.lower(): name for name in TYPES} | {
    "report": "Article", "socialmediaposting": "BlogPosting", "blog": "BlogPosting",
        "opinion": "OpinionNewsArticle",
}  # fmt: skip
#: schema.org says true and false; article:content_tier says free, metered and locked.
_YES_OR_NO = dict.fromkeys("true yes 1 free open public".split(), True)
_YES_OR_NO |= dict.fromkeys(
    "false no 0 metered locked paid premium subscription subscriber registered".split(), False
)
#: A body of fewer words was cut by a paywall or not found; a count this many times off is another
#: text's.
_COUNTABLE, _FAR = 50, 2
_NUMBER = re.compile(
    r"\s*(\d{1,3}(?:[.,'’\u00a0\u202f ]\d{3})+|\d{1,7})(?:\.0+)?\s*(?!min|sec|мин|dk"
    r"|分)[^\W\d]{0,12}\.?\s*"
)


def _read_type(observation: Observation, _: str, __: int) -> Reading:
    """Return the most telling type of article that a statement names."""
    members = observation.raw if isinstance(observation.raw, (list, tuple)) else [observation.raw]
    names = [
        fold(raw.rpartition("/")[2].rpartition(":")[2]) for raw in members if isinstance(raw, str)
    ]
    known = [next((_ENDINGS[end] for end in _ENDINGS if name.endswith(end)), "") for name in names]
    value = min(filter(None, known), key=TYPES.index, default=None)
    if value == "Article" and observation.source.id == "meta:og:type":
        return refused(observation, "every article of every site says so")
    return (
        Reading(observation, value, value)
        if value
        else refused(observation, "not a type of article")
    )


def _read_access(observation: Observation, text: str, _: int) -> Reading:
    """Return whether the article is accessible for free."""
    said = (
        observation.raw
        if isinstance(observation.raw, bool)
        else _YES_OR_NO.get(fold(text.rpartition("/")[2]))
    )
    return (
        refused(observation, "neither yes nor no")
        if said is None
        else Reading(observation, said, str(said))
    )


def _read_count(observation: Observation, text: str, counted: int) -> Reading:
    """Return the number of words that is stated, beside the number of those that were
    ``counted``.
    """
    raw, finding, match = observation.raw, None, _NUMBER.fullmatch(text[:40])
    number = int(re.sub(r"\D", "", match[1])) if match else 0
    if not number and (match is None or counted < 20):
        return refused(observation, "no whole number of words")
    if not number:
        return Reading(observation, counted, str(counted), (Damage("zero_word_count", raw),))
    if counted >= _COUNTABLE and not number / _FAR <= counted <= number * _FAR:
        message = f"{observation.source.id} says {number} words, and the body has {counted}."
        finding = Finding("/article/wordCount", "word_count_differs", "info", message, raw)
    return Reading(observation, number, str(number), finding=finding)


def _read_text(observation: Observation, text: str, _: int) -> Reading:
    """Return the text as it stands; a picture's credit is shown, not taken."""
    if observation.source.id == "text:credit":
        return refused(observation, "the credit of a picture")
    silent = not text or is_placeholder(text) or "://" in text
    return refused(observation, "no text") if silent else Reading(observation, text, fold(text))


#: Where each of these fields is stated, and what reads a statement; below them those that only the
#: article's own markup states (schema.org), which an answer lists where they are stated.
_READERS: dict[str, tuple[tuple[str, ...], Callable[[Observation, str, int], Reading | None]]] = {
    "@type": (("type",), _read_type),
    "isAccessibleForFree": (("isAccessibleForFree",), _read_access),
    "wordCount": (("wordCount",), _read_count),
    "copyrightYear": (("copyright", "copyrightYear"), _read_year),
    "copyrightHolder": (("copyright", "copyrightHolder"), _read_holder),
}
_AS_STATED = ("creditText", "dateline", "contentLocation")
STATED = (
    *dict.fromkeys([place for places, _ in _READERS.values() for place in places]),
    *_AS_STATED,
)
#: Of these two places may say different things, and both be right.
_OPEN = ("@type", "copyrightHolder")


def resolve_stated(
    observations: Sequence[Observation], ctx: Context, *, body: str = ""
) -> dict[str, Resolution]:
    """Return what is stated of the article's kind, access, words, copyright, credit, dateline and
    location.
    """
    fields = dict.fromkeys([o.field for o in observations])
    told = {field: field_texts(observations, field) for field in fields}
    counted = word_count(body) if "wordCount" in told else 0
    names = (*_READERS, *[name for name in _AS_STATED if name in told])
    return {name: _resolved(name, told, counted) for name in names}


def _resolved(
    name: str, told: Mapping[str, Sequence[tuple[Observation, str]]], counted: int
) -> Resolution:
    """Return one of these fields from the texts that are stated of each."""
    places, read = _READERS.get(name, ((name,), _read_text))
    stated = [each for place in places for each in told.get(place, ())]
    readings = [reading for o, text in stated if (reading := read(o, text, counted))]
    if name == "@type" and {reading.value for reading in readings} - {None, "Article"}:
        # "Article" says no more than that it is one; a type that says more is also true of it
        more = {reading.key for reading in readings} - {"Article"}
        readings = _only(more, readings, "another type says more")
    return decide(name, readings, conflicts=name not in _OPEN)
