"""The URL: the canonical address by the browser's rules, without tracking, and never the home page in its place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from urllib.parse import unquote

import can_ada

from service.fields.frame import Damage, Reading, decide, ranked, refused, told_in
from service.judge.features import Feature, mark
from service.lexicon.texts import compact, word_set
from service.model import Context, Finding, Observation, Resolution, Source, findings_of, rules_of
from service.records import replace

#: Longer addresses are not read.
_LONGEST = 4_096
#: Parameters that only say how a reader came: of analytics, advertising and newsletters. Each is known by its whole name.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|"
    r"vero_id|oly_enc_id|oly_anon_id|rb_clickid|s_cid|cmpid|ns_campaign|ns_mchannel|ns_source|ns_linkname|wt_mc|wt_zmc|icid|ito|"
    r"at_(?:medium|campaign|custom\d|link_\w+|format|ptr_name|bbc_team)|pk_(?:campaign|kwd|source|medium)|mtm_\w+|piwik_\w+|_ga|_gl|ncid|"
    r"fb_action_ids|fb_action_types|fb_source|ref_src|ref_url|smid|smtyp|xtor|spm|share_token|__twitter_impression|guccounter|guce_\w+|"
    r"trk_?\w*|sr_share|amp_js_v|usqp",
    re.IGNORECASE,
)
#: Hosts on which a site is built and not read.
_STAGING = re.compile(
    r"(?:^|[.-])(?:staging|stage|stg|dev|test|testing|qa|uat|preview|preprod|beta-cms|local|localhost|internal|origin)(?:\d{0,2})?(?=[.-])"
    r"|\.(?:local|localhost|test|internal|invalid|lan)$|^localhost$|^\d+\.\d+\.\d+\.\d+$|^\[",
    re.IGNORECASE,
)
#: What templates and scripts print where a value is missing.
_UNFILLED = re.compile(
    r"%7B%7B|\{\{|\$%7B|\$\{|/(?:undefined|null|nan|\[object)(?:[/?#]|$)|%5Bobject|%[a-z_]{4,}%(?![0-9a-f]{2})", re.IGNORECASE
)
_AMP = re.compile(r"/amp/?$|^/amp/|\.amp(?:\.html?)?$|[?&](?:amp|outputType=amp)(?:=1)?(?=&|$)", re.IGNORECASE)

#: An address that was encoded as a whole, as a part of another one: "https%3A%2F%2Fnews.example.com%2Fstorm".
_ENCODED = re.compile(r"https?%3a%2f%2f", re.IGNORECASE)
#: A host and a path without a scheme, "www.courier.example/metro/bridge", and an address that begins as others do.
_SCHEMELESS = re.compile(r"(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}(?::\d+)?/\S*", re.IGNORECASE)
_BEGUN = re.compile(r"[/?#.]|[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[a-z]{2,5}\d?$", re.IGNORECASE)
_AROUND_HOST = re.compile(r"^[a-z]+://(?:www\.)?|[/:?#].*$")

FEATURES: tuple[Feature, ...] = (
    mark("amp", "the address of an AMP page", -1.0, own=False),
    mark("beside", "not the one that the page calls canonical", -3.0, own=False),
)

RULES = rules_of(
    "url",
    """
    tracking_parameter tracking
        the address has parameters that only say where the reader came from
        the crawler keeps the links of newsletters, advertisements and social media as they are
        https://news.example.com/storm?utm_source=newsletter → https://news.example.com/storm
    doubled_slash double-slash
        an empty step is in the path of the canonical address (a doubled slash)
        a base address that ends in a slash is joined to a path that begins with one
        https://news.example.com//storm → https://news.example.com/storm
    address_beginning_lost relative
        the scheme, or the slash of the site's root, is missing at the beginning of the canonical address
        a template that prints the host or the path as the CMS keeps it; a browser takes it for a file in the page's folder
        news.example.com/storm → https://news.example.com/storm
    """,
)
FINDINGS = findings_of(
    """
    canonical_refused info
        The page names a canonical address that cannot be its own: a home page, a staging host or no web address.
        Nothing to do; another address is used.
    """
)


def resolve_url(observations: Sequence[Observation], ctx: Context) -> Resolution:
    """The page's canonical URL as a string."""
    # members of an object in which an address stands
    told = told_in(observations, "url", "@id", "url", "@value", "value")
    base = absolute(ctx.url, None) if ctx.url else None
    if ctx.url and "url" not in [o.source.witness for o, _ in told]:
        told.append((Observation("url", ctx.url, Source("url", "url", "url", 0.75), "request", 1_000_000), ctx.url))
    known = {_key(address) for raw in {raw for _, raw in told if raw} if (address := absolute(raw, None))}
    readings = [_read(observation, raw, base, known) for observation, raw in told]
    named = {r.key for r in readings if r.value is not None and r.observation.source.id == "link:canonical"}
    if named:
        readings = [r if r.key in named else replace(r, marks=r.marks | {"beside"}) for r in readings]
    return decide("url", readings, FEATURES, conflicts=False, display=_display)


