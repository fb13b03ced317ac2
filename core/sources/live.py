"""Any device that gives pictures at its own pace, as a source."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from core.errors import SourceError
from core.sources.base import WAKE_S, SourceItem
from core.sources.capture import CaptureThread
from core.sources.device import Device
from core.sources.mailbox import CaptureStatus, Mailbox, Phase, Picture
from core.sources.news import News
from core.sources.policy import Policy
from core.sources.sameness import Sameness
from core.sources.watchdog import Action, Watchdog
from core.types import Frame, SkippedImage, SourceNotice, SourceState

log = logging.getLogger(__name__)

_MOST_STRAGGLERS = 8  # threads that hang in a driver; were there no limit, a night of trying would pile them up
_MARGIN_S = 0.01  # between a wait's end and the notice
_BETWEEN_S = 0.02  # a look this often while nothing is open
_NEWS_S = 1.0  # how often the count of dropped pictures is told while all is well


class LiveSource:
    """A device whose newest picture is what matters: a camera, a stream, a video that is played.

    The device is opened, waited for and freed in a thread of its own, so neither making the source nor `frames`
    nor closing its iterator is ever held up by it. Pictures nobody takes in time are dropped and counted (unless
    the policy is lossless). Frames are numbered in the order of capture; missing numbers were dropped.

    While there is no picture to trust, `frames` gives notices: every state there is comes in one before it changes
    again. A device that is lost is reconnected for as long as it takes. Raises SourceError from `frames` only for
    one that the policy says can't come back.

    `clock` gives seconds; the states follow it alone.
    """

    def __init__(self, device: Device, policy: Policy, clock: Callable[[], float] = time.perf_counter) -> None:
        self._device = device
        self._policy = policy
        self._clock = clock

    @property
    def name(self) -> str:
        """What the device is called."""
        return self._device.name

    @property
    def total(self) -> None:
        """Nobody knows."""
        return

    @property
    def live(self) -> bool:
        """Whether it goes on by itself, so that pictures nobody takes in time are lost."""
        return not self._policy.lossless

    def stalled_after(self, periods: float) -> "LiveSource":
        """Give the same device as a source that is STALLED after so many periods without a picture."""
        return LiveSource(self._device, replace(self._policy, stall_periods=periods), self._clock)

    def frames(self) -> Iterator[SourceItem]:
        """Open the device and give its newest picture, again and again; closing the iterator frees the device."""
        run = _Run(self._device, self._policy, self._clock)
        try:
            yield from run.items()
        finally:
            run.close()


class _Run:
    """One reading of a live source, from opening to closing. Used from the reader's thread."""

    def __init__(self, device: Device, policy: Policy, clock: Callable[[], float]) -> None:
        self._device = device
        self._policy = policy
        self._clock = clock
        self._watchdog = Watchdog(device.name, policy, clock())
        self._capture: CaptureThread | None = None
        self._stragglers: list[tuple[CaptureThread, float]] = []  # told to end, and when
        self._sameness = Sameness()
        self._next_number = 1
        self._dropped_before = 0
        self._told = SourceNotice(SourceState.OPENING, "?")
        self._told_at = clock()
        self._spoke_at = time.monotonic()
        self._known_trouble = ""
        self._for_log = News()

    def items(self) -> Iterator[SourceItem]:
        while True:
            status = self._capture.mailbox.status if self._capture is not None else None
            self._act(self._watchdog.look(self._clock(), status), status)
            ended = status is not None and status.phase is Phase.ENDED
            item = self._news() or self._frame() or (None if ended else self._wait())
            if item is not None:
                yield item
                self._spoke_at = time.monotonic()
            elif status is not None and ended:
                yield from self._last_words(status)
                return

    def close(self) -> None:
        """Free the device; one that hangs is left to itself after a moment."""
        self._retire()
        deadline = self._clock() + self._policy.close_wait_s
        for straggler, _ in self._stragglers:
            if not straggler.join(max(0.0, min(deadline - self._clock(), self._policy.close_wait_s))):
                log.warning("%s hangs; it is left to itself.", self._device.name)

    # What the watchdog asks for

    def _act(self, action: Action, status: CaptureStatus | None) -> None:
        if action is Action.GIVE_UP:
            self._retire()
            if not self._policy.reconnects:
                raise SourceError(self._watchdog.sentence)
            self._known_trouble = status.trouble if status is not None else ""
        elif action is Action.OPEN and self._may_open():
            self._open()

    def _open(self) -> None:
        if self._stragglers:
            log.warning("A capture of %s hangs; a new one is tried.", self._device.name)
        mailbox = Mailbox(self._clock, self._next_number, self._policy.lossless)
        self._capture = CaptureThread(
            self._device, self._policy, mailbox, self._sameness, self._clock, self._known_trouble
        )

    def _retire(self) -> None:
        capture, self._capture = self._capture, None
        if capture is None:
            return
        capture.stop()
        self._dropped_before += capture.mailbox.dropped
        self._next_number = capture.mailbox.next_number
        # A copy: the thread may still wake up and count on.
        self._sameness = capture.sameness.copy()
        self._stragglers.append((capture, self._clock()))

    def _may_open(self) -> bool:
        """Wait a moment for the capture before to free the device; then do without."""
        now = self._clock()
        self._stragglers = [(capture, since) for capture, since in self._stragglers if capture.alive]
        if any(now - since < self._policy.close_wait_s for _, since in self._stragglers):
            return False
        return len(self._stragglers) < _MOST_STRAGGLERS

    # What is given

    def _news(self) -> SourceNotice | None:
        """Give a notice when the state has changed, and now and then when pictures were dropped."""
        notice = self._notice()
        same = (notice.state, notice.sentence) == (self._told.state, self._told.sentence)
        if same and (notice.dropped == self._told.dropped or self._clock() - self._told_at < _NEWS_S):
            return None
        if notice.state is not self._told.state and self._for_log.is_in(notice):
            log.info("%s is %s. %s", self._device.name, notice.state, notice.sentence)
        return self._tell(notice)

    def _notice(self) -> SourceNotice:
        dropped = self._dropped_before + (self._capture.mailbox.dropped if self._capture is not None else 0)
        return SourceNotice(self._watchdog.state, self._watchdog.sentence, dropped)

    def _tell(self, notice: SourceNotice) -> SourceNotice:
        self._told, self._told_at = notice, self._clock()
        return notice

    def _frame(self) -> Frame | None:
        if self._watchdog.state is not SourceState.LIVE or self._capture is None:
            return None
        picture = self._capture.mailbox.take()
        return None if picture is None else _frame_of(picture)

    def _wait(self) -> SourceNotice | None:
        """Wait for something new; give a notice when nothing has been said for long, so that the reader can stop."""
        if self._capture is not None:
            self._capture.mailbox.wait(WAKE_S - _MARGIN_S)
        else:
            time.sleep(_BETWEEN_S)
        if time.monotonic() - self._spoke_at < WAKE_S - _MARGIN_S:
            return None
        return self._tell(self._notice())

    def _last_words(self, status: CaptureStatus) -> Iterator[SkippedImage]:
        if status.trouble and self._capture is not None:
            number = self._capture.mailbox.next_number
            yield SkippedImage(f"Picture {number}", number, status.trouble)


def _frame_of(picture: Picture) -> Frame:
    return Frame(picture.image, f"Picture {picture.number}", picture.number, picture.captured_at)
