"""The charts of the shift: what stands where, in which colour and shape."""

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from stage import pixels_of, put_on_stage, rgb

from core.types import Verdict
from gui.look.theme import LIGHT, Appearance, apply_appearance, font
from gui.pages.inspect.histogram_card import HistogramCard
from gui.pages.inspect.histogram_plot import HistogramPlot
from gui.pages.inspect.shift_charts import ShiftCharts
from gui.pages.inspect.trend_card import TrendCard
from gui.pages.inspect.trend_plot import TrendPlot
from gui.widgets.score_plot import Span

pytestmark = pytest.mark.usefixtures("theme")

EDGES = np.arange(5) / 2  # 0, 0.5, 1.0, 1.5, 2.0
NOTHING = np.zeros(4, np.int64)


def _texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def _where(widget: QWidget, colour: str) -> npt.NDArray[np.intp]:
    """Rows and columns (n, 2) of the pixels of one colour."""
    return np.argwhere((pixels_of(widget) == rgb(colour)).all(axis=2))


def _bar_height(plot: QWidget, colour: str, share: float) -> int:
    """Height of a colour in the column at a share of the scale 0 to 2, which has 4 % of room at both ends."""
    x = round(plot.width() * (share / 2 + 0.04) / 1.08)
    return int((pixels_of(plot)[:, x] == rgb(colour)).all(axis=1).sum())


def test_an_axis_leaves_room_at_its_ends() -> None:
    axis = Span(0, 2, 0.04, 0.04)

    assert axis.share(0) == pytest.approx(0.04 / 1.08)
    assert axis.share(1) == pytest.approx(0.5)
    assert axis.share(2) == pytest.approx(1.04 / 1.08)


def test_the_histogram_stacks_the_verdicts_at_square_root_heights(window: QWidget) -> None:
    plot = HistogramPlot("")
    put_on_stage(window, plot, 540, 220)

    plot.show_bars(np.array([100, 64, 0, 0]), np.array([0, 36, 0, 0]), np.array([0, 0, 25, 4]), EDGES)

    whole = _bar_height(plot, LIGHT.good, 0.25)
    assert whole > 150
    assert _bar_height(plot, LIGHT.good, 0.75) == pytest.approx(0.8 * whole, abs=1.5)
    assert _bar_height(plot, LIGHT.review, 0.75) == pytest.approx(0.2 * whole - 2, abs=1.5)  # inside its outline
    assert _bar_height(plot, LIGHT.defect, 1.25) == pytest.approx(0.5 * whole, abs=1.5)
    assert _bar_height(plot, LIGHT.defect, 1.75) == pytest.approx(0.2 * whole, abs=1.5)


def test_one_fail_among_a_million_can_be_seen(window: QWidget) -> None:
    plot = HistogramPlot("")
    put_on_stage(window, plot, 540, 120)

    plot.show_bars(np.array([1_000_000, 0, 0, 0]), NOTHING, np.array([0, 0, 0, 1]), EDGES)

    assert _bar_height(plot, LIGHT.defect, 1.75) >= 3


def test_the_fail_line_is_solid_and_the_review_line_dashed(window: QWidget) -> None:
    plot = HistogramPlot("")
    put_on_stage(window, plot, 540, 220)
    plot.set_review_line(0.8)

    def line(score: float) -> npt.NDArray[np.bool_]:
        x = round(540 * (score / 2 + 0.04) / 1.08)
        return (pixels_of(plot)[:190, x - 1 : x + 1] == rgb(LIGHT.text)).all(axis=2).any(axis=1)

    assert line(1.0).all()
    assert line(0.8).mean() == pytest.approx(4 / 7, abs=0.05)
    plot.set_review_line(None)
    assert not line(0.8).any()


def test_the_histograms_legend_names_colours_and_lines(window: QWidget) -> None:
    card = HistogramCard()
    put_on_stage(window, card, 592, 220)
    assert "REVIEW" not in _texts(card)

    card.set_review_line(0.85)
    assert _texts(card) == ["Scores this shift", "√ scale", "PASS", "REVIEW", "FAIL", "0.85", "1.00"]
    card.resize(300, 220)
    assert _texts(card)[0] == "Scores this shift"
    assert "0.85" not in _texts(card)


def test_the_trend_shows_dots_diamonds_and_crosses_and_gaps(window: QWidget) -> None:
    plot = TrendPlot("")
    put_on_stage(window, plot, 560, 160)
    scores = np.full(500, np.nan)
    scores[[100, 250, 400]] = 0.3, 0.9, 1.6
    verdicts = [Verdict.NO_PART] * 500
    verdicts[100], verdicts[250], verdicts[400] = Verdict.PASS, Verdict.REVIEW, Verdict.FAIL

    plot.show_points(scores, verdicts)

    places = [_where(plot, colour).mean(axis=0) for colour in (LIGHT.good, LIGHT.review, LIGHT.defect)]
    (low, left), (between, middle), (high, right) = places
    assert low > between > high
    assert middle - left == pytest.approx(right - middle, abs=2)  # 150 parts apart each
    assert low - between == pytest.approx((between - high) * 0.6 / 0.7, abs=2)
    seen = [len(_where(plot, colour)) for colour in (LIGHT.good, LIGHT.review, LIGHT.defect)]
    assert max(seen) < 80  # one mark each: nothing where no part was judged


