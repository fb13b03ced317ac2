"""The demo's parts are nuts on a dark ground, repeat from their seed, and their masks are exact."""

from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image as PillowImage

from core.demo.fields import Mask
from core.demo.noise import plane_noise, smoothstep, surface_noise
from core.demo.parts import DefectKind, DrawnPart, draw_part, write_dataset
from core.demo.shape import random_pose, random_shape, signed_distance, trace
from core.errors import OutputError
from core.types import Image

SEED = 5
NUMBERS = range(20)
SIZE = 128  # small, to keep the tests quick; the parts are the same at every size


def silhouette(image: Image) -> Mask:
    """Find the nut by its colour alone: it is warm, the ground is not."""
    warmth = image[..., 0].astype(int) - image[..., 2]
    warm = (cv2.blur(warmth.astype(np.float32), (3, 3)) > 5).astype(np.uint8)
    contours, _ = cv2.findContours(warm, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros(warm.shape, np.uint8)
    cv2.drawContours(filled, [max(contours, key=cv2.contourArea)], -1, 1, cv2.FILLED)
    return filled > 0


def difference(first: DrawnPart, second: DrawnPart) -> npt.NDArray[np.int64]:
    """Return the largest difference of a pixel's three channels, (H, W)."""
    return np.abs(first.image.astype(int) - second.image).max(axis=-1)


def series(kind: DefectKind | None, count: int) -> list[DrawnPart]:
    """Return the first parts of the series."""
    return [draw_part(SEED, number, kind, SIZE) for number in range(count)]


@pytest.mark.parametrize("kind", [None, *DefectKind])
def test_the_same_arguments_give_the_same_pixels(kind: DefectKind | None) -> None:
    first, second = draw_part(SEED, 3, kind, SIZE), draw_part(SEED, 3, kind, SIZE)
    assert np.array_equal(first.image, second.image)
    assert np.array_equal(first.mask, second.mask)


def test_other_numbers_and_other_seeds_give_other_nuts() -> None:
    parts = [draw_part(SEED, number, None, SIZE) for number in range(6)] + [draw_part(SEED + 1, 0, None, SIZE)]
    for index, part in enumerate(parts):
        for other in parts[:index]:
            assert difference(part, other).mean() > 5


@pytest.mark.parametrize("kind", [None, *DefectKind])
@pytest.mark.parametrize("size", [97, 128, 256, 320])
def test_every_size_is_drawn(size: int, kind: DefectKind | None) -> None:
    part = draw_part(SEED, 1, kind, size)
    assert part.image.shape == (size, size, 3)
    assert part.image.dtype == np.uint8
    assert part.mask.shape == (size, size)
    assert part.mask.dtype == np.bool_
    assert part.kind is kind
    assert part.mask.any() == (kind is not None)


def test_a_part_is_the_same_nut_at_every_size() -> None:
    small = draw_part(SEED, 2, None, 128).image
    large = draw_part(SEED, 2, None, 256).image
    other = draw_part(SEED, 3, None, 128).image
    shrunk = cv2.resize(large, (128, 128), interpolation=cv2.INTER_AREA).astype(int)
    assert np.abs(shrunk - small).mean() < 2.5
    assert np.abs(shrunk - other).mean() > 5


@pytest.mark.parametrize("number", NUMBERS)
def test_a_good_nut_lies_whole_and_warm_on_a_dark_even_ground(number: int) -> None:
    image = draw_part(SEED, number, None, SIZE).image
    nut = silhouette(image)
    border = np.ones_like(nut)
    border[4:-4, 4:-4] = False
    assert 0.25 < nut.mean() < 0.45
    assert not (nut & border).any()
    red, green, blue = image[nut].mean(axis=0)
    assert red > green + 30
    assert green > blue + 5
    ground = image[~cv2.dilate(nut.astype(np.uint8), np.ones((9, 9))).astype(bool)]
    assert ground.mean() < 45
    assert np.percentile(ground, 99) - np.percentile(ground, 1) < 20


@pytest.mark.parametrize("kind", DefectKind)
@pytest.mark.parametrize("number", NUMBERS)
def test_the_mask_is_exact_on_the_nut_and_neither_tiny_nor_huge(number: int, kind: DefectKind) -> None:
    good, bad = draw_part(SEED, number, None, SIZE), draw_part(SEED, number, kind, SIZE)
    changed = difference(good, bad)
    assert not changed[~bad.mask].any()
    assert np.mean(changed[bad.mask] >= 5) > 0.9
    assert changed[bad.mask].mean() > 20
    assert 0.0025 < bad.mask.mean() < 0.04
    assert silhouette(good.image)[bad.mask].all()


def test_a_good_part_has_an_empty_mask() -> None:
    assert not draw_part(SEED, 0, None, SIZE).mask.any()


def test_holes_are_dark_inside_and_prints_are_pale() -> None:
    good = draw_part(SEED, 4, None).image.astype(int)
    hole, stamp = draw_part(SEED, 4, DefectKind.HOLE), draw_part(SEED, 4, DefectKind.PRINT)
    ys, xs = np.nonzero(hole.mask)
    middle = hole.image[round(ys.mean()), round(xs.mean())]
    assert middle.mean() < good[hole.mask].mean() - 25
    assert stamp.image[stamp.mask].mean() > good[stamp.mask].mean() + 50
    saturation = np.ptp(stamp.image[stamp.mask].astype(int), axis=1).mean()
    assert saturation < np.ptp(good[stamp.mask], axis=1).mean() / 2


def test_a_dataset_has_the_layout_of_mvtec(tmp_path: Path) -> None:
    write_dataset(tmp_path, SEED, 3, 2, 1, size=SIZE)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.png")}
    assert names == {
        *(f"train/good/{index:03}.png" for index in range(3)),
        *(f"test/good/{index:03}.png" for index in range(2)),
        *(f"test/{kind}/000.png" for kind in ("crack", "cut", "hole", "print")),
        *(f"ground_truth/{kind}/000_mask.png" for kind in ("crack", "cut", "hole", "print")),
    }


def test_a_dataset_is_read_back_as_it_was_drawn(tmp_path: Path) -> None:
    write_dataset(tmp_path, SEED, 2, 1, 2, size=SIZE)
    drawn = {part.image.tobytes(): part for kind in (None, *DefectKind) for part in series(kind, 11)}
    for path in sorted(tmp_path.glob("t*/*/*.png")):
        with PillowImage.open(path) as picture:
            assert picture.mode == "RGB"
            part = drawn.pop(np.asarray(picture).tobytes())  # a part that is written twice isn't found again
        assert (part.kind or "good") == path.parent.name
        if part.kind:
            with PillowImage.open(tmp_path / "ground_truth" / part.kind / f"{path.stem}_mask.png") as mask:
                assert mask.mode == "L"
                assert np.array_equal(np.asarray(mask), np.where(part.mask, 255, 0))


def test_no_nut_of_a_dataset_is_seen_twice(tmp_path: Path) -> None:
    write_dataset(tmp_path, SEED, 2, 2, 1, size=SIZE)
    images = [cv2.imread(str(path)).astype(int) for path in sorted(tmp_path.glob("t*/*/*.png"))]
    for index, image in enumerate(images):
        for other in images[:index]:
            assert np.abs(image - other).mean() > 5


def test_a_dataset_that_cannot_be_written_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="file"):
        write_dataset(tmp_path / "file", SEED, 1, 0, 0, size=SIZE)


