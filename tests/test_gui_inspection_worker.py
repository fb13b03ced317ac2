import logging
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

from core.errors import ImageError, OutputError, RecipeError, SourceError
from core.inspection.run import Inspects
from core.inspection.trigger import Trigger, TriggerMode
from core.types import Frame, Inspection, SkippedImage, SourceNotice, SourceState, Verdict
from gui.station.inspection_run import InspectionRun
from gui.station.inspection_worker import WAITING_AT_MOST, InspectionWorker
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


def test_results_are_announced_once_while_nobody_takes_them_and_there_is_room(qtbot: QtBot) -> None:
    waiting = WAITING_AT_MOST - 1
    worker = InspectionWorker(StandInInspector, ScriptedSource(make_frames(waiting)))
    thread = WorkerThread(worker)  # unlike an InspectionRun it takes no results
    notes = Notes(worker)
    worker.results_waiting.connect(notes.on_results_waiting)
    run_to_its_end(qtbot, thread)
    assert notes.announcements == 1
    assert len(worker.results.take_all()) == waiting


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
    qtbot.waitUntil(lambda: len(inspector.seen) > WAITING_AT_MOST, timeout=PATIENCE_MS)
    finish(thread)
    assert len(worker.results.take_all()) == len(inspector.seen) == WAITING_AT_MOST + 1


def test_stop_is_heard_while_the_trigger_waits(qtbot: QtBot) -> None:
    inspector = StandInInspector()
    trigger = Trigger(TriggerMode.INTERVAL, interval_s=1e6)
    worker = InspectionWorker(lambda: inspector, EndlessSource(), trigger)
    thread = WorkerThread(worker)
    thread.start()
    qtbot.waitUntil(lambda: len(inspector.seen) == 1, timeout=PATIENCE_MS)
    finish(thread)
    assert len(inspector.seen) == 1


def test_pictures_nobody_asked_a_verdict_on_are_shown_and_not_judged(qtbot: QtBot) -> None:
    class Camera(ScriptedSource):
        live = True

    inspector = StandInInspector()
    worker = InspectionWorker(lambda: inspector, Camera(make_frames(5)), Trigger(TriggerMode.SOFTWARE))
    notes, run = Notes(worker), InspectionRun(worker)
    run.results_arrived.connect(notes.on_results)
    run.preview_arrived.connect(notes.on_preview)
    run_to_its_end(qtbot, run)
    run.take_results()
    assert inspector.seen == []
    assert notes.results == []
    assert notes.previews[-1].number == 5  # of those in between the newest counts


def test_what_the_source_says_of_itself_comes_in_its_place_and_once(qtbot: QtBot) -> None:
    first, second = make_frames(2)
    lost = SourceNotice(SourceState.LOST, "The camera has gone. Plug it in again.")
    live = SourceNotice(SourceState.LIVE)
    notes = inspect_all(qtbot, StandInInspector(), ScriptedSource([first, lost, lost, live, second]))
    assert [type(result) for result in notes.results] == [Inspection, SourceNotice, SourceNotice, Inspection]
    assert notes.results[1:3] == [lost, live]


def test_a_camera_that_hangs_for_long_fills_no_log(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    night = [
        SourceNotice(state, f"The picture has not changed for {second} s.")
        for second in range(50)
        for state in (SourceState.STALLED, SourceState.LOST, SourceState.RECONNECTING)
    ]
    with caplog.at_level(logging.INFO, "gui.station.inspection_run"):
        notes = inspect_all(qtbot, StandInInspector(), ScriptedSource(night))
    assert len(notes.results) == 150  # the screen counts the seconds
    assert [message.split(".")[0] for message in caplog.messages] == [
        "The source is STALLED",
        "The source is LOST",
        "The source is RECONNECTING",
    ]


def test_a_part_that_is_judged_ends_the_trouble_before_it(qtbot: QtBot) -> None:
    stalled = SourceNotice(SourceState.STALLED, "Pictures are too old.", dropped=3)
    first, second = make_frames(2)
    notes = inspect_all(qtbot, StandInInspector(), ScriptedSource([stalled, first, second, stalled, stalled]))
    live = SourceNotice(SourceState.LIVE, dropped=3)
    assert [result for result in notes.results if isinstance(result, SourceNotice)] == [stalled, live, stalled]


def test_a_picture_nobody_asked_for_ends_the_trouble_of_one_that_came_too_late(qtbot: QtBot) -> None:
    class Camera(ScriptedSource):
        live = True

    trigger = Trigger(TriggerMode.SOFTWARE, clock=lambda: 0.5)
    trigger.fire()
    worker = InspectionWorker(StandInInspector, Camera(make_frames(2)), trigger, oldest_s=0.0)
    notes, run = Notes(worker), InspectionRun(worker)
    run.results_arrived.connect(notes.on_results)
    run_to_its_end(qtbot, run)
    run.take_results()
    states = [result.state for result in notes.results if isinstance(result, SourceNotice)]
    assert states == [SourceState.STALLED, SourceState.LIVE]  # one can press again


def test_a_source_is_told_what_became_of_each_picture(qtbot: QtBot) -> None:
    class Folder(ScriptedSource):
        def settle(self, item: Frame | SkippedImage, verdict: Verdict | None) -> None:
            settled.append((item.name, verdict))

    settled: list[tuple[str, Verdict | None]] = []
    unread = SkippedImage("bad.png", 6, "bad.png is damaged.")
    inspect_all(qtbot, StandInInspector(), Folder([*make_frames(5), unread]))
    assert settled == [(f"{n:03}.png", Verdict.FAIL if n == 5 else Verdict.PASS) for n in range(1, 6)] + [
        ("bad.png", None)
    ]


def test_a_run_whose_results_cannot_be_kept_ends_with_the_reason(qtbot: QtBot) -> None:
    class Full(ScriptedSource):
        def settle(self, item: Frame | SkippedImage, verdict: Verdict | None) -> None:
            raise OutputError("The disk is full. Free some space.")

    notes = inspect_all(qtbot, StandInInspector(), Full(make_frames(3)))
    assert notes.outcomes[0] == ("failed", Failure("The disk is full. Free some space."))


def test_a_run_is_gone_once_nobody_holds_it(qtbot: QtBot) -> None:
    run = InspectionRun(InspectionWorker(StandInInspector, ScriptedSource([make_frame(1)])))
    run_to_its_end(qtbot, run)
    gone = weakref.ref(run)
    del run
    assert gone() is None  # without the collector, which may come by in any thread
