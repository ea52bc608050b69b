"""Tags: split, cleaned and deduplicated; what a careful reader keeps apart stays apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from service import tags
from service.model import Context, Json, Observation, Resolution, Source
from service.tags.clean import MACHINE_ROWS, ROWS, Row, clean
from service.tags.lists import dedupe, fold_tag

META = Source("meta:keywords", "keywords", "machine", 0.8)


def resolve(raw: Json, **known: str) -> Resolution:
    """The resolution of one statement."""
    authors = (known.pop("author"),) if "author" in known else ()
    section, publisher, language = (
        known.get("section"),
        known.get("publisher"),
        known.get("language"),
    )
    observation = Observation("keywords", raw, META, "meta[3]")
    return tags.resolve(
        [observation],
        Context(),
        authors=authors,
        section=section,
        publisher=publisher,
        language=language,
    )


SPLIT: list[tuple[Json, list[str]]] = [
    ("harbour, bridge", ["harbour", "bridge"]),
    ("harbour;; bridge ;", ["harbour", "bridge"]),
    ("harbour|bridge | ferry", ["harbour", "bridge", "ferry"]),
    ("harbour / bridge / ferry", ["harbour", "bridge", "ferry"]),
    ("harbour · bridge • ferry", ["harbour", "bridge", "ferry"]),
    ("harbour\nbridge\r\nferry", ["harbour", "bridge", "ferry"]),
    ("ميناء، جسر؛ عبارة", ["ميناء", "جسر", "عبارة"]),
    ("港口、大桥，渡轮；天气", ["港口", "大桥", "渡轮", "天气"]),
    ("Lisbon, D.C., ports", ["Lisbon, D.C.", "ports"]),
    ("Roe, Jane; harbour; bridge", ["Roe, Jane", "harbour", "bridge"]),
    ("harbour, ferry; bridge", ["harbour", "ferry", "bridge"]),
    ('"Springfield, Ohio",harbour', ["Springfield, Ohio", "harbour"]),
    ("['harbour', 'bridge']", ["harbour", "bridge"]),
    ('["harbour", "bridge"]', ["harbour", "bridge"]),
    ('["harbour", "<a href=\\"/t\\">bridge</a>"]', ["harbour", "bridge"]),
    ("['harbour', 'bridge's end']", ["harbour", "bridge's end"]),
    (["['harbour'", "'bridge']"], ["harbour", "bridge"]),
    (["h", "a", "r", ",", " ", "b", "a", "y"], ["har", "bay"]),
    ([{"name": "harbour"}, {"@type": "Thing", "label": "bridge"}], ["harbour", "bridge"]),
    ([["harbour", None], ["bridge"]], ["harbour", "bridge"]),
    (["harbour, ferry", "harbour", "ferry", "bridge"], ["harbour", "ferry", "bridge"]),
    ('{"tags": ["harbour", "bridge"]}', ["harbour", "bridge"]),
    ("#harbour #bridge #old town", ["harbour", "bridge", "old town"]),
    ("caf&eacute;, th&eacute;", ["café", "thé"]),
    ("pont;rÃ©paration", ["pont", "réparation"]),
    ("%D0%BC%D0%BE%D1%81%D1%82", ["мост"]),
    (["<a href='/tag/port'>Port</a>", "<b>Bridge</b>"], ["Port", "Bridge"]),
    ("Tags: harbour, bridge", ["harbour", "bridge"]),
    ("Filed under: Ports", ["Ports"]),
    ("https://courier.example/tag/harbour", ["harbour"]),
    (["Harbour (345)", "Bridge (1,204)"], ["Harbour", "Bridge"]),
    (["tone/news", "type:story", "metro/bridges"], ["bridges"]),
    (["topic/harbour", "organization/port authority"], ["harbour", "port authority"]),
    (["СAFE", "bridge"], ["CAFE", "bridge"]),
    ("harbour\tbridge\tferry", ["harbour", "bridge", "ferry"]),
    ("<a href='/t/1'>harbour</a>, <a href='/t/2'>bridge</a>", ["harbour", "bridge"]),
    ('["harbour", "<a>bridge</a>"]', ["harbour", "bridge"]),
    ("'harbour', 'bridge'", ["harbour", "bridge"]),
    ("(harbour, bridge)", ["harbour", "bridge"]),
    ("港口 大桥 渡轮", ["港口", "大桥", "渡轮"]),
    ("harbour, ferry, en direct", ["harbour", "ferry", "en direct"]),
    ("Business, Finance, & Economics", ["Business, Finance, & Economics"]),
    (["Cell phones, tablets, and PDAs", "Harbour"], ["Cell phones, tablets, and PDAs", "Harbour"]),
    (["Harbour", "Alle Themen", "Load more", "Tweet"], ["Harbour"]),
    (["Harbour", "@courier", "66 Likes", "1.2k views"], ["Harbour"]),
    (
        ["Lite:true", "Docker", "LockedPostSource:LOCKED_POST_SOURCE_NONE", "LayerCake:0"],
        ["Docker"],
    ),
    (["_Newsletter", "cat_metro", "type_news", "Ferries"], ["Ferries"]),
    (["‘Harbour", "bridge"], ["Harbour", "bridge"]),
]


@pytest.mark.parametrize(("raw", "expected"), SPLIT, ids=[repr(row[0])[:40] for row in SPLIT])
def test_split_and_clean(raw: Json, expected: list[str]) -> None:
    """Every serialisation, separator and adornment gives the tags themselves."""
    assert resolve(raw).value == expected


MERGED: list[tuple[list[str], list[str]]] = [
    (["Harbour", "harbour", "HARBOUR"], ["Harbour"]),
    (["STRASSENBAHN", "Straßenbahn"], ["STRASSENBAHN"]),
    (["ウクライナ", "ｳｸﾗｲﾅ"], ["ウクライナ"]),
    (["#Harbour", "Harbour", "# harbour"], ["Harbour"]),
    (["Harbour bridge", "harbour-bridge", "harbour_bridge", "harbourbridge"], ["Harbour bridge"]),
    (["harbour-2", "harbour2", "Harbour 2"], ["Harbour 2"]),
    (["Αθήνα", "ΑΘΗΝΑ"], ["Αθήνα"]),
    (["Élections", "Elections", "élections"], ["Élections"]),
    (["港口 大桥", "港口大桥"], ["港口大桥"]),
    (["Roe, Jane", "Jane Roe", "bridge"], ["Jane Roe", "bridge"]),
    (["har\u200bbour", "harbour"], ["harbour"]),
    (["علي", "علی"], ["علي"]),
]


@pytest.mark.parametrize(("raw", "expected"), MERGED, ids=[repr(row[0])[:40] for row in MERGED])
def test_merged(raw: list[str], expected: list[str]) -> None:
    """Spellings of one tag become one, at the first place."""
    resolution = resolve(list(raw))
    assert resolution.value == expected
    assert {r.rule for r in resolution.repairs} & {"duplicate_tag", "slug_as_tag"}


KEPT: list[list[str]] = [
    ["us", "u.s."],
    ["IT", "it"],
    ["WHO", "who"],
    ["Turkey", "turkey"],
    ["Polish", "polish"],
    ["año", "ano"],
    ["schon", "schön"],
    ["pêche", "péché"],
    [".NET", "net"],
    ["C", "C++", "C#", "R", "X"],
    ["co-op", "coop"],
    ["resign", "re-sign"],
    ["friend", "friends"],
    ["5G", "AI", "EU", "UN", "G7", "F1"],
    ["國", "国"],
    ["1984", "9/11", "24/7"],
    ["Washington, D.C.", "Paris, Texas"],
    ["rock & roll", "war and peace", "R&B"],
    ["Dr.", "Inc.", "U.K."],
    ["World War (1914)", "AC/DC"],
    ["News", "harbour"],
    ["Harbour and Bridge"],
    ["Apollo 11", "Area 51", "Boeing 737"],
    ["Datenschutz", "DSGVO"],
    ["GPT4", "PS5", "Covid19"],
    ["Harbour", "Ferry", "e bikes"],
    ["Thomas More", "All Saints"],
    ["channel_4", "type_o", "Mark:1", "Match:BRA_ARG"],
    ["AT&T\\rail", "C:\\new"],
    ["Covid:19", "re:publica", "CSI:Miami", "snake_case"],
    ["info@courier", "7 views of a quay"],
    ["‘Allo ‘Allo!’", "Rock ’n’ Roll"],
]


@pytest.mark.parametrize("raw", KEPT, ids=repr)
def test_kept_apart(raw: list[str]) -> None:
    """What looks alike or odd and is right stays as it is, and nothing is reported as damage."""
    resolution = resolve(list(raw))
    assert resolution.value == raw
    assert resolution.repairs == ()
    assert resolution.status == "stated"


NOTHING: list[Json] = [
    None,
    "",
    [],
    ["news", "News", "homepage", "null", "undefined", "N/A"],
    "Uncategorized",
    ["Sin categoría", "Non classé", "Allgemein", "未分類", "Без рубрики"],
    [1, 2, 2022],
    ["Read all about harbours, bridges and the ferries of the town on our site"],
    ["{{tags}}", "[[keywords]]"],
]


@pytest.mark.parametrize("raw", NOTHING, ids=repr)
def test_nothing_is_no_tag(raw: Json) -> None:
    """Placeholders, ids and sentences give no tag."""
    assert resolve(raw).value is None


def test_a_duplicate_is_told() -> None:
    """The repair shows the list before and after and what was removed, and points at its
    evidence.
    """
    resolution = resolve("harbour, bridge, u.s., bridge")
    (repair,) = resolution.repairs
    assert (repair.rule, repair.removed) == ("duplicate_tag", ("bridge",))
    assert repair.before == ["harbour", "bridge", "u.s.", "bridge"]
    assert repair.after == resolution.value == ["harbour", "bridge", "u.s."]
    assert [resolution.evidence[i].observation.raw for i in repair.evidence] == [
        "harbour, bridge, u.s., bridge"
    ]


def test_a_list_in_several_statements_is_one_piece_of_evidence() -> None:
    """Tags of five metas are told once, with all members; one that stands twice counts once."""
    resolution = tags.resolve(
        stated("meta:article:tag", "machine", 0.8, "harbour", "bridge", "harbour"), Context()
    )
    assert [(e.observation.raw, e.reading, e.agrees) for e in resolution.evidence] == [
        (["harbour", "bridge"], "harbour, bridge", True)
    ]


def test_splitting_alone_is_no_repair() -> None:
    """A comma list is another form of the same tags."""
    resolution = resolve("harbour, bridge")
    assert (resolution.status, resolution.repairs) == ("normalized", ())


def test_names_of_the_page_are_no_tags() -> None:
    """The publisher and the author go; the section stays and is marked."""
    resolution = resolve(
        ["Metro", "Harbour Courier", "Ann Miller", "bridge"],
        publisher="Harbour Courier",
        author="Ann Miller",
        section="Metro",
    )
    assert resolution.value == ["Metro", "bridge"]
    assert {r.rule for r in resolution.repairs} == {"site_name_as_tag", "author_as_tag"}
    assert "section_as_tag" in {f.code for f in resolution.findings}


def test_language_decides_how_capitals_fold() -> None:
    """A Turkish capital I is a dotless i."""
    assert fold_tag("ISI", "tr") == fold_tag("ısı", "tr")
    assert fold_tag("ISI", "en") != fold_tag("ısı", "en")


def stated(source: str, witness: str, reliability: float, *raws: Json) -> list[Observation]:
    """Statements of one source."""
    where = Source(source, "keywords", witness, reliability)
    return [Observation("keywords", raw, where, f"{source}[{i}]", i) for i, raw in enumerate(raws)]


def test_repeated_metas_are_one_list() -> None:
    """Five tags in five meta tags are five tags."""
    found = tags.resolve(
        stated("meta:article:tag", "machine", 0.8, "harbour", "bridge", "ferry"), Context()
    )
    assert found.value == ["harbour", "bridge", "ferry"]


def test_the_same_list_in_other_clothes_confirms() -> None:
    """A human and a machine list of the same tags are surer than either."""
    one = stated("text:label", "human", 0.8, "harbour | bridge")
    other = stated("text:block", "machine", 0.8, "harbour, bridge")
    assert (
        tags.resolve([*one, *other], Context()).confidence > tags.resolve(one, Context()).confidence
    )


def test_the_best_place_of_a_family_gives_its_list() -> None:
    """A longer form in a worse place is another list as often as a whole one."""
    short = stated("meta:news_keywords", "machine", 0.8, "harbour, bridge")
    full = stated("ld+json:keywords", "machine", 0.78, ["harbour", "bridge", "ferry"])
    assert tags.resolve([*short, *full], Context()).value == ["harbour", "bridge"]


def test_a_list_that_is_stated_and_shown_is_whole() -> None:
    """A longer list of one place alone holds what a template adds: the section, a campaign."""
    shown = stated("html:tags", "human", 0.6, "harbour", "bridge", "ferry")
    same = stated("ld+json:keywords", "machine", 0.6, ["harbour", "bridge", "ferry"])
    longer = stated("meta:keywords", "machine", 0.7, "harbour, bridge, ferry, metro, morning desk")
    assert tags.resolve([*longer, *same, *shown], Context()).value == ["harbour", "bridge", "ferry"]
    assert tags.resolve([*longer, *same], Context()).value == [
        "harbour",
        "bridge",
        "ferry",
        "metro",
        "morning desk",
    ]


def test_the_words_of_the_address_are_no_tags() -> None:
    """A program cut the slug at its hyphens; the list that an editor chose stands, and none where
    there is no other.
    """
    cut = stated("meta:keywords", "machine", 0.8, "police, hold, three, men, quay, fire")
    chosen = stated("ld+json:keywords", "machine", 0.6, ["arson", "harbour"])
    context = Context(url="https://courier.example/metro/police-hold-three-men-over-quay-fire-4711")
    assert tags.resolve([*cut, *chosen], context).value == ["arson", "harbour"]
    assert tags.resolve(cut, context).confidence < 0.5
    assert (
        tags.resolve(cut, Context(), headline="Police hold three men over quay fire").confidence
        < 0.5
    )
    assert (
        tags.resolve(cut, Context(), headline="Three held after fire at quay: police").confidence
        > 0.7
    )


def test_names_that_open_a_headline_are_tags() -> None:
    """An editor's four tags open the slug in their order; a program that cuts a title goes on to
    its end.
    """
    context = Context(url="https://courier.example/norham-vote-brouwer-greens-lose-three-seats")
    chosen = stated("meta:keywords", "machine", 0.8, "Norham, vote, Brouwer, Greens")
    cut = stated(
        "meta:keywords", "machine", 0.8, "Norham, Vote, Brouwer, Greens, Lose, Three, Seats"
    )
    assert tags.resolve(chosen, context).confidence > 0.7
    assert tags.resolve(cut, context).confidence < 0.5


def test_what_a_site_says_of_itself_is_no_tag_of_the_article() -> None:
    """Words for search engines that stand on each of its pages."""
    site = stated(
        "meta:keywords",
        "machine",
        0.8,
        "metro, sports, weather, breaking news, top news, latest headlines",
    )
    links = stated("html:tag-link", "human", 0.4, "harbour", "bridge", "ferry")
    assert tags.resolve([*site, *links], Context()).value == ["harbour", "bridge", "ferry"]
    assert tags.resolve(site, Context()).confidence < 0.5


def test_teasers_are_no_tags() -> None:
    """Links to other stories, where a heading says "More on this"."""
    teasers = [
        "Council lets the contract for the old quay",
        "Why did nobody see the cracks in time?",
        "Harbour",
    ]
    shown = stated("html:tag-list", "human", 0.6, *teasers)
    assert tags.resolve(shown, Context()).confidence < 0.5
    assert (
        tags.resolve(
            stated("html:tag-list", "human", 0.6, *teasers[2:], "Federal Reserve Bank of New York"),
            Context(),
        ).confidence
        > 0.6
    )


def test_generic_words_are_categories_on_the_page_and_padding_in_a_meta() -> None:
    """A blog files under "Media" and "News"; a portal's meta has those for search engines."""
    words = ["Local News", "Media", "News", "Press", "Weather", "Sports"]
    assert tags.resolve(stated("html:rel-tag", "human", 0.6, *words), Context()).confidence > 0.6
    assert (
        tags.resolve(
            stated("meta:keywords", "machine", 0.6, ", ".join(words)), Context()
        ).confidence
        < 0.5
    )
    assert (
        tags.resolve(
            stated("meta:keywords", "machine", 0.6, "Media, journalism, press, freedom"), Context()
        ).confidence
        > 0.5
    )


