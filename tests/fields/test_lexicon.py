"""The recognisers: what has the shape of a date, a name, an organisation, a list, and what only
looks a little like it.
"""

from __future__ import annotations

import pytest
from ftfy.badness import is_bad
from hypothesis import given
from hypothesis import strategies as st

from service.lexicon.lines import credit_in, is_boilerplate, is_copyright
from service.lexicon.people import looks_like_organisation, looks_like_person_name
from service.lexicon.texts import is_mojibake, word_count
from service.spans.date_spans import dates_within, looks_like_date
from service.spans.labelled import is_keyword_list

DATES = """2022-40-25|2022-02-25T14:40:00-05:00|25/02/2022|Feb. 10, 2007|Friday, 25 February 2022 02:40 PM EST
25. Februar 2022, 14:40 Uhr|vendredi 25 février 2022 à 14h40|2022年2月25日|25 февраля 2022 г.
1645818000|1645818000000|20220225144000|0000-00-00|3 hours ago|vor 3 Stunden
yesterday|2022-02-Fr|25 Şubat 2022|25 de fevereiro de 2022|Tue, 07/11/2023 - 17:57|February 2022"""
NO_DATES = """350|2022 World Cup|The Feb. 10, 2007 meeting in Beijing ended without a deal|May Chen|March
10 ways to save money|china, u.s.|1984|v2.0.1 of the software is out now for everybody|Call 555-0199 today|24/7"""
NAMES = (
    "Jane Doe|J. R. R. Tolkien|Anna von der Leyen|María José Gómez|Byung-Chul Han|李明|"
    "Иван Петров|Steve O'Hear|Nick Smith Jr."
)
NO_NAMES = (
    "Jane|The Example Times|jane doe|Reuters|Sign Up Now!|Top 10 Names|A story about "
    "Jane Doe and others who left town"
)
ORGANISATIONS = (
    "Example Media, Inc.|The Example Times|dpa|Beispiel Verlag GmbH|Associated Press|Example News"
)
NO_ORGANISATIONS = "Jane Doe|china|Newsfront|A sentence about news"
LISTS = "china, u.s., ukraine|harbour; bridge|a | b | c|乌克兰、俄罗斯|Ukraine, war in the east, Joe Biden"
NO_LISTS = (
    "china|Example Media, Inc.|Then he said he was tired, went home, and slept.|3 May "
    "2021, 09:17|a b c d e f g, h"
)


@pytest.mark.parametrize("text", DATES.replace("\n", "|").split("|"))
def test_dates(text: str) -> None:
    """Healthy and broken dates have the shape of dates."""
    assert looks_like_date(text)


@pytest.mark.parametrize("text", NO_DATES.replace("\n", "|").split("|"))
def test_no_dates(text: str) -> None:
    """Numbers, names and sentences have not."""
    assert not looks_like_date(text)


@pytest.mark.parametrize("text", NAMES.split("|"))
def test_names(text: str) -> None:
    """Names of many shapes are names."""
    assert looks_like_person_name(text)


@pytest.mark.parametrize("text", NO_NAMES.split("|"))
def test_no_names(text: str) -> None:
    """Organisations, single words and sentences are not."""
    assert not looks_like_person_name(text)


@pytest.mark.parametrize("text", ORGANISATIONS.split("|"))
def test_organisations(text: str) -> None:
    """Legal forms, press words and agencies make an organisation."""
    assert looks_like_organisation(text)


@pytest.mark.parametrize("text", NO_ORGANISATIONS.split("|"))
def test_no_organisations(text: str) -> None:
    """People, topics and sentences are none."""
    assert not looks_like_organisation(text)


@pytest.mark.parametrize("text", LISTS.replace(" | ", " ¦ ").split("|"))
def test_lists(text: str) -> None:
    """Short items between separators make a list."""
    assert is_keyword_list(text.replace("¦", "|"))


@pytest.mark.parametrize("text", NO_LISTS.split("|"))
def test_no_lists(text: str) -> None:
    """Sentences, dates and company names with commas do not."""
    assert not is_keyword_list(text)


def test_dates_in_running_text() -> None:
    """Dates are found inside sentences, in page order."""
    text = "Opened on Feb. 10, 2007 and closed 3 March 2009; see 2011-05-04."
    assert dates_within(text) == ["Feb. 10, 2007", "3 March 2009", "2011-05-04"]


def test_captions_and_furniture() -> None:
    """Credits make a caption; calls to action make furniture."""
    assert credit_in("A crowd in the rain. (Jane Roe/Example Photo)")
    assert not credit_in("He left (and never came back).")
    assert is_boilerplate("Sign up for our newsletter")
    assert not is_boilerplate("Signatures of thousands were handed over")


@pytest.mark.parametrize(
    ("line", "is_furniture"),
    [
        ("5 min read", True),
        ("(5 min read)", True),
        ("Comments (12)", True),
        ("Facebook 12", True),
        ("延伸阅读：市长承诺新桥", True),
        ("15-X-2015", False),
        ("3 X 2021", False),
        ("Further reading", True),
        ("Further reading proves hard for pupils in the north", False),
        ("From the archive: how the bridge was built", True),
        ("Watch live as the bridge is raised in Norham", False),
        ("3 receive Nobel Prize in Physics for work on lasers", False),
    ],
)
def test_digits_around_furniture(line: str, is_furniture: bool) -> None:
    """A count stands beside words of furniture, or opens a headline; a Roman month stands between
    two numbers.
    """
    assert is_boilerplate(line) is is_furniture


@pytest.mark.parametrize(
    "text",
    ["© 2024 Example. All rights reserved.", "Copyright 2021 Example Ltd", "All Rights Reserved"],
)
def test_copyright_lines(text: str) -> None:
    """The sign, the word or the formula make a copyright line."""
    assert is_copyright(text)


def test_words_are_counted_in_every_script() -> None:
    """Words stand between blanks, and single characters count where no blanks are written."""
    assert (word_count("one two — three"), word_count("港口大桥")) == (4, 4)


#: Letters and marks of pages, and what comes of them when their UTF-8 is read as another encoding.
HEALTHY = [
    "Kräuter für alle",
    "cœur",
    "„Über Öl“",
    "“Côte d’Ivoire”…",
    "Ελλάδα",
    "Украина – сегодня",
    "日本語、新聞",
    "العربية",
    "½ €5 °C",
    "Â",
]
ENCODINGS = ("latin-1", "cp1252", "cp1251", "cp1253", "cp1257", "mac-roman", "cp437", "cp850")
DAMAGED = [text.encode().decode(encoding, "ignore") for text in HEALTHY for encoding in ENCODINGS]


@given(
    st.lists(st.sampled_from([*HEALTHY, *DAMAGED]) | st.text(max_size=3), max_size=4).map("".join)
)
def test_a_look_for_neighbours_misses_no_mojibake(text: str) -> None:
    """The quick look before ftfy's own pattern passes by nothing that ftfy calls mojibake."""
    assert is_mojibake(text) == (not text.isascii() and is_bad(text))
