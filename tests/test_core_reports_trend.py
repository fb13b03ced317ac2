"""Score trends: the moving average against its formula, and drift against series whose truth is known."""

import math
import tracemalloc
from datetime import UTC, timedelta
from xml.etree import ElementTree

import numpy as np
import pytest
from report_stand_ins import START, Scores, good, make_report, mixed, series

from core.reports.drift import BASELINE, HELD, Drift
from core.reports.ewma import Average, Limits
from core.reports.groups import GROUP, Grouping
from core.reports.report import Scope
from core.reports.svg import PAPER
from core.reports.trend import MOST_POINTS, MOST_SPELLS, NEEDED, Line, Trend, TrendTally
from core.reports.trend_chart import trend_chart
from core.shifts import ShiftTimes

PACE = timedelta(seconds=2)


def trend_of(scores: Scores) -> Trend:
    tally = TrendTally(Line("line 1", "nut", 1))
    for index, score in enumerate(scores.tolist()):
        tally.add(START + index * PACE, score, score >= 1)
    return tally.trend


def told(scores: Scores) -> set[Drift]:
    return {spell.drift for spell in trend_of(scores).spells}


# The average and its limits


def test_the_average_is_the_weighted_sum_of_all_values() -> None:
    values = np.random.default_rng(1).normal(5, 2, 50)
    average = Average(Limits(centre=4.0, sigma=2.0, weight=0.2))
    for value in values:
        average.add(float(value))
    weights = 0.2 * 0.8 ** np.arange(50)[::-1]
    assert average.value == pytest.approx(float(weights @ values) + 0.8**50 * 4.0)


def test_the_limits_are_three_standard_deviations_of_the_average_as_drawn() -> None:
    """Against 100,000 drawn averages, at the first value and where they have settled."""
    rng = np.random.default_rng(2)
    for count in (1, 3, 60):
        averages = np.zeros(100_000)
        for _ in range(count):
            averages += 0.1 * (rng.normal(0, 2, averages.size) - averages)
        assert Limits(0.0, 2.0, weight=0.1, width=3.0).reach(count) == pytest.approx(3 * averages.std(), rel=0.02)


def test_the_run_length_is_that_of_the_books() -> None:
    """Lucas and Saccucci 1990, table 3: λ = 0.1 and L = 2.814 leave 500 values between two false alarms."""
    rng, runs = np.random.default_rng(3), 2000
    reach = Limits(0.0, 1.0, weight=0.1, width=2.814).reach(10_000)
    averages, alive, lengths = np.zeros(runs), np.ones(runs, bool), np.zeros(runs)
    while alive.any():
        averages += 0.1 * (rng.normal(0, 1, runs) - averages)
        lengths += alive
        alive &= np.abs(averages) <= reach
    assert lengths.mean() == pytest.approx(500, rel=0.1)


@pytest.mark.parametrize("bad", [0, 1, 20, 47, 48, 50])
def test_a_group_says_what_its_good_bulk_is_like(bad: int) -> None:
    """Against NumPy; where fewer than three did not fail, all speak."""
    rng = np.random.default_rng(4)
    scores = rng.gamma(4.0, 0.04, GROUP)
    scores[:bad] += 2
    grouping = Grouping()
    groups = [grouping.add(START, float(score), score >= 2) for score in rng.permutation(scores)]
    (group,) = [group for group in groups if group is not None]
    bulk = scores[bad:] if bad <= 47 else scores
    low, middle, high = np.quantile(bulk, [1 / 8, 1 / 4, 3 / 8])
    assert (group.level, group.spread) == (pytest.approx(middle), pytest.approx(high - low))
    assert group.failed == bad / GROUP


# What is told of series


def test_too_few_parts_say_nothing() -> None:
    trend = trend_of(good(np.random.default_rng(5), NEEDED - 1))
    assert trend.drift is Drift.LEARNING
    assert trend.baseline is None
    assert len(trend.points) == BASELINE - 1


