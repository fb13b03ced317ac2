"""Parts inspected at once: their order, what may begin when, and how it all ends."""

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from live_stand_ins import PATIENCE_S
from small import frame_of, good_parts, small_recipe

from core.errors import SourceError
from core.inspection import pipeline
from core.inspection.overlap import Overlap
from core.inspection.pipeline import Inspector
from core.inspection.run import Run
from core.types import Frame, Inspection, Verdict


def nothing() -> None:
    pass


def test_results_come_in_order_though_the_second_is_done_first() -> None:
    second_is_done = threading.Event()

    def first() -> int:
        assert second_is_done.wait(PATIENCE_S)
        return 1

    def second() -> int:
        second_is_done.set()
        return 2

    assert list(Overlap((task for task in (first, second, lambda: 3)), 2, nothing).results()) == [1, 2, 3]


def test_where_nothing_gets_old_one_task_is_read_ahead_and_no_more() -> None:
    assert asked_while_two_are_at_work(ahead=1) == [0, 1, 2]


def test_no_task_is_asked_for_before_it_can_begin() -> None:
    assert asked_while_two_are_at_work(ahead=0) == [0, 1]


def asked_while_two_are_at_work(ahead: int) -> list[int]:
    """Which of six tasks have been asked for while the first two are not done, two at once."""
    go, begun, one_asked = threading.Event(), threading.Semaphore(0), threading.Semaphore(0)
    asked: list[int] = []

    def tasks() -> Iterator[Callable[[], int]]:
        for number in range(6):
            asked.append(number)
            one_asked.release()
            yield lambda number=number: task(number)

    def task(number: int) -> int:
        begun.release()
        assert go.wait(PATIENCE_S)
        return number

    results = Overlap(tasks(), 2, nothing, ahead).results()
    taken: list[int] = []
    taker = threading.Thread(target=lambda: taken.extend(results))
    taker.start()
    assert all(begun.acquire(timeout=PATIENCE_S) for _ in range(2))
    assert all(one_asked.acquire(timeout=PATIENCE_S) for _ in range(2 + ahead))
    before = list(asked)
    go.set()
    taker.join(PATIENCE_S)
    assert taken == [0, 1, 2, 3, 4, 5]
    return before


def test_each_thread_of_the_pool_is_entered_once_and_none_is_the_callers() -> None:
    entered: list[int] = []
    at_once = threading.Barrier(2, timeout=PATIENCE_S)

    def task() -> int:
        at_once.wait()
        return threading.get_ident()

    overlap = Overlap((task for _ in range(10)), 2, lambda: entered.append(threading.get_ident()))
    assert set(overlap.results()) == set(entered)
    assert len(entered) == 2
    assert threading.get_ident() not in entered


def test_what_a_task_raises_comes_in_its_place_and_the_tasks_are_closed() -> None:
    closed = threading.Event()

    def tasks() -> Iterator[Callable[[], int]]:
        try:
            yield lambda: 1
            yield lambda: 1 // 0
            while True:
                yield lambda: 3
        finally:
            closed.set()

    results = Overlap(tasks(), 2, nothing).results()
    assert next(results) == 1
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert closed.is_set()


def test_what_the_tasks_raise_comes_after_all_results() -> None:
    def tasks() -> Iterator[Callable[[], int]]:
        yield lambda: 1
        yield lambda: 2
        raise SourceError("parts has gone.")

    results = Overlap(tasks(), 2, nothing).results()
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(SourceError, match="parts has gone"):
        next(results)


def test_giving_up_in_the_middle_leaves_no_thread_and_closes_the_tasks() -> None:
    before = set(threading.enumerate())
    closed = threading.Event()

    def tasks() -> Iterator[Callable[[], int]]:
        try:
            while True:
                yield lambda: 1
        finally:
            closed.set()

    results = Overlap(tasks(), 3, nothing).results()
    next(results)
    results.close()
    assert closed.is_set()
    assert set(threading.enumerate()) == before


class Slow:
    """Takes two at once, and is done with an odd one only after the even one that follows it."""

    device_label = "abacus"
    parts_at_once = 2

    def __init__(self) -> None:
        self.done = [threading.Event() for _ in range(100)]

    def enter_thread(self) -> None:
        pass

    def inspect(self, frame: Frame) -> Inspection:
        if frame.number % 2 == 1:
            assert self.done[frame.number + 1].wait(PATIENCE_S)
        self.done[frame.number].set()
        return Inspection(frame, np.zeros((2, 2), np.float32), 0.4, Verdict.PASS, (), 1.0)


class Listed:
    name, total = "listed", None

    def __init__(self, frames: list[Frame]) -> None:
        self._frames = frames

    def frames(self) -> Iterator[Frame]:
        return iter(self._frames)


def blank_frames(count: int) -> list[Frame]:
    return [frame_of(np.zeros((4, 4, 3), np.uint8), number) for number in range(1, count + 1)]


def test_a_run_over_parts_inspected_at_once_keeps_the_sources_order() -> None:
    frames = blank_frames(10)
    outcomes = list(Run(Listed(frames), Slow()).outcomes())
    assert [outcome.frame for outcome in outcomes if isinstance(outcome, Inspection)] == frames


def test_a_run_that_may_not_go_on_ends_with_what_has_begun() -> None:
    asked = iter([True, True, False])
    outcomes = list(Run(Listed(blank_frames(10)), Slow(), may_go_on=lambda: next(asked)).outcomes())
    assert [outcome.frame.number for outcome in outcomes if isinstance(outcome, Inspection)] == [1, 2]


def test_the_detector_gives_two_at_once_the_scores_it_gives_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "parts_at_once", lambda _: 2)
    inspector = Inspector(small_recipe())
    assert inspector.parts_at_once == 2
    frames = [frame for frame in good_parts(12).frames() if isinstance(frame, Frame)]
    alone = [inspector.inspect(frame) for frame in frames]
    together = [outcome for outcome in Run(Listed(frames), inspector).outcomes() if isinstance(outcome, Inspection)]
    assert [part.frame for part in together] == frames
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_allclose(one.score_map, other.score_map, rtol=1e-5, atol=1e-6)
