"""A page's only date may be of something else: a deadline, an interview, a picture, a biography, in
any language.

Without a witness for publication there is none; what stands with an article's own date takes
nothing from it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from service.model import Page
from service.normalize import normalize
from service.render import envelope

_BODY = (
    "<p>"
    + (
        "The harbour of the town reopened on a grey morning, and the first boats left "
        "with their crews. "
    )
    * 4
    + "</p>"
)
_FRAMES = {
    "below the text": "<h1>The harbour reopens</h1>{body}{body}<p>{line}</p>",
    "above the text": "<h1>The harbour reopens</h1><div>{line}</div>{body}",
    "published": '<h1>The harbour reopens</h1><time class="published">{line}</time>{body}',
    "date line": '<h1>The harbour reopens</h1><p class="date">{line}</p>{body}',
}
_OTHER = (
    ("en", "Ada Quill joined the paper on 21 April 2018"),
    ("en", "Joined the paper on 21 April 2018"),
    ("en", "Ada Quill has written for us since 21 April 2018"),
    ("en", "Applications close on 21 April 2018"),
    ("en", "Deadline: 21 April 2018"),
    ("en", "Entries must reach us by 21 April 2018"),
    ("en", "Interview conducted on 21 April 2018"),
    ("en", "Photographed on 21 April 2018"),
    ("en", "Photo taken 21 April 2018"),
    ("en", "The interview took place on 21 April 2018"),
    ("en", "Printed 21 April 2018"),
    ("en", "Print edition of 21 April 2018"),
    ("en", "Correction, 21 April 2018: an earlier version misstated the length of the quay."),
    ("en", "Corrected on 21 April 2018"),
    ("en", "Data as of 21 April 2018"),
    ("en", "As of 21 April 2018"),
    ("en", "As of 4 pm, May 16, 2018"),
    ("en", "Valid until 21 April 2018"),
    ("en", "Born 21 April 1988"),
    ("en", "Founded 21 April 1888"),
    ("en", "© 21 April 2018"),
    ("de", "Bewerbungsschluss: 21. April 2018"),
    ("de", "Das Interview wurde am 21. April 2018 geführt"),
    ("de", "Aufnahme vom 21. April 2018"),
    ("de", "Seit dem 21. April 2018 bei der Zeitung"),
    ("de", "Stand der Daten: 21. April 2018"),
    ("de", "Korrektur vom 21. April 2018"),
    ("de", "Einsendeschluss ist der 21. April 2018"),
    ("de", "Foto: Ada Quill, 21. April 2018"),
    ("de", "Gedruckt am 21. April 2018"),
    ("fr", "Date limite : 21 avril 2018"),
    ("fr", "Entretien réalisé le 21 avril 2018"),
    ("fr", "Photo prise le 21 avril 2018"),
    ("fr", "Entrée au journal le 21 avril 2018"),
    ("fr", "Rectificatif du 21 avril 2018"),
    ("fr", "Candidatures jusqu'au 21 avril 2018"),
    ("fr", "Imprimé le 21 avril 2018"),
    ("es", "Fecha límite: 21 de abril de 2018"),
    ("es", "Entrevista realizada el 21 de abril de 2018"),
    ("es", "Foto tomada el 21 de abril de 2018"),
    ("es", "Se incorporó al periódico el 21 de abril de 2018"),
    ("es", "Corrección del 21 de abril de 2018"),
    ("es", "Impreso el 21 de abril de 2018"),
    ("it", "Scadenza: 21 aprile 2018"),
    ("it", "Intervista del 21 aprile 2018"),
    ("it", "Foto scattata il 21 aprile 2018"),
    ("it", "Stampato il 21 aprile 2018"),
    ("pt", "Prazo: 21 de abril de 2018"),
    ("pt", "Entrevista feita em 21 de abril de 2018"),
    ("pt", "Inscrições até 21 de abril de 2018"),
    ("pt", "Errata de 21 de abril de 2018"),
    ("nl", "Deadline: 21 april 2018"),
    ("nl", "Interview van 21 april 2018"),
    ("nl", "Foto genomen op 21 april 2018"),
    ("nl", "Inschrijven tot 21 april 2018"),
    ("sv", "Sista ansökningsdag: 21 april 2018"),
    ("sv", "Intervjun gjordes den 21 april 2018"),
    ("sv", "Bilden togs den 21 april 2018"),
    ("pl", "Termin zgłoszeń: 21 kwietnia 2018"),
    ("pl", "Wywiad przeprowadzono 21 kwietnia 2018"),
    ("pl", "Zdjęcie z 21 kwietnia 2018"),
    ("ru", "Приём заявок до 21 апреля 2018"),
    ("ru", "Интервью записано 21 апреля 2018"),
    ("ru", "Фото сделано 21 апреля 2018"),
    ("ru", "Работает в редакции с 21 апреля 2018"),
    ("tr", "Son başvuru: 21 Nisan 2018"),
    ("tr", "Röportaj tarihi: 21 Nisan 2018"),
    ("id", "Batas akhir: 21 April 2018"),
    ("id", "Wawancara pada 21 April 2018"),
    ("ja", "締め切り：2018年4月21日"),
    ("ja", "2018年4月21日撮影"),
    ("ja", "インタビュー日：2018年4月21日"),
    ("ja", "2018年4月21日入社"),
    ("zh", "截止日期：2018年4月21日"),
    ("zh", "采访时间：2018年4月21日"),
    ("ko", "마감일: 2018년 4월 21일"),
    ("ko", "2018년 4월 21일 촬영"),
    ("ar", "آخر موعد: 21 أبريل 2018"),
    ("fi", "Hakuaika päättyy 21. huhtikuuta 2018"),
    ("cs", "Uzávěrka: 21. dubna 2018"),
    ("el", "Προθεσμία: 21 Απριλίου 2018"),
    ("uk", "Прийом заявок до 21 квітня 2018"),
    ("ro", "Termen limită: 21 aprilie 2018"),
    ("vi", "Hạn chót: 21/4/2018"),
    ("ko", "2018년 4월 21일 입사"),
    ("ko", "2018.04.21 입사"),
    ("ko", "2018년 4월 21일 입사했다"),
    ("ko", "2018년 4월 21일 서울에서 태어남"),
    ("ko", "가입일 2018년 4월 21일"),
    ("tr", "21 Nisan 2018'de gazeteye katıldı"),
    ("tr", "21.04.2018’de katıldı"),
    ("tr", "21 Nisan 2018'den beri muhabir"),
    ("tr", "21 Nisan 2018 tarihinde gazeteye katıldı"),
    ("hu", "2018. április 21-én csatlakozott a laphoz"),
    ("fi", "Liittyi lehteen 21.4.2018"),
    ("ru", "21 апреля 2018 года пришёл в редакцию"),
    ("zh", "加入于2018年4月21日"),
    ("fr", "Société créée le 21 avril 2018"),
    ("fr", "Compte créé le 21 avril 2018"),
    ("es", "Grupo creado el 21 de abril de 2018"),
    ("en", "Prices current as of 21 April 2018"),
    ("pl", "Ceny – stan na 21 kwietnia 2018"),
    ("it", "Aggiornamento Covid, 21 aprile 2018"),
    ("ko", "2018년 4월 21일 현재 확진자 300명"),
    ("ja", "2018年4月21日現在、300人"),
    ("zh", "截至2018年4月21日，已有300人"),
    ("fr", "Décès, 21/04/2018"),
    ("es", "Boda, 21/04/2018"),
    ("en", "Opening, 21/04/2018"),
    ("en", "Since, 21/04/2018"),
    ("en", "From 21 April 2018"),
    ("en", "Current time 21 April 2018 10:23"),
    ("en", "Opening hours: 21 April 2018 10:00-18:00"),
    ("de", "Gültig ab 21. April 2018"),
    ("fr", "Né le 21 avril 2018"),
    ("fr", "Dès le 21 avril 2018"),
    ("es", "Ley de 21 de abril de 2018"),
    ("da", "Fra 21. april 2018"),
    ("fi", "21. huhtikuuta 2018 alkaen"),
    ("cs", "Od 21. dubna 2018"),
    ("ru", "С 21 апреля 2018"),
    ("uk", "Зараз 21 квітня 2018 10:23"),
    ("hu", "Az interjú készült: 2018. április 21."),
    ("hu", "Nyomtatva 2018. április 21."),
    ("de", "Beginn: 21. April 2018, 20:00 Uhr"),
    ("nl", "Aftrap: 21 april 2018, 18:30"),
    ("ru", "Начало: 21 апреля 2018, 19:00"),
    ("zh", "活动时间：2018年4月21日 19:00"),
    ("hu", "Született: 2018. április 21."),
    ("hu", "Koncert: 2018. április 21."),
    ("ja", "申込期限 2018年4月21日"),
    ("zh", "当前时间：2018年4月21日 10:23"),
    ("ko", "다음 업데이트 2018년 4월 21일"),
    ("ko", "생년월일 2018년 4월 21일"),
    ("ar", "أجريت المقابلة 21 أبريل 2018"),
    ("he", "עד 21 באפריל 2018"),
    ("fa", "تا 21 آوریل 2018"),
    ("ro", "De la 21 aprilie 2018"),
)
_OWN = (
    ("en", "Jane Doe, 21 April 2018"),
    ("en", "Post date April 21, 2018"),
    ("en", "The Harbour Post / April 21, 2018"),
    ("de", "Lübeck, 21. April 2018"),
    ("de", "21. April 2018 admin News 0"),
    ("de", "Veröffentlicht am 21. April 2018"),
    ("fr", "Publié le 21 avril 2018"),
    ("sw", "Imechapishwa 21 Aprili 2018"),
    ("zh", "2018年4月21日星期六"),
    ("zh", "2018-04-21 江河晚报"),
    ("zh", "民國107年4月21日（2018年4月21日）"),
    ("ja", "平成30年4月21日"),
    ("ja", "発表日：2018年4月21日"),
    ("ar", "5 شعبان 1439هـ الموافق 21 أبريل 2018"),
    ("tr", "21 Nisan 2018'de yayınlandı"),
    ("tr", "21 Nisan 2018 Cumartesi"),
    ("ko", "2018년 4월 21일 김철수 기자"),
    ("ru", "21 апреля 2018 года Иван Петров"),
    ("ru", "21 апреля 2018 года суббота"),
    ("ru", "21 апреля 2018 года автор Иван Петров"),
    ("ru", "21 апреля 2018 года новости"),
    ("uk", "21 квітня 2018 року субота"),
    ("tr", "21 Nisan 2018'de Cumartesi"),
    ("hu", "2018. április 21-én Kovács János"),
    ("de", "Lübeck, 21.04.2018"),
    ("de", "Kultur, 21.04.2018"),
    ("fr", "Politique, 21/04/2018"),
    ("fr", "Créé le 21 avril 2018"),
    ("fr", "Article créé le 21 avril 2018"),
    ("es", "Artículo creado el 21 de abril de 2018"),
    ("hu", "Megjelent 2018. április 21-én"),
    ("de", "Von Max Stand, 21. April 2018"),
    ("en", "From Paris, 21 April 2018"),
    ("kn", "ಶನಿ 21 ಏಪ್ರಿಲ್ 2018"),
    ("te", "శని, 21 ఏప్రిల్ 2018"),
    ("pa", "ਸ਼ਨਿੱਚਰ, 21.04.2018"),
)

#: What a page was the state of on a day is that of its last update.
_STATES = (
    ("de", "Letzter Stand: 21. April 2018"),
    ("en", "Current as of April 21, 2018"),
    ("en", "Version of 21 April 2018"),
    ("fr", "Version du 21 avril 2018"),
    ("fr", "À jour au 21 avril 2018"),
    ("it", "Aggiornamento: 21 aprile 2018"),
    ("it", "Aggiornamento del 21 aprile 2018"),
    ("it", "Aggiornamento sabato 21 aprile 2018"),
    ("nl", "Stand van zaken: 21 april 2018"),
    ("da", "Status per 21. april 2018"),
    ("cs", "Stav ke dni 21. 4. 2018"),
    ("pl", "Stan na dzień 21.04.2018"),
    ("fi", "Tilanne 21.4.2018"),
    ("hu", "Állapot: 2018. április 21."),
    ("ru", "По состоянию на 21 апреля 2018"),
    ("uk", "Станом на 21 квітня 2018"),
    ("ja", "2018年4月21日現在"),
    ("ja", "2018年4月21日 10時30分現在"),
    ("tr", "21 Nisan 2018 tarihinde güncellendi"),
    ("tr", "21 Nisan 2018'de güncellendi"),
    ("tr", "21.04.2018’de güncellendi"),
    ("hi", "21 अप्रैल 2018 को अपडेट किया गया"),
    ("ko", "2018년 4월 21일 기준"),
)


def _published(line: str, frame: str, language: str) -> object:
    return _article(line, frame, language).get("datePublished")


def _article(line: str, frame: str, language: str) -> dict[str, object]:
    html = (
        f"<html lang={language}><body><article>"
        f"{_FRAMES[frame].format(line=line, body=_BODY)}</article></body></html>"
    )
    answer = envelope(normalize(Page(html=html)), "none", {"name": "test"})
    return dict(json.loads(json.dumps(answer))["article"])


@pytest.mark.parametrize("frame", ["above the text", "date line"])
@pytest.mark.parametrize(("language", "line"), _STATES)
def test_the_state_of_a_page_is_that_of_its_last_update(
    language: str, line: str, frame: str
) -> None:
    """It names no publication: "Version du 21 avril 2018" stands on pages that are years older."""
    found = _article(line, frame, language)
    assert (found.get("datePublished"), str(found.get("dateModified"))[:10]) == (None, "2018-04-21")


def test_the_one_date_of_a_japanese_page_behind_whose_clock_is_an_update() -> None:
    """A template prints the word behind the clock of every date; a state behind a clock is read."""
    assert _published("2018年04月21日 12時00分更新", "date line", "ja") == "2018-04-21T12:00:00"
    assert _published("2018年04月21日 12時00分現在", "date line", "ja") is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "<p>Prices current as of 21 April 2018</p>"),
        ("pl", "<p>Ceny – stan na 21 kwietnia 2018</p>"),
        ("it", "<p>Aggiornamento Covid, 21 aprile 2018</p>"),
        ("ko", "<p>2018년 4월 21일 현재 300명</p>"),
    ],
)
def test_the_state_of_data_is_no_update(language: str, line: str) -> None:
    """A line about something else tells of figures, not of the page."""
    found = _article(line, "above the text", language)
    assert (found.get("datePublished"), found.get("dateModified")) == (None, None)


@pytest.mark.parametrize(
    ("day", "published", "modified"),
    [("3. Januar 2015", None, None), ("3. Juni 2021", "2021-05-05T10:00:00+00:00", "2021-06-03")],
)
def test_no_page_was_modified_before_its_publication(
    day: str, published: str | None, modified: str | None
) -> None:
    """A printed day of an update before the publication leaves in doubt which of them is the
    page's.
    """
    stamp = "<meta property=article:published_time content=2021-05-05T10:00:00Z>"
    html = (
        f"<html lang=de>{stamp}<body><article><h1>Der Hafen</h1><p>Stand vom {day}</p>"
        f"{_BODY}</article></body></html>"
    )
    answer = normalize(Page(html=html)).article
    assert (answer.get("datePublished"), answer.get("dateModified")) == (published, modified)


@pytest.mark.parametrize("frame", ["above the text", "date line"])
@pytest.mark.parametrize("line", ["Stand: 21. April 2018", "Stand 21.04.2018"])
def test_the_date_of_german_pages_that_only_have_a_state(line: str, frame: str) -> None:
    """German sites have the word for the one date of a page, which was the publication's on all of
    four labelled ones.
    """
    assert _article(line, frame, "de").get("datePublished") == "2018-04-21"


@pytest.mark.parametrize("frame", [name for name in _FRAMES if name != "published"])
@pytest.mark.parametrize(("language", "line"), _OTHER)
def test_a_day_of_something_else_is_no_publication(language: str, line: str, frame: str) -> None:
    """Words that nobody knows for a label, a signature or a place leave it open of what the day
    is.
    """
    assert _published(line, frame, language) is None


@pytest.mark.parametrize(("language", "line"), _OWN)
def test_what_goes_with_an_article_s_date_takes_nothing_from_it(language: str, line: str) -> None:
    """Labels, signatures, places, weekdays, eras and a second calendar are the date's own
    company.
    """
    assert _published(line, "date line", language) == "2018-04-21"


@pytest.mark.parametrize(
    "markup",
    [
        (
            "<p itemscope itemtype=https://schema.org/Event><time itemprop=startDate "
            "datetime=2018-04-21>21 April 2018</time></p>"
        ),
        (
            "<div itemscope itemtype=https://schema.org/Person><span itemprop=birthDate "
            "class=date>21 April 2018</span></div>"
        ),
        (
            "<p class=date>Sold until <time itemprop=validThrough "
            "datetime=2018-04-21T10:00Z>"
            "21 April 2018</time></p>"
        ),
        "<meta property=book:release_date content=2018-04-21>",
        "<meta property=event:start_time content=2018-04-21T10:00:00Z>",
    ],
)
def test_structured_data_of_something_else_date_no_page(markup: str) -> None:
    """An event's start, a person's birth, an offer's end and a book's release are not the page's
    publication.
    """
    html = (
        f"<html lang=en><body><article><h1>The harbour reopens</h1>{markup}{_BODY}</"
        "article></body></html>"
    )
    assert "datePublished" not in normalize(Page(html=html)).article


@pytest.mark.parametrize("day", ["2099-03-25", "2022-02-30"])
def test_one_text_that_microdata_marks_is_one_voice(day: str) -> None:
    """A day to come and a day that is none are not proved by reading their element twice."""
    span = f"<span itemprop=datePublished>{day}</span>"
    html = (
        f"<html lang=en><body><article><h1>The harbour reopens</h1>{span}{_BODY}</"
        "article></body></html>"
    )
    assert (
        "datePublished"
        not in normalize(Page(html=html, fetched_at=datetime(2025, 6, 1, tzinfo=UTC))).article
    )


def test_another_label_overrules_a_class() -> None:
    """A class that names the publication stands on whatever a template prints there."""
    assert _published("Kick-off: 21 April 2018", "published", "en") is None
    assert _published("Published: 21 April 2018", "published", "en") == "2018-04-21"


@pytest.mark.parametrize(
    "line",
    [
        "Prices current as of 21 April 2018",
        "Société créée le 21 avril 2018",
        "2018년 4월 21일 현재 300명",
    ],
)
def test_a_column_that_tells_the_state_of_data_dates_no_page(line: str) -> None:
    """A scraper's column may hold the line of something else."""
    found = normalize(Page(metadata={"date": line})).article
    assert "datePublished" not in found
    assert "dateModified" not in found


