"""Words for days and months counted from the document, or from the day last spoken of."""

from __future__ import annotations

import re

from ingest.extract.lexicon import word_lists

_FROM_DOCUMENT = {
    -2: "avant_hier avant-hier_soir voorgisteren the_day_before_yesterday day_before_yesterday eergisteravond"
    " eergisterenavond vorgestern_abend",
    -1: "gestrigen_tag gestrigen_abend gestrigen_tages gestern_früh gestern_morgen gisternamiddag"
    " gistervoormiddag gisterennamiddag gisterenvoormiddag hier_matin hier_après-midi hier_midi"
    " yesterday_morning yesterday_afternoon yesterday_night",
    0: "heute_abend heute_nacht heute_mittag heute_nachmittag heute_vormittag heutigen_tag heutigen_tage"
    " vannamiddag vanvoormiddag heden ce_jour",
    1: "demain_matin demain_soir tomorrow tomorrow_morning tomorrow_evening morgenavond morgenochtend",
    2: "après-demain übermorgen",
}
_FROM_LAST = {
    -2: "avant-veille",
    -1: "tags_zuvor tag_davor vortag vorabend veille_au_soir vooravond avond_voordien avond_ervoor"
    " 's_avonds_voordien dag_tevoren daags_voordien daags_tevoren daags_ervoor previous_evening"
    " evening_before",
    0: "matin_même soir_même même_soir dezelfde_middag diezelfde_middag dezelfde_avond diezelfde_avond"
    " dezelfde_ochtend diezelfde_ochtend dezelfde_namiddag diezelfde_namiddag same_morning same_afternoon"
    " same_evening selben_abend gleichen_abend selben_morgen selben_nachmittag",
    1: "de_ochtend_nadien de_avond_nadien de_nacht_nadien ochtend_nadien volgende_ochtend volgende_morgen"
    " dag_erop dag_daarop daags_erna daags_erop lendemain_matin lendemain_soir next_morning following_morning"
    " following_evening nächsten_morgen folgenden_tag darauffolgenden_tag tag_darauf",
    2: "surlendemain",
}
_MONTHS = {
    -1: "vorige_maand verleden_maand mois_dernier mois_passé vorigen_monat letzten_monat vergangenen_monat"
    " last_month",
    0: "deze_maand lopende_maand ce_mois-ci mois_courant mois_en_cours diesen_monat diesem_monat"
    " laufenden_monat earlier_this_month this_month",
    1: "volgende_maand mois_prochain nächsten_monat next_month",
}
_NIGHT_BEFORE = (
    "nacht_voordien nacht_ervoor nuit_précédente nuit_d'avant nacht_zuvor"
    " nacht_davor night_before previous_night"
)
_LAST_NIGHT = "vannacht deze_nacht cette_nuit heute_nacht"
_NEEDY = "heden ce_jour"
_ARTICLED = re.compile(r"^(?:am|le|la|de|the|noch am) (?=\w)", re.I)


def _split(words: str) -> list[str]:
    return [word.replace("_", " ") for word in words.split()]


def _by_word(table: dict[int, str]) -> dict[str, int]:
    return {word: number for number, words in table.items() for word in _split(words)}


def _listed(prefix: str) -> dict[str, int]:
    return {word: int(number) for number, found in word_lists(prefix).items() for word in found}


def _bare(words: dict[str, int]) -> dict[str, int]:
    """The same without the article or preposition that a mention leaves out."""
    return {_ARTICLED.sub("", word): number for word, number in words.items()}


RELATIVE = _listed("days_") | _by_word(_FROM_DOCUMENT)
"""Words for days counted from the document."""
NEEDY = frozenset(_split(_NEEDY))
"""Words that are a date only with a clock time behind them."""
AFTER = _bare(_listed("after_") | _by_word(_FROM_LAST))
"""Words for days counted from the day last spoken of."""
NIGHT_BEFORE = frozenset(_split(_NIGHT_BEFORE))
"""The night that ends on the day last spoken of."""
LAST_NIGHT = frozenset(_split(_LAST_NIGHT))
"""The night that ends on the day of the document."""
YEARS = _listed("years_")
MONTH_STEPS = _by_word(_MONTHS)
