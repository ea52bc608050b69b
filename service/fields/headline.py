"""The headline: site names off, counters off, cut ends completed, and never a word of the headline itself lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from service.fields.frame import Damage, Reading, decide, of_field, placeholder, plain, refused, text_of
from service.fields.mastheads import cut_tail, unmasted
from service.lexicon.folding import compact, fold
from service.lexicon.memory import remembered
from service.lexicon.placeholders import is_placeholder
from service.model import Candidate, Context, Finding, FindingCode, Observation, Resolution, Rule

#: The chance that a wrong headline reads exactly like this.
_CHANCE = 0.001
#: How often a headline is the one that an editor would name where the places agree on it (199 of 205 news pages).
_AGREED = 0.97
#: The same where og:title words it otherwise (34 of 55), and what the other wording then has.
_REWORDED, _OTHER = 0.61, 0.35
#: The places whose own wording is as good a headline, the likelier one first.
_REWORDING = ("meta:og:title", "ld+json:headline")
#: Statements that are compared with one another; a page with more of them says nothing more.
_MOST = 50
_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:~/›‹>★☆►▸▶◆●■│→]{1,3}\s+|\s*[|｜]\s*|(?<=\S)\s?[_](?=\S)")
_COUNTER = re.compile(r"^\s*[\(\[]\d{1,3}\+?[\)\]]\s+(?=\S{2})")
_KICKER = re.compile(r"^[^:|]{3,60}?(?:: | - | \| )")
_WORD = re.compile(r"\w+")
_CUT = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")
#: Pages that are not the article; their titles say so in every language of the web's plumbing.
_NOT_A_HEADLINE = re.compile(
    r"just a moment|attention required|access denied|please wait|are you (?:a )?(?:robot|human)|checking your browser|"
    r"verify you are human|"
    r"(?:error )?[45]\d\d\b.{0,40}|page not found|not found|forbidden|service unavailable|bad gateway|seite nicht gefunden|"
    r"page introuvable|página no encontrada|untitled(?: document)?|home(?: ?page)?|log ?in|sign ?in|subscribe|index",
    re.IGNORECASE,
)

RULES = (
    Rule(
        "site_name_in_headline",
        "headline",
        "the site's name stands before or behind the headline",
        "a title template for search engines and browser tabs",
        "Storm hits coast | The Example Times",
        "Storm hits coast",
        ("site-suffix", "site-prefix"),
    ),
    Rule(
        "counter_in_headline",
        "headline",
        "a counter of unread messages stands before the headline",
        "a script that writes into the tab's title, run before the page was saved",
        "(2) Storm hits coast",
        "Storm hits coast",
        ("counter",),
    ),
    Rule(
        "doubled_headline",
        "headline",
        "the headline stands twice in one value",
        "two elements' text joined",
        "Storm hits coast Storm hits coast",
        "Storm hits coast",
        ("doubled",),
    ),
    Rule(
        "cut_headline",
        "headline",
        "the headline ends in an ellipsis, and another place of the page continues it",
        "a length limit for search results",
        "Storm hits coast, thousands flee as…",
        "Storm hits coast, thousands flee as river rises",
        ("truncated",),
    ),
)
FINDINGS = (
    FindingCode(
        "not_a_headline",
        "warning",
        "The title is that of an error page, a bot wall or a form, not of an article.",
        "Fetch the page again; do not store this answer as an article.",
    ),
)


def resolve_headline(observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None) -> Resolution:
    """The headline as readers see it."""
    mine = of_field(observations, "headline")
    names = _site_names(observations, ctx, publisher)
    readings = _uncoloned([_read(observation, names) for observation in mine], names)
    spoken = [text_of(o.raw) or "" for o in observations if o.field in ("publisher", "copyright")]
    readings = unmasted(cut_tail(readings, [publisher or "", *spoken]), ctx.url)
    readings = _with_kickers(_completed(_padded(_cut_by_others(_lone_title(_doubted_h1(_outvoted(readings)))))))
    return _with_rewording(decide("headline", readings, u=_CHANCE, display=_display, ceiling=_AGREED), readings)


def resolve_alternative_headline(
    observations: Sequence[Observation], ctx: Context, *, headline: str | None = None
) -> Resolution:
    """The second headline, where the page states one that differs from the first."""
    mine = of_field(observations, "alternativeHeadline")
    names = _site_names(observations, ctx, None)
    readings = [_read(observation, names) for observation in mine]
    same = _key(headline or "")
    told = [refused(r.observation, "equals the headline") if r.key == same else r for r in readings]
    return decide("alternativeHeadline", told, u=_CHANCE, conflicts=False)


def _site_names(observations: Sequence[Observation], ctx: Context, publisher: str | None) -> frozenset[str]:
    """Every name by which the page calls its site, compacted: the publisher's, and the labels of its domain."""
    names = [text_of(o.raw) or "" for o in observations if o.field in ("publisher", "copyrightHolder")]
    names.append(publisher or "")
    host = re.sub(r"^[a-z]+://|[/:?#].*$", "", (ctx.url or "").casefold(), count=2)
    labels = [label for label in host.split(".") if len(label) > 2]
    compacted = {compact(plain(name)) for name in names} | {compact(label) for label in labels[:-1]} | {compact(host)}
    compacted |= {compact(".".join(host.split(".")[at:])) for at in range(1, host.count("."))}
    for name in list(compacted):
        compacted.add(name.removeprefix("the"))
    return frozenset(name for name in compacted if len(name) > 1)


