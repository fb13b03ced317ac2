from collections.abc import Callable

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from pytestqt.qtbot import QtBot
from sitting import PATIENCE_MS
from stand_ins import Gate, Notes, raising, run_to_its_end

from core.errors import Cancelled, RecipeError
from core.types import TrainingProgress
from gui import workers
from gui.teaching_worker import TeachingRun, TeachingWorker
from gui.workers import Failure, TaskWorker, WorkerThread


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


def test_a_thread_that_does_not_end_in_time_is_told_of_and_kept(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate()
    thread = WorkerThread(TaskWorker(gate.pass_through))
    thread.start()
    assert not thread.wait(1)
    assert "did not end" in caplog.text
    assert workers.thread_left()
    del thread  # Qt would abort here, were it not kept
    gate.open()
    qtbot.waitUntil(lambda: not workers.thread_left(), timeout=PATIENCE_MS)


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
