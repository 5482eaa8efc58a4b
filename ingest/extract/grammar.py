"""The grammar of dates and times in four languages: patterns alone."""

from __future__ import annotations

import re

from ingest.extract.lexicon import word_lists

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
_WEEKDAY_NAMES = (
    "maandag lundi montag monday ma lu mo mon",
    "dinsdag mardi dienstag tuesday di",
    "woensdag mercredi mittwoch wednesday wo",
    "donderdag jeudi donnerstag thursday do",
    "vrijdag vendredi freitag friday vr",
    "zaterdag samedi samstag sonnabend saturday za",
    "zondag dimanche sonntag sunday zo",
)
WEEKDAYS = {n: i for i, names in enumerate(_WEEKDAY_NAMES) for n in names.split() if len(n) > 3}
RELATIVE = {word: int(days) for days, found in word_lists("days_").items() for word in found}
AFTER = {word: int(days) for days, found in word_lists("after_").items() for word in found}
"""Words for days counted from the day last spoken of."""
YEARS = {word: int(years) for years, found in word_lists("years_").items() for word in found}
_M = "|".join(sorted((re.escape(m) for m in MONTHS), key=len, reverse=True))
_W = "|".join(WEEKDAYS)
_PART = (
    r"(?:(?:ochtend|morgen|voormiddag|middag|namiddag|avond|nacht|abend|nachmittag|vormittag"
    r"|mittag|früh|morning|evening|night|afternoon|matin|soir|midi))"
)
_DAY = r"(?:(?<![\d.,/])(?:0?[1-9]|[12]\d|3[01]))"
_AGO = (
    r"(?:jongst\s?leden|laatstleden|[jl]\.?\s?l\.?(?!\w)|dernier|dernière|écoulé|d\.j\.|dieses"
    r" jahres|vorig jaar|dit jaar)"
)
DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?=\D|$)"
    rf"|(?:\b(?P<wd>{_W})(?:{_PART}|[ ]{_PART})?(?P<wdsep>,? (?:den |dem |de |le |the |d\.?d\.? |op )?))?"
    rf"(?:(?P<d>{_DAY})(?P<s>[./\-])(?P<m>0?[1-9]|1[0-2])(?:(?P=s)(?P<y>(?:19|20)\d{{2}}"
    rf"|\d{{2}})(?![\d]|[./]\d)|(?P<ny>\.?)(?![\d\w]|[./\-]\d|[ ]?(?:€|euro|g\b|gram|kg|km)))"
    rf"|(?P<d2>{_DAY})(?P<ord>er|ste|de|e|th|st|nd|rd|\.)?[ ]?(?:of |de"
    rf" )?(?P<mn>{_M})\b\.?(?:,?[ ](?P<y2>(?:19|20)\d{{2}}|['’]\d{{2}}|\d{{2}}(?![\d:.,/hu€]|["
    rf" ]?(?:uur|u\b|h\b|Uhr|euro|EUR|gram|g\b|kg|personen))))?(?:[ ]?{_AGO})?"
    rf"|(?P<mn3>{_M})\b\.?[ ](?P<d3>{_DAY})(?:st|nd|rd|th)?(?:,?[ ](?P<y3>(?:19|20)\d{{2}}))?(?![\d.:/]))"
    rf"|\b(?P<mn4>{_M})\b\.?(?:[ /\-]?(?:de |of |van )?(?P<y4>(?:19|20)\d{{2}})|[ ](?P<ago>{_AGO}))"
    rf"|\b(?P<rel>{'|'.join(sorted(map(re.escape, [*RELATIVE, *AFTER, *YEARS]), key=len, reverse=True))})\b"
    rf"|\b(?P<last>(?:vorige|afgelopen|voorbije|letzten|letzter|vergangenen|am vergangenen"
    rf"|last)[ ])(?P<wd5>{_W}){_PART}?\b"
    rf"|\b(?P<wd6>{_W})(?:{_PART}|[ ]{_PART})?(?P<last6>[ ](?:dernier|jl\.?|ll\.?|laatstleden"
    rf"|jongstleden))?\b",
    re.I,
)
MONTH_ALONE = re.compile(
    (
        rf"\b(?:sinds|depuis|seit|since|in|en|im|eind|begin|half|fin|début|ende|anfang|vanaf|tot|à"
        rf" partir de|durant|pendant|during|tijdens|dès|aus|ab|until)[ ](?:eind |begin |half |le"
        rf" mois de |mi-)?(?P<mn>{_M})\b(?![ ]?(?:\d|in het))"
    ),
    re.I,
)
YEAR = re.compile(
    (
        r"\b(?:sinds|depuis|seit|since|in|en|im jahr|jahr|jaar|anno|vanaf|uit|van|from|of|de|tot"
        r"|until|en l'an|début|fin|eind|begin|geboren|né|née|°|born|geb\.)[ ](?:eind |begin |het"
        r" jaar |l'année )?(?P<y>(?:19[2-9]|20[0-4])\d)(?![\d]|[./\-:,]\d|[ ]?(?:€|euro|EUR|gram"
        r"|[A-Z][a-z]|stuks|km|m\b))"
    ),
    re.I,
)
YEAR_BARE = re.compile(r"(?<=, )(?P<y>(?:19[3-9]|20[0-2])\d)(?=,)")
_HOUR_WORDS = (
    "een eén één une ein one",
    "twee deux zwei two",
    "drie trois drei three",
    "vier quatre four",
    "vijf cinq fünf five",
    "zes six sechs",
    "zeven sept sieben seven",
    "acht huit eight",
    "negen neuf neun nine",
    "tien dix zehn ten",
    "elf onze eleven",
    "twaalf douze zwölf twelve",
)
HOURS = {name: number for number, names in enumerate(_HOUR_WORDS, 1) for name in names.split()}
_H = "|".join(sorted(HOURS, key=len, reverse=True))
SPOKEN = re.compile(
    rf"\b(?:(?P<half>half|halb)[ ](?P<h1>{_H})\b(?! (?:uur lang|kilo|dozijn))"
    rf"|(?P<q>kwart|Viertel|(?:a )?quarter|half)[ ](?P<dir>na|over|voor|nach|vor|past|to)[ ](?P<h2>{_H})\b"
    rf"|(?P<h3>{_H})[ ]heures(?:[ ](?P<fr>et demie|et quart|moins le quart))?|(?P<h4>{_H})["
    rf" ](?:uur|Uhr|o'clock)\b(?! (?:per|lang|later)))",
    re.I,
)
TIME = re.compile(
    r"(?<![\d.,/:€])(?P<h>[01]?\d|2[0-4])(?:"
    r"[ ]?(?:uur|heures?|hrs?\.?|Uhr|u\.?|h\.?)[ ]?(?P<mi>[0-5]\d)(?![\d/]|[.,]\d)"
    r"|:(?P<mi2>[0-5]\d)(?::(?P<se>[0-5]\d))?(?![\d:])(?:[ ]?(?P<ap2>[ap]\.?m\.?(?!\w)))?(?:["
    r" ]?(?:uur|Uhr|hrs?\b|hours|heures|h\b|u\b))?"
    r"|[.](?P<mi3>[0-5]\d)(?:[ ]?(?P<ap3>[ap]\.?m\.?(?!\w))|[ ]?(?:uur|Uhr|hrs?\b|hours|heures?|h\b|u\b))"
    r"|(?P<full>[ ]?(?:uur|Uhr|heures?|hrs?\b|hours|o'clock|h(?!\w|\.\w)|u(?:\.(?![\w.])|(?!\w|\.\w))))"
    r"|[ ]?(?P<ap>[ap]\.?m\.?(?!\w))"
    r")|\b(?P<noon>midi|minuit|middernacht|noon|midnight|mitternacht)\b",
    re.I,
)
JOIN = re.compile(
    r"(?:,? ?(?:tussen|entre|zwischen|between|om|omstreeks|rond|rond de klok van|te|tegen"
    r"|circa|ca\.?|vers|à|a|aux alentours de|aux environs de|gegen|um|at|at about|at"
    r" approximately|at around|around|about|des|om en bij|om ongeveer|ongeveer|op|vanaf|T|ab"
    r"|from|à partir de|dès|by|,|-|–)? ?"
    r"(?:ongeveer |circa |ca\. |about |etwa |environ |approximately )?|\s?\(?|,? in de"
    r" (?:ochtend|avond|nacht|namiddag|voormiddag),? (?:om|omstreeks|rond) )$",
    re.I,
)
TIME_FIRST = {" op ", " le ", " am ", " on ", " du ", " van ", " de ce ", " of ", " d.d. ", " dd. ", " vom "}
BETWEEN = re.compile(r"tussen|entre|zwischen|between", re.I)
RANGE_GAP = re.compile(
    (
        r" ?(?:tot(?: en met)?(?: de)?(?: volgende dag)?|t/m|t\.e\.m\.|tem|en|op|au|et|jusqu'au"
        r"|jusqu'à|à|bis(?: zum)?|und|auf(?: den)?|and|to|until|till|naar|-|–)(?: (?:le|den|de|the"
        r"|om|omstreeks|op|ongeveer))? ?$"
    ),
    re.I,
)
RANGE_OPEN = re.compile(
    r"(?:\btussen|\bvan|\bentre|\bdu|\bde|\bvon|\bvom|\bzwischen(?: dem)?|\bbetween|\bfrom"
    r"|nacht van|nuit du|nacht vom|night of|vanaf|"
    r"entre le|periode van|période du|écoute du|in der zeit vom|tussen|des)(?: (?:op|le|de|the"
    r"|dem|den|om|ongeveer|omstreeks))?(?: (?:" + _W + r"),?)?\s*$",
    re.I,
)
NIGHT = re.compile(
    rf"\b(?:nacht (?:van|vom)|nuit du|night of|nacht van de)[ ](?:(?:{_W})["
    rf" ])?(?P<span>(?P<a>{_DAY})(?:er|\.|ste|de)?(?:[./](?P<am>\d{{1,2}}))?[ ](?:op|naar|tot"
    rf"|au|auf den|auf|to|zum|op de|op den)[ ]"
    rf"(?:(?:{_W})[ ])?(?P<b>{_DAY})(?:er|\.|ste|de)?(?:[ ](?P<mn>{_M})\b\.?"
    rf"|[./](?P<bm>\d{{1,2}}))(?:[ /.](?P<y>(?:19|20)\d{{2}}))?)",
    re.I,
)
SAME_MONTH = re.compile(
    (
        rf"\b(?:van|tussen|du|entre le|vom|zwischen dem|from|between)[ ](?P<span>(?P<a>{_DAY})(?:er"
        rf"|\.)?[ ](?:tot(?: en met)?|en|au|et le|bis(?: zum)?|und(?: dem)?|to|and)["
        rf" ](?P<b>{_DAY})(?:er|\.)?[ ](?P<mn>{_M})\b(?:[ ](?P<y>(?:19|20)\d{{2}}))?)"
    ),
    re.I,
)
BIRTH = re.compile(r"(?:geboren|\bgeb\.|°|\bnée?\b|born|dob|birth|naissance|geboortedatum)[^.;]{0,40}$", re.I)
PM_PART = re.compile(
    (
        r"(?:in de |'s )?(?:avonds?|namiddags?|nachmittags?|abends?|du soir|de l'après-midi|in the"
        r" (?:evening|afternoon))"
    ),
    re.I,
)
AT_HOUR = re.compile(
    (
        r"(?:\b(?:om|rond|omstreeks|tegen|vers|à|gegen|um|at|around|about|tot|na|voor|ongeveer)"
        r"|,)(?: (?:de |het )?)?$|\b(?:rond|om|omstreeks|tegen|vers|à|gegen|um|at|around) $"
    ),
    re.I,
)
EVERY = re.compile(r"(?:elke|iedere|chaque|tous les|jeden|every|each) $", re.I)
AT_NOON = re.compile(r"(?:\bà|vers|jusqu'à|gegen|\bum|\bat|rond|om|avant|après|around|about|,) $", re.I)
DURATION = re.compile(
    (
        r" ?(?:per|par|pro|a day|lang\b|durant|later|geleden|nadien|of work|na\b|plus tard|après"
        r"|später|after|cel|de garde|/)"
    ),
    re.I,
)
LASTING = re.compile(
    r"(?:binnen(?: de)?|gedurende|durant|pendant|während|for|within|de|des|na|après|nach|after|elke"
    r"|over) $",
    re.I,
)
CLOSING = re.compile(
    (
        r"(?:persiste|signe|volhard|gesloten|sluiten|clôtur|\bfin |beendet|endete|release|\beinde"
        r"|concluded|vrijgelaten)[^.]{0,40}$"
    ),
    re.I,
)
HERE = re.compile(
    r"\b(?:ist|sind|war|waren|nicht|ich|er|sie|wir|und|der|das|wohnt|wohne|kein\w*|noch|nie"
    r"|is|was|zijn|niet|ik|hij|zij|wij|het|een|woont|woon|geen|nooit|wordt|werd)\b"
)
