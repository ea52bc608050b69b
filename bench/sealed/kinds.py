"""Dates that are not the publication's: a life, a deadline, an interview, a photo, a rule, a list,
an order number.
"""

from __future__ import annotations

from datetime import timedelta

from bench.sealed.desk import PRINT, Desk, Expectation, Moment, day, iso, minute, second, withheld
from bench.sealed.families import family

_TELLERS = "en-US en-GB de-DE fr-FR es-ES it-IT"


def _other(d: Desk, least: int, most: int) -> Moment:
    """A moment so many days before the fetch."""
    return d.at.shifted(-1440 * d.rng.randint(least, most))


def _sentence(d: Desk, told: dict[str, str]) -> str:
    """One of the newsroom's sentences, with room for its days; the table keeps a language's own
    behind semicolons.
    """
    return d.rng.choice(told[d.press.language].split(";"))


def _maybe(d: Desk) -> Expectation:
    """In half of the pages the article has a date of its own as well, which stands; else nothing
    may be given.
    """
    if d.rng.random() < 0.5:
        d.human(f"{d.date()} {d.wall:%H:%M}")
        return minute(d.at)
    return withheld()


def _told(d: Desk, text: str) -> None:
    """A sentence at the head of the story, or as its last words."""
    if d.rng.random() < 0.5:
        d.paragraphs.insert(0, text)
    else:
        d.paragraphs.append(text)


_LIVES = {
    "en": (
        "Ada Merrow was born on {0} in a fishing village and moved to the capital.;Ada "
        "Merrow ({0} – {1}) taught music."
    ),
    "de": (
        "Ada Merrow wurde am {0} in einem Fischerdorf geboren.;Ada Merrow (* {0}, † {1}) "
        "war Musiklehrerin."
    ),
    "fr": (
        "Ada Merrow est née le {0} dans un village de pêcheurs.;Ada Merrow, née le {0} "
        "et morte le {1}, enseignait le chant."
    ),
    "es": (
        "Ada Merrow nació el {0} en un pueblo de pescadores.;Ada Merrow ({0} – {1}) "
        "enseñaba música."
    ),
    "it": (
        "Ada Merrow nacque il {0} in un paese di pescatori.;Ada Merrow ({0} – {1}) "
        "insegnava musica."
    ),
}


@family(("line", "dump"), _TELLERS)
def biography(d: Desk) -> Expectation:
    """A life's days in the story; they are not the article's."""
    born, died = _other(d, 15_000, 30_000), _other(d, 20, 9000)
    d.headline = "Ada Merrow"
    d.paragraphs.insert(0, _sentence(d, _LIVES).format(d.date(born.wall), d.date(died.wall)))
    return _maybe(d)


_DEADLINES = {
    "en": (
        "Applications close on {0}.;Deadline: {0};Entries must arrive by {0}.;"
        "Registration is open until {0}."
    ),
    "de": "Bewerbungsschluss ist der {0}.;Frist: {0};Einsendeschluss: {0}",
    "fr": "Date limite : {0};Les dossiers sont reçus jusqu’au {0}.",
    "es": "Fecha límite: {0};El plazo termina el {0}.",
    "it": "Scadenza: {0};Le domande vanno presentate entro il {0}.",
}


@family(("line", "dump"), _TELLERS)
def deadline(d: Desk) -> Expectation:
    """The day until which something is open."""
    last = d.at.shifted(1440 * d.rng.randint(5, 60))
    _told(d, _sentence(d, _DEADLINES).format(d.date(last.wall)))
    return _maybe(d)


_EVENTS = {
    "en": (
        "Doors open on {0} at 19:30.;When: {0}, 19:30;The concert takes place on {0}.;"
        "Next match: {0}, 15:00"
    ),
    "de": "Beginn: {0}, 19:30 Uhr;Das Konzert findet am {0} statt.;Wann: {0}",
    "fr": "Le concert aura lieu le {0}.;Quand : le {0} à 19h30",
    "es": "El concierto será el {0}.;Cuándo: {0}, 19:30",
    "it": "Il concerto si terrà il {0}.;Quando: {0}, ore 19.30",
}


