"""Stretches of time to choose from."""

from datetime import datetime, timedelta
from enum import Enum, auto


class Period(Enum):
    """Which records by their time, as one says it at the station."""

    TODAY = auto()
    YESTERDAY = auto()
    WEEK = auto()
    MONTH = auto()
    ALL = auto()
    BETWEEN = auto()


def span_of(period: Period, now: datetime) -> tuple[datetime | None, datetime | None]:
    """First moment and the one after the last, None for open; `now` is in the station's time zone."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    starts = {Period.TODAY: 0, Period.YESTERDAY: 1, Period.WEEK: 6, Period.MONTH: 29}
    if period not in starts:
        return None, None
    # A day is a date later, not 24 hours: in two nights a year those differ.
    since = _local(midnight.replace(tzinfo=None) - timedelta(days=starts[period]))
    return since, _local(midnight.replace(tzinfo=None)) if period is Period.YESTERDAY else None


def _local(naive: datetime) -> datetime:
    return naive.astimezone()
