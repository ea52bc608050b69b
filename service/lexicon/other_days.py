"""The days of a copy of a page, of its reading and of what it is about, told by the words that stand with them.

"Retrieved 17 February 2001", "Today is Wednesday, June 12, 2002", "Print date: 3 May 2004": none says when the text appeared.
"""

from __future__ import annotations

import re

from service import names
from service.lexicon.date_shapes import dates_within
from service.lexicon.folding import fold
from service.lexicon.signatures import without_end
from service.lexicon.words import phrase_set

#: What was done with a page on a day that it shows, after it was published.
_COPIED = (
    r"\b(?:printed (?:from|on|at)|retrieved|accessed|downloaded|archived|captured|cached|mirrored|fetched|crawled|scanned|"
    r"digiti[sz]ed|transcribed|saved (?:from|on)|abgerufen am|ausgedruckt|gedruckt am|gespeichert am|archiviert am|"
    r"transkribiert|consulté le|imprimé le|archivé le|numérisé|transcrit|consultado|impreso|impresso|archivado|transcrito|"
    r"stampato|consultato|archiviato|trascritto|geraadpleegd|afgedrukt|gearchiveerd|hämtad|utskriven|wydrukowano|"
    r"zarchiwizowano|распечатано|архивировано)\b"
)
#: The clock of the computer on which a page was read, which a script printed.
_READ = (
    r"^\W{0,3}(?:today(?:['’]s date)? is|today['’]s date|heute ist|oggi è|hoy es|hoje é|aujourd['’]hui,? c['’]est|"
    r"(?:aujourd['’]hui,? )?nous sommes|vandaag is(?: het)?|i ?dag är(?: det)?|i dag er(?: det)?|dnes je|(?:dzisiaj|dziś) jest|"
    r"tänään on|ma van|bugün günlerden|hari ini(?: adalah)?|hôm nay(?: là)?|it is now|the time (?:is )?now(?: is)?|"
    r"(?:the )?current (?:date|time)|(?:local|server) time|"
    r"(?:next|nächstes?|prochaine?|próxim[ao]|prossim[ao]|volgende|nästa) (?:update|issue|edition|ausgabe|mise à jour|édition|"
    r"actualización|edición|edição|aggiornamento|edizione|editie))\b|"
    r"^\W{0,3}(?:今天是|今日は|오늘은)|"
    r"^\W{0,3}(?:today|heute|oggi|hoy|hoje|aujourd['’]hui|vandaag|dnes|dzisiaj|dziś|сегодня|сьогодні|bugün|σήμερα|今天|今日|오늘)"
    r"\s{0,2}[:：]|^сегодня(?=,? \w{5,11},? \d| \d{1,2} \w{3,8} \d{4})"
)
#: "Game date", "Druckdatum": a label that says "date" and of what.
_NAMED = (
    r"\b(?:game|match|event|hearing|trial|incident|meeting|print|start|end|due|closing|birth|death|wedding|show|concert|exam|test|"
    r"sale|auction|order|delivery|arrival|departure|travel|expiry|expiration|access|retrieval|effective|survey|air)[ -]?date\b|"
    r"\b(?:abruf|zugriffs|druck|ausdruck|spiel|veranstaltungs|geburts|sterbe|todes|ablauf|anfangs|end)datum\b|"
    r"\b(?:geboorte|afdruk|speel|overlijdens)datum\b"
)
#: What stands beside a story: the last comment, the picture, the story before it, the archive that it is in.
_BESIDE = (
    r"^\W{0,3}(?:(?:last|latest|previous|next) (?:comments?|posts?|repl(?:y|ies)|stor(?:y|ies)|review|visit)|"
    r"(?:last|latest) (?:updated?|edit(?:ed)?|modified|changed|revised) by|zuletzt (?:geändert|bearbeitet|aktualisiert) von|"
    r"comment(?:ed)? (?:by|from)|(?:letzte[rs]?|neueste[rs]?) (?:kommentar|beitrag|besuch)|"
    r"derni(?:er|ère) (?:commentaire|message|réponse|visite)|[úu]ltim[oa] (?:comentario|comentário|mensaje|commento|"
    r"messaggio|respuesta|resposta|risposta)|laatste (?:reactie|bericht)|senaste (?:kommentar(?:en)?|inlägg(?:et)?)|"
    r"ostatni (?:komentarz|post)|последн(?:ий|ее) (?:комментарий|сообщение)|son yorum|archives? (?:for|of|from)|"
    r"(?:posts|entries|stories) (?:for|of|from)|reprinted (?:from|with))(?!\w)"
)
#: The picture's, where its day stands in the same line: a credit alone, "Photo: Jane Doe", stands above many a dateline.
_PICTURED = re.compile(
    r"^\W{0,3}(?:photos?|photographs?|pictures?|fotos?|bild(?:er)?)(?: (?:by|von|de|di|door|av)\b|\s?:)", re.IGNORECASE
)
#: The site's own papers, which foots and banners date: "Policy updated 3 May 2023", "Datenschutz: Stand 3. Mai 2023".
_PAPERS = (
    r"\b(?:polic(?:y|ies)|terms(?: of (?:use|service))?|datenschutz(?:erklärung|hinweise)?|agb|nutzungsbedingungen|impressum|"
    r"politique de confidentialité|mentions légales|política de (?:privacidad|privacidade|cookies)|aviso legal|"
    r"privacybeleid|integritetspolicy|personvern)\b"
    r".{0,20}\b(?:updated|revised|modified|changed|effective|version|stand|aktualisiert|geändert|mise? à jour|actualizad[ao]|"
    r"atualizad[ao]|bijgewerkt|uppdaterad|oppdatert)\b"
)
_OF_OTHER = re.compile(f"{_COPIED}|{_READ}|{_NAMED}|{_BESIDE}|{_PAPERS}", re.IGNORECASE)


