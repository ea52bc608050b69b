"""Tags: one clean list from everything that a page states about its topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from service.confidence import printed
from service.judge import Verdict, contributions, judged
from service.judge.features import marked
from service.judge.lists import lists as stated_lists
from service.judge.lists import members
from service.judge.tags import FEATURES, WORDS
from service.lexicon.slugs import host_of, path_of
from service.lexicon.texts import fold, key_of
from service.model import Candidate, Context, Evidence, Finding, Json, Observation, Repair, Resolution, Source
from service.records import record, replace
from service.tags.clean import clean, is_day, is_empty_tag, is_machine_list
from service.tags.dedupe import dedupe
from service.tags.families import TagList, families, mark, respelled
from service.tags.lists import (
    is_code_list,
    links_among,
    topics_of_keyed,
    without_counts,
)
from service.tags.rules import EXPLANATIONS
from service.tags.split import split

#: The contract's limit on tags in an answer.
MOST = 1_000
#: Cleaning is repeated until nothing changes, so that an answer sent back is its own answer; three rounds were always enough.
_ROUNDS = 5


@record(frozen=True, slots=True)
class _Known:
    """Names that are no tags, folded, with the rule that drops them."""

    names: dict[str, str]
    section: str | None
    language: str | None
    day: str | None = None
    headline: str = ""

    def of(self, tag: str) -> str | None:
        """Return the rule that drops the tag because another field says it, or None."""
        if self.day and tag[-1:].isdigit() and is_day(tag, self.day, self.language):
            return "date_as_tag"
        if self.headline and len(tag) >= len(self.headline) and self.headline in fold(tag):
            return "headline_as_tag"
        return self.names.get(fold(tag))


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
    mine = sorted((o for o in observations if o.field == "keywords"), key=lambda o: (o.order, o.source.id, repr(o.raw)))
    if not mine:
        return Resolution("keywords")
    known = _Known(
        _no_tags(authors, publisher, ctx.url) | _usual(ctx),
        fold(section) if section else None,
        language or ctx.language,
        (published or "")[:10] or None,
        _title(headline),
    )
    lists = [_tidy(TagList(group[0].source, group), known) for group in stated_lists(mine)]
    full = _unglued([each for each in lists if each.tags])
    if not full:
        return _nothing(mine, lists)
    mark(full, (path_of(ctx.url or ""), headline or ""), f"{headline or ''} {body}")
    found = families(full)
    verdicts = judged("keywords", marked(FEATURES, [family for family, _ in found]))
    chosen = {family.key: respelled(best, full) for family, best in found}
    ranked = [(chosen[verdict.key], verdict) for verdict in verdicts]
    return _counted(_answer(ranked, full, mine, known), ctx)


def _no_tags(authors: tuple[str, ...], publisher: str | None, url: str | None) -> dict[str, str]:
    """Return the page's own names that are no tags, folded, each with the rule that drops it."""
    # "Jane Doe and John Roe"
    together = [f" {joint} ".join(authors) for joint in ("and", "&", "und", "et", "y", "e")] if len(authors) == 2 else []
    names = {fold(author): "author_as_tag" for author in (*authors, *together)}
    return names | dict.fromkeys([fold(publisher or ""), *_hosts(url)], "site_name_as_tag")


def _usual(ctx: Context) -> dict[str, str]:
    """Return the tags that stand on the site's pages whatever the article, with the rule that drops them."""
    known = {} if ctx.habits is None else ctx.habits.usual.get("tags", {})
    return dict.fromkeys(known, "boilerplate_tag")


