import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import PIL.Image
import pytest
from image_files import encode, orientation, read_bytes

from core.images import IMAGE_SUFFIXES
from core.types import Image

# What turns the stored rows and columns upright, from the EXIF standard (CIPA DC-008, Orientation).
UPRIGHT: dict[int, Callable[[Any], Any]] = {
    1: lambda stored: stored,
    2: np.fliplr,
    3: lambda stored: stored[::-1, ::-1],
    4: np.flipud,
    5: lambda stored: stored.swapaxes(0, 1),
    6: lambda stored: np.rot90(stored, -1),
    7: lambda stored: stored[::-1, ::-1].swapaxes(0, 1),
    8: lambda stored: np.rot90(stored, 1),
}

LOSSLESS: dict[str, dict[str, Any]] = {
    "PNG": {},
    "BMP": {},
    "PPM": {},
    "TIFF": {},
    "WEBP": {"lossless": True},
}


def read_saved(tmp_path: Path, picture: PIL.Image.Image, kind: str = "PNG", **options: Any) -> Image:
    return read_bytes(tmp_path, encode(picture, kind, **options))


@pytest.mark.parametrize("kind", LOSSLESS)
def test_every_lossless_kind_gives_the_pixels_that_were_saved(tmp_path: Path, scene: Image, kind: str) -> None:
    image = read_saved(tmp_path, PIL.Image.fromarray(scene), kind, **LOSSLESS[kind])

    np.testing.assert_array_equal(image, scene)


def test_the_result_is_an_array_of_its_own(tmp_path: Path, scene: Image) -> None:
    image = read_saved(tmp_path, PIL.Image.fromarray(scene))

    assert image.dtype == np.uint8
    assert image.flags.c_contiguous
    assert image.flags.writeable


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_is_what_opencv_makes_of_it(tmp_path: Path, scene: Image, progressive: bool) -> None:
    data = encode(PIL.Image.fromarray(scene), "JPEG", quality=90, progressive=progressive)

    other = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR_RGB)

    np.testing.assert_allclose(read_bytes(tmp_path, data).astype(int), other, atol=2)


@pytest.mark.parametrize("number", UPRIGHT)
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP"])
def test_exif_orientation_is_applied_once(tmp_path: Path, scene: Image, kind: str, number: int) -> None:
    picture = PIL.Image.fromarray(scene)

    image = read_saved(tmp_path, picture, kind, exif=orientation(number), **LOSSLESS[kind])

    np.testing.assert_array_equal(image, UPRIGHT[number](scene))


@pytest.mark.parametrize("number", UPRIGHT)
def test_exif_orientation_of_a_jpeg(tmp_path: Path, scene: Image, number: int) -> None:
    picture = PIL.Image.fromarray(scene)
    stored = read_saved(tmp_path, picture, "JPEG")

    image = read_saved(tmp_path, picture, "JPEG", exif=orientation(number))

    np.testing.assert_array_equal(image, UPRIGHT[number](stored))


@pytest.mark.parametrize("name", ["a part.png", "Haselnuss größer ½.png", "ナッツ.png", "орех.PNG"])
def test_names_with_spaces_and_other_letters(tmp_path: Path, scene: Image, name: str) -> None:
    data = encode(PIL.Image.fromarray(scene), "PNG")

    np.testing.assert_array_equal(read_bytes(tmp_path, data, name), scene)


def test_the_content_counts_and_not_the_suffix(tmp_path: Path, scene: Image) -> None:
    data = encode(PIL.Image.fromarray(scene), "BMP")

    np.testing.assert_array_equal(read_bytes(tmp_path, data, "part.jpg"), scene)


def test_suffixes_are_in_lower_case_with_a_dot() -> None:
    assert {".png", ".jpg", ".tiff"} <= IMAGE_SUFFIXES
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in IMAGE_SUFFIXES)


# Kinds of grey and colour


@pytest.fixture
def deep_grey() -> npt.NDArray[np.uint16]:
    """16-bit grey: all the values 8-bit steps could be rounded wrongly at, and the two ends."""
    steps = np.arange(0, 65536, 257)[:, np.newaxis] + np.array([-129, -128, 0, 128, 129])
    return np.resize(np.clip(steps, 0, 65535), (64, 20)).astype(np.uint16)


