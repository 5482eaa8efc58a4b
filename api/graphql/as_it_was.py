"""Of which time an answer is: what was true then, and what was known then."""

import strawberry

from api.graphql.words import known_language

NOTES = {
    "nl": "Getoond zoals toen; wie wie is en wie wat mag zien, is zoals het vandaag beoordeeld is.",
    "fr": "Montré tel qu'alors ; qui est qui et qui peut voir quoi sont jugés comme aujourd'hui.",
    "de": "Gezeigt wie damals; wer wer ist und wer was sehen darf, ist nach heutigem Urteil.",
    "en": "Shown as it was then; who is who, and who may see what, is as it is judged today.",
}


def note(root: strawberry.Parent["AsItWas"], lang: str = "en") -> str:
    """In one language."""
    known_language(lang)
    return NOTES[lang]


@strawberry.type(description="Of which time an answer is; empty where it was not asked for.")
class AsItWas:
    """What was true at `asOf`, of what had been received at `knownAt`."""

    as_of: str
    known_at: str
    note: str = strawberry.field(
        resolver=note, description="What is not as it was then, in nl, fr, de or en."
    )
