"""The threshold and what it promises, against scipy's distributions and by counting."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from core.binomial import upper_bound
from core.inspection.judge import Scale
from core.training.calibration import promise, rejected_count, review_line, set_scale

TARGETS = (0.5, 0.3, 0.25, 0.2, 0.1, 0.05, 0.02, 0.01, 0.001)
Scores = npt.NDArray[np.float32]

held_out_scores = hnp.arrays(np.float32, st.integers(2, 60), elements=st.floats(0, 1000, width=32))
below = st.floats(0, 10)


def clopper_pearson(rejected: int, count: int, confidence: float) -> float:
    return float(stats.beta.ppf(confidence, rejected + 1, count - rejected)) if rejected < count else 1.0


@pytest.mark.parametrize(
    ("rejected", "count"), [(0, 1), (0, 2), (0, 30), (1, 30), (29, 30), (30, 30), (7, 50), (0, 5000), (900, 3000)]
)
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_upper_bound_is_that_of_clopper_and_pearson(rejected: int, count: int, confidence: float) -> None:
    expected = clopper_pearson(rejected, count, confidence)
    assert upper_bound(rejected, count, confidence) == pytest.approx(expected, rel=1e-9)


def test_the_bound_means_what_it_says() -> None:
    rate = upper_bound(2, 40)
    assert stats.binom.cdf(2, 40, rate) == pytest.approx(0.05, rel=1e-9)


def test_the_promise_says_what_so_few_images_can_support() -> None:
    sentence = promise([0.5] * 30)
    assert "0 of 30 good images rejected" in sentence
    assert "up to 9.5 %" in sentence


def test_scores_from_the_threshold_on_count_as_rejected() -> None:
    assert rejected_count([0.0, 0.999, 1.0, 7.0]) == 2


def scale_for(scores: Scores, false_reject: float, below: float = 0.0) -> Scale:
    """The scale whose zero lies that far below the lowest score, as the median of a map lies below its maximum."""
    return set_scale(scores.astype(np.float64), float(scores.min()) - below, false_reject)


def on_scale(scores: Scores, false_reject: float) -> Scores:
    return scale_for(scores, false_reject).apply(scores)


@settings(deadline=None)
@given(held_out_scores)
def test_a_lower_target_never_lowers_the_threshold(scores: Scores) -> None:
    thresholds = [scale_for(scores, target).threshold for target in TARGETS]
    assert thresholds == sorted(thresholds)


@pytest.mark.parametrize("share", [0.26, 0.4, 0.5, 0.8])
def test_a_share_below_the_tail_is_counted_off(share: float) -> None:
    scores = np.random.default_rng(3).permutation(np.arange(100, 200)).astype(np.float32)
    rejected = rejected_count(on_scale(scores, share).tolist())
    assert 100 * share - 1 <= rejected <= 100 * share


@settings(deadline=None)
@given(held_out_scores, st.sampled_from(TARGETS), below)
def test_no_more_are_rejected_than_the_target_has_room_for(scores: Scores, target: float, below: float) -> None:
    rejected = rejected_count(scale_for(scores, target, below).apply(scores).tolist())
    assert rejected <= target * len(scores)


@settings(deadline=None)
@given(held_out_scores, st.sampled_from(TARGETS), below)
def test_what_is_usual_is_0_and_the_threshold_1(scores: Scores, target: float, below: float) -> None:
    scale = scale_for(scores, target, below)
    assert scale.median == float(scores.min()) - below
    assert scale.threshold > scale.median
    ends = scale.apply(np.array([scale.median, scale.threshold]))
    np.testing.assert_allclose(ends, [0, 1], atol=1e-6)


def test_a_lonely_high_score_stays_a_twentieth_below_the_threshold() -> None:
    scores = np.array([1.0] * 40 + [30.0], np.float32)
    assert float(on_scale(scores, 0.01).max()) == pytest.approx(1 / 1.05, rel=1e-5)


@pytest.mark.parametrize("value", [0.0, 1.0, 5000.0])
@pytest.mark.parametrize("count", [2, 50])
def test_scores_without_any_spread_pass(value: float, count: int) -> None:
    scores = np.full(count, value, np.float32)
    np.testing.assert_array_equal(on_scale(scores, 0.01), 0)
    assert rejected_count(scale_for(scores, 0.01, below=1).apply(scores).tolist()) == 0


def test_two_scores_are_enough() -> None:
    assert scale_for(np.array([1, 2], np.float32), 0.01).threshold > 2


def test_the_tail_goes_on_beyond_what_was_seen() -> None:
    scores = np.random.default_rng(0).exponential(size=100_000)
    expected = stats.expon.ppf(1 - 1e-4)  # for an exponential tail the estimate is exact, up to sampling
    assert set_scale(scores[:1000], 0, 1e-4).threshold == pytest.approx(expected, rel=0.15)
    assert set_scale(scores, 0, 1e-4).threshold == pytest.approx(expected, rel=0.05)


def test_so_many_good_parts_come_to_review_as_were_asked_for() -> None:
    exponential = np.random.default_rng(4).exponential(1.0, 4000) + 2
    median = float(np.median(exponential))
    scale = set_scale(exponential, median, 0.01)
    line = review_line(exponential, scale, 0.05)
    over = scale.apply(np.random.default_rng(5).exponential(1.0, 100_000).astype(np.float32) + 2) >= line
    assert over.mean() == pytest.approx(0.05, rel=0.15)


def test_without_a_share_to_look_at_there_is_no_band() -> None:
    scores = np.array([1.0, 2.0, 3.0])
    assert review_line(scores, set_scale(scores, 0.5, 0.1), None) == 1


@given(held_out_scores, st.floats(0.001, 0.9))
def test_review_begins_between_what_is_usual_and_the_threshold(scores: Scores, share: float) -> None:
    exact = scores.astype(np.float64)
    scale = set_scale(exact, float(np.median(exact)), 0.01)
    assert 0 < review_line(exact, scale, share) <= 1
