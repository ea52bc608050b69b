"""The whole pipeline in one module: observe, resolve each field, cross-check, assemble."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Literal, NamedTuple, TypeAlias

from webencodings import LABELS, lookup

from service import __version__, dates, fields, observe, tags
from service.model import (
    CORE_FIELDS,
    Candidate,
    Context,
    Finding,
    FindingCode,
    Habits,
    Json,
    Observation,
    Observed,
    Page,
    Resolution,
    Result,
    Rule,
    tables_of,
)
from service.observe.transport import sent_at
from service.questions import asked
from service.records import record, replace
from service.steps import step


@record(frozen=True, slots=True)
class Thresholds:
    """The probabilities (0 to 1) below which a value is withheld; a wrong date costs as much as ten
    withheld ones.
    """

    dates: float = 0.90
    others: float = 0.50


DATE_FIELDS = frozenset(("datePublished", "dateModified", "dateCreated", "expires"))

#: Kinds of pages without an article: the answer has only what the caller states about the page
#: (contract.md, "Limits").
NO_ARTICLE = frozenset(("not_a_page", "bot_wall", "consent_wall", "login_page", "error_page"))

_, _FINDINGS = tables_of("service")

RULES: tuple[Rule, ...] = tuple(
    sorted((*dates.RULES, *tags.RULES, *fields.RULES), key=lambda rule: (rule.field, rule.id))
)
FINDINGS: tuple[FindingCode, ...] = tuple(
    sorted(
        (*_FINDINGS, *observe.FINDINGS, *dates.FINDINGS, *tags.FINDINGS, *fields.FINDINGS),
        key=lambda code: code.code,
    )
)

ADVICE = {code.code: code.advice for code in FINDINGS}
#: What each rule finds, as the sentence that explains a repair which says no more.
_SENTENCES = {rule.id: f"{rule.damage[:1].upper()}{rule.damage[1:]}." for rule in RULES}


#: What to do about what was taken from tags.
_TAKEN_OUT = "Nothing to do; it is not given."

#: The observations of each field.
_ByField: TypeAlias = defaultdict[str, list[Observation]]
#: The habits of the site of an address, where they are known.
Profile: TypeAlias = Callable[[str], Habits | None]


def normalize(
    page: Page,
    thresholds: Thresholds | None = None,
    profile: Profile | None = None,
    story: observe.Story | None = None,
) -> Result:
    """Return the canonical metadata of one page, with a reason for every change.

    Never raises for what a page contains; the same page gives the same result.  A ``profile`` gives
    the habits of the page's site, and ``story`` reads the text of the story, which the result then
    has.
    """
    limits = thresholds or Thresholds()
    return concluded(examined(page, limits, profile, story), limits)


class Examined(NamedTuple):
    """What a page states, what was known beside it, and what was decided about each field."""

    seen: Observed
    context: Context
    resolutions: Mapping[str, Resolution]


def examined(
    page: Page,
    limits: Thresholds,
    profile: Profile | None = None,
    story: observe.Story | None = None,
) -> Examined:
    """Return what a page states and what is decided about each field, before anything is withheld.

    Several captures of one article are each examined alone, and concluded together.
    """
    if page.url and not page.url.isascii():
        # a program that reads byte by byte leaves lone surrogates, which no URL parser accepts
        page = replace(page, url=page.url.encode("utf-8", "replace").decode("utf-8"))
    with step("observe"):
        seen = observe.observe(page, story)
    if seen.kind in NO_ARTICLE:
        seen = replace(seen, observations=(), body="", story="")
    with step("fields"):
        return _resolve(seen, page, limits, profile)


def concluded(page: Examined, limits: Thresholds) -> Result:
    """Return the result of an examined page: each repair explained, what is not probable enough
    withheld.
    """
    seen, _, resolutions = page
    # most fields of a page are silent
    told = {
        name: _explained(r) for name, r in resolutions.items() if r.value is not None or r.repairs
    }
    told = {
        name: _withhold(r, limits.dates if name in DATE_FIELDS else limits.others)
        for name, r in told.items()
    }
    return _assemble({**resolutions, **told}, seen)


def _resolve(seen: Observed, page: Page, limits: Thresholds, profile: Profile | None) -> Examined:
    """Return every field's resolution; passes on the results that one resolver needs of another."""
    by_field = _by_field(seen.observations)
    url = fields.resolve_url(by_field["url"], Context(url=page.url))
    # a dump of one line is its own headline, and has no body
    text = seen.body or next(
        (str(o.raw) for o in by_field["headline"] if o.source.id == "text:headline"), ""
    )
    language = fields.resolve_language(
        by_field["inLanguage"], Context(url=page.url, language=page.language), body=text
    )
    context = _context(page, _text(url), _text(language), profile)
    publisher = fields.resolve_publisher(
        _of(by_field, "publisher", "headline", "copyright"), context
    )
    site = _name(publisher.value)
    # any of the site's names can stand after a headline, not only the publisher that is answered
    named = _of(by_field, "headline", "publisher", "copyright", "author", "articleSection")
    headline = fields.resolve_headline(named, context, publisher=site)
    author = fields.resolve_authors(
        by_field["author"], context, publisher=site, headline=_text(headline)
    )
    section = fields.resolve_section(
        by_field["articleSection"], context, publisher=site, headline=_text(headline)
    )
    names = tuple(filter(None, map(_name, _list(author.value))))
    with step("dates"):
        dated = dates.resolve(_of(by_field, *dates.FIELDS), context, limits.dates)
    resolutions = {
        "url": url,
        "inLanguage": language,
        "publisher": publisher,
        "author": author,
        "articleSection": section,
        "headline": headline,
        "alternativeHeadline": fields.resolve_alternative_headline(
            by_field["alternativeHeadline"], context, headline=_text(headline)
        ),
        "description": fields.resolve_description(
            by_field["description"], context, publisher=site, headline=_text(headline)
        ),
        "keywords": tags.resolve(
            by_field["keywords"],
            context,
            section=next((str(item) for item in _list(section.value)), None),
            authors=names,
            publisher=site,
            language=context.language,
            published=_text(_withhold(dated["datePublished"], limits.dates)),
            headline=_text(headline),
            body=seen.body,
        ),
        "image": fields.resolve_image(by_field["image"], context),
        **fields.resolve_stated(_of(by_field, *fields.STATED), context, body=seen.body),
        **dated,
    }
    all_fields = (*CORE_FIELDS, *sorted(set(resolutions) - set(CORE_FIELDS)))
    decided = {name: resolutions.get(name) or Resolution(name) for name in all_fields}
    return Examined(seen, context, decided)


