"""Pictures that are no good images, scored by a finished recipe: confirmed defects, and defects that were drawn."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from core.inspection.judge import Scale
from core.inspection.pipeline import Inspector
from core.model.detector import FeatureExtractor
from core.model.preparation import prepare, to_batch
from core.model.presets import Preset
from core.sources.base import Source
from core.training.glimpses import SHOWN, Shown
from core.training.good_set import make_thumbnail
from core.training.held_out import HeldOutTable, Measured, measured, table_of
from core.types import Frame, SkippedImage

_AS_IT_IS = Scale(0.0, 1.0)


@dataclass(frozen=True, eq=False)
class Scored:
    """Pictures with their scores and small maps on the recipe's scale, and those that could not be read."""

    table: HeldOutTable
    skipped: tuple[SkippedImage, ...] = ()


def score_pictures(
    inspector: Inspector, items: Iterable[Frame | SkippedImage], on_done: Callable[[int], None]
) -> Scored | None:
    """Score every picture as the station will; None where none can be read. `on_done` hears how many there were."""
    names: list[str] = []
    paths: list[Path | None] = []
    found: list[Measured] = []
    skipped: list[SkippedImage] = []
    for number, item in enumerate(items, start=1):
        if isinstance(item, SkippedImage):
            skipped.append(item)
        else:
            found.append(measured(inspector.score_map(item.image)))
            names.append(item.name)
            paths.append(item.path)
        on_done(number)
    if not found:
        return None
    return Scored(table_of(names, paths, found, _AS_IT_IS), tuple(skipped))


def pictures_of(source: Source) -> Iterator[Frame | SkippedImage]:
    """What a source gives, without what it says of itself."""
    return (item for item in source.frames() if isinstance(item, Frame | SkippedImage))


@torch.no_grad()
def pictures_to_show(source: Source | None, extractor: FeatureExtractor, preset: Preset) -> list[Shown]:
    """The first readable pictures of a source as features; fewer or none where there are no more."""
    shown: list[Shown] = []
    for item in pictures_of(source) if source is not None else ():
        if isinstance(item, Frame):
            features = extractor(to_batch([prepare(item.image, preset)]))
            shown.append(Shown(item.name, make_thumbnail(item.image), features))
        if len(shown) == SHOWN:
            break
    return shown
