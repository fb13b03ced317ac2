"""The recipe on one page."""

from html import escape

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from core.recipes.summary import Rows
from gui.widgets.card import Card
from gui.widgets.labels import text_label


class SummaryCard(Card):
    """What was taught and where the lines stand, row by row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnMinimumWidth(0, 220)
        self._labels: list[QLabel] = []
        self.rows: Rows = ()
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._grid.setContentsMargins(*((19, 11, 19, 11) if compact else (23, 19, 23, 19)))
        self._grid.setVerticalSpacing(6 if compact else 14)

    def show_rows(self, rows: Rows) -> None:
        """Show these rows, what it is and how much."""
        if rows == self.rows:
            return
        self.rows = rows
        for label in self._labels:
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, (what, how_much) in enumerate(rows):
            pair = text_label(what, 15, 400, "text2"), text_label(how_much, 16, 600)
            for column, label in enumerate(pair):
                label.setWordWrap(True)
                self._grid.addWidget(label, row, column)
            self._labels.extend(pair)
        self._grid.setRowStretch(len(rows), 1)
        self.setAccessibleName("; ".join(f"{what}: {how_much}" for what, how_much in rows))


def document_of(rows: Rows, remarks: tuple[str, ...]) -> QTextDocument:
    """The rows and some remarks below them, as a page to print."""
    title = escape(rows[0][1]) if rows else ""
    table = "".join(
        f"<tr><td>{escape(what)}&nbsp;&nbsp;&nbsp;</td><td><b>{escape(much)}</b></td></tr>" for what, much in rows[1:]
    )
    below = "".join(f"<p>{escape(remark)}</p>" for remark in remarks)
    document = QTextDocument()
    document.setHtml(f"<h1>{title}</h1><table cellspacing='6'>{table}</table>{below}")
    return document
