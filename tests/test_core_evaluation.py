"""The figures against scikit-learn and against their definitions, followed slowly."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from sklearn.metrics import roc_auc_score

from core.training.evaluation import Evaluation, EvaluationFigures, aupro, auroc
from core.types import Mask, ScoreMap

SIDE = 12


def slow_aupro(maps: Sequence[ScoreMap], masks: Sequence[Mask], limit: float) -> float:
    """Threshold after threshold: the mean share of each region found, over the share of good pixels found odd."""
    scores, defective = np.array(maps), np.array(masks)
    regions = []
    for index, mask in enumerate(masks):
        labels, count = ndimage.label(mask, structure=np.ones((3, 3)))
        regions += [(index, labels == label) for label in range(1, count + 1)]
    points = [(0.0, 0.0)]
    for threshold in sorted(set(scores.ravel()), reverse=True):
        odd = scores >= threshold
        overlap = np.mean([odd[index][region].mean() for index, region in regions])
        points.append((odd[~defective].mean(), float(overlap)))
    return area_up_to(points, limit) / limit


def area_up_to(points: Sequence[tuple[float, float]], limit: float) -> float:
    area = 0.0
    for (left, low), (right, high) in pairwise(points):
        if left >= limit:
            break
        share = 1.0 if right <= limit else (limit - left) / (right - left)
        width, reached = (right - left) * share, low + (high - low) * share
        area += width * (low + reached) / 2
    return area


def random_case(seed: int, levels: int) -> tuple[list[ScoreMap], list[Mask]]:
    """Three score maps with ties, the last of a good image; regions touch at corners and at the border."""
    rng = np.random.default_rng(seed)
    masks = [rng.random((SIDE, SIDE)) < share for share in (0.05, 0.25, 0.0)]
    masks[0][0, :2] = True
    hints = [0.5 * mask for mask in masks]
    maps = [np.round((rng.random((SIDE, SIDE)) + hint) * levels).astype(np.float32) for hint in hints]
    return maps, masks


@settings(deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([2, 7, 1000]), st.sampled_from([0.05, 0.3, 1.0]))
def test_aupro_is_the_area_under_the_curve_of_thresholds(seed: int, levels: int, limit: float) -> None:
    maps, masks = random_case(seed, levels)
    assert aupro(maps, masks, limit) == pytest.approx(slow_aupro(maps, masks, limit), rel=1e-9)


def test_a_threshold_at_the_limit_itself_counts_up_to_it() -> None:
    # Ten good pixels: with the fourth value three of them are odd, which is the limit; the second of two regions
    # is found with the fifth, and must not count.
    scores = np.array([[9, 8, 7, 6, 5, 4, 4, 3, 2, 1, 1, 1]], np.float32)
    defective = np.zeros((1, 12), bool)
    defective[0, [0, 4]] = True
    assert slow_aupro([scores], [defective], 0.3) == pytest.approx(0.5)
    assert aupro([scores], [defective], 0.3) == pytest.approx(0.5)


def test_every_region_counts_the_same_however_large() -> None:
    mask = np.zeros((SIDE, SIDE), bool)
    mask[:6, :6] = True
    mask[-1, -1] = True
    small_found, large_found = np.zeros((2, SIDE, SIDE), np.float32)
    small_found[-1, -1] = 1
    large_found[:6, :6] = 1
    # One region found at once, the other only along with all that is good: on the way from (0, ½) to (1, 1).
    assert aupro([small_found], [mask]) == pytest.approx(0.5 + 0.3 / 4)
    assert aupro([large_found], [mask]) == pytest.approx(0.5 + 0.3 / 4)


def test_without_defects_or_without_good_pixels_there_is_no_aupro() -> None:
    scores = np.zeros((SIDE, SIDE), np.float32)
    assert aupro([scores], [np.zeros((SIDE, SIDE), bool)]) is None
    assert aupro([scores], [np.ones((SIDE, SIDE), bool)]) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=2, max_size=60))
def test_auroc_is_scikit_learns_ties_included(cases: list[tuple[int, bool]]) -> None:
    scores = np.array([score for score, _ in cases], np.float32)
    labels = np.array([label for _, label in cases])
    if labels.all() or not labels.any():
        assert auroc(scores, labels) is None
    else:
        assert auroc(scores, labels) == pytest.approx(roc_auc_score(labels, scores), abs=1e-12)


def test_auroc_of_millions_of_pixels_is_exact() -> None:
    rng = np.random.default_rng(0)
    labels = rng.random(1_000_000) < 0.01
    scores = (rng.normal(size=len(labels)) + labels).round(2).astype(np.float32)
    assert auroc(scores, labels) == pytest.approx(roc_auc_score(labels, scores), abs=1e-9)


def gathered(cases: Sequence[tuple[ScoreMap, bool, Mask | None]]) -> EvaluationFigures:
    evaluation = Evaluation()
    for score_map, defective, mask in cases:
        evaluation.add(score_map, defective, mask)
    return evaluation.figures()


def test_figures_are_those_of_the_scores_and_the_pixels() -> None:
    maps, masks = random_case(seed=1, levels=100)
    figures = gathered([(maps[0], True, masks[0]), (maps[1], True, masks[1]), (maps[2], False, None)])
    pixels, labels = np.array(maps).ravel(), np.array(masks).ravel()
    assert figures.image_auroc == roc_auc_score([1, 1, 0], [score_map.max() for score_map in maps])
    assert figures.pixel_auroc == pytest.approx(roc_auc_score(labels, pixels))
    assert figures.aupro == pytest.approx(slow_aupro(maps, masks, 0.3))


def test_a_defect_without_a_mask_counts_for_the_image_alone() -> None:
    maps, masks = random_case(seed=1, levels=100)
    cases: list[tuple[ScoreMap, bool, Mask | None]] = [(maps[0], True, masks[0]), (maps[2], False, None)]
    odd = np.full((SIDE, SIDE), 1000, np.float32)
    with_it, without = gathered([*cases, (odd, True, None)]), gathered(cases)
    assert (with_it.pixel_auroc, with_it.aupro) == (without.pixel_auroc, without.aupro)
    assert with_it.image_auroc == roc_auc_score([1, 0, 1], [maps[0].max(), maps[2].max(), 1000])


def test_only_good_images_give_no_figures() -> None:
    score_map = np.zeros((SIDE, SIDE), np.float32)
    assert gathered([(score_map, False, None)] * 2) == EvaluationFigures(None, None, None)
    assert gathered([]) == EvaluationFigures(None, None, None)


@pytest.mark.parametrize("factor", [2, 3])
def test_a_mask_larger_than_the_map_is_brought_to_its_size(factor: int) -> None:
    maps, masks = random_case(seed=2, levels=100)
    large: npt.NDArray[np.bool_] = masks[0].repeat(factor, axis=0).repeat(factor, axis=1)
    assert gathered([(maps[0], True, large)]) == gathered([(maps[0], True, masks[0])])
