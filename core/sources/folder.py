"""Pictures from a folder, or one picture alone."""

import os
import re
import stat
import time
from collections.abc import Iterator
from pathlib import Path

from core.errors import ImageError, SourceError
from core.files import readable_name
from core.images import IMAGE_SUFFIXES, READABLE_KINDS, read_image
from core.types import Frame, SkippedImage

NaturalKey = tuple[list[list[str | int]], str]


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


def list_images(folder: Path) -> tuple[Path, ...]:
    """List the images in a folder and the folders in it, in natural order (2.png before 10.png).

    Hidden files and folders are left out. Links to folders are not followed, links to files are.
    Raises SourceError when a folder can't be listed.
    """
    found: list[Path] = []
    try:
        for parent, folders, files in os.walk(folder, onerror=_raise):
            folders[:] = [name for name in folders if not _is_hidden(Path(parent, name))]
            images = [Path(parent, name) for name in files if is_image_name(name)]
            found += [image for image in images if not _is_hidden(image)]
    except OSError as error:
        where = readable_name(Path(error.filename or folder))
        raise SourceError(f"{where} can't be read ({error.strerror}). Ask for the right to read it.") from error
    return tuple(sorted(found, key=lambda image: natural_key(image.relative_to(folder))))


def is_image_name(name: str) -> bool:
    """Tell from a file's name whether Filbert takes it for an image."""
    return Path(name).suffix.lower() in IMAGE_SUFFIXES


def is_folder(path: Path) -> bool:
    """Tell a folder from a file; raises SourceError when there is neither."""
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except PermissionError as error:
        raise SourceError(f"{readable_name(path)} may not be read. Ask for the right to read it.") from error
    except (OSError, ValueError) as error:
        missing = f"{readable_name(path)} does not exist. Check the name or choose another folder or image."
        raise SourceError(missing) from error


def _checked_file(path: Path) -> Path:
    if not is_image_name(path.name):
        raise SourceError(f"{readable_name(path)} is not an image. Filbert reads {READABLE_KINDS}.")
    if not os.access(path, os.R_OK):
        raise SourceError(f"{readable_name(path)} may not be read. Ask for the right to read it.")
    return path


def _raise(error: OSError) -> None:
    raise error


def _is_hidden(path: Path) -> bool:
    if path.name.startswith("."):
        return True
    try:
        attributes = getattr(path.lstat(), "st_file_attributes", 0)  # Windows alone has them
    except OSError:
        return False  # reading it will say what is wrong
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)


def natural_key(relative: Path) -> NaturalKey:
    """What sorts 2.png before 10.png."""
    # Splitting at numbers gives text, number, text, number, …: like is always compared with like.
    pieces = [re.split("([0-9]+)", part.casefold()) for part in relative.parts]
    key = [[int(piece) if i % 2 else piece for i, piece in enumerate(part)] for part in pieces]
    return key, str(relative)
