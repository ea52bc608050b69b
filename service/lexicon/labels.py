"""Labels: the words by which a line says which field it holds, "Schlagwörter: a, b"; and what needs none: bylines, keywords.

Bylines in one piece are split into name and date: "By Jane Doe on March 5, 2021.", "Posted on 5 March 2021 by Jane Doe".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from service import names
from service.lexicon.date_spans import dates_within, looks_like_date
from service.lexicon.people import is_signed_names, looks_like_organisation
from service.lexicon.relative_words import is_relative
from service.lexicon.texts import EDGE, LINE_LIMIT, any_of, fold, phrase_set, remembered, squeeze, word_count

#: The labels of each field in the languages of newspapers; braces hold choices, of which the first may be nothing.
_WORDS = """
author: by, byline, from, words, creator, journalist, reporter, author, authors, author(s), guest {author|writer|post by}
    {written|posted|submitted|story|words|reported|as reported|report|reporting|article|text|opinion|analysis} by
    {|a |guest }column by, {commentary|review|recipe|interview|exclusive|special report|an analysis} by, as told to
    {words|text|story} and {photos|pictures}{| by}, von, autor, autorin, autoren, {verfasst|geschrieben|aufgezeichnet} von
    {|ein }{gastbeitrag|interview|kommentar|bericht|text} von, ein {beitrag|porträt} von
    {|eine }{analyse|kolumne|reportage} von, text {und|&} fotos, fotos und text, par, auteur, auteurs
    {écrit|rédigé|propos recueillis} par, texte, {|une }chronique de, une tribune de
    {|un }{article|reportage|artículo|reportaje} de, texto {de|por}, por, escrito por, autora, autores, {|una }crónica de
    análisis de, {|um }artigo de, autore, autrice, a cura di, scritto da, {|un }articolo di, di, texte et photos, texto y fotos
    testo e foto, tekst og foto, text och foto, door, {geschreven|geplaatst} door, van onze {verslaggever|correspondent}, av, af
    skrevet {av|af}, skriven av, {text|tekst|reportage} av, skribent, forfatter, författare, kirjoittaja, toimittaja, teksti
    autorzy, tekst, przez, napisał, napisała, piše, pišu, napisao, napisala, автор, авторы, автори, автор {статьи|текста}, текст
    подготовил, подготовила, γράφει, γράφει {η|ο}, συντάκτης, του, της, szerző, írta, autorka, napsal, autorul, scris de, yazar
    yazan, haber, muhabir, penulis, oleh, ditulis oleh, tác giả, بقلم, كتب, كتبت, كاتب, الكاتب, بواسطة, نویسنده, מאת, 作者, 文
    撰文, 記者, 记者, 編集, 著者, 執筆, 執筆者, 取材・文, 글, 글쓴이, 기자, 기자명, 저자, ผู้เขียน, โดย, লেখক, लेखक, द्वारा
    een {artikel|column|reportage} van, servizio di, texte de, uma reportagem de
