"""The page that an address gives at a look, as a template writes it."""

from __future__ import annotations

import json
from datetime import timedelta
from html import escape
from random import Random
from typing import Any

from bench.captures.lives import STORIES, Life, Look, Telling, lag, stamp
from bench.captures.shown import Shown, shown
from bench.corruption.moments import Moment, at_utc
from bench.corruption.pattern_letters import java
from bench.corruption.words import WORDS

#: A unit of relative dates, its minutes, and up to which age it is used.
UNITS = (
    ("minute", 1, 60),
    ("hour", 60, 1440),
    ("day", 1440, 7 * 1440),
    ("week", 7 * 1440, 30 * 1440),
    ("month", 30 * 1440, 365 * 1440),
    ("year", 365 * 1440, 10**9),
)
#: How the headline, the byline and the line of dates are marked up, by layout.
LAYOUTS = (
    ("h1", 'div class="byline"', 'div class="article-date"'),
    ("h1", 'p class="author-line"', 'p class="pubdate"'),
    ("h1", 'span class="author"', 'span class="published"'),
    ("h1", 'div class="meta-author"', 'div class="timestamp"'),
    ("h1", 'p class="byline__name"', 'div class="dateline"'),
    ("h1", 'div class="writer"', 'span class="post-date"'),
)


def captures(life: Life) -> list[dict[str, Any]]:
    """Return every look as the page that would be posted."""
    return [
        {"url": address(life, look), "html": page(life, look), "fetchedAt": stamp(look.at)}
        for look in life.looks
    ]


def address(life: Life, look: Look) -> str:
    """Return the address that was looked at: a monitor follows the article where it moves."""
    return f"https://{life.host}{shown(life, look).path}"


def page(life: Life, look: Look) -> str:
    """Return the page of a look."""
    rng = Random(f"{life.seed}/{look.at.utc}")
    if look.instead in ("soft 404", "wall", "front page"):
        return _framed(life, rng, look, "", _instead(life, rng, look.instead))
    now = shown(life, look)
    if look.instead == "another story":
        return _another(life, rng, look, now)
    return _framed(life, rng, look, *_article(life, rng, now, life.telling))


def _instead(life: Life, rng: Random, what: str) -> str:
    words = STORIES[life.locale.language]
    if what == "front page":
        items = "".join(
            f'<li><a href="/news/{n}">{escape(told[0].format(place="", n=n + 3))}</a></li>'
            for n, told in enumerate(words["stories"])
        )
        return f"<h1>{words['front']}</h1><ul>{items}</ul>"
    title, text = words["missing" if what == "soft 404" else "wall"]
    return f"<title>{title}</title><h1>{title}</h1><p>{text}</p>"


def _another(life: Life, rng: Random, look: Look, now: Shown) -> str:
    """Return the page of another story that now stands at the address."""
    later = at_utc(look.at.utc - timedelta(minutes=rng.randrange(5, 3000)), life.published.zone)
    line = java(later, life.locale.days[0], life.locale.cldr)
    told = life.other
    _, byline, dated = LAYOUTS[now.habits.layout]
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": told.headline,
        "datePublished": _iso(later, False),
        "author": [{"@type": "Person", "name": told.authors[0]}],
    }
    body = (
        f"<article><h1>{escape(told.headline)}</h1>"
        f"<{byline}>{_by(life)}{told.authors[0]}</{byline.split()[0]}>"
        f"<{dated}>{line}</{dated.split()[0]}>"
        + "".join(f"<p>{escape(text)}</p>" for text in told.sentences)
        + "</article>"
    )
    head = f"<title>{escape(told.headline)} | {life.outlet}</title>{_ld(data)}"
    return _framed(life, rng, look, head, body)


def _framed(life: Life, rng: Random, look: Look, head: str, body: str) -> str:
    """Return the page within its site, with what differs at every fetch."""
    around = life.at(look.at).around
    today = at_utc(look.at.utc, life.published.zone)
    pattern = "EEEE d MMMM yyyy" if life.locale.language != "ja" else "yyyy年M月d日"
    mast = (
        java(today, pattern, life.locale.cldr) if "today's date in the masthead" in around else ""
    )
    blank = rng.choice(("", "\n", "\n  ", "\n\n"))
    token = f"{rng.getrandbits(48):x}"
    counted = STORIES[life.locale.language]["comments"].format(n=rng.randrange(2, 900))
    views = STORIES[life.locale.language]["views"].format(n=rng.randrange(100, 90000))
    parts = (
        f'<!doctype html><html lang="{life.locale.tag}"><head><meta charset="utf-8">',
        head,
        f'<script>window.ad="{token}"</script></head><body data-nonce="{token}">',
        f'<header class="masthead"><a href="/">{life.outlet}</a> <span>{mast}</span></header>',
        f'<div class="ad" id="ad-{token[:6]}"><a href="https://ads.example/{token}">{token[:4]}</a></div>',
        body,
        f'<div class="counters"><span>{counted}</span> <span>{views}</span></div>',
        _related(life, rng, today) if "related stories with dates" in around else "",
        f"<footer>© {today.wall.year} {life.outlet}</footer></body></html>",
    )
    return blank.join(parts)


