"""The region to inspect: what its shapes cover, what has a say in a verdict and what has none."""

from functools import cache

import cv2
import numpy as np
import pytest
from small import SMALL_LITE, ListedSource, board, frame_of

from core.errors import RegionError
from core.inspection.pipeline import Inspector
from core.recipe import Recipe
from core.recipe_file import load_recipe, save_recipe
from core.region.filling import Filling
from core.region.framing import Framing
from core.region.region_of_interest import RegionOfInterest
from core.region.shapes import Polygon, Rectangle, Stroke
from core.training.lesson import Lesson
from core.training.teaching import teach
from core.types import Image, Inspection, Region, Verdict

PLATE = Rectangle(x=0.1, y=0.1, width=0.6, height=0.5)
HOLE = Polygon(points=((0.2, 0.2), (0.4, 0.2), (0.4, 0.4)), ignored=True)
REGION = RegionOfInterest(shapes=(PLATE, HOLE))


def spotted(x: int, y: int, radius: int = 6, image: Image | None = None) -> Image:
    spoilt = board(50) if image is None else image.copy()
    cv2.circle(spoilt, (x, y), radius, (255, 0, 255), -1)
    return spoilt


def boards() -> ListedSource:
    return ListedSource([frame_of(board(number), number) for number in range(6)])


@cache
def recipe(region: RegionOfInterest | None = REGION) -> Recipe:
    return teach(boards(), Lesson("board", SMALL_LITE, region=region)).recipe


def judged(image: Image, by: Recipe | None = None) -> Inspection:
    return Inspector(by or recipe(), "cpu").inspect(frame_of(image))


# What shapes cover


def test_a_rectangle_covers_the_pixels_whose_middle_lies_in_it() -> None:
    mask = RegionOfInterest(shapes=(Rectangle(x=0.25, y=0.5, width=0.5, height=0.25),)).mask(8, 4)
    expected = np.zeros((8, 4), np.bool_)
    expected[4:6, 1:3] = True
    np.testing.assert_array_equal(mask, expected)


@pytest.mark.parametrize("width", [400, 300])
def test_a_polygon_covers_its_area(width: int) -> None:
    mask = RegionOfInterest(shapes=(Polygon(points=((0.2, 0.2), (0.8, 0.2), (0.5, 0.8))),)).mask(400, width)
    assert mask.mean() == pytest.approx(0.6 * 0.6 / 2, rel=0.02)
    assert mask[100, width // 2]
    assert not mask[300, width // 4]


def test_a_polygon_that_crosses_itself_is_what_its_sides_enclose() -> None:
    bow_tie = Polygon(points=((0.2, 0.2), (0.8, 0.8), (0.8, 0.2), (0.2, 0.8)))
    mask = RegionOfInterest(shapes=(bow_tie,)).mask(400, 400)
    assert mask.mean() == pytest.approx(2 * 0.6 * 0.3 / 2, rel=0.02)  # two triangles
    assert mask[200, 100]
    assert mask[200, 300]
    assert not mask[100, 200]


def test_a_stroke_is_as_wide_as_a_share_of_the_shorter_side_and_round() -> None:
    mask = RegionOfInterest(shapes=(Stroke(points=((0.25, 0.5), (0.75, 0.5)), width=0.2),)).mask(200, 400)
    assert int(mask[:, 200].sum()) == pytest.approx(40, abs=1)  # a fifth of 200
    assert int(mask.sum()) == pytest.approx(200 * 40 + np.pi * 20**2, rel=0.03)
    rows, columns = np.nonzero(mask)
    assert (columns.min(), columns.max()) == pytest.approx((80, 319), abs=1)
    assert (rows.min(), rows.max()) == pytest.approx((80, 119), abs=1)


def test_a_dab_of_the_brush_is_a_disc() -> None:
    mask = RegionOfInterest(shapes=(Stroke(points=((0.5, 0.5),), width=0.4),)).mask(100, 100)
    assert int(mask.sum()) == pytest.approx(np.pi * 20**2, rel=0.05)


def test_without_a_shape_to_inspect_all_is_but_what_is_ignored() -> None:
    ignored = Rectangle(x=0, y=0, width=0.5, height=1, ignored=True)
    mask = RegionOfInterest(shapes=(ignored,)).mask(10, 10)
    assert not mask[:, :5].any()
    assert mask[:, 5:].all()
    assert RegionOfInterest().mask(10, 10).all()


def test_ignored_areas_win_whatever_the_order() -> None:
    one, other = (RegionOfInterest(shapes=shapes).mask(60, 60) for shapes in ((PLATE, HOLE), (HOLE, PLATE)))
    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(
    ("shapes", "sentence"),
    [
        ((Rectangle(x=0.2, y=0.2, width=0, height=0.5),), "has no area in the picture"),
        ((Rectangle(x=1.2, y=0.2, width=1, height=0.5),), "has no area in the picture"),
        ((Rectangle(x=-3, y=-3, width=2, height=2),), "has no area in the picture"),
        ((Polygon(points=((0, 0), (1, 1), (0.5, 0.5))),), "has no area in the picture"),
        ((Polygon(points=((0.5, 0.5), (0.5, 0.5), (0.5, 0.5))),), "has no area in the picture"),
        ((Stroke(points=((0.5, 0.5), (0.6, 0.6)), width=0),), "has no area in the picture"),
        ((Rectangle(x=0, y=0, width=1, height=1, ignored=True),), "Nothing is left to inspect"),
        ((PLATE, PLATE.model_copy(update={"ignored": True})), "Nothing is left to inspect"),
    ],
)
def test_what_leaves_nothing_to_inspect_is_refused(shapes: tuple[Rectangle, ...], sentence: str) -> None:
    region = RegionOfInterest(shapes=shapes)
    with pytest.raises(RegionError, match=sentence):
        region.check()
    with pytest.raises(RegionError, match=sentence):
        teach(boards(), Lesson("board", SMALL_LITE, region=region))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e9, "a"])