datePublished: {|first |originally }published, {published|posted}{ on| at}, posted, first published on
    {publish|published|publication|pub|post|release} date, pubdate, datepublished, date {published|of publication}, issued
    released, created, for immediate release, {|erst|erstmals }veröffentlicht, veröffentlicht am, {|erst}veröffentlichung
    erschienen, {erschienen|erstellt|publiziert} am, publié, publiée le, {publié|mis en ligne|paru|créé|créée} le
    {date de|première} publication, publicad{o|a}{| el| em}, {fecha de|primera} publicación, creado, creado el
    data de publicação, criado em, pubblicato, pubblicato il, creato il, {data di|prima} pubblicazione, {|eerst }gepubliceerd
    gepubliceerd op, geplaatst op, eerste publicatie, {|först }{publicerad|publicerat}, {|først }publisert
    {|først }publiceret, udgivet, offentliggjort, oprettet, opprettet, julkaistu, luotu, avaldatud, opublikowano
    data {publikacji|dodania}, datum vydání, dodano, wysłano, utworzono, publikováno, vydáno, publikované, zverejnené, közzétéve
    megjelent, publicat, publicat în, objavljeno, објављено, paskelbta, publikuota, publicēts, {опубликован|публикуван}{о|а}
    {публикувано|публикуван} на, дата публикации, публикация, размещено, добавлено, создано, опублікован{о|а}, дата публікації
    розміщено, створено, δημοσιεύτηκε, δημοσιεύθηκε, δημοσίευση, ημερομηνία δημοσίευσης, yayın{|lanma}{| tarihi}, yayınlandı
    yayımlan{ma|ma tarihi|dı}, {giriş|eklenme}{| tarihi}, dibuat, diterbitkan, dipublikasikan, terbit, tayang, ngày đăng
    đăng {ngày|lúc}, xuất bản, imechapishwa, imechapishwa tarehe, نشر, نشر في, نُشر, نشرت, نشر بتاريخ, النشر, تاريخ النشر
    تم النشر, تم النشر في, منتشر شده, تاریخ انتشار, زمان انتشار, פורסם, פורסם ב, פורסם לראשונה, פרסום, תאריך פרסום
    {发布|發布|發佈|发表|發表}{|于|於|时间|時間|日期}, 刊登, 刊登時間, 刊出, 上架時間, {出版|发稿|發稿|创建|創建}{时间|時間}
    {公開|掲載|配信|投稿|発行|発表|作成}{|日|日時}, 初出, 登録日, {|최초|기사}{입력|등록}{|일|일시|시간}
    {송고|게시|발행|작성}{|일|시간}, 게재, 승인, เผยแพร่{|เมื่อ|ครั้งแรก}, วันที่เผยแพร่, โพสต์เมื่อ, प्रकाशित
    प्रकाशित किया गया, प्रकाशन तिथि, প্রকাশিত, প্রকাশ
    publicatiedatum, creato, web posted, wysłano dnia, время публикации, час публікації
    {posté|rédigé} le, zveřejněno, online seit, {eingestellt|hinzugefügt|geschrieben} am, {inserito|postato} il
    data pubblicazione, postat, postat {în|pe|la}, postado em, {geplaatst|online gezet}, lagt ut, upplagd, opublikovano
    vloženo, přidáno, diunggah, diposting, date {added|posted}
    pubblicata, pubblicata il, data {publicării|apariției}, publicată, publikacja, data publikacji, zverejnené dňa
    publikuar, publikuar më, dërguar më, argitaratua, argitaratze data, foilsithe, cyhoeddwyd, gepubliseer, gepubliseer op
    dərc olunub, yayımlanıb, paylaşılıb, e'lon qilindi, chop etildi, pievienots, жарияланды, жарияланған, објавен{|о|а}
    გამოქვეყნდა, გამოქვეყნებულია, հրապարակվել է, հրապարակված, اشاعت, تاریخ اشاعت, شائع, شائع شدہ, प्रकाशित केले
    வெளியிடப்பட்டது, பதிவு செய்த நாள், ప్రచురణ, ప్రచురించబడింది, പ്രസിദ്ധീകരിച്ചത്, ಪ್ರಕಟಿಸಲಾಗಿದೆ, ಪ್ರಕಟಣೆ, પ્રકાશિત
