"""Pictures from files and into files: read strictly, so that half a picture is never inspected."""

import io
import stat
import struct
import threading
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeVar

import cv2
import numpy as np
import numpy.typing as npt
import PIL.Image
from PIL import ImageFile, ImageOps, TiffImagePlugin

from core.errors import ImageError
from core.files import readable_name, write_whole
from core.types import Image

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".bmp", ".tif", ".tiff", ".webp", ".pgm", ".ppm"})
"""Endings of the files Filbert takes for images; compare them in lower case."""

READABLE_KINDS = "PNG, JPEG, BMP, TIFF, WebP, PGM and PPM"
"""The same for the user to read."""

SMALLEST_SIDE = 16
LARGEST_AREA = 100_000_000

# Named one by one: left to itself Pillow goes by content and would start Ghostscript for an EPS renamed .png.
# GIF is here so that an animation is called one, whatever its name ends in.
_FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP", "PPM", "GIF")

# What Pillow's decoders raise on damaged files. They parse in Python, so a flipped bit can end in almost any class.
_DECODER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

_PILLOW_SETTINGS = threading.Lock()

_T = TypeVar("_T")


def read_image(path: Path) -> Image:
    """Read one picture as an inspection sees it.

    The result is (H, W, 3), RGB, uint8, upright as EXIF says, writable. Colour profiles are not applied.
    16-bit grey is scaled by 1/257, the same for every picture: a stretched contrast would hide or invent
    defects. 16-bit colour keeps its upper 8 bits. What is transparent is laid over black.

    Raises ImageError for whatever can't be read: missing, empty, damaged or cut short, several pictures
    in one file, a side under 16 pixels, over 100 megapixels, values without a known range.
    """
    return decode(path, rgb_of)


def decode(path: Path, convert: Callable[[PIL.Image.Image, str], _T]) -> _T:
    """Open, check and load a picture and hand it, upright, to `convert` along with its readable name.

    Raises ImageError for all that fails on the way, in `convert` too.
    """
    name = readable_name(path)
    with _open_file(path, name) as file, _our_pillow_settings():
        try:
            picture = PIL.Image.open(file, formats=_FORMATS)
            _check_header(picture, name)
            picture.load()
            ImageOps.exif_transpose(picture, in_place=True)
            return convert(picture, name)
        except PIL.UnidentifiedImageError as error:
            raise ImageError(f"{name} is not an image or is damaged. Remove it or save it anew.") from error
        except PIL.Image.DecompressionBombError as error:
            limit = f"{LARGEST_AREA // 1_000_000} megapixels"
            raise ImageError(f"{name} has more than {limit}. Scale it down or cut it.") from error
        except MemoryError as error:
            raise ImageError(f"{name} needs more memory than there is. Scale it down or cut it.") from error
        except _DECODER_ERRORS as error:
            raise ImageError(f"{name} is damaged or not completely written. Remove it or save it anew.") from error


def rgb_of(picture: PIL.Image.Image, name: str) -> Image:
    """Give a loaded picture's pixels as `read_image` does; `name` is for the message.

    Raises ImageError for 32-bit integers and floats, whose black and white nobody can know.
    """
    if picture.mode.startswith("I;16") or (picture.mode == "I" and picture.format == "PPM"):
        return _rgb_of_16_bit_grey(picture)
    if picture.mode in {"I", "F"}:
        raise ImageError(f"{name} holds numbers without a known black and white. Save it with 8 or 16 bits.")
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        black = PIL.Image.new("RGBA", picture.size, (0, 0, 0, 255))
        picture = PIL.Image.alpha_composite(black, picture)
    return np.array(picture if picture.mode == "RGB" else picture.convert("RGB"))  # which would copy it once more


def shrunk(image: Image, side: int) -> Image:
    """The picture (H, W, 3) no larger than so many pixels on its longer side, its aspect kept."""
    factor = min(1.0, side / max(image.shape[:2]))
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def write_image(path: Path, image: npt.NDArray[np.uint8]) -> None:
    """Write a picture, (H, W, 3) RGB or (H, W) grey, as a PNG that appears whole or not at all.

    Raises OutputError when the folder is missing, can't be written to, or has no room.
    """
    png = io.BytesIO()
    # Level 1 of 9 takes a quarter of the usual time for a seventh more bytes.
    PIL.Image.fromarray(image).save(png, format="PNG", compress_level=1)
    write_whole(path, png.getvalue())


def _open_file(path: Path, name: str) -> BinaryIO:
    try:
        status = path.stat()
        _check_file(status.st_mode, status.st_size, name)
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ImageError(f"{name} does not exist. Check the name or choose another image.") from error
    except PermissionError as error:
        raise ImageError(f"{name} may not be read. Ask for the right to read it or choose another image.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ImageError(f"{name} can't be read ({reason}). Check the name and the drive it is on.") from error


def _check_file(mode: int, size: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise ImageError(f"{name} is a folder, not an image. Choose an image in it.")
    if not stat.S_ISREG(mode):
        raise ImageError(f"{name} is not an ordinary file. Choose an image.")
    if size == 0:
        raise ImageError(f"{name} is empty. Remove it or save it anew.")


def _check_header(picture: ImageFile.ImageFile, name: str) -> None:
    width, height = picture.size
    if min(width, height) < SMALLEST_SIDE:
        need = f"{SMALLEST_SIDE} × {SMALLEST_SIDE}"
        raise ImageError(f"{name} has {width} × {height} pixels. Take one with at least {need}.")
    # A JPEG of format MPO is one photograph; what follows it is a preview or the second eye of a stereo camera.
    pictures = 1 if picture.format == "MPO" else getattr(picture, "n_frames", 1)
    if pictures > 1:
        raise ImageError(f"{name} holds {pictures} pictures. Save one of them by itself.")


def _rgb_of_16_bit_grey(picture: PIL.Image.Image) -> Image:
    white = _white_of_16_bit_grey(picture)
    values = np.asarray(picture).astype(np.uint32)
    grey = ((values * 255 + white // 2) // white).astype(np.uint8)
    return np.repeat(grey[:, :, np.newaxis], 3, axis=2)


def _white_of_16_bit_grey(picture: PIL.Image.Image) -> int:
    if isinstance(picture, TiffImagePlugin.TiffImageFile):
        bits = picture.tag_v2.get(TiffImagePlugin.BITSPERSAMPLE, (16,))[0]
        return (1 << int(bits)) - 1  # Pillow gives 12-bit values as they are
    return 65535


@contextmanager
def _our_pillow_settings() -> Iterator[None]:
    """Hold Pillow to what Filbert promises, whatever else runs in this process has set.

    Pillow's switches and Python's warning filters belong to the whole process, so only one reader at a time
    may change them; all are put back.
    """
    with _PILLOW_SETTINGS, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what matters comes as an exception, the rest is about metadata
        before = PIL.Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES
        PIL.Image.MAX_IMAGE_PIXELS = LARGEST_AREA // 2  # Pillow warns from here on and refuses from twice as much
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            PIL.Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES = before
