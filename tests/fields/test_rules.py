"""Every rule and finding of tags and fields is emitted by the example that its table row shows, or
by one told here.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service import fields, tags
from service.model import Context, Habit, Habits, Json, Observation, Resolution, Source

PAGE = Context(url="https://news.example.com/storm")
WORDS = "The river rose over night and the town was cut off from the road to the coast. " * 6


def say(
    field: str, *raws: Json, source: str = "meta:x", witness: str = "machine"
) -> list[Observation]:
    """Statements of one place."""
    where = Source(source, field, witness, 0.8)
    return [Observation(field, raw, where, f"{source}[{i}]", i) for i, raw in enumerate(raws)]


def title(*raws: Json, site: str = "The Example Times") -> Resolution:
    """The headline of a page with these titles and this site name."""
    return fields.resolve_headline(
        [*say("headline", *raws, source="html:title"), *say("publisher", site)], PAGE
    )


def author(*raws: Json, publisher: str | None = None) -> Resolution:
    """The authors of one statement."""
    return fields.resolve_authors(
        say("author", *raws, source="ld+json:author"), PAGE, publisher=publisher
    )


def keywords(raw: Json, **known: Any) -> Resolution:
    """The tags of one statement."""
    return tags.resolve(say("keywords", raw), PAGE, **known)


def language(raw: str, body: str = "") -> Resolution:
    """The language of a page that declares this one."""
    return fields.resolve_language(say("inLanguage", raw), PAGE, body=body)


def description(raw: str) -> Resolution:
    """The description of an article about a storm."""
    return fields.resolve_description(
        say("description", raw), PAGE, publisher="The Example Times", headline="Storm hits coast"
    )


def count(raw: Json) -> Resolution:
    """The word count of a page with a text of a hundred words."""
    return fields.resolve_stated(say("wordCount", raw), PAGE, body=WORDS)["wordCount"]


GERMAN = (
    "Der Fluss stieg in der Nacht, und die Stadt war von der Straße an die Küste abgeschnitten. "
    * 6
)

RULES: dict[str, Callable[[], Resolution]] = {
    "site_name_in_headline": lambda: title("Storm hits coast | The Example Times"),
    "section_in_headline": lambda: fields.resolve_headline(
        [
            *say("headline", "Storm hits coast – Weather", source="html:title"),
            *say("articleSection", "Weather"),
        ],
        PAGE,
    ),
    "badge_in_headline": lambda: title("Sponsored content: Storm shelters compared"),
    "date_in_headline": lambda: title("Storm hits the coast, 12 March 2023-10:33"),
    "counter_in_headline": lambda: title("(2) Storm hits coast"),
    "doubled_headline": lambda: title("Storm hits coast Storm hits coast"),
    "cut_headline": lambda: title(
        "Storm hits coast, thousands flee as…", "Storm hits coast, thousands flee as river rises"
    ),
    "byline_word_in_author": lambda: author("By Jane Doe"),
    "role_in_author": lambda: author("Jane Doe, Senior Reporter"),
    "date_in_author": lambda: author("Jane Doe25 Feb"),
    "address_in_author": lambda: author("Jane Doe @jd"),
    "remark_in_author": lambda: author("Jane Doe (she/her)"),
    "agency_in_author": lambda: author("Jane Doe, Reuters"),
    "capitals_in_author": lambda: author("JANE DOE"),
    "duplicate_author": lambda: author("Jane Doe; Doe, Jane"),
    "nobody_as_author": lambda: author("Jane Doe, Admin"),
    "author_in_letters": lambda: author(list("Jane Doe")),
    "site_name_as_author": lambda: author(
        ["Jane Doe", "The Example Times"], publisher="The Example Times"
    ),
    "tagline_in_publisher": lambda: fields.resolve_publisher(
        say("publisher", "Example – News from the coast"),
        Context(url="https://www.example.com/storm"),
    ),
    "breadcrumb_as_section": lambda: fields.resolve_section(
        say("articleSection", "Home > World > Europe"), PAGE
    ),
    "template_language": lambda: language("en", GERMAN),
    "country_as_language": lambda: language("cz"),
    "tracking_parameter": lambda: fields.resolve_url(
        say("url", "https://news.example.com/storm?utm_source=x"), PAGE
    ),
    "address_beginning_lost": lambda: fields.resolve_url(
        say("url", "news.example.com/storm"), PAGE
    ),
    "doubled_slash": lambda: fields.resolve_url(
        say("url", "https://news.example.com//storm"), PAGE
    ),
    "furniture_as_image": lambda: fields.resolve_image(
        say("image", "https://news.example.com/logo.png", "https://news.example.com/storm.jpg"),
        PAGE,
    ),
    "srcset_as_image": lambda: fields.resolve_image(
        say("image", "https://news.example.com/a.jpg 1200w, https://news.example.com/b.jpg 300w"),
        PAGE,
    ),
    "cut_mark_in_description": lambda: description("The storm … […]"),
    "headline_in_description": lambda: description(
        "Storm hits coast | Thousands flee. - The Example Times"
    ),
    "zero_word_count": lambda: count("0"),
    "duplicate_tag": lambda: keywords("china, u.s., ukraine, russia, ukraine"),
    "slug_as_tag": lambda: keywords(["formula-1", "Formula 1"]),
    "tag_in_letters": lambda: keywords(list("china, u.s.")),
    "split_serialised_tags": lambda: keywords(["['ukraine'", "'russia']"]),
    "serialised_tag_list": lambda: keywords("['ukraine', 'russia']"),
    "list_inside_tag": lambda: keywords(["war, peace, china"]),
    "label_in_tag": lambda: keywords("Tags: war, peace"),
    "tag_count": lambda: keywords(["Ukraine (345)", "Russia"]),
    "mixed_script_tag": lambda: keywords(["СOVID-19"]),
    "headline_as_tag": lambda: keywords(
        ["Bridge closed for repairs until May", "war"],
        headline="Bridge closed for repairs until May",
    ),
    "link_as_tag": lambda: keywords(["Ukraine", "All topics"]),
    "url_as_tag": lambda: keywords(["https://news.example.com/tag/ukraine"]),
    "machine_tag": lambda: keywords(["tone/news", "world/ukraine"]),
    "placeholder_tag": lambda: keywords(["Uncategorized", "war"]),
    "identifier_as_tag": lambda: keywords(["1048576", "war"]),
    "sentence_as_tag": lambda: keywords(
        ["war", "Read all the latest news about the war in our free weekly letter…"]
    ),
    "site_name_as_tag": lambda: keywords(
        ["The Example Times", "war"], publisher="The Example Times"
    ),
    "author_as_tag": lambda: keywords(["Jane Doe", "war"], authors=("Jane Doe",)),
    "boilerplate_tag": lambda: tags.resolve(
        say("keywords", "news, example times, ferries"),
        replace(
            PAGE,
            habits=Habits("news.example.com", 60, usual={"tags": {"news": Habit(58, 60, 4.5)}}),
        ),
    ),
    "date_as_tag": lambda: keywords(
        ["25 February 2022", "war"], published="2022-02-25T14:40:00-05:00"
    ),
}


@pytest.mark.parametrize("rule", [rule.id for rule in (*fields.RULES, *tags.RULES)])
def test_every_rule_is_emitted(rule: str) -> None:
    """The damage of a row, met on a page, is repaired under the row's name."""
    assert rule in {repair.rule for repair in RULES[rule]().repairs}


