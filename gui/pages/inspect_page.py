"""The page an operator looks at all shift."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.inspection.shift import Shift
from core.types import Inspection, SkippedImage, TrainingProgress, Verdict
from gui.inspection_worker import Result
from gui.station import Activity
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.counts_card import CountsCard
from gui.widgets.histogram_card import HistogramCard
from gui.widgets.image_tools import ImageTools
from gui.widgets.image_view import ImageView
from gui.widgets.part_strip import PartStrip
from gui.widgets.score_card import ScoreCard
from gui.widgets.teaching_panel import TeachingPanel
from gui.widgets.verdict_tile import VerdictTile

_WITH_VERDICT = (Activity.RUNNING, Activity.PAUSED, Activity.FINISHED)


class InspectPage(QWidget):
    """Verdict, why, and how the shift goes: for the newest part, or an earlier one while somebody looks at it."""

    reset_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._activity, self._line = Activity.IDLE, ""
        self._live: Inspection | None = None  # newest part of this run
        self._earlier: Inspection | None = None  # what somebody looks at again
        self._compact = self._crowded = False
        self._make_widgets()
        self._lay_out()
        self._connect()
        self.set_compact(False)
        self.show_shift(Shift())

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        gap = 12 if compact else 16
        self._columns.setContentsMargins(gap if compact else 24, gap, gap if compact else 24, gap)
        for box in (self._columns, self._left, self._right):
            box.setSpacing(gap)
        self._side.setFixedWidth(424 if compact else 592)
        for widget in self._sized:
            widget.set_compact(compact)
        self._step_aside()

    def set_crowded(self, crowded: bool) -> None:
        """Make room for the banner: in the small layout histogram and image tools step aside."""
        self._crowded = crowded
        self._step_aside()

    def show_status(self, activity: Activity, line: str) -> None:
        """Show what the station does; `line` says why there is no verdict, for as long as there is none."""
        if activity is not self._activity and activity in (Activity.LOADING, Activity.TEACHING, Activity.FAILED):
            self._earlier = None
        if activity is Activity.LOADING:
            self._live = None
        self._activity, self._line = activity, line
        self._strip.setEnabled(activity is not Activity.FAILED)
        self._picture.setCurrentWidget(self._teaching if activity is Activity.TEACHING else self._image_card)
        self._render()

    def show_results(self, results: list[Result]) -> None:
        """Add results to the strip, and show the newest part unless somebody looks at an earlier one."""
        for result in results:
            if isinstance(result, Inspection):
                self._live = result
                self._strip.add_part(result)
            elif isinstance(result, SkippedImage):
                self._strip.add_skipped(result)
        if self._earlier is None:
            self._render()

    def show_shift(self, shift: Shift) -> None:
        """Show counts and histogram."""
        self._counts.show_counts(shift.inspected, shift.passed, shift.failed, shift.skipped)
        self._histogram.show_histogram(shift.passed_histogram, shift.failed_histogram, shift.edges)

    @Slot(object)
    def show_progress(self, progress: TrainingProgress) -> None:
        """Show how far teaching has come."""
        self._teaching.show_progress(progress)

    @Slot()
    def toggle_heatmap(self) -> None:
        """Switch the heatmap on or off."""
        self._tools.toggle_heatmap()

    @Slot()
    def back_to_live(self) -> None:
        """Show the newest part again."""
        if self._earlier is not None:
            self._earlier = None
            self._render()

    def _make_widgets(self) -> None:
        self._image, self._tools = ImageView(), ImageTools()
        self._image_card, self._picture = Card(), QStackedWidget()
        self._teaching, self._strip = TeachingPanel(), PartStrip()
        self._tile, self._score = VerdictTile(), ScoreCard()
        self._counts, self._histogram = CountsCard(), HistogramCard()
        self._back = ToolButton(self.tr("Back to live"), "L")
        self._sized = (
            self._image, self._tools, self._teaching, self._strip,
            self._tile, self._score, self._counts, self._histogram,
        )  # fmt: skip

    def _lay_out(self) -> None:
        over_image = QGridLayout(self._image)
        over_image.setContentsMargins(12, 52, 12, 12)  # under the caption
        over_image.addWidget(self._back, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        inside = QHBoxLayout(self._image_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self._image, 1)
        inside.addWidget(self._tools)
        self._picture.addWidget(self._image_card)
        self._picture.addWidget(self._teaching)
        self._left, self._side = QVBoxLayout(), QWidget()
        self._left.addWidget(self._picture, 1)
        self._left.addWidget(self._strip)
        self._right = QVBoxLayout(self._side)
        self._right.setContentsMargins(0, 0, 0, 0)
        for card in (self._tile, self._score, self._counts):
            self._right.addWidget(card)
        self._right.addWidget(self._histogram, 1)
        self._right.addStretch()  # in place of a histogram that stepped aside
        self._columns = QHBoxLayout(self)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._side)

    def _connect(self) -> None:
        self._strip.part_chosen.connect(self._on_part_chosen)
        self._tools.heatmap_changed.connect(self._image.set_heatmap)
        self._counts.reset_requested.connect(self.reset_requested)
        self._back.clicked.connect(self.back_to_live)

    def _step_aside(self) -> None:
        aside = self._compact and self._crowded
        self._histogram.setVisible(not aside)
        self._tools.setVisible(not aside)

    @Slot(object)
    def _on_part_chosen(self, inspection: Inspection) -> None:
        shown_live = self._activity is not Activity.RUNNING and inspection is self._live
        self._earlier = None if shown_live and self._activity in _WITH_VERDICT else inspection
        self._render()

    def _render(self) -> None:
        live = self._live if self._activity in _WITH_VERDICT else None
        self._back.setVisible(self._earlier is not None)
        if self._activity is Activity.FAILED:
            self._render_failure()
        elif self._earlier is not None:
            self._render_part(self._earlier)
        elif live is not None:
            self._render_part(live)
        else:
            self._render_waiting()

    def _render_part(self, part: Inspection) -> None:
        earlier = part is self._earlier
        self._image.set_veiled(False)
        self._image.show_inspection(part)
        self._image.set_caption(self.tr("Earlier part: {0}").format(part.frame.name) if earlier else "")
        self._tile.show_verdict(part.verdict, self._why(part, earlier))
        self._score.show_score(part.score)
        self._tools.show_regions(part.regions)
        self._strip.mark_shown(part)

    def _render_waiting(self) -> None:
        self._image.set_veiled(False)
        self._image.show_message(self._line, "")
        self._tile.show_verdict(Verdict.NOT_READY, self._line)
        self._score.show_score(None)
        self._render_no_part()

    def _render_failure(self) -> None:
        if self._live is None:
            self._image.show_message(self.tr("No live picture"), "")
        else:
            self._image.show_inspection(self._live)
        self._image.set_veiled(True, self.tr("Not judged"))
        self._tile.show_verdict(Verdict.ERROR, self._line)
        self._score.show_station(self.tr("The station, not the part"), self.tr("The counts of this shift are kept."))
        self._render_no_part()

    def _render_no_part(self) -> None:
        self._image.set_caption("")
        self._tools.show_regions(None)
        self._strip.mark_shown(None)

    def _why(self, part: Inspection, earlier: bool) -> str:
        count = len(part.regions)
        if part.verdict is Verdict.PASS:
            return self.tr("Earlier part, no region") if earlier else self.tr("Nothing over the threshold")
        if count == 1:
            return self.tr("Earlier part, 1 region") if earlier else self.tr("1 region over the threshold")
        line = self.tr("Earlier part, {0} regions") if earlier else self.tr("{0} regions over the threshold")
        return line.format(count)
