"""The observing room: reads all that a page states about itself, each statement with its place; it decides nothing."""

from __future__ import annotations

from service.model import Finding, Observation, Observed, Page
from service.observe import charset, json_ld, meta_tags, microdata, page_kind, plain_text, script_state, visible
from service.observe.body import body_text, observe_fallbacks
from service.observe.depth_guard import cut_depth
from service.observe.page_kind import FINDINGS
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
    observations += _without_marked(visible.observe_visible(view, places, stamps), marked)
    observations += script_state.observe_state(view, named, observations)
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
