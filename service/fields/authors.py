"""The authors: people and organisations who wrote the article, one element each, in the order of the byline."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from service.fields.author_cleaning import unnamed_in, without_prefix
from service.fields.author_lists import FEATURES, MOST, People, collect, drop_furniture, marks, same_name, tell_outlet
from service.fields.author_names import names_in
from service.fields.frame import Damage, Reading, by_key_of, decide, of_field, plain, refused, unprinted, usual
from service.fields.url import site_labels
from service.judge.features import lists, members
from service.lexicon.people import looks_like_person_name
from service.lexicon.texts import compact, fold
from service.model import Context, Finding, Json, Observation, Resolution, findings_of, rules_of

RULES = rules_of(
    "author",
    """
    byline_word_in_author byline-prefix byline-prefix-lang
        the byline's word stands in the name
        the byline's text is taken whole
        By Jane Doe → Jane Doe
    role_in_author job-title
        a role or desk stands with the name
        the byline's text is taken whole
        Jane Doe, Senior Reporter → Jane Doe
    date_in_author date-in-author relative-time-in-author
        a date or time is glued to the name
        the text of neighbouring elements is joined
        Jane Doe25 Feb → Jane Doe
    reading_time_in_author reading-time-in-author
        a reading time is glued to the name
        the text of neighbouring elements is joined
        Jane Doe5 min read → Jane Doe
    address_in_author handle-in-author
        a mail address, profile or handle stands with the name
        the links for contacting the author are read with the name
        Jane Doe @jd → Jane Doe
    remark_in_author pronouns
        a remark in brackets stands after the name
        pronouns or a place are set in brackets after the name
        Jane Doe (she/her) → Jane Doe
    place_in_author location-in-author
        the reporter's place stands after the name
        the dateline is read with the byline
        Jane Doe in Kyiv → Jane Doe
    agency_in_author agency-in-author
        an agency or another organisation stands after the author
        the credit line is read whole
        Jane Doe, Reuters → Jane Doe
    capitals_in_author shouting
        the name is all capitals or has none
        capitals that were meant for the eye stand in the data
        JANE DOE → Jane Doe
    duplicate_author duplicate-inverted
        an author is listed twice, in one of the two possibly with the last name first
        the lists of two sources are joined
        Jane Doe; Doe, Jane → Jane Doe
    nobody_as_author generic
        a newsroom, account, topic or role stands among the authors
        a CMS requires an author, and whatever is at hand is entered
        Jane Doe, Admin → Jane Doe
    author_in_letters letters
        the list holds the letters of a name
        a program loops over a string as if it were a list
        J a n e → Jane
    site_name_as_author site-name
        the publisher's name stands among the authors
        a template names the site where no author is known
        [Jane Doe], [The Example Times] → Jane Doe
    """,
)
_WHY = {rule.id: rule.damage[:1].upper() + rule.damage[1:] + "." for rule in RULES}
#: What is damage in a printed byline too; taking "By" off a byline is reading it, not repairing it.
_OF_BYLINES = frozenset(("duplicate_author", "author_in_letters"))
FINDINGS = findings_of(
    """
    author_is_nobody info
        The place of the author has a newsroom, an account, an address or a topic; it is not used.
        Nothing to do; other places of the page may name the author.
    too_many_authors warning
        The page names more authors than the answer keeps.
        Nothing to do; the rest is in explain=full.
    """
)


def resolve_authors(
    observations: Sequence[Observation], ctx: Context, *, publisher: str | None = None, headline: str | None = None
) -> Resolution:
    """The authors as a list of {"@type", "name", "url"?}."""
    stated = of_field(observations, "author")
    groups = lists(stated)
    outlet = site_labels(ctx.url) | ({compact(publisher)} if publisher else set())
    told: set[str] = set()
    # one template fills both
    shelves = {compact(_printed(o.raw)) for o in of_field(observations, "articleSection")} | {compact(headline or "")} - {""}
    readings = [_read(group, publisher or "", outlet, shelves, told) for group in groups]
    if not [reading for reading in readings if reading.value]:
        readings = [_unnamed(reading, group, shelves) for reading, group in zip(readings, groups, strict=True)]
    by_key = by_key_of([reading for reading in readings if reading.value is not None])
    held = marks(by_key, publisher, headline, usual(ctx, "authors"))
    return decide("author", readings, FEATURES, marks=held)


def _are_several(group: Sequence[Observation]) -> bool:
    """Return whether the names of a place stand in several elements, and not in one that lists them or repeats another.

    "By Jane Doe and John Roe" and within it "Jane Doe and John Roe" are one, and "Photos by Otto Doe" states no author.
    """
    if len(group) == 1 or not group[0].source.id.startswith(("html:", "microdata:")):
        return False
    printed = [_printed(o.raw) for o in group]
    texts = [text for text in printed if names_in(text).found]
    longest = max(texts, key=len, default="")
    listed = len({o.locator for o in group}) == 1 and all(map(looks_like_person_name, printed))
    return not listed and not all(text in longest for text in texts)


def _unnamed(reading: Reading, group: Sequence[Observation], shelves: Collection[str]) -> Reading:
    """Return the reading of a newsroom, a host or an account, where nobody is named: "By Sports Desk", "Posted by jdoe42".

    An account is a byline where readers see it; what a CMS calls its users is none.  A word in a scraper's column fills a slot;
    an object there says what it names, as an answer does that is sent back.
    """
    raw, supplied = reading.observation.raw, reading.observation.source.witness == "supplied"
    typed = all(isinstance(each, Mapping) and "@type" in each for each in (raw if isinstance(raw, list | tuple) else [raw]))
    if supplied and not typed:
        return reading
    texts = [plain(_printed(o.raw)[:200]).strip(" .,|") for o in group]
    bare = [without_prefix(text).strip() for text in texts]
    linked = any(o.source.id == "html:rel-author" for o in group)
    said = {unnamed_in(text, linked=linked) for text in bare} - {None}
    told = said.pop() if len(said) == 1 else None
    shown = supplied or reading.observation.source.witness == "human" or bare != texts
    if told is None or compact(told[0]) in shelves or (told[1] == "Person" and not shown):
        return reading
    value: list[Json] = [{"@type": told[1], "name": told[0]}]
    stated = raw in (value[0], value, told[0])
    return Reading(reading.observation, value, same_name(fold(told[0])), stated=stated, marks=frozenset(["unnamed"]))


def _printed(raw: Json) -> str:
    """Return the names in a raw value as a reader would see them, without the marks of a programming language."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, dict):
        return _printed(raw.get("name") or raw.get("@value") or list(raw.values()))
    if isinstance(raw, (list, tuple)):
        return ", ".join(filter(None, map(_printed, raw)))
    return "" if raw is None else str(raw)


