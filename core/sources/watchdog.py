"""Decides what state a live source is in, from what its capture says and how long it says nothing."""

from collections.abc import Callable
from enum import Enum, auto

from core.sources.base import GOES_ON
from core.sources.mailbox import CaptureStatus, Phase
from core.sources.policy import Policy
from core.types import SourceState


class Action(Enum):
    """What is to be done about the capture."""

    NOTHING = auto()
    OPEN = auto()  # start a new one
    GIVE_UP = auto()  # stop the present one and forget it, though it may hang


class Watchdog:
    """The states of a live source. Knows no clock and no thread: it is told the time, in seconds.

    `state` and `sentence` say how things are. Each look changes the state by one step at most, so that whoever
    shows the states sees each of them:

    OPENING → LIVE; OPENING → LOST; LIVE ⇄ STALLED; LIVE, STALLED → LOST → RECONNECTING → LIVE.
    A picture that comes back frozen makes OPENING and RECONNECTING STALLED.
    """

    def __init__(self, name: str, policy: Policy, now: float) -> None:
        self.state = SourceState.OPENING
        self.sentence = f"{name} is being opened."
        self._name = name
        self._policy = policy
        self._since = now
        self._attempt = 0
        self._retry_at = now
        self._looks: dict[SourceState, Callable[[float, CaptureStatus], Action]] = {
            SourceState.OPENING: self._while_opening,
            SourceState.LIVE: self._while_live,
            SourceState.STALLED: self._while_stalled,
            SourceState.RECONNECTING: self._while_opening,
        }

    def look(self, now: float, status: CaptureStatus | None) -> Action:
        """Take a look at the capture's status, None when there is no capture; say what is to be done about it."""
        if status is None:
            return self._without_capture(now)
        return self._looks[self.state](now, status)

    def _without_capture(self, now: float) -> Action:
        if now < self._retry_at:
            return Action.NOTHING
        if self.state is SourceState.LOST:
            self._enter(SourceState.RECONNECTING, self.sentence, now)
        return Action.OPEN

    def _while_opening(self, now: float, status: CaptureStatus) -> Action:
        if status.phase is Phase.FAILED:
            return self._lose(status.trouble, now)
        if self._is_fresh(now, status):
            return self._come_alive(status, now)
        if status.still_since is not None:
            self._enter(SourceState.STALLED, self._why_stalled(now, status), now)
            return Action.NOTHING
        limit = self._policy.open_timeout_s
        if now - status.started_at > limit:
            silent = f"{self._name} gives no picture for {limit:.0f} s. Check that it is connected and switched on."
            return self._lose(status.trouble or silent, now)
        if status.trouble:
            self.sentence = status.trouble
        return Action.NOTHING

    def _while_live(self, now: float, status: CaptureStatus) -> Action:
        if status.phase is Phase.FAILED:
            return self._lose(status.trouble, now)
        if not self._is_fresh(now, status):
            self._enter(SourceState.STALLED, self._why_stalled(now, status), now)
        return Action.NOTHING

    def _while_stalled(self, now: float, status: CaptureStatus) -> Action:
        if status.phase is Phase.FAILED:
            return self._lose(status.trouble, now)
        if self._is_fresh(now, status):
            return self._come_alive(status, now)
        self.sentence = self._why_stalled(now, status)
        if self._policy.reconnects and now - self._since > self._policy.lost_limit(status.period_s):
            return self._lose(self.sentence, now)
        return Action.NOTHING

    def _come_alive(self, status: CaptureStatus, now: float) -> Action:
        self._attempt = 0
        self._enter(SourceState.LIVE, status.remark, now)
        return Action.NOTHING

    def _lose(self, sentence: str, now: float) -> Action:
        self._attempt += 1
        self._retry_at = now + self._policy.wait_before(self._attempt)
        # While it fails to reconnect it stays RECONNECTING: two states by turns would only flicker.
        state = SourceState.RECONNECTING if self.state is SourceState.RECONNECTING else SourceState.LOST
        self._enter(state, sentence + GOES_ON if self._policy.reconnects else sentence, now)
        return Action.GIVE_UP

    def _is_fresh(self, now: float, status: CaptureStatus) -> bool:
        if status.fresh_at is None or status.still_since is not None:
            return False
        if status.handing_over or status.phase is Phase.ENDED:
            return True
        return now - status.fresh_at <= self._policy.stall_limit(status.period_s)

    def _why_stalled(self, now: float, status: CaptureStatus) -> str:
        if status.still_since is not None:
            frozen = (
                f"The picture of {self._name} has not changed for {_seconds(now - status.still_since)}:"
                f" {self._policy.frozen_means}"
            )
            return status.trouble or frozen
        silent = (
            f"{self._name} has given no new picture for {_seconds(now - (status.fresh_at or status.started_at))}."
            " Check its cable and its power."
        )
        return status.trouble or silent

    def _enter(self, state: SourceState, sentence: str, now: float) -> None:
        if state is not self.state:
            self._since = now
        self.state, self.sentence = state, sentence


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
