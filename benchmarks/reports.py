"""How long reports take and what memory, and how often a drift is told that is none, or told as the wrong one."""

import argparse
import json
import multiprocessing
import resource
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import numpy as np
import numpy.typing as npt

from benchmarks.records import fill
from core.records.record import Filter
from core.records.store import RecordStore
from core.reports.drift import Drift
from core.reports.files import ReportOrder, write_report
from core.reports.report import Report, Scope
from core.reports.trend import Line, Trend, TrendTally
from core.shifts import ShiftTimes

_BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
_LENGTH = 10_000  # parts of a series: a long shift
_CHANGE = 3_000  # the part from which on something else holds
_FEW = 1_000

Scores = npt.NDArray[np.float64]
Rng = np.random.Generator


def _good(rng: Rng, count: int) -> Scores:
    scores: Scores = 0.3 + rng.gamma(4.0, 0.04, count)
    return scores


def _mixed(rng: Rng, count: int, bad: float) -> Scores:
    return np.where(rng.random(count) < bad, rng.uniform(1, 3, count), _good(rng, count))


def _alike(rng: Rng, count: int) -> Scores:
    """Neighbours are alike, with a correlation of 0.5, as parts of one mould are."""
    noise, scores = rng.normal(0, 0.08, count), np.empty(count)
    scores[0] = noise[0]
    for index in range(1, count):
        scores[index] = 0.5 * scores[index - 1] + 0.866 * noise[index]
    return 0.5 + scores


STEADY: Mapping[str, Callable[[Rng], Scores]] = {
    "skewed": lambda rng: _good(rng, _LENGTH),
    "normal": lambda rng: rng.normal(0.5, 0.1, _LENGTH),
    "heavy tails (t, 3)": lambda rng: 0.4 + 0.05 * rng.standard_t(3, _LENGTH),
    "neighbours alike": lambda rng: _alike(rng, _LENGTH),
    "1 % fails": lambda rng: _mixed(rng, _LENGTH, 0.01),
    "10 % fails": lambda rng: _mixed(rng, _LENGTH, 0.1),
}


def _moved(by: float) -> Callable[[Rng], Scores]:
    return lambda rng: np.concatenate([_good(rng, _CHANGE), _good(rng, _LENGTH - _CHANGE) + by])


def _worse(share: float) -> Callable[[Rng], Scores]:
    return lambda rng: np.concatenate([_mixed(rng, _CHANGE, 0.002), _mixed(rng, _LENGTH - _CHANGE, share)])


CHANGED: Mapping[str, tuple[Drift, Callable[[Rng], Scores]]] = {
    **{f"all scores + {by:g}": (Drift.STATION, _moved(by)) for by in (0.04, 0.08, 0.2, 0.5, 1.5)},
    **{f"{share:.0%} fail": (Drift.PARTS, _worse(share)) for share in (0.02, 0.05, 0.1, 0.3, 0.7, 0.8)},
}


def trend_of(scores: Scores) -> Trend:
    """What is told of scores, a part a second; those from 1 on fail."""
    tally = TrendTally(Line("", "", 1))
    for second, score in enumerate(scores.tolist()):
        tally.add(_BEGIN + timedelta(seconds=second), score, score >= 1)
    return tally.trend


def false_warnings(series: int) -> dict[str, float]:
    """The share of steady series that a drift is told of."""
    rng = np.random.default_rng(0)
    return {
        name: sum(bool(trend_of(make(rng)).spells) for _ in range(series)) / series for name, make in STEADY.items()
    }


def causes(series: int) -> dict[str, dict[str, float]]:
    """Of series in which something changes: the share told with the right cause alone, and parts until it could be."""
    rng, found = np.random.default_rng(1), {}
    for name, (cause, make) in CHANGED.items():
        trends = [trend_of(make(rng)) for _ in range(series)]
        right = [trend for trend in trends if {spell.drift for spell in trend.spells} == {cause}]
        begun = [(trend.spells[0].since - _BEGIN).total_seconds() - _CHANGE for trend in right]
        found[name] = {
            "right": len(right) / series,
            "dated after parts (median)": float(np.median(begun)) if begun else float("nan"),
        }
    return found


def _written(
    url: str, path: str, limit_days: float | None, answers: "multiprocessing.Queue[tuple[float, int]]"
) -> None:
    store, started = RecordStore.open(url), perf_counter()
    until = None if limit_days is None else _BEGIN + timedelta(days=limit_days)
    order = ReportOrder(Path(path), Scope(), ShiftTimes(zone=UTC), _BEGIN)
    write_report(store.iterate(Filter(until=until)), order, _no_pdf, lambda: False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # on Linux it is in KiB
    answers.put((perf_counter() - started, peak))
    store.close()


def _no_pdf(_report: Report, _order: ReportOrder) -> None:
    raise AssertionError


def files(records: int) -> dict[str, dict[str, float]]:
    """Seconds, and the peak of memory beyond that of a thousand records, for each kind of file; a process each."""
    found: dict[str, dict[str, float]] = {}
    fresh = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'records.sqlite'}"
        store = RecordStore.open(url)
        fill(store, records)
        store.close()
        for ending in (".html", ".csv", ".parquet"):
            figures = []
            for days in (_FEW / 86_400, None):
                answers: multiprocessing.Queue[tuple[float, int]] = fresh.Queue()
                path = Path(folder) / f"report{ending}"
                process = fresh.Process(target=_written, args=(url, str(path), days, answers))
                process.start()
                figures.append(answers.get())
                process.join()
            (_, few), (seconds, many) = figures
            megabytes = path.stat().st_size / 1e6
            found[ending] = {"seconds": seconds, "more MiB than of 1,000": many - few, "MB": megabytes}
    return found


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    false, told = false_warnings(arguments.series), causes(max(1, arguments.series // 5))
    written = files(arguments.records)
    if arguments.json:
        print(json.dumps({"false warnings": false, "causes": told, "files": written}))
        return
    for name, share in false.items():
        print(f"false warnings, {name}: {share:.1%}")
    for name, values in (*told.items(), *written.items()):
        print(f"{name}: " + ", ".join(f"{what} {value:.3g}" for what, value in values.items()))


if __name__ == "__main__":
    main()
