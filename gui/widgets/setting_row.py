"""A setting: what it is on the left, what it is set to on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.widgets.labels import text_label


class SettingRow(QWidget):
    """A title with a line that explains it, and the control that belongs to both; it takes `share` percent."""

    def __init__(
        self, title: str, control: QWidget, detail: str = "", share: int = 60, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._detail = text_label(title, 15, 600), text_label(detail, 13, 400, "text2")
        self._title.setBuddy(control)
        for label, towards in ((self._title, Qt.AlignmentFlag.AlignBottom), (self._detail, Qt.AlignmentFlag.AlignTop)):
            label.setWordWrap(True)
            if detail:  # both share the height: together in its middle
                label.setAlignment(towards)
        if not control.accessibleName():
            control.setAccessibleName(title)
        if detail:
            control.setAccessibleDescription(detail)
        control.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._lay_out(control, share)
        if not detail:  # once it has a parent: what is shown without one is a window, and takes the keys from ours
            self._detail.hide()

    def _lay_out(self, control: QWidget, share: int) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addLayout(texts, 100 - share)
        row.addWidget(control, share, Qt.AlignmentFlag.AlignVCenter)
