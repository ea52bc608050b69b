"""The sites that a service watches: which pages are looked at, and how much is remembered."""

from __future__ import annotations

from service.normalize import normalize
from service.profiles import lookout
from service.profiles.lookout import Lookout, Sighting, sighting
from service.profiles.profile import Profiles, of_bytes

from .conftest import page


def _seen(known: Profiles, site: str, address: str, *features: str) -> Sighting:
    return Sighting(known, site, address, features)


def test_one_page_in_eight_of_sites_with_a_profile_is_looked_at(known: Profiles) -> None:
    """The same ones each time; none of other sites, and none without profiles."""
    pages = [page(number) for number in range(64)]
    result = normalize(pages[0])
    looked = [sighting(one, result, known) is not None for one in pages]

    assert 2 <= sum(looked) <= 16
    assert looked == [sighting(one, result, known) is not None for one in pages]
    assert not any(sighting(one, result, None) for one in pages)
    assert not any(
        sighting(page(number, host="other.example"), result, known) for number in range(64)
    )


def test_a_page_that_is_sent_again_and_again_says_nothing_new(known: Profiles) -> None:
    """A client that tries one broken page a hundred times is no change of the site."""
    watched = Lookout()

    assert not [one for _ in range(100) for one in watched.add(_seen(known, "news.example", "a"))]
    told = [
        one for n in range(40) for one in watched.add(_seen(known, "news.example", f"page {n}"))
    ]
    assert {"place"} <= {one.watched.habit for one in told}
    assert len({one.watched.name for one in told}) == len(told), "each is told once"


def test_memory_is_bounded_and_other_profiles_begin_anew(known: Profiles) -> None:
    """The site that was idle longest is forgotten first."""
    watched = Lookout()
    for number in range(2 * lookout._MOST_SITES):
        list(watched.add(_seen(known, f"site{number}.example", "a")))
    assert len(watched) == lookout._MOST_SITES

    other = of_bytes(b'{"sites":{"news.example":{"pages":3}},"version":1}')
    list(watched.add(_seen(other, "news.example", "a")))
    assert len(watched) == 1