def test_the_newest_score_stands_at_now_and_a_huge_one_at_the_top(window: QWidget) -> None:
    plot = TrendPlot("")
    put_on_stage(window, plot, 560, 160)

    plot.show_points(np.array([0.4, 40.0]), [Verdict.PASS, Verdict.FAIL])

    cross = _where(plot, LIGHT.defect)
    assert cross[:, 1].mean() > 535
    assert 0 < cross[:, 0].mean() < 16


def test_only_the_last_500_are_shown(window: QWidget) -> None:
    plot = TrendPlot("")
    put_on_stage(window, plot, 560, 160)

    plot.show_points(np.r_[np.full(100, 1.5), np.full(500, 0.3)], [Verdict.FAIL] * 100 + [Verdict.PASS] * 500)

    assert len(_where(plot, LIGHT.defect)) == 0


def test_an_empty_trend_has_its_title_and_lines(window: QWidget) -> None:
    card = TrendCard()
    put_on_stage(window, card, 592, 160)
    card.show_scores(np.zeros(0), ())

    assert _texts(card) == ["Last 500 scores"]
    assert len(_where(card, LIGHT.text)) > 500


def test_in_the_small_layout_two_buttons_choose_the_chart(window: QWidget) -> None:
    charts = ShiftCharts()
    put_on_stage(window, charts, 592, 380)
    histogram, trend = charts.findChild(HistogramCard), charts.findChild(TrendCard)
    assert (histogram.isVisible(), trend.isVisible()) == (True, True)
    assert histogram.height() / trend.height() == pytest.approx(5 / 4, rel=0.06)

    charts.set_compact(True)
    assert (histogram.isVisible(), trend.isVisible()) == (True, False)
    tabs = {button.text(): button for button in charts.findChildren(QPushButton)}
    assert all(tab.height() >= 44 for tab in tabs.values())
    QTest.mouseClick(tabs["Trend"], Qt.MouseButton.LeftButton)
    assert (histogram.isVisible(), trend.isVisible()) == (False, True)
    assert (tabs["Histogram"].isChecked(), tabs["Trend"].isChecked()) == (False, True)

    charts.set_compact(False)
    assert (histogram.isVisible(), trend.isVisible()) == (True, True)


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("height", [216, 248])  # beside NOT READY and beside FAIL, in a window of 1600 × 1000
def test_where_large_text_leaves_too_little_for_both_one_chart_has_all_the_room(
    window: QWidget, qapp: QApplication, height: int
) -> None:
    charts = ShiftCharts()
    put_on_stage(window, charts, 740, height)
    histogram, trend = charts.findChild(HistogramCard), charts.findChild(TrendCard)
    assert (histogram.isVisible(), trend.isVisible()) == (True, True)

    apply_appearance(qapp, Appearance(text_scale=1.5))
    (tab,) = [button for button in charts.findChildren(QPushButton) if button.text() == "Trend"]
    QTest.mouseClick(tab, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert (histogram.isVisible(), trend.isVisible()) == (False, True)
    plot = charts.findChild(TrendPlot)
    assert plot.height() - QFontMetricsF(font(13, 400)).height() > 80, "else its points are one upon the other"

    apply_appearance(qapp, Appearance())
    assert (histogram.isVisible(), trend.isVisible()) == (True, True)


def test_both_charts_get_the_review_line_and_the_numbers(window: QWidget) -> None:
    charts = ShiftCharts()
    put_on_stage(window, charts, 592, 380)

    charts.set_review_line(0.85)
    charts.show_histogram(np.array([9, 0, 0, 0]), NOTHING, EDGES, np.array([0, 4, 0, 0]))
    charts.show_scores(np.array([0.3, 0.9]), (Verdict.PASS, Verdict.REVIEW))

    shown = _where(charts, LIGHT.review)[:, 0]
    assert (shown < 200).any()  # a bar
    assert (shown > 230).any()  # a diamond
    assert "0.85" in _texts(charts)


def test_a_chart_is_painted_once_for_many_results(window: QWidget) -> None:
    plot = HistogramPlot("")
    put_on_stage(window, plot, 540, 120)

    for count in range(1, 50):
        plot.show_bars(np.array([count, 0, 0, 0]), NOTHING, NOTHING, EDGES)

    assert plot._soon.isActive()
    assert plot._soon.isSingleShot()
    assert plot._soon.interval() <= 200
