"""The features of a dump's lines: each on the smallest dump that has it, and on its like that has
not.
"""

from __future__ import annotations

import pytest

from service.judge.scorer import judged
from service.model import Page
from service.normalize import normalize
from service.observe.text_body import find_body
from service.observe.text_headline import FEATURES, Headlines, address_words
from service.observe.text_lines import read_dump

HEAD = "Council backs plan for old quay"
BODY = (
    "The council of Norham backed the plan for the old quay on Tuesday evening after it "
    "had heard forty residents.\n"
    "Work is to begin in spring, the harbour master said, and it will take two winters "
    "until the ferries sail."
)
ADDRESS = "https://www.quaypost.example/town/council-backs-plan-for-old-quay"
ELSEWHERE = "https://www.quaypost.example/town/ferries-wait-until-the-spring"


def marked(text: str, address: str = "") -> Headlines:
    """The lines of a dump that may be its headline."""
    dump, _ = read_dump(text)
    find_body(dump)
    return Headlines(
        dump,
        dump.lines.index(dump.body[0]) if dump.body else len(dump.lines),
        address_words(address),
    )


def held(feature: str, text: str, address: str = "") -> set[str]:
    """The texts that have a feature in a dump."""
    return {str(claim.value) for claim in marked(text, address).claims() if feature in claim.marks}


LONG = "Council of Norham backs its long debated plan for the old quay and all the sheds on it"
CASES = [
    ("marked", f"# {HEAD}\n{BODY}", "", f"{HEAD}\n{BODY}", ""),
    (
        "named",
        f"{HEAD} | Quay Post\n{HEAD}\n{BODY}",
        "",
        f"Ferries | Quay Post\n{HEAD}\n{BODY}",
        "",
    ),
    ("named", f"{HEAD}\n{BODY}", ADDRESS, f"{HEAD}\n{BODY}", ELSEWHERE),
    ("strange", f"{HEAD}\n{BODY}", ELSEWHERE, f"{HEAD}\n{BODY}", ADDRESS),
    ("told", f"{HEAD}\n{BODY}", "", f"Storm in Riga\n{BODY}", ""),
    ("few", f"Council Quay\n{BODY}", "", f"{HEAD}\n{BODY}", ""),
    ("many", f"{LONG}\n{BODY}", "", f"{HEAD}\n{BODY}", ""),
    ("sentence", f"{HEAD}.\n{BODY}", "", f"{HEAD}\n{BODY}", ""),
    ("piece", f"council backs plan for old quay\n{BODY}", "", f"{HEAD}\n{BODY}", ""),
    ("above", f"{HEAD}\nTown\n{BODY}", "", f"{HEAD}\n{BODY.replace('The council', HEAD, 1)}", ""),
    ("house", f"The Norham Times\n{BODY}", "", f"{HEAD}\n{BODY}", ""),
    ("others", f"Related stories\n{HEAD}\n{BODY}", "", f"Town\n{HEAD}\n{BODY}", ""),
    ("signed", f"{HEAD}\nBy Ana Ruiz\n{BODY}", "", f"{HEAD}\n{BODY}", ""),
    ("signed", f"{HEAD}\n5 March 2021\n{BODY}", "", f"{HEAD}\nTown\n{BODY}", ""),
    (
        "lead",
        f"{HEAD}\nForty residents speak for two hours\n{BODY}",
        "",
        f"{HEAD}\nTown\n{BODY}",
        "",
    ),
    (
        "opens",
        f"{HEAD}\n{BODY}",
        "",
        "\n".join([HEAD, *[f"Menu entry {n}" for n in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"], BODY]),
        "",
    ),
]


@pytest.mark.parametrize(
    ("feature", "has", "there", "lacks", "elsewhere"),
    CASES,
    ids=[f"{row[0]} {at}" for at, row in enumerate(CASES)],
)
def test_a_feature(feature: str, has: str, there: str, lacks: str, elsewhere: str) -> None:
    """A line has the feature on the one dump, and not on the other."""
    assert held(feature, has, there) & {
        HEAD,
        "Council Quay",
        "The Norham Times",
        LONG,
        f"{HEAD}.",
        HEAD.replace("C", "c", 1),
    }
    assert not held(feature, lacks, elsewhere) & {HEAD, "Storm in Riga"}


def test_a_line_of_the_body_stands_below_its_beginning() -> None:
    """The headline may stand among the first lines of what is found to be the body, less likely
    with each of them.
    """
    marks = {
        str(claim.value): claim.marks.get("below", 0.0)
        for claim in marked(f"{HEAD}\n{BODY}").claims()
    }
    first, second = BODY.split("\n")
    assert marks[HEAD] == 0.0
    assert 0.0 < marks[first] < marks[second]


def test_every_feature_has_a_case() -> None:
    """No row of the table is without one."""
    assert {row.id for row in FEATURES} == {case[0] for case in CASES} | {"below"}


DECIDED = [
    (
        "the title's, below a menu's line",
        f"{HEAD} | Quay Post\nFront page of today\n{HEAD}\n{BODY}",
        "",
        HEAD,
    ),
    ("the address's", f"Ferries of the estuary today\n{HEAD}\n{BODY}", ADDRESS, HEAD),
    ("no sentence", f"{HEAD}\nForty residents spoke.\n{BODY}", "", HEAD),
    ("what the body tells", f"Riga and Tartu win again\n{HEAD}\n{BODY}", "", HEAD),
]


@pytest.mark.parametrize(
    ("text", "address", "expected"), [row[1:] for row in DECIDED], ids=[row[0] for row in DECIDED]
)
def test_a_decision(text: str, address: str, expected: str) -> None:
    """The likeliest line is the one that an editor would name."""
    claims = marked(text, address).claims()
    best = judged("text:headline", claims, FEATURES)[0]
    assert {claim.key: claim.value for claim in claims}[best.key] == expected


def test_a_byline_below_makes_a_line_likelier() -> None:
    """It stands below headlines, and seldom below a menu's words."""
    signed, bare = (
        judged("text:headline", marked(f"{HEAD}\n{line}\n{BODY}").claims(), FEATURES)[0]
        for line in ("By Ana Ruiz", "Town")
    )
    assert signed.probability > bare.probability


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        pytest.param(
            f"{HEAD}\n\nBy Ana Ruiz | 25 February 2022\n\n{BODY}", 0.85, 0.97, id="signed"
        ),
        pytest.param(f"{HEAD}\n\n{BODY}", 0.5, 0.85, id="with nothing below"),
        pytest.param(HEAD, 0.5, 0.7, id="all of the dump"),
    ],
)
def test_a_first_line_is_as_sure_as_first_lines_are_right(
    text: str, least: float, most: float
) -> None:
    """Above a byline it is the headline in nine of ten dumps of an article's own text."""
    found = normalize(Page(text=text)).fields["headline"]
    assert found.value == HEAD
    assert least < found.confidence < most
