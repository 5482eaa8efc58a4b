"""Whether a pronoun can mean a person: "he" and "she" by given name, title and noun; for grammar alone."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ingest.extract.lexicon import DATA, plain

HE, SHE = "he", "she"
_PRONOUNS = {
    "nl": {HE: "hij hem zijn diens", SHE: "zij ze haar"},
    "fr": {HE: "il celui-ci", SHE: "elle celle-ci"},
    "de": {HE: "er ihn ihm sein seine seinen seinem seiner seines", SHE: "sie ihr ihre ihren ihrem ihrer"},
    "en": {HE: "he him his", SHE: "she her hers"},
}
_NOUNS = {
    HE: (
        "heer dhr mr meneer broer vader zoon man echtgenoot vriend oom neef schoonbroer stiefvader m. "
        "monsieur frere pere fils mari epoux ami oncle cousin beau-frere beau-pere compagnon herr herrn "
        "bruder vater sohn mann ehemann freund onkel neffe schwager lebensgefahrte brother father son "
        "husband boyfriend uncle nephew stepfather brother-in-law ex-vriend ex-man "
    ),
    SHE: (
        "mevrouw mevr mw zus zuster moeder dochter vrouw echtgenote vriendin tante schoonzus stiefmoeder "
        "mme madame mlle mademoiselle soeur mere fille femme epouse amie compagne cousine belle-soeur "
        "belle-mere frau schwester mutter tochter ehefrau freundin nichte schwagerin lebensgefahrtin mrs "
        "ms miss sister mother daughter wife girlfriend aunt niece stepmother sister-in-law ex-vriendin "
        "ex-vrouw "
    ),
}


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    sex = HE
    for line in (DATA / "sex_of_names.txt").read_text("utf-8").splitlines():
        if line.endswith(":"):
            sex = line[:-1]
        elif not line.startswith("#"):
            found.update(dict.fromkeys(line.split(), sex))
    return found


@cache
def _words(lang: str) -> dict[str, str]:
    return {word: sex for sex, words in _PRONOUNS.get(lang, {}).items() for word in words.split()}


@cache
def _nouns() -> dict[str, str]:
    return {word: sex for sex, words in _NOUNS.items() for word in words.split()}


def of_pronoun(word: str, lang: str) -> str | None:
    """ "he" or "she" where a plain pronoun says so, else None."""
    return _words(lang).get(word)


def of_person(name: str, before: Iterable[str]) -> str | None:
    """ "he" or "she" by the words before a name (nearest first), else by a given name in it, else None."""
    by_noun = next((sex for word in before if (sex := _nouns().get(word))), None)
    if by_noun:
        return by_noun
    found = {sex for word in name.replace("-", " ").split() if (sex := _names().get(plain(word)))}
    return found.pop() if len(found) == 1 else None
