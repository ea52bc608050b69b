"""Tags: one clean list from everything that a page states about its topics."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import attrgetter

from service.confidence import printed
from service.judge import Verdict, judged
from service.judge.features import lists as stated_lists
from service.judge.features import members
from service.lexicon.slugs import host_of, path_of
from service.lexicon.texts import fold, key_of
from service.model import (
    Candidate,
    Context,
    Evidence,
    Finding,
    Habit,
    Json,
    Observation,
    Repair,
    Resolution,
    Source,
    Status,
    findings_of,
    rules_of,
)
from service.names import months
from service.records import record, replace
from service.tags.clean import EMPTY, MACHINE, clean, is_plain, plain_keys, split
from service.tags.lists import (
    CAPITAL_MEANINGS,
    FEATURES,
    TagList,
    dedupe,
    families,
    mark,
    respelled,
    topics_of_keyed,
)

__all__ = ["CAPITAL_MEANINGS", "FINDINGS", "RULES", "resolve"]

RULES = rules_of(
    "keywords",
    """
    duplicate_tag dup-exact dup-case dup-casefold dup-width dup-hash dup-accent dup-case-greek dup-space-cjk
        one tag is listed twice, in one spelling or in two that mean the same to a reader
        several editors, an automatic tagger beside the editor, or the joined lists of two templates
        china, u.s., ukraine, russia, ukraine → china, u.s., ukraine, russia
    slug_as_tag dup-slug
        the first spelling of a tag is only the slug, hashtag or torn form of a later one
        a template prints the address of the tag page beside its title
        formula-1, Formula 1 → Formula 1
    tag_in_letters letters
        the list holds single letters
        a program loops over a string as if it were a list
        c h i n a , u . s . → china, u.s.
    split_serialised_tags repr-split
        a printed list was cut at its commas, brackets and quotes included
        split(',') on the printed form of a list
        "['ukraine'", "'russia']" → ukraine, russia
    serialised_tag_list repr
        the tags are the printed form of a list of a programming language
        str(list) or JSON in a text field
        ['ukraine', 'russia'] → ukraine, russia
    list_inside_tag separator
        one tag of a list is itself a list
        a text field for one tag is used for many
        ["war, peace, china"] → war, peace, china
    label_in_tag label-in-tag
        the label of the list is part of a tag
        the text is taken with its caption
        Tags: war → war
    tag_count count-suffix
        a count stands after the tag
        a tag cloud prints how often each tag is used
        Ukraine (345) → Ukraine
    mixed_script_tag homoglyph
        letters of two scripts stand in one word
        one letter was typed in another keyboard layout, where it looks the same
        СOVID-19 (Cyrillic С) → COVID-19
    url_as_tag url-as-tag
        the address of the tag page stands in place of the tag
        the link's href is taken for its text
        https://news.example.com/tag/ukraine → ukraine
    link_as_tag
        a link to more, an account or a counter stands among the tags
        all links of a list are taken for tags
        Ukraine, All topics → Ukraine
    machine_tag machine-tags
        a CMS's own classification stands among the tags
        an internal taxonomy is printed
        tone/news, world/ukraine → ukraine
    placeholder_tag placeholder-tags
        a CMS's default stands in place of a tag
        nobody chose a category
        Uncategorized →
    identifier_as_tag numbers
        an id of the CMS stands in place of a tag
        keys are printed instead of names
        1048576 →
    sentence_as_tag sentence-as-tag
        a sentence stands in the place of tags
        the description is in the wrong field
        Read the latest news… →
    site_name_as_tag site-name-as-tag
        the publisher's name stands among the tags
        a template adds it everywhere
        The Example Times →
    headline_as_tag
        the headline stands among the tags
        a template fills the keywords with the title
        Bridge closed for repairs until May →
    author_as_tag author-as-tag
        the author's name stands among the tags
        a template adds the byline
        Jane Doe →
    date_as_tag date-as-tag
        the day of publication stands among the tags
        archive pages by day are kept as tags
        25 February 2022 →
    boilerplate_tag
        a tag stands on the site's pages whatever the story
        a template or a plug-in prints the site's own keywords among those of the article; only a profile can tell
        news, example times, ferries → ferries
    """,
)

FINDINGS = findings_of(
    """
    section_as_tag info
        One of the tags is the section's name; it stays, since on many sites it is a topic too.
        Remove it if your tags must not repeat the section.
    tag_lists_differ info
        Two places of the page give different lists of tags; the more reliable one is given, the others are in the evidence.
        Read the evidence when you want every tag that the page shows anywhere.
    too_many_tags warning
        The page has more tags than the answer keeps.
        Such a list is usually keyword stuffing; look at the page before you use it.
    """
)

_EXPLANATIONS = {rule.id: rule.damage[:1].upper() + rule.damage[1:] for rule in RULES}
#: The contract's limit on tags in an answer.
MOST = 1_000
#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer; three rounds were always enough.
_ROUNDS = 5
_PLACE = attrgetter("order", "source.id", "locator")
#: What the machine tags have, and so many codes at least as are a list of them.
_OF_KINDS, _FEWEST_CODES = frozenset(":=/"), 10


@record(frozen=True, slots=True)
class _Known:
    """Names that are no tags, folded, with the rule that drops them."""

    names: dict[str, str]
    section: str | None
    language: str | None
    day: str | None = None
    headline: str = ""

    def drops(self, tag: str) -> str | None:
        """Return the rule that drops a tag because another field says it, or None."""
        if self.day and tag[-1:].isdigit() and _is_day(tag, self.day, self.language):
            return "date_as_tag"
        if self.headline and len(tag) >= len(self.headline) and self.headline in fold(tag):
            return "headline_as_tag"
        return self.names.get(fold(tag))

    def spares(self, keys: Sequence[str]) -> bool:
        """Return whether no other field says one of these folded tags."""
        said = self.headline and self.headline in "\0".join(keys)
        return not said and self.names.keys().isdisjoint(keys) and not [key for key in keys if key[-1:].isdigit()]


_NUMBER, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


def _is_day(text: str, day: str, language: str | None) -> bool:
    """Return whether the tag is the given day, in digits ("2024-05-17") or with the month's name ("17 de mayo de 2024")."""
    year, month, number = map(int, day.split("-"))
    numbers, words = sorted(map(int, _NUMBER.findall(text[:40]))), _LETTERS.findall(text)
    # "de", "th"
    named = [month in months(word, language) for word in words if len(word) > 2]
    return numbers == sorted((year, number)) and named == [True] if words else numbers == sorted((year, month, number))


