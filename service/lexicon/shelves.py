"""The shelves of a site: the words for news and for its sections, "Politique", "Local News"."""

from __future__ import annotations

from service.lexicon.texts import fold, word_set

#: The words for news and for the shelves of a site, as sites speak of what they have.
SHELVES = word_set(
    """
        news breaking latest headlines analysis commentary sport sports opinion weather business finance culture lifestyle
        entertainment politics traffic jobs property properties photos videos video stories coverage source online local
        national international regional magazine newspaper archive archives blog
        nachrichten aktuelle aktuell neuigkeiten schlagzeilen politik wirtschaft kultur wetter meinung sportnachrichten
        regional überregional zeitung hintergründe
        actualité actualités infos info dépêches politique économie société météo direct locale nationale internationale
        journal photos vidéos reportages
        noticias actualidad deportes economía política cultura sucesos última últimas hora opinión sociedad titulares
        notizie ultime cronaca politica economia attualità cultura spettacoli meteo
        notícias últimas desporto esporte política economia cultura opinião atualidade
        nieuws laatste sport economie politiek cultuur regio
        nyheter senaste sport ekonomi politik kultur nyheder seneste uutiset urheilu talous
        wiadomości aktualności polityka gospodarka kultura zprávy zpravodajství hírek friss gazdaság știri
        новости происшествия политика экономика спорт культура общество онлайн свежие последние новини події політика
        економіка суспільство
        ειδήσεις νέα πολιτική οικονομία αθλητικά πολιτισμός ελλάδα κόσμο κόσμος
        haber haberler haberleri güncel gelişmeler siyaset ekonomi spor magazin dakika
        أخبار الأخبار سياسة اقتصاد رياضة عاجل ثقافة חדשות ספורט כלכלה berita terkini politik ekonomi olahraga
    """
)


def is_shelf(text: str) -> bool:
    """Return whether a text is a shelf's name: "Politique", "Local News"."""
    words = fold(text).split()
    return len(words) in (1, 2) and SHELVES.issuperset(words)


WIDE_SHELVES = word_set(
    "新闻 资讯 国内 国际 财经 体育 娱乐 新聞 國內 國際 財經 體育 娛樂 ニュース スポーツ 経済 芸能 速報 뉴스 스포츠 경제"
)
