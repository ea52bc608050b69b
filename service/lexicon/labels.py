"""Labels: the words by which a line says which field it holds, "Schlagwörter: a, b"; and lists of keywords without one."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from service.lexicon.date_spans import looks_like_date
from service.lexicon.people import is_signed_names, looks_like_organisation, looks_like_person_name
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import EDGE, LINE_LIMIT, fold, phrase_set, remembered, squeeze, word_count

_WORDS = {
    "author": """
        текст, by, author, authors, author(s), written by, posted by, submitted by, story by, words by, reported by, byline
        von, autor, autorin, autoren, verfasst von, geschrieben von, par, auteur, auteurs, écrit par, rédigé par
        propos recueillis par, por, escrito por, autora, autores, autore, autrice, a cura di, scritto da, di, door
        geschreven door, av, skrevet av, skriven av, af, skrevet af, journalist, skribent, forfatter, författare, kirjoittaja
        toimittaja, teksti, autorzy, tekst, przez, napisał, napisała, автор, авторы, автор статьи, автори, автор текста
        text von, texte, بقلم, كتب, كاتب, نویسنده, מאת, yazar, yazan, haber, penulis, oleh, ditulis oleh, tác giả, συντάκτης
        του, της, szerző, írta, autorka, napsal, scris de, autorul, 作者, 文, 撰文, 記者, 记者, 編集, 著者, 執筆, 글, 기자
        기자명, 글쓴이, 저자, as told to, guest post by, guest column by, piše, pišu, napisao, napisala, بواسطة, opinion by
        analysis by, commentary by, review by, recipe by, interview by, article by, creator, from, ผู้เขียน, লেখক, लेखक, द्वारा
        reporting by, report by, text by, exclusive by, special report by, as reported by, a column by, column by
        an analysis by, interview von, ein interview von, eine analyse von, analyse von, gastbeitrag von, ein gastbeitrag von
        kommentar von, ein kommentar von, kolumne von, eine kolumne von, reportage von, eine reportage von, aufgezeichnet von
        une chronique de, chronique de, une tribune de, un article de, article de, texte de, una crónica de, crónica de
        un artículo de, artículo de, análisis de, articolo di, un articolo di, artigo de, um artigo de, een column van
        подготовил, подготовила, γράφει, γράφει η, γράφει ο, الكاتب, كتبت, โดย, 取材・文, words and photos, words and photos by
        words and pictures, text and photos, text and photos by, story and photos by, text und fotos, text & fotos
        fotos und text, texte et photos, texto y fotos, testo e foto, tekst og foto, text och foto, muhabir, reporter, words
        ein bericht von, bericht von, ein porträt von, ein text von, ein beitrag von, un reportage de, un reportaje de
        texto de, reportaje de, servizio di, uma reportagem de, texto por, een reportage van, een artikel van
        van onze verslaggever, van onze correspondent, guest author, guest writer, reportage av, text av, tekst av, 執筆者
        geplaatst door
    """,
    "datePublished": """
        published, published on, published at, published date, publication date, publish date, pub date, pubdate
        date published, datepublished, date of publication, posted, posted on, posted at, first published, post date
        originally published, issued, released, release date, created, veröffentlicht, veröffentlicht am, for immediate release
        web posted, veröffentlichung, erschienen, erschienen am, erstellt am, publiziert am, publié, publié le, publiée le
        date de publication, mis en ligne le, paru le, publicado, publicado el, publicado em, publicada el
        fecha de publicación, data de publicação, pubblicato, pubblicato il, data di pubblicazione, gepubliceerd
        gepubliceerd op, geplaatst op, publicatiedatum, publicerad, publicerat, publiceret, publisert, udgivet, julkaistu
        opublikowano, data publikacji, опубликовано, дата публикации, опубліковано, публикувано, yayınlanma, yayınlanma tarihi
        yayınlandı, yayın tarihi, giriş tarihi, نشر, نشر في, تاريخ النشر, منتشر شده, פורסם, פורסם ב, 发布时间, 發布時間
        发布日期, 发表时间, 发表于, 发布于, 公開日, 公開, 掲載日, 投稿日, 配信, 입력, 등록, 게재, diterbitkan, dipublikasikan
        ngày đăng, xuất bản, đăng ngày, đăng lúc, δημοσιεύτηκε, δημοσίευση, megjelent, publikováno, vydáno, zverejnené
        publicat, publicat în, objavljeno, تاریخ انتشار, เผยแพร่, เผยแพร่เมื่อ, วันที่เผยแพร่, प्रकाशित, প্রকাশিত, প্রকাশ, објављено
        offentliggjort, közzétéve, публикувана, публикувано на, публикуван на, paskelbta, publikuota, avaldatud, publikované
        publicēts, δημοσιεύθηκε, 기사입력, 기사등록, 최초입력, 최초등록, 입력시간, 입력일, 등록일, 등록일시, 승인, 송고
        송고시간, 발행, 발행일, 게시, 게시일, 작성, 작성일, 公開日時, 掲載, 掲載日時, 配信日, 配信日時, 投稿, 投稿日時, 発行
        発行日, 初出, 登録日, 发布, 發布, 发布於, 發布於, 發佈, 發佈於, 發佈時間, 發佈日期, 發布日期, 发表, 發表, 發表於
        發表時間, 发表日期, 刊登, 刊登時間, 刊出, 上架時間, 出版时间, 出版時間, 发稿时间, 發稿時間, โพสต์เมื่อ, เผยแพร่ครั้งแรก
        प्रकाशन तिथि, опубликована, публикация, размещено, добавлено, создано, опублікована, дата публікації, розміщено
        створено, yayın, yayımlanma, yayımlanma tarihi, yayımlandı, giriş, eklenme, eklenme tarihi, نُشر, نشرت, نشر بتاريخ
        النشر, تم النشر, تم النشر في, زمان انتشار, פרסום, תאריך פרסום, פורסם לראשונה, ημερομηνία δημοσίευσης, terbit, tayang
        erstmals veröffentlicht, datum vydání, data dodania, dodano, wysłano, wysłano dnia, erstveröffentlicht
        première publication, primera publicación, prima pubblicazione, eerst gepubliceerd, eerste publicatie, först publicerad
        først publisert, først publiceret, imechapishwa, imechapishwa tarehe, 発表日, 発表日時, 発表, 作成, 作成日, 作成日時
        créé le, créée le, प्रकाशित किया गया, creado, creado el, creato, creato il, criado em, utworzono, dibuat, 创建时间
        創建時間, luotu, oprettet, opprettet, erstveröffentlichung
    """,
    "dateModified": """
        corrected, corrected on, correction, korrigiert, korrigiert am, berichtigt, corrigé le, corrigée le, corregido
        corretto, corrigido, gecorrigeerd, rättad, rättat, rettet, korjattu, javítva, исправлено, виправлено, sprostowanie
        düzeltme, 訂正, 更正, 정정, تصحيح, updated, updated on, updated at, last updated, last updated on, last update, update
        modified, last modified, date modified, datemodified, modification date, edited, revised, aktualisiert, aktualisiert am
        zuletzt aktualisiert, letzte aktualisierung, geändert, geändert am, mis à jour, mis à jour le, mise à jour
        dernière mise à jour, modifié le, modifié, actualizado, actualizado el, actualizada el, última actualización
        atualizado, atualizado em, última atualização, modificado em, aggiornato, aggiornato il, ultimo aggiornamento
        bijgewerkt, bijgewerkt op, laatst bijgewerkt, laatste update, gewijzigd, oppdatert, sist oppdatert, opdateret
        uppdaterad, uppdaterat, senast uppdaterad, päivitetty, zaktualizowano, aktualizacja, ostatnia aktualizacja, обновлено
        изменено, оновлено, дата обновления, güncelleme, güncellenme, güncellenme tarihi, son güncelleme, آخر تحديث, تم التحديث
        بروزرسانی, עודכן, עודכן ב, 更新时间, 更新時間, 更新, 更新日, 最終更新, 수정, 최종수정, 업데이트, อัปเดต, อัพเดต, แก้ไขล่าสุด
        अपडेट, আপডেট, به‌روزرسانی, 최종 수정, 수정일, 수정일시, 최종수정일, 最終更新日, 最終更新日時, 更新日時, 更新時刻, 修正
        改訂, 更新于, 更新於, 更新日期, 最后更新, 最後更新, 最后更新时间, 最後更新時間, 最近更新, 修改, 修改时间, 修改時間
        最后修改, 最後修改, cập nhật lúc, cập nhật lần cuối, ngày cập nhật, อัปเดตล่าสุด, อัปเดตเมื่อ, ปรับปรุง, अंतिम अपडेट
        সর্বশেষ আপডেট, अपडेट किया गया, обновено, обновено на, последна промяна, последно обновяване, letzte änderung
        actualisé le, viimeksi päivitetty, востаннє оновлено, обновлён, обновлен, обновлена, последнее обновление
        последнее изменение, дата изменения, оновлена, змінено, останнє оновлення, обновена, güncelleme tarihi, güncellendi
        تحديث, التحديث, تاريخ التحديث, تم التحديث في, آخر تعديل, آخرین بروزرسانی, آخرین به‌روزرسانی, به روز رسانی, به‌روز شده
        تاریخ به‌روزرسانی, עדכון, עדכון אחרון, תאריך עדכון, ενημέρωση, terakhir diperbarui, diupdate, zuletzt geändert
        dernière modification, última modificación, modificado, modificado el, ultima modifica, laatst gewijzigd
        ostatnia zmiana, poslední aktualizace, upraveno, módosítva, utolsó frissítés, ultima actualizare, atnaujinta, uuendatud
        diperbarui, cập nhật, ενημερώθηκε, τελευταία ενημέρωση, frissítve, aktualizováno, aktualizované, actualizat, ažurirano
        ажурирано, atjaunināts, uppfært, posljednja izmjena, data aktualizacji, mise à jour du, actualizada, atualizada
        última alteração, laatste wijziging, senast ändrad, sist endret, sidst ændret, poslední změna, последняя правка
        son değişiklik, 修订, 修訂, 修订日期, updated date, update date, modified date, aangepast, aangepast op, modifica
        modifica del, and last updated, and updated, stand vom, letzter stand, aktueller stand, stand per, stand van zaken
        status per, as of, current as of, version of, version vom, version du, versione del, versión del, versão de, à jour au
        aggiornamento, stav k, stav ke dni, stan na, stan na dzień, stanje na dan, tilanne, állapot, по состоянию на, станом на
        itibarıyla, itibariyle, seisuga, 現在, 현재, 기준, 截至, überarbeitet, überarbeitet am, révisé le, herzien op
        revideret, revidert, reviderad, amended, ostatnia modyfikacja, zmodyfikowano, diubah, muokattu, ændret, endret
        zuletzt bearbeitet, korrektur vom
    """,
    "date": """
        date, datum, data, fecha, date/time, timestamp, дата, التاريخ, تاريخ, تاریخ, תאריך, 日期, 日付, 日時, 날짜, tarih
        tanggal, dato, päivämäärä, ngày, ημερομηνία, dátum, sent, gesendet, stand
    """,
    "headline": """
        title, headline, titel, überschrift, titre, título, titular, titolo, titulo, tytuł, заголовок, название, 标题, 標題
        タイトル, 제목, العنوان, عنوان, subject, betreff, objet, asunto, assunto, oggetto, onderwerp, başlık, judul, otsikko
        overskrift, tiêu đề, τίτλος, cím, כותרת
    """,
    "description": """
        description, summary, abstract, teaser, excerpt, standfirst, dek, subtitle, beschreibung, zusammenfassung, résumé
        chapô, descripción, resumen, entradilla, descrição, resumo, descrizione, sommario, samenvatting, beschrijving, описание
        анонс, 摘要, 概要, 요약, özet, ringkasan, beskrivning, beskrivelse, ingress, opis, περίληψη
    """,
    "keywords": """
        tags, tag, keywords, keyword, topics, topic, tagged, tagged with, tagged as, filed under, related topics, more on
        in this story, schlagwörter, schlagworte, stichwörter, stichworte, themen, mehr zum thema, mots-clés, mots clés
        étiquettes, thèmes, sujets, sur le même sujet, etiquetas, palabras clave, temas, palavras-chave, tópicos, assuntos
        parole chiave, argomenti, trefwoorden, onderwerpen, labels, nøkkelord, stikkord, emneord, emner, ämnen, taggar
        nyckelord, avainsanat, aiheet, tagi, słowa kluczowe, tematy, теги, метки, темы, ключевые слова, ключові слова
        etiketler, anahtar kelimeler, الكلمات المفتاحية, الوسوم, كلمات مفتاحية, برچسب ها, תגיות, 标签, 標籤, 关键词, 關鍵字
        关键字, タグ, キーワード, 태그, 키워드, từ khóa, chủ đề, kata kunci, topik, címkék, kulcsszavak, klíčová slova, štítky
        cuvinte cheie, etichete, ετικέτες, λέξεις-κλειδιά, टैग, برچسب‌ها, แท็ก
    """,
    "articleSection": """
        section, category, rubrik, ressort, kategorie, rubrique, catégorie, sección, categoría, seção, editoria, categoria
        sezione, rubriek, categorie, kategori, рубрика, раздел, категория, القسم, 分类, 栏目, 频道, カテゴリ, カテゴリー
        ジャンル, 카테고리, posted in, kategoria, dział, sektion, osasto, chuyên mục, κατηγορία, rovat, categories, kategorien
        rubriken, catégories, categorías, channel, kategória, kategorija, kategorier, kategoriler, категории, категорія
        التصنيف, دسته‌بندی, קטגוריה, श्रेणी
    """,
    "publisher": """
        publisher, published by, source, site, site name, outlet, publication, newspaper, herausgeber, verlag, quelle, éditeur
        fuente, fonte, bron, uitgever, kilde, källa, utgivare, издатель, источник, джерело, kaynak, المصدر, מקור, 来源, 來源
        sitename, 出处, 出典, 媒体, 출처, sumber, nguồn, πηγή, forrás, zdroj, źródło
    """,
    "url": """
        url, link, permalink, canonical, canonical url, web address, web, adresse, address, enlace, lien, ссылка, الرابط, 链接
        網址, リンク, 링크
    """,
    "inLanguage": """
        language, lang, locale, sprache, langue, idioma, lingua, taal, язык, اللغة, 语言, 語言, 言語, 언어, språk, sprog, kieli
        język, dil, bahasa
    """,
    "wordCount": """
        word count, words, wordcount, wörter, wortzahl, nombre de mots, número de palabras, woorden, слов, 字数, 字數
    """,
    "caption": """
        photo, photos, image, picture, caption, photo credit, image credit, photo by, image by, file photo, foto, fotos, bild
        bildquelle, bildnachweis, crédit photo, crédits, crédit, imagen, imagem, beeld, fotó, фото, صورة, 图, 图片, 写真, 사진
        credit, getty images
    """,
}
LABELS = {field: phrase_set(words) for field, words in _WORDS.items()}
#: Labels beside which a printed date without a label is a later one: "Tue 7 Nov 20.00" / "First published on Tue 7 Nov 08.00".
_FIRST = re.compile("first|erstm|erstv|premi|primera|prima|eerst|först|først|최초|פורסם לראשונה|เผยแพร่ครั้งแรก")
FIRST = tuple(sorted(filter(_FIRST.match, LABELS["datePublished"])))
#: One look-up for all labels; a label that two fields share stands with the first.
_FIELD_OF = {label: name for name in reversed(LABELS) for label in LABELS[name]}
#: Labels that need no colon, given what must follow: "Published 3 May 2021", "By Jane Doe".
_BARE: dict[str, Callable[[str], bool]] = {
    "datePublished": looks_like_date,
    "dateModified": lambda text: looks_like_date(text) or is_relative(text),
    "author": is_signed_names,
}
#: Labels that open titles too, and so need one: "Words Without Borders", "Reporter Wanted".
_WITH_COLON = frozenset(["words", "reporter", "текст"])
#: The first words of those labels: most lines begin with another, and need not be looked at more closely.
_BARE_OPENINGS = frozenset(label.split(" ")[0] for label, name in _FIELD_OF.items() if name in _BARE)
_COLON_MARK = re.compile(r"[:：\t=–—-]")
_COLON = re.compile(r"\s*[:：]\s*|\s+[-–—=]\s+|\t")


@remembered
def label_of(line: str) -> tuple[str, str] | None:
    """Return the field that the line's label names and the text after it, or None without a label.

    >>> label_of("Schlagwörter: a, b"), label_of("A story: the end")
    (('keywords', 'a, b'), None)
    """
    text = squeeze(line[: LINE_LIMIT * 8]).strip("*_#>`~ ")
    parts = _COLON.split(text, maxsplit=1) if len(line) < LINE_LIMIT * 8 and _COLON_MARK.search(text) else [text]
    if len(parts) == 2 and len(parts[0]) <= 40:
        name = _FIELD_OF.get(fold(parts[0]).strip(EDGE))
        if name is not None:
            return name, parts[1].strip("*_ ")
    words = text[:LINE_LIMIT].split(" ")
    opening = fold(words[0]).partition(" ")[0]
    if opening and opening not in _BARE_OPENINGS:
        return None
    for size in range(min(4, len(words) - 1), 0, -1):
        label = fold(" ".join(words[:size]))
        name = None if label in _WITH_COLON else _FIELD_OF.get(label)
        is_value = _BARE.get(name or "")
        rest = " ".join(words[size:]).lstrip(EDGE)
        if name is not None and is_value is not None and is_value(rest):
            return name, rest.rstrip("*_ ")
    return None


def names_first(text: str) -> bool:
    """Return whether a text opens with a label that tells the first publication from a later one.

    >>> names_first("First published on 7 November 2023"), names_first("Published 7 November 2023")
    (True, False)
    """
    return fold(text[:40]).startswith(FIRST)


def _label_pattern(field: str) -> str:
    """Return the pattern of a field's labels, the longest first, by their first letter: most words of a text begin no label."""
    # a word of two or three letters is a label in scripts that spell syllables or words with one: "수정", "更新"
    labels = [label for label in LABELS[field] if len(label) > 3 or (len(label) > 1 and label[0] >= "\u2e80")]
    by_letter: dict[str, list[str]] = {}
    for label in sorted(labels, key=lambda label: (-len(label), label)):
        by_letter.setdefault(label[0], []).append(label[1:])
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(map(_spelled, rests))})" for letter, rests in sorted(by_letter.items()))