def rounded_to_8_bits(deep: npt.NDArray[np.uint16]) -> Image:
    return np.repeat(np.round(deep / 257).astype(np.uint8)[:, :, np.newaxis], 3, axis=2)


@pytest.mark.parametrize("suffix", [".png", ".tiff", ".pgm"])
def test_16_bit_grey_of_another_program_is_scaled_by_1_over_257(
    tmp_path: Path, deep_grey: npt.NDArray[np.uint16], suffix: str
) -> None:
    data = cv2.imencode(suffix, deep_grey)[1].tobytes()

    image = read_bytes(tmp_path, data)

    np.testing.assert_array_equal(image, rounded_to_8_bits(deep_grey))


def test_16_bit_grey_with_the_high_byte_first(tmp_path: Path, deep_grey: npt.NDArray[np.uint16]) -> None:
    data = encode(PIL.Image.fromarray(deep_grey.astype(">u2")), "TIFF")
    assert data.startswith(b"MM")

    np.testing.assert_array_equal(read_bytes(tmp_path, data), rounded_to_8_bits(deep_grey))


def test_dim_16_bit_grey_stays_dim(tmp_path: Path) -> None:
    dim = np.full((20, 20), 300, np.uint16)
    dim[5, 5] = 2570

    image = read_saved(tmp_path, PIL.Image.fromarray(dim))

    assert image[0, 0, 0] == 1
    assert image.max() == 10


@pytest.mark.parametrize("number", [3, 6])
def test_16_bit_grey_is_turned_upright_too(tmp_path: Path, deep_grey: npt.NDArray[np.uint16], number: int) -> None:
    image = read_saved(tmp_path, PIL.Image.fromarray(deep_grey), exif=orientation(number))

    np.testing.assert_array_equal(image, UPRIGHT[number](rounded_to_8_bits(deep_grey)))


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_16_bit_colour_keeps_its_upper_8_bits(tmp_path: Path, suffix: str) -> None:
    deep = np.random.default_rng(1).integers(0, 65536, (20, 30, 3), dtype=np.uint16)
    data = cv2.imencode(suffix, deep[:, :, ::-1])[1].tobytes()

    np.testing.assert_array_equal(read_bytes(tmp_path, data), deep >> 8)


def tiff_12_bit(values: npt.NDArray[np.uint16]) -> bytes:
    """A little-endian TIFF with two values in three bytes, as its standard (6.0, section 8) packs them."""
    height, width = values.shape
    first, second = values[:, 0::2], values[:, 1::2]
    packed = np.stack([first >> 4, (first & 15) << 4 | second >> 8, second & 255], axis=2).astype(np.uint8).tobytes()
    tags = {256: width, 257: height, 258: 12, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: len(packed)}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    directory = struct.pack("<H", len(tags)) + entries + struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", 8 + len(packed)) + packed + directory


def test_12_bit_grey_is_not_taken_for_dark_16_bit_grey(tmp_path: Path) -> None:
    values = np.resize(np.arange(0, 4096, 5, dtype=np.uint16), (20, 40))

    image = read_bytes(tmp_path, tiff_12_bit(values))

    np.testing.assert_array_equal(image[:, :, 1], np.round(values / 4095 * 255))


def test_black_and_white_of_1_bit(tmp_path: Path) -> None:
    bits = np.random.default_rng(2).random((20, 30)) < 0.5

    image = read_saved(tmp_path, PIL.Image.fromarray(bits))

    np.testing.assert_array_equal(image, np.repeat(bits[:, :, np.newaxis], 3, axis=2) * 255)


def test_grey_has_three_equal_channels(tmp_path: Path, scene: Image) -> None:
    image = read_saved(tmp_path, PIL.Image.fromarray(scene[:, :, 0]))

    np.testing.assert_array_equal(image, np.repeat(scene[:, :, :1], 3, axis=2))


def test_a_palette_gives_its_colours(tmp_path: Path) -> None:
    picture = PIL.Image.fromarray(np.resize(np.arange(3, dtype=np.uint8), (20, 30)), "P")
    colours = np.array([[10, 20, 30], [200, 100, 0], [7, 8, 9]], np.uint8)
    picture.putpalette(colours.tobytes())

    image = read_saved(tmp_path, picture)

    np.testing.assert_array_equal(image, colours[np.asarray(picture)])


