"""Kept pictures of parts, small, with what was odd marked."""

import io
import logging
from dataclasses import replace
from pathlib import Path

import numpy as np
import PIL.Image

from core.errors import FilbertError
from core.images import shrunk
from core.inspection.heatmap import overlay
from core.records.kept_pictures import read_kept_picture, read_kept_score_map
from core.records.record import Record
from core.types import Image, Region, ScoreMap

SIDE = 480
"""Pixels of the longer side, at most."""

log = logging.getLogger(__name__)


def picture_of(record: Record, archive: Path | None) -> Image | None:
    """The picture of a part (H, W, 3) with heatmap and regions, at most SIDE large; None where none can be had.

    `archive` is the folder that the paths in records are inside of.
    """
    if archive is None or not record.image:
        return None
    try:
        image = read_kept_picture(archive, record.image)
    except FilbertError as error:
        log.info("No picture in the report: %s", error)
        return None
    small = shrunk(image, SIDE)
    regions = tuple(_scaled(region, small.shape[1] / image.shape[1]) for region in record.regions)
    return overlay(small, _score_map(record, archive), regions)


def jpeg(image: Image) -> bytes:
    """The same as a JPEG."""
    content = io.BytesIO()
    PIL.Image.fromarray(image).save(content, format="JPEG", quality=85)
    return content.getvalue()


def _scaled(region: Region, scale: float) -> Region:
    x, y, width, height = (round(side * scale) for side in (region.x, region.y, region.width, region.height))
    return replace(region, x=x, y=y, width=max(1, width), height=max(1, height))


def _score_map(record: Record, archive: Path) -> ScoreMap:
    """The kept score map; where there is none, one on which nothing is odd."""
    nothing: ScoreMap = np.zeros((2, 2), np.float32)
    if not record.score_map:
        return nothing
    try:
        score_map = read_kept_score_map(archive, record.score_map)
    except FilbertError:
        return nothing
    return score_map if np.isfinite(score_map).all() else nothing
