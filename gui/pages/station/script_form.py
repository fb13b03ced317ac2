"""Asks what the test source is to play."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.errors import SourceError
from core.sources.spec import rest_of
from gui.widgets.labels import text_label
from gui.widgets.segmented import OPERATORS_PX, Choice, Segmented
from gui.widgets.source_form import SourceForm


class ScriptForm(SourceForm):
    """The scripts that come with Filbert. One named on the command line is kept until another is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._script = "parts"
        choices = (
            Choice("parts", self.tr("Drawn parts"), self.tr("two a second")),
            Choice("training", self.tr("With faults"), self.tr("to train operators")),
            Choice("numbers", self.tr("Numbers"), self.tr("30 pictures a second")),
        )
        self._choice = Segmented(self.tr("What the test source plays"), choices, height=OPERATORS_PX)
        self._choice.choose(self._script)
        self._choice.chosen.connect(self._on_chosen)
        note = text_label(
            self.tr("Filbert draws the pictures itself, to try things out; no real part is inspected."),
            13,
            400,
            "text2",
        )
        note.setWordWrap(True)
        self.column.addWidget(self._choice)
        self.column.addWidget(note)

    def spec(self) -> str:
        """Name of the test source."""
        if not self._script:
            raise SourceError(self.tr("Nothing is chosen. Choose what the test source is to play."))
        return f"test:{self._script}"

    def show_spec(self, spec: str) -> None:
        """Show a script."""
        self._script = rest_of(spec)
        self._choice.choose(self._script)

    @Slot(object)
    def _on_chosen(self, script: object) -> None:
        self._script = str(script)
