"""Words of bylines: those before a name, roles, desks and positions behind it, and what stands in its place."""

from __future__ import annotations

import re

from service.lexicon.date_spans import looks_like_date
from service.lexicon.labels import LABELS
from service.lexicon.lines import is_boilerplate, is_placeholder
from service.lexicon.people import AGENCIES, PLACES, PROFESSIONS, ROLE, ROLE_NOUNS, WIDER_PLACES, can_sign
from service.lexicon.texts import fold, phrase_set, word_set

#: Byline words in front of a name, longest first; those of one short word need two words behind them ("Di Giacomo" is a name).
_LINKS = phrase_set(
    """
        published by, publicado por, view all posts by, see all posts by, view all articles by, all posts by, all articles by
        more posts by, more articles by, posts by, articles by, view posts by, eingestellt von, erstellt von, gepostet von
        postado por, publié par, pubblicato da, gepost door, lagt inn av, upplagd av, inlagd av, lagt ud af, diposting oleh
        this post was written by, this article was written by, this story was written by, post written by, article written by
        guest post by, compiled by, reviewed by, contributed by, created by, alles von, alle artikel von, alle beiträge von
        mehr von, mehr artikel von, tous les articles de, todos los artículos de
    """
)
#: Buttons before a name; "Follow the Money" is a paper.
BUTTONS = word_set("follow suivre seguir")
#: "Words" opens names too, "Words Without Borders"; before a colon it is taken off as every label is.
PREFIXES = sorted((LABELS["author"] - {"words"}) | _LINKS | BUTTONS, key=len, reverse=True)
RISKY_PREFIXES = word_set("von di par por door av af i e du text haber του της oleh da przez from")
#: "Von unserem Korrespondenten Jörg Doe", "Our Correspondent Jane Doe".
OUR = word_set("our unser unserem unserer notre nuestro nuestra nosso nostra nostro onze vår")
#: Newsrooms, which are a byline's where nobody else is named.
DESKS = phrase_set(
    """
        staff, staff writer, staff writers, staff reporter, staff reporters, news staff, web staff, web desk, news desk
        newsdesk, editorial staff, editorial team, editorial board, editorial desk, news team, digital team, digital desk
        newsroom, équipe éditoriale, équipe de rédaction, equipo de redacción, equipo editorial, equipe de redação
        equipe editorial, redactieteam, redaktionsteam, zespół redakcyjny, redaktion, die redaktion, redaktion online
        online-redaktion, redacción, la redacción, redaccion, redação, da redação, redazione, la redazione, rédaction
        la rédaction, redactie, redaktionen, redaksjonen, toimitus, redakcja, redakce, redakcia, szerkesztőség, редакция
        редакція, yayın kurulu, haber merkezi, التحرير, هيئة التحرير, מערכת, 编辑部, 編集部, 편집부
        """
)
#: Words that name nobody: newsrooms, accounts, and words that stand where a name was not given.
NOBODY = DESKS | phrase_set(
    """
        our staff, our correspondent, our correspondents, our reporter, correspondent, correspondents, special correspondent
        news service, editorial, editor, editors, the editors, the editor, reporter, reporters, contributor, contributors
        guest, guest author, guest contributor, guest post, agencies, agency, news agencies, wire reports
        wire services, from wire reports, admin, administrator, root, webmaster, user, author, authors, team, publisher
        news, anonymous, anon, unknown, various, various authors, multiple authors
        red, red., от редакции, 本站, super user, superuser, wpadmin, wp-admin
        siteadmin, wordpress, drupal, joomla, blogger, large, medium, small, text size, font size, first name, last name
        取材, 取材・, 取材・文, published by, posted by, by, share, follow, more, subscribe, youtube, facebook, twitter
        instagram, front page, startseite, view all, view more, more info, more information, mehr infos, mehr erfahren
        alle themen, themen bearbeiten, en savoir plus, más información, saber mais, leggi di più, 人氣
        about the author, see all posts, view all posts, all articles, read full profile, contact
        twitter web app, twitter for iphone, twitter for android, 페이지
        zur liste, view comments, comments, kommentare, register, registrieren, sign up, sign in, log in, login, anmelden
        cc by, cc by-sa, cc by-nc, cc by-nd, cc by-nc-sa, cc by-nc-nd, cc0, in der app, jetzt in der app, zur startseite
        home, written by, sponsored, press release, pressemitteilung, advertorial, more about, read more, updated, http
        your name
        copyright, photo, photos, video, news provided by, provided by, presented by, brought to you by
        min read, mins read, minute read, minutes read, getty images, getty, shutterstock, istock, alamy
        """
)
#: A word alone in the author's place that is a topic or a shelf, not a person known by one name.
TOPICS = word_set(
    """
        coronavirus covid covid-19 politics politik politique política sports sport deporte deportes business
        wirtschaft economy économie economía world welt monde mundo local national international opinion culture
        kultur technology tech science health entertainment lifestyle travel weather video photos climate ukraine
        russia china europe elections news nachrichten home general society environment finance markets money
        style food
        """
)
#: What programs that drop digits and marks leave of a link, of a biography, and of a date and its clock in a byline's element;
#: April, May, June, Jan and Jun are given names too.
ADDRESS_WORDS = frozenset(("http", "https", "www"))
DATE_WORDS = word_set(
    "updated published posted modified at am pm a.m. p.m. gmt utc january february september october november december feb "
    "sept oct nov dec"
)
BESIDE_DATE_WORDS = DATE_WORDS | word_set(
    "last on et est edt pt pst pdt bst cet ist march april may june july august jan mar apr jun jul aug sep"
)
BIOGRAPHY_WORDS = frozenset((("is", "a"), ("is", "an"), ("is", "the"), ("was", "a"), ("was", "an")))
#: People who write their own names without capitals.
LOWER_CASE_NAMES = phrase_set(
    """
        bell hooks, danah boyd, e. e. cummings, e.e. cummings, k.d. lang, k. d. lang, will.i.am
        adrienne maree brown, apl.de.ap
        """
)
SUFFIX = word_set(
    """
        jr jr. sr sr. ii iii iv md m.d. m.d phd ph.d. ph.d mba esq esq. rn dds do jd cfa cpa frs obe mbe
        """
)
STAFF = word_set("staff editorial reporters correspondents team redaktion")
WRITING = (
    word_set(
        "text texte texto testo tekst teksti szöveg words story report reporter reporting reporters bericht reportage "
        "reportagem reportaje protokoll interview entretien entrevista intervista rozmowa redacción текст интервью opracował "
        "opracowała opracowanie bài เรื่อง เรื่องโดย रिपोर्ट रिपोर्टर संवाददाता כתב כתבה ρεπορτάζ κείμενο"
    )
    | LABELS["author"]
)
#: Words of desks that are no words of roles: "White House Correspondent".
DESK_WORDS = word_set(
    """
        white house capitol hill wall street state supreme court statehouse public policy change justice human rights real
        estate higher school labor labour workplace law home affairs security southern northern eastern western southeast
        southwest northeast northwest bay area gulf pacific atlantic mediterranean europe africa asia america americas
        maritime harbour harbor water space research programme program project product general commercial creative community
        development marketing communications operations sales strategy innovation content engagement partnerships outreach
        """
)
#: Given names before which an Arabic "and" may stand; a list of the names that begin with its letter would be without end.
GIVEN_IN_ARABIC = word_set(
    """
        محمد أحمد احمد محمود علي حسن حسين إبراهيم ابراهيم خالد عمر عمرو يوسف مصطفى طارق سامي سعيد سمير كريم هاني ماجد ناصر
        فيصل فهد سلطان صالح عادل جمال كمال رامي زياد باسم بسام فادي فؤاد حازم حسام أيمن ايمن أشرف اشرف إسلام أسامة أنس
        إيهاب بلال جورج جاد حمزة حيدر رائد راشد رضا زكريا سليمان سيف شريف صلاح طه عباس عثمان عصام عماد غسان فارس قاسم ليث
        مازن مالك مجدي محسن مروان معاذ منصور منير مهند موسى نادر نبيل نزار هشام هيثم ياسر ياسين يحيى يعقوب إلياس
        ريم سارة سارا فاطمة مريم ليلى نور نورا هدى منى رنا دينا داليا هالة هند أمل أمينة آية إيمان أسماء بشرى
        جميلة حنان خديجة دعاء رانيا رشا زينب سلمى سلوى سميرة سهى شيماء عائشة غادة فرح كوثر لمى لينا مها ميساء نادية نجلاء
        نوال هناء ياسمين يسرا عبد
        """
)
#: Behind these stands a family's name, and "and" never.
SON_OF = word_set("بن ابن بنت بنة ولد ول")
SURNAMES = word_set("staff editor post press reporter writer author day")
#: "Son Güncelleme" (last update) stands where a byline does, and in the case of a name.
DATE_LABELS = LABELS["datePublished"] | LABELS["dateModified"] | LABELS["date"]
#: Accounts of programs and hosts.
_SYSTEM = re.compile(
    r"special to .*|.*\b(?:feed|rss|bot|import(?:er)?|admin|sync|cms|autopost|(?:api|import|system|content) user|webmaster)|"
    r"\S+\.[a-z]{2,4}(?:\.[a-z]{2})?|\S+ (?:com|net|org)",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"[A-Z]{2,5}\d{0,2}")