def _read(observation: Observation, names: frozenset[str]) -> Reading:
    raw = text_of(observation.raw, ("headline", "name", "@value", "value", "title", "text"))
    if raw is None:
        return refused(observation, "no text")
    text, damages = _cleaned(plain(raw), names)
    parts = _SEPARATOR.split(text)
    if is_placeholder(text) or is_placeholder(parts[0]):
        return placeholder(observation, "headline")
    if compact(text) in names:
        return refused(observation, "the name of the site")
    if _NOT_A_HEADLINE.fullmatch(_CUT.sub("", text)):
        message = f"“{text[:100]}” in {observation.source.id} is the title of an error page, a bot wall or a form."
        finding = Finding("/article/headline", "not_a_headline", "warning", message, observation.raw)
        return refused(observation, "the title of another kind of page", finding)
    return Reading(observation, text, _key(text), damages)


#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer.
_ROUNDS = 5


@lru_cache(maxsize=256)
def _cleaned(text: str, names: frozenset[str]) -> tuple[str, tuple[Damage, ...]]:
    """The text without what clings to it, and the damage that this was."""
    damages: dict[str, Damage] = {}
    for _ in range(_ROUNDS):
        before, text = text, _bare(text, names, damages)
        if text == before:
            break
    return text, tuple(damages.values())


def _bare(text: str, names: frozenset[str], damages: dict[str, Damage]) -> str:
    """The text after one round of taking off what clings to it; what was taken off is noted under its rule."""
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
    """The text without site names at its ends; a part goes only when it is a name of the site and nothing else."""
    for _ in range(3):
        cuts = list(_SEPARATOR.finditer(text))
        if not cuts:
            return text
        last, first = cuts[-1], cuts[0]
        if compact(text[last.end() :]) in names and last.start() > 0:
            text = text[: last.start()].strip()
        elif compact(text[: first.start()]) in names:
            text = text[first.end() :].strip()
        else:
            return text
    return text


def _without_rest(text: str, names: frozenset[str]) -> str:
    """The text before a site's name that stands in the middle, "Storm hits coast :: The Example Times :: Local News"."""
    cuts = list(_SEPARATOR.finditer(text))
    for one, two in pairwise(cuts):
        head, rest = text[: one.start()].strip(), text[two.end() :]
        if compact(text[one.end() : two.start()]) in names and len(head.split()) > 2 and len(head) > len(rest):
            return head
    return text


def _uncoloned(readings: list[Reading], names: frozenset[str]) -> list[Reading]:
    """The readings, with a title cut at the colon of its site's name: "The Example Times: Storm hits coast", as blogs write it.

    A headline about the outlet itself has that colon at other places of the page too.
    """
    elsewhere = {r.key for r in readings if r.observation.source.id != "html:title"}
    return [
        r if r.observation.source.id != "html:title" or r.value is None or r.key in elsewhere else _at_colon(r, names)
        for r in readings
    ]


