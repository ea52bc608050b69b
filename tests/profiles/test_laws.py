"""What learning promises: any split, order and repetition of a site's pages gives the same bytes,
and counts stay bounded.
"""

from __future__ import annotations

from functools import reduce
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.model import Habit
from service.profiles import profile, state
from service.profiles.contribution import Contribution, digest_of
from service.profiles.habits import CAP, habits_of
from service.profiles.state import State, of

HOSTS = ("news.example", "m.news.example", "other.example.org")
FEATURES = (
    "tags\tnews",
    "dates\tmeta:date\tseen",
    "dates\tmeta:date\tformats\t0000-00-00\trows\tminute_in_month_slot",
    "offsets\tjuly\t-240",
)

contributions = st.builds(
    lambda host, page, day, features: Contribution(
        host, digest_of(f"https://{host}/{page}"), day, tuple(sorted(features))
    ),
    st.sampled_from(HOSTS),
    st.integers(0, 40),
    st.sampled_from((0, 20220225, 20220226, 20210101)),
    st.sets(st.sampled_from(FEATURES)),
)
pages = st.lists(contributions, max_size=60)
sizes = st.integers(1, 12)


def written(found: State) -> bytes:
    """The bytes of a state and of its profile."""
    return b"".join(found.lines()) + b"".join(profile.lines_of(found, 1))


@given(pages, sizes, st.randoms())
def test_order_and_repetition_change_nothing(
    told: list[Contribution], most: int, chance: object
) -> None:
    """The lowest k of a set do not depend on how it comes."""
    again = [*told, *told[: len(told) // 2]]
    chance.shuffle(again)  # type: ignore[attr-defined]

    assert written(of(again, most)) == written(of(told, most))


@given(pages, sizes, st.lists(st.integers(0, 3), min_size=60, max_size=60))
def test_any_split_is_merged_exactly(
    told: list[Contribution], most: int, places: list[int]
) -> None:
    """Parts that were learned apart, page by page or in heaps, are the whole once they are merged;
    in any order.
    """
    parts = [
        of([one for one, place in zip(told, places, strict=False) if place == number], most)
        for number in range(4)
    ]
    whole = written(of(told, most))

    assert written(state.merged([State(most), *parts])) == whole
    assert written(state.merged([*reversed(parts), State(most)])) == whole
    assert (
        written(
            reduce(
                lambda a, b: state.merged([a, b]), [of([one], most) for one in told], State(most)
            )
        )
        == whole
    )


@given(pages, sizes)
def test_a_state_is_read_as_it_was_written(
    tmp_path_factory: object, told: list[Contribution], most: int
) -> None:
    """What is written can be gone on from: it merges as the pages themselves do."""
    path = Path(tmp_path_factory.mktemp("state")) / "a.state"  # type: ignore[attr-defined]
    first, second = told[::2], told[1::2]
    state.written(of(first, most), path)

    assert written(state.merged([state.loaded(path), of(second, most)])) == written(of(told, most))


@given(pages, sizes)
def test_memory_grows_with_sites_only(told: list[Contribution], most: int) -> None:
    """No site keeps more pages than its sample."""
    found = of(told, most)

    assert all(len(site.pages) < 2 * most + 1 for site in found.sites.values())
    list(found.lines())
    assert all(len(site.pages) <= most for site in found.sites.values())


@given(pages)
def test_the_profile_that_is_written_can_be_read(told: list[Contribution]) -> None:
    """Every profile of a state is valid, and says of each site what was summed up."""
    found = of(told)
    read = profile.of_bytes(b"".join(profile.lines_of(found, 1)))

    assert set(read) <= {*found.sites, *(profile.domain_of(host) for host in found.sites)}
    assert sum((read.document(host) or {})["pages"] for host in read) == sum(
        site.count for site in found.sites.values()
    )


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_no_count_has_more_bits_than_two_witnesses(
    pages: int, newest: int, of_pages: int, of_newest: int
) -> None:
    """However many pages agree, and whatever a hand has written, a habit stays below the cap."""
    leaf = {"pages": pages, "newest": newest}
    seen = {"pages": of_pages, "newest": of_newest}
    form = {"seen": seen, "rows": {"x": leaf}}
    place = {"seen": seen, "agreed": leaf, "formats": {"0000-00-00": form}, "orders": {"dmy": leaf}}
    document = {
        "pages": 1,
        "dates": {"p": place},
        "offsets": {"july": {"60": leaf}},
        "publishers": {"n": leaf},
    }
    habits = habits_of("news.example", document)
    assert habits is not None
    told = habits.places["p"]
    found: list[Habit | None] = [
        told.agreed,
        *(pair[1] for pair in (*told.rows.values(), told.row, told.order, habits.july) if pair),
    ]

    assert all(habit is None or abs(habit.bits) <= CAP for habit in found)


def test_the_count_of_all_is_estimated_from_the_sample() -> None:
    """Of a hundred thousand pages a thousand are kept, and their number is known to a few per cent;
    twice read, the same.
    """
    told = [
        Contribution("news.example", digest_of(f"https://news.example/{n}"), 0, ())
        for n in range(20_000)
    ]
    found = of(told, 500)
    again = of([*told, *told], 500)
    list(found.lines())
    list(again.lines())

    assert abs(found.sites["news.example"].count - 20_000) < 3_000
    assert found.sites["news.example"].count == again.sites["news.example"].count
    assert of(told[:500], 500).sites["news.example"].count == 500
