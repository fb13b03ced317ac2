"""Times, regions and opinions as the Review page writes them."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from core.records.record import Confirmation, Opinion, Record

ICONS = {Opinion.GOOD: "thumbs-up", Opinion.BAD: "thumbs-down", Opinion.UNSURE: "circle-help"}
"""The icon of each opinion."""


def time_text(moment: datetime) -> str:
    """The time in the station's zone, with the day where that isn't today: "14:31:58", "3 Nov 14:31:58"."""
    local = moment.astimezone()
    day, today = QDate(local.year, local.month, local.day), QDate.currentDate()
    if day == today:
        return f"{local:%H:%M:%S}"
    form = "d MMM" if day.year() == today.year() else "d MMM yyyy"
    return f"{QLocale.c().toString(day, form)} {local:%H:%M:%S}"


def region_text(record: Record) -> str:
    """How large the largest odd region is, in pixels; a dash where there is none."""
    if not record.regions:
        return "–"
    largest = max(record.regions, key=lambda region: region.area)
    return f"{largest.width} × {largest.height} px"


def opinion_word(confirmation: Confirmation | None) -> str:
    """What somebody said of a part; a dash where nobody has said anything."""
    if confirmation is None:
        return "–"
    return {
        Opinion.GOOD: QCoreApplication.translate("review", "good"),
        Opinion.BAD: QCoreApplication.translate("review", "bad"),
        Opinion.UNSURE: QCoreApplication.translate("review", "unsure"),
    }[confirmation.opinion]