def _related(life: Life, rng: Random, today: Moment) -> str:
    words = WORDS[life.locale.language]
    stories = STORIES[life.locale.language]["stories"]
    items = "".join(
        f"<li><a href='/news/{rng.randrange(9000)}'>{escape(_filled(told[1], rng))}</a> "
        f"<time>{_named(life, today.shifted(-rng.randrange(60, 9000)))}</time></li>"
        for told in rng.sample(stories, 2)
    )
    return f'<aside class="related"><h2>{words.related}</h2><ul>{items}</ul></aside>'


def _filled(text: str, rng: Random) -> str:
    return text.format(place=rng.choice(("Norwold", "Selby")), n=rng.randrange(3, 90))


def _by(life: Life) -> str:
    by = WORDS[life.locale.language].by
    return f"{by} " if life.locale.language != "ja" else f"{by}："


def _article(life: Life, rng: Random, now: Shown, told: Telling) -> tuple[str, str]:
    """Return head and body of the article."""
    title, byline, dated = LAYOUTS[now.habits.layout]
    names = (" and " if life.locale.language == "en" else ", ").join(now.authors)
    lines = [f"<p>{escape(text)}</p>" for text in told.sentences]
    lines += _notes(life, now)
    parts = [f"<{title}>{escape(now.headline)}</{title}>"]
    parts.append(f"<{byline}>{_by(life)}{names}</{byline.split()[0]}>")
    line = line_of(life, now, rng)
    if line:
        parts.append(f"<{dated}>{line}</{dated.split()[0]}>")
    banner = ""
    if now.archived:
        banner = f'<div class="banner">{_named(life, now.look.at)}</div>'
    return _head(life, rng, now), f"{banner}<article>{''.join(parts + lines)}</article>"


def _named(life: Life, moment: Moment) -> str:
    local = at_utc(moment.utc, life.published.zone)
    return java(local, life.locale.days[0], life.locale.cldr)


def _notes(life: Life, now: Shown) -> list[str]:
    words = STORIES[life.locale.language]
    notes = [words["correction"].format(n=12 + n) for n in range(now.corrections)]
    place = "Ashford" if life.locale.language != "ja" else "青波"
    notes += [words["update"].format(n=2 + n, place=place) for n in range(now.updates)]
    if now.again is not None:
        notes.insert(0, words["again"].format(day=_named(life, life.published)))
    return [f"<p>{note}</p>" for note in notes]


# ------------------------------------------------------------------ what a template prints


def line_of(life: Life, now: Shown, rng: Random) -> str:
    """Return the line of dates that readers see."""
    where, kind = life.locale, now.habits.line
    at = now.for_line
    if kind == "today's date":
        at = at_utc(now.look.at.utc - lag(rng), life.published.zone)
    text = _printed(life, at, now.look, kind)
    if not text:
        return ""
    label = _label(life, now)
    if now.modified is not None and "updates shown to readers" in now.habits.around:
        updated = java(now.modified, _pattern(where.days[0], where), where.cldr)
        text += f" | {WORDS[where.language].updated[0]}: {updated}"
    return f"{label}{text}"


def _label(life: Life, now: Shown) -> str:
    """Return the label before the date: half of the layouts have one."""
    return f"{WORDS[life.locale.language].published[0]}: " if now.habits.layout % 2 else ""


def _pattern(day: str, where: Any) -> str:
    return f"{day}'{where.join}'{where.clock}" if where.join.strip() else f"{day} {where.clock}"


