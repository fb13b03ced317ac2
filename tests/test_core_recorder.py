"""Results are kept in order, in another thread; none is lost, and an error is heard."""

import threading

import numpy as np
import pytest

from core.errors import OutputError
from core.inspection.recorder import PictureResult, Recorder, settling
from core.types import Frame, Inspection, SkippedImage, Verdict

PATIENCE_S = 20.0


def result(number: int, verdict: Verdict = Verdict.PASS) -> Inspection:
    frame = Frame(np.zeros((1, 1, 3), np.uint8), f"{number}", number, 0.0)
    return Inspection(frame, np.zeros((1, 1), np.float32), 0.4, verdict, (), 1.0)


def test_everything_is_recorded_in_order_in_one_other_thread() -> None:
    kept: list[PictureResult] = []
    threads: set[int] = set()

    def keep(record: PictureResult) -> None:
        kept.append(record)
        threads.add(threading.get_ident())

    results: list[PictureResult] = [result(1), SkippedImage("2", 2, "2 is damaged."), result(3)]
    with Recorder([keep]) as recorder:
        for one in results:
            recorder.add(one)
    assert kept == results
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_who_adds_waits_while_the_disk_is_slow() -> None:
    may_go, three_added = threading.Semaphore(0), threading.Event()
    added: list[int] = []

    def slow(_: PictureResult) -> None:
        assert may_go.acquire(timeout=PATIENCE_S)

    with Recorder([slow], capacity=2) as recorder:

        def add_all() -> None:
            for number in range(6):
                recorder.add(result(number))
                added.append(number)
                if len(added) == 3:
                    three_added.set()

        adding = threading.Thread(target=add_all)
        adding.start()
        assert three_added.wait(PATIENCE_S)
        assert len(added) == 3  # one is in hand, two wait, and the fourth has no room
        assert adding.is_alive()
        may_go.release(6)
        adding.join(PATIENCE_S)
        assert len(added) == 6


def test_an_error_is_raised_where_parts_are_inspected_and_nobody_waits_for_ever() -> None:
    heard = threading.Event()

    def full(_: PictureResult) -> None:
        heard.set()
        raise OutputError("The disk is full. Free some space.")

    def add_many() -> None:
        with Recorder([full], capacity=1) as recorder:
            for number in range(100):
                recorder.add(result(number))

    with pytest.raises(OutputError, match="The disk is full"):
        add_many()
    assert heard.is_set()


def test_an_error_of_the_last_result_is_heard_at_the_end() -> None:
    def full(_: PictureResult) -> None:
        raise ZeroDivisionError

    with pytest.raises(OutputError, match="ZeroDivisionError"), Recorder([full]) as recorder:
        recorder.add(result(1))


def test_without_sinks_there_is_no_thread() -> None:
    before = threading.active_count()
    with Recorder([]) as recorder:
        recorder.add(result(1))
        assert threading.active_count() == before


class Folder:
    name, total = "hot", None

    def __init__(self) -> None:
        self.settled: list[tuple[str, Verdict | None]] = []

    def frames(self) -> object:
        raise NotImplementedError

    def settle(self, item: Frame | SkippedImage, verdict: Verdict | None) -> None:
        self.settled.append((item.name, verdict))


def test_a_source_that_wants_to_know_is_told() -> None:
    folder = Folder()
    with Recorder(settling(folder)) as recorder:  # type: ignore[arg-type]
        recorder.add(result(1, Verdict.FAIL))
        recorder.add(SkippedImage("2", 2, "2 is damaged."))
    assert folder.settled == [("1", Verdict.FAIL), ("2", None)]


def test_a_source_that_does_not_is_left_alone() -> None:
    class Plain:
        name, total = "plain", None

        def frames(self) -> object:
            raise NotImplementedError

    assert settling(Plain()) == []  # type: ignore[arg-type]
