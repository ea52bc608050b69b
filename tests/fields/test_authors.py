"""Authors: every name and nothing but names, each person an element of its own."""

from __future__ import annotations

import pytest

from service import fields
from service.model import Context, Json, Observation, Resolution, Source


def resolve(raw: Json, source: str = "meta:author", publisher: str | None = None) -> Resolution:
    """The resolution of one statement."""
    where = Source(source, "author", "human" if source.startswith("html:") else "machine", 0.8)
    return fields.resolve_authors(
        [Observation("author", raw, where, "here")], Context(), publisher=publisher
    )


def names(raw: Json) -> list[str]:
    """The names that one statement gives."""
    value = resolve(raw).value
    return (
        [str(element["name"]) for element in value if isinstance(element, dict)]
        if isinstance(value, list)
        else []
    )


CLEANED: list[tuple[Json, list[str]]] = [
    ("By Ann Miller", ["Ann Miller"]),
    ("written by\n   Ann Miller\n", ["Ann Miller"]),
    ("Posted by Ann Miller", ["Ann Miller"]),
    ("ByAnn Miller", ["Ann Miller"]),
    ("Von Anna Müller und Max Schmidt", ["Anna Müller", "Max Schmidt"]),
    ("Par Jeanne Dupont et Luc Martin", ["Jeanne Dupont", "Luc Martin"]),
    ("Di Marco Bianchi", ["Marco Bianchi"]),
    ("Door Piet de Boer", ["Piet de Boer"]),
    ("Автор: Анна Иванова", ["Анна Иванова"]),
    ("بقلم: أحمد علي", ["أحمد علي"]),
    ("מאת: דוד לוי", ["דוד לוי"]),
    ("記者 李明", ["李明"]),
    ("文／山田太郎", ["山田太郎"]),
    ("文・山田太郎", ["山田太郎"]),
    ("김철수 기자", ["김철수"]),
    ("李明、王芳", ["李明", "王芳"]),
    ("Ann Miller, John Roe and Max Poe", ["Ann Miller", "John Roe", "Max Poe"]),
    ("Ann Miller, Senior Reporter", ["Ann Miller"]),
    (
        "Ann Miller, Harbour Correspondent, and John Roe, Ferry Columnist",
        ["Ann Miller", "John Roe"],
    ),
    ("Ann Miller Staff Writer", ["Ann Miller"]),
    ("Minutes Ago Ann Miller", ["Ann Miller"]),
    ("Monday August 27, 2018 10:05 am PDT by Ann Miller", ["Ann Miller"]),
    ("Ann Miller25 Feb 2022", ["Ann Miller"]),
    ("Ann Miller5 min read", ["Ann Miller"]),
    ("ann.miller@courier.example (Ann Miller)", ["Ann Miller"]),
    ("Ann Miller <ann@courier.example>", ["Ann Miller"]),
    ("Ann Miller @annm", ["Ann Miller"]),
    ("Ann Miller (she/her)", ["Ann Miller"]),
    ("Ann Miller in Oslo and John Roe in Rome", ["Ann Miller", "John Roe"]),
    ("Ann Miller, Reuters", ["Ann Miller"]),
    ("Ann Miller EXAMPLE DAILY NEWS", ["Ann Miller"]),
    ("De notre correspondant à Rome, Jeanne Dupont", ["Jeanne Dupont"]),
    ("ANN MILLER", ["Ann Miller"]),
    ("ann miller", ["Ann Miller"]),
    ("İPEK YILDIRIM DAĞ", ["İpek Yıldırım Dağ"]),
    ("CRISTIAN ŞERBAN", ["Cristian Şerban"]),
    ("Ann Miller; Miller, Ann", ["Ann Miller"]),
    ("von Müller, Hans", ["Hans von Müller"]),
    ("Von Müller, Reuters", ["Von Müller"]),
    ("Maria Costa e Silva (Reuters)", ["Maria Costa e Silva"]),
    ("Maria Costa e Ana Silva (Reuters)", ["Maria Costa", "Ana Silva"]),
    ("DOE, JANE, Ana Ruiz and Li Wei", ["Jane Doe", "Ana Ruiz", "Li Wei"]),
    ("Ann MillerJohn Roe", ["Ann Miller", "John Roe"]),
    ("JosÃ© PÃ©rez", ["José Pérez"]),
    (["A", "n", "n", " ", "R", "o", "e"], ["Ann Roe"]),
    ({"@type": "Person", "name": {"@type": "Person", "name": "Ann Miller"}}, ["Ann Miller"]),
    ({"givenName": "Ann", "familyName": "Miller"}, ["Ann Miller"]),
    ("['Ann Miller', 'John Roe']", ["Ann Miller", "John Roe"]),
    ([{"name": "Ann Miller"}, {"name": "John Roe"}], ["Ann Miller", "John Roe"]),
]


@pytest.mark.parametrize(("raw", "expected"), CLEANED, ids=[repr(row[0])[:45] for row in CLEANED])
def test_cleaned(raw: Json, expected: list[str]) -> None:
    """Byline words, roles, dates, addresses and places are taken off the names."""
    assert names(raw) == expected


KEPT = """Byrne Roe|Byung-Chul Han|Di Giacomo|Von der Leyen|Ursula von der Leyen|Andy Andrews|Nick Staff|Alexandra Editor
Christopher Null|May Chen|April March|Sun Li|bell hooks|danah boyd|Ronan McDonald|DeShawn Roe|LeRoy Miller|Madonna
María José|J. R. R. Roe|Martin Roe, Jr.|José Ortega y Gasset|Siobhán Ní Dhúill|მარიამ დოე
Agence France-Presse|The Associated Press|dpa"""


