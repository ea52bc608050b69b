"""The article as an IPTC ninjs 3.1 item, for news systems that use it.

ninjs has no place for half of an answer: no evidence, no confidence, no canonical address beside
the identifier, no date without a clock and an offset.  ``LOST`` lists what is dropped;
docs/other-shapes.md is generated from it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from service.model import Json, Result
from service.render.canonical import canonical_bytes

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"

#: Each member of an item, and where its value comes from.
MAPPED: tuple[tuple[str, str], ...] = (
    (
        "uri",
        (
            "@id, else mainEntityOfPage, else url; without any an RFC 6920 name made of "
            "the "
            "article's own digest"
        ),
    ),
    ("type", '"text"'),
    ("profile", "the article's @type"),
    ("language", "inLanguage"),
    ("headlines", "headline (role main), alternativeHeadline (role alternative)"),
    ("descriptions", "description (role summary)"),
    ("contentCreated", "datePublished, if it has a clock and an offset"),
    ("versionCreated", "dateModified, else datePublished, if it has a clock and an offset"),
    ("expires", "expires, if it has a clock and an offset"),
    ("by", "the names of author, joined"),
    ("people", "author where it is a Person (rel author)"),
    ("organisations", "author where it is an Organization (rel author)"),
    ("infoSources", "publisher (role publisher), sourceOrganization (role source)"),
    ("subjects", "keywords (rel keyword), articleSection (rel section)"),
    ("genres", "the kind of article, where @type names one (opinion, review, …)"),
    ("associations", "image, each as a picture with one rendition"),
    ("altIds", "url, where uri is another address (role url)"),
    ("located", "dateline, else contentLocation"),
    ("copyrightHolder", "the name of copyrightHolder"),
    ("copyrightNotice", "copyrightYear and the name of copyrightHolder"),
    ("usageTerms", "isAccessibleForFree, in words"),
    ("standard", "ninjs, 3.1, and the address of its schema"),
)

#: What an item cannot carry.
LOST: tuple[tuple[str, str], ...] = (
    (
        "fields, repairs, findings, status",
        "the schema is closed: evidence, confidence and reasons cannot travel inside",
    ),
    (
        "dates of a day",
        (
            "every date must have a clock and an offset; for a day, a midnight would "
            "have to "
            "be invented"
        ),
    ),
    ("dates with a clock but no zone", "for the same reason: an offset would have to be invented"),
    ("wordCount", "it belongs to a body, and an answer has no body"),
    ("dateCreated", "contentCreated is taken by datePublished"),
    ("publisher.logo, creditText", "there is no such member"),
)

#: The genres that schema.org's subtypes name.
GENRES = {
    "OpinionNewsArticle": "opinion",
    "AnalysisNewsArticle": "analysis",
    "BackgroundNewsArticle": "background",
    "ReviewNewsArticle": "review",
    "ReportageNewsArticle": "reportage",
    "LiveBlogPosting": "live blog",
}


def ninjs(result: Result) -> Json:
    """Return the article as a ninjs 3.1 item, valid against its schema."""
    article = result.article
    identifier = identifier_of(article)
    item: dict[str, Json] = {
        "uri": identifier,
        "type": "text",
        "profile": article.get("@type"),
        "language": article.get("inLanguage"),
        "headlines": _texts(article, headline="main", alternativeHeadline="alternative"),
        "descriptions": _texts(article, description="summary"),
        "contentCreated": _instant(article.get("datePublished")),
        "versionCreated": _instant(article.get("dateModified"))
        or _instant(article.get("datePublished")),
        "expires": _instant(article.get("expires")),
        "by": ", ".join(_text(author, "name") for author in _objects(article, "author")),
        "people": _authors(article, "Person"),
        "organisations": _authors(article, "Organization"),
        "infoSources": _sources(article, publisher="publisher", sourceOrganization="source"),
        "subjects": _subjects(article, keywords="keyword", articleSection="section"),
        "genres": [{"name": genre, "literal": genre}]
        if (genre := GENRES.get(str(article.get("@type"))))
        else [],
        "associations": [
            _picture(image)
            for image in _objects(article, "image")
            if _is_address(_text(image, "url"))
        ],
        "altIds": _other_address(article, identifier),
        "located": article.get("dateline") or article.get("contentLocation"),
        "copyrightHolder": _text(article.get("copyrightHolder"), "name"),
        "copyrightNotice": _copyright(article),
        "usageTerms": _access(article.get("isAccessibleForFree")),
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
    }
    return {name: value for name, value in item.items() if value}


def identifier_of(article: Mapping[str, Json]) -> str:
    """Return the article's address, or else a name made from its digest, so that the same article
    has the same name.
    """
    for name in ("@id", "mainEntityOfPage", "url"):
        if _is_address(address := article.get(name)):
            return str(address)
    digest = hashlib.sha256(canonical_bytes(article)).digest()
    return "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def _is_address(value: Json) -> bool:
    """Return whether a value is an absolute URI, as ``format: uri`` demands: "/a.jpg" is not, nor
    is "https://x/a b".
    """
    if (
        not isinstance(value, str)
        or not value.isascii()
        or any(letter in value for letter in ' "<>\\^`{|}')
    ):
        return False
    try:
        return bool(urlsplit(value).scheme)
    except ValueError:
        return False


def _instant(date: Json) -> str | None:
    """Return the date if it is an instant, else None: ``date-time`` demands an offset, and none is
    invented.
    """
    return date if isinstance(date, str) and len(date) == len("2022-02-25T14:40:00-05:00") else None


def _texts(article: Mapping[str, Json], **roles: str) -> list[Json]:
    return [
        {"role": role, "value": value}
        for name, role in roles.items()
        if (value := article.get(name))
    ]


def _objects(article: Mapping[str, Json], name: str) -> list[Mapping[str, Json]]:
    value = article.get(name)
    items = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    return [item for item in items if isinstance(item, Mapping)]


def _text(value: Json, member: str) -> str:
    text = value.get(member) if isinstance(value, Mapping) else None
    return text if isinstance(text, str) else ""


def _named(party: Mapping[str, Json], **members: str) -> Json:
    """Return a person or an organisation with its name, and its address if it has one."""
    address = party.get("url")
    return {
        "name": _text(party, "name"),
        **members,
        **({"uri": address} if _is_address(address) else {}),
    }


def _authors(article: Mapping[str, Json], kind: str) -> list[Json]:
    return [
        _named(author, rel="author")
        for author in _objects(article, "author")
        if author.get("@type") == kind
    ]


def _sources(article: Mapping[str, Json], **roles: str) -> list[Json]:
    return [
        _named(party, role=role)
        for name, role in roles.items()
        for party in _objects(article, name)
    ]


def _subjects(article: Mapping[str, Json], **relations: str) -> list[Json]:
    found: list[Json] = []
    for name, relation in relations.items():
        values = article.get(name)
        if isinstance(values, Sequence) and not isinstance(values, str):
            found += [{"name": value, "literal": value, "rel": relation} for value in values]
    return found


def _picture(image: Mapping[str, Json]) -> Json:
    """Return an image as an associated picture; width and height belong to its only rendition."""
    size = {name: image[name] for name in ("width", "height") if name in image}
    caption: list[Json] = (
        [{"role": "caption", "value": image["caption"]}] if image.get("caption") else []
    )
    picture: dict[str, Json] = {
        "name": "image",
        "uri": image["url"],
        "type": "picture",
        "renditions": [{"name": "original", "href": image["url"], **size}],
    }
    return picture | ({"descriptions": caption} if caption else {})


def _other_address(article: Mapping[str, Json], identifier: str) -> list[Json]:
    address = article.get("url")
    return [{"role": "url", "value": address}] if address and address != identifier else []


def _copyright(article: Mapping[str, Json]) -> str | None:
    said = [str(article["copyrightYear"])] if "copyrightYear" in article else []
    holder = _text(article.get("copyrightHolder"), "name")
    return " ".join(["©", *said, *([holder] if holder else [])]) if said or holder else None


def _access(free: Json) -> str | None:
    return (
        {True: "Accessible for free.", False: "Not accessible for free."}.get(free)
        if isinstance(free, bool)
        else None
    )