def _counted(resolution: Resolution, ctx: Context) -> Resolution:
    """Return the resolution with the counts of the tags that were dropped for standing on every page."""
    known = {} if ctx.habits is None else ctx.habits.usual.get("tags", {})
    dropped = [tag for repair in resolution.repairs if repair.rule == "boilerplate_tag" for tag in map(str, repair.removed)]
    if ctx.habits is None or not dropped:
        return resolution
    source, base = Source("profile:boilerplate", "keywords", "profile", 0.5), len(resolution.evidence)
    told = [
        Evidence(Observation("keywords", str(habit), source, ctx.habits.host), tag, True)
        for tag in dropped
        if (habit := known.get(key_of(tag))) is not None
    ]
    cited = tuple(range(base, base + len(told)))
    repairs = tuple(
        replace(repair, evidence=(*repair.evidence, *cited)) if repair.rule == "boilerplate_tag" else repair
        for repair in resolution.repairs
    )
    return replace(resolution, evidence=(*resolution.evidence, *told), repairs=repairs)


def _title(headline: str | None) -> str:
    """Return the headline, folded, where it has too many words for a tag; else ""."""
    return fold(headline) if headline and len(headline.split()) > 3 else ""


def _hosts(url: str | None) -> set[str]:
    """Return the page's host as tags have it, folded: "www.example.com" and "example.com"."""
    host = host_of(url or "")
    return {host, host.removeprefix("www.")} - {""}


def _unglued(lists: list[TagList]) -> list[TagList]:
    """Return the lists without those that are the words of another list in one tag.

    ``Cannes Fair Duisburg`` beside "Duisburg, Cannes, Fair".
    """
    glued = {_letters(each.tags) for each in lists if len(each.tags) > 2}
    return [each for each in lists if not any(" " in tag and _letters((tag,)) in glued for tag in each.tags[:MOST])]


def _letters(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(" ".join(tags).casefold().split()))


def _tidy(each: TagList, known: _Known) -> TagList:
    """Return the list with its tags split, cleaned and deduplicated, until another pass changes nothing."""
    raw = members(each.observations)
    for round_ in range(_ROUNDS):
        _one_round(each, raw, known, first=round_ == 0)
        if not each.tags or list(each.tags) == raw:
            break
        raw = list(each.tags)
    return each


def _one_round(each: TagList, raw: Json, known: _Known, *, first: bool) -> None:
    found = split(raw)
    if first:
        each.written = list(found.tags)
    for damage in found.damage:
        each.removed.setdefault(damage, [])
    machine = is_machine_list(list(found.tags))
    kept: list[str] = []
    tags: Sequence[str] = found.tags
    if (topics := topics_of_keyed(tags)) is not None:
        each.removed.setdefault("machine_tag", []).extend(tag for tag in tags if not tag.endswith(tuple(topics)))
        tags = topics
    for tag in tags:
        cleaned = clean(tag, machine_list=machine)
        text, damage_ = cleaned.text, cleaned.damage
        said = known.of(text) if text is not None else None
        if said:
            text, damage_ = None, said
        if text is not None:
            kept.append(text)
        if damage_ is not None:
            each.removed.setdefault(damage_, []).extend([tag] if text is None else [])
    if links := links_among(kept, linked="link_as_tag" in each.removed):
        each.removed.setdefault("link_as_tag", []).extend(links)
        kept = [tag for tag in kept if tag not in links]
    if (counted := without_counts(kept)) is not None:
        each.removed.setdefault("tag_count", []).extend(kept)
        kept = counted
    refusal = (
        "placeholder_tag" if kept and all(map(is_empty_tag, kept)) else "identifier_as_tag" if is_code_list(kept) else None
    )
    if refusal:
        each.removed.setdefault(refusal, []).extend(kept)
        kept = []
    _deduplicate(each, kept, known.language)


def _deduplicate(each: TagList, kept: list[str], language: str | None) -> None:
    """Store the tags without duplicates, and tell a poor spelling that gave way from a plain duplicate."""
    unique = dedupe(kept, language)
    respelled = Counter(poor for poor, _ in unique.respelled)
    duplicates = list((Counter(unique.removed) - respelled).elements())
    if respelled:
        each.removed.setdefault("slug_as_tag", []).extend(respelled.elements())
    if duplicates:
        each.removed.setdefault("duplicate_tag", []).extend(duplicates)
    each.tags, each.keys = unique.tags, unique.keys
    # "andy-murray" in a meta is the page's "Andy Murray"
    each.key_set = frozenset(key.replace("-", "") for key in unique.keys)


