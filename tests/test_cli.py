"""The command line: what a maintainer sees of a decision."""

from __future__ import annotations

import hashlib

import pytest

from service import access
from service.cli import main

BYLINE = "Friday, 25 February 2022 02:40 PM EST"


def test_explain_shows_the_lead_case(capsys: pytest.CaptureFixture[str]) -> None:
    """Every reading, the bits, the answer and its proof are printed, and the exit code says that it was decided."""
    assert main(["explain", "2022-40-25", "--with", BYLINE]) == 0

    shown = capsys.readouterr().out
    assert "2022-??-25T??:40" in shown
    assert "minute_in_month_slot" in shown
    assert "ANSWER  2022-02-25T14:40:00-05:00" in shown
    assert "proof: {year}-{minute}-{day} renders 2022-40-25" in shown


def test_explain_proves_a_mend_by_the_damage(capsys: pytest.CaptureFixture[str]) -> None:
    """A stamp whose digit became a letter has no format to prove it: the mended text, damaged again, is the proof."""
    assert main(["explain", "2022-02-l5"]) == 0

    assert "proof: 2022-02-15 damaged again is 2022-02-l5" in capsys.readouterr().out


def test_explain_shows_both_readings_of_an_ambiguous_date(capsys: pytest.CaptureFixture[str]) -> None:
    """Two days stand, nothing is decided, and the exit code says so."""
    assert main(["explain", "04/05/2021"]) == 1

    shown = capsys.readouterr().out
    assert "2021-04-05" in shown
    assert "2021-05-04" in shown
    assert "withheld" in shown


def test_explain_takes_the_address_and_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    """The country of the address and the date in its path are witnesses."""
    assert main(["explain", "04/05/2021", "--url", "https://news.example.co.uk/2021/05/04/story"]) == 0

    assert "ANSWER  2021-05-04" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        pytest.param(["explain", "x", "--fetched-at", "2022-02-26T03:10:00"], "has no offset", id="no offset"),
        pytest.param(["explain", "x", "--fetched-at", "yesterday"], "no RFC 3339 time", id="no time"),
        pytest.param(["explain", "x", "--zone", "Mars/Olympus"], "no IANA zone", id="no zone"),
        pytest.param([], "required: COMMAND", id="no command"),
        pytest.param(["explian", "x"], "did you mean explain?", id="mistyped command"),
        pytest.param(["normalize", "--view", "falt", "x"], "did you mean flat?", id="mistyped choice"),
    ],
)
def test_wrong_arguments_say_what_is_wanted(arguments: list[str], advice: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong argument is refused with the form that is wanted, and exit code 2."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert advice in capsys.readouterr().err


def test_key_is_shown_once_and_its_line_opens_the_service(capsys: pytest.CaptureFixture[str]) -> None:
    """The key goes to one stream and its line to the other, so that the line can be appended to the file."""
    assert main(["key", "crawler-1"]) == 0
    said = capsys.readouterr()
    assert list(access.parsed_keys(said.out).values()) == ["crawler-1"]
    assert hashlib.sha256(said.err.strip().encode()).digest() in access.parsed_keys(said.out)


def test_label_that_would_break_the_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A blank would end the label."""
    assert main(["key", "two words"]) == 2
    assert capsys.readouterr().out == ""
