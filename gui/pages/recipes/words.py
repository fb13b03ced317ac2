"""Dates as the Recipes page writes them."""

from datetime import datetime

from PySide6.QtCore import QDate, QLocale


def date_text(moment: datetime) -> str:
    """The day in the station's time zone, without the year where it is this one: "18 Nov"."""
    local = moment.astimezone()
    day = QDate(local.year, local.month, local.day)
    form = "d MMM" if local.year == QDate.currentDate().year() else "d MMM yyyy"
    return QLocale.c().toString(day, form)


def moment_text(moment: datetime) -> str:
    """Day and time: "18 Nov 09:12"."""
    return f"{date_text(moment)} {moment.astimezone():%H:%M}"