def test_only_fractions_are_coordinates(value: object) -> None:
    with pytest.raises(ValueError, match="x"):
        RegionOfInterest.model_validate(
            {"shapes": [{"kind": "rectangle", "x": value, "y": 0, "width": 1, "height": 1}]}
        )


# What is painted over


def disc() -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    down, across = np.mgrid[:96, :96]
    return np.hypot(across - 40, down - 50) < 30


def test_painting_over_leaves_the_inside_and_forgets_the_outside() -> None:
    chance = np.random.default_rng(0)
    one, other = (chance.integers(0, 256, (96, 96, 3), dtype=np.uint8) for _ in range(2))
    other[disc()] = one[disc()]
    painted = Filling(disc()).fill(one)
    np.testing.assert_array_equal(painted[disc()], one[disc()])
    np.testing.assert_array_equal(painted, Filling(disc()).fill(other))


@pytest.mark.parametrize("side", [1, 3, 64, 65, 224])
def test_a_plain_colour_is_continued(side: int) -> None:
    inside = np.zeros((side, side), np.bool_)
    inside[0, 0] = True
    assert np.abs(Filling(inside).fill(np.full((side, side, 3), 77, np.uint8)).astype(int) - 77).max() <= 1


# Where it lies on the frame


def test_what_is_seen_of_the_region_comes_back_to_its_place() -> None:
    framing = Framing(64, (200, 100), RegionOfInterest(shapes=(Rectangle(x=0.25, y=0.2, width=0.5, height=0.4),)))
    view = framing.view(np.zeros((100, 200, 3), np.uint8))
    # With a twentieth of context on each side 110 × 44 pixels are seen, from (45, 18) on.
    assert framing.region_on_frame(view.placement, Region(0, 0, 64, 64, 64 * 64, 2.0)) == Region(
        45, 18, 110, 44, 4840, 2.0
    )
    assert framing.share == pytest.approx(110 * 44 / (200 * 100))


def test_a_frame_of_another_size_is_seen_at_the_same_place() -> None:
    framing = Framing(64, (200, 100), RegionOfInterest(shapes=(Rectangle(x=0.25, y=0.2, width=0.5, height=0.4),)))
    image = np.zeros((300, 600, 3), np.uint8)
    image[54:186, 135:465] = 200
    assert framing.view(image).picture.min() == 200


