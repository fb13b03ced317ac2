"""The checks of good images: planted troubles are named, and an ordinary set gets next to no remark."""

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import PIL.Image
import pytest
from small import board

from core.demo.parts import draw_part
from core.good_images.checks import GoodImageChecks
from core.good_images.measurement import measure
from core.good_images.remark import Remark, RemarkKind
from core.image_folders import list_images
from core.images import read_image
from core.types import Image

SET = tuple(draw_part(0, number).image for number in range(24))


def checked(images: Sequence[Image]) -> GoodImageChecks:
    checks = GoodImageChecks()
    for number, image in enumerate(images):
        checks.add(f"{number:03}", image)
    return checks


def named(remarks: Sequence[Remark], kind: RemarkKind) -> set[str]:
    return {name for remark in remarks if remark.kind is kind for name in remark.images}


def blurred(image: Image) -> Image:
    return cv2.GaussianBlur(image, (0, 0), 4).astype(np.uint8)


def over_exposed(image: Image) -> Image:
    return np.clip(image.astype(np.float32) * 3 + 60, 0, 255).astype(np.uint8)


def under_exposed(image: Image) -> Image:
    return (image // 12).astype(np.uint8)


def something_else(image: Image) -> Image:
    """Another product, as bright as the part."""
    return (board(3) * (image.mean() / board(3).mean())).astype(np.uint8)


def noisy_copy(_: Image) -> Image:
    noise = np.random.default_rng(0).normal(0, 2.5, SET[0].shape)
    return np.clip(SET[0] + noise, 0, 255).astype(np.uint8)


def recoded_copy(_: Image) -> Image:
    file = io.BytesIO()
    PIL.Image.fromarray(SET[0]).save(file, "JPEG", quality=85)
    return np.asarray(PIL.Image.open(file).convert("RGB"), np.uint8)


def copy(_: Image) -> Image:
    return SET[0].copy()


def wide(image: Image) -> Image:
    return cv2.resize(image, (image.shape[1] * 4 // 3, image.shape[0])).astype(np.uint8)


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (blurred, RemarkKind.BLURRED),
        (over_exposed, RemarkKind.OVER_EXPOSED),
        (under_exposed, RemarkKind.UNDER_EXPOSED),
        (something_else, RemarkKind.ODD),
        (noisy_copy, RemarkKind.NEAR_DUPLICATE),
        (recoded_copy, RemarkKind.NEAR_DUPLICATE),
        (copy, RemarkKind.DUPLICATE),
        (wide, RemarkKind.SIZE),
    ],
)
def test_a_planted_trouble_is_named(trouble: Callable[[Image], Image], kind: RemarkKind) -> None:
    checks = checked(SET)
    immediately = checks.add("planted", trouble(draw_part(0, 500).image))
    assert "planted" in named(immediately, kind)
    assert named(checks.remarks(), kind) == {"planted"}


def test_an_image_that_is_taken_out_takes_its_remark_with_it() -> None:
    checks = checked(SET)
    checks.add("planted", blurred(SET[3]))
    checks.take_out("planted")
    assert not named(checks.remarks(), RemarkKind.BLURRED)
    assert len(checks) == len(SET)


def test_an_ordinary_set_gets_no_remark_but_on_its_number() -> None:
    assert {remark.kind for remark in checked(SET).remarks()} == {RemarkKind.TOO_FEW}


def test_what_a_number_supports_is_the_exact_bound() -> None:
    [remark] = [r for r in checked(SET).remarks() if r.kind is RemarkKind.TOO_FEW]
    bound = 1 - 0.05 ** (1 / len(SET))  # the rate at which none of so many has a chance of 5 %
    assert f"{100 * bound:.0f} %" in remark.sentence


def test_two_products_half_and_half_are_named() -> None:
    mixed = [draw_part(0, n).image if n % 2 else board(n) for n in range(30)]
    [remark] = [r for r in checked(mixed).remarks() if r.kind is RemarkKind.MIXED]
    even = {f"{n:03}" for n in range(0, 30, 2)}
    assert set(remark.images) in (even, {f"{n:03}" for n in range(1, 30, 2)})
    assert "teach each by itself" in remark.sentence


def test_nothing_to_see_is_named() -> None:
    black, white = np.zeros((64, 64, 3), np.uint8), np.full((64, 64, 3), 255, np.uint8)
    remarks = checked([black, white, black]).remarks()
    assert named(remarks, RemarkKind.BLANK) == {"000", "001", "002"}
    assert any("black all over" in remark.sentence for remark in remarks)


def test_one_picture_again_and_again_is_a_copy_but_for_the_first() -> None:
    remarks = checked([SET[0]] * 6).remarks()
    assert named(remarks, RemarkKind.DUPLICATE) == {f"{n:03}" for n in range(1, 6)}


@pytest.mark.parametrize(
    ("images", "begins"),
    [
        ([], "There are no good images yet."),
        ([np.zeros((64, 64, 3), np.uint8)] * 8, "None of the 8 images counts. Copies and blank ones teach "),
        ([SET[0]] * 8, "With 1 image, up to 95 %"),
        (
            [SET[0], *SET[:3]],
            "With 3 images, up to 63 % of good parts might be rejected (95 % confidence). Only 3 of the 4 ",
        ),
        (SET[:3], "With 3 images, up to "),
    ],
)
def test_it_is_said_how_many_of_the_images_count(images: Sequence[Image], begins: str) -> None:
    [remark] = [r for r in checked(images).remarks() if r.kind is RemarkKind.TOO_FEW]
    assert remark.sentence.startswith(begins)


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_few_images_are_told_of_and_nothing_else(count: int) -> None:
    assert {remark.kind for remark in checked(SET[:count]).remarks()} == {RemarkKind.TOO_FEW}


@pytest.mark.real_data
@pytest.mark.parametrize("product", ["hazelnut", "magnetic_tile"])
def test_hardly_any_real_good_image_is_remarked_on(real_data: Path, product: str) -> None:
    paths = list_images(real_data / product / "train" / "good")
    remarks = checked([read_image(path) for path in paths]).remarks()
    assert not [remark for remark in remarks if remark.kind is RemarkKind.MIXED]
    assert len({name for remark in remarks for name in remark.images}) <= 0.05 * len(paths)


@pytest.mark.real_data
def test_two_real_products_half_and_half_are_named(real_data: Path) -> None:
    products = [list_images(real_data / product / "train" / "good")[:40] for product in ("hazelnut", "magnetic_tile")]
    [remark] = [
        one
        for one in checked([read_image(path) for pair in zip(*products, strict=True) for path in pair]).remarks()
        if one.kind is RemarkKind.MIXED
    ]
    even, odd = ({f"{n:03}" for n in range(first, 80, 2)} for first in (0, 1))
    assert {frozenset(remark.images), frozenset(remark.beside)} == {frozenset(even), frozenset(odd)}


def plate(number: int) -> npt.NDArray[np.float32]:
    """A plate in a good fixture: a pixel and a half off its place, a degree turned, light 3 % off."""
    rng = np.random.default_rng([1, number])
    corners = cv2.boxPoints(((640 + rng.normal(0, 6), 480 + rng.normal(0, 6)), (560, 300), rng.normal(0, 1)))
    large = np.zeros((960, 1280), np.uint8)
    cv2.fillConvexPoly(large, corners.astype(np.int32), 255)
    part = cv2.resize(large, (320, 240), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return np.asarray((50 + 110 * part) * rng.normal(1, 0.03), np.float32)


def taken(part: npt.NDArray[np.float32], time: int) -> Image:
    """The plate through a camera with a noise of two grey levels."""
    noisy = part + np.random.default_rng([2, time]).normal(0, 2, part.shape)
    return np.asarray(np.repeat(np.clip(noisy, 0, 255).round()[:, :, None], 3, axis=2), np.uint8)


def saved_anew(image: Image) -> Image:
    file = io.BytesIO()
    PIL.Image.fromarray(image).save(file, "JPEG", quality=85)
    return np.asarray(PIL.Image.open(file).convert("RGB"), np.uint8)


PLATES = tuple(taken(plate(number), number) for number in range(400))


@pytest.mark.parametrize("again", [lambda n: taken(plate(n), 1000 + n), lambda n: saved_anew(PLATES[n])])
def test_of_many_parts_in_a_good_fixture_only_those_there_twice_are_near_copies(again: Callable[[int], Image]) -> None:
    checks = GoodImageChecks()
    for number, image in enumerate(PLATES):
        checks.take(f"{number:03}", measure(image))
    assert not named(checks.remarks(), RemarkKind.NEAR_DUPLICATE)
    for number in range(10):
        checks.take(f"again {number}", measure(again(number)))
    assert named(checks.remarks(), RemarkKind.NEAR_DUPLICATE) == {f"again {number}" for number in range(10)}


def burst(part: npt.NDArray[np.float32], count: int) -> list[Image]:
    """Pictures of one part taken one after another: only the camera's noise differs."""
    return [taken(part, 5000 + time) for time in range(count)]


def nut(number: int) -> npt.NDArray[np.float32]:
    """A part whose outline and face differ from one to the next, grey."""
    return draw_part(1, number).image.astype(np.float32).mean(axis=2)


@pytest.mark.parametrize("part", [plate, nut])
@pytest.mark.parametrize(("others", "count"), [(4, 5), (10, 5), (7, 8), (7, 12), (20, 20)])
def test_a_burst_of_one_part_is_near_copies_and_makes_neither_product_nor_odd_ones(
    part: Callable[[int], npt.NDArray[np.float32]], others: int, count: int
) -> None:
    images = [*(taken(part(number), number) for number in range(1, others + 1)), *burst(part(0), count)]
    remarks = [remark for remark in checked(images).remarks() if remark.kind is not RemarkKind.TOO_FEW]
    assert {remark.kind for remark in remarks} == {RemarkKind.NEAR_DUPLICATE}
    assert named(remarks, RemarkKind.NEAR_DUPLICATE) == {f"{n:03}" for n in range(others + 1, others + count)}


def test_a_few_of_another_product_stay_odd_ones_beside_a_burst() -> None:
    images = [taken(nut(number), number) for number in range(1, 15)] + burst(nut(0), 6)
    others = {f"{len(images) + n:03}" for n in range(3)}
    remarks = checked([*images, *(board(n) for n in range(3))]).remarks()
    told = [remark for remark in remarks if remark.kind is not RemarkKind.NEAR_DUPLICATE]
    assert {name for remark in told for name in remark.images} == others
    assert not named(remarks, RemarkKind.MIXED)


def test_another_product_of_which_one_part_was_taken_many_times_is_named() -> None:
    remarks = checked([*(taken(nut(number), number) for number in range(12)), *burst(plate(0), 8)]).remarks()
    [mixed] = [remark for remark in remarks if remark.kind is RemarkKind.MIXED]
    assert set(mixed.images) == {f"{n:03}" for n in range(12, 20)}
