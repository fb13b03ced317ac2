import sys

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from gui.pages.inspect.histogram_card import HistogramCard


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on")
def test_the_binding_loses_no_references(qtbot: QtBot) -> None:
    """PySide6 6.12.0 lost one at each call, and the process was aborted within minutes."""

    class Source(QObject):
        flag = Signal(bool)

    source = Source()
    heard: list[bool] = []
    source.flag.connect(heard.append)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(200):
        source.flag.emit(True)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert after[0] > before[0] - 100
    assert after[1] > before[1] - 100
    assert len(heard) == 200


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on")
def test_painting_a_plot_loses_no_references(qtbot: QtBot) -> None:
    """PySide6 6.12.0 lost 175 references to None at each painting of a plot."""
    card = HistogramCard()
    qtbot.addWidget(card)
    card.resize(400, 300)
    counts = np.arange(40, dtype=np.int64)
    before = sys.getrefcount(None)
    for _ in range(20):
        card.show_histogram(counts, counts[::-1], np.arange(41) / 20)
        card.grab()
    assert sys.getrefcount(None) > before - 1000
