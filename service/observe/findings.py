"""The findings that observing can make: what each code means and what a client should do."""

from __future__ import annotations

from service.model import FindingCode

FINDINGS: tuple[FindingCode, ...] = (
    FindingCode(
        "not_a_page",
        "error",
        "The body is an image, an archive or other binary data.",
        "Fetch the page again; check what the scraper stored.",
    ),
    FindingCode("bot_wall", "error", "The page is a bot wall.", "Fetch it again in a way that the site accepts."),
    FindingCode(
        "consent_wall",
        "error",
        "The page asks for consent to cookies; the article is not on it.",
        "Fetch it again with consent given.",
    ),
    FindingCode(
        "login_page",
        "error",
        "The page asks to log in; the article is not on it.",
        "Fetch it again with a session, or drop it.",
    ),
    FindingCode("error_page", "error", "The page is an error page of the site.", "Fetch it again later, or drop it."),
    FindingCode(
        "paywall_stub",
        "info",
        "Only the opening of the article is on the page.",
        "Use the metadata; do not trust the word count.",
    ),
    FindingCode(
        "page_truncated",
        "warning",
        "The page is deeper or has more elements than is read.",
        "Use what is there; look at the page.",
    ),
    FindingCode("meta_limit", "warning", "The page has more meta tags than are read.", "Use what is there; look at the page."),
    FindingCode(
        "attribute_limit", "warning", "A meta tag's content is longer than is read.", "Nothing, unless a value is missing."
    ),
    FindingCode("json_ld_limit", "warning", "The page has more JSON-LD than is read.", "Nothing, unless a value is missing."),
    FindingCode(
        "json_ld_repaired",
        "info",
        "A JSON-LD block was broken and could be read after undoing named damage.",
        "Tell the publisher if you can.",
    ),
    FindingCode(
        "json_ld_unreadable",
        "warning",
        "A JSON-LD block is broken beyond what is known; it was not read.",
        "Tell the publisher if you can.",
    ),
    FindingCode(
        "charset_mismatch", "warning", "The declared charset is not the one the bytes are in.", "Check names with accents."
    ),
    FindingCode(
        "charset_undeclared",
        "info",
        "No charset is declared and the bytes are no UTF-8; it was detected.",
        "Check names with accents.",
    ),
    FindingCode("charset_declared_late", "info", "The charset is declared where browsers do not look first.", "Nothing."),
    FindingCode(
        "charset_invalid_bytes", "info", "Some bytes are invalid in the charset used.", "Check the values that hold U+FFFD."
    ),
    FindingCode(
        "mojibake",
        "warning",
        "A value was decoded with a wrong charset before it came here; that was undone.",
        "Repair the step that decoded it.",
    ),
    FindingCode(
        "unknown_metadata_key",
        "info",
        "A member of the metadata has a name that no field is known by.",
        "Read it under extra, or rename it.",
    ),
)
