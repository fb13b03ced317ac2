import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from live_stand_ins import in_thread, join

from gui.run_control import LatestValue, ResultQueue, RunControl


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


def test_a_full_queue_is_announced_again_so_that_nobody_waits_for_the_next_tick() -> None:
    queue: ResultQueue[int] = ResultQueue(3)
    assert [queue.put(number) for number in range(3)] == [True, False, True]
    assert queue.is_full
    queue.take_all()
    assert not queue.is_full


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


def test_stop_wakes_who_is_paused() -> None:
    control = RunControl()
    control.pause()
    answers: list[bool] = []
    waiter = in_thread(lambda: answers.append(control.wait()))
    control.stop()
    join(waiter)
    assert answers == [False]


def test_resume_wakes_who_is_paused() -> None:
    control = RunControl()
    control.pause()
    answers: list[bool] = []
    waiter = in_thread(lambda: answers.append(control.wait()))
    assert answers == []
    control.resume()
    join(waiter)
    assert answers == [True]