def _context(page: Page, url: str | None, language: str | None, profile: Profile | None) -> Context:
    """Return the context for all resolvers, once the page's address and language are known."""
    # the address of the fetch shows whose page it is; a canonical address is only the page's own
    # claim
    address = page.url or url
    return Context(
        url=url or page.url,
        language=language or page.language,
        country=fields.country_of(page.url or url, language),
        fetched_at=page.fetched_at or sent_at(page.headers),
        assume_zone=page.assume_zone,
        fetched_by_header=page.fetched_at is None,
        habits=profile(address) if profile is not None and address else None,
    )


def _explained(resolution: Resolution) -> Resolution:
    """Return the resolution, its repairs explained by the sentences of their rules where they are
    not by their own.
    """
    told = [
        r if r.explanation else replace(r, explanation=_SENTENCES[r.rule])
        for r in resolution.repairs
    ]
    return replace(resolution, repairs=tuple(told)) if told else resolution


def _withhold(resolution: Resolution, threshold: float) -> Resolution:
    """Return the resolution, without its value if its probability is below the threshold; the
    readings stay visible.

    Where it is likelier that none of them is right, a look would seldom settle anything: such a
    field is absent, as one of which nothing was read.
    """
    if resolution.value is None:
        return replace(resolution, repairs=())
    if resolution.confidence >= threshold:
        return resolution
    without = replace(
        resolution,
        status="ambiguous",
        value=None,
        repairs=(),
        candidates=resolution.candidates or (Candidate(resolution.value, resolution.confidence),),
        precision=None,
        instant=None,
        zone=None,
    )
    if resolution.none_likelier:
        remarks = [replace(finding, severity="info") for finding in resolution.findings]
        return replace(without, status="absent", edtf=None, findings=tuple(remarks))
    return without


def _open(
    resolutions: Mapping[str, Resolution], questions: Mapping[str, str], kind: str
) -> Iterator[Finding]:
    """Yield a finding for each field that is withheld, or that the page should have and was not
    read: the question, where there is one.

    The kind of article has none: a more general one is always given.
    """
    for name, resolution in resolutions.items():
        path, question = f"/fields/{name}", questions.get(name)
        if resolution.status == "ambiguous" and question is not None:
            yield Finding(path, "value_withheld", "warning", f"It is withheld. {question}")
        elif resolution.status == "ambiguous" and name != "@type":
            best = max([each.probability for each in resolution.candidates], default=0.0)
            message = f"It is withheld, since its likeliest value has a probability of {best:.2f}."
            yield Finding(path, "value_withheld", "info", message)
        elif question is not None and kind not in NO_ARTICLE:
            yield Finding(path, "value_missing", "info", f"It is missing. {question}")


