from __future__ import annotations

from policy.classes import load, read

MORE = """\
classes:
  - {class: 1, name: a, domain: judicial, base: true, labels: {nl: a, fr: a, de: a, en: a}}
  - {class: 2, name: b, domain: administrative, base: true, labels: {nl: b, fr: b, de: b, en: b}}
  - {class: 11, name: c, domain: judicial, labels: {nl: c, fr: c, de: c, en: c}}
  - {class: 12, name: d, domain: judicial, labels: {nl: d, fr: d, de: d, en: d}}
  - {class: 13, name: cd, compound: [11, 12], labels: {nl: cd, fr: cd, de: cd, en: cd}}
rules:
  - class: 1
    when: {domain: judicial, classification: any, handling: any, unit: any, compartment: any, archived: any}
sessions:
  - {domain: judicial, holds: [1]}
  - {domain: administrative, holds: [2]}
"""


def test_a_layer_stands_on_its_base_and_a_compound_on_its_parts() -> None:
    classes = read(MORE, "more.yaml")
    assert [classes.stands_on(n) for n in (1, 11, 13)] == [(), (1,), (1, 11, 12)]
    assert load().stands_on(3) == (1, 2)
