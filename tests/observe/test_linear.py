"""What a page's walk and its readers cost grows with the page and no faster: shapes that once cost
the square.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import process_time

import pytest

from service.model import Page
from service.observe import observe
from service.view.columns import View
from service.view.places import Places

HEAD = (
    "<title>Council backs the harbour wall plan</title><h1>Council backs the harbour wall plan</h1>"
)
LONG = f"<p>{'The council voted for the plan of the harbour wall on Tuesday. ' * 4}</p>"
SHAPES: dict[str, Callable[[int], str]] = {
    "a text in pieces that comments part": lambda n: HEAD + "<p>" + "word word <!-- -->" * n,
    "numbered elements in one line": lambda n: (
        HEAD + "<div>" + "x <i>item 12</i>" * n + "</div>" + LONG
    ),
    "line breaks before a date": lambda n: (
        HEAD + "<div>" + "x<i></i>" * n + "<br>" * n + "<b>5 March 2021</b></div>" + LONG
    ),
    "labels without a list": lambda n: HEAD + LONG + "<div>" + "<b>Tags</b>" * n,
    "authors without a name": lambda n: (
        HEAD + LONG + "<section><div>" + "<div class=author></div>" * (n // 2) + "<a></a>" * n
    ),
    "lists of tags in lists of tags": lambda n: (
        HEAD + "<div class=tags>" * (n // 8) + "<a href=x>ab</a>" * n
    ),
    "menus in menus": lambda n: HEAD + "<nav class=tags>" * (n // 8) + "<a>x</a>" * n,
    "regions in regions": lambda n: HEAD + "<aside>" * (n // 8) + "<br>" * n,
    "date lines in date lines": lambda n: (
        HEAD + "<div class=date>" * (n // 8) + "<img class=z>" * n + "5"
    ),
    "times far down": lambda n: HEAD + "<div>" * (n // 8) + "<time>5 March 2021</time>" * n,
    "hidden dates beside prose": lambda n: (
        HEAD + LONG + "<div>" + "word " * 20 * n + "<span class=hidden>5 March 2021</span>" * n
    ),
    "dated siblings": lambda n: (
        HEAD
        + LONG
        + "".join(f"<li><i>{i % 28 + 1} March {1900 + i % 99}</i></li>" for i in range(n))
    ),
}
#: The larger page is so many times the smaller; a cost of its square would be four times as much
#: again.
STEP, SLACK = 4, 2.5


def cost(html: str) -> float:
    """The CPU seconds of observing a page, the least of three."""
    spent = []
    for _ in range(3):
        start = process_time()
        observe(Page(html=html))
        spent.append(process_time() - start)
    return min(spent)


def grows(make: Callable[[int], str]) -> float:
    """How many times the smaller page's cost the larger's is; under half a hundredth of a second is
    noise.
    """
    return cost(make(1_500 * STEP)) / max(cost(make(1_500)), 0.005)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_cost_grows_with_the_page(shape: str) -> None:
    # another process may slow one measurement down; a cost of the square is too much in each
    assert any(grows(SHAPES[shape]) < STEP * SLACK for _ in range(3))


@pytest.mark.parametrize(
    ("body", "source", "raw"),
    [
        ("<div>By Jane Doe<svg></svg>5 March 2021</div>", "html:near-headline", "5 March 2021"),
        (
            "<div>5 March 2021<button>Share</button>10 comments</div>",
            "html:near-headline",
            "5 March 2021",
        ),
        ("<div class=byline>Jane Doe<svg></svg>Reporter</div>", "html:byline", "Jane Doe Reporter"),
        (
            "<div>March<!-- --> <!-- -->5<!-- -->, <!-- -->2021</div>",
            "html:near-headline",
            "March 5, 2021",
        ),
        (
            "<div>5<!-- --> <!-- -->March<!-- --> <!-- -->2021</div>",
            "html:near-headline",
            "5 March 2021",
        ),
    ],
    ids=[
        "a drawing",
        "a button",
        "a drawing in a byline",
        "comments of a framework",
        "comments between words",
    ],
)
def test_what_is_taken_out_parts_texts_and_comments_do_not(
    body: str, source: str, raw: str
) -> None:
    seen = observe(Page(html=HEAD + body + LONG)).observations
    assert raw in [str(o.raw) for o in seen if o.source.id == source]


@pytest.mark.parametrize("width", ["²", "1" * 5_000, "-1", "10%"])
def test_a_width_that_is_no_number(width: str) -> None:
    assert observe(Page(html=f"<img width={width} src=/a.jpg>{HEAD}{LONG}")).observations


@pytest.mark.parametrize("blanks", ["", "\n" + " " * 90])
def test_blanks_hide_no_label(blanks: str) -> None:
    tags = "<ul><li><a href=/x>Floods</a></li><li><a href=/y>Walls</a></li></ul>"
    seen = observe(
        Page(html=f"{HEAD}<article>{LONG}<h3>{blanks}Tags</h3>{tags}</article>")
    ).observations
    assert [o.raw for o in seen if o.source.id == "html:tag-list"] == ["Floods", "Walls"]


def test_times_do_not_each_walk_over_their_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    # ninety times are read, and a template can put ten thousand fields beside them
    passed: list[int] = []
    siblings = View.siblings

    def counted(view: View, place: int) -> Iterator[int]:
        for each in siblings(view, place):
            passed.append(each)
            yield each

    monkeypatch.setattr(View, "siblings", counted)
    observe(
        Page(
            html=(
                f"{HEAD}<div>{'<input>' * 2_000}{'<b><time>Friday</time></b>' * 90}<time>"
                "Friday</time></div>"
            )
        )
    )
    observe(
        Page(
            html=(
                f"{HEAD}<div>{'<time>Friday</time>' * 90}</div><div>"
                f"{'<input>' * 2_000}<time>Friday</time></div>"
            )
        )
    )
    observe(Page(html=f"{HEAD}<form>{'<input>' * 2_000}{'<time>Friday</time>' * 90}</form>"))
    assert len(passed) < 3 * 2_500


def test_nobody_asks_whose_an_empty_paragraph_is(monkeypatch: pytest.MonkeyPatch) -> None:
    # "<p>" is the shortest tag of an element that every reader of paragraphs looks at
    asked: list[int] = []
    region = Places.region

    def counted(places: Places, place: int) -> str:
        asked.append(place)
        return region(places, place)

    monkeypatch.setattr(Places, "region", counted)
    observe(Page(html=f"{HEAD}{'<p>' * 5_000}"))
    assert len(asked) < 200
