"""The Station page: what it asks for and what it shows, by hand, by keyboard and for those who don't see it."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage
from stand_ins import PATIENCE_MS, PATIENCE_S

from core.errors import FilbertError
from core.inspection.trigger import TriggerMode
from core.settings import StationSettings
from core.sources.cameras import CameraInfo
from gui.pages.station_page import StationPage
from gui.path_dialogs import OnPath, PathDialogs
from gui.theme import Appearance, apply_appearance
from gui.widgets.action_button import ActionButton
from gui.widgets.fields import NumberField, TextField
from gui.widgets.segmented import Choice, Segmented
from gui.widgets.trigger_card import LimitsChoice, TriggerChoice

pytestmark = pytest.mark.usefixtures("theme")

BRIO = CameraInfo("Logitech BRIO", "046d:085e@1-1.2:1.0", 0, 200)
C920 = CameraInfo("HD Pro Webcam C920", "046d:0892@1-1.3:1.0", 2, 200)


class StandInDialogs(PathDialogs):
    """Answers at once, with what it was given."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self.answer = answer
        self.filters: Sequence[str] = ()

    def ask_file(self, _window: QWidget, _title: str, filters: Sequence[str], chosen: OnPath) -> None:
        self.filters = filters
        chosen(self.answer)

    def ask_folder(self, _window: QWidget, _title: str, chosen: OnPath) -> None:
        chosen(self.answer)


@dataclass
class Cameras:
    """What is plugged in; notes which threads have asked."""

    found: list[CameraInfo] = field(default_factory=lambda: [BRIO, C920])
    threads: list[int] = field(default_factory=list)
    error: Exception | None = None

    def __call__(self) -> tuple[CameraInfo, ...]:
        self.threads.append(threading.get_ident())
        if self.error is not None:
            raise self.error
        return tuple(self.found)


@dataclass
class Stage:
    """A page on a stage, with what came out of it."""

    page: StationPage
    cameras: Cameras
    dialogs: StandInDialogs
    qtbot: QtBot
    heard: list[object]

    def press(self, name: str) -> None:
        self.button(name).click()

    def button(self, name: str) -> QPushButton:
        buttons = [b for b in self.page.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()]
        assert len(buttons) == 1, name
        return buttons[0]

    def field(self, name: str) -> Any:
        (found,) = [
            f for kind in (TextField, NumberField) for f in self.page.findChildren(kind) if f.accessibleName() == name
        ]
        return found

    def texts(self) -> set[str]:
        return {label.text() for label in self.page.findChildren(QLabel) if label.isVisible()}

    def wait_for(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)


@pytest.fixture
def stage(window: QWidget, qtbot: QtBot) -> Iterator[Stage]:
    cameras, dialogs, heard = Cameras(), StandInDialogs("/line/parts"), []
    page = StationPage(cameras, dialogs)
    for signal in (
        page.source_chosen,
        page.trigger_chosen,
        page.limits_chosen,
        page.appearance_chosen,
        page.kiosk_chosen,
    ):
        signal.connect(heard.append)
    put_on_stage(window, page, 1824, 904)
    stage = Stage(page, cameras, dialogs, qtbot, heard)
    stage.wait_for(lambda: "2 cameras were found." in stage.texts())
    yield stage
    page.shutdown()


@pytest.fixture
def plain_again(qapp: QApplication) -> Iterator[None]:
    yield
    apply_appearance(qapp, Appearance())


def test_cameras_are_looked_for_in_another_thread(stage: Stage) -> None:
    assert stage.cameras.threads
    assert threading.get_ident() not in stage.cameras.threads
    assert stage.button("Camera: Logitech BRIO").isVisible()


def test_a_camera_is_used_by_its_identity(stage: Stage) -> None:
    stage.press("Camera: HD Pro Webcam C920")
    stage.press("Resolution: 640 × 480")
    stage.press("Exposure: By hand")
    stage.field("Exposure").setValue(-7.5)
    stage.press("Use this source")

    assert stage.heard == [
        "camera:046d:0892@1-1.3:1.0?name=HD%20Pro%20Webcam%20C920&width=640&height=480&exposure=-7.5"
    ]


