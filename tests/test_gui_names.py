"""Every control has a name for those who don't see it, on every page and in both layouts."""

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from gui.main_window import MainWindow

_CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit)
_PAGES = ("inspect", "teach", "review", "recipes", "station", "report")
_LEAST = 44  # pixels a side: the smallest target anywhere


def _controls(window: QWidget) -> list[QWidget]:
    """What can be pressed, typed into, chosen from or focused now."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and not isinstance(widget, QScrollBar | QScrollArea)
        and (isinstance(widget, _CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_every_control_has_a_name_and_room_for_a_finger(whole_window: MainWindow, size: tuple[int, int]) -> None:
    whole_window.resize(*size)
    found = 0
    for page in _PAGES:
        whole_window.show_page(page)
        controls = _controls(whole_window)
        found += len(controls)
        named = {widget: widget.accessibleName() or getattr(widget, "text", str)() for widget in controls}
        assert [f"{page}: {widget} in {widget.parentWidget()}" for widget, name in named.items() if not name] == []
        buttons = [widget for widget in controls if isinstance(widget, QAbstractButton | QComboBox)]
        assert [f"{page}: {named[b]}" for b in buttons if min(b.width(), b.height()) < _LEAST] == []
    assert found > 100