def _read(
    group: list[Observation], publisher: str, outlet: frozenset[str], shelves: Collection[str], told: set[str]
) -> Reading:
    """Return whom one place names; a placeholder that many places give, "admin", is ``told`` once."""
    observation = group[0]
    source, people = observation.source, People()
    raw = unprinted(members(group))
    collect(raw, people)
    tell_outlet(people, publisher, outlet)
    if not people.found:
        printed = _printed(raw)
        message = f"“{printed[:100]}” in {source.id} names no author."
        known = bool(fold(printed)) and fold(printed) in told
        told.add(fold(printed))
        finding = None if known else Finding("/article/author", "author_is_nobody", "info", message, raw)
        return refused(observation, "names no author", finding)
    one = next(iter(people.found.values())) if len(people.found) == 1 and source.witness != "human" else {}
    if one.get("@type") == "Person" and compact(str(one["name"])) in shelves and not looks_like_person_name(str(one["name"])):
        return refused(observation, "the name of the section or the headline")
    shown = source.id.startswith("html:")
    if shown:
        drop_furniture(people, _printed(raw))
        if not people.found:
            return refused(observation, "names nobody")
    value: list[Json] = [*list(people.found.values())[:MOST]]
    rules = [rule for rule in dict.fromkeys(people.damages) if source.witness != "human" or rule in _OF_BYLINES]
    names = [element["name"] for element in people.found.values()]
    finding = None
    if len(names) > MOST:
        message = f"{source.id} names {len(names)} authors; {MOST} are kept."
        finding = Finding("/article/author", "too_many_authors", "warning", message)
    marked = ["signed"] if shown and "byline_word_in_author" in people.damages else []
    return Reading(
        observation,
        value,
        "\n".join(sorted(map(same_name, people.found))),
        tuple([Damage(rule, raw, _WHY[rule]) for rule in rules]),
        stated=raw in (value, names[0] if len(names) == 1 else names),
        finding=finding,
        marks=frozenset([*marked, "several"] if len(names) > 1 and _are_several(group) else marked),
    )