def resolve(
    observations: Sequence[Observation],
    ctx: Context,
    *,
    section: str | None = None,
    authors: tuple[str, ...] = (),
    publisher: str | None = None,
    language: str | None = None,
    published: str | None = None,
    headline: str | None = None,
    body: str = "",
) -> Resolution:
    """Return the tags of the page: one list, in page order, without duplicates, with a repair for every change of meaning."""
    mine = sorted([o for o in observations if o.field == "keywords"], key=_PLACE)
    if not mine:
        return Resolution("keywords")
    usual = {} if ctx.habits is None else ctx.habits.usual.get("tags", {})
    known = _Known(
        _no_tags(authors, publisher, ctx.url) | dict.fromkeys(usual, "boilerplate_tag"),
        fold(section) if section else None,
        language or ctx.language,
        (published or "")[:10] or None,
        # one of fewer words may be a tag too
        fold(headline) if headline and len(headline.split()) > 3 else "",
    )
    lists = [_tidy(TagList(group[0].source, group), known) for group in stated_lists(mine)]
    full = [each for each in lists if each.tags]
    if not full:
        return _nothing(mine, lists)
    mark(full, (path_of(ctx.url or ""), headline or ""), f"{headline or ''} {body}")
    found = families(full)
    verdicts = judged("keywords", [family for family, _ in found], FEATURES)
    chosen = {family.key: respelled(best, full) for family, best in found}
    ranked = [(chosen[verdict.key], verdict) for verdict in verdicts]
    return _counted(_answer(ranked, full, mine, known), ctx, usual)


