"""The observing room: a page in, everything it states about itself out, each statement with its place; nothing is decided."""

from __future__ import annotations

from service.model import Finding, Observed, Page
from service.observe import charset, plain_text
from service.observe.html import observe_html
from service.observe.page_kind import FINDINGS, classify_text
from service.observe.supplied import observe_supplied
from service.observe.transport import header, observe_headers, observe_url, of_front_page

__all__ = ["FINDINGS", "observe"]


def observe(page: Page) -> Observed:
    """Every statement of the page, its address, its headers and the caller's metadata, in that order."""
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
    """What the page's own body states: HTML, plain text, or nothing where only metadata came."""
    if page.html is not None:
        return observe_html(page)
    if page.text is None:
        return Observed()
    decoded = _text(page)
    if decoded.not_a_page:
        message = f"The body is no text but {decoded.not_a_page}."
        return Observed((), (*decoded.findings, Finding("", "not_a_page", "error", message)), kind="not_a_page")
    # before lines are told apart: "SchlagwÃ¶rter:" is no label, "Von JÃ¶rg MÃ¼ller" names nobody
    text, mended = charset.mend_lines(decoded.text)
    observations, body, findings = plain_text.observe_text(text, page.url or "")
    kind, named = classify_text(text, observations)
    return Observed(observations, (*decoded.findings, *mended, *findings, *named), {}, body, kind)


def _text(page: Page) -> charset.Decoded:
    if isinstance(page.text, str):
        return charset.already_decoded(page.text)
    declared = page.charset or charset.header_charset(header(page.headers, "content-type"))
    return charset.decode(page.text or b"", declared)
