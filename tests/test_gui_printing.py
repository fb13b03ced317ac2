"""Printing with Qt's own dialog, into files."""

import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.pages.teach.printing import Printing

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", r"QPainter::begin\(\): Returned false"),
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has a print dialog of its own"),
]


def printed_to(path: Path, window: QWidget) -> list[Any]:
    """Print a page into a file, as a user would in the dialog; gives the failures told."""
    printing, document, failures = Printing(window), QTextDocument(), []
    printing.failed.connect(failures.append)
    document.setPlainText("Nut, version 1")
    printing.print_document(window, document)
    [dialog] = window.findChildren(QPrintDialog)
    name = dialog.findChild(QLineEdit, "filename")
    if name is None:
        dialog.reject()
        pytest.skip("this system has a printer, so the dialog asks for no file")
    name.setText(str(path))
    dialog.accept()
    return failures


def test_a_page_becomes_a_pdf(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    assert printed_to(tmp_path / "page.pdf", window) == []
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")


def test_a_page_that_can_not_be_printed_is_told(qtbot: QtBot, window: QWidget, tmp_path: Path) -> None:
    [failure] = printed_to(tmp_path / "gone" / "page.pdf", window)
    assert "page.pdf" in failure.what
    assert "Choose another printer or file" in failure.what
