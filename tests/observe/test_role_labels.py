"""A label names the role of its date in the languages of newspapers; an update alone is no
publication.
"""

from __future__ import annotations

import pytest

from service.model import Page
from service.normalize import normalize

_BODY = (
    "<p>"
    + (
        "The harbour of the town reopened on a grey morning, and the first boats left "
        "with their crews. "
    )
    * 4
    + "</p>"
)


@pytest.mark.parametrize(
    ("published", "updated"),
    [
        ("Pubblicata il", "Ultimo aggiornamento:"),
        ("Publikacja:", "Modyfikacja:"),
        ("Data publicării:", "Data actualizării:"),
        ("Δημοσιεύτηκε:", "Ανανεώθηκε:"),
        ("تم النشر في", "تم التعديل في"),
        ("प्रकाशन तिथि:", "अद्यतन:"),
        ("প্রকাশ:", "হালনাগাদ:"),
        ("ప్రచురణ:", "అప్డేట్:"),
        ("شائع", "اپ ڈیٹ"),
        ("Xuất bản", "Sửa đổi"),
        ("Posté le", "Modifié le"),
        ("Zveřejněno", "Aktualizováno"),
        ("Online seit", "Zuletzt geändert am"),
        ("Inserito il", "Aggiornato il"),
        ("Postat pe", "Actualizat la"),
        ("Diunggah", "Diperbarui"),
        ("Objavljeno", "Posodobljeno"),
        ("Publicat el", "Actualitzat el"),
        ("Cyhoeddwyd", "Diweddarwyd"),
        ("Publikuar më", "Përditësuar më"),
        ("Dərc olunub", "Yenilənib"),
        ("გამოქვეყნდა", "განახლდა"),
        ("Жарияланды", "Жаңартылды"),
        ("E'lon qilindi", "Yangilandi"),
    ],
)
def test_both_roles(published: str, updated: str) -> None:
    """Each date goes under the role that its label names, whatever stands first; the update alone
    gives no publication.
    """
    first, later = f"<p>{published} 25.03.2021 14:40</p>", f"<p>{updated} 27.03.2021 09:15</p>"
    page = (
        "<html><body><article><h1>The harbour reopens</h1>{}" + _BODY + "</article></body></html>"
    )
    for both in (first + later, later + first):
        article = normalize(Page(html=page.format(both))).article
        assert (article.get("datePublished"), article.get("dateModified")) == (
            "2021-03-25T14:40:00",
            "2021-03-27T09:15:00",
        )
    alone = normalize(Page(html=page.format(later))).article
    assert (alone.get("datePublished"), alone.get("dateModified")) == (None, "2021-03-27T09:15:00")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("日期：2020-03-31", "2020-03-31"),
        ("日付：2020-03-31", "2020-03-31"),
        ("Ngày 11 tháng 03 năm 2024", "2024-03-11"),
    ],
)
def test_a_label_that_begins_like_the_mark_of_a_day(line: str, day: str) -> None:
    """The first sign of 日期 is no part of the date before it, and "Ngày" is a part of the date
    behind.
    """
    page = (
        f'<html><body><article><h1>The harbour reopens</h1><p class="date">{line}</p>'
        f"{_BODY}</article></body></html>"
    )
    assert normalize(Page(html=page)).article["datePublished"] == day


def test_a_life_that_begins_with_the_same_word() -> None:
    """ "Sinh ngày" is the day of a birth."""
    line = '<p class="date">Sinh ngày 11 tháng 03 năm 1984</p>'
    page = f"<html><body><article><h1>The harbour reopens</h1>{line}{_BODY}</article></body></html>"
    assert "datePublished" not in normalize(Page(html=page)).article
