"""Titles that hold the site's name, told by the page alone: its h1 is the masthead, or a part looks like a site's name.

Asked where no place names the site and none for machines states the headline: "SITE - HEADLINE" over <h1>SITE</h1>, and
"标题_频道_网站名", whose parts have no blanks around their marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from service.fields.frame import Damage, Reading, refused
from service.lexicon.people import looks_like_organisation
from service.lexicon.slugs import slug_of, slug_words
from service.lexicon.texts import compact, fold

#: What parts a title; of the marks without blanks around them only those that no word holds.
_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:~/›‹★☆►▸▶◆●■│→]{1,3}\s+|\s*[|｜]\s*|(?<=\S)\s?[_](?=\S)")
#: Scripts from here on (Chinese, Japanese, Korean) are written without blanks, or have words of two characters.
_WIDE = "\u2e80"
#: A masthead has so many words at most, and a headline beside it so many at least (in scripts without blanks characters).
_MASTHEAD, _HEADLINE, _WIDE_HEADLINE = 5, 4, 7
#: A section's name has so many words at most.
_SECTION = 2
#: A channel of a site has no more characters than this.
_CHANNEL = 6
#: A site's name behind a headline, and the mark before it, with or without blanks.
_SITE = re.compile(
    r"(?P<mark>\s*(?:-{1,2}|::|(?<![–—])[–—]|[_|｜ㅣ│·<＜])\s*)(?P<name>[^-–—_|｜ㅣ│:：·<＜]{0,14}"
    r"(?:[网網报報]|日報|日报|新聞社?|新闻|時報|时报|通訊社|通讯社|通信社?|电视台|電視台|电台|频道|頻道|在线|在線|头条|周刊|週刊|晚报|晚報|"
    r"早报|早報|テレビ|放送|ニュース|オンライン|デジタル|電子版|タイムズ|NEWS(?: WEB)?|News|"
    r"일보|신문|통신|방송|뉴스|타임즈|타임스|저널|닷컴|매일|투데이))\Z"
)
#: How the names of sites that no publisher runs end or begin.
_BLOG = re.compile(
    r"(?:日記|日誌|ブログ|だより|通信|博客|日志|블로그|일기|\b(?:blog|weblog|diary|journal|notes?))\Z|\Anotes\b", re.IGNORECASE
)


def without_tail(text: str, spoken: str) -> str:
    """Return a title in Chinese, Japanese or Korean without channels and the site's name, if the page has the name elsewhere.

    >>> without_tail("旧码头改造计划获得通过_要闻_海港日报网", "版权所有海港日报"), without_tail("海港队3-1击败山城队", "")
    ('旧码头改造计划获得通过', '海港队3-1击败山城队')
    """
    if text.isascii() or max(text) < _WIDE:
        return text
    site = _SITE.search(text)
    if site is None or len(compact(text[: site.start()])) < _WIDE_HEADLINE or not _is_spoken(site["name"], spoken):
        return text
    return without_channels(text[: site.start()].strip(), site["mark"].strip())


def _is_spoken(name: str, spoken: str) -> bool:
    """Return whether the page names its site so elsewhere, with or without the last word for a newspaper or a network."""
    whole = compact(name)
    return len(whole) > 2 and (whole in spoken or (len(whole) > 3 and whole[:-1] in spoken))


def without_channels(text: str, mark: str) -> str:
    """Return the headline before the short parts that the same mark parts from it, when there are any."""
    head = text
    while mark and head.count(mark):
        before, _, last = head.rpartition(mark)
        if len(last.strip()) > _CHANNEL or len(compact(before)) < _WIDE_HEADLINE or any(map(str.isdigit, last)):
            break
        head = before.strip()
    return head


def unmasted(readings: list[Reading], url: str | None) -> list[Reading]:
    """Return the readings, the h1 a masthead or channel where it is a part of the title whose rest is its headline."""
    titles = [r for r in readings if r.observation.source.id == "html:title" and isinstance(r.value, str)]
    heads = [r for r in readings if r.observation.source.id == "html:h1" and isinstance(r.value, str)]
    if len(titles) != 1 or not heads or any(r.key == titles[0].key for r in heads):
        return readings
    others = {r.key for r in readings if r.value is not None and r.observation.source.id != "html:h1"}
    if any(key not in titles[0].key for key in others):
        return readings
    slug = _telling(slug_of(url))
    for head in heads:
        rest = _headline_beside(str(head.value), str(titles[0].value), slug)
        # where another place words the headline, or an h1 has the rest, nothing is left to be told from the title
        if rest is not None and others <= {titles[0].key, compact(rest)} and all(r.key != compact(rest) for r in heads):
            return [_cut(r, rest) if r.key == titles[0].key else _masthead(r, head.key) for r in readings]
    return readings


def _headline_beside(head: str, title: str, slug: frozenset[str]) -> str | None:
    """Return the rest of a title, one of whose parts is the h1, where that rest is the headline."""
    cuts = list(_SEPARATOR.finditer(title)) or list(re.finditer(r":\s", title[: len(head) + 2]))
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(title)]
    parts = [title[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    # "Quay Post: news of the harbour" over every page of the Quay Post
    slogan = compact(head) not in compact(title)
    keys = {compact(_SEPARATOR.split(head)[0].partition(": ")[0]) if slogan else compact(head)}
    at = next((i for i, part in enumerate(parts) if compact(part) in keys), None)
    if at is None or len(parts) < 2:
        return None
    # "SITE » Blog Archive » HEADLINE": a part that is no longer than a section's name goes with the site's
    first = next((i for i, part in enumerate(parts[1:-1], 1) if len(part.split()) > _SECTION), len(parts) - 1)
    rest = title[cuts[first - 1].end() :] if at == 0 else title[: cuts[at - 1].start()]
    if not _is_longer(rest, parts[at]) or looks_like_organisation(rest):
        return None
    # the address has the headline's words, and hardly the site's or the channel's
    mine, others = slug_words(parts[at]) & slug, slug_words(rest) & slug
    if len(others) > max(1, len(mine)) and (at or not mine):
        return rest if at else _unless_named(rest)
    if len(mine) > len(others) or not _names_a_site(parts[at]):
        return None
    # "The Harbour Blog - notes from the harbour of the town": both are the site's
    return None if rest[0].islower() or _BLOG.search(rest) else _unless_named(rest)


def _names_a_site(part: str) -> bool:
    return looks_like_organisation(part) or _BLOG.search(part) is not None


def _unless_named(rest: str) -> str | None:
    """Return the rest of a title, unless it opens with an organisation before a comma: that of the site and its town."""
    return None if looks_like_organisation(rest.partition(",")[0]) else rest


def _is_longer(rest: str, part: str) -> bool:
    if any(c >= _WIDE for c in rest):
        return len(compact(rest)) >= _WIDE_HEADLINE and len(compact(rest)) > len(compact(part))
    words, mine = len(rest.split()), len(part.split())
    return words >= _HEADLINE and words > mine and mine <= _MASTHEAD


def _telling(words: frozenset[str]) -> frozenset[str]:
    """Return the words that tell one text from another: those of four letters and more."""
    return frozenset(word for word in words if len(word) > 3)


def _cut(reading: Reading, rest: str) -> Reading:
    why = "What was cut off is the page's first heading, which is the name of the site or of a part of it."
    damage = Damage("site_name_in_headline", reading.value, why)
    return replace(reading, value=rest.strip(), key=compact(rest) or fold(rest), damages=(*reading.damages, damage))


def _masthead(reading: Reading, key: str) -> Reading:
    if reading.key != key or reading.observation.source.id != "html:h1":
        return reading
    return refused(reading.observation, "the name of the site or of a part of it, as the title has it")


def cut_tail(readings: Sequence[Reading], names: Iterable[str]) -> list[Reading]:
    """Return the readings, the site's name cut from Chinese, Japanese or Korean titles that no other place has whole.

    ``names`` are the lines in which the page may name its site: publishers, copyrights.
    """
    if all(str(r.value or "").isascii() for r in readings):
        return list(readings)
    spoken = " ".join(map(compact, names))
    elsewhere = {r.key for r in readings if r.observation.source.id == "html:h1"}
    return [_without_tail(r, spoken) if r.observation.source.id in _TITLES and r.key not in elsewhere else r for r in readings]


#: The places that templates fill with more than the headline.
_TITLES = frozenset(("html:title", "meta:og:title", "meta:twitter:title"))


def _without_tail(reading: Reading, spoken: str) -> Reading:
    if not isinstance(reading.value, str):
        return reading
    text = without_tail(reading.value, spoken)
    mark = reading.damages[-1].before if reading.damages else ""
    if text == reading.value and isinstance(mark, str):
        # the site's name is off already, and its channel stands there still: "标题_频道"
        behind = mark[len(text) :].strip()[:1] if mark.startswith(text) else ""
        text = without_channels(text, behind) if behind and any(c >= _WIDE for c in text) else text
    if text == reading.value:
        return reading
    why = "What was cut off has the form of a site's name, with its channels before it."
    damages = reading.damages or (Damage("site_name_in_headline", reading.value, why),)
    return replace(reading, value=text, key=compact(text) or fold(text), damages=damages)