@pytest.mark.parametrize("transparency", [1, b"\xff\x00\xff"])
def test_the_transparent_colour_of_a_palette_becomes_black(tmp_path: Path, transparency: int | bytes) -> None:
    picture = PIL.Image.fromarray(np.resize(np.arange(3, dtype=np.uint8), (20, 30)), "P")
    picture.putpalette(bytes([10, 20, 30, 200, 100, 50, 7, 8, 9]))

    image = read_saved(tmp_path, picture, transparency=transparency)

    assert image[0, :3].tolist() == [[10, 20, 30], [0, 0, 0], [7, 8, 9]]


def test_transparency_is_laid_over_black(tmp_path: Path) -> None:
    rgba = np.random.default_rng(3).integers(0, 256, (20, 30, 4), dtype=np.uint8)

    image = read_saved(tmp_path, PIL.Image.fromarray(rgba))

    over_black = rgba[:, :, :3] * (rgba[:, :, 3:] / 255)
    np.testing.assert_allclose(image, over_black, atol=1)


def test_transparent_grey_is_laid_over_black(tmp_path: Path) -> None:
    grey_alpha = np.random.default_rng(4).integers(0, 256, (20, 30, 2), dtype=np.uint8)

    image = read_saved(tmp_path, PIL.Image.fromarray(grey_alpha, "LA"))

    over_black = grey_alpha[:, :, :1] * (grey_alpha[:, :, 1:] / 255)
    np.testing.assert_allclose(image, np.repeat(over_black, 3, axis=2), atol=1)


def test_one_transparent_colour_becomes_black(tmp_path: Path) -> None:
    picture = PIL.Image.new("RGB", (20, 20), (40, 50, 60))
    picture.putpixel((3, 2), (90, 80, 70))

    image = read_saved(tmp_path, picture, transparency=(40, 50, 60))

    assert image[2, 3].tolist() == [90, 80, 70]
    assert image.sum() == 90 + 80 + 70


def test_cmyk_is_the_product_of_what_the_inks_let_through(tmp_path: Path) -> None:
    inks = np.random.default_rng(5).integers(0, 256, (20, 30, 4), dtype=np.uint8)

    image = read_saved(tmp_path, PIL.Image.fromarray(inks, "CMYK"), "TIFF")

    through = (255.0 - inks[:, :, :3]) * (255.0 - inks[:, :, 3:]) / 255
    np.testing.assert_allclose(image, through, atol=1)


def test_a_cmyk_jpeg_is_not_inverted(tmp_path: Path) -> None:
    data = encode(PIL.Image.new("CMYK", (32, 32), (255, 0, 0, 0)), "JPEG")
    assert b"Adobe" in data

    np.testing.assert_allclose(read_bytes(tmp_path, data)[16, 16].astype(int), [0, 255, 255], atol=3)


def test_ycbcr_is_converted_as_jfif_says(tmp_path: Path) -> None:
    picture = PIL.Image.new("YCbCr", (20, 20), (100, 110, 170))

    image = read_saved(tmp_path, picture, "TIFF")

    red, blue = 100 + 1.402 * (170 - 128), 100 + 1.772 * (110 - 128)
    green = (100 - 0.299 * red - 0.114 * blue) / 0.587
    np.testing.assert_allclose(image[0, 0], [red, green, blue], atol=2)


def test_lab_greys_are_those_of_srgb(tmp_path: Path) -> None:
    lightness = np.resize(np.linspace(0, 255, 20), (20, 20))
    lab = np.stack([lightness, np.zeros((20, 20)), np.zeros((20, 20))], axis=2).astype(np.uint8)

    image = read_saved(tmp_path, PIL.Image.fromarray(lab, "LAB"), "TIFF")

    star = lab[:, :, 0] * (100 / 255)
    light = np.where(star > 8, ((star + 16) / 116) ** 3, star / 903.3)
    srgb = np.where(light > 0.0031308, 1.055 * light ** (1 / 2.4) - 0.055, 12.92 * light)
    np.testing.assert_allclose(image, np.repeat(srgb[:, :, np.newaxis] * 255, 3, axis=2), atol=2)


def test_a_photograph_with_a_preview_is_one_picture(tmp_path: Path, scene: Image) -> None:
    picture = PIL.Image.fromarray(scene)
    preview = picture.resize((16, 16))
    alone = read_saved(tmp_path, picture, "JPEG")

    image = read_saved(tmp_path, picture, "MPO", save_all=True, append_images=[preview])

    np.testing.assert_array_equal(image, alone)
