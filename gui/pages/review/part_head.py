"""What is known of the part on view, in a row over its picture."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.records.record import Record
from gui.pages.review.part_figures import Figure, VerdictMark
from gui.pages.review.words import time_text
from gui.widgets.fitting_row import FittingRow
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.score_text import score_text


class PartHead(FittingRow):
    """Verdict and figures; where there is little room the less important figures step aside, never the verdict."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark, self._verdict, self._detail = VerdictMark(), text_label("", 22, 700), ElidedLabel(13, 400, "text2")
        captions = (self.tr("Score"), self.tr("Fails from"), self.tr("Regions"), self.tr("Latency"))
        self._figures = tuple(Figure(caption) for caption in captions)
        self._first_to_go = (self._figures[1], self._figures[3], self._figures[2])
        self._some = False
        self._lay_out()
        self.show_record(None)

    def show_record(self, record: Record | None) -> None:
        """Show what is known of a record; None for none."""
        self._some = record is not None
        for widget in (self._mark, self._verdict, self._detail):
            widget.setVisible(self._some)
        if record is not None:
            self._show_known(record)
        self.fit()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._verdict.set_type(20 if compact else 24, 700)
        self.fit()

    def take_fitting(self) -> None:
        """Show the figures there is room for."""
        shown = list(self._figures) if self._some else []
        for figure in self._first_to_go if self._some else ():
            if self._needed(shown) <= self.width():
                break
            shown.remove(figure)
        for figure in self._figures:
            figure.setVisible(figure in shown)

    def _show_known(self, record: Record) -> None:
        self._mark.show_verdict(record.verdict)
        self._verdict.setText(record.verdict.value)
        self._detail.setText(self.tr("part {0}, {1}, {2}").format(record.number, time_text(record.at), record.name))
        texts = (score_text(record.score), "1.00", str(len(record.regions)), f"{record.latency_ms:.0f} ms")
        for figure, text in zip(self._figures, texts, strict=True):
            figure.show_text(text)

    def _needed(self, figures: list[Figure]) -> int:
        widths = [self._mark.width(), self._verdict.sizeHint().width()]
        widths += [figure.sizeHint().width() for figure in figures]
        return sum(widths) + self._row.spacing() * (len(widths) - 1)

    def _lay_out(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._verdict)
        texts.addWidget(self._detail)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        self._row.addWidget(self._mark)
        self._row.addLayout(texts, 1)
        for figure in self._figures:
            self._row.addWidget(figure)
