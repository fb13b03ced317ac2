"""The good images of a draft, and the draft as a source to teach from."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.drafts.draft import Draft
from core.errors import SourceError
from core.files import readable_name
from core.image_folders import list_images
from core.sources.folder import read_picture
from core.types import Frame, SkippedImage

CAPTURED = "captured"
"""What the names of pictures begin with that were captured live."""


@dataclass(frozen=True)
class GoodImage:
    """A file of the good set; its name is its own within the draft, and stays so when folders are added."""

    name: str
    path: Path


@dataclass(frozen=True)
class ListedImages:
    """All good images of a draft, dropped ones too, in order; `remarks` are sentences about folders without any."""

    images: tuple[GoodImage, ...]
    remarks: tuple[str, ...] = ()


def list_good_images(draft: Draft, captured: Path) -> ListedImages:
    """Look into the draft's folders and the one of captured pictures. Never fails: what is missing gets a remark."""
    images: list[GoodImage] = []
    remarks: list[str] = []
    for folder, prefix in zip(draft.folders, _prefixes(draft.folders), strict=True):
        found, remark = _look_into(folder, prefix)
        images += found
        remarks += [remark] if remark else []
    if captured.is_dir():
        images += _look_into(captured, f"{CAPTURED}/")[0]
    return ListedImages(tuple(images), tuple(remarks))


class GoodImageSource:
    """Some good images as a source, under their names in the draft; a dropped one is simply not among them.

    Raises SourceError from `frames` when the folder of an image has gone.
    """

    def __init__(self, name: str, images: Sequence[GoodImage]) -> None:
        self._name, self._images = name, tuple(images)

    @property
    def name(self) -> str:
        """What the product is called."""
        return self._name

    @property
    def total(self) -> int:
        """How many images there are, readable or not."""
        return len(self._images)

    def frames(self) -> Iterator[Frame | SkippedImage]:
        """Read the images one after another."""
        for number, image in enumerate(self._images, start=1):
            item = read_picture(image.path, image.name, number)
            if isinstance(item, SkippedImage) and not image.path.parent.is_dir():
                folder = readable_name(image.path.parent)
                raise SourceError(f"The folder {folder} has gone. Bring it back, then start again.")
            yield item


def _prefixes(folders: Sequence[Path]) -> list[str]:
    """What goes before the names of each folder's images: nothing for the first, then its name, numbered if need be."""
    taken = {CAPTURED}
    prefixes = [""] if folders else []
    for folder in folders[1:]:
        name = base = readable_name(Path(folder.name or "images"))
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(name.casefold())
        prefixes.append(f"{name}/")
    return prefixes


def _look_into(folder: Path, prefix: str) -> tuple[list[GoodImage], str]:
    name = readable_name(folder)
    try:
        if not folder.is_dir():
            return [], f"The folder {name} is not there. Bring it back, or add another one."
        paths = list_images(folder)
    except SourceError as error:
        return [], str(error)
    if not paths:
        return [], f"The folder {name} holds no images. Add another one."
    names = [readable_name(path.relative_to(folder)).replace(os.sep, "/") for path in paths]
    return [GoodImage(prefix + name, path) for name, path in zip(names, paths, strict=True)], ""
