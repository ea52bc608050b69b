"""Splits a raw value into the tags as written, by every separator, script, quoting and serialisation that CMSs leave."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from service.lexicon.lines import is_placeholder
from service.lexicon.printed import printed_of
from service.lexicon.texts import fold, of_short_texts, word_set
from service.model import Json
from service.records import record
from service.tags.clean import unescape

#: Contract: at most 1,000 tags are kept; ten times as many are read, so that duplicates do not crowd others out.
MOST = 10_000
_LONGEST = 200_000
#: Lists are read so deep; one that a string of another holds counts for more, since each level is read some times over.
_DEPTH, _OF_PRINTED = 6, 2

#: Separators from the strongest to the weakest; only the strongest present splits: "Washington, D.C.; politics" is two tags.
_SEPARATORS = (
    re.compile(r"\s*[\r\n\t]+\s*"),
    re.compile(r"\s*\|+\s*"),
    re.compile(r"\s*;+\s*"),
    re.compile(r"\s+/+\s+"),
    re.compile(r"\s*[·•‧∙●▪]+\s*"),
    re.compile(r"\s*,+(?:\s+|(?!\d{3}(?!\d)))"),
)
#: Marks of other scripts; they mix freely within one list and never stand inside a tag, save the middle dot of foreign names.
_WIDE_SEPARATOR = re.compile(r"\s*[،؛、，；｜]+\s*")
#: What stands behind a comma and still belongs to what stands before it.
_BELONGS = word_set(
    """
        d.c. dc d.c jr. jr sr. sr inc. inc ltd. ltd llc llc. l.p. n.y. ny calif. tex. fla. mass. ph.d. phd md iii
        ii
        """
)
_NAME_KEYS = ("name", "term", "label", "title", "text", "value", "@value", "keyword", "tag", "slug", "tags", "topics")
_FUNCTION_WORDS = word_set(
    """
        the a an and or our on about is are with for from your to of in at der die das und ist mit von für auf
        les des et est avec pour sur los las y con para sobre il gli e per su de en
        """
)
_QUOTE_COMMA_QUOTE = re.compile(r"""['"]\s*,\s*['"]""")
#: A cell in quotes with a comma in it, wherever it stands: 'politics, "Washington, D.C.", weather'.
_CELL = re.compile(r'(?:^|,)\s*"[^",]+,[^"]*"\s*(?:,|$)')
_HASHTAGS = re.compile(r"\s*#\s*(?=\w)")


@record(frozen=True, slots=True)
class Split:
    """The tags as written, and the ids of the damage that had to be undone to find them."""

    tags: tuple[str, ...]
    damage: tuple[str, ...] = ()


def split(raw: Json) -> Split:
    """Return the tags that a raw value holds.

    >>> split("ukraine;; russia ;").tags, split(["['ukraine'", "'russia']"]).tags
    (('ukraine', 'russia'), ('ukraine', 'russia'))
    """
    damage: list[str] = []
    tags = _split(raw, damage, 0)
    return Split(tuple([tag for tag in tags if tag.strip()])[:MOST], tuple(dict.fromkeys(damage)))


def _split(raw: Json, damage: list[str], depth: int) -> list[str]:
    if depth > _DEPTH or raw is None or isinstance(raw, (bool, int, float)):
        # A bare number in a list of tags is a CMS's id; "1984" in quotes is a novel.
        return []
    if isinstance(raw, str):
        return _split_text(raw[:_LONGEST], damage, depth)
    if isinstance(raw, Mapping):
        if raw and all(str(key).isdigit() for key in raw):
            # what PHP makes of a list with a hole in it: {"0": "harbour", "2": "ferry"}
            return _split_list(list(raw.values())[:MOST], damage, depth)
        name = next((raw[key] for key in _NAME_KEYS if raw.get(key)), None)
        return _whole(name, damage, depth)
    return _split_list(list(raw)[:MOST], damage, depth)


def _whole(name: Json, damage: list[str], depth: int) -> list[str]:
    """Return the name of a tag object: a string is one tag, whatever commas it has."""
    return [name] if isinstance(name, str) else _split(name, damage, depth + 1)


