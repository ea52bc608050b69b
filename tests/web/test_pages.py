"""The pages for people without a browser: complete, linked, free of inline script, and cheap to ask
for again.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from service.app import create_app
from service.http.problems import TYPES
from service.normalize import FINDINGS, RULES
from service.settings import Settings
from service.web.examples import EXAMPLES, FOLDER

PAGES = (
    "/",
    "/docs",
    "/rules/",
    "/rules/minute_in_month_slot",
    "/rules/bot_wall",
    "/problems/",
    "/problems/not-found",
)


def text_of(client: FlaskClient, path: str) -> str:
    """The words of a page."""
    answer = client.get(path)
    assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8"), path
    body = HTMLParser(answer.text).body
    assert body is not None
    return " ".join(body.text().split())


def plain(text: str) -> str:
    """A text of a table as a page shows it: code loses its backticks."""
    return " ".join(text.replace("`", "").split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_its_page(client: FlaskClient, rule: object) -> None:
    """What is seen, why, an example, and what to do: all of it from the table."""
    row = next(each for each in RULES if each is rule)
    shown = text_of(client, f"/rules/{row.id}")
    for words in (row.id, row.damage[1:], row.cause[1:], row.before, row.after, "What to do"):
        assert plain(words) in shown


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding.code)
def test_every_finding_has_its_page(client: FlaskClient, finding: object) -> None:
    """What it means and what to do."""
    row = next(each for each in FINDINGS if each is finding)
    shown = text_of(client, f"/rules/{row.code}")
    for words in (row.code, row.severity, row.meaning, row.advice):
        assert plain(words) in shown


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.slug)
def test_every_problem_has_its_page(client: FlaskClient, kind: object) -> None:
    """What it means, what to do, and what comes back."""
    row = next(each for each in TYPES if each is kind)
    shown = text_of(client, row.address)
    for words in (row.title, str(row.status), row.meaning, row.advice, f'"type": "{row.address}"'):
        assert plain(words) in shown


def test_the_indexes_name_everything(client: FlaskClient) -> None:
    """No rule, finding or problem is left out of its list."""
    rules, problems = client.get("/rules/").text, client.get("/problems/").text
    assert [row.id for row in RULES if f'href="/rules/{row.id}"' not in rules] == []
    assert [row.code for row in FINDINGS if f'href="/rules/{row.code}"' not in rules] == []
    assert [row.slug for row in TYPES if f'href="{row.address}"' not in problems] == []


def test_the_reference_names_every_path_parameter_and_member(client: FlaskClient) -> None:
    """/docs is the OpenAPI document for readers, and leaves nothing of it out."""
    shown, document = text_of(client, "/docs"), client.get("/openapi.json").get_json()
    for path, operations in document["paths"].items():
        assert path in shown
        for operation in operations.values():
            assert operation["summary"] in shown
            assert [
                each["name"]
                for each in operation.get("parameters", [])
                if each["name"] not in shown
            ] == []
    objects = {
        name: schema
        for name, schema in document["components"]["schemas"].items()
        if "enum" not in schema
    }
    for name, schema in objects.items():
        assert [
            member for member in (name, *schema.get("properties", {})) if member not in shown
        ] == []


def test_the_reference_spells_choices_out(client: FlaskClient) -> None:
    """In the document they have names of their own, which say nothing to a reader."""
    page = client.get("/docs").get_data(as_text=True)
    assert "stated | normalized | repaired | conflict | ambiguous | absent" in page
    assert "clean | repaired | unresolved" in page
    assert "FieldStatus" not in page


@pytest.mark.parametrize("path", PAGES)
def test_no_page_needs_anything_inline_or_from_elsewhere(client: FlaskClient, path: str) -> None:
    """The strictest Content-Security-Policy holds, and the pages work without the internet."""
    tree = HTMLParser(client.get(path).text)
    assert [node.html for node in tree.css("script") if not node.attributes.get("src")] == []
    assert tree.css("style, iframe, base, [style]") == []
    handlers = [name for node in tree.css("*") for name in node.attributes if name.startswith("on")]
    assert handlers == []
    addresses = [
        node.attributes.get(name) or ""
        for name in ("src", "href")
        for node in tree.css(f"[{name}]")
    ]
    assert [address for address in addresses if not address.startswith(("/", "#"))] == []


def test_every_link_leads_somewhere(client: FlaskClient) -> None:
    """All pages, scripts, styles and examples that a page names are served."""
    found = set()
    for path in PAGES:
        found |= set(re.findall(r'(?:href|src|data-file)="(/[^"#]*)', client.get(path).text))
    assert len(found) > 150
    assert [
        path
        for path in sorted(found)
        if client.get(unescape(path), buffered=True).status_code != 200
    ] == []


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/assets/try.js", "text/javascript"),
        ("/assets/style.css", "text/css"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/assets/examples/lead.txt", "text/plain"),
        ("/assets/examples/metadata.json", "application/json"),
        ("/favicon.ico", "image/vnd.microsoft.icon"),
        ("/robots.txt", "text/plain"),
    ],
)
def test_asset_has_its_media_type(client: FlaskClient, path: str, media_type: str) -> None:
    """Browsers refuse a module of the wrong type, and are told not to guess."""
    answer = client.get(path, buffered=True)
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_icon_has_the_sizes_that_browsers_show(client: FlaskClient) -> None:
    """An icon of three pictures, for browsers that ask for it unasked."""
    data = client.get("/favicon.ico", buffered=True).data
    assert [data[6 + 16 * number] for number in range(int.from_bytes(data[4:6], "little"))] == [
        16,
        32,
        48,
    ]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True),
        *((path, True) for path in PAGES),
        ("/v1/rules", False),
        ("/openapi.json", False),
        ("/?url=x", False),
    ],
)
def test_crawlers_are_given_the_documents_alone(
    client: FlaskClient, path: str, allowed: bool
) -> None:
    """By RFC 9309: the longest rule that fits decides, and "$" is the end."""
    rules = re.findall(
        r"^(Allow|Disallow): (\S+)$", client.get("/robots.txt", buffered=True).text, re.M
    )
    fitting = [
        (len(rule), word)
        for word, rule in rules
        if (path == rule[:-1] if rule.endswith("$") else path.startswith(rule))
    ]
    assert (max(fitting)[1] == "Allow") == allowed


@pytest.mark.parametrize("path", ["/docs", "/rules", "/problems"])
def test_a_slash_at_the_end_makes_no_difference(client: FlaskClient, path: str) -> None:
    """The page is the same, and its own entry in the list of pages is marked."""
    bare, slashed = client.get(path), client.get(f"{path}/")
    assert (bare.status_code, bare.text) == (200, slashed.text)
    assert bare.text.count('aria-current="page"') == 1


@pytest.mark.parametrize("path", ["/docs", "/assets/style.css", "/favicon.ico"])
@pytest.mark.parametrize(
    "given", ["bytes=0-1", "bytes=9999999-", "bytes=x", "lines=1-2", "nonsense", "bytes=5-1"]
)
def test_a_range_is_ignored(client: FlaskClient, path: str, given: str) -> None:
    """Valid or not, the whole is given, as a server may; nothing promises ranges."""
    whole = client.get(path, buffered=True)
    answer = client.get(path, headers={"Range": given}, buffered=True)
    assert (answer.status_code, answer.data) == (200, whole.data)
    assert "Accept-Ranges" not in answer.headers


@pytest.mark.parametrize("path", [*PAGES, "/assets/try.js"])
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    """Pages and assets carry an ETag, are asked about before use, and cost a 304 then."""
    first = client.get(path, buffered=True)
    assert (first.headers["Cache-Control"], bool(first.headers["ETag"])) == ("no-cache", True)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]}, buffered=True)
    assert (again.status_code, again.data) == (304, b"")


def test_an_asset_that_is_none_is_a_problem(client: FlaskClient) -> None:
    """Nothing outside the folder is served, and what is not there is a problem document as
    everywhere.
    """
    for path in (
        "/assets/none.js",
        "/assets/../pages.py",
        "/assets/%2e%2e/pages.py",
        "/assets/examples/",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.content_type) == (404, "application/problem+json")


def test_every_example_is_in_the_table() -> None:
    """No file is forgotten, and no row has none."""
    assert {example.file for example in EXAMPLES} == {path.name for path in FOLDER.iterdir()}
    assert EXAMPLES[0].id == "lead"


def test_a_service_with_keys_asks_for_one_on_its_pages(tmp_path: Path) -> None:
    """The pages are open, and those that send requests have a field for the key; elsewhere there is
    none.
    """
    keys = tmp_path / "keys"
    keys.write_text("a sha256:" + "0" * 64, "utf-8")
    keyed, free = (
        create_app(Settings(api_keys_file=keys)).test_client(),
        create_app(Settings()).test_client(),
    )
    for path in (*PAGES, "/assets/try.js"):
        assert keyed.get(path, buffered=True).status_code == 200
    for path in ("/", "/docs"):
        assert ('id="key"' in keyed.get(path).text, 'id="key"' in free.get(path).text) == (
            True,
            False,
        )
    assert keyed.post("/v1/normalize", json={"text": "x"}).status_code == 401


def test_the_host_is_only_text(client: FlaskClient) -> None:
    """The service's address in the commands is the one that was asked for, and cannot be used to
    write into the page.
    """
    answer = client.get("/", headers={"Host": 'a"><script>x</script>'})
    assert "<script>x" not in answer.text


#: What the examples' own words promise of the publication date; the metadata's is of its hour.
DATES_OF_EXAMPLES = {
    "lead": "repaired",
    "ambiguous": "ambiguous",
    "tags": "stated",
    "broken-json-ld": "normalized",
    "withheld": "ambiguous",
    "healthy": "stated",
}


@pytest.mark.parametrize(("example", "status"), DATES_OF_EXAMPLES.items())
def test_every_example_shows_its_point(client: FlaskClient, example: str, status: str) -> None:
    """The sentence above an example tells what becomes of its date; a browser is not needed to see
    whether that is so.
    """
    chosen = next(each for each in EXAMPLES if each.id == example)
    answer = client.post(
        "/v1/normalize",
        data=chosen.content().encode(),
        headers={"Content-Type": chosen.media_type},
    )
    assert answer.get_json()["fields"]["datePublished"]["status"] == status
