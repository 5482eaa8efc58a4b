"""The one way to read a text in another language: by a model where there is one, else by the lexicon."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock

from ingest.gloss.gloss import Gloss
from ingest.gloss.lexicon import LANGUAGES
from ingest.gloss.model import Model
from ingest.gloss.rendering import Keep, Rendering, RenderingKind, Translator
from ledger.errors import BadConfiguration, BadInput

_LOADING = Lock()


def translate(text: str, source: str, target: str, models: Path | None = None, keep: Keep = ()) -> Rendering:
    """A text in another language, with what made it and of which parts it could be made.

    `models` is a folder with one sub-folder for each pair ("nl-fr") that holds a CTranslate2 model. A
    pair without one gets a gloss between nl, fr, de and en. `keep` are spans that stand as they are.
    BadInput for any other pair, BadConfiguration for a folder that cannot be used.
    """
    return translator(source, target, models).render(text, source, target, keep)


def translator(source: str, target: str, models: Path | None = None) -> Translator:
    """What renders this pair of languages."""
    if source == target:
        raise BadInput(f"the text is in “{target}” already: choose another language")
    folder = model_folder(source, target, models)
    if folder is not None:
        with _LOADING:
            return _model(folder)
    unknown = [lang for lang in (source, target) if lang not in LANGUAGES]
    if unknown:
        raise BadInput(
            f"no model for {source or '?'}-{target or '?'}, and the lexicon has no “{unknown[0]}”: "
            f"give one of {', '.join(LANGUAGES)}, or configure a model for this pair"
        )
    return Gloss()


def model_folder(source: str, target: str, models: Path | None) -> Path | None:
    """Where the model of a pair lies; None without one."""
    return _folders(models).get((source, target)) if models is not None else None


def pairs(models: Path | None = None) -> dict[tuple[str, str], RenderingKind]:
    """All pairs of languages that can be rendered, sorted, and how."""
    found: dict[tuple[str, str], RenderingKind] = {
        (source, target): "gloss" for source in LANGUAGES for target in LANGUAGES if source != target
    }
    if models is not None:
        found.update(dict.fromkeys(_folders(models), "translation"))
    return dict(sorted(found.items()))


def loadable(models: Path) -> list[str]:
    """The pairs ("nl-fr") whose models in this folder can be loaded, which is tried.

    BadConfiguration, saying what to do, for a folder without models and for the first that cannot.
    """
    folders = sorted(_folders(models).values())
    if not folders:
        raise BadConfiguration(
            f"{models}: holds no model; put each into a folder named by its languages, as nl-fr/model.bin"
        )
    return [_loaded(folder) for folder in folders]


def _loaded(folder: Path) -> str:
    Model(folder)
    return folder.name


def _folders(models: Path) -> dict[tuple[str, str], Path]:
    if not models.is_dir():
        raise BadConfiguration(f"{models}: there is no such folder of translation models")
    found = {}
    for path in models.iterdir():
        source, hyphen, target = path.name.partition("-")
        if source and hyphen and target and (path / "model.bin").is_file():
            found[source, target] = path
    return found


@cache
def _model(folder: Path) -> Model:
    """Loaded once in the life of the process; a new model is read after a restart."""
    return Model(folder)
