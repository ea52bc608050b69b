"""What a site's pages have in common, as one more witness of a field: values on every page are not this page's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from service.fields.frame import Damage, Reading, plain, refused
from service.lexicon.texts import key_of
from service.model import Context, Evidence, Habit, Habits, Json, Observation, Resolution, Source
from service.records import replace

#: How often the site's usual name is right at most: below what two places of the page give for another name.
_MOST = 0.9
#: A frame of fewer characters is a mark of the headline's own: "?" on every page of a quiz.
_SHORTEST = 3


def usual(ctx: Context, kind: str) -> Mapping[str, Habit]:
    """Return the values of a kind that stand on the site's pages whatever the article."""
    return {} if ctx.habits is None else ctx.habits.usual.get(kind, {})


def without_usual(readings: list[Reading], known: Mapping[str, Habit]) -> list[Reading]:
    """Return the readings, without texts that stand on every page."""
    return [_unless_usual(reading, known) for reading in readings] if known else readings


def _unless_usual(reading: Reading, known: Mapping[str, Habit]) -> Reading:
    habit = known.get(key_of(str(reading.value))) if reading.value is not None else None
    return reading if habit is None else refused(reading.observation, f"stands on {habit} of this site")


def usual_marked(readings: list[Reading], known: Mapping[str, Habit]) -> list[Reading]:
    """Return the readings, values of every page marked as "usual".

    A site with one author has that name on every page, and it is right.
    """
    return [replace(r, marks=r.marks | {"usual"}) if is_usual(r, known) else r for r in readings] if known else readings


def is_usual(reading: Reading, known: Mapping[str, Habit]) -> bool:
    """Return whether all names of a reading stand on every page of the site."""
    return bool(known and reading.value) and all(key_of(name) in known for name in _names(reading.value))


def _names(value: Json) -> list[str]:
    members: Iterable[Json] = value if isinstance(value, list | tuple) else [value]
    return [str(member.get("name") if isinstance(member, Mapping) else member) for member in members]


def unframed(text: str, observation: Observation, habits: Habits | None) -> tuple[str, tuple[Damage, ...]]:
    """Return a title without what the site has around its headlines, where the title has all of it."""
    frame = _frame_of(text, observation, habits)
    if frame is None:
        return text, ()
    before, after, habit = frame
    why = f"“{before}…{after}” stands around the headline on {habit} of this site."
    return text[len(before) : len(text) - len(after)].strip(), (Damage("site_name_in_headline", text, why),)


def _frame_of(text: str, observation: Observation, habits: Habits | None) -> tuple[str, str, Habit] | None:
    """Return the text that the site puts around titles of this place, where the title has it and more."""
    for before, after, habit in () if habits is None else habits.frames.get(observation.source.id, ()):
        around = len(before.strip()) >= _SHORTEST or len(after.strip()) >= _SHORTEST
        rest = text[len(before) : len(text) - len(after)].strip()
        if around and len(rest) > _SHORTEST and text.startswith(before) and text.endswith(after):
            return before, after, habit
    return None


def publisher_of(ctx: Context) -> list[Observation]:
    """Return the name under which the site shows itself on its other pages."""
    if ctx.habits is None or ctx.habits.publisher is None:
        return []
    name, habit = ctx.habits.publisher
    share = 1 / (1 + 2.0**-habit.bits)
    return [
        Observation("publisher", name, Source("profile:publisher", "publisher", "profile", min(share, _MOST)), ctx.habits.host)
    ]


def as_counted(resolution: Resolution, ctx: Context) -> Resolution:
    """Return the resolution, the evidence from the site's other pages with the number of them."""
    if ctx.habits is None or ctx.habits.publisher is None:
        return resolution
    habit = str(ctx.habits.publisher[1])
    return replace(
        resolution,
        evidence=tuple(
            replace(e, observation=replace(e.observation, raw=habit)) if e.observation.source.witness == "profile" else e
            for e in resolution.evidence
        ),
    )


def counted(resolution: Resolution, what: str, used: Sequence[tuple[str, Habit]], habits: Habits | None) -> Resolution:
    """Return the resolution with the site's habits that were used, and on how many of its pages each stands."""
    if habits is None or not used:
        return resolution
    source = Source(f"profile:{what}", resolution.field, "profile", 0.5)
    told = [Evidence(Observation(resolution.field, str(habit), source, habits.host), said, True) for said, habit in used]
    evidence = (*resolution.evidence, *told)
    cited = tuple(range(len(resolution.evidence), len(evidence)))
    repairs = tuple(replace(repair, evidence=(*repair.evidence, *cited)) for repair in resolution.repairs)
    return replace(resolution, evidence=evidence, repairs=repairs)


def frames_used(observations: Iterable[Observation], habits: Habits | None) -> list[tuple[str, Habit]]:
    """Return the frames that titles of the page have."""
    used: dict[str, Habit] = {}
    for o in observations if habits is not None else ():
        text = plain(o.raw) if isinstance(o.raw, str) else ""
        frame = _frame_of(text, o, habits)
        if frame is not None:
            used[f"{frame[0]}…{frame[1]}"] = frame[2]
    return sorted(used.items())


def usual_used(values: Iterable[str], known: Mapping[str, Habit]) -> list[tuple[str, Habit]]:
    """Return those of a page's values that stand on every page."""
    return [(value, known[key]) for value in dict.fromkeys(values) if (key := key_of(value)) in known]
