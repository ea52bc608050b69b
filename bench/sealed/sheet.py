"""A desk made into a page: HTML of several makes, a dump of the visible text, or what a scraper has
already taken out.
"""

from __future__ import annotations

from html import escape

from bench.corruption.pages import ld_script, named_meta, written
from bench.corruption.words import WORDS
from bench.sealed.desk import Desk, Said

#: Names under which each place keeps the two dates of a page.
_META = {
    "published": (
        "article:published_time",
        "pubdate",
        "publish-date",
        "parsely-pub-date",
        "sailthru.date",
        "datePublished",
    ),
    "modified": ("article:modified_time", "og:updated_time", "last-modified"),
    "date": ("date", "DC.date", "dcterms.date"),
}
_KEYS = {
    "published": (
        "datePublished",
        "published",
        "publish_date",
        "pubDate",
        "article:published_time",
        "published_at",
    ),
    "modified": ("dateModified", "modified", "updated_at"),
    "date": ("date",),
}
_PROPERTIES = {
    "published": "datePublished",
    "date": "datePublished",
    "modified": "dateModified",
    "created": "dateCreated",
}


def _name(table: dict[str, tuple[str, ...]], said: Said, desk: Desk) -> str:
    return desk.rng.choice(table.get(said.role, (said.role,)))


def _text(said: Said) -> str:
    return said.text if said.raw else escape(said.text)


def _head(desk: Desk) -> list[str]:
    rows = []
    for said in desk.said:
        if said.place == "meta":
            rows.append(named_meta(_name(_META, said, desk), _text(said)))
    dates = {_PROPERTIES.get(s.role, s.role): s.text for s in desk.said if s.place == "ld"}
    if dates or desk.rng.random() < 0.3:
        rows.append(_json_ld(desk, dates))
    return rows


def _json_ld(desk: Desk, dates: dict[str, str]) -> str:
    node: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "WebPage"
        if desk.plain
        else desk.rng.choice(("NewsArticle", "Article", "ReportageNewsArticle")),
        "headline": desk.headline,
        **{key: written(text) for key, text in dates.items()},
    }
    if not desk.plain:
        node["author"] = {"@type": "Person", "name": desk.author}
    return ld_script(node)


def _lines(desk: Desk) -> list[str]:
    """What stands between the headline and the story."""
    rows, rng, by = [], desk.rng, _by(desk)
    for said in desk.said:
        text = _text(said)
        if said.place == "line":
            rows.append(
                rng.choice(
                    (
                        (
                            f'<p class="byline"><span class="author">{by}</span> | <span '
                            f'class="date">{text}</span></p>'
                        ),
                        f'<div class="article-meta"><span class="article-date">{text}</span></div>',
                        f'<p class="post-date">{text}</p>',
                        f'<div class="dateline">{text}</div>',
                    )
                )
            )
        elif said.place == "label":
            label = escape(desk.press.label(updated=said.role == "modified"))
            rows.append(
                rng.choice(
                    (
                        f'<p class="{said.role}">{label}{text}</p>',
                        f'<div class="info"><span>{label}</span><span>{text}</span></div>',
                    )
                )
            )
        elif said.place == "time":
            rows.append(f'<time class="entry-date">{text}</time>')
        elif said.place == "attr":
            rows.append(f'<time datetime="{text}">{escape(desk.press.label().strip(" :"))}</time>')
        elif said.place == "microdata":
            rows.append(
                f'<meta itemprop="{_PROPERTIES.get(said.role, said.role)}" content="{text}">'
            )
        elif said.place == "lead":
            rows.append(f"<p>{text}</p>")
        elif said.place == "block":
            rows.append(text)
    if desk.byline and not any(by in row for row in rows):
        rows.insert(0, f'<p class="author">{by}</p>')
    return rows


def _by(desk: Desk) -> str:
    words = WORDS.get(desk.press.language)
    return f"{words.by} {desk.author}" if words is not None else desk.author


def _at(desk: Desk, place: str) -> str:
    return "\n".join(_text(said) for said in desk.said if said.place == place)


def html(desk: Desk) -> str:
    """The page as HTML."""
    head, lines = "\n".join(_head(desk)), "\n".join(_lines(desk))
    story = "\n".join(f"<p>{escape(text)}</p>" for text in desk.paragraphs)
    language = f' lang="{desk.language}"' if desk.language else ""
    scope = ' itemscope itemtype="https://schema.org/NewsArticle"' if "itemprop" in lines else ""
    caption = _at(desk, "caption")
    figure = (
        f'<figure><img src="/p/4.jpg" alt=""><figcaption>{caption}</figcaption></figure>'
        if caption
        else ""
    )
    main = (
        f"<article{scope}><h1>{escape(desk.headline)}</h1>\n{lines}\n{figure}\n{story}\n</article>",
        f'<article{scope} class="post"><header class="entry-header"><h1 '
        f'class="entry-title">{escape(desk.headline)}</h1>\n'
        f'{lines}</header>\n{figure}<div class="entry-content">{story}</div></article>',
        f'<div{scope} class="page"><h1>{escape(desk.headline)}</h1><div class="meta">'
        f"\n{lines}\n</div>{figure}"
        f'<div class="story">{story}</div></div>',
    )
    if desk.plain:
        main = (
            f'<section class="list"><h1>{escape(desk.headline)}</h1>\n{lines}\n{story}</section>',
        ) * 3
    return (
        f'<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(desk.headline)} | {desk.outlet}</title>\n{head}\n</head>\n<body>\n"
        f'<header class="site"><a href="/">{desk.outlet}</a>{_at(desk, "masthead")}</header>\n'
        f"<main>{desk.rng.choice(main)}</main>\n{_at(desk, 'aside')}\n"
        f"<footer><p>{_at(desk, 'footer') or desk.outlet}</p></footer>\n</body>\n</html>\n"
    )


def dump(desk: Desk) -> str:
    """The page as a dump of its visible text; what machines said stands behind labels at its
    end.
    """
    rows = [desk.outlet, _at_text(desk, "masthead"), desk.headline, ""]
    if desk.byline:
        rows.append(_by(desk))
    for said in desk.said:
        if said.place in ("dump", "line", "time", "label", "block", "lead"):
            label = desk.press.label(updated=said.role == "modified")
            rows.append(
                label + said.text if said.place == "label" or said.role == "modified" else said.text
            )
    rows += ["", *_at_text(desk, "caption").splitlines()]
    rows += [line for text in desk.paragraphs for line in (text, "")]
    for said in desk.said:
        if said.place in ("meta", "ld", "attr", "microdata"):
            rows.append(f"{_PROPERTIES.get(said.role, said.role)}: {said.text}")
    rows += [_at_text(desk, "aside"), _at_text(desk, "footer")]
    return (
        "\n".join(row for row, before in zip(rows, ["x", *rows], strict=False) if row or before)
        + "\n"
    )


def _at_text(desk: Desk, place: str) -> str:
    return "\n".join(said.text for said in desk.said if said.place == place)


def metadata(desk: Desk) -> dict[str, object]:
    """What a scraper has already taken out of the page."""
    rows: dict[str, object] = {
        "title": desk.headline,
        "author": desk.author,
        "description": desk.paragraphs[0],
    }
    for said in desk.said:
        if said.place == "supplied":
            rows[_name(_KEYS, said, desk)] = written(said.text)
    return rows
