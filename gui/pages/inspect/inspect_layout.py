"""Where things stand on the Inspect page."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.types import Verdict
from gui.look.theme import current_appearance, scaled
from gui.pages.inspect.counts_card import CountsCard
from gui.pages.inspect.image_tools import ImageTools
from gui.pages.inspect.part_overview import PartOverview
from gui.pages.inspect.part_strip import PartStrip
from gui.pages.inspect.score_card import ScoreCard
from gui.pages.inspect.shift_charts import ShiftCharts
from gui.pages.inspect.teaching_panel import TeachingPanel
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.widgets.action_button import TARGET_PX, ToolButton
from gui.widgets.card import Card
from gui.widgets.image_view import ImageView
from gui.widgets.warning_strip import WarningStrip

_HUGE = 1.5  # in so large a text the small layout has no room for charts
_GAPS = {True: 12, False: 16}  # between cards, in the small layout or the large one
_SIDE = {True: 424, False: 592}  # width of the right column
_UNSCORED = (Verdict.NO_PART, Verdict.NOT_READY)  # words in two lines, of something without a score
_UNSCORED_IF_HUGE = (*_UNSCORED, Verdict.ERROR)  # and a banner that needs the room
_REACH = 14  # above and below the button that lies on the picture
_MARGIN = 24  # left and right of the page, in the large layout


class InspectLayout(QObject):
    """The widgets of the page in two columns: the picture over the last parts, and what is said about them."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.image, self.tools = ImageView(), ImageTools()
        self.teaching, self.strip = TeachingPanel(), PartStrip()
        self.overview = PartOverview(self.strip.model)
        self.tile, self.score = VerdictTile(), ScoreCard()
        self.counts, self.charts = CountsCard(), ShiftCharts()
        self.warning = WarningStrip()
        self.back = ToolButton(self.tr("Back to live"), "L")
        self._image_card, self._picture = Card(), QStackedWidget()
        self._compact = self._crowded = False
        self._verdict = Verdict.NOT_READY
        self._lay_out_picture()
        self._lay_out(page)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one, in the text size of now."""
        self._compact = compact
        gap, width = _GAPS[compact], _SIDE[compact]
        across = gap if compact else _MARGIN
        self._columns.setContentsMargins(across, gap, across, gap)
        for box in (self._columns, self._left, self._right):
            box.setSpacing(gap)
        self._side.setFixedWidth((width + scaled(width)) // 2)  # half as much more as the text
        sized = (self.image, self.tools, self.teaching, self.strip, self.overview)
        for widget in (*sized, self.score, self.counts, self.charts, self.warning):
            widget.set_compact(compact)
        self._step_aside()

    def set_crowded(self, crowded: bool) -> None:
        """Make room for the banner: in the small layout charts and image tools step aside."""
        self._crowded = crowded
        self._step_aside()

    def make_room_for(self, verdict: Verdict) -> None:
        """In the small layout a word in two lines takes the place of the score that it doesn't have."""
        if verdict is not self._verdict:
            self._verdict = verdict
            self._step_aside()

    def show_teaching(self, teaching: bool) -> None:
        """Show how a teaching goes in the picture's place, or the picture again after it."""
        if teaching or self._picture.currentWidget() is self.teaching:
            self._picture.setCurrentWidget(self.teaching if teaching else self._image_card)

    @property
    def overview_shown(self) -> bool:
        """Whether all of the last parts stand in the picture's place."""
        return self._picture.currentWidget() is self.overview

    def show_overview(self, shown: bool) -> None:
        """Show all of the last parts in the picture's place, or the picture; a teaching keeps it."""
        if self._picture.currentWidget() is not self.teaching:
            self._picture.setCurrentWidget(self.overview if shown else self._image_card)
        if shown:
            self.overview.open()

    def _step_aside(self) -> None:
        aside = self._compact and self._crowded
        huge = self._compact and current_appearance().text_scale >= _HUGE
        self.charts.setVisible(not aside and not huge)
        self.tools.setVisible(not aside)
        self.image.set_alone(aside)
        self.tile.set_compact(self._compact and (aside or not huge))  # what the charts leave is the verdict's
        scored = not self._compact or self._verdict not in (_UNSCORED_IF_HUGE if huge else _UNSCORED)
        self.score.setVisible(scored)
        self.tile.set_room_below(0 if scored else self.score.minimumHeight() + _GAPS[self._compact])

    def _lay_out_picture(self) -> None:
        over_image = QGridLayout(self.image)
        over_image.setContentsMargins(12, 52 - _REACH, 12, 12)  # under the caption
        self.back.set_reach(0, _REACH, 0, _REACH)
        self.back.setMinimumHeight(TARGET_PX)
        over_image.addWidget(self.back, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        inside = QHBoxLayout(self._image_card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.image, 1)
        inside.addWidget(self.tools)
        self.tools.zoom_in_requested.connect(self.image.zoom_in)
        self.tools.zoom_out_requested.connect(self.image.zoom_out)
        self.tools.fit_requested.connect(self.image.fit)
        self.image.zoom_changed.connect(self.tools.show_zoom)
        for shown in (self._image_card, self.teaching, self.overview):
            self._picture.addWidget(shown)

    def _lay_out(self, page: QWidget) -> None:
        self._left, self._side = QVBoxLayout(), QWidget()
        self._left.addWidget(self.warning)
        self._left.addWidget(self._picture, 1)
        self._left.addWidget(self.strip)
        self._right = QVBoxLayout(self._side)
        self._right.setContentsMargins(0, 0, 0, 0)
        for card in (self.tile, self.score, self.counts):
            self._right.addWidget(card)
        self._right.addWidget(self.charts, 1)
        self._right.addStretch()  # in place of charts that stepped aside
        self._columns = QHBoxLayout(page)
        self._columns.addLayout(self._left, 1)
        self._columns.addWidget(self._side)