dateModified: corrected, corrected on, correction, {|and |last |and last }updated, updated at, {|last }updated on
    {|last }update, update{|d} date, {|last |date}modified, modified date, date modified, modification date, edited, revised
    amended, {|current }as of, version {of|du}, {korrigiert|berichtigt}, {korrigiert|aktualisiert|geändert|überarbeitet} am
    {|zuletzt }{aktualisiert|geändert}, überarbeitet, zuletzt bearbeitet, letzte {aktualisierung|änderung}
    {letzter|aktueller} stand, {stand|version|korrektur} vom, {stand|status} per, modifié, corrigée le
    {corrigé|actualisé|modifié|révisé|mis à jour} le, mis à jour, {|dernière }mise à jour, mise à jour du, dernière modification
    à jour au, {actualizad|modificad|atualizad}{o|a}, {actualizado|actualizada|modificado} el, {atualizado|modificado} em
    corregido, última {actualización|modificación|atualização|alteração}, versi{ón|one} del, versão de, corrigido, corretto
    aggiornato, aggiornato il, {|ultimo }aggiornamento, {|ultima }modifica, modifica del, {|laatst }{bijgewerkt|gewijzigd}
    {bijgewerkt|herzien|aangepast} op, aangepast, laatste {update|wijziging}, gecorrigeerd, stand van zaken, oppdatert
    sist {oppdatert|endret}, uppdatera{d|t}, senast {uppdaterad|ändrad}, opdateret, ændret, sidst ændret, endret, rättad, rättat
    rettet, revideret, revidert, reviderad, uppfært, päivitetty, viimeksi päivitetty, muokattu, korjattu, tilanne, uuendatud
    seisuga, zaktualizowano, {|ostatnia }aktualizacja, data aktualizacji, zmodyfikowano, ostatnia {zmiana|modyfikacja}
    sprostowanie, stan na, stan na dzień, aktualizováno, aktualizované, poslední {aktualizace|změna}, upraveno, stav k
    stav ke dni, javítva, módosítva, frissítve, utolsó frissítés, állapot, actualizat, ultima actualizare, ažurirano, ажурирано
    posljednja izmjena, stanje na dan, atnaujinta, atjaunināts, обновлено, обновлён, обновлен{|а}, изменено, исправлено
    последнее {обновление|изменение}, последняя правка, дата {обновления|изменения}, по состоянию на, оновлено, оновлена
    змінено, виправлено, останнє оновлення, востаннє оновлено, станом на, обновен{о|а}, обновено на, последна промяна
    последно обновяване, ενημέρωση, ενημερώθηκε, τελευταία ενημέρωση, {|son }güncelleme, güncellenme{| tarihi}
    güncelleme tarihi, güncellendi, son değişiklik, düzeltme, itibarıyla, itibariyle, {|terakhir }diperbarui, diupdate, diubah
    cập nhật{| lúc| lần cuối}, ngày cập nhật, تصحيح, تحديث, التحديث, آخر تحديث, تاريخ التحديث, تم التحديث, تم التحديث في
    آخر تعديل, بروزرسانی, به‌روزرسانی, به روز رسانی, به‌روز شده, آخرین بروزرسانی, آخرین به‌روزرسانی, تاریخ به‌روزرسانی, עודכן
    עודכן ב, עדכון, עדכון אחרון, תאריך עדכון, {更新|修改|修订|修訂}{|于|於|时间|時間|日期}, 最{后|後|近}{更新|修改}{|时间|時間}
    更正, 截至, {|最終}更新{日|日時|時刻}, 最終更新, 修正, 改訂, 訂正, 現在, {|최종|최종 }수정{|일|일시}, 업데이트, 정정, 현재
    기준, {อัปเดต|อัพเดต}{|ล่าสุด|เมื่อ}, แก้ไขล่าสุด, ปรับปรุง, {|अंतिम }अपडेट, अपडेट किया गया, {|সর্বশেষ }আপডেট
    revision date, zuletzt geändert am, aggiornata, aggiornata il, {ultimo|data} aggiornamento, modificat{o|a} il, modyfikacja
    upravené, naposledy upravené, data actualizării, {actualizat|modificat} la, ultima modificare, posodobljeno, spremenjeno
    zadnja {sprememba|izmjena|posodobitev}, izmijenjeno, izmenjeno, измењено, pakeista, atjaunots, labots, muudetud
    actualitzat, actualitzat el, modificat, modificat el, darrera actualització, eguneratua, azken eguneraketa, nuashonraithe
    diweddarwyd, përditësuar, përditësuar më, opgedateer, opgedateer op, yenilənib, yeniləndi, yangilandi, imesasishwa
    dikemas kini, kemas kini, kemas kini terakhir, sửa đổi, chỉnh sửa, последна актуализация, актуализиран{|о|а}, жаңартылды
    жаңартылған, ανανεώθηκε, τροποποιήθηκε, განახლდა, განახლებულია, թարմացվել է, թարմացված, حدث, حُدّث, تم التعديل
    تم التعديل في, به روز شده, به روز شده در, ویرایش, اپ ڈیٹ, آخری اپ ڈیٹ, अपडेटेड, अद्यतन, अद्यतनित, अद्ययावत, হালনাগাদ
    புதுப்பிக்கப்பட்டது, மாற்றம், అప్డేట్, నవీకరించబడింది, പുതുക്കിയത്, ನವೀಕರಿಸಲಾಗಿದೆ, અપડેટ, અપડેટેડ
date: date, datum, data, dato, date/time, timestamp, sent, gesendet, stand, fecha, päivämäärä, дата, ημερομηνία, dátum, tarih
    tanggal, ngày, التاريخ, تاريخ, تاریخ, תאריך, 日期, 日付, 日時, 날짜
