from dataclasses import replace

import pytest

from core.sources.mailbox import CaptureStatus, Phase
from core.sources.policy import CAMERA, STREAM, VIDEO, Policy
from core.sources.watchdog import Action, Watchdog
from core.types import SourceState

POLICY = Policy(
    stall_periods=4,
    stall_s=0.5,
    lost_periods=20,
    lost_s=2.0,
    open_timeout_s=10,
    first_wait_s=0.25,
    longest_wait_s=1.0,
)

OPENING, LIVE, STALLED, LOST, RECONNECTING = SourceState


def running(fresh_at: float | None, period_s: float = 0.1, **more: object) -> CaptureStatus:
    return replace(CaptureStatus(0.0, Phase.RUNNING, period_s, fresh_at), **more)


def failed(trouble: str = "It is gone.") -> CaptureStatus:
    return CaptureStatus(0.0, Phase.FAILED, trouble=trouble)


def watchdog(state: SourceState = OPENING, policy: Policy = POLICY) -> Watchdog:
    """One at time 0 that has come to that state."""
    dog = Watchdog("Cam", policy, 0.0)
    if state is not OPENING:
        dog.look(0.0, running(0.0))
    if state is STALLED:
        dog.look(0.6, running(0.0))
    if state in (LOST, RECONNECTING):
        dog.look(0.0, failed())
    if state is RECONNECTING:
        dog.look(0.25, None)
    assert dog.state is state
    return dog


def test_opening_asks_for_a_capture_at_once() -> None:
    dog = watchdog()

    assert dog.look(0.0, None) is Action.OPEN
    assert (dog.state, dog.sentence) == (OPENING, "Cam is being opened.")


def test_waiting_for_the_first_picture_is_still_opening() -> None:
    dog = watchdog()

    assert dog.look(9.9, running(None)) is Action.NOTHING
    assert dog.state is OPENING


def test_the_first_picture_makes_it_live() -> None:
    dog = watchdog()

    assert dog.look(1.0, running(1.0)) is Action.NOTHING
    assert (dog.state, dog.sentence) == (LIVE, "")


def test_a_remark_of_the_device_is_said_while_live() -> None:
    dog = watchdog()
    dog.look(1.0, running(1.0, remark="Cam gives another size."))

    assert (dog.state, dog.sentence) == (LIVE, "Cam gives another size.")


def test_opening_that_takes_too_long_is_given_up() -> None:
    dog = watchdog()

    assert dog.look(10.1, CaptureStatus(0.0)) is Action.GIVE_UP
    assert dog.state is LOST
    assert "Cam gives no picture for 10 s" in dog.sentence


def test_the_time_out_counts_from_the_opening_not_from_the_start() -> None:
    dog = watchdog(RECONNECTING)

    assert dog.look(30.0, CaptureStatus(started_at=25.0)) is Action.NOTHING


@pytest.mark.parametrize("state", [OPENING, LIVE, STALLED])
def test_a_failure_is_a_loss_with_its_reason(state: SourceState) -> None:
    dog = watchdog(state)

    assert dog.look(0.7, failed("Cam is unplugged.")) is Action.GIVE_UP
    assert dog.state is LOST
    assert dog.sentence == "Cam is unplugged. Filbert goes on trying."


@pytest.mark.parametrize(("period_s", "limit"), [(0.033, 0.5), (0.1, 0.5), (0.5, 2.0)])
def test_stalled_after_four_periods_but_at_least_the_minimum(period_s: float, limit: float) -> None:
    dog = watchdog(LIVE)

    dog.look(limit - 0.01, running(0.0, period_s))
    assert dog.state is LIVE
    dog.look(limit + 0.01, running(0.0, period_s))
    assert dog.state is STALLED
    assert "Cam has given no new picture for" in dog.sentence


@pytest.mark.parametrize(("period_s", "limit"), [(0.033, 2.0), (0.5, 10.0)])
def test_lost_after_being_stalled_for_long(period_s: float, limit: float) -> None:
    dog = watchdog(STALLED)  # since 0.6

    assert dog.look(0.6 + limit - 0.01, running(0.0, period_s)) is Action.NOTHING
    assert dog.state is STALLED
    assert dog.look(0.6 + limit + 0.01, running(0.0, period_s)) is Action.GIVE_UP
    assert dog.state is LOST


def test_a_reader_that_was_away_for_long_is_shown_every_state() -> None:
    dog = watchdog(LIVE)
    seen = []
    for now in (60.0, 60.1, 62.5, 62.5, 62.8):
        status = running(0.0) if dog.state in (LIVE, STALLED) else None
        dog.look(now, status)
        seen.append(dog.state)

    assert seen == [STALLED, STALLED, LOST, LOST, RECONNECTING]


