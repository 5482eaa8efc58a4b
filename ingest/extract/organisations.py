"""Organisations: by legal form, by the word for their kind, by police unit, and from our list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.extract.extraction import Candidate
from ingest.extract.lexicon import is_family, is_given, organisations
from ingest.extract.tokens import CAP

BY_FORM = "organisation by its legal form"
BY_KIND = "organisation by the word for its kind"
BY_POLICE = "police unit or public service"
BY_LIST = "organisation from our list"
_W = rf"{CAP}(?:[\w'’\-&]|\.(?=\w))*"
_P = r"(?:van|de|den|der|het|'t|du|des|la|le|les|en|et|und|and|of|&|the|d'|zur|zum|op|aux)"
_SEQ = rf"(?:(?:{_P}[ ]){{0,2}}(?:[dl]['’])?{_W}|&[ ]\w+)"
_NAME = rf"{_W}(?:[ ]{_SEQ}){{0,4}}"
_FORMS = (
    r"(?:BVBA|BV|NV|VZW|CV|CVBA|VOF|CommV|SPRL|SRL|SA|ASBL|SNC|SCRL|GmbH|AG|OHG|KG|UG|e\.V\."
    r"|Ltd\.?|LTD|Limited|PLC|plc|LLC|LLP|Inc\.?|SARL|Sarl|Sàrl|SAS|B\.V\.|N\.V\.|S\.A\."
    r"|S\.P\.R\.L\.|Sp\. z o\.o\.|EOOD|OOD|d\.o\.o\.)"
)
_FORM_AFTER = re.compile(
    rf"(?<![\w\-])(?:{_W}[ ](?:(?:&|en|et|and|und|de|van)[ ])?(?:(?:zonen|zoon|Zn|fils|Fils"
    rf"|Söhne|Sons)[ ])?){{1,4}}{_FORMS}(?!\w)"
)
_FORM_BEFORE = re.compile(rf"(?<![\w\-])(?:BVBA|BV|NV|VZW|CV|SPRL|SRL|SA|ASBL|SNC|SARL)[ ]{_NAME}")
_POLICE = re.compile(
    rf"(?<![\w\-])(?:(?:PZ|ZP|LPA|SLR|LR|FGP|PJF|WPR|SPC|SPN|WPW|CSD|DCA|DJSOC|DR|RPR)["
    rf" ](?:(?:[A-Z]\w+)(?:[ \-](?:{_P}[ ])?{CAP}[\w\-/]*){{0,3}})"
    rf"|[Pp]olitiezone[ ]{_W}(?:[ \-/](?:{_P}[ ])?{CAP}[\w\-]*){{0,3}}|[Zz]one de (?:[Pp]olice"
    rf"|secours)[ ](?:de |du |d['’])?{_W}(?:[ \-](?:{_P}[ ])?{CAP}[\w\-]*){{0,3}}|(?<=zone"
    rf" )(?:{_W}(?:[ \-](?:{_P}[ ])?{CAP}[\w\-]*){{0,3}})"
    rf"|Polizeizone[ ]{_W}|Polizeiinspektion[ ]{_W}|Polizeipräsidium[ ]{_W}|Kripo[ ]{_W}"
    rf"|Bundespolizei(?:[ ]{CAP}[\w\-]+)?|Landespolizei(?:[ ]{CAP}[\w\-]+)?|Zollamt[ ]{_W}"
    rf"|Hauptzollamt[ ]{_W}|Föderalen? Polizei"
    rf"|[Ll]okale (?:[Pp]olitie|[Rr]echerche)[ ]{_W}(?:[ \-]{CAP}[\w\-]*)?|[Ff]ederale"
    rf" (?:[Gg]erechtelijke )?[Pp]olitie(?:[ ]{CAP}[\w\-]+)?|[Pp]olice (?:judiciaire"
    rf" )?fédérale(?:[ ](?:de )?{CAP}[\w\-]+)?|[Pp]olice locale (?:de |d['’])?{_W}|Federal"
    rf" (?:Judicial )?Police"
    rf"|{_W}[ ](?:Constabulary|Police Department|Police)(?!\w)|(?:Metropolitan|Kent|Essex|Dutch"
    rf"|Belgian|French|Local)[ ]Police|Koninklijke Marechaussee|Gendarmerie(?: nationale| de"
    rf" {_W})?|Brigade (?:financière|anticriminalité|judiciaire)|Douane|[Ll]a Sûreté|{_W}"
    rf" police zone)"
)
_HOSPITAL = re.compile(
    rf"(?<![\w\-])(?:(?:UZ|AZ|ZNA|OLV|CHU|CHR|CHC|CHwapi|UZA|GZA|CHIREC|GHdC|AZM)(?:[ ](?:Sint"
    rf"|St\.?|de|du|la)?[ \-]?{_W}(?:[ \-]{_W})?)?(?!\w)|(?:[Cc]linique|[Hh]ôpital|[Cc]entre"
    rf" hospitalier|[Zz]iekenhuis|[Kk]linik|[Kk]liniek|[Kk]rankenhaus|[Hh]ospital)[ ](?:(?:de"
    rf"|du|des|la|d['’]|van)[ ]?)*{_NAME}|{_W} Hospital|{CAP}[\w.\-]*-(?:Hospital|Krankenhaus"
    rf"|Klinik|Stift))"
)
_KINDS = (
    r"café|taverne?|brasserie|restaurant|resto|hotel|hôtel|snack(?:bar)?|frituur|friterie"
    r"|pitta|kebab|discotheek|discothèque|nachtclub|club|bar|shishabar|fakbar|pub|bistro"
    r"|eetcafé|dancing|casino|nachtwinkel|night-?shop|juwelier(?:szaak)?|bijouterie"
    r"|krantenwinkel|librairie"
    r"|garage|carwash|car-wash|carrosserie|tankstation|station-service|tankstelle|apotheek"
    r"|pharmacie|apotheke|supermarkt|superette|supermarché|bakkerij|boulangerie|bäckerei"
    r"|slagerij|boucherie|metzgerei|kapsalon|kapper|salon|coiffure|nagelsalon|nagelstudio"
    r"|wellness|fitness(?:studio)?|fitnesscentrum|sportcentrum|sportclub"
    r"|school|lyceum|atheneum|athénée|collège|college|institut|instituut|lycée|école|schule"
    r"|gymnasium|university|universiteit|université|rusthuis|woonzorgcentrum|WZC|seniorenheim"
    r"|maison de repos|home|asielcentrum|opvangcentrum|centre d'accueil"
    r"|firma|firme|bedrijf|entreprise|société|company|firm|onderneming|vennootschap"
    r"|transportbedrijf|transportfirma|bouwbedrijf|bouwfirma|depannage|takeldienst|immokantoor"
    r"|agence|bank|banque|krantenshop|winkel|magasin|boutique|shop|menuiserie|schrijnwerkerij"
    r"|garagiste|tuincenter|schrothandel|autohandel|werkplaats|camping|vakantiepark|manège"
    r"|ferme|tuincenter|fitnessstudio|sportschool|woonzorgcentrum|krantenwinkel|Fitnessstudio"
    r"|Seniorenheim|Diskothek|Kino|Imbiss|Spedition|Autohaus|Bäckerei|Metzgerei|Discothèque"
    r"|Hôtel|Supermarkt|Discotheek|Nachtclub|Hotel|Bioscoop|Altenheim|Tuincenter|Depannage"
    r"|Menuiserie|Boulangerie|Pharmacie|Apotheke|Tankstelle|Juwelier|Friterie|Brasserie"
    r"|Boucherie|Librairie|Bijouterie|Carrosserie|Club|Café|Transport|Transports|centrale"
    r" d'alarme|bewakingsfirma|beveiligingsfirma"
    r"|transitcentrum|noodcentrale|brandweerzone|hulpverleningszone|car-?wash|centre (?:fermé"
    r"|de transit)|nachtbar"
    r"|bende|gang|motorclub|MC|voetbalclub|supportersclub|harde kern|clan|jongerengroep|vzw"
    r"|asbl|groupe|coffeeshop|growshop|theehuis|moskee|mosquée|kerk|église|moschee"
    r"|notariskantoor|advocatenkantoor|garagebedrijf|bijhuis|filiaal|winkelcentrum"
    r"|shoppingcenter|shopping|centre commercial|einkaufszentrum|zwembad|cinéma|bioscoop|kino"
    r"|Kneipe|Gaststätte|Firma|Café|Restaurant|Hotel|Bar|Taverne|Garage|Snack|Frituur|Camping"
    r"|Werkstatt|Spielhalle"
)
_KIND = re.compile(
    rf"(?<![\w\-])(?P<kind>{_KINDS})[ ](?:(?:genaamd|called|named|nommée?|namens|dénommée?|met"
    rf" naam|appelée?)[ ])?[\"“«„'']?[ ]?(?P<name>(?:(?:De|Het|Den|'t|Le|La|Les|L['’]|Chez|The"
    rf"|Zum|Zur|Au|Aux)[ ]?)?{_NAME})"
)
_NO_ORG = re.compile(
    r"^(?:Van|Er|Hij|Zij|Il|Elle|Die|Der|Das|He|She|They|De heer|Le nommé|La nommée|Monsieur"
    r"|Madame|Mevrouw|Meneer|Dhr|Mr|Mme|M\.|Herr|Frau)\b"
)
_PERSONAL = re.compile(
    r"(?:The|Deze|Die|De|Das|A|An|In|On|At|Inspector|Officer|Belgian|Local|Dutch|French"
    r"|German)\b(?! \w+ \w)"
)
_TRAIL = re.compile(rf"(?:[ ](?:{_P}|en|et|und|and|in|te|à))+$|\.$")
_WORKS = re.compile(
    rf"\b(?:werkt|werkzaam|werkte|medewerker|medewerkster|medewerkers|tewerkgesteld|in dienst"
    rf"|bediende|arbeider|werknemer|travaille|travaillait|employée?|ouvrier|salarié|arbeitet"
    rf"|beschäftigt|angestellt|works|worked|employed)[ ](?:als[ ]\w+[ ]|as an?[ ]\w+[ ])?(?:bij"
    rf"|voor|chez|pour|bei|für|for|by|at)[ ](?:de |het |la |le |the |der |firma |société"
    rf" )?(?P<name>{_NAME})"
)


@cache
def _listed() -> re.Pattern[str]:
    names = sorted(organisations(), key=len, reverse=True)
    return re.compile(
        r"(?<![\w\-@/.])(?:" + "|".join(re.escape(n) for n in names if len(n) > 1) + r")(?![\w\-])"
    )


_LIST_WORDS = {
    "Di",
    "Bol",
    "Base",
    "Wise",
    "Action",
    "Match",
    "Quick",
    "Orange",
    "Budget",
    "Total",
    "Shell",
    "Spar",
    "ONE",
    "BASE",
    "ING",
    "Bolt",
    "Touring",
    "Inno",
    "CAW",
    "Proxy",
    "Cora",
    "Resa",
    "Gamma",
    "Apple Store",
}
_BEFORE_LIST = re.compile(
    (
        r"(?:\b(?:bij|de|het|van|aan|naar|winkel|operator|provider|bank|chez|du|le|la|au|magasin"
        r"|société|opérateur|bei|der|the|at|from|of|in)[ ]|[(:])$"
    ),
    re.I,
)


_SUFFIX = re.compile(
    rf"(?<![\w\-])(?P<name>{_W}(?:[ ]{_W}){{0,2}})[ ](?:bar|pub|club|hospital|hotel|restaurant"
    rf"|café|police|school|garage|supermarket|nightclub|Club|Hotel|Hospital|School|College|Bank"
    rf"|Bar|Pub|Inn|Restaurant|Garage)(?![\w\-])"
)
_TAILED = re.compile(
    rf"(?<![\w\-])(?P<name>(?!(?:The|In|At|On|Le|La|De|Het|Der|Die"
    rf"|Das)[ ])(?:{_W}[ ]){{1,3}}(?:Palace|Crew|Mafia"
    rf"|Boys|Gang|Team|Court|Express|Group|Groupe|Groep|Company|Logistics|Haulage|Trading|Services"
    rf"|Consulting"
    rf"|Security|Solutions|Motors|Unit|Council|Agency|Ministry|Foundation|Lounge|Market|Store|Shop"
    rf"|Center|Centre|Centrum|Zonen))(?![\w\-])"
)
_MEMBER = re.compile(
    rf"\b(?:lid(?: te zijn)? van|(?:chef|baas|leider|kopstuk|boss|leader|head|Chef|Anführer) (?:van"
    rf"|von|of)|chef d[eu]s?"
    rf"|noyau dur(?: d[eu]s?)?|harde kern(?: van)?|membres? d[eu]s?|Mitglied (?:der|von|des)"
    rf"|member of|leden"
    rf" van)[ ](?:de |het |la |le |the |der )?(?:bende |groep |motorclub |club |gang |groupe"
    rf" )?(?P<name>{_NAME})"
)
_CLUB = re.compile(
    rf"(?<![\w\-])(?:KV|KRC|RSC|KAA|RFC|FC|KSK|SK|KVC|AA|KSV|RWDM|OHL|STVV|Club|Standard|Union"
    rf"|Cercle|Sporting|Racing|R[A-Z]{{2,4}}|FCO?|US|AS|SV|VfB|VfL|TSV|Royale? Union|Francs)[ ](?:de )?{_W}"
)


def find(text: str) -> Iterator[Candidate]:
    """ORGANISATION candidates; what was found by the word for its kind is found again without it."""
    found = list(_find(text))
    yield from found
    names = {text[c.start : c.end] for c in found if c.by == BY_KIND and c.end - c.start > 4}
    names -= {name for name in names if " " not in name and (is_family(name) or is_given(name))}
    for name in sorted(names):
        for match in re.finditer(rf"(?<![\w\-]){re.escape(name)}(?![\w\-])", text):
            yield Candidate("ORGANISATION", *match.span(), None, 0.7, BY_KIND)


def _find(text: str) -> Iterator[Candidate]:
    for pattern in (_FORM_AFTER, _FORM_BEFORE):
        for match in pattern.finditer(text):
            yield Candidate("ORGANISATION", *_trim(match, 0), None, 0.95, BY_FORM)
    for pattern in (_POLICE, _HOSPITAL):
        for match in pattern.finditer(text):
            yield Candidate("ORGANISATION", *_trim(match, 0), None, 0.9, BY_POLICE)
    for match in _KIND.finditer(text):
        if not _NO_ORG.match(match.group("name")):
            yield Candidate("ORGANISATION", *_trim(match, "name"), None, 0.8, BY_KIND)
    for pattern in (_SUFFIX, _TAILED, _MEMBER):
        for match in pattern.finditer(text):
            if (
                not _NO_ORG.match(match.group("name"))
                and not _PERSONAL.match(match.group("name"))
                and not (pattern is _TAILED and is_given(match.group("name").split()[0]))
            ):
                yield Candidate("ORGANISATION", *_trim(match, "name"), None, 0.7, BY_KIND)
    for match in _CLUB.finditer(text):
        yield Candidate("ORGANISATION", *_trim(match, 0), None, 0.8, BY_KIND)
    for match in _WORKS.finditer(text):
        yield Candidate("ORGANISATION", *_trim(match, "name"), None, 0.75, BY_KIND)
    for match in _listed().finditer(text):
        if match.group() in _LIST_WORDS and not _BEFORE_LIST.search(
            text[max(0, match.start() - 12) : match.start()]
        ):
            continue
        yield Candidate("ORGANISATION", *match.span(), None, 0.85, BY_LIST)


def _trim(match: re.Match[str], group: int | str) -> tuple[int, int]:
    """The span without what the grammar took too much: a last particle or full stop."""
    words = match.group(group)
    cut = _TRAIL.search(words)
    keep = (
        len(words) - len(cut.group())
        if cut and not words.endswith(("Ltd.", "e.V.", "B.V.", "N.V.", "S.A."))
        else len(words)
    )
    return match.start(group), match.start(group) + keep