def _at_colon(reading: Reading, names: frozenset[str]) -> Reading:
    text = str(reading.value)
    first, _, behind = text.partition(": ")
    before, _, last = text.rpartition(": ")
    rest = behind if compact(first) in names else before if compact(last) in names else ""
    if not rest.strip():
        return reading
    why = "What was cut off is the name of the site, as the page states it."
    damage = Damage("site_name_in_headline", text, why)
    return replace(reading, value=rest.strip(), key=_key(rest.strip()), damages=(*reading.damages, damage))


def _cut_by_others(readings: list[Reading]) -> list[Reading]:
    """The readings, with one cut where another place of the page states its beginning alone as the whole headline."""
    whole = {str(r.value): None for r in readings if r.value is not None and len(r.key) > 9}
    whole = dict.fromkeys(list(whole)[:_MOST])
    return [_cut_by(reading, whole) for reading in readings]


#: What may stand between a headline and the name of the site; a colon is no such mark, since kickers stand before colons.
_BEFORE_SITE = "-–—|｜ㅣ¦：_«»·•~/›‹★☆►▸▶◆●■│→"


def _cut_by(reading: Reading, whole: Collection[str]) -> Reading:
    if not isinstance(reading.value, str):
        return reading
    text = reading.value
    for other in sorted(whole, key=len, reverse=True):
        rest = text[len(other) :].strip()
        if not text.startswith(other) or rest[:1] not in _BEFORE_SITE or not 1 < len(rest) <= 60:
            continue
        why = "Another place of the page states the rest alone as the headline."
        damage = Damage("site_name_in_headline", text, why)
        return replace(reading, value=other, key=_key(other), damages=(*reading.damages, damage))
    return reading


def _key(text: str) -> str:
    return compact(text) or fold(text)


#: What a doubted h1 is worth at most.
_DOUBTED = 0.4


def _lone_title(readings: list[Reading]) -> list[Reading]:
    """The readings, with a title that no better place contradicts made surer: where it stands alone, it is mostly right."""
    titles = [r for r in readings if r.observation.source.id == "html:title" and r.value is not None]
    if any(r.value is not None and r.reliability > _DOUBTED and r not in titles for r in readings):
        return readings
    return [replace(r, weight=1.45) if r in titles else r for r in readings]


def _doubted_h1(readings: list[Reading]) -> list[Reading]:
    """The readings, with an h1 made weaker that is one of several, or has nothing in common with any other headline."""
    mine = [r for r in readings if isinstance(r.value, str) and r.observation.source.id == "html:h1"][:_MOST]
    others = [r for r in readings if isinstance(r.value, str) and r.observation.source.id != "html:h1"][:_MOST]
    alone = _cut_by_others(others)
    confirmed = {r.key for r in others}
    several = len({r.key for r in mine}) > 1
    doubted = [r for r in mine if r.key not in confirmed and others and (several or not any(_share(r, o) for o in alone))]
    last = {_key(parts[-1]) for o in others if len(parts := _SEPARATOR.split(str(o.value))) > 1 and not _of_news(parts[0])}
    doubted += [r for r in mine if r.key in last and r not in doubted]
    sure = {r.key for r in mine if r not in doubted}
    return [_reweighed(r, doubted, sure) for r in readings]


#: A word for news in many languages, and the longest headline before it: "Latest news, sport and weather from the harbour".
_NEWS = re.compile(
    r"\b(?:news|nachrichten|neues|noticias|notícias|actualités?|actu|notizie|nieuws|nyheter|nyheder|uutiset|wiadomości|zprávy|"
    r"hírek|știri|haber(?:ler)?|новости|новини|ειδήσεις|berita|tin tức)\b",
    re.IGNORECASE,
)


def _of_news(part: str) -> bool:
    """Whether a part of a title tells what the site brings: more words than a channel has, news among its first."""
    words = part.split()
    return len(words) > _KICKED and _NEWS.search(" ".join(words[:3])) is not None


def _reweighed(reading: Reading, doubted: list[Reading], sure: set[str]) -> Reading:
    """The reading, weaker where it is a doubted h1, or a meta tag that words a sure h1 otherwise for social media."""
    if reading in doubted:
        return replace(reading, weight=reading.weight * 0.4)
    if sure and reading.observation.source.id.startswith("meta:") and reading.value is not None and reading.key not in sure:
        return replace(reading, weight=reading.weight * 0.75)
    return reading


