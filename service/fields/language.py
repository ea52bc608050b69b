"""The language: one BCP 47 tag from what the page declares, checked against the language that its
text is in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from service.fields.frame import field_texts, plain
from service.judge.decision import Damage, Feature, Reading, decide, ranked, refused
from service.lexicon.lines import WORDS_OF
from service.lexicon.patterns import late
from service.lexicon.tables import phrases, table
from service.lexicon.texts import fold, remembered
from service.model import Context, Finding, Observation, Resolution, Source
from service.records import replace

if TYPE_CHECKING:
    from gcld3 import NNetLanguageIdentifier

#: The detector reads this many characters; on news pages it says the same of 6,000. Its words are
#: looked at in the first part.
_READ, _LOOK = 2_000, 1_000
#: A text of fewer letters does not overrule a declaration, for related languages look alike in a
#: sentence; or has no language.
_ENOUGH, _A_LITTLE = 300, 80
#: So many small words of a language make sentences; a list of names has one or two that look like
#: them.
_OF_SENTENCES = 3
#: From this probability on the detector is believed, as by its makers; Croatian is Bosnian to it at
#: 0.53.
_SURE = 0.7


#: What pages write where a language belongs, behind what they mean: countries' letters, and names;
#: langcodes knows the codes.
ALIASES = {
    name: tag for tag, names in table("languages")["names"].items() for name in names.split(", ")
}
_NONE = phrases("languages", "none") | {""}
_TAG, _END = re.compile(r"[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8}){0,7}"), re.compile("[,.;]")
_DETECTED = Source("text:body", "inLanguage", "human", 0.9)
#: Characters of Chinese and Japanese.
_IDEOGRAPHS = late("[\u3040-\u30ff\u3400-\u9fff]")
#: Words that hold English sentences together and that no other language of the newspapers writes.
_ENGLISH = phrases("lines", "plain_english")
#: Where so large a part of so many words is of these, the text is English: the model agreed on all
#: of 431 such news texts, and the largest part in a text that it called otherwise was 0.14
#: (Tagalog, quoting English).  Where the page says so too, less is enough: of 1,017 pages none that
#: called itself English had 0.05 in another language.
_PLAINLY, _AS_DECLARED, _WORDS = 0.18, 0.1, 50
#: Of so many words of a language one at least is a small one, and of twice as many there are two
#: different ones.
_A_FEW = 20

#: The members of an object that hold its language.
_MEMBERS = ("alternateName", "identifier", "name", "@value", "value")
#: What templates declare of any page, and codes of countries and their languages that are mixed up:
#: "uk" is Ukrainian, "se" Northern Sami.
_DEFAULTS = frozenset(["en", "uk", "se"])
_OVERRULED = frozenset(["overruled"])

FEATURES: tuple[Feature, ...] = (
    Feature("overruled", "declared, where the text is plainly another", -4.0),
)


def resolve_language(
    observations: Sequence[Observation], ctx: Context, *, body: str = ""
) -> Resolution:
    """Return the language as one BCP 47 tag in canonical case; the body is read only where the
    declarations leave a doubt.
    """
    readings = [_read(observation, text) for observation, text in _declared(observations, ctx)]
    said = {reading.key for reading in readings if reading.value}
    words = body[:_LOOK].lower().split()
    lacks = _lacks_words(body, words, said)
    is_default = len(said) != 1 or not said.isdisjoint(_DEFAULTS)
    if lacks or is_default or _is_plain_english(words):
        readings = _with_text(readings, body, words, said, lacks)
    return decide("inLanguage", readings, FEATURES, display=_most_exact)


def _declared(observations: Sequence[Observation], ctx: Context) -> list[tuple[Observation, str]]:
    """Return the declarations of the page and of the request, each with its text."""
    told = field_texts(observations, "inLanguage", _MEMBERS)
    if ctx.language and "request:language" not in [o.source.id for o, _ in told]:
        source = Source("request:language", "inLanguage", "supplied", 0.8)
        told.append((Observation("inLanguage", ctx.language, source, "request"), ctx.language))
    return told


def primary(tag: str) -> str:
    """Return the primary language of a tag, Norwegian's two forms being one language here."""
    language = tag.partition("-")[0].casefold()
    return "no" if language in ("nb", "nn") else language


def _read(observation: Observation, text: str) -> Reading:
    tag, damage = standard(text[:100])
    if tag is None:
        return refused(observation, "not a language")
    return Reading(
        observation, tag, primary(tag), (Damage(damage, observation.raw),) if damage else ()
    )


@remembered
def standard(raw: str) -> tuple[str | None, str | None]:
    """Return the BCP 47 tag that a text means, and the rule when a country's code had to be read as
    its language.
    """
    text = _END.split(plain(raw[:100]), maxsplit=1)[0].strip().replace("_", "-")
    folded = fold(text)
    if folded in _NONE:
        return None, None
    damage = (
        "country_as_language"
        if len(folded) == 2 and folded.isascii() and folded in ALIASES
        else None
    )
    head, _, rest = text.partition("-")
    # "cz-CZ", "gb-GB"; "kr-KR" would be Kanuri
    text = (
        f"{ALIASES[head.lower()]}-{rest}"
        if rest and len(head) == 2 and head.lower() in ALIASES
        else text
    )
    text = ALIASES.get(folded, text)
    return (_tag(text), damage) if _TAG.fullmatch(text) else (None, None)