def test_rays_end_on_the_nut_and_normals_face_the_camera() -> None:
    rng = np.random.default_rng(0)
    shape, pose = random_shape(rng), random_pose(rng)
    surface = trace(shape, pose, SIZE).part(np.flatnonzero(trace(shape, pose, SIZE).coverage == 1))
    assert np.abs(signed_distance(shape, surface.points)).max() < 0.02
    assert np.linalg.norm(surface.normals, axis=0) == pytest.approx(1, abs=1e-5)
    assert surface.normals[2].min() > -0.2
    # Along the ray through a pixel only the depth changes, so in the camera's frame x and y are the pixel's own.
    in_camera = pose.rotation.T @ surface.points * pose.radius
    rows, columns = np.divmod(surface.pixels, SIZE)
    assert in_camera[0] + pose.centre[0] == pytest.approx((columns + 0.5) / SIZE * 2 - 1, abs=1e-4)
    assert in_camera[1] + pose.centre[1] == pytest.approx((rows + 0.5) / SIZE * 2 - 1, abs=1e-4)


@pytest.mark.parametrize("seam", [-0.5, 0.0, 0.5, 1.0])
def test_noise_closes_around_the_nut_and_over_the_plane(seam: float) -> None:
    latitude = np.linspace(0.1, 0.9, 50, dtype=np.float32)
    left, right = np.full(50, seam - 1e-4, np.float32), np.full(50, seam + 1e-4, np.float32)
    around = [surface_noise(np.random.default_rng(0), turns, latitude, 20, 6) for turns in (left, right)]
    across = [plane_noise(np.random.default_rng(0), x, latitude, 9) for x in (left, right)]
    for first, second in (around, across):
        assert first == pytest.approx(second, abs=0.03)
        assert first.std() > 0.2


def test_smoothstep_rises_from_low_to_high_and_may_fall() -> None:
    values = np.array([-1, 0, 0.25, 0.5, 1, 2], np.float32)
    assert smoothstep(0, 1, values) == pytest.approx([0, 0, 3 * 0.25**2 - 2 * 0.25**3, 0.5, 1, 1])
    assert smoothstep(1, 0, values) == pytest.approx(1 - smoothstep(0, 1, values))
