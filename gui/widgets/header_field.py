"""One thing the header says."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.types import SourceState
from gui.look.theme import scaled
from gui.widgets.labels import ElidedLabel, IconLabel, text_label

_ICONS = {
    SourceState.OPENING: "loader",
    SourceState.LIVE: "radio",
    SourceState.STALLED: "hourglass",
    SourceState.LOST: "unplug",
    SourceState.RECONNECTING: "refresh-cw",
}


class HeaderField(QWidget):
    """An icon, a caption and a value."""

    def __init__(self, caption: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, 20)
        self._caption, self._value = text_label(caption, 12, 400, "text2"), ElidedLabel(15, 600)
        self._line = QHBoxLayout()
        self._line.setSpacing(8)
        self._line.addWidget(self._value)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addStretch()
        text.addWidget(self._caption)
        text.addLayout(self._line)
        text.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addLayout(text)

    def show_text(self, text: str) -> None:
        """Show the value."""
        self._value.setText(text)

    def show_caption(self, caption: str) -> None:
        """Call the value something else."""
        self._caption.setText(caption)

    def show_icon(self, name: str) -> None:
        """Show another icon of resources/icons."""
        self._icon.show_icon(name)

    def text_height(self) -> int:
        """How high caption and value are together, in the text size of now."""
        return self._caption.sizeHint().height() + self._value.sizeHint().height()

    def set_widest(self, width: int) -> None:
        """Elide the value beyond `width` pixels, more in a larger text size."""
        self._value.setMaximumWidth(scaled(width))


class SourceField(HeaderField):
    """Where pictures come from, and how that is doing: a word with an icon, never cut."""

    def __init__(self, caption: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(caption, icon, parent)
        self._name = self._detail = ""
        self._state_icon, self._state = IconLabel("radio", 16, "text"), text_label("", 15, 600)
        self._line.addSpacing(2)
        for part in (self._state_icon, self._state):
            part.hide()
            self._line.addWidget(part)
        self._line.addStretch()

    def show_source(self, name: str, detail: str) -> None:
        """Show the name, and the detail after it where it fits as a whole."""
        self._name, self._detail = name, detail
        self._take_what_fits()

    def set_widest(self, width: int) -> None:
        """Elide the name beyond `width` pixels, more in a larger text size."""
        super().set_widest(width)
        self._take_what_fits()

    def _take_what_fits(self) -> None:
        both = f"{self._name}   {self._detail}".strip()
        fits = self._value.fontMetrics().horizontalAdvance(both) <= self._value.maximumWidth()
        self.show_text(both if fits else self._name)

    def show_state(self, state: SourceState | None) -> None:
        """Show how the source is doing; None for one that has no state, such as a folder."""
        for part in (self._state_icon, self._state):
            part.setVisible(state is not None)
        if state is not None:
            self._state_icon.show_icon(_ICONS[state])
            self._state.setText(self._words()[state])

    def _words(self) -> dict[SourceState, str]:
        return {
            SourceState.OPENING: self.tr("OPENING…"),
            SourceState.LIVE: self.tr("LIVE"),
            SourceState.STALLED: self.tr("STALLED"),
            SourceState.LOST: self.tr("LOST"),
            SourceState.RECONNECTING: self.tr("RECONNECTING"),
        }
