"""Addresses: street with house number, box, postcode and town as one span; streets and roads alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate
from ingest.extract.tokens import CAP

BY = "address grammar"
BY_ROAD = "street, square or road"
_NOT_ELIDED = r"(?![JCNSM]['’]|Qu['’])"
_C = rf"{_NOT_ELIDED}{CAP}(?:[\w'’\-]|(?<!\w\w\w)\.(?=[ \-]?\w))*"
"""A word with a capital; a full stop belongs to it only behind one or two letters: "St. Jan", "J.B."."""
_TYPES_NL = (
    r"(?:straat|str\.|laan|weg|steenweg|stwg\.?|dreef|plein|lei|kaai|kade|vest|markt|baan|pad"
    r"|hof|singel|ring|dijk|wijk|veld|berg"
    r"|gracht|poort|rei|plaats|steen|brug|bos|park|dam|gang|hoek|heide|lane|rij|stwg|put"
    r"|kouter|bunder|meers|akker|boulevard|driesch|dries)"
)
_TYPES_APART = _TYPES_NL.replace("straat", "Straat|straat|Steenweg|Laan|Lei|Markt|Plein|Kaai|Dijk|Baan|Weg")
_NL_STREET = (
    rf"(?:(?:{_C}[ ](?:(?:van|de|den|der|het|ter|ten|op|'t|aan)["
    rf" ]){{0,2}}){{0,3}}{_NOT_ELIDED}{CAP}[\w'’\-]*{_TYPES_NL}|{_C}["
    rf" ]{_TYPES_APART})"
)
_FR_TYPES = (
    r"(?:[Rr]ue|[Aa]venue|[Aa]v\.|[Bb]oulevard|[Bb]d\.?|[Bb]ld\.?|[Cc]haussée|[Cc]hée|[Pp]lace"
    r"|[Qq]uai|[Cc]hemin|[Ss]quare|[Aa]llée|[Ii]mpasse"
    r"|[Cc]ours|[Cc]los|[Rr]oute|[Pp]assage|[Ss]entier|[Vv]enelle|[Dd]rève|[Gg]alerie"
    r"|[Rr]uelle|[Ff]aubourg|[Rr]ésidence|[Rr]ond-point|[Vv]oie|[Mm]ontagne|[Pp]arvis|[Cc]ité"
    r"|[Zz]oning(?: industriel| artisanal)?|[Zz]one industrielle|[Pp]arc industriel)"
)
_FR_WORD = rf"(?:{_C}|\d{{1,2}}(?:er)? {_C}|d['’]{_C}|l['’]{_C})"
_FR_STREET = (
    rf"{_FR_TYPES}(?:[ ](?:(?:de|du|des|d'|la|le|les|l'|aux|au|à(?= l)|en|sur|von)["
    rf" ]){{0,2}}(?:[dl]['’])?{_FR_WORD}){{1,4}}"
)
_FR_PLAIN = r"(?:[Zz]oning(?: industriel| artisanal)?|[Zz]one industrielle)"
_DE_STREET = (
    rf"(?:{CAP}[\w\-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer|chaussee"
    rf"|berg|hof|graben|markt|steig|wall|pfad)"
    rf"|(?:{CAP}[\w\-]*(?:er|s|n)?[ ])(?:Straße|Strasse|Str\.|Weg|Platz|Allee|Ring|Chaussee)"
    rf"|(?:Am|An der|An den|Auf dem|Auf der|Im|In der|Zum|Zur|Unter den)[ ]{_C})"
)
_EN_STREET = (
    rf"(?:{_C}[ ]){{1,3}}(?:Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Lane|Drive|Close|Court"
    rf"|Crescent|Gardens|Grove|Hill|Mews|Park|Place|Row|Square|Terrace|Way|Walk)\b"
)
_NUMBER = (
    r"(?:n°|nr\.?|no\.?|numéro|huisnummer|huisnr\.?)?\s?\d{1,4}(?:["
    r" ]?[A-Za-z](?![\w]))?(?:[/\-]\d{1,4}[A-Za-z]?)?(?:[ ]?(?:bis|ter)\b)?"
)
_BOX = (
    r"(?:,?[ ]?\(?(?:bus|bte\.?|boîte|box|b|app\.?|appartement|apt\.?|/)["
    r" ]?\.?[A-Z]?\d{1,4}[A-Z]?\)?|,?[ ]?\(?(?:bus|bte|boîte)[ ][A-Z]\b|,[ ]\d{1,2}(?:er|e|ème"
    r"|de)[ ](?:étage|verdieping))?"
)
_POST = r"(?:(?:B|L|F|D|NL|BE)[\- ])?(?:\d{4}[ ]?[A-Z]{2}(?![A-Za-z])|\d{4,5})"
_TOWN = (
    rf"(?:St\.|Sint|Saint)?[ \-]?{CAP}[^\W\d_]*(?:['’\-][^\W\d_]+)*(?:[ ](?:aan|op|sur|le|la|en"
    rf"|sous|lez|op den|an der|am)[ ]{CAP}[\w\-]+|[ ](?:Haan|Panne|Pinte|Louvière|Hulpe|Vith"
    rf"|Calamine|Roeulx|Bons|Villers|Mer))?"
)
_IN = r"(?:,?[ ](?:te|à|in|at|zu|B-)[ ]|[ ]?[,\-–][ ]|,[ ]?|[ ]|[ ]?\()"
_UK = r"[A-Z]{1,2}\d{1,2}[A-Z]?[ ]\d[A-Z]{2}"

_ADDRESS = re.compile(
    "|".join(
        (
            (
                rf"(?<![\w\-])(?:{_POST}[ ]{_TOWN}(?:[ ]?,|[ ]?[\-–])[ ](?:in de |in"
                rf" )?(?:{_FR_STREET}|{_NL_STREET}|{_DE_STREET}|{_C}(?:[ ]{_C}){{0,2}}),?["
                rf" ]{_NUMBER}{_BOX})"
            ),
            (
                rf"(?<![\w\-])(?:\d{{1,4}}[A-Za-z]?,?[ ]{_FR_STREET}(?:{_IN}{_POST}[ ]{_TOWN}|[ ]à["
                rf" ]{_POST}[ ]{_TOWN}))"
            ),
            (
                rf"(?<![\w\-])(?:n°[ ]?\d{{1,4}}[A-Za-z]?,?[ ](?:de la |de l'|du |des |de"
                rf" )?{_FR_STREET}(?:(?:{_IN}{_POST}[ ]{_TOWN})|[ ]à[ ]{_TOWN})?)"
            ),
            rf"(?<![\w\-])(?:\d{{1,4}}[A-Za-z]?[ ]{_EN_STREET}(?:,[ ]{_TOWN})?(?:,?[ ](?:{_UK}|{_POST}))?)",
            (
                rf"(?<![\w\-])(?:(?:{_FR_STREET}|{_FR_PLAIN}|{_NL_STREET}|{_DE_STREET}),?["
                rf" ]{_NUMBER}{_BOX}(?![\d:.]\d|[ ]?(?:uur|u\b|h\b|euro|€"
                rf"|personen))(?:(?:{_IN})(?:{_POST}[ ]{_TOWN}|{_UK})|,?[ ](?:te|à|in)[ ]{_TOWN}|["
                rf" ](?=Leuven|Gent|Antwerpen|Brussel|Liège|Namur){_TOWN})?)"
            ),
            (
                rf"(?<![\w\-])(?:{_C}(?:[ ]{_C}){{0,2}},?[ ]\d{{1,4}}[A-Za-z]?{_BOX},?[ ](?:te |à "
                rf"|in |- )?{_POST}[ ]{_TOWN})"
            ),
        )
    )
)
_STREET = re.compile(
    r"(?!Floh|Super|Weihnachts|[Pp]arketmag|[Mm]agi)"
    rf"(?<![\w\-])(?:{_FR_STREET}|(?:{_C}[ ])?{CAP}[\w'’\-]*(?<![Mm]agi)(?:straat|steenweg|laan"
    rf"|plein|dreef|kaai|lei|baan|markt|stwg|dok|stadion|viaduct)(?![\w])|(?:{CAP}\w+er[ ])Stra(?:ß"
    rf"|ss)e(?!\w)|{CAP}[\w\-]*(?:straße|strasse|platz|allee"
    rf"|gasse)(?!\w)"
    rf"|(?:Grote|Oude|Nieuwe|Groene|Kleine|Korte|Lange)[ ](?:Markt|Plein|Steenweg|Baan|Weg"
    rf"|Straat)|(?:{_C}[ ]){{1,2}}(?:Street|Road|Avenue|Lane|Square)(?!\w))"
)
_ROAD = re.compile(r"(?<![\w\-/])(?:[EANRB]\d{1,3}|BAB ?\d{1,3}|M\d{1,2})(?![\w\-/.]\w|\w|-[A-Z])")
_ROAD_CUE = re.compile(
    (
        r"(?:\b(?:de|op|langs|via|l['’]|la|sur|autoroute|snelweg|autosnelweg|der|auf|die|autobahn"
        r"|the|on|motorway|ring|n°|afrit|oprit|route|nationale|bretelle|along|from)[ (]|['’])$"
    ),
    re.I,
)
_STATION = re.compile(
    rf"\b(?:(?:station|halte|luchthaven|haven|bushalte|metrostation|tramhalte|gevangenis|park"
    rf"|dok|zwembad|bos)[ ](?:van |te |in )?(?P<nl>{_C}(?:[\-]{_C})?)"
    rf"|(?P<fr>(?:gare|aéroport|parc|cité|place|port|pont|bois|station de métro|zoning|aire"
    rf"|arrêt)[ ](?:de |du |des |d['’]|de la |de l['’])(?:[Ll]a |[Ll]e )?{_C}(?:[ \-]{_C})*"
    rf"|stade[ ](?:de |du |des |d['’]|de la |de l['’])?(?:[Ll]a |[Ll]e )?{_C}(?:[ \-]{_C})*)"
    rf"|(?P<de>(?:Bahnhof|Flughafen|Haltestelle|Hauptbahnhof|Bushaltestelle|Stadtpark)[ ]{_C})"
    rf"|(?P<en>{_C}[ ](?:Station|Airport|Park|Harbour|Port)\b|Gare du Nord|Gare du Midi))"
)


def find(text: str) -> Iterator[Candidate]:
    """ADDRESS for street and number, LOCATION for streets, roads and stations alone."""
    for match in _ADDRESS.finditer(text):
        words = match.group().rstrip(" ,.-(")
        yield Candidate("ADDRESS", match.start(), match.start() + len(words), None, 0.9, BY)
    for match in _STREET.finditer(text):
        yield Candidate(
            "LOCATION", match.start(), match.start() + len(match.group().rstrip(".,'")), None, 0.85, BY_ROAD
        )
    for match in _ROAD.finditer(text):
        if _ROAD_CUE.search(text[max(0, match.start() - 14) : match.start()]):
            yield Candidate("LOCATION", *match.span(), None, 0.85, BY_ROAD)
    for match in _STATION.finditer(text):
        group = match.lastgroup or "nl"
        end = match.start(group) + len(match.group(group).rstrip(".,'"))
        yield Candidate("LOCATION", match.start(group), end, None, 0.8, BY_ROAD)
