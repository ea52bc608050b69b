"""The command line: what a maintainer sees of a decision."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import pytest

from service.cli import main
from service.cli.explain import explain
from service.dates.reading import Hints
from service.dates.witnesses import Question
from service.http import access
from service.model import Resolution

BYLINE = "Friday, 25 February 2022 02:40 PM EST"


def test_explain_shows_the_lead_case(capsys: pytest.CaptureFixture[str]) -> None:
    """Every reading, the bits, the answer and its proof are printed, and the exit code says that it
    was decided.
    """
    assert main(["explain", "2022-40-25", "--with", BYLINE]) == 0

    shown = capsys.readouterr().out
    assert "2022-??-25T??:40" in shown
    assert "minute_in_month_slot" in shown
    assert "ANSWER  2022-02-25T14:40:00-05:00" in shown
    assert "proof: {year}-{minute}-{day} renders 2022-40-25" in shown


def test_explain_prints_confidences_as_the_service_does() -> None:
    """Rounded down: 0.99996 is no 1, and a promise of the service is not topped by the
    command's.
    """
    question = Question(Hints())
    *_, answer = explain([], question, Resolution("datePublished", "stated", "2022-02-25", 0.99996))
    assert answer == "ANSWER  2022-02-25  stated, confidence 0.9999"


def test_explain_proves_a_mend_by_the_damage(capsys: pytest.CaptureFixture[str]) -> None:
    """A stamp whose digit became a letter has no format to prove it: the mended text, damaged
    again, is the proof.
    """
    assert main(["explain", "2022-02-l5"]) == 0

    assert "proof: 2022-02-15 damaged again is 2022-02-l5" in capsys.readouterr().out


def test_explain_shows_both_readings_of_an_ambiguous_date(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Two days stand, nothing is decided, and the exit code says so."""
    assert main(["explain", "04/05/2021"]) == 1

    shown = capsys.readouterr().out
    assert "2021-04-05" in shown
    assert "2021-05-04" in shown
    assert "withheld" in shown


def test_explain_takes_the_address_and_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    """The country of the address and the date in its path are witnesses."""
    assert (
        main(["explain", "04/05/2021", "--url", "https://news.example.co.uk/2021/05/04/story"]) == 0
    )

    assert "ANSWER  2021-05-04" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        pytest.param(
            ["explain", "x", "--fetched-at", "2022-02-26T03:10:00"], "has no offset", id="no offset"
        ),
        pytest.param(
            ["explain", "x", "--fetched-at", "yesterday"], "not an RFC 3339 time", id="no time"
        ),
        pytest.param(["explain", "x", "--zone", "Mars/Olympus"], "not an IANA zone", id="no zone"),
        pytest.param([], "required: COMMAND", id="no command"),
        pytest.param(["explian", "x"], "did you mean explain?", id="mistyped command"),
        pytest.param(
            ["normalize", "--view", "falt", "x"], "did you mean flat?", id="mistyped choice"
        ),
    ],
)
def test_wrong_arguments_say_what_is_wanted(
    arguments: list[str], advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong argument is refused with the form that is wanted, and exit code 2."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    assert stopped.value.code == 2
    assert advice in capsys.readouterr().err


def test_key_is_shown_once_and_its_line_opens_the_service(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The key goes to one stream and its line to the other, so that the line can be appended to the
    file.
    """
    assert main(["key", "crawler-1"]) == 0
    said = capsys.readouterr()
    assert list(access.parsed_keys(said.out).values()) == ["crawler-1"]
    assert hashlib.sha256(said.err.strip().encode()).digest() in access.parsed_keys(said.out)


def test_label_that_would_break_the_file_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """A blank would end the label."""
    assert main(["key", "two words"]) == 2
    assert capsys.readouterr().out == ""


BAD_SETTINGS = {
    "no number": ("DATELINE_BODY_LIMIT", "ten", "should be a whole number from 1, and is 'ten'"),
    "too large": (
        "DATELINE_JSON_DEPTH",
        "2000",
        "should be a whole number from 1 to 1000, and is '2000'",
    ),
    "zero": ("DATELINE_PAGE_SECONDS", "0", "should be a number above 0, and is '0'"),
    "no word": (
        "DATELINE_LOG_LEVEL",
        "loud",
        "should be one of debug, info, warning, error, and is 'loud'",
    ),
    "no list": (
        "DATELINE_CORS_ORIGINS",
        "https://a.example",
        'should be a JSON list such as ["https://tool.example"]',
    ),
    "no file": ("DATELINE_API_KEYS_FILE", "nowhere", "cannot be read: [Errno 2]"),
    "no workers": ("WEB_CONCURRENCY", "two", "should be a whole number from 1, and is 'two'"),
    "mistyped": ("DATELINE_TRESHOLD_DATES", "0.9", "did you mean DATELINE_THRESHOLD_DATES?"),
    "unheard of": ("DATELINE_SERVICE_HOST", "10.0.0.1", "no such setting"),
}


@pytest.mark.parametrize(("name", "value", "advice"), BAD_SETTINGS.values(), ids=BAD_SETTINGS)
def test_settings_are_checked(
    name: str,
    value: str,
    advice: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The variable, and what it should be."""
    monkeypatch.setenv(name, value)
    assert main(["check-settings"]) == 1
    assert f"{name}: {advice}" in capsys.readouterr().err


def test_good_settings_pass_the_check(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty variable counts as unset, and what the examples read is no slip."""
    for name, value in {
        "BODY_LIMIT": "",
        "CORS_ORIGINS": '["https://a.example"]',
        "PAGE_SECONDS": "2.5",
        "URL": "x",
    }.items():
        monkeypatch.setenv(f"DATELINE_{name}", value)
    assert main(["check-settings"]) == 0
    assert capsys.readouterr().err == ""


def test_a_closed_pipe_ends_every_command_in_silence() -> None:
    """`dateline … | head` is no error of the reader's: no traceback, and the exit code says that
    not all was written.
    """
    command = "import sys; from service.cli import main; sys.exit(main(['explain', '2022-40-25']))"
    with subprocess.Popen(
        [sys.executable, "-c", command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == 1