#: Words for what somebody is that are nobody's surname.
_ONLY_ROLES = ROLE_NOUNS - SURNAMES
_ROLES = ROLE | TOPICS
_PROFESSIONS = ROLE_NOUNS | PROFESSIONS
#: Words that a role in front of a name has.
_BEFORE_NAMES = ROLE | OUR | AGENCIES
#: Words of desks: a title has no other words, a name has.
_DESKS = _ROLES | PLACES | {word for place in WIDER_PLACES for word in place.split()} | DESK_WORDS
#: "Professor of Hydrology", "Associate Professor", "Head of News": what somebody is, and where.
_POSITION = re.compile(
    r"(?:[a-z-]+ ){0,3}(?:professor|lecturer|fellow|researcher|scholar|candidate|student|director|head|dean|chair|president|"
    r"minister|secretary|editor|correspondent|reporter|writer|columnist)(?: emeritus| emerita)? "
    r"(?:of|in|at|for|de|del|di|do|da) .+|(?:chef|cheffe) (?:du|de la|des) .+|"
    r"(?:corresponsal|correspondante?|inviat[oa]|enviad[oa]|jefe|jefa|redactora?|grand reporter) .+|"
    r"(?:korrespondent|korrespondentin|redakteur|redakteurin|ressortleiter|ressortleiterin) .+|"
    r"(?:(?:senior|associate|assistant|adjunct|visiting|emeritus|emerita|research|doctoral|phd|postdoctoral|principal) ){1,3}"
    r"(?:professor|lecturer|fellow|researcher|scholar|candidate|student|scientist)|"
    r"(?:professor|lecturer|researcher)(?: emerit\w+)?"
)
#: Words that open a role and are no surname behind two other names.
_RANKS = frozenset(("Senior", "Head", "Deputy", "Associate", "Assistant", "Managing", "Contributing", "Executive"))
#: "Jane Doe BBC News".
_BROADCASTER = re.compile(r"[A-Z]{2,5} News")