_OPENING = (
    "<p>The council has backed a plan to mend the old quay, the mayor said on the "
    "steps "
    "of the town hall.</p>"
) * 4


@pytest.mark.parametrize(
    "line",
    [
        "Polling day: 3 August 2019", "Interview vom 21. April 2018", "Weather 14 June 2020", "Released 3 August 2019",
        "जन्म: 21 अप्रैल 2018", "เกิด 21 เมษายน 2561", "Sinh ngày 21 tháng 4 năm 2018", "2018年4月21日開催", "2018年4月21日举行",
        "2018년 4월 21일부터",
        # a picture's noun and its day: without capitals it has a name's shape
        "새 다리, 2018년 4월 21일", "الجسر الجديد، 21 أبريل 2018", "الجسر الجديد في 21 أبريل 2018", "پل جدید، 21 آوریل 2018",
        "הדייגים בנמל, 21 באפריל 2018",
    ],
)  # fmt: skip
def test_what_a_line_says_of_its_day_is_heard_on_pages_and_in_dumps(line: str) -> None:
    """A word before the day, or right behind it, says that it is another's; nothing else dates the
    page.
    """
    page = (
        f"<html><body><article><h1>Council backs plan for old quay</h1><p>{line}</p>"
        f"{_OPENING}</article></body></html>"
    )
    assert "datePublished" not in normalize(Page(html=page.encode())).article
    dump = f"Council backs plan for old quay\n\n{line}\n\n" + _OPENING.replace("<p>", "").replace(
        "</p>", "\n\n"
    )
    assert "datePublished" not in normalize(Page(text=dump)).article


