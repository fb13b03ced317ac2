"""What the command line prints: text and a progress bar for people, JSON for programs."""

import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self, TypeVar

from tqdm import tqdm

from core.types import Inspection, TrainingProgress

_T = TypeVar("_T")

tqdm.monitor_interval = 0  # no thread has to watch over bars that look at the clock at every step


class Terminal:
    """Results go to stdout, all else to stderr, so that a program reading stdout gets results alone."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json

    def result(self, fields: dict[str, Any], text: str) -> None:
        """One result: a line of JSON where it is asked for, else the text."""
        line = json.dumps(_without_nan(fields)) if self._as_json else text
        with tqdm.external_write_mode(file=sys.stdout):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

    def note(self, text: str) -> None:
        """A line for people."""
        with tqdm.external_write_mode(file=sys.stderr):
            sys.stderr.write(text + "\n")

    def counted(self, items: Iterable[_T], total: int | None, what: str, unit: str = "image") -> Iterator[_T]:
        """The items, with a bar that moves as they are worked off."""
        return iter(tqdm(items, desc=what, total=total, unit=unit, **_looks()))

    def reported(self, items: Iterable[_T], total: int | None, what: str) -> Iterator[_T]:
        """The same for items each of which gives a result: in a log file they tell how far it is, without a bar."""
        return self.counted(items, total, what) if sys.stderr.isatty() else iter(items)

    @contextmanager
    def bar(self, total: int, what: str) -> Iterator[Callable[[int], None]]:
        """A bar for work that isn't a loop of ours; it is told how many images are done."""
        with tqdm(desc=what, total=total, unit="image", **_looks()) as bar:
            yield lambda done: bar.update(done - bar.n)


class TrainingBar:
    """The bar of teaching: the share of all work done, what is being done, how long it will still take."""

    def __enter__(self) -> Self:
        self._bar = tqdm(total=1.0, bar_format="{percentage:3.0f} % |{bar:30}| {desc}", **_looks())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.close()

    def show(self, progress: TrainingProgress) -> None:
        """Move the bar."""
        left = "" if progress.seconds_left is None else f", about {progress.seconds_left:.0f} s left"
        self._bar.set_description_str(progress.stage + left, refresh=False)
        self._bar.update(progress.fraction - self._bar.n)


def _looks() -> dict[str, Any]:
    """What all bars have in common; in a log file, where each drawing is a line, they are drawn seldom."""
    seconds_between = 0.1 if sys.stderr.isatty() else 5.0
    return {"file": sys.stderr, "leave": False, "mininterval": seconds_between, "miniters": 0}


def _without_nan(value: object) -> object:
    """JSON has no NaN: a score that is no number becomes null."""
    if isinstance(value, dict):
        return {key: _without_nan(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(entry) for entry in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def inspection_fields(inspection: Inspection) -> dict[str, Any]:
    """An inspection as the fields of a line of JSON."""
    return {
        "number": inspection.frame.number,
        "name": inspection.frame.name,
        "verdict": inspection.verdict,
        "score": inspection.score,
        "regions": [asdict(region) for region in inspection.regions],
        "latency_ms": inspection.latency_ms,
        **({"reason": inspection.reason} if inspection.reason else {}),
        **({"warning": inspection.warning} if inspection.warning else {}),
    }


def inspection_line(inspection: Inspection) -> str:
    """An inspection as a line for people."""
    count = len(inspection.regions)
    regions = f"  {count} region{'s' * (count != 1)}" if count else ""
    why = inspection.reason or inspection.warning
    reason = f"  {why}" if why else ""
    return f"{inspection.verdict:5} {inspection.score:6.2f}  {inspection.frame.name}{regions}{reason}"
