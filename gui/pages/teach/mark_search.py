"""Where the mark is found on some good pictures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QImage

from core.drafts.images import GoodImage
from core.errors import RegionError
from core.region.alignment import Alignment
from core.region.mark import Mark, mark_on
from core.region.shapes import Point
from core.sources.folder import read_picture
from core.types import Image, SkippedImage
from gui.pictures.pyramid import Pyramid
from gui.qt_image import opaque_qimage

_SIDE = 260  # pixels of a small picture's longer side, at least


@dataclass(frozen=True, eq=False)
class FoundMark:
    """A good picture, small, and the corners of the mark on it in fractions; None where it was not found."""

    name: str
    picture: QImage
    corners: tuple[Point, ...] | None


@dataclass(frozen=True, eq=False)
class FoundMarks:
    """What was found; `trouble` says in a sentence why nothing can be."""

    marks: tuple[FoundMark, ...] = ()
    trouble: str = ""


def look_for_mark(alignment: Alignment, reference: GoodImage, images: Sequence[GoodImage]) -> FoundMarks:
    """Look for the mark of one good picture on others; those that can't be read are left out. Any thread."""
    shown = _read(reference)
    if shown is None:
        return FoundMarks(trouble=f"The picture {reference.name} can't be read. Draw the mark on another one.")
    try:
        mark = mark_on(shown, alignment)
    except RegionError as error:
        return FoundMarks(trouble=str(error))
    pictures = [(image.name, _read(image)) for image in images]
    return FoundMarks(tuple(_looked_at(mark, name, picture) for name, picture in pictures if picture is not None))


def _looked_at(mark: Mark, name: str, image: Image) -> FoundMark:
    pose = mark.find(image)
    small = opaque_qimage(Pyramid(image).at(_SIDE / max(image.shape[:2]))).copy()
    if pose is None:
        return FoundMark(name, small, None)
    box, (rows, columns) = mark.alignment, mark.reference.shape
    right, down = box.x + box.width, box.y + box.height
    corners = np.array([(box.x, box.y), (right, box.y), (right, down), (box.x, down)]) * (columns, rows) - 0.5
    movement = mark.movement(pose)
    found = (corners @ movement[:, :2].T + movement[:, 2] + 0.5) / (columns, rows)
    return FoundMark(name, small, tuple((float(x), float(y)) for x, y in found))


def _read(image: GoodImage) -> Image | None:
    frame = read_picture(image.path, image.name, 1)
    return None if isinstance(frame, SkippedImage) else frame.image
