"""The mark: where a moved and turned part is found, and that region, defects and verdicts go with it."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from small import SMALL_LITE, ListedSource, board, frame_of

from core.errors import RegionError, TeachingError
from core.inspection.pipeline import Inspector
from core.recipe import FORMAT_VERSION
from core.recipe_file import load_recipe, save_recipe
from core.region.alignment import Alignment
from core.region.framing import CUT_OFF, NOT_FOUND
from core.region.mark import Mark, mark_on
from core.region.region_of_interest import RegionOfInterest
from core.region.shapes import Rectangle
from core.training.lesson import Lesson, Taught
from core.training.teaching import teach
from core.types import Image, Inspection, Verdict

WIDTH, HEIGHT = 480, 400
LEFT, TOP, SIDE = 112, 72, 256  # where the part lies on the reference, in pixels
MARK = Alignment(x=0.4, y=0.35, width=0.25, height=0.3)
ANY_MARK = MARK.model_copy(update={"any_angle": True})
PART = Rectangle(x=LEFT / WIDTH, y=TOP / HEIGHT, width=SIDE / WIDTH, height=SIDE / HEIGHT)
LABEL = Rectangle(x=0.25, y=0.55, width=0.2, height=0.2, ignored=True)  # 120 to 216 right, 220 to 300 down
REGION = RegionOfInterest(shapes=(PART, LABEL))
ON_LABEL, ON_PART = (165, 260), (310, 150)
POSES = [(0, 0, 0), (6, 20, -10), (-7, -30, 14), (3, 10, 24), (-4, -16, -22), (8, 34, 6), (-9, 5, -18), (2, -25, 20)]


def movement(degrees: float, right: float, down: float) -> npt.NDArray[np.float64]:
    """Where a point of the reference lies when the part is turned to the left about its middle, then moved: (2, 3)."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    middle = np.array([LEFT, TOP]) + (SIDE - 1) / 2
    return np.hstack([turn, (middle - turn @ middle + (right, down))[:, None]])


def lying(pose: tuple[float, float, float], seed: int = 0, defect: tuple[int, int] | None = None) -> Image:
    """A picture (400, 480, 3) of a board in that pose on a plain ground, with a magenta spot where asked for."""
    flat = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
    flat[TOP : TOP + SIDE, LEFT : LEFT + SIDE] = board(seed)
    if defect is not None:
        cv2.circle(flat, defect, 8, (255, 0, 255), -1)
    seen = cv2.warpAffine(flat, movement(*pose), (WIDTH, HEIGHT), borderMode=cv2.BORDER_CONSTANT, borderValue=(60,) * 3)
    return np.asarray(seen, np.uint8)


def moved(point: tuple[int, int], pose: tuple[float, float, float]) -> npt.NDArray[np.float64]:
    matrix = movement(*pose)
    return np.asarray(matrix[:, :2] @ np.array(point) + matrix[:, 2], np.float64)


@cache
def mark() -> Mark:
    return mark_on(lying(POSES[0]), MARK)


@cache
def any_mark() -> Mark:
    return mark_on(lying(POSES[0]), ANY_MARK)


@cache
def taught() -> Taught:
    """Taught on parts that lie differently; two pictures show none, or too little of one."""
    frames = [frame_of(lying(pose, number), number) for number, pose in enumerate(POSES)]
    frames += [frame_of(ground(), 20), frame_of(lying((0, 170, 0), 9), 21)]
    return teach(ListedSource(frames), Lesson("board", SMALL_LITE, region=REGION, mark=mark()))


def ground() -> Image:
    noise = np.random.default_rng(3).normal(60, 4, (HEIGHT, WIDTH, 3))
    return np.clip(noise, 0, 255).astype(np.uint8)


@cache
def inspector() -> Inspector:
    return Inspector(taught().recipe, "cpu")


def judged(image: Image) -> Inspection:
    return inspector().inspect(frame_of(image))


# Finding it


@pytest.mark.parametrize("pose", [*POSES, (20, 0, 0), (-15, 40, -30), (0.7, 0.4, 0.6)])
@pytest.mark.parametrize("gain", [0.6, 1.0])
def test_a_moved_and_turned_part_is_found_to_a_pixel(pose: tuple[float, float, float], gain: float) -> None:
    found = mark().find((lying(pose, 5) * gain).astype(np.uint8))
    assert found is not None
    assert found.degrees == pytest.approx(pose[0], abs=0.5)
    shrink = 320 / WIDTH
    in_mark = np.array([(240, 200), (200, 150), (300, 240)])
    matrix = mark().movement(found)
    placed = ((in_mark + 0.5) * shrink - 0.5) @ matrix[:, :2].T + matrix[:, 2]
    expected = np.array([moved((int(x), int(y)), pose) for x, y in in_mark])
    np.testing.assert_allclose((placed + 0.5) / shrink - 0.5, expected, atol=1)


@pytest.mark.parametrize("degrees", range(0, 360, 15))
def test_a_part_at_any_angle_is_found_where_that_is_asked_for(degrees: int) -> None:
    pose = (degrees + 1.3, 12.0, -8.0)
    found = any_mark().find(lying(pose, 5))
    assert found is not None
    assert (found.degrees - pose[0] + 180) % 360 - 180 == pytest.approx(0, abs=0.5)
    shrink = 320 / WIDTH
    matrix = any_mark().movement(found)
    placed = ((np.array([240, 200]) + 0.5) * shrink - 0.5) @ matrix[:, :2].T + matrix[:, 2]
    np.testing.assert_allclose((placed + 0.5) / shrink - 0.5, moved((240, 200), pose), atol=1)


