"""A page's HTML to observations: one parse, one walk, then each vocabulary in turn."""

from __future__ import annotations

from service.model import Finding, Observation, Observed, Page
from service.observe import charset, fallbacks, json_ld, meta_tags, microdata, page_kind, script_state, visible_text
from service.observe.body_text import body_text
from service.observe.depth_guard import cut_depth
from service.observe.document import Document, text_of
from service.observe.identity import PageIdentity, page_identity
from service.observe.json_ld_graph import is_json_ld, read_blocks
from service.observe.places import Places
from service.observe.transport import header


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
    blocks, block_findings = read_blocks(_structured(document))
    identity = _identity(page, document, own)
    structured, bodies = json_ld.observe_json_ld(blocks, identity)
    named = _with_headlines(identity, structured)
    places = Places(document, named)
    observations = [*own, *structured, *microdata.observe_microdata(document, identity)]
    stamps = [str(o.raw) for o in observations if o.field in ("datePublished", "date")]
    observations += visible_text.observe_visible(document, places, stamps, identity.hosts())
    observations += script_state.observe_state(document, named, observations)
    observations += meta_tags.observe_nameless(document, observations)
    observations += fallbacks.observe_fallbacks(document, places, observations)
    body = body_text(document, places) or max(bodies, key=len, default="")
    kind, kind_findings = page_kind.classify(document, observations, body)
    return Observed(tuple(observations), (*findings, *meta_findings, *block_findings, *kind_findings), {}, body, kind)


def _decode(page: Page) -> charset.Decoded:
    if isinstance(page.html, str):
        return charset.already_decoded(page.html)
    declared = page.charset or charset.header_charset(header(page.headers, "content-type"))
    return charset.decode(page.html or b"", declared)


def _structured(document: Document) -> list[tuple[int, str]]:
    """The place and the text of each script that carries JSON-LD."""
    return [(e.position, e.node.text() or "") for e in document.all("script") if is_json_ld(e.get("type"))]


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
