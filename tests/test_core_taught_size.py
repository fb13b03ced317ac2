"""Pictures of another shape than the good parts' are not judged."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from small import ListedSource, frame_of, part, small_lesson, small_recipe

from core.commands.inspecting import InspectOptions, inspect
from core.errors import ImageError
from core.inspection.pipeline import Inspector
from core.recipe_file import save_recipe
from core.region.taught_size import TaughtSize, taught_size
from core.terminal import Terminal
from core.training.teaching import teach
from core.types import Image, Verdict

SIZES = [(640, 480)] * 5


def shaped(width: int, height: int, number: int = 60) -> Image:
    return np.asarray(cv2.resize(part(number), (width, height)), np.uint8)


def test_the_shape_of_a_good_set_is_its_range() -> None:
    assert taught_size([(640, 480), (500, 500), (300, 200)]) == TaughtSize(
        width=640, height=480, narrowest=1.0, widest=1.5
    )


@pytest.mark.parametrize(
    ("width", "height", "judged"),
    [(640, 480, True), (1280, 960, True), (720, 480, True), (549, 480, False), (800, 480, False), (480, 640, False)],
)
def test_a_shape_may_differ_by_15_percent(width: int, height: int, judged: bool) -> None:
    by = (width / height) / (640 / 480)
    assert (1 / 1.15 <= by <= 1.15) is judged
    assert (taught_size(SIZES).objection(width, height) == "") is judged


def test_a_good_set_of_many_shapes_leaves_more_room() -> None:
    mixed = taught_size([(100, 100), (144, 100)])  # from 1 to 1.44: half of that range, as a factor, is 1.2
    assert not mixed.objection(1000 * 144 * 138 // 10000, 1000)  # 1.44 × 1.15 × 1.2 = 1.9872
    assert mixed.objection(1000, 500)
    assert not mixed.objection(1000, 1379)
    assert mixed.objection(1000, 1381)


def test_the_sentence_names_both_shapes_and_what_to_do() -> None:
    assert taught_size(SIZES).objection(1280, 720) == (
        "The picture is 1280 × 720 (1.78 : 1), but the good parts were taught at 640 × 480 (1.33 : 1). "
        "Set the camera to that shape, or teach the product anew."
    )
    assert "taught at 1.00 : 1 to 1.44 : 1." in taught_size([(100, 100), (144, 100)]).objection(300, 100)


def test_teaching_keeps_the_shapes_of_the_good_images() -> None:
    frames = [frame_of(shaped(*size), number) for number, size in enumerate([(90, 60), (60, 60), (80, 60)], start=1)]
    size = teach(ListedSource(frames), small_lesson()).recipe.card.taught_size
    assert size == TaughtSize(width=90, height=60, narrowest=1.0, widest=1.5)


def test_a_picture_of_another_shape_is_not_judged_but_measured() -> None:
    inspector = Inspector(small_recipe(), "cpu")
    good, wide = (inspector.inspect(frame_of(shaped(*size))) for size in ((200, 200), (400, 200)))
    assert good.verdict.about_part
    assert (wide.verdict, wide.regions) == (Verdict.NOT_READY, ())
    assert wide.reason.startswith("The picture is 400 × 200 (2.00 : 1), but")
    np.testing.assert_array_equal(wide.score_map, inspector.score_map(shaped(400, 200)))


def test_a_recipe_that_knows_no_shape_judges_any() -> None:
    recipe = small_recipe()
    old = replace(recipe, card=recipe.card.model_copy(update={"taught_size": None}))
    assert "pictures of another shape" in old.shortcoming
    assert "taught at" not in Inspector(old, "cpu").inspect(frame_of(shaped(400, 200))).reason


def test_inspect_says_so_and_passes_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save_recipe(small_recipe(), tmp_path / "nut.filbert")
    (tmp_path / "in").mkdir()
    for number in range(2):
        cv2.imwrite(str(tmp_path / "in" / f"{number}.png"), shaped(120, 60, number))
    with pytest.raises(ImageError, match=r"could be judged. The picture is 120 × 60 \(2\.00 : 1\), but the good parts"):
        inspect(InspectOptions(str(tmp_path / "in"), tmp_path / "nut.filbert", device="cpu"), Terminal(False))
    out = capsys.readouterr()
    assert out.out.count("NOT READY") == 2
    assert "PASS" not in out.out