@pytest.mark.parametrize("name", KEPT.replace("\n", "|").split("|"))
def test_kept(name: str) -> None:
    """Names that look as if something clung to them stay whole, without a repair."""
    found = resolve(name)
    assert names(name) == [name]
    assert (found.status, found.repairs) == ("stated", ())


NOBODY = """Senior Reporter|Our Correspondent|Watermark feed|Exampleanglicans net|Coronavirus
annmiller|https://www.facebook.com/ExampleMogul|ann.miller@courier.example|@annmiller|null|[[author]]|{{ author }}
admin|Published: 3 May 2021|Updated 3 hours ago|Foto: Max Muster|3 May 2021"""


@pytest.mark.parametrize("raw", NOBODY.replace("\n", "|").split("|"))
def test_nobody(raw: str) -> None:
    """Roles, accounts, addresses and dates are no authors, and a finding says so."""
    found = resolve(raw)
    assert found.value is None
    assert [finding.code for finding in found.findings] == ["author_is_nobody"]


@pytest.mark.parametrize(
    "name",
    ["dpa", "The Associated Press", "Reuters Staff", "Example News", "CNN", "Staff", "Redacción"],
)
def test_organisations(name: str) -> None:
    """Agencies, outlets and newsrooms are organisations."""
    assert resolve(name).value == [{"@type": "Organization", "name": name}]


def test_what_the_page_types_is_believed() -> None:
    """A name that JSON-LD calls an organisation's is one, and the page's address of a person
    stays.
    """
    assert resolve({"@type": "Organization", "name": "courier.example"}).value == [
        {"@type": "Organization", "name": "courier.example"}
    ]
    person = {"@type": "Person", "name": "Ann Miller", "url": "https://courier.example/ann"}
    assert resolve(person).value == [person]


def test_a_person_stays_one_on_a_site_of_her_name() -> None:
    """A publisher of the author's very name makes her no organisation: people have sites of their
    own.
    """
    publisher = Source("ld+json:publisher", "publisher", "machine", 0.8)
    author = Source("ld+json:author", "author", "machine", 0.8)
    person, site = (
        {"@type": "Person", "name": "Ann Miller"},
        {"@type": "Organization", "name": "Ann Miller"},
    )
    seen = [
        Observation("publisher", site, publisher, "a"),
        Observation("author", person, author, "b"),
    ]
    assert fields.resolve_authors(seen, Context(), publisher="Ann Miller").value == [person]


def test_the_publisher_is_no_second_author() -> None:
    """The outlet's name goes where a person is named too, and stays alone."""
    both: Json = [{"name": "Ann Miller"}, {"name": "Harbour Courier"}]
    found = resolve(both, publisher="Harbour Courier")
    assert found.value == [{"@type": "Person", "name": "Ann Miller"}]
    assert [repair.rule for repair in found.repairs] == ["site_name_as_author"]


def test_taking_by_off_a_byline_is_no_repair() -> None:
    """In a byline the byline word is at home; in a meta tag it is damage."""
    assert resolve("By Ann Miller", "html:byline").repairs == ()
    assert [repair.rule for repair in resolve("By Ann Miller").repairs] == ["byline_word_in_author"]


def test_a_fuller_list_is_taken() -> None:
    """What one meta tag leaves out another place as good gives."""
    one = Observation("author", "Ann Miller", Source("html:byline", "author", "human", 0.7), "a", 0)
    both = Observation(
        "author",
        ["Ann Miller", "John Roe"],
        Source("ld+json:author", "author", "machine", 0.9),
        "b",
        1,
    )
    found = fields.resolve_authors([one, both], Context())
    assert isinstance(found.value, list)
    assert [element["name"] for element in found.value if isinstance(element, dict)] == [
        "Ann Miller",
        "John Roe",
    ]


@pytest.mark.parametrize(
    ("byline", "rule"),
    [
        ("By ANN MILLER", "capitals_in_author"),
        ("Ann Miller, Reuters", "agency_in_author"),
        ("Story by Ann Miller, photos by Max Poe", "nobody_as_author"),
        ("Ann Miller | miller@news.example", "address_in_author"),
    ],
)
def test_what_belongs_to_a_printed_byline_is_no_damage_there(byline: str, rule: str) -> None:
    """A byline printed for readers is read; the same in a field for a name is repaired."""
    assert (resolve(byline, "html:byline").status, resolve(byline, "html:byline").repairs) == (
        "normalized",
        (),
    )
    assert rule in [repair.rule for repair in resolve(byline).repairs]


def test_a_newsroom_is_an_organisation() -> None:
    """The outlet's or a station's staff is no person."""
    for name, publisher in (("Harbour Echo Staff", "Harbour Echo"), ("KQZX News Staff", None)):
        value = resolve(name, "html:byline", publisher).value
        assert value == [{"@type": "Organization", "name": name}]


def test_a_nobody_is_told_once_and_as_printed() -> None:
    """One finding for a nobody in several places, without the marks of a programming language."""
    places: list[tuple[str, Json]] = [
        ("ld+json:author", {"name": "admin"}),
        ("meta:author", "admin"),
        ("html:author", "Admin"),
    ]
    seen = [
        Observation("author", raw, Source(p, "author", "machine", 0.8), p, i)
        for i, (p, raw) in enumerate(places)
    ]
    found = fields.resolve_authors(seen, Context()).findings
    assert [finding.message for finding in found] == ["“admin” names no author."]
