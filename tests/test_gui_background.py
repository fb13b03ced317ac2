import threading
from collections.abc import Callable

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from gui.background import Background


def a_result() -> str:
    return "done"


def an_error() -> str:
    raise RuntimeError("broken")


def test_of_what_is_asked_for_meanwhile_the_last_one_counts(qtbot: QtBot) -> None:
    parent, given = QObject(), []
    background, go = Background(parent), threading.Event()
    background.done.connect(given.append)
    background.do(lambda: go.wait(10))
    for number in (1, 2, 3):
        background.do(lambda number=number: number)
    go.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert given == [3]


@pytest.mark.parametrize("task", [a_result, an_error])
def test_nothing_is_heard_or_begun_after_the_shutdown(qtbot: QtBot, task: Callable[[], str]) -> None:
    # What a thread said before its end lies in the event queue, and would set things going in a closed window.
    parent, heard = QObject(), []
    background = Background(parent)
    background.done.connect(heard.append)
    background.failed.connect(heard.append)
    background.do(task)
    background.shutdown(10_000)
    background.do(lambda: heard.append("begun after all"))
    QCoreApplication.processEvents()
    assert not background.busy
    assert heard == []


def test_one_may_go_on_after_having_waited(qtbot: QtBot) -> None:
    parent, given = QObject(), []
    background = Background(parent)
    background.done.connect(given.append)
    background.do(a_result)
    background.settle(10_000)
    background.do(lambda: "more")
    qtbot.waitUntil(lambda: "more" in given)
    qtbot.waitUntil(lambda: not background.busy)


def test_what_was_dropped_is_not_heard_of_and_what_comes_after_is(qtbot: QtBot) -> None:
    parent, given = QObject(), []
    background = Background(parent)
    background.done.connect(given.append)
    background.do(a_result)
    background.drop(10_000)
    qtbot.waitUntil(lambda: not background.busy)
    assert given == []
    background.do(a_result)
    qtbot.waitUntil(lambda: given == ["done"])
    qtbot.waitUntil(lambda: not background.busy)
