"""How wide the columns of the records are, and which of them there is room for."""

from collections.abc import Mapping
from math import ceil

from PySide6.QtGui import QFontMetricsF

from gui.look.theme import font, scaled
from gui.pages.review.record_model import Column

_ASIDE = 10  # free on both sides of a cell
_MARK, _ICON, _ARROW = 30, 28, 20  # what stands beside a text
_LONGEST = {
    Column.VERDICT: ("REVIEW", 600, _MARK),
    Column.TIME: ("30 Nov 20:00:00", 400, 0),
    Column.PART: ("000,000", 400, 0),
    Column.SCORE: ("00.00", 400, 0),
    Column.REGION: ("000 × 000 px", 400, 0),
    Column.RECIPE: ("Recipe 10", 400, 0),
    Column.CONFIRMED: ("unsure", 400, _ICON),
}
_SORTED = (Column.TIME, Column.SCORE)  # their heads have an arrow
_FIRST_TO_GO = (Column.REGION, Column.RECIPE, Column.PART)  # the part on view tells, too


def fitting_widths(room: int, heads: Mapping[Column, str], wished: Mapping[Column, int]) -> dict[Column, int]:
    """Give each column's width in pixels; 0: there is no room for it.

    `heads` are the columns' names, `wished` the widths in the usual text size of those that are wanted. Where these
    don't fit the room, columns are as narrow as their texts allow, and the less important ones go.
    """
    widths = {column: scaled(width) for column, width in wished.items()}
    shown = [column for column, width in widths.items() if width]
    if sum(widths.values()) <= room:
        return widths
    least = {column: _least_width(column, heads[column]) for column in shown}
    for column in _FIRST_TO_GO:
        if sum(least.values()) <= room:
            break
        least.pop(column, None)
    return {column: least.get(column, 0) for column in wished}


def _least_width(column: Column, head: str) -> int:
    text, weight, beside = _LONGEST[column]
    of_text = QFontMetricsF(font(15, weight)).horizontalAdvance(text) + beside
    of_head = QFontMetricsF(font(13, 600)).horizontalAdvance(head) + (_ARROW if column in _SORTED else 0)
    return ceil(max(of_text, of_head)) + 2 * _ASIDE
