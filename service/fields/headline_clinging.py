"""Takes off what clings to a headline: counters of browser tabs, the same words once more, the names of the site."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from service.fields.frame import Damage, Reading, of_field, plain, text_of
from service.lexicon.texts import compact, fold
from service.model import Context, Observation

#: What parts the headline from the site's name and the channel's in a title.
SEPARATOR = re.compile(r"\s+[|\-–—·•»«:~/›‹>★☆►▸▶◆●■│→]{1,3}\s+|\s*[|｜]\s*|(?<=\S)\s?[_](?=\S)")
#: How a cut headline ends.
CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
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
    labels = [label for label in host.split(".") if len(label) > 2]
    compacted = {compact(plain(name)) for name in names} | {compact(label) for label in labels[:-1]} | {compact(host)}
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


def unrolled(readings: list[Reading], names: Sequence[str]) -> list[Reading]:
    """Return the readings, without the section's or author's name that a title has behind a bar or a dash."""
    # what is printed over the article whole is the headline
    printed = {r.key for r in readings if isinstance(r.value, str) and r.observation.source.id not in _TEMPLATED}
    keys = {compact(name) for name in names} - {""}
    return [_unrolled(r, keys) if isinstance(r.value, str) and r.key not in printed else r for r in readings]


#: The places that templates fill with more than the headline.
_TEMPLATED = frozenset(("html:title", "meta:og:title", "meta:twitter:title"))
#: A headline has more words than this; in scripts without blanks more letters than a site's name.
_SHORTEST = 2


def _unrolled(reading: Reading, keys: set[str]) -> Reading:
    text, cuts = str(reading.value), list(SEPARATOR.finditer(str(reading.value)))
    if not cuts or compact(text[cuts[-1].end() :]) not in keys:
        return reading
    rest = text[: cuts[-1].start()].strip()
    if len(rest.split()) <= _SHORTEST and len(rest) < _NAME:
        return reading
    damage = Damage("section_in_headline", text, "What was cut off is the section or the author, as the page states it.")
    return replace(reading, value=rest, key=key_of(rest), damages=(*reading.damages, damage))


def key_of(text: str) -> str:
    """Return the key by which equal headlines meet; a headline of marks alone is its own key."""
    return compact(text) or fold(text)


#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer.
_ROUNDS = 5


@lru_cache(maxsize=256)
def cleaned(text: str, names: frozenset[str]) -> tuple[str, tuple[Damage, ...]]:
    """Return the text without what clings to it, and the damage that this was."""
    damages: dict[str, Damage] = {}
    for _ in range(_ROUNDS):
        before, text = text, _bare(text, names, damages)
        if text == before:
            break
    return text, tuple(damages.values())


def _bare(text: str, names: frozenset[str], damages: dict[str, Damage]) -> str:
    """Return the text after one pass of taking off what clings to it; what was taken off is noted under its rule."""
    for rule, undo, why in (
        ("counter_in_headline", lambda t: _COUNTER.sub("", t), "The number in front counts unread messages of a browser tab."),
        ("doubled_headline", _once, "The same words stand twice in a row."),
        (
            "site_name_in_headline",
            lambda t: _without_site(t, names),
            "What was cut off is the name of the site, as the page states it.",
        ),
        (
            "site_name_in_headline",
            lambda t: _without_rest(t, names),
            "What was cut off is the name of the site, with what the template puts beside it.",
        ),
    ):
        bare = undo(text)
        if bare != text:
            damages.setdefault(rule, Damage(rule, text, why))
            text = bare
    return text


def _once(text: str) -> str:
    half = len(text) // 2
    if len(text) >= 12 and text[:half].strip() == text[half:].strip(" |-–—") and " " in text[:half].strip():
        return text[:half].strip()
    return text


def _without_site(text: str, names: frozenset[str]) -> str:
    """Return the text without site names at its ends; a part goes only when it is a name of the site and nothing else."""
    for _ in range(3):
        cuts = list(SEPARATOR.finditer(text))
        if not cuts:
            return text
        last, first = cuts[-1], cuts[0]
        if is_site(text[last.end() :], names) and last.start() > 0:
            text = text[: last.start()].strip()
        elif is_site(text[: first.start()], names):
            text = text[first.end() :].strip()
        else:
            return text
    return text


def _without_rest(text: str, names: frozenset[str]) -> str:
    """Return the text before a site's name in the middle, "Storm hits coast :: The Example Times :: Local News"."""
    cuts = list(SEPARATOR.finditer(text))
    for one, two in pairwise(cuts):
        head, rest = text[: one.start()].strip(), text[two.end() :]
        if is_site(text[one.end() : two.start()], names) and len(head.split()) > 2 and len(head) > len(rest):
            return head
    return text


def uncoloned(readings: list[Reading], names: frozenset[str]) -> list[Reading]:
    """Return the readings, titles cut at the colon of the site's name, as blogs write: "The Example Times: Storm hits coast".

    A headline about the outlet itself has that colon at other places too.  What else machines read is cut
    where the page says the rest elsewhere: og:title "The Example Times: Storm hits coast" over <h1>Storm hits coast</h1>.
    """
    said = {(r.observation.source.id, r.key) for r in readings if r.value is not None}
    return [_uncoloned(r, names, said) if ": " in str(r.value or "") else r for r in readings]


def _uncoloned(reading: Reading, names: frozenset[str], said: Collection[tuple[str, str]]) -> Reading:
    source = reading.observation.source
    elsewhere = {key for place, key in said if place != source.id}
    bare = _at_colon(reading, names)
    told = bare.key in elsewhere or (source.id == "html:title" and reading.key not in elsewhere)
    return bare if told and source.witness != "human" else reading


def _at_colon(reading: Reading, names: frozenset[str]) -> Reading:
    text = str(reading.value)
    first, _, behind = text.partition(": ")
    before, _, last = text.rpartition(": ")
    rest = behind if is_site(first, names) else before if is_site(last, names) else ""
    if not rest.strip():
        return reading
    why = "What was cut off is the name of the site, as the page states it."
    damage = Damage("site_name_in_headline", text, why)
    return replace(reading, value=rest.strip(), key=key_of(rest.strip()), damages=(*reading.damages, damage))
