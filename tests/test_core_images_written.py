import errno
import os
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from core.errors import OutputError
from core.images import read_image, write_image
from core.types import Image


@pytest.mark.parametrize("channels", [slice(None), 1])
def test_what_is_written_is_what_opencv_reads(tmp_path: Path, scene: Image, channels: Any) -> None:
    path = tmp_path / "heatmap größer.png"
    image = scene[:, :, channels]

    write_image(path, image)

    stored = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_UNCHANGED)
    np.testing.assert_array_equal(stored, image[:, :, ::-1] if image.ndim == 3 else image)
    assert list(tmp_path.iterdir()) == [path]


def test_writing_over_a_picture_replaces_it(tmp_path: Path, scene: Image) -> None:
    write_image(tmp_path / "part.png", scene)

    write_image(tmp_path / "part.png", 255 - scene)

    np.testing.assert_array_equal(read_image(tmp_path / "part.png"), 255 - scene)


@pytest.mark.parametrize(
    ("number", "way_out"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "may not be written to"),
        (errno.EROFS, "may not be written to"),
        (errno.EIO, "Choose another"),
    ],
)
def test_a_failed_write_says_why_and_leaves_the_old_picture(
    tmp_path: Path, scene: Image, monkeypatch: pytest.MonkeyPatch, number: int, way_out: str
) -> None:
    def fail(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "part.png"
    write_image(path, scene)
    monkeypatch.setattr(Path, "replace", fail)

    with pytest.raises(OutputError, match=rf"part\.png can't be written: .*{way_out}.*\.$"):
        write_image(path, 255 - scene)

    assert list(tmp_path.iterdir()) == [path]
    np.testing.assert_array_equal(read_image(path), scene)


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, scene: Image, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)

    with pytest.raises(KeyboardInterrupt):
        write_image(tmp_path / "part.png", scene)

    assert not list(tmp_path.iterdir())


def test_writing_into_a_folder_that_is_not_there(tmp_path: Path, scene: Image) -> None:
    with pytest.raises(OutputError, match="its folder does not exist"):
        write_image(tmp_path / "gone" / "part.png", scene)


def test_writing_into_a_closed_folder(tmp_path: Path, scene: Image) -> None:
    tmp_path.chmod(0o500)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write everywhere")
        with pytest.raises(OutputError, match="may not be written to"):
            write_image(tmp_path / "part.png", scene)
    finally:
        tmp_path.chmod(0o700)
