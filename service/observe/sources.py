"""The table of places where a page states something about itself, and the observations made from its rows.

A row says: place, vocabulary, the article property that is stated there, who wrote it (the independence group), how often the
value read there is right (reliability), and the names that mean so.  ``python -m bench.sources --apply`` measures the
reliabilities on the reference pages and writes them here; rows which those lack are estimates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from service.model import Json, Observation, Source

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


_MACHINE, _HUMAN, _URL, _HTTP, _SUPPLIED = "machine", "human", "url", "http", "supplied"

#: The one table.  Names of metas are written as they are usually spelled and matched without case.
# fmt: off
TABLE: tuple[Row, ...] = (
    # JSON-LD, the main entity's own properties.
    Row("ld+json", "schema.org", "headline", _MACHINE, 0.86, "headline"),
    Row("ld+json", "schema.org", "headline", _MACHINE, 0.73, "name"),
    Row("ld+json", "schema.org", "alternativeHeadline", _MACHINE, 0.7, "alternativeHeadline alternateName"),
    Row("ld+json", "schema.org", "description", _MACHINE, 0.87, "description"),
    Row("ld+json", "schema.org", "description", _MACHINE, 0.55, "abstract"),
    Row("ld+json", "schema.org", "author", _MACHINE, 0.93, "author"),
    Row("ld+json", "schema.org", "author", _MACHINE, 0.88, "creator"),
    Row("ld+json", "schema.org", "author", _MACHINE, 0.65, "contributor editor"),
    Row("ld+json", "schema.org", "datePublished", _MACHINE, 0.99, "datePublished"),
    Row("ld+json", "schema.org", "dateModified", _MACHINE, 0.97, "dateModified"),
    Row("ld+json", "schema.org", "dateCreated", _MACHINE, 0.99, "dateCreated"),
    Row("ld+json", "schema.org", "datePublished", _MACHINE, 0.99, "uploadDate"),
    Row("ld+json", "schema.org", "expires", _MACHINE, 0.9, "expires"),
    Row("ld+json", "schema.org", "publisher", _MACHINE, 0.62, "publisher"),
    Row("ld+json", "schema.org", "publisher", _MACHINE, 0.57, "sourceOrganization provider"),
    Row("ld+json", "schema.org", "keywords", _MACHINE, 0.62, "keywords"),
    Row("ld+json", "schema.org", "keywords", _MACHINE, 0.34, "about mentions"),
    Row("ld+json", "schema.org", "articleSection", _MACHINE, 0.8, "articleSection"),
    Row("ld+json", "schema.org", "articleSection", _MACHINE, 0.3, "genre"),
    Row("ld+json", "schema.org", "inLanguage", _MACHINE, 0.97, "inLanguage"),
    Row("ld+json", "schema.org", "url", _MACHINE, 0.9, "url"),
    Row("ld+json", "schema.org", "url", _MACHINE, 0.85, "mainEntityOfPage"),
    Row("ld+json", "schema.org", "url", _MACHINE, 0.5, "@id"),
    Row("ld+json", "schema.org", "image", _MACHINE, 0.72, "image"),
    Row("ld+json", "schema.org", "image", _MACHINE, 0.62, "thumbnailUrl thumbnail"),
    Row("ld+json", "schema.org", "wordCount", _MACHINE, 0.8, "wordCount"),
    Row("ld+json", "schema.org", "copyrightYear", _MACHINE, 0.8, "copyrightYear"),
    Row("ld+json", "schema.org", "copyrightHolder", _MACHINE, 0.8, "copyrightHolder"),
    Row("ld+json", "schema.org", "copyright", _MACHINE, 0.7, "copyrightNotice"),
    Row("ld+json", "schema.org", "creditText", _MACHINE, 0.8, "creditText"),
    Row("ld+json", "schema.org", "dateline", _MACHINE, 0.8, "dateline"),
    Row("ld+json", "schema.org", "contentLocation", _MACHINE, 0.8, "contentLocation locationCreated"),
    Row("ld+json", "schema.org", "imageCredit", _MACHINE, 0.8, "image/creditText"),
    Row("ld+json", "schema.org", "isAccessibleForFree", _MACHINE, 0.8, "isAccessibleForFree"),
    Row("ld+json", "schema.org", "type", _MACHINE, 0.9, "@type"),
    # JSON-LD, other nodes that speak of the page or the site.
    Row("ld+json", "schema.org", "headline", _MACHINE, 0.61, "WebPage/name WebPage/headline"),
    Row("ld+json", "schema.org", "description", _MACHINE, 0.89, "WebPage/description"),
    Row("ld+json", "schema.org", "datePublished", _MACHINE, 0.99, "WebPage/datePublished"),
    Row("ld+json", "schema.org", "dateModified", _MACHINE, 0.97, "WebPage/dateModified"),
    Row("ld+json", "schema.org", "author", _MACHINE, 0.86, "WebPage/author"),
    Row("ld+json", "schema.org", "keywords", _MACHINE, 0.6, "WebPage/keywords"),
    Row("ld+json", "schema.org", "inLanguage", _MACHINE, 0.88, "WebPage/inLanguage"),
    Row("ld+json", "schema.org", "url", _MACHINE, 0.85, "WebPage/url"),
    Row("ld+json", "schema.org", "image", _MACHINE, 0.86, "WebPage/image WebPage/primaryImageOfPage"),
    Row("ld+json", "schema.org", "publisher", _MACHINE, 0.47, "WebPage/publisher"),
    Row("ld+json", "schema.org", "publisher", _MACHINE, 0.56, "WebSite/name"),
    Row("ld+json", "schema.org", "publisher", _MACHINE, 0.57, "WebSite/publisher"),
    Row("ld+json", "schema.org", "inLanguage", _MACHINE, 0.93, "WebSite/inLanguage"),
    Row("ld+json", "schema.org", "publisher", _MACHINE, 0.57, "Organization/name"),
    Row("ld+json", "schema.org", "publisher", _MACHINE, 0.56, "isPartOf/name"),
    Row("ld+json", "schema.org", "articleSection", _MACHINE, 0.45, "BreadcrumbList/name"),
    Row("ld+json", "schema.org", "author", _MACHINE, 0.87, "Person/name"),
    # Meta tags.
    Row("meta", "Open Graph", "headline", _MACHINE, 0.77, "og:title"),
    Row("meta", "Twitter", "headline", _MACHINE, 0.73, "twitter:title"),
    Row("meta", "Dublin Core", "headline", _MACHINE, 0.78, "dc.title dcterms.title dc:title"),
    Row("meta", "Parse.ly", "headline", _MACHINE, 0.77, "parsely-title sailthru.title sailthru.headline"),
    Row("meta", "Highwire", "headline", _MACHINE, 0.9, "citation_title"),
    Row("meta", "rNews", "headline", _MACHINE, 0.85, "rnews:headline"),
    Row("meta", "house", "headline", _MACHINE, 0.66, "headline hdl title article:title cxenseparse:title fb_title "
        "article_title news:title itemprop:name"),
    Row("meta", "schema.org", "headline", _MACHINE, 0.78, "itemprop:headline"),
    Row("meta", "Dublin Core", "alternativeHeadline", _MACHINE, 0.7, "dc.title.alternative dcterms.alternative "
        "itemprop:alternativeheadline"),
    Row("meta", "Open Graph", "datePublished", _MACHINE, 0.99, "article:published_time og:article:published_time "
        "article:published"),
    Row("meta", "Open Graph", "datePublished", _MACHINE, 0.99, "og:published_time og:pubdate"),
    Row("meta", "schema.org", "datePublished", _MACHINE, 0.99, "itemprop:datepublished"),
    Row("meta", "Dublin Core", "datePublished", _MACHINE, 0.99, "dcterms.issued dc.date.issued dc.issued dcterms.date.issued "
        "dc.date.published dcterms.available date.available dc.dateissued dc.date.publication"),
    Row("meta", "Parse.ly", "datePublished", _MACHINE, 0.99, "parsely-pub-date sailthru.date cxenseparse:publishtime "
        "cxenseparse:recs:publishtime"),
    Row("meta", "Highwire", "datePublished", _MACHINE, 0.99, "citation_publication_date citation_online_date citation_date "
        "bepress_citation_date"),
    Row("meta", "rNews", "datePublished", _MACHINE, 0.97, "rnews:datepublished"),
    Row("meta", "house", "datePublished", _MACHINE, 0.99, "datepublished date_published date-published published "
        "published_time published-date published_date published_at pubdate pub_date pub-date publish-date publish_date "
        "publishdate publishtime publish_time publish-time publication_date publication-date publicationdate "
        "originalpublicationdate article.published article:publish_date article:publicationdate releasedate release_date "
        "firstpublished first_published displaydate article_date_original news:publication_date dateposted date_posted "
        "prism.publicationdate live_date article:published_date ptime"),
    Row("meta", "Open Graph", "dateModified", _MACHINE, 0.97, "article:modified_time article:modified og:modified_time"),
    Row("meta", "Open Graph", "dateModified", _MACHINE, 0.7, "og:updated_time article:updated_time"),
    Row("meta", "schema.org", "dateModified", _MACHINE, 0.97, "itemprop:datemodified"),
    Row("meta", "Dublin Core", "dateModified", _MACHINE, 0.97, "dcterms.modified dc.date.modified dc.modified "
        "dcterms.date.modified date.modified date.updated"),
    Row("meta", "house", "dateModified", _MACHINE, 0.7, "datemodified date_modified date-modified modified modified_time "
        "modifieddate modified_date last-modified lastmodified last_modified lastmod last-updated lastupdated "
        "last_updated_date lastupdate last-update updated updated_time update_time revised revision_date article.updated "
        "article:updated dateupdated date_updated utime cxenseparse:modifiedtime date.lastmodified "
        "dc.date.x-metadatalastmodified article_date_updated"),
    Row("meta", "Dublin Core", "dateCreated", _MACHINE, 0.96, "dcterms.created dc.date.created dc.created date.created "
        "itemprop:datecreated"),
    Row("meta", "house", "dateCreated", _MACHINE, 0.88, "datecreated date_created created created_at creation_date "
        "creationdate"),
    Row("meta", "Dublin Core", "date", _MACHINE, 0.96, "dc.date dcterms.date dc:date"),
    Row("meta", "HTML", "date", _MACHINE, 0.5, "nameless"),
    Row("meta", "house", "date", _MACHINE, 0.98, "date itemprop:date timestamp article.date artdate"),
    Row("meta", "Open Graph", "expires", _MACHINE, 0.9, "article:expiration_time"),
    Row("meta", "house", "expires", _MACHINE, 0.7, "dcterms.valid sailthru.expire_date expirationdate unavailable_after"),
    Row("meta", "HTML", "author", _MACHINE, 0.81, "author"),
    Row("meta", "Open Graph", "author", _MACHINE, 0.93, "article:author article:author_name og:article:author"),
    Row("meta", "Dublin Core", "author", _MACHINE, 0.86, "dc.creator dcterms.creator dc:creator"),
    Row("meta", "Parse.ly", "author", _MACHINE, 0.93, "parsely-author sailthru.author cxenseparse:author "
        "cxenseparse:recs:author"),
    Row("meta", "Highwire", "author", _MACHINE, 0.9, "citation_author citation_authors"),
    Row("meta", "rNews", "author", _MACHINE, 0.8, "rnews:author rnews:creator"),
    Row("meta", "schema.org", "author", _MACHINE, 0.77, "itemprop:author itemprop:creator"),
    Row("meta", "house", "author", _MACHINE, 0.83, "authors byl byline creator author_name article.author og:author "
        "author-name article:authors dc.contributor articleauthor"),
    Row("meta", "Twitter", "author", _MACHINE, 0.50, "twitter:creator"),
    Row("meta", "Twitter", "author", _MACHINE, 0.92, "twitter:data1 twitter:data2"),
    Row("meta", "Open Graph", "publisher", _MACHINE, 0.67, "og:site_name"),
    Row("meta", "Open Graph", "publisher", _MACHINE, 0.47, "article:publisher"),
    Row("meta", "Dublin Core", "publisher", _MACHINE, 0.47, "dc.publisher dcterms.publisher dc:publisher"),
    Row("meta", "house", "publisher", _MACHINE, 0.53, "publisher application-name apple-mobile-web-app-title cre source "
        "news_source publication dc.source dcterms.source itemprop:publisher sitename site_name sailthru.source "
        "og:provider_name"),
    Row("meta", "Apps", "publisher", _MACHINE, 0.49, "al:ios:app_name al:android:app_name twitter:app:name:iphone"),
    Row("meta", "Twitter", "publisher", _MACHINE, 0.37, "twitter:site twitter:domain"),
    Row("meta", "Highwire", "publisher", _MACHINE, 0.7, "citation_publisher citation_journal_title"),
    Row("meta", "Open Graph", "keywords", _MACHINE, 0.80, "article:tag og:article:tag og:tag"),
    Row("meta", "Google News", "keywords", _MACHINE, 0.76, "news_keywords news:keywords"),
    Row("meta", "HTML", "keywords", _MACHINE, 0.60, "keywords"),
    Row("meta", "Dublin Core", "keywords", _MACHINE, 0.69, "dc.subject dcterms.subject dc:subject"),
    Row("meta", "Parse.ly", "keywords", _MACHINE, 0.65, "parsely-tags sailthru.tags cxenseparse:keywords "
        "cxenseparse:recs:keywords"),
    Row("meta", "Highwire", "keywords", _MACHINE, 0.8, "citation_keywords"),
    Row("meta", "schema.org", "keywords", _MACHINE, 0.7, "itemprop:keywords itemprop:about"),
    Row("meta", "house", "keywords", _MACHINE, 0.39, "tags tag keyword topics topic article:theme article:topic article:tags "
        "article:keywords subjects content_tags article:topics page_tags"),
    Row("meta", "Open Graph", "articleSection", _MACHINE, 0.75, "article:section og:section og:article:section"),
    Row("meta", "Parse.ly", "articleSection", _MACHINE, 0.65, "parsely-section cxenseparse:taxonomy cxenseparse:category"),
    Row("meta", "schema.org", "articleSection", _MACHINE, 0.75, "itemprop:articlesection"),
    Row("meta", "Chinese government", "articleSection", _MACHINE, 0.75, "columnname"),
    Row("meta", "house", "articleSection", _MACHINE, 0.45, "section category article:subsection article:vertical dc.type "
        "dcterms.type subsection channel page_section article.section sailthru.verticals article:category cxenseparse:section "
        "categories rubrik"),
    Row("meta", "Open Graph", "inLanguage", _MACHINE, 0.97, "og:locale"),
    Row("meta", "HTML", "inLanguage", _MACHINE, 0.99, "http-equiv:content-language content-language language lang"),
    Row("meta", "Dublin Core", "inLanguage", _MACHINE, 0.99, "dc.language dcterms.language dc:language citation_language "
        "itemprop:inlanguage news:language"),
    Row("meta", "HTML", "description", _MACHINE, 0.90, "description"),
    Row("meta", "Open Graph", "description", _MACHINE, 0.89, "og:description"),
    Row("meta", "Twitter", "description", _MACHINE, 0.86, "twitter:description"),
    Row("meta", "Dublin Core", "description", _MACHINE, 0.89, "dc.description dcterms.description dc:description "
        "dcterms.abstract dc.description.abstract"),
    Row("meta", "house", "description", _MACHINE, 0.94, "sailthru.description citation_abstract abstract itemprop:description "
        "summary excerpt cxenseparse:description rnews:description"),
    Row("meta", "Open Graph", "image", _MACHINE, 0.96, "og:image og:image:url og:image:secure_url"),
    Row("meta", "Twitter", "image", _MACHINE, 0.84, "twitter:image twitter:image:src"),
    Row("meta", "schema.org", "image", _MACHINE, 0.81, "itemprop:image itemprop:thumbnailurl"),
    Row("meta", "house", "image", _MACHINE, 0.74, "parsely-image-url sailthru.image.full cxenseparse:image thumbnail image "
        "image_src article:image"),
    Row("meta", "house", "image", _MACHINE, 0.63, "sailthru.image.thumb"),
    Row("meta", "Open Graph", "url", _MACHINE, 0.9, "og:url"),
    Row("meta", "house", "url", _MACHINE, 0.7, "twitter:url parsely-link citation_public_url al:web:url itemprop:url "
        "cxenseparse:url"),
    Row("meta", "Dublin Core", "url", _MACHINE, 0.4, "dc.identifier dcterms.identifier"),
    Row("meta", "Open Graph", "type", _MACHINE, 0.5, "og:type parsely-type"),
    Row("meta", "schema.org", "wordCount", _MACHINE, 0.7, "itemprop:wordcount wordcount word_count"),
    Row("meta", "house", "isAccessibleForFree", _MACHINE, 0.7, "article:content_tier content_tier "
        "itemprop:isaccessibleforfree"),
    Row("meta", "house", "copyright", _MACHINE, 0.6, "copyright rights dc.rights dcterms.rights dc:rights"),
    Row("meta", "schema.org", "copyrightYear", _MACHINE, 0.7, "itemprop:copyrightyear"),
    Row("meta", "schema.org", "copyrightHolder", _MACHINE, 0.7, "itemprop:copyrightholder dcterms.rightsholder"),
    Row("meta", "HTTP", "date", _MACHINE, 0.3, "http-equiv:date"),
    Row("meta", "HTTP", "dateModified", _MACHINE, 0.4, "http-equiv:last-modified"),
    # Links and the document itself.
    Row("link", "HTML", "url", _MACHINE, 0.95, "canonical"),
    Row("link", "HTML", "url", _MACHINE, 0.4, "alternate shortlink"),
    # the same story for another reader, recorded so that it is not lost
    Row("link", "HTML", "url", _MACHINE, 0.02, "amphtml"),
    Row("link", "HTML", "image", _MACHINE, 0.77, "image_src"),
    Row("link", "HTML", "author", _MACHINE, 0.1, "author"),
    Row("link", "HTML", "inLanguage", _MACHINE, 0.99, "hreflang"),
    Row("html", "HTML", "inLanguage", _MACHINE, 0.98, "lang"),
    Row("html", "HTML", "headline", _MACHINE, 0.42, "title"),
    # Microdata, RDFa and microformats: machine-readable marks on what the reader sees.
    Row("microdata", "schema.org", "headline", _MACHINE, 0.76, "headline"),
    Row("microdata", "schema.org", "headline", _MACHINE, 0.71, "name"),
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
    Row("microdata", "schema.org", "url", _MACHINE, 0.5, "mainentityofpage url"),
    Row("microdata", "schema.org", "image", _MACHINE, 0.64, "image thumbnailurl"),
    Row("microdata", "schema.org", "wordCount", _MACHINE, 0.8, "wordcount"),
    Row("microdata", "schema.org", "copyrightYear", _MACHINE, 0.6, "copyrightyear"),
    Row("microdata", "schema.org", "copyrightHolder", _MACHINE, 0.6, "copyrightholder"),
    Row("microdata", "schema.org", "creditText", _MACHINE, 0.7, "credittext"),
    Row("microdata", "schema.org", "dateline", _MACHINE, 0.7, "dateline"),
    Row("microdata", "schema.org", "contentLocation", _MACHINE, 0.7, "contentlocation"),
    Row("microdata", "schema.org", "isAccessibleForFree", _MACHINE, 0.8, "isaccessibleforfree"),
    Row("microdata", "schema.org", "expires", _MACHINE, 0.7, "expires"),
    Row("microdata", "schema.org", "type", _MACHINE, 0.8, "itemtype"),
    Row("microdata", "schema.org", "otherDate", _MACHINE, 0.1, "neighbour"),
    Row("rdfa", "Dublin Core", "headline", _MACHINE, 0.65, "dc:title dcterms:title"),
    Row("rdfa", "Dublin Core", "date", _MACHINE, 0.99, "dc:date dc:created dcterms:created dcterms:date"),
    Row("rdfa", "Dublin Core", "datePublished", _MACHINE, 0.97, "dc:issued dcterms:issued"),
    Row("rdfa", "Dublin Core", "dateModified", _MACHINE, 0.97, "dc:modified dcterms:modified"),
    Row("rdfa", "Dublin Core", "author", _MACHINE, 0.7, "dc:creator dcterms:creator"),
    Row("rdfa", "Dublin Core", "keywords", _MACHINE, 0.6, "dc:subject dcterms:subject"),
    Row("hentry", "microformats", "headline", _HUMAN, 0.75, "entry-title p-name"),
    Row("hentry", "microformats", "datePublished", _HUMAN, 0.99, "published dt-published"),
    Row("hentry", "microformats", "dateModified", _HUMAN, 0.6, "updated dt-updated"),
    Row("hentry", "microformats", "author", _HUMAN, 0.85, "p-author fn"),
    Row("hentry", "microformats", "keywords", _HUMAN, 0.6, "p-category"),
    # The state that scripts start with, of the object that names the page.
    Row("script", "JSON", "datePublished", _MACHINE, 0.99, "datePublished"),
    Row("script", "JSON", "author", _MACHINE, 0.7, "author"),
    Row("script", "JSON", "keywords", _MACHINE, 0.65, "keywords"),
    # What a reader sees.
    Row("html", "HTML", "headline", _HUMAN, 0.75, "h1"),
    Row("html", "HTML", "headline", _HUMAN, 0.77, "headline"),
    Row("html", "HTML", "alternativeHeadline", _HUMAN, 0.5, "subtitle"),
    Row("html", "HTML", "author", _HUMAN, 0.68, "byline"),
    Row("html", "HTML", "author", _HUMAN, 0.71, "author"),
    Row("html", "HTML", "author", _HUMAN, 0.83, "rel-author"),
    Row("html", "HTML", "author", _HUMAN, 0.65, "near-headline-byline"),
    Row("html", "HTML", "author", _HUMAN, 0.76, "near-headline-name"),
    Row("html", "HTML", "author", _HUMAN, 0.85, "standing-name"),
    Row("html", "HTML", "description", _HUMAN, 0.87, "first-paragraph"),
    Row("html", "HTML", "biography", _HUMAN, 0.66, "author-box"),
    Row("html", "HTML", "keywords", _HUMAN, 0.59, "rel-tag tags"),
    Row("html", "HTML", "keywords", _HUMAN, 0.36, "tag-link"),
    Row("html", "HTML", "keywords", _HUMAN, 0.62, "tag-list"),
    Row("html", "HTML", "articleSection", _HUMAN, 0.5, "breadcrumb section"),
    Row("html", "HTML", "copyright", _HUMAN, 0.6, "copyright"),
    Row("html", "HTML", "description", _HUMAN, 0.53, "lead"),
    Row("html", "HTML", "image", _HUMAN, 0.78, "lead-image"),
    Row("html", "HTML", "publisher", _HUMAN, 0.4, "logo"),
    Row("html", "HTML", "datePublished", _HUMAN, 0.99, "published"),
    Row("html", "HTML", "dateModified", _HUMAN, 0.97, "updated"),
    Row("html", "HTML", "dateCreated", _HUMAN, 0.7, "created"),
    Row("html", "HTML", "date", _HUMAN, 0.98, "dateline"),
    Row("html", "HTML", "date", _HUMAN, 0.99, "in-article"),
    Row("html", "HTML", "date", _HUMAN, 0.99, "near-headline"),
    Row("html", "HTML", "otherDate", _HUMAN, 0.1, "other-date"),
    # A <time>'s attribute is written for machines by the template that prints its text for readers.
    Row("html", "HTML", "date", _MACHINE, 0.75, "stamp"),
    Row("html", "HTML", "datePublished", _MACHINE, 0.99, "published-stamp"),
    Row("html", "HTML", "dateModified", _MACHINE, 0.97, "updated-stamp"),
    Row("html", "HTML", "otherDate", _MACHINE, 0.1, "other-stamp"),
    Row("time", "HTML", "date", _HUMAN, 0.99, "datetime"),
    Row("time", "HTML", "datePublished", _HUMAN, 0.97, "published-datetime"),
    Row("time", "HTML", "dateModified", _HUMAN, 0.97, "updated-datetime"),
    Row("time", "HTML", "otherDate", _MACHINE, 0.1, "other-datetime"),
    Row("time", "HTML", "date", _HUMAN, 0.99, "text"),
    Row("time", "HTML", "datePublished", _HUMAN, 0.99, "published-text"),
    Row("time", "HTML", "dateModified", _HUMAN, 0.97, "updated-text"),
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
    """Every place and name with its source; a name that two rows claim is a mistake in the table."""
    sources: dict[tuple[str, str], Source] = {}
    for row in rows:
        for name in row.names.split():
            key = (row.place, name)
            if key in sources:
                raise ValueError(f"two rows for {key}")
            sources[key] = Source(f"{row.place}:{name}", row.field, row.witness, row.reliability)
    return sources


#: (place, name) to source; names of metas are lower case.
SOURCES = _expand(TABLE)

#: Reliability of what a scraper supplies under a known name: its own extraction, unknown to us.
SUPPLIED_RELIABILITY = 0.75
#: The same for dates, which a scraper copies from a place of the page rather than composing them.
SUPPLIED_DATE_RELIABILITY = 0.96


def supplied_source(field: str) -> Source:
    """The source of a value that the caller's own extraction gave for a field."""
    is_date = field in ("date", "datePublished", "dateModified", "dateCreated", "expires")
    return Source(f"supplied:{field}", field, _SUPPLIED, SUPPLIED_DATE_RELIABILITY if is_date else SUPPLIED_RELIABILITY)


#: "@timestamp" is Elasticsearch's and Logstash's: when the document came in, unless somebody set it to the article's date.
INDEXED = Source("supplied:@timestamp", "date", _SUPPLIED, 0.5)
#: The day that stands in a supplied byline: the caller handed on the line that the page prints for readers.
PRINTED_BYLINE = Source("supplied:byline", "date", _HUMAN, SUPPLIED_DATE_RELIABILITY)


def observation(place: str, name: str, raw: Json, locator: str, order: int = 0) -> Observation:
    """An observation made from the table's row for that place and name."""
    source = SOURCES[place, name]
    return Observation(source.field, raw, source, locator, order)
