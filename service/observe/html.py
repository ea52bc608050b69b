"""A page's HTML to observations: one parse, one walk, then each vocabulary in turn."""

from __future__ import annotations

from service.model import Finding, Observation, Observed, Page
from service.observe import charset, json_ld, meta_tags, microdata, page_kind, script_state, visible
from service.observe.body import body_text, observe_fallbacks
from service.observe.depth_guard import cut_depth
from service.observe.json_ld_graph import is_json_ld, read_blocks
from service.observe.transport import header
from service.view.columns import View
from service.view.identity import PageIdentity, page_identity
from service.view.places import Places


def observe_html(page: Page) -> Observed:
    """Everything that the page's HTML states, and the kind of page that it is."""
    decoded = _decode(page)
    if decoded.not_a_page:
        message = f"The body is no page but {decoded.not_a_page}."
        return Observed((), (*decoded.findings, Finding("", "not_a_page", "error", message)), kind="not_a_page")
    markup, cut = cut_depth(decoded.markup)
    findings = [*decoded.findings, *([cut] if cut else [])]
    view = View(markup)
    metas, meta_findings = meta_tags.observe_metas(view)
    own = [*metas, *meta_tags.observe_document(view)]
    blocks, block_findings = read_blocks(_structured(view))
    identity = _identity(page, view, own)
    structured, bodies = json_ld.observe_json_ld(blocks, identity)
    named = _with_headlines(identity, structured)
    places = Places(view, named)
    observations = [*own, *structured, *microdata.observe_microdata(view, identity)]
    stamps = [str(o.raw) for o in observations if o.field in ("datePublished", "date")]
    observations += visible.observe_visible(view, places, stamps)
    observations += script_state.observe_state(view, named, observations)
    observations += meta_tags.observe_nameless(view, observations)
    observations += observe_fallbacks(view, places, observations)
    body = body_text(view, places) or max(bodies, key=len, default="")
    kind, kind_findings = page_kind.classify(view, observations, body)
    return Observed(tuple(observations), (*findings, *meta_findings, *block_findings, *kind_findings), {}, body, kind)


def _decode(page: Page) -> charset.Decoded:
    if isinstance(page.html, str):
        return charset.already_decoded(page.html)
    declared = page.charset or charset.header_charset(header(page.headers, "content-type"))
    return charset.decode(page.html or b"", declared)


def _structured(view: View) -> list[tuple[int, str]]:
    """The place and the text of each script that carries JSON-LD."""
    return [(place, view.script(place)) for place in view.all("script") if is_json_ld(view.get(place, "type"))]


def _identity(page: Page, view: View, own: list[Observation]) -> PageIdentity:
    """What the page calls itself: its address, canonical and Open Graph address; its headlines there and in its first h1."""
    addresses = [page.url or "", *(str(o.raw) for o in own if o.source.id in ("link:canonical", "meta:og:url"))]
    headlines = [str(o.raw) for o in own if o.field == "headline" and o.source.id.startswith("meta:")]
    headings = view.all("h1")
    heading = view.text(headings[0], 400) if len(headings) == 1 else ""
    title = next((str(o.raw) for o in own if o.source.id == "html:title"), "")
    return page_identity(addresses, headlines, title, heading)


def _with_headlines(identity: PageIdentity, structured: list[Observation]) -> PageIdentity:
    """The identity with the headline that the main entity states."""
    stated = [str(o.raw) for o in structured if o.source.id == "ld+json:headline"]
    more = page_identity((), stated, "")
    return PageIdentity(identity.keys, identity.headlines | more.headlines, identity.title, identity.heading)
