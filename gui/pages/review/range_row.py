"""From here to there: times and scores to be set by hand."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QEvent, Qt, QTime, Signal
from PySide6.QtWidgets import QDateTimeEdit, QHBoxLayout, QWidget

from gui.look.theme import font
from gui.widgets.fields import NumberField
from gui.widgets.labels import text_label
from gui.widgets.own_keys import keeps_key

_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_LARGEST = 1000.0


class MomentField(QDateTimeEdit):
    """A day and a time to type."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDisplayFormat("yyyy-MM-dd  HH:mm")
        self.setKeyboardTracking(False)
        self.setMinimumHeight(48)
        self.setMinimumWidth(196)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFont(font(15, 400))

    def changeEvent(self, event: QEvent) -> None:
        """Take the text size of now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setFont(font(15, 400))

    def event(self, event: QEvent) -> bool:
        """Keep the arrows."""
        return keeps_key(event, _KEYS) or super().event(event)

    @property
    def moment(self) -> datetime:
        """What is set, in the station's time zone."""
        return datetime.fromtimestamp(self.dateTime().toSecsSinceEpoch()).astimezone()


class TimeRange(QWidget):
    """From one moment to another."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._from, self._to = MomentField(self.tr("From")), MomentField(self.tr("To"))
        _lay_out(self, self.tr("From"), self._from, self._to)
        self.show_day(QDateTime.currentDateTime())
        for field in (self._from, self._to):
            field.dateTimeChanged.connect(self.changed)

    def show_day(self, moment: QDateTime) -> None:
        """Set the day of a moment, without a signal."""
        start = QDateTime(moment.date(), QTime(0, 0))
        for field, value in ((self._from, start), (self._to, start.addDays(1))):
            field.blockSignals(True)
            field.setDateTime(value)
            field.blockSignals(False)

    @property
    def since(self) -> datetime:
        """The first moment."""
        return self._from.moment

    @property
    def until(self) -> datetime:
        """The moment after the last."""
        return self._to.moment


class ScoreRange(QWidget):
    """From one score to another."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._from, self._to = NumberField(self.tr("Score from")), NumberField(self.tr("Score to"))
        for field, value in ((self._from, 0.8), (self._to, 1.2)):
            field.setDecimals(2)
            field.setRange(-_LARGEST, _LARGEST)
            field.setSingleStep(0.05)
            field.setMinimumWidth(88)
            field.setValue(value)
            field.valueChanged.connect(self.changed)
        _lay_out(self, self.tr("Score"), self._from, self._to)

    @property
    def least(self) -> float:
        """The lowest score."""
        return self._from.value()

    @property
    def most(self) -> float:
        """The highest score."""
        return self._to.value()


def _lay_out(widget: QWidget, word: str, one: QWidget, other: QWidget) -> None:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(text_label(word, 15, 400, "text2"))
    row.addWidget(one)
    row.addWidget(text_label("–", 15, 400, "text2"))
    row.addWidget(other)
