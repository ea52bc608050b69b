"""Dates whose names no vocabulary has, told by the words of the name; and names like them that are of something else."""

from __future__ import annotations

import pytest

from service.model import Page, Resolution
from service.normalize import normalize
from service.observe.sources import date_of_name
from tests.observe.conftest import Seen

STAMP = "2021-03-05T14:40:00Z"
TITLE = "Storm closes coast road near Boone"
ARTICLE = f"<article><h1>{TITLE}</h1>{{}}<p>The road stays closed.</p></article>"
PAGE = f"<html lang=en><head>{{}}</head><body>{ARTICLE}</body></html>"


def published(head: str = "", body: str = "") -> Resolution:
    """Return what is decided of the publication of a made page."""
    html = PAGE.format(head, body)
    return normalize(Page(html=html, url="https://courier.example/coast/storm-closes-coast-road")).fields["datePublished"]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("article_date_original", "datePublished"),
        ("ptime", "datePublished"),
        ("contentPublishedDate", "datePublished"),
        ("iso-8601-publish-date", "datePublished"),
        ("publish_timestamp", "datePublished"),
        ("lastPublishedAt", "dateModified"),
        ("article_updatetime", "dateModified"),
        ("dateModifiedRaw", "dateModified"),
        ("create_at", "dateCreated"),
        ("news_date", "date"),
        ("storydate", "date"),
    ],
)
def test_the_words_of_a_name(name: str, field: str) -> None:
    """A name that consists of words for dates is one's, and a word for changes outweighs one for publication."""
    assert date_of_name(name) == field


@pytest.mark.parametrize(
    "name",
    """expiryDate expires embargo_date eventDate start_date end_time validFrom birthDate crawl_date fetchedAt indexed_at
    copyright_date consent_date issueDate releasedAt release_time
    release issue post update published_by publisher publication_id date time page_time rendertime
    candidate newspaper moderation commentDate last_date lastDay first last content""".split(),
)
def test_names_of_something_else(name: str) -> None:
    """One word that is none of a date of the article's own, or no word for time, and the name says nothing."""
    assert date_of_name(name) == ""


@pytest.mark.parametrize(
    "name", "pdate contentPublishedDate swifttype_published_at mediator_published_time apub:time epoch-publish-date".split()
)
def test_metas_of_publication(seen: Seen, name: str) -> None:
    """A meta is read by the words of its name, or of the part behind a system's name."""
    meta = f'<meta name="{name}" content="{STAMP}">'
    assert seen(f"<head>{meta}</head>")["meta:named-published"] == [STAMP]
    assert published(meta).value == "2021-03-05T14:40:00+00:00"


@pytest.mark.parametrize("name", ["post_date", "bn:post_date", "citation_date", "weibo:article:create_at"])
def test_metas_of_less_sure_dates(name: str) -> None:
    """A date of the story without a word for its publication, and one of its creation, are candidates and no answer."""
    found = published(f'<meta name="{name}" content="{STAMP}">')
    assert (found.value, found.candidates[0].value) == (None, "2021-03-05T14:40:00+00:00")


@pytest.mark.parametrize(
    "name",
    """expiry_date event_date crawl_date birthdate book:release_date product_published_date comment_published_at copyright_date
    cookie_consent_date issue_date user_created_at embargo_date twitter:published_at last_published_date car_release_date
    comment:published_at author_published_at""".split(),
)
def test_metas_of_something_else(name: str) -> None:
    """An expiry, an event, a fetch, a birth, a product, a comment: no publication."""
    assert published(f'<meta name="{name}" content="{STAMP}">').status == "absent"


@pytest.mark.parametrize("content", ["standard", "5 min read", "17", "true"])
def test_metas_without_a_date(content: str) -> None:
    """What is no date is not taken for a broken one."""
    assert published(f'<meta name="post_date" content="{content}">').status == "absent"


def test_a_known_place_is_not_disputed() -> None:
    """Beside a place that a vocabulary names, the words of a name are not heard."""
    known = '<meta property="article:published_time" content="2022-04-09T10:00:00Z">'
    found = published(f'{known}<meta name="pdate" content="20210305">')
    assert (found.value, found.confidence) == (published(known).value, published(known).confidence)


def test_what_readers_see_is_not_withheld() -> None:
    """Alone it is no certain date, and beside another day that readers see it casts doubt on that day and withholds nothing."""
    head = '<meta name="pdate" content="20210305">'
    assert published(head).confidence < 0.95
    found = published(head, "<p>April 9, 2022</p>")
    assert (found.value, found.status, found.confidence < 0.95) == ("2022-04-09", "conflict", True)


def test_attributes_of_date_lines() -> None:
    """A count of seconds beside a relative date is the moment; that of a comment is not the article's."""
    line = '<span class="date" data-epoch="1614955200">2 years ago</span>'
    found = published("", line)
    assert "time:datetime" in [each.observation.source.id for each in found.evidence]
    assert (found.value or found.candidates[0].value)[:10] == "2021-03-05"  # type: ignore[index]
    assert published("", f'<ol class="comments"><li class="comment">{line} Well said</li></ol>').value is None


@pytest.mark.parametrize("member", [f'"datepublished": "{STAMP}"', f'"pubDate": "{STAMP}"', f'"publishedAt": "{STAMP}"'])
def test_json_ld_spelt_otherwise(member: str) -> None:
    """The article's node may spell its date otherwise, where it has none under schema.org's name."""
    block = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", {member}}}</script>'
    assert published(block).value == "2021-03-05T14:40:00+00:00"


@pytest.mark.parametrize(
    "member", ["birthDate", "startDate", "expires", "validThrough", "lastReviewed", "releaseDate", "issueDate"]
)
def test_json_ld_of_something_else(member: str) -> None:
    """Other dates of the node are not its publication's."""
    block = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", "{member}": "{STAMP}"}}</script>'
    )
    assert published(block).status == "absent"


@pytest.mark.parametrize("key", ["publish_timestamp", "ptime", "initialPublishDate", "story_date"])
def test_supplied_keys(key: str) -> None:
    """A caller's key is known by its words too."""
    answer = normalize(Page(metadata={"title": TITLE, key: STAMP}))
    assert answer.fields["datePublished"].value == "2021-03-05T14:40:00+00:00"
    assert not answer.extra


@pytest.mark.parametrize("key", ["crawl_date", "fetch_date", "indexed_at", "eventDate", "birth_date", "embargoUntil"])
def test_supplied_keys_of_something_else(key: str) -> None:
    """When a page was fetched, or something happens, is no publication: it is handed back as unknown."""
    answer = normalize(Page(metadata={"title": TITLE, key: STAMP}))
    assert (answer.fields["datePublished"].status, dict(answer.extra)) == ("absent", {key: STAMP})
