"""hAtom and h-entry: the article's entry is read, teasers' are not."""

from __future__ import annotations

from tests.observe.conftest import Seen

BODY = "<p>" + "The council met on Tuesday evening to talk about the bridge and its repair. " * 4 + "</p>"
ENTRY = '<div class="{}"><h1 class="{}">Bridge closed for repairs</h1>{}' + BODY * 3 + "</div>"


def test_h_entry(seen: Seen) -> None:
    """The second generation's names are read, the stamp before the text; no element says one thing twice."""
    line = '<data class="dt-published" title="2024-03-05T10:00Z">x</data><b class="p-author">A. Sample</b>'
    values = seen(ENTRY.format("h-entry", "p-name", line))
    assert values["hentry:dt-published"] == ["2024-03-05T10:00Z"]
    assert values["html:author"] == ["A. Sample"]
    assert "hentry:p-author" not in values


def test_other_entries_are_not_read(seen: Seen) -> None:
    """Several entries without the headline are a list."""
    teaser = '<div class="hentry"><b class="fn">Jane Doe</b></div>'
    assert "hentry:fn" not in seen("<h1>Bridge closed for repairs</h1>" + BODY + teaser * 3)
