"""A raw value → its tags: cut at what parts them (separators, quotes, printed lists), and cleaned
by rows of one table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from urllib.parse import unquote

from service.lexicon.labels import LABELS
from service.lexicon.lines import PLACEHOLDERS, is_placeholder
from service.lexicon.patterns import late
from service.lexicon.printed import printed_of
from service.lexicon.tables import phrases
from service.lexicon.texts import any_of, fold, may_be_mojibake, of_short_texts, unescaped
from service.model import Json

#: No tag is longer: what is, is a sentence or a page.
LONGEST = 120
#: Contract: at most 1,000 tags are kept; ten times as many are read, so that duplicates do not
#: crowd others out.
MOST, _LONGEST_LIST = 10_000, 200_000
#: Lists in lists, and in strings of lists, are read so deep.
_DEPTH = 6


_KINDS = rf"(?:{any_of(phrases('tags', 'kinds'))}|nlp [\w ]{{3,30}}|is[A-Z]\w+)"
#: What a CMS writes of a page beside its topics: "tone/news", "pagetype:article", "Section: Sport".
MACHINE = re.compile(
    rf"^(?:{_KINDS}[:=]\s*|(?:type|tone|tracking|section|content|source)/)\S.*", re.IGNORECASE
)
#: The switches of a layout: "hide_comments", "comments-enabled", "video-autoplay-off";
#: "hide-and-seek" has none of the parts.
_PARTS = f"(?:{any_of(phrases('tags', 'layout_parts'))})"
_SWITCH = (
    rf"(?=\w+[-_])(?:{_PARTS}[-_])*(?:disabled?|enabled?|exclude|hide|show|include|no|off"
    rf"|featured)(?:[-_]{_PARTS})*"
)
#: A row is a pattern, the damage that it is, characters of which a tag must have one, an example,
#: and its like that is a tag. What is matched goes, but for the group ``tag``; where nothing is
#: left the tag goes.
Row = tuple[re.Pattern[str], str, str, str, str]
#: What clings in a list of machine tags, where "world/ukraine" is a path; elsewhere "ac/dc" is a
#: band.
MACHINE_ROWS: tuple[Row, ...] = (
    (
        re.compile(r"^(?:[a-z0-9_\-]+/)+(?P<tag>[a-z0-9_\-]+)$"),
        "machine_tag",
        "/",
        "metro/bridges",
        "AC/DC",
    ),
)
ROWS: tuple[Row, ...] = (
    (re.compile(r"^(?:(?:https?:)?/)?/\S*\b(?:tags?|topics?|keyword|them(?:a|en)|temas?|sujets?"
     r"|subject|about)/(?:\S*/)?(?P<tag>[^/?#\s]+)"
                r"/?(?:[?#]\S*)?$", re.IGNORECASE), "url_as_tag", "/",
                "https://courier.example/tag/harbour", "24/7"),
    (re.compile(r"^(?:https?:)?//\S+$", re.IGNORECASE), "url_as_tag", "/",
     "https://courier.example/", "AC/DC"),
    (re.compile(r"^(?:topics?|sections|organi[sz]ations?|persons?|people|places?|locations?|tags?"
     r"|themes?|events?)/(?P<tag>\S.*)"),
     "machine_tag", "/", "topic/harbour", "rock/pop"),
    (MACHINE, "machine_tag", ":=/", "Section: Sport", "Star Trek: Picard"),
    # what no editor writes: "Elevated:false", "medtop:20000342", "cat_sport", "~source-pageview",
    # "topic-home---featured"
    (late(rf"^(?:{_SWITCH}|[\w-]+[:=_](?:true|false|null|yes|off)|[a-z_-]{{3,}}=[\w.,-]+"
     r"|(?:disable|exclude|hide(?!_and_))_\w+|"
          r"~[\w-]+|(?:utm|gv|template|layout|cat|type|channel)?_[A-Za-z]{4,}[\w-]*"
          r"|[\w-]*\w---\w[\w-]*|"
          r"[A-Z][a-z]+[A-Z]\w*:(?:[01]|[A-Z]+(?:_[A-Z]+)+)|(?:has|is)[-_](?:embed"
          r"|gallery|video|premium|paid|live)|"
          r"(?:medtop|iptc|iab|lat|lon|lng|lang|feed|embed|sentiment|story-?type"
          r"|newsletter|author|campaign):[\w.,-]+)$"),
     "machine_tag", "_:=~-", "hide_comments", "hide-and-seek"),
    (late(rf"^(?:{'|'.join(map(re.escape, sorted(LABELS['keywords'])))})\s*[:：]\s*(?P<tag>\S.*)",
     re.IGNORECASE),
     "label_in_tag", ":：", "Tags: war", "re:publica"),
    # "(1914)" is a year
    (re.compile(r"(?<=..)\s*[\(\[](?:\d{1,3}|\d{5,7}|\d{1,3}(?:[.,]\d{3})+)[\)\]]\s*$"
     r"|^\s*[\(\[]\d{1,3}[\)\]]\s+(?=\S)"),
     "tag_count", "([", "Ukraine (345)", "World War (1914)"),
    (re.compile(r"^(?:@[\w.]{2,40}|\+\s?\d+ more|"
                r"\d[\d.,]*k?\s(?:likes?|views?|comments?|shares?|kommentare?|aufrufe"
                r"|vues|vistas|me gusta))$", re.IGNORECASE),
     "link_as_tag", "@+ ", "66 Likes", "7 views of a quay"),
    (re.compile(r"^(?:\d{5,}|\d\.\d{5,}|(?:[a-z]+[-_]|[npvc])?id[-_:=]\d+"
     r"|(?=\d*[a-f]+\d)[0-9a-f]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"
                r"[a-z]+[-_]?\d{6,}|(?:tag|term|cat|node)[-_]\d{3,}|iab\d+(?:-\d+)?)$",
                re.IGNORECASE),
     "identifier_as_tag", "0123456789", "nid:48213", "1984"),
)  # fmt: skip
#: Words that only stand for "an article" and say nothing of its topic; CMSs fill them in.
EMPTY = phrases("tags", "empty")
#: Links that stand in a list of tags and lead to more of it, to the site's own pages, or to another
#: service.
_LINKS = phrases("sites", "links_among_tags")
#: Switches of a layout or a campaign, whose joints are blanks, dashes or underscores:
#: "editors_pick", "paywall exclude".
_SWITCHES = phrases("tags", "switches")
#: Folded texts that are no tags, each with its damage.
REFUSED = {
    **dict.fromkeys(PLACEHOLDERS - EMPTY | LABELS["keywords"], "placeholder_tag"),
    **dict.fromkeys(_LINKS, "link_as_tag"),
    **dict.fromkeys(_SWITCHES, "machine_tag"),
}
#: Words of letters and short numbers: nothing clings to them.
_PLAIN_TAG = re.compile(r"[^\W\d_]+(?: (?:[^\W\d_]+|\d{1,4})){0,5}|\d{1,4}")
_JOINTS = re.compile(r"[_-]|(?<=s)['’](?=s?\b)|['’](?=s\b)")
_ALNUM = re.compile(r"[^\W_]")


def plain_among(tags: Sequence[str]) -> dict[str, str]:
    """Return the tags in Latin letters that are tags as they stand, each with its folded form."""
    latin = [
        tag for tag in tags if tag.isascii() or (max(tag) < "\u0250" and not may_be_mojibake(tag))
    ]
    words = [tag for tag in latin if tag.isalpha() or _PLAIN_TAG.fullmatch(tag)]
    return {tag: key for tag in words if (key := tag.casefold()) not in REFUSED}


@of_short_texts
@lru_cache(maxsize=4096)
def clean(raw: str, *, machine_list: bool = False) -> tuple[str | None, str | None]:
    """Return the tag as a reader would write it (None: no tag), and the damage that was taken off
    or kept it out.
    """
    text = unquote(" ".join(unescaped(raw[: LONGEST * 8]).split()))
    text, damage = _unclung(text, (*ROWS, *MACHINE_ROWS) if machine_list else ROWS)
    if damage == "machine_tag" or (damage and not text):
        return text or None, damage
    text = text.strip(" \t\n,;|،、；").lstrip("#").strip()
    for around in _AROUND:
        text = around.sub(r"\1", text)
    text = text.strip()
    if (one_script := _in_one_script(text)) != text:
        text, damage = one_script, "mixed_script_tag"
    refused = _refusal(text)
    return (None, refused) if refused else (text, damage)


def _unclung(text: str, rows: Sequence[Row]) -> tuple[str, str | None]:
    """Return the tag without what the rows find, and the last one's damage; a machine's mark, or a
    tag that is gone, ends it.
    """
    damage, letters = None, frozenset(text)
    for pattern, rule, marks, _, _ in rows:
        if letters.isdisjoint(marks) or not pattern.search(text):
            continue
        text, damage = pattern.sub(_tag_in, text), rule
        if rule == "url_as_tag":
            text = text.replace("_", " ").strip()
        if rule == "machine_tag" or not text:
            break
    return text, damage


def _tag_in(found: re.Match[str]) -> str:
    """Return the part of what a row found that is the tag."""
    return found.groupdict().get("tag", "")


def _refusal(text: str) -> str | None:
    """Return the damage that a text is instead of a tag."""
    folded = fold(text)
    if known := REFUSED.get(folded.rstrip(" :：")) or REFUSED.get(_JOINTS.sub(" ", folded)):
        return known
    most = _MOST_ENDED if text.endswith(_STOPS) else _MOST_WORDS
    if len(text) > LONGEST or len(text.split()) > most:
        return "sentence_as_tag"
    is_none = is_placeholder(text) and folded not in EMPTY
    return "placeholder_tag" if is_none or not _ALNUM.search(text) else None


#: A tag has so many words at most, and fewer where it ends as sentences do.
_MOST_WORDS, _MOST_ENDED, _STOPS = 11, 7, (".", "!", "?", "…")
_QUOTES = '"“”„«»'
#: What stands around a tag: quotes, or one that lost its other half, and the full stop behind a
#: list's last word, which is not an abbreviation's: "Corp."
_AROUND = (
    re.compile(rf"\A[{_QUOTES}]?([^{_QUOTES}]*)[{_QUOTES}]?\Z"),
    re.compile(rf"\A'++([^{_QUOTES}]*[^{_QUOTES}'])'+\Z"),
    re.compile(r"\A(?:‘(?!.*[‘’])|'(?!.*['’]))(.*)\Z", re.DOTALL),
    re.compile(r"\A([^.]*[^. ]{5})\.\Z"),
)
_HOMOGLYPHS = str.maketrans("АВЕКМНОРСТХУаеорсухіІјЈѕЅ", "ABEKMHOPCTXYaeopcyxiIjJsS")
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTXYaeopcyxiI", "АВЕКМНОРСТХУаеорсухіІ")
_WORD, _LATIN, _CYRILLIC = re.compile(r"\w+"), re.compile("[A-Za-z]"), re.compile("[\u0400-\u04ff]")


def _in_one_script(text: str) -> str:
    """Return the text with look-alike letters of each word replaced by those of its main script:
    "СOVID" is "COVID".
    """
    return _WORD.sub(_word_in_one_script, text) if _CYRILLIC.search(text) else text


def _word_in_one_script(found: re.Match[str]) -> str:
    word = found.group()
    is_latin = len(_LATIN.findall(word)) >= len(_CYRILLIC.findall(word))
    changed = word.translate(_HOMOGLYPHS if is_latin else _TO_CYRILLIC)
    return word if _LATIN.search(changed) and _CYRILLIC.search(changed) else changed


#: Separators from the strongest to the weakest; only the strongest present splits: "Washington,
#: D.C.; politics" is two tags.
_SEPARATORS = [
    re.compile(mark) for mark in (r"[\r\n\t]", r"\|", ";", r"(?<=\s)/+(?=\s)", "[·•‧∙●▪]")
]
#: What stands behind a comma and still belongs to what stands before it: "Washington, D.C.", "Acme,
#: Inc."
_COMMA = re.compile(
    (
        r",,*+(?>\s+|(?!\d{3}(?!\d)))(?!(?:d\.?c|[js]r|inc|ltd|llc|l\.p|n\.?y|calif|tex"
        r"|fla"
        r"|mass|ph\.?d|md|iii?)\.?\s*(?:,|\Z))"
    ),
    re.IGNORECASE,
)
#: Marks of other scripts; they mix freely within one list and never stand inside a tag, save the
#: middle dot of foreign names.
_WIDE_SEPARATOR = re.compile("[،؛、，；｜]")
#: One at least of these is in whatever a separator of any kind finds, and in what may be a printed
#: list; most tags have none.
_MARK = re.compile(r"[\r\n\t|;/·•‧∙●▪,،؛、，；｜]")
_opening = re.compile(r"\0\s*[\[{(#&]").search
_NAME_KEYS = (
    "name",
    "term",
    "label",
    "title",
    "text",
    "value",
    "@value",
    "keyword",
    "tag",
    "slug",
    "tags",
    "topics",
)
_FUNCTION_WORDS = phrases("tags", "function_words")
#: The cells of a line with quotes: 'politics, "Washington, D.C.", weather'.
_CELLS = re.compile(r'\s*"[^"]+"\s*(?=,|\Z)|[^,]+')
_BREAKS = re.compile(r"<br\b[^<>]*>|</(?:a|li|p)>", re.IGNORECASE)
#: The strings that PHP prints of a list: a:1:{i:0;s:7:"harbour";}.
_OF_PHP = re.compile(r's:\d+:"(.*?)";')
#: A list as a program prints it, of Python a tuple and a set too, of JSON an object, and of
#: PostgreSQL an array, {harbour,"old quay"}; and what is no more than in brackets.
_PRINTED = re.compile(
    r"\[.*\]|\{(?=[^:,'\"]*+[:,'\"]).*\}|\((?P<quote>['\"]).*(?P=quote).?\)", re.DOTALL
)
_IN_BRACKETS = re.compile(r"\A\(([^)]*)\)\Z")
_HASHTAGS = re.compile(r"\s*#\s*(?=\w)")
#: "中国 美国 乌克兰": Chinese has no blanks but those between entries; two parts may be one name
#: that somebody parted.
_HAN_LIST = late(r"[\u3400-\u9fff]{2,8}(?:\s+[\u3400-\u9fff]{2,8}){2,40}")


def parted(texts: Sequence[str]) -> re.Match[str] | None:
    """Return what may part one of the texts in two tags, or open a printed list in it; None for the
    most.
    """
    joined = "\0" + "\0".join(texts)
    return _MARK.search(joined) or _opening(joined)


def split(raw: Json) -> tuple[list[str], list[str]]:
    """Return the tags that a raw value holds, as written, and the ids of the damage that had to be
    undone to find them.
    """
    damage: list[str] = []
    tags = [tag for tag in _split(raw, damage, 0) if tag.strip()]
    return tags[:MOST], list(dict.fromkeys(damage))


def _split(raw: Json, damage: list[str], depth: int) -> list[str]:
    if isinstance(raw, str):
        return _read_text(raw[:_LONGEST_LIST], damage, depth)
    if depth > _DEPTH:
        return []
    if isinstance(raw, dict):
        return _split_object(raw, damage, depth)
    # a bare number in a list of tags is a CMS's id; "1984" in quotes is a novel
    return _split_list(raw, damage, depth) if isinstance(raw, list | tuple) else []


def _split_object(raw: Mapping[str, Json], damage: list[str], depth: int) -> list[str]:
    """Return the tags of an object: its name, or what it holds."""
    # what PHP makes of a list with a hole in it: {"0": "harbour", "2": "ferry"}
    if all(map(str.isdigit, map(str, raw))):
        return _split_list(list(raw.values()), damage, depth)
    name = next((raw[key] for key in _NAME_KEYS if raw.get(key)), None)
    # a string is one tag, whatever commas it has
    return [name] if isinstance(name, str) else _split(name, damage, depth + 1)


def _split_list(raw: Sequence[Json], damage: list[str], depth: int) -> list[str]:
    """Return the tags of a list: its members, and those of members that plainly are lists of their
    own.
    """
    members = raw[:MOST]
    texts = [member for member in members if isinstance(member, str)]
    if len(texts) == len(members):
        if (glued := _rejoined(texts, damage)) is not None:
            return _split(glued, damage, depth)
        if not parted(texts):
            return texts
    alone = None if len(members) == 1 else {fold(text) for text in texts}
    tags: list[str] = []
    for member in members:
        if isinstance(member, str):
            tags += _split_member(member, alone, damage, depth)
        else:
            tags += _split(member, damage, depth + 1)
    return tags


def _split_member(text: str, alone: set[str] | None, damage: list[str], depth: int) -> list[str]:
    """Return the tags of a text in a list; ``alone`` are the folded texts of all of them, None for
    the only one.
    """
    printed: list[str] = []
    parts = _read_text(text, printed, depth) if parted([text]) else [text]
    if alone is None or printed or _is_list(text, parts, alone):
        damage += printed or ["list_inside_tag"] * (parts != [text])
        return parts
    return [text]


def _rejoined(texts: list[str], damage: list[str]) -> str | None:
    """Return the one string that a list was before a program iterated or split it wrongly, or None
    for a true list.
    """
    if len(texts) > 3 and max(map(len, texts)) == 1:
        if (
            any(text in ",;| " for text in texts)
            or sum([text.islower() for text in texts]) > len(texts) / 2
        ):
            damage.append("tag_in_letters")
            return "".join(texts)
    elif len(texts) > 1 and texts[0].strip()[:2] in ("['", '["') and texts[-1].strip()[-1:] == "]":
        damage.append("split_serialised_tags")
        return ",".join(texts)
    return None


def _is_list(text: str, parts: list[str], alone: set[str]) -> bool:
    """Return whether a list's member is one tag no longer ("Paris, Texas"), but plainly a list of
    its own.
    """
    if len(parts) < 2 or _is_prose(parts) or parts[-1].startswith(("and ", "& ")):
        return False
    strong = text.lstrip()[:1] == "#" or any(mark in text for mark in ";|\n、，،")
    return strong or len(parts) > 2 or any(fold(part) in alone for part in parts)


def _read_text(text: str, damage: list[str], depth: int) -> list[str]:
    """Return the tags of one string; entities are undone first, since the ";" of "caf&eacute;"
    separates nothing.
    """
    plain = unescaped(_BREAKS.sub("\n", text)).strip()
    if plain.startswith("a:") and (strings := _OF_PHP.findall(plain)):
        damage.append("serialised_tag_list")
        return strings
    if not _PRINTED.fullmatch(plain):
        return _listed(_IN_BRACKETS.sub(r"\1", plain))
    if is_placeholder(plain):
        return [] if "," in plain else _listed(plain)
    damage.append("serialised_tag_list")
    value = printed_of(plain)
    return _listed(plain.strip("[]{}() ")) if value is None else _split(value, damage, depth + 1)


def _listed(plain: str) -> list[str]:
    """Return the tags of a string that no program printed as a list."""
    if not _MARK.search(plain):
        return list(filter(str.strip, _unmarked(plain)))
    parts = _parts(plain)
    is_one = len(parts) > 1 and (_is_prose(parts) or parts[-1].startswith("& "))
    return [plain] if is_one else parts


def _parts(plain: str) -> list[str]:
    """Return the parts of a string between its separators."""
    strong = next((each for each in _SEPARATORS if each.search(plain)), None)
    cells = strong.split(plain) if strong else [plain]
    pieces = [piece for cell in cells for piece in _comma_parts(cell, strong is not None)]
    narrow = [part.strip() for piece in pieces for part in _WIDE_SEPARATOR.split(piece)]
    return list(filter(None, narrow))


def _unmarked(plain: str) -> list[str]:
    """Return the tags of a string without a separator: hashtags, or Chinese parted by blanks."""
    if plain.startswith("#"):
        return _HASHTAGS.split(plain)
    return plain.split() if _HAN_LIST.fullmatch(plain) else [plain]


def _comma_parts(cell: str, is_parted: bool) -> list[str]:
    """Return the tags that commas part, in a text that may have been parted already."""
    pieces = _CELLS.findall(cell) if '"' in cell else _COMMA.split(cell)
    # behind a stronger separator "Biden, Joe" is one, "ukraine, russia" is two
    is_name = is_parted and [piece.strip()[:1].isupper() for piece in pieces] == [True, True]
    return [cell] if is_name else pieces


def _is_prose(parts: Sequence[str]) -> bool:
    """Return whether the parts are a sentence's: "Read the latest news about Ukraine, Russia and
    the war on our site".
    """
    words = " ".join(parts).split()
    return (
        len(words) / len(parts) > 4.5
        and sum([word.casefold() in _FUNCTION_WORDS for word in words]) > 1
    )
