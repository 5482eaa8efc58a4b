from __future__ import annotations

from people import holding, judged, person, stores, thing

from graph.ontology.mention import Mention
from resolution.layers.batch import resolve
from resolution.store.clusters import ClusterStore
from resolution.weights.model import default_model


def groups(*mentions: Mention, decisions: tuple[object, ...] = ()) -> list[str]:
    """The clusters by the records of their mentions, as words: "ab" for one of records a and b."""
    record = {mention.id: mention.record for mention in mentions}
    with stores(list(mentions)) as (store, clusters):
        resolve(store, clusters, default_model(), 1, decisions)  # type: ignore[arg-type]
        return sorted("".join(sorted(record[m] for m in c)) for c in clusters.clusters(1))


def car(record: str, plate: str, **values: str) -> Mention:
    return thing(record, "Vehicle", registrationNumber=plate, **values)


def test_plates_join_however_they_are_written() -> None:
    assert groups(car("a", "1ABC234"), car("b", "1-abc-234"), car("c", "1ABC235")) == ["ab", "c"]


def test_a_plate_without_a_country_goes_to_the_only_one() -> None:
    assert groups(car("a", "AB123C", country="FR"), car("b", "AB123C")) == ["ab"]
    french, dutch = car("a", "AB123C", country="FR"), car("b", "AB123C", country="NL")
    assert groups(french, dutch, car("c", "AB123C"), car("d", "AB123C")) == ["a", "b", "cd"]


def test_a_plate_does_not_join_two_chassis() -> None:
    first, second = car("a", "1ABC234", vin="WVWZZZ1JZXW000001"), car("b", "1ABC234", vin="WVWZZZ1JZXW000002")
    assert groups(first, second, car("c", "9XYZ999", vin="WVWZZZ1JZXW000001")) == ["ac", "b"]


def test_objects_join_by_number_of_their_kind_and_else_stay_alone() -> None:
    phones = [thing(r, "Object", kind="phone", number="+32470112233") for r in "ab"]
    card = thing("c", "Object", kind="card", number="+32470112233")
    knives = [thing(r, "Object", kind="weapon", description="mes") for r in "de"]
    assert groups(*phones, card, *knives) == ["ab", "c", "d", "e"]


def test_organisations_join_by_name_where_no_number_speaks_against_it() -> None:
    firms = [
        thing("a", "Organisation", name="Garage Maes BVBA"),
        thing("b", "Organisation", name="garage maes"),
    ]
    numbered = [
        thing(r, "Organisation", name="Garage Maes", registrationNumber=n)
        for r, n in (("c", "0403170701"), ("d", "0202239951"))
    ]
    assert groups(*firms) == ["ab"] and groups(*firms, *numbered) == ["ab", "c", "d"]


def test_places_join_by_address_parts() -> None:
    said = {"street": "Kerkstraat", "houseNumber": "5", "postalCode": "9000"}
    box = thing("c", "Location", **said, box="2")
    town = [thing(r, "Location", city="Gent") for r in "de"]
    street = [thing(r, "Location", street="Kerkstraat") for r in "fg"]
    both = [thing("a", "Location", **said, city="Gent"), thing("b", "Location", **said)]
    assert groups(*both, box, *town, *street) == ["ab", "c", "de", "f", "g"]


def test_cases_and_events_join_by_number() -> None:
    cases = [
        thing("a", "Case", caseNumber="GE.11.L1.001234/2024"),
        thing("b", "Case", caseNumber="GE11L1001234-2024"),
    ]
    events = [thing(r, "Event", kind="seizure", number="S-77") for r in "cd"] + [
        thing("e", "Event", kind="passage")
    ]
    assert groups(*cases, *events) == ["ab", "cd", "e"]


def test_aliases_join_by_name_and_birth_or_by_their_user() -> None:
    stated = [thing(r, "Alias", name="John Doe", birthDate="1970-01-01") for r in "ab"]
    bare = [thing("c", "Alias", name="John Doe"), thing("d", "Alias", name="John Doe")]
    assert groups(*stated, *bare) == ["ab", "c", "d"]
    users = [
        holding(person(a.record, name="Jan Peeters", birthDate="1980-05-12"), "KNOWN_AS", a) for a in bare
    ]
    assert groups(*bare, *users) == ["cd", "cd"]


def test_source_keys_join_any_type() -> None:
    assert groups(
        *(thing(r, "Event", sourceKey="pole:9") for r in "ab"), thing("c", "Event", sourceKey="x:9")
    ) == ["ab", "c"]


def test_judgements_outrank_identifiers() -> None:
    a, b, c = (car(record, "1ABC234") for record in "abc")
    other = car("d", "2XYZ999")
    found = groups(a, b, c, other, decisions=(judged("negative", a, b), judged("positive", c, other)))
    assert not any("a" in group and "b" in group for group in found)
    assert any("c" in group and "d" in group for group in found)


def test_layers_are_resolved_apart() -> None:
    with stores([car("a", "1ABC234"), Mention("b", "Vehicle", "t", 2, car("b", "1ABC234").statements)]) as (
        store,
        clusters,
    ):
        for layer in (1, 2):
            resolve(store, clusters, default_model(), layer)
        assert isinstance(clusters, ClusterStore)
        assert [len(cluster) for layer in (1, 2) for cluster in clusters.clusters(layer)] == [1, 1]
