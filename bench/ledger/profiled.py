"""The terms of a site's profile as switches, and the made pages on which profiles speak.

A term is a member of ``Habits`` or of ``PlaceHabits``, so that none can be added to the engine
without a row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from bench.ledger.material import Item, Judge
from bench.ledger.switches import Switch
from bench.profiles import made
from bench.profiles.asked import learned, lessons, outcome_of, told_by
from service.lexicon.texts import fold
from service.model import Habits, PlaceHabits
from service.normalize import Profile
from service.profiles.habits import habits_of

#: The made sites, and the pages that each one's profile is learned from.
SITES, LESSONS = 24, 20
#: Members that are no term: whose profile it is, and what holds the terms of a place.
_NO_TERMS = frozenset(("host", "pages", "places", "usual"))
#: Only a finding depends on a place's main damage, and no answer.
_OF_FINDINGS = frozenset(("row",))

#: A change of a site's habits: a term is missing.
Without = Callable[[Habits], Habits]

_off: list[Without] = []


@dataclass(frozen=True, slots=True)
class Known:
    """A profile without the terms that are switched off."""

    profile: Profile

    def __call__(self, address: str) -> Habits | None:
        """Return the habits of the site of an address."""
        found = self.profile(address)
        for without in _off if found is not None else ():
            found = without(found)  # type: ignore[arg-type]
        return found


@contextmanager
def _without(change: Without) -> Iterator[None]:
    """Have every profile lack a term, within the context."""
    _off.append(change)
    try:
        yield
    finally:
        _off.remove(change)


def switches() -> Iterator[Switch]:
    """Yield the terms: of dates by place, of the whole site, and of values that stand on every
    page.
    """
    for name, change in sorted(_terms().items()):
        member = name.rpartition("/")[2]
        yield Switch(
            "profiles",
            name,
            None if member in _OF_FINDINGS else partial(_without, change),
            "service/model.py",
        )


def _terms() -> dict[str, Without]:
    """Return each term with what takes it out.

    The order of day and month is one term: a place has its own, and where it has none the site's
    stands for it.
    """
    site = {
        each.name: partial(_without_member, each.name)
        for each in fields(Habits)
        if each.name not in _NO_TERMS
    }
    place = {each.name: partial(_without_of_places, each.name) for each in fields(PlaceHabits)}
    order = site.pop("order"), place["order"]
    found: dict[str, Without] = {f"dates/{name}": change for name, change in place.items()}
    found["dates/order"] = lambda habits: order[1](order[0](habits))
    found |= {f"dates/{name}": site.pop(name) for name in ("january", "july")}
    usual = habits_of("", {"pages": 0})
    assert usual is not None
    return found | site | {f"usual/{kind}": partial(_without_usual, kind) for kind in usual.usual}


def _without_member(name: str, habits: Habits) -> Habits:
    nothing: dict[str, Any] = {name: {} if isinstance(getattr(habits, name), Mapping) else None}
    return replace(habits, **nothing)


def _without_of_places(name: str, habits: Habits) -> Habits:
    nothing: dict[str, Any] = {name: {} if name == "rows" else None}
    return replace(
        habits, places={place: replace(each, **nothing) for place, each in habits.places.items()}
    )


def _without_usual(kind: str, habits: Habits) -> Habits:
    return replace(habits, usual={**habits.usual, kind: {}})


def marks(item: Item) -> set[str]:
    """Return the marks of the terms that a page's site has: those without which its habits are
    others.
    """
    known = None if item.profile is None else item.profile(item.page.url or "")
    return (
        set()
        if known is None
        else {f"profiles {name}" for name, change in _terms().items() if change(known) != known}
    )


def material(every: int = 1) -> list[Item]:
    """Return the questions of made sites, each with its site's profile and the truth about it."""
    return [item for number in range(SITES) for item in _of_site(number)][::every]


def _of_site(number: int) -> Iterator[Item]:
    one = made.site(number)
    taught, asked = lessons(one)
    known = Known(learned(map(told_by, taught[:LESSONS])))
    for index, question in enumerate(asked):
        yield Item(
            f"profiled/{number}/{index}",
            "profiled",
            one.host,
            question.page,
            _judge(one, question),
            profile=known,
        )


def _judge(one: made.Made, asked: made.Asked) -> Judge:
    """Return the judge of a question: each member of which the site's maker knows the truth,
    boilerplate left out.
    """

    def judged(article: Mapping[str, Any], _: str | None) -> dict[str, bool]:
        tags = {fold(str(tag)) for tag in article.get("keywords") or ()}
        described, pictured = str(article.get("description")), str(article.get("image"))
        outcome = outcome_of(asked, article.get("datePublished"), one)
        return {
            "datePublished": outcome in ("right", "whole"),
            **({"offset": outcome == "whole"} if asked.kind.startswith("printed clock") else {}),
            "headline": article.get("headline") == asked.story.title,
            "keywords": tags == set(asked.story.tags),
            "description": made.COMMON not in described
            if one.described
            else asked.story.title in described,
            "image": "share" not in pictured if one.pictured else "photo" in pictured,
            **({"author": asked.story.author in str(article.get("author"))} if one.keeper else {}),
            **(
                {"articleSection": article.get("articleSection") == [asked.story.section]}
                if one.filed
                else {}
            ),
            **({"publisher": one.name in str(article.get("publisher"))} if one.named else {}),
        }

    return judged
