"""The address, the headers and the caller's own metadata."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from service.model import Page
from service.normalize import normalize
from service.observe import observe
from service.observe.transport import observe_supplied, sent_at, url_date
from tests.observe.conftest import Seen


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/world/2022/02/25/talks", "2022/02/25"),
        ("/2022/2/5/talks.html", "2022/2/5"),
        ("/a/2022-02-25-talks", "2022-02-25"),
        ("/a/20220225/x", "20220225"),
        ("/talks-20220225", "20220225"),
        ("/web/20220225105634/talks", None),
        ("/2022/feb/25/talks", "2022/feb/25"),
        ("/2022/02/talks", "2022/02"),
        ("/2021/04/92713", "2021/04"),
        ("/2022-02/talks", "2022-02"),
        ("/story/20223199", None),
        ("/2022/talks", None),
        ("/id/120220225", None),
        ("/a/1234567890123", None),
        ("/2022/13/45/x", None),
        ("/n1/2022/0225/c1002-321.html", "2022/0225"),
        ("/2022-02/25/content_25340717.htm", "2022-02/25"),
        ("/local/202202/25/c_1.htm", "202202/25"),
        ("/xw/202202/t20220225_1163.html", "20220225"),
        ("/25-02-2022/talks", "25-02-2022"),
        ("/25/02/2022/talks", "25/02/2022"),
        ("/n1/2022/1325/c1.html", None),
        ("/2022/0225", None),
        ("/a/1-02-2022/x", None),
    ],
)
def test_url_date(path: str, date: str | None) -> None:
    """A path's date is read as far as it goes; ids are no days."""
    assert url_date(path) == date


def test_url_observations(seen: Seen) -> None:
    """The address states itself, its date, and its first part as a section."""
    assert "url:path-section" not in seen(
        url="https://www.example.com/news/article-9551232/town-saves-baths.html"
    )
    values = seen(url="https://www.example.com/politics/2022/02/25/talks?x=1")
    assert values["url:path-date"] == ["2022/02/25"]
    assert values["url:path-section"] == ["politics"]
    assert values["url:address"] == ["https://www.example.com/politics/2022/02/25/talks?x=1"]


@pytest.mark.parametrize("url", [None, "https://m.example.com/?p=4711"])
def test_day_of_the_canonical_address(seen: Seen, url: str | None) -> None:
    """The page's own address says its day where the one it was fetched from does not, and is no
    section.
    """
    page = '<link rel="canonical" href="https://www.example.com/quay/2022/02/25/talks"><p>x'
    values = seen(page, url=url)
    assert values["url:path-date"] == ["2022/02/25"]
    assert "url:path-section" not in values
    assert seen(page, url="https://www.example.com/2022/02/24/talks")["url:path-date"] == [
        "2022/02/24"
    ]


@pytest.mark.parametrize(
    ("headers", "source", "raw"),
    [
        (
            {"Last-Modified": "Fri, 25 Feb 2022 19:40:00 GMT"},
            "http:last-modified",
            "Fri, 25 Feb 2022 19:40:00 GMT",
        ),
        ({"content-language": "de"}, "http:content-language", "de"),
        (
            {"Link": '<https://e.org/p>; rel="preload", <https://e.org/a>; rel="canonical"'},
            "http:link-canonical",
            "https://e.org/a",
        ),
    ],
)
def test_headers(seen: Seen, headers: dict[str, str], source: str, raw: str) -> None:
    """Headers are matched without case."""
    assert seen("<p>x", headers=headers)[source] == [raw]


@pytest.mark.parametrize(
    ("metadata", "field", "raw"),
    [
        pytest.param({"article:published_time": "x1"}, "datePublished", "x1", id="meta name"),
        pytest.param({"publish_date": "x1"}, "datePublished", "x1", id="snake"),
        pytest.param({"PubDate": "x1"}, "datePublished", "x1", id="case"),
        pytest.param({"Article.Published Time": "x1"}, "datePublished", "x1", id="dots and blanks"),
        pytest.param({"last_edit": "x1"}, "dateModified", "x1", id="last edit"),
        pytest.param({"news_title": "T"}, "headline", "T", id="member of a story"),
        pytest.param({"date": 1645818000}, "date", 1645818000, id="a bare date"),
        pytest.param({"byline": "By Jane Doe"}, "author", "By Jane Doe", id="byline"),
        pytest.param({"tags": ["a", "b"]}, "keywords", ["a", "b"], id="list"),
        pytest.param({"og": {"title": "T"}}, "headline", "T", id="wrapped"),
        pytest.param(
            {"article": {"author": [{"@type": "Person", "name": "J"}]}},
            "author",
            [{"@type": "Person", "name": "J"}],
            id="posted back",
        ),
        pytest.param({"@type": "NewsArticle"}, "type", "NewsArticle", id="type"),
        pytest.param(
            {
                "jsonld": [
                    {"@type": "WebSite", "name": "Site"},
                    {"@type": "NewsArticle", "headline": "T"},
                ]
            },
            "headline",
            "T",
            id="json-ld",
        ),
    ],
)
def test_supplied(metadata: dict[str, Any], field: str, raw: Any) -> None:
    """A known name is one observation of its field, the value untouched."""
    observed = observe(Page(metadata=metadata)).observations
    assert [(o.field, o.raw) for o in observed if o.field == field] == [(field, raw)]


