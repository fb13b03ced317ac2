"""Pictures kept beside a recipe, so that its later versions can be compared on the same ones.

NAME.references/good and NAME.references/defects, each picture a PNG of just the pixels an inspection sees, called after
their SHA-256; its old name stands in the file. Whoever puts other images there has them compared too.
"""

import hashlib
import io
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import PIL.Image
from PIL.PngImagePlugin import PngInfo

from core.errors import ImageError, OutputError
from core.files import make_folder, readable_name, way_out, write_whole
from core.image_folders import list_images
from core.images import decode, read_image, rgb_of
from core.recipes.choosing import evenly, scattered, stretches
from core.recipes.places import references_folder
from core.types import Image

GOOD, DEFECTS = "good", "defects"

MOST_PICTURES = 20
"""So many pictures of each kind are kept at most."""

MOST_BYTES = 100_000_000
"""And so many bytes of each kind."""

_NAME = "Title"  # PNG's own keyword for a picture's name


@dataclass(frozen=True)
class Pictures:
    """What a version was taught on: images of good parts, and of confirmed defects; all of it paths.

    `not_good` are images that were held for good and are not: they are no longer compared on as good ones. `folders`
    are where the good ones came from, and `defects_folder` the defects, for whoever teaches the recipe anew.
    """

    good: Sequence[Path] = ()
    defects: Sequence[Path] = ()
    not_good: Sequence[Path] = ()
    folders: Sequence[Path] = ()
    defects_folder: Path | None = None


NO_PICTURES = Pictures()


@dataclass(frozen=True)
class References:
    """The pictures kept for a recipe, as paths: good parts and confirmed defects."""

    good: tuple[Path, ...]
    defects: tuple[Path, ...]

    def __len__(self) -> int:
        return len(self.good) + len(self.defects)


def references_of(path: Path) -> References:
    """The pictures kept for the recipe at `path`; none where the folder is absent. Raises SourceError."""
    folder = references_folder(path)
    return References(_images_in(folder / GOOD), _images_in(folder / DEFECTS))


def read_reference(path: Path) -> tuple[Image, str]:
    """A kept picture (H, W, 3) and the name it once had. Raises ImageError as `core.images.read_image` does."""

    def convert(picture: PIL.Image.Image, name: str) -> tuple[Image, str]:
        old_name = picture.info.get(_NAME)
        return rgb_of(picture, name), old_name if isinstance(old_name, str) and old_name else path.name

    return decode(path, convert)


def keep_references(path: Path, pictures: Pictures) -> str:
    """Keep some of a version's pictures beside the recipe at `path`; gives a remark for the user, or nothing.

    Of the good images at most MOST_PICTURES stay, evenly chosen: up to half of them from earlier versions. Defects stay
    until there are so many. What can't be read is left out, and what a user has put there is not touched.
    Raises FilbertError; the pictures kept so far stay then.
    """
    folder = references_folder(path)
    remark = _add_defects(folder / DEFECTS, pictures.defects)
    bad = {file.stem for file in _kept_in(folder / DEFECTS)} | {key for _, _, key in _readable(pictures.not_good)}
    kept = _kept_in(folder / GOOD)
    _remove([file for file in kept if file.stem in bad])
    _add_good(folder / GOOD, [file for file in kept if file.stem not in bad], pictures.good, bad)
    return remark


def key_of(image: Image) -> str:
    """What a picture (H, W, 3) is called: 16 hex digits of the SHA-256 of its shape and pixels."""
    return hashlib.sha256(repr(image.shape).encode() + image.tobytes()).hexdigest()[:16]


def _add_defects(folder: Path, defects: Sequence[Path]) -> str:
    if _add(folder, _kept_in(folder), scattered(defects)):
        return ""
    return (
        f"Not all defect images are kept to compare later versions on: there is room for {MOST_PICTURES} images or "
        f"{MOST_BYTES // 1_000_000} MB. Remove some from {readable_name(folder)} if others matter more."
    )


def _add_good(folder: Path, earlier: Sequence[Path], good: Sequence[Path], bad: set[str]) -> None:
    known = {file.stem for file in earlier}
    fresh = [path for stretch in stretches(good, MOST_PICTURES) for path in _first_new(stretch, known, bad)]
    stay = evenly(earlier, max(MOST_PICTURES - len(fresh), MOST_PICTURES // 2))
    _add(folder, stay, scattered(fresh))
    _remove([file for file in earlier if file not in stay])


def _first_new(stretch: Sequence[Path], known: set[str], bad: set[str]) -> list[Path]:
    """The first usable image of a stretch; none where that is kept already, so that the same set keeps the same."""
    for path, _, key in _readable(stretch):
        if key not in bad:
            return [] if key in known else [path]
    return []


def _readable(paths: Sequence[Path]) -> Iterator[tuple[Path, Image, str]]:
    for path in paths:
        try:
            image = read_image(path)
        except ImageError:
            continue  # teaching has named it
        yield path, image, key_of(image)


def _add(folder: Path, there: Sequence[Path], paths: Sequence[Path]) -> bool:
    """Keep these as long as there is room; whether all that are to be kept now are."""
    keys, size = {file.stem for file in there}, sum(file.stat().st_size for file in there)
    for path, image, key in _readable(paths):
        if key in keys:
            continue
        content = png_of(image, f"{path.parent.name}/{path.name}")
        size += len(content)
        if len(keys) == MOST_PICTURES or size > MOST_BYTES:
            return False
        make_folder(folder)
        write_whole(folder / f"{key}.png", content)
        keys.add(key)
    return True


def png_of(image: Image, name: str) -> bytes:
    """A picture (H, W, 3) as the file it is kept in, which remembers its name."""
    about, png = PngInfo(), io.BytesIO()
    about.add_itxt(_NAME, readable_name(Path(name)).replace(os.sep, "/"))  # the same name on every system
    PIL.Image.fromarray(image).save(png, format="PNG", compress_level=1, pnginfo=about)
    return png.getvalue()


def _remove(files: Sequence[Path]) -> None:
    for file in files:
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"{readable_name(file)} can't be removed: {way_out(error)}") from error


def _kept_in(folder: Path) -> list[Path]:
    """The pictures that Filbert has put there, which it may also remove."""
    return [file for file in _images_in(folder) if re.fullmatch(r"[0-9a-f]{16}\.png", file.name)]


def _images_in(folder: Path) -> tuple[Path, ...]:
    return list_images(folder) if folder.is_dir() else ()
