"""Words of roles and desks: what stands beside a name and says what somebody is."""

from __future__ import annotations

from service.lexicon.folding import fold
from service.lexicon.lines import LINE_LIMIT
from service.lexicon.words import word_set

#: Words of a role or a desk: a part made of nothing else is no name.
ROLE = word_set(
    """
        senior junior chief staff special guest contributing contributor managing deputy associate assistant
        executive national foreign political sports sport business technology tech science health environment
        education economics economy culture arts features news investigative digital online video data city world
        local breaking crime legal medical military defense defence diplomatic editor editors reporter reporters
        correspondent correspondents writer writers columnist journalist journalists producer photographer
        lifestyle entertainment showbiz music film travel food fashion royal money consumer football trends audience
        content social affairs night weekend vice
        analyst critic author blogger freelancer freelance intern fellow director publisher manager president
        founder ceo bureau desk team at for of the and in redakteur redakteurin korrespondent korrespondentin
        korrespondenten opinion autor autorin reporterin volontär volontärin chefredakteur journaliste rédacteur
        rédactrice envoyé
        spécial correspondant correspondante redactor redactora periodista corresponsal reportero reportera
        colaborador giornalista redattore inviato corrispondente redacteur verslaggever jornalista repórter
        colunista redator redatora корреспондент редактор журналист обозреватель chefreporter chefreporterin
        ressortleiter ressortleiterin dziennikarz dziennikarka inviata toimittaja kirjeenvaihtaja
        transport democracy courts parliamentary policing agriculture energy housing property motoring drink gaming
        theatre media religion immigration security regional community multimedia enterprise investigations wellness
        parenting banking retail aviation climate wildlife european
        """
)
#: Of these the ones that say what somebody is; behind a whole name they belong to it as little as behind a comma.
ROLE_NOUNS = word_set(
    """
        editor reporter correspondent writer columnist journalist producer photographer freelancer redakteur
        redakteurin korrespondent korrespondenten korrespondentin correspondant correspondante reporterin
        volontär volontärin journaliste redactora periodista
        corresponsal reportera giornalista redacteur verslaggever jornalista repórter корреспондент обозреватель
        журналист inviato inviata chefreporter chefreporterin ressortleiter ressortleiterin dziennikarz dziennikarka chief
        toimittaja kirjeenvaihtaja contributor
        журналистка корреспондентка журналіст журналістка кореспондент кореспондентка
        """
)


#: What else people are by profession; behind a name and a comma only, for some of these are names too.
PROFESSIONS = word_set(
    """
        technologist strategist economist scientist counsel attorney lawyer officer advocate organizer organiser researcher
        director lecturer historian consultant specialist engineer coordinator secretary spokesperson spokesman spokeswoman
        chairman chairwoman ceo president analyst adviser advisor commentator critic founder cofounder manager professor
        curator economista economiste ökonom professorin direktor direktorin direttore directora directeur directrice
    """
)


def says_only_role(text: str) -> bool:
    """Whether a text says nothing but what somebody is, and perhaps where: "Senior Reporter, Cork", "Staff Writer".

    >>> says_only_role("Political Editor, London"), says_only_role("Ana Ruiz"), says_only_role("World News")
    (True, False, False)
    """
    words = [fold(word) for word in text[:LINE_LIMIT].partition(",")[0].split()]
    return all(word in ROLE for word in words) and not ROLE_NOUNS.isdisjoint(words)