@pytest.mark.parametrize(
    "line",
    [
        "홍길동 기자, 2018년 4월 21일",
        "بقلم محمد علي، 21 أبريل 2018",
        "מאת דנה כהן, 21 באפריל 2018",
        "홍길동, 2018년 4월 21일",
    ],
)
def test_a_name_that_is_signed_takes_nothing_from_its_day(line: str) -> None:
    """A byline word before a name or behind it, and a place that is called a byline, tell names
    from nouns in any script.
    """
    dump = "Council backs plan for old quay\n\n{}\n\n" + _OPENING.replace("<p>", "").replace(
        "</p>", "\n\n"
    )
    assert normalize(Page(text=dump.format(line))).article.get("datePublished") == "2018-04-21"
    bare = line.removeprefix("بقلم ").removeprefix("מאת ")
    page = (
        f'<article><h1>Council backs plan for old quay</h1><p class="byline">{bare}</p>'
        f"{_OPENING}</article>"
    )
    assert normalize(Page(html=page.encode())).article.get("datePublished") == "2018-04-21"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("News / 3 August 2019", "2019-08-03"), ("News3 August 2019", "2019-08-03"), ("PoliticsAugust 3, 2019", "2019-08-03"),
        ("aturday, 3 August 2019", "2019-08-03"), ("3 August 2019, midnight", "2019-08-03"),
        ("Boats / 3 August 2019", None), ("Weather 3 August 2019", None), ("harbour, 3 August 2019", None),
    ],
)  # fmt: skip
def test_a_shelf_or_the_end_of_a_weekday_before_the_day(line: str, day: str | None) -> None:
    """A section's name, of which a slash or an element's end parts the day, says nothing else of
    it; unknown words may.
    """
    page = (
        f'<html lang="en"><article><h1>Council backs plan</h1><p class="date">{line}</p>'
        f"{_OPENING}</article></html>"
    )
    assert normalize(Page(html=page.encode())).article.get("datePublished") == day


