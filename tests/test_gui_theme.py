"""Light, dark, high contrast and the text size for distance: readable, and taken up while the window is open."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from stage import contrast, pixels_of, put_on_stage, rgb

from core.types import SourceState, Verdict
from gui.look.theme import (
    DARK,
    DARK_CONTRAST,
    LIGHT,
    LIGHT_CONTRAST,
    Appearance,
    Theme,
    apply_appearance,
    current_appearance,
    current_theme,
    font,
    scaled,
)
from gui.pages.inspect.counts_card import CountsCard
from gui.pages.inspect.score_card import ScoreCard
from gui.pages.inspect.shift_charts import ShiftCharts
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.widgets.colour_bar import ColourBar
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.header import Header
from gui.widgets.labels import ElidedLabel, IconLabel, text_label
from gui.widgets.nav_rail import NavRail
from gui.widgets.warning_strip import WarningStrip

pytestmark = pytest.mark.usefixtures("theme")

THEMES = [LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("text", "app"),
        ("text", "surface"),
        ("text", "raised"),
        ("text", "rail"),
        ("text", "sel"),
        ("text", "warn_bg"),
        ("text2", "surface"),
        ("text2", "rail"),
        ("text3", "surface"),
        ("ink_text", "ink"),
        ("pass_text", "pass_tile"),
        ("pass_classic_text", "pass_classic"),
        ("review_text", "review_tile"),
        ("fail_text", "fail_tile"),
        ("err_text", "err_tile"),
        ("err_mark", "err_tile"),
        ("on_well", "well"),
        ("on_well2", "well"),
        ("on_well", "err_tile"),
        ("tag_text", "tag"),
    ],
)
def test_text_can_be_read(theme: Theme, ink: str, ground: str) -> None:
    tokens = asdict(theme)

    assert contrast(tokens[ink], tokens[ground]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "mark",
    ["good", "defect", "synth", "control", "focus", "hollow", "pass_edge", "review_mark", "fail_mark", "text"],
)
def test_marks_can_be_seen_on_a_card(theme: Theme, mark: str) -> None:
    """REVIEW's orange in a chart is not among them: it always has an outline in the text's colour."""
    assert contrast(asdict(theme)[mark], theme.surface) >= 3


@pytest.mark.parametrize("theme", THEMES)
def test_a_hint_stands_out_by_its_edge(theme: Theme) -> None:
    assert contrast(theme.warn_edge, theme.warn_bg) >= 3


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        # From the style guide's table.
        (LIGHT.text, LIGHT.surface, 16.3),
        (LIGHT.good, LIGHT.surface, 4.9),
        (LIGHT.review_text, LIGHT.review_tile, 9.8),
        (LIGHT.fail_text, LIGHT.fail_tile, 6.9),
        (LIGHT.pass_classic_text, LIGHT.pass_classic, 5.2),
        (DARK.text, DARK.surface, 14.8),
        (DARK.text2, DARK.surface, 8.8),
        (DARK.pass_text, DARK.pass_tile, 11.8),
        (DARK.review_text, DARK.review_tile, 8.3),
        (DARK.fail_text, DARK.fail_tile, 5.8),
        (DARK.defect, DARK.surface, 6.2),
        (DARK.hollow, DARK.surface, 6.7),
    ],
)
def test_the_contrasts_are_those_of_the_style_guide(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.1)


@pytest.mark.parametrize(("theme", "surface"), [(LIGHT_CONTRAST, "#FFFFFF"), (DARK_CONTRAST, "#000000")])
def test_high_contrast_is_white_or_black_with_lines_like_text(theme: Theme, surface: str) -> None:
    assert theme.surface == surface
    assert theme.line == theme.text
    assert contrast(theme.text, theme.surface) == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
def test_what_lies_on_a_picture_is_never_inverted(theme: Theme) -> None:
    for token in ("on_well", "contour", "contour_edge", "tag", "tag_text", "veil", "veil_stripe"):
        assert asdict(theme)[token] == asdict(LIGHT)[token]


def test_tiles_are_the_same_in_high_contrast() -> None:
    tokens = [name for name in asdict(LIGHT) if name.startswith(("pass_", "review_", "fail_", "err_"))]

    for plain, strong in ((LIGHT, LIGHT_CONTRAST), (DARK, DARK_CONTRAST)):
        assert [asdict(plain)[name] for name in tokens] == [asdict(strong)[name] for name in tokens]


def test_only_three_text_sizes_are_known() -> None:
    with pytest.raises(ValueError, match=r"1\.1"):
        Appearance(text_scale=1.1)


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize(("scale", "small", "large"), [(1.0, 15, 28), (1.25, 19, 28), (1.5, 22, 28)])
def test_the_text_size_multiplies_what_is_under_28_pixels(
    qapp: QApplication, scale: float, small: int, large: int
) -> None:
    apply_appearance(qapp, Appearance(text_scale=scale))

    assert font(15, 400).pixelSize() == small
    assert font(28, 700).pixelSize() == large
    assert font(120, 800).pixelSize() == 120
    assert scaled(100) == 100 * scale


@pytest.mark.usefixtures("own_appearance")
def test_the_application_remembers_what_it_wears(qapp: QApplication) -> None:
    look = Appearance(dark=True, text_scale=1.25)

    apply_appearance(qapp, look)

    assert current_appearance() == look
    assert current_theme() is DARK
    assert DARK.surface in qapp.styleSheet()


@pytest.mark.usefixtures("own_appearance")
def test_labels_follow_while_they_are_shown_hidden_or_not_yet_anywhere(qapp: QApplication, window: QWidget) -> None:
    shown, hidden, loose = text_label("1.62", 15, 600), ElidedLabel(20, 700), text_label("later", 13)
    for label in (shown, hidden):
        put_on_stage(window, label, 100, 40)
    hidden.hide()

    apply_appearance(qapp, Appearance(dark=True, text_scale=1.5))
    put_on_stage(window, loose, 100, 40)

    assert [label.font().pixelSize() for label in (shown, hidden, loose)] == [22, 30, 20]
    assert shown.palette().color(shown.foregroundRole()).name() == DARK.text.lower()
    apply_appearance(qapp, Appearance())
    assert [label.font().pixelSize() for label in (shown, hidden, loose)] == [15, 20, 13]


def test_a_label_can_take_another_size(window: QWidget) -> None:
    label = text_label("1.62", 28, 700)
    put_on_stage(window, label, 100, 40)

    label.set_type(20, 700)

    assert label.font().pixelSize() == 20


@pytest.mark.usefixtures("own_appearance")
def test_icons_follow(qapp: QApplication, window: QWidget) -> None:
    icon = IconLabel("square", 20, "text")
    put_on_stage(window, icon, 20, 20)

    apply_appearance(qapp, Appearance(dark=True, text_scale=1.5))

    assert icon.width() == 30
    assert (pixels_of(icon) == rgb(DARK.text)).all(axis=2).any()


def _tile(tile: VerdictTile) -> None:
    tile.show_verdict(Verdict.NO_PART, "Nothing to judge in the picture")


def _charts(charts: ShiftCharts) -> None:
    counts = np.ones(40, np.int64)
    charts.set_review_line(0.85)
    charts.show_histogram(counts, counts, np.arange(41) / 20, counts)
    charts.show_scores(np.array([0.3, 0.9, 1.6]), (Verdict.PASS, Verdict.REVIEW, Verdict.FAIL))


def _header(header: Header) -> None:
    header._clock.setText("14:32:07")
    header._ticks.stop()
    header.show_source("Camera 1", "")
    header.show_source_state(SourceState.STALLED)
    header.show_rate(18.6, 74, 41)
    header.show_dropped(3)


FILL: dict[type[QWidget], Callable[[Any], None]] = {
    VerdictTile: _tile,
    ShiftCharts: _charts,
    ScoreCard: lambda card: card.show_score(0.9, 0.85),
    CountsCard: lambda card: card.show_counts(1284, 1254, 23, 2, 7, 3),
    Header: _header,
    ErrorBanner: lambda banner: banner.show_error("Camera 1 does not answer.", "Check its cable."),
    WarningStrip: lambda strip: strip.show_warning("The light has changed."),
    NavRail: lambda rail: rail.set_current("station"),
    ColourBar: lambda bar: bar.set_review(0.85),
}


def _on_stage(window: QWidget, kind: type[QWidget], width: int, height: int, compact: bool = False) -> QWidget:
    widget = kind(window)
    if kind is not ColourBar:
        widget.set_compact(compact)
    put_on_stage(window, widget, width, height)
    FILL[kind](widget)
    _settle()
    return widget


def _settle() -> None:
    """Let layouts within layouts take their new sizes, one after another."""
    for _ in range(4):
        QApplication.processEvents()


def _colours(widget: QWidget) -> set[int]:
    pixels = pixels_of(widget).astype(np.int64)
    return set(np.unique(pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]).tolist())


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("kind", FILL)
@pytest.mark.parametrize("look", [Appearance(dark=True), Appearance(high_contrast=True), Appearance(text_scale=1.5)])
def test_a_widget_on_the_screen_becomes_what_a_new_one_is(
    qapp: QApplication, window: QWidget, kind: type[QWidget], look: Appearance
) -> None:
    width = 1824 if kind is Header else 600
    widget = _on_stage(window, kind, width, 240)
    before = pixels_of(widget)

    apply_appearance(qapp, look)
    _settle()
    widget.resize(width, 240)
    changed = pixels_of(widget)
    widget.hide()
    fresh = pixels_of(_on_stage(window, kind, width, 240))

    assert changed.shape == fresh.shape
    assert (np.abs(changed.astype(int) - fresh) > 8).mean() < 0.001
    assert before.shape != changed.shape or (before != changed).any()


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("kind", FILL)
def test_nothing_light_is_left_in_the_dark(qapp: QApplication, window: QWidget, kind: type[QWidget]) -> None:
    widget = _on_stage(window, kind, 600, 240)

    apply_appearance(qapp, Appearance(dark=True))
    _settle()

    tokens = (LIGHT.surface, LIGHT.app, LIGHT.rail, LIGHT.text, LIGHT.good, LIGHT.sel)
    assert not {int(token[1:], 16) for token in tokens} & _colours(widget)


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("kind", [kind for kind in FILL if kind is not ColourBar])
@pytest.mark.parametrize("compact", [False, True])
def test_no_text_is_cut_off_in_the_largest_text_size(
    qapp: QApplication, window: QWidget, kind: type[QWidget], compact: bool
) -> None:
    apply_appearance(qapp, Appearance(text_scale=1.5))
    widths = (1824, 1200) if kind in (Header, ErrorBanner) else (740, 530)  # the column grows with the text
    width = widths[compact]
    widget = _on_stage(window, kind, width, 180, compact)
    widget.resize(width, max(widget.sizeHint().height(), 180))
    _settle()

    for label in widget.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            metrics = QFontMetrics(label.font())
            assert label.height() >= metrics.height() - 1, label.text()
            assert label.width() >= metrics.horizontalAdvance(label.text()), label.text()


@pytest.mark.parametrize("kind", FILL)
def test_what_takes_the_focus_shows_it_and_has_a_name(window: QWidget, kind: type[QWidget]) -> None:
    widget = _on_stage(window, kind, 1824 if kind is Header else 600, 240)

    for button in widget.findChildren(QPushButton):
        if button.isVisible() and button.focusPolicy() & Qt.FocusPolicy.TabFocus:
            accessible = QAccessible.queryAccessibleInterface(button)
            assert accessible.text(QAccessible.Text.Name)
            button.setFocus(Qt.FocusReason.TabFocusReason)
            assert int(LIGHT.focus[1:], 16) in _colours(button)
