from pathlib import Path

import numpy as np
import PIL.Image
import pytest

from core.dataset import TestImage, read_dataset, read_mask
from core.errors import ImageError, SourceError


def put(folder: Path, *names: str) -> None:
    """Make empty files: only reading an image looks into it."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


@pytest.fixture
def nuts(tmp_path: Path) -> Path:
    folder = tmp_path / "nuts"
    put(
        folder,
        *("train/good/2.png", "train/good/10.png", "train/good/notes.txt"),
        *("test/good/0.png", "test/crack/3.jpg", "test/crack/12.png", "test/hole/0.png"),
        *("ground_truth/crack/3_mask.png", "ground_truth/crack/12_mask.png"),
        "readme.txt",
    )
    return folder


def test_the_layout_of_mvtec_is_found_in_natural_order(nuts: Path) -> None:
    dataset = read_dataset(nuts)

    truth = nuts / "ground_truth"
    assert dataset.train_good == (nuts / "train/good/2.png", nuts / "train/good/10.png")
    assert dataset.test == (
        TestImage(nuts / "test/crack/3.jpg", "crack", truth / "crack/3_mask.png"),
        TestImage(nuts / "test/crack/12.png", "crack", truth / "crack/12_mask.png"),
        TestImage(nuts / "test/good/0.png", "good", None),
        TestImage(nuts / "test/hole/0.png", "hole", None),
    )


def test_only_good_is_good(nuts: Path) -> None:
    good = [image.path.parent.name for image in read_dataset(nuts).test if image.is_good]

    assert good == ["good"]


def test_a_mask_of_a_good_image_is_not_used(nuts: Path) -> None:
    put(nuts, "ground_truth/good/0_mask.png")

    masks = [image.mask_path for image in read_dataset(nuts).test if image.is_good]

    assert masks == [None]


def test_without_images_to_teach_there_are_none(tmp_path: Path) -> None:
    put(tmp_path, "test/good/0.png")

    assert read_dataset(tmp_path).train_good == ()


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone does not exist\. .*\.$"):
        read_dataset(tmp_path / "gone")


def test_a_file(tmp_path: Path) -> None:
    put(tmp_path, "nuts.zip")

    with pytest.raises(SourceError, match=r"nuts\.zip is not a folder\. "):
        read_dataset(tmp_path / "nuts.zip")


@pytest.mark.parametrize("name", ["train/good/0.png", "test/good/notes.txt"])
def test_no_test_images(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)

    with pytest.raises(SourceError, match=r"holds no test images\. Put them into test/good and "):
        read_dataset(tmp_path)


def test_a_test_image_without_a_label(nuts: Path) -> None:
    put(nuts, "test/unsorted.png")

    with pytest.raises(SourceError, match=r"unsorted\.png has no label\. Move it into test/good or "):
        read_dataset(nuts)


def test_a_folder_that_may_not_be_entered(nuts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", refuse)

    with pytest.raises(SourceError, match="nuts may not be read"):
        read_dataset(nuts)


@pytest.mark.parametrize(
    "values", [np.array([0, 1, 255], np.uint8), np.array([0, 1, 65535], np.uint16), np.array([False, True, True])]
)
def test_a_mask_is_all_that_is_not_zero(tmp_path: Path, values: np.ndarray) -> None:
    stored = np.random.default_rng(0).choice(values, (20, 30))
    PIL.Image.fromarray(stored).save(tmp_path / "0_mask.png")

    mask = read_mask(tmp_path / "0_mask.png")

    assert mask.dtype == np.bool_
    np.testing.assert_array_equal(mask, stored > 0)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P"])
def test_a_coloured_mask_is_all_that_is_not_black(tmp_path: Path, mode: str) -> None:
    defective = np.random.default_rng(1).random((20, 30)) < 0.3
    red = np.where(defective[:, :, np.newaxis], np.array([200, 0, 0]), 0).astype(np.uint8)
    PIL.Image.fromarray(red).convert(mode).save(tmp_path / "0_mask.png")

    np.testing.assert_array_equal(read_mask(tmp_path / "0_mask.png"), defective)


def test_a_damaged_mask(tmp_path: Path) -> None:
    (tmp_path / "0_mask.png").write_bytes(b"no image")

    with pytest.raises(ImageError, match=r"0_mask\.png is not an image"):
        read_mask(tmp_path / "0_mask.png")


def test_real_images(real_data: Path) -> None:
    dataset = read_dataset(real_data / "hazelnut")

    assert len(dataset.train_good) == 50
    for image in dataset.test:
        assert image.is_good == (image.mask_path is None)
        if image.mask_path is not None:
            assert 0 < read_mask(image.mask_path).mean() < 0.5
