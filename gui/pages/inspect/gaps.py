"""Gaps among the last parts, where no picture came."""

from core.types import SourceNotice, SourceState
from gui.pages.inspect.part_text import PartText
from gui.pages.inspect.parts_model import Gap

_GAPS = (SourceState.STALLED, SourceState.LOST)  # states that leave a gap


class Gaps:
    """Turns what a source says of itself into gaps: one a state, though its sentence changes as it counts seconds."""

    def __init__(self, text: PartText) -> None:
        self._text = text
        self._state: SourceState | None = None  # as it was told last

    def of(self, notice: SourceNotice) -> list[Gap]:
        """The gap that a notice leaves, if it does."""
        began, self._state = notice.state is not self._state, notice.state
        if not began or notice.state not in _GAPS:
            return []
        return [Gap(self._text.state(notice.state), notice.sentence, "camera-off")]