@pytest.mark.parametrize("behind", ["<div>Weather 14 June 2020</div>", "<div>14 June 2020</div>"])
def test_a_day_behind_the_articles_own_element_is_not_the_articles(behind: str) -> None:
    """The footer's weather stands as near to a short article as its end."""
    page = (
        f"<html><body><article><h1>Council backs plan for old quay</h1>{_OPENING}</"
        f"article>{behind}</body></html>"
    )
    assert "datePublished" not in normalize(Page(html=page.encode())).article


@pytest.mark.parametrize(
    "day",
    [
        '<div class="event"><time datetime="2019-08-03T19:00">3 August 2019</time></div>',
        '<div class="deadline-date"><time datetime="2019-08-03">3 August 2019</time></div>',
        '<span class="deadline">3 August 2019</span>', '<span class="event-date">3 August 2019</span>',
        '<span class="birth-date">3 August 2019</span>',
    ],
)  # fmt: skip
def test_a_class_that_names_another_day(day: str) -> None:
    """The class of an element, or of its parent, calls its day an event's, a deadline or a
    birthday.
    """
    page = (
        f"<html><body><article><h1>Council backs plan for old quay</h1>{day}{_OPENING}</"
        "article></body></html>"
    )
    assert "datePublished" not in normalize(Page(html=page.encode())).article


def test_entries_of_a_live_blog_are_no_publication() -> None:
    """One entry stands above the body and the others in it, each with its clock; a source's day at
    the foot is none either.
    """
    times = ("14 June 2020 10:12", "13 June 2020 09:47", "12 May 2020 09:13")
    entries = "".join([f"<div><p>{time}</p>{_OPENING}</div>" for time in times])
    for body in (entries, f"{_OPENING}<p>Source: Estuary Institute, 15 October 2017</p>"):
        page = (
            f"<html><body><article><h1>Storm hits the coast live</h1>{body}</article></body></html>"
        )
        assert "datePublished" not in normalize(Page(html=page.encode())).article
