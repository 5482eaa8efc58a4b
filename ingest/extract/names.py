"""Persons, aliases, nicknames and places by rules and word lists: one pass over the words with capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.extract.extraction import Candidate
from ingest.extract.lexicon import common_words, is_family, is_given, places, plain
from ingest.extract.tokens import Token

BY_PERSON = "name by shape, word lists and the words around it"
BY_PLACE = "place from our list, or behind a preposition of place"
BY_ALIAS = "false identity behind its cue"
BY_NICKNAME = "nickname in quotes or behind its cue"
BY_REPEAT = "a name found elsewhere in the same text"
PARTICLES = frozenset(
    "van de den der het ter ten 't von vom zu zur zum di da do dos das del della dello la le du des el al ben bin ibn ould bel op y e st abu af of".split()
)
_LOWER_PARTICLES = PARTICLES - {
    "la",
    "le",
    "het",
    "y",
    "e",
    "of",
    "op",
    "des",
    "du",
    "der",
    "die",
    "zu",
    "zum",
    "zur",
}
TITLES = frozenset(
    "mevrouw mevr mw mme madame mlle mademoiselle mr dhr heer meneer mijnheer de_heer monsieur m me meester maître maitre dr docteur dokter doctor prof herr herrn frau fräulein mrs ms miss sir"
    " inspecteur hoofdinspecteur commissaris hoofdcommissaris agent agente inspectrice commissaire inspecteur-principal brigadier hinp hinsp inp insp ahinp cp hcp gpi inpp ainp khk khkin pk pom dc ds pc sgt sergeant constable detective inspector officer kommissar polizeiinspektor"
    " substituut procureur onderzoeksrechter parketmagistraat magistraat substitut substitute juge staatsanwalt staatsanwältin richter rechtsanwalt rechtsanwältin anwalt advocaat avocat avocate raadsman notaris notaire prosecutor judge lawyer burgemeester bourgmestre arbeidsauditeur"
    " nommé nommée dénommé dénommée susnommé genaamde genaamd genoemde voornoemde zekere gewisser gewissen certain certaine namens named called"
    " verdachte slachtoffer getuige bestuurder bestuurster passagier klager klaagster aangever aangeefster betrokkene eigenaar eigenares bewoner bewoonster melder meldster verzoeker tolk analist buurman buurvrouw opsteller verbalisant verbalisanten beklaagde spotter dader steward uitbater uitbaatster zaakvoerder"
    " suspect suspecte victime témoin conducteur conductrice passager passagère plaignant plaignante requérant requérante propriétaire auteur prévenu prévenue interprète analyste rédacteur rédactrice voisin voisine gérant gérante patron patronne intéressé"
    " beschuldigte beschuldigter beschuldigten zeuge zeugin zeugen geschädigte geschädigter opfer fahrer fahrerin beifahrer halter halterin verdächtige verdächtiger nachbar nachbarin tochter sohn mutter vater bruder schwester ehefrau ehemann lebensgefährte lebensgefährtin freund freundin dolmetscher dolmetscherin pflegerin"
    " witness victim driver passenger owner complainant interpreter analyst subscriber manager doorman"
    " zoon dochter broer zus zusje moeder vader man vrouw echtgenoot echtgenote partner vriend vriendin neef nicht oom tante stiefvader stiefmoeder schoonbroer schoonzus ex-man ex-vrouw ex-vriend ex-vriendin ex kotgenoot collega zoontje dochtertje kleinzoon"
    " fils fille frère sœur soeur mère père mari épouse époux femme compagnon compagne ami amie copain copine cousin cousine oncle tante neveu nièce beau-père beau-frère belle-mère collègue condisciple ex-compagnon concubin"
    " son daughter brother sister mother father husband wife boyfriend girlfriend friend uncle aunt cousin nephew colleague partner".split()
)
_VERBS = re.compile(
    r"\s*(?:\([^)]{0,40}\)\s*)?,?\s*(?:verklaart|verklaarde|zegt|stelt|geeft|ontkent|bevestigt|meldt|beweert|betwist|heeft|had|is|was|werd|wordt|zou|wil|kwam|zat|woont|weigert|geboren|°|wonende|deelt|belde|"
    r"déclare|nie|affirme|explique|confirme|conteste|reconnaît|soutient|est|était|a\b|avait|aurait|serait|dit|né|née|domicilié|habite|erklärte|gab|gibt|bestreitet|bestritt|hat|hatte|ist|war|wurde|räumte|wohnhaft|geb\.|geboren"
    r"|said|says|stated|denied|denies|told|has|had|was|is|confirmed|born|lives|uses)\b"
)
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:te|in|à|en|nach|aus|uit|near|from|richting|vers|naar|bij|zu|at|of|to|te|rond|regio|omgeving|gemeente|stad|ville de|commune de|région de|direction|Richtung|bei|over|port of|parket van|parket|aux?|né à|née à|door)|,|\(|-|/)\s*$"
)
_STRONG_PLACE = re.compile(
    r"\b(?:te|in|à|en|nach|aus|uit|near|richting|vers|naar|direction|Richtung|regio|gemeente|sortie|afrit|Höhe|stad|station|halte|gare|to|from|at)\s+$"
)
_ALIAS_CUE = re.compile(
    r"(?:(?:onder de (?:valse |aangenomen |fictieve )?(?:naam|identiteit)|onder de naam van|valse (?:naam|identiteit)(?: van)?|valselijk op naam van|op (?:valse )?naam van(?= [^.]{0,80}(?:vals|nagemaakt|komen niet overeen))|noemt zich|noemde zich|zich [^.]{0,30}noem(?:t|de)|die zich|voorstelde als|stelde zich voor als|voordeed als|zich uitgeeft voor|uitgaf voor|gaf zich uit (?:als|voor)|opgegeven als"
    r"|se faisant appeler|se faisait appeler|se présente comme(?: étant)?|s'est présentée? (?:comme(?: étant)?|sous le nom de?)|se faisant passer pour|sous (?:le|la) (?:faux |fausse )?(?:nom|identité)(?: d(?:e|'emprunt))?|fausse identité(?: de| au nom de)?|faux nom(?: de)?|prétend s'appeler|disant se nommer"
    r"|nannte sich|nennt sich|unter dem (?:falschen )?Namen|gab sich als|falschen Namen|Falschpersonalien|als [^.]{0,20} aus(?:gab|gegeben)|false (?:name|identity)(?: of)?|under the (?:false )?(?:name|identity)(?: of)?|calling (?:himself|herself)|called (?:himself|herself)|calls (?:himself|herself)|posing as|pretending to be|introduced (?:himself|herself) as|using the (?:name|identity)(?: of)?|gave the name(?: of)?|claimed to be)"
    r"[\s:]*(?:de |la |the |een |un |a )?(?:zekere |certain |Kommissar |Polizist |Inspecteur |Dr\.? |Mr\.? |Herr |Frau )?[\"“«„‘']?\s?)$",
    re.I,
)
_ALIAS_DOCUMENT = re.compile(r"op naam van\s*$|au nom de\s*$|auf den Namen\s*$|in the name of\s*$", re.I)
_FALSE_DOCUMENT = re.compile(
    r"[^\n]{0,160}?(?:blijkt vals|is vals|vals(?:e)? bleek|nagemaakt|vervalst|komen niet overeen|s'avère faux|est faux|est falsifi|contrefait|gefälscht|falsch|is false|forged|counterfeit|does not match)",
    re.I,
)
_NICK_CUE = re.compile(
    r"(?:(?:alias|a\.k\.a\.|aka|bijgenaamd|bijnaam|met bijnaam|roepnaam|koosnaam|straatnaam|beter bekend als|gekend als|in het milieu gekend als|bekend als|genoemd|noemen ze|noemen hem|noemde(?: hem)?|aansprak met|aangesproken (?:als|met)|codenaam|dit\b|surnomm[ée]e?|surnom|sobriquet|connue? sous le (?:nom|surnom) de|appelle|appelé|appelait|genannt|Spitzname[n]?|Rufname|bekannt als|also known as|known as|nicknamed|nickname|street name|goes by|people call (?:him|her)|call(?:ed|s)? (?:him|her)|saved (?:as|under)|opgeslagen als|enregistré(?: sous| comme)?|contact(?:naam)?|gespeichert als)[\s:]*(?:van |de |den |le |la |the |is |als |als )?[\"“«„‘']?\s?)$",
    re.I,
)
_QUOTED = re.compile(
    r"[\"“”«„‘][ \u00a0]?(?P<q>(?:(?:de|den|het|le|la|l'|el|the|der|die|'t)[ ]?)?[A-ZÀ-Þ][\w'’\-]*(?:[ ][A-ZÀ-Þ]?[\w'’\-]+){0,2})[ \u00a0]?[\"“”»‟’]"
)
_OPENERS = "\"“«„‘'("


class Names:
    """Finds names in one text whose words and taken offsets are given."""

    def __init__(self, text: str, tokens: Sequence[Token], taken: set[int], lang: str) -> None:
        self.text, self.tokens, self.lang = text, tokens, lang
        self.taken = taken
        self.found: list[Candidate] = []
        self.pending: list[tuple[list[Token], float]] = []
        self.lower = {t.text for t in tokens if t.shape == "l"}

    def find(self) -> Iterator[Candidate]:
        """PERSON, ALIAS, NICKNAME, LOCATION and some ORGANISATION candidates."""
        self._quoted()
        for sequence in self._sequences():
            self._classify(sequence)
        self._repeat()
        yield from self.found

    def _quoted(self) -> None:
        """Short names in quotes are nicknames, unless an alias cue stands before."""
        for match in _QUOTED.finditer(self.text):
            start, end = match.span("q")
            words = match.group("q")
            before = self.text[max(0, match.start() - 90) : match.start()]
            if not self.taken.isdisjoint(range(start, end)) or before.rstrip().endswith((":", "=")):
                continue
            first = plain(words.split()[0])
            if _ALIAS_CUE.search(before) or (
                len(words.split()) > 1 and is_given(words.split()[0]) and is_family(words.split()[-1])
            ):
                self._add("ALIAS", start, end, words, 0.85, BY_ALIAS)
            elif _NICK_CUE.search(before) or first not in common_words() or first in PARTICLES:
                if _ORG_QUOTE.search(before):
                    self._add("ORGANISATION", start, end, None, 0.7, BY_PERSON)
                elif len(words) < 25 and not (len(words.split()) > 2 and first not in PARTICLES):
                    self._add("NICKNAME", start, end, None, 0.8, BY_NICKNAME)

    def _add(self, type_: str, start: int, end: int, norm: str | None, confidence: float, by: str) -> None:
        self.found.append(Candidate(type_, start, end, norm, confidence, by))
        self.taken.update(range(start, end))

    def _free(self, token: Token) -> bool:
        return token.start not in self.taken

    def _named(self, token: Token) -> bool:
        if token.shape not in "ACI" or not self._free(token):
            return False
        if token.shape == "A" and len(token.text) <= 4 and plain(token.text) in common_words():
            return False
        return not (
            plain(token.text) in common_words() and not (token.shape == "A" and is_family(token.text))
        )

    def _sequences(self) -> Iterator[list[Token]]:
        """Maximal runs of words with capitals, particles inside."""
        tokens, index, count = self.tokens, 0, len(self.tokens)
        while index < count:
            start = self._opening(index)
            if start is None:
                index += 1
                continue
            run, index = self._run(index, start)
            yield from self._split(run)

    def _opening(self, index: int) -> int | None:
        """Index of the first word with a capital when a run opens here (particles first or not)."""
        token = self.tokens[index]
        if self._named(token):
            return index
        low = token.text.lower()
        if token.shape in "CA" and low in PARTICLES and self._free(token):
            ahead = index
            while (
                ahead < len(self.tokens)
                and self.tokens[ahead].text.lower() in PARTICLES
                and self.tokens[ahead].shape in "CAl"
                and ahead - index < 3
            ):
                ahead += 1
            if (
                ahead < len(self.tokens)
                and self.tokens[ahead].shape in "AC"
                and self._named(self.tokens[ahead])
            ):
                if (
                    token.shape == "C"
                    and self._sentence_start(index)
                    and low in {"de", "het", "la", "le", "den", "der", "des", "du", "op", "st"}
                ):
                    return None if not is_family(self.tokens[ahead].text) or low != "de" else None
                return ahead
        return None

    def _run(self, index: int, first: int) -> tuple[list[Token], int]:
        tokens = self.tokens
        run = list(tokens[index : first + 1])
        position = first + 1
        while position < len(tokens):
            token = tokens[position]
            gap = self.text[run[-1].end : token.start]
            if gap not in (" ", "", "  ", "\u00a0"):
                break
            if token.shape == "P" and token.text == "." and run[-1].shape == "I":
                position += 1
                continue
            if self._named(token) or (
                token.shape in "AC"
                and self._free(token)
                and plain(token.text) in PARTICLES
                and position + 1 < len(tokens)
                and self._named(tokens[position + 1])
            ):
                run.append(token)
                position += 1
                continue
            if token.text.lower() in _LOWER_PARTICLES or token.text in {
                "la",
                "der",
                "el",
                "het",
                "e",
                "v.d.",
            }:
                ahead = position + 1
                while (
                    ahead < len(tokens) and tokens[ahead].text.lower() in PARTICLES and ahead - position < 3
                ):
                    ahead += 1
                if (
                    ahead < len(tokens)
                    and tokens[ahead].shape in "AC"
                    and self._named(tokens[ahead])
                    and self._particle_name(token, tokens[ahead], run)
                ):
                    run.extend(tokens[position : ahead + 1])
                    position = ahead + 1
                    continue
            break
        if (
            position < len(tokens) - 1
            and tokens[position].text == ","
            and all(t.shape == "A" for t in run)
            and len(run[-1].text) > 2
        ):
            after = tokens[position + 1]
            if (
                after.shape == "C"
                and self._named(after)
                and is_given(after.text)
                and tokens[position].start == run[-1].end
            ):
                run.append(after)
                position += 2
        return run, position

    def _particle_name(self, token: Token, following: Token, run: list[Token]) -> bool:
        """Whether a particle joins two parts of a name rather than two things ("Kevin van Gent")."""
        low = token.text.lower()
        if low in {"de", "du", "des", "la", "le", "het", "of", "op", "da", "el", "e", "al"} or low in {
            "van",
            "von",
            "der",
            "den",
            "di",
            "do",
            "dos",
            "del",
            "ter",
            "ten",
        }:
            if (
                self.lang == "fr"
                and low in {"de", "du", "la", "le", "des"}
                and plain(following.text) in places()
            ):
                return False
            return (
                is_given(run[0].text)
                or run[-1].shape in "I"
                or run[0].text.lower() in PARTICLES
                or run[-1].shape == "A"
                and following.shape == "A"
                or (is_family(run[0].text) and low not in {"de", "du", "van"})
            )
        return True

    def _split(self, run: list[Token]) -> Iterator[list[Token]]:
        """A run without titles and openers at its head: "Verdachte Peeters" is "Peeters"."""
        while (
            run
            and (plain(run[0].text) in common_words() or plain(run[0].text) in TITLES)
            and not (run[0].shape == "A" and is_family(run[0].text) and plain(run[0].text) not in TITLES)
        ):
            if len(run) > 1 and plain(run[0].text) in PARTICLES:
                break
            run = run[1:]
        if run:
            yield run

    def _sentence_start(self, index: int) -> bool:
        if index == 0:
            return True
        previous = self.tokens[index - 1]
        return previous.text in '.!?:\n"“«„-–•' or (previous.shape == "P" and previous.text == ")")

    def _classify(self, run: list[Token]) -> None:
        start, end = run[0].start, run[-1].end
        words = self.text[start:end]
        before = self.text[max(0, start - 90) : start]
        previous = self._before(start)
        whole = " ".join(plain(t.text) for t in run)
        if _ALIAS_CUE.search(before) or (
            _ALIAS_DOCUMENT.search(before) and _FALSE_DOCUMENT.match(self.text, end)
        ):
            self._add("ALIAS", start, end, _norm(run), 0.85, BY_ALIAS)
            return
        person, place = self._person_score(run, before, previous), self._place_score(run, whole, before)
        if place >= 2 and place > person:
            self._add("LOCATION", start, end, None, 0.85, BY_PLACE)
        elif person >= 2.5:
            nick = _NICK_CUE.search(before) and len(run) == 1 and not is_family(run[0].text)
            self._add(
                "NICKNAME" if nick else "PERSON",
                start,
                end,
                None if nick else _norm(run),
                min(0.97, 0.6 + person / 20),
                BY_PERSON,
            )
        elif place >= 1.5:
            self._add("LOCATION", start, end, None, 0.65, BY_PLACE)
        elif _NICK_CUE.search(before):
            self._add("NICKNAME", start, end, None, 0.7, BY_NICKNAME)
        elif not self._parts(run):
            self.pending.append((run, person))
        assert words

    def _parts(self, run: list[Token]) -> bool:
        """A run that holds a place or a known surname at its end is taken apart."""
        if (
            len(run) > 1
            and plain(run[-1].text) in places()
            and self._place_score(run[-1:], plain(run[-1].text), " te ") >= 2
            and self.lang != "de"
        ):
            return False
        return False

    def _before(self, start: int) -> str:
        words = self.text[max(0, start - 30) : start].rstrip(" (\"“«„'")
        match = re.search(r"([\w'’\-]+)\.?:?$", words)
        return plain(match.group(1)) if match else ""

    def _person_score(self, run: list[Token], before: str, previous: str) -> float:
        first, last, count = run[0], run[-1], len(run)
        score = 0.0
        previous = previous.split("'")[-1]
        if (
            previous in TITLES
            and not re.search(r"[.!?]\s+$", before[-3:])
            or previous in {"m", "mr", "mw", "mevr", "dr", "dhr", "me", "mme", "insp", "inp"}
        ):
            score += 4
        given = is_given(first.text) or is_given(last.text)
        family = is_family(last.text) or is_family(first.text)
        if count >= 2:
            score += 4 if given else 0
            score += 2 if family else 0
            mixed = {t.shape for t in run if plain(t.text) not in PARTICLES}
            if mixed == {"A", "C"} and sum(len(t.text) > 2 for t in run if t.shape == "A"):
                score += 2.5
            if any(t.shape == "I" for t in run) and any(t.shape in "AC" for t in run):
                score += 2.5
            if any(plain(t.text) in PARTICLES for t in run) and count <= 4:
                score += 1.5
        else:
            if first.shape == "I":
                return 0.0
            score += 2 if is_given(first.text) else 0
            score += 1.5 if family else 0
            if first.shape == "A" and len(first.text) > 3:
                score += 1 if family or given else 0
            mid = not self._sentence_start(self._index(first))
            score += (
                0.7
                if mid and self.lang != "de"
                else (-0.5 if not mid and first.text.lower() in self.lower else 0)
            )
        if _VERBS.match(self.text, last.end):
            score += 1 if self.lang != "de" or given or family else 0.5
        if _STRONG_PLACE.search(before[-20:]):
            score -= 2.5
        return score

    def _index(self, token: Token) -> int:
        low, high = 0, len(self.tokens)
        while low < high:
            middle = (low + high) // 2
            if self.tokens[middle].start < token.start:
                low = middle + 1
            else:
                high = middle
        return low

    def _place_score(self, run: list[Token], whole: str, before: str) -> float:
        known = whole in places()
        score = 3.0 if known else 0.0
        if _STRONG_PLACE.search(before[-20:]):
            score += 2.0 if known or self.lang != "de" or run[0].shape == "C" else 1.0
            if not known and self.lang == "de":
                score -= 0.8
        elif known and _PLACE_BEFORE.search(before[-16:]):
            score += 1.0
        if known and (is_given(run[0].text) or is_family(run[0].text)) and len(run) == 1:
            score -= 0.6
        return score if len(run) <= 4 else 0.0

    def _repeat(self) -> None:
        """Surnames, given names and nicknames found once are found wherever they stand again."""
        known: dict[str, str] = {}
        for found in self.found:
            if found.type not in {"PERSON", "ALIAS", "NICKNAME"}:
                continue
            words = self.text[found.start : found.end]
            known.setdefault(plain(words), found.type)
            if found.type != "NICKNAME":
                for part in _parts_of(words):
                    known.setdefault(plain(part), found.type)
        for run, score in self.pending:
            words = self.text[run[0].start : run[-1].end]
            type_ = known.get(plain(words))
            if type_ is None and len(run) > 1:
                type_ = next(
                    (known[plain(t.text)] for t in run if plain(t.text) in known and len(t.text) > 3), None
                )
            if type_:
                self._add(
                    type_,
                    run[0].start,
                    run[-1].end,
                    None if type_ == "NICKNAME" else _norm(run),
                    0.8,
                    BY_REPEAT,
                )
            elif score >= 1.5 and len(run) > 1 and self.lang != "de":
                self._add("PERSON", run[0].start, run[-1].end, _norm(run), 0.55, BY_PERSON)


_ORG_QUOTE = re.compile(
    rf"(?:café|bar|restaurant|firma|bedrijf|société|zaak|winkel|hotel|club|vzw|asbl|magasin|operatie|onderzoek|dossier)\s*$",
    re.I,
)


def _parts_of(words: str) -> list[str]:
    """The surname with its particles, and each other part of a name."""
    tokens = words.replace(",", " ").split()
    parts = [t for t in tokens if plain(t) not in PARTICLES and len(t) > 2 and not t.endswith(".")]
    for index, token in enumerate(tokens):
        if plain(token) in PARTICLES and index + 1 < len(tokens):
            parts.append(" ".join(tokens[index:]))
            break
    return parts


def _norm(run: Sequence[Token]) -> str:
    """`Given Family` as far as the text tells which is which: "VAN DEN BROECK Kevin" → "Kevin Van den Broeck"."""
    words = [t.text for t in run if t.text != ","]
    shapes = [t.shape for t in run if t.text != ","]
    surname = [i for i, s in enumerate(shapes) if s == "A"]
    lead = 0
    while lead < len(words) and (
        shapes[lead] == "A"
        or (plain(words[lead]) in PARTICLES and lead + 1 < len(words) and shapes[lead + 1] in "A")
    ):
        lead += 1
    if surname and 0 < lead < len(words):
        words = words[lead:] + words[:lead]
        shapes = shapes[lead:] + shapes[:lead]
    elif len(words) == 2 and shapes[1] == "I":
        words, shapes = words[::-1], shapes[::-1]
    elif (
        not surname
        and len(words) >= 2
        and not is_given(words[0])
        and is_given(words[-1])
        and is_family(" ".join(words[:-1]).split()[-1])
    ):
        words, shapes = [words[-1], *words[:-1]], [shapes[-1], *shapes[:-1]]
    return " ".join(_case(w, s, i) for i, (w, s) in enumerate(zip(words, shapes, strict=True)))


def _case(word: str, shape: str, index: int) -> str:
    if shape != "A":
        return word
    if plain(word) in PARTICLES and index:
        return word.capitalize() if plain(word) in {"de", "van"} else word.lower()
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word)
