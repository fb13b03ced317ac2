"""A report on the screen."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QScroller, QVBoxLayout, QWidget

from core.reports.report import Report
from core.reports.tables import ReportTable, tables_of
from core.reports.wording import figure_rows, headline, line_text, scope_text, trend_sentences
from gui.look.restyling import when_restyled
from gui.look.theme import current_appearance
from gui.pages.reports.drawing_view import DrawingView
from gui.pages.reports.drawn import DrawnReport, drawn
from gui.pages.reports.figure_table import FigureTable
from gui.pages.reports.looks import current_looks
from gui.widgets.card import Card
from gui.widgets.labels import text_label

_MOST_ROWS = 50
_WIDEST = 1.3


class ReportView(QScrollArea):
    """The same words, tables and drawings as in the files, but without pictures of parts: Review has those."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: DrawnReport | None = None
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Report"))
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.setWidget(QWidget())
        when_restyled(self._fill_anew)

    def show_report(self, made: DrawnReport) -> None:
        """Show it from its top."""
        self._made = made if made.looks == current_looks() else drawn(made.report, current_looks())
        self._fill(self._made)
        self.verticalScrollBar().setValue(0)

    @Slot()
    def _fill_anew(self) -> None:
        if self._made is not None:
            self._made = drawn(self._made.report, current_looks())
            self._fill(self._made)

    def _fill(self, made: DrawnReport) -> None:
        sheet = QWidget()
        sheet.setObjectName("sheet")
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(16)
        for card in self._cards(made):
            column.addWidget(card)
        column.addStretch(1)
        self.setWidget(sheet)

    def _cards(self, made: DrawnReport) -> Iterator[QWidget]:
        report = made.report
        yield self._head(report)
        if report.empty:
            return
        for trend, drawing in made.trends:
            title = self.tr("Score trend: {0}").format(line_text(trend.line))
            sentences = trend_sentences(trend)
            chart = [] if drawing is None else [DrawingView(drawing, sentences[0], _WIDEST)]
            yield _card(title, *(_words(sentence) for sentence in sentences), *chart)
        for place, picture in made.places:
            view = DrawingView(picture, place.sentence)
            yield _card(self.tr("Where defects occur: {0}").format(place.recipe), view, _words(place.sentence))
        for table in tables_of(report):
            yield self._table(table)

    def _head(self, report: Report) -> QWidget:
        if report.empty:
            return _card(headline(report))
        figures = QWidget()
        grid = QGridLayout(figures)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(24)
        in_row = 6 if current_appearance().text_scale == 1 else 3
        for index, (name, value, beside) in enumerate(figure_rows(report.figures)):
            labels = (
                text_label(name, 13, 500, "text2"),
                text_label(value, 26, 700),
                text_label(beside, 13, 400, "text2"),
            )
            one = QVBoxLayout()
            one.setSpacing(0)
            for label in labels:
                one.addWidget(label)
            grid.addLayout(one, index // in_row, index % in_row)
        grid.setColumnStretch(in_row, 1)
        return _card(headline(report), _words(scope_text(report)), figures)

    def _table(self, table: ReportTable) -> QWidget:
        more = len(table.rows) - _MOST_ROWS
        notes = [table.note] if table.note else []
        notes += [self.tr("{0} more rows are in the saved report.").format(more)] if more > 0 else []
        return _card(table.title, FigureTable(table, _MOST_ROWS), *(_words(note) for note in notes))


def _card(title: str, *content: QWidget) -> Card:
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 18, 24, 20)
    column.setSpacing(8)
    heading = text_label(title, 18, 600)
    heading.setWordWrap(True)
    heading.setTextFormat(Qt.TextFormat.PlainText)
    for widget in (heading, *content):
        column.addWidget(widget)
    return card


def _words(text: str) -> QLabel:
    label = text_label(text, 15, 400, "text2")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
