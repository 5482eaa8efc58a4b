"""Clock times in four languages: in figures ("22.15 uur", "7.30 pm") and in words ("half negen")."""

from __future__ import annotations

import re

from ingest.extract import numerals

_HOUR_NAMES = (
    "eén één une eine uno twaalf douze zwölf twelve elf onze eleven tien dix zehn ten negen neuf neun nine"
    " acht huit eight zeven sept sieben seven zes six sechs vijf cinq fünf five vier quatre four"
    " drie trois drei"
    " three twee deux zwei two een ein one un"
)
HOURS = {name: numerals.value(name) or 1 for name in _HOUR_NAMES.split()}
_H = "|".join(sorted(HOURS, key=len, reverse=True))
_DAY_HOURS = (
    "dertien veertien vijftien zestien zeventien achttien negentien twintig eenentwintig tweeëntwintig"
    " drieëntwintig treize quatorze quinze seize dix-sept dix-huit dix-neuf vingt vingt-et-une vingt_et_une"
    " vingt-deux vingt-trois dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
    " einundzwanzig zweiundzwanzig dreiundzwanzig"
)
_LONG = "|".join(sorted((w.replace("_", " ") for w in _DAY_HOURS.split()), key=len, reverse=True))
_MINUTES = (
    "vijfentwintig|fünfundzwanzig|vingt-cinq|twenty-five|twintig|zwanzig|vingt|twenty|tien|zehn|dix|ten|vijf"
    "|fünf|cinq|five|\\d{1,2}"
)
_THEN = "|".join(
    sorted(
        (w for w, n in numerals.ATOMS.items() if n < 60 and n % 5 == 0 and len(w) > 3), key=len, reverse=True
    )
)
_NOON = "middernacht|minuit|mitternacht|midnight|middaguur|midi|noon|mittag"
_PAST = "na|over|nach|past|after|après"
_BEFORE = "voor|vóór|vor|to|before"
FIRST_WORDS = ("half", "halb", "kwart", "viertel", "drei", "dreiviertel", "quarter", "a", *_DAY_HOURS.split())
"""Words other than hours that a time in words begins with."""
PART = (
    r"(?:['’]s[ ](?:ochtends|morgens|voormiddags|middags|namiddags|avonds|nachts)"
    r"|in[ ]de[ ](?:vroege[ ]|late[ ])?(?:ochtend|morgen|voormiddag|namiddag|middag|avond)|du[ ]matin"
    r"|du[ ]soir"
    r"|de[ ]l['’]après-midi|de[ ]la[ ]nuit|in[ ]the[ ](?:early[ ])?(?:morning|afternoon|evening)|at[ ]night"
    r"|(?:früh)?morgens|vormittags|nachmittags|abends|nachts|am[ ](?:Morgen|Vormittag|Nachmittag"
    r"|Abend))(?!\w)"
)
"""The part of the day that a clock time may have behind it."""
_SUFFIX = rf"(?P<part>,?[ ]{PART})?"
SPOKEN = re.compile(
    rf"\b(?:(?:(?P<few>{_MINUTES})(?:[ ](?:minuten|minutes))?[ ](?P<fdir>{_PAST}|{_BEFORE})[ ])?"
    rf"(?P<half>half|halb)[ ](?:(?P<hpast>past)[ ])?(?P<h1>{_H}|1?\d)\b(?! (?:uur lang|kilo"
    rf"|dozijn))(?:[ ](?:uur|Uhr)\b)?"
    rf"|(?P<q>kwart|drei[ ]?viertel|viertel|(?:a[ ])?quarter)(?:[ ](?P<qdir>{_PAST}"
    rf"|{_BEFORE}))?[ ](?P<h2>{_H}|1?\d)\b"
    rf"(?:[ ](?:uur|Uhr|o['’]clock)\b)?"
    rf"|(?P<m>{_MINUTES})(?:[ ](?:minuten|minutes|minutes))?[ ](?P<mdir>{_PAST}|{_BEFORE})[ ]"
    rf"(?:(?P<h5>{_H}|1?\d)|(?P<noon>{_NOON}))\b(?:[ ](?:uur|Uhr)\b)?"
    rf"|(?P<h3>{_LONG}|{_H})[ ]heures?(?:[ ](?P<fr>et[ ]demie|et[ ]quart|moins[ ]le[ ]quart|moins[ ]dix"
    rf"|moins[ ]cinq|moins[ ]vingt|{_THEN})\b)?"
    rf"|(?P<h4>{_LONG}|{_H})[ ](?:uur|Uhr|o['’]clock)\b(?! (?:per|lang|later))(?:[ ](?P<then>{_THEN})\b)?)"
    + _SUFFIX,
    re.I,
)
AT = re.compile(
    r"(?:\b(?:om|rond|omstreeks|tegen|vers|à|gegen|um|at|around|about|tot|na|voor|ongeveer|te|towards"
    r"|kurz vor"
    r"|kurz nach|nach|vor|before|after|by|until|till|bis|jusqu'à|van|tussen|entre|zwischen|between|en|et"
    r"|und|and"
    r"|les|klokke)|,)(?: (?:de |het |les )?)?$",
    re.I,
)
"""What stands before a clock time in words."""
TIME = re.compile(
    r"(?<![\d.,/:€])(?:(?P<mil>(?:[01]\d|2[0-3])[0-5]\d)[ ]?(?:hrs?\b\.?|hours\b|uur\b|h\b|u\b)"
    r"|(?P<h>[01]?\d|2[0-4])(?:"
    r"[ ]?(?:uur|heures?|hrs?\.?|Uhr|u\.?|h\.?)[ ]?(?P<mi>[0-5]\d)(?![\d/]|[.,]\d)(?:[ ]?min(?:utes?"
    r"|uten)?\b)?"
    r"|:(?P<mi2>[0-5]\d)(?::(?P<se>[0-5]\d))?(?!\d|:\d)(?:[ ]?(?P<ap2>[ap]\.?m\.?(?!\w)))?(?:["
    r" ]?(?:uur|Uhr|hrs?\b|hours|heures|h\b|u\b))?"
    r"|[.](?P<mi3>[0-5]\d)(?:[ ]?(?P<ap3>[ap]\.?m\.?(?!\w))|[ ]?(?:uur|Uhr|hrs?\b|hours|heures?|h\b|u\b))"
    r"|(?P<full>[ ]?(?:uur|Uhr|heures?|hrs?\b|hours|o['’]clock|h(?!\w|\.\w)|u(?:\.(?![\w.])|(?!\w|\.\w))))"
    r"|[ ]?(?P<ap>[ap]\.?m\.?(?!\w))"
    r")|\b(?P<noon>midi|minuit|middernacht|noon|midnight|mitternacht|zwölf Uhr mittags)\b)" + _SUFFIX,
    re.I,
)
DOTTED = re.compile(
    r"(?<![\w.,/:€\-])(?:(?P<h>[01]?\d|2[0-3])\.(?P<mi>[0-5]\d)|(?P<mil>(?:[01]\d|2[0-3])[0-5]\d)"
    r"|(?P<h0>[01]?\d|2[0-3])(?=[ ](?:bis|tot|à|to|und|en|et|and)[ ](?:[01]?\d|2[0-4])(?:[.:h]\d\d)?"
    r"[ ]?(?:Uhr|uur|u\b|h\b|hrs?\b|heures|(?P<ap0>[ap])\.?m)))"
    r"(?![\d/€%]|[.,]\d|[.\-][A-Za-z]|[ ]?(?:€|euro?s?\b|EUR|£|\$|kg|g\b|gram|m\b|km|cm|l\b|USD|GBP|CHF"
    r"|BTC|ETH|personen|stuks))" + _SUFFIX
)
"""Figures that are a clock time only where what stands beside them says so: "17.30", "0815"."""
_PM = re.compile(
    r"(?:namiddag|['’]s avonds|['’]s middags|avond|nachmittag|abend|\bdu soir|\bsoirs?\b|après-midi"
    r"|evening|afternoon"
    r"|tonight)",
    re.I,
)
_AM = re.compile(
    r"(?:ochtend|morgens|voormiddag|vormittag|\bmatin|\bfrüh|am Morgen|heute Morgen|morning)", re.I
)
NIGHT = re.compile(r"(?:\bnacht|['’]s nachts|\bnuit|\bnight|nachts)", re.I)