def is_agency_staff(name: str) -> bool:
    """Return whether the words are an agency's or a station's, and its staff: "Reuters Staff", "KQZX News Team"."""
    first, *rest = name.split() or [""]
    return bool(rest) and fold(rest[-1]) in STAFF and (fold(first) in AGENCIES or ACRONYM.fullmatch(first) is not None)


def agency_of_role(name: str) -> str:
    """Return the agency whose writer the words name without a name, "AP Political Correspondent", or ""."""
    first, *rest = name.split() or [""]
    told = fold(first) in AGENCIES and rest and is_role(list(map(fold, rest))) and fold(rest[-1]) in ROLE_NOUNS
    return first if told else ""


def without_leading_role(name: str) -> str:
    """Return the name without the role in front of it: "AP Business Writer Jane Doe", "Our Correspondent Jane Doe"."""
    words = name.split()
    size = next((i for i, word in enumerate(words) if fold(word) not in _BEFORE_NAMES), len(words))
    while size and fold(words[size - 1]) not in ROLE_NOUNS:
        size -= 1
    rest = " ".join(words[size:])
    return rest if size and can_sign(rest) else name


def without_role(name: str) -> str:
    """Return the name without roles behind it that no comma parts: "Jane Doe Staff Writer"; two words at least are left."""
    words = name.split()
    while len(words) > 2 and fold(words[-1]) in ROLE_NOUNS:
        words.pop()
        # "Jane Doe Senior Politics Editor"
        while len(words) > 2 and fold(words[-1]) in _ROLES:
            words.pop()
    # "Jane Doe Ressortleiterin Politik", "Jane Doe Head of News": what stands behind the role is its desk
    for at, word in enumerate(words[2:], 2):
        if fold(word) in _ONLY_ROLES or (word in _RANKS and at + 1 < len(words)):
            return " ".join(words[:at])
    return " ".join(words)


