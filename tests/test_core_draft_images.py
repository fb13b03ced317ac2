from pathlib import Path

import numpy as np
import pytest

from core.drafts.draft import new_draft
from core.drafts.images import GoodImageSource, list_good_images
from core.errors import SourceError
from core.images import write_image
from core.types import Frame, SkippedImage


def fill(folder: Path, *names: str) -> Path:
    folder.mkdir(parents=True)
    for grey, name in enumerate(names):
        write_image(folder / name, np.full((16, 16, 3), grey, np.uint8))
    return folder


def test_names_are_those_in_the_folder_and_stay_when_folders_are_added(tmp_path: Path) -> None:
    first, second = fill(tmp_path / "a" / "good", "2.png", "10.png"), fill(tmp_path / "b" / "good", "2.png")
    third = fill(tmp_path / "c" / "good", "2.png")
    captured = fill(tmp_path / "captured", "0001.png")
    draft = new_draft().changed(folders=(first,))
    alone = list_good_images(draft, tmp_path / "nothing")
    assert [image.name for image in alone.images] == ["2.png", "10.png"]
    both = list_good_images(draft.changed(folders=(first, second, third)), captured)
    names = [image.name for image in both.images]
    assert names == ["2.png", "10.png", "good/2.png", "good (2)/2.png", "captured/0001.png"]
    assert both.images[2].path == second / "2.png"
    assert both.remarks == ()


def test_a_missing_and_an_empty_folder_get_a_sentence_each(tmp_path: Path) -> None:
    empty = fill(tmp_path / "empty")
    listed = list_good_images(new_draft().changed(folders=(tmp_path / "gone", empty)), tmp_path / "captured")
    assert listed.images == ()
    assert [remark.split(".")[0].split("/")[-1] for remark in listed.remarks] == [
        "gone is not there",
        "empty holds no images",
    ]


def test_teaching_reads_the_images_under_their_names(tmp_path: Path) -> None:
    folder = fill(tmp_path / "good", "1.png", "2.png")
    (folder / "3.png").write_bytes(b"no picture")
    images = list_good_images(new_draft().changed(folders=(folder,)), tmp_path / "captured").images
    first, second, third = GoodImageSource("nut", images).frames()
    assert isinstance(first, Frame)
    assert isinstance(second, Frame)
    assert (first.name, first.image[0, 0, 0], second.name, second.image[0, 0, 0]) == ("1.png", 0, "2.png", 1)
    assert isinstance(third, SkippedImage)


def test_a_folder_that_goes_while_it_is_read_ends_the_reading(tmp_path: Path) -> None:
    folder = fill(tmp_path / "good", "1.png", "2.png")
    frames = GoodImageSource(
        "nut", list_good_images(new_draft().changed(folders=(folder,)), tmp_path / "captured").images
    ).frames()
    next(frames)
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(SourceError, match="good has gone"):
        next(frames)
