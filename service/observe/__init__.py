"""The observing room: reads all that a page states about itself, each statement with its place; it decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from service.model import Finding, Observation, Observed, Page
from service.observe import bylines, charset, datelines, json_ld, meta_tags, microdata, page_kind, plain_text, topics
from service.observe.body import body_text, observe_fallbacks, read_copyright, read_headline, read_subtitle
from service.observe.date_stretch import DATES, with_clock
from service.observe.datelines import doubted, settle
from service.observe.depth_guard import cut_depth
from service.observe.page_kind import FINDINGS
from service.observe.script_state import observe_state
from service.observe.supplied import observe_supplied
from service.observe.transport import header, observe_headers, observe_url, of_front_page
from service.view.columns import View
from service.view.identity import PageIdentity, page_identity
from service.view.places import Places

__all__ = ["FINDINGS", "observe"]


def observe(page: Page) -> Observed:
    """Return every statement of the page, its address, its headers and the caller's metadata, in that order."""
    seen = _page(page)
    supplied = observe_supplied(page.metadata)
    observations = [*seen.observations]
    if page.url:
        observations += observe_url(page.url)
        observations = of_front_page(page.url, observations)
    observations += observe_headers(page.headers)
    observations += supplied.observations
    mended, findings = charset.mended(observations)
    return Observed(
        observations=tuple(mended),
        findings=(*seen.findings, *supplied.findings, *findings),
        extra={**seen.extra, **supplied.extra},
        body=seen.body or supplied.body,
        kind=seen.kind,
    )


def _page(page: Page) -> Observed:
    """Return what the page's own body states: HTML, plain text, or nothing where only metadata came."""
    kind, body = ("page", page.html) if page.html is not None else ("text", page.text)
    if body is None:
        return Observed()
    decoded = _decode(page, body)
    if decoded.not_a_page:
        message = f"The body is not a {kind} but {decoded.not_a_page}."
        return Observed((), (*decoded.findings, Finding("", "not_a_page", "error", message)), kind="not_a_page")
    return _text(page, decoded) if page.html is None else _html(page, decoded)


def _decode(page: Page, body: bytes | str) -> charset.Decoded:
    if isinstance(body, str):
        return charset.already_decoded(body)
    return charset.decode(body, page.charset or charset.header_charset(header(page.headers, "content-type")))


def _text(page: Page, decoded: charset.Decoded) -> Observed:
    # before lines are told apart: "SchlagwÃ¶rter:" is no label, "Von JÃ¶rg MÃ¼ller" names nobody
    text, mended = charset.mend_lines(decoded.text)
    observations, body, findings = plain_text.observe_text(text, page.url or "")
    kind, named = page_kind.classify_text(text, observations)
    return Observed(observations, (*decoded.findings, *mended, *findings, *named), {}, body, kind)


def _html(page: Page, decoded: charset.Decoded) -> Observed:
    """Return what an HTML page states: it is parsed once and walked once, then each vocabulary is read in turn."""
    markup, cut = cut_depth(decoded.markup)
    view = View(markup)
    metas, meta_findings = meta_tags.observe_metas(view)
    own = [*metas, *meta_tags.observe_document(view)]
    blocks, block_findings = json_ld.read_blocks(view)
    identity = _identity(page, view, own)
    structured, bodies = json_ld.observe_json_ld(blocks, identity)
    stated = page_identity((), [str(o.raw) for o in structured if o.source.id == "ld+json:headline"], "").headlines
    named = PageIdentity(identity.keys, identity.headlines | stated, identity.title, identity.heading)
    places = Places(view, named)
    marked = list(microdata.observe_microdata(view, identity))
    observations = [*own, *structured, *marked]
    stamps = [str(o.raw) for o in observations if o.field in ("datePublished", "date")]
    observations += _without_marked(_visible(view, places, stamps), marked)
    observations += observe_state(view, named, observations)
    observations += meta_tags.observe_nameless(view, observations)
    observations += observe_fallbacks(view, places, observations)
    body = body_text(view, places) or max(bodies, key=len, default="")
    kind, kind_findings = page_kind.classify(view, observations, body)
    findings = (*decoded.findings, *([cut] if cut else []), *meta_findings, *block_findings, *kind_findings)
    return Observed(tuple(observations), findings, {}, body, kind)


