"""The grammar of dates in four languages: patterns alone; those of clock times are in `clock`."""

from __future__ import annotations

import re

from ingest.extract import numerals
from ingest.extract.relative_words import AFTER, MONTH_STEPS, NIGHT_BEFORE, RELATIVE, YEARS

_MONTH_NAMES = (
    "januari janvier januar january jan janv jän jänner jenner",
    "februari février fevrier februar february feb févr fév fev febr",
    "maart mars märz maerz march mrt mar mär mrz maa",
    "april avril apr avr",
    "mei mai may",
    "juni juin june jun",
    "juli juillet july jul juil",
    "augustus août aout august aug",
    "september septembre sep sept",
    "oktober octobre october okt oct",
    "november novembre nov",
    "december décembre decembre dezember dec déc dez",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_ROMAN_NUMBERS = "I II III IV V VI VII VIII IX X XI XII"
ROMAN = {r: n for n, r in enumerate(_ROMAN_NUMBERS.split(), 1)}
_WEEKDAY_NAMES = (
    "maandag lundi montag monday",
    "dinsdag mardi dienstag tuesday",
    "woensdag mercredi mittwoch wednesday",
    "donderdag jeudi donnerstag thursday",
    "vrijdag vendredi freitag friday",
    "zaterdag samedi samstag sonnabend saturday",
    "zondag dimanche sonntag sunday",
)
WEEKDAYS = {n: i for i, names in enumerate(_WEEKDAY_NAMES) for n in names.split()}
_SHORT = (
    "ma lun mon mo", "di mar tue tues dins", "wo mer wed mi woe", "do jeu thu thur thurs",
    "vr ven fri fr vrij",
    "za sam sat sa zat", "zo dim sun so zon",
)  # fmt: skip
_SHORT_DAYS = "|".join(sorted(" ".join(_SHORT).split(), key=len, reverse=True))
_WEEKEND_PAST = "vorig|verleden|afgelopen|voorbije|last|the past|letztes|vergangenes|vergangenen|letzten|am"
WEEKEND = re.compile(
    rf"\b(?:(?P<pre>{_WEEKEND_PAST}) (?:weekend|week-end|wochenende)|week-?end (?P<post>dernier|passé"
    rf"|écoulé))\b",
    re.I,
)


def _any(words: object) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


_M = _any(MONTHS)
_W = "|".join(WEEKDAYS)
_PART = (
    r"(?:(?:ochtend|morgen|voormiddag|middag|namiddag|avond|nacht|abend|nachmittag|vormittag"
    r"|mittag|früh|morning|evening|night|afternoon|matin|soir|midi|après-midi))"
)
EVENING = re.compile(r"(?:avond|abend|evening|\bsoir|namiddag|nachmittag|afternoon|après-midi|night)", re.I)
LATE = re.compile(r"(?:avond|abend|evening|\bsoir|\bnight|nacht)", re.I)
_DAY = r"(?:(?<![\d.,/])(?:0?[1-9]|[12]\d|3[01]))"
_ORD = r"(?:er|ste|de|e|th|st|nd|rd|\.|ten)?"
_AGO = (
    r"(?:jongst\s?leden|laatstleden|[jl]\.?\s?l\.?(?!\w)|dernier|dernière|écoulé|d\.j\.|dieses"
    r" jahres|letzten jahres|vorigen jahres|(?:van )?vorig jaar|(?:van )?verleden jaar|(?:van )?dit jaar"
    r"|(?:de )?cette année|de l'an(?:née)? derni(?:er|ère)|(?:of )?this year|(?:of )?last year|passé)"
)
AGO_LAST = re.compile(r"vorig|verleden|letzten|l'an|last", re.I)
AGO_THIS = re.compile(r"d\.j|dieses|dit jaar|cette année|this", re.I)
DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?=\D|$)"
    rf"|(?P<iso2>(?<![\w./-])20\d\d/(?:0\d|1[0-2])/(?:[0-2]\d|3[01])(?![\w/-]))"
    rf"|(?:\b(?P<wd>{_W})(?:{_PART}|[ ]{_PART})?(?P<wdsep>,?[ ](?:den[ ]|dem[ ]|de[ ]|le[ ]|the[ ]"
    rf"|d\.?d\.?[ ]"
    rf"|op[ ])?))?(?:\b(?:{_SHORT_DAYS})\.?,?[ ](?=\d))?"
    rf"(?:(?P<d>{_DAY})(?P<s>[./\-])(?P<m>0?[1-9]|1[0-2])(?:(?P=s)['’]?(?P<y>(?:19|20)\d{{2}}"
    rf"|\d{{2}})(?![\d]|[./]\d)|(?P<ny>\.?)(?![\d\w]|[./\-]\d|[ ]?(?:€|euro|g\b|gram|kg|km)))"
    rf"|(?P<d2>{_DAY})(?P<ord>{_ORD})[ ]?(?:of |de"
    rf" )?(?P<mn>{_M})\b\.?(?:,?[ ](?P<y2>(?:19|20)\d{{2}}|['’]\d{{2}}|\d{{2}}(?![\d:.,/hu€]|["
    rf" ]?(?:uur|u\b|h\b|Uhr|euro|EUR|gram|g\b|kg|personen))))?(?:[ ]?(?P<ago2>{_AGO}))?"
    rf"|(?P<d5>{_DAY})-(?P<mn5>{_M})-(?P<y5>(?:19|20)?\d\d)\b"
    rf"|(?P<mn3>{_M})\b\.?[ ](?P<d3>{_DAY})(?:st|nd|rd|th)?(?:,?[ ](?P<y3>(?:19|20)\d{{2}}))?(?![\d.:/]))"
    rf"|\b(?P<mn4>{_M})\b\.?(?:[ /\-]?(?:de |of |van )?(?P<y4>(?:19|20)\d{{2}})(?![\d/])|[ ](?P<ago>{_AGO}))"
    rf"|(?<![\w-])(?P<rel>{_any([*RELATIVE, *AFTER, *NIGHT_BEFORE, *YEARS, *MONTH_STEPS])})(?![\w-])"
    rf"|\b(?P<this>(?:this|ce|deze|diesen|dieser|diesem|dezelfde|diezelfde)[ ])?(?P<last>(?:vorige"
    rf"|verleden|afgelopen|voorbije|letzten|letzter|vorigen|vergangenen|last|previous|jüngsten"
    rf"|(?P<next>volgende|komende|eerstvolgende|aanstaande|nächsten|kommenden|next|coming))[ ])?"
    rf"(?P<wd6>{_W})(?:s?{_PART}|[ ]{_PART})?(?P<last6>[ ](?:dernier|passé|écoulé|jl\.?|ll\.?|laatstleden"
    rf"|j\.l\.|l\.l\.|jongstleden|last|dieser Woche|(?P<next6>prochain|eerstkomend|a\.s\."
    rf"|aanstaande)))?(?!\w)"
    rf"(?!,?[ ](?:le |den |dem |de |the )?\d{{1,2}}(?:er|e|de|ste|st|nd|rd|th|\.)?[ ./-](?:of "
    rf"|de )?(?:{_M}\b|\d))",
    re.I,
)
_BEFORE_WEEKDAY = (
    "this ce deze diesen dieser diesem dezelfde diezelfde vorige verleden afgelopen voorbije letzten letzter"
    " vorigen vergangenen last previous jüngsten volgende komende eerstvolgende aanstaande nächsten kommenden"
    " next coming"
)
_PARTS = "ochtend morgen voormiddag middag namiddag avond nacht abend nachmittag vormittag mittag früh"
WEEKDAY_WORDS = [
    *(f"{day}{joint}{part}" for day in WEEKDAYS for joint in ("", "s") for part in _PARTS.split()),
    *WEEKDAYS,
    *_BEFORE_WEEKDAY.split(),
    *" ".join(_SHORT).split(),
]
"""Words that a date with a weekday may begin with."""
ROMAN_DATE = re.compile(
    r"(?<![\w./-])(?P<d>0?[1-9]|[12]\d|3[01])(?P<s>[./ -])(?P<rm>XI{0,2}|IX|IV|V?I{1,3}|V)(?P=s)"
    r"(?P<y>(?:19|20)?\d\d)(?![\w/-])"
)
AMERICAN = re.compile(
    r"(?<![\w./-])(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/(?P<y>(?:19|20)?\d\d)(?![\w/-])"
)
_WORDS = r"[^\W\d_]+(?:-[^\W\d_]+)?"
_ARTICLES = ("een", "un", "une", "ein", "eine")
_DAY_NUMBERS = [word for word, n in numerals.ATOMS.items() if n < 32 and word not in _ARTICLES]
WORDED = re.compile(
    rf"\b(?:(?P<lead>l'an (?P<y0>{_WORDS}(?: {_WORDS}){{0,3}}), (?:et )?le )?)"
    rf"(?P<w>(?:{_any(numerals.ORDINALS)})[nr]?|{_any(_DAY_NUMBERS)}"
    rf"|trente et un|vingt et un|vingt-(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)|dix-(?:sept|huit"
    rf"|neuf))"
    rf"[ ](?:of |de )?(?P<mn>{_M})\b"
    rf"(?:,?[ ](?:(?P<y>(?:19|20)\d\d)|(?P<yw>(?:{_any(numerals.ATOMS)})(?:[ -]?(?:(?:et|en|and|und)[ -])?"
    rf"(?:{_any(numerals.ATOMS)}))*))\b)?",
    re.I,
)
MONTH_ALONE = re.compile(
    (
        rf"\b(?P<cue>sinds|sedert|depuis|seit|since|in|en|im|eind|begin|half|medio|midden|fin|début|ende"
        rf"|anfang"
        rf"|vanaf|tot|à partir de|durant|pendant|during|tijdens|dès|aus|ab|until|till|van|mi-?|jusqu'en|de|d'"
        rf"|jusqu'à|bis|last|past|vorige|mois d[e'’]|vacances d[e'’]|since last|courant|by|vergangenen"
        rf"|letzten)"
        rf"(?:(?<=['’])|[ ]|(?<=-))(?:eind |begin |half |le mois de |mi-|fin |début |late |early |mid-"
        rf"|Mitte |Ende"
        rf" |Anfang )?(?P<mn>{_M})\b(?![ ]?(?:\d\d?(?:st|nd|rd|th|[./-]\d|, (?:19|20))|(?:19|20)\d\d)"
        rf"|[ ]in het"
        rf"|['’-]\w)"
    ),
    re.I,
)
MONTH_PAIR = re.compile(
    rf"\b(?P<a>{_M})\.?(?:[ ](?P<ya>(?:19|20)\d\d))?(?:[ ](?:en|et|und|and|tot|tot en met|t/m|t\.e\.m\.|à"
    rf"|au|bis"
    rf"|to|until|till|through|-|–)[ ]|-|–)(?:met |eind |fin |Ende )?(?P<b>{_M})\b\.?(?:[ ](?P<y>(?:19"
    rf"|20)\d\d))?"
    r"(?![ ]?\d)",
    re.I,
)
YEAR_PAIR = re.compile(
    r"\b(?:van|tussen|from|between|de|entre|von|zwischen|jaren|années|jahre"
    r"|period[a-z]*)[ ](?P<span>(?P<a>(?:19"
    r"|20)\d\d)(?:[ ](?:en|et|und|and|tot|tot en met|t/m|à|bis|to|until)[ ]|[ ]?[–-][ ]?)"
    r"(?P<b>(?:19|20)\d\d))(?![\d/])",
    re.I,
)
SEASONS = {
    **dict.fromkeys(("lente", "voorjaar", "printemps", "frühling", "frühjahr", "spring"), 3),
    **dict.fromkeys(("zomer", "été", "sommer", "summer"), 6),
    **dict.fromkeys(("herfst", "najaar", "automne", "herbst", "autumn", "fall"), 9),
    **dict.fromkeys(("winter", "hiver"), 12),
}
SEASON = re.compile(
    rf"\b(?P<season>{'|'.join(SEASONS)})[ ](?:van |de |of |des jahres )?(?P<y>(?:19|20)\d\d)\b", re.I
)
YEAR = re.compile(
    (
        r"\b(?:(?:sinds|sedert|depuis|seit|since|in|en|im jahre?|jahre?|jahrgang|jaar|anno|vanaf|uit|van"
        r"|from|of|de"
        r"|tot|until|l'an|début|fin|eind|begin|medio|mi|voor|vóór|before|after|avant|après|na|vor|nach"
        r"|geboren|né|née|°|born|geb\.|by|année|courant|soll er dort|ab|aus|year)[ ](?:eind |begin |het"
        r" jaar |l'année |année |the year |late |early |dem Jahr )?)(?P<y>(?:19[2-9]|20[0-4])\d)"
        r"(?![\d]|[./\-:,][\d]|[./-]\w|[ ]?(?:€|euro|EUR|gram|stuks|km\b|m\b|g\b|kg|pi[eè]ces|pillen"
        r"|tabletten)"
        r"|[ ](?-i:[A-ZÉ][a-zé]))"
    ),
    re.I,
)
YEAR_BARE = re.compile(
    r"(?:(?<=, )|(?<=geb\. ))(?P<y>(?:19[3-9]|20[0-2])\d)(?=[,.;)]|$)|^[ \t]*(?P<y2>20[0-2]\d)(?= [–-] )",
    re.M,
)
DAY_ALONE = re.compile(
    rf"(?:\b(?P<wd>{_W})(?:{_PART}|[ ]{_PART})?,?[ ](?:le |den |dem |the |de )?|\b(?P<art>le |am "
    rf"|op (?:de )?|den |on the"
    r"|(?:certificat|aube|matinée|soirée|nuit|journée|soir|matin|audition|datée?|pv|procès-verbal) du ))"
    r"(?P<span>(?P<n>0?[1-9]|[12]\d|3[01])(?P<ord>er|de|ste|e|th|st|nd|rd|\.)?)(?P<ct>[ ](?:courant|dezer"
    r"|dito"
    r"|ct\.?|van deze maand|of this month|dieses Monats|d\.M\.|de ce mois))?"
    r"(?P<behind>$|(?=[ ][aà][ ]\d|,? (?:vers|om|gegen|um|at) |[ ]?[;)]|\.(?:[ \n]|$)|, "
    r"|[ ](?:[a-zà-ÿ]{2,} )))"
    r"(?![ ](?:uur|Uhr|[ap]\.?m\b|heures?|h\b|u\b|euro|EUR|g\b|kg|gram|stuks|pi[eè]ces|jaar|ans|jours"
    r"|dagen|personnes|verdieping"
    rf"|rue|avenue|boulevard|étage|minut\w+|%|floor)|\.?,?[ ](?:of |de )?(?:{_M})\b|,\d)",
    re.I | re.M,
)
"""A day of the month without its month: "le 18 à 23h15", "Montag, dem 11.", "20 courant"."""
_TO = (
    r"(?:[ ](?P<sep>op|naar|tot|tot[ ]en[ ]met|t/m|t\.e\.m\.?|tem|au|auf[ ]den|auf|to|zum|op[ ]de|op[ ]den"
    r"|bis"
    r"|bis[ ]zum|until|till|en|et|et[ ]le|und|und[ ]dem|and|&|[–-])[ ]|(?P<dash>[–-]|/))"
)
PAIR = re.compile(
    rf"(?:\b(?:{_W})[ ])?(?P<a>{_DAY}){_ORD}(?:(?:[./](?P<am>\d{{1,2}}))"
    rf"|[ ](?P<amn>{_M})\b)?(?:[./ ](?P<ya>(?:19"
    rf"|20)\d\d))?{_TO}"
    rf"(?:(?:{_W}),?[ ])?(?P<b>0?[1-9]|[12]\d|3[01]){_ORD}(?:[ ](?:de )?(?P<mn>{_M})\b\.?"
    rf"|[./](?P<bm>0?[1-9]|1[0-2])(?![\d:]))(?:[ /.](?P<y>(?:19|20)\d{{2}}|\d\d(?=[\s,;)]|\.\s|$)))?(?!\d)",
    re.I,
)
"""Two days that a range or a night joins, the month behind the second."""
BARE_NIGHT = re.compile(
    rf"\b(?:nacht (?:van|vom)|nuit du|nuits du|night of|nacht van de|night)[ ](?P<span>(?P<a>{_DAY})(?:er"
    rf"|\.|ste|de)?"
    rf"[ ](?:op|naar|tot|au|auf den|auf|to|zum|op de|op den)[ ](?P<b>{_DAY})(?:er|ste|de)?)(?![\w/:]|\.\d"
    rf"|\.?[ ](?:{_M}))",
    re.I,
)
WEEKDAY_NIGHT = re.compile(
    rf"\b(?:nacht (?:van|vom)|nuit de|nuit du|night of|nacht)[ ](?P<span>(?:(?P<a>{_W})[ ](?:op|naar|à|au"
    rf"|auf|to|zu)"
    rf"[ ](?:den |de )?(?P<b>{_W})|(?:auf|zum) (?P<b2>{_W})))\b",
    re.I,
)
COURANT = re.compile(r"courant|dezer|dito|ct|deze|this|dieses|d\.M|ce mois", re.I)
RANGE_GAP = re.compile(
    (
        r",? ?(?P<w>tot(?: en met)?(?: de)?(?: volgende dag)?|t/m|t\.e\.m\.|tem|en|op|au|et|jusqu'au"
        r"|jusqu'à|à|bis(?: zum)?|und|auf(?: den)?|and|to|until|till|naar|->|→|-|–)(?: (?:le|den|dem|de|the"
        r"|om|omstreeks|op|ongeveer|um|vers|gegen|about|les))? ?$"
    ),
    re.I,
)
RANGE_SURE = re.compile(r"\s?(?:tot|t/m|t\.e\.m|tem|bis|jusqu|to\b|until|till|naar|->|→|-|–|auf\b)", re.I)
"""A gap that makes a range without a word before it."""
RANGE_OPEN = re.compile(
    r"(?:\btussen|\bvan|\bentre|\bdu|\bde|\bvon|\bvom|\bzwischen(?: dem)?|\bbetween|\bfrom"
    r"|nacht van|nuit du|nacht vom|night of|vanaf|"
    r"entre le|periode van|période du|écoute du|in der zeit vom|tussen|des)(?: (?:op|le|de|the"
    r"|dem|den|om|ongeveer|omstreeks))?(?: (?:" + _W + r"),?)?\s*$",
    re.I,
)
_PREPOSITION = (
    r"(?:tussen|entre|zwischen|between|om|omstreeks|rond(?: de klok van)?|te|tegen|circa|ca\.?|vers|à|a"
    r"|aux alentours de|aux environs de|autour de|gegen|um|at|about|approximately|approx\.?|around|towards?"
    r"|des|om en bij|ongeveer|op|vanaf|van|von|vom|de|T|ab|from|à partir de|dès|by|les|even voor|even na"
    r"|kort voor"
    r"|kort na|kurz vor|kurz nach|peu avant|peu après|shortly before|shortly after|just before|just after"
    r"|exact"
    r"|precies|environ|etwa|ungefähr|c\.|±|jusqu'à|om exact|klokslag|bij|nach|na|after|voor|before|avant"
    r"|après)"
)
JOIN = re.compile(
    rf"(?:,?[ ]?(?:[–(\-@]|\bum\b)?[ ]?(?:{_PREPOSITION}(?:[ ]{_PREPOSITION}){{0,2}})?[ ]?"
    r"|,? (?:in de (?:ochtend|avond|nacht|namiddag|voormiddag)|'s (?:avonds|nachts|morgens|ochtends"
    r"|namiddags)"
    r"|au soir|au matin|le soir|le matin|in the (?:morning|evening|afternoon)|am (?:Abend|Morgen"
    r"|Nachmittag)|abends"
    rf"|morgens|nachts|dans la (?:soirée|matinée|nuit)),?(?: {_PREPOSITION})? )$",
    re.I,
)
TIME_FIRST = re.compile(
    r",? (?:(?:op|le|am|on|du|van|de ce|of|d\.d\.|dd\.|vom|in de nacht van|hrs on) )?(?:den |the )?$", re.I
)
DAY_DAY = re.compile(
    r"(?:,| \(| –|) ?(?:le |de |den |dem |the |op |zijnde |namelijk |soit |à savoir |d\.i\. )?$", re.I
)
"""What may stand between "today" or "the day before" and the date that says which day that is."""
BETWEEN = re.compile(r"tussen|entre|zwischen|between|\bvan\b|\bvon\b|\bfrom\b|\bde\b", re.I)
BIRTH = re.compile(r"(?:geboren|\bgeb\.|°|\bnée?\b|born|dob|birth|naissance|geboortedatum)[^.;]{0,40}$", re.I)
EVERY = re.compile(r"(?:elke|iedere|chaque|tous les|jeden|every|each|all) $", re.I)
AT_NOON = re.compile(
    r"(?:\bà|vers|jusqu'à|gegen|\bum|\bat|rond|om|avant|après|around|about|,|na|nach|before|after|voor|tot"
    r"|till|bis"
    r"|until|by|tegen|omstreeks|avond|evening) $",
    re.I,
)
DURATION = re.compile(
    (
        r" ?(?:per\b|par\b|pro\b|a day|lang\b|durant|later|geleden|nadien|of work|na\b|plus tard|après"
        r"|später|after|cel\b|de garde|/|eerder|earlier|avant|zuvor|de suite|rijden|de route|onderweg)"
    ),
    re.I,
)
LASTING = re.compile(
    r"(?:binnen(?: de)?|gedurende|durant|pendant|während|for|within|de|des|na|après|nach|after|elke"
    r"|over|alle|toutes les|every|nog geen|geen|ruim|innerhalb von|in) $",
    re.I,
)
CLOSING = re.compile(
    (
        r"(?:persiste|signe\b|volhard|gesloten|sluiten|afgesloten|clôtur|clos\b|\bfin\b|beendet|endete"
        r"|\bende\b"
        r"|release|\beinde|\bslot\b|concluded|closed|\bend of|ended|vrijgelaten|terminé|lecture faite"
        r"|voorlezing"
        r"|levée?\b|finished|schluss)[^.\n]{0,40}$"
    ),
    re.I,
)
DEED = re.compile(
    r"(?:dienst|interventie|tussenkomst|observati|zoeking|search|perquisition|durchsuchung|einsatz|service"
    r"|wedstrijd"
    r"|match|opdracht|mission|contr[oô]le|actie|feest|fête|shift|patrouille|werken|surveillance)",
    re.I,
)
"""What ends is no record but a deed, whose day goes on."""
UNTIL = re.compile(r"(?:until|till|tot|jusqu'en|jusqu'à|bis|by|ab|vanaf|volgende|next|prochain)", re.I)
FUTURE = re.compile(
    r"\b(?:will|shall|zal|zullen|wordt verwacht|sera|seront|va [a-z]+er|wird|werden|gepland|prévue?"
    r"|planned|expected"
    r"|geplant|verwacht|convoqu|doit|moet|muss|soll|rentre|revient|komt|kommt|uitgenodigd|invited"
    r"|uiterlijk)\b",
    re.I,
)
HERE = re.compile(
    r"\b(?:ist|sind|war|waren|nicht|ich|er|sie|wir|und|der|das|wohnt|wohne|kein\w*|noch|nie"
    r"|is|was|zijn|niet|ik|hij|zij|wij|het|een|woont|woon|geen|nooit|wordt|werd)\b"
)
