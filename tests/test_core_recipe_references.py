"""Pictures kept beside a recipe: which, how many, exactly as they were."""

import errno
import os
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from recipe_versions import contents, noise, recipe_of, written

from core.images import write_image
from core.recipe_file import load_recipe
from core.recipes import references
from core.recipes.choosing import evenly, scattered, stretches
from core.recipes.references import MOST_PICTURES, Pictures, keep_references, read_reference, references_of
from core.recipes.saving import save_new_version


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "station" / "nut.filbert"


@pytest.fixture(autouse=True)
def station(path: Path) -> Path:
    path.parent.mkdir()
    return path.parent


def names(paths: tuple[Path, ...]) -> set[str]:
    """What the kept pictures were once called."""
    return {read_reference(path)[1] for path in paths}


def numbers(paths: tuple[Path, ...]) -> list[int]:
    """The numbers in the names of pictures that `written` wrote."""
    return sorted(int(Path(name).stem) for name in names(paths))


def test_a_kept_picture_is_the_original_to_the_last_bit_and_knows_its_name(path: Path, tmp_path: Path) -> None:
    images = [noise(1, 20), noise(2, 31)]
    good, defect = written(tmp_path / "größe", images[:1]), written(tmp_path / "crack 1", images[1:])
    assert keep_references(path, Pictures(good, defect)) == ""
    kept = references_of(path)
    for files, image, name in ((kept.good, images[0], "größe/000.png"), (kept.defects, images[1], "crack 1/000.png")):
        (file,) = files
        np.testing.assert_array_equal(np.asarray(PIL.Image.open(file)), image)
        np.testing.assert_array_equal(read_reference(file)[0], image)
        assert read_reference(file)[1] == name
    assert kept.good[0].parent == path.parent / "nut.references" / "good"
    assert kept.defects[0].parent == path.parent / "nut.references" / "defects"


