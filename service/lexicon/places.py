"""Places from which reporters write: what stands alone behind a name and a comma, "Jane Doe, Berlin"."""

from __future__ import annotations

from service.lexicon.words import phrase_set, word_set

#: Capitals and large cities in English and in their own spelling. Those that are first names too (Florence, Sydney, Dallas,
#: Charlotte) are left out: "Jane Doe, Sydney" may be two people.
PLACES = word_set(
    """
        aachen aarhus abidjan abuja accra albany algiers alger algier almaty amman amsterdam ankara antananarivo
        antwerp antwerpen anvers asunción asuncion athens athen athènes atenas atene athina atlanta auckland augsburg baghdad
        bagdad baku baltimore bamako bangkok barcelona basel beijing beirut beyrouth belfast belgrade belgrad beograd bergen
        berlin berlino berlín bern berne bilbao birmingham bogotá bogota bologna bombay bonn bordeaux boston braga brasília
        brasilia brasov bratislava bremen brescia brest brighton brisbane bristol brno brussels brüssel bruxelles brussel
        bruselas bucharest bukarest bucurești budapest cairo kairo calcutta canberra caracas cardiff casablanca chemnitz chennai
        chicago chișinău cleveland cologne colombo conakry copenhagen kopenhagen københavn cotonou cracow kraków krakau
        dakar damascus damaskus delhi detroit dhaka doha dortmund dresden dubai dublin dublín duisburg dundee durban
        düsseldorf edinburgh eindhoven erfurt essen flensburg frankfurt freiburg gdańsk gdansk geneva genf genève ginebra
        ginevra genoa genova ghent gent glasgow gothenburg göteborg göttingen graz grenoble groningen guadalajara guayaquil
        haifa hamburg hanau hannover hanover hanoi harare havana habana heidelberg helsinki hyderabad innsbruck
        islamabad istanbul jakarta jena jerusalem johannesburg kabul kaiserslautern kampala karachi karlsruhe kassel kathmandu
        katowice kharkiv charkiw khartoum kiel kiev kiew kyiv kigali kinshasa klagenfurt koblenz kolkata köln
        kyoto lagos lahore lausanne leeds leicester leipzig leuven lille limoges linz lisbon lisboa lissabon lisbonne
        liverpool ljubljana łódź lomé london londres londra londen luanda lübeck lublin lusaka luxembourg luxemburg lviv
        lwiw lyon madrid magdeburg mailand mainz malmö managua manchester manila mannheim maputo marburg marseille
        melbourne miami milano minneapolis minsk mogadishu mönchengladbach monrovia monterrey montevideo
        montpellier montréal montreal moscow moskau moskva moscú mosca mumbai munich münchen münster nairobi nantes naples
        napoli neapel nashville nicosia nikosia nottingham nuremberg nürnberg odense odesa oldenburg osaka oslo osnabrück
        ostrava ottawa oulu padua padova palermo paris parís parigi parijs passau perpignan philadelphia
        pittsburgh plovdiv plymouth podgorica portland porto potsdam poznań prague prag praha pretoria pristina québec quito
        rabat ramallah regensburg reims rennes reykjavik reykjavík riga riyadh riad rome rom rostock rotterdam rouen
        saarbrücken salzburg sarajevo schwerin seattle seoul sevilla seville shanghai sheffield singapore
        skopje southampton stavanger stockholm strasbourg straßburg stuttgart szczecin taipei tallinn tampere tampa tartu
        tashkent tbilisi teheran tehran thessaloniki tirana tokyo tokio toronto toulouse trieste trier tripoli trondheim
        tübingen tunis turin torino turku ulm uppsala utrecht vancouver vaduz venice venezia vienna wien
        vilnius warsaw warschau warszawa varsovie varsovia washington weimar wellington wiesbaden winnipeg
        wrocław wuppertal würzburg yaoundé yerevan zagreb zaragoza zürich zurich zwickau
        москва киев київ минск львов львів одесса харьков берлин лондон париж варшава прага рига вильнюс αθήνα
        izmir İzmir İstanbul
        """
)
#: Places of several words, and countries, in the languages of most addresses; those that are first names too (Chad, Jordan,
#: Georgia, Kenya) are left out.
WIDER_PLACES = phrase_set(
    """
        new york, new york city, washington dc, washington d.c., los angeles, san francisco, las vegas, new delhi, hong kong,
        tel aviv, mexico city, buenos aires, rio de janeiro, são paulo, sao paulo, kuala lumpur, cape town, abu dhabi,
        st. petersburg, den haag, the hague, st. gallen, frankfurt am main, santiago de chile, ciudad de méxico, phnom penh
        ho chi minh city, port-au-prince, addis ababa, united kingdom, united states, usa, u.s.a., uk, u.k., england, scotland
        wales, northern ireland, germany, deutschland, allemagne, alemania, germania, austria, österreich, autriche, switzerland
        schweiz, suisse, svizzera, belgium, belgien, belgique, netherlands, the netherlands, niederlande, nederland, denmark
        danmark, dänemark, sweden, sverige, schweden, norway, norge, norwegen, finland, suomi, iceland, poland, polska, polen
        czech republic, hungary, romania, bulgaria, greece, portugal, spain, españa, espagne, spanien, italia, italien, italie
        russia, россия, ukraine, україна, turkey, türkiye, türkei, egypt, morocco, maroc, algeria, algérie, tunisia, tunisie
        nigeria, ghana, senegal, sénégal, south africa, ethiopia, uganda, tanzania, australia, australien, new zealand
        canada, kanada, mexico, méxico, mexiko, brasil, brazil, argentina, chile, colombia, venezuela, ecuador, bolivia
        uruguay, paraguay, cuba, japan, japon, china, taiwan, south korea, north korea, vietnam, việt nam, thailand, indonesia
        malaysia, philippines, singapore, pakistan, bangladesh, sri lanka, nepal, afghanistan, iran, iraq, syria, lebanon
        saudi arabia, united arab emirates, qatar, kuwait, kazakhstan, middle east, the middle east, north africa, west africa
        east africa, southern africa, north america, south america, latin america, central america, southeast asia
        south-east asia, central asia, eastern europe, central europe, western europe
    """
)
