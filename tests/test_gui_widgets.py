"""Tile and cards: what they say for what they are given, and what they ask for."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import pixels_of, put_on_stage, rgb

from core.types import Verdict
from gui.look.theme import LIGHT
from gui.pages.inspect.counts_card import CountsCard
from gui.pages.inspect.score_card import ScoreCard
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.widgets.colour_bar import ColourBar
from gui.widgets.score_text import score_text, yield_text

pytestmark = pytest.mark.usefixtures("theme")


def _texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def _button(widget: QWidget, text: str) -> QPushButton:
    (button,) = [button for button in widget.findChildren(QPushButton) if button.text() == text]
    return button


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_tile_says_its_verdict_and_why(window: QWidget, verdict: Verdict) -> None:
    tile = VerdictTile()
    put_on_stage(window, tile, 592, 256)

    tile.show_verdict(verdict, "the reason")

    assert tile.accessibleName() == f"{verdict.value}. the reason"


@pytest.mark.parametrize(
    ("verdict", "large", "small"),
    [
        (Verdict.PASS, 224, 148),
        (Verdict.REVIEW, 224, 148),
        (Verdict.FAIL, 224, 148),
        (Verdict.NO_PART, 224, 200),
        (Verdict.NOT_READY, 256, 200),
        (Verdict.ERROR, 224, 200),
    ],
)
def test_the_tile_has_the_heights_of_the_style_guide(qtbot: QtBot, verdict: Verdict, large: int, small: int) -> None:
    tile = VerdictTile()
    qtbot.addWidget(tile)
    tile.show_verdict(verdict, "")

    assert tile.height() == large
    tile.set_compact(True)
    assert tile.height() == small


def test_an_error_flashes_until_somebody_has_seen_it(window: QWidget) -> None:
    tile = VerdictTile()
    put_on_stage(window, tile, 592, 224)
    tile.show_verdict(Verdict.ERROR, "")
    lit = pixels_of(tile)

    tile._flash.timeout.emit()
    dimmed = pixels_of(tile)
    tile.acknowledge()

    assert tile._flash.interval() == 500
    assert (lit != dimmed).any()
    assert (pixels_of(tile) == lit).all()
    assert not tile._flash.isActive()


def test_an_acknowledged_error_stays_quiet_when_it_is_shown_again(qtbot: QtBot) -> None:
    tile = VerdictTile()
    qtbot.addWidget(tile)
    tile.show_verdict(Verdict.ERROR, "first line")
    assert tile._flash.isActive()

    tile.acknowledge()
    tile.show_verdict(Verdict.ERROR, "second line")

    assert not tile._flash.isActive()


@pytest.mark.parametrize(
    ("score", "text"),
    [(0.0, "0.00"), (0.43, "0.43"), (0.999, "0.99"), (1.0, "1.00"), (1.624, "1.62"), (12.5, "12.50"), (-0.2, "−0.20")],
)
def test_a_score_under_the_threshold_never_reads_as_the_threshold(score: float, text: str) -> None:
    assert score_text(score) == text


@pytest.mark.parametrize(
    ("passed", "inspected", "text"),
    [(0, 0, "–"), (1254, 1284, "97.7 %"), (10, 10, "100.0 %"), (99_999, 100_000, "99.9 %"), (0, 3, "0.0 %")],
)
def test_a_yield_is_full_only_when_every_part_passed(passed: int, inspected: int, text: str) -> None:
    assert yield_text(passed, inspected) == text


@pytest.mark.parametrize(("score", "share"), [(0.5, 0.25), (1.5, 0.75), (2.0, 1.0), (9.0, 1.0), (-1.0, 0.0)])
def test_the_bar_is_filled_up_to_the_score(window: QWidget, score: float, share: float) -> None:
    card = ScoreCard()
    put_on_stage(window, card, 592, 128)
    card.show_score(score)

    row = pixels_of(card._bar)[20]  # through the middle of the bar
    colour = rgb(LIGHT.fail_mark if score >= 1 else LIGHT.text2)
    filled = np.flatnonzero((row == colour).all(axis=1))
    assert (filled.max() + 1 if len(filled) else 0) / len(row) == pytest.approx(share, abs=0.01)
    assert (row[len(row) // 2] == rgb(LIGHT.text)).all()  # the FAIL line
    assert score_text(score) in _texts(card)


@pytest.mark.parametrize("by", ["the recipe's line", "the part's own line"])
def test_the_bar_has_a_dashed_review_line_with_its_score(window: QWidget, by: str) -> None:
    card = ScoreCard()
    put_on_stage(window, card, 592, 128)
    card.set_review_line(0.5 if by == "the recipe's line" else 0.7)
    card.show_score(0.2, None if by == "the recipe's line" else 0.5)

    pixels = pixels_of(card._bar)
    x = round(pixels.shape[1] * 0.25)
    dashed = (pixels[4:32, x - 1 : x + 1] == rgb(LIGHT.text)).all(axis=2).any(axis=1)
    assert 0.3 < dashed.mean() < 0.8
    card.set_review_line(None)
    card.show_score(0.2)
    assert not (pixels_of(card._bar)[4:32, x - 1 : x + 1] == rgb(LIGHT.text)).all(axis=2).any()


def test_without_a_score_the_bar_is_empty_and_the_number_a_dash(window: QWidget) -> None:
    card = ScoreCard()
    put_on_stage(window, card, 592, 128)
    card.show_score(1.7)
    card.show_score(None)

    assert "–" in _texts(card)
    assert not (pixels_of(card._bar) == rgb(LIGHT.fail_mark)).all(axis=2).any()


def test_the_station_takes_the_scores_place(window: QWidget) -> None:
    card = ScoreCard()
    put_on_stage(window, card, 592, 128)
    card.show_score(0.43)

    card.show_station("The station, not the part", "The folder is gone.")
    assert _texts(card) == ["The station, not the part", "The folder is gone."]

    card.show_score(0.5)
    assert "0.50" in _texts(card)


def test_counts_are_grouped_and_the_yield_is_what_passed(window: QWidget) -> None:
    card = CountsCard()
    put_on_stage(window, card, 592, 104)

    card.show_counts(1284, 1254, 23, 0, reviewed=7)

    assert _texts(card) == [
        "Inspected", "1\u202f284", "PASS", "1\u202f254", "REVIEW", "7", "FAIL", "23", "Yield", "97.7 %",
    ]  # fmt: skip


def test_what_was_not_judged_is_said_below_once_there_is_any(window: QWidget) -> None:
    card = CountsCard()
    put_on_stage(window, card, 592, 104)

    card.show_counts(10, 10, 0, skipped=2)
    assert _texts(card)[-1] == "2 skipped"
    card.show_counts(10, 10, 0, skipped=2, no_part=1300, not_judged=1)
    assert _texts(card)[-1] == "1\u202f300 without a part, 1 not judged, 2 skipped"
    card.show_counts(0, 0, 0, 0)
    assert _texts(card)[-1] == "–"


@pytest.mark.parametrize(("compact", "width"), [(False, 592), (True, 424)])
@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (1_234_567, 1_234_000, 567, 123, 4321, 65_432)])
def test_no_count_is_cut_off(window: QWidget, compact: bool, width: int, counts: tuple[int, ...]) -> None:
    card = CountsCard()
    card.set_compact(compact)
    put_on_stage(window, card, width, card.height())
    card.show_counts(*counts)
    for _ in range(4):
        QApplication.processEvents()

    labels = [label for label in card.findChildren(QLabel) if label.isVisible()]
    assert all(label.width() >= QFontMetrics(label.font()).horizontalAdvance(label.text()) for label in labels)
    assert all(label.mapTo(card, QPoint(label.width(), 0)).x() <= width for label in labels)


def test_reset_is_asked_for_by_its_button_or_in_the_small_layout_by_a_tap(qtbot: QtBot, window: QWidget) -> None:
    card = CountsCard()
    put_on_stage(window, card, 592, 104)
    with qtbot.waitSignal(card.reset_requested):
        _button(card, "Reset").click()
    with qtbot.assertNotEmitted(card.reset_requested):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(200, 50))

    card.set_compact(True)
    with qtbot.waitSignal(card.reset_requested):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(200, 30))


def test_the_colour_bar_marks_review_where_the_recipe_says(window: QWidget) -> None:
    bar = ColourBar()
    put_on_stage(window, bar, 200, 256)  # the bar itself is 240 high, 120 pixels to 1.00
    plain = pixels_of(bar)

    bar.set_review(0.8)
    marked = pixels_of(bar)

    y = 8 + 240 - 96
    assert (marked[y - 1 : y + 1, 24:32] == rgb(LIGHT.text)).all()
    assert not (plain[y - 1 : y + 1, 24:32] == rgb(LIGHT.text)).any()
    assert (marked[y - 8 : y + 12, 40:] != plain[y - 8 : y + 12, 40:]).any()  # its name
    bar.set_review(None)
    assert (pixels_of(bar) == plain).all()
