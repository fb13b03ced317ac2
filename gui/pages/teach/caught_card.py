"""How many defects the lines catch, and how much work they make."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.training.standing import Standing
from gui.widgets.card import Card, hairline
from gui.widgets.labels import TextLabel, text_label


class CaughtCard(Card):
    """Defect images and drawn defects over the FAIL line, and good images a person would have to look at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label(self.tr("Defects caught"), 18, 600)
        self._rows = [
            _CaughtRow(self.tr("Defect images"), self.tr("Defects caught")),
            _CaughtRow(self.tr("Drawn defects"), self.tr("Drawn defects caught (sanity check)")),
            _CaughtRow(self.tr("Good images in REVIEW"), self.tr("Good images in REVIEW")),
        ]
        self._lines = [hairline(), hairline()]
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self._rows[0])
        for line, row in zip(self._lines, self._rows[1:], strict=True):
            self._column.addWidget(line)
            self._column.addWidget(row)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Leave out title and lines where there is little room."""
        self._title.setVisible(not compact)
        for line in self._lines:
            line.setVisible(not compact)
        self._compact = compact
        self._show_rows()
        self._column.setContentsMargins(*((15, 8, 15, 8) if compact else (23, 15, 23, 15)))
        self._column.setSpacing(4 if compact else 9)

    def show_caught(self, standing: Standing) -> None:
        """Show how many of each there are."""
        defects, drawn, good = standing.defects, standing.drawn, standing.good
        missed = self.tr("{0} missed").format(defects.total - defects.failed)
        self._rows[0].show_share(defects.failed, defects.total, missed if defects.total else self.tr("none given"))
        check = self.tr("{0} missed, drawn by Filbert: sanity check only").format(drawn.total - drawn.failed)
        self._rows[1].show_share(drawn.failed, drawn.total, check if drawn.total else self.tr("none drawn"))
        per_hundred = round(100 * good.reviewed / good.total) if good.total else 0
        look = self.tr("operators look at about {0} parts in 100").format(per_hundred)
        self._rows[2].show_share(good.reviewed, good.total, look)
        self._show_rows()

    def _show_rows(self) -> None:
        """Leave out what there is none of, where there is little room."""
        for row in self._rows[:2]:
            row.setVisible(row.any or not self._compact)
        for row in self._rows:
            row.set_compact(self._compact)


class _CaughtRow(QWidget):
    """A name, a remark and so many of so many; where there is little room, a name that needs no remark."""

    def __init__(self, name: str, alone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._alone = name, alone
        self._title: TextLabel = text_label(name, 15, 500)
        self._title.setWordWrap(True)
        self._remark: TextLabel = text_label("", 13, 400, "text2")
        self._remark.setWordWrap(True)
        self._share = text_label("", 18, 700)
        self.any = False
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._title)
        texts.addWidget(self._remark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(texts, 1)
        row.addWidget(self._share)

    def set_compact(self, compact: bool) -> None:
        self._title.setText(self._alone if compact else self._name)
        self._remark.setVisible(not compact)
        self._share.set_type(16 if compact else 18, 700)

    def show_share(self, part: int, whole: int, remark: str) -> None:
        self.any = whole > 0
        self._share.setText(self.tr("{0} of {1}").format(part, whole) if whole else "–")
        self._remark.setText(remark)
        self.setAccessibleName(f"{self._name}: {self._share.text()}, {remark}")
