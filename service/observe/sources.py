"""The table of places where a page states something about itself, and the observations made from its rows.

A row says: place, vocabulary, the article property that is stated there, who wrote it (the independence group), how often the
value read there is right (reliability), and the names that mean so.  ``python -m bench.sources --apply`` measures the
reliabilities on the reference pages and writes them here; rows which those lack are estimates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from service.model import Json, Observation, Source
from service.view.columns import View

#: An attribute value longer than this is not read (contract: limits).
ATTRIBUTE_LIMIT = 64 * 1024


class Row(NamedTuple):
    """One row: ``names`` are one or more names, parted by blanks, that mean the same at that place."""

    place: str
    vocabulary: str
    field: str
    witness: str
    reliability: float
    names: str


_MACHINE, _HUMAN, _URL, _HTTP = "machine", "human", "url", "http"

#: The one table.  Names of metas are matched as ``fold_key`` leaves them: "DC.Date.Issued" is "dcterms:date:issued" too.
# fmt: off
TABLE: tuple[Row, ...] = (
    # JSON-LD: the main entity's own properties, and those of other nodes that speak of the page or the site.
    Row("ld+json", "schema.org", "headline", _MACHINE, 0.86, "headline"),
    Row("ld+json", "schema.org", "headline", _MACHINE, 0.73, "name"),
    Row("ld+json", "schema.org", "alternativeHeadline", _MACHINE, 0.7, "alternativeHeadline"),
    Row("ld+json", "schema.org", "description", _MACHINE, 0.88, "description WebPage/description"),
    Row("ld+json", "schema.org", "author", _MACHINE, 0.93, "author"),
    Row("ld+json", "schema.org", "author", _MACHINE, 0.87, "creator WebPage/author"),
    Row("ld+json", "schema.org", "datePublished", _MACHINE, 0.99, "datePublished uploadDate WebPage/datePublished"),
    Row("ld+json", "schema.org", "dateModified", _MACHINE, 0.97, "dateModified WebPage/dateModified"),
    Row("ld+json", "schema.org", "dateCreated", _MACHINE, 0.99, "dateCreated"),
    Row("ld+json", "schema.org", "expires", _MACHINE, 0.9, "expires"),
    Row("ld+json", "schema.org", "publisher", _MACHINE, 0.62, "publisher"),
    Row("ld+json", "schema.org", "keywords", _MACHINE, 0.62, "keywords"),
    Row("ld+json", "schema.org", "articleSection", _MACHINE, 0.8, "articleSection"),
    Row("ld+json", "schema.org", "inLanguage", _MACHINE, 0.97, "inLanguage"),
    Row("ld+json", "schema.org", "url", _MACHINE, 0.9, "url mainEntityOfPage"),
    Row("ld+json", "schema.org", "image", _MACHINE, 0.72, "image"),
    Row("ld+json", "schema.org", "wordCount", _MACHINE, 0.8, "wordCount"),
    Row("ld+json", "schema.org", "copyrightYear", _MACHINE, 0.8, "copyrightYear"),
    Row("ld+json", "schema.org", "copyrightHolder", _MACHINE, 0.8, "copyrightHolder"),
    Row("ld+json", "schema.org", "creditText", _MACHINE, 0.8, "creditText"),
    Row("ld+json", "schema.org", "dateline", _MACHINE, 0.8, "dateline"),
    Row("ld+json", "schema.org", "contentLocation", _MACHINE, 0.8, "contentLocation"),
    Row("ld+json", "schema.org", "isAccessibleForFree", _MACHINE, 0.8, "isAccessibleForFree"),
    Row("ld+json", "schema.org", "type", _MACHINE, 0.9, "@type"),
    Row("ld+json", "schema.org", "publisher", _MACHINE, 0.56, "WebSite/name Organization/name"),
    Row("ld+json", "schema.org", "articleSection", _MACHINE, 0.45, "BreadcrumbList/name"),
    # Meta tags.
    Row("meta", "Open Graph", "headline", _MACHINE, 0.77, "og:title"),
    Row("meta", "Twitter", "headline", _MACHINE, 0.73, "twitter:title"),
    Row("meta", "Dublin Core", "headline", _MACHINE, 0.78, "dc.title"),
    Row("meta", "Parse.ly", "headline", _MACHINE, 0.77, "parsely-title sailthru.title"),
    Row("meta", "Highwire", "headline", _MACHINE, 0.9, "citation_title"),
    Row("meta", "house", "headline", _MACHINE, 0.66, "headline title"),
    Row("meta", "Open Graph", "datePublished", _MACHINE, 0.99, "article:published_time article:published og:published_time"),
    Row("meta", "Dublin Core", "datePublished", _MACHINE, 0.99, "dc.issued dc.date.issued"),
    Row("meta", "Parse.ly", "datePublished", _MACHINE, 0.99, "parsely-pub-date sailthru.date"),
    Row("meta", "Highwire", "datePublished", _MACHINE, 0.99, "citation_publication_date citation_online_date"),
    Row("meta", "Open Graph", "dateModified", _MACHINE, 0.97, "article:modified_time article:modified"),
    Row("meta", "Open Graph", "dateModified", _MACHINE, 0.7, "og:updated_time article:updated_time"),
    Row("meta", "Dublin Core", "dateModified", _MACHINE, 0.97, "dc.modified dc.date.modified"),
    Row("meta", "Dublin Core", "dateCreated", _MACHINE, 0.96, "dc.created dc.date.created"),
    Row("meta", "Dublin Core", "date", _MACHINE, 0.96, "dc.date"),
    Row("meta", "HTML", "date", _MACHINE, 0.5, "nameless"),
    Row("meta", "house", "date", _MACHINE, 0.98, "date timestamp"),
    Row("meta", "Open Graph", "expires", _MACHINE, 0.9, "article:expiration_time"),
    Row("meta", "HTML", "author", _MACHINE, 0.81, "author"),
    Row("meta", "Open Graph", "author", _MACHINE, 0.93, "article:author article:author_name"),
    Row("meta", "Dublin Core", "author", _MACHINE, 0.86, "dc.creator"),
    Row("meta", "Parse.ly", "author", _MACHINE, 0.93, "parsely-author sailthru.author"),
    Row("meta", "Highwire", "author", _MACHINE, 0.9, "citation_author"),
    Row("meta", "Twitter", "author", _MACHINE, 0.92, "twitter:data"),
    Row("meta", "Open Graph", "publisher", _MACHINE, 0.67, "og:site_name"),
    Row("meta", "Dublin Core", "publisher", _MACHINE, 0.47, "dc.publisher"),
    Row("meta", "house", "publisher", _MACHINE, 0.53, "publisher application-name apple-mobile-web-app-title source sitename "
        "dc.source"),
    Row("meta", "Twitter", "publisher", _MACHINE, 0.37, "twitter:site"),
    Row("meta", "Highwire", "publisher", _MACHINE, 0.7, "citation_publisher citation_journal_title"),
    Row("meta", "Open Graph", "keywords", _MACHINE, 0.80, "article:tag og:tag"),
    Row("meta", "Google News", "keywords", _MACHINE, 0.76, "news_keywords"),
    Row("meta", "HTML", "keywords", _MACHINE, 0.60, "keywords"),
    Row("meta", "Dublin Core", "keywords", _MACHINE, 0.69, "dc.subject"),
    Row("meta", "Parse.ly", "keywords", _MACHINE, 0.65, "parsely-tags sailthru.tags"),
    Row("meta", "Open Graph", "articleSection", _MACHINE, 0.75, "article:section og:section"),
    Row("meta", "Parse.ly", "articleSection", _MACHINE, 0.65, "parsely-section"),
    Row("meta", "Open Graph", "inLanguage", _MACHINE, 0.97, "og:locale"),
    Row("meta", "HTML", "inLanguage", _MACHINE, 0.99, "content-language language lang dc.language"),
    Row("meta", "HTML", "description", _MACHINE, 0.90, "description"),
    Row("meta", "Open Graph", "description", _MACHINE, 0.89, "og:description"),
    Row("meta", "Twitter", "description", _MACHINE, 0.86, "twitter:description"),
    Row("meta", "Dublin Core", "description", _MACHINE, 0.89, "dc.description dcterms.abstract"),
    Row("meta", "house", "description", _MACHINE, 0.94, "sailthru.description abstract"),
    Row("meta", "Open Graph", "image", _MACHINE, 0.96, "og:image"),
    Row("meta", "Twitter", "image", _MACHINE, 0.84, "twitter:image"),
    Row("meta", "Open Graph", "url", _MACHINE, 0.9, "og:url"),
    Row("meta", "Open Graph", "type", _MACHINE, 0.5, "og:type"),
    Row("meta", "house", "wordCount", _MACHINE, 0.7, "wordcount"),
    Row("meta", "house", "isAccessibleForFree", _MACHINE, 0.7, "article:content_tier"),
    Row("meta", "house", "copyright", _MACHINE, 0.6, "copyright rights dc.rights"),
    # Metas of publishing systems that no row names: read under the columns of scrapers, "acme:publish-time".
    Row("meta", "house", "datePublished", _MACHINE, 0.99, "published"),
    Row("meta", "house", "dateModified", _MACHINE, 0.7, "updated"),
    Row("meta", "house", "dateCreated", _MACHINE, 0.88, "created"),
    Row("meta", "house", "author", _MACHINE, 0.83, "authors byl"),
    Row("meta", "house", "keywords", _MACHINE, 0.39, "tags"),
    Row("meta", "house", "articleSection", _MACHINE, 0.45, "section"),
    # Links and the document itself.
    Row("link", "HTML", "url", _MACHINE, 0.95, "canonical"),
    Row("link", "HTML", "image", _MACHINE, 0.77, "image_src"),
    Row("link", "HTML", "inLanguage", _MACHINE, 0.99, "hreflang"),
    Row("html", "HTML", "inLanguage", _MACHINE, 0.98, "lang"),
    Row("html", "HTML", "headline", _MACHINE, 0.42, "title"),
    # Microdata, RDFa and microformats: machine-readable marks on what the reader sees.
    Row("microdata", "schema.org", "headline", _MACHINE, 0.76, "headline"),
    Row("microdata", "schema.org", "alternativeHeadline", _MACHINE, 0.7, "alternativeheadline"),
    Row("microdata", "schema.org", "description", _MACHINE, 0.83, "description"),
    Row("microdata", "schema.org", "author", _MACHINE, 0.80, "author creator"),
    Row("microdata", "schema.org", "datePublished", _MACHINE, 0.99, "datepublished"),
    Row("microdata", "schema.org", "dateModified", _MACHINE, 0.97, "datemodified"),
    Row("microdata", "schema.org", "dateCreated", _MACHINE, 0.99, "datecreated"),
    Row("microdata", "schema.org", "publisher", _MACHINE, 0.67, "publisher sourceorganization"),
    Row("microdata", "schema.org", "keywords", _MACHINE, 0.54, "keywords about"),
    Row("microdata", "schema.org", "articleSection", _MACHINE, 0.7, "articlesection"),
    Row("microdata", "schema.org", "inLanguage", _MACHINE, 0.98, "inlanguage"),
    Row("microdata", "schema.org", "image", _MACHINE, 0.64, "image thumbnailurl"),
    Row("microdata", "schema.org", "wordCount", _MACHINE, 0.8, "wordcount"),
    Row("microdata", "schema.org", "copyrightYear", _MACHINE, 0.6, "copyrightyear"),
    Row("microdata", "schema.org", "copyrightHolder", _MACHINE, 0.6, "copyrightholder"),
    Row("microdata", "schema.org", "isAccessibleForFree", _MACHINE, 0.8, "isaccessibleforfree"),
    Row("microdata", "schema.org", "type", _MACHINE, 0.8, "itemtype"),
    Row("rdfa", "Dublin Core", "date", _MACHINE, 0.99, "dc:date dc:created dcterms:created dcterms:date"),
    Row("hentry", "microformats", "datePublished", _MACHINE, 0.99, "published"),
    # The state that scripts start with, of the object that names the page.
    Row("script", "JSON", "datePublished", _MACHINE, 0.99, "datePublished"),
    Row("script", "JSON", "author", _MACHINE, 0.7, "author"),
    Row("script", "JSON", "keywords", _MACHINE, 0.65, "keywords"),
    # What a reader sees.
    Row("html", "HTML", "headline", _HUMAN, 0.75, "h1"),
    Row("html", "HTML", "headline", _HUMAN, 0.77, "headline"),
    Row("html", "HTML", "author", _HUMAN, 0.68, "byline"),
    Row("html", "HTML", "author", _HUMAN, 0.71, "author"),
    Row("html", "HTML", "author", _HUMAN, 0.83, "rel-author"),
    Row("html", "HTML", "author", _HUMAN, 0.65, "near-headline-byline"),
    Row("html", "HTML", "author", _HUMAN, 0.76, "near-headline-name"),
    Row("html", "HTML", "keywords", _HUMAN, 0.59, "rel-tag tags"),
    Row("html", "HTML", "keywords", _HUMAN, 0.36, "tag-link"),
    Row("html", "HTML", "keywords", _HUMAN, 0.62, "tag-list"),
    Row("html", "HTML", "articleSection", _HUMAN, 0.5, "breadcrumb section"),
    Row("html", "HTML", "copyright", _HUMAN, 0.6, "copyright"),
    Row("html", "HTML", "description", _HUMAN, 0.53, "lead"),
    Row("html", "HTML", "description", _HUMAN, 0.87, "first-paragraph"),
    Row("html", "HTML", "image", _HUMAN, 0.78, "lead-image"),
    Row("html", "HTML", "datePublished", _HUMAN, 0.99, "published"),
    Row("html", "HTML", "dateModified", _HUMAN, 0.97, "updated"),
    Row("html", "HTML", "date", _HUMAN, 0.98, "dateline"),
    Row("html", "HTML", "date", _HUMAN, 0.99, "near-headline"),
    Row("html", "HTML", "otherDate", _HUMAN, 0.1, "other-date"),
    # A <time>'s attribute is written for machines by the template that prints its text for readers.
    Row("time", "HTML", "date", _HUMAN, 0.99, "datetime text"),
    Row("time", "HTML", "datePublished", _HUMAN, 0.97, "published-datetime"),
    Row("time", "HTML", "datePublished", _HUMAN, 0.99, "published-text"),
    Row("time", "HTML", "dateModified", _HUMAN, 0.97, "updated-datetime updated-text"),
    Row("time", "HTML", "otherDate", _MACHINE, 0.1, "other-datetime"),
    Row("time", "HTML", "otherDate", _HUMAN, 0.1, "other-text"),
    # The address and the headers.
    Row("url", "URL", "date", _URL, 0.99, "path-date"),
    Row("url", "URL", "articleSection", _URL, 0.35, "path-section"),
    Row("url", "URL", "url", _URL, 0.8, "address"),
    Row("http", "HTTP", "dateModified", _HTTP, 0.3, "last-modified"),
    Row("http", "HTTP", "inLanguage", _HTTP, 0.75, "content-language"),
    Row("http", "HTTP", "url", _HTTP, 0.9, "link-canonical"),
)
# fmt: on


def _expand(rows: Iterable[Row]) -> dict[tuple[str, str], Source]:
    """Return every place and name with its source; a name that two rows claim is a mistake in the table."""
    named = [(row, name) for row in rows for name in row.names.split()]
    sources = {(row.place, name): Source(f"{row.place}:{name}", row.field, row.witness, row.reliability) for row, name in named}
    if len(sources) < len(named):
        raise ValueError("two rows of the table of places claim one name")
    return sources


#: (place, name) to source; names of metas are lower case.
SOURCES = _expand(TABLE)


def observation(place: str, name: str, raw: Json, locator: str, order: int = 0) -> Observation:
    """Return an observation made from the table's row for that place and name."""
    source = SOURCES[place, name]
    return Observation(source.field, raw, source, locator, order)


