"""A folder of labelled images in the layout of MVTec AD (Bergmann et al., CVPR 2019)."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import PIL.Image

from core.errors import ImageError, SourceError
from core.files import readable_name
from core.image_folders import is_folder, list_images
from core.images import decode, rgb_of
from core.types import Image, Mask

GOOD = "good"

_SAME_SHAPE = 0.05  # of a mask's width to height: more than rounding makes of a small one


@dataclass(frozen=True)
class TestImage:
    """One image to evaluate on: `kind` is "good" or the kind of defect; a defect whose mask is missing has none."""

    __test__ = False  # the name looks like a test's to pytest

    path: Path
    kind: str
    mask_path: Path | None

    @property
    def is_good(self) -> bool:
        """Whether the part is labelled good."""
        return self.kind == GOOD


@dataclass(frozen=True)
class Dataset:
    """The good images to teach with and the labelled ones to evaluate on, each in natural order.

    `train_good` is empty when there is no train/good: evaluating a finished recipe doesn't need it.
    """

    train_good: tuple[Path, ...]
    test: tuple[TestImage, ...]


def read_dataset(folder: Path) -> Dataset:
    """Find the images of train/good/, test/<kind>/ and ground_truth/<kind>/<stem>_mask.png.

    Raises SourceError when the folder or its test images are missing, or when an image lies in test itself,
    where nothing says whether it is good.
    """
    if not is_folder(folder):
        raise SourceError(f"{readable_name(folder)} is not a folder. Name the folder that holds test/good.")
    try:
        return Dataset(_images_in(folder / "train" / GOOD), _test_images(folder))
    except PermissionError as error:
        raise SourceError(f"{readable_name(folder)} may not be read. Ask for the right to read it.") from error


def read_mask(path: Path) -> Mask:
    """Read where a part is defective: all that isn't black. The result is (H, W), bool.

    Raises ImageError as `core.images.read_image` does.
    """
    return decode(path, _not_black)


def read_mask_of(path: Path, picture: Image) -> Mask:
    """Read the mask of a picture, of any size but of its shape. Raises ImageError, also where it has another shape."""
    mask = read_mask(path)
    (height, width), (tall, wide) = mask.shape, picture.shape[:2]
    if abs(width * tall / (height * wide) - 1) > _SAME_SHAPE:
        raise ImageError(
            f"{readable_name(path)} has {width} × {height} pixels, its picture {wide} × {tall}. "
            "Save the mask in the picture's shape."
        )
    return mask


def masks_missing(images: Iterable[TestImage]) -> str:
    """What to say of defective images without a mask; empty where each has one."""
    masks = [image.mask_path for image in images if not image.is_good]
    if None not in masks:
        return ""
    return (
        f"{masks.count(None)} of {len(masks)} defective images have no mask and are left out of pixel AUROC and AUPRO. "
        "Put it into ground_truth/<kind of defect> as <name>_mask.png."
    )


def _images_in(folder: Path) -> tuple[Path, ...]:
    return list_images(folder) if folder.is_dir() else ()


def _test_images(folder: Path) -> tuple[TestImage, ...]:
    test = folder / "test"
    paths = _images_in(test)
    if not paths:
        wanted = "test/good and test/<kind of defect>"
        raise SourceError(f"{readable_name(folder)} holds no test images. Put them into {wanted}.")
    return tuple(_test_image(path.relative_to(test), folder) for path in paths)


def _test_image(relative: Path, folder: Path) -> TestImage:
    path = folder / "test" / relative
    if len(relative.parts) == 1:
        raise SourceError(f"{readable_name(path)} has no label. Move it into test/good or test/<kind of defect>.")
    kind = relative.parts[0]
    mask = folder / "ground_truth" / relative.with_name(f"{relative.stem}_mask.png")
    return TestImage(path, kind, mask if kind != GOOD and mask.is_file() else None)


def _not_black(picture: PIL.Image.Image, name: str) -> Mask:
    mask: Mask
    if picture.mode == "I" or picture.mode.startswith("I;16"):
        mask = np.asarray(picture) != 0  # in 8 bits the value 1 would become 0
    else:
        mask = np.any(rgb_of(picture, name), axis=2)
    return mask
