"""A report with its drawings made, in any thread."""

from dataclasses import dataclass

from core.reports.html import MOST_DRAWN
from core.reports.places import Places
from core.reports.places_chart import places_chart
from core.reports.report import Report
from core.reports.svg import Drawing, Looks
from core.reports.trend import Trend
from core.reports.trend_chart import trend_chart


@dataclass(frozen=True)
class DrawnReport:
    """A report, and what is drawn of it in `looks`: trends, without a drawing while there are no points, and places."""

    report: Report
    looks: Looks
    trends: tuple[tuple[Trend, Drawing | None], ...]
    places: tuple[tuple[Places, Drawing], ...]


def drawn(report: Report, looks: Looks) -> DrawnReport:
    """Make the drawings of a report."""
    trends = [
        (trend, trend_chart(trend, None, looks) if trend.points else None) for trend in report.trends[:MOST_DRAWN]
    ]
    places = [(place, places_chart(place, looks)) for place in report.places[:MOST_DRAWN] if place.counts.any()]
    return DrawnReport(report, looks, tuple(trends), tuple(places))