def _spelled(label: str) -> str:
    """Return the pattern of a label with the joiners that the tables leave out: "به\u200cروزرسانی"."""
    joined = any("\u0600" <= letter < "\u0780" for letter in label)
    return "\u200c?" + "\u200c?".join(label) if joined else re.escape(label)


# A label may be glued to what follows ("UpdatedFebruary 25"), to a day ("3月5日更新") or to a clock ("14:40 UhrAktualisiert"),
# but is no part of a word ("Eastern Standard Time", "Stand")
@cache
def date_labels() -> re.Pattern[str]:
    """Return the pattern of every label that names a date, compiled on first need: sixty languages would slow the start."""
    return re.compile(
        r"(?:(?<![^\W\d_])|(?<=\d[日일])|(?<=\d[分분])(?=現在|현재|기준)|(?-i:(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[AP]M)(?=[A-Z][a-z])))"
        rf"(?:(?P<dateModified>{_label_pattern('dateModified')})|(?P<datePublished>{_label_pattern('datePublished')}))"
        # "Von Max Stand, 5. März 2021" is signed
        r"(?-i:(?![a-zß-öø-ÿα-ωа-яё]))(?!(?<=stand),)",
        re.IGNORECASE,
    )


_LETTER_OR_DIGIT = re.compile(r"[^\W_]")