def _no_tags(authors: tuple[str, ...], publisher: str | None, url: str | None) -> dict[str, str]:
    """Return the page's own names that are no tags, folded, each with the rule that drops it."""
    # "Jane Doe and John Roe"
    together = [f" {joint} ".join(authors) for joint in ("and", "&", "und", "et", "y", "e")] if len(authors) == 2 else []
    host = host_of(url or "")
    names = dict.fromkeys([fold(publisher or ""), host, host.removeprefix("www.")], "site_name_as_tag")
    return {fold(author): "author_as_tag" for author in (*authors, *together)} | names


def _counted(resolution: Resolution, ctx: Context, usual: Mapping[str, Habit]) -> Resolution:
    """Return the resolution with the counts of the tags that were dropped for standing on every page."""
    dropped = [str(tag) for repair in resolution.repairs if repair.rule == "boilerplate_tag" for tag in repair.removed]
    if ctx.habits is None or not dropped:
        return resolution
    source, base = Source("profile:boilerplate", "keywords", "profile", 0.5), len(resolution.evidence)
    habits = [(tag, usual[key]) for tag in dropped if (key := key_of(tag)) in usual]
    told = [Evidence(Observation("keywords", str(habit), source, ctx.habits.host), tag, True) for tag, habit in habits]
    cited = tuple(range(base, base + len(told)))
    repairs = tuple(
        replace(repair, evidence=(*repair.evidence, *cited)) if repair.rule == "boilerplate_tag" else repair
        for repair in resolution.repairs
    )
    return replace(resolution, evidence=(*resolution.evidence, *told), repairs=repairs)


def _tidy(each: TagList, known: _Known) -> TagList:
    """Return the list with its tags split, cleaned and deduplicated, until another pass changes nothing."""
    raw = members(each.observations)
    for round_ in range(_ROUNDS):
        stable = _one_round(each, raw, known, first=round_ == 0)
        if stable or not each.tags or list(each.tags) == raw:
            break
        raw = list(each.tags)
    # "andy-murray" in a meta is the page's "Andy Murray"
    each.key_set = frozenset([key.replace("-", "") for key in each.keys])
    return each


def _one_round(each: TagList, raw: Json, known: _Known, *, first: bool) -> bool:
    """Store the tags of one pass of splitting, cleaning and deduplicating; return whether another would change nothing."""
    tags, damages = split(raw)
    if first:
        each.written = list(tags)
    for rule in damages:
        each.note(rule, [])
    if tags and ":" in tags[0] and (topics := topics_of_keyed(tags)) is not None:
        each.note("machine_tag", [tag for tag in tags if not tag.endswith(tuple(topics))])
        tags = topics
    keys = plain_keys(tags)
    plainly = keys is not None and known.spares(keys)
    kept = tags if plainly else _cleaned(each, tags, known)
    if kept and EMPTY.issuperset(map(str.casefold, kept)):
        each.note("placeholder_tag", kept)
        kept = []
    unique = dedupe(kept, known.language)
    # a poor spelling that gave way is no plain duplicate
    for rule, removed in (("slug_as_tag", unique.respelled), ("duplicate_tag", unique.removed)):
        if removed:
            each.note(rule, removed)
    each.tags, each.keys = tuple(unique.tags), tuple(unique.keys)
    return plainly and not each.removed and max(map(len, kept), default=0) > 1


