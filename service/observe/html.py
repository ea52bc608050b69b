"""A page's HTML to observations: one parse, one walk, then each vocabulary in turn."""

from __future__ import annotations

from service.model import Finding, Observation, Observed, Page
from service.observe import charset, fallbacks, headers, json_ld, meta_tags, microdata, page_kind, script_state, visible_text
from service.observe.body_text import body_text
from service.observe.depth_guard import cut_depth
from service.observe.document import Document, text_of
from service.observe.identity import PageIdentity, page_identity
from service.observe.json_ld_blocks import read_blocks
from service.observe.places import Places


def observe_html(page: Page) -> Observed:
    """Everything that the page's HTML states, and the kind of page that it is."""
    decoded = _decode(page)
    if decoded.not_a_page:
        message = f"The body is no page but {decoded.not_a_page}."
        return Observed((), (*decoded.findings, Finding("", "not_a_page", "error", message)), kind="not_a_page")
    markup, cut = cut_depth(decoded.markup)
    findings = [*decoded.findings, *([cut] if cut else [])]
    document = Document(markup)
    metas, meta_findings = meta_tags.observe_metas(document)
    own = [*metas, *meta_tags.observe_document(document)]
    blocks, block_findings = read_blocks(document)
    identity = _identity(page, document, own)
    structured, bodies = json_ld.observe_json_ld(blocks, identity)
    places = Places(document, _with_headlines(identity, structured))
    observations = [*own, *structured, *microdata.observe_microdata(document, identity)]
    stamps = [str(o.raw) for o in observations if o.field in ("datePublished", "date")]
    observations += visible_text.observe_visible(document, places, stamps, identity.hosts())
    observations += script_state.observe_state(document, _with_headlines(identity, structured), observations)
    observations += meta_tags.observe_nameless(document, observations)
    observations += fallbacks.observe_fallbacks(document, places, observations)
    observations += json_ld.observe_lone_recording(blocks, identity, observations)
    body = body_text(document, places) or max(bodies, key=len, default="")
    kind, kind_findings = page_kind.classify(document, observations, body)
    return Observed(tuple(observations), (*findings, *meta_findings, *block_findings, *kind_findings), {}, body, kind)


def _decode(page: Page) -> charset.Decoded:
    if isinstance(page.html, str):
        return charset.already_decoded(page.html)
    declared = page.charset or charset.header_charset(headers.header(page.headers, "content-type"))
    return charset.decode(page.html or b"", declared)


def _identity(page: Page, document: Document, own: list[Observation]) -> PageIdentity:
    """What the page calls itself: its address, canonical and Open Graph address; its headlines there and in its first h1."""
    addresses = [page.url or "", *(str(o.raw) for o in own if o.source.id in ("link:canonical", "meta:og:url"))]
    headlines = [str(o.raw) for o in own if o.field == "headline" and o.source.id.startswith("meta:")]
    headings = document.all("h1")
    heading = text_of(headings[0].node, 400) if len(headings) == 1 else ""
    title = next((str(o.raw) for o in own if o.source.id == "html:title"), "")
    return page_identity(addresses, headlines, title, heading)


def _with_headlines(identity: PageIdentity, structured: list[Observation]) -> PageIdentity:
    """The identity with the headline that the main entity states."""
    stated = [str(o.raw) for o in structured if o.source.id == "ld+json:headline"]
    more = page_identity((), stated, "")
    return PageIdentity(identity.keys, identity.headlines | more.headlines, identity.title, identity.heading)
