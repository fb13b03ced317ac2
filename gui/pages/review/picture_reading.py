"""A record's picture, as it was when the part was inspected."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.errors import FilbertError
from core.records.kept_pictures import read_kept_picture, read_kept_score_map
from core.records.record import Record
from core.types import Frame, Inspection
from gui.pictures.prepared_picture import PreparedPicture, prepare_picture
from gui.pictures.view_size import ViewSize


@dataclass(frozen=True, eq=False)
class ReadPart:
    """The part of a record as if it had just been inspected; None and the reason where no picture of it is kept."""

    record: Record
    inspection: Inspection | None = None
    prepared: PreparedPicture | None = None
    reason: str = ""


def read_part(record: Record, archive: Path, view: ViewSize | None) -> ReadPart:
    """Read what is kept of a part, and prepare it for a view of that size. Never fails. Any thread."""
    if not record.image:
        return ReadPart(record, reason="No picture of this part was kept.")
    try:
        image = read_kept_picture(archive, record.image)
    except FilbertError:
        return ReadPart(record, reason="The picture of this part is not kept any more.")
    try:
        score_map = read_kept_score_map(archive, record.score_map)
    except FilbertError:
        score_map = np.zeros((1, 1), np.float32)  # the picture alone is better than nothing
    frame = Frame(image, record.name, record.number, 0.0)
    part = Inspection(frame, score_map, record.score, record.verdict, record.regions, record.latency_ms)
    return ReadPart(record, part, prepare_picture(part, view))
