"""What an operator should know about the station while parts are still judged."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from gui.widgets.labels import IconLabel, text_label


class WarningStrip(QFrame):
    """An amber hint of one line or several; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("warningStrip")
        self._icon, self._text = IconLabel("triangle-alert", 24, "warn_edge"), text_label("", 15, 500)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_compact(False)
        self.hide()

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        self._row.setContentsMargins(*((12, 7, 12, 7) if compact else (16, 11, 16, 11)))
        self._row.setSpacing(12)

    def show_warning(self, text: str) -> None:
        """Show a sentence or two; an empty text hides the strip."""
        if text != self._text.text():
            self._text.setText(text)
            self.setAccessibleName(self.tr("Warning. {0}").format(text) if text else "")
        self.setVisible(bool(text))
