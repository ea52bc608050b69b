"""What kind of list the tags are: a site's own words, a title cut at its blanks, a cloud with counts, a wire's codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.lexicon.slugs import bare_words
from service.lexicon.texts import fold, phrase_set, word_set

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
    generic = sum(tag in _OF_SITE or tag in _GENERIC for tag in folded)
    return sum(tag in _OF_SITE for tag in folded) >= _FEWEST_OF_SITE or (
        generic >= _FEWEST_GENERIC and generic >= _SHARE_OF_SITE * len(folded)
    )


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
    return 2 * sum(len(tag.split()) >= _HEADLINE for tag in tags) >= len(tags)


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
    if not _FEWEST_CUT <= len(tags) <= 40 or any(" " in tag for tag in tags):
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


def without_counts(tags: Sequence[str]) -> list[str] | None:
    """Return the tags of a cloud without their counts, "Gaza398", "Kirche 3922"; None where the numbers are no counts.

    >>> without_counts(["Gaza398", "Israel2405", "Nahost 78"]), without_counts(["Euro 2024", "Election 2024", "Cop 29"])
    (['Gaza', 'Israel', 'Nahost'], None)
    """
    found = [_COUNTED.fullmatch(tag) for tag in tags]
    if len(found) < _FEWEST_COUNTED or not all(found):
        return None
    counts = [int(match[3]) for match in found if match]
    bare = [match[1] for match in found if match]
    years = sum(1900 <= count <= 2100 for count in counts)
    # "Apollo 11", "Area 51" and "Boeing 737" may stand together, and so may "GPT4", "PS5" and "Covid19"
    few = len(tags) < _FEWEST_PARTED and (max(counts) < _CLOUDED or all(match[2] for match in found if match))
    return None if few or 2 * years >= len(counts) or len(set(bare)) < len(bare) else bare


#: A word, the blanks, and the number at its end; how many such are a cloud, how many where blanks part them all or the numbers
#: are small, and from which number on none is small.
_COUNTED = re.compile(r"(.*[^\W\d_]{2}[^\W\d]*)(\s*)(\d{1,6})")
_FEWEST_COUNTED, _FEWEST_PARTED, _CLOUDED = 3, 5, 1_000


def is_code_list(tags: list[str]) -> bool:
    """Return whether a long list holds a wire's subject codes ("AERO", "INDG08") and no words."""
    codes = sum(tag.isupper() and " " not in tag for tag in tags)
    numbered = any(len(tag) > 4 and tag[-2:].isdigit() and tag.isupper() for tag in tags)
    return len(tags) >= 10 and numbered and codes >= 0.9 * len(tags)


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