def test_a_camera_is_shown_as_it_was_asked_for(stage: Stage) -> None:
    spec = "camera:046d:085e@1-1.2:1.0?name=Logitech%20BRIO&width=1280&height=720&fps=15&exposure=-5"
    stage.page.show_settings(StationSettings(source=spec))

    assert stage.button("Camera: Logitech BRIO").isChecked()
    assert stage.button("Resolution: 1280 × 720").isChecked()
    assert stage.button("Exposure: By hand").isChecked()
    assert "Logitech BRIO" in stage.texts()
    assert stage.heard == []
    stage.press("Use this source")
    assert stage.heard == [spec]


def test_a_camera_named_by_its_number_is_remembered_by_its_identity(stage: Stage) -> None:
    stage.page.show_settings(StationSettings(source="camera:2"))
    stage.press("Use this source")

    assert stage.heard == ["camera:046d:0892@1-1.3:1.0?name=HD%20Pro%20Webcam%20C920"]


def test_a_camera_that_is_not_plugged_in_keeps_its_place(stage: Stage) -> None:
    spec = "camera:0ac8:3420@1-1.1:1.0?name=Old%20one"
    stage.page.show_settings(StationSettings(source=spec))

    button = stage.button("Camera: Old one")
    assert button.isChecked()
    assert button.accessibleDescription() == "not found now"
    stage.press("Use this source")
    assert stage.heard == [spec]


def test_no_camera_is_said_and_can_be_looked_for_again(stage: Stage) -> None:
    stage.cameras.found = []
    stage.press("Search again")
    stage.wait_for(lambda: "No camera was found. Plug one in, then press Search again." in stage.texts())
    stage.press("Use this source")
    assert "No camera is chosen. Choose one, or plug one in and press Search again." in stage.texts()
    assert stage.heard == []

    stage.cameras.found = [C920]
    stage.press("Search again")
    stage.wait_for(lambda: "1 camera was found." in stage.texts())
    assert stage.button("Camera: HD Pro Webcam C920").isVisible()


def test_a_search_that_fails_says_why(stage: Stage) -> None:
    stage.cameras.error = FilbertError("The cameras can't be listed. Restart the computer.")
    stage.press("Search again")

    stage.wait_for(lambda: "The cameras can't be listed. Restart the computer." in stage.texts())
    assert stage.button("Search again").isEnabled()


def test_the_page_can_be_left_in_the_middle_of_a_search(window: QWidget) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> tuple[CameraInfo, ...]:
        begun.set()
        assert go_on.wait(PATIENCE_S)
        return (BRIO,)

    page = StationPage(slow, StandInDialogs(""))
    put_on_stage(window, page, 1824, 904)
    assert begun.wait(PATIENCE_S)
    assert "Looking for cameras…" in {label.text() for label in page.findChildren(QLabel)}
    go_on.set()
    page.shutdown()


def test_a_stream_keeps_its_password_from_the_screen(stage: Stage) -> None:
    spec = "rtsp://line:s3cret%40@camera-3/left"
    stage.page.show_settings(StationSettings(source=spec, recent_sources=(spec,)))
    stage.page.show_source_state("RECONNECTING")

    shown = stage.texts() | {f.displayText() for f in stage.page.findChildren(QLineEdit)}
    shown |= {b.text() + b.toolTip() for b in stage.page.findChildren(QPushButton)}
    assert not [text for text in shown if "s3cret" in text]
    assert {"rtsp://camera-3/left", "RECONNECTING"} <= shown
    stage.press("Use this source")
    assert stage.heard == [spec]


