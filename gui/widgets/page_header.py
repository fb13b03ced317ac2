"""The bar over a page that has one of its own: where one is, and a few things to know."""

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui.look.restyling import when_restyled
from gui.look.theme import scaled
from gui.widgets.header_field import HeaderField
from gui.widgets.labels import ElidedLabel, text_label


class PageHeader(QFrame):
    """The page's title over a line about it on the left, named fields on the right: a caption and an icon each."""

    def __init__(self, title: str, fields: Mapping[str, tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._compact = False
        self._title, self._line = text_label(title, 20, 700), ElidedLabel(13, 400, "text2")
        self._fields = {name: HeaderField(caption, icon) for name, (caption, icon) in fields.items()}
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch()
        texts.addWidget(self._title)
        texts.addWidget(self._line)
        texts.addStretch()
        self._row = QHBoxLayout(self)
        self._row.addLayout(texts, 1)
        for field in self._fields.values():
            self._row.addWidget(field)
        self.set_compact(False)
        when_restyled(self._take_height)

    def show_line(self, text: str) -> None:
        """Say in a line what the page shows."""
        self._line.setText(text)

    def show_field(self, name: str, text: str) -> None:
        """Show one of the fields. Raises KeyError for one there is not."""
        self._fields[name].show_text(text)

    def add_button(self, button: QWidget) -> None:
        """Put a button at the right end."""
        self._row.addWidget(button)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._row.setContentsMargins(16 if compact else 24, 0, 12 if compact else 24, 0)
        self._row.setSpacing(16 if compact else 28)
        for field in self._fields.values():
            field.set_widest(240 if compact else 400)
        self._take_height()

    def _take_height(self) -> None:
        self.setFixedHeight(max(56 if self._compact else 72, scaled(48)))