def see(view: View, element: int, name: str, raw: Json, place: str = "html", within: int = -1) -> Observation:
    """Return the observation that an element states under a row of the table of places, by itself or within another."""
    source, told = SOURCES[place, name], element if within < 0 else within
    # the structural place of an element is its tag and its number in the walk
    return Observation(source.field, raw, source, f"{view.tags[told]}[{told}]", element)


# --- the names of what a caller supplies, and of metas that no row has ------------------------------------------------------

#: What scrapers and publishing systems call a property, beyond the names of the table.  Those before a bar say it more exactly
#: than those behind: a record's "link" is its page's address and its "id" may be "?p=5"; newspaper3k counts words for its
#: "keywords" and reads its "tags" on the page.
_COLUMNS = {
    "headline": "headline articletitle posttitle webtitle | title titel titre titulo | name pagetitle titletext h1 headlines",
    "alternativeHeadline": "alternativeheadline subtitle subheadline kicker dek alternatename",
    "description": "description metadescription | summary excerpt abstract teaser lead shorttext snippet standfirst trailtext "
    "descriptiontext summarydetail",
    "author": "author authors byline creator writer writers writtenby by articleauthor authorname authornames bylines reporter "
    "journalist autor auteur authordetail contributor metaauthor twittercreator",
    "datePublished": "datepublished publisheddate publishdate pubdate publicationdate publishedat publishedtime publishtime "
    "datepublish datepublishedraw published publishedon firstpublished issued posted postedat posteddate releasedate "
    "publishedparsed firstpublishedat firstpublicationdate firstpublishdate originallypublished publishedutc publishedatutc "
    "publishedgmt publishdatetime publishdatetimeutc publicationdatetime publicationtime webpublicationdate datetimepublished "
    "dateposted articledate displaydate pub pubtime uploaddate publisheddatetime publishedtimestamp originalpublishdate "
    "firstpublisheddate articlepublicationdate articlepublisheddate dateavailable publishingdate "
    # "Dt" is a date in Korean editing systems
    "deploydt publishdt pubdt regdt regdate",
    "dateModified": "datemodified modifieddate modified lastmodified modifiedtime lastmod updated updatedat updateddate "
    "dateupdated datemodify lastupdated lastupdate updatedtime modifiedat datemodifiedraw modifiedgmt postmodifiedgmt "
    "postmodified updatedparsed updatedutc updatedatutc lastupdateddate revisiondate lastedit lastedited lasteditedat",
    "dateCreated": "datecreated created createdat createddate creationdate createdutc createdatutc createdparsed",
    "expires": "expires expiry expirationdate validuntil expiredate",
    "date": "date datetime timestamp time articledatetime displaytime datum fecha dategmt postdate postdategmt",
    "publisher": "publisher publishername newspaper | sitename sitetitle site source outlet publication sourcename sourcetitle "
    "website metasitename sourcehostname sourcedomain articlepublisher",
    "keywords": "tags taglist | keywords newskeywords metakeywords | keyword tag topics subjects labels",
    "articleSection": "articlesection section sectionname primarysection | sections | category categories rubric channel desk",
    "inLanguage": "inlanguage language lang locale metalang humanlanguage languagecode",
    "url": "canonical canonicalurl canonicallink | url permalink pageurl mainentityofpage | link address uri finalurl "
    "twitterurl parselylink",
    "image": "image topimage mainimage leadimage imageurl leadimageurl urltoimage topimageurl featuredimage "
    "heroimage bannerimage coverimage socialimage metaimg wpfeaturedmedia | images picture imgurl img imageurls mediacontent | "
    "thumbnail thumbnailurl thumb mediathumbnail parselyimageurl",
    "wordCount": "wordcount words numwords",
    "type": "type schematype articletype",
    "biography": "biography authorbio bio",
}
#: A key under which the text of the article comes.
BODY_KEYS = frozenset("articlebody body text content fulltext maintext cleantext bodytext articletext plaintext".split())
#: What is no part of a key: blanks and marks, and what tells one Dublin Core and one Open Graph from the other.
_KEY_MARKS = re.compile(r"[\s:._\-/]+|(?<=^dc)terms|^og(?=:article)", re.IGNORECASE)


