import math
import threading
import weakref

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from pytestqt.qtbot import QtBot
from sitting import PATIENCE_MS
from stand_ins import (
    EndlessSource,
    Notes,
    ScriptedSource,
    StandInInspector,
    finish,
    make_frame,
    make_frames,
    raising,
    run_to_its_end,
)

from core.errors import ImageError, RecipeError, SourceError
from core.types import Frame, Inspection, SkippedImage
from gui.inspection_run import InspectionRun
from gui.inspection_worker import InspectionWorker, Inspects
from gui.run_control import RunControl
from gui.workers import Failure, WorkerThread


def inspect_all(qtbot: QtBot, inspector: Inspects, source: ScriptedSource) -> Notes:
    worker = InspectionWorker(lambda: inspector, source)
    notes, run = Notes(worker), InspectionRun(worker)
    run.results_arrived.connect(notes.on_results)
    run_to_its_end(qtbot, run)
    run.take_results()
    return notes


def test_each_frame_is_inspected_once_in_order_and_not_in_the_windows_thread(qtbot: QtBot) -> None:
    inspector = StandInInspector()
    frames = make_frames(100)
    notes = inspect_all(qtbot, inspector, ScriptedSource(frames))
    assert [result.frame for result in notes.results if isinstance(result, Inspection)] == frames
    assert notes.outcomes == [("done", None), "ended"]
    assert threading.get_ident() not in inspector.threads


def test_the_device_is_told_once_the_inspector_is_there(qtbot: QtBot) -> None:
    worker = InspectionWorker(lambda: StandInInspector(device_label="abacus"), ScriptedSource([]))
    notes = Notes(worker)
    worker.loaded.connect(notes.on_loaded)
    run_to_its_end(qtbot, InspectionRun(worker))
    assert notes.devices == ["abacus"]


def test_a_frame_that_cannot_be_inspected_is_skipped_and_the_run_goes_on(qtbot: QtBot) -> None:
    def score_of(frame: Frame) -> float:
        if frame.number == 2:
            raise ImageError("002.png is 1 × 1 pixels. Use larger images.")
        return 0.4

    unread = SkippedImage("bad.png", 4, "bad.png is damaged.")
    notes = inspect_all(qtbot, StandInInspector(score_of), ScriptedSource([*make_frames(3), unread]))
    assert notes.results[1] == SkippedImage("002.png", 2, "002.png is 1 × 1 pixels. Use larger images.")
    assert notes.results[3] == unread
    assert [type(result) for result in notes.results].count(Inspection) == 2
    assert notes.outcomes[0] == ("done", None)


def test_a_source_that_goes_away_ends_the_run_after_what_it_gave(qtbot: QtBot) -> None:
    gone = SourceError("The folder parts has gone. Open it again.")
    notes = inspect_all(qtbot, StandInInspector(), ScriptedSource([*make_frames(2), gone]))
    assert len(notes.results) == 2
    assert notes.outcomes == [("failed", Failure(str(gone))), "ended"]


def test_a_recipe_that_cannot_be_loaded_ends_the_run(qtbot: QtBot) -> None:
    worker = InspectionWorker(raising(RecipeError("It is from a newer version.")), ScriptedSource(make_frames(1)))
    notes = Notes(worker)
    run_to_its_end(qtbot, InspectionRun(worker))
    assert notes.outcomes == [("failed", Failure("It is from a newer version.")), "ended"]


@pytest.mark.parametrize("no_score", [math.nan, math.inf])
def test_a_score_that_is_no_number_is_never_a_result(qtbot: QtBot, no_score: float) -> None:
    inspector = StandInInspector(lambda frame: no_score if frame.number == 2 else 0.4)
    notes = inspect_all(qtbot, inspector, ScriptedSource(make_frames(3)))
    assert len(notes.results) == 1
    [(outcome, failure), _ended] = notes.outcomes
    assert outcome == "failed"
    assert failure.what.startswith("002.png got no score")