@family(("line", "dump"), _TELLERS)
def event_day(d: Desk) -> Expectation:
    """The day on which something takes place."""
    when = d.at.shifted(1440 * d.rng.randint(-20, 60))
    _told(d, _sentence(d, _EVENTS).format(d.date(when.wall)))
    return _maybe(d)


_INTERVIEWS = {
    "en": (
        "This interview was conducted on {0} and has been edited for length.;We spoke to "
        "the mayor on {0}."
    ),
    "de": "Das Gespräch wurde am {0} geführt.;Das Interview führten wir am {0}.",
    "fr": "Cet entretien a été réalisé le {0}.;Propos recueillis le {0}.",
    "es": "La entrevista se realizó el {0}.",
    "it": "L’intervista è stata realizzata il {0}.",
}


@family(("line", "dump"), _TELLERS)
def interview_day(d: Desk) -> Expectation:
    """The day of a conversation, which is not that of its publication."""
    when = _other(d, 2, 30)
    _told(d, _sentence(d, _INTERVIEWS).format(d.date(when.wall)))
    return _maybe(d)


_PHOTOS = {
    "en": "The quay on {0}. Photo: Hanne Brekke;File photo, taken {0}",
    "de": "Der Kai am {0}. Foto: Hanne Brekke;Archivbild vom {0}",
    "fr": "Le quai, le {0}. Photo : Hanne Brekke;Photo d’archives du {0}",
    "es": "El muelle, el {0}. Foto: Hanne Brekke;Imagen de archivo del {0}",
    "it": "Il molo il {0}. Foto: Hanne Brekke;Foto d’archivio del {0}",
}


@family(("line", "dump"), _TELLERS)
def photo_day(d: Desk) -> Expectation:
    """The day of a picture, in its caption."""
    d.put(_sentence(d, _PHOTOS).format(d.date(_other(d, 1, 2000).wall)), "caption")
    return _maybe(d)


_CORRECTIONS = {
    "en": (
        "Correction, {0}: an earlier version of this story named the wrong street.;This "
        "story was corrected on {0}."
    ),
    "de": "Korrektur vom {0}: In einer früheren Fassung stand ein falscher Straßenname.",
    "fr": "Rectificatif du {0} : une première version citait une autre rue.",
    "es": "Corrección del {0}: una versión anterior citaba otra calle.",
    "it": "Correzione del {0}: una versione precedente indicava un’altra via.",
}


@family(("line", "dump"), _TELLERS)
def correction_day(d: Desk) -> Expectation:
    """The day of a correction, at the story's foot."""
    fixed = d.at.shifted(1440 * d.rng.randint(1, 20))
    d.fetch_after(fixed, 9)
    d.paragraphs.append(_sentence(d, _CORRECTIONS).format(d.date(fixed.wall)))
    return _maybe(d)


_CHANGES = {
    "en": "Last updated: {0};Page last reviewed: {0};Last modified on {0}",
    "de": "Zuletzt aktualisiert am {0};Letzte Änderung: {0}",
    "fr": "Dernière mise à jour : {0};Mis à jour le {0}",
    "es": "Última actualización: {0};Actualizado el {0}",
    "it": "Ultimo aggiornamento: {0};Aggiornato il {0}",
}


@family(("line", "dump"), _TELLERS)
def change_alone(d: Desk) -> Expectation:
    """Only the last change is stated; it is never taken for the publication."""
    d.put(_sentence(d, _CHANGES).format(d.date()))
    return withheld()


_COPYRIGHTS = (
    "© {0} {2}",
    "Copyright {1}-{0} {2}. All rights reserved.",
    "© {1}–{0} {2}",
    "Copyright © {0} {2}",
    "(c) {1}, {0} {2}",
)


@family(("line", "dump"), "en-US en-GB de-DE fr-FR ja-JP ru-RU")
def copyright_years(d: Desk) -> Expectation:
    """© 1998–2022: the years of a footer, and nothing else."""
    text = d.rng.choice(_COPYRIGHTS).format(
        d.wall.year, d.wall.year - d.rng.randint(3, 20), d.outlet
    )
    d.put(text, "footer")
    return withheld()


