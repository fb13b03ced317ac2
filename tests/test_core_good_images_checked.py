from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from small import SMALL_LITE, good_parts

from core.errors import TeachingError
from core.good_images.checked import Checked
from core.images import write_image
from core.sources.folder import FolderSource
from core.training.lesson import Lesson
from core.training.teaching import teach
from core.types import Frame, SkippedImage

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
    source = folder_of([noise(1), noise(2), plain(3)])
    checked = Checked(source)
    for given, there in zip(checked.frames(), source.frames(), strict=True):
        assert isinstance(given, Frame)
        assert isinstance(there, Frame)
        assert given.name == there.name
        np.testing.assert_array_equal(given.image, there.image)
    assert (checked.name, checked.total) == (source.name, 3)
    assert any("2.png" in remark.images for remark in checked.remarks)


def test_a_copy_counts_once_however_often_the_images_are_read(folder_of: Callable[..., FolderSource]) -> None:
    checked = Checked(folder_of([noise(1), noise(2), noise(1), noise(1), black(1)]))
    for _ in range(2):
        items = list(checked.frames())
        assert [item.name for item in items] == [f"{number}.png" for number in range(5)]
        assert [item.name for item in items if isinstance(item, Frame)] == ["0.png", "1.png"]
        why = [item.reason for item in items if isinstance(item, SkippedImage)]
        assert ["0.png once more" in reason for reason in why] == [True, True, False]
        assert "black all over" in why[2]
    assert any("2.png and 3.png are 0.png once more" in remark.sentence for remark in checked.remarks)


def test_what_the_images_support_rests_on_pictures_that_differ(folder_of: Callable[..., FolderSource]) -> None:
    parts = [frame.image for frame in good_parts(3).frames() if isinstance(frame, Frame)]
    lesson = Lesson("Nut", SMALL_LITE)
    alone = teach(Checked(folder_of(parts)), lesson, drawn=2)
    twice = teach(Checked(folder_of([*parts, parts[0], parts[2]])), lesson, drawn=2)
    assert twice.recipe.card.good_count == alone.recipe.card.good_count == len(twice.held_out) == 3
    np.testing.assert_allclose(twice.recipe.card.held_out_scores, alone.recipe.card.held_out_scores, rtol=1e-5)
    assert [skipped.name for skipped in twice.skipped] == ["3.png", "4.png"]


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
