"""The questions of an unresolved page: for each field that a person's look would settle, the
question in words, what the page says and where, and where to look.

"Was it published on 2 October or 10 February 2022? The page prints “02/10/2022” and nothing else.
Look near the headline and at the end of the page." is answered from the page in a minute, by
somebody who knows neither JSON nor this service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from service.model import Candidate, Evidence, Json, Resolution
from service.spans.date_spans import day_numbers

#: The fields that matter enough for a person's look, and the statuses that a look would settle: an
#: article has a headline and a day whether or not they were read, but many have no author.
ASKED = {
    "headline": ("ambiguous", "absent"),
    "datePublished": ("ambiguous", "absent"),
    "author": ("ambiguous",),
}

#: What a page was taken for that has no article, in words.
_TAKEN_FOR = {
    "not_a_page": "a file that is no page",
    "bot_wall": "a wall against robots",
    "consent_wall": "a request for consent",
    "login_page": "a page to log in",
    "error_page": "an error page",
}
_OF_ALL = {"headline": "what is its headline?", "datePublished": "when was it published?"}
_LOOK = {
    "headline": "Look at the top of the story.",
    "datePublished": "Look near the headline and at the end of the page.",
    "author": "Look below the headline and at the end of the story.",
}

#: The places of a page in words, and their verb, by the beginning of a place's name, the most exact
#: first; "{name}" is the rest of the name, "{locator}" where it stands.
_PLACES = {
    "html:title": ("its title", "says"),
    "html:h1": ("its heading", "says"),
    "html:headline": ("its heading", "says"),
    "html:": ("the page", "prints"),
    "time:datetime": ("the markup of a date", "says"),
    "time:published-datetime": ("the markup of a date", "says"),
    "time:": ("the page", "prints"),
    "text:": ("{locator}", "says"),
    "url:": ("its address", "says"),
    "meta:nameless": ("a meta tag without a known name", "says"),
    "meta:": ("the meta tag {name}", "says"),
    "ld+json:": ("its JSON-LD {name}", "says"),
    "microdata:": ("its microdata {name}", "says"),
    "script:": ("a script's {name}", "says"),
    "http:": ("the header {name}", "says"),
    "supplied:": ("the member {locator}", "says"),
}

#: Less probable readings are not asked about, nor more than so many.
_POSSIBLE = 0.05
_MOST = 4
#: Texts are quoted so long.
_LONGEST = 120
#: So many dates of other things are shown where none of the page was read, none longer than this,
#: and each with day, month and year.
_MOST_ASIDE = 2
_ASIDE = 60
_PARTS = 3
_LAST_OF_MONTH = 31


def asked(resolutions: Mapping[str, Resolution], kind: str) -> dict[str, str]:
    """Return the questions by field; ``kind`` is what the page was taken for."""
    found = {name: question(resolutions[name], kind) for name in ASKED}
    return {name: text for name, text in found.items() if text is not None}


def question(field: Resolution, kind: str = "article") -> str | None:
    """Return the question that would settle a field, or None where none is asked."""
    if field.status not in ASKED.get(field.field, ()):
        return None
    if kind in _TAKEN_FOR:
        told = [f"It was taken for {_TAKEN_FOR[kind]}. Is it the article after all? If so,"]
        told.append(_OF_ALL[field.field])
    else:
        told = [*_ASKING[field.field](field)]
    return " ".join([*told, _LOOK[field.field]])


# -- the publication date


def _of_date(field: Resolution) -> Iterator[str]:
    days = _days(field.candidates)
    seen = [each for each in field.evidence if each.reading]
    if field.status == "ambiguous":
        yield f"Was it published on {_either(days)}?"
    elif days:
        yield f"No date could be read that is likely to be its own; is it {_either(days)}?"
    elif seen:
        yield "On which day was it published? Only a part of the date could be read."
    else:
        yield "No date could be read; does the page print one?"
    yield from _told(seen, _is_said_alone(field.evidence)) if seen else _aside(field)


def _days(candidates: Sequence[Candidate]) -> list[date]:
    """Return the possible days, the likeliest first."""
    shares: dict[str, float] = {}
    for each in candidates:
        day = str(each.value)[:10]
        shares[day] = shares.get(day, 0.0) + each.probability
    likely = [day for day, share in shares.items() if share >= _POSSIBLE] or [*shares][:1]
    return [date.fromisoformat(day) for day in likely[:_MOST]]


def _either(days: Sequence[date]) -> str:
    """Return days as a choice: "2 October or 10 February 2022", "5 or 6 May 2022"."""
    last = days[-1]
    same_year = {day.year for day in days} == {last.year}
    same_month = same_year and {day.month for day in days} == {last.month}
    shared = f" {last:%B %Y}" if same_month else f" {last.year}" if same_year else ""
    form = "" if same_month else " %B" if same_year else " %B %Y"
    return _or([f"{day.day}{day.strftime(form)}" for day in days]) + shared


def _is_said_alone(evidence: Sequence[Evidence]) -> bool:
    """Return whether one text is all that states a date anywhere."""
    return len({_text(e.observation.raw) for e in evidence}) == 1


def _aside(field: Resolution) -> Iterator[str]:
    """Yield what stands in the place of a date and is none, or else the dates of other things."""
    instead = list(dict.fromkeys([_text(f.raw) for f in field.findings if f.raw is not None]))
    if instead:
        yield f"Where a date should stand it has {_or(instead[:_MOST_ASIDE], 'and')}."
        return
    others = [str(e.observation.raw) for e in field.evidence if "other-" in _source(e)]
    short = [_text(raw) for raw in others if len(raw) <= _ASIDE and _has_day(raw)]
    if short:
        shown = _or([*dict.fromkeys(short)][:_MOST_ASIDE], "and")
        yield f"It has {shown}, where dates of other things stand."


def _has_day(text: str) -> bool:
    """Return whether a text has a day, a month and a year, as no telephone number has."""
    numbers = day_numbers(text)
    return len(numbers) == _PARTS and min(numbers) <= _LAST_OF_MONTH


# -- headline and authors


def _of_headline(field: Resolution) -> Iterator[str]:
    named = [(each.value, str(each.value)) for each in _likely(field.candidates)]
    if field.status == "ambiguous":
        yield from _choice("headline", named, field.evidence)
        return
    for _, name in named[:1]:
        yield f"No headline could be read that is likely to be its own; is it {_text(name)}?"
        return
    yield "No headline could be read; what does the page call its story?"
    passed = {_text(e.observation.raw): e.why for e in field.evidence if e.why}
    for text, why in [*passed.items()][:1]:
        yield f"{text} was passed over: {why}."


def _of_author(field: Resolution) -> Iterator[str]:
    named = [(each.value, ", ".join(_names(each.value))) for each in _likely(field.candidates)]
    yield from _choice("author", named, field.evidence)


def _likely(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return the candidates that are asked about, the likeliest first; at least one."""
    likely = [each for each in candidates if each.probability >= _POSSIBLE]
    return (likely or candidates[:1])[:_MOST]


