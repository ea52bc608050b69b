"""Captures that the tests make: one story of a paper, looked at from a day of 2022 on."""

from __future__ import annotations

from datetime import datetime

from service.model import Page

BODY = (
    "The harbour bridge will close on Monday for at least a year, the city council said after"
    " engineers found cracks in three of the supporting cables. Ferries will run every ten minutes"
    " and the tram will be free of charge until the work is done."
)
OTHER_BODY = (
    "Prices of bread rose by a tenth this spring because the mills pay twice as much for power as"
    " they did two winters ago, and bakers in four towns have begun to open their shops on three"
    " days a week only, as the chamber of crafts reports."
)
HEADLINE = "Harbour bridge closes for a year"
OTHER_HEADLINE = "Bakers open three days a week"
FIRST = "2022-02-25T14:40:00-05:00"
MOVED = "2022-03-01T09:00:00-05:00"


def capture(
    published: str = FIRST,
    at: str = "2022-02-26T08:00:00Z",
    headline: str = HEADLINE,
    body: str = BODY,
    line: str = "",
    modified: str = "",
    url: str = "https://paper.example/news/bridge",
) -> Page:
    """Return a page of the paper, as a crawler fetched it at a time."""
    metas = f'<meta property="article:published_time" content="{published}">' if published else ""
    if modified:
        metas += f'<meta property="article:modified_time" content="{modified}">'
    html = (
        f'<html lang="en"><head><title>{headline}</title>{metas}</head><body><article>'
        f"<h1>{headline}</h1>{line}<p>{body}</p></article></body></html>"
    )
    return Page(url=url, html=html, fetched_at=datetime.fromisoformat(at))


def wall(at: str) -> Page:
    """Return the error page that stood in the story's place at a time."""
    html = (
        "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"
    )
    return Page(
        url="https://paper.example/news/bridge", html=html, fetched_at=datetime.fromisoformat(at)
    )
