"""Vehicles: make, model and colour as one span, and later short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.extraction import Candidate
from ingest.extract.lexicon import is_given, words

BY = "vehicle by make, model and colour"
_MAKES = (
    "Abarth Aixam Alfa|Alfa Romeo|Aprilia Audi BMW BYD Cadillac Chevrolet Chrysler Citroën"
    " Citroen Cupra Dacia Daewoo Daihatsu DAF Dodge Ducati"
    " Ferrari Fiat Ford Harley-Davidson Honda Hyundai Isuzu Iveco Jaguar Jeep Kawasaki Kia"
    " Kymco Lada Lamborghini Lancia Land Rover|Landrover|Range Rover"
    " Lexus Lotus Lynk|MAN Maserati Mazda Mercedes-Benz Mercedes Mini|MINI Mitsubishi Nissan"
    " Opel Peugeot Piaggio Polestar Porsche Renault Rover Saab Scania"
    " Seat SEAT Skoda Škoda Smart Ssangyong Subaru Suzuki Sym Tesla Toyota Triumph Vauxhall"
    " Vespa Volkswagen Volvo VW Yamaha KTM|MG"
)
MAKES = sorted(
    {
        m
        for chunk in _MAKES.split("|")
        for m in ([chunk] if chunk in {"Alfa Romeo", "Land Rover", "Range Rover"} else chunk.split())
    }
    | {"Alfa Romeo", "Land Rover", "Range Rover", "Mini Cooper", "Mercedes-Benz", "Harley Davidson"},
    key=len,
    reverse=True,
)
_MODELS = (
    "Golf Polo Passat Tiguan Touran Caddy Transporter Crafter Up Touareg Arteon Astra Corsa"
    " Insignia Mokka Vivaro Movano Zafira Meriva Clio Mégane Megane"
    " Scenic Scénic Twingo Captur Kangoo Trafic Master Laguna Talisman Kadjar Zoé Fiesta"
    " Focus Mondeo Transit Kuga Ka Galaxy Puma Mustang Ranger Berlingo"
    " Jumper Jumpy Picasso Cactus Partner Boxer Expert Rifter Yaris Corolla Aygo Auris"
    " Avensis Hilux Prius RAV4 Octavia Fabia Superb Kodiaq Karoq Yeti Ibiza"
    " Leon Ateca Arona Alhambra Sprinter Vito Viano Citan Punto Panda Ducato Doblo Tipo"
    " Qashqai Juke Micra Navara Sandero Logan Duster Lodgy Jogger Civic Jazz"
    " Tucson Sportage Picanto Ceed Stonic Cayenne Macan Panamera Carrera Defender Discovery"
    " Evoque Velar Wrangler Renegade Swift Vitara Jimny Daily Giulia"
    " Giulietta Stelvio Outlander Cooper Clubman Countryman Forfour Fortwo Vespa TMAX Tmax"
    " Cherokee Amarok Multivan Sharan Lupo Scirocco Jetta Fox Taigo T-Roc"
)
MODELS = set(_MODELS.split())
_COLOURS = (
    r"(?:(?:donker|licht|hel|metallic|mat|leger)?-?(?:zwarte?|witte|wit|grijze|grijs|blauwe?"
    r"|rode|rood|groene?|gele|geel|bruine?|beige|oranje|paarse?|zilver(?:kleurige?|grijze?)?"
    r"|goudkleurige|bordeaux(?:rode)?|antraciet(?:kleurige)?)|donkere|lichte)"
    r"|(?:noire?s?|blanche?|blanc|grise?s?|gris|bleue?s?|rouges?|vertes?|vert|jaunes?|brune?"
    r"|beige|orange|argentée?|bordeaux|foncée?|claire?|mauve)(?:[ ](?:foncée?|claire?"
    r"|métallisée?|nuit|anthracite|bordeaux))?"
    r"|(?:schwarze[rnms]?|weiße[rnms]?|weisse[rnms]?|graue[rnms]?|blaue[rnms]?|rote[rnms]?"
    r"|grüne[rnms]?|gelbe[rnms]?|braune[rnms]?|silberne[rnms]?|silber(?:farbene[rnms]?)?"
    r"|dunkle[rnms]?|dunkel\w+|hell\w+)"
    r"|(?:(?:dark|light|metallic|pale)[ ])?(?:black|white|gr[ea]y|blue|red|green|yellow|brown"
    r"|silver|dark|beige|orange|gold|purple|maroon)"
)
COLOUR = re.compile(rf"(?<![\w\-])(?:{_COLOURS})(?![\w\-])")
_AGE = r"(?:oude|nieuwe|vieille|vieux|ancienne|neuve|nouvelle|alte[rnms]?|neue[rnms]?|old|new)"
_MAKE = "|".join(re.escape(m) for m in MAKES)
_MODEL = "|".join(sorted(MODELS, key=len, reverse=True))
_TAIL = (
    rf"(?:(?:Classe|Klasse|Serie|Série|Series|type)[ ][A-Z0-9]{{1,3}}|[A-Z]-?[Kk]lasse|{_MODEL}"
    rf"|(?=[A-Za-z\-]*\d)[A-Za-z0-9]{{1,6}}(?:-[A-Za-z0-9]+)?"
    rf"|[A-Z]{{1,3}}(?:\d\w*)?|[A-Z]{{2,3}}-\d{{2}}|Avant|Touring|touring|[Bb]reak|Variant"
    rf"|Sportback|Combi|Kombi|Tourer|Cabrio|cabriolet|Coupé|coupé|berline|van|GTI|GTD|TDI|AMG"
    rf"|Line|Pro|Van|Cross|Sport|Picasso|Cooper|Space|Grand)"
)
_COLOUR_AFTER = (
    rf"(?:[ ](?:{_COLOURS})(?![\w\-])|,?[ ](?:kleur|couleur|de couleur|van kleur|farbe|in"
    rf"|colour|color)[ :]*(?:{_COLOURS})(?![\w\-])|[ ]\((?:{_COLOURS})\))"
)
_VEHICLE = re.compile(
    rf"(?<![\w\-])(?:(?:{_AGE})[ ](?=(?:{_COLOURS})|(?:{_MAKE})))?(?:(?:{_COLOURS})(?:(?:,| en|"
    rf" et| und| and)?[ ](?:{_COLOURS}))?[ ])?"
    rf"(?:(?:moto(?:rfiets)?|scooter|bromfiets|bestelwagen|Motorrad|motorcycle)["
    rf" ](?={_MAKE}))?(?:{_MAKE})(?![\w])(?:[ ]{_TAIL}(?![\w'’])){{0,3}}(?:{_COLOUR_AFTER})?"
    rf"|(?<![\w\-])(?:(?:{_COLOURS})[ ])?(?:{_MODEL})(?![\w\-'’])(?:{_COLOUR_AFTER})?"
)
_ORDINARY = frozenset(words("ordinary_models"))
_DETERMINER = re.compile(
    (
        r"(?:\b(?:een|de|zijn|haar|mijn|hun|deze|die|met|une?|la|le|sa|son|ma|cette|du|au|l'"
        r"|ein(?:en|em|er|e)?|der|die|das|den|dem|seine[nmr]?|ihre[nmr]?|a|an|the|his|her|my|their"
        r"|voertuig|wagen|auto|véhicule|voiture|Fahrzeug|Wagen|car|van|dégâts|bestelwagen|moto"
        r"|type|merk|marque)[ ]|[:(,-][ ]?)$"
    ),
    re.I,
)


_NAME_AFTER = re.compile(r"[ ](?:(?:van|de|den|der|el|la|le)[ ]){0,2}[A-ZÀ-Þ][\w'’\-]+")


def _is_first_name(text: str, start: int, end: int) -> bool:
    """ "Sa sœur, Mégane Urbain": a name that stands apart and before another."""
    return text[max(0, start - 2) : start] in {", ", ": ", "« ", ""} and bool(_NAME_AFTER.match(text, end))


def find(text: str) -> Iterator[Candidate]:
    """VEHICLE spans; names that are also ordinary words need a determiner or a colour."""
    for match in _VEHICLE.finditer(text):
        words = match.group()
        bare = words.split()[-1] if " " not in words else ""
        if bare in _ORDINARY and not _DETERMINER.search(text[max(0, match.start() - 14) : match.start()]):
            continue
        if (bare in _ORDINARY or is_given(bare)) and _is_first_name(text, *match.span()):
            continue
        if bare in {"Logan", "Leon", "Giulia", "MAN", "Clio", "Mercedes"} and not re.search(
            r"(?:\b(?:een|de|une?|la|ein(?:en|em)?|a|the)[ ])$",
            text[max(0, match.start() - 8) : match.start()],
        ):
            continue
        yield Candidate("VEHICLE", match.start(), match.end(), None, 0.9, BY)