#: What a JSON-LD headline keeps of its weight where the article marks its printed headline up, and og:title repeats that.
_OUTVOTED = 0.85


def _outvoted(readings: list[Reading]) -> list[Reading]:
    """The readings, with JSON-LD made weaker where it words otherwise what the article itself marks up as its headline.

    <h1 itemprop="headline">Mayor defiant over gifts</h1>, the same in og:title, and "Mayor suggests he will keep the gifts" in
    JSON-LD: two statements for machines stand against each other, and the readers' headline decides between them.
    """
    said = {r.observation.source.id: r.key for r in readings if r.value is not None}
    marked = said.get("microdata:headline")
    if marked is None or not marked == said.get("html:h1") == said.get("meta:og:title"):
        return readings
    return [
        replace(r, weight=r.weight * _OUTVOTED) if r.observation.source.id == "ld+json:headline" and r.key != marked else r
        for r in readings
    ]


#: What a wording with words added for search engines keeps of its weight: on every gold page that has one, the shorter stood.
_PADDED = 0.5
#: A shorter wording of fewer words than this says too little to be the same headline.
_WORDS = 5


def _padded(readings: list[Reading]) -> list[Reading]:
    """The readings, with the wording of h1 and title made weaker where another place words the same without words put in.

    "I sell Walt Disney World holidays" is set for search engines, and og:title keeps the editor's "I sell Disney World
    holidays".  A shorter wording that is only the beginning may be a cut one, and decides nothing.
    """
    told = [r for r in readings if isinstance(r.value, str)][:_MOST]
    titled = {r.key for r in told if r.observation.source.id == "html:title"}
    padded = {r.key: _words(str(r.value)) for r in told if r.observation.source.id == "html:h1" and r.key in titled}
    shorter = {r.key: _words(str(r.value)) for r in told if r.observation.source.witness == "machine" and r.key not in titled}
    pairs = [(key, short) for key, words in padded.items() for short in shorter if _is_tighter(shorter[short], words)]
    losing, winning = {key for key, _ in pairs}, {short for _, short in pairs}
    return [_rated(r, losing, winning) for r in readings]


def _rated(reading: Reading, losing: Collection[str], winning: Collection[str]) -> Reading:
    if reading.value is None or reading.key not in {*losing, *winning}:
        return reading
    return replace(reading, weight=reading.weight * _PADDED if reading.key in losing else 1.0)


def _words(text: str) -> list[str]:
    """The words in order; none in scripts that are written without blanks."""
    return [] if any(c >= _WIDE for c in text) else _WORD.findall(fold(text))


def _is_tighter(short: list[str], words: list[str]) -> bool:
    """Whether the first are the second with some left out, and not only those at the end."""
    rest = iter(words)
    return _WORDS <= len(short) < len(words) and words[: len(short)] != short and all(word in rest for word in short)


#: Words up to this long stand in every headline: "the", "and", "how", "und", "les".
_SHORT = 3
#: Scripts from here on (Chinese, Japanese, Korean) are written without blanks, or have words of two characters.
_WIDE = "\u2e80"


@remembered
def _telling_words(text: str) -> frozenset[str]:
    """The words that tell one headline from another; of a text in a script without blanks its characters."""
    if any(c >= _WIDE for c in text):
        return frozenset(text.replace(" ", ""))
    words = [word.strip(".,:;!?\"'") for word in text.split()]
    return frozenset(word for word in words if len(word) > _SHORT) or frozenset(words)


def _share(first: Reading, second: Reading) -> bool:
    """Whether two headlines have a third of the shorter one's words in common (its characters where no blanks are)."""
    words = [_telling_words(fold(str(r.value))) for r in (first, second)]
    return len(words[0] & words[1]) * 3 >= min(map(len, words))


def _with_kickers(readings: list[Reading]) -> list[Reading]:
    """The readings, with an h1 that is only half of "Weather: Storm", the kicker or what follows it, counted for the whole."""
    told = [r for r in readings if r.value is not None and r.observation.source.witness != "human"][:_MOST]
    fuller = {r.key: r for r in told}
    return [_with_kicker(reading, fuller) for reading in readings]