def _split_list(members: list[Json], damage: list[str], depth: int) -> list[str]:
    texts = [member for member in members if isinstance(member, str)]
    if len(texts) == len(members) and texts:
        glued = _rejoined(texts, damage)
        if glued is not None:
            return _split_text(glued, damage, depth)
    alone = {fold(text) for text in texts}
    listed = any(_is_list(text, depth) for text in texts if "," in text)
    tags: list[str] = []
    for member in members:
        if isinstance(member, str):
            tags += _member(member, alone, listed or len(members) == 1, damage, depth)
        else:
            tags += _split(member, damage, depth + 1)
    return tags


def _rejoined(texts: list[str], damage: list[str]) -> str | None:
    """Return the one string that a list was before a program iterated or split it wrongly, or None for a true list."""
    if len(texts) > 3 and max(map(len, texts)) == 1:
        separated = any(text in ",;| " for text in texts)
        if separated or sum(text.islower() for text in texts) > len(texts) / 2:
            damage.append("tag_in_letters")
            return "".join(texts)
    first, last = texts[0].strip(), texts[-1].strip()
    if len(texts) > 1 and first[:1] == "[" and last[-1:] == "]" and first[1:2] in ("'", '"'):
        damage.append("split_serialised_tags")
        return ",".join(texts)
    return None


def _is_list(text: str, depth: int) -> bool:
    """Return whether one member of a list is itself a list of three or more tags; then so may its neighbours be of two."""
    return len(parts := _split_text(text, [], depth)) > 2 and not _is_prose(parts)


def _member(text: str, alone: set[str], listed: bool, damage: list[str], depth: int) -> list[str]:
    """Return the tags of a list's member: one as a rule ("Paris, Texas"), several when it plainly is a list of its own.

    ``listed`` says that members of this list are lists: then "war, peace" is two tags, and "Paris, Texas" still one.
    """
    parts = _split_text(text, [], depth) if _MARK.search(text) or text.lstrip()[:1] in "[{(#&" else [text]
    if len(parts) < 2 or _is_prose(parts) or _ENUMERATED.match(text.rpartition(",")[2].strip()):
        return [text] if not text.strip().startswith("[") else _split_text(text, damage, depth)
    strong = any(mark in text for mark in ";|\n、，،")
    repeats = sum(fold(part) in alone for part in parts) > 0
    if strong or repeats or len(parts) > 2 or text.strip().startswith("#") or (listed and not _is_pair(parts)):
        damage.append("list_inside_tag")
        return parts
    return [text]


def _split_text(text: str, damage: list[str], depth: int) -> list[str]:
    """Return the tags of one string; entities are undone first, since the ";" of "caf&eacute;" separates nothing."""
    tags, more = _read_text(text, depth)
    damage += more
    return [*tags]


#: What a separator may stand in: tried from each blank in turn, 20,000 of them between two tags cost the square of that.
_LONG_BLANKS = re.compile(r"\s{20,}")


def _plain(text: str) -> str:
    """Return the text with its entities undone and long runs of blanks made one: a line break or tab if one is among them."""
    return _LONG_BLANKS.sub(lambda run: " " if {"\n", "\r", "\t"}.isdisjoint(run.group()) else "\n", unescape(text).strip())


