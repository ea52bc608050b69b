"""A day told in a sentence, and the day on which a text appeared: short lines beside a headline, in
many languages.
"""

from __future__ import annotations

import pytest

from service.spans.date_context import is_in_sentence
from service.spans.date_spans import dates_within

TOLD = """
The quay was rebuilt on 7 June 2015
The new bridge, 27 August 1998
Bridge opened 7 June 2015
Den nya gångbron den 31 augusti 2022
Набережную открыли 7 июня 2015
Новый мост открыт 7 июня 2015 года
Die neue Brücke wurde am 7. Juni 2015 eröffnet
Le pont a été ouvert le 7 juin 2015
7 juin 2015 arrive à la rédaction
2015. június 7-én Kovács János csatlakozott a laphoz
7 Haziran 2015'te Ahmet Yılmaz gazeteye katıldı
El muelle fue reconstruido el 7 de junio de 2015
Il ponte è stato aperto il 7 giugno 2015
Most otwarto 7 czerwca 2015
Den nye bro åbnede 7. juni 2015
Jembatan dibuka pada 7 Juni 2015
Köprü 7 Haziran 2015'te açıldı
The bridge opened on 12 May 1998.
Jembatan itu runtuh dua tahun lalu 7 Juni 2015
Le pont a fermé il y a 2 h 17 juin 2015
The bridge was closed 2 days ago on 7 June 2015
大桥于2015年6月7日通车
On 7 June 2015 the quay was rebuilt by the town
7 June 2015 by the old harbour wall
The bridge opened on 7 June 2015 at 10:30 local time
Boats, the writer says, came on 7 June 2015
7 जून 2015 को पुल खुला
Submitted by fishermen on 7 June 2015 to the court
Bought at 8pm by fishermen on 7 June 2015
This story from the war began on 7 June 2015
In this post we look at 7 June 2015
"""
STATED = """
Published on 7 June 2015
It was first published here on 7 June 2015
This story is from 7 June 2015
Written on 7 June 2015 by Jane Doe
Cet article a été écrit le 7 juin 2015
Dieser Beitrag wurde am 7. Juni 2015 um 14:48 von
London, 7 June 2015
Hamburg (dpa), 7. Juni 2015
Sunday 7 June 2015
By Jane Doe on 7 June 2015
By Jane Doe, March 5, 2021.
Written by Jane Doe on 7 June 2015
Last edited by Jane Doe on 7 June 2015
Jane Doe, reporter, 7 June 2015
7 June 2015 at 10:30 am | 3 comments
7 June 2015 4 min read
Af Jens Hansen den 31 august 2022
Ein Bericht von Max Muster, 7. Juni 2015
Max Muster am 7. Juni 2015
Por Juan Pérez para El Puerto el 7 de junio de 2015
De Jan Jansen op 7 juni 2015
Piet van der Berg, 7 juni 2015
Иван Петров, 7 июня 2015
Опубликовано 7 июня 2015
פורסם ב-7 ביוני 2015
7 Haziran 2015 Pazar, saat 10:30
jane doe, 7 june 2015
Sun Jun 07 2015 13:44:16 GMT+0100 (heure normale d’Europe centrale)
7 juin 2015 à 14:40:00 temps universel coordonné
June 7, 2015 11:20 am eastern standard time
7 June 2015, 11:20 central european time
7 de junio de 2015, 14:30 hora peninsular
Jane Doe, staff writer, 7 June 2015
Submitted by admin on Sun, 06/07/2015 - 10:30
Submitted by webmaster on June 7, 2015 - 8:05pm
Gespeichert von admin am So, 07.06.2015 - 10:30
Soumis par admin le dim, 07/06/2015 - 10:30
Enviado por admin el Dom, 07/06/2015 - 10:30
Inskickad av admin den 7 juni 2015 - 10:30
Отправлено admin - вс, 07/06/2015 - 10:30
7 जून 2015 को 10:30 बजे
7 जून 2015 को सुबह 10:30 बजे
7 جون 2015 کو صبح 10:30 بجے
৭ জুন ২০১৫ তারিখে ১০:৩০ টায়
7 Haziran 2015 günü saat 10:30'da
7 Haziran 2015 tarihinde saat 10:30
7 Qershor 2015 në orën 10:30
7 Ιουνίου 2015 στις 10:30
2 jam lalu 7 Juni 2015
Budi Santoso - 2 jam lalu 7 Juni 2015
7 Juni 2015 2 jam lalu
Ayşe Demir 2 saat önce 7 Haziran 2015
Μαρία Παπαδοπούλου πριν από 2 ώρες 7 Ιουνίου 2015
June 7, 2015 8:05pmComments (12)
June 7, 2015 8:05 pmShare
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines())
def test_a_sentence_tells_the_day_of_something_else(line: str) -> None:
    """A verb or words that no byline has make a sentence, which needs no stop."""
    assert is_in_sentence(line, next(iter(dates_within(line, 1)), ""))


@pytest.mark.parametrize("line", STATED.strip().splitlines())
def test_a_date_line_says_when_a_text_appeared(line: str) -> None:
    """Names, places, labels and what is counted beside a date make no sentence."""
    assert not is_in_sentence(line, next(iter(dates_within(line, 1)), ""))


@pytest.mark.parametrize(
    "line",
    [
        "The quay was rebuilt on May 14, 2022",
        "On May 14, 2022, the quay was rebuilt",
        "May 14, 2022 was the day on which the bridge opened",
        "On Friday, May 14, 2022 the town opened the new bridge",
    ],
)
def test_a_key_does_not_label_a_sentence(line: str) -> None:
    """Words in front of a date, or that run on behind it, tell of another day."""
    assert is_in_sentence(line, next(iter(dates_within(line, 1)), ""))


def test_prose() -> None:
    """A date in a sentence about something else is prose; a sentence that says when the article
    appeared is not.
    """
    assert is_in_sentence(
        "The country attained independence and January 26, 1950 was chosen as the holiday",
        "January 26, 1950",
    )
    assert is_in_sentence("渡船照常开行。 (2016年12月5日)", "2016年12月5日")
    assert not is_in_sentence(
        "This long article by our reporter was first published on May 3, 2021 in the paper",
        "May 3, 2021",
    )