def _with_kicker(reading: Reading, fuller: dict[str, Reading]) -> Reading:
    if reading.value is None or reading.observation.source.witness != "human" or reading.key in fuller:
        return reading
    longer = [r for r in fuller.values() if len(reading.key) > 9 and _is_half(reading.key, str(r.value))]
    if not longer:
        return reading
    other = max(longer, key=lambda r: (r.reliability, r.key))
    return replace(reading, value=other.value, key=other.key, weight=reading.weight * 0.95, stated=False)


#: The most words of a kicker before a dash or a bar, the mark included.
_KICKED = 5


def _is_half(key: str, whole: str) -> bool:
    """Whether the key is that of the headline without its kicker, or of what stands before its colon."""
    kicker = _KICKER.match(whole)
    behind = whole if kicker is None or _is_slogan(kicker.group()) else whole[kicker.end() :]
    return _key(behind) == key or (": " in whole and _key(whole.partition(": ")[0]).endswith(key))


def _is_slogan(kicker: str) -> bool:
    """Whether what stands before a dash or bar is longer than kickers are: "Latest news, sport and weather - "."""
    return not kicker.endswith(": ") and len(kicker.split()) > _KICKED


def _completed(readings: list[Reading]) -> list[Reading]:
    """The readings, with one that ends in an ellipsis completed by another that goes on."""
    whole = [r for r in readings if isinstance(r.value, str) and not _CUT.search(r.value)][:_MOST]
    return [_complete(reading, whole) for reading in readings]


def _complete(reading: Reading, whole: list[Reading]) -> Reading:
    if not isinstance(reading.value, str) or not _CUT.search(reading.value):
        return reading
    start = compact(_CUT.sub("", reading.value))
    longer = [r for r in whole if len(start) >= 10 and r.key.startswith(start)]
    if not longer:
        return reading
    other = max(longer, key=lambda r: (r.reliability, r.key))
    damage = Damage("cut_headline", reading.value, "The headline was cut; another place of the page continues it.")
    return replace(reading, value=other.value, key=other.key, damages=(*reading.damages, damage))


def _with_rewording(resolution: Resolution, readings: Sequence[Reading]) -> Resolution:
    """The resolution, less sure where og:title or JSON-LD words the headline otherwise, with that wording beside it.

    Editors set "Why the bridge had to close" for social media: one CMS states both, so no witness proves the other wrong.
    """
    if not isinstance(resolution.value, str):
        return resolution
    headline, key = resolution.value, _key(resolution.value)
    stated = [[r for r in readings if r.observation.source.id == place and r.value is not None] for place in _REWORDING]
    otherwise = [said[0] for said in stated if said and all(r.key != key for r in said)]
    if not otherwise:
        return resolution
    other = otherwise[0]
    confidence = min(resolution.confidence, _REWORDED)
    others = [Candidate(c.value, min(c.probability, 1 - _REWORDED - _OTHER)) for c in resolution.candidates[1:]]
    others = [c for c in others if c.value != other.value]
    message = f"{other.observation.source.id} words it otherwise: “{str(other.value)[:200]}”."
    finding = Finding("/article/headline", "witnesses_disagree", "info", message, other.observation.raw)
    return replace(
        resolution,
        status="conflict" if not resolution.repairs else resolution.status,
        confidence=confidence,
        candidates=(Candidate(headline, confidence), Candidate(other.value, _OTHER), *others),
        repairs=tuple(replace(repair, confidence=confidence) for repair in resolution.repairs),
        findings=(*(f for f in resolution.findings if f.code != finding.code), finding),
    )


def _display(same: Sequence[Reading]) -> Reading:
    """Of equal headlines the one to print: no repair needed, not in capitals, as printed, as most places spell it.

    A reading that another place completes is as good as that place's, since the words that it prints are those.
    """
    spelled = Counter(str(r.value) for r in same)
    return min(
        same,
        key=lambda r: (
            sum(damage.rule != "cut_headline" for damage in r.damages),
            str(r.value).isupper(),
            r.observation.source.witness != "human" or r.stated is False,
            -spelled[str(r.value)],
            -r.reliability,
            r.observation.order,
            repr(r.value),
        ),
    )