@of_short_texts
@lru_cache(maxsize=2_048)
def _read_text(text: str, depth: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the tags of one string and the damage that was undone to find them."""
    damage: list[str] = []
    plain = _plain(text)
    found = _deserialised(plain, damage, depth)
    return tuple(_parts(plain) if found is None else found), tuple(damage)


def _parts(plain: str) -> list[str]:
    """Return the tags of a string that no program printed as a list."""
    if plain[:1] == "#" and len(_HASHTAGS.findall(plain)) > 1 and not re.search(r"[,;|]", plain):
        return [part for part in _HASHTAGS.split(plain) if part]
    if plain[:1] == "(" and plain.find(")") == len(plain) - 1:
        plain = plain[1:-1].strip()
    if plain[:1] == plain[-1:] == "'" and _QUOTE_COMMA_QUOTE.search(plain):
        return _QUOTE_COMMA_QUOTE.split(plain[1:-1])
    if (plain[:1] == '"' and re.search(r'"\s*,', plain)) or _CELL.search(plain):
        return _quoted(plain)
    if _HAN_LIST.fullmatch(plain):
        return plain.split()
    parts = _separated(plain)
    if len(parts) > 1 and (_is_prose(parts) or parts[-1].startswith("& ")):
        return [plain]
    if len(parts) > 2 and (last := _ENUMERATED.match(parts[-1])):
        parts[-1] = parts[-1][last.end() :]
    return parts


#: "中国 美国 乌克兰": Chinese has no blanks but those between entries; two parts may be one name that somebody parted.
_HAN_LIST = re.compile(r"[\u3400-\u9fff]{2,8}(?:\s+[\u3400-\u9fff]{2,8}){2,40}")
#: How the last of an enumeration begins: "Business, Finance, & Economics" is one name of a desk; an editor who fills in
#: "china, russia, and ukraine" means three tags; shorter words are a tag's own, "e bikes", "en direct".
_ENUMERATED = re.compile(r"(?:&|and|und|et|og|och)\s+(?=\S)")

#: One at least of these is in whatever a separator of any kind finds; most tags are whole, and have none.
_MARK = re.compile(r"[\r\n\t|;/·•‧∙●▪,،؛、，；｜]")


def _separated(plain: str) -> list[str]:
    if not _MARK.search(plain):
        return [plain] if plain.strip() else []
    separator = next((each for each in _SEPARATORS if each.search(plain)), None)
    parts = separator.split(plain) if separator else [plain]
    if separator is _SEPARATORS[-1]:
        parts = _reunited(parts)
    elif separator is not None:
        parts = [piece for part in parts for piece in _with_commas(part)]
    if _WIDE_SEPARATOR.search(plain):
        parts = [piece for part in parts for piece in _WIDE_SEPARATOR.split(part)]
    return [part for part in parts if part.strip()]


def _with_commas(part: str) -> list[str]:
    """Return the tags of a part behind a stronger separator: "Biden, Joe" is one, "ukraine, russia" is two."""
    pieces = _SEPARATORS[-1].split(part)
    if len(pieces) == 1 or _is_pair(pieces):
        return [part]
    return _reunited(pieces)


def _is_pair(pieces: Sequence[str]) -> bool:
    return len(pieces) == 2 and all(piece[:1].isupper() for piece in pieces)


def _reunited(parts: list[str]) -> list[str]:
    """Return the parts with "D.C." put back behind "Washington"."""
    whole: list[str] = []
    for part in parts:
        if whole and part.casefold() in _BELONGS and whole[-1]:
            whole[-1] = f"{whole[-1]}, {part}"
        else:
            whole.append(part)
    return whole


def _is_prose(parts: Sequence[str]) -> bool:
    """Return whether the parts are a sentence's: "Read the latest news about Ukraine, Russia and the war on our site"."""
    words = [word for part in parts for word in fold(part).split()]
    return len(words) / len(parts) > 4.5 and sum(word in _FUNCTION_WORDS for word in words) > 1


def _quoted(text: str) -> list[str]:
    try:
        return [cell.strip() for row in csv.reader([text], skipinitialspace=True) for cell in row if cell.strip()]
    except csv.Error:
        return _separated(text.replace('"', ""))


#: ('harbour', 'council') as Python prints a tuple.
_TUPLE = re.compile(r"\((['\"]).+\1,?\)\Z", re.S)


def _deserialised(text: str, damage: list[str], depth: int) -> list[str] | None:
    """Return the members of a JSON or Python list printed into a string; None when it is no such thing."""
    braced = text[:1] == "{" and text[-1:] == "}" and (":" in text or "," in text)
    if not (text[:1] == "[" and text[-1:] == "]") and not braced and not _TUPLE.match(text):
        return None
    if is_placeholder(text):
        return [] if "," in text else None
    damage.append("serialised_tag_list")
    if (value := printed_of(text[:_LONGEST])) is not None:
        return _split(value, damage, depth + _OF_PRINTED)
    inner = text.strip("[]{}() ").strip()
    if braced and '"' in inner and ":" not in inner:
        # PostgreSQL's arrays quote what has a blank: {harbour,"old quay"}
        return _quoted(inner)
    if inner[:1] in "'\"":
        return [part.strip("'\" ") for part in _QUOTE_COMMA_QUOTE.split(inner)]
    return _separated(inner)
