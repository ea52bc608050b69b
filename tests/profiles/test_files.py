"""Files of profiles and states: what is wrong with them is said in a sentence, and nothing is
lost.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from schemas.profile import ProfileFile
from service.normalize import normalize
from service.profiles import profile, state
from service.profiles.contribution import contribution, digest_of, host_of
from service.profiles.problem import ProfileError

from .conftest import learned, page, told

GOOD = b'{"sites":{\n"news.example":{"pages":3}\n},"version":1}\n'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(
            GOOD.replace(b":1}", b":2}"),
            "is of version 2; this program reads version 1",
            id="newer",
        ),
        pytest.param(GOOD[:-20], "is no JSON, or cut", id="truncated"),
        pytest.param(GOOD[:30], "is no JSON, or cut", id="truncated early"),
        pytest.param(b"", "is no JSON, or cut", id="empty"),
        pytest.param(b"[1]", 'has no member "sites"', id="a list"),
        pytest.param(GOOD.replace(b"3}", b"-3}"), "pages is -3, which is no count", id="negative"),
        pytest.param(GOOD.replace(b"3}", b"3.5}"), 'has no number of "pages"', id="no integer"),
        pytest.param(
            GOOD.replace(b"3}", b'3,"tagz":{}}'), "did you mean tags?", id="unknown member"
        ),
        pytest.param(
            GOOD.replace(b"3}", b'3,"tags":{"a":{"pages":"9"}}}'),
            "pages should be a whole number",
            id="text",
        ),
        pytest.param(
            GOOD.replace(b"3}", b'3,"tags":[1]}'),
            "tags should be an object of counts",
            id="list of tags",
        ),
        pytest.param(
            GOOD.replace(b"3}", b'3,"pinned":1}'), "pinned should be true or false", id="pinned"
        ),
        pytest.param(
            GOOD.replace(b"news.example", b"not a host"),
            "is no host such as news.example",
            id="no host",
        ),
        pytest.param(
            GOOD.replace(b"news.example", b"https://www.news.example/"),
            "did you mean news.example?",
            id="an address",
        ),
        pytest.param(
            GOOD.replace(b"3}\n", b'3},\n"news.example":{"pages":4}\n'),
            "names news.example a second time",
            id="twice",
        ),
        pytest.param(b'{"sample":1000,"state":1}\n', "is a state of dateline learn", id="a state"),
    ],
)
def test_a_broken_profile_is_refused_with_a_sentence(
    tmp_path: Path, data: bytes, said: str
) -> None:
    """The file's name stands before what is wrong with it."""
    path = tmp_path / "p.json"
    path.write_bytes(data)

    with pytest.raises(ProfileError) as refused:
        profile.loaded(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert said in str(refused.value)


@pytest.fixture(scope="module")
def whole() -> bytes:
    """A file of two sites, as it was learned."""
    return learned(
        [
            page(number, host=host)
            for number in range(8)
            for host in ("www.news.example", "www.other.example")
        ]
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param(b'"pages":8', b'"pages":-8', "pages is -8, which is no count", id="negative"),
        pytest.param(
            b'"pages":8', b'"pages": -8', "pages is -8, which is no count", id="behind a blank"
        ),
        pytest.param(
            b'"pages":8', b'"pages" :-8', "pages is -8, which is no count", id="before a blank"
        ),
        pytest.param(
            b'"newest":2', b'"newest":2.5', "newest should be a whole number", id="no integer"
        ),
        pytest.param(
            b'"newest":2', b'"newst":2', "newst should be an object of counts", id="unknown member"
        ),
        pytest.param(b'"news.example"', b'"news example"', "is no host", id="no host"),
        pytest.param(
            b'"other.example"',
            b'"news.example"',
            "line 3: names news.example a second time",
            id="twice",
        ),
        pytest.param(b'"other.example":{', b'"other.example":', "is no JSON, or cut", id="torn"),
        pytest.param(
            b'"version":1',
            b'"version":2',
            "is of version 2; this program reads version 1",
            id="newer",
        ),
        pytest.param(b'},"unedited"', b',"unedited"', "is no JSON, or cut", id="tail torn"),
    ],
)
def test_a_file_that_was_edited_is_checked(
    whole: bytes, before: bytes, after: bytes, said: str
) -> None:
    """The digest at its end belongs to what was learned, so that every other byte has the whole
    file read, each count of it.
    """
    assert set(profile.of_bytes(whole)) == {"news.example", "other.example"}
    assert before in whole

    with pytest.raises(ProfileError, match=said):
        profile.of_bytes(whole.replace(before, after, 1))


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_is_refused(whole: bytes, kept: float) -> None:
    """Wherever the disk was full: within a site, at the end of one, or in the last line."""
    for data in (
        whole[: int(len(whole) * kept)],
        whole[: whole.index(b"\n", int(len(whole) * kept / 2)) + 1],
    ):
        with pytest.raises(ProfileError, match="is no JSON, or cut"):
            profile.of_bytes(data)


