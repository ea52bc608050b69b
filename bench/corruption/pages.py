"""Scenes rendered as pages: HTML in several layouts, and text dumps, with the page furniture that
carries other dates.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from html import escape
from random import Random

from bench.corruption.moments import Moment
from bench.corruption.pattern_letters import java
from bench.corruption.scene import Claim, Scene, printed
from bench.corruption.words import AUTHORS

_TAGS = ("ferry", "river", "winter", "council", "transport", "budget", "schools")
#: The types that an article's node is given.
_TYPES = ("NewsArticle", "NewsArticle", "Article", "BlogPosting")


def text_of(claims: Sequence[Claim], place: str) -> list[str]:
    """Return the texts that stand at a place."""
    return [claim.text for claim in claims if claim.place == place]


def _json_ld(scene: Scene, author: str) -> str:
    """Return the article's JSON-LD node, on some pages within a graph with its publisher."""
    dates = {c.place[3:]: written(c.text) for c in scene.claims if c.place.startswith("ld:")}
    others = [c for c in scene.claims if c.place.startswith("node:")]
    if not dates and not others and scene.rng.random() < 0.4:
        return ""
    node = {
        "@type": scene.rng.choice(_TYPES),
        "headline": scene.words.headline,
        **dates,
        "author": {"@type": "Person", "name": author},
        "publisher": {"@type": "Organization", "name": scene.outlet},
    }
    nodes: list[dict[str, object]] = [
        {"@type": c.place.split(":")[1], c.place.split(":")[2]: written(c.text)} for c in others
    ]
    if others or scene.rng.random() < 0.3:
        site = {"@type": "WebSite", "name": scene.outlet, "url": f"https://{scene.host}/"}
        document: dict[str, object] = {
            "@context": "https://schema.org",
            "@graph": [site, *nodes, node],
        }
    else:
        document = {"@context": "https://schema.org", **node}
    return ld_script(document)


