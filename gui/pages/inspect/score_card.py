"""The score against the threshold."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.look.restyling import when_restyled
from gui.look.theme import scaled
from gui.pages.inspect.score_bar import ScoreBar
from gui.widgets.card import Card
from gui.widgets.labels import FigureLabel, text_label
from gui.widgets.score_text import score_text

_TEXT = 44  # what the text takes of the card's height


class ScoreCard(Card):
    """The last score as a number and as a bar with its lines; or what is the matter with the station."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text_label(self.tr("Score"), 15, 600)
        self._number = FigureLabel("–", 28, 700)
        self._hint = text_label(self.tr("fails from 1.00"), 14, 400, "text2")
        self._bar = ScoreBar()
        self._station_title = text_label("", 15, 600)
        self._station_text = text_label("", 15, 400, "text2")
        self._station_text.setWordWrap(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._score_page())
        self._pages.addWidget(self._station_page())
        self._outer = QVBoxLayout(self)
        self._outer.addWidget(self._pages)
        self._compact = False
        self._review: float | None = None
        self.set_compact(False)
        self.show_score(None)
        when_restyled(self._take_height)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._compact = compact
        self._number.set_type(20 if compact else 28, 700)
        self._hint.setVisible(compact)
        self._heading.setStretch(1, 0 if compact else 1)  # the number stands beside its name, or on the right
        self._heading.setStretch(3, 1 if compact else 0)
        self._outer.setContentsMargins(*((15, 10, 15, 8) if compact else (19, 11, 19, 8)))
        self._take_height()

    def set_review_line(self, review: float | None) -> None:
        """Set the score from which a part is to be looked at, on the recipe's scale; None: there is no such line."""
        self._review = review
        self._bar.set_review_line(review)

    def show_score(self, score: float | None, review_from: float | None = None) -> None:
        """Show a score on the recipe's scale; None leaves the bar empty.

        `review_from` is where the REVIEW line stood for this score, if not where `set_review_line` put it.
        """
        text = "–" if score is None else score_text(score)
        self._number.setText(text)
        self._bar.setAccessibleName(self.tr("Score {0}").format(text))
        self._bar.show_score(score)
        self._bar.set_review_line(self._review if review_from is None else review_from)
        self._show_page(0)

    def show_station(self, title: str, text: str) -> None:
        """Say what the station is waiting for or troubled by, in the score's place."""
        self._station_title.setText(title)
        self._station_text.setText(text)
        self._show_page(1)

    def _show_page(self, page: int) -> None:
        if page != self._pages.currentIndex():
            self._pages.setCurrentIndex(page)
            self._take_height()

    def _take_height(self) -> None:
        height = (108 if self._compact else 128) + scaled(_TEXT) - _TEXT
        if self._pages.currentIndex() == 0:
            self.setMinimumHeight(height)
            self.setMaximumHeight(height)
        else:  # the station's text may use room that is left, and give some where there is none
            self.setMinimumHeight(scaled(_TEXT) + 36)
            self.setMaximumHeight(scaled(152))

    def _score_page(self) -> QWidget:
        page = QWidget()
        self._heading = QHBoxLayout()
        self._heading.setSpacing(10)
        self._heading.addWidget(self._title)
        self._heading.addStretch()
        self._heading.addWidget(self._number)
        self._heading.addStretch()
        self._heading.addWidget(self._hint)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._heading)
        column.addWidget(self._bar)
        return page

    def _station_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._station_title)
        column.addWidget(self._station_text)
        column.addStretch()
        return page
