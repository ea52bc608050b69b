"""The table of places where a page states something about itself, and the observations made from its rows.

A row says: place, vocabulary, the names it uses there, the article property that such a name states, whose statement it is
(role), the independence group (witness), and how often the value read there is right (reliability).  ``python -m bench.sources
--apply`` measures the reliabilities on the reference pages and writes them here; rows which those lack are estimates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from service.model import Json, Observation, Source

#: An attribute value longer than this is not read (contract: limits).
ATTRIBUTE_LIMIT = 64 * 1024


class Row(NamedTuple):
    """One row: ``names`` are one or more names, parted by blanks, that mean the same at that place.

    ``role`` is whose statement it is: "article", "page" (the page or its cache entry), "site", or "other" (something else on
    the page, recorded so that nothing is lost).
    """

    place: str
    vocabulary: str
    names: str
    field: str
    role: str
    witness: str
    reliability: float


_MACHINE, _HUMAN, _URL, _HTTP, _SUPPLIED = "machine", "human", "url", "http", "supplied"

#: The one table.  Names of metas are written as they are usually spelled and matched without case.
TABLE: tuple[Row, ...] = (
    # JSON-LD, the main entity's own properties.
    Row("ld+json", "schema.org", "headline", "headline", "article", _MACHINE, 0.86),
    Row("ld+json", "schema.org", "name", "headline", "article", _MACHINE, 0.73),
    Row("ld+json", "schema.org", "alternativeHeadline alternateName", "alternativeHeadline", "article", _MACHINE, 0.7),
    Row("ld+json", "schema.org", "description", "description", "article", _MACHINE, 0.87),
    Row("ld+json", "schema.org", "abstract", "description", "article", _MACHINE, 0.55),
    Row("ld+json", "schema.org", "author", "author", "article", _MACHINE, 0.93),
    Row("ld+json", "schema.org", "creator", "author", "article", _MACHINE, 0.88),
    Row("ld+json", "schema.org", "contributor editor", "author", "article", _MACHINE, 0.65),
    Row("ld+json", "schema.org", "datePublished", "datePublished", "article", _MACHINE, 0.99),
    Row("ld+json", "schema.org", "dateModified", "dateModified", "article", _MACHINE, 0.97),
    Row("ld+json", "schema.org", "dateCreated", "dateCreated", "article", _MACHINE, 0.99),
    Row("ld+json", "schema.org", "uploadDate", "datePublished", "article", _MACHINE, 0.99),
    Row("ld+json", "schema.org", "expires", "expires", "article", _MACHINE, 0.9),
    Row("ld+json", "schema.org", "publisher", "publisher", "article", _MACHINE, 0.62),
    Row("ld+json", "schema.org", "sourceOrganization provider", "publisher", "article", _MACHINE, 0.57),
    Row("ld+json", "schema.org", "keywords", "keywords", "article", _MACHINE, 0.62),
    Row("ld+json", "schema.org", "about mentions", "keywords", "article", _MACHINE, 0.34),
    Row("ld+json", "schema.org", "articleSection", "articleSection", "article", _MACHINE, 0.8),
    Row("ld+json", "schema.org", "genre", "articleSection", "article", _MACHINE, 0.3),
    Row("ld+json", "schema.org", "inLanguage", "inLanguage", "article", _MACHINE, 0.97),
    Row("ld+json", "schema.org", "url", "url", "article", _MACHINE, 0.9),
    Row("ld+json", "schema.org", "mainEntityOfPage", "url", "article", _MACHINE, 0.85),
    Row("ld+json", "schema.org", "@id", "url", "article", _MACHINE, 0.5),
    Row("ld+json", "schema.org", "image", "image", "article", _MACHINE, 0.72),
    Row("ld+json", "schema.org", "thumbnailUrl thumbnail", "image", "article", _MACHINE, 0.62),
    Row("ld+json", "schema.org", "wordCount", "wordCount", "article", _MACHINE, 0.8),
    Row("ld+json", "schema.org", "copyrightYear", "copyrightYear", "article", _MACHINE, 0.8),
    Row("ld+json", "schema.org", "copyrightHolder", "copyrightHolder", "article", _MACHINE, 0.8),
    Row("ld+json", "schema.org", "copyrightNotice", "copyright", "article", _MACHINE, 0.7),
    Row("ld+json", "schema.org", "creditText", "creditText", "article", _MACHINE, 0.8),
    Row("ld+json", "schema.org", "dateline", "dateline", "article", _MACHINE, 0.8),
    Row("ld+json", "schema.org", "contentLocation locationCreated", "contentLocation", "article", _MACHINE, 0.8),
    Row("ld+json", "schema.org", "image/creditText", "imageCredit", "other", _MACHINE, 0.8),
    Row("ld+json", "schema.org", "isAccessibleForFree", "isAccessibleForFree", "article", _MACHINE, 0.8),
    Row("ld+json", "schema.org", "@type", "type", "article", _MACHINE, 0.9),
    # JSON-LD, other nodes that speak of the page or the site.
    Row("ld+json", "schema.org", "WebPage/name WebPage/headline", "headline", "page", _MACHINE, 0.61),
    Row("ld+json", "schema.org", "WebPage/description", "description", "page", _MACHINE, 0.89),
    Row("ld+json", "schema.org", "WebPage/datePublished", "datePublished", "page", _MACHINE, 0.99),
    Row("ld+json", "schema.org", "WebPage/dateModified", "dateModified", "page", _MACHINE, 0.97),
    Row("ld+json", "schema.org", "WebPage/author", "author", "page", _MACHINE, 0.86),
    Row("ld+json", "schema.org", "WebPage/keywords", "keywords", "page", _MACHINE, 0.6),
    Row("ld+json", "schema.org", "WebPage/inLanguage", "inLanguage", "page", _MACHINE, 0.88),
    Row("ld+json", "schema.org", "WebPage/url", "url", "page", _MACHINE, 0.85),
    Row("ld+json", "schema.org", "WebPage/image WebPage/primaryImageOfPage", "image", "page", _MACHINE, 0.86),
    Row("ld+json", "schema.org", "WebPage/publisher", "publisher", "page", _MACHINE, 0.47),
    Row("ld+json", "schema.org", "WebSite/name", "publisher", "site", _MACHINE, 0.56),
    Row("ld+json", "schema.org", "WebSite/publisher", "publisher", "site", _MACHINE, 0.57),
    Row("ld+json", "schema.org", "WebSite/inLanguage", "inLanguage", "site", _MACHINE, 0.93),
    Row("ld+json", "schema.org", "Organization/name", "publisher", "site", _MACHINE, 0.57),
    Row("ld+json", "schema.org", "isPartOf/name", "publisher", "site", _MACHINE, 0.56),
    Row("ld+json", "schema.org", "BreadcrumbList/name", "articleSection", "page", _MACHINE, 0.45),
    Row("ld+json", "schema.org", "Person/name", "author", "page", _MACHINE, 0.87),
    Row("ld+json", "schema.org", "VideoObject/uploadDate", "otherDate", "other", _MACHINE, 0.2),
    Row("ld+json", "schema.org", "neighbour/datePublished", "otherDate", "other", _MACHINE, 0.1),
    # Meta tags.
    Row("meta", "Open Graph", "og:title", "headline", "article", _MACHINE, 0.77),
    Row("meta", "Twitter", "twitter:title", "headline", "article", _MACHINE, 0.73),
    Row("meta", "Dublin Core", "dc.title dcterms.title dc:title", "headline", "article", _MACHINE, 0.78),
    Row("meta", "Parse.ly", "parsely-title sailthru.title sailthru.headline", "headline", "article", _MACHINE, 0.77),
    Row("meta", "Highwire", "citation_title", "headline", "article", _MACHINE, 0.9),
    Row("meta", "rNews", "rnews:headline", "headline", "article", _MACHINE, 0.85),
    Row(
        "meta",
        "house",
        "headline hdl title article:title cxenseparse:title fb_title article_title news:title itemprop:name",
        "headline",
        "article",
        _MACHINE,
        0.66,
    ),
    Row("meta", "schema.org", "itemprop:headline", "headline", "article", _MACHINE, 0.78),
    Row(
        "meta",
        "Dublin Core",
        "dc.title.alternative dcterms.alternative itemprop:alternativeheadline",
        "alternativeHeadline",
        "article",
        _MACHINE,
        0.7,
    ),
    Row(
        "meta",
        "Open Graph",
        "article:published_time og:article:published_time article:published",
        "datePublished",
        "article",
        _MACHINE,
        0.99,
    ),
    Row("meta", "Open Graph", "og:published_time og:pubdate", "datePublished", "article", _MACHINE, 0.99),
    Row("meta", "schema.org", "itemprop:datepublished", "datePublished", "article", _MACHINE, 0.99),
    Row(
        "meta",
        "Dublin Core",
        "dcterms.issued dc.date.issued dc.issued dcterms.date.issued dc.date.published dcterms.available "
        "date.available "
        "dc.dateissued dc.date.publication",
        "datePublished",
        "article",
        _MACHINE,
        0.99,
    ),
    Row(
        "meta",
        "Parse.ly",
        "parsely-pub-date sailthru.date cxenseparse:publishtime cxenseparse:recs:publishtime",
        "datePublished",
        "article",
        _MACHINE,
        0.99,
    ),
    Row(
        "meta",
        "Highwire",
        "citation_publication_date citation_online_date citation_date bepress_citation_date",
        "datePublished",
        "article",
        _MACHINE,
        0.99,
    ),
    Row("meta", "rNews", "rnews:datepublished", "datePublished", "article", _MACHINE, 0.97),
    Row(
        "meta",
        "house",
        "datepublished date_published date-published published published_time published-date published_date "
        "published_at pubdate pub_date pub-date publish-date publish_date publishdate publishtime "
        "publish_time publish-time "
        "publication_date publication-date publicationdate originalpublicationdate article.published "
        "article:publish_date "
        "article:publicationdate releasedate release_date firstpublished first_published displaydate "
        "article_date_original "
        "news:publication_date dateposted date_posted prism.publicationdate live_date article:published_date ptime",
        "datePublished",
        "article",
        _MACHINE,
        0.99,
    ),
    Row(
        "meta",
        "Open Graph",
        "article:modified_time article:modified og:modified_time",
        "dateModified",
        "article",
        _MACHINE,
        0.97,
    ),
    Row("meta", "Open Graph", "og:updated_time article:updated_time", "dateModified", "page", _MACHINE, 0.7),
    Row("meta", "schema.org", "itemprop:datemodified", "dateModified", "article", _MACHINE, 0.97),
    Row(
        "meta",
        "Dublin Core",
        "dcterms.modified dc.date.modified dc.modified dcterms.date.modified date.modified date.updated",
        "dateModified",
        "article",
        _MACHINE,
        0.97,
    ),
    Row(
        "meta",
        "house",
        "datemodified date_modified date-modified modified modified_time modifieddate modified_date last-modified "
        "lastmodified last_modified lastmod last-updated lastupdated last_updated_date lastupdate last-update updated "
        "updated_time update_time revised revision_date article.updated article:updated dateupdated date_updated utime "
        "cxenseparse:modifiedtime date.lastmodified dc.date.x-metadatalastmodified article_date_updated",
        "dateModified",
        "article",
        _MACHINE,
        0.7,
    ),
    Row(
        "meta",
        "Dublin Core",
        "dcterms.created dc.date.created dc.created date.created itemprop:datecreated",
        "dateCreated",
        "article",
        _MACHINE,
        0.96,
    ),
    Row(
        "meta",
        "house",
        "datecreated date_created created created_at creation_date creationdate",
        "dateCreated",
        "article",
        _MACHINE,
        0.88,
    ),
    Row("meta", "Dublin Core", "dc.date dcterms.date dc:date", "date", "article", _MACHINE, 0.96),
    Row("meta", "HTML", "nameless", "date", "page", _MACHINE, 0.5),
    Row("meta", "house", "date itemprop:date timestamp article.date artdate", "date", "article", _MACHINE, 0.98),
    Row("meta", "Open Graph", "article:expiration_time", "expires", "article", _MACHINE, 0.9),
    Row(
        "meta",
        "house",
        "dcterms.valid sailthru.expire_date expirationdate unavailable_after",
        "expires",
        "article",
        _MACHINE,
        0.7,
    ),
    Row("meta", "HTML", "author", "author", "article", _MACHINE, 0.81),
    Row("meta", "Open Graph", "article:author article:author_name og:article:author", "author", "article", _MACHINE, 0.93),
    Row("meta", "Dublin Core", "dc.creator dcterms.creator dc:creator", "author", "article", _MACHINE, 0.86),
    Row(
        "meta",
        "Parse.ly",
        "parsely-author sailthru.author cxenseparse:author cxenseparse:recs:author",
        "author",
        "article",
        _MACHINE,
        0.93,
    ),
    Row("meta", "Highwire", "citation_author citation_authors", "author", "article", _MACHINE, 0.9),
    Row("meta", "rNews", "rnews:author rnews:creator", "author", "article", _MACHINE, 0.8),
    Row("meta", "schema.org", "itemprop:author itemprop:creator", "author", "article", _MACHINE, 0.77),
    Row(
        "meta",
        "house",
        "authors byl byline creator author_name article.author og:author author-name article:authors dc.contributor "
        "articleauthor",
        "author",
        "article",
        _MACHINE,
        0.83,
    ),
    Row("meta", "Twitter", "twitter:creator", "author", "article", _MACHINE, 0.50),
    Row("meta", "Twitter", "twitter:data1 twitter:data2", "author", "article", _MACHINE, 0.92),
    Row("meta", "Open Graph", "og:site_name", "publisher", "site", _MACHINE, 0.67),
    Row("meta", "Open Graph", "article:publisher", "publisher", "site", _MACHINE, 0.47),
    Row("meta", "Dublin Core", "dc.publisher dcterms.publisher dc:publisher", "publisher", "site", _MACHINE, 0.47),
    Row(
        "meta",
        "house",
        "publisher application-name apple-mobile-web-app-title cre source news_source publication dc.source "
        "dcterms.source itemprop:publisher sitename site_name sailthru.source og:provider_name",
        "publisher",
        "site",
        _MACHINE,
        0.53,
    ),
    Row("meta", "Apps", "al:ios:app_name al:android:app_name twitter:app:name:iphone", "publisher", "site", _MACHINE, 0.49),
    Row("meta", "Twitter", "twitter:site twitter:domain", "publisher", "site", _MACHINE, 0.37),
    Row("meta", "Highwire", "citation_publisher citation_journal_title", "publisher", "site", _MACHINE, 0.7),
    Row("meta", "Open Graph", "article:tag og:article:tag og:tag", "keywords", "article", _MACHINE, 0.80),
    Row("meta", "Google News", "news_keywords news:keywords", "keywords", "article", _MACHINE, 0.76),
    Row("meta", "HTML", "keywords", "keywords", "article", _MACHINE, 0.60),
    Row("meta", "Dublin Core", "dc.subject dcterms.subject dc:subject", "keywords", "article", _MACHINE, 0.69),
    Row(
        "meta",
        "Parse.ly",
        "parsely-tags sailthru.tags cxenseparse:keywords cxenseparse:recs:keywords",
        "keywords",
        "article",
        _MACHINE,
        0.65,
    ),
    Row("meta", "Highwire", "citation_keywords", "keywords", "article", _MACHINE, 0.8),
    Row("meta", "schema.org", "itemprop:keywords itemprop:about", "keywords", "article", _MACHINE, 0.7),
    Row(
        "meta",
        "house",
        "tags tag keyword topics topic article:theme article:topic article:tags article:keywords subjects content_tags "
        "article:topics page_tags",
        "keywords",
        "article",
        _MACHINE,
        0.39,
    ),
    Row("meta", "Open Graph", "article:section og:section og:article:section", "articleSection", "article", _MACHINE, 0.75),
    Row(
        "meta",
        "Parse.ly",
        "parsely-section cxenseparse:taxonomy cxenseparse:category",
        "articleSection",
        "article",
        _MACHINE,
        0.65,
    ),
    Row("meta", "schema.org", "itemprop:articlesection", "articleSection", "article", _MACHINE, 0.75),
    Row("meta", "Chinese government", "columnname", "articleSection", "article", _MACHINE, 0.75),
    Row(
        "meta",
        "house",
        "section category article:subsection article:vertical dc.type dcterms.type subsection channel page_section "
        "article.section sailthru.verticals article:category cxenseparse:section categories rubrik",
        "articleSection",
        "article",
        _MACHINE,
        0.45,
    ),
    Row("meta", "Open Graph", "og:locale", "inLanguage", "page", _MACHINE, 0.97),
    Row(
        "meta",
        "HTML",
        "http-equiv:content-language content-language language lang",
        "inLanguage",
        "page",
        _MACHINE,
        0.99,
    ),
    Row(
        "meta",
        "Dublin Core",
        "dc.language dcterms.language dc:language citation_language itemprop:inlanguage news:language",
        "inLanguage",
        "article",
        _MACHINE,
        0.99,
    ),
    Row("meta", "HTML", "description", "description", "article", _MACHINE, 0.90),
    Row("meta", "Open Graph", "og:description", "description", "article", _MACHINE, 0.89),
    Row("meta", "Twitter", "twitter:description", "description", "article", _MACHINE, 0.86),
    Row(
        "meta",
        "Dublin Core",
        "dc.description dcterms.description dc:description dcterms.abstract dc.description.abstract",
        "description",
        "article",
        _MACHINE,
        0.89,
    ),
    Row(
        "meta",
        "house",
        "sailthru.description citation_abstract abstract itemprop:description summary excerpt cxenseparse:description "
        "rnews:description",
        "description",
        "article",
        _MACHINE,
        0.94,
    ),
    Row("meta", "Open Graph", "og:image og:image:url og:image:secure_url", "image", "article", _MACHINE, 0.96),
    Row("meta", "Twitter", "twitter:image twitter:image:src", "image", "article", _MACHINE, 0.84),
    Row("meta", "schema.org", "itemprop:image itemprop:thumbnailurl", "image", "article", _MACHINE, 0.81),
    Row(
        "meta",
        "house",
        "parsely-image-url sailthru.image.full cxenseparse:image thumbnail image image_src article:image",
        "image",
        "article",
        _MACHINE,
        0.74,
    ),
    Row("meta", "house", "sailthru.image.thumb", "image", "article", _MACHINE, 0.63),
    Row("meta", "Open Graph", "og:url", "url", "article", _MACHINE, 0.9),
    Row(
        "meta",
        "house",
        "twitter:url parsely-link citation_public_url al:web:url itemprop:url cxenseparse:url",
        "url",
        "article",
        _MACHINE,
        0.7,
    ),
    Row("meta", "Dublin Core", "dc.identifier dcterms.identifier", "url", "article", _MACHINE, 0.4),
    Row("meta", "Open Graph", "og:type parsely-type", "type", "article", _MACHINE, 0.5),
    Row("meta", "schema.org", "itemprop:wordcount wordcount word_count", "wordCount", "article", _MACHINE, 0.7),
    Row(
        "meta",
        "house",
        "article:content_tier content_tier itemprop:isaccessibleforfree",
        "isAccessibleForFree",
        "article",
        _MACHINE,
        0.7,
    ),
    Row("meta", "house", "copyright rights dc.rights dcterms.rights dc:rights", "copyright", "site", _MACHINE, 0.6),
    Row("meta", "schema.org", "itemprop:copyrightyear", "copyrightYear", "article", _MACHINE, 0.7),
    Row("meta", "schema.org", "itemprop:copyrightholder dcterms.rightsholder", "copyrightHolder", "article", _MACHINE, 0.7),
    Row("meta", "HTTP", "http-equiv:date", "date", "page", _MACHINE, 0.3),
    Row("meta", "HTTP", "http-equiv:last-modified", "dateModified", "page", _MACHINE, 0.4),
    # Links and the document itself.
    Row("link", "HTML", "canonical", "url", "page", _MACHINE, 0.95),
    Row("link", "HTML", "alternate shortlink", "url", "page", _MACHINE, 0.4),
    # the same story for another reader, recorded so that it is not lost
    Row("link", "HTML", "amphtml", "url", "other", _MACHINE, 0.02),
    Row("link", "HTML", "image_src", "image", "article", _MACHINE, 0.77),
    Row("link", "HTML", "author", "author", "page", _MACHINE, 0.1),
    Row("link", "HTML", "hreflang", "inLanguage", "page", _MACHINE, 0.99),
    Row("html", "HTML", "lang", "inLanguage", "page", _MACHINE, 0.98),
    Row("html", "HTML", "title", "headline", "page", _MACHINE, 0.42),
    # Microdata, RDFa and microformats: machine-readable marks on what the reader sees.
    Row("microdata", "schema.org", "headline", "headline", "article", _MACHINE, 0.76),
    Row("microdata", "schema.org", "name", "headline", "article", _MACHINE, 0.71),
    Row("microdata", "schema.org", "alternativeheadline", "alternativeHeadline", "article", _MACHINE, 0.7),
    Row("microdata", "schema.org", "description", "description", "article", _MACHINE, 0.83),
    Row("microdata", "schema.org", "author creator", "author", "article", _MACHINE, 0.80),
    Row("microdata", "schema.org", "datepublished", "datePublished", "article", _MACHINE, 0.99),
    Row("microdata", "schema.org", "datemodified", "dateModified", "article", _MACHINE, 0.97),
    Row("microdata", "schema.org", "datecreated", "dateCreated", "article", _MACHINE, 0.99),
    Row("microdata", "schema.org", "publisher sourceorganization", "publisher", "article", _MACHINE, 0.67),
    Row("microdata", "schema.org", "keywords about", "keywords", "article", _MACHINE, 0.54),
    Row("microdata", "schema.org", "articlesection", "articleSection", "article", _MACHINE, 0.7),
    Row("microdata", "schema.org", "inlanguage", "inLanguage", "article", _MACHINE, 0.98),
    Row("microdata", "schema.org", "mainentityofpage url", "url", "article", _MACHINE, 0.5),
    Row("microdata", "schema.org", "image thumbnailurl", "image", "article", _MACHINE, 0.64),
    Row("microdata", "schema.org", "wordcount", "wordCount", "article", _MACHINE, 0.8),
    Row("microdata", "schema.org", "copyrightyear", "copyrightYear", "site", _MACHINE, 0.6),
    Row("microdata", "schema.org", "copyrightholder", "copyrightHolder", "site", _MACHINE, 0.6),
    Row("microdata", "schema.org", "credittext", "creditText", "article", _MACHINE, 0.7),
    Row("microdata", "schema.org", "dateline", "dateline", "article", _MACHINE, 0.7),
    Row("microdata", "schema.org", "contentlocation", "contentLocation", "article", _MACHINE, 0.7),
    Row("microdata", "schema.org", "isaccessibleforfree", "isAccessibleForFree", "article", _MACHINE, 0.8),
    Row("microdata", "schema.org", "expires", "expires", "article", _MACHINE, 0.7),
    Row("microdata", "schema.org", "itemtype", "type", "article", _MACHINE, 0.8),
    Row("microdata", "schema.org", "neighbour", "otherDate", "other", _MACHINE, 0.1),
    Row("rdfa", "Dublin Core", "dc:title dcterms:title", "headline", "article", _MACHINE, 0.65),
    Row("rdfa", "Dublin Core", "dc:date dc:created dcterms:created dcterms:date", "date", "article", _MACHINE, 0.99),
    Row("rdfa", "Dublin Core", "dc:issued dcterms:issued", "datePublished", "article", _MACHINE, 0.97),
    Row("rdfa", "Dublin Core", "dc:modified dcterms:modified", "dateModified", "article", _MACHINE, 0.97),
    Row("rdfa", "Dublin Core", "dc:creator dcterms:creator", "author", "article", _MACHINE, 0.7),
    Row("rdfa", "Dublin Core", "dc:subject dcterms:subject", "keywords", "article", _MACHINE, 0.6),
    Row("hentry", "microformats", "entry-title p-name", "headline", "article", _HUMAN, 0.75),
    Row("hentry", "microformats", "published dt-published", "datePublished", "article", _HUMAN, 0.99),
    Row("hentry", "microformats", "updated dt-updated", "dateModified", "article", _HUMAN, 0.6),
    Row("hentry", "microformats", "p-author fn", "author", "article", _HUMAN, 0.85),
    Row("hentry", "microformats", "p-category", "keywords", "article", _HUMAN, 0.6),
    # The state that scripts start with, of the object that names the page.
    Row("script", "JSON", "datePublished", "datePublished", "article", _MACHINE, 0.99),
    Row("script", "JSON", "author", "author", "article", _MACHINE, 0.7),
    Row("script", "JSON", "keywords", "keywords", "article", _MACHINE, 0.65),
    # What a reader sees.
    Row("html", "HTML", "h1", "headline", "article", _HUMAN, 0.75),
    Row("html", "HTML", "headline", "headline", "article", _HUMAN, 0.77),
    Row("html", "HTML", "subtitle", "alternativeHeadline", "article", _HUMAN, 0.5),
    Row("html", "HTML", "byline", "author", "article", _HUMAN, 0.68),
    Row("html", "HTML", "author", "author", "article", _HUMAN, 0.71),
    Row("html", "HTML", "rel-author", "author", "article", _HUMAN, 0.83),
    Row("html", "HTML", "near-headline-byline", "author", "article", _HUMAN, 0.65),
    Row("html", "HTML", "near-headline-name", "author", "article", _HUMAN, 0.76),
    Row("html", "HTML", "standing-name", "author", "article", _HUMAN, 0.85),
    Row("html", "HTML", "first-paragraph", "description", "article", _HUMAN, 0.87),
    Row("html", "HTML", "author-box", "biography", "article", _HUMAN, 0.66),
    Row("html", "HTML", "rel-tag tags", "keywords", "article", _HUMAN, 0.59),
    Row("html", "HTML", "tag-link", "keywords", "article", _HUMAN, 0.36),
    Row("html", "HTML", "tag-list", "keywords", "article", _HUMAN, 0.62),
    Row("html", "HTML", "breadcrumb section", "articleSection", "page", _HUMAN, 0.5),
    Row("html", "HTML", "credit", "imageCredit", "other", _HUMAN, 0.7),
    Row("html", "HTML", "copyright", "copyright", "site", _HUMAN, 0.6),
    Row("html", "HTML", "lead", "description", "article", _HUMAN, 0.53),
    Row("html", "HTML", "lead-image", "image", "article", _HUMAN, 0.78),
    Row("html", "HTML", "logo", "publisher", "site", _HUMAN, 0.4),
    Row("html", "HTML", "published", "datePublished", "article", _HUMAN, 0.99),
    Row("html", "HTML", "updated", "dateModified", "article", _HUMAN, 0.97),
    Row("html", "HTML", "created", "dateCreated", "article", _HUMAN, 0.7),
    Row("html", "HTML", "dateline", "date", "article", _HUMAN, 0.98),
    Row("html", "HTML", "in-article", "date", "article", _HUMAN, 0.99),
    Row("html", "HTML", "near-headline", "date", "article", _HUMAN, 0.99),
    Row("html", "HTML", "other-date", "otherDate", "other", _HUMAN, 0.1),
    # A <time>'s attribute is written for machines by the template that prints its text for readers.
    Row("html", "HTML", "stamp", "date", "article", _MACHINE, 0.75),
    Row("html", "HTML", "published-stamp", "datePublished", "article", _MACHINE, 0.99),
    Row("html", "HTML", "updated-stamp", "dateModified", "article", _MACHINE, 0.97),
    Row("html", "HTML", "other-stamp", "otherDate", "other", _MACHINE, 0.1),
    Row("time", "HTML", "datetime", "date", "article", _HUMAN, 0.99),
    Row("time", "HTML", "published-datetime", "datePublished", "article", _HUMAN, 0.97),
    Row("time", "HTML", "updated-datetime", "dateModified", "article", _HUMAN, 0.97),
    Row("time", "HTML", "other-datetime", "otherDate", "other", _MACHINE, 0.1),
    Row("time", "HTML", "text", "date", "article", _HUMAN, 0.99),
    Row("time", "HTML", "published-text", "datePublished", "article", _HUMAN, 0.99),
    Row("time", "HTML", "updated-text", "dateModified", "article", _HUMAN, 0.97),
    Row("time", "HTML", "other-text", "otherDate", "other", _HUMAN, 0.1),
    # The address and the headers.
    Row("url", "URL", "path-date", "date", "article", _URL, 0.99),
    Row("url", "URL", "path-section", "articleSection", "article", _URL, 0.35),
    Row("url", "URL", "host", "publisher", "site", _URL, 0.1),
    Row("url", "URL", "address", "url", "page", _URL, 0.8),
    Row("url", "URL", "path-language", "inLanguage", "page", _URL, 0.5),
    Row("http", "HTTP", "last-modified", "dateModified", "page", _HTTP, 0.3),
    Row("http", "HTTP", "content-language", "inLanguage", "page", _HTTP, 0.75),
    Row("http", "HTTP", "link-canonical", "url", "page", _HTTP, 0.9),
)


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
