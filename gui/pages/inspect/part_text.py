"""What is said about the part on view, and about a source's state."""

from time import perf_counter

from PySide6.QtCore import QObject, QTime

from core.types import Inspection, SourceState, Verdict
from gui.pages.inspect.on_view import OnViewKind

TOO_LATE = "too late"
"""What is said of a REVIEW part that nobody has answered before the counts were reset."""


class PartText(QObject):
    """Says why a part got its verdict, in one line."""

    def why(self, part: Inspection, earlier: bool, answer: str = "") -> str:
        """Give the line under the verdict; `answer` is what somebody said of the part: good, bad, unsure or nothing."""
        if part.reason:
            return part.reason
        if part.verdict is Verdict.REVIEW:
            return self._answered(answer)
        count = len(part.regions)
        if part.verdict is Verdict.PASS:
            return self.tr("Earlier part, no region") if earlier else self.tr("Nothing over the threshold")
        if count == 1:
            return self.tr("Earlier part, 1 region") if earlier else self.tr("1 region over the threshold")
        line = self.tr("Earlier part, {0} regions") if earlier else self.tr("{0} regions over the threshold")
        return line.format(count)

    def _answered(self, answer: str) -> str:
        said = {
            "good": self.tr("Found good. It counts as PASS."),
            "bad": self.tr("Found bad. It counts as FAIL."),
            "unsure": self.tr("Left undecided. It waits on the Review page."),
            TOO_LATE: self.tr("The counts were reset. It waits on the Review page."),
        }
        return said.get(answer) or self.tr("Look at the part, then press 1, 2 or 3")

    def caption(self, part: Inspection, view: OnViewKind) -> str:
        """Say over the picture that it isn't the newest one; nothing when it is."""
        if view is OnViewKind.EARLIER:
            return self.tr("Earlier part: {0}").format(part.frame.name)
        if view is OnViewKind.FROZEN:
            return self.tr("Frozen: {0}. New parts are judged and counted.").format(part.frame.name)
        return ""

    def last_picture(self, part: Inspection | None, word: str) -> str:
        """Say of a part that is no longer live when its picture was taken, after a word on why."""
        if part is None:
            return word
        age_ms = round((perf_counter() - part.frame.captured_at) * 1000)
        taken = QTime.currentTime().addMSecs(-age_ms).toString("HH:mm:ss")
        return self.tr("{0}. Last picture {1}").format(word, taken)

    def state(self, state: SourceState) -> str:
        """Give a source's state in a word."""
        words = {
            SourceState.OPENING: self.tr("OPENING"),
            SourceState.LIVE: self.tr("LIVE"),
            SourceState.STALLED: self.tr("STALLED"),
            SourceState.LOST: self.tr("LOST"),
            SourceState.RECONNECTING: self.tr("RECONNECTING"),
        }
        return words[state]
