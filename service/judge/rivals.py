"""All wordings of a page's headline, with what else the page says that tells one from another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from service.judge.scorer import Statement
from service.judge.titles import (
    CHANNEL,
    SHORT,
    SITE_END,
    Cut,
    ends_of,
    is_wide,
    looks_like_site,
    parts_at_marks,
    size,
    telling_words,
)
from service.lexicon.shelves import is_shelf
from service.lexicon.slugs import slug_words
from service.lexicon.texts import compact, fold

#: The number of a page of the article.
_PAGED = re.compile(
    r"(?:page|seite|página|pagina|strona|страница|sida|side) \d{1,2}(?: (?:of|von|de|/) \d{1,2})?", re.IGNORECASE
)
#: So many words in common with an address are no coincidence.
_ADDRESSED = 3
#: A masthead has so many words at most, and the headline beside it so many at least.
_MASTHEAD, HEADLINE = 5, 3.5


class Wording(NamedTuple):
    """One wording of the headline: its key, its text, the statements of it as a whole, and those that it is a part of."""

    key: str
    text: str
    whole: tuple[Statement, ...]
    parted: tuple[tuple[Statement, Cut], ...]


class Rivals:
    """All wordings of a page, with what else it says: names of its site, sections and authors, and its address's words."""

    def __init__(
        self, wordings: Sequence[Wording], sites: frozenset[str], others: frozenset[str], spoken: str, slug: frozenset[str]
    ) -> None:
        """Store the wordings; ``sites`` and ``others`` are compacted names, ``spoken`` compacted lines that name the site."""
        self.wordings, self.sites, self.others, self.spoken, self.slug = wordings, sites, others, spoken, slug
        self.whole = [each for each in wordings if each.whole]
        self.parts = [each for each in wordings if not each.whole]
        self.places = {each.key: {statement.place for statement in each.whole} for each in wordings}
        self.stating = {
            each.key: self.places[each.key] | {statement.place for statement, _ in each.parted} for each in wordings
        }
        self.heads = [each for each in self.whole if "html:h1" in self.places[each.key]]
        self._kinds: dict[str, str] = {}

    @cached_property
    def words(self) -> dict[str, frozenset[str]]:
        """The words of each wording that tell it from others."""
        return {each.key: telling_words(fold(each.text)) for each in self.wordings}

    @cached_property
    def ends(self) -> dict[str, list[str]]:
        """The kinds of the first and the last part of each wording, none where no mark parts it."""
        return {each.key: [self.kind(end) for end in ends_of(each.text)] for each in self.wordings}

    @cached_property
    def addressed(self) -> dict[str, float]:
        """The share of each wording's words that the address has, where it has several and half of them."""
        found = {}
        for each in self.wordings if len(self.slug) >= _ADDRESSED else ():
            words = {word for word in slug_words(each.text) if len(word) > SHORT}
            common = len(words & self.slug)
            if common >= max(_ADDRESSED, len(words) / 2):
                found[each.key] = common / len(words)
        return found

    @cached_property
    def alone(self) -> bool:
        """Whether the title is all that names the headline, but for a masthead."""
        return all(places == {"html:title"} for key, places in self.stating.items() if key not in self.mastheads)

    @cached_property
    def mastheads(self) -> frozenset[str]:
        """The h1s that are a short part of a longer text with its headline: the site's name, or a channel's."""
        mine = {each.key for each in self.heads if size(each.text) <= _MASTHEAD and each.key not in self.addressed}
        found = set()
        for each in self.whole if mine else ():
            # a kicker stands before a colon too, and in what machines are told: "Weather: Storm hits coast"
            if self.places[each.key] != {"html:title"}:
                continue
            parts = [part.strip() for part in parts_at_marks(each.text)]
            keys = {compact(part) for part in parts} & mine
            # "Storm | Example Times | The paper of the harbour": what stands behind the site's name is the site's
            inside = next((at for at, part in enumerate(parts[1:-1], 1) if self.is_site(part)), len(parts))
            parts = parts[:inside]
            # "The Harbour Blog - notes from the harbour of the town": both are the site's
            longest = max((part for part in parts if not part[:1].islower()), key=size, default="")
            found |= {key for key in keys if compact(longest) != key and size(longest) >= HEADLINE}
        return frozenset(found)

    def is_site(self, text: str) -> bool:
        """Return whether a text is a name of the site, or has the form of one and the page has it elsewhere."""
        name = compact(text)
        return name in self.sites or name.removeprefix("the") in self.sites or self.is_spoken(text, name)

    def kind(self, part: str) -> str:
        """Return the kind of a title's part: "site", "told" (section, author), "heading", "channel", "form" (a site's), ""."""
        known = self._kinds.get(part)
        if known is None:
            known = self._kinds[part] = self._kind(part)
        return known

    def _kind(self, part: str) -> str:
        key = compact(part)
        if not key or self.is_site(part):
            return "site"
        if key in self.others:
            return "told"
        if key in self.mastheads:
            return "heading"
        bare = part.strip()
        if is_wide(bare) and len(bare) <= CHANNEL:
            return "channel"
        if is_shelf(bare) or _PAGED.fullmatch(bare):
            return "channel"
        return "form" if looks_like_site(bare) else ""

    def is_spoken(self, text: str, name: str) -> bool:
        """Return whether a name in the form of a Chinese, Japanese or Korean site's stands in the lines that name the site."""
        wide = is_wide(text) and SITE_END.search(text) is not None
        return wide and len(name) > 2 and (name in self.spoken or (len(name) > 3 and name[:-1] in self.spoken))
