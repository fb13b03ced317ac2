"""Which images a folder holds, and in which order."""

import os
import re
import stat
from pathlib import Path

from core.errors import SourceError
from core.files import readable_name
from core.images import IMAGE_SUFFIXES

NaturalKey = tuple[list[list[str | int]], str]


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
