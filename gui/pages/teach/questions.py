"""What the wizard asks before something would be lost. None of the boxes blocks."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from core.drafts.draft import Draft


class Questions(QObject):
    """Asks; no answer comes if the user thinks better of it. Tests put a stand-in here."""

    delete_confirmed = Signal(object)  # Draft

    def ask_delete(self, window: QWidget, draft: Draft) -> None:
        """Ask whether a draft shall go, with the pictures captured for it."""
        box = QMessageBox(window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(self.tr("Delete the draft"))
        name = draft.name.strip() or self.tr("without a name")
        box.setText(self.tr("Delete the draft {0}, with the pictures that were captured for it?").format(name))
        keep = box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)  # what Enter does must cost nothing
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.AcceptRole)
        delete.clicked.connect(partial(self.delete_confirmed.emit, draft))
        box.finished.connect(box.deleteLater)
        box.open()
