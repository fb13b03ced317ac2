"""How scores move, as a picture: groups of parts, their moving average within its limits, and the share that fails."""

import bisect
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo

from core.reports import svg
from core.reports.drift import Drift
from core.reports.svg import PAPER, Drawing, Looks
from core.reports.trend import Trend, TrendPoint
from core.reports.wording import line_text

_WIDTH, _HEIGHT = 720.0, 264.0
_LEFT, _RIGHT = 44.0, 84.0  # for the scale, and for the words at the lines' ends
_TOP, _BOTTOM = 22.0, 168.0  # of the scores
_FAIL_TOP, _FAIL_BOTTOM = 194.0, 238.0
_TICKS = 5
_WORD_WIDTH = 100.0  # of the longest word, and a gap
_WORDS = {Drift.STATION: "camera or light", Drift.PARTS: "parts worse"}


@dataclass(frozen=True)
class _Scale:
    """From values to pixels, upwards."""

    low: float
    high: float
    top: float
    bottom: float

    def __call__(self, value: float) -> float:
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def trend_chart(trend: Trend, zone: tzinfo | None = None, looks: Looks = PAPER) -> Drawing:
    """The chart of a trend; without points, an empty one."""
    points = trend.points
    scores, failed = _score_scale(trend), _failed_scale(points)
    parts = [
        *_shades(trend, looks),
        *_score_axis(scores, looks),
        *_scores(trend, scores, looks),
        *_failed(trend, failed, looks),
        *_times(points, zone, looks),
    ]
    return svg.drawing(_WIDTH, _HEIGHT, f"Score trend of {line_text(trend.line)}", parts, looks)


def _x(index: int, count: int) -> float:
    return _LEFT + (index + 0.5) * (_WIDTH - _LEFT - _RIGHT) / max(1, count)


def _score_scale(trend: Trend) -> _Scale:
    values = [value for point in trend.points for value in (point.level, point.average) if math.isfinite(value)]
    values += [point.average for point in trend.points if math.isfinite(point.average)]
    if trend.baseline is not None:
        centre, reach = trend.baseline.level.centre, max((point.reach for point in trend.points), default=0.0)
        values += [centre - reach, centre + reach]
    low, high = min(values, default=0.0), max(values, default=1.0)
    pad = max(0.01, 0.06 * (high - low))
    return _Scale(low - pad, high + pad, _TOP, _BOTTOM)


def _failed_scale(points: tuple[TrendPoint, ...]) -> _Scale:
    values = [point.failed for point in points] + [p.failed_average for p in points if math.isfinite(p.failed_average)]
    return _Scale(0.0, max(0.04, *values, 0.0) if values else 0.04, _FAIL_TOP, _FAIL_BOTTOM)


def _shades(trend: Trend, looks: Looks) -> Iterator[str]:
    """Times of drift, as areas with a word above: colour alone says nothing."""
    times = [point.at for point in trend.points]
    half = (_WIDTH - _LEFT - _RIGHT) / max(1, len(times)) / 2
    free_from = _LEFT
    for spell in trend.spells:
        first = max(0, bisect.bisect_right(times, spell.since) - 1)
        end = len(times) if spell.until is None else max(first + 1, bisect.bisect_left(times, spell.until))
        left, right = _x(first, len(times)) - half, _x(end - 1, len(times)) + half
        yield svg.rect(left, _TOP, right - left, _FAIL_BOTTOM - _TOP, looks.warn)
        yield svg.line(left, _TOP, left, _FAIL_BOTTOM, looks.warn_edge)
        if left >= free_from:
            yield svg.text(left + 2, _TOP - 6, _WORDS[spell.drift], looks.text, weight=600)
            free_from = left + _WORD_WIDTH


def _score_axis(scale: _Scale, looks: Looks) -> Iterator[str]:
    step = _nice((scale.high - scale.low) / 3)
    value = math.ceil(scale.low / step) * step
    digits = max(0, -math.floor(math.log10(step)))
    while value <= scale.high:
        yield svg.line(_LEFT, scale(value), _WIDTH - _RIGHT, scale(value), looks.line)
        yield svg.text(_LEFT - 8, scale(value) + 4, f"{value:.{digits}f}", looks.text2, "end")
        value += step


