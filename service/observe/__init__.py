"""The observing room: reads all that a page states about itself, each statement with its place; it decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from service.lexicon.slugs import url_key
from service.lexicon.texts import fold
from service.model import Finding, Observation, Observed, Page
from service.observe import body, charset, datelines, json_ld, markup, page_kind, plain_text, transport
from service.observe.date_stretch import DATES, with_clock
from service.observe.datelines import doubted, settle
from service.observe.depth_guard import cut_depth
from service.observe.page_kind import FINDINGS
from service.observe.script_state import observe_state
from service.records import replace
from service.view.columns import View
from service.view.places import PageIdentity, Places

__all__ = ["FINDINGS", "observe"]


def observe(page: Page) -> Observed:
    """Return every statement of the page, its address, its headers and the caller's metadata, in that order."""
    seen = _page(page)
    supplied = transport.observe_supplied(page.metadata)
    observations = [*seen.observations, *transport.observe_url(page.url or "", seen.observations)]
    if page.url:
        observations = transport.of_front_page(page.url, observations)
    observations += [*transport.observe_headers(page.headers), *supplied.observations]
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
    kind, given = ("page", page.html) if page.html is not None else ("text", page.text)
    if given is None:
        return Observed()
    header = charset.header_charset(transport.header(page.headers, "content-type"))
    decoded = charset.already_decoded(given) if isinstance(given, str) else charset.decode(given, page.charset or header)
    if decoded.not_a_page:
        message = f"The body is not a {kind} but {decoded.not_a_page}."
        return Observed((), (*decoded.findings, Finding("", "not_a_page", "error", message)), kind="not_a_page")
    return _text(page, decoded) if page.html is None else _html(page, decoded)


def _text(page: Page, decoded: charset.Decoded) -> Observed:
    # before lines are told apart: "SchlagwÃ¶rter:" is no label, "Von JÃ¶rg MÃ¼ller" names nobody
    text, mended = charset.mend_lines(decoded.markup.decode())
    observations, words, findings = plain_text.observe_text(text, page.url or "")
    kind, named = page_kind.classify_text(text, observations)
    return Observed(observations, (*decoded.findings, *mended, *findings, *named), {}, words, kind)


def _html(page: Page, decoded: charset.Decoded) -> Observed:
    """Return what an HTML page states: it is parsed once and walked once, then each vocabulary is read in turn."""
    source, cut = cut_depth(decoded.markup)
    view = View(source)
    metas, meta_findings = markup.observe_metas(view)
    own = [*metas, *markup.observe_document(view)]
    identity = _identity(page, view, own)
    structured, article_body, block_findings = json_ld.observe_json_ld(view, identity)
    stated = {fold(str(o.raw)[:400]) for o in structured if o.source.id == "ld+json:headline" and o.raw}
    named = replace(identity, headlines=identity.headlines | stated)
    places = Places(view, named)
    classed = view.named(*places.article_range)
    marked = [*markup.observe_microdata(view, identity)]
    observations = [*own, *structured, *marked]
    stamps = [str(o.raw) for o in observations if o.field in ("date", "datePublished")]
    # one text that microdata mark counts once
    told = {(o.order, o.raw) for o in marked if "date" in o.field.lower()}
    observations += [o for o in _visible(view, places, stamps, classed) if o.field not in DATES or (o.order, o.raw) not in told]
    observations += observe_state(view, named, observations)
    observations += body.observe_fallbacks(view, places, observations)
    words = body.body_text(view, places) or article_body
    kind, kind_findings = page_kind.classify(view, observations, words)
    findings = (*decoded.findings, *([cut] if cut else []), *meta_findings, *block_findings, *kind_findings)
    return Observed(tuple(observations), findings, {}, words, kind)


def _identity(page: Page, view: View, own: list[Observation]) -> PageIdentity:
    """Return what the page calls itself: its own, canonical and Open Graph address; its headlines there and in its h1."""
    addresses = [page.url or "", *[str(o.raw) for o in own if o.source.id in ("link:canonical", "meta:og:url")]]
    title = next((str(o.raw) for o in own if o.source.id == "html:title"), "")
    headlines = [fold(str(o.raw)[:400]) for o in own if o.field == "headline" and o.source.id != "html:title" and o.raw]
    heading = view.text(view.all("h1")[0], 400) if len(view.all("h1")) == 1 else ""
    # the bare home page is no address of an article
    keys = frozenset([key for key in map(url_key, addresses) if "/" in key])
    return PageIdentity(keys, frozenset(headlines), fold(title[:600]), fold(heading[:400]))


#: The class role whose elements a reader is offered, and the reader, in the order in which one element is offered to them.
READERS: tuple[tuple[str, Callable[[View, int, frozenset[str], Places], Iterator[Observation]]], ...] = (
    ("date", datelines.read_date_line),
    ("author", body.read_byline),
    ("tags", body.read_tags),
    ("crumbs", body.read_crumbs),
    ("section", body.read_section),
)
MAX_OF_A_ROLE, _READ = 40, frozenset(dict(READERS))
_UNREAD = frozenset("html body main article img form textarea video figure".split())


def _visible(view: View, places: Places, stamps: Sequence[str], classed: list[tuple[int, frozenset[str]]]) -> list[Observation]:
    """The observations of the visible text, each text once; ``stamps`` are the dates that the page states for machines."""
    seen = [*body.read_headline(view, places), *datelines.observe_times(view, places), *_classed(view, places, classed)]
    listed = {str(o.raw) for o in seen if o.source.id == "html:tags"}
    seen += body.read_links(view, places, listed)
    if not listed:
        seen += body.read_labelled_tags(view, places)
    seen = settle(seen, view, places)
    if unnamed := list(datelines.observe_unnamed(view, places, seen, stamps)):
        seen = settle([*seen, *unnamed], view, places)
    seen += body.observe_names(view, places, seen)
    seen += body.read_copyright(view)
    distinct: dict[tuple[str, str], Observation] = {}
    # beside a stamp with its clock a bare "12:34" is no witness that is missing, and may be the length of a film
    timed = any(":" in stamp for stamp in stamps)
    for o in seen:
        if o.field in DATES and o.source.witness == "human":
            o = doubted(view, o if timed else with_clock(view, o))
        distinct.setdefault((o.source.id, str(o.raw)), o)
    return list(distinct.values())


def _classed(view: View, places: Places, classed: list[tuple[int, frozenset[str]]]) -> list[Observation]:
    """Return what the readers of the table state of the article's elements, each offered once."""
    seen: list[Observation] = []
    counts: dict[str, int] = defaultdict(int)
    for place, found in classed:
        tag = view.tags[place]
        if found.isdisjoint(_READ) or tag in _UNREAD:
            continue
        if tag == "nav":
            found &= {"crumbs"}
        for role, read in READERS:
            if role in found and counts[role] < MAX_OF_A_ROLE:
                known = len(seen)
                seen += read(view, place, found, places)
                counts[role] += len(seen) > known
    return seen
