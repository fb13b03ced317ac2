"""Kept pictures of parts, small, with what was odd marked."""

import io
import logging
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import PIL.Image

from core.errors import ImageError
from core.images import read_image
from core.inspection.heatmap import overlay
from core.records.record import Record
from core.types import Image, Region, ScoreMap

SIDE = 480
"""Pixels of the longer side, at most."""

_LOG = logging.getLogger(__name__)


def picture_of(record: Record, archive: Path | None) -> Image | None:
    """The picture of a part (H, W, 3) with heatmap and regions, at most SIDE large; None where none can be had.

    `archive` is the folder that the paths in records are inside of; a path that leads out of it is not followed.
    """
    path = _within(archive, record.image)
    if path is None:
        return None
    try:
        image = read_image(path)
    except ImageError as error:
        _LOG.info("No picture in the report: %s", error)
        return None
    small, scale = _shrunk(image)
    regions = tuple(_scaled(region, scale) for region in record.regions)
    return overlay(small, _score_map(_within(archive, record.score_map)), regions)


def jpeg(image: Image) -> bytes:
    """The same as a JPEG."""
    content = io.BytesIO()
    PIL.Image.fromarray(image).save(content, format="JPEG", quality=85)
    return content.getvalue()


def _within(archive: Path | None, name: str) -> Path | None:
    if archive is None or not name:
        return None
    try:
        path = (archive / name).resolve()
        return path if path.is_relative_to(archive.resolve()) else None
    except (OSError, ValueError):
        return None


def _shrunk(image: Image) -> tuple[Image, float]:
    height, width = image.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    if scale == 1.0:
        return image, scale
    small: Image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return small, scale


def _scaled(region: Region, scale: float) -> Region:
    x, y, width, height = (round(side * scale) for side in (region.x, region.y, region.width, region.height))
    return replace(region, x=x, y=y, width=max(1, width), height=max(1, height))


def _score_map(path: Path | None) -> ScoreMap:
    """A kept score map; where there is none, one on which nothing is odd."""
    nothing: ScoreMap = np.zeros((2, 2), np.float32)
    if path is None or path.suffix != ".npy":
        return nothing
    try:
        score_map = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return nothing
    fits = isinstance(score_map, np.ndarray) and score_map.ndim == 2 and score_map.dtype.kind == "f"
    return np.asarray(score_map, np.float32) if fits and np.isfinite(score_map).all() else nothing
