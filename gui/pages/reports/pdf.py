"""A report as PDF, drawn by Qt: the same words, tables and drawings as in HTML."""

import sys
from collections.abc import Sequence
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication

from core.files import write_whole
from core.records.record import Record
from core.reports.files import ReportOrder
from core.reports.html import MOST_DRAWN
from core.reports.pictures import picture_of
from core.reports.places_chart import places_chart
from core.reports.report import Report
from core.reports.tables import ReportTable, tables_of
from core.reports.trend_chart import trend_chart
from core.reports.wording import (
    clock,
    figure_rows,
    headline,
    line_text,
    part_text,
    scope_text,
    title_of,
    trend_sentences,
)
from core.types import Image
from gui.look.theme import LIGHT, load_typeface, paper_font
from gui.pages.reports.looks import looks_of
from gui.pages.reports.paper import Paper, columns_of, text_height
from gui.qt_image import to_qimage

_GAP = 12.0
_PICTURES_IN_ROW, _PICTURE_HEIGHT, _NO_PICTURE_HEIGHT = 3, 168.0, 28.0
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
_LOOKS = looks_of(LIGHT)

_own_application: list[QGuiApplication] = []  # kept to the end: fonts must not outlive it


def write_pdf(report: Report, order: ReportOrder) -> None:
    """Write a report as PDF, with or without a window. Raises OutputError."""
    _need_application()
    write_whole(order.path, pdf_of(report, order.archive, order.times.zone), durable=True)


def pdf_of(report: Report, archive: Path | None, zone: tzinfo | None = None) -> bytes:
    """The whole file; `archive` is the folder kept pictures are in, `zone` the plant's (None: this computer's)."""
    title = title_of(report.scope)
    paper = Paper(title, f"{title}, {scope_text(report, zone)}")
    paper.text(title, 26, 700)
    paper.text(scope_text(report, zone), 13, 400, "text2")
    paper.text(f"Made by Filbert on {clock(report.made_at, zone)}", 13, 400, "text2")
    paper.space(8)
    paper.line(paper.y)
    paper.space(_GAP)
    paper.text(headline(report), 15, 600)
    if not report.empty:
        _figures(paper, report)
        _trends(paper, report, zone)
        _places(paper, report)
        for table in tables_of(report, zone):
            _table(paper, table)
        _worst(paper, report.worst, archive, zone)
    return paper.content()


def _heading(paper: Paper, words: str, room_after: float) -> None:
    """A heading that is never left alone at the end of a page."""
    paper.space(18)
    paper.text(words, 17, 600, room_after=room_after + 6)
    paper.space(6)


def _figures(paper: Paper, report: Report) -> None:
    rows = figure_rows(report.figures)
    width, height = (paper.width - _GAP * (len(rows) - 1)) / len(rows), 78.0
    paper.space(_GAP)
    paper.need(height)
    for index, (name, value, beside) in enumerate(rows):
        card = QRectF(index * (width + _GAP), paper.y, width, height)
        inner = card.adjusted(8, 7, -4, -4)
        paper.frame(card)
        paper.text_at(inner, name, paper_font(11, 500), "text2")
        paper.text_at(inner.adjusted(0, 14, 0, 0), value, paper_font(19, 700))
        paper.text_at(inner.adjusted(0, 39, 0, 0), beside, paper_font(10, 400), "text2")
    paper.space(height)


def _trends(paper: Paper, report: Report, zone: tzinfo | None) -> None:
    for index, trend in enumerate(report.trends[:MOST_DRAWN]):
        chart = trend_chart(trend, zone, _LOOKS) if trend.points else None
        if index == 0:
            _heading(paper, "Score trend", 340 if chart else 60)
        paper.text(line_text(trend.line), 13, 600, room_after=320 if chart else 20)
        for sentence in trend_sentences(trend, zone):
            paper.text(sentence, 12)
        paper.space(4)
        if chart is not None:
            paper.drawing(chart)
        paper.space(10)


def _places(paper: Paper, report: Report) -> None:
    shown = [place for place in report.places[:MOST_DRAWN] if place.counts.any()]
    for index, place in enumerate(shown):
        chart = places_chart(place, _LOOKS)
        if index == 0:
            _heading(paper, "Where defects occur", chart.height + 60)
        paper.text(place.recipe, 13, 600, room_after=chart.height + 24)
        paper.space(4)
        paper.drawing(chart)
        paper.space(4)
        paper.text(place.sentence, 12, 400, "text2")
        paper.space(10)


def _table(paper: Paper, table: ReportTable) -> None:
    face, head_face = paper_font(12, 400), paper_font(11, 600)
    widths = columns_of([table.head, *table.rows], head_face, paper.width, 14)
    _heading(paper, table.title, 60)
    _row(paper, table.head, widths, head_face, "text2")
    for row in table.rows:
        page = paper.page
        paper.need(text_height(row[0], face, widths[0]) + 8)
        if paper.page != page:
            _row(paper, table.head, widths, head_face, "text2")
        _row(paper, row, widths, face, "text")
    if table.note:
        paper.space(4)
        paper.text(table.note, 12, 400, "text2")


def _row(paper: Paper, cells: Sequence[str], widths: Sequence[float], face: QFont, tone: str) -> None:
    height = text_height(cells[0], face, widths[0]) + 8
    paper.need(height)
    left = 0.0
    for index, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        where = QRectF(left, paper.y + 4, width, height - 4)
        paper.text_at(where, cell, face, tone, None if index == 0 else _RIGHT)
        left += width
    paper.space(height)
    paper.line(paper.y)


def _worst(paper: Paper, records: Sequence[Record], archive: Path | None, zone: tzinfo | None) -> None:
    if not records:
        return
    width = (paper.width - _GAP * (_PICTURES_IN_ROW - 1)) / _PICTURES_IN_ROW
    _heading(paper, "Worst parts", _PICTURE_HEIGHT + 60)
    for first in range(0, len(records), _PICTURES_IN_ROW):
        row = records[first : first + _PICTURES_IN_ROW]
        pictures = [picture_of(record, archive) for record in row]
        top = _PICTURE_HEIGHT if any(picture is not None for picture in pictures) else _NO_PICTURE_HEIGHT
        height = top + max(_caption_height(record, width, zone) for record in row)
        paper.need(height)
        for column, (record, picture) in enumerate(zip(row, pictures, strict=True)):
            _part(paper, record, picture, QRectF(column * (width + _GAP), paper.y, width, top), zone)
        paper.space(height + _GAP)


def _part(paper: Paper, record: Record, picture: Image | None, place: QRectF, zone: tzinfo | None) -> None:
    if picture is None:
        paper.fill(place, "app")
        centre = int(Qt.AlignmentFlag.AlignCenter)
        paper.text_at(place, "no picture kept", paper_font(12, 400), "text2", centre)
    else:
        paper.image(to_qimage(picture), place)
    what, which = part_text(record, zone)
    below = QRectF(place.left(), place.bottom() + 4, place.width(), 18)
    paper.text_at(below, what, paper_font(12, 600))
    paper.text_at(below.translated(0, 16).adjusted(0, 0, 0, 60), which, paper_font(11, 400), "text2")


def _caption_height(record: Record, width: float, zone: tzinfo | None) -> float:
    return 24 + text_height(part_text(record, zone)[1], paper_font(11, 400), width)


def _need_application() -> None:
    """Qt draws text only while there is an application: the window's, or one that needs no screen."""
    if QGuiApplication.instance() is None:
        screenless = ["-platform", "offscreen"] if sys.platform.startswith("linux") else []
        _own_application.append(QGuiApplication(["filbert", *screenless]))
        load_typeface()