def closes_line(behind: str) -> bool:
    """Return whether a label belongs to the date before it, by what follows: "5 March 2021, edited", not "…, edited by Jane".

    >>> closes_line(")."), closes_line(" yesterday")
    (True, False)
    """
    return _LETTER_OR_DIGIT.search(behind) is None


_LIST_SEPARATOR = re.compile(r"\s*[,;|،؛、，；·•]\s*|\s/\s")
#: Two phrases of Chinese or Japanese that one comma parts are a headline as often as a list: "首相、来月訪米で調整".
_TWO_PHRASES = re.compile(r"[^、，]{6,}[、，][^、，]+|[^、，]+[、，][^、，]{6,}")


def is_keyword_list(text: str) -> bool:
    """Return whether the text is a list of short items parted by commas, semicolons, bars or dots, and no sentence."""
    line = squeeze(text[:4000])
    items = [item for item in _LIST_SEPARATOR.split(line) if item]
    if len(items) < 2 or _TWO_PHRASES.fullmatch(line) or looks_like_date(line) or looks_like_organisation(line):
        return False
    if len(items) == 2 and items[1].islower() and " " in items[1] and looks_like_person_name(items[0]):
        # "John Roe, pier builder" says what he is
        return False
    sizes = [item_size(item) for item in items]
    sentence = line[-1:] in "!?。" or (line[-1:] == "." and sizes[-1] > 2)
    return max(sizes) <= 5 and sum(sizes) / len(sizes) <= 2.6 and max(map(len, items)) <= 50 and not sentence


def item_size(item: str) -> int:
    """Return how many words an item has, two characters of Chinese and Japanese being one."""
    blanks = len(item.split())
    return max(blanks, (word_count(item) + 1) // 2) if item[:1] >= "\u2e80" else blanks
