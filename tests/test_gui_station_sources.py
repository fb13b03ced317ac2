"""The Station page: choosing a source of each kind, and what is kept of it."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage
from stand_ins import PATIENCE_S
from station_stage import BRIO, C920, Stage, StandInDialogs, station_stage

from core.errors import FilbertError
from core.settings import StationSettings
from core.sources.cameras import CameraInfo
from gui.pages.station.station_page import StationPage

pytestmark = pytest.mark.usefixtures("theme")


@pytest.fixture
def stage(window: QWidget, qtbot: QtBot) -> Iterator[Stage]:
    with station_stage(window, qtbot) as stage:
        yield stage


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