def test_stalled_comes_back_with_a_new_picture() -> None:
    dog = watchdog(STALLED)

    assert dog.look(0.8, running(0.75)) is Action.NOTHING
    assert (dog.state, dog.sentence) == (LIVE, "")


def test_a_picture_that_is_old_already_is_no_recovery() -> None:
    dog = watchdog(STALLED)
    dog.look(2.0, running(1.0))

    assert dog.state is STALLED


def test_lost_stays_lost_until_it_is_time_to_try_again() -> None:
    dog = watchdog(LOST)

    assert dog.look(0.24, None) is Action.NOTHING
    assert dog.state is LOST
    assert dog.look(0.25, None) is Action.OPEN
    assert dog.state is RECONNECTING


def test_the_waits_between_two_tries_double_up_to_a_second() -> None:
    dog = watchdog(RECONNECTING)
    now, waits = 0.25, []
    for _ in range(5):
        dog.look(now, failed())
        failed_at = now
        while dog.look(now, None) is not Action.OPEN:
            now = round(now + 0.01, 2)
        waits.append(round(now - failed_at, 2))

    assert waits == [0.5, 1.0, 1.0, 1.0, 1.0]


def test_it_stays_reconnecting_while_that_fails_and_says_why_now() -> None:
    dog = watchdog(RECONNECTING)

    assert dog.look(0.3, failed("Cam is in use.")) is Action.GIVE_UP
    assert (dog.state, dog.sentence) == (RECONNECTING, "Cam is in use. Filbert goes on trying.")


def test_after_a_recovery_the_waits_begin_anew() -> None:
    dog = watchdog(RECONNECTING)
    for _ in range(6):
        dog.look(1.0, failed())
    dog.look(5.0, running(5.0))
    assert dog.state is LIVE

    dog.look(6.0, failed())
    assert dog.look(6.25, None) is Action.OPEN


def test_a_frozen_picture_is_stalled_with_its_own_sentence() -> None:
    dog = watchdog(LIVE)
    dog.look(2.0, running(1.9, still_since=0.5))

    assert dog.state is STALLED
    assert "The picture of Cam has not changed for 1.5 s: the camera hangs." in dog.sentence


def test_a_frozen_picture_is_lost_in_the_end_however_many_come() -> None:
    dog = watchdog(LIVE)
    dog.look(2.0, running(1.9, still_since=0.5))

    assert dog.look(4.1, running(4.0, still_since=0.5)) is Action.GIVE_UP
    assert dog.state is LOST


def test_one_that_comes_back_frozen_is_stalled_not_live() -> None:
    dog = watchdog(RECONNECTING)
    dog.look(1.0, running(None, still_since=0.5))

    assert dog.state is STALLED


def test_why_pictures_can_not_be_used_is_said() -> None:
    dog = watchdog(LIVE)
    dog.look(1.0, running(0.0, trouble="Cam gives pictures of only 8 × 8 pixels."))

    assert (dog.state, dog.sentence) == (STALLED, "Cam gives pictures of only 8 × 8 pixels.")


def test_one_that_never_gave_a_usable_picture_says_why_while_opening_and_after() -> None:
    dog = watchdog()
    dog.look(1.0, running(None, trouble="Cam gives garbage."))
    assert (dog.state, dog.sentence) == (OPENING, "Cam gives garbage.")

    dog.look(10.1, running(None, trouble="Cam gives garbage."))
    assert (dog.state, dog.sentence) == (LOST, "Cam gives garbage. Filbert goes on trying.")


@pytest.mark.parametrize("status", [running(0.0, handing_over=True), replace(running(0.0), phase=Phase.ENDED)])
def test_a_device_that_waits_for_its_reader_or_has_ended_is_not_stalled(status: CaptureStatus) -> None:
    dog = watchdog(LIVE)
    dog.look(100.0, status)

    assert dog.state is LIVE


def test_what_can_not_come_back_is_never_given_up_for_standing_still() -> None:
    dog = watchdog(LIVE, VIDEO)
    dog.look(100.0, running(99.9, still_since=0.5))

    assert dog.look(10_000.0, running(9_999.9, still_since=0.5)) is Action.NOTHING
    assert dog.state is STALLED


def test_what_can_not_come_back_promises_no_trying() -> None:
    dog = watchdog(LIVE, VIDEO)
    dog.look(1.0, failed("It is gone."))

    assert dog.sentence == "It is gone."


@pytest.mark.parametrize("policy", [CAMERA, STREAM])
def test_no_wait_for_the_next_try_is_longer_than_a_second(policy: Policy) -> None:
    assert max(policy.wait_before(attempt) for attempt in range(1, 2000)) <= 1.0


@pytest.mark.parametrize(("policy", "pictures"), [(CAMERA, 15), (STREAM, 90), (VIDEO, 90)])
def test_how_many_equal_pictures_are_taken_for_a_hang(policy: Policy, pictures: int) -> None:
    assert policy.frozen_after == pictures
