"""Faults at random moments in the whole window: `python -m benchmarks.faults [--faults 200] [--seed 0] [--json]`.

The test source plays stalls, freezes, hanging drivers, unplugging, exceptions and garbage between good pictures. Of
each fault: was it shown as a state that is not LIVE, was any of its pictures judged, and how long after its end did a
verdict come. An exception is over at once, so only the way back from it is timed.
"""

import argparse
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, QTimer, Slot

from benchmarks.open_window import open_and_start, run_for, taught_recipe
from benchmarks.soak import QuickInspector
from core.sources.faults import random_faults
from core.sources.live import LiveSource
from core.sources.script import Act
from core.sources.scripted import ScriptedDevice, policy_of
from core.sources.timeline import PlayedFault
from core.terminal import Terminal
from core.types import Inspection
from gui.app import Opened
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.services import Services
from gui.station.activity import Activity
from gui.station.inspection_worker import Result

LOOK_MS = 20
PERIOD_S = 0.033
JUDGED_WORDS = ("PASS", "REVIEW", "FAIL")


@dataclass(frozen=True)
class Look:
    """What stood on the screen at a moment: the tile's text, and whether it names a verdict about a part."""

    at: float
    tile: str

    @property
    def has_verdict(self) -> bool:
        """Whether the tile says something about a part."""
        return self.tile.startswith(JUDGED_WORDS)


class Onlooker(QObject):
    """Looks at the verdict tile fifty times a second, and notes each part that was judged."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.window)
        tile = opened.window.findChild(VerdictTile)
        if tile is None:
            raise SystemExit("The window has no verdict tile.")
        self._tile = tile
        self.looks: list[Look] = []
        self.judged: list[tuple[float, float]] = []  # captured, seen
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._on_look)
        opened.station.results_arrived.connect(self._on_results)
        self._timer.start()

    @Slot()
    def _on_look(self) -> None:
        self.looks.append(Look(perf_counter(), self._tile.accessibleName()))

    @Slot(object)
    def _on_results(self, results: list[Result]) -> None:
        now = perf_counter()
        parts = [result for result in results if isinstance(result, Inspection) and result.verdict.about_part]
        self.judged += [(part.frame.captured_at, now) for part in parts]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--faults", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    logging.getLogger().addHandler(logging.NullHandler())  # the faults are made up: their tracebacks tell nothing
    script = random_faults(arguments.faults, arguments.seed)
    policy, devices = policy_of(script), []

    def open_source(_spec: str, _stall_periods: float) -> LiveSource:
        devices.append(ScriptedDevice(script, "Test source"))  # its script runs from now on
        return LiveSource(devices[0], policy)

    services = Services(make_inspector=lambda _: QuickInspector(), open_source=open_source)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        opened = open_and_start(taught_recipe(folder, images=4), "test:faults", folder / "settings.json", services)
        onlooker = Onlooker(opened)
        while opened.station.activity not in (Activity.FINISHED, Activity.FAILED):
            run_for(1.0)
        opened.window.close()
    still_s = policy.frozen_after * script.period_s
    fields = findings(devices[0].faults, onlooker, still_s) | {
        "program_failed": float(opened.station.activity is Activity.FAILED)
    }
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


def findings(faults: Sequence[PlayedFault], onlooker: Onlooker, still_s: float) -> dict[str, float]:
    """Over all faults: how many were shown, how many pictures of theirs were judged, and the times of recovery.

    The first `still_s` seconds of a frozen picture can't be told from a still part, and may be judged.
    """
    shown, judged_in_fault = 0, 0
    recovery: list[float] = []
    for fault, after in zip(faults, [*faults[1:], None], strict=True):
        end = fault.ended_at if fault.ended_at is not None else fault.began_at
        latest = after.began_at if after is not None else float("inf")
        shown += any(
            fault.began_at <= look.at <= min(end + 1, latest) and not look.has_verdict for look in onlooker.looks
        )
        blind = still_s if fault.act is Act.FREEZE else 0.0
        margin = 2 * PERIOD_S
        judged_in_fault += sum(fault.began_at + blind + margin < at < end - margin for at, _ in onlooker.judged)
        back = [seen for at, seen in onlooker.judged if end <= at <= latest]
        recovery.append(min(back) - end if back else float("inf"))
    verdicts_on_screen = sum(look.has_verdict for look in onlooker.looks)
    return {
        "faults": float(len(faults)),
        "shown": float(shown),
        "pictures_of_faults_judged": float(judged_in_fault),
        "recovery_s_median": float(np.median(recovery)),
        "recovery_s_max": float(max(recovery)),
        "not_recovered": float(np.isinf(recovery).sum()),
        "parts_judged": float(len(onlooker.judged)),
        "share_of_looks_with_verdict": verdicts_on_screen / len(onlooker.looks),
    }


if __name__ == "__main__":
    main()