@family(("line", "dump"), "en-US en-GB de-DE fr-FR es-ES ru-RU")
def first_card(d: Desk) -> Expectation:
    """A section's page: cards with a headline and a day each; the page itself has none."""
    d.byline, d.plain = False, True
    d.headline = {
        "en": "Local news",
        "de": "Lokales",
        "fr": "Actualités",
        "es": "Noticias",
        "ru": "Новости",
    }[d.press.language]
    rows = sorted(
        (d.at.shifted(-d.rng.randint(60, 9000)) for _ in range(d.rng.randint(5, 9))),
        key=lambda m: m.utc,
        reverse=True,
    )
    titles = [text.rstrip(".")[:60] for text in d.paragraphs]
    cards = [
        f'<li class="card"><h2><a href="/news/{d.rng.randint(1000, 99999)}">'
        f"{titles[i % len(titles)]}</a></h2>"
        f'<time datetime="{row.wall:%Y-%m-%d}">{d.date(row.wall)}</time></li>'
        for i, row in enumerate(rows)
    ]
    d.fetch_after(rows[0], 0.3)
    d.path = "/local/"
    if d.place == "dump":
        d.paragraphs = [
            line
            for i, row in enumerate(rows)
            for line in (titles[i % len(titles)], d.date(row.wall))
        ]
    else:
        d.put(f'<ul class="cards">{"".join(cards)}</ul>', "block", raw=True)
        d.paragraphs = []
    return withheld()


@family(("line", "dump"), "en-US en-GB de-DE fr-FR es-ES")
def only_the_neighbours(d: Desk) -> Expectation:
    """Related stories with their days below an article that has none."""
    words = {
        "en": "Related stories",
        "de": "Mehr zum Thema",
        "fr": "À lire aussi",
        "es": "Más noticias",
    }[d.press.language]
    rows = [_other(d, 1, 90) for _ in range(4)]
    if d.place == "dump":
        text = "\n".join(
            [
                words,
                *(f"{d.paragraphs[i % 3][:40]}\n{d.date(row.wall)}" for i, row in enumerate(rows)),
            ]
        )
        d.put(text, "aside")
    else:
        cells = "".join(
            (
                f'<li><a href="/news/{i}77">{d.paragraphs[i % 3][:40]}</a> <time>'
                f"{d.date(row.wall)}</time></li>"
            )
            for i, row in enumerate(rows)
        )
        d.put(f'<aside class="related"><h3>{words}</h3><ul>{cells}</ul></aside>', "aside", raw=True)
    return withheld()


@family(("line", "dump"), "en-US en-GB de-DE fr-FR es-ES it-IT ja-JP")
def todays_masthead(d: Desk) -> Expectation:
    """The day of the fetch in the page's head, as newspapers set it; the article's own day stands,
    or none is given.
    """
    gap = d.rng.randint(3, 200)
    d.fetched = d.at.shifted(1440 * gap).utc
    today = d.wall + timedelta(days=gap)
    d.put(d.press.day(today, "full"), "masthead")
    return _maybe(d)


_NOTICES = {
    "en": "We updated our privacy policy on {0}. Please read it.;Terms of use, version of {0}",
    "de": "Unsere Datenschutzerklärung wurde am {0} geändert.;Nutzungsbedingungen, Stand {0}",
    "fr": "Notre politique de confidentialité a changé le {0}.",
    "es": "Nuestra política de privacidad cambió el {0}.",
}


@family(("line", "dump"), "en-US en-GB de-DE fr-FR es-ES")
def policy_notice(d: Desk) -> Expectation:
    """The day of a policy in a banner or a footer."""
    text = _sentence(d, _NOTICES).format(d.date(_other(d, 30, 900).wall))
    d.put(
        text if d.place == "dump" else f'<div class="cookie-notice"><p>{text}</p></div>',
        "aside",
        raw=d.place != "dump",
    )
    return _maybe(d)