def without_agency(name: str) -> str:
    """Return the name without an agency behind it that no mark parts from it: "ANA RUIZ Associated Press", "Ana Ruiz dpa".

    An agency of one word must be written as only agencies are; "Ana Maria Lusa" is a name.
    """
    words = name.split()
    for size in (3, 2, 1):
        before, behind = " ".join(words[:-size]), " ".join(words[-size:])
        marked = size > 1 or behind.islower() or (behind.isupper() and not before.isupper()) or behind == "Reuters"
        if ((marked and fold(behind) in AGENCIES) or _BROADCASTER.fullmatch(behind)) and can_sign(before):
            return before
    return name


def is_surname(name: str) -> bool:
    """Return whether a word of offices is a surname here: "Nick Staff", "Alexandra Editor"."""
    first, _, last = fold(name).partition(" ")
    return last in SURNAMES and first not in ROLE and first not in ("the", "redaktion") and name.istitle()


def is_nobody(name: str) -> bool:
    """Return whether the words name no one: a newsroom, an account, a date, a role, a sentence."""
    folded = fold(name).strip(" .:")
    words = folded.split()
    if folded in NOBODY or folded in DATE_LABELS or is_placeholder(folded) or looks_like_date(name):
        return True
    # " a " is a preposition in some languages and an article in others, and part of no name
    if not any(map(str.isalpha, name)) or " a " in name or len(name) > 80 or len(words) > 8 or _SYSTEM.fullmatch(folded):
        return True
    if _is_left_over(words) or is_position(folded):
        return True
    return is_no_single_name(name) if len(words) == 1 else is_role(words)


def _is_left_over(words: list[str]) -> bool:
    """Return whether the words are what programs keep that take all capitalised words of a byline's element for names.

    "Https Www Facebook Com Janedoe" is a link, "Updated Nov", "At Pm" and "November" are a date, "Is A Journalist" a biography.
    """
    dated = BESIDE_DATE_WORDS.issuperset(words) and not DATE_WORDS.isdisjoint(words)
    return dated or not ADDRESS_WORDS.isdisjoint(words) or tuple(words[:2]) in BIOGRAPHY_WORDS


