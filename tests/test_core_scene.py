"""A picture as a whole: what is no part, what has changed, and what is only a defect."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from small import board, frame_of, part, pushed, small_recipe

from core.dataset import read_dataset
from core.demo.parts import DefectKind, draw_part
from core.images import read_image
from core.inspection.pipeline import Inspector
from core.inspection.scene import Look, Scene, SceneModel, scene_model
from core.inspection.summary import summary_of
from core.model.preparation import prepare
from core.model.presets import LITE
from core.training.scene import learn_scene
from core.types import Image, Verdict

GREY = np.full((256, 256, 3), 128, np.uint8)
NOISE = np.random.default_rng(0).integers(0, 256, GREY.shape, dtype=np.uint8)
JUDGED = {Look.AS_TAUGHT, Look.CHANGING, Look.PARTLY}


def drawn(number: int, kind: DefectKind | None = None) -> Image:
    return draw_part(0, number, kind).image


def lit(image: Image, gain: float) -> Image:
    return np.clip(image * np.float64(gain), 0, 255).astype(np.uint8)


def belt(number: int, radius: int, spoil: Callable[[Image, Image], None] | None = None) -> Image:
    """A grey belt with a yellow disc anywhere on it; `spoil` gets the picture and where the disc is."""
    chance = np.random.default_rng(number)
    down, across = np.mgrid[:256, :256]
    x, y = chance.integers(40, 216, 2)
    image = np.full((256, 256, 3), (110, 115, 120), np.uint8)
    disc = (np.hypot(across - x, down - y) < radius).astype(np.uint8)
    image[disc > 0] = (200, 190, 60)
    if spoil is not None:
        spoil(image, disc)
    lighter = image * chance.uniform(0.97, 1.03) + chance.normal(0, 3, image.shape)
    return np.clip(lighter, 0, 255).astype(np.uint8)


def half_burnt(image: Image, disc: Image) -> None:
    right = disc.copy()
    right[:, : int(np.median(np.flatnonzero(disc.any(axis=0))))] = 0
    image[right > 0] = (30, 25, 20)


def broken(image: Image, disc: Image) -> None:
    lower = disc.copy()
    lower[: int(np.median(np.flatnonzero(disc.any(axis=1))))] = 0
    image[lower > 0] = (110, 115, 120)


def taught(pictures: list[Image]) -> SceneModel:
    return learn_scene([summary_of(picture) for picture in pictures])


@pytest.fixture(scope="module")
def nuts() -> SceneModel:
    return taught([drawn(number) for number in range(20)])


@pytest.fixture(scope="module")
def boards() -> SceneModel:
    return taught([board(seed) for seed in range(10)])


@pytest.mark.parametrize("value", [0, 60, 128, 255])
def test_a_picture_with_nothing_on_it_shows_no_part(nuts: SceneModel, boards: SceneModel, value: int) -> None:
    empty = np.full((256, 256, 3), value, np.uint8)
    for model in (nuts, boards):
        scene = model.look_at(empty)
        assert scene.look is Look.NO_PART
        assert "There is no part in the picture. Put one before the camera" in scene.sentence


def test_the_background_alone_shows_no_part(nuts: SceneModel) -> None:
    corner = drawn(3)[:24, :24]
    assert nuts.look_at(cv2.resize(corner, (256, 256)).astype(np.uint8)).look is Look.NO_PART


@pytest.mark.parametrize("radius", [15, 30, 60])
def test_an_empty_belt_shows_no_part_however_small_the_parts_and_wherever_they_lie(radius: int) -> None:
    model = taught([belt(number, radius) for number in range(12)])
    assert {model.look_at(belt(number, 0)).look for number in range(100, 110)} == {Look.NO_PART}
    assert {model.look_at(belt(number, radius)).look for number in range(100, 110)} == {Look.AS_TAUGHT}


@pytest.mark.parametrize("radius", [15, 30, 60])
@pytest.mark.parametrize("spoil", [half_burnt, broken])
def test_a_part_with_half_of_it_spoilt_is_still_a_part(radius: int, spoil: Callable[[Image, Image], None]) -> None:
    model = taught([belt(number, radius) for number in range(12)])
    assert {model.look_at(belt(number, radius, spoil)).look for number in range(100, 110)} <= JUDGED


def test_noise_and_another_product_are_no_part(nuts: SceneModel, boards: SceneModel) -> None:
    for model, other in ((nuts, board(0)), (boards, drawn(0))):
        assert model.look_at(NOISE).look is Look.NO_PART
        scene = model.look_at(other)
        assert scene.look is Look.NO_PART
        assert "The picture is not like that of a part" in scene.sentence


def test_parts_that_were_not_taught_look_as_taught(nuts: SceneModel, boards: SceneModel) -> None:
    assert {nuts.look_at(drawn(number)).look for number in range(100, 140)} == {Look.AS_TAUGHT}
    assert {boards.look_at(board(number)).look for number in range(100, 140)} == {Look.AS_TAUGHT}


@pytest.mark.parametrize("kind", list(DefectKind))
def test_a_defect_is_still_a_part(nuts: SceneModel, kind: DefectKind) -> None:
    assert {nuts.look_at(drawn(number, kind)).look for number in range(200, 212)} == {Look.AS_TAUGHT}


def test_a_large_blot_is_a_defect_and_not_a_missing_part(boards: SceneModel) -> None:
    blotted = board(20)
    cv2.circle(blotted, (128, 128), 64, (10, 10, 10), -1)  # a fifth of the picture
    assert boards.look_at(blotted).look in JUDGED


def test_much_that_is_unlike_is_said(boards: SceneModel) -> None:
    half = board(20)
    half[:, :100] = 12
    scene = boards.look_at(half)
    assert scene.look is Look.PARTLY
    assert scene.sentence.startswith("Much of the picture is unlike the good parts.")


def test_much_that_is_unlike_is_a_warning_only_where_the_detector_sees_no_defect() -> None:
    recipe, half = small_recipe(), part(0).copy()
    half[:, :100] = 12
    assert recipe.scene is not None
    wary = replace(recipe.scene, limit=np.array([0.01, 0.95], np.float32), alike=np.float32(0))
    scale = recipe.card.scale
    score = float(Inspector(recipe, "cpu").score_map(half).max())
    inspections = []
    for threshold in (score * 0.9, score * 1.1):  # as a share of the way from the median to the recipe's own
        raw = scale.median + threshold * (scale.threshold - scale.median)
        card = recipe.card.model_copy(update={"scale": replace(scale, threshold=raw)})
        inspections.append(Inspector(replace(recipe, card=card, scene=wary), "cpu").inspect(frame_of(half)))
    assert [inspection.verdict for inspection in inspections] == [Verdict.FAIL, Verdict.PASS]
    assert ["unlike" in inspection.warning for inspection in inspections] == [False, True]


def test_a_part_of_another_colour_is_a_part(boards: SceneModel) -> None:
    scene = boards.look_at(np.ascontiguousarray(lit(board(20), 1.0) * np.array([1, 1, 0.6])).astype(np.uint8))
    assert scene.look is Look.CHANGING
    assert "The picture is less blue than the good parts were taught with" in scene.sentence


@pytest.mark.parametrize(("gain", "word"), [(0.4, "darker"), (2.5, "brighter")])
def test_other_light_is_told_as_such(boards: SceneModel, gain: float, word: str) -> None:
    dim = taught([lit(board(seed), 0.35) for seed in range(10)]) if gain > 1 else boards
    scene = dim.look_at(lit(board(20), 0.35 * gain if gain > 1 else gain))
    assert scene.look is Look.CHANGED
    assert scene.sentence == (
        f"The picture is {word} than the good parts were taught with. Check the light and the exposure."
    )


def test_light_that_begins_to_change_is_a_warning(boards: SceneModel) -> None:
    scene = boards.look_at(lit(board(20), 0.75))
    assert scene.look is Look.CHANGING
    assert "darker" in scene.sentence


def test_light_within_what_was_taught_is_none() -> None:
    model = taught([lit(board(seed), 0.5 + 0.05 * seed) for seed in range(10)])
    assert {model.look_at(lit(board(30), gain)).look for gain in (0.5, 0.7, 0.95)} == {Look.AS_TAUGHT}


@pytest.mark.parametrize(("sigma", "look"), [(1, Look.CHANGING), (8, Look.CHANGED)])
def test_a_lens_out_of_focus_is_told(nuts: SceneModel, sigma: float, look: Look) -> None:
    scene = nuts.look_at(cv2.GaussianBlur(drawn(101), (0, 0), sigma).astype(np.uint8))
    assert scene.look is look
    assert "less sharp" in scene.sentence


@pytest.mark.parametrize(
    ("x", "y", "where"), [(26, 0, "to the right"), (-26, 0, "to the left"), (0, 26, "down"), (0, -26, "up")]
)
def test_a_camera_that_was_pushed_is_told_with_direction(boards: SceneModel, x: int, y: int, where: str) -> None:
    scene = boards.look_at(pushed(board(20), x, y))
    assert scene.look is Look.CHANGED
    assert scene.sentence == f"The picture has moved by about 10 % {where}. Check the camera and the fixture."


def test_parts_that_lie_anyhow_are_never_said_to_have_moved() -> None:
    chance = np.random.default_rng(1)
    images = [pushed(board(n), *(int(v) for v in chance.integers(-40, 41, 2))) for n in range(30)]
    model = taught(images[:20])
    assert model.placing[0] == 0
    assert {model.look_at(image).look for image in images[20:]} == {Look.AS_TAUGHT}


@pytest.mark.parametrize("count", [1, 2, 5])
def test_few_images_let_more_pass_but_never_an_empty_picture(count: int) -> None:
    model = taught([drawn(number) for number in range(count)])
    assert model.look_at(GREY * 0).look is Look.NO_PART
    assert model.look_at(GREY * 0 + 255).look is Look.NO_PART
    assert {model.look_at(drawn(number)).look for number in range(100, 120)} <= JUDGED


def test_one_image_again_and_again_can_be_learned() -> None:
    model = taught([drawn(0)] * 12)
    assert model.look_at(drawn(0)).look is Look.AS_TAUGHT
    assert model.look_at(GREY).look is Look.NO_PART


@pytest.mark.parametrize("value", [0, 255])
def test_parts_that_look_like_nothing_are_parts_all_the_same(value: int) -> None:
    plain = np.full((256, 256, 3), value, np.uint8)
    assert taught([plain, plain]).look_at(plain).look is Look.AS_TAUGHT


def test_the_same_pictures_give_the_same_model(nuts: SceneModel) -> None:
    again = taught([drawn(number) for number in range(20)]).arrays()
    for name, array in nuts.arrays().items():
        np.testing.assert_array_equal(array, again[name])


def test_a_model_comes_back_from_its_arrays(nuts: SceneModel) -> None:
    again = scene_model(nuts.arrays())
    for picture in (drawn(50), board(0), GREY):
        assert again.look_at(picture) == nuts.look_at(picture)
    assert sum(array.nbytes for array in nuts.arrays().values()) < 100_000
    with pytest.raises(KeyError):
        scene_model({})
    with pytest.raises(ValueError, match="layout"):
        scene_model(nuts.arrays() | {"layout": np.zeros((4, 4), np.float32)})


def test_what_is_not_there_is_never_judged() -> None:
    inspector = Inspector(small_recipe(), "cpu")
    for picture in (GREY * 0, GREY, GREY * 0 + 255, NOISE):
        inspection = inspector.inspect(frame_of(picture))
        assert inspection.verdict is Verdict.NO_PART
        assert inspection.regions == ()
        assert "Put one" in inspection.reason
        assert inspection.score == inspector.score_map(picture).max()
    assert inspector.inspect(frame_of(board(0))).verdict in (Verdict.NO_PART, Verdict.NOT_READY)
    assert inspector.inspect(frame_of(part(0))).verdict is Verdict.PASS


def test_what_has_changed_too_much_is_the_stations_trouble_and_what_has_begun_to_a_warning() -> None:
    inspector = Inspector(small_recipe(), "cpu")
    dark = inspector.inspect(frame_of(lit(part(0), 0.3)))
    assert (dark.verdict, dark.regions, dark.reason) == (Verdict.NOT_READY, (), dark.warning)
    assert "darker" in dark.warning
    blurred = inspector.inspect(frame_of(cv2.GaussianBlur(part(0), (0, 0), 1.0).astype(np.uint8)))
    assert blurred.verdict.about_part
    assert (blurred.reason, "less sharp" in blurred.warning) == ("", True)


def test_a_recipe_without_a_scene_judges_everything_and_says_so() -> None:
    old = replace(small_recipe(), scene=None)
    inspection = Inspector(old, "cpu").inspect(frame_of(GREY * 0))
    assert inspection.verdict.about_part
    assert "can't tell a missing part" in old.shortcoming
    assert small_recipe().shortcoming == ""


def prepared(path: Path) -> Image:
    return prepare(read_image(path), LITE)


def covered(image: Image) -> Image:
    """A dark, blurred hand before all but a tenth of the picture."""
    result = cv2.GaussianBlur(image, (0, 0), 12) // 4
    result[:, :26] = image[:, :26]
    return result.astype(np.uint8)


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "other"), [("hazelnut", "magnetic_tile"), ("magnetic_tile", "hazelnut")])
def test_real_parts_are_there_and_foreign_ones_are_not(real_data: Path, name: str, other: str) -> None:
    dataset = read_dataset(real_data / name)
    model = taught([prepared(path) for path in dataset.train_good])
    looks = [model.look_at(prepared(image.path)).look for image in dataset.test]
    assert set(looks) <= {Look.AS_TAUGHT, Look.PARTLY}
    assert looks.count(Look.PARTLY) <= 0.1 * len(looks)
    foreign = [prepared(path) for path in read_dataset(real_data / other).train_good[:20]]
    nothing = [GREY * 0, GREY, GREY * 0 + 255, NOISE, *(covered(picture) for picture in foreign)]
    assert {model.look_at(picture).look for picture in foreign + nothing} <= {Look.NO_PART, Look.CHANGED}


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["hazelnut", "magnetic_tile"])
def test_real_parts_that_were_held_out_look_like_parts(real_data: Path, name: str) -> None:
    pictures = [prepared(path) for path in read_dataset(real_data / name).train_good]
    looks = []
    for fold in range(4):
        model = taught([picture for index, picture in enumerate(pictures) if index % 4 != fold])
        looks += [model.look_at(picture).look for picture in pictures[fold::4]]
    assert set(looks) <= JUDGED
    assert looks.count(Look.CHANGING) <= 0.03 * len(looks)


@pytest.mark.real_data
@pytest.mark.parametrize(("gain", "word"), [(0.4, "darker"), (1.8, "brighter")])
def test_real_nuts_in_other_light_are_not_judged(real_data: Path, gain: float, word: str) -> None:
    dataset = read_dataset(real_data / "hazelnut")
    model = taught([prepared(path) for path in dataset.train_good])
    scenes: list[Scene] = [model.look_at(lit(prepared(image.path), gain)) for image in dataset.test if image.is_good]
    assert {scene.look for scene in scenes} == {Look.CHANGED}
    assert all(word in scene.sentence for scene in scenes)
