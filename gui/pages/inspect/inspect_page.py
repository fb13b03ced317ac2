"""The page an operator looks at all shift."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from core.inspection.shift import Shift
from core.types import Frame, Inspection, SkippedImage, SourceNotice, TrainingProgress
from gui.look.restyling import when_restyled
from gui.look.theme import current_theme
from gui.pages.inspect.full_image import FullImage
from gui.pages.inspect.gaps import Gaps
from gui.pages.inspect.inspect_layout import InspectLayout
from gui.pages.inspect.on_view import OnView, OnViewKind
from gui.pages.inspect.part_text import PartText
from gui.pages.inspect.parts_model import Entry
from gui.pages.inspect.rendering import Rendering
from gui.pictures.prepared_pictures import PreparedPictures
from gui.station.activity import Activity
from gui.station.inspection_worker import Result


class InspectPage(QWidget):
    """Verdict, why, and how the shift goes: for the newest part, or an earlier one while somebody looks at it."""

    reset_requested = Signal()
    heatmap_changed = Signal(float)  # its opacity
    part_on_view = Signal(object, str)  # the Inspection somebody may have an opinion on, or None; what was said of it

    def __init__(self, pictures: PreparedPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else window and pages' stack are painted first
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._compact, self._pictures, self._text = False, pictures, PartText(self)
        self._on_view, self._at = OnView(), InspectLayout(self)
        self._gaps = Gaps(self._text)
        self._rendering = Rendering(self._at, self._on_view, pictures, self)
        self._full: FullImage | None = None  # made when first asked for: it covers the whole window
        self._connect()
        self.set_compact(False)
        self.show_shift(Shift())
        when_restyled(self._take_layout)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._take_layout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill what lies between the cards."""
        QPainter(self).fillRect(event.rect(), QColor(current_theme().app))

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the full image away with the page: it would lie over the next one, where Esc means something else."""
        super().hideEvent(event)
        if self._full is not None and not event.spontaneous():
            self._full.close_image()

    def set_crowded(self, crowded: bool) -> None:
        """Make room for the banner: in the small layout charts and image tools step aside."""
        self._at.set_crowded(crowded)

    def show_status(self, activity: Activity, line: str, trouble: SourceNotice | None = None) -> None:
        """Show what the station does; `line` says why there is no verdict, `trouble` what keeps it from judging."""
        self._on_view.begin(activity)
        self._on_view.take_trouble(trouble)
        self._rendering.line = line
        self._at.strip.setEnabled(activity is not Activity.FAILED)
        self._at.show_teaching(activity is Activity.TEACHING)
        self._render()

    def show_results(self, results: list[Result]) -> None:
        """Add results to the strip, and show the newest part unless somebody looks at an earlier one."""
        entries: list[Entry] = []
        for result in results:
            if isinstance(result, Inspection):
                self._on_view.live, self._on_view.preview = result, None
                self._rendering.newest = self._pictures.take_part(result)
                entries.append(self._at.strip.model.kept(result, self._rendering.newest))
            elif isinstance(result, SkippedImage):
                entries.append(self._at.strip.model.skipped(result))
            else:
                entries += self._gaps.of(result)
        self._at.strip.add(entries)
        self._render()

    def show_answer(self, part: Inspection, answer: str) -> None:
        """Show what somebody said of a REVIEW part: good, bad or unsure."""
        self._on_view.answers[part.key] = answer
        self._render()

    def show_preview(self, frame: Frame) -> None:
        """Show a picture nobody asked a verdict on, while there is no part to show."""
        self._on_view.preview = frame
        if self._on_view.view is OnViewKind.PREVIEW:
            self._render()

    def show_shift(self, shift: Shift) -> None:
        """Show counts and charts."""
        self._at.counts.show_counts(
            shift.inspected, shift.passed, shift.failed, shift.skipped, shift.reviewed, shift.no_part, shift.not_judged
        )
        self._at.charts.show_shift(shift)

    def set_review_line(self, review_from: float) -> None:
        """Show where REVIEW begins on the recipe's scale; 1: there is no such band."""
        line = review_from if review_from < 1 else None
        self._at.score.set_review_line(line)
        self._at.charts.set_review_line(line)
        self._at.tools.set_review(line)

    def set_shortcoming(self, shortcoming: str) -> None:
        """Warn of what the recipe in use can't do, in a sentence; an empty one for a recipe that can do all."""
        if shortcoming != self._on_view.shortcoming:
            self._on_view.shortcoming = shortcoming
            self._render()

    def set_opacity(self, opacity: float) -> None:
        """Draw the heatmap at an opacity of 0 to 1."""
        self._at.tools.set_opacity(opacity)

    @Slot(object)
    def show_progress(self, progress: TrainingProgress) -> None:
        """Show how far teaching has come."""
        self._at.teaching.show_progress(progress)

    @Slot()
    def toggle_freeze(self) -> None:
        """Hold what is on view, or let it go."""
        self._at.tools.toggle_freeze()

    @Slot()
    def back_to_live(self) -> None:
        """Show the newest part again."""
        self._on_view.earlier = None
        self._at.show_overview(False)
        self._render()

    @Slot()
    def toggle_overview(self) -> None:
        """Show all of the last parts in place of the picture, or go back to the newest one."""
        if self._on_view.earlier is not None or self._at.overview_shown:
            self.back_to_live()
        else:
            self._at.show_overview(True)

    @Slot()
    def close_what_is_over(self) -> bool:
        """Leave the full image or the overview; whether there was one."""
        if self._full is not None and self._full.is_open:
            self._full.close_image()
            return True
        if self._at.overview_shown:
            self._at.show_overview(False)
            return True
        return False

    def key_actions(self) -> dict[str, Callable[[], object]]:
        """The keys that do something here, and what."""
        image, tools, strip = self._at.image, self._at.tools, self._at.strip
        looking = {"L": self.toggle_overview, "Left": strip.show_left, "Right": strip.show_right}
        zooming = {"+": image.zoom_in, "=": image.zoom_in, "-": image.zoom_out, "0": image.fit}
        heatmap = {"H": tools.toggle_heatmap, "[": tools.less_opacity, "]": tools.more_opacity}
        return {**looking, **zooming, **heatmap, "F8": self.toggle_freeze}

    def _take_layout(self) -> None:
        self._at.set_compact(self._compact)

    def _connect(self) -> None:
        at = self._at
        at.strip.part_chosen.connect(self._on_part_chosen)
        at.strip.overview_requested.connect(self.toggle_overview)
        at.overview.part_chosen.connect(self._on_part_chosen)
        at.overview.close_requested.connect(self.back_to_live)
        at.tools.heatmap_changed.connect(self._on_heatmap_changed)
        at.tools.freeze_toggled.connect(self._on_freeze_toggled)
        at.tools.full_image_requested.connect(self._on_full_image_requested)
        at.counts.reset_requested.connect(self.reset_requested)
        at.back.clicked.connect(self.back_to_live)

    def _render(self) -> None:
        self._rendering.render()
        self.part_on_view.emit(self._on_view.part, self._on_view.answer)

    @Slot(object)
    def _on_part_chosen(self, inspection: Inspection) -> None:
        self._at.show_overview(False)
        self._on_view.look_at(inspection)
        self._render()

    @Slot(bool, float)
    def _on_heatmap_changed(self, visible: bool, opacity: float) -> None:
        self._at.image.set_heatmap(visible, opacity)
        self.heatmap_changed.emit(opacity)

    @Slot(bool)
    def _on_freeze_toggled(self, frozen: bool) -> None:
        self._at.tools.set_frozen(self._on_view.freeze(frozen))
        self._render()

    @Slot()
    def _on_full_image_requested(self) -> None:
        if self._full is None:
            self._full = FullImage(self.window())
            self._rendering.show_in_full(self._full)
        self._full.open_image(self._at.image)
        self._render()
