"""Files of images in all their kinds, as bytes."""

import io
from pathlib import Path
from typing import Any

import PIL.Image

from core.images import read_image
from core.types import Image

EXIF_ORIENTATION = 274


def encode(picture: PIL.Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def orientation(number: int) -> PIL.Image.Exif:
    exif = PIL.Image.Exif()
    exif[EXIF_ORIENTATION] = number
    return exif


def read_bytes(tmp_path: Path, data: bytes, name: str = "part.png") -> Image:
    """Read an image whose file has these bytes."""
    path = tmp_path / name
    path.write_bytes(data)
    return read_image(path)