#: What is done on a day, beside publishing: alone before a date it says whose the day is.
_DEEDS = phrase_set(
    """
    changed, amended, altered, received, accepted, corrected, correction, recorded, filmed, shot, taped, photographed
    taken, interviewed, conducted, performed, delivered, spoken, adopted, enacted, passed, signed, ratified, effective
    in effect from, in force from, established, founded, incorporated, built, opened, opens, opening, closed, closes
    premiered, premiere, premieres, in theaters, in theatres, in cinemas, on sale, on sale from, available
    available from, launched, launches, deceased, passed away, buried, married, held, takes place, taking place, begins
    began, ended, ends, played, kick-off, week of, week ending, week beginning, horoscope for, forecast for, results for
    korrigiert, berichtigt, abgeändert, modificato, modificata, alterado, bewerkt, ändrad, endret, ændret, muokattu
    zmieniono, zmodyfikowano, změněno, upravené, zmenené, редакция, değiştirilme, uraufführung, kinostart
    filmstart, im kino ab, ab, erhältlich ab, gestorben, verstorben, aufgenommen, aufnahme vom, gegründet, eröffnet
    eröffnung, gedreht, unterzeichnet, in kraft seit, in kraft ab, gültig ab, spieltag, horoskop für, wetter für, mort
    morte, décédé, décédée, née, diffusé, diffusée, diffusion, sortie, sortie en salle, en salles, au cinéma, enregistré
    tourné, fondé, fondée, ouvert, ouverture, inauguré, adopté, entrée en vigueur, en vigueur, à partir du, première
    estreno, estrenada, nacido, nacida, nació, falleció, fallecido, fallecida, murió, emitido, emitida, emisión, grabado
    fundado, fundada, inaugurado, a la venta, en cines, en vigor desde, vigente desde, fecha límite, semana del
    horóscopo del, estreia, nascido, nascida, faleceu, morreu, gravado, gravada, exibido, fundada em, inaugurado em
    nos cinemas, em vigor desde, nato, nata, morto, morta, deceduto, deceduta, uscita, al cinema, nelle sale, in onda
    registrato, fondato, fondata, in vigore dal, geboren, overleden, opgenomen, opgericht, in de bioscoop, uitgezonden
    te koop vanaf, in werking sinds, premiär, född, död, avliden, inspelad, sänds, sändes, grundad, på bio, født, død
    innspilt, grunnlagt, indspillet, premiera, urodzony, urodzona, zmarł, zmarła, emisja, nagrano, założony
    założona, w kinach od, obowiązuje od, premiéra, narozen, narozena, zemřel, zemřela, vysíláno, natočeno, založeno
    v kinech od, platnost od, премьера, родился, родилась, умер, умерла, скончался, скончалась, в эфире, записано
    основан, основана, в кино, вступил в силу, прем'єра, народився, народилася, помер, померла, doğum, doğumu, ölüm
    ölümü, vizyon tarihi, kuruluş, πρεμιέρα, γεννήθηκε, πέθανε, 上映, 上映日, 上映时间, 上映時間, 上映日期, 放送, 放送日
    播出时间, 播出時間, 开奖日期, 開獎日期, 公演日, 発売日, 发售日, 發售日, 收录, 収録日, 撮影日, 성립일, 개봉, 개봉일
    방송일, 출시일, 촬영일, 출생, 사망, tayang perdana, khởi chiếu, công chiếu
    """
)


def says_other_day(text: str) -> bool:
    """Whether a short text says that its day is of a copy, of a reading of the page, or of what else was done on it.

    >>> says_other_day("Today is 12 June 2002"), says_other_day("Recorded 5 May 2021"), says_other_day("Today, 5 May 2021")
    (True, True, False)
    """
    if _OF_OTHER.search(text) is not None:
        return True
    date = next(iter(dates_within(text, 1)), "")
    before = text.partition(date)[0] if date else text
    if not before.strip() or not (date or text.rstrip().endswith((":", "："))):
        return False
    if _PICTURED.match(text):
        return True
    deed = fold(without_end(before)).split(" ")
    # "Effective Saturday, 18 September 1999"; a label may stand apart from its date: <b>Premiere:</b> 18 September 1999
    deed = deed[:-1] if len(deed) > 1 and names.weekdays(deed[-1]) else deed
    return " ".join(deed) in _DEEDS
