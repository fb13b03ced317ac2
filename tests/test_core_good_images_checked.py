from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from core.errors import TeachingError
from core.good_images.checked import Checked
from core.images import write_image
from core.sources.folder import FolderSource

Draw = Callable[[int], npt.NDArray[np.uint8]]


def noise(number: int) -> npt.NDArray[np.uint8]:
    return np.random.default_rng(number).integers(0, 256, (48, 64, 3), np.uint8)


def black(_number: int) -> npt.NDArray[np.uint8]:
    return np.zeros((48, 64, 3), np.uint8)


def plain(number: int) -> npt.NDArray[np.uint8]:
    return np.full((48, 64, 3), 100 + number, np.uint8)


@pytest.fixture
def folder_of(tmp_path: Path) -> Callable[[list[npt.NDArray[np.uint8]]], FolderSource]:
    def make(pictures: list[npt.NDArray[np.uint8]]) -> FolderSource:
        for number, picture in enumerate(pictures):
            write_image(tmp_path / f"{number}.png", picture)
        return FolderSource(tmp_path)

    return make


def test_images_go_by_unchanged_and_are_remarked_on(folder_of: Callable[..., FolderSource]) -> None:
    source = folder_of([noise(1), noise(2), noise(1)])
    checked = Checked(source)
    given = list(checked.frames())
    assert [item.name for item in given] == [item.name for item in source.frames()] == ["0.png", "1.png", "2.png"]
    assert (checked.name, checked.total) == (source.name, 3)
    said = " ".join(remark.sentence for remark in checked.remarks)
    assert "2.png is 0.png once more" in said


@pytest.mark.parametrize(
    ("pictures", "why"),
    [
        ([noise(1), noise(1), noise(1)], "one and the same picture"),
        ([black(1), black(2)], "black or white"),
        ([noise(1), black(1), noise(1)], "one and the same picture, or show nothing"),
    ],
)
def test_what_can_teach_nothing_is_refused(
    folder_of: Callable[..., FolderSource], pictures: list[npt.NDArray[np.uint8]], why: str
) -> None:
    with pytest.raises(TeachingError, match=why):
        list(Checked(folder_of(pictures)).frames())


@pytest.mark.parametrize("draw", [noise, plain])
def test_two_that_differ_are_enough(folder_of: Callable[..., FolderSource], draw: Draw) -> None:
    assert len(list(Checked(folder_of([draw(1), draw(1), draw(2)])).frames())) == 3


def test_too_few_are_left_to_the_teaching(folder_of: Callable[..., FolderSource]) -> None:
    assert len(list(Checked(folder_of([noise(1)])).frames())) == 1
