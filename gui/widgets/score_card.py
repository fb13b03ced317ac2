"""The score against the threshold."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from core.inspection.heatmap import TOP
from gui.theme import current_theme, font
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.score_text import score_text


class ScoreCard(Card):
    """The last score as a number and as a bar with the FAIL line; or what is the matter with the station."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label(self.tr("Score"), 15, 600)
        self._number = text_label("–", 28, 700)
        self._hint = text_label(self.tr("fails from 1.00"), 14, 400, "text2")
        self._bar = ScoreBar()
        self._station_title = text_label("", 15, 600)
        self._station_text = text_label("", 15, 400, "text2")
        self._station_text.setWordWrap(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._score_page())
        self._pages.addWidget(self._station_page())
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self._pages)
        self.set_compact(False)
        self.show_score(None)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._height = 108 if compact else 128
        self._take_height()
        self._number.setFont(font(20 if compact else 28, 700))
        self._hint.setVisible(compact)
        self._heading.setStretch(1, 0 if compact else 1)  # the number stands beside its name, or on the right
        self._heading.setStretch(3, 1 if compact else 0)
        self._outer.setContentsMargins(*((15, 10, 15, 8) if compact else (19, 11, 19, 8)))

    def show_score(self, score: float | None) -> None:
        """Show a score on the recipe's scale; None leaves the bar empty."""
        self._pages.setCurrentIndex(0)
        self._take_height()
        self._number.setText("–" if score is None else score_text(score))
        self._bar.show_score(score)

    def show_station(self, title: str, text: str) -> None:
        """Say what the station is waiting for or troubled by, in the score's place."""
        self._station_title.setText(title)
        self._station_text.setText(text)
        self._pages.setCurrentIndex(1)
        self._take_height()

    def _take_height(self) -> None:
        station = self._pages.currentIndex() == 1
        self.setMinimumHeight(self._height)
        self.setMaximumHeight(152 if station else self._height)  # the station's text may use room that is left

    def _score_page(self) -> QWidget:
        page = QWidget()
        self._heading = QHBoxLayout()
        self._heading.setSpacing(10)
        self._heading.addWidget(self._title)
        self._heading.addStretch()
        self._heading.addWidget(self._number)
        self._heading.addStretch()
        self._heading.addWidget(self._hint)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._heading)
        column.addWidget(self._bar)
        return page

    def _station_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._station_title)
        column.addWidget(self._station_text)
        column.addStretch()
        return page


class ScoreBar(QWidget):
    """A bar from 0 to 2 with the FAIL line at 1.00; a larger score fills it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Pointer, bar and labels one above the other."""
        return QSize(200, 54)

    def show_score(self, score: float | None) -> None:
        """Show a score; None shows an empty bar."""
        self._score = score
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the bar, the score in it, the FAIL line and the labels."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(0, 10, self.width(), 16)
        painter.setBrush(QColor(current_theme().rail))
        painter.drawRoundedRect(bar, 3, 3)
        if self._score is not None:
            self._draw_score(painter, bar, self._score)
        self._draw_line(painter, bar)
        self._draw_labels(painter, bar)

    def _draw_score(self, painter: QPainter, bar: QRectF, score: float) -> None:
        theme = current_theme()
        end = bar.width() * min(max(score / TOP, 0), 1)
        painter.setBrush(QColor(theme.fail_mark if score >= 1 else theme.text2))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), end, bar.height()), 3, 3)
        painter.setBrush(QColor(theme.text))
        tip = QPointF(end, bar.top() - 1)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-6, -8), tip + QPointF(6, -8)]))

    def _draw_line(self, painter: QPainter, bar: QRectF) -> None:
        theme, middle = current_theme(), bar.width() / TOP
        painter.setBrush(QColor(theme.surface))
        painter.drawRect(QRectF(middle - 2.5, bar.top(), 5, bar.height()))
        painter.setBrush(QColor(theme.text))
        painter.drawRect(QRectF(middle - 1, bar.top() - 6, 2, bar.height() + 12))

    def _draw_labels(self, painter: QPainter, bar: QRectF) -> None:
        theme = current_theme()
        under = QRectF(0, bar.bottom() + 9, bar.width(), 18)
        painter.setFont(font(13, 400))
        painter.setPen(QColor(theme.text2))
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(under, Qt.AlignmentFlag.AlignRight, f"{TOP:.1f}")
        painter.setFont(font(13, 600))
        painter.setPen(QColor(theme.text))
        painter.drawText(under.translated(bar.width() / TOP - 1, 0), Qt.AlignmentFlag.AlignLeft, self.tr("FAIL 1.00"))
