"""The address of the try-it page holds the page: it can be shared, gone back to, and is not
trusted.
"""

from __future__ import annotations

import base64
import json
import random
import zlib
from typing import TYPE_CHECKING

from tests.web.trying import ANSWER, answer, answered, asked, opened

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

PAGE = "<h1>Envoys “return”</h1>\n<p>By Ana Ruiz, 3 hours ago</p>\n"


def packed(head: bytes, body: bytes = b"") -> str:
    """A fragment as the page makes them, of any content."""
    deflate = zlib.compressobj(9, wbits=-15)
    letters = (
        base64.urlsafe_b64encode(deflate.compress(head + body) + deflate.flush())
        .rstrip(b"=")
        .decode()
    )
    return f"page={letters}"


def test_a_link_holds_the_page_and_what_is_known_of_it(
    context: BrowserContext, page: Page, origin: str
) -> None:
    """The link of a pasted page, opened elsewhere, gives the same answer; only the request for it
    has the page.
    """
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin)
    page.click("#edit")
    page.fill("#source", PAGE)
    page.select_option("#kind", "text/html")
    page.click("text=What you know of the page")
    page.fill("#fetchedAt", "2022-02-26T03:10:00Z")
    page.click("text=Normalize")
    first = answered(page, "Ana Ruiz")
    page.click("text=Copy a link")
    page.wait_for_selector("#shared:text('Copied')")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.url
    assert link.startswith(f"{origin}/#page=")
    other = context.new_page()
    requests: list[str] = []
    other.on(
        "request",
        lambda request: (
            requests.append(request.post_data or "") if "Ana" in (request.post_data or "") else None
        ),
    )
    other.goto(link)
    other.wait_for_selector(ANSWER)
    assert answer(other) == first
    assert (other.input_value("#source"), other.input_value("#fetchedAt")) == (
        PAGE,
        "2022-02-26T03:10:00Z",
    )
    assert (other.input_value("#kind"), requests) == ("text/html", [PAGE])
    other.close()


def test_a_link_keeps_the_bytes_of_a_file(page: Page, origin: str) -> None:
    """A page in windows-1252 is sent from its link as the bytes that it was."""
    content = (
        '<html lang="fr"><body><h1>Les délégués rentrent sans accord à Genève</h1><p>Par '
        "Zoé Lefèvre</p></body></html>"
    )
    opened(page, origin)
    page.set_input_files(
        "#file",
        {"name": "a.html", "mimeType": "text/html", "buffer": content.encode("windows-1252")},
    )
    first = answered(page, "charset_undeclared")
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_selector(ANSWER)
    assert answer(page) == first


