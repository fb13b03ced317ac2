"""What all forms for a source have in common."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


class SourceForm(QWidget):
    """Asks for one kind of source, and gives its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def spec(self) -> str:
        """Name of the source as it is asked for. Raises SourceError with what is missing."""
        raise NotImplementedError

    def show_spec(self, spec: str) -> None:
        """Show a source of this kind. Raises SourceError when its name can't be understood."""
        raise NotImplementedError

    def wake(self) -> None:
        """Find out what there is to choose; called whenever the form comes into view."""

    def shutdown(self) -> None:
        """Wait for what is under way."""