def test_good_parts_are_steady() -> None:
    trend = trend_of(good(np.random.default_rng(6), 10_000))
    assert trend.drift is Drift.STEADY
    assert trend.spells == ()


@pytest.mark.parametrize("moved", [0.06, 0.12, 0.3, 2.0, -0.08])
def test_scores_that_all_move_are_the_camera_or_the_light(moved: float) -> None:
    """By about ¾, 1½, 4 and 25 of their standard deviations up, which makes more of them fail too; and one down."""
    rng = np.random.default_rng(7)
    trend = trend_of(np.concatenate([good(rng, 3000), good(rng, 3000) + moved]))
    assert {spell.drift for spell in trend.spells} == {Drift.STATION}
    assert trend.drift is Drift.STATION
    (spell,) = trend.spells
    changed_at = START + timedelta(seconds=2 * 3000)
    assert changed_at - timedelta(minutes=1) <= spell.since <= changed_at + timedelta(minutes=20)
    assert spell.level - trend.baseline.level.centre == pytest.approx(moved, abs=0.03) if trend.baseline else False


def test_a_light_that_fades_slowly_is_the_light() -> None:
    rng = np.random.default_rng(8)
    assert told(good(rng, 12_000) + np.linspace(0, 0.5, 12_000) ** 2) == {Drift.STATION}


def test_scores_that_spread_without_moving_are_the_camera() -> None:
    rng = np.random.default_rng(9)
    scores = good(rng, 6000)
    quarter = float(np.quantile(scores[:3000], 0.25))
    scores[3000:] = quarter + 2.2 * (scores[3000:] - quarter)
    assert told(scores) == {Drift.STATION}


@pytest.mark.parametrize("share", [0.04, 0.1, 0.25, 0.4, 0.6, 0.7])
def test_more_bad_parts_among_good_ones_are_the_parts(share: float) -> None:
    rng = np.random.default_rng(10)
    trend = trend_of(np.concatenate([mixed(rng, 3000, 0.002), mixed(rng, 3000, share)]))
    assert {spell.drift for spell in trend.spells} == {Drift.PARTS}
    assert trend.drift is Drift.PARTS
    assert trend.spells[0].failed == pytest.approx(share, rel=0.4)


def test_what_passes_is_told_with_its_end() -> None:
    rng = np.random.default_rng(11)
    scores = good(rng, 9000)
    scores[3000:5000] += 0.2
    trend = trend_of(scores)
    (spell,) = trend.spells
    assert trend.drift is Drift.STEADY
    assert spell.until is not None
    assert spell.until > START + timedelta(seconds=2 * 5000)


def test_both_are_told_apart_in_one_series() -> None:
    rng = np.random.default_rng(12)
    scores = np.concatenate([good(rng, 2500), mixed(rng, 2500, 0.15), good(rng, 2500), good(rng, 2500) + 0.2])
    assert [spell.drift for spell in trend_of(scores).spells] == [Drift.PARTS, Drift.STATION]


def test_a_moved_picture_is_never_first_called_bad_parts() -> None:
    """Of a hundred series in which all scores move so that many fail, none is told as worse parts at any time."""
    rng = np.random.default_rng(13)
    for moved in np.linspace(0.1, 1.0, 100):
        assert told(np.concatenate([good(rng, 1500), good(rng, 1500) + moved])) == {Drift.STATION}


def test_scores_that_never_differ_do_not_trouble_anybody() -> None:
    assert trend_of(np.full(3000, 0.4)).drift is Drift.STEADY


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["skewed", "normal", "heavy", "one in a hundred fails", "one in ten fails", "slow waves"]
)
def test_false_warnings_are_rare(kind: str) -> None:
    """Of 100 steady series of 10,000 parts, a long shift each, at most two are told of as drifting."""
    rng = np.random.default_rng(14)
    assert sum(bool(told(steady(kind, rng, 10_000))) for _ in range(100)) <= 2