def read(match: re.Match[str], text: str) -> str:
    """HH:MM or HH:MM:SS of a time in figures."""
    g = match.groupdict()
    if g.get("noon"):
        return "12:00" if g["noon"].lower()[:4] in {"midi", "noon", "zwöl"} else "00:00"
    if g.get("mil"):
        return f"{g['mil'][:2]}:{g['mil'][2:]}"
    hour = int(g["h"] or g["h0"])
    minute = g["mi"] or g.get("mi2") or g.get("mi3") or "00"
    half = (g.get("ap") or g.get("ap2") or g.get("ap3") or g.get("ap0") or "").lower()
    if half.startswith("a") and hour == 12:
        hour = 0
    elif hour < 12 and (half.startswith("p") or _is_late(hour, _around(match, text, 0))):
        hour += 12
    return f"{hour % 24:02d}:{minute}" + (f":{g['se']}" if g.get("se") else "")


def spoken(match: re.Match[str], text: str) -> tuple[str, bool]:
    """HH:MM of a time in words, and whether it may be twelve hours later as well."""
    g = match.groupdict()
    if g["noon"]:
        hour = 12 if g["noon"].lower() in {"midi", "noon", "middaguur", "mittag"} else 24
    else:
        word = (g["h1"] or g["h2"] or g["h3"] or g["h4"] or g["h5"]).lower()
        hour = int(word) if word.isdigit() else HOURS.get(word) or numerals.value(word) or 21
    minutes = 60 * hour + _offset(g)
    around = _around(match, text, 20)
    open_ = hour <= 12 and not g["noon"]
    if open_ and hour < 12 and _is_late(hour, around):
        minutes += 720
    sure = bool(_PM.search(around) or _AM.search(around) or NIGHT.search(around))
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}", open_ and not sure