headline: title, headline, subject, titel, überschrift, betreff, titre, objet, título, titulo, titular, asunto, assunto, titolo
    oggetto, onderwerp, tytuł, заголовок, название, 标题, 標題, タイトル, 제목, العنوان, عنوان, başlık, judul, otsikko
    overskrift, tiêu đề, τίτλος, cím, כותרת
description: description, summary, abstract, teaser, excerpt, standfirst, dek, subtitle, beschreibung, beschrijving
    zusammenfassung, résumé, chapô, descripción, resumen, entradilla, descrição, resumo, descrizione, sommario, samenvatting
    beskrivning, beskrivelse, ingress, описание, анонс, 摘要, 概要, 요약, özet, ringkasan, opis, περίληψη
keywords: tag, tags, tagged, tagged {with|as}, keyword, keywords, topic, {|related }topics, filed under, more on, in this story
    themen, {schlag|stich}{wörter|worte}, mehr zum thema, mots{-| }clés, étiquettes, thèmes, sujets, sur le même sujet
    etiquetas, temas, palabras clave, palavras-chave, tópicos, assuntos, parole chiave, argomenti, trefwoorden, onderwerpen
    labels, nøkkelord, stikkord, emneord, emner, ämnen, taggar, nyckelord, avainsanat, aiheet, tagi, słowa kluczowe, tematy
    теги, метки, темы, ключевые слова, ключові слова, etiketler, anahtar kelimeler, الكلمات المفتاحية, كلمات مفتاحية, الوسوم
    برچسب ها, برچسب‌ها, תגיות, 标签, 標籤, {关键|關鍵}{词|字}, タグ, キーワード, 태그, 키워드, từ khóa, chủ đề, kata kunci
    topik, oznake, ознаке, žymos, birkas, märksõnad, етикети, тагове, etiquetes, etiketak, efnisorð, címkék, kulcsszavak
    klíčová slova, štítky, cuvinte cheie, etichete, ετικέτες, λέξεις-κλειδιά, टैग, แท็ก
articleSection: section, category, categories, channel, posted in, rubrik, rubriken, ressort, kategorie, kategorien, rubrique
    catégorie, catégories, sección, categoría, categorías, seção, editoria, categoria, sezione, rubriek, categorie, kategori
    kategorier, рубрика, раздел, категория, категории, категорія, القسم, التصنيف, دسته‌بندی, קטגוריה, 分类, 栏目, 频道, カテゴリ
    カテゴリー, ジャンル, 카테고리, kategoria, dział, sektion, osasto, chuyên mục, κατηγορία, rovat, kategória, kategorija
    kategoriler, श्रेणी
publisher: publisher, published by, source, site, site{| }name, outlet, publication, newspaper, herausgeber, verlag, quelle
    éditeur, fuente, fonte, bron, uitgever, kilde, källa, utgivare, издатель, источник, джерело, kaynak, المصدر, מקור, 来源
    來源, 出处, 出典, 媒体, 출처, sumber, nguồn, πηγή, forrás, zdroj, źródło
url: url, link, permalink, canonical{| url}, web, {|web }address, adresse, enlace, lien, ссылка, الرابط, 链接, 網址, リンク
    링크
inLanguage: language, lang, locale, sprache, langue, idioma, lingua, taal, язык, اللغة, 语言, 語言, 言語, 언어, språk, sprog
    kieli, język, dil, bahasa
wordCount: word count, wordcount, words, wörter, wortzahl, nombre de mots, número de palabras, woorden, слов, 字数, 字數
caption: {|file }photo, photos, image, picture, caption, {|photo |image }credit, {photo|image} by, foto, fotos, bild, bildquelle
    bildnachweis, crédit{|s}, crédit photo, imagen, imagem, beeld, fotó, фото, صورة, 图, 图片, 写真, 사진, getty images