def _cleaned(each: TagList, tags: Sequence[str], known: _Known) -> list[str]:
    """Return the tags as a reader would write them, without those that are none."""
    machine = bool([tag for tag in tags if " " not in tag and not _OF_KINDS.isdisjoint(tag) and MACHINE.fullmatch(tag)])
    kept = []
    for tag in tags:
        text, damage = (tag, None) if not machine and is_plain(tag) else clean(tag, machine_list=machine)
        rule = damage if text is None else known.drops(text)
        if text is not None and rule is None:
            kept.append(text)
        if rule or damage:
            each.note(rule or str(damage), [tag] if rule else [])
    # a wire's subject codes, "AERO", "INDG08"
    codes = [tag for tag in kept if tag.isupper() and " " not in tag] if len(kept) >= _FEWEST_CODES else []
    if len(codes) >= 0.9 * len(kept) and [tag for tag in codes if tag[-2:].isdigit() and len(tag) > 4]:
        each.note("identifier_as_tag", kept)
        return []
    return kept


def _answer(
    ranked: list[tuple[TagList, Verdict]], lists: list[TagList], observations: list[Observation], known: _Known
) -> Resolution:
    chosen, chance = ranked[0][0], ranked[0][1].probability
    value: list[Json] = list(chosen.tags[:MOST])
    owner = {id(o): each for each in lists for o in each.observations}
    evidence = []
    for o in observations:
        # read as a whole list, or as one member of a list written in many statements
        mine = owner.get(id(o))
        if mine is None:
            evidence.append(Evidence(o, None, False, "holds no tag"))
            continue
        agrees = mine.key_set <= chosen.key_set
        reading = ", ".join(mine.tags[:MOST]) if len(mine.observations) == 1 else str(o.raw)
        evidence.append(Evidence(o, reading, agrees, None if agrees else "another list of tags is more reliable"))
    confidence = printed(chance)
    pointers = tuple([i for i, e in enumerate(evidence) if e.agrees])
    repairs = tuple([_repair(rule, removed, chosen, value, confidence, pointers) for rule, removed in chosen.removed.items()])
    found = members(chosen.observations)
    as_found = (list(found) if isinstance(found, (list, tuple)) else [found]) == list(chosen.tags)
    status: Status = "repaired" if repairs else "stated" if as_found else "normalized"
    candidates = tuple([Candidate(list(each.tags[:MOST]), printed(told.probability), told.shares) for each, told in ranked])
    findings = tuple(_findings(chosen, lists, known))
    return Resolution("keywords", status, value, confidence, candidates, tuple(evidence), repairs, findings)


def _repair(
    rule: str, removed: list[str], chosen: TagList, value: list[Json], confidence: float, pointers: tuple[int, ...]
) -> Repair:
    shown = "; removed: " + ", ".join(removed[:10]) if removed else ""
    before: list[Json] = list(chosen.written[:MOST])
    explanation = f"{_EXPLANATIONS[rule]}{shown}."
    return Repair("/article/keywords", rule, before, value, confidence, explanation, pointers, None, tuple(removed[:MOST]))


def _findings(chosen: TagList, lists: list[TagList], known: _Known) -> list[Finding]:
    path = "/article/keywords"
    findings = []
    if known.section and known.section in map(fold, chosen.tags):
        findings.append(Finding(path, "section_as_tag", "info", "One of the tags is the name of the section; it stays."))
    if [each for each in lists if not set(each.keys) <= set(chosen.keys)]:
        findings.append(
            Finding(path, "tag_lists_differ", "info", "Another place of the page lists other tags than those given.")
        )
    if len(chosen.tags) > MOST:
        findings.append(Finding(path, "too_many_tags", "warning", f"The page has {len(chosen.tags)} tags; {MOST} are kept."))
    return findings


def _nothing(observations: list[Observation], lists: list[TagList]) -> Resolution:
    """Return the resolution where every tag was refused: no tags, and the reasons."""
    evidence = tuple([Evidence(observation, None, False, "holds no tag") for observation in observations])
    refused = next((each for each in lists if each.removed), None)
    gone = refused.removed if refused else {}
    findings = []
    for rule, removed in gone.items():
        if refused and removed:
            repair = _repair(rule, removed, refused, [], 0.9, ())
            findings.append(Finding("/article/keywords", rule, "info", repair.explanation, repair.before))
    return Resolution("keywords", "absent", None, 0.0, (), evidence, (), tuple(findings))