def test_the_outline_is_that_of_the_region() -> None:
    outlines = judged(board(50)).outlines
    boxes = sorted((*line.min(axis=0), *line.max(axis=0)) for line in outlines)
    expected = [(25.6, 25.6, 179.2, 153.6), (51.2, 51.2, 102.4, 102.4)]
    np.testing.assert_allclose(boxes, expected, atol=1)


# What has a say


@pytest.mark.parametrize(("x", "y"), [(220, 220), (90, 66), (10, 10), (220, 30), (6, 250)])
def test_a_defect_outside_changes_nothing(x: int, y: int) -> None:
    clean, spoilt = judged(board(50)), judged(spotted(x, y))
    assert (clean.verdict, clean.regions) == (Verdict.PASS, ())
    assert (spoilt.verdict, spoilt.regions, spoilt.score) == (Verdict.PASS, (), clean.score)
    np.testing.assert_array_equal(spoilt.score_map, clean.score_map)


@pytest.mark.parametrize(("x", "y"), [(70, 130), (130, 100), (160, 40)])
def test_the_same_defect_inside_fails_where_it_is(x: int, y: int) -> None:
    inspection = judged(spotted(x, y))
    assert inspection.verdict is Verdict.FAIL
    region = inspection.regions[0]
    assert region.x <= x < region.x + region.width
    assert region.y <= y < region.y + region.height
    side = inspection.score_map.shape[0]
    row, column = np.unravel_index(int(inspection.score_map.argmax()), (side, side))
    assert abs(column / side * 256 - x) < 12
    assert abs(row / side * 256 - y) < 12


def test_everything_outside_may_be_spoilt() -> None:
    spoilt = np.random.default_rng(0).integers(0, 256, (256, 256, 3), dtype=np.uint8)
    inside = REGION.mask(256, 256)
    spoilt[inside] = board(50)[inside]
    assert judged(spoilt).score == judged(board(50)).score


def test_the_score_is_the_highest_of_the_map_and_nothing_outside_has_any() -> None:
    inspection = judged(spotted(130, 100))
    assert inspection.score == inspection.score_map.max()
    side = inspection.score_map.shape[0]
    shrunk = cv2.resize(REGION.mask(256, 256).astype(np.float32), (side, side), interpolation=cv2.INTER_AREA)
    far = cv2.blur(shrunk, (9, 9)) == 0
    assert far.any()
    assert not inspection.score_map[far].any()


def test_a_part_missing_in_the_region_is_no_part_whatever_is_around() -> None:
    gone = board(50)
    gone[10:170, 10:190] = 90
    assert judged(gone).verdict is Verdict.NO_PART


def test_held_out_scores_know_nothing_of_what_is_ignored() -> None:
    spoilt = ListedSource([frame_of(spotted(200 + number * 5, 210, 9, board(number)), number) for number in range(6)])
    taught = teach(spoilt, Lesson("board", SMALL_LITE, region=REGION)).recipe
    assert taught.card.held_out_scores == recipe().card.held_out_scores
    assert taught.card.scale == recipe().card.scale


def test_a_region_is_kept_in_the_recipe(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("region") / "board.filbert"
    save_recipe(recipe(), path)
    loaded = load_recipe(path)
    assert loaded.card.region == REGION
    np.testing.assert_array_equal(judged(spotted(130, 100), loaded).score_map, judged(spotted(130, 100)).score_map)


def test_a_region_of_a_few_pixels_can_be_taught() -> None:
    dot = RegionOfInterest(shapes=(Stroke(points=((0.5, 0.5),), width=0.02),))
    assert judged(board(50), recipe(dot)).verdict.about_part


def test_no_region_and_all_of_the_picture_are_the_same() -> None:
    everything = RegionOfInterest(shapes=(Rectangle(x=0, y=0, width=1, height=1),))
    one, other = judged(board(50), recipe(everything)), judged(board(50), recipe(None))
    assert one.score == other.score
    assert one.outlines == ()