"""
LABELS = {field: phrase_set(words) for field, words in re.findall(r"(?ms)^(\w+): (.*?)(?=^\w|\Z)", _WORDS)}
#: One look-up for all labels; a label that two fields share stands with the first.
_FIELD_OF = {label: name for name in reversed(LABELS) for label in LABELS[name]}
#: Labels that need no colon, given what must follow: "Published 3 May 2021", "By Jane Doe".
_BARE: dict[str, Callable[[str], bool]] = {
    "datePublished": looks_like_date,
    "dateModified": lambda text: looks_like_date(text) or is_relative(text),
    "author": is_signed_names,
}
#: Their labels, but for those that open titles too, "Words Without Borders", "Reporter Wanted"; and the first words of them.
_BARE_LABELS = frozenset(label for label, name in _FIELD_OF.items() if name in _BARE) - {"words", "reporter", "текст"}
_BARE_OPENINGS = frozenset(label.split(" ")[0] for label in _BARE_LABELS)
#: The first words of the labels of authors.
BYLINE_OPENINGS = frozenset(label.partition(" ")[0] for label in LABELS["author"])
#: What ends a label, in a text with single blanks, and the marks of which each has one.
_COLON_MARK, _COLON = re.compile("[:：=–—-]"), re.compile(" (?:[:：] ?|[-–—=] )|[:：] ?")


@remembered
def label_of(line: str) -> tuple[str, str] | None:
    """Return the field that the line's label names and the text after it, or None without a label.

    >>> label_of("Schlagwörter: a, b"), label_of("A story: the end")
    (('keywords', 'a, b'), None)
    """
    text = squeeze(line[: LINE_LIMIT * 8]).strip("*_#>`~ ")
    parts = _COLON.split(text, maxsplit=1) if _COLON_MARK.search(text) and len(line) < LINE_LIMIT * 8 else [text]
    if len(parts) == 2 and len(parts[0]) <= 40 and (name := _FIELD_OF.get(fold(parts[0]).strip(EDGE))):
        return name, parts[1].strip("*_ ")
    words = text[:LINE_LIMIT].split(" ")
    # most lines begin with another word, and need not be looked at more closely
    opening = words[0].lower() if words[0].isascii() else fold(words[0]).partition(" ")[0]
    sizes = range(min(4, len(words) - 1), 0, -1) if opening in _BARE_OPENINGS else ()
    for size in sizes:
        label, rest = fold(" ".join(words[:size])), " ".join(words[size:]).lstrip(EDGE)
        if label in _BARE_LABELS and _BARE[_FIELD_OF[label]](rest):
            return _FIELD_OF[label], rest.rstrip("*_ ")
    return None


# A label may be glued to what follows ("UpdatedFebruary 25"), to a day ("3月5日更新") or to a clock ("14:40 UhrAktualisiert"),
# but is no part of a word ("Eastern Standard Time", "Stand")
@cache
def date_labels() -> re.Pattern[str]:
    """Return the pattern of every label that names a date, compiled on first need: sixty languages would slow the start."""
    # a word of two or three letters is a label in scripts that spell syllables or words with one: "수정", "更新"
    modified, published = [
        any_of([label for label in LABELS[field] if len(label) > 3 or (len(label) > 1 and label[0] >= "\u2e80")])
        for field in ("dateModified", "datePublished")
    ]
    return re.compile(
        r"(?:(?<![^\W\d_])|(?<=\d[日일])|(?<=\d[分분])(?=現在|현재|기준)|(?-i:(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[AP]M)(?=[A-Z][a-z])))"
        rf"(?:(?P<dateModified>{modified})|(?P<datePublished>{published}))"
        # "Von Max Stand, 5. März 2021" is signed
        r"(?-i:(?![a-zß-öø-ÿα-ωа-яё]))(?!(?<=stand),)",
        re.IGNORECASE,
    )


_LIST_SEPARATOR = re.compile(r"\s*[,;|،؛、，；·•]\s*|\s/\s")
#: Two phrases of Chinese or Japanese that one comma parts are a headline as often as a list: "首相、来月訪米で調整".
_TWO_PHRASES = re.compile(r"[^、，]{6,}[、，][^、，]+|[^、，]+[、，][^、，]{6,}")


def is_keyword_list(text: str) -> bool:
    """Return whether the text is a list of short items parted by commas, semicolons, bars or dots, and no sentence."""
    line = squeeze(text[:4000])
    items = [item for item in _LIST_SEPARATOR.split(line) if item]
    if len(items) < 2 or _TWO_PHRASES.fullmatch(line) or looks_like_date(line) or looks_like_organisation(line):
        return False
    sizes = [item_size(item) for item in items]
    sentence = line[-1:] in "!?。" or (line[-1:] == "." and sizes[-1] > 2)
    return max(sizes) <= 5 and sum(sizes) / len(sizes) <= 2.6 and max(map(len, items)) <= 50 and not sentence


def item_size(item: str) -> int:
    """Return how many words an item has, two characters of Chinese and Japanese being one."""
    blanks = len(item.split())
    return max(blanks, (word_count(item) + 1) // 2) if item[:1] >= "\u2e80" else blanks


# --- bylines ---------------------------------------------------------------------------------------------------------------

_AROUND = re.compile(r"^[\s,،|·:：–—-]+|[\s,،|·:：(（–—-]+$")
#: What languages put before a day, last in what is cut before it: "Af Jens Hansen den", "بواسطة محمد علي في", "Jan Jansen op".
_PREPOSITIONS = phrase_set("""
    on, the, at, am, vom, den, der, le, du, el, del, de, em, no, il, op, på, pe, în, la, data de, dne, dňa, dnia, z, от, на, в
    за, στις, την, kl, pada, ngày, vào, lúc, في, بتاريخ, يوم, در, در تاریخ, ב, ביום, เมื่อ, วันที่, को, তারিখে, last, zuletzt
