"""A label names the role of its date in the languages of newspapers; an update alone is no publication."""

from __future__ import annotations

import pytest

from service.model import Page
from service.normalize import normalize

_BODY = "<p>" + "The harbour of the town reopened on a grey morning, and the first boats left with their crews. " * 4 + "</p>"


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
    """Each date goes under the role that its label names, whatever stands first; the update alone gives no publication."""
    first, later = f"<p>{published} 25.03.2021 14:40</p>", f"<p>{updated} 27.03.2021 09:15</p>"
    page = "<html><body><article><h1>The harbour reopens</h1>{}" + _BODY + "</article></body></html>"
    for both in (first + later, later + first):
        article = normalize(Page(html=page.format(both))).article
        assert (article.get("datePublished"), article.get("dateModified")) == ("2021-03-25T14:40:00", "2021-03-27T09:15:00")
    alone = normalize(Page(html=page.format(later))).article
    assert (alone.get("datePublished"), alone.get("dateModified")) == (None, "2021-03-27T09:15:00")
