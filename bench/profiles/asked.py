"""The outcomes of the questions that made sites pose, by the number of pages that their profiles
were learned from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial

from bench.profiles import made
from service.lexicon.texts import fold
from service.model import Page, Result
from service.normalize import normalize
from service.profiles import profile, state
from service.profiles.contribution import Contribution, contribution

#: The numbers of pages that the curve has.
STEPS = (0, 1, 2, 3, 5, 10, 20, 50, 100, 200)
#: Pages that are asked for from each site, of each kind of question.
_ROUNDS = 3


def learned(told: Iterable[Contribution | None]) -> profile.Profiles:
    """Return the profiles of these pages, of every site that has one."""
    found = state.of(one for one in told if one is not None)
    return profile.of_bytes(b"".join(profile.lines_of(found, 1)))


def told_by(page: Page) -> Contribution | None:
    """Return the contribution of one page to its site's profile."""
    return contribution(page, normalize(page))


def outcome(asked: made.Asked, result: Result, one: made.Made) -> str:
    """Return the outcome of a question."""
    return outcome_of(asked, result.article.get("datePublished"), one)


def outcome_of(asked: made.Asked, value: object, one: made.Made) -> str:
    """Return the outcome of a question by the date that was answered.

    "right" where the date is true at its precision, "whole" where it has its offset too,
    "withheld", or "wrong".  A minute in place of the month, with nothing beside it, leaves the
    month unknowable: withholding is right there.
    """
    at = asked.story.at
    open_for_ever = asked.kind == "lone stamp" and one.stamp == "minute for month"
    if not isinstance(value, str):
        return "right" if open_for_ever else "withheld"
    if value[:10] != at.strftime("%Y-%m-%d"):
        return "wrong"
    if len(value) == 10:
        return "right"
    given = datetime.fromisoformat(value)
    if given.replace(tzinfo=None, second=0) != at.replace(tzinfo=None, second=0):
        return "wrong"
    if given.tzinfo is None:
        return "right"
    return "whole" if given.utcoffset() == at.utcoffset() else "wrong"


def lessons(one: made.Made) -> tuple[list[Page], list[made.Asked]]:
    """Return the pages to learn from, as many as the curve has, and those that ask: one chance
    makes them, in this order.
    """
    taught = [made.lesson(one, n) for n in range(STEPS[-1])]
    return taught, [
        question for n in range(_ROUNDS) for question in made.questions(one, 1000 + 10 * n)
    ]


def of_site(number: int, steps: Sequence[int] = STEPS) -> dict[int, Counter[str]]:
    """Return the outcomes of one site's questions, by the number of pages that its profile was
    learned from.
    """
    one = made.site(number)
    taught, asked = lessons(one)
    told = [told_by(page) for page in taught[: max(steps)]]
    found: dict[int, Counter[str]] = {}
    for step in steps:
        known = learned(told[:step])
        counts = found[step] = Counter()
        for question in asked:
            result = normalize(question.page, profile=known)
            habit = f"{question.kind}: {one.stamp}" if "stamp" in question.kind else question.kind
            counts[f"{habit}/{outcome(question, result, one)}"] += 1
            _count_fields(counts, one, question, result)
    return found


def _count_fields(counts: Counter[str], one: made.Made, asked: made.Asked, result: Result) -> None:
    tags = {fold(str(tag)) for tag in result.article.get("keywords") or ()}  # type: ignore[union-attr]
    counts["boilerplate tags/asked"] += len(one.tags)
    counts["boilerplate tags/kept"] += len(tags & set(one.tags))
    counts["true tags/asked"] += len(asked.story.tags)
    counts["true tags/lost"] += len(set(asked.story.tags) - tags)
    counts["headlines/asked"] += 1
    counts["headlines/wrong"] += result.article.get("headline") not in (asked.story.title, None)
    article = result.article
    if one.keeper:
        counts["authors/asked"] += 1
        counts["authors/right"] += article.get("author") == [
            {"@type": "Person", "name": asked.story.author}
        ]
    if one.filed:
        counts["sections/asked"] += 1
        counts["sections/right"] += article.get("articleSection") == [asked.story.section]
    if one.named:
        counts["publishers/asked"] += 1
        counts["publishers/right"] += one.name in str(article.get("publisher"))
    if one.described:
        counts["boilerplate descriptions/asked"] += 1
        counts["boilerplate descriptions/kept"] += made.COMMON in str(
            result.article.get("description")
        )
    if one.pictured:
        counts["boilerplate images/asked"] += 1
        counts["boilerplate images/kept"] += "share.jpg" in str(result.article.get("image"))


def curve(sites: int, processes: int, steps: Sequence[int] = STEPS) -> dict[int, Counter[str]]:
    """Return the outcomes of all sites' questions."""
    whole: dict[int, Counter[str]] = {step: Counter() for step in steps}
    with ProcessPoolExecutor(processes) as pool:
        for found in pool.map(partial(of_site, steps=steps), range(sites), chunksize=4):
            for step, counts in found.items():
                whole[step].update(counts)
    return whole


# ------------------------------------------------------------------ poisoning


def poison(number: int) -> Counter[str]:
    """Return what changes on pages with two agreeing witnesses when an attacker made a tenth of the
    site's pages.
    """
    one = made.site(number)
    told = [told_by(made.lesson(one, n)) for n in range(54)]
    wrong = next(stamp for stamp in ("minute for month", "local Z") if stamp != one.stamp)
    bad = [told_by(made.poisoned(one, 500 + n, wrong)) for n in range(6)]
    clean, dirty = learned(told), learned([*told, *bad])
    counts: Counter[str] = Counter()
    for n in range(10):
        page = made.lesson(one, 700 + n)
        counts["asked"] += 1
        counts["moved by the attacker"] += (
            len({_date(normalize(page, profile=known)) for known in (clean, dirty)}) > 1
        )
    return counts


def _date(result: Result) -> str | None:
    value = result.article.get("datePublished")
    return value if isinstance(value, str) else None


def poisoned(sites: int, processes: int) -> Counter[str]:
    """Return the same of many sites."""
    with ProcessPoolExecutor(processes) as pool:
        return sum(pool.map(poison, range(sites), chunksize=4), Counter[str]())
