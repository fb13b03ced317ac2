"""The tables of a report as text, the same in every form it takes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from typing import TypeVar

from core.reports.breakdown import Breakdown
from core.reports.counting import Figures
from core.reports.report import Report
from core.reports.wording import count, share
from core.shifts import WorkShift

_Key = TypeVar("_Key")

_HEAD = ("Parts", "Yield", "FAIL", "FAIL share", "REVIEW", "False rejects", "Escapes")


@dataclass(frozen=True)
class ReportTable:
    """A table: its title, the names of its columns, the cells, and a sentence below or nothing."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def tables_of(report: Report, zone: tzinfo | None = None) -> tuple[ReportTable, ...]:
    """By shift, recipe and lot; a table that would have one row that says nothing new is left out."""
    found = [_table("By shift", "Shift", report.by_shift, lambda shift: _shift_text(shift, zone))]
    found.append(_table("By recipe", "Recipe", report.by_recipe, str))
    if any(row.key for row in report.by_lot.rows):
        found.append(_table("By lot", "Lot", report.by_lot, lambda lot: lot or "no lot"))
    return tuple(found)


def _table(title: str, first: str, table: Breakdown[_Key], text_of: Callable[[_Key], str]) -> ReportTable:
    rows = [(text_of(row.key), *_cells(row.figures)) for row in table.rows]
    note = ""
    if table.others is not None:
        rows.append(("all others", *_cells(table.others)))
        note = f"The first {len(table.rows)} are listed; the others are counted together."
    return ReportTable(title, (first, *_HEAD), tuple(rows), note)


def _cells(figures: Figures) -> tuple[str, ...]:
    return (
        count(figures.parts),
        share(figures.passed, figures.parts),
        count(figures.failed),
        share(figures.failed, figures.parts),
        count(figures.reviewed),
        count(figures.false_rejects),
        count(figures.escapes),
    )


def _shift_text(shift: WorkShift, zone: tzinfo | None) -> str:
    since, until = shift.since.astimezone(zone), shift.until.astimezone(zone)
    return f"{since:%Y-%m-%d %H:%M}–{until:%H:%M}"
