"""Teachings that were begun and not finished."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.drafts.draft import Draft
from core.local_time import local_now
from gui.widgets.action_button import ToolButton
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.settings_card import SettingsCard


class DraftsCard(SettingsCard):
    """A row for each draft, newest first, to go on with it or to delete it."""

    chosen = Signal(object)  # Draft
    delete_requested = Signal(object)  # Draft

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Unfinished"))
        self._none = text_label(
            self.tr("Nothing is unfinished. What you begin is kept here by itself."), 15, 400, "text2"
        )
        self._none.setWordWrap(True)
        self._rows: list[DraftRow] = []
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self._list = QVBoxLayout(sheet)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        self._list.addStretch()
        self._scroll = QScrollArea()
        self._scroll.setWidget(sheet)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self._none)
        self.column.addWidget(self._scroll, 1)
        self.column.addStretch()
        self.show_drafts(())

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """Show these drafts."""
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [DraftRow(draft) for draft in drafts]
        for place, row in enumerate(self._rows):
            row.chosen.connect(self.chosen)
            row.delete_requested.connect(self.delete_requested)
            self._list.insertWidget(place, row)
        self._none.setVisible(not self._rows)
        self._scroll.setVisible(bool(self._rows))
        self.column.setStretch(self.column.count() - 1, 0 if self._rows else 1)


class DraftRow(QFrame):
    """One draft: its name, how far it came and when, and what can be done with it."""

    chosen = Signal(object)  # Draft
    delete_requested = Signal(object)  # Draft

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._draft = draft
        name = draft.name.strip() or self.tr("without a name")
        moment = (draft.saved_at or draft.begun_at).astimezone()
        title, detail = ElidedLabel(16, 600), ElidedLabel(13, 400, "text2")
        title.setText(name)
        today = moment.date() == local_now().date()
        when = f"{moment:%H:%M}" if today else f"{moment:%d.%m.%Y}"  # both would be cut off where there is little room
        detail.setText(self.tr("{0}, saved {1}").format(self._step_name(), when))
        go_on, delete = ToolButton(self.tr("Continue"), ""), ToolButton("", "", "trash-2")
        go_on.setAccessibleName(self.tr("Continue with {0}").format(name))
        delete.setAccessibleName(self.tr("Delete the draft {0}").format(name))
        delete.setToolTip(self.tr("Delete the draft"))
        delete.set_bare(True)
        go_on.clicked.connect(lambda: self.chosen.emit(self._draft))
        delete.clicked.connect(lambda: self.delete_requested.emit(self._draft))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(title)
        texts.addWidget(detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        row.addWidget(go_on)
        row.addWidget(delete)

    def _step_name(self) -> str:
        return {
            "product": self.tr("at Product"),
            "good_images": self.tr("at Good images"),
            "region": self.tr("at Region"),
            "train": self.tr("at Train"),
            "clean": self.tr("at Clean"),
            "threshold": self.tr("at Threshold"),
            "save": self.tr("at Save"),
        }[self._draft.step]
