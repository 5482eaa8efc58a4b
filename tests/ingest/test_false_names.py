"""False names by the words around them; weapons by their use; passages; what phrases said as a cue."""

from __future__ import annotations

import random

import pytest

from ingest.extract import extract, phrases, wielded
from ingest.extract.weighing.aliases import renamed
from ingest.extract.weighing.items import Items
from ingest.extract.weighing.pairs import pairs
from ingest.extract.weighing.reader import Phrased, decide, forget
from ingest.extract.weighing.readings import Reading, Weighed
from ingest.training.aliases import learn_aliases
from ingest.training.crops import crop
from ingest.training.marked import load_folder, parse
from ingest.training.samples import marked_scene, sample

LONG = """# lang: nl  date: 2025-03-16
[PER#1 Kevin Peeters] reed met een [VEH#1 grijze VW Golf]. Het regende hard.
De winkel was gesloten. Niemand zag iets.
Wij noteren de plaat [PLA#1 1-ABC-123] van de [VEH#1 Golf].
Later belt [PER#1 Peeters] naar [PER#2 Tom Maes]. Einde.
---
PER1 suspect
PER2 other
PER1 DRIVES VEH1
VEH1 HAS_PLATE PLA1
PER1 CALLED PER2
"""


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De man gaf zich uit voor [PER#1 Kevin Maes], maar heet in werkelijkheid [PER#2 Ali Nawabi].", "nl"),
        ("Il présente une fausse carte d'identité au nom de [PER#1 Peter Novak].", "fr"),
        ("Er gab sich als [PER#1 Michael Braun] aus. Der echte Name ist [PER#2 Jan Lis].", "de"),
        ("He showed a forged passport in the name of [PER#1 Simon Grant].", "en"),
    ],
)
def test_a_name_given_falsely_is_an_alias(text: str, lang: str) -> None:
    scene = renamed(Items(marked_scene(parse("r", f"# lang: {lang}  date: 2025-01-01\n{text}\n---\n")), lang))
    assert scene is not None
    assert [m.type for m in scene.mentions] in (["ALIAS"], ["ALIAS", "PERSON"])


def test_an_ordinary_name_stays_a_person() -> None:
    text = "# lang: nl  date: 2025-01-01\nVerdachte [PER#1 Kevin Maes] sloeg [PER#2 Jan Lis].\n---\n"
    assert renamed(Items(marked_scene(parse("r", text)), "nl")) is None


def test_what_is_learned_of_false_names_finds_some_of_those_kept_back() -> None:
    learned = learn_aliases(load_folder()[::6])
    assert learned.truth > 20 and learned.right >= learned.truth / 5
    assert learned.right >= learned.said / 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hij sloeg haar met een pan op het hoofd.", ["pan"]),
        ("Er schlug ihn mit einem Barhocker.", ["Barhocker"]),
        ("Il l'a menacé avec une bouteille en verre.", ["bouteille en verre"]),
        ("He hit Robbe with a beer glass.", ["beer glass"]),
        ("Hij sloeg haar met zijn vuist.", []),
        ("She lives with her friend, who was hit.", []),
        ("Hij reed met een pan in de koffer.", []),
    ],
)
def test_a_weapon_is_what_somebody_is_attacked_with(text: str, found: list[str]) -> None:
    assert [text[c.start : c.end] for c in wielded.find(text)] == found


def test_a_passage_holds_what_is_told_in_it() -> None:
    report = parse("r", LONG)
    made = [one for seed in range(40) if (one := crop(report, random.Random(seed)))]
    assert {r["type"] for one in made for r in one["relations"]} == {"DRIVES", "HAS_PLATE", "CALLED"}
    for one in made:
        assert all(one["text"][m["start"] : m["end"]] == m["text"] for m in one["mentions"])
        if "regende" in one["text"] and "Golf" not in one["text"]:
            assert "DRIVES" not in {r["type"] for r in one["relations"]}
        assert one["roles"] == [] and sample(one, whole=False).roles == {}


def test_a_short_report_has_no_passages() -> None:
    report = parse("r", "# lang: nl  date: 2025-01-01\n[PER#1 Jan Maes] liep.\n---\n")
    assert crop(report, random.Random(1)) is None


def test_what_phrases_said_is_a_cue_and_is_weighed_anew() -> None:
    scene = marked_scene(parse("r", LONG))
    items = Items(scene, "nl")
    phrases.find(scene)
    driving = next(key for key in scene.relations if key[0] == "DRIVES")
    cues = {c for p in pairs(items) for c in p.own if (p.start.entity, p.end.entity) == driving[1:]}
    assert {"said:DRIVES", "said:DRIVES:asserted"} <= cues
    assert not any(
        c.startswith("said:") for p in pairs(Items(marked_scene(parse("r", LONG)), "nl")) for c in p.own
    )
    said = forget(scene, Reading({driving: Weighed(-3.0, (1.0, 0.0, 0.0))}, {}))
    assert said.relations == {driving: "asserted"}
    assert driving not in scene.relations and scene.relations


def driving(margin: float, chances: tuple[float, float, float], said: str | None) -> dict[object, str]:
    """What is noted of one relation that is weighed so, of which a phrase said so."""
    scene = marked_scene(parse("r", LONG))
    key = ("DRIVES", "m1", "m2")
    levels = {"relation asserted": 0.8, "role asserted": 0.7}
    decide(
        scene, Reading({key: Weighed(margin, chances)}, {}), levels, Phrased({key: said} if said else {}, {})
    )
    return {**scene.relations}


def test_what_a_phrase_says_stands_unless_it_weighs_far_too_little() -> None:
    sure = (0.9, 0.05, 0.05)
    assert not driving(-1.0, sure, None) and not driving(-4.0, sure, "asserted")
    assert list(driving(-1.0, sure, "asserted").values()) == ["asserted"]


def test_a_doubt_of_either_is_no_assertion() -> None:
    assert list(driving(1.0, (0.9, 0.05, 0.05), "denied").values()) == ["denied"]
    assert list(driving(1.0, (0.3, 0.1, 0.6), "asserted").values()) == ["denied"]
    assert list(driving(1.0, (0.6, 0.3, 0.1), None).values()) == ["alleged"]
    assert list(driving(1.0, (0.6, 0.3, 0.1), "asserted").values()) == ["asserted"]


def test_who_is_what_is_not_guessed_in_a_sentence() -> None:
    text = "Kevin Peeters, wonende Kerkstraat 12, 9000 Gent, bestuurde de grijze VW Golf."
    assert "suspect" not in {role.role for role in extract(text, "nl").roles}