def _tag(text: str) -> str | None:
    # Loaded on first need: its tables are a tenth of the start-up.
    import langcodes

    try:
        language = langcodes.get(text)
    except ValueError:
        return None
    if not language.is_valid():
        return _tag(text.partition("-")[0]) if "-" in text else None
    tag = language.to_tag()
    return None if tag.split("-")[0] in _NONE else tag


def _most_exact(same: Sequence[Reading]) -> Reading:
    """Return the most reliable source's of several tags of one language; "no" and "nb" agree, and
    the text's own comes last.
    """
    return ranked(same, [(r.observation.source.id == "text:body", len(r.damages)) for r in same])


def _with_text(
    readings: list[Reading], body: str, words: Sequence[str], said: set[str], lacks: bool
) -> list[Reading]:
    """Return the readings with the text's own, where it is long enough to say something."""
    detected = detect(body, words, said)
    if detected is None:
        return readings
    tag, letters = detected
    own = primary(tag)
    enough = letters >= _ENOUGH or (lacks and _has_sentences(own, words))
    if not said or own in said:
        # of two declarations the text bears one out; the other is mostly a server's or a theme's
        # default
        is_plain = enough or said - {own} == {"en"}
        return _with_own(readings, tag, is_plain, ())
    if not _overrules(tag, said, enough, lacks):
        return _doubted(readings, tag, letters)
    declared = next(r.observation.raw for r in readings if r.value is not None)
    return _with_own(readings, tag, True, (Damage("template_language", declared),))


def _with_own(
    readings: list[Reading], tag: str, is_plain: bool, damages: tuple[Damage, ...]
) -> list[Reading]:
    """Return the readings and the text's own; where it is plain, it overrules the others."""
    own = primary(tag)
    if is_plain:
        readings = [r if r.key == own else replace(r, marks=_OVERRULED) for r in readings]
    text = Observation("inLanguage", tag, _DETECTED, "body", 1_000_000)
    return [*readings, Reading(text, tag, own, damages)]


def _has_sentences(language: str, words: Sequence[str]) -> bool:
    """Return whether words have a language's own small ones, which make sentences of them."""
    return len(WORDS_OF.get(language, frozenset()).intersection(words)) >= _OF_SENTENCES


def _overrules(tag: str, said: Set[str], enough: bool, lacks: bool) -> bool:
    """Return whether a text in another language than the declared ones says more than they do: a
    declaration by template carries little against three hundred letters.
    """
    script = _script(tag)
    is_other_script = script != "Latn" and script not in map(_script, said)
    return is_other_script or (enough and (lacks or said <= {"en", "se"}))


def _doubted(readings: Sequence[Reading], tag: str, letters: int) -> list[Reading]:
    """Return the readings with the finding that the text looks like another language."""
    message = (
        f"The {letters} letters of the text look like {tag}, and the page "
        "declares another language."
    )
    first, *others = readings
    raw = first.observation.raw
    doubt = Finding("/article/inLanguage", "language_doubtful", "info", message, raw)
    return [replace(first, finding=doubt), *others]


def _script(tag: str) -> str | None:
    """Return the script in which a language is mostly written."""
    import langcodes

    return langcodes.get(tag).maximize().script


@lru_cache(maxsize=1)
def _detector() -> NNetLanguageIdentifier:
    """Return the detector, CLD3's network; made on first need."""
    from gcld3 import NNetLanguageIdentifier

    return NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=4 * _READ)


def detect(
    body: str, words: Sequence[str] | None = None, said: Collection[str] = ()
) -> tuple[str, int] | None:
    """Return the language of the text and how many letters it was read from, or None for a text
    that is too short.
    """
    text = body[:_READ]
    if _is_plain_english(body[:_LOOK].lower().split() if words is None else words, said):
        return "en", len(text)
    # a character of a script without alphabet counts as three letters
    letters = sum([3 if c > "\u2e80" else 1 for c in text if c.isalpha()])
    tag = _modelled(text, letters) if letters >= _A_LITTLE else None
    return None if tag is None else (tag, letters)


def _modelled(text: str, letters: int) -> str | None:
    """Return the language that the model takes the text for, where it is sure."""
    signs = _IDEOGRAPHS.findall(text)
    # "IT之家9月30日消息" is Hindi to it, for the Latin name
    read = "".join(signs) if len(signs) * 4 >= letters else text
    found = _detector().FindLanguage(read.encode("utf-8", "ignore"))
    # "hi-Latn": what it takes for a romanised language is mostly English full of names
    sure = found.probability >= _SURE and not found.language.endswith("Latn")
    return standard(found.language)[0] if sure else None


def _is_plain_english(words: Sequence[str], said: Collection[str] = ()) -> bool:
    """Return whether a text's words are plainly English: asking the model costs as much as parsing
    the page.
    """
    least = _AS_DECLARED if "en" in said else _PLAINLY
    return len(words) >= _WORDS and sum(map(_ENGLISH.__contains__, words)) >= least * len(words)


def _lacks_words(text: str, words: Sequence[str], said: Collection[str]) -> bool:
    """Return whether a text of this length would be of the declared language only as a list of
    names.
    """
    common = WORDS_OF.get(next(iter(said)), frozenset()) if len(said) == 1 else frozenset()
    if not common or not words:
        return False
    unparted = not text.isascii() and " " not in text[:_A_FEW]
    return unparted or len(common.intersection(words)) < min(len(words) // _A_FEW, 2)
