"""Pictures from a folder, or one picture alone."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from core.errors import ImageError, SourceError
from core.files import readable_name
from core.image_folders import is_folder, is_image_name, list_images
from core.images import READABLE_KINDS, read_image
from core.types import Frame, SkippedImage


class FolderSource:
    """All images of a folder and of the folders in it, in natural order, or one image file.

    The list is made once, at the start. An image that can't be read is given as a SkippedImage and the
    source goes on.

    Raises SourceError when there is nothing to read: the path is missing or closed to us, the folder holds
    no images, the file is not an image; and from `frames` when the path has gone in the meantime.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        if is_folder(path):
            self._folder, self._images = path, list_images(path)
        else:
            self._folder, self._images = path.parent, (_checked_file(path),)
        if not self._images:
            raise SourceError(f"{readable_name(path)} holds no images. Filbert reads {READABLE_KINDS}.")

    @property
    def name(self) -> str:
        """The folder's or the file's own name."""
        return readable_name(Path(self._path.resolve().name or self._path))

    @property
    def total(self) -> int:
        """How many images were found, readable or not."""
        return len(self._images)

    @property
    def names(self) -> dict[str, Path]:
        """The name each image's frame will have, and the image's path."""
        return {self._name_of(path): path for path in self._images}

    def frames(self) -> Iterator[Frame | SkippedImage]:
        """Read the images one after another; a frame's name is its path in the folder, with forward slashes."""
        for number, image_path in enumerate(self._images, start=1):
            yield self._read(image_path, number)

    def _read(self, image_path: Path, number: int) -> Frame | SkippedImage:
        picture = read_picture(image_path, self._name_of(image_path), number)
        if isinstance(picture, SkippedImage):
            self._check_still_there()
        return picture

    def _name_of(self, image_path: Path) -> str:
        return readable_name(image_path.relative_to(self._folder)).replace(os.sep, "/")

    def _check_still_there(self) -> None:
        try:
            self._path.stat()
        except OSError as error:
            gone = f"{readable_name(self._path)} has gone. Bring it back or choose another source."
            raise SourceError(gone) from error


def read_picture(path: Path, name: str, number: int) -> Frame | SkippedImage:
    """Read one file of a source; what can't be read is skipped with its reason."""
    try:
        return Frame(read_image(path), name, number, captured_at=time.perf_counter(), path=path)
    except ImageError as error:
        return SkippedImage(name, number, str(error))


def _checked_file(path: Path) -> Path:
    if not is_image_name(path.name):
        raise SourceError(f"{readable_name(path)} is not an image. Filbert reads {READABLE_KINDS}.")
    if not os.access(path, os.R_OK):
        raise SourceError(f"{readable_name(path)} may not be read. Ask for the right to read it.")
    return path