@family(("line", "dump"), "en-US en-GB de-DE fr-FR")
def numbers_like_days(d: Desk) -> Expectation:
    """Case No. 12/2022, ISSN 2022-0225, version 22.02.25, tel. 022 02 2022, 3-2: figures that are
    no days.
    """
    w = d.wall
    facts = (
        f"ISSN {w.year}-02{w:%d}",
        f"No. {w:%m}/{w.year}",
        f"v{w:%y.%m}.1",
        f"Tel. 0{w:%d} {w:%m} {w.year}",
        f"PO Box {w:%d%m%y}",
        f"{w.day}-{w.month}, {w.month}-{w.day}",
        f"IP 10.{w.day}.{w.month}.{w.minute + 61}",
        f"ISO 8601-1:{w.year}",
        f"{w.year}/{(w.year + 1) % 100:02d}",
    )
    _told(d, "; ".join(d.rng.sample(facts, 3)) + ".")
    return _maybe(d)


@family(PRINT, "en-US en-GB de-DE fr-FR es-ES", lambda m: m.wall.day < 20)
def range_of_days(d: Desk) -> Expectation:
    """March 5-7, 2022; 5.–7. März 2022: when something took place, and not when the story
    appeared.
    """
    last = d.wall.day + d.rng.randint(2, 8)
    name, year = d.fmt("MMMM"), d.wall.year
    sign = d.pick("-", "–", " – ")
    text = {
        "en": f"{name} {d.wall.day}{sign}{last}, {year}"
        if d.press.country == "US"
        else f"{d.wall.day}{sign}{last} {name} {year}",
        "de": f"{d.wall.day}.{sign}{last}. {name} {year}",
        "fr": f"du {d.wall.day} au {last} {name} {year}",
        "es": f"del {d.wall.day} al {last} de {name} de {year}",
    }[d.press.language]
    d.fetch_after(d.at, 60)
    if d.place in ("dump", "line"):
        d.paragraphs.insert(0, text)
    else:
        d.put(f"<p>{text}</p>", "block", raw=True)
    return withheld()


@family((*PRINT, "meta", "ld", "supplied"), "en-US en-GB de-DE fr-FR es-ES ja-JP ko-KR")
def no_day_in_it(d: Desk) -> Expectation:
    """February 2022, Spring 2022, 2022-02, Q1 2022, week 8 of 2022: coarser than a day, and no day
    is added.
    """
    w, week = d.wall, d.wall.isocalendar()
    worded = {"ja": f"{w.year}年{w.month}月", "ko": f"{w.year}년 {w.month}월"}.get(
        d.press.language
    ) or d.fmt("LLLL y")
    forms = [
        worded,
        f"{w:%Y-%m}",
        f"{w.year}",
        f"Q{(w.month - 1) // 3 + 1} {w.year}",
        f"{week.year}-W{week.week:02d}",
    ]
    forms += {
        "en": [f"Spring {w.year}", f"Week {week.week}, {week.year}"],
        "de": [f"Frühjahr {w.year}", f"KW {week.week}/{week.year}"],
    }.get(d.press.language, [])
    d.put(d.rng.choice(forms))
    return withheld(d.at)


_FIRST = {
    "en": "This article was first published on {0}.;Originally published {0}.",
    "de": "Dieser Artikel erschien erstmals am {0}.;Zuerst veröffentlicht am {0}.",
    "fr": "Cet article a été publié pour la première fois le {0}.;Première publication le {0}.",
    "es": "Este artículo se publicó por primera vez el {0}.;Publicado originalmente el {0}.",
    "it": (
        "Questo articolo è stato pubblicato per la prima volta il {0}.;Pubblicato per la "
        "prima volta il {0}."
    ),
}


@family(("line", "dump"), _TELLERS)
def first_published_in_words(d: Desk) -> Expectation:
    """ "This article was first published on 25 February 2022" at the head or foot: the sentence
    names the publication.
    """
    d.put(_sentence(d, _FIRST).format(d.date()), "lead")
    return day(d.at)


@family(("meta", "ld", "supplied", "dump"), "en-US en-GB de-DE fr-FR")
def expiry_beside(d: Desk) -> Expectation:
    """An expiry or an embargo's end a year on beside the publication."""
    d.machine(iso(d.at))
    end = d.at.shifted(1440 * d.rng.choice((180, 365, 3650)))
    d.put(iso(end), "meta", role=d.pick("article:expiration_time", "expires", "unavailable_after"))
    return second(d.at, offset=True)