def absolute(raw: str, base: str | None) -> str | None:
    """Return the address as a browser would open it from this page, or None for what no browser opens.

    >>> absolute("//News.Example.com:443/a b", "https://news.example.com/x")
    'https://news.example.com/a%20b'
    """
    text = raw.strip().replace("&amp;", "&")
    if _ENCODED.match(text):
        text = unquote(text)
    return _opened(text, base) if text and len(text) <= _LONGEST else None


@lru_cache(maxsize=512)
def _opened(text: str, base: str | None) -> str | None:
    try:
        url = can_ada.parse(base) + text if base else can_ada.parse(text)
    except (ValueError, TypeError):
        # half of a pair of surrogates is a TypeError there
        return None
    return str(url.href) if url.protocol in ("http:", "https:") and url.hostname else None


def host_of(url: str | None) -> str:
    """Return the host of an address without its "www.", or ""."""
    return _AROUND_HOST.sub("", url.casefold()) if url else ""


@lru_cache(maxsize=256)
def site_labels(url: str | None) -> frozenset[str]:
    """Return the names that an address gives its site, compacted: of "news.example.co.uk" "news", "example" and the host."""
    host = host_of(url)
    labels = [label for label in host.split(".")[:-1] if len(label) > 2]
    return frozenset([compact(name) for name in (*labels, host) if name])


def _whole(raw: str, read: str | None, base: str | None, known: Collection[str]) -> tuple[str | None, bool]:
    """Return the address that was meant, and whether its beginning was lost: "8003098" on a page called "story.html".

    A browser takes an address without scheme and slash for a file in the page's folder.  That reading stands unless the other
    is an address of this page, or names another kind of file than the page is.
    """
    text = raw.strip()
    if not text or _BEGUN.match(text):
        return read, False
    if _SCHEMELESS.fullmatch(text):
        address = absolute(f"{base.partition('//')[0] if base else 'https:'}//{text}", None)
        if base is None or (address and host_of(address) == host_of(base)):
            return address, True
    rooted = absolute(f"/{text}", base) if base else None
    if base is None or read is None or rooted is None or _key(read) in known or _key(read) == _key(rooted):
        return read, False
    differs = bool(_SUFFIX.search(can_ada.parse(rooted).pathname)) != bool(_SUFFIX.search(can_ada.parse(base).pathname))
    return (rooted, True) if _key(rooted) in known or differs else (read, False)


