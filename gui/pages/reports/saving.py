"""Asks where a report is to go, and as what."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.path_dialogs import OnPath


class SaveQuestion(QObject):
    """Asks; tests put a stand-in here. The box itself asks before it takes a name that is there."""

    def ask(self, window: QWidget, chosen: OnPath) -> None:
        """Ask for a name whose ending says what is wanted; an ending nobody typed is the one of the kind."""
        dialog = QFileDialog(window, self.tr("Save the report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setNameFilters(
            [
                self.tr("Report as a page for every browser (*.html)"),
                self.tr("Report on paper (*.pdf)"),
                self.tr("Its records as a table (*.csv)"),
                self.tr("Its records for computing (*.parquet)"),
            ]
        )
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
        dialog.selectFile(self.tr("report"))
        dialog.fileSelected.connect(chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _ending(kind: str) -> str:
    """The ending in a kind's name: "Report on paper (*.pdf)" ends in pdf."""
    return kind.rpartition("*.")[2].rstrip(")")
