"""What is to be checked among the good images, and what is fine."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from core.types import Verdict
from gui.pages.teach.fine_list import FineList
from gui.pages.teach.remark_text import UNREADABLE, RemarkGroup
from gui.widgets.action_button import ToolButton
from gui.widgets.labels import text_label
from gui.widgets.settings_card import SettingsCard
from gui.widgets.verdict_icons import draw_small_mark


class RemarksCard(SettingsCard):
    """A row for each kind of remark, with one click to keep or to drop all its images; below them what is fine."""

    keep_requested = Signal(object)  # names
    drop_requested = Signal(object)  # names
    show_requested = Signal(str)  # name

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: tuple[RemarkGroup, ...] = ()
        self._rows: list[RemarkRow] = []
        self._progress, self._fine = text_label("", 13, 400, "text2"), FineList()
        self._drop_all = ToolButton("", "")
        self._drop_all.clicked.connect(self._on_drop_all)
        self._title.setWordWrap(True)
        heading = QHBoxLayout()
        heading.addWidget(self._title, 1)
        heading.addWidget(self._drop_all)
        self.column.insertLayout(0, heading)
        sheet = QWidget()
        sheet.setObjectName("sheet")
        self._list = QVBoxLayout(sheet)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(8)
        self._list.addWidget(self._fine)
        self._list.addStretch()
        scroll = QScrollArea()
        scroll.setWidget(sheet)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self._progress)
        self.column.addWidget(scroll, 1)
        self.show_groups((), 0, 0)

    def show_groups(self, groups: Sequence[RemarkGroup], checked: int, total: int) -> None:
        """Show these; `checked` of `total` images have been looked at."""
        about = len({name for group in groups for name in group.images})
        title = self.tr("1 image to check") if about == 1 else self.tr("{0} images to check").format(about)
        self.set_title(title if about else self.tr("Checks"))
        self._drop_all.setText(self.tr("Drop all {0}").format(about))
        self._drop_all.setAccessibleName(self._drop_all.text())
        self._drop_all.setVisible(sum(bool(group.images) for group in groups) > 1)
        if checked < total:
            self._progress.setText(self.tr("{0} of {1} looked at so far").format(checked, total))
        elif not groups and total:
            self._progress.setText(self.tr("Nothing stands out in {0} images.").format(total))
        else:
            self._progress.setText("")
        self._progress.setVisible(bool(self._progress.text()))
        if tuple(groups) != self._groups:
            self._groups = tuple(groups)
            self._refill()

    def show_fine(self, sentences: Sequence[str]) -> None:
        """Say what was looked for and not found."""
        self._fine.show_sentences(sentences)

    def _refill(self) -> None:
        """Show the groups; a row whose kind is still there stays, and with it the finger that is on it."""
        wanted = {(group.kind, bool(group.images)): group for group in self._groups}
        for row in [row for row in self._rows if row.key not in wanted]:
            self._rows.remove(row)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        known = {row.key: row for row in self._rows}
        self._rows = [known.get(key) or self._new_row(group) for key, group in wanted.items()]
        for place, (row, group) in enumerate(zip(self._rows, wanted.values(), strict=True)):
            row.show_group(group)
            if self._list.indexOf(row) != place:
                self._list.insertWidget(place, row)

    def _new_row(self, group: RemarkGroup) -> "RemarkRow":
        row = RemarkRow(group)
        row.keep_requested.connect(self.keep_requested)
        row.drop_requested.connect(self.drop_requested)
        row.show_requested.connect(self.show_requested)
        return row

    @Slot()
    def _on_drop_all(self) -> None:
        self.drop_requested.emit(tuple(dict.fromkeys(name for group in self._groups for name in group.images)))


class RemarkRow(QFrame):
    """How many images, why, and the two answers."""

    keep_requested = Signal(object)
    drop_requested = Signal(object)
    show_requested = Signal(str)

    def __init__(self, group: RemarkGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._group, self._next = group, 0
        self._title, self._reason = text_label("", 16, 600), text_label("", 13, 400, "text2")
        for label in (self._title, self._reason):
            label.setWordWrap(True)
        texts, buttons = QVBoxLayout(), QHBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._title)
        texts.addWidget(self._reason)
        buttons.setSpacing(8)
        self._answers = self._buttons()
        for button in self._answers:
            buttons.addWidget(button)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(_Diamond(), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(row)
        if group.images:
            buttons.insertStretch(0)
            column.addLayout(buttons)
        self.show_group(group)

    def show_group(self, group: RemarkGroup) -> None:
        """Show another group of the same kind."""
        self._group = group
        self._title.setText(group.title)
        self._reason.setText(group.reason)
        for button in self._answers:
            button.setAccessibleName(f"{button.text()}: {group.title}")
            button.setAccessibleDescription(group.reason)

    @property
    def key(self) -> tuple[str, bool]:
        """What tells one row from another: the kind, and whether there is anything to answer."""
        return self._group.kind, bool(self._group.images)

    @property
    def kind(self) -> str:
        """What the remark is about."""
        return self._group.kind

    def _buttons(self) -> list[ToolButton]:
        if not self._group.images:
            return []
        show, keep, drop = (
            ToolButton(self.tr("Show"), ""),
            ToolButton(self.tr("Keep"), ""),
            ToolButton(self.tr("Drop"), ""),
        )
        show.clicked.connect(self._on_show)
        keep.clicked.connect(lambda: self.keep_requested.emit(self._group.images))
        drop.clicked.connect(lambda: self.drop_requested.emit(self._group.images))
        return [show, drop] if self.kind == UNREADABLE else [show, keep, drop]

    def _on_show(self) -> None:
        """Show one image after another."""
        self.show_requested.emit(self._group.images[self._next % len(self._group.images)])
        self._next += 1


class _Diamond(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(22, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_small_mark(QPainter(self), self.rect().toRectF(), Verdict.REVIEW)