def test_the_headline_is_no_tag() -> None:
    """Nor with the section glued behind it; a short headline may well be a topic."""
    story = "Bridge closed for repairs until May"
    for raw in (f"{story}, Metro", f"{story} - Courier, Metro"):
        found = tags.resolve(
            stated("meta:keywords", "machine", 0.8, raw), Context(), headline=story
        )
        assert (found.value, [r.rule for r in found.repairs]) == (["Metro"], ["headline_as_tag"])
    assert tags.resolve(
        stated("meta:keywords", "machine", 0.8, "Old quay"), Context(), headline="Old quay"
    ).value == ["Old quay"]


def test_the_host_is_no_tag() -> None:
    """A syndication program adds where the story came from."""
    context = Context(url="https://www.courier.example/harbour")
    found = tags.resolve(
        stated("meta:keywords", "machine", 0.8, "harbour, courier.example, www.courier.example"),
        context,
    )
    assert (found.value, [r.rule for r in found.repairs]) == (["harbour"], ["site_name_as_tag"])


def test_unlike_lists_are_not_mixed() -> None:
    """Two different lists give the more reliable one, and a finding tells of the other."""
    sure = stated("ld+json:keywords", "machine", 0.8, ["harbour", "bridge"])
    cloud = stated("html:tags", "human", 0.4, "weather", "football", "recipes")
    found = tags.resolve([*sure, *cloud], Context())
    assert found.value == ["harbour", "bridge"]
    assert [f.code for f in found.findings] == ["tag_lists_differ"]
    assert sum(candidate.probability for candidate in found.candidates) <= 1