FINDINGS: dict[str, Callable[[], Resolution]] = {
    "not_a_headline": lambda: title("Just a moment..."),
    "slogan_as_description": lambda: description("Breaking news, latest news and headlines"),
    "author_is_nobody": lambda: author("admin"),
    "too_many_authors": lambda: author(
        [f"Jane Doe{a}{b}" for a in "abcdefghij" for b in "abcdefghijkl"]
    ),
    "platform_as_publisher": lambda: fields.resolve_publisher(say("publisher", "WordPress"), PAGE),
    "language_doubtful": lambda: language("en", GERMAN[:100]),
    "canonical_refused": lambda: fields.resolve_url(say("url", "https://news.example.com/"), PAGE),
    "too_many_images": lambda: fields.resolve_image(
        say("image", *(f"https://news.example.com/{i}.jpg" for i in range(60))), PAGE
    ),
    "word_count_differs": lambda: count(5_000),
    "witnesses_disagree": lambda: fields.resolve_headline(
        [
            *say("headline", "Storm hits coast", source="meta:og:title"),
            *say("headline", "River floods town", source="html:h1", witness="human"),
        ],
        PAGE,
    ),
    "placeholder_value": lambda: title("{{title}}"),
    "section_as_tag": lambda: keywords(["World", "war"], section="World"),
    "tag_lists_differ": lambda: tags.resolve(
        [*say("keywords", "war, peace"), *say("keywords", "football, chess", source="text:label")],
        PAGE,
    ),
    "too_many_tags": lambda: keywords([f"harbour {i}" for i in range(1_500)]),
}


