import statistics
from fractions import Fraction
from math import floor, nan

import numpy as np
import pytest

from core.inspection.shift import Shift
from core.types import Frame, Inspection, Verdict

PIXEL = np.zeros((1, 1, 3), np.uint8)
MAP = np.zeros((1, 1), np.float32)


def part(
    score: float = 0.4, verdict: Verdict = Verdict.PASS, captured_at: float = 0.0, latency_ms: float = 10.0
) -> Inspection:
    return Inspection(Frame(PIXEL, "part.png", 1, captured_at), MAP, score, verdict, (), latency_ms)


def test_parts_are_counted_by_verdict_and_skipped_files_apart() -> None:
    shift = Shift()
    for verdict in (Verdict.PASS, Verdict.FAIL, Verdict.PASS):
        shift.add(part(verdict=verdict))
    shift.add_skipped()
    assert (shift.inspected, shift.passed, shift.failed, shift.skipped) == (3, 2, 1, 1)


@pytest.mark.parametrize("twentieths", range(40))
def test_a_score_on_a_border_is_in_the_bin_above_it(twentieths: int) -> None:
    shift = Shift()
    shift.add(part(score=twentieths / 20))
    assert np.flatnonzero(shift.passed_histogram).tolist() == [twentieths]


@pytest.mark.parametrize(("score", "bin_"), [(-0.3, 0), (1.999, 39), (2.0, 39), (17.0, 39), (float("inf"), 39)])
def test_scores_beyond_the_scale_are_in_the_outer_bins(score: float, bin_: int) -> None:
    shift = Shift()
    shift.add(part(score=score, verdict=Verdict.FAIL))
    assert shift.failed_histogram[bin_] == 1
    assert shift.passed_histogram.sum() == 0


def test_the_histogram_agrees_with_exact_arithmetic() -> None:
    scores = np.random.default_rng(3).uniform(0, 2, 500).tolist()
    shift = Shift()
    for score in scores:
        shift.add(part(score))
    expected = [0] * 40
    for score in scores:
        expected[floor(Fraction(score) * 20)] += 1
    assert shift.passed_histogram.tolist() == expected
    assert shift.passed_histogram.dtype == np.int64
    assert shift.edges.shape == (41,)


def test_what_it_gives_away_is_not_its_own_memory() -> None:
    shift = Shift()
    shift.passed_histogram[:] = 7
    shift.edges[:] = 7
    shift.add(part(score=1.96))
    assert shift.passed_histogram.tolist() == [0] * 39 + [1]


def test_the_rate_is_that_of_the_last_200_parts() -> None:
    shift = Shift()
    for number in range(300):  # ten seconds a part at first, then four parts a second
        shift.add(part(captured_at=number * 10.0 if number < 100 else 1000 + number / 4))
    assert shift.frames_per_second == pytest.approx(4.0)


def test_the_rate_needs_two_parts_and_forgets_the_time_between_two_runs() -> None:
    shift = Shift()
    assert shift.frames_per_second is None
    shift.add(part(captured_at=0.0))
    assert shift.frames_per_second is None
    shift.begin_run()
    for second in (3600, 3601, 3602):
        shift.add(part(captured_at=second))
    assert shift.frames_per_second == pytest.approx(1.0)
    assert shift.inspected == 4


def test_the_latency_is_a_95th_percentile_of_the_last_200_parts() -> None:
    shift = Shift()
    assert shift.latency_p95_ms is None
    assert shift.latency_p50_ms is None
    for latency in [9000.0] * 50 + [float(ms) for ms in range(1, 201)]:
        shift.add(part(latency_ms=latency))
    assert shift.latency_p95_ms == pytest.approx(statistics.quantiles(range(1, 201), n=20, method="inclusive")[-1])
    assert shift.latency_p50_ms == pytest.approx(statistics.median(range(1, 201)))


def test_an_error_is_not_counted() -> None:
    shift = Shift()
    with pytest.raises(ValueError, match=r"part\.png"):
        shift.add(part(verdict=Verdict.ERROR))
    assert shift.inspected == 0


def test_pictures_without_a_judged_part_are_counted_apart_and_in_no_histogram() -> None:
    shift = Shift()
    for verdict in (Verdict.NO_PART, Verdict.PASS, Verdict.NOT_READY, Verdict.NO_PART):
        shift.add(part(score=7.0, verdict=verdict))
    assert (shift.inspected, shift.no_part, shift.not_judged) == (1, 2, 1)
    assert shift.passed_histogram.sum() + shift.failed_histogram.sum() + shift.reviewed_histogram.sum() == 1


def test_a_decision_moves_a_review_part_among_the_passed_or_failed() -> None:
    shift = Shift()
    for verdict in (Verdict.REVIEW, Verdict.REVIEW, Verdict.REVIEW, Verdict.PASS):
        shift.add(part(score=0.9, verdict=verdict))
    assert (shift.inspected, shift.passed, shift.reviewed, shift.failed) == (4, 1, 3, 0)
    shift.decide(Verdict.PASS)
    shift.decide(Verdict.FAIL)
    assert (shift.inspected, shift.passed, shift.reviewed, shift.failed) == (4, 2, 1, 1)
    assert shift.reviewed_histogram.sum() == 3  # the scores are what they were


@pytest.mark.parametrize("verdict", [Verdict.REVIEW, Verdict.NO_PART])
def test_only_pass_and_fail_are_decisions(verdict: Verdict) -> None:
    shift = Shift()
    shift.add(part(verdict=Verdict.REVIEW))
    with pytest.raises(ValueError, match=verdict):
        shift.decide(verdict)


def test_there_is_nothing_to_decide_without_a_review_part() -> None:
    shift = Shift()
    shift.add(part())
    with pytest.raises(ValueError, match="REVIEW"):
        shift.decide(Verdict.PASS)


def test_the_trend_has_the_last_500_with_gaps_where_nothing_was_judged() -> None:
    shift = Shift()
    for number in range(600):
        shift.add(part(score=number / 1000, verdict=Verdict.NO_PART if number == 599 else Verdict.PASS))
    trend = shift.trend
    assert trend.scores[:-1].tolist() == [number / 1000 for number in range(100, 599)]
    assert np.isnan(trend.scores[-1])
    assert trend.verdicts[-2:] == (Verdict.PASS, Verdict.NO_PART)


def test_a_part_without_a_score_is_not_counted() -> None:
    shift = Shift()
    with pytest.raises(ValueError, match=r"part\.png"):
        shift.add(part(score=nan))
    assert shift.inspected == 0


def test_reset_begins_at_nothing() -> None:
    shift = Shift()
    shift.add(part())
    shift.add(part(captured_at=1.0))
    shift.add_skipped()
    shift.reset()
    assert (shift.inspected, shift.passed, shift.failed, shift.skipped) == (0, 0, 0, 0)
    assert shift.passed_histogram.sum() == shift.failed_histogram.sum() == 0
    assert shift.frames_per_second is None
    assert shift.latency_p95_ms is None
