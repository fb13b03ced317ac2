"""From score maps to verdicts and regions, and one frame's way through the pipeline."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from small import frame_of, part, small_recipe

from core.errors import FilbertError
from core.inspection.judge import Scale, find_regions, verdict_of
from core.inspection.pipeline import Inspector
from core.model.preparation import prepare, to_batch
from core.types import Region, ScoreMap, Verdict


def score_map_of(*peaks: tuple[int, int, float], shape: tuple[int, int] = (8, 8)) -> ScoreMap:
    score_map = np.zeros(shape, np.float32)
    for row, column, score in peaks:
        score_map[row, column] = score
    return score_map


@pytest.mark.parametrize(
    ("score", "verdict"),
    [
        (-3.0, Verdict.PASS),
        (0.999999, Verdict.PASS),
        (1.0, Verdict.FAIL),
        (1e9, Verdict.FAIL),
        (float("nan"), Verdict.ERROR),
        (float("inf"), Verdict.ERROR),
    ],
)
def test_a_part_fails_from_the_threshold_on(score: float, verdict: Verdict) -> None:
    assert verdict_of(score) is verdict


@pytest.mark.parametrize(
    ("score", "verdict"),
    [(0.699, Verdict.PASS), (0.7, Verdict.REVIEW), (0.999, Verdict.REVIEW), (1.0, Verdict.FAIL)],
)
def test_between_its_two_lines_a_part_is_to_be_looked_at(score: float, verdict: Verdict) -> None:
    assert verdict_of(score, review_from=0.7) is verdict


def test_regions_can_be_found_from_another_line_on() -> None:
    score_map = score_map_of((1, 1, 0.8), (5, 5, 1.2))
    assert [region.peak for region in find_regions(score_map, 8, 8, 0.7)] == pytest.approx([1.2, 0.8])
    assert [region.peak for region in find_regions(score_map, 8, 8)] == pytest.approx([1.2])


def test_a_part_to_be_looked_at_shows_where() -> None:
    recipe = small_recipe()
    score = Inspector(recipe, "cpu").inspect(frame_of(part(60))).score
    assert 0 < score < 1
    wary = replace(recipe, card=recipe.card.model_copy(update={"review_from": score * 0.99}))
    inspection = Inspector(wary, "cpu").inspect(frame_of(part(60)))
    assert inspection.verdict is Verdict.REVIEW
    assert inspection.regions[0].peak == pytest.approx(score)


def test_the_scale_is_0_at_the_median_and_1_at_the_threshold() -> None:
    scale = Scale(median=2.0, threshold=6.0)
    np.testing.assert_array_equal(scale.apply(np.array([2, 4, 6, 10], np.float32)), [0, 0.5, 1, 2])


def test_a_score_just_below_the_threshold_stays_below_it_far_from_zero() -> None:
    raw = np.float32(5000.25)
    scale = Scale(median=5000.1, threshold=float(np.nextafter(raw, np.float32(1e9))))
    assert scale.apply(np.array([raw]))[0] < 1


def test_nothing_over_the_threshold_means_no_region() -> None:
    assert find_regions(score_map_of((1, 1, 0.99)), 80, 80) == ()


def test_regions_come_with_the_highest_peak_first() -> None:
    regions = find_regions(score_map_of((0, 0, 1.0), (5, 5, 3.0), (5, 1, 2.0)), 8, 8)
    assert [(region.x, region.y, region.peak) for region in regions] == [(5, 5, 3.0), (1, 5, 2.0), (0, 0, 1.0)]


def test_places_that_touch_at_a_corner_are_one_region() -> None:
    (region,) = find_regions(score_map_of((1, 1, 1.0), (2, 2, 2.0)), 8, 8)
    assert (region.x, region.y, region.width, region.height, region.area, region.peak) == (1, 1, 2, 2, 2, 2.0)


def test_regions_are_in_pixels_of_the_frame() -> None:
    (region,) = find_regions(score_map_of((2, 3, 1.5), (2, 4, 1.5)), width=80, height=16)
    assert region == Region(x=30, y=4, width=20, height=2, area=40, peak=1.5)


@settings(deadline=None)
@given(st.integers(0, 1000), st.integers(16, 300), st.integers(16, 300))
def test_every_region_is_what_scipy_labels_and_inside_the_frame(seed: int, width: int, height: int) -> None:
    rng = np.random.default_rng(seed)
    score_map = ndimage.gaussian_filter(rng.normal(size=(40, 30)), 1.5).astype(np.float32) * 6
    labels, count = ndimage.label(score_map >= 1, structure=np.ones((3, 3)))
    regions = find_regions(score_map, width, height)
    peaks = ndimage.maximum(score_map, labels, range(1, count + 1))
    assert sorted(region.peak for region in regions) == sorted(peaks)
    for region in regions:
        assert region.x >= 0
        assert region.y >= 0
        assert region.width > 0
        assert region.height > 0
        assert region.x + region.width <= width
        assert region.y + region.height <= height
        assert 1 <= region.area <= region.width * region.height


@pytest.fixture(scope="module")
def inspector() -> Inspector:
    return Inspector(small_recipe(), "cpu")


def test_an_inspection_says_what_its_map_says(inspector: Inspector) -> None:
    frame = frame_of(part(30))
    inspection = inspector.inspect(frame)
    np.testing.assert_array_equal(inspection.score_map, inspector.score_map(frame.image))
    assert inspection.score_map.dtype == np.float32
    assert inspection.score_map.shape == (small_recipe().card.preset.input_size,) * 2
    assert inspection.frame is frame
    assert inspection.score == inspection.score_map.max()
    assert inspection.verdict is verdict_of(inspection.score)
    assert inspection.regions == find_regions(inspection.score_map, 256, 256)
    assert inspection.latency_ms > 0


def test_a_score_map_is_the_detectors_on_the_recipes_scale(inspector: Inspector) -> None:
    card, image = small_recipe().card, part(33)
    with torch.inference_mode():
        raw = small_recipe().build_detector()(to_batch([prepare(image, card.preset)]))[0].double().numpy()
    expected = (raw - card.scale.median) / (card.scale.threshold - card.scale.median)
    np.testing.assert_allclose(inspector.score_map(image), expected, atol=1e-5)


def test_a_blot_raises_the_score_where_it_is(inspector: Inspector) -> None:
    image = part(31).copy()
    before = inspector.score_map(image)
    image[100:130, 120:150] = (0, 0, 255)
    raised = inspector.score_map(image) - before
    row, column = np.unravel_index(raised.argmax(), raised.shape)
    assert raised.max() > 0.1
    assert 90 <= row < 140
    assert 110 <= column < 160


@pytest.mark.parametrize("shape", [(16, 16), (300, 40), (37, 501)])
def test_pictures_of_any_size_are_inspected(inspector: Inspector, shape: tuple[int, int]) -> None:
    image = np.random.default_rng(0).integers(0, 256, (*shape, 3), dtype=np.uint8)
    inspection = inspector.inspect(frame_of(image))
    assert np.isfinite(inspection.score)
    for region in inspection.regions:
        assert region.x + region.width <= shape[1]
        assert region.y + region.height <= shape[0]


def test_inspecting_again_gives_the_same(inspector: Inspector) -> None:
    image = part(32)
    np.testing.assert_array_equal(inspector.score_map(image), inspector.score_map(image))


def test_a_device_that_is_not_there_is_named() -> None:
    with pytest.raises(FilbertError, match="no abacus device"):
        Inspector(small_recipe(), "abacus")