def ld_script(document: dict[str, object]) -> str:
    """Return the script element of a JSON-LD document."""
    body = json.dumps(document, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{body}</script>'


def written(text: str) -> object:
    """Return the JSON value of a text that begins with "json:" ("json:1645818000"), else the text
    itself.
    """
    return json.loads(text[5:]) if text.startswith("json:") else text


def _plain(text: str) -> str:
    return text.removeprefix("json:")


def _metas(scene: Scene) -> str:
    out = []
    for claim in scene.claims:
        if claim.place.startswith("meta:"):
            out.append(named_meta(claim.place[5:], _attribute(_plain(claim.text))))
        elif claim.place.startswith("itemprop:"):
            out.append(
                f'<meta itemprop="{claim.place[9:]}" content="{_attribute(_plain(claim.text))}">'
            )
    scene.rng.shuffle(out)
    return "\n".join(out)


def named_meta(name: str, content: str) -> str:
    """Return a meta element, with ``property`` for Open Graph and ``name`` for others; the content
    is already escaped.
    """
    key = "property" if name.startswith(("article:", "og:")) else "name"
    return f'<meta {key}="{name}" content="{content}">'


def _attribute(text: str) -> str:
    """Return the text escaped for an attribute; after "raw:" it stays as it is, entities of the
    damage included.
    """
    return text[4:] if text.startswith("raw:") else escape(text)


def _human_lines(scene: Scene, author: str) -> list[str]:
    """Return the printed dates of the article, each in markup of its own."""
    words, out = scene.words, []
    by = f"{words.by} {author}"
    for claim in scene.claims:
        text = _attribute(claim.text)
        if claim.place == "byline":
            out.append(
                f'<p class="byline">{by} <span class="sep">|</span> <span '
                'class="date">'
                f"{text}</span></p>"
            )
        elif claim.place == "labelled":
            out.append(f'<p class="published">{scene.rng.choice(words.published)} {text}</p>')
        elif claim.place == "time":
            out.append(f"<p>{by}</p><time>{text}</time>")
        elif claim.place == "dateline":
            out.append(f'<div class="article-date">{text}</div>')
        elif claim.place == "updated":
            out.append(f'<p class="updated">{words.updated[0]} {text}</p>')
        elif claim.place == "datetime":
            attribute, _, shown = claim.text.partition(" | ")
            out.append(f'<time datetime="{_attribute(attribute)}">{escape(shown)}</time>')
        elif claim.place == "line":
            out.append(f'<p class="meta">{text}</p>')
    if not any(by in line for line in out):
        out.insert(0, f'<p class="author">{by}</p>')
    return out


def _other(scene: Scene, days: int) -> Moment:
    return scene.truth.shifted(-days * 1440 - 217)


def _furniture(scene: Scene) -> dict[str, str]:
    """Return captions, related stories, comments, a copyright line and dates in running text; each
    page has some of them.
    """
    rng, words = scene.rng, scene.words
    out: dict[str, str] = {}
    if not scene.distractors:
        return out
    if rng.random() < 0.4:
        shown = printed(scene, _other(scene, rng.randint(2, 400)), clock=False)
        out["figure"] = (
            f'<figure><img src="/i/1.jpg" alt=""><figcaption>{words.photo} {shown}</'
            "figcaption></figure>"
        )
    if rng.random() < 0.4:
        rows = [_other(scene, rng.randint(1, 60)) for _ in range(rng.randint(2, 4))]
        cells = "".join(
            f'<li><a href="/{rng.randint(1000, 99999)}">{words.headline[:24]}</a> '
            f'<time datetime="{java(row, "yyyy-MM-dd")}">'
            f"{printed(scene, row, clock=False)}</time></li>"
            for row in rows
        )
        out["related"] = f'<aside class="related"><h2>{words.related}</h2><ul>{cells}</ul></aside>'
    if rng.random() < 0.25 and scene.fetched is not None:
        gap = max(1.0, (scene.fetched - scene.truth.utc) / timedelta(minutes=1))
        said = [scene.truth.shifted(gap * rng.uniform(0.1, 0.9)) for _ in range(rng.randint(1, 3))]
        cells = "".join(
            f'<li class="comment"><b>{rng.choice(AUTHORS)}</b> '
            f'<span class="comment-date">{printed(scene, at, clock=True)}</span><p>'
            f"{words.text[2]}</p></li>"
            for at in said
        )
        out["comments"] = (
            f'<section id="comments" class="comments"><h2>{words.comments}</h2><ul>'
            f"{cells}</ul></section>"
        )
    if rng.random() < 0.5:
        year = (
            scene.fetched.year
            if scene.fetched is not None and rng.random() < 0.6
            else rng.randint(2005, 2026)
        )
        out["copyright"] = f"© {year} {scene.outlet}"
    if rng.random() < 0.3:
        out["body"] = f" ({printed(scene, _other(scene, rng.randint(20, 3000)), clock=False)})"
    return out


def html_page(scene: Scene) -> str:
    """Return the scene as an HTML page in one of several layouts."""
    rng, words = scene.rng, scene.words
    author, furniture = rng.choice(AUTHORS), _furniture(scene)
    lines = "\n".join(_human_lines(scene, author))
    first, *rest = words.text
    body = "\n".join(f"<p>{line}</p>" for line in (first + furniture.get("body", ""), *rest))
    article = rng.choice(_ARTICLES)(words.headline, lines, furniture.get("figure", ""), body)
    language = f' lang="{scene.language}"' if scene.language else ""
    head = f"{_metas(scene)}\n{_json_ld(scene, author)}"
    return (
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{words.headline} - {scene.outlet}</title>\n"
        f'<meta property="og:site_name" content="{scene.outlet}">\n{head}\n</head>\n<body>\n'
        f'<header><a href="/">{scene.outlet}</a></header>'
        f"\n{article}\n{furniture.get('related', '')}\n"
        f"{furniture.get('comments', '')}\n<footer><p>"
        f"{furniture.get('copyright', scene.outlet)}</p></footer>\n"
        "</body>\n</html>\n"
    )


#: The layouts of an article: headline, lines with the dates, figure, body.
_ARTICLES: tuple[Callable[[str, str, str, str], str], ...] = (
    lambda title, lines, figure, body: (
        f"<main><article><h1>{title}</h1>\n{lines}\n{figure}\n{body}\n</article></main>"
    ),
    lambda title, lines, figure, body: (
        f'<article class="post"><header class="entry-header"><h1 class="entry-title">{title}</h1>'
        f'<div class="entry-meta">\n{lines}\n</div></header>{figure}<div '
        f'class="entry-content">\n{body}\n</div></article>'
    ),
    lambda title, lines, figure, body: (
        f'<div id="content"><div class="story"><h1>{title}</h1><div class="info">\n{lines}\n</div>'
        f'{figure}<div class="story-body">\n{body}\n</div></div></div>'
    ),
)


def text_page(scene: Scene) -> str:
    """Return the scene as a dump of its visible text, with the machine dates as labelled lines or
    as a block of bare values.
    """
    rng, words = scene.rng, scene.words
    author = rng.choice(AUTHORS)
    # bare values have no roles: a second stamp would make the page undecidable
    machine = [c for c in scene.claims if c.place.startswith(("ld:", "meta:", "itemprop:"))]
    labelled = rng.random() < 0.5 or any(
        c.role in ("modified", "created", "expires") for c in scene.claims
    )
    # no reader can tell that a bare 45268 is a date, nor what a program's printed object is
    labelled = labelled or not all(_SHOWS_A_DATE.match(c.text) for c in machine)
    labels = [f"{_label(c.place)}: {_plain(c.text)}" for c in machine] if labelled else []
    block = [] if labelled else list(dict.fromkeys(_plain(c.text) for c in machine))
    top = [*labels, ""] if labels and rng.random() < 0.5 else []
    tags = ", ".join(rng.sample(_TAGS, 4))
    dump = [*top, words.headline, "", *_dump_lines(scene, author), "", *_paragraphs(scene)]
    if block:
        dump += [
            "",
            words.headline,
            words.text[0],
            author,
            tags,
            str(rng.randint(60, 900)),
            *block,
            scene.outlet,
        ]
    if labels and not top:
        dump += ["", *labels]
    if rng.random() < 0.5:
        dump += ["", f"© {rng.randint(2005, 2026)} {scene.outlet}"]
    return "\n".join(dump) + "\n"


_SHOWS_A_DATE = re.compile(r".{0,12}\d\D{1,12}\d.{0,50}\Z", re.DOTALL)


def _label(place: str) -> str:
    name = place.split(":", 1)[1]
    return name.removeprefix("article:")


def _dump_lines(scene: Scene, author: str) -> list[str]:
    words, out = scene.words, []
    for claim in scene.claims:
        if claim.place in ("byline", "time", "dateline"):
            out.append(
                f"{words.by} {author} | {claim.text}" if claim.place == "byline" else claim.text
            )
        elif claim.place == "labelled":
            out.append(f"{scene.rng.choice(words.published)} {claim.text}")
        elif claim.place == "updated":
            out.append(f"{words.updated[0]} {claim.text}")
        elif claim.place == "line":
            out.append(claim.text)
    return out or [f"{words.by} {author}"]


def _paragraphs(scene: Scene) -> list[str]:
    words, rng = scene.words, scene.rng
    out = [line for text in words.text for line in (text, "")]
    if scene.distractors and rng.random() < 0.3:
        shown = printed(scene, _other(scene, rng.randint(2, 400)), clock=False)
        out.insert(0, f"{words.photo} {shown}")
    return out


def address(scene: Scene, rng: Random) -> str:
    """Return the page's address: dated, or with a number that is no date."""
    path = scene.path or rng.choice(("/", "/news/", "/a/"))
    slug = "-".join(("old-ferry", rng.choice(("stays", "runs", "saved"))))
    return f"https://{scene.host}{path}{slug}" + (
        "" if scene.path else f"-{rng.randint(30_000, 99_000)}"
    )