def test_results_are_announced_once_while_nobody_takes_them(qtbot: QtBot) -> None:
    worker = InspectionWorker(StandInInspector, ScriptedSource(make_frames(20)))
    thread = WorkerThread(worker)  # unlike an InspectionRun it takes no results
    notes = Notes(worker)
    worker.results_waiting.connect(notes.on_results_waiting)
    run_to_its_end(qtbot, thread)
    assert notes.announcements == 1
    assert len(worker.results.take_all()) == 20


def test_a_paused_run_stands_still_and_goes_on_with_the_next_frame(qtbot: QtBot) -> None:
    inspector = StandInInspector()
    worker = InspectionWorker(lambda: inspector, ScriptedSource(make_frames(9)))

    def pause_at_third(frame: Frame) -> float:
        if frame.number == 3:
            worker.control.pause()
        return 0.4

    inspector.score_of = pause_at_third
    notes, run = Notes(worker), InspectionRun(worker)
    run.results_arrived.connect(notes.on_results)
    run.start()
    qtbot.waitUntil(lambda: len(notes.results) == 3, timeout=PATIENCE_MS)
    with qtbot.waitSignal(run.ended, timeout=PATIENCE_MS):
        assert len(inspector.seen) == 3
        run.resume()
    run.take_results()
    assert inspector.seen == [f"{number:03}.png" for number in range(1, 10)]
    assert len(notes.results) == 9


def test_stop_in_the_middle_loses_no_finished_part(qtbot: QtBot) -> None:
    inspector = StandInInspector()
    worker = InspectionWorker(lambda: inspector, EndlessSource())
    notes, run = Notes(worker), InspectionRun(worker)
    run.results_arrived.connect(notes.on_results)
    run.start()
    qtbot.waitUntil(lambda: len(notes.results) >= 5, timeout=PATIENCE_MS)
    with qtbot.waitSignal(run.ended, timeout=PATIENCE_MS):
        run.stop()
    run.take_results()
    assert notes.outcomes == ["cancelled", "ended"]
    assert [part.frame.name for part in notes.results if isinstance(part, Inspection)] == inspector.seen


def test_stop_wakes_a_run_that_waits_for_the_screen(qtbot: QtBot) -> None:
    inspector = StandInInspector()
    worker = InspectionWorker(lambda: inspector, EndlessSource())
    thread = WorkerThread(worker)  # takes no results, so the queue fills up
    thread.start()
    qtbot.waitUntil(lambda: len(inspector.seen) > 32, timeout=PATIENCE_MS)
    finish(thread)
    assert len(worker.results.take_all()) == len(inspector.seen) == 33


def test_stop_wakes_a_run_that_waits_for_its_pace(qtbot: QtBot) -> None:
    inspector = StandInInspector()
    worker = InspectionWorker(lambda: inspector, EndlessSource(), pace=1e6)
    thread = WorkerThread(worker)
    thread.start()
    qtbot.waitUntil(lambda: len(inspector.seen) == 1, timeout=PATIENCE_MS)
    finish(thread)
    assert len(worker.results.take_all()) == 1


def test_the_pace_is_kept_between_parts_but_not_before_the_first() -> None:
    waits: list[float] = []

    class ImpatientControl(RunControl):
        def wait(self, seconds: float) -> bool:
            waits.append(seconds)
            return True

    worker = InspectionWorker(StandInInspector, ScriptedSource(make_frames(3)), pace=1e6)
    worker.control = ImpatientControl()
    worker.run()
    assert waits[0] <= 0
    assert all(0 < seconds <= 1e6 for seconds in waits[1:])
    assert len(waits) == 4


def test_a_run_is_gone_once_nobody_holds_it(qtbot: QtBot) -> None:
    run = InspectionRun(InspectionWorker(StandInInspector, ScriptedSource([make_frame(1)])))
    run_to_its_end(qtbot, run)
    gone = weakref.ref(run)
    del run
    assert gone() is None  # without the collector, which may come by in any thread
