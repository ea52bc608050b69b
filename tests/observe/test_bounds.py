"""What a page repeats without end is read so far and no further, and the answer says so."""

from __future__ import annotations

import pytest

from service import observe as room
from service.lexicon.texts import LINE_LIMIT
from service.model import Finding, Observation, Page
from service.normalize import normalize
from service.observe import observe, script_state, text_lines
from service.observe.bounds import MOST_OF_A_ROLE, MOST_OF_A_SOURCE, MOST_OF_LONG_TEXTS
from service.observe.text_lines import MOST_SIGNED
from service.view.columns import View

HEAD = "<title>Ferry is late again</title><h1>Ferry is late again</h1>"


def told(findings: tuple[Finding, ...], code: str) -> list[str]:
    """The messages of the findings with a code."""
    return [str(finding.message) for finding in findings if finding.code == code]


def titles(count: int) -> Page:
    """A page with so many headlines in its metas."""
    metas = "".join(
        f'<meta property="og:title" content="Ferry number {n} is late">' for n in range(count)
    )
    return Page(html=f"{metas}{HEAD}")


@pytest.mark.parametrize(
    ("count", "cut"), [(MOST_OF_A_SOURCE, False), (MOST_OF_A_SOURCE + 1, True)]
)
def test_of_one_source_the_first_statements_are_read(count: int, cut: bool) -> None:
    """The page's other statements are all there."""
    seen = observe(titles(count))
    sources = [o.source.id for o in seen.observations]
    assert sources.count("meta:og:title") == MOST_OF_A_SOURCE
    assert "html:title" in sources
    message = (
        f"The page has {count:,} statements of meta:og:title; the first {MOST_OF_A_SOURCE:,} were"
        " read."
    )
    assert told(seen.findings, "statement_limit") == ([message] if cut else [])


def test_the_callers_metadata_are_bounded_too() -> None:
    """One name can be spelt in a thousand ways: "title", "t.itle", "t..itle"."""
    seen = observe(
        Page(metadata={f"t{'.' * n}itle": f"Ferry number {n}" for n in range(MOST_OF_A_SOURCE + 5)})
    )
    assert len(seen.observations) == MOST_OF_A_SOURCE
    assert len(told(seen.findings, "statement_limit")) == 1


@pytest.mark.parametrize(("count", "cut"), [(MOST_OF_A_ROLE, False), (MOST_OF_A_ROLE + 9, True)])
def test_a_reader_is_offered_so_many_elements(
    count: int, cut: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elements that state nothing cost as much as those that do."""
    offered: list[int] = []

    def read(view: object, place: int, *_: object) -> list[Observation]:
        offered.append(place)
        return []

    monkeypatch.setattr(room, "READERS", (("author", read),))
    seen = observe(Page(html=f"<article>{HEAD}{'<p class=author>x</p>' * count}</article>"))
    assert len(offered) == MOST_OF_A_ROLE
    message = (
        f"The page has {count:,} elements of the class role author; the first {MOST_OF_A_ROLE:,} "
        "were read."
    )
    assert told(seen.findings, "statement_limit") == ([message] if cut else [])


def days(count: int) -> Page:
    """A dump of so many days, a line each."""
    return Page(
        text="".join(f"{n % 28 + 1} May 2021, {n % 24:02d}:{n % 60:02d}\n" for n in range(count))
    )


@pytest.mark.parametrize(
    ("count", "cut"), [(MOST_SIGNED, False), (MOST_SIGNED + 1, True), (3 * MOST_SIGNED, True)]
)
def test_a_dump_of_days_is_read_to_a_bound(
    count: int, cut: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A day costs as much as a paragraph, and 20,000 lines of them more than a page may take."""
    asked: list[str] = []
    kind_of = text_lines.kind_of

    def counted(text: str) -> str:
        asked.append(text)
        return kind_of(text)

    monkeypatch.setattr(text_lines, "kind_of", counted)
    seen = observe(days(count))
    assert len(asked) == min(count, MOST_SIGNED)
    assert bool(told(seen.findings, "page_truncated")) is cut


def test_scripts_are_searched_for_few_headlines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each script is searched for each headline."""
    sought: list[set[str]] = []

    def values(_: View, needles: set[str], __: set[str]) -> list[tuple[str, int, object, bool]]:
        sought.append(needles)
        return []

    monkeypatch.setattr(script_state, "_values", values)
    observe(titles(MOST_OF_A_SOURCE))
    assert [len(needles) for needles in sought] == [50]


def test_of_long_texts_fewer_are_read() -> None:
    """A hundred elements in one another each state what all inside them do: a page of 20 kB states
    200 kB.
    """
    inner = (
        "<div property=headline>The ferry is late again on the river, and the council will meet."
        * 100
    )
    seen = observe(Page(html=f"{HEAD}{inner}"))
    stated = [str(o.raw) for o in seen.observations if o.source.id == "microdata:headline"]
    assert 0 < sum(map(len, stated[1:])) <= MOST_OF_LONG_TEXTS + LINE_LIMIT * 10
    assert len(told(seen.findings, "statement_limit")) == 1


def test_elements_in_one_another_are_not_each_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as many of them cost about twice as much, and each less than what it holds."""
    read: list[int] = []
    text = View.text

    def counted(view: View, place: int, limit: int = 2_000, *between: str) -> str:
        said = text(view, place, limit, *between)
        read.append(len(said))
        return said

    monkeypatch.setattr(View, "text", counted)
    sums = []
    for count in (500, 1_000):
        read.clear()
        observe(
            Page(html=HEAD + "<div property=headline>The ferry is late again on the river." * count)
        )
        sums.append(sum(read))
    assert sums[1] < 2.5 * sums[0]
    assert sums[0] < 500 * 4_000


def test_a_long_text_is_read_once_whatever_its_length() -> None:
    """A description can be as long as an article."""
    seen = observe(
        Page(html=f'{HEAD}<meta name=description content="{"The ferry is late. " * 3_000}">')
    )
    assert [
        len(str(o.raw)) > 50_000 for o in seen.observations if o.source.id == "meta:description"
    ] == [True]
    assert told(seen.findings, "statement_limit") == []


def test_a_headline_of_the_length_of_an_article_is_none() -> None:
    """A text is taken apart fifty times before it is a headline; a shorter one beside it stands."""
    result = normalize(
        Page(html=f'<meta property="og:title" content="{"The ferry is late. " * 200}">{HEAD}')
    )
    assert result.article["headline"] == "Ferry is late again"
    why = [
        each.why
        for each in result.fields["headline"].evidence
        if each.observation.source.id == "meta:og:title"
    ]
    assert why == ["longer than a headline"]