""")
_DATE_LABELS = _PREPOSITIONS | LABELS["datePublished"] | LABELS["dateModified"] | LABELS["date"]
#: The names of days are names of people too where they are short, "Li Sun"; labels have so many words at most.
_DAY, _LABEL_WORDS = 4, 4


def without_end(text: str) -> str:
    """Return a text that a date was cut from, without what belonged to the date at its end: "Jan Jansen op" → "Jan Jansen"."""
    words = _AROUND.sub("", text).split(" ")
    for _ in range(4):
        size = next((size for size in range(min(_LABEL_WORDS, len(words)), 0, -1) if _is_of_date(words, size)), 0)
        if not size:
            break
        words = _AROUND.sub("", " ".join(words[:-size])).split(" ")
    # in Han a particle runs into what stands before the date: "大桥于" names nobody
    return "" if words[-1].endswith(("于", "於", "在")) else " ".join(words)


def _is_of_date(words: list[str], size: int) -> bool:
    """Return whether so many of the last words are a label, a preposition or a weekday."""
    key = fold(" ".join(words[-size:])).strip(" :.,")
    # "Max Le" is a name, "Jean Dupont le" is not
    if key in _DATE_LABELS and (key not in _PREPOSITIONS or not words[-size][:1].isupper() or " ".join(words).isupper()):
        return True
    # "Max Sonntag" and "Li Sun" are names, "Published Wed", "on Wed" and "By Jane Doe, Sat" hold none; "Thứ tư" is one day
    before = words[-2] if len(words) > 1 else ""
    dated = fold(before).strip(" :.,") in _DATE_LABELS or (before.endswith(",") and len(words) > _LABEL_WORDS - 1)
    alone = dated or (len(key) >= _DAY and len(words) != 2)
    return (size == 2 or (size == 1 and alone)) and bool(names.weekdays(key))


def signed(text: str) -> tuple[str, str] | None:
    """Return the author's part and the date's of a line that a byline word opens or ends, or None.

    >>> signed("By Jane Doe on 5 March 2021."), signed("Posted on 5 March 2021 by Jane Doe"), signed("Jane Doe, 5 March 2021")
    (('By Jane Doe', '5 March 2021'), ('by Jane Doe', 'Posted on 5 March 2021'), None)
    """
    if ":" not in text and "：" not in text and BYLINE_OPENINGS.isdisjoint(text.casefold().split()):
        return None
    dates = dates_within(text, 2)
    if len(dates) != 1:
        return None
    before, _, behind = text.partition(dates[0])
    start = who = without_end(before)
    if who and _names_author(who) and looks_like_date(when := text[len(before) :].rstrip(" .")):
        return who, when
    # "Posted on March 5, 2008 by Jane Doe": nothing but the date's own words stands before, and who updated wrote no article
    who = _AROUND.sub("", behind)
    if not who or start or not _names_author(who) or (label_of(text) or "-")[0] == "dateModified":
        return None
    return who, text.removesuffix(behind) + behind.partition(who)[0].rstrip(" ,|-")


def _names_author(text: str) -> bool:
    """Return whether a byline word opens a text and names follow: "By Jane Doe", "Piše: Ivan Horvat"."""
    named = label_of(text)
    return named is not None and named[0] == "author" and is_signed_names(named[1])
