"""What a person is asked about an unresolved page, and what findings say: in words, with the
field, what the page says and where, and what to do.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from service.cli import main
from service.model import Json, Page
from service.normalize import Thresholds, normalize
from service.render import envelope, flat

LOOK = "Look near the headline and at the end of the page."
TOP = "Look at the top of the story."
HEAD = "<h1>Envoys return without a deal</h1>"
BODY = "They talked for a day, and left. " * 20
URL = "https://news.example/world/envoys"
FETCHED = datetime.fromisoformat("2024-03-01T12:00:00+00:00")

#: A page, the field that is asked about, and the question.
CASES: dict[str, tuple[Page, str, str]] = {
    "two orders of one text": (
        Page(text=f"Envoys return without a deal\n\n02/10/2022\n\n{BODY}"),
        "datePublished",
        "Was it published on 10 February or 2 October 2022? Line 3 says “02/10/2022” and nothing"
        f" else. {LOOK}",
    ),
    "a scraper's column": (
        Page(metadata={"title": "Envoys return", "date": "04/05/2021"}),
        "datePublished",
        "Was it published on 5 April or 4 May 2021? The member metadata/date says “04/05/2021” and "
        f"nothing else. {LOOK}",
    ),
    "two witnesses": (
        Page(
            html=f'{HEAD}<p class="dateline">June 5, 2016</p>'
            '<meta itemprop="datePublished" content="2015-05-14T16:34:00Z">',
            url=URL,
        ),
        "datePublished",
        "Was it published on 14 May 2015 or 5 June 2016? Its microdata datepublished says “2015-"
        f"05-14T16:34:00Z”; the page prints “June 5, 2016”. {LOOK}",
    ),
    "nothing of a date": (
        Page(html=f"{HEAD}<p>{BODY}</p>", url=URL),
        "datePublished",
        f"No date could be read; does the page print one? {LOOK}",
    ),
    "zeros": (
        Page(html=f'<meta name="date" content="0000-00-00">{HEAD}', url=URL),
        "datePublished",
        "No date could be read; does the page print one? Where a date should stand it has “0000-"
        f"00-00”. {LOOK}",
    ),
    "a month": (
        Page(html=HEAD, url="https://news.example/2018/08/envoys"),
        "datePublished",
        "On which day was it published? Only a part of the date could be read. Its address says "
        f"“2018/08” and nothing else. {LOOK}",
    ),
    "hardly a day": (
        Page(html=f'<meta name="date" content="0000-00-00">{HEAD}<time>1969-12-16</time>', url=URL),
        "datePublished",
        "No date could be read that is likely to be its own; is it 16 December 1969? The page "
        f"prints “1969-12-16”. {LOOK}",
    ),
    "no headline": (
        Page(metadata={"date": "2022-02-25"}),
        "headline",
        f"No headline could be read; what does the page call its story? {TOP}",
    ),
    "a form's title": (
        Page(
            html="<title>Subscribe | Quay Post</title><meta property=og:site_name "
            "content='Quay Post'>",
            url=URL,
        ),
        "headline",
        "No headline could be read; what does the page call its story? “Subscribe | Quay Post” "
        f"was passed over: the title of another kind of page. {TOP}",
    ),
    "a wall": (
        Page(html="<title>Just a moment...</title><body>Checking your browser</body>"),
        "datePublished",
        "It was taken for a wall against robots. Is it the article after all? If so, when was it"
        f" published? {LOOK}",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_question(name: str) -> None:
    """It is asked in words, from what the page says."""
    page, field, question = CASES[name]
    assert normalize(page).questions[field] == question


def test_several_headlines_are_told_by_their_places() -> None:
    """Each with where it stands, so that whoever looks finds it."""
    page = Page(
        html="<title>Harbour reopens</title><h1>Ferries sail again from the old quay</h1>"
        '<meta name="date" content="2022-02-25">',
        url=URL,
    )
    asked = normalize(page, Thresholds(others=0.999)).questions["headline"]
    assert asked.startswith("Which is its headline: “")
    assert "“Ferries sail again from the old quay” (its heading)" in asked
    assert "“Harbour reopens” (its title)" in asked


def test_an_author_is_asked_about_only_where_two_answers_are_likely() -> None:
    """Many articles name nobody, so that nothing read is no question."""
    page = {"title": "Envoys return", "date": "2022-02-25", "author": "Ana Ruiz, Bo Lind"}
    result = normalize(Page(metadata=page), Thresholds(others=0.999))
    assert result.questions["author"].startswith("Was it written by “Ana Ruiz, Bo Lind”")
    del page["author"]
    assert "author" not in normalize(Page(metadata=page)).questions


@pytest.mark.parametrize("explain", ["none", "summary", "full"])
def test_the_report_the_finding_and_the_row_have_it(client: FlaskClient, explain: str) -> None:
    """At every level, since a batch explains nothing unless asked."""
    page, field, question = CASES["a scraper's column"]
    body = {"metadata": page.metadata}
    answer: Any = client.post(f"/v1/normalize?explain={explain}", json=body).get_json()
    assert answer["fields"][field]["question"] == question
    assert "question" not in answer["fields"]["headline"]
    (found,) = [each for each in answer["findings"] if each["code"] == "value_withheld"]
    assert (found["path"], found["severity"]) == (f"/fields/{field}", "warning")
    assert found["message"].startswith(f"{field}: It is withheld. {question} Set it from the page")
    assert client.post("/v1/normalize?view=flat", json=body).get_json()["questions"] == [question]


def test_the_table_for_people_asks_it(tmp_path: Path, capsysbinary: Any) -> None:
    """Below the field that is open; what is absent is not called withheld."""
    (tmp_path / "a.txt").write_text(
        f"Envoys return without a deal\n\n02/10/2022\n\n{BODY}", "utf-8"
    )
    assert main(["normalize", str(tmp_path / "a.txt"), "--explain", "table"]) == 0
    printed = capsysbinary.readouterr().out.decode().splitlines()
    at = next(n for n, line in enumerate(printed) if line.startswith("datePublished"))
    assert printed[at].endswith("(withheld)")
    assert printed[at + 1].startswith("  ? Was it published on 10 February or 2 October 2022?")
    (tmp_path / "a.txt").write_text(f"Envoys return without a deal\n\n{BODY}", "utf-8")
    assert main(["normalize", str(tmp_path / "a.txt"), "--explain", "table"]) == 0
    (line,) = [x for x in capsysbinary.readouterr().out.decode().splitlines() if "Published  " in x]
    assert line.endswith("(none)")


def test_a_missing_date_has_its_report_and_finding(client: FlaskClient) -> None:
    """No row of a table is unresolved without a word."""
    answer: Any = client.post("/v1/normalize", json={"metadata": {"title": "Envoys"}}).get_json()
    assert answer["fields"]["datePublished"]["status"] == "absent"
    assert answer["fields"]["datePublished"]["question"].startswith("No date could be read")
    (found,) = answer["findings"]
    assert (found["code"], found["severity"]) == ("value_missing", "info")


def test_fields_that_are_not_asked_for_are_not_asked_about(client: FlaskClient) -> None:
    """The status still speaks of the whole page."""
    page = {"metadata": {"title": "Envoys"}}
    answer: Any = client.post("/v1/normalize?fields=headline", json=page).get_json()
    assert (answer["status"], list(answer["fields"])) == ("unresolved", ["headline"])
    assert answer["findings"] == []


texts = st.text(max_size=40) | st.sampled_from(
    ["02/10/2022", "2022-40-25", "0000-00-00", "Envoys return", "5 May 2021", "x" * 5000, "\n“”"]
)


@given(
    st.dictionaries(st.sampled_from(["title", "date", "pubDate", "author", "headline"]),
                    texts | st.lists(texts, max_size=4), max_size=5)
)  # fmt: skip
def test_a_page_is_unresolved_where_something_is_asked(metadata: dict[str, Json]) -> None:
    """Whatever it states; a question is a question, ends with where to look, and is bounded."""
    result = normalize(Page(metadata=metadata, fetched_at=FETCHED))
    assert (result.status == "unresolved") == bool(result.questions)
    for question in result.questions.values():
        assert "?" in question
        assert " Look " in question
        assert len(question) < 1500
        assert "\n" not in question
    assert flat(result)["questions"] == list(result.questions.values())
    for withheld in result.withheld:
        assert not result.fields[withheld].none_likelier
    json.dumps(envelope(result, "none", {}))


# -- what findings say

#: A page, and the end of what is said of its date: whether day, hour or zone is open.
SAID: dict[str, tuple[str, str, str, str]] = {
    "another day, withheld": (
        '<meta itemprop="datePublished" content="2015-05-14T16:34:00Z">'
        '<p class="dateline">June 5, 2016</p>',
        "conflicting_dates",
        "warning",
        'datePublished: "June 5, 2016" states another date than 2015-05-14; none is given. Compare '
        "the days in its candidates with the page where the day matters to you.",
    ),
    "another hour": (
        '<meta name="date" content="2022-02-25T10:00:00Z">'
        '<p class="dateline">25 February 2022, 16:20</p>',
        "conflicting_times",
        "info",
        "states another time of 2022-02-25; the day alone is given. Trust the day, and the time no "
        "more than its precision and confidence say.",
    ),
    "another hour of the modification": (
        '<meta name="date" content="2022-02-24"><meta property="article:modified_time" content="'
        '2022-02-25T10:00:00Z"><p class="updated">Updated 25 February 2022, 16:20</p>',
        "conflicting_times",
        "info",
        "states another time of 2022-02-25; the day alone is given. Trust the day, and the time no "
        "more than its precision and confidence say.",
    ),
    "another zone": (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Envoys return '
        'without a deal", "datePublished": "2022-02-25T11:03:00+02:00"}</script>'
        '<meta property="article:published_time" content="2022-02-25T11:03:00+01:00">',
        "conflicting_times",
        "info",
        "states the time in another zone, on 2022-02-25; the day alone is given. Trust the day, "
        "and the time no more than its precision and confidence say.",
    ),
}


@pytest.mark.parametrize("name", SAID)
def test_a_conflict_says_what_is_open(name: str) -> None:
    """Nobody is sent to look where only the hour is open."""
    html, code, severity, end = SAID[name]
    found = [f for f in normalize(Page(html=HEAD + html, url=URL)).findings if f.code == code]
    assert {f.severity for f in found} == {severity}
    assert found[0].message.endswith(end)


def test_what_nobody_can_act_on_is_info() -> None:
    """A list of tags that falls short is no task."""
    page = Page(metadata={"title": "Envoys", "date": "2022-02-25", "dateModified": "10/11/2022"})
    found = [f for f in normalize(page).findings if f.code == "value_withheld"]
    assert [(f.path, f.severity) for f in found] == [("/fields/dateModified", "info")]
    assert found[0].message.startswith(
        "dateModified: It is withheld, since its likeliest value has a probability of 0.48."
    )
