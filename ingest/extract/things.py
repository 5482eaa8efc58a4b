"""Weapons, drugs and objects by their words, with quantity, kind and brand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.extract.caseless import Caseless
from ingest.extract.extraction import Candidate

BY_WEAPON = "weapon by its word"
BY_DRUG = "drug by its word, with quantity"
BY_OBJECT = "object by its word"
_DRUGS = (
    r"coca[ïi]ne|coke|crack|h[eé]ro[ïi]ne|cannabis(?:toppen|planten|plantage(?!\w))?|canabis"
    r"|marihuana|marijuana|wiet|hasj(?:iesj)?|haschisch|hachisch|haschich|hashish|hash|shit"
    r"|henneptoppen|hennep(?:planten)?|xtc(?:-pillen|-tabletten)?|ecstasy|extasy|mdma"
    r"|amf[ea]tamines?|amphétamines?|amphetamines?|amphetamin|speed|ketamine?|kétamine|ghb|gbl"
    r"|lsd|lachgas"
    r"|methamf[ea]tamine|méthamphétamine|crystal meth|crystal|khat|fentanyl|tramadol|lyrica"
    r"|rivotril|captagon|3-mmc|4-mmc|2-cb|kokain|heroin|gras|weed|herbe de cannabis|herbe|"
    r"résine de cannabis|résine|paddo'?s|méthadone|methadon(?:e)?|benzodiazepines|xanax|valium"
    r"|oxycodon(?:e)?|morphine|protoxyde d'azote|nitrous oxide|cannabisharz|cocaine"
)
_UNIT = (
    r"(?:kilo(?:gram(?:mes?|m)?)?s?|kg|gr(?:am(?:mes?|m|s)?)?\.?|g|mg|ml|liter|litres?|l"
    r"|blok(?:ken)?|plak(?:ken)?|pillen|tabletten|comprimés|pilules|cachets|tablets|pills"
    r"|zakjes?|sachets?|pacsons?|bolletjes|boulettes|ponypacks?"
    r"|pakket(?:ten|jes)?|paquets?|pains?|briques?|bricks?|blocks?|bags?|wraps?|wikkels?"
    r"|planten|plants?|plantes|stuks|joints?|doses?|ampullen|flessen|bonbonnes|bouteilles"
    r"|ounces?|Tüten|Päckchen|Gramm|Stück|Platten|plaquettes?)"
)
_NUMBER = (
    r"(?:\d{1,3}(?:[.\s]\d{3})+|\d+(?:[.,]\d+)?(?:-tal)?|twee|drie|vier|vijf|zes|zeven|acht"
    r"|negen|tien|elf|twaalf|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|zwei"
    r"|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|enkele|quelques|einige|several|some)"
)
_DRUG = Caseless(
    (
        rf"(?<![\w\-])(?:(?:{_NUMBER}[ ]?{_UNIT}(?:[ ](?:van|de|d'|of))?[ ](?:(?:d['’])?))"
        rf"|(?:{_NUMBER}[ ]))?(?:d['’])?(?P<name>{_DRUGS})(?![\w\-]|['’]\w)(?:[ ]\({_NUMBER}["
        rf" ]?{_UNIT}\))?"
    ),
)
_COUNTED = Caseless(
    (
        rf"(?<![\w\-,.])(?P<n>{_NUMBER}[ ]?(?:joints?|xtc-pillen|cannabisplanten|hennepplanten"
        rf"|plants de cannabis|Cannabispflanzen|cannabis plants))(?![\w\-])"
    ),
)
_AMBIGUOUS_DRUG = {
    "shit",
    "crystal",
    "speed",
    "crack",
    "gras",
    "herbe",
    "hash",
    "coke",
    "résine",
    "weed",
    "herbe de cannabis",
    "l",
    "morphine",
    "valium",
}
_WEAPON_WORDS = (
    r"pistool|pistolet(?: d'alarme| à billes| mitrailleur)?|pistol|revolver|vuurwapen met"
    r"|geweer|jachtgeweer|hagelgeweer|riotgun|fusil(?: à pompe| de chasse| à canon scié|"
    r" d'assaut)?|carabine|karabijn|kalashnikov|kalachnikov|kalasjnikov|AK-?47|uzi"
    r"|machinegeweer|machinepistool|mitraillette|gewehr|pistole|schrotflinte|rifle|shotgun"
    r"|handgun|alarmpistool|gaspistool|luchtdrukpistool|luchtbuks|gaspistole"
    r"|schreckschusspistole|airsoft(?:pistool|wapen)"
    r"|mes(?:je|sen)?|keukenmes|vleesmes|slagersmes|knipmes|vlindermes|zakmes|broodmes"
    r"|stanleymes|aardappelmesje|jachtmes|steakmes|breekmes|dolk|machete|kapmes|zwaard|bijl"
    r"|hakbijl|couteau(?:x)?(?: de cuisine| papillon| à cran d'arrêt| de boucher| de poche|"
    r" suisse)?|canif|opinel|poignard|sabre|épée|hache(?:tte)?|cutter|messer|küchenmesser"
    r"|taschenmesser|klappmesser|springmesser|brotmesser|butterflymesser|dolch|axt|beil"
    r"|schwert"
    r"|kitchen knife|knife|knives|machete|axe|sword|dagger|boksbeugel|poing américain"
    r"|schlagring|knuckleduster|brass knuckles|matrak|wapenstok|knuppel|honkbalknuppel"
    r"|baseballknuppel|ploertendoder|batte(?: de base-?ball)?|matraque(?: télescopique)?|bâton"
    r"|gourdin|baseballschläger|schlagstock|baseball bat|baton|crowbar|koevoet|breekijzer"
    r"|pied-de-biche|barre de fer|ijzeren staaf|brecheisen|brechstange|iron bar|hammer|hamer"
    r"|marteau|schroevendraaier|tournevis|schraubenzieher|schraubendreher|screwdriver"
    r"|pepperspray|peperspray|spray au poivre|bombe lacrymogène|gaz lacrymogène|gaz poivre"
    r"|pfefferspray|pepper spray|traangas|taser|stroomstootwapen|elektroschocker|stun gun"
    r"|shocker|handgranaat|granaat|grenade|explosief|granate|hand grenade|molotovcocktail"
    r"|cocktail molotov|munitie|patronen|cartouches de calibre|munitions?|magazijn|chargeur"
    r"|magazin|ammunition|bullets|cartridges"
    r"|hooivork|riek|spade|fourche|pelle|heugabel|mistgabel|pitchfork|flare gun|bengaalse?"
    r" (?:fakkels?|vuur)|fumigènes?|feux de bengale|vuurwerkbom|cobra 6|biljartkeu|glasscherf"
    r"|kapotte fles|gebroken fles|tesson(?: de bouteille)?|bierflasche|broken bottle|zaag"
    r"|schaar|ciseaux|schere|scissors|riem|ceinture|gürtel|katapult|kruisboog|arbalète"
    r"|armbrust|crossbow|werpster(?:ren)?|nunchaku|wurgstok"
)
_ADJECTIVE = (
    r"(?:(?:zwarte?|witte|rode|grijze|blauwe|groene|gele|gouden|zilveren|kleine|groot|grote"
    r"|lange|korte|oude|nieuwe|scherpe?|geladen|ongeladen|namaak|elektrische|houten|metalen"
    r"|ijzeren|dure|lederen|leren|bruine|roze|illegale|defecte|petits?|petite|grand|grande"
    r"|vieux|long|kleines|kleine[rn]?|große[rsn]?|lange[sn]?|schwarze[rsn]?|rote[rsn]?"
    r"|braune[rsn]?|silberne[rsn]?|goldene[rsn]?|small|large|black|red|blue|brown|gold|silver"
    r"|long|loaded|sharp|wooden|metal|broken|imitation|electric|white)[ ])"
)
_BRAND = (
    r"(?:[ ](?:merk |de marque |van het merk |type |Marke |of the brand |model"
    r" )?(?:(?:cal(?:iber|ibre)?\.?|kaliber|Kaliber)[ ]\S{1,8}(?:mm)?|\.\d{2}\b"
    r"|\d{1,2}(?:[.,]\d{1,2})?[ ]?mm(?: Para)?|[A-Z][A-Za-z]+(?:[ ](?=\S*\d)[A-Z0-9\-]{1,6})?"
    r"|\d{2}\b(?! (?:gram|euro))))"
)
_WEAPON = Caseless(
    (
        rf"(?<![\w\-])(?:{_NUMBER}[ ])?{_ADJECTIVE}{{0,2}}(?P<word>{_WEAPON_WORDS})(?![\w\-]"
        rf"|['’]\w)(?:{_BRAND}){{0,2}}"
    ),
)
_TOOLS = re.compile(
    (
        r"^(?:riek|spade|fourche|pelle|hammer|hamer|marteau|schroevendraaier|tournevis|schraub\w+"
        r"|screwdriver|zaag|schaar|ciseaux|schere|scissors|riem|ceinture|gürtel|bâton|patronen"
        r"|magazijn|magazin|breekijzer|koevoet|crowbar|brechstange|pied-de-biche|bierflasche|mes"
        r"|stok|munitie|barre de fer)$"
    ),
    re.I,
)
_OBJECT_WORDS = (
    r"laptops?|computers?|ordinateurs?(?: portables?)?|notebook|tablets?|tablette|i-?pad(?:["
    r" ](?:Pro|Air|mini))*|i-?phone(?:[ ]\d{1,2})?(?:[ ](?:Pro|Max|Plus|mini|SE))*"
    r"|smartphones?|gsm's|gsm-toestel(?:len)?|gsm(?=[ ](?:van het merk|merk|Samsung|Apple"
    r"|Nokia|Xiaomi|Huawei|iPhone|Oppo|OnePlus|Wiko|Alcatel|Motorola|Sony))"
    r"|Samsung(?:[ ](?:Galaxy|Note))?(?:[ ][A-Z]?\d{1,3}(?:[ ](?:Ultra|Plus|FE))?)?|Galaxy["
    r" ][A-Z]\d+|Xiaomi(?:[ ]\w+)?|Huawei(?:[ ][A-Z]\w+)?|Google[ ]Pixel(?:[ ]\d\w*)?"
    r"|Nokia(?:[ ]\d+)?|OnePlus(?:[ ]\w+)?|Oppo(?:[ ]\w+)?|Macbook(?:[ ](?:Pro|Air))?"
    r"|MacBook(?:[ ](?:Pro|Air))?|Playstation(?:[ ]\d)?|PlayStation(?:[ ]\d)?|PS[45]|Xbox"
    r"|Nintendo[ ]Switch|GoPro|drone"
    r"|televisie|tv-toestel|télévision|téléviseur|fernseher|television|fototoestel|camera"
    r"|caméra|appareil photo|kamera|koptelefoon|écouteurs|airpods|headphones|usb-sticks?|clé"
    r" usb|harde schijf|disque dur|hard drive|simkaart(?:en)?|carte sim"
    r"|handtas|sac à main|sac à dos|handtasche|ledertasche|rucksack|rugzak|sporttas|boekentas"
    r"|sacoche|sac de sport|handbag|backpack|tas\b|portefeuille|portemonnee|portemonnaie"
    r"|geldbeugel|geldbörse|brieftasche|wallet|purse|valise|valies|reiskoffer|koffer|suitcase"
    r"|fiets|damesfiets|herenfiets|mountainbike|koersfiets|bakfiets|e-bike|vélo(?:"
    r" électrique)?|v\.t\.t\.|vtt|fahrrad|pedelec|bicycle|bike|step|e-step|trottinette(?:"
    r" électrique)?|e-scooter|aanhangwagen|remorque|anhänger|trailer|generator"
    r"|halsketting|armband|ring(?:en)?|oorbellen|juwelen|horloge|polshorloge|collier|bracelet"
    r"|bague|boucles d'oreilles|bijoux|montre|chaîne en or|halskette|kette|armbanduhr|uhr"
    r"|schmuck|necklace|bracelet|watch|jewellery|jewelry|earrings|trouwring|alliance|ehering"
    r"|kasboek|boekhouding|sleutelbos|autosleutel(?:s)?|trousseau de clés|schlüsselbund"
    r"|bankkaart(?:en)?|cartes? bancaires?|bankkarte|bank card|kredietkaart|creditcard|carte"
    r" de crédit|weegschaal|balance de précision|precisieweegschaal|feinwaage|scales"
    r"|gps-tracker|jammer|brouilleur|bivakmuts|cagoule|gants|handschoenen|handschuhe|gloves"
    r"|talkie-walkie|walkie-talkie"
    r"|kettingza(?:ag|gen)|boormachines?|slijpschijf|haakse slijper|trilplaat|visseuses?"
    r"|perceuses?|meuleuses?|disqueuses?|tronçonneuses?|bohrmaschinen?|kettensägen?|drill"
    r"|chainsaws?|gereedschap(?:skoffer)?|outillage|grasmaaier|tondeuse|koperen kabels|câbles"
    r" de cuivre|kupferkabel|parfums?|flesjes parfum|flacons de parfum|bottles of perfume"
    r"|sigaretten|sloffen sigaretten|cartouches de cigarettes|stangen zigaretten|cartons of"
    r" cigarettes|brille|bril|lunettes|glasses|gehstock|wandelstok|canne|walking stick|jas"
    r"|manteau|mantel|kaartspel|schilderij|tableau|gemälde|painting|sleutels|clés|schlüssel"
    r"|pakje|jerrycans?|spelconsole|console de jeux|spielkonsole|game console|foreuses?|chaîne en argent"
    r"|(?:gouden|zilveren) (?:halsketting|ketting|armband)|rolex|sporttas(?:sen)?"
    r"|disque dur externe|(?:oppo|samsung"
    r"|apple|nokia|huawei)-(?:telefoon|gsm|toestel)|envelop(?:pe)?|enveloppe|rekenmachine"
    r"|geldtelmachine|kluis|coffre-fort"
    r"|tresor|safe\b|ladder|échelle|leiter|laptoptas|tablet-pc"
)
_OBJECT = Caseless(
    (
        rf"(?<![\w\-])(?:{_NUMBER}[ ](?:(?:paires? de|paar|pair of|pairs of)["
        rf" ])?)?{_ADJECTIVE}{{0,2}}(?P<word>{_OBJECT_WORDS})(?![\w\-]|['’]\w)(?P<brand>(?:["
        rf" ](?:van het merk|merk|de marque|der Marke|of the brand))?(?:[ ][A-Z][A-Za-z]+(?:["
        rf" ](?=\S*\d)[A-Z0-9\-]{{1,6}})?){{1,2}})?"
    ),
)
_STOLEN = re.compile(
    (
        r"(?:gestolen|ontvreemd|weggenomen|meegenomen|buit|gevonden|vinden|treffen|aangetroffen|in"
        r" beslag|lagen|lag\b|zaten|met een|op een|steelt|stal\b|volé|volés|dérobé|butin|saisi"
        r"|trouvé|découv|contenant|emporté|coffre|gestohlen|entwendet|sichergestellt|fehlte|darin"
        r"|lagen|stolen|seized|found|taken|bag|exhibit|toestel|appareil|verkocht|vendu|verkauft"
        r"|sold|serie|série|serial|IMEI|merk|marque|zerstört|broken|phone|handy|fiets|vélo|butin"
        r"|eigenaar|van hem|van haar|aan mij|gekocht|fahrrad|führt|partij|téléphone|gsm)"
    ),
    re.I,
)


def find(text: str) -> Iterator[Candidate]:
    """WEAPON, DRUG and OBJECT candidates; plain objects only where the sentence deals in goods."""
    for match in _DRUG.finditer(text):
        name = match.group("name").lower()
        if name in _AMBIGUOUS_DRUG and not re.search(
            r"\d|drugs|stup|verkoop|deal|vente|snuif|gebruik|roken|fum|kg|gram|verkauf|consum|selling",
            text[max(0, match.start() - 30) : match.end()],
            re.I,
        ):
            continue
        yield Candidate("DRUG", *_trim(match, text), None, 0.9, BY_DRUG)
    for match in _COUNTED.finditer(text):
        yield Candidate("DRUG", *match.span("n"), None, 0.85, BY_DRUG)
    for match in _WEAPON.finditer(text):
        start, end = _cased(match, text)
        sentence = text[max(0, start - 70) : end + 50]
        if _TOOLS.match(match.group("word")) and not _THREAT.search(sentence):
            continue
        yield Candidate("WEAPON", start, end, None, 0.85, BY_WEAPON)
    for match in _OBJECT.finditer(text):
        start, end = _cased(match, text)
        if _is_bare(match, text, start, end):
            continue
        if _STOLEN.search(text[max(0, start - 110) : end + 60]):
            yield Candidate("OBJECT", start, end, None, 0.7, BY_OBJECT)


_THREAT = re.compile(
    (
        r"gestoken|steken|stak\b|slaan|geslagen|sloeg|slagen|bedreig|dreig|gewond|wapen|beslag"
        r"|trok|zwaai|gooi|menac|frapp|coup|bless|arme|brand[iu]|coffre|saisi|jet[éa]|gestochen"
        r"|geschlagen|bedroht|waffe|bewarf|beworfen|stab|hit|threat|attack|pulled|cut|weapon"
        r"|seized|cassé|forc|opengebroken|inbraak"
    ),
    re.I,
)


_DETERMINED = re.compile(
    (
        r"(?:\b(?:een|un|une|a|an|eine?[nmr]?|mijn|zijn|haar|hun|mon|ma|mes|son|sa|ses|leur"
        r"|mein\w*|sein\w*|ihr\w*|my|his|her|their|exhibit|toestel)|[:,])[ ]$"
    ),
    re.I,
)


def _is_bare(match: re.Match[str], text: str, start: int, end: int) -> bool:
    """A lone noun behind a definite article names nothing new ("de fiets", "le vélo")."""
    word = text[slice(*match.span("word"))]
    if " " in text[start:end] or any(c.isupper() or c.isdigit() for c in word[1:]):
        return False
    return not _DETERMINED.search(text[max(0, start - 12) : start])


def _trim(match: re.Match[str], text: str) -> tuple[int, int]:
    start, end = match.span()
    while text[start] == " ":
        start += 1
    return start, end


def _cased(match: re.Match[str], text: str) -> tuple[int, int]:
    """The span without a following word that only looks like a brand because case was ignored."""
    start, end = match.span()
    word_end = match.end("word")
    tail = text[word_end:end]
    kept = re.match(
        (
            r"(?:[ ](?:van het merk|merk|de marque|type|Marke|der Marke|of the brand|model))?(?:["
            r" ](?:[A-Z][A-Za-z]+|(?=\S*\d)[A-Z0-9.\-]{1,6}(?:mm)?|cal\S*[ ]\S+|kaliber[ ]\S+"
            r"|\d{1,2}(?:[.,]\d{1,2})?[ ]?mm(?: Para)?|\.\d{2}))+"
        ),
        tail,
    )
    return start, word_end + (kept.end() if kept else 0)
