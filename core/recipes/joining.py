"""Parts of the shift that somebody has looked at, kept for a recipe's next version.

A confirmed good part that was rejected lies in NAME.joined, a PNG called after its content: joining it twice changes
nothing. A confirmed defect joins the pictures that versions are compared on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import ImageError, OutputError
from core.files import make_folder, readable_name, way_out, write_whole
from core.image_folders import list_images
from core.images import read_image
from core.recipes.places import joined_folder, references_folder
from core.recipes.references import DEFECTS, Pictures, keep_references, key_of, png_of


@dataclass(frozen=True)
class Joined:
    """How many parts were kept; `remarks` are sentences about those that were not."""

    good: int
    defects: int
    remarks: tuple[str, ...] = ()


def joined_good(path: Path) -> tuple[Path, ...]:
    """The good parts that wait for the next version of the recipe at `path`."""
    folder = joined_folder(path)
    return list_images(folder) if folder.is_dir() else ()


def join(path: Path, good: Sequence[Path], defects: Sequence[Path]) -> Joined:
    """Keep pictures of good and of defective parts for the next version of the recipe at `path`.

    Whoever thinks otherwise of a part than before has it leave the good ones, or the defects. Raises OutputError.
    """
    folder, remarks = joined_folder(path), []
    kept = 0
    for file in good:
        try:
            image = read_image(file)
        except ImageError as error:
            remarks.append(str(error))
            continue
        _write(folder / f"{key_of(image)}.png", png_of(image, f"{file.parent.name}/{file.name}"))
        _remove(references_folder(path) / DEFECTS / f"{key_of(image)}.png")
        kept += 1
    _leave(folder, defects)
    remark = keep_references(path, Pictures(defects=defects)) if defects else ""
    return Joined(kept, len(defects), (*remarks, remark) if remark else tuple(remarks))


def _write(file: Path, png: bytes) -> None:
    make_folder(file.parent)
    write_whole(file, png)


def _leave(folder: Path, defects: Sequence[Path]) -> None:
    for file in defects:
        try:
            key = key_of(read_image(file))
        except ImageError:
            continue  # it can't be kept as a defect either
        _remove(folder / f"{key}.png")


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{readable_name(file)} can't be removed: {way_out(error)}") from error
