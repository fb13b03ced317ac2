import math
import sys
import threading
import weakref
from collections.abc import Callable

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import QObject, Signal, Slot
from pytestqt.qtbot import QtBot
from stand_ins import PATIENCE_S, EndlessSource, Gate, ScriptedSource, StandInInspector, finish, make_frame, make_frames

from core.errors import Cancelled, ImageError, RecipeError, SourceError
from core.types import Frame, Inspection, SkippedImage, TrainingProgress
from gui import workers
from gui.inspection_run import InspectionRun
from gui.inspection_worker import InspectionWorker, Inspects, Result
from gui.run_control import LatestValue, ResultQueue, RunControl
from gui.teaching_worker import TeachingRun, TeachingWorker
from gui.workers import Failure, TaskWorker, Worker, WorkerThread

PATIENCE_MS = round(PATIENCE_S * 1000)


class Notes(QObject):
    """Writes down what a worker says, in the test's thread (qtbot.waitSignal on a worker would act in the worker's)."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self.outcomes: list[object] = []
        self.results: list[Result] = []
        self.devices: list[str] = []
        self.announcements = 0
        worker.done.connect(self.on_done)
        worker.failed.connect(self.on_failed)
        worker.cancelled.connect(self.on_cancelled)
        worker.ended.connect(self.on_ended)

    @Slot(object)
    def on_done(self, thing: object) -> None:
        self.outcomes.append(("done", thing))

    @Slot(object)
    def on_failed(self, failure: Failure) -> None:
        self.outcomes.append(("failed", failure))

    @Slot()
    def on_cancelled(self) -> None:
        self.outcomes.append("cancelled")

    @Slot()
    def on_ended(self) -> None:
        self.outcomes.append("ended")

    @Slot(object)
    def on_results(self, results: list[Result]) -> None:
        self.results += results

    @Slot()
    def on_results_waiting(self) -> None:
        self.announcements += 1

    @Slot(str)
    def on_loaded(self, device: str) -> None:
        self.devices.append(device)


def in_thread(target: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=target)
    thread.start()
    return thread


def join(thread: threading.Thread) -> None:
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def run_to_its_end(qtbot: QtBot, thread: WorkerThread) -> None:
    with qtbot.waitSignal(thread.ended, timeout=PATIENCE_MS):
        thread.start()


def inspect_all(qtbot: QtBot, inspector: Inspects, source: ScriptedSource) -> Notes:
    worker = InspectionWorker(lambda: inspector, source)
    notes, run = Notes(worker), InspectionRun(worker)
    run.results_arrived.connect(notes.on_results)
    run_to_its_end(qtbot, run)
    run.take_results()
    return notes


# The boxes between the threads


def test_a_full_queue_holds_up_who_fills_it_and_drops_nothing() -> None:
    queue: ResultQueue[int] = ResultQueue(4)
    filler = in_thread(lambda: [queue.put(number) for number in range(500)])
    taken: list[int] = []
    largest = 0
    while len(taken) < 500:
        batch = queue.take_all()
        largest = max(largest, len(batch))
        taken += batch
    join(filler)
    assert taken == list(range(500))
    assert largest <= 4


def test_only_the_first_result_is_announced_until_they_are_taken() -> None:
    queue: ResultQueue[int] = ResultQueue(8)
    assert [queue.put(number) for number in range(3)] == [True, False, False]
    assert queue.take_all() == [0, 1, 2]
    assert queue.put(3)


def test_closing_a_full_queue_lets_the_last_result_in() -> None:
    queue: ResultQueue[int] = ResultQueue(1)
    queue.put(1)
    filler = in_thread(lambda: queue.put(2))
    queue.close()
    join(filler)
    assert queue.take_all() == [1, 2]


def test_the_latest_value_replaces_one_that_nobody_took() -> None:
    box: LatestValue[int] = LatestValue()
    assert box.take() is None
    assert [box.put(1), box.put(2)] == [True, False]
    assert box.take() == 2
    assert box.take() is None
    assert box.put(3)


def test_stop_wakes_who_waits_long_and_who_is_paused() -> None:
    for prepare, seconds in ((lambda _: None, 1e6), (RunControl.pause, 0.0)):
        control = RunControl()
        prepare(control)
        answers: list[bool] = []
        waiter = in_thread(lambda c=control, s=seconds, a=answers: a.append(c.wait(s)))
        control.stop()
        join(waiter)
        assert answers == [False]


def test_resume_wakes_who_is_paused() -> None:
    control = RunControl()
    control.pause()
    answers: list[bool] = []
    waiter = in_thread(lambda: answers.append(control.wait(0.0)))
    assert answers == []
    control.resume()
    join(waiter)
    assert answers == [True]


# How work ends


def raising(error: Exception) -> Callable[[], object]:
    def work() -> object:
        raise error

    return work


@pytest.mark.parametrize(
    ("task", "outcome"),
    [
        (lambda: 42, ("done", 42)),
        (raising(Cancelled("enough")), "cancelled"),
        (raising(RecipeError("nut.filbert is empty.")), ("failed", Failure("nut.filbert is empty."))),
    ],
)
def test_work_ends_in_one_way_and_then_says_so(qtbot: QtBot, task: Callable[[], object], outcome: object) -> None:
    worker = TaskWorker(task)
    notes = Notes(worker)
    run_to_its_end(qtbot, WorkerThread(worker))
    assert notes.outcomes == [outcome, "ended"]


def test_an_unforeseen_exception_becomes_sentences_and_is_logged(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    worker = TaskWorker(raising(ZeroDivisionError("by nothing")))
    notes = Notes(worker)
    run_to_its_end(qtbot, WorkerThread(worker))
    [(_, failure), _ended] = notes.outcomes
    assert failure.what == "Something unforeseen happened: ZeroDivisionError: by nothing."
    assert "Press Start" in failure.advice
    assert "Traceback" in caplog.text


def test_a_thread_that_does_not_end_in_time_is_kept_and_told_of(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[WorkerThread] = []
    monkeypatch.setattr(workers, "_abandoned", kept)
    gate = Gate()
    thread = WorkerThread(TaskWorker(gate.pass_through))
    thread.start()
    assert not thread.wait(1)
    assert kept == [thread]
    assert workers.thread_left()
    assert "did not end" in caplog.text
    gate.open()
    assert thread.wait(PATIENCE_MS)
    assert not workers.thread_left()


# Inspecting


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


# Teaching


def test_the_window_hears_of_the_latest_progress_only(qtbot: QtBot) -> None:
    def teach(on_progress: Callable[[TrainingProgress], None], _should_stop: Callable[[], bool]) -> str:
        for step in range(1000):
            on_progress(TrainingProgress("Learning", step / 1000, None))
        return "recipe"

    worker = TeachingWorker(teach)
    notes, run = Notes(worker), TeachingRun(worker)
    heard: list[TrainingProgress] = []
    run.progressed.connect(heard.append)
    with qtbot.waitSignal(run.ended):
        run.start()
        assert run.wait(PATIENCE_MS)  # nothing reaches the window meanwhile
    assert [progress.fraction for progress in heard] == [0.999]
    assert notes.outcomes == [("done", "recipe"), "ended"]


def test_teaching_stops_when_asked_to(qtbot: QtBot) -> None:
    gate = Gate()

    def teach(_on_progress: Callable[[TrainingProgress], None], should_stop: Callable[[], bool]) -> object:
        while not should_stop():
            gate.pass_through()
        raise Cancelled("Teaching was stopped.")

    worker = TeachingWorker(teach)
    notes, run = Notes(worker), TeachingRun(worker)
    with qtbot.waitSignal(run.ended, timeout=PATIENCE_MS):
        run.start()
        run.stop()
        gate.open()
    assert notes.outcomes == ["cancelled", "ended"]


# The binding


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on")
def test_the_binding_loses_no_references(qtbot: QtBot) -> None:
    """PySide6 6.12.0 lost one at each call, and the process was aborted within minutes."""

    class Source(QObject):
        flag = Signal(bool)

    source = Source()
    heard: list[bool] = []
    source.flag.connect(heard.append)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(200):
        source.flag.emit(True)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert after[0] > before[0] - 100
    assert after[1] > before[1] - 100
    assert len(heard) == 200
