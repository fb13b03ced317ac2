"""Pictures captured live for a draft: numbered files in a folder of its own."""

import re
from pathlib import Path

from core.images import write_image
from core.types import Image

_NAME = re.compile(r"(\d+)\.png", re.IGNORECASE)


def save_captured(folder: Path, image: Image) -> Path:
    """Write a picture (H, W, 3) under the number after the highest there; one that was dropped is never replaced.

    Raises OutputError when it can't be written.
    """
    numbers = [int(found[1]) for path in folder.iterdir() if (found := _NAME.fullmatch(path.name))]
    path = folder / f"{max(numbers, default=0) + 1:04}.png"
    write_image(path, image)
    return path
