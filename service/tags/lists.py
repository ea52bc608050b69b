"""The lists of tags that a page states: what kind each is, what marks it, and which of them are one list in several forms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from service.judge.features import Feature, Marked
from service.judge.features import mark as row
from service.lexicon.slugs import bare_words
from service.lexicon.texts import fold, phrase_set, word_set
from service.model import Observation, Source

#: What tells an article's topics from its site's words, a cloud, a menu and cut titles.
FEATURES: tuple[Feature, ...] = (
    row("headlines", "headlines of other stories", -3.0),
    row("of_site", "a site's words for itself", -3.0),
    row("cut_title", "a title cut at its blanks", -3.0),
    row("crowd", "as long as a cloud or a menu", -1.0),
    row("found_by_class", "found by a class or an address", -0.5),
    row("few_by_class", "one or two, found by a class or an address", -1.0),
    row("linked_alone", "links to tags' pages, where machines are told none", 1.0),
    row("shown_whole", "shown to readers tag for tag", 1.0),
    row("in_text", "the share of them that the text has", 1.0),
)
#: More tags than this in a page's elements are a cloud or a menu; a longer list is taken whole only from a source this good.
_CROWD, _NEAR, _MOST_FAMILIES = 15, 0.8, 50
#: Places found by the words of a class or of an address: three tags and more there are the article's more often (44 of 62
#: lists) than one or two (4 of 21), which are a section's or a menu's.
_BY_CLASS, _FEW = frozenset(["html:tags", "html:rel-tag", "html:tag-link"]), 2
#: So many characters of the text tell which tags it has, where there are so many; else it is taken to have half of them.
_READ, _TELLING, _USUAL = 10_000, 500, 0.5
#: How few links that lead to tags' pages may be all the tags, where no machine's list, of which they may be a part, is there
#: (19 of 30 lists of news pages were whole): one that says so itself, three that their addresses tell.
_FEWEST_ALONE = {"html:rel-tag": 1, "html:tag-link": 3}


@dataclass(slots=True)
class TagList:
    """The list of one source: what was read, what is left, and the damage between the two."""

    source: Source
    observations: list[Observation]
    written: list[str] = field(default_factory=list)
    tags: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    removed: dict[str, list[str]] = field(default_factory=dict)
    key_set: frozenset[str] = frozenset()
    kin: int = 0
    marks: dict[str, float] = field(default_factory=dict)

    def note(self, rule: str, removed: Sequence[str]) -> None:
        """Note a damage and the tags that it took."""
        self.removed.setdefault(rule, []).extend(removed)


def mark(lists: Sequence[TagList], titles: Sequence[str], text: str) -> None:
    """Put on each list what tells it from an article's topics, or bears it out."""
    text = text[:_READ].casefold()
    for each in lists:
        if each.source.id.startswith("html:"):
            kind = "headlines" if are_headlines(each.tags) else "crowd" if len(each.tags) > _CROWD else ""
        else:
            cut = any(is_cut_title(each.tags, title) for title in titles)
            kind = "of_site" if is_of_site(each.tags) else "cut_title" if cut else ""
        each.marks = {kind: 1.0} if kind else {}
        if each.source.id in _BY_CLASS:
            each.marks["few_by_class" if len(each.tags) <= _FEW else "found_by_class"] = 1.0
        tags = each.tags[:_CROWD]
        each.marks["in_text"] = sum([tag.casefold() in text for tag in tags]) / len(tags) if len(text) >= _TELLING else _USUAL
    if all(each.marks.keys() & _FOREIGN or each.source.witness == "human" for each in lists):
        for each in lists:
            fewest = _FEWEST_ALONE.get(each.source.id, len(each.tags) + 1)
            if len(each.tags) >= fewest and not each.marks.keys() & {*_FOREIGN, "crowd"}:
                each.marks["linked_alone"] = 1.0


#: The marks of lists that are not the article's.
_FOREIGN = frozenset(["headlines", "of_site", "cut_title"])


