"""What the operator answers to a part on the Inspect page."""

from PySide6.QtCore import QObject, Slot

from core.types import Inspection, Verdict
from gui.pages.inspect.inspect_page import InspectPage
from gui.pages.inspect.part_text import TOO_LATE
from gui.station.station import Station
from gui.widgets.run_bar import RunBar

_VERDICTS = {"good": Verdict.PASS, "bad": Verdict.FAIL}  # who is unsure leaves it undecided: it can still be answered


class PartAnswers(QObject):
    """Lets the buttons of the run bar decide a REVIEW part while it is on view, until it is decided.

    What was said stands under the part's verdict, and its button is marked.
    """

    def __init__(self, page: InspectPage, run_bar: RunBar, station: Station) -> None:
        super().__init__(run_bar)
        self._page, self._run_bar, self._station = page, run_bar, station
        self._part: Inspection | None = None  # the one on view
        page.part_on_view.connect(self._on_part_on_view)
        run_bar.confirmed.connect(self._on_confirmed)

    @Slot(object, str)
    def _on_part_on_view(self, part: Inspection | None, answer: str) -> None:
        self._part, wanted = part, self._station.can_decide(part)
        if part is not None and part.verdict is Verdict.REVIEW and not wanted and not answer:
            self._page.show_answer(part, TOO_LATE)  # the counts it belonged to were reset; comes back here
            return
        self._run_bar.set_confirmable(wanted)
        self._run_bar.show_answer(answer)

    @Slot(str)
    def _on_confirmed(self, answer: str) -> None:
        part = self._part
        if part is None or not self._station.can_decide(part):
            return
        if answer in _VERDICTS:
            self._station.decide(part, _VERDICTS[answer])
        self._page.show_answer(part, answer)
