"""What a run judges, what it passes on, and what it never judges."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from core.errors import ImageError, SourceError
from core.inspection.run import IDLE, Outcome, Run
from core.inspection.trigger import Trigger, TriggerMode
from core.sources.base import SourceItem
from core.types import Frame, Inspection, SkippedImage, SourceNotice, SourceState, Verdict

LOST = SourceNotice(SourceState.LOST, "The camera has gone. Plug it in again.")


def frame(number: int, captured_at: float = 0.0) -> Frame:
    return Frame(np.zeros((4, 4, 3), np.uint8), f"{number}", number, captured_at)


@dataclass
class Listed:
    """Gives its items, the exceptions among them raised; notes how many were asked for and whether it was closed."""

    items: Sequence[SourceItem | Exception]
    live: bool = False
    name: str = "listed"
    total: int | None = None
    given: int = 0
    closed: bool = False

    def frames(self) -> Iterator[SourceItem]:
        try:
            for item in self.items:
                self.given += 1
                if isinstance(item, Exception):
                    raise item
                yield item
        finally:
            self.closed = True


@dataclass
class Judge:
    device_label: str = "abacus"
    parts_at_once: int = 1
    seen: list[int] = field(default_factory=list)

    def enter_thread(self) -> None:
        pass

    def inspect(self, frame: Frame) -> Inspection:
        if frame.number == 13:
            raise ImageError("13 is unlucky.")
        self.seen.append(frame.number)
        return Inspection(frame, np.zeros((2, 2), np.float32), 0.4, Verdict.PASS, (), 1.0)


def kinds(outcomes: Sequence[Outcome]) -> list[tuple[type, int]]:
    return [(type(outcome), getattr(outcome, "frame", outcome).number) for outcome in outcomes]


def test_each_picture_is_judged_once_in_order_and_the_source_is_closed() -> None:
    source, judge = Listed([frame(1), frame(2), frame(3)]), Judge()
    outcomes = list(Run(source, judge).outcomes())
    assert kinds(outcomes) == [(Inspection, 1), (Inspection, 2), (Inspection, 3)]
    assert source.closed


def test_notices_and_skipped_pictures_are_passed_on_in_their_place() -> None:
    skipped = SkippedImage("2", 2, "2 is damaged.")
    items = [frame(1), skipped, LOST, frame(3)]
    outcomes = list(Run(Listed(items), Judge()).outcomes())
    assert outcomes[1:3] == [skipped, LOST]


def test_a_picture_that_cannot_be_inspected_is_skipped() -> None:
    outcomes = list(Run(Listed([frame(13), frame(14)]), Judge()).outcomes())
    assert outcomes[0] == SkippedImage("13", 13, "13 is unlucky.")
    assert isinstance(outcomes[1], Inspection)


def test_a_cameras_picture_older_than_the_limit_is_never_judged() -> None:
    source, judge = Listed([frame(1, captured_at=9.4), frame(2, captured_at=9.6)], live=True), Judge()
    outcomes = list(Run(source, judge, oldest_s=0.5, clock=lambda: 10.0).outcomes())
    assert judge.seen == [2]
    [notice, _] = outcomes
    assert isinstance(notice, SourceNotice)
    assert notice.state is SourceState.STALLED
    assert "older than 0.5 s" in notice.sentence


def test_nothing_of_a_folder_is_left_out_however_long_it_waited() -> None:
    source, judge = Listed([frame(1, captured_at=9.4), frame(2, captured_at=9.6)]), Judge()
    list(Run(source, judge, oldest_s=0.5, clock=lambda: 10.0).outcomes())
    assert judge.seen == [1, 2]


def test_a_camera_is_watched_while_nobody_triggers() -> None:
    source, judge = Listed([frame(1), LOST, frame(2)], live=True), Judge()
    outcomes = list(Run(source, judge, Trigger(TriggerMode.SOFTWARE)).outcomes())
    assert judge.seen == []
    assert outcomes == source.items


def test_a_trigger_takes_the_cameras_next_picture_only() -> None:
    trigger = Trigger(TriggerMode.SOFTWARE, clock=lambda: 5.0)
    trigger.fire()
    frames = [frame(1, 4.0), frame(2, 5.5), frame(3, 6.0)]
    outcomes = list(Run(Listed(frames, live=True), Judge(), trigger).outcomes())
    assert kinds(outcomes) == [(Frame, 1), (Inspection, 2), (Frame, 3)]


def test_a_folder_gives_nothing_until_it_is_triggered_and_loses_nothing() -> None:
    trigger = Trigger(TriggerMode.SOFTWARE, clock=lambda: 0.0)
    source, judge = Listed([frame(1), frame(2)]), Judge()
    outcomes = Run(source, judge, trigger).outcomes()
    assert next(outcomes) is IDLE
    assert source.given == 0
    for number in (1, 2):
        trigger.fire()
        assert isinstance(next(outcomes), Inspection)
        assert judge.seen[-1] == number
        assert next(outcomes) is IDLE
    assert source.given == 2


def test_a_source_that_has_gone_for_good_ends_the_run() -> None:
    source = Listed([frame(1), SourceError("parts has gone.")])
    outcomes = Run(source, Judge()).outcomes()
    assert isinstance(next(outcomes), Inspection)
    with pytest.raises(SourceError, match="parts has gone"):
        next(outcomes)


def test_giving_up_a_run_frees_the_device() -> None:
    source = Listed([frame(1), frame(2)], live=True)
    outcomes = Run(source, Judge()).outcomes()
    next(outcomes)
    assert not source.closed
    outcomes.close()  # type: ignore[attr-defined]
    assert source.closed
