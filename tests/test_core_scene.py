"""A picture as a whole: what is no part, what has changed, and what is only a defect."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from small import frame_of, part, small_recipe

from core.dataset import read_dataset
from core.demo.parts import DefectKind, draw_part
from core.images import read_image
from core.inspection.pipeline import Inspector
from core.inspection.scene import Look, SceneModel, measured_shift, scene_model, summary_of
from core.model.preparation import prepare
from core.model.presets import LITE
from core.training.scene import learn_scene
from core.types import Image, Verdict

GREY = np.full((256, 256, 3), 128, np.uint8)


def drawn(number: int, kind: DefectKind | None = None) -> Image:
    return draw_part(0, number, kind).image


def lit(image: Image, gain: float) -> Image:
    return np.clip(image * np.float64(gain), 0, 255).astype(np.uint8)


def shifted(image: Image, x: int, y: int) -> Image:
    movement = np.array([[1, 0, x], [0, 1, y]], np.float64)
    return cv2.warpAffine(image, movement, image.shape[1::-1], borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


def board(seed: int) -> Image:
    """A part that always lies alike: dark and bright rectangles in fixed places, with a little noise."""
    layout, noise = np.random.default_rng(7), np.random.default_rng(seed)
    image = np.full((256, 256, 3), 90, np.uint8)
    for _ in range(40):
        x, y, width, height, grey = (
            int(value) for value in layout.integers((0, 0, 12, 12, 20), (220, 220, 50, 50, 230))
        )
        cv2.rectangle(image, (x, y), (x + width, y + height), (grey, grey, grey), -1)
    return np.clip(image + noise.normal(0, 4, image.shape), 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def nuts() -> SceneModel:
    return learn_scene([summary_of(drawn(number)) for number in range(20)])


@pytest.fixture(scope="module")
def boards() -> SceneModel:
    return learn_scene([summary_of(board(seed)) for seed in range(10)])


@pytest.mark.parametrize("value", [0, 60, 128, 255])
def test_a_picture_with_nothing_on_it_shows_no_part(nuts: SceneModel, boards: SceneModel, value: int) -> None:
    empty = np.full((256, 256, 3), value, np.uint8)
    assert nuts.look_at(empty).look is Look.NO_PART
    assert boards.look_at(empty).look is Look.NO_PART


def test_the_background_alone_shows_no_part(nuts: SceneModel) -> None:
    corner = drawn(3)[:24, :24]
    scene = nuts.look_at(cv2.resize(corner, (256, 256)).astype(np.uint8))
    assert scene.look is Look.NO_PART
    assert "Put a part before the camera" in scene.sentence


def test_noise_and_another_product_are_no_part(nuts: SceneModel) -> None:
    noise = np.random.default_rng(0).integers(0, 256, GREY.shape, dtype=np.uint8)
    assert nuts.look_at(noise).look is Look.NO_PART
    assert nuts.look_at(board(0)).look is Look.NO_PART


def test_parts_that_were_not_taught_look_as_taught(nuts: SceneModel) -> None:
    assert {nuts.look_at(drawn(number)).look for number in range(100, 140)} == {Look.AS_TAUGHT}


@pytest.mark.parametrize("kind", list(DefectKind))
def test_a_defect_is_still_a_part(nuts: SceneModel, kind: DefectKind) -> None:
    looks = {nuts.look_at(drawn(number, kind)).look for number in range(200, 212)}
    assert looks <= {Look.AS_TAUGHT, Look.CHANGING}


def test_a_large_blot_is_a_defect_and_not_a_missing_part(boards: SceneModel) -> None:
    blotted = board(20)
    cv2.circle(blotted, (128, 128), 64, (10, 10, 10), -1)  # a fifth of the picture
    assert boards.look_at(blotted).look in (Look.AS_TAUGHT, Look.CHANGING)


@pytest.mark.parametrize(("gain", "word"), [(0.4, "darker"), (2.5, "brighter")])
def test_other_light_is_told_as_such(boards: SceneModel, gain: float, word: str) -> None:
    dim = learn_scene([summary_of(lit(board(seed), 0.35)) for seed in range(10)]) if gain > 1 else boards
    scene = dim.look_at(lit(board(20), 0.35 * gain if gain > 1 else gain))
    assert scene.look is Look.CHANGED
    assert word in scene.sentence
    assert "Check the light" in scene.sentence


def test_light_that_begins_to_change_is_a_warning(boards: SceneModel) -> None:
    scene = boards.look_at(lit(board(20), 0.75))
    assert scene.look is Look.CHANGING
    assert "darker" in scene.sentence


def test_a_lens_out_of_focus_is_told(nuts: SceneModel) -> None:
    scene = nuts.look_at(cv2.GaussianBlur(drawn(101), (0, 0), 8).astype(np.uint8))
    assert scene.look in (Look.CHANGED, Look.NO_PART)
    assert scene.sentence


@pytest.mark.parametrize(("x", "y", "where"), [(26, 0, "right"), (-26, 0, "left"), (0, 26, "down"), (0, -26, "up")])
def test_a_camera_that_was_pushed_is_told_with_direction(boards: SceneModel, x: int, y: int, where: str) -> None:
    scene = boards.look_at(shifted(board(20), x, y))
    assert scene.look is Look.CHANGED
    assert f"moved {where} by about 10 %" in scene.sentence


def test_parts_that_lie_anyhow_are_never_said_to_have_moved() -> None:
    chance = np.random.default_rng(1)
    pushed = [shifted(drawn(n), *(int(v) for v in chance.integers(-20, 21, 2))) for n in range(30)]
    model = learn_scene([summary_of(image) for image in pushed[:20]])
    assert model.agreement == 0
    assert {model.look_at(image).look for image in pushed[20:]} == {Look.AS_TAUGHT}


def test_a_known_shift_is_measured() -> None:
    edges = summary_of(board(0)).edges
    offset, agreement = measured_shift(summary_of(shifted(board(0), 16, -8)).edges, edges)
    assert offset == pytest.approx([16 / 256, -8 / 256], abs=0.01)
    assert agreement > 0.5


@pytest.mark.parametrize("count", [1, 2, 5])
def test_few_images_let_more_pass_but_never_an_empty_picture(count: int) -> None:
    model = learn_scene([summary_of(drawn(number)) for number in range(count)])
    assert model.look_at(GREY * 0).look is Look.NO_PART
    assert model.look_at(GREY * 0 + 255).look is Look.NO_PART
    looks = [model.look_at(drawn(number)).look for number in range(100, 120)]
    assert looks.count(Look.AS_TAUGHT) + looks.count(Look.CHANGING) == 20


def test_one_image_again_and_again_can_be_learned() -> None:
    model = learn_scene([summary_of(drawn(0))] * 12)
    assert model.look_at(drawn(0)).look is Look.AS_TAUGHT


def test_a_model_comes_back_from_its_arrays(nuts: SceneModel) -> None:
    again = scene_model(nuts.arrays())
    assert again.unlike(summary_of(board(0)).cells) == nuts.unlike(summary_of(board(0)).cells)
    assert sum(array.nbytes for array in nuts.arrays().values()) < 100_000
    with pytest.raises(KeyError):
        scene_model({})


def test_what_is_not_there_is_never_judged() -> None:
    inspector = Inspector(small_recipe(), "cpu")
    for picture in (GREY * 0, GREY, GREY * 0 + 255, board(0)):
        inspection = inspector.inspect(frame_of(picture))
        assert inspection.verdict is Verdict.NO_PART
        assert inspection.regions == ()
        assert "Put a part before the camera" in inspection.reason
    assert inspector.inspect(frame_of(part(0))).verdict is Verdict.PASS


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "other"), [("hazelnut", "magnetic_tile"), ("magnetic_tile", "hazelnut")])
def test_real_parts_are_there_and_foreign_ones_are_not(real_data: Path, name: str, other: str) -> None:
    def prepared(path: Path) -> Image:
        return prepare(read_image(path), LITE)

    dataset = read_dataset(real_data / name)
    model = learn_scene([summary_of(prepared(path)) for path in dataset.train_good])
    looks = [model.look_at(prepared(image.path)).look for image in dataset.test]
    assert set(looks) <= {Look.AS_TAUGHT, Look.CHANGING}
    foreign = read_dataset(real_data / other).train_good[:20]
    assert {model.look_at(prepared(path)).look for path in foreign} <= {Look.NO_PART, Look.CHANGED}