def _answer(
    ranked: list[tuple[TagList, Verdict]], lists: list[TagList], observations: list[Observation], known: _Known
) -> Resolution:
    chosen, chance = ranked[0][0], ranked[0][1].probability
    value: list[Json] = list(chosen.tags[:MOST])
    owner = {id(o): each for each in lists for o in each.observations}
    evidence = tuple(_evidence(o, owner.get(id(o)), chosen) for o in observations)
    confidence = printed(chance)
    pointers = tuple(i for i, e in enumerate(evidence) if e.agrees)
    repairs = tuple(_repair(rule, removed, chosen, value, confidence, pointers) for rule, removed in chosen.removed.items())
    status = "repaired" if repairs else "stated" if _as_found(chosen) else "normalized"
    candidates = [
        Candidate(list(each.tags[:MOST]), printed(told.probability), contributions(told, WORDS)) for each, told in ranked
    ]
    return Resolution(
        "keywords",
        status,  # type: ignore[arg-type]
        value,
        confidence,
        tuple(candidates),
        evidence,
        repairs,
        tuple(_findings(chosen, lists, known)),
    )


def _as_found(chosen: TagList) -> bool:
    found = members(chosen.observations)
    found = found if isinstance(found, (list, tuple)) else [found]
    return list(found) == list(chosen.tags)


def _evidence(observation: Observation, mine: TagList | None, chosen: TagList) -> Evidence:
    """Return how the observation was read: as a whole list, or as one member of a list written in many statements."""
    if mine is None:
        return Evidence(observation, None, False, "holds no tag")
    reading = ", ".join(mine.tags[:MOST]) if len(mine.observations) == 1 else str(observation.raw)
    agrees = mine.key_set <= chosen.key_set
    return Evidence(observation, reading, agrees, None if agrees else "another list of tags is more reliable")


def _repair(
    rule: str, removed: list[str], chosen: TagList, value: list[Json], confidence: float, pointers: tuple[int, ...]
) -> Repair:
    shown = "; removed: " + ", ".join(removed[:10]) if removed else ""
    explanation = EXPLANATIONS[rule][:1].upper() + EXPLANATIONS[rule][1:] + shown + "."
    before: list[Json] = list(chosen.written[:MOST])
    return Repair("/article/keywords", rule, before, value, confidence, explanation, pointers, None, tuple(removed[:MOST]))


def _findings(chosen: TagList, lists: list[TagList], known: _Known) -> list[Finding]:
    path = "/article/keywords"
    findings = []
    if known.section and any(fold(tag) == known.section for tag in chosen.tags):
        findings.append(Finding(path, "section_as_tag", "info", "One of the tags is the name of the section; it stays."))
    if any(not set(each.keys) <= set(chosen.keys) for each in lists):
        findings.append(
            Finding(path, "tag_lists_differ", "info", "Another place of the page lists other tags than those given.")
        )
    if len(chosen.tags) > MOST:
        findings.append(Finding(path, "too_many_tags", "warning", f"The page has {len(chosen.tags)} tags; {MOST} are kept."))
    return findings


def _nothing(observations: list[Observation], lists: list[TagList]) -> Resolution:
    """Return the resolution where every tag was refused: no tags, and the reasons."""
    evidence = tuple(Evidence(observation, None, False, "holds no tag") for observation in observations)
    refused = [each for each in lists if each.removed]
    repairs = tuple(
        _repair(rule, removed, each, [], 0.9, tuple(range(len(evidence))))
        for each in refused[:1]
        for rule, removed in each.removed.items()
        if removed
    )
    return Resolution("keywords", "absent", None, 0.0, (), evidence, (), tuple(_refusals(repairs)))


def _refusals(repairs: tuple[Repair, ...]) -> list[Finding]:
    return [Finding("/article/keywords", r.rule, "info", r.explanation, r.before) for r in repairs]