def test_an_edited_file_says_what_it_said_and_what_was_edited(whole: bytes) -> None:
    """Whoever edits a site need not touch the digest; it no longer belongs to the file, and that is
    all.
    """
    edited = profile.of_bytes(
        whole.replace(b'"other.example":{', b'"other.example":{"ignored":true,')
    )
    before = profile.of_bytes(whole)

    assert edited.digest != before.digest
    assert edited.document("news.example") == before.document("news.example")
    assert before("https://other.example/a") is not None
    assert edited("https://other.example/a") is None


def test_what_is_learned_is_valid_under_the_published_schema() -> None:
    """The models of /v1/schemas/profile take the file, and know its every member."""
    data = learned([page(number) for number in range(20)])
    read = ProfileFile.model_validate_json(data)

    assert json.loads(read.model_dump_json(exclude_none=True)) == json.loads(data)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    """A gigabyte of zeros is refused by its size."""
    path = tmp_path / "p.json"
    with path.open("wb") as file:
        file.truncate(1024**3)

    with pytest.raises(ProfileError, match="more than the 536870912 that are read"):
        profile.loaded(path)


def test_a_file_laid_out_by_hand_is_the_same() -> None:
    """Blanks and line breaks are nobody's business."""
    laid_out = GOOD.replace(b":", b" : ").replace(b"{", b"{\n  ")

    assert profile.of_bytes(laid_out).document("news.example") == profile.of_bytes(GOOD).document(
        "news.example"
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            lambda data: data.replace(b'"state":1', b'"state":7'),
            "is a state of version 7",
            id="newer",
        ),
        pytest.param(lambda data: data[:-9], "line 2: is cut", id="truncated"),
        pytest.param(
            lambda data: data.replace(b"www.", b"").replace(b'"news.example"', b'"news"'),
            "is no host",
            id="no host",
        ),
        pytest.param(
            lambda data: data + data[data.index(b"\n") + 1 :],
            "names news.example a second time",
            id="twice",
        ),
        pytest.param(
            lambda data: data.replace(b",20210301,", b",-1,"),
            "has a page that is none",
            id="negative day",
        ),
        pytest.param(
            lambda _: GOOD,
            "that is a profile, learn goes on from the state beside it",
            id="a profile",
        ),
    ],
)
def test_a_broken_state_is_refused_with_a_sentence(
    tmp_path: Path, change: object, said: str
) -> None:
    """The line is named, and the way out where there is one."""
    path = tmp_path / "p.state"
    state.written(state.of(told([page(number) for number in range(3)])), path)
    path.write_bytes(change(path.read_bytes()))  # type: ignore[operator]

    with pytest.raises(ProfileError) as refused:
        state.loaded(path)
    assert said in str(refused.value)


def test_a_page_under_three_addresses_is_one_page() -> None:
    """Scheme, www., fragment and tracking parameters make no other page."""
    addresses = (
        "http://news.example/a",
        "https://www.news.example/a/",
        "https://news.example/a#top",
    )
    assert len({digest_of(address) for address in addresses}) == 1

    tracked = replace(page(1), url="https://news.example/story-1?utm_source=mail")
    found = [contribution(one, normalize(one)) for one in (page(1), tracked)]
    assert found[0] == found[1]


def test_hosts_that_agree_are_one_site_and_others_are_not() -> None:
    """m. and www. of one paper share a member; an edition with other habits has its own."""
    same = [
        page(n, host=host)
        for n in range(6)
        for host in ("www.paper.example.org", "m.paper.example.org")
    ]
    other = [
        page(
            n,
            f"2022-01-{n + 3:02d}",
            f"{n + 3:02d} January 2022 14:{n + 20}",
            "old.paper.example.org",
        )
        for n in range(6)
    ]

    assert set(profile.of_bytes(learned(same))) == {"example.org"}
    assert set(profile.of_bytes(learned([*same, *other]))) == {
        "paper.example.org",
        "m.paper.example.org",
        "old.paper.example.org",
    }


@pytest.mark.parametrize(
    "address",
    [
        "http://192.168.1.4/n/1",
        "http://a..b.com/",
        "http://-x.com/",
        "http://foo.bar_baz/",
        "http://" + "a" * 5000 + ".com/",
    ],
)
def test_an_address_whose_host_no_file_could_hold_teaches_nothing(address: str) -> None:
    """One such page in a crawl must not make what is learned unreadable."""
    assert host_of(address) == ""


def test_a_key_that_is_no_text_is_a_fault_of_the_file() -> None:
    """A service that is told to read the file again keeps the old one, and goes on."""
    with pytest.raises(ProfileError):
        profile.of_bytes(b'{"sites":{\n[1]:{"pages":3}\n},"version":1}\n')
