"""Pictures that are no good images, scored by a finished recipe: confirmed defects, and defects that were drawn."""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import torch

from core.errors import ImageError
from core.images import read_image
from core.inspection.judge import Scale
from core.inspection.pipeline import Inspector
from core.model.preparation import to_batch
from core.recipe import Recipe
from core.sources.base import Source
from core.training.finished_glimpses import SHOWN
from core.training.glimpses import Shown
from core.training.good_set import GoodSet, make_thumbnail
from core.training.held_out import HeldOutTable, Measured, measured, table_of
from core.training.lesson import Scored
from core.training.synthetic import draw_on
from core.types import Frame, SkippedImage

_AS_IT_IS = Scale(0.0, 1.0)


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
def pictures_to_show(source: Source | None, good_set: GoodSet) -> list[Shown]:
    """The first readable pictures of a source as features, seen as the good images were; fewer where there are none."""
    shown: list[Shown] = []
    for item in pictures_of(source) if source is not None else ():
        good_set.heed()
        if isinstance(item, Frame):
            shown.append(_shown(item, good_set))
        if len(shown) == SHOWN:
            break
    return shown


def _shown(frame: Frame, good_set: GoodSet) -> Shown:
    framing = good_set.framing
    if framing is None:
        raise ValueError("These good images were not read from pictures.")
    picture = framing.view(frame.image).picture
    small = make_thumbnail(frame.image if framing.is_whole else picture)
    return Shown(frame.name, small, good_set.extractor(to_batch([picture])))


def drawn_defects(
    source: Source, table: HeldOutTable, count: int, seed: int, recipe: Recipe
) -> Iterator[Frame | SkippedImage]:
    """`count` defects, each drawn on a good image, spread over the taught ones and within what is inspected.

    The images are read anew: from their files where they have any, else from the source.
    """
    numbers: dict[int, list[int]] = {}  # of the defects that are drawn on each image
    for number in range(count):
        numbers.setdefault(number * len(table) // count, []).append(number)
    region = recipe.card.region
    for index, item in _originals(source, table, list(numbers)):
        if isinstance(item, SkippedImage):
            yield item
            continue
        height, width = item.image.shape[:2]
        allowed = region.mask(height, width) if region is not None and region.shapes else None
        for number in numbers[index]:
            drawn = draw_on(item.image, number, seed, allowed)
            yield Frame(drawn.image, f"{item.name}: {drawn.label}", number + 1, item.captured_at, item.path)


def _originals(source: Source, table: HeldOutTable, chosen: list[int]) -> Iterator[tuple[int, Frame | SkippedImage]]:
    """The images of these numbers."""
    if all(table.paths[number] is not None for number in chosen):
        yield from ((number, _read(table, number)) for number in chosen)
        return
    wanted = {table.names[number]: number for number in chosen}
    for item in pictures_of(source):
        number = wanted.pop(item.name, None)
        if number is not None:
            yield number, item


def _read(table: HeldOutTable, number: int) -> Frame | SkippedImage:
    path = table.paths[number]
    if path is None:
        raise ValueError("This image has no file.")
    try:
        return Frame(read_image(path), table.names[number], number + 1, time.perf_counter(), path)
    except ImageError as error:
        return SkippedImage(table.names[number], number + 1, str(error))
