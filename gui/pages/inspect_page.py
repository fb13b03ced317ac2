"""The page an operator looks at all shift."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.inspection.shift import Shift
from core.types import Frame, Inspection, SkippedImage, SourceNotice, SourceState, TrainingProgress, Verdict
from gui.activity import Activity
from gui.inspection_worker import Result
from gui.pages.on_view import OnView, View
from gui.pages.part_text import PartText
from gui.prepared_picture import PreparedPicture
from gui.prepared_pictures import PreparedPictures
from gui.theme import RESTYLED, current_appearance, current_theme, scaled
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.counts_card import CountsCard
from gui.widgets.full_image import FullImage
from gui.widgets.image_tools import ImageTools
from gui.widgets.image_view import ImageView
from gui.widgets.part_overview import PartOverview
from gui.widgets.part_strip import PartStrip
from gui.widgets.parts_model import Entry, Gap
from gui.widgets.score_card import ScoreCard
from gui.widgets.shift_charts import ShiftCharts
from gui.widgets.teaching_panel import TeachingPanel
from gui.widgets.verdict_tile import VerdictTile
from gui.widgets.warning_strip import WarningStrip

_CHART_CALM_MS = 200  # charts are for looking back, and dear to draw
_HUGE = 1.5  # in so large a text the small layout has no room for charts
_GAPS = (SourceState.STALLED, SourceState.LOST)  # states that leave a gap among the last parts


class InspectPage(QWidget):
    """Verdict, why, and how the shift goes: for the newest part, or an earlier one while somebody looks at it."""

    reset_requested = Signal()
    heatmap_changed = Signal(float)  # its opacity
    part_on_view = Signal(object)  # the Inspection somebody may have an opinion on, or None

    def __init__(self, pictures: PreparedPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._newest: PreparedPicture | None = None  # of the newest part, as long as it may be shown for the first time
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else window and pages' stack are painted first
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._on_view, self._line, self._text = OnView(), "", PartText(self)
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
        width = 424 if compact else 592
        self._side.setFixedWidth((width + scaled(width)) // 2)  # half as much more as the text
        for widget in self._sized:
            widget.set_compact(compact)
        self._step_aside()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take other room in another text size."""
        super().changeEvent(event)
        if event.type() in RESTYLED and hasattr(self, "_columns"):
            self.set_compact(self._compact)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Fill what lies between the cards."""
        QPainter(self).fillRect(event.rect(), QColor(current_theme().app))

    def set_crowded(self, crowded: bool) -> None:
        """Make room for the banner: in the small layout histogram and image tools step aside."""
        self._crowded = crowded
        self._step_aside()

    def show_status(self, activity: Activity, line: str, trouble: SourceNotice | None = None) -> None:
        """Show what the station does; `line` says why there is no verdict, `trouble` what keeps it from judging."""
        self._on_view.begin(activity)
        self._on_view.trouble, self._line = trouble, line
        self._strip.setEnabled(activity is not Activity.FAILED)
        if activity is Activity.TEACHING or self._picture.currentWidget() is self._teaching:
            self._picture.setCurrentWidget(self._teaching if activity is Activity.TEACHING else self._image_card)
        self._render()

    def show_results(self, results: list[Result]) -> None:
        """Add results to the strip, and show the newest part unless somebody looks at an earlier one."""
        entries: list[Entry] = []
        for result in results:
            if isinstance(result, Inspection):
                self._on_view.live, self._on_view.preview = result, None
                self._newest = self._pictures.take_part(result)
                entries.append(self._strip.model.kept(result, self._newest))
            elif isinstance(result, SkippedImage):
                entries.append(self._strip.model.skipped(result))
            elif result.state in _GAPS:
                entries.append(Gap(self._text.state(result.state), result.sentence, "camera-off"))
        self._strip.add(entries)
        self._render()

    def show_preview(self, frame: Frame) -> None:
        """Show a picture nobody asked a verdict on, while there is no part to show."""
        self._on_view.preview = frame
        if self._on_view.view is View.PREVIEW:
            self._render()

    def show_shift(self, shift: Shift) -> None:
        """Show counts and histogram."""
        self._counts.show_counts(
            shift.inspected, shift.passed, shift.failed, shift.skipped, shift.reviewed, shift.no_part, shift.not_judged
        )
        self._shift = shift
        if not self._chart_calm.isActive():
            self._chart_calm.start()
            self._show_charts()

    @Slot()
    def _show_charts(self) -> None:
        shift = self._shift
        self._charts.show_histogram(
            shift.passed_histogram, shift.failed_histogram, shift.edges, shift.reviewed_histogram
        )
        trend = shift.trend
        self._charts.show_scores(trend.scores, trend.verdicts)

    def set_review_line(self, review_from: float) -> None:
        """Show where REVIEW begins on the recipe's scale; 1: there is no such band."""
        line = review_from if review_from < 1 else None
        self._score.set_review_line(line)
        self._charts.set_review_line(line)
        self._tools.set_review(line)

    def set_shortcoming(self, shortcoming: str) -> None:
        """Warn of what the recipe in use can't do, in a sentence; an empty one for a recipe that can do all."""
        if shortcoming != self._on_view.shortcoming:
            self._on_view.shortcoming = shortcoming
            self._render()

    def set_opacity(self, opacity: float) -> None:
        """Draw the heatmap at an opacity of 0 to 1."""
        self._tools.set_opacity(opacity)

    @Slot(object)
    def show_progress(self, progress: TrainingProgress) -> None:
        """Show how far teaching has come."""
        self._teaching.show_progress(progress)

    @Slot()
    def toggle_freeze(self) -> None:
        """Hold what is on view, or let it go."""
        self._tools.toggle_freeze()

    @Slot()
    def back_to_live(self) -> None:
        """Show the newest part again."""
        self._on_view.earlier = None
        self._show_overview(False)
        self._render()

    @Slot()
    def toggle_overview(self) -> None:
        """Show all of the last parts in place of the picture, or go back to the newest one."""
        if self._on_view.earlier is not None or self._picture.currentWidget() is self._overview:
            self.back_to_live()
        else:
            self._show_overview(True)

    @Slot()
    def close_what_is_over(self) -> bool:
        """Leave the full image or the overview; whether there was one."""
        if self._full is not None and self._full.is_open:
            self._full.close_image()
            return True
        if self._picture.currentWidget() is self._overview:
            self._show_overview(False)
            return True
        return False

    def _make_widgets(self) -> None:
        self._image, self._tools = ImageView(), ImageTools()
        self._image_card, self._picture = Card(), QStackedWidget()
        self._teaching, self._strip = TeachingPanel(), PartStrip()
        self._overview = PartOverview(self._strip.model)
        self._full: FullImage | None = None  # made when first asked for: it covers the whole window
        self._tile, self._score = VerdictTile(), ScoreCard()
        self._counts, self._charts = CountsCard(), ShiftCharts()
        self._warning = WarningStrip()
        self._shift = Shift()
        self._chart_calm = QTimer(self, singleShot=True, interval=_CHART_CALM_MS)
        self._chart_calm.timeout.connect(self._show_charts)
        self._back = ToolButton(self.tr("Back to live"), "L")
        self._sized = (
            self._image, self._tools, self._teaching, self._strip, self._overview,
            self._tile, self._score, self._counts, self._charts, self._warning,
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
        self._picture.addWidget(self._overview)
        self._left, self._side = QVBoxLayout(), QWidget()
        self._left.addWidget(self._warning)
        self._left.addWidget(self._picture, 1)
        self._left.addWidget(self._strip)
        self._right = QVBoxLayout(self._side)
        self._right.setContentsMargins(0, 0, 0, 0)
        for card in (self._tile, self._score, self._counts):
            self._right.addWidget(card)
        self._right.addWidget(self._charts, 1)
        self._right.addStretch()  # in place of a histogram that stepped aside
        self._columns = QHBoxLayout(self)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._side)

    def _connect(self) -> None:
        self._strip.part_chosen.connect(self._on_part_chosen)
        self._strip.overview_requested.connect(self.toggle_overview)
        self._overview.part_chosen.connect(self._on_part_chosen)
        self._overview.close_requested.connect(self.back_to_live)
        self._tools.heatmap_changed.connect(self._on_heatmap_changed)
        self._tools.freeze_toggled.connect(self._on_freeze_toggled)
        self._tools.zoom_in_requested.connect(self._image.zoom_in)
        self._tools.zoom_out_requested.connect(self._image.zoom_out)
        self._tools.fit_requested.connect(self._image.fit)
        self._tools.full_image_requested.connect(self._on_full_image_requested)
        self._image.zoom_changed.connect(self._tools.show_zoom)
        self._counts.reset_requested.connect(self.reset_requested)
        self._back.clicked.connect(self.back_to_live)

    def key_actions(self) -> dict[str, Callable[[], object]]:
        """The keys that do something here, and what."""
        return {
            "H": self._tools.toggle_heatmap,
            "L": self.toggle_overview,
            "F8": self.toggle_freeze,
            "+": self._image.zoom_in,
            "=": self._image.zoom_in,
            "-": self._image.zoom_out,
            "0": self._image.fit,
            "[": self._tools.less_opacity,
            "]": self._tools.more_opacity,
            "Left": self._strip.show_left,
            "Right": self._strip.show_right,
        }

    def _step_aside(self) -> None:
        aside = self._compact and self._crowded
        self._charts.setVisible(not aside and not (self._compact and current_appearance().text_scale >= _HUGE))
        self._tools.setVisible(not aside)

    def _show_overview(self, shown: bool) -> None:
        if self._picture.currentWidget() is not self._teaching:
            self._picture.setCurrentWidget(self._overview if shown else self._image_card)
        if shown:
            self._overview.open()

    @Slot(object)
    def _on_part_chosen(self, inspection: Inspection) -> None:
        self._show_overview(False)
        self._on_view.look_at(inspection)
        self._render()

    @Slot(bool, float)
    def _on_heatmap_changed(self, visible: bool, opacity: float) -> None:
        self._image.set_heatmap(visible, opacity)
        self.heatmap_changed.emit(opacity)

    @Slot(bool)
    def _on_freeze_toggled(self, frozen: bool) -> None:
        self._tools.set_frozen(self._on_view.freeze(frozen))
        self._render()

    @Slot()
    def _on_full_image_requested(self) -> None:
        if self._full is None:
            self._full = FullImage(self.window())
        self._full.open_image(self._image)
        self._render()

    def _render(self) -> None:
        on_view, view = self._on_view, self._on_view.view
        part = on_view.part
        self._tools.set_frozen(on_view.frozen is not None)
        self._back.setVisible(view is View.EARLIER)
        if view is View.FAILURE:
            self._render_failure()
        elif view is View.TROUBLE and on_view.trouble is not None:
            self._render_trouble(on_view.trouble)
        elif part is not None:
            self._render_part(part, view)
        elif view is View.PREVIEW and on_view.preview is not None:
            self._image.show_live(on_view.preview.image, self._pictures.take_frame(on_view.preview))
            self._pictures.fit_to(self._image.wanted)
            self._render_waiting()
        else:
            self._image.show_message(self._line, "")
            self._render_waiting()
        self._warning.show_warning(on_view.warning)
        self.part_on_view.emit(part)

    def _show_verdict(self, verdict: Verdict, line: str) -> None:
        self._tile.show_verdict(verdict, line)
        if self._full is not None:
            self._full.show_verdict(verdict)

    def _render_part(self, part: Inspection, view: View) -> None:
        judged = part.verdict.about_part
        self._image.set_veiled(False)
        self._show_picture(part)
        self._image.set_caption(self._text.caption(part, view))
        self._show_verdict(part.verdict, self._text.why(part, view is View.EARLIER))
        self._score.show_score(part.score if judged else None)
        self._tools.show_regions(part.regions if judged else None)
        self._strip.mark_shown(part)

    def _render_waiting(self) -> None:
        self._image.set_veiled(False)
        self._show_verdict(Verdict.NOT_READY, self._line)
        self._score.show_score(None)
        self._render_no_part()

    def _render_trouble(self, trouble: SourceNotice) -> None:
        self._show_last_picture()
        self._image.set_veiled(True, self._text.state(trouble.state))
        self._show_verdict(Verdict.NOT_READY, trouble.sentence)
        self._score.show_score(None)
        self._render_no_part()

    def _render_failure(self) -> None:
        self._show_last_picture()
        self._image.set_veiled(True, self.tr("Not judged"))
        self._show_verdict(Verdict.ERROR, self._line)
        self._score.show_station(self.tr("The station, not the part"), self.tr("The counts of this shift are kept."))
        self._render_no_part()

    def _show_last_picture(self) -> None:
        if self._on_view.live is None:
            self._image.show_message(self.tr("No live picture"), "")
        else:
            self._show_picture(self._on_view.live)

    def _show_picture(self, part: Inspection) -> None:
        self._image.show_inspection(part, self._newest if part is self._on_view.live else None)
        self._pictures.fit_to(self._image.wanted)

    def _render_no_part(self) -> None:
        self._image.set_caption("")
        self._tools.show_regions(None)
        self._strip.mark_shown(None)