def test_ten_thousand_tags_are_compared_by_key_and_not_with_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each tag is folded a fixed number of times, however many there are."""
    calls = 0

    def counting(tag: str, language: str | None = None) -> str:
        nonlocal calls
        calls += 1
        return fold_tag(tag, language)

    monkeypatch.setattr("service.tags.lists.fold_tag", counting)
    many = [f"tag {i % 5000}" for i in range(10_000)]
    assert len(dedupe(many)[0]) == 5000
    assert calls <= 2 * len(many)


def test_a_stuffed_list_is_cut_and_told() -> None:
    """More tags than the contract keeps are cut, with a finding."""
    found = resolve([f"harbour {i}" for i in range(1_500)])
    assert isinstance(found.value, list)
    assert len(found.value) == 1_000
    assert "too_many_tags" in {f.code for f in found.findings}


@pytest.mark.parametrize(
    "raw",
    [
        "[" * 5_000,
        "{" * 5_000 + "}" * 5_000,
        '["a",' * 2_000,
        "a," * 50_000,
        "&amp;" * 20_000,
        "#" * 9_000,
    ],
)
def test_hostile_values_are_read_in_bounds(raw: str) -> None:
    """Deep, long and cut-off serialisations neither raise nor hang."""
    assert resolve(raw).field == "keywords"


def test_every_rule_is_listed_once() -> None:
    """What the room can emit stands in its table."""
    names = [rule.id for rule in tags.RULES]
    assert len(names) == len(set(names))


CASES = "defects/cases.jsonl"


def test_cases_of_the_reference_data(data_dir: Path) -> None:
    """Of the reference data's tag cases that a list alone can carry, none is wrong."""
    wrong = []
    for line in (data_dir / CASES).read_text("utf-8").splitlines():
        case = json.loads(line)
        if (
            case["field"] != "tags"
            or set(case["input"]) != {"value"}
            or case["recoverable"] == "ambiguous"
        ):
            continue
        found = resolve(case["input"]["value"]).value or []
        if found != case["expected"]:
            wrong.append((case["id"], found))
    assert wrong == []


@pytest.mark.parametrize(
    "row", [*MACHINE_ROWS, *ROWS], ids=[row[3] for row in (*MACHINE_ROWS, *ROWS)]
)
def test_row(row: Row) -> None:
    """A row finds what it is for, and leaves what only looks so; a tag that it leaves is its
    own.
    """
    _, damage, _, example, negative = row
    machine = row in MACHINE_ROWS
    left, found = clean(example, machine_list=machine)
    assert found == damage
    assert left is None or clean(left) == (left, None)
    assert clean(negative) == (negative, None)