@pytest.mark.parametrize(
    ("key", "member"),
    [
        ("timePublished", "datePublished"),
        ("pubTimestamp", "datePublished"),
        ("published_ts", "datePublished"),
        ("publishedDateISO8601", "datePublished"),
        ("originalPubDate", "datePublished"),
        ("fecha_publicacion", "datePublished"),
        ("Veröffentlichungsdatum", "datePublished"),
        ("createTime", "dateCreated"),
        ("lastUpdateTime", "dateModified"),
        ("date_modification", "dateModified"),
        ("unpublishDate", "expires"),
    ],
)
def test_names_of_dates(seen: Seen, key: str, member: str) -> None:
    """A date has one meaning under a name, as the caller's column and as a meta of the publishing
    system's own.
    """
    found = observe(Page(metadata={key: "2022-02-25"})).observations
    assert [(o.field, o.raw) for o in found] == [(member, "2022-02-25")]
    metas = observe(Page(html=f'<meta name="{key}" content="2022-02-25">')).observations
    assert member == "expires" or [(o.field, o.raw) for o in metas] == [(member, "2022-02-25")]


@pytest.mark.parametrize(
    "key", ["startDate", "event_date", "issueDate", "lastPublished", "ptime", "dateRange"]
)
def test_names_of_other_days(key: str) -> None:
    """The day of an event or an issue, of the last time that a page was put up again, and what
    nobody knows.
    """
    dated = {"date", "datePublished", "dateModified", "dateCreated"}
    for page in (
        Page(metadata={key: "2022-02-25"}),
        Page(html=f'<meta name="{key}" content="2022-02-25">'),
    ):
        assert dated.isdisjoint(o.field for o in observe(page).observations)


def test_two_keys_that_fold_alike_are_two_statements() -> None:
    """Nothing is merged before it is weighed."""
    observed = observe(
        Page(metadata={"pub_date": "2022-01-01", "pubDate": "2022-01-02"})
    ).observations
    assert sorted(str(o.raw) for o in observed) == ["2022-01-01", "2022-01-02"]


def test_unknown_key_is_kept_and_reported() -> None:
    """A name that nothing knows goes to extra, with a finding."""
    observed = observe(Page(metadata={"scraper_run": 7, "headline": "T"}))
    assert observed.extra == {"scraper_run": 7}
    assert [f.code for f in observed.findings] == ["unknown_metadata_key"]


@pytest.mark.parametrize(
    "metadata",
    [
        {"title": {"colour": "red"}},
        {"tags": [{"colour": "red"}]},
        {"tags": [4, 9]},
        {"published_at": {"colour": "red"}},
    ],
)
def test_a_known_key_with_a_shape_that_says_nothing_is_reported(metadata: dict[str, Any]) -> None:
    """What stands under a known name is read, or it is told that it was not."""
    findings = [f for f in normalize(Page(metadata=metadata)).findings if f.code != "value_missing"]
    assert [f.code for f in findings] == ["unread_metadata_value"]
    assert findings[0].raw == next(iter(metadata.values()))


def test_many_unknown_keys_are_kept_and_not_told_one_by_one() -> None:
    """A record with thousands of columns of its own is kept whole, with a bounded number of
    findings.
    """
    supplied = observe_supplied({f"column {n}": n for n in range(5_000)})

    assert len(supplied.extra) == 5_000
    assert len(supplied.findings) == 101


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("Fri, 09 Jul 2021 00:55:30 GMT", datetime(2021, 7, 9, 0, 55, 30, tzinfo=UTC)),
        ("Fri, 31 Feb 2021 00:55:30 GMT", None),
        ("yesterday", None),
    ],
)
def test_when_a_response_was_sent(value: str, moment: datetime | None) -> None:
    """The Date header is read in the one form that HTTP has."""
    assert sent_at({"DATE": value}) == moment


