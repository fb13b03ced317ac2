"""What people say of parts the station could not decide on."""

from weakref import WeakSet

from core.inspection.shift import Shift
from core.types import Inspection, PartKey, Verdict


class Decisions:
    """Remembers which REVIEW parts nobody has decided on; an answer is counted once, then the part is decided."""

    def __init__(self, shift: Shift) -> None:
        self._shift = shift
        self._undecided: WeakSet[PartKey] = WeakSet()

    def expect(self, part: Inspection) -> None:
        """Wait for an answer if the part is for REVIEW."""
        if part.verdict is Verdict.REVIEW:
            self._undecided.add(part.key)

    def can_decide(self, part: Inspection | None) -> bool:
        """Whether somebody may still say of this part that it is good or bad."""
        return part is not None and part.key in self._undecided

    def decide(self, part: Inspection, verdict: Verdict) -> bool:
        """Count a part as PASS or FAIL; False if it was decided before, or there was nothing to decide."""
        if not self.can_decide(part):
            return False
        self._undecided.discard(part.key)
        self._shift.decide(verdict)
        return True

    def clear(self) -> None:
        """Wait for no answer any more."""
        self._undecided.clear()
