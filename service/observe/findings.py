"""The findings that observing can make: what each code means and what a client should do."""

from __future__ import annotations

from service.model import FindingCode

# fmt: off
FINDINGS: tuple[FindingCode, ...] = (
    FindingCode("not_a_page", "error", "The body is an image, an archive or other binary data.",
        "Fetch the page again; check what the scraper stored."),
    FindingCode("bot_wall", "error",
        "The page is a bot wall: the site took the scraper for a robot, and the article is not on it.",
        "Fetch it again in a way that the site accepts."),
    FindingCode("consent_wall", "error", "The page asks for consent to cookies; the article is not on it.",
        "Fetch it again with consent given."),
    FindingCode("login_page", "error", "The page asks to log in; the article is not on it.",
        "Fetch it again with a session, or drop it."),
    FindingCode("error_page", "error", "The page is an error page of the site.", "Fetch it again later, or drop it."),
    FindingCode("paywall_stub", "info", "Only the opening of the article is on the page.",
        "Use the metadata; do not trust the word count."),
    FindingCode("page_truncated", "warning", "The page is deeper or has more elements than is read.",
        "Use what is there, and look at the page if something is missing."),
    FindingCode("meta_limit", "warning", "The page has more meta tags than are read.",
        "Use what is there, and look at the page if something is missing."),
    FindingCode("attribute_limit", "warning", "A meta tag's content is longer than is read; that tag was left out.",
        "Nothing to do, unless a value is missing."),
    FindingCode("json_ld_limit", "warning", "The page has more JSON-LD than is read; the rest was left out.",
        "Nothing to do, unless a value is missing."),
    FindingCode("json_ld_repaired", "info", "A JSON-LD block was broken and could be read after undoing named damage.",
        "Nothing to do: its values are used. Tell the publisher if you can."),
    FindingCode("json_ld_unreadable", "warning", "A JSON-LD block is broken beyond what is known; it was not read.",
        "Values that stand only there are missing. Tell the publisher if you can."),
    FindingCode("charset_mismatch", "warning",
        "The declared charset is not the one the bytes are in; they were read as what they are.",
        "Check names with accents, and send the page's bytes as they were fetched."),
    FindingCode("charset_undeclared", "info", "No charset is declared and the bytes are no UTF-8; it was detected.",
        "Check names with accents; the Content-Type header of the fetch, if you have it, would decide."),
    FindingCode("charset_declared_late", "info",
        "The charset is declared where browsers do not look first; it was read all the same.",
        "Nothing to do."),
    FindingCode("charset_invalid_bytes", "info", "Some bytes are invalid in the charset used; U+FFFD stands for each.",
        "Look at the values that hold U+FFFD: a letter is lost there."),
    FindingCode("mojibake", "warning", "A value was decoded with a wrong charset before it came here; that was undone.",
        "Nothing to do for this answer. Send bytes instead of decoded text, or mend the step that decodes."),
    FindingCode("unknown_metadata_key", "info", "A member of the metadata has a name that no field is known by.",
        "It is kept under extra; rename it if it states something about the article."),
)
# fmt: on