def test_a_password_typed_into_the_address_is_taken_out_of_it(stage: Stage) -> None:
    stage.press("Kind of source: Network stream")
    address = stage.field("Address of the stream")
    assert address.placeholderText().startswith("rtsp://")
    address.setFocus()
    QTest.keyClicks(address, "rtsp://line:secret@camera-3/left")
    QTest.keyClick(address, Qt.Key.Key_Return)

    assert address.text() == "rtsp://camera-3/left"
    assert stage.field("User").text() == "line"
    assert set(stage.field("Password").displayText()) <= {"●", "•", "*"}
    stage.press("Use this source")
    assert stage.heard == ["rtsp://line:secret@camera-3/left"]


@pytest.mark.parametrize("address", ["", "camera-3", "ftp://camera-3/left", "rtsp://", "rtsp://a:b@["])
def test_an_address_that_can_not_be_one_is_refused_in_a_sentence(stage: Stage, address: str) -> None:
    stage.press("Kind of source: Network stream")
    stage.field("Address of the stream").setText(address)
    stage.press("Use this source")

    assert stage.heard == []
    hint = stage.page.findChild(QLabel, "hint")
    assert hint.isVisible()
    assert hint.text().endswith(".")


def test_a_hot_folder_is_asked_for(stage: Stage) -> None:
    stage.press("Kind of source: Hot folder")
    stage.press("Use this source")
    assert stage.heard == []

    stage.press("Choose a folder")
    stage.press("Use this source")
    stage.press("After inspection: Move it away")
    stage.field("Ending of the file that says an image is complete").setText(".done")
    stage.press("Use this source")
    assert stage.heard == ["hot:/line/parts", "hot:/line/parts?move=yes&ready=.done"]
    assert not stage.page.findChild(QLabel, "hint").isVisible()


def test_a_hot_folder_is_shown_as_it_was_asked_for(stage: Stage) -> None:
    spec = "hot:/line/drops?move=yes&ready=.ok"
    stage.page.show_settings(StationSettings(source=spec))

    assert stage.button("After inspection: Move it away").isChecked()
    stage.press("Use this source")
    assert stage.heard == [spec]


def test_a_folder_and_a_video_are_chosen_in_a_box(stage: Stage) -> None:
    for kind in ("Folder", "Video file"):
        stage.press(f"Kind of source: {kind}")
        stage.press("Use this source")
    assert stage.heard == []

    stage.press("Kind of source: Folder")
    stage.press("Choose a folder")
    stage.press("Use this source")
    stage.dialogs.answer = "/line/shift.mp4"
    stage.press("Kind of source: Video file")
    stage.press("Choose a video")
    stage.press("Use this source")
    assert stage.heard == ["/line/parts", "/line/shift.mp4"]
    assert "*.mp4" in stage.dialogs.filters[0]


def test_a_test_source_is_chosen_and_one_with_a_script_of_its_own_is_kept(stage: Stage) -> None:
    stage.press("Kind of source: Test source")
    stage.press("What the test source plays: With faults")
    stage.press("Use this source")
    stage.page.show_settings(StationSettings(source="test:faults?count=200&seed=1"))
    stage.press("Use this source")

    assert stage.heard == ["test:training", "test:faults?count=200&seed=1"]


def test_a_source_used_before_is_filled_in_but_not_yet_used(stage: Stage) -> None:
    recent = ("/line/parts", "rtsp://", "hot:/line/drops?move=yes")
    stage.page.show_settings(StationSettings(source="/line/parts", recent_sources=recent))

    stage.press("Used before: /line/drops")
    assert stage.heard == []
    assert stage.button("Kind of source: Hot folder").isChecked()
    stage.press("Use this source")
    assert stage.heard == ["hot:/line/drops?move=yes"]


def test_a_source_that_can_not_be_understood_is_not_shown_as_one(stage: Stage) -> None:
    stage.page.show_settings(StationSettings(source="camera:0?speed=9"))

    assert "–" in stage.texts()


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
    stage.page.show_settings_file(Path("/station/settings.json"))

    texts = {text.replace("\u200b", "") for text in stage.texts()}
    assert {"CPU, 2 cores", str(Path("/station/settings.json"))} <= texts
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
    def isEmpty(self) -> bool:  # noqa: N802
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