def test_a_mark_that_looks_the_same_turned_is_refused_at_any_angle_only() -> None:
    for draw in (
        lambda picture: cv2.circle(picture, (240, 200), 40, (200, 200, 200), -1),  # the same at every angle
        lambda picture: cv2.rectangle(picture, (190, 180), (290, 220), (200, 200, 200), -1),  # at half a turn
    ):
        picture = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
        draw(picture)
        mark_on(picture, MARK)
        with pytest.raises(RegionError, match="looks the same when it is turned"):
            mark_on(picture, ANY_MARK)


def test_what_is_written_of_a_mark_is_as_before_unless_it_is_looked_for_at_any_angle() -> None:
    assert "any_angle" not in MARK.model_dump_json()
    assert Alignment.model_validate_json(MARK.model_dump_json()) == MARK
    assert Alignment.model_validate_json(ANY_MARK.model_dump_json()) == ANY_MARK


@pytest.mark.parametrize("image", [ground(), np.zeros((HEIGHT, WIDTH, 3), np.uint8), np.full((9, 9, 3), 255, np.uint8)])
def test_where_the_mark_is_not_nothing_is_found(image: Image) -> None:
    assert mark().find(image) is None


@pytest.mark.parametrize(
    ("alignment", "sentence"),
    [
        (Alignment(x=0.5, y=0.5, width=0.01, height=0.01), "too small"),
        (Alignment(x=0, y=0, width=1, height=1), "too large"),
        (Alignment(x=1.5, y=0, width=0.2, height=0.2), "outside the picture"),
        (Alignment(x=0.01, y=0.01, width=0.15, height=0.15), "nothing to recognise"),
    ],
)
def test_a_mark_that_can_tell_nothing_is_refused(alignment: Alignment, sentence: str) -> None:
    with pytest.raises(RegionError, match=sentence):
        mark_on(lying(POSES[0]), alignment)


def test_a_mark_that_is_there_twice_is_refused() -> None:
    twice = np.full((200, 400, 3), 90, np.uint8)
    twice[60:140, 40:120] = twice[60:140, 280:360] = board(0)[:80, :80]
    with pytest.raises(RegionError, match="more than once"):
        mark_on(twice, Alignment(x=0.1, y=0.3, width=0.2, height=0.4))


# Teaching


def test_images_without_the_part_are_skipped_with_their_reason() -> None:
    assert [(skipped.name, skipped.reason) for skipped in taught().skipped] == [
        ("20.png", f"20.png is left out. {NOT_FOUND}"),
        ("21.png", f"21.png is left out. {CUT_OFF}"),
    ]
    assert taught().recipe.card.good_count == len(POSES)


def test_too_few_with_the_mark_is_said_as_that() -> None:
    frames = [frame_of(lying(POSES[0]), 1), frame_of(ground(), 2), frame_of(ground(), 3)]
    with pytest.raises(TeachingError, match=r"1 good image in listed \(2 without the part in its place\)"):
        teach(ListedSource(frames), Lesson("board", SMALL_LITE, mark=mark()))


# Judging


@pytest.mark.parametrize("pose", [(0, 0, 0), (7, 25, -12), (-8, -28, 16)])
def test_a_defect_goes_with_the_part_and_counts_where_it_is_inspected(pose: tuple[float, float, float]) -> None:
    good, ignored, spoilt = (judged(lying(pose, 30, defect)) for defect in (None, ON_LABEL, ON_PART))
    assert (good.verdict, good.regions) == (Verdict.PASS, ())
    assert (ignored.verdict, ignored.regions) == (Verdict.PASS, ())
    assert spoilt.verdict is Verdict.FAIL
    x, y = moved(ON_PART, pose)
    region = spoilt.regions[0]
    assert region.x <= x <= region.x + region.width
    assert region.y <= y <= region.y + region.height
    side = spoilt.score_map.shape[0]
    row, column = np.unravel_index(int(spoilt.score_map.argmax()), spoilt.score_map.shape)
    assert np.hypot(column / side * WIDTH - x, row / side * HEIGHT - y) < 20


def test_the_outline_goes_with_the_part() -> None:
    pose = (7, 25, -12)
    outlines = judged(lying(pose, 30)).outlines
    corners = [(LEFT, TOP), (LEFT + SIDE, TOP), (LEFT + SIDE, TOP + SIDE)]
    for corner in corners:
        place = moved(corner, pose)
        assert min(float(np.hypot(*(line - place).T).min()) for line in outlines) < 3


@pytest.mark.parametrize(
    ("image", "reason"),
    [(ground(), NOT_FOUND), (lying((0, 170, 0), 30), CUT_OFF), (lying((90, 0, 0), 30), NOT_FOUND)],
)
def test_a_part_that_is_not_in_its_place_is_no_part(image: Image, reason: str) -> None:
    inspection = judged(image)
    assert (inspection.verdict, inspection.reason, inspection.regions) == (Verdict.NO_PART, reason, ())


@pytest.mark.parametrize("degrees", [33, -36, 40, -55, 120, 180])
def test_a_part_turned_too_far_never_passes(degrees: float) -> None:
    assert judged(lying((degrees, 0, 0), 30)).verdict in {Verdict.NO_PART, Verdict.NOT_READY, Verdict.FAIL}


def test_a_mark_is_kept_in_the_recipe(tmp_path: Path) -> None:
    save_recipe(taught().recipe, tmp_path / "board.filbert")
    loaded = load_recipe(tmp_path / "board.filbert")
    assert (loaded.card.format_version, loaded.card.region) == (FORMAT_VERSION, REGION)
    assert loaded.card.alignment is not None
    assert loaded.card.alignment.model_dump() == pytest.approx(MARK.model_dump())
    image = lying((7, 25, -12), 30, ON_PART)
    again = Inspector(loaded, "cpu").inspect(frame_of(image))
    np.testing.assert_array_equal(again.score_map, judged(image).score_map)