@pytest.mark.parametrize(
    "date", ["2021-07-09T00:55:29", "2021-07-08T20:55:31", "2021-07-09T00:55:30Z"]
)
def test_a_date_that_is_the_response_s_own(date: str) -> None:
    """What a template prints of the moment of the request is no publication, in whatever zone its
    clock is.
    """
    headers = {"Date": "Fri, 09 Jul 2021 00:55:30 GMT"}
    assert "datePublished" not in normalize(Page(metadata={"date": date}, headers=headers)).article
    assert "datePublished" in normalize(Page(metadata={"date": date})).article


@pytest.mark.parametrize(
    ("stamp", "stands"),
    [
        pytest.param(
            "2021-03-05T14:30:00+01:00", True, id="no slip of zones explains eleven hours"
        ),
        pytest.param("2021-03-05T13:30:00Z", False, id="a clock of the east labelled UTC"),
        pytest.param("2021-03-05T08:00:00-05:30", False, id="a sign exchanged"),
        pytest.param("2021-03-07T13:30:00Z", True, id="a header of the days before"),
    ],
)
def test_an_old_header_vetoes_only_what_a_slip_of_zones_explains(stamp: str, stands: bool) -> None:
    """A Date header may be an older response's; a caller who says when the page was fetched is
    believed.
    """
    markup = (
        f"<meta property=article:published_time content='{stamp}'><h1>Harbour festival returns</h1>"
    )
    page = Page(html=markup, headers={"Date": "Fri, 05 Mar 2021 02:30:00 GMT"})
    assert ("datePublished" in normalize(page).article) is stands
    told = Page(html=page.html, fetched_at=datetime(2021, 3, 5, 2, 30, tzinfo=UTC))
    assert "datePublished" not in normalize(told).article


def test_a_server_s_last_modified_alone_dates_no_update() -> None:
    """Every server sends one; beside a page's own word it confirms, and alone it leaves no page in
    doubt.
    """
    headers = {"Last-Modified": "Fri, 05 Mar 2021 14:40:00 GMT"}
    markup = (
        "<meta property=article:published_time content='2021-03-05T10:00:00Z'><h1>"
        "Harbour festival returns</h1>"
    )
    alone = normalize(Page(html=markup, headers=headers))
    assert (alone.status, alone.fields["dateModified"].status) == ("clean", "absent")
    modified = "<meta property=article:modified_time content='2021-03-05T14:40:00Z'>"
    beside = normalize(Page(html=modified + markup, headers=headers))
    assert beside.article["dateModified"] == "2021-03-05T14:40:00+00:00"
    assert (
        beside.fields["dateModified"].confidence
        > normalize(Page(html=modified + markup)).fields["dateModified"].confidence
    )


@pytest.mark.parametrize(
    ("key", "meant"),
    [("publishd", "published"), ("Key Words", None), ("colour", None), ("headlin", "headline")],
)
def test_an_unknown_key_that_is_nearly_a_known_one(key: str, meant: str | None) -> None:
    """The finding names the known one, as for an unknown member of a request."""
    told = [
        f.message
        for f in normalize(Page(metadata={key: "2021-03-05"})).findings
        if f.code == "unknown_metadata_key"
    ]
    assert any(f"Did you mean {meant!r}?" in message for message in told) is (meant is not None)


@pytest.mark.parametrize("key", ["scraped_at", "crawlTime", "date_download", "fetchedAt"])
def test_a_column_for_the_time_of_the_fetch(key: str) -> None:
    """The finding names the member of the request; ages, "3 hours ago", are counted from it."""
    page = Page(metadata={"title": "Harbour reopens", key: "2021-03-05T10:00:00Z"})
    told = {f.code: f.message for f in normalize(page).findings}
    assert set(told) == {"unknown_metadata_key", "value_missing"}
    assert "the request's fetchedAt" in told["unknown_metadata_key"]


@pytest.mark.parametrize(("before", "read"), [(199, True), (200, False)])
def test_of_a_wrapper_s_members_so_many_are_opened(before: int, read: bool) -> None:
    """A list of more is a feed, and no page's."""
    feed = [{"n": n} for n in range(before)]
    found = observe_supplied({"data": [*feed, {"title": "Quay reopens"}]}).observations
    assert ("Quay reopens" in [o.raw for o in found]) == read


@pytest.mark.parametrize(("length", "read"), [(65_536, True), (65_537, False)])
def test_of_a_header_of_links_so_much_is_read(length: int, read: bool) -> None:
    """A longer one is nobody's."""
    links = {"Link": "<https://e.org/a>; rel=canonical".rjust(length)}
    found = observe(Page(html="<p>x", headers=links)).observations
    assert ("http:link-canonical" in [o.source.id for o in found]) == read