def _offset(g: dict[str, str | None]) -> int:
    """Minutes from the full hour that is named."""
    few = _few(g["few"], g["fdir"])
    if g["half"]:
        english = g["hpast"] or (g["h1"] or "").lower() in {
            "one",
            "two",
            "three",
            "four",
            "five",
            "eight",
            "seven",
        }
        return few + (30 if english else -30)
    if g["q"]:
        if g["qdir"] is None:
            return -15 if g["q"].lower().startswith("drei") else -45
        return -15 if re.fullmatch(_BEFORE, g["qdir"].lower()) else 15
    if g["m"]:
        return _few(g["m"], g["mdir"])
    behind = (g["fr"] or g["then"] or "").lower()
    named = {"et demie": 30, "et quart": 15, "moins le quart": -15, "moins dix": -10, "moins cinq": -5}
    if behind in named or behind == "moins vingt":
        return named.get(behind, -20)
    minute = numerals.value(behind) if behind else None
    return minute if minute and minute < 60 else 0


def _few(words: str | None, direction: str | None) -> int:
    if not words:
        return 0
    minute = int(words) if words.isdigit() else numerals.value(words) or 0
    return -minute if re.fullmatch(_BEFORE, (direction or "").lower()) else minute


def _around(match: re.Match[str], text: str, reach: int) -> str:
    """The words that tell the half of the day: its suffix, or near it in the same sentence."""
    if match.groupdict().get("part") or not reach:
        return match.groupdict().get("part") or ""
    before = re.split(r"[.!?\n]", text[max(0, match.start() - reach) : match.start()])[-1]
    behind = re.split(r"[.,!?\n]", text[match.end() : match.end() + reach])[0]
    return f"{before} {behind}"


def _is_late(hour: int, around: str) -> bool:
    if _PM.search(around):
        return True
    return bool(NIGHT.search(around)) and hour >= 8


def later(time: str) -> str:
    """Twelve hours later."""
    return f"{int(time[:2]) + 12:02d}{time[2:]}"
