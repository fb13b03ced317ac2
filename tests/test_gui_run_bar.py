"""The run bar: what it asks for, and that it can be hit and read at any size of window and text."""

import math
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage

from gui.look.theme import TEXT_SCALES, Appearance, apply_appearance, current_appearance, font
from gui.widgets.action_button import ActionButton, ToolButton
from gui.widgets.judgement_buttons import JudgementButtons
from gui.widgets.run_bar import RunBar

pytestmark = pytest.mark.usefixtures("theme")

OPERATORS = ["Start", "Pause", "Stop", "Trigger", "Good", "Bad", "Unsure"]


def _bar(window: QWidget, width: int, *, compact: bool) -> RunBar:
    bar = RunBar()
    bar.set_compact(compact)
    bar.show_state("Running", "Software stop only, not a safety stop")
    put_on_stage(window, bar, width, bar.height())
    for _ in range(2):  # a text in two lines asks for their height once it knows its width
        QApplication.processEvents()
    return bar


def _button(widget: QWidget, text: str) -> QPushButton:
    (button,) = [button for button in widget.findChildren(QPushButton) if button.text() == text]
    return button


@pytest.fixture(params=TEXT_SCALES)
def text_scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    """Texts under 28 pixels drawn so much larger."""
    before = current_appearance()
    apply_appearance(qapp, Appearance(text_scale=request.param))
    yield request.param
    apply_appearance(qapp, before)


@pytest.mark.usefixtures("text_scale")
@pytest.mark.parametrize(("compact", "width"), [(True, 1200), (False, 1504), (False, 1824)])
def test_what_an_operator_presses_is_large_enough_for_gloves_and_none_is_cut(
    window: QWidget, compact: bool, width: int
) -> None:
    bar = _bar(window, width, compact=compact)

    buttons = [button for button in bar.findChildren(ActionButton) if button.isVisible()]
    buttons.sort(key=lambda button: button.mapTo(bar, QPoint(0, 0)).x())
    operators = [button for button in buttons if not isinstance(button, ToolButton)]
    assert [button.text() for button in operators] == OPERATORS
    assert all(button.height() >= 76 and button.width() >= 76 for button in operators)
    lefts = [button.mapTo(bar, QPoint(0, 0)).x() for button in buttons]
    rights = [left + button.width() for left, button in zip(lefts, buttons, strict=True)]
    assert min(left - right for right, left in zip(rights, lefts[1:], strict=False)) >= 8
    assert rights[-1] <= width - 12
    for button in operators:
        assert button._text_width() <= button.width() - 16
        assert button.mapTo(bar, QPoint(0, button.height())).y() <= bar.height()


@pytest.mark.usefixtures("text_scale")
@pytest.mark.parametrize(("compact", "width"), [(True, 1200), (False, 1824)])
def test_what_stop_is_not_can_always_be_read(window: QWidget, compact: bool, width: int) -> None:
    bar = _bar(window, width, compact=compact)
    (line,) = [label for label in bar.findChildren(QLabel) if label.text().startswith("Software stop")]
    line.grab()

    assert line.toolTip() == ""  # else it is cut
    letters = QFontMetricsF(font(13, 400))
    assert line.height() >= math.ceil(letters.horizontalAdvance(line.text()) / line.width()) * letters.height() - 2
    assert line.mapTo(bar, QPoint(0, line.height())).y() <= bar.height()


def test_the_folder_steps_aside_where_there_is_no_room(window: QWidget) -> None:
    assert _button(_bar(window, 1824, compact=False), "Open folder").isVisible()
    assert not _button(_bar(window, 1200, compact=True), "Open folder").isVisible()


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Start", lambda bar: bar.start_requested),
        ("Stop", lambda bar: bar.stop_requested),
        ("Trigger", lambda bar: bar.trigger_requested),
        ("Open folder", lambda bar: bar.folder_requested),
    ],
)
def test_the_run_bar_asks_for_what_is_available(
    qtbot: QtBot, window: QWidget, text: str, signal: Callable[[RunBar], object]
) -> None:
    bar = _bar(window, 1824, compact=False)
    bar.set_available(start=True, pause=False, stop=True)
    bar.set_trigger(visible=True, enabled=True)

    with qtbot.waitSignal(signal(bar)):
        _button(bar, text).click()
    with qtbot.assertNotEmitted(bar.pause_requested):
        _button(bar, "Pause").click()


def test_the_trigger_is_for_runs_on_request_only(qtbot: QtBot, window: QWidget) -> None:
    bar = _bar(window, 1824, compact=False)
    trigger = _button(bar, "Trigger")
    assert trigger.isVisible()
    with qtbot.assertNotEmitted(bar.trigger_requested):
        trigger.click()

    bar.set_trigger(visible=False, enabled=False)
    assert not trigger.isVisible()


@pytest.mark.parametrize("answer", ["good", "bad", "unsure"])
def test_an_answer_is_told_once_and_only_marked_when_it_was_taken(qtbot: QtBot, window: QWidget, answer: str) -> None:
    bar = _bar(window, 1824, compact=False)
    button = _button(bar, answer.capitalize())
    press = {"good": bar.confirm_good, "bad": bar.confirm_bad, "unsure": bar.confirm_unsure}[answer]
    answers: list[str] = []
    bar.confirmed.connect(answers.append)

    button.click()
    press()
    assert answers == []  # nothing to judge

    bar.set_confirmable(True)
    button.click()
    press()
    assert answers == [answer, answer]
    assert not button.isChecked()
    bar.findChild(JudgementButtons).show_answer(answer)
    assert [b.text() for b in bar.findChildren(QPushButton) if b.isChecked()] == [answer.capitalize()]
    bar.findChild(JudgementButtons).show_answer("")
    assert not button.isChecked()


def test_the_note_says_what_becomes_of_an_answer(window: QWidget) -> None:
    bar = _bar(window, 1824, compact=False)
    texts = [label.text() for label in bar.findChildren(QLabel) if label.isVisible()]
    assert {"Running", "Software stop only, not a safety stop", "This part is", "counted in this shift"} <= set(texts)


def test_a_tap_leaves_no_focus_behind_and_enter_presses_what_has_it(qtbot: QtBot, window: QWidget) -> None:
    bar = _bar(window, 1824, compact=False)
    bar.set_available(start=False, pause=True, stop=True)
    stop = _button(bar, "Stop")

    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert not stop.hasFocus()  # else Space, meant for the trigger, would stop again

    stop.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(bar.stop_requested):
        QTest.keyClick(stop, Qt.Key.Key_Return)
