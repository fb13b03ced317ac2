"""A report as one HTML file that needs nothing else: no script, no link, pictures and drawings inside."""

import base64
from collections.abc import Iterator
from datetime import tzinfo
from html import escape
from pathlib import Path

from core.records.record import Record
from core.reports.html_style import STYLE
from core.reports.pictures import jpeg, picture_of
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

MOST_DRAWN = 6
"""Recipes and lines that are drawn; reports are about one or a few."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def html_of(report: Report, archive: Path | None, zone: tzinfo | None = None) -> str:
    """The whole file; `archive` is the folder kept pictures are in, `zone` the plant's (None: this computer's)."""
    title = escape(title_of(report.scope))
    body = "".join(_body(report, archive, zone))
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )


def _body(report: Report, archive: Path | None, zone: tzinfo | None) -> Iterator[str]:
    yield f"<header><h1>{escape(title_of(report.scope))}</h1>"
    yield f"<p>{escape(scope_text(report, zone))}</p>"
    yield f'<p class="made">Made by Filbert on {clock(report.made_at, zone)}</p></header>'
    yield f'<p class="headline">{escape(headline(report))}</p>'
    if report.empty:
        return
    yield from _figures(report)
    yield from _trends(report, zone)
    yield from _places(report)
    for table in tables_of(report, zone):
        yield _table(table)
    yield from _worst(report, archive, zone)


def _figures(report: Report) -> Iterator[str]:
    yield '<section class="figures">'
    for name, value, beside in figure_rows(report.figures):
        yield f"<div><h2>{escape(name)}</h2><p>{escape(value)}</p><small>{escape(beside)}</small></div>"
    yield "</section>"


def _trends(report: Report, zone: tzinfo | None) -> Iterator[str]:
    if not report.trends:
        return
    yield "<section><h2>Score trend</h2>"
    for trend in report.trends[:MOST_DRAWN]:
        yield f'<figure class="trend"><h3>{escape(line_text(trend.line))}</h3>'
        for sentence in trend_sentences(trend, zone):
            yield f"<p>{escape(sentence)}</p>"
        if trend.points:
            yield trend_chart(trend, zone).svg
        yield "</figure>"
    yield "</section>"


def _places(report: Report) -> Iterator[str]:
    shown = [place for place in report.places[:MOST_DRAWN] if place.counts.any()]
    if not shown:
        return
    yield '<section><h2>Where defects occur</h2><div class="places">'
    for place in shown:
        yield f"<figure><h3>{escape(place.recipe)}</h3>{places_chart(place).svg}"
        yield f"<figcaption>{escape(place.sentence)}</figcaption></figure>"
    yield "</div></section>"


def _table(table: ReportTable) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in table.head)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    note = f"<p>{escape(table.note)}</p>" if table.note else ""
    return (
        f"<section><h2>{escape(table.title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        f"{note}</section>"
    )


def _worst(report: Report, archive: Path | None, zone: tzinfo | None) -> Iterator[str]:
    if not report.worst:
        return
    yield '<section><h2>Worst parts</h2><div class="worst">'
    for record in report.worst:
        yield f"<figure>{_picture(record, archive)}<figcaption>"
        what, where = part_text(record, zone)
        yield f"<b>{escape(what)}</b><br>{escape(where)}</figcaption></figure>"
    yield "</div></section>"


def _picture(record: Record, archive: Path | None) -> str:
    image = picture_of(record, archive)
    if image is None:
        return '<div class="none">no picture kept</div>'
    data = base64.b64encode(jpeg(image)).decode()
    return f'<img alt="{escape(record.name)}" src="data:image/jpeg;base64,{data}">'
