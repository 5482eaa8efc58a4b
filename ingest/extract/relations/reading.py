"""The words that decide the status of a relation."""

from __future__ import annotations

from ingest.extract.extraction import FoundMention
from ingest.extract.scene import Scene
from ingest.extract.status import ASSERTED, reports, status_of


def clause(scene: Scene, a: FoundMention, b: FoundMention, margin: int = 45) -> str:
    """The words that decide the status of a relation: from before the first to behind the second."""
    first, second = sorted((a, b), key=lambda m: m.start)
    sentence = scene.sentence(second.start)
    low = max(min(sentence.start, first.start), first.start - margin)
    return scene.text[low : min(sentence.end, second.end + margin)]


def status(scene: Scene, a: FoundMention, b: FoundMention, margin: int = 45) -> str:
    """The status that the words around two mentions give to their relation."""
    return status_of(clause(scene, a, b, margin))


def reported(scene: Scene, *mentions: FoundMention) -> str:
    """Alleged where the sentence only reports; plain data are not denied by a "not" nearby."""
    first, last = min(m.start for m in mentions), max(m.end for m in mentions)
    low = max(
        scene.sentence(last - 1).start if scene.sentence(first) == scene.sentence(last - 1) else first,
        first - 60,
    )
    return "alleged" if reports(scene.text[low : last + 40]) else ASSERTED
