"""The names of a page's site, and what clings to a headline: counters of browser tabs, the same words once more."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

from service.fields.frame import Damage, of_field, plain, text_of
from service.fields.url import site_labels
from service.lexicon.date_spans import looks_like_date
from service.lexicon.texts import compact
from service.model import Context, Observation

_COUNTER = re.compile(r"^\s*[\(\[]\d{1,3}\+?[\)\]]\s+(?=\S{2})")


_AROUND_HOST = re.compile(r"^[a-z]+://|[/:?#].*$")
#: No host has more characters (RFC 1035); each label of "a.a.a.…" begins a name that goes on to the end of all.
_HOST = 253


def site_names(observations: Sequence[Observation], ctx: Context, publisher: str | None) -> frozenset[str]:
    """Return every name by which the page calls its site, compacted: the publisher's, and the labels of its domain."""
    names = [text_of(o.raw) or "" for o in observations if o.field in ("publisher", "copyrightHolder")]
    names.append(publisher or "")
    names += [_ARTICLE.sub("", plain(name), count=1) for name in names]
    host = _AROUND_HOST.sub("", (ctx.url or "").casefold(), count=2)[:_HOST]
    compacted = {compact(plain(name)) for name in names} | site_labels(ctx.url) | {compact(host)}
    compacted |= {compact(".".join(host.split(".")[at:])) for at in range(1, host.count("."))}
    for name in list(compacted):
        compacted.add(name.removeprefix("the"))
    return frozenset(name for name in compacted if len(name) > 1)


#: The article before a site's name, "The Northmoor Post" at northmoorpost.com, in the languages that part it from the name.
_ARTICLE = re.compile(r"^(?:the|der|die|das|de|het|el|los|la|las|le|les|il|lo|gli|o|os|a|as)\s+(?=\S{3})", re.IGNORECASE)


def is_site(text: str, names: Collection[str]) -> bool:
    """Return whether a text is a name of the site, with an article before it or without.

    >>> is_site("The Northmoor Post", {"northmoorpost"}), is_site("The Northmoor Post Office", {"northmoorpost"})
    (True, False)
    """
    return compact(text) in names or compact(_ARTICLE.sub("", text.strip(), count=1)) in names


#: A site's name has fewer letters than this; in scripts without blanks fewer than the second.
_NAME, _WIDE_NAME = 20, 10


def titles_of(observations: Sequence[Observation]) -> frozenset[str]:
    """Return the headline that both page and metadata state, compacted, where it is too long for a site's name.

    A theme that fills og:site_name with the page's title calls every article a site.
    """
    said = {o.source.id: compact(plain(text_of(o.raw) or "")) for o in reversed(of_field(observations, "headline"))}
    machines = {said.get("meta:og:title"), said.get("ld+json:headline"), said.get("html:title")}
    head = said.get("html:h1", "")
    long = len(head) >= (_WIDE_NAME if head[:1] >= "\u2e80" or "\u0e00" <= head[:1] < "\u0f00" else _NAME)
    return frozenset({head} & machines) if long else frozenset()


#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer.
_ROUNDS = 5


@lru_cache(maxsize=256)
def cleaned(text: str) -> tuple[str, tuple[Damage, ...]]:
    """Return the text without what clings to it, and the damage that this was."""
    damages: dict[str, Damage] = {}
    for _ in range(_ROUNDS):
        before = text
        for rule, undo, why in _CLINGING:
            bare = undo(text)
            if bare != text:
                damages.setdefault(rule, Damage(rule, text, why))
                text = bare
        if text == before:
            break
    return text, tuple(damages.values())


#: The badges of paid content: a mark parts them from the headline, or brackets are around them.
_BADGE = re.compile(
    r"(?P<bracket>[\[(])?(?:sponsored(?: (?:content|post|story|article))?|sponsored by [^:|–—\])]{2,40}|paid (?:content|post)|"
    r"partner content|advertorial|anzeige|gesponsert|contenu sponsorisé|contenido patrocinado|patrocinado|"
    r"contenuto sponsorizzato|conteúdo patrocinado|gesponsord|sponset innhold|sponsrat innehåll|materiał sponsorowany|"
    r"на правах рекламы|спонсорский материал|sponsorlu içerik|広告|[광推]广|추천광고)"
    r"(?(bracket)[\])]\s*:?|\s*(?::|\||\s[-–—]\s))\s*",
    re.IGNORECASE,
)
#: A day with its clock behind a headline: "…, 12 марта 2023-10:33".
_DATED = re.compile(r",\s+([^,]{4,26}\d{4})\s?[-–,]?\s?\d{1,2}[:.]\d\d$")


def _unbadged(text: str) -> str:
    match = _BADGE.match(text)
    return text[match.end() :] if match and len(text) - match.end() > _LEAST else text


def undated(text: str) -> str:
    """Return a headline without the article's day and clock behind it."""
    match = _DATED.search(text)
    return text[: match.start()] if match and match.start() > _LEAST and looks_like_date(match[1]) else text


#: A headline beside a badge or a date has more characters than this.
_LEAST = 15


def _uncounted(text: str) -> str:
    return _COUNTER.sub("", text)


def _once(text: str) -> str:
    half = len(text) // 2
    if len(text) >= 12 and text[:half].strip() == text[half:].strip(" |-–—") and " " in text[:half].strip():
        return text[:half].strip()
    return text


#: What clings to a headline: the damage, what undoes it, and why it is no part of the headline.
_CLINGING: tuple[tuple[str, Callable[[str], str], str], ...] = (
    ("counter_in_headline", _uncounted, "The number in front counts unread messages of a browser tab."),
    ("badge_in_headline", _unbadged, "The words in front mark paid content."),
    ("date_in_headline", undated, "The day and the clock behind the headline are the article's."),
    ("doubled_headline", _once, "The same words stand twice in a row."),
)