def _printed(life: Life, at: Moment, look: Look, kind: str) -> str:
    """Return a date as a template of this kind prints it at a look."""
    where = life.locale
    day = where.days[life.number % len(where.days)]
    age = (look.at.utc - at.utc) / timedelta(minutes=1)
    if kind == "none":
        return ""
    if kind == "relative" or (kind == "relative for a week" and age < 7 * 1440):
        return relative(life, max(age, 1))
    if kind == "never a year" or (kind == "a year once it is over" and _same_year(at, look)):
        return java(at, _yearless(where.days[-1]), where.cldr)
    patterns = {
        "named month and clock": _pattern(day, where),
        "numbers": where.numeric,
        "numbers in the other order": _other_order(where.numeric),
    }
    return java(at, patterns.get(kind, day), where.cldr)


def _same_year(at: Moment, look: Look) -> bool:
    return at.wall.year == at_utc(look.at.utc, at.zone).wall.year


def _yearless(pattern: str) -> str:
    """Return the pattern without its year: "d MMMM" of "d MMMM yyyy"."""
    for year in ("yyyy年", " 'de' yyyy", ", yyyy", " yyyy"):
        pattern = pattern.replace(year, "")
    return pattern


def _other_order(pattern: str) -> str:
    """Return the pattern with day and month in each other's place: "MM/dd/yyyy" of "dd/MM/yyyy"."""
    return pattern.replace("dd", "\0").replace("MM", "dd").replace("\0", "MM")


def relative(life: Life, age: float) -> str:
    """Return how long ago it is, as the language says it."""
    unit, size = next((name, size) for name, size, most in UNITS if age < most)
    one, many = STORIES[life.locale.language]["ago"][unit]
    count = int(age // size)
    return str(one if count == 1 else many.format(n=count))


# ------------------------------------------------------------------ what the metadata say


def _iso(moment: Moment, in_utc: bool) -> str:
    if in_utc:
        return f"{moment.utc:%Y-%m-%dT%H:%M:%SZ}"
    hours, minutes = divmod(abs(moment.offset), 60)
    sign = "-" if moment.offset < 0 else "+"
    return f"{moment.wall:%Y-%m-%dT%H:%M:%S}{sign}{hours:02d}:{minutes:02d}"


def machine_stamp(moment: Moment, kind: str, around: frozenset[str]) -> str:
    """Return the stamp that the system writes for a moment."""
    clock = "minute's stamp with a clock" in around
    patterns = {
        "minute in the month's place": "%Y-%M-%dT%H:%M:%S" if clock else "%Y-%M-%d",
        "day alone": "%Y-%m-%d",
        "day before month": "%Y-%d-%m",
    }
    if kind in patterns:
        return moment.wall.strftime(patterns[kind])
    if kind == "UTC without a mark":
        return f"{moment.utc:%Y-%m-%dT%H:%M:%S}"
    return _iso(moment, "stamps in UTC, marked" in around)


def stamps(life: Life, now: Shown, rng: Random) -> dict[str, str]:
    """Return publication and modification as the system writes them."""
    kind, around = now.habits.machine, now.habits.around
    if kind == "none":
        return {}
    at, modified = now.for_machine, now.modified
    if kind == "renderer's clock":
        at = modified = at_utc(now.look.at.utc - lag(rng), life.published.zone)
    if modified is None and "metadata before the first update" in around:
        modified = at
    pairs = {"datePublished": at}
    if modified is not None:
        pairs["dateModified"] = modified
        if kind == "roles swapped":
            pairs = {"datePublished": modified, "dateModified": at}
    return {name: machine_stamp(moment, kind, around) for name, moment in pairs.items()}


def _ld(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False)
    return f'<script type="application/ld+json">{text}</script>'


def _head(life: Life, rng: Random, now: Shown) -> str:
    """Return the article's head: its title, its address and its metadata."""
    around, found = now.habits.around, stamps(life, now, rng)
    parts = [f"<title>{escape(now.headline)} | {life.outlet}</title>"]
    description = escape(life.telling.sentences[0])
    parts.append(f'<meta name="description" content="{description}">')
    if "canonical address" in around:
        parts.append(f'<link rel="canonical" href="https://{life.host}{now.path}">')
    if now.habits.layout % 3 == 0:
        metas = {"datePublished": "published_time", "dateModified": "modified_time"}
        parts += [
            f'<meta property="article:{metas[name]}" content="{value}">'
            for name, value in found.items()
        ]
        return "".join(parts)
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": "NewsArticle", **found}
    if "headline in JSON-LD" in around:
        data |= {
            "headline": now.headline,
            "author": [{"@type": "Person", "name": name} for name in now.authors],
        }
    return "".join([*parts, _ld(data)])
