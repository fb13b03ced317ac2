"""Which pictures are judged, by a clock that the test turns."""

import threading

import pytest

from core.inspection.trigger import Trigger, TriggerMode


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def taken(trigger: Trigger, moments: list[float]) -> list[float]:
    return [moment for moment in moments if trigger.takes(moment)]


def test_free_running_takes_every_picture() -> None:
    trigger = Trigger()
    assert trigger.wait(0)
    assert taken(trigger, [1.0, 2.0, 3.0]) == [1.0, 2.0, 3.0]


def test_one_press_takes_the_first_picture_captured_after_it() -> None:
    clock = Clock()
    trigger = Trigger(TriggerMode.SOFTWARE, clock=clock)
    assert taken(trigger, [99.0, 100.0]) == []
    trigger.fire()
    assert taken(trigger, [99.9, 100.0, 100.1]) == [100.0]
    trigger.fire()
    trigger.fire()  # before any picture came: it is still one wish
    assert taken(trigger, [100.2, 100.3]) == [100.2]


def test_a_press_wakes_whoever_waits() -> None:
    trigger = Trigger(TriggerMode.SOFTWARE)
    assert not trigger.wait(0)
    woken: list[bool] = []
    waiting = threading.Thread(target=lambda: woken.append(trigger.wait(20)))
    waiting.start()
    trigger.fire()
    waiting.join(20)
    assert woken == [True]


def test_an_interval_takes_the_first_picture_after_each() -> None:
    trigger = Trigger(TriggerMode.INTERVAL, 1.0, Clock())
    frames = [number / 30 for number in range(100)]
    times = taken(trigger, frames)
    assert times == pytest.approx([0.0, 1.0, 2.0, 3.0], abs=1 / 30)


def test_an_interval_doesnt_catch_up_after_a_gap() -> None:
    trigger = Trigger(TriggerMode.INTERVAL, 1.0, Clock())
    assert taken(trigger, [0.0, 10.0, 10.1, 10.2, 11.0, 11.5]) == [0.0, 10.0, 11.0]


def test_an_interval_is_waited_for() -> None:
    clock = Clock()
    trigger = Trigger(TriggerMode.INTERVAL, 5.0, clock)
    assert trigger.wait(0)
    assert trigger.takes(100.0)
    assert not trigger.wait(0)
    clock.now = 105.0
    assert trigger.wait(0)


def test_choosing_another_mode_forgets_the_wish() -> None:
    trigger = Trigger(TriggerMode.SOFTWARE, clock=Clock())
    trigger.fire()
    trigger.choose(TriggerMode.SOFTWARE)
    assert taken(trigger, [200.0]) == []
    trigger.choose(TriggerMode.FREE)
    assert taken(trigger, [1.0]) == [1.0]
    assert trigger.mode is TriggerMode.FREE


def test_a_press_can_be_forgotten_and_an_interval_goes_on() -> None:
    pressed = Trigger(TriggerMode.SOFTWARE, clock=Clock())
    pressed.fire()
    pressed.forget()
    assert taken(pressed, [200.0]) == []
    ticking = Trigger(TriggerMode.INTERVAL, 1.0, Clock())
    assert taken(ticking, [0.0, 0.5]) == [0.0]
    ticking.forget()
    assert taken(ticking, [0.9, 1.0]) == [1.0]
