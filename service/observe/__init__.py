"""The observing room: reads all that a page states about itself, each statement with its place; it
decides nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

from service.lexicon.slugs import url_key
from service.lexicon.texts import fold
from service.model import Finding, Observation, Observed, Page
from service.observe import (
    body,
    bounds,
    charset,
    datelines,
    json_ld,
    markup,
    page_kind,
    plain_text,
    transport,
)
from service.observe.date_owners import doubted, settle
from service.observe.page_kind import FINDINGS
from service.observe.printed_clocks import with_clock
from service.observe.script_state import observe_state
from service.observe.tree_guard import cut_tree
from service.records import replace
from service.spans.date_lines import DATES
from service.view.columns import View
from service.view.places import PageIdentity, Places

__all__ = ["FINDINGS", "Story", "observe"]

#: Reads the text of the story from its page.
Story: TypeAlias = Callable[[View, Places], str]


def observe(page: Page, story: Story | None = None) -> Observed:
    """Return every statement of the page, its address, its headers, the caller's metadata.

    ``story`` reads the text of the story, for those who ask for it: no decision needs it.
    """
    seen = _page(page, story)
    supplied = transport.observe_supplied(page.metadata)
    address = page.url or ""
    observations = [*seen.observations, *transport.observe_url(address, seen.observations)]
    observations = transport.of_front_page(address, observations)
    observations += [*transport.observe_headers(page.headers), *supplied.observations]
    observations, unread = bounds.first_of_each(observations)
    mended, findings = charset.mended(observations)
    return Observed(
        observations=tuple(mended),
        findings=(*seen.findings, *supplied.findings, *unread, *findings),
        extra={**seen.extra, **supplied.extra},
        body=seen.body or supplied.body,
        kind=seen.kind,
        story=(seen.story or seen.body or supplied.body) if story else "",
    )


#: People paste an address where a page is asked for.
_ADDRESS_ALONE = (
    "an address; nothing is fetched here, so send what stands there: "
    "curl -s URL | curl -H 'Content-Type: text/html' --data-binary @- SERVICE/v1/normalize?url=URL"
)


#: No address is longer.
_LONGEST_ADDRESS = 2_000


def _address_alone(markup: bytes) -> str:
    """Return what to do where the body is an address, "https://news.example/a", or ""."""
    words = markup.split() if len(markup) < _LONGEST_ADDRESS else []
    is_alone = len(words) == 1 and words[0].lower().startswith((b"http://", b"https://"))
    return _ADDRESS_ALONE if is_alone and b"<" not in words[0] else ""


def _page(page: Page, story: Story | None) -> Observed:
    """Return what the page's body states: HTML, plain text, or nothing with metadata alone."""
    is_text = page.html is None
    kind, given = ("text", page.text) if is_text else ("page", page.html)
    if given is None:
        return Observed()
    header = charset.header_charset(transport.header(page.headers, "content-type"))
    decoded = (
        charset.already_decoded(given)
        if isinstance(given, str)
        else charset.decode(given, page.charset or header)
    )
    if instead := decoded.not_a_page or _address_alone(decoded.markup):
        message = f"The body is not a {kind} but {instead}."
        return Observed(
            (), (*decoded.findings, Finding("", "not_a_page", "error", message)), kind="not_a_page"
        )
    return _text(page, decoded) if is_text else _html(page, decoded, story)


def _text(page: Page, decoded: charset.Decoded) -> Observed:
    # before lines are told apart: "SchlagwÃ¶rter:" is no label, "Von JÃ¶rg MÃ¼ller" names nobody
    text, mended = charset.mend_lines(decoded.markup.decode())
    observations, words, findings = plain_text.observe_text(text, page.url or "")
    kind, named = page_kind.classify_text(text, observations)
    return Observed(observations, (*decoded.findings, *mended, *findings, *named), {}, words, kind)


