"""Theme, type, icons, pictures from arrays, and what holds for every widget."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage

from core.types import TrainingProgress
from gui.look.icons import icon_pixmap
from gui.look.theme import LIGHT, current_theme, font
from gui.pages.inspect.counts_card import CountsCard
from gui.pages.inspect.histogram_card import HistogramCard
from gui.pages.inspect.image_tools import ImageTools
from gui.pages.inspect.part_strip import PartStrip
from gui.pages.inspect.score_card import ScoreCard
from gui.pages.inspect.shift_charts import ShiftCharts
from gui.pages.inspect.teaching_panel import TeachingPanel
from gui.pages.inspect.trend_card import TrendCard
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.qt_image import to_qimage
from gui.widgets.error_banner import ErrorBanner
from gui.widgets.header import Header
from gui.widgets.image_view import ImageView
from gui.widgets.nav_rail import NavRail
from gui.widgets.run_bar import RunBar
from gui.widgets.warning_strip import WarningStrip

WIDGETS = [
    CountsCard,
    ErrorBanner,
    Header,
    HistogramCard,
    ImageTools,
    ImageView,
    NavRail,
    PartStrip,
    RunBar,
    ScoreCard,
    ShiftCharts,
    TeachingPanel,
    TrendCard,
    VerdictTile,
    WarningStrip,
]


pytestmark = pytest.mark.usefixtures("theme")


class _Marker(QTranslator):
    """Translates every text into itself between two marks."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, text: str, _note: str | None = None, _count: int = -1) -> str:
        return f"‹{text}›"


@pytest.fixture
def marked_texts() -> Iterator[None]:
    marker = _Marker()
    QCoreApplication.installTranslator(marker)
    yield
    QCoreApplication.removeTranslator(marker)


def test_the_application_wears_the_theme(qapp: QApplication) -> None:
    assert current_theme() is LIGHT
    assert "$" not in qapp.styleSheet()
    assert LIGHT.surface in qapp.styleSheet()


def test_type_is_the_bundled_inter_with_figures_of_one_width() -> None:
    metrics = QFontMetricsF(font(20, 500))

    assert QFontInfo(font(20, 500)).family() == "Inter"
    assert metrics.horizontalAdvance("1") == metrics.horizontalAdvance("8")


def test_weights_are_cuts_of_their_own() -> None:
    widths = [QFontMetricsF(font(100, weight)).horizontalAdvance("Hazelnut") for weight in (400, 500, 600, 700, 800)]

    assert widths == sorted(set(widths))


def test_the_verdict_word_has_the_height_it_needs_at_three_metres() -> None:
    assert QFontMetricsF(font(120, 800)).capHeight() == pytest.approx(87, abs=1)


def test_a_font_given_later_survives_another_parent(window: QWidget) -> None:
    label = QLabel("1.62")
    label.setFont(font(28, 700))
    label.ensurePolished()
    label.setFont(font(20, 700))

    put_on_stage(window, label, 100, 40)

    assert label.font().pixelSize() == 20


def test_icons_are_drawn_in_the_size_and_colour_asked_for() -> None:
    picture = icon_pixmap("square", 24, QColor(LIGHT.focus)).toImage()

    size = round(24 * picture.devicePixelRatio())
    assert (picture.width(), picture.height()) == (size, size)
    assert picture.pixelColor(size // 2, size // 2).alpha() == 0
    assert picture.pixelColor(size // 2, round(size * 3 / 24)) == QColor(LIGHT.focus)


def test_an_icon_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no-such-icon"):
        icon_pixmap("no-such-icon", 24, QColor(LIGHT.text))


@pytest.mark.parametrize("channels", [3, 4])
def test_an_array_becomes_an_image_that_owns_its_memory(channels: int) -> None:
    array = np.arange(5 * 7 * channels, dtype=np.uint8).reshape(5, 7, channels)
    picture = to_qimage(array[:, ::-1])  # rows of 21 bytes, and not contiguous
    expected = array[3, 2].tolist()
    array[:] = 0

    shown = picture.pixelColor(4, 3)
    assert (picture.width(), picture.height()) == (7, 5)
    assert [shown.red(), shown.green(), shown.blue(), shown.alpha()][:channels] == expected


@pytest.mark.parametrize("widget_class", WIDGETS)
@pytest.mark.parametrize("compact", [False, True])
def test_every_widget_that_takes_the_focus_has_a_name(
    window: QWidget, widget_class: type[QWidget], compact: bool
) -> None:
    widget = widget_class()
    widget.set_compact(compact)
    put_on_stage(window, widget, 600, 300)

    takers = [part for part in widget.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    nameless = [part for part in takers if not part.accessibleName() and part.objectName() != "qt_scrollarea_viewport"]
    assert nameless == []


@pytest.mark.usefixtures("marked_texts")
@pytest.mark.parametrize("widget_class", WIDGETS)
def test_every_text_can_be_translated(qtbot: QtBot, widget_class: type[QWidget]) -> None:
    widget = widget_class()
    qtbot.addWidget(widget)

    texts = [part.text() for part in widget.findChildren(QLabel) + widget.findChildren(QPushButton)]
    left_out = [text for text in texts if any(map(str.isalpha, text)) and not text.startswith("‹")]
    assert left_out in ([], ["Filbert"])


def test_teaching_says_how_far_it_is(window: QWidget) -> None:
    panel = TeachingPanel()
    put_on_stage(window, panel, 700, 400)

    panel.show_progress(TrainingProgress("Round 186 of 300", 0.62, 23.6))

    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert {"62 %", "Round 186 of 300", "about 24 s left"} <= set(texts)
    panel.show_progress(TrainingProgress("Reading the images", 0.01, None))
    assert "about 24 s left" not in [label.text() for label in panel.findChildren(QLabel)]


def test_the_banner_comes_with_an_error_and_is_acknowledged(qtbot: QtBot, window: QWidget) -> None:
    banner = ErrorBanner()
    assert banner.isHidden()

    put_on_stage(window, banner, 1200, 96)
    banner.show_error("The folder is gone.", "Open it again.")

    assert banner.isVisible()
    assert banner.accessibleName() == "The folder is gone. Open it again."
    button = banner.findChild(QPushButton)
    assert button.height() >= 76
    with qtbot.waitSignal(banner.acknowledged):
        button.click()