def _assemble(resolutions: Mapping[str, Resolution], seen: Observed) -> Result:
    article: dict[str, Json] = {"@context": "https://schema.org", "@type": "NewsArticle"}
    article |= {
        name: r.value
        for name, r in resolutions.items()
        if r.value is not None and r.value != [] and r.value != ()
    }
    questions = asked(resolutions, seen.kind)
    found = (
        *seen.findings,
        *[finding for r in resolutions.values() for finding in r.findings],
        *_open(resolutions, questions, seen.kind),
        *_unread(resolutions, seen),
    )
    findings = tuple(map(advised, found))
    withheld = tuple(sorted([n for n, r in resolutions.items() if r.status == "ambiguous"]))
    status = status_of(resolutions, questions)
    return Result(
        article, resolutions, findings, status, seen.extra, withheld, questions, seen.story
    )


def _unread(resolutions: Mapping[str, Resolution], seen: Observed) -> list[Finding]:
    """Return a finding for each of the caller's objects or lists that gave nothing, unless its
    field already has one.
    """
    silent = {
        name
        for name in CORE_FIELDS
        if resolutions[name].status == "absent" and not resolutions[name].findings
    }
    silent |= {"date"} if "datePublished" in silent else set()
    return [
        Finding(
            f"/{o.locator}",
            "unread_metadata_value",
            "info",
            f"Nothing was read from {o.locator}.",
            o.raw,
        )
        for o in seen.observations
        if o.field in silent
        and o.source.witness == "supplied"
        and isinstance(o.raw, Mapping | list)
    ]


def advised(finding: Finding) -> Finding:
    """Return the finding with the name of its field before it, and what to do at its end; what was
    taken from tags is told by its rule.
    """
    message = finding.message or _SENTENCES[finding.code]
    of = finding.path.split("/")[2:3] if finding.path.startswith(("/article/", "/fields/")) else []
    told = [*[f"{name}:" for name in of], message, ADVICE.get(finding.code, _TAKEN_OUT)]
    return replace(finding, message=" ".join(told))


def status_of(
    resolutions: Mapping[str, Resolution], questions: Mapping[str, str]
) -> Literal["clean", "repaired", "unresolved"]:
    """Return the document's status: a client stores clean and repaired ones, and has a person look
    at unresolved ones, to answer their questions.
    """
    if questions:
        return "unresolved"
    return "repaired" if [r for r in resolutions.values() if r.repairs] else "clean"


def _by_field(observations: Sequence[Observation]) -> _ByField:
    """Return the observations by field, in page order within each field."""
    groups: _ByField = defaultdict(list)
    for observation in observations:
        groups[observation.field].append(observation)
    return groups


def _of(by_field: _ByField, *names: str) -> list[Observation]:
    return [o for name in names for o in by_field[name]]


def _text(resolution: Resolution) -> str | None:
    return resolution.value if isinstance(resolution.value, str) else None


def _list(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list | tuple) else ()


def _name(value: Json) -> str | None:
    name = value.get("name") if isinstance(value, dict) else None
    return name if isinstance(name, str) else None


#: What the engine imports on first need, so that the command starts quickly; the codecs of
#: encodings are modules too.
_ON_FIRST_NEED = ("_strptime", "ftfy.bad_codecs.utf8_variants", "gcld3", "langcodes", "tzdata")


@cache
def import_the_rest() -> None:
    """Import what is imported on first need: a page that is stopped meanwhile would leave half a
    module for all later ones.
    """
    for name in _ON_FIRST_NEED:
        import_module(name)
    for name in sorted(set(LABELS.values())):
        lookup(name)


def rules_digest(thresholds: Thresholds | None = None) -> str:
    """Return a digest of what decides answers besides the page: rules, findings, data versions,
    thresholds.
    """
    data = {
        "version": __version__,
        "rules": [asdict(rule) for rule in RULES],
        "findings": [asdict(code) for code in FINDINGS],
        "thresholds": asdict(thresholds or Thresholds()),
        "data": {
            name: version(name)
            for name in ("tzdata", "publicsuffixlist", "ftfy", "cld3-py", "langcodes", "hijridate")
        },
    }
    text = json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return "sha-256:" + hashlib.sha256(text.encode("ascii")).hexdigest()[:32]