def fold_key(name: str) -> str:
    """Return a metadata key without case, blanks and marks: "article:published_time" and "Article.Published Time" are one."""
    return _KEY_MARKS.sub("", name).casefold()


#: Folded key to the table's name of a meta; some statements have two names.
META_NAMES = {fold_key(name): name for place, name in SOURCES if place == "meta"} | {
    "ogimageurl": "og:image",
    "ogimagesecureurl": "og:image",
    "twitterimagesrc": "twitter:image",
}


def _names() -> dict[str, tuple[str, int]]:
    """Return each folded key's property, and its rank behind the name that says the property most exactly."""
    names = {
        name: (field, rank)
        for field, column in _COLUMNS.items()
        for rank, words in enumerate(column.split("|"))
        for name in words.split()
    }
    tabled = {fold_key(name).lstrip("@"): ("ld+json", name) for place, name in SOURCES if place == "ld+json"}
    tabled = {key: ("meta", name) for key, name in META_NAMES.items()} | tabled
    for key, place in tabled.items():
        field = SOURCES[place].field
        names.setdefault(key, (field, _COLUMNS.get(field, "").count("|")))
    return names


_NAMES = _names()
#: Folded key to article property: every name that a caller's metadata may come under.
SUPPLIED_NAMES = {key: field for key, (field, _) in _NAMES.items()}


def rank_of_name(folded: str) -> int:
    """Return a folded key's rank behind the name that says its property most exactly: 0 for the best."""
    return _NAMES.get(folded.lstrip("@"), ("", 0))[1]


def without_object(folded: str) -> str:
    """Return a folded key without what it is a member of: "newstitle" is "title"; a "postname" is a part of an address."""
    bare = _OBJECT.sub("", folded)
    return bare if folded not in _NAMES and bare != "name" and (bare in _NAMES or bare in BODY_KEYS) else folded


_OBJECT = re.compile(r"^(?:article|news|story|post)")


def nearest_name(name: str) -> str | None:
    """Return the known name that a key nearly is: "publishd" is "published"; None for any other key."""
    folded = fold_key(name).lstrip("@")
    near = get_close_matches(folded, _NAMES, 1, _ALIKE) if _SHORTEST <= len(folded) <= _LONGEST_NAME else []
    return near[0] if near else None


#: How much of two names is alike where one is a slip of the other; shorter ones are alike by chance.
_ALIKE, _SHORTEST, _LONGEST_NAME = 0.86, 5, 40
