"""The pictures behind a record, read again by their paths inside the archive."""

from pathlib import Path, PurePosixPath

import numpy as np

from core.errors import RecordsError
from core.files import readable_name
from core.images import read_image
from core.types import Image, ScoreMap


def read_kept_picture(folder: Path, name: str) -> Image:
    """Read a kept image by its path inside the archive. Raises ImageError, RecordsError."""
    return read_image(path_inside(folder, name))


def read_kept_score_map(folder: Path, name: str) -> ScoreMap:
    """Read a kept score map (h, w) by its path inside the archive. Raises RecordsError."""
    path = path_inside(folder, name)
    try:
        score_map = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise RecordsError(f"The heatmap {readable_name(path)} is not kept any more, or damaged.") from error
    if score_map.ndim != 2 or score_map.dtype.kind != "f":
        raise RecordsError(f"{readable_name(path)} is no heatmap.")
    return np.asarray(score_map, np.float32)


def path_inside(folder: Path, name: str) -> Path:
    """A kept file by its path inside the archive; a name out of a database may be anything. Raises RecordsError."""
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or PurePosixPath(name).is_absolute() or ":" in name or "\\" in name:
        raise RecordsError("No picture of this part was kept.")
    return folder.joinpath(*parts)