def _without_marked(seen: list[Observation], marked: list[Observation]) -> list[Observation]:
    """Return what a reader sees without the dates that microdata mark in the same text: one text counts once."""
    told = {(o.order, " ".join(str(o.raw).split())) for o in marked if "date" in o.field.lower()}
    return [o for o in seen if (o.order, " ".join(str(o.raw).split())) not in told] if told else seen


def _identity(page: Page, view: View, own: list[Observation]) -> PageIdentity:
    """Return what the page calls itself: its own, canonical and Open Graph address; its headlines there and in its h1."""
    addresses = [page.url or "", *(str(o.raw) for o in own if o.source.id in ("link:canonical", "meta:og:url"))]
    headlines = [str(o.raw) for o in own if o.field == "headline" and o.source.id.startswith("meta:")]
    headings = view.all("h1")
    heading = view.text(headings[0], 400) if len(headings) == 1 else ""
    title = next((str(o.raw) for o in own if o.source.id == "html:title"), "")
    return page_identity(addresses, headlines, title, heading)


# --- the visible text ------------------------------------------------------------------------------------------------------

#: What a reader states of an element; whose that is, is told once all is known.
Read = Callable[[View, int, frozenset[str], Places], Iterator[Observation]]


class Reader(NamedTuple):
    """One row: the reader's id, the class role whose elements it is offered, and what reads one."""

    id: str
    role: str
    read: Read


#: The readers of elements that the template's class words name, in the order in which one element is offered to them.
READERS: tuple[Reader, ...] = (
    Reader("date_line", "date", datelines.read_date_line),
    Reader("byline", "author", bylines.read_byline),
    Reader("biography", "biography", bylines.read_biography),
    Reader("tag_list", "tags", topics.read_tags),
    Reader("breadcrumbs", "crumbs", topics.read_crumbs),
    Reader("section", "section", topics.read_section),
    Reader("subtitle", "subtitle", read_subtitle),
)
#: More of a role than any article has.
MAX_OF_A_ROLE = 40
#: Elements that are never read for their class words.
_UNREAD = frozenset("html body main article script meta img input form link textarea source video figure hr br".split())
_ROLES = frozenset(reader.role for reader in READERS)


def _visible(view: View, places: Places, stamps: Sequence[str]) -> list[Observation]:
    """The observations of the page's visible text, without repetitions of one text by nested elements of one kind.

    ``stamps`` are the dates of publication that the page states for machines.
    """
    seen: list[Observation] = [*read_headline(view, places)]
    seen += datelines.observe_times(view, places)
    seen += _classed(view, places)
    seen += topics.read_links(view, places, {str(o.raw) for o in seen if o.source.id == "html:tags"})
    seen += topics.read_labelled_tags(view, places, seen)
    seen += microdata.observe_microformats(view, places, seen)
    seen = settle(seen, view, places, bool(stamps))
    # what no class names is looked for where no class names anything
    if unnamed := list(datelines.observe_unnamed(view, places, seen, stamps)):
        seen = settle([*seen, *unnamed], view, places, bool(stamps))
    seen += bylines.observe_unnamed(view, places, seen)
    seen += bylines.observe_standing_name(view, places, seen)
    seen += datelines.observe_captions(view)
    seen += read_copyright(view)
    distinct: dict[tuple[str, str], Observation] = {}
    # beside a stamp with its clock a bare "12:34" is no witness that is missing, and may be the length of a film
    timed = any(":" in stamp for stamp in stamps)
    for o in seen:
        if o.field in DATES and o.source.witness == "human":
            o = doubted(view, o if timed else with_clock(view, o))
        distinct.setdefault((o.source.id, str(o.raw)), o)
    return list(distinct.values())


def _classed(view: View, places: Places) -> Iterator[Observation]:
    """Yield what the readers of the table state of the article's elements, each offered once."""
    counts: dict[str, int] = defaultdict(int)
    first, last = places.article_range
    for place, found in enumerate(view.roles[:last]):
        if place < first or not (found or view.tags[place] == "nav"):
            continue
        # <nav aria-label="Breadcrumb">, with any class
        if view.tags[place] == "nav":
            found = found | {"crumbs"} if "breadcrumb" in view.get(place, "aria-label").lower() else found & {"crumbs"}
        if _ROLES.isdisjoint(found) or view.tags[place] in _UNREAD:
            continue
        for reader in READERS:
            if reader.role in found and counts[reader.role] < MAX_OF_A_ROLE:
                stated = list(reader.read(view, place, found, places))
                counts[reader.role] += bool(stated)
                yield from stated