def families(lists: list[TagList]) -> list[tuple[Marked, TagList]]:
    """Return the families of lists, each with the list that is its answer; lists that share most of their tags are one."""
    _find_kin(lists)
    found = []
    for kin in sorted({each.kin for each in lists}):
        mine = [each for each in lists if each.kin == kin]
        best = max(mine, key=lambda each: (each.source.reliability, len(each.tags), each.source.id, each.tags))
        chosen = _widest(best, lists)
        marks = {mark: much for each in mine for mark, much in each.marks.items() if mark == "linked_alone"} | best.marks
        if any(each.key_set == chosen.key_set for each in _shown_whole(lists, kin)):
            marks["shown_whole"] = 1.0
        stated = tuple([each.source for each in mine])
        found.append((Marked(str(kin), "\n".join(chosen.tags), stated, marks), chosen))
    return found


def _find_kin(lists: list[TagList]) -> None:
    """Number the families: a list belongs to the first more reliable one that shares most of its tags."""
    heads: list[TagList] = []
    for each in sorted(lists, key=lambda one: (-one.source.reliability, one.source.id, one.tags)):
        head = next((i for i, other in enumerate(heads[:_MOST_FAMILIES]) if _are_kin(each, other)), None)
        if head is None:
            heads.append(each)
        each.kin = min(head if head is not None else len(heads) - 1, _MOST_FAMILIES)


def _are_kin(first: TagList, second: TagList) -> bool:
    shared = len(first.key_set & second.key_set)
    return shared >= 0.6 * min(len(first.keys), len(second.keys))


def _widest(best: TagList, lists: list[TagList]) -> TagList:
    """Return the best list, or a longer one that has all of its tags: editors add to a list, templates leave out."""
    wider = [each for each in lists if each.kin == best.kin and each.key_set >= best.key_set and _is_likely(each, best)]
    shown = [each for each in _shown_whole(lists, best.kin) if 2 * len(each.keys) >= max(len(each.keys) for each in wider)]
    return max(
        shown or wider,
        key=lambda each: (len(each.keys), each.source.reliability, -len(each.removed), each.source.id, each.tags),
    )


def _shown_whole(lists: list[TagList], kin: int) -> list[TagList]:
    """Return the lists of two tags and more that the page states for machines and shows its readers, tag for tag."""
    family = [each for each in lists if each.kin == kin and len(each.keys) > 1]
    shown = {each.key_set for each in family if each.source.witness == "human"}
    return [each for each in family if each.source.witness != "human" and each.key_set in shown]


def _is_likely(each: TagList, best: TagList) -> bool:
    """Return whether a list with more tags than the best may be the whole one.

    A list that only readers are shown has the section in it.
    """
    return each is best or (
        each.source.witness == best.source.witness
        and each.source.reliability >= _NEAR * best.source.reliability
        and len(each.keys) <= 3 * len(best.keys)
    )


def respelled(chosen: TagList, lists: Sequence[TagList]) -> TagList:
    """Return the list with slugs spelled as another list of the page prints them: "Andy Murray" for "andy-murray"."""
    slugs = [tag for tag in chosen.tags if tag.islower() and " " not in tag]
    # words in small letters are slugs beside one that has a joint
    slugs = slugs if any("-" in tag for tag in slugs) else []
    printed = {fold(tag): tag for each in reversed(lists) for tag in each.tags if not tag.islower()} if slugs else {}
    told = {slug: printed[key] for slug in slugs if (key := fold(slug.replace("-", " "))) in printed}
    if not told:
        return chosen
    tags = tuple(told.get(tag, tag) for tag in chosen.tags)
    return replace(chosen, tags=tags, removed={**chosen.removed, "slug_as_tag": list(told)})


