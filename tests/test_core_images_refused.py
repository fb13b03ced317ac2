import errno
import io
import os
import struct
import warnings
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from image_files import encode, orientation, read_bytes
from PIL import ImageFile, TiffImagePlugin

from core.errors import ImageError
from core.images import read_image, write_image
from core.types import Image


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_claiming(width: int, height: int) -> bytes:
    """A grey PNG whose header promises more pixels than its data hold."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*chunk) for chunk in chunks)


def refusal(tmp_path: Path, data: bytes, name: str = "part.png") -> str:
    """The sentence a picture is refused with."""
    with pytest.raises(ImageError) as caught:
        read_bytes(tmp_path, data, name)
    sentence = str(caught.value)
    assert name in sentence
    assert sentence.endswith(".")
    return sentence


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match=r"gone\.png does not exist\. "):
        read_image(tmp_path / "gone.png")


def test_inside_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file.png").write_bytes(b"x")

    with pytest.raises(ImageError, match="does not exist"):
        read_image(tmp_path / "file.png" / "part.png")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="is a folder, not an image"):
        read_image(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")

    with pytest.raises(ImageError, match="not an ordinary file"):
        read_image(tmp_path / "pipe.png")


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (tmp_path / "secret.png").write_bytes(b"x")
    monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(ImageError, match=r"secret\.png may not be read"):
        read_image(tmp_path / "secret.png")


def test_no_permission_of_the_system(tmp_path: Path) -> None:
    path = tmp_path / "secret.png"
    path.write_bytes(b"x")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")

    with pytest.raises(ImageError, match="may not be read"):
        read_image(path)


def test_a_name_no_system_takes() -> None:
    with pytest.raises(ImageError, match="can't be read"):
        read_image(Path("part\0.png"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_the_refusal_of_a_name_in_no_encoding_can_be_printed(tmp_path: Path) -> None:
    with pytest.raises(ImageError) as caught:
        read_image(tmp_path / os.fsdecode(b"n\xfct.png"))

    assert "n?t.png does not exist" in str(caught.value).encode().decode()


def test_empty(tmp_path: Path) -> None:
    assert "is empty" in refusal(tmp_path, b"")


def test_a_text_file(tmp_path: Path) -> None:
    assert "is not an image" in refusal(tmp_path, b"These are the notes of the shift.\n" * 20)


def test_a_drawing_that_pillow_would_hand_to_another_program(tmp_path: Path) -> None:
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\nshowpage\n%%EOF\n"
    with PIL.Image.open(io.BytesIO(eps)) as drawing:
        assert drawing.format == "EPS"

    assert "is not an image" in refusal(tmp_path, eps)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "TIFF", "WEBP", "PPM"])
def test_cut_in_half(tmp_path: Path, scene: Image, kind: str) -> None:
    data = encode(PIL.Image.fromarray(scene), kind)

    assert "damaged" in refusal(tmp_path, data[: len(data) // 2])


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("PNG", {}),
        ("JPEG", {}),
        ("JPEG", {"progressive": True}),
        ("TIFF", {"compression": "tiff_lzw"}),
        ("WEBP", {"lossless": True}),
    ],
)
def test_wherever_a_file_is_cut_no_half_picture_comes_out(
    tmp_path: Path, scene: Image, kind: str, options: dict[str, Any]
) -> None:
    data = encode(PIL.Image.fromarray(scene), kind, **options)
    whole = read_bytes(tmp_path, data)

    for length in [*range(1, len(data) - 12, 13), *range(len(data) - 12, len(data))]:
        try:
            image = read_bytes(tmp_path, data[:length])
        except ImageError:
            continue
        np.testing.assert_array_equal(image, whole)  # only bytes after the picture are missing


def test_half_a_picture_is_refused_though_others_told_pillow_to_take_it(
    tmp_path: Path, scene: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    data = encode(PIL.Image.fromarray(scene), "PNG")

    assert "damaged" in refusal(tmp_path, data[: len(data) // 2])
    assert ImageFile.LOAD_TRUNCATED_IMAGES  # theirs again


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
def test_several_pictures_in_one_file(tmp_path: Path, scene: Image, kind: str) -> None:
    pictures = [PIL.Image.fromarray(np.roll(scene, step, axis=0)) for step in (0, 5, 10)]
    data = encode(pictures[0], kind, save_all=True, append_images=pictures[1:])

    assert "holds 3 pictures. Save one of them by itself." in refusal(tmp_path, data)


@pytest.mark.parametrize("size", [(1, 1), (15, 16), (16, 15)])
def test_too_small(tmp_path: Path, size: tuple[int, int]) -> None:
    sentence = refusal(tmp_path, encode(PIL.Image.new("RGB", size), "PNG"))

    assert f"has {size[0]} × {size[1]} pixels" in sentence


def test_the_smallest(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, encode(PIL.Image.new("RGB", (16, 16)), "PNG")).shape == (16, 16, 3)


@pytest.mark.parametrize("size", [(30_000, 30_000), (10_000, 10_001)])
@pytest.mark.parametrize("limit_of_others", [None, 10, 10**12])
def test_too_large_is_seen_before_decoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], limit_of_others: int | None
) -> None:
    def decode(_picture: ImageFile.ImageFile) -> None:
        pytest.fail("the picture was decoded")

    monkeypatch.setattr(PIL.Image, "MAX_IMAGE_PIXELS", limit_of_others)
    monkeypatch.setattr(ImageFile.ImageFile, "load", decode)

    assert "has more than 100 megapixels" in refusal(tmp_path, png_claiming(*size))


def test_100_megapixels_are_not_too_large(tmp_path: Path) -> None:
    assert "damaged" in refusal(tmp_path, png_claiming(10_000, 10_000))


def test_a_smaller_limit_of_others_does_not_count(
    tmp_path: Path, scene: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PIL.Image, "MAX_IMAGE_PIXELS", 10)

    np.testing.assert_array_equal(read_bytes(tmp_path, encode(PIL.Image.fromarray(scene), "PNG")), scene)
    assert PIL.Image.MAX_IMAGE_PIXELS == 10


def test_more_than_memory_holds(tmp_path: Path, scene: Image, monkeypatch: pytest.MonkeyPatch) -> None:
    def exhaust(_picture: ImageFile.ImageFile) -> None:
        raise MemoryError

    monkeypatch.setattr(ImageFile.ImageFile, "load", exhaust)

    assert "needs more memory" in refusal(tmp_path, encode(PIL.Image.fromarray(scene), "PNG"))


@pytest.mark.parametrize("values", [np.float32, np.int32])
def test_numbers_without_black_and_white(tmp_path: Path, values: type[np.generic]) -> None:
    picture = PIL.Image.fromarray(np.ones((20, 20), values))

    assert "without a known black and white" in refusal(tmp_path, encode(picture, "TIFF"))


# Warnings


def test_what_pillow_warns_of_stays_inside(tmp_path: Path, scene: Image) -> None:
    notes = TiffImagePlugin.ImageFileDirectory_v2()
    notes[270] = "a description of many letters"
    data = encode(PIL.Image.fromarray(scene), "TIFF", tiffinfo=notes)
    length_of_notes = struct.pack("<HHI", 270, 2, len("a description of many letters\0"))
    broken = data.replace(length_of_notes, struct.pack("<HHI", 270, 2, 1_000_000))
    with pytest.warns(UserWarning, match="larger than file"), PIL.Image.open(io.BytesIO(broken)) as picture:
        picture.load()

    np.testing.assert_array_equal(read_bytes(tmp_path, broken), scene)


def test_many_readers_leave_the_warning_filters_as_they_were(tmp_path: Path, scene: Image) -> None:
    write_image(tmp_path / "part.png", scene)
    before = list(warnings.filters)

    with ThreadPoolExecutor(4) as readers:
        images = list(readers.map(read_image, [tmp_path / "part.png"] * 40))

    assert all(np.array_equal(image, scene) for image in images)
    assert list(warnings.filters) == before


# Whatever the bytes


def small_files() -> list[bytes]:
    rows, columns = np.mgrid[0:18, 0:20]
    picture = PIL.Image.fromarray(np.stack([rows * 12, columns * 11, rows * columns % 256], axis=2).astype(np.uint8))
    kinds = {
        "PNG": {"exif": orientation(6)},
        "JPEG": {"exif": orientation(8)},
        "BMP": {},
        "PPM": {},
        "WEBP": {},
        "GIF": {},
    }
    files = [encode(picture, kind, **options) for kind, options in kinds.items()]
    return [*files, *(encode(picture, "TIFF", compression=how) for how in (None, "tiff_lzw", "packbits"))]


whatever = settings(max_examples=150, deadline=None, derandomize=True, database=None)


def gives_an_image_or_an_image_error(folder: Path, data: bytes) -> None:
    try:
        image = read_bytes(folder, data)
    except ImageError:
        return
    assert image.dtype == np.uint8
    assert image.ndim == 3
    assert image.shape[2] == 3


@whatever
@given(start=st.sampled_from([b"", *(data[:12] for data in small_files())]), rest=st.binary(max_size=200))
def test_random_bytes(tmp_path_factory: pytest.TempPathFactory, start: bytes, rest: bytes) -> None:
    gives_an_image_or_an_image_error(tmp_path_factory.getbasetemp(), start + rest)


@whatever
@given(
    data=st.sampled_from(small_files()), flips=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 7)), max_size=8)
)
def test_flipped_bits(tmp_path_factory: pytest.TempPathFactory, data: bytes, flips: list[tuple[int, int]]) -> None:
    flipped = bytearray(data)
    for place, bit in flips:
        flipped[place % len(flipped)] ^= 1 << bit
    gives_an_image_or_an_image_error(tmp_path_factory.getbasetemp(), flipped)


@whatever
@given(data=st.sampled_from(small_files()), start=st.integers(0, 1500), length=st.integers(0, 1500))
def test_missing_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes, start: int, length: int) -> None:
    gives_an_image_or_an_image_error(tmp_path_factory.getbasetemp(), data[:start] + data[start + length :])