def _nice(step: float) -> float:
    """The next of 1, 2 and 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= step * 0.999)


def _scores(trend: Trend, scale: _Scale, looks: Looks) -> Iterator[str]:
    points, count = trend.points, len(trend.points)
    for index, point in enumerate(points):
        yield svg.dot(_x(index, count), scale(point.level), 1.8 if count > 150 else 2.4, looks.text3)
    if trend.baseline is None or not points:
        return
    centre = trend.baseline.level.centre
    yield svg.line(_LEFT, scale(centre), _WIDTH - _RIGHT, scale(centre), looks.text2)
    for sign in (-1, 1):
        limit = [(_x(index, count), scale(centre + sign * point.reach)) for index, point in enumerate(points)]
        yield svg.polyline(limit, looks.text, 1.2, "4 3")
    yield svg.polyline([(_x(i, count), scale(point.average)) for i, point in enumerate(points)], looks.good, 2)
    yield from _names(centre, points, scale, looks)


def _names(centre: float, points: tuple[TrendPoint, ...], scale: _Scale, looks: Looks) -> Iterator[str]:
    """What the lines are, at their right ends."""
    right, reach = _WIDTH - _RIGHT + 6, points[-1].reach
    apart = abs(scale(centre) - scale(centre + reach)) >= 13
    yield svg.text(right, scale(centre) + 4, "usual" if apart else "usual, limits", looks.text2)
    if apart:
        yield svg.text(right, scale(centre + reach) + 4, "limits", looks.text2)
    end = scale(points[-1].average)
    if min(abs(end - scale(centre)), abs(end - scale(centre + reach))) >= 13:
        yield svg.text(right, end + 4, "average", looks.good, weight=600)


def _failed(trend: Trend, scale: _Scale, looks: Looks) -> Iterator[str]:
    points, count = trend.points, len(trend.points)
    yield svg.line(_LEFT, _FAIL_BOTTOM, _WIDTH - _RIGHT, _FAIL_BOTTOM, looks.text2)
    width = max(1.0, 0.7 * (_WIDTH - _LEFT - _RIGHT) / max(1, count))
    for index, point in enumerate(points):
        if point.failed > 0:
            top = scale(point.failed)
            yield svg.rect(_x(index, count) - width / 2, top, width, _FAIL_BOTTOM - top, looks.defect)
    averages = [
        (_x(i, count), scale(p.failed_average)) for i, p in enumerate(points) if math.isfinite(p.failed_average)
    ]
    yield svg.polyline(averages, looks.text, 1.5)
    yield svg.text(_LEFT - 8, _FAIL_TOP + 8, f"{100 * scale.high:.0f} %", looks.text2, "end")
    yield svg.text(_LEFT - 8, _FAIL_BOTTOM + 2, "0", looks.text2, "end")
    yield svg.text(_WIDTH - _RIGHT + 6, _FAIL_BOTTOM - 14, "FAIL, and", looks.text2)
    yield svg.text(_WIDTH - _RIGHT + 6, _FAIL_BOTTOM, "its average", looks.text2)


def _times(points: tuple[TrendPoint, ...], zone: tzinfo | None, looks: Looks) -> Iterator[str]:
    if not points:
        return
    days = {point.at.astimezone(zone).date() for point in (points[0], points[-1])}
    form = "%H:%M" if len(days) == 1 else "%m-%d %H:%M"
    places = sorted({round(tick * (len(points) - 1) / (_TICKS - 1)) for tick in range(_TICKS)})
    for index in places:
        at = points[index].at.astimezone(zone)
        anchor = "start" if index == 0 else "middle"
        yield svg.text(_x(index, len(points)), _HEIGHT - 8, at.strftime(form), looks.text2, anchor)