def _read(observation: Observation, raw: str | None, base: str | None, known: Collection[str]) -> Reading:
    address, lost = absolute(raw, base) if raw is not None else None, False
    if raw is not None and not _BEGUN.match(raw):
        address, lost = _whole(raw, address, base, known)
    if raw is None or address is None:
        return refused(observation, "not a web address")
    clean, removed, single, amp, reason = _cleaned(address, base)
    if reason and observation.source.witness not in ("url", "supplied"):
        message = f"{observation.source.id} names {address[:300]}, which cannot be the article's own address: {reason}."
        return refused(observation, reason, Finding("/article/url", "canonical_refused", "info", message, observation.raw))
    damages: list[Damage] = []
    if lost:
        damages.append(Damage("address_beginning_lost", raw, "As a browser reads it, it names a file that is not this page."))
    if removed:
        damages.append(Damage("tracking_parameter", address, "These parameters only say how a reader came.", removed))
    if single != clean:
        damages.append(Damage("doubled_slash", clean, "The page was fetched from the address with one slash."))
    marks = frozenset(["amp"] if amp and observation.source.witness == "url" else ())
    return Reading(observation, single, _key(single), tuple(damages), marks=marks)


@lru_cache(maxsize=256)
def _cleaned(address: str, base: str | None) -> tuple[str, tuple[str, ...], str, bool, str]:
    """Return the address without fragment and tracking parameters, and the parameters taken off.

    Behind them: the same with "//" in its path made "/", where the page was fetched from exactly that address; whether it is
    an AMP page's; and why it cannot be this article's, or "".
    """
    url, fetched = can_ada.parse(address), can_ada.parse(base) if base else None
    amp, reason = bool(_AMP.search(url.pathname)), ""
    if _STAGING.search(url.hostname) and not (fetched and fetched.hostname == url.hostname):
        reason = "a host on which sites are built, not read"
    elif _UNFILLED.search(address):
        reason = "a template that nobody filled"
    elif "." not in url.hostname and url.hostname[:1] != "[":
        reason = "no host of the web"
    elif fetched and amp and not _AMP.search(fetched.pathname):
        reason = "an AMP page, and the page itself is none"
    elif url.pathname == "/" and not url.search and (fetched is None or fetched.pathname != "/" or fetched.search):
        reason = "a home page"
    if not url.hash.startswith("#!"):
        url.hash = ""
    pairs = url.search.removeprefix("?").split("&")
    removed = tuple([pair for pair in pairs if _TRACKING.fullmatch(pair.partition("=")[0])])
    if removed:
        url.search = "&".join([pair for pair in pairs if pair not in removed])
    clean = single = str(url.href)
    if base is not None and "//" in url.pathname:
        url.pathname = re.sub(r"/{2,}", "/", url.pathname)
        single = str(url.href) if _key(str(url.href)) == _key(base) else clean
    return clean, removed, single, amp, reason


@lru_cache(maxsize=256)
def _key(address: str) -> str:
    url = can_ada.parse(address)
    return url.host.removeprefix("www.") + (url.pathname.rstrip("/") or "/") + url.search


def _display(same: Sequence[Reading]) -> Reading:
    """Return the one of several equal addresses to print: https before http, then the most reliable source's.

    A canonical of http beside an og:url of https was typed into the theme before the site had a certificate.
    """
    return ranked(same, [(r.observation.source.witness == "url", not str(r.value).startswith("https")) for r in same])


#: Country domains that are sold to the world for their sound; they name no country.
_WORLDWIDE = word_set("io tv co me ai fm ly cc gg to sh st la im am ws eu su nu")


def country_of(url: str | None, language: str | None) -> str | None:
    """The ISO 3166 code of the country that the address's last label names, else the language tag's region.

    >>> country_of("https://www.example.co.uk/story", None), country_of("https://example.com/", "pt-BR")
    ('GB', 'BR')
    """
    try:
        host = can_ada.parse(url).hostname.rstrip(".") if url else ""
    except ValueError:
        host = ""
    last = host.rpartition(".")[2]
    if "." in host and len(last) == 2 and last.isalpha() and last not in _WORLDWIDE:
        return "GB" if last == "uk" else last.upper()
    return next((part.upper() for part in (language or "").split("-")[1:] if len(part) == 2 and part.isalpha()), None)