@pytest.mark.parametrize("code", [code.code for code in (*fields.FINDINGS, *tags.FINDINGS)])
def test_every_finding_is_emitted(code: str) -> None:
    """What a finding's row describes is told under the row's code."""
    assert code in {finding.code for finding in FINDINGS[code]().findings}


#: Defects of the catalogue that a finding tells of, or that leave nothing to emit.
TOLD = {
    "section-as-tag": "section_as_tag", "empty": "placeholder_value",
    "comment-author": "author_is_nobody",
    "section-as-author": "author_is_nobody", "system-user": "author_is_nobody",
    "username": "author_is_nobody",
    "email-as-author": "author_is_nobody", "handle-as-author": "author_is_nobody",
    "url-as-author": "author_is_nobody",
    "template-leftover": "placeholder_value", "placeholder": "placeholder_value",
    "placeholder-gif": "placeholder_value",
    "undetermined": "placeholder_value", "bot-wall": "not_a_headline",
    "error-page": "not_a_headline",
    "homepage-canonical": "canonical_refused", "staging-host": "canonical_refused",
    "boilerplate": "slogan_as_description",
    "cms-default": "platform_as_publisher", "cms-name": "platform_as_publisher",
}  # fmt: skip
#: Defects of form: what is read means the same in another form, so the status is "normalized" and
#: nothing is repaired.
FORM = frozenset(
    "entities html-in-tag mojibake percent-encoded nested-jsonld jsonld-name-parts "
    "multi-author-string rss-author glued-names "
    "lowercase agency bad-region case deprecated iso639-2 iso639-2b name "
    "protocol-relative duplicate multiple object grouped "
    "unit truncated no-defect".split()
)
#: Left alone on purpose: what merges or splits here depends on what no page states.
ALONE = frozenset(("plural", "space-separated", "glued-tags", "stuffing", "domain-as-name"))


def test_every_defect_of_the_catalogue_has_its_place(data_dir: Path) -> None:
    """Each name of the catalogue's parts on tags and other fields is a rule's, a finding's, or one
    of form alone.
    """
    lines = (data_dir / "defects/cases.jsonl").read_text("utf-8").splitlines()
    cases = [
        case
        for case in map(json.loads, lines)
        if case["field"] not in ("date", "charset") and not case.get("trap")
    ]
    named = {name for rule in (*fields.RULES, *tags.RULES) for name in rule.catalogue}
    known = named | {name for name, code in TOLD.items() if code in FINDINGS} | FORM | ALONE
    assert sorted({case["defect"] for case in cases} - known) == []
