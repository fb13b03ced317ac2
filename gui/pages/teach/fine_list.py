"""What the checks of the good images have found nothing against."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from gui.widgets.labels import IconLabel, text_label

_ICON = 16  # pixels


class FineList(QWidget):
    """A line with a tick for each; nothing at all when there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said: tuple[str, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 8, 0, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(text_label(self.tr("Fine"), 16, 600), 0, 0, 1, 2)
        self._lines: list[QWidget] = []
        self.hide()

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Show these."""
        if tuple(sentences) == self._said:
            return
        self._said = tuple(sentences)
        for widget in self._lines:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._lines = []
        for row, sentence in enumerate(self._said, start=1):
            tick, words = IconLabel("check", _ICON, "text"), text_label(sentence, 13, 400, "text2")
            words.setWordWrap(True)
            self._grid.addWidget(tick, row, 0)
            self._grid.addWidget(words, row, 1)
            self._lines += [tick, words]
        self.setVisible(bool(self._said))
