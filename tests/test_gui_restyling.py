import gc
import weakref
from collections.abc import Callable

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.look.restyling import when_restyled
from gui.look.theme import Appearance, apply_appearance, scaled
from gui.widgets.labels import text_label

pytestmark = pytest.mark.usefixtures("own_appearance")


class Told(QWidget):
    """Notes the text sizes there are whenever it hears of a change: its own, and a label's beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[tuple[int, int]] = []
        self.label = text_label("text", 16)
        self.label.setParent(self)
        when_restyled(self.note)

    def note(self) -> None:
        self.heard.append((scaled(16), self.label.font().pixelSize()))


def test_a_widget_hears_of_each_change_once_when_the_labels_have_their_fonts(qapp: QApplication) -> None:
    told = Told()
    apply_appearance(qapp, Appearance(text_scale=1.25))
    apply_appearance(qapp, Appearance(text_scale=1.5))
    assert told.heard == [(20, 20), (24, 24)]


def _deleted(told: Told) -> None:
    told.deleteLater()
    QApplication.sendPostedEvents(told, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("end", [_deleted, lambda _told: None])
def test_a_widget_that_is_gone_hears_nothing_and_is_not_kept(qapp: QApplication, end: Callable[[Told], None]) -> None:
    told = Told()
    heard, known = told.heard, weakref.ref(told)
    end(told)
    del told
    gc.collect()
    assert known() is None
    apply_appearance(qapp, Appearance(text_scale=1.5))
    assert heard == []
