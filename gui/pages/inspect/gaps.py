"""Gaps among the last parts, where no picture came."""

from core.types import SourceNotice, SourceState
from gui.pages.inspect.part_text import PartText
from gui.pages.inspect.parts_model import Gap

_GAPS = (SourceState.STALLED, SourceState.LOST)  # states that leave a gap


class Gaps:
    """Turns what a source says of itself into gaps: one a state, however often it comes back before all is well again.

    A camera that hangs is STALLED and LOST by turns: its gaps would take the place of all parts.
    """

    def __init__(self, text: PartText) -> None:
        self._text = text
        self._told: set[SourceState] = set()  # since all was well

    def of(self, notice: SourceNotice) -> list[Gap]:
        """The gap that a notice leaves, if it does."""
        if notice.state.is_well:
            self._told.clear()
        if notice.state not in _GAPS or notice.state in self._told:
            return []
        self._told.add(notice.state)
        return [Gap(self._text.state(notice.state), notice.sentence, "camera-off")]
