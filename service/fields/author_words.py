"""Words of bylines: those before a name, those behind it, and those that stand in its place."""

from __future__ import annotations

from service.lexicon.labels import LABELS
from service.lexicon.texts import phrase_set, word_set

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
