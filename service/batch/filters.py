"""Filters on the pages of an archive: by host, language, status and day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from service.fields.language import primary
from service.model import Page, Result


class LeftOutError(Exception):
    """Raised for a page that the filters leave out; the message is the reason under which it is
    counted.
    """


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of a run; an empty member lets everything pass.  Days are ``YYYY-MM-DD``, both
    included.
    """

    hosts: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def of_page(self, page: Page) -> None:
        """Raise LeftOutError where the address alone rules the page out, before any work is
        done.
        """
        if self.hosts and not any(_is_within(host_of(page.url), host) for host in self.hosts):
            raise LeftOutError("another host" if page.url else "no address")

    def of_result(self, result: Result) -> None:
        """Raise LeftOutError where the answer rules the page out; an unknown language or day passes
        no filter.
        """
        language, published = (result.article.get(name) for name in ("inLanguage", "datePublished"))
        if self.languages and not any(
            _is_of(str(language or ""), wanted) for wanted in self.languages
        ):
            raise LeftOutError("another language" if language else "no language")
        if self.statuses and result.status not in self.statuses:
            raise LeftOutError("another status")
        day = str(published or "")[:10]
        if self.since and day < self.since:
            raise LeftOutError("published before" if day else "no publication")
        if self.until and not "" < day <= self.until:
            raise LeftOutError("published after" if day else "no publication")


def host_of(url: str | None) -> str:
    """Return the host of an address as it is compared: lower case, ASCII, without ``www.``; ""
    where there is none.
    """
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return ascii_host(host)


def ascii_host(host: str) -> str:
    """Return the host in the form that is compared: "WWW.Köln.example" -> "xn--kln-sna.example"."""
    try:
        plain = host.rstrip(".").encode("idna").decode("ascii")
    except UnicodeError:
        plain = host
    return plain.lower().removeprefix("www.")


def _is_within(host: str, wanted: str) -> bool:
    return host == wanted or host.endswith("." + wanted)


def _is_of(tag: str, wanted: str) -> bool:
    """Return whether a language is the wanted one or a variety of it: "pt-BR" is Portuguese, "nb"
    Norwegian.
    """
    return (
        primary(tag) == primary(wanted)
        if "-" not in wanted
        else f"{tag}-".lower().startswith(f"{wanted}-".lower())
    )