def test_it_is_said_when_the_good_images_have_gone_before_the_recipe_is_saved(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "good parts"
    images = written(folder, [noise(1, 20)])
    pictures = Pictures(images, folders=[folder])
    assert save_new_version(recipe_of(1), path, pictures).remark == ""
    images[0].unlink()
    for gone in (pictures, Pictures(folders=[folder])):
        remark = save_new_version(recipe_of(1), path, gone).remark
        assert "none of its good images is there any more" in remark
        assert "good parts" in remark
    assert save_new_version(recipe_of(1), path).remark == ""  # one that is brought back has no pictures of its own


def test_a_jpeg_is_kept_as_the_pixels_it_was_inspected_by(path: Path, tmp_path: Path) -> None:
    original = tmp_path / "part.jpg"
    PIL.Image.fromarray(noise(3, 40)).save(original, quality=60)
    keep_references(path, Pictures([original]))
    (file,) = references_of(path).good
    np.testing.assert_array_equal(read_reference(file)[0], np.asarray(PIL.Image.open(original)))


@pytest.mark.parametrize("count", [1, 19, 20, 21, 100])
def test_good_images_are_kept_evenly_from_all(path: Path, tmp_path: Path, count: int) -> None:
    good = written(tmp_path / "good", [noise(seed) for seed in range(count)])
    keep_references(path, Pictures(good))
    kept = numbers(references_of(path).good)
    assert len(kept) == min(count, MOST_PICTURES)
    gaps = np.diff([-1, *kept, count])
    assert gaps.max() <= -(-count // len(kept)) + 1


def test_the_same_good_set_keeps_the_same_pictures(path: Path, tmp_path: Path) -> None:
    pictures = Pictures(written(tmp_path / "good", [noise(seed) for seed in range(30)]))
    keep_references(path, pictures)
    before = contents(path.parent)
    keep_references(path, pictures)
    assert contents(path.parent) == before


def test_another_good_set_takes_half_of_the_room_at_most(path: Path, tmp_path: Path) -> None:
    old = written(tmp_path / "old", [noise(seed) for seed in range(30)])
    new = written(tmp_path / "new", [noise(seed) for seed in range(100, 140)])
    keep_references(path, Pictures(old))
    keep_references(path, Pictures(new))
    folders = sorted(Path(name).parent.name for name in names(references_of(path).good))
    assert folders == ["new"] * 10 + ["old"] * 10


def test_what_turned_out_not_to_be_good_is_no_longer_a_good_reference(path: Path, tmp_path: Path) -> None:
    images = [noise(seed) for seed in range(4)]
    good = written(tmp_path / "good", images)
    keep_references(path, Pictures(good))
    (defect,) = written(tmp_path / "defects", images[1:2])  # the same pixels in another file
    keep_references(path, Pictures(good, defects=[defect], not_good=[good[2]]))
    kept = references_of(path)
    assert numbers(kept.good) == [0, 3]
    assert names(kept.defects) == {"defects/000.png"}


def test_defects_stay_for_all_later_versions(path: Path, tmp_path: Path) -> None:
    first = written(tmp_path / "first", [noise(seed) for seed in range(15)])
    later = written(tmp_path / "later", [noise(seed) for seed in range(50, 65)])
    assert keep_references(path, Pictures(defects=first)) == ""
    assert keep_references(path, Pictures()) == ""
    remark = keep_references(path, Pictures(defects=later))
    assert "room for 20 images or 100 MB" in remark
    kept = [Path(name).parent.name for name in names(references_of(path).defects)]
    assert sorted(kept) == ["first"] * 15 + ["later"] * 5


def test_the_pictures_never_take_more_room_than_is_stated(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = Pictures(*[written(tmp_path / kind, [noise(seed, 60) for seed in range(20)]) for kind in ("a", "b")])
    monkeypatch.setattr(references, "MOST_BYTES", 50_000)  # noise of 60×60×3 takes a little over 10,800 bytes
    keep_references(path, pictures)
    kept = references_of(path)
    assert (len(kept.good), len(kept.defects)) == (4, 4)
    assert sum(file.stat().st_size for file in kept.good) <= 50_000


def test_what_cannot_be_read_is_left_out(path: Path, tmp_path: Path) -> None:
    good = written(tmp_path / "good", [noise(seed) for seed in range(3)])
    good[1].write_bytes(b"no picture")
    keep_references(path, Pictures([*good, tmp_path / "gone.png"], defects=[good[1]]))
    assert numbers(references_of(path).good) == [0, 2]


def test_pictures_that_a_user_has_put_there_are_not_touched(path: Path, tmp_path: Path) -> None:
    own = path.parent / "nut.references" / "good" / "mine.png"
    own.parent.mkdir(parents=True)
    write_image(own, noise(0))
    good = written(tmp_path / "good", [noise(seed) for seed in range(1, 60)])
    for part in (good[:30], good[30:]):
        keep_references(path, Pictures(part, not_good=[own]))
    assert own in references_of(path).good
    assert read_reference(own)[1] == "mine.png"


def test_a_recipe_is_saved_even_if_its_pictures_cannot_be(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = written(tmp_path / "good", [noise(seed) for seed in range(5)])
    rename = Path.replace

    def full_for_pictures(source: Path, target: Path) -> Path:
        if target.suffix == ".png":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", full_for_pictures)
    saved = save_new_version(recipe_of(1), path, Pictures(good))
    assert saved.remark.startswith("The recipe is saved, but not the pictures to compare later versions on: ")
    assert saved.remark.endswith("the disk is full. Free some space or choose another folder.")
    assert load_recipe(path).card.seed == 1
    assert list(contents(path.parent)) == ["nut.filbert"]


def test_no_folder_is_made_for_no_pictures(path: Path) -> None:
    keep_references(path, Pictures())
    assert len(references_of(path)) == 0
    assert not list(path.parent.iterdir())


@pytest.mark.parametrize(("count", "of"), [(3, 10), (20, 21), (1, 7), (5, 5), (9, 4), (2, 0)])
def test_evenly_and_stretches_cover_all(count: int, of: int) -> None:
    items = list(range(of))
    chosen, cut = evenly(items, count), stretches(items, count)
    assert [item for stretch in cut for item in stretch] == items
    assert len(chosen) == len(cut) == min(count, of)
    assert all(cut)
    assert np.all(np.abs(np.diff(chosen) - max(1, of / count)) < 1)
    assert max([len(stretch) for stretch in cut], default=0) <= max(1, of / count) + 1


def test_every_beginning_of_scattered_is_spread_over_all() -> None:
    order = scattered(range(100))
    assert sorted(order) == list(range(100))
    for length in range(5, 100):
        gaps = np.diff([-1, *sorted(order[:length]), 100])
        assert gaps.max() <= 3 * 100 / length  # of random ones it would often be more