def _html(page: Page, decoded: charset.Decoded, story: Story | None) -> Observed:
    """Return what an HTML page states: parsed once, walked once, then read by vocabularies."""
    source, cut = cut_tree(decoded.markup)
    view = View(source)
    metas, meta_findings = markup.observe_metas(view)
    own = [*metas, *markup.observe_document(view)]
    identity = _identity(page, view, own)
    structured, article_body, block_findings = json_ld.observe_json_ld(view, identity)
    stated = [fold(text[:400]) for text in _texts_of(structured, "ld+json:headline")]
    named = replace(identity, headlines=identity.headlines.union(stated))
    places = Places(view, named)
    classed = view.named(*places.article_range)
    marked = [*markup.observe_microdata(view, identity)]
    observations = [*own, *structured, *marked]
    stamps = [str(o.raw) for o in observations if o.field in ("date", "datePublished")]
    # one text that microdata mark counts once
    told = {(o.order, o.raw) for o in marked if "date" in o.field.lower()}
    of_classes, unread = _classed(view, places, classed)
    shown = _visible(view, places, stamps, of_classes)
    observations += [o for o in shown if o.field not in DATES or (o.order, o.raw) not in told]
    observations += observe_state(view, named, observations)
    observations += body.observe_fallbacks(view, places, observations)
    words = body.body_text(view, places) or article_body
    kind, kind_findings = page_kind.classify(view, observations, words)
    findings = (
        *decoded.findings,
        *filter(None, [cut]),
        *meta_findings,
        *block_findings,
        *unread,
        *kind_findings,
    )
    text = _story(view, places, story, article_body)
    return Observed(tuple(observations), findings, {}, words, kind, text)


def _story(view: View, places: Places, story: Story | None, stated: str) -> str:
    """Return the text of the story as readers see it, or as it is stated, where it is asked for."""
    return story(view, places) or stated if story else ""


def _identity(page: Page, view: View, own: list[Observation]) -> PageIdentity:
    """Return what the page calls itself: its addresses, its headlines, its title, its h1."""
    addresses = [page.url or "", *_texts_of(own, "link:canonical", "meta:og:url")]
    title = "".join(_texts_of(own, "html:title")[:1])
    stated = [o for o in own if o.field == "headline" and o.source.id != "html:title"]
    headlines = [fold(str(o.raw)[:400]) for o in stated]
    headings = view.all("h1")
    heading = view.text(headings[0], 400) if len(headings) == 1 else ""
    # the bare home page is no address of an article
    keys = frozenset([key for key in map(url_key, addresses) if "/" in key])
    return PageIdentity(keys, frozenset(headlines), fold(title[:600]), fold(heading[:400]))


def _texts_of(observations: list[Observation], *sources: str) -> list[str]:
    """Return what some sources state, as texts."""
    return [str(o.raw) for o in observations if o.source.id in sources]


#: The class role whose elements a reader is offered, and the reader, in the order in which one
#: element is offered to them.
READERS: tuple[tuple[str, body.Reader], ...] = (
    ("date", datelines.read_date_line),
    ("author", body.read_byline),
    ("tags", body.read_tags),
    ("crumbs", body.read_crumbs),
    ("section", body.read_section),
)
MAX_OF_A_ROLE = 40
_READ = frozenset(dict(READERS))
_UNREAD = frozenset("html body main article img form textarea video figure".split())


def _visible(
    view: View, places: Places, stamps: Sequence[str], of_classes: list[Observation]
) -> list[Observation]:
    """Return what the visible text states, once each; ``stamps`` are what machines are told."""
    seen = [*body.read_headline(view, places), *datelines.observe_times(view, places), *of_classes]
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
    # beside a stamp with its clock a bare "12:34" is no witness that is missing, and may be the
    # length of a film
    timed = any(":" in stamp for stamp in stamps)
    for o in seen:
        if o.field in DATES and o.source.witness == "human":
            o = doubted(view, o if timed else with_clock(view, o))
        distinct.setdefault((o.source.id, str(o.raw)), o)
    return list(distinct.values())


def _classed(
    view: View, places: Places, classed: list[tuple[int, frozenset[str]]]
) -> tuple[list[Observation], list[Finding]]:
    """Return what the readers state of each element of their role, and what was not read."""
    seen: list[Observation] = []
    offered, counts = Counter[str](), Counter[str]()
    for place, found in classed:
        tag = view.tags[place]
        if found.isdisjoint(_READ) or tag in _UNREAD:
            continue
        if tag == "nav":
            found &= {"crumbs"}
        for role, read in READERS:
            if role in found and counts[role] < MAX_OF_A_ROLE:
                offered[role] += 1
                if offered[role] <= bounds.MOST_OF_A_ROLE:
                    known = len(seen)
                    seen += read(view, place, found, places)
                    counts[role] += len(seen) > known
    return seen, bounds.unread_elements(offered)