def test_an_example_has_its_name_for_a_link(
    context: BrowserContext, page: Page, origin: str
) -> None:
    """What everyone has need not be packed."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, origin, "tags")
    page.click("text=Copy a link")
    page.wait_for_selector("#shared:text('Copied.')")
    assert page.evaluate("navigator.clipboard.readText()") == f"{origin}/#tags"


def test_back_and_forward_lead_through_the_pages(page: Page, origin: str) -> None:
    """Every page that was asked about is a step of the history."""
    opened(page, origin)
    page.click("[data-example=tags]")
    answered(page, "Night Trains")
    page.click("#edit")
    page.fill("#source", PAGE)
    page.click("text=Normalize")
    answered(page, "Ana Ruiz")
    page.go_back()
    answered(page, "Night Trains")
    assert page.locator("[data-example][aria-pressed=true]").get_attribute("data-example") == "tags"
    page.go_back()
    answered(page, "2022-40-25")
    page.go_forward()
    page.go_forward()
    answered(page, "Ana Ruiz")
    assert page.input_value("#source") == PAGE
    page.click("text=Normalize")
    page.wait_for_selector(ANSWER)
    page.go_back()
    answered(page, "Night Trains")


def test_a_place_on_the_page_is_no_page(page: Page, origin: str) -> None:
    """The skip link changes the address too, and leaves the answer where it is."""
    opened(page, origin)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    assert "Repaired" in page.locator("#verdict").inner_text()


def test_what_is_too_large_for_a_link_says_so(page: Page, origin: str) -> None:
    """With its sizes; the history has it as long as the window, and then says that it is gone."""
    noise = random.Random(22).randbytes(60_000).hex()
    asked(page, origin, f"<h1>Envoys return</h1><p>By Ana Ruiz</p><p>{noise}</p>")
    page.click("text=Copy a link")
    said = page.locator("#shared").inner_text()
    assert "too large for a link: it has 121 kB, packed" in said
    assert "a link holds 60 kB" in said
    page.click("[data-example=tags]")
    answered(page, "Night Trains")
    page.go_back()
    answered(page, "Ana Ruiz")
    page.reload()
    page.wait_for_selector("#verdict:text('too large for it')")


GOOD = packed(b"{}\n", PAGE.encode())

FOREIGN = {
    "another name": ("nonsense", "neither an example nor a page"),
    "no base64": ("page=!!", "cut short or changed"),
    "nothing": ("page=", "cut short or changed"),
    "no deflate": ("page=AAAAAAAAAAAA", "cut short or changed"),
    "cut short": (GOOD[:-12], "cut short or changed"),
    "no head": (packed(PAGE.encode()), "cut short or changed"),
    "a list for a head": (packed(b"[]\n", b"x"), "cut short or changed"),
    "an unknown member": (packed(b'{"key": "x"}\n', b"x"), "cut short or changed"),
    "no string": (packed(b'{"url": 1}\n', b"x"), "cut short or changed"),
    "an unknown kind": (packed(b'{"kind": "image/png"}\n', b"x"), "cut short or changed"),
    "no UTF-8": (packed(b"{}\n", b"\xff\xfe"), "cut short or changed"),
    "blank": (packed(b"{}\n", b"  \n"), "cut short or changed"),
    "too long": ("page=" + "A" * 60_001, "longer than links to a page are"),
    "a bomb": (packed(b"{}\n", b" " * 30_000_000), "unpacks to more than 10 MB"),
}


def test_a_fragment_that_is_not_ours_gives_a_sentence(page: Page, origin: str) -> None:
    """And leaves the page usable: nothing is sent, and an example works."""
    sent: list[str] = []
    page.on(
        "request", lambda request: sent.append(request.url) if request.method == "POST" else None
    )
    page.goto(f"{origin}/#none")
    said = {}
    for name, (fragment, _) in FOREIGN.items():
        page.wait_for_selector("#verdict.problem")
        page.evaluate("document.getElementById('verdict').className = ''")
        page.evaluate("fragment => (location.hash = fragment)", fragment)
        page.wait_for_selector("#verdict.problem")
        said[name] = page.locator("#verdict").inner_text()
    assert [name for name, (_, words) in FOREIGN.items() if words not in said[name]] == []
    assert {
        text.endswith("Paste a page, or take one of the examples.") for text in said.values()
    } == {True}
    assert sent == []
    page.click("[data-example=tags]")
    answered(page, "Night Trains")


def test_a_strangers_page_is_only_text(page: Page, origin: str) -> None:
    """A link can hold any page; it is shown and sent, and nothing of it runs."""
    page.add_init_script("window.ran = 0; window.pwned = () => window.ran++;")
    hostile = (
        "<h1><img src=/x onerror=pwned()></h1><script>pwned()</script><p>By <b>Ana Ruiz</b></p>"
    )
    head = (
        json.dumps(
            {"url": "javascript:pwned()", "language": "<img src=/x onerror=pwned()>"}
        ).encode()
        + b"\n"
    )
    page.goto(f"{origin}/#{packed(head, hostile.encode())}")
    page.wait_for_selector(f"{ANSWER}, #answer .problem")
    assert page.input_value("#language") == "<img src=/x onerror=pwned()>"
    opened(page, origin, packed(b"{}\n", hostile.encode()))
    assert "onerror=pwned()" in page.locator("#marked").inner_text()
    assert page.evaluate("window.ran") == 0
    assert page.locator("#answer img, #reading img, #verdict img").count() == 0
