"""The names under which a caller's metadata comes: scrapers' columns, the metas' and schema.org's, and which say it best."""

from __future__ import annotations

import re

from service.observe.sources import TABLE


def fold_key(name: str) -> str:
    """A metadata key without case, blanks and marks: "article:published_time" and "Article.Published Time" are one."""
    return _KEY_MARKS.sub("", name).casefold()


_KEY_MARKS = re.compile(r"[\s:._\-/]+")

#: Scrapers' own column names, beyond the names of the metas and of schema.org.
_SCRAPER_NAMES = {
    "headline": "headline title name pagetitle articletitle titletext h1 titel titre titulo webtitle posttitle headlines",
    "alternativeHeadline": "alternativeheadline subtitle subheadline kicker dek",
    "description": "description summary excerpt abstract metadescription teaser lead shorttext snippet standfirst trailtext "
    "descriptiontext summarydetail",
    "author": "author authors byline creator writer writers by articleauthor authorname authornames bylines reporter "
    "journalist autor auteur authordetail",
    "datePublished": "datepublished publisheddate publishdate pubdate publicationdate publishedat publishedtime publishtime "
    "datepublish datepublishedraw published publishedon firstpublished issued posted postedat posteddate releasedate "
    "publishedparsed firstpublishedat firstpublicationdate firstpublishdate originallypublished publishedutc publishedatutc "
    "publishedgmt publishdatetime publishdatetimeutc publicationdatetime publicationtime webpublicationdate datetimepublished "
    "dateposted articledate displaydate pub pubtime",
    "dateModified": "datemodified modifieddate modified lastmodified modifiedtime lastmod updated updatedat updateddate "
    "dateupdated datemodify lastupdated lastupdate updatedtime modifiedat datemodifiedraw modifiedgmt postmodifiedgmt "
    "postmodified updatedparsed updatedutc updatedatutc lastupdateddate",
    "dateCreated": "datecreated created createdat createddate creationdate createdutc createdatutc createdparsed",
    "expires": "expires expiry expirationdate validuntil expiredate",
    "date": "date datetime timestamp time articledatetime displaytime datum fecha dategmt postdate postdategmt",
    "publisher": "publisher sitename site source outlet publication newspaper sourcename sourcetitle ogsitename website "
    "publishername sourcehostname",
    "keywords": "keywords tags keyword tag topics subjects newskeywords metakeywords labels",
    "articleSection": "articlesection section category categories sections rubric channel primarysection desk sectionname",
    "inLanguage": "inlanguage language lang locale metalang languagecode",
    "url": "url link canonical canonicalurl canonicallink permalink address uri pageurl mainentityofpage finalurl",
    "image": "image images topimage mainimage imageurl leadimage thumbnail thumbnailurl leadimageurl imgurl picture urltoimage",
    "wordCount": "wordcount words numwords",
    "copyrightYear": "copyrightyear",
    "copyrightHolder": "copyrightholder",
    "copyright": "copyright rights copyrightnotice",
    "isAccessibleForFree": "isaccessibleforfree",
    "type": "type schematype articletype",
    "biography": "biography authorbio bio",
}
#: Of the names of one property those that say it more exactly, best first; the others come after them.  A record's "link" is
#: its page's address and its "id" may be "?p=5"; newspaper3k counts words for its "keywords" and reads its "tags" on the page.
_FIRST_NAMES = {
    "headline": ("headline articletitle posttitle webtitle", "title titel titre titulo"),
    "description": ("description metadescription",),
    "publisher": ("publisher publishername newspaper",),
    "keywords": ("tags", "keywords newskeywords metakeywords"),
    "articleSection": ("articlesection section sectionname primarysection", "sections"),
    "url": ("canonical canonicalurl canonicallink", "url permalink pageurl mainentityofpage", "link address uri finalurl"),
    "image": ("image topimage mainimage leadimage imageurl leadimageurl urltoimage", "images picture imgurl"),
}
_RANKS = {
    field: {name: rank for rank, names in enumerate(ranks) for name in names.split()} for field, ranks in _FIRST_NAMES.items()
}


def rank_of_name(field: str, folded: str) -> int:
    """How far a folded key stands behind the name that says a property most exactly: 0 for the best."""
    ranks = _RANKS.get(field)
    return 0 if ranks is None else ranks.get(folded, len(_FIRST_NAMES[field]))


#: A key under which the text of the article comes.
BODY_KEYS = frozenset("articlebody body text content fulltext maintext cleantext bodytext articletext plaintext".split())
#: Keys that state nothing about the article.
SILENT_KEYS = frozenset({"@context", "context"})


def _supplied_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for field, words in _SCRAPER_NAMES.items():
        names.update(dict.fromkeys(words.split(), field))
    for row in TABLE:
        if row.place == "meta" or (row.place == "ld+json" and "/" not in row.names):
            for name in row.names.split():
                key = fold_key(name.removeprefix("itemprop:").removeprefix("http-equiv:")).lstrip("@")
                names.setdefault(key, row.field)
    return names


#: Folded key to article property: every name that a caller's metadata may come under.
SUPPLIED_NAMES = _supplied_names()
