"""What a report says in words, the same in every form it takes."""

from datetime import datetime, tzinfo

from core.records.record import Record
from core.reports.counting import Figures
from core.reports.drift import Drift
from core.reports.report import Report, Scope
from core.reports.trend import NEEDED, Line, Spell, Trend

NOTHING = "No parts were recorded in this time, so there is nothing to report."
"""What a report over no records says."""


def share(part: int, whole: int) -> str:
    """A share in percent with one decimal; a dash of nothing. What is not all is never called 100.0 %."""
    if not whole:
        return "–"
    percent = 100 * part / whole
    if part < whole and percent > 99.9:
        percent = 99.9
    if part > 0 and percent < 0.1:
        return "< 0.1 %"
    return f"{percent:.1f} %"


def count(number: int) -> str:
    """A number with its thousands apart."""
    return f"{number:,}"


def counted(number: int, thing: str) -> str:
    """So many things: "1 part", "2 parts"."""
    return f"{count(number)} {thing}{'s' * (number != 1)}"


def clock(at: datetime, zone: tzinfo | None = None) -> str:
    """A moment as the plant's clocks show it."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def title_of(scope: Scope) -> str:
    """What the report is called."""
    return "Inspection report" + (f": {scope.recipe}" if scope.recipe is not None else "")


def scope_text(report: Report, zone: tzinfo | None = None) -> str:
    """What the report is about, in one line; where no time was asked for, that of the first or last part."""
    scope = report.scope
    since, until = scope.since or report.first, scope.until or report.last
    if since is not None and until is not None:
        period = f"{clock(since, zone)} to {clock(until, zone)}"
    elif since is not None:
        period = f"From {clock(since, zone)}"
    elif until is not None:
        period = f"Until {clock(until, zone)}"
    else:
        period = "All that is recorded"
    shift = [f"shifts from {scope.clock}"] if scope.clock else []
    recipe = [f"recipe {scope.recipe}"] if scope.recipe is not None else []
    lot = [] if scope.lot is None else [f"lot {scope.lot}" if scope.lot else "parts without a lot"]
    return ", ".join([period, *shift, *recipe, *lot])


def headline(report: Report) -> str:
    """The report in a sentence."""
    figures = report.figures
    if report.empty:
        return NOTHING
    if not figures.parts:
        pictures = counted(figures.no_part, "picture")
        return f"No part was judged: {pictures} without one, {count(figures.not_judged)} others."
    return (
        f"{counted(figures.parts, 'part')}: {share(figures.passed, figures.parts)} passed,"
        f" {count(figures.failed)} failed ({share(figures.failed, figures.parts)})."
    )


def figure_rows(figures: Figures) -> tuple[tuple[str, str, str], ...]:
    """The figures to show on top: what, how much, and a line that explains it."""
    parts = figures.parts
    return (
        ("Parts", count(parts), _beside(figures)),
        ("Yield", share(figures.passed, parts), f"{count(figures.passed)} passed"),
        ("FAIL", count(figures.failed), f"{share(figures.failed, parts)} of all"),
        ("REVIEW", count(figures.reviewed), "not answered yet" if figures.reviewed else "none left to answer"),
        ("False rejects", count(figures.false_rejects), f"of {count(figures.looked_at_fails)} looked at"),
        ("Escapes", count(figures.escapes), f"of {count(figures.looked_at_passes)} looked at"),
    )


def line_text(line: Line) -> str:
    """Whose scores they are."""
    station = f" at {line.station}" if line.station else ""
    return f"{line.recipe}, version {line.version}{station}"


def trend_sentences(trend: Trend, zone: tzinfo | None = None) -> tuple[str, ...]:
    """What is to be said of a trend: that all is well, or what changed when and what to do."""
    if trend.baseline is None:
        return (
            f"Too few parts to tell a drift: {count(NEEDED)} say what is usual, and there are {count(trend.parts)}.",
        )
    if not trend.spells:
        return ("Steady: no drift of the scores, and no more parts fail than at the beginning.",)
    said = [_spell(spell, trend, zone) for spell in trend.spells]
    more = [f"{count(trend.more_spells)} later times of drift are not listed."] if trend.more_spells else []
    return (*said, *more)


def _beside(figures: Figures) -> str:
    no_part, others = figures.no_part, figures.not_judged
    said = [f"{count(no_part)} without a part"] if no_part else []
    said += [f"{count(others)} not judged"] if others else []
    return ", ".join(said) or "with a verdict"


def _spell(spell: Spell, trend: Trend, zone: tzinfo | None) -> str:
    until = "" if spell.until is None else f" to {clock(spell.until, zone)}"
    when = f"From {clock(spell.since, zone)}{until}"
    baseline = trend.baseline
    if baseline is None:
        return when
    if spell.drift is Drift.PARTS:
        return (
            f"{when}: parts got worse. {100 * spell.failed:.1f} % failed instead of"
            f" {100 * baseline.usual_failed:.1f} %, while the other parts look as before. Look at what makes the parts."
        )
    moved = f"the good bulk of the parts scored {spell.level:.2f} instead of {baseline.level.centre:.2f}"
    if abs(spell.level - baseline.level.centre) < baseline.matters:
        moved = "the scores of the good bulk lie further apart, or closer together, than they did"
    return (
        f"{when}: the camera or the light changed: {moved}, so all parts together look different. Look at lens, lamp"
        " and the part's place first; another material could do the same."
    )


def part_text(record: Record, zone: tzinfo | None = None) -> tuple[str, str]:
    """What is said below the picture of a part: its verdict and score, and which part it is."""
    answer = "" if record.confirmation is None else f", called {record.confirmation.opinion}"
    regions = f", {counted(len(record.regions), 'region')}" if record.regions else ""
    lot = f", lot {record.lot}" if record.lot else ""
    what = f"{record.verdict} {record.score:.2f}{regions}{answer}"
    return what, f"{record.name}{lot}, {clock(record.at, zone)}, {record.recipe} version {record.recipe_version}"