#: What a site calls itself for search engines, on each of its pages.
_OF_SITE = phrase_set(
    """
    breaking news, latest news, current news, top news, news today, today news, todays news, news headlines, headlines,
    top stories, latest news articles, latest headlines, news online, online news, news website, daily news, world news,
    local news, national news, international news, live news, news update, news updates, newspaper, online newspaper,
    aktuelle nachrichten, neueste nachrichten, nachrichten aktuell, schlagzeilen, tageszeitung, onlinezeitung,
    últimas noticias, ultimas noticias, noticias de hoy, noticias de última hora, titulares, periódico, diario digital,
    dernières nouvelles, actualités en direct, info en continu, ultime notizie, notizie del giorno, ultim'ora, quotidiano,
    notícias de última hora, laatste nieuws, senaste nytt, siste nytt, seneste nyt, uutiset, najnowsze wiadomości,
    последние новости, новости сегодня, новости дня, главные новости, останні новини, berita terkini, berita hari ini,
    tin tức, tin mới, 最新ニュース, 最新新闻, 即時新聞, 최신뉴스, आज की खबर, ताजा खबर, ताज़ा खबर,
    أخبار اليوم, آخر الأخبار, عاجل, اخبار روز
    """
)
#: Single words of that kind, each of which may be a category too: some stand in most lists, many in a site's own.
_GENERIC = word_set(
    """
    news newspaper newspapers media press journalism journal daily headlines information info weather sports radio television
    video videos photos nachrichten aktuell zeitung tageszeitung internetzeitung presse medien actualité actualités actualite
    actualites nouvelles journal télévision vidéo régions noticias noticia informacion información prensa periodico periódico
    periodicos periódicos diario notizie giornale jornal notícias nieuws krant nyheter tidning uutiset новости газета haber
    haberler gazete ştiri stiri noutati știri revista berita koran ニュース 新聞 記事 写真 事件 事故 新闻 뉴스 신문 أخبار اخبار
    """
)
_FEWEST_OF_SITE, _FEWEST_GENERIC, _SHARE_OF_SITE = 3, 5, 0.3


def is_of_site(tags: Sequence[str]) -> bool:
    """Return whether the list is the site's own, the same on each page: "news, breaking news, top news, sports, weather".

    >>> is_of_site(["nation", "world", "sports", "breaking news", "top news", "current news"]), is_of_site(["top news", "Kyiv"])
    (True, False)
    """
    folded = [fold(tag) for tag in tags[:100]]
    of_site = sum([tag in _OF_SITE for tag in folded])
    generic = of_site + sum([tag in _GENERIC for tag in folded])
    return of_site >= _FEWEST_OF_SITE or (generic >= _FEWEST_GENERIC and generic >= _SHARE_OF_SITE * len(folded))


#: Links of a page's foot that can also be topics: "Datenschutz, DSGVO", "Print, Journalism".
_LINKS_AND_TOPICS = phrase_set("datenschutz, privacy policy, print")


def links_among(tags: Sequence[str], *, linked: bool) -> list[str]:
    """Return the tags that are a footer's links: by other links beside them, or where ``linked`` says that links stand there.

    >>> links_among(["Datenschutz", "DSGVO"], linked=False), links_among(["Datenschutz", "Hafen"], linked=True)
    ([], ['Datenschutz'])
    """
    found = [tag for tag in tags if fold(tag) in _LINKS_AND_TOPICS]
    return found if linked or len(found) > 1 else []


def are_headlines(tags: Sequence[str]) -> bool:
    """Return whether half of the tags or more are sentences: teasers of other stories, found where tags are looked for.

    >>> are_headlines(["Council lets the contract for the quay", "Ports"]), are_headlines(["Old quay", "State of the union"])
    (True, False)
    """
    return 2 * sum([len(tag.split()) >= _HEADLINE for tag in tags]) >= len(tags)


#: Tags of so many words are headlines; the "Federal Reserve Bank of New York" has six.
_HEADLINE = 7


#: A list of so many single words, of which this share stands in a title in this order, is the title cut at its blanks.
_FEWEST_CUT, _CUT = 4, 0.7


