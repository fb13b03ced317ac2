"""What the filter of the Review page offers: words, and the values behind them."""

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from core.types import Verdict
from gui.pages.review.periods import Period

BETWEEN = "between"
"""The value of scores that are set by hand."""

REJECTED = (Verdict.FAIL, Verdict.REVIEW)
"""What somebody has to look at."""

_Choices = tuple[tuple[str, object], ...]


class ScoreSpan(NamedTuple):
    """From one score to another, None for open."""

    least: float | None = None
    most: float | None = None


def periods() -> _Choices:
    """Give the times to choose among."""
    return (
        (_tr("Today"), Period.TODAY),
        (_tr("Yesterday"), Period.YESTERDAY),
        (_tr("7 days"), Period.WEEK),
        (_tr("30 days"), Period.MONTH),
        (_tr("Any time"), Period.ALL),
        (_tr("Between…"), Period.BETWEEN),
    )


def verdicts() -> _Choices:
    """Give the verdicts to choose among."""
    return (
        (_tr("FAIL, REVIEW"), REJECTED),
        (_tr("FAIL"), (Verdict.FAIL,)),
        (_tr("REVIEW"), (Verdict.REVIEW,)),
        (_tr("PASS"), (Verdict.PASS,)),
        (_tr("Any verdict"), ()),
    )


def scores() -> _Choices:
    """Give the spans of scores to choose among."""
    return (
        (_tr("Any score"), ScoreSpan()),
        (_tr("Up to 0.50"), ScoreSpan(None, 0.5)),
        (_tr("0.50 to 1.00"), ScoreSpan(0.5, 1.0)),
        (_tr("1.00 to 1.50"), ScoreSpan(1.0, 1.5)),
        (_tr("From 1.50"), ScoreSpan(1.5, None)),
        (_tr("Between…"), BETWEEN),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("review", text)
