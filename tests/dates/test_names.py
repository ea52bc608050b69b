"""Names of months and days: what a word is in one language, in another, and in none."""

from __future__ import annotations

import unicodedata

import pytest

from service import names
from service.dates import scan
from service.lexicon.date_words import LONGEST, plain
from service.spelling import folded


@pytest.mark.parametrize(
    ("word", "language", "months"),
    [
        ("listopada", "hr", {10}),
        ("listopada", "pl", {11}),
        ("listopada", None, {10, 11}),
        ("srpanj", "hr", {7}),
        ("srpen", "cs", {8}),
        ("červenec", "cs", {7}),
        ("červen", "cs", {6}),
        ("lipca", "pl", {7}),
        ("liepos", "lt", {7}),
        ("Sept.", "fr", {9}),
        ("ARALIK", "tr", {12}),
        ("Şubat'ta", "tr", {2}),
        ("Jänner", "de", {1}),
        ("تشرين الأول", "ar", {10}),
        ("غشت", "ar", {8}),
        ("ابريل", "ar", {4}),
        ("באוקטובר", "he", {10}),
        ("otsailaren", "eu", {2}),
        ("ก.พ.", "th", {2}),
        ("septembre", "en", {9}),
        ("Tuesday", "en", set()),
        ("to", "fi", set()),
    ],
)
def test_months(word: str, language: str | None, months: set[int]) -> None:
    """The page's language decides; without one, several months are doubt."""
    assert names.months(word, language) == months


@pytest.mark.parametrize(
    ("word", "language", "weekdays"),
    [
        ("mar", "it", {1}),
        ("to", "fi", {3}),
        ("Thứ Hai", "vi", {0}),
        ("Cuma", "tr", {4}),
        ("周日", "zh", {6}),
        ("June", "en", set()),
    ],
)
def test_weekdays(word: str, language: str, weekdays: set[int]) -> None:
    """A day of the week in one language can be a month in another."""
    assert names.weekdays(word, language) == weekdays


@pytest.mark.parametrize(
    ("word", "language", "hours"),
    [("p. m.", "es", (12, 24)), ("오후", "ko", (12, 24)), ("凌晨", "zh", (0, 5)), ("μ.μ.", "el", (12, 24)), ("de", "es", None)],
)
def test_periods(word: str, language: str, hours: tuple[int, int] | None) -> None:
    """Parts of the day are spans of hours; the Hungarian "de" is none on a Spanish page."""
    assert names.periods(word, language) == hours


@pytest.mark.parametrize("word", ["Février", "août", "Ağustos", "März", "فبراير", "Ιουνίου"])
def test_spelling_does_not_matter(word: str) -> None:
    """Case, composition and accents change nothing."""
    forms = {
        folded(form) for form in (word, word.upper(), unicodedata.normalize("NFD", word), unicodedata.normalize("NFC", word))
    }

    assert len(forms) == 1


@pytest.mark.parametrize("language", ["ar", "fi", "th", "tr", "uz", "zh", "vi"])
def test_no_language_inherits_english_weekdays(language: str) -> None:
    """The CLDR's root has English abbreviations, which are no names of these languages."""
    assert not any(names.weekdays_in(word, language) for word in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"))


def test_every_supplement_has_its_months() -> None:
    """Rows of the supplement have twelve entries, or seven for the days."""
    assert {len(row.split()) for row in names._MORE_MONTHS.values()} == {12}
    assert {len(row.split()) for row in names._MORE_WEEKDAYS.values()} == {7}


@pytest.mark.parametrize("text", ["you may sit", "the sun sat", "March on", "in 2022 we may", "Jan 2022, 5 comments"])
def test_words_that_are_no_date(text: str) -> None:
    """Words that could be names make no day."""
    assert not any(shape.text_of("day") for shape in scan.shapes(text, "en"))


def test_a_date_behind_a_long_text_is_found() -> None:
    """Only a window of a long text is read, the one around the first place that looks like a date."""
    text = "… " * 4_000 + "Friday, 25 February 2022" + " …" * 400_000

    assert scan.shapes(plain(text), "en")[0].observed() == "Friday, 25 February 2022"
    assert len(plain(text)) <= LONGEST
