"""The command `report`. Returns its exit code."""

from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from core.exit_codes import DONE
from core.files import readable_name
from core.interrupt import interruptible
from core.records.places import archive_folder
from core.records.record import Record
from core.records.store import RecordStore
from core.reports.breakdown import Breakdown
from core.reports.choosing import Asked, chosen, filter_of, scope_of
from core.reports.counting import Figures
from core.reports.files import PdfWriter, ReportOrder, kind_of, write_report
from core.reports.places import Places
from core.reports.report import Report
from core.reports.trend import Trend
from core.reports.wording import headline, line_text, scope_text, trend_sentences
from core.settings import StationSettings
from core.settings_file import load_settings
from core.shifts import ShiftTimes, shift_times
from core.terminal import Terminal


@dataclass(frozen=True)
class ReportOptions:
    """What is asked for; `store` is the URL of the records, None for the station's own."""

    asked: Asked
    out: Path
    store: str | None = None


def report(options: ReportOptions, write_pdf: PdfWriter, terminal: Terminal) -> int:
    """Make a report of the station's records. Raises FilbertError."""
    settings = load_settings().settings
    times, now = shift_times(settings.shift_starts), datetime.now(UTC)
    scope = scope_of(options.asked, times, now)
    kind_of(options.out)  # before anything is read: a wrong name is told at once
    order = ReportOrder(options.out, scope, times, now, archive_folder())
    url = options.store or store_url(settings)  # one that somebody names is there already, or the name is wrong
    with interruptible() as should_stop, closing(RecordStore.open(url, make=not options.store)) as store:
        if store.remark:
            terminal.note(store.remark)
        records = chosen(store.iterate(filter_of(scope)), scope, times)
        made = write_report(terminal.counted(records, None, "Reading", " records"), order, write_pdf, should_stop)
    terminal.result(report_fields(made, options.out, times), _text(made, options.out, times))
    return DONE


def store_url(settings: StationSettings) -> str | None:
    """Where the station keeps its records; None for this computer's own place."""
    return settings.records_url or None


def report_fields(made: Report, path: Path, times: ShiftTimes) -> dict[str, Any]:
    """A report as the fields of its line of JSON."""
    return {
        "file": str(path),
        "scope": scope_text(made, times.zone),
        "first": _time(made.first),
        "last": _time(made.last),
        **figure_fields(made.figures),
        "shifts": _rows(made.by_shift, "shift"),
        "recipes": _rows(made.by_recipe, "recipe"),
        "lots": _rows(made.by_lot, "lot"),
        "places": [_places(places) for places in made.places],
        "trends": [_trend(trend, times) for trend in made.trends],
        "worst": [_worst(record) for record in made.worst],
    }


def figure_fields(figures: Figures) -> dict[str, Any]:
    """Counts and shares (0 to 1, null without parts)."""
    shares = {"yield": figures.passed_share, "reject_share": figures.rejected_share}
    return {"parts": figures.parts, **asdict(figures), **shares}


def _rows(table: Breakdown[Any], name: str) -> list[dict[str, Any]]:
    rows = [{name: str(row.key), **figure_fields(row.figures)} for row in table.rows]
    return rows if table.others is None else [*rows, {name: None, **figure_fields(table.others)}]


def _places(places: Places) -> dict[str, Any]:
    return {
        "recipe": places.recipe,
        "failed": places.failed,
        "named": dict(places.named),
        "counts": places.counts.tolist(),
    }


def _trend(trend: Trend, times: ShiftTimes) -> dict[str, Any]:
    spells = [
        {
            "drift": spell.drift,
            "since": _time(spell.since),
            "until": _time(spell.until),
            "level": spell.level,
            "failed": spell.failed,
        }
        for spell in trend.spells
    ]
    return {
        **asdict(trend.line),
        "parts": trend.parts,
        "drift": trend.drift,
        "usual_level": None if trend.baseline is None else trend.baseline.level.centre,
        "usual_failed": None if trend.baseline is None else trend.baseline.usual_failed,
        "spells": spells,
        "sentences": trend_sentences(trend, times.zone),
    }


def _worst(record: Record) -> dict[str, Any]:
    return {"id": record.id, "name": record.name, "score": record.score, "image": record.image}


def _time(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).isoformat()


def _text(made: Report, path: Path, times: ShiftTimes) -> str:
    lines = [f"{readable_name(path)}: {headline(made)}"]
    for trend in made.trends:
        lines += [f"{line_text(trend.line)}: {sentence}" for sentence in trend_sentences(trend, times.zone)]
    lines += [f"{places.recipe}: {places.sentence}" for places in made.places]
    return "\n".join(lines)