def _names(people: Json) -> list[str]:
    members = people if isinstance(people, list | tuple) else [people]
    return [str(each.get("name", "")) for each in members if isinstance(each, Mapping)]


#: How a choice begins, and a question about one value alone.
_WHICH = {"headline": "Which is its headline:", "author": "Who wrote it:"}
_WHETHER = {"headline": "Is {} its headline?", "author": "Was it written by {}?"}


def _choice(
    field: str, named: Sequence[tuple[Json, str]], evidence: Sequence[Evidence]
) -> Iterator[str]:
    """Yield the question which of several values it is, and where each stands."""
    places = {
        e.reading: f"{_text(name)} ({_place(e)[0]})"
        for e in _seen_by_readers_last(evidence)
        for _, name in named
        if e.reading == name
    }
    told = [places.get(name, _text(name)) for _, name in named]
    if len(told) == 1:
        yield _WHETHER[field].format(told[0])
    else:
        yield f"{_WHICH[field]} {_or(told)}?"


# -- what the page says, and where


def _told(seen: Sequence[Evidence], alone: bool) -> Iterator[str]:
    """Yield one sentence of what is stated where; of equal readings the one that readers see."""
    by_reading = {str(e.reading): e for e in _seen_by_readers_last(seen)}
    shown = [by_reading[key] for key in dict.fromkeys([str(each.reading) for each in seen])]
    by_place: dict[str, list[str]] = {}
    for each in shown[:_MOST]:
        by_place.setdefault(" ".join(_place(each)), []).append(_text(each.observation.raw))
    said = [f"{place} {_or(texts, 'and')}" for place, texts in by_place.items()]
    if said:
        sentence = "; ".join(said) + (" and nothing else" if alone else "")
        yield f"{sentence[:1].upper()}{sentence[1:]}."


def _seen_by_readers_last(evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence in order, but the texts that readers see behind what machines see."""
    return sorted(evidence, key=lambda e: _place(e)[1] == "prints" or _source(e) == "html:h1")


def _place(evidence: Evidence) -> tuple[str, str]:
    """Return who says it, and the verb: "the meta tag date", "says"."""
    source = _source(evidence)
    start = next((start for start in _PLACES if source.startswith(start)), None)
    if start is None:
        return source, "says"
    noun, verb = _PLACES[start]
    locator = evidence.observation.locator
    return noun.format(name=source[len(start) :], locator=locator), verb


def _source(evidence: Evidence) -> str:
    return evidence.observation.source.id


def _text(raw: Any) -> str:
    """Return a text of the page in quotation marks, on one line and no longer than is read."""
    members = raw if isinstance(raw, list | tuple) else [raw]
    line = " ".join(" ".join(map(str, members)).split())
    return f"“{line}”" if len(line) <= _LONGEST else f"“{line[: _LONGEST - 1]}…”"


def _or(told: Sequence[str], word: str = "or") -> str:
    """Return a choice in words: "a, b or c"."""
    *first, last = told
    return f"{', '.join(first)} {word} {last}" if first else last


_ASKING: dict[str, Callable[[Resolution], Iterator[str]]] = {
    "headline": _of_headline,
    "datePublished": _of_date,
    "author": _of_author,
}
