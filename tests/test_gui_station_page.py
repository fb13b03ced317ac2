"""The Station page: what it asks for and what it shows, by hand, by keyboard and for those who don't see it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage
from station_stage import Cameras, Stage, StandInDialogs, station_stage

from core.inspection.trigger import TriggerMode
from core.settings import StationSettings
from core.sources.cameras import CameraInfo
from gui.look.theme import Appearance, apply_appearance
from gui.pages.station.station_page import StationPage
from gui.pages.station.trigger_card import LimitsChoice, TriggerChoice
from gui.widgets.action_button import ActionButton
from gui.widgets.fields import NumberField
from gui.widgets.segmented import Choice, Segmented

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def stage(window: QWidget, qtbot: QtBot) -> Iterator[Stage]:
    with station_stage(window, qtbot) as stage:
        yield stage


@pytest.fixture
def plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_appearance(qapp, Appearance())


def test_the_trigger_is_chosen(stage: Stage) -> None:
    stage.press("Trigger: On trigger")
    assert not stage.field("Seconds from part to part").isVisible()
    stage.press("Trigger: At intervals")
    stage.press("Seconds from part to part: more")

    assert stage.heard == [
        TriggerChoice(TriggerMode.SOFTWARE, 1.0),
        TriggerChoice(TriggerMode.INTERVAL, 1.0),
        TriggerChoice(TriggerMode.INTERVAL, 1.5),
    ]


def test_the_limits_are_chosen_and_stay_in_their_range(stage: Stage) -> None:
    oldest = stage.field("Oldest picture that is judged")
    oldest.setFocus()
    oldest.selectAll()
    QTest.keyClicks(oldest, "2")
    assert stage.heard == []  # 2 may become 25
    QTest.keyClick(oldest, Qt.Key.Key_Return)
    stage.press("Missing pictures before STALLED: less")
    oldest.setValue(0)

    assert stage.heard == [LimitsChoice(2.0, 4.0), LimitsChoice(2.0, 3.0), LimitsChoice(0.05, 3.0)]


def test_the_look_is_chosen(stage: Stage) -> None:
    for name in (
        "Colours: Dark",
        "Text size: Largest 150 %",
        "High contrast: On",
        "Classic tile: On",
        "Full screen: On",
    ):
        stage.press(name)

    assert stage.heard == [
        Appearance(dark=True),
        Appearance(dark=True, text_scale=1.5),
        Appearance(dark=True, high_contrast=True, text_scale=1.5),
        Appearance(dark=True, high_contrast=True, text_scale=1.5, classic_tile=True),
        True,
    ]


def test_what_is_set_is_shown_without_a_signal(stage: Stage) -> None:
    stage.page.show_settings(
        StationSettings(
            trigger=TriggerMode.INTERVAL,
            interval_s=2.5,
            oldest_frame_s=0.3,
            stall_periods=7,
            dark=True,
            high_contrast=True,
            text_scale=1.25,
            classic_tile=True,
            kiosk=True,
        )
    )

    for name in (
        "Trigger: At intervals",
        "Colours: Dark",
        "High contrast: On",
        "Text size: Large 125 %",
        "Classic tile: On",
        "Full screen: On",
    ):
        assert stage.button(name).isChecked(), name
    assert stage.field("Seconds from part to part").value() == 2.5
    assert stage.field("Oldest picture that is judged").value() == 0.3
    assert stage.field("Missing pictures before STALLED").value() == 7
    stage.page.show_kiosk(False)
    assert stage.button("Full screen: Off").isChecked()
    assert stage.heard == []


def test_what_is_asked_of_support_is_there(stage: Stage) -> None:
    stage.page.show_device("CPU, 2 cores")
    settings, log = Path("/station/settings.json"), Path("/station/logs/filbert.log")
    stage.page.show_files(settings, log)

    texts = {text.replace("\u200b", "") for text in stage.texts()}
    assert {"CPU, 2 cores", str(settings), str(log)} <= texts
    assert any("Qt for Python 6." in text for text in texts)
    assert any("Apache License 2.0" in text for text in texts)


KINDS = ("Camera", "Video file", "Network stream", "Hot folder", "Folder", "Test source")


@pytest.mark.parametrize("kind", KINDS)
def test_all_can_be_hit_with_a_finger_and_has_a_name(stage: Stage, kind: str) -> None:
    stage.press(f"Kind of source: {kind}")
    QApplication.processEvents()

    takers = [part for part in stage.page.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    seen = [part for part in takers if part.isVisible() and not isinstance(part.parent(), NumberField)]
    assert len(seen) > 10
    assert [part for part in seen if not part.accessibleName()] == []
    assert [(part.accessibleName(), part.size()) for part in seen if min(part.width(), part.height()) < 44] == []
    operators = [stage.button(name) for name in (f"Kind of source: {kind}", "Trigger: On trigger", "Use this source")]
    assert min(button.height() for button in operators) >= 76


@pytest.mark.usefixtures("plain_again")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("width", "compact", "scale"), [(1200, True, 1.0), (1120, True, 1.5), (1824, False, 1.5)])
def test_nothing_is_cut_off(
    stage: Stage, qapp: QApplication, kind: str, width: int, compact: bool, scale: float
) -> None:
    apply_appearance(qapp, Appearance(text_scale=scale))
    stage.page.set_compact(compact)
    stage.page.resize(width, 572)
    stage.press(f"Kind of source: {kind}")
    QApplication.processEvents()

    sheet = stage.page.findChild(QWidget, "sheet")
    assert sheet.minimumSizeHint().width() <= width - 14  # the scroll bar's
    cards = stage.page._cards
    assert len({card.x() for card in cards}) == (1 if compact else 2)
    assert [label.text() for label in stage.page.findChildren(QLabel) if label.isVisible() and _is_cut(label)] == []
    buttons = [button for button in stage.page.findChildren(ActionButton) if button.isVisible()]
    assert [button.text() for button in buttons if button.width() < button.minimumSizeHint().width()] == []


def _is_cut(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return label.width() < label.sizeHint().width() or label.height() < label.sizeHint().height()


def test_a_long_name_of_a_camera_does_not_push_the_page_apart(stage: Stage) -> None:
    stage.cameras.found = [CameraInfo("Camera of the third tray " * 20, "0001:0002@1", 0, 200)]
    stage.page.show_settings(StationSettings(source="/parts" * 80, recent_sources=("/parts" * 80,)))
    stage.press("Kind of source: Camera")
    stage.wait_for(lambda: "1 camera was found." in stage.texts())

    assert stage.page.findChild(QWidget, "sheet").minimumSizeHint().width() <= 1824


def test_tab_goes_through_the_page_from_the_top(stage: Stage) -> None:
    window = stage.page.window()
    stage.button("Kind of source: Camera").setFocus()
    names = []
    for _ in range(30):
        focus = window.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)

    assert names.index("Kind of source: Camera") < names.index("Search again") < names.index("Use this source")
    assert names.index("Use this source") < names.index("Trigger: Free-running") < names.index("Colours: Light")
    assert "Kind of source: Video file" not in names  # the arrows go there


def test_the_arrows_choose_among_several(window: QWidget) -> None:
    heard: list[object] = []
    choice = Segmented("Size", [Choice(size, f"{size} px") for size in (1, 2, 3)])
    put_on_stage(window, choice, 600, 60)
    choice.chosen.connect(heard.append)
    choice.choose(1)
    choice.buttons[0].setFocus()

    QTest.keyClick(choice.buttons[0], Qt.Key.Key_Right)
    QTest.keyClick(choice.buttons[1], Qt.Key.Key_Right)

    assert choice.value == 3
    assert heard == [2, 3]


def test_tab_comes_to_what_is_chosen(window: QWidget) -> None:
    choice = Segmented("Size", [Choice(size, f"{size} px") for size in (1, 2, 3)])
    put_on_stage(window, choice, 600, 60)
    for chosen in (2, 3, 1):
        choice.choose(chosen)
        assert [b.focusPolicy() for b in choice.buttons].index(Qt.FocusPolicy.TabFocus) == chosen - 1
    QTest.mouseClick(choice.buttons[1], Qt.MouseButton.LeftButton)
    assert [b.focusPolicy() for b in choice.buttons].index(Qt.FocusPolicy.TabFocus) == 1


def test_enter_chooses_and_nothing_chosen_can_be_reached(window: QWidget) -> None:
    choice = Segmented("Size", [Choice(size, f"{size} px") for size in (1, 2)])
    put_on_stage(window, choice, 600, 60)
    choice.choose(1)
    choice.choose(7)

    assert choice.value is None
    assert any(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in choice.buttons)
    QTest.keyClick(choice.buttons[0], Qt.Key.Key_Return)
    assert choice.value == 1


def test_scrolling_over_a_number_does_not_change_it(stage: Stage) -> None:
    field = stage.field("Oldest picture that is judged")
    field.clearFocus()
    here = QPointF(field.rect().center())
    wheel = QWheelEvent(
        here,
        field.mapToGlobal(here),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, wheel)

    assert stage.heard == []


class _Marker(QTranslator):
    def isEmpty(self) -> bool:
        return False

    def translate(self, _context: str, text: str, _note: str | None = None, _count: int = -1) -> str:
        return f"‹{text}›"


def test_every_text_can_be_translated(qtbot: QtBot, qapp: QApplication) -> None:
    marker = _Marker()
    qapp.installTranslator(marker)
    try:
        page = StationPage(Cameras(), StandInDialogs(""))
    finally:
        qapp.removeTranslator(marker)
    qtbot.addWidget(page)

    texts = [part.text() for part in page.findChildren(QLabel) + page.findChildren(QPushButton)]
    left_out = [text for text in texts if any(map(str.isalpha, text)) and not text.startswith("‹")]
    assert [text for text in left_out if not text.startswith("Filbert ")] == []


def test_a_change_of_text_size_reaches_the_fields(stage: Stage, qapp: QApplication, plain_again: None) -> None:
    apply_appearance(qapp, Appearance(text_scale=1.5))
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    assert stage.field("User").font().pixelSize() == round(15 * 1.5)


@pytest.mark.usefixtures("plain_again")
@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize("width", [1504, 1824])  # what is left of a window of 1600 and of 1920
def test_no_control_lies_outside_the_large_layout(
    stage: Stage, window: QWidget, qapp: QApplication, width: int, scale: float
) -> None:
    apply_appearance(qapp, Appearance(text_scale=scale))
    put_on_stage(window, stage.page, width, 904)
    for _ in range(3):
        QApplication.processEvents()
    buttons = [button for button in stage.page.findChildren(QPushButton) if button.isVisible()]
    assert len(buttons) > 20
    assert max(button.mapTo(stage.page, QPoint(button.width(), 0)).x() for button in buttons) <= width