def is_title(part: str) -> bool:
    """Return whether a part behind a name is a role and names nobody: "Middle East Editor", "Chief Economist".

    >>> is_title("White House Correspondent"), is_title("Ana Ruiz Political Editor")
    (True, False)
    """
    words = part.strip(" .").split()
    last = fold(words[-1]) if words else ""
    if is_position(part):
        return True
    if last.rpartition("-")[2] not in _PROFESSIONS and not (last == "fellow" and fold(words[0]) in ROLE):
        return False
    words.pop()
    while words and fold(words[-1]) in ROLE:
        words.pop()
    # "Foreign Policy Editor": what opens with a desk is no name, whatever follows
    return not words or fold(words[0]) in _ROLES or is_desk(" ".join(words)) or not can_sign(" ".join(words))


def is_desk(part: str) -> bool:
    """Return whether all words are those of desks: "Community Development"."""
    return all(fold(word) in _DESKS for word in part.split())


def is_position(part: str) -> bool:
    """Return whether a part says what somebody is, and where: "Program Chair of the Harbour Trust"."""
    return _POSITION.fullmatch(fold(part).strip(" .")) is not None


def is_role(words: list[str]) -> bool:
    """Return whether folded words name a role: "Senior Editor", "Harbour Correspondent"; "Alexandra Editor" is a person."""
    if len(words) > 1 and (words[-1] in _ONLY_ROLES or (words[0] in ROLE and words[-1] in ROLE_NOUNS)):
        return True
    # "Online-Redakteurin"
    return all(word in ROLE or word.rpartition("-")[2] in ROLE_NOUNS for word in words)


def is_no_single_name(name: str) -> bool:
    """Return whether a word alone is a user name, a role, a newsroom or a topic: "NZZ-Redaktion"; "Madonna" is a name."""
    folded = fold(name)
    if folded in TOPICS or is_role([folded]) or folded.rpartition("-")[2] in _DESK_ENDS:
        return True
    if "_" in name or any(map(str.isdigit, name)):
        return True
    return name.islower() and name.isascii() and folded not in AGENCIES


#: How the name of a newsroom ends, an outlet's host, and a user's name.
_DESK_ENDS = word_set("desk newsroom staff team bureau redaktion")
#: Words that open a link to those who work there: "Meet the team", "Contact our newsroom".
_OF_A_LINK = word_set("meet join about contact our the your all from with for")
#: How the names of files end.
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|php|html?|aspx?|jsp)\Z", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.){1,3}(?:com|net|org|info|news|[a-z]{2})", re.IGNORECASE)
_ACCOUNT = re.compile(r"(?!.*(?:admin|editor|guest|import|publish|redak|test|user))[^\W\d_][\w.-]{2,30}", re.IGNORECASE)


def unnamed_in(name: str, *, linked: bool = False) -> tuple[str, str] | None:
    """Return the newsroom, the host or the account in the place of a name, and its type: "Sports Desk", "jdoe42".

    A word in small letters, "print", is an account only where it is ``linked`` as an author.

    >>> unnamed_in("Sports Desk"), unnamed_in("jdoe42"), unnamed_in("admin"), unnamed_in("listen")
    (('Sports Desk', 'Organization'), ('jdoe42', 'Person'), None, None)
    """
    folded = fold(name)
    words = folded.replace("-", " ").split()
    if folded in DESKS or (len(words) in (2, 3) and words[-1] in _DESK_ENDS and words[0] not in _OF_A_LINK):
        return name, "Organization"
    if folded in NOBODY or folded in DATE_LABELS or is_placeholder(name) or _FILE.search(name):
        return None
    if _HOST.fullmatch(name):
        return name.removeprefix("www."), "Organization"
    account = _ACCOUNT.fullmatch(name) and is_no_single_name(name) and folded not in TOPICS and not is_role([folded])
    # "Covid19" is a topic
    plain = linked or "_" in name or (name[0].islower() and any(map(str.isdigit, name)))
    return (name, "Person") if account and plain and not is_boilerplate(name) else None