def is_cut_title(tags: Sequence[str], title: str) -> bool:
    """Return whether the tags are a title's or a slug's words one by one, as programs cut them: "police", "hold", "three".

    >>> is_cut_title(["police", "hold", "three", "men", "fire"], "/news/police-hold-three-men-over-quay-fire-4711")
    True
    >>> is_cut_title(["fire", "police", "quay", "harbour"], "/news/police-hold-three-men-over-quay-fire-4711")
    False
    """
    if not _FEWEST_CUT <= len(tags) <= 40 or " " in "".join(tags):
        return False
    words, found, place = bare_words(title), 0, 0
    # an editor's "Germany", "election", "Merkel" may open a headline too, which a program would have cut to its end
    fewest = _CUT * len(words) if any(tag[:1].isupper() for tag in tags) else 0
    for tag in tags:
        wanted = bare_words(tag)
        if len(wanted) == 1 and wanted[0] in words[place:]:
            place = words.index(wanted[0], place) + 1
            found += 1
    return found >= max(_CUT * len(tags), fewest)


#: A word, the blanks, and the number at its end; how many such are a cloud, and a count that is no part of a name.
_COUNTED = re.compile(r"(.*[^\W\d_]{2}[^\W\d]*)\s*(\d{1,6})")
_FEWEST_COUNTED, _CLOUDED = 3, 1_000


def without_counts(tags: Sequence[str]) -> list[str] | None:
    """Return the tags of a cloud without their counts, "Gaza398", "Kirche 3922"; None where the numbers are no counts.

    >>> without_counts(["Gaza398", "Israel2405", "Nahost 78"]), without_counts(["Euro 2024", "Election 2024", "Cop 29"])
    (['Gaza', 'Israel', 'Nahost'], None)
    """
    found = [match for tag in tags if (match := _COUNTED.fullmatch(tag))]
    if len(found) < max(_FEWEST_COUNTED, len(tags)):
        return None
    counts, bare = [int(match[2]) for match in found], [match[1] for match in found]
    years = sum([1900 <= count <= 2100 for count in counts])
    # "Apollo 11", "Area 51" and "Boeing 737" may stand together, and so may "GPT4", "PS5" and "Covid19"
    return bare if max(counts) >= _CLOUDED and 2 * years < len(counts) and len(set(bare)) == len(bare) else None


#: So many codes at least are a list of them.
_FEWEST_CODES = 10


def is_code_list(tags: list[str]) -> bool:
    """Return whether a long list holds a wire's subject codes ("AERO", "INDG08") and no words."""
    codes = [tag for tag in tags if tag.isupper() and " " not in tag] if len(tags) >= _FEWEST_CODES else []
    return any(tag[-2:].isdigit() and len(tag) > 4 for tag in codes) and len(codes) >= 0.9 * len(tags)


#: "Subject: Harbours", "Day: Friday"; and the kinds whose values are topics.
_KEYED = re.compile(r"([A-Za-z][\w -]{0,20}?)\s?:\s?(\S.*)")
_TOPIC_KINDS = word_set(
    """
    subject subjects topic topics tag tags keyword keywords theme person people place location country city
    organization organisation company team industry event thema sujet tema
    """
)


def topics_of_keyed(tags: Sequence[str]) -> list[str] | None:
    """Return the topics of a list whose members name their kind, as wires write it; None for any other list.

    >>> topics_of_keyed(["Day: Friday", "WC: 1000-1999", "Subject: Quays"]), topics_of_keyed(["Star Trek: Picard", "Harbours"])
    (['Quays'], None)
    """
    keyed = [match for tag in tags if (match := _KEYED.fullmatch(tag))]
    kinds = {fold(match[1]) for match in keyed}
    if len(kinds) < _FEWEST_KINDS or len(keyed) < len(tags) or _TOPIC_KINDS.isdisjoint(kinds):
        return None
    return [match[2] for match in keyed if fold(match[1]) in _TOPIC_KINDS]


#: So many kinds at least make a list of them.
_FEWEST_KINDS = 2
