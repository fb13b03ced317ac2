"""What a source says of itself that nobody has heard yet: it repeats itself while it waits, and counts the seconds."""

import re

from core.types import SourceNotice, SourceState

_SECONDS = re.compile(r"[0-9.]+ s\b")


class News:
    """Tells each state once from the moment all was well, and again only with another reason.

    A camera that hangs is STALLED, LOST and RECONNECTING by turns for as long as it does: told each time, a night of it
    would leave no room for anything else.
    """

    def __init__(self) -> None:
        self._state: SourceState | None = None
        self._reasons: dict[SourceState, str] = {}

    def is_in(self, notice: SourceNotice) -> bool:
        """Whether there is something new in this notice; that seconds pass is none."""
        if notice.state.is_well and notice.state is not self._state:
            self._reasons.clear()
        self._state = notice.state
        reason = _SECONDS.sub("", notice.sentence)
        new = self._reasons.get(notice.state) != reason
        self._reasons[notice.state] = reason
        return new
