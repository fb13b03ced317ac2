"""What the log says of a station's day."""

import logging

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from sitting import Sitting

from gui.station.activity import Activity
from gui.station.diary import StationDiary
from gui.workers import Failure


@pytest.fixture
def diary(sitting: Sitting, caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    StationDiary(sitting.station)
    caplog.set_level(logging.INFO, "gui.station.diary")
    return caplog


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "gui.station.diary"]


def test_a_run_is_written_down_from_its_beginning_to_its_end(sitting: Sitting, diary: pytest.LogCaptureFixture) -> None:
    sitting.run()
    assert lines(diary) == [
        "A run begins: recipe nut, version 4, source parts, trigger free.",
        "The run has ended. This shift: 10 inspected, 8 PASS, 0 REVIEW, 2 FAIL, 0 NO PART, 0 not judged, 0 skipped.",
    ]
    sitting.press(Qt.Key.Key_F9)
    assert lines(diary)[2:] == [
        "The counts are reset. They were: 10 inspected, 8 PASS, 0 REVIEW, 2 FAIL, 0 NO PART, 0 not judged, 0 skipped."
    ]


def test_a_pause_and_a_failure_are_written_down(sitting: Sitting, diary: pytest.LogCaptureFixture) -> None:
    sitting.open("endless")
    sitting.press(Qt.Key.Key_F5)
    sitting.wait_for_parts(1)
    sitting.press(Qt.Key.Key_F6)
    sitting.press(Qt.Key.Key_F5)
    sitting.station.fail(Failure("The disk is full.", "Free some space."))
    sitting.wait_for(Activity.FAILED)
    said = lines(diary)
    assert said[1:3] == ["The run pauses.", "The run goes on."]
    assert "The station has stopped. The disk is full. Free some space." in said
    assert sum(line.startswith("The run has ended.") for line in said) == 1