def steady(kind: str, rng: np.random.Generator, count: int) -> Scores:
    if kind == "normal":
        return rng.normal(0.5, 0.1, count)
    if kind == "heavy":
        return 0.4 + 0.05 * rng.standard_t(3, count)
    if kind == "slow waves":  # neighbours alike, as parts of one mould are: correlation 0.5
        noise, waves = rng.normal(0, 0.08, count), np.empty(count)
        waves[0] = noise[0]
        for index in range(1, count):
            waves[index] = 0.5 * waves[index - 1] + math.sqrt(1 - 0.25) * noise[index]
        return 0.5 + waves
    bad = {"one in a hundred fails": 0.01, "one in ten fails": 0.1}.get(kind, 0.0)
    return mixed(rng, count, bad)


# What is kept of it


def test_neither_points_nor_spells_grow_without_end() -> None:
    rng = np.random.default_rng(15)
    scores = good(rng, 200_000)
    for start in range(4000, 200_000, 8000):
        scores[start : start + 2000] += 0.5
    trend = trend_of(scores)
    assert MOST_POINTS <= len(trend.points) <= 2 * MOST_POINTS
    assert sum(point.groups for point in trend.points) == 200_000 // GROUP
    assert len(trend.spells) == MOST_SPELLS
    assert len(trend.spells) + trend.more_spells == 25
    centre = trend.baseline.level.centre if trend.baseline else math.nan
    assert sum(abs(point.average - centre) > 0.3 for point in trend.points) >= 25  # joined points keep what stood out


def test_worse_parts_are_told_only_when_it_lasts() -> None:
    """A single bad handful, less than the groups it takes, is no drift."""
    scores = good(np.random.default_rng(16), 5000)
    scores[2000 : 2000 + 4] = 2.0
    assert HELD * GROUP > 200
    assert told(scores) == set()


@pytest.mark.slow
def test_four_times_the_records_take_no_more_memory() -> None:
    rng = np.random.default_rng(17)

    def peak(count: int) -> int:
        scores = mixed(rng, count, 0.01)
        tracemalloc.start()
        try:
            make_report(series(scores), Scope(), ShiftTimes(zone=UTC), START)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    few, many = peak(30_000), peak(120_000)
    assert few < 3_000_000
    assert many - few < 500_000  # bytes: shifts are more, and points until there are 800; 8 a record would be 720,000


# How it is drawn


def elements(svg: str, tag: str) -> list[dict[str, str]]:
    return [
        dict(element.attrib) for element in ElementTree.fromstring(svg).iter(f"{{http://www.w3.org/2000/svg}}{tag}")
    ]


def test_the_chart_says_in_words_what_drifts_and_where() -> None:
    rng = np.random.default_rng(18)
    trend = trend_of(np.concatenate([good(rng, 3000), good(rng, 3000) + 0.3]))
    svg = trend_chart(trend, UTC).svg
    (word,) = [text for text in ElementTree.fromstring(svg).itertext() if text == "camera or light"]
    assert word
    shade = next(rect for rect in elements(svg, "rect") if rect["fill"] == PAPER.warn)
    middle = 44 + (720 - 44 - 84) / 2  # the change is in the middle of the parts
    assert float(shade["x"]) == pytest.approx(middle, abs=12)
    assert float(shade["x"]) + float(shade["width"]) == pytest.approx(720 - 84, abs=1)
    assert len(elements(svg, "circle")) == len(trend.points)


@pytest.mark.parametrize("count", [0, 49, 50, 999, 1000, 1050, 50_000])
def test_any_number_of_parts_can_be_drawn(count: int) -> None:
    drawing = trend_chart(trend_of(good(np.random.default_rng(19), count)), UTC)
    assert "nan" not in drawing.svg
    assert ElementTree.fromstring(drawing.svg).tag.endswith("svg")


def test_scores_that_never_differ_can_be_drawn() -> None:
    assert "nan" not in trend_chart(trend_of(np.full(3000, 0.4)), UTC).svg
