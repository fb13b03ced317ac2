"""Puts what is on view into the Inspect page's widgets."""

from PySide6.QtCore import QObject

from core.types import Inspection, SourceNotice, Verdict
from gui.pages.inspect.full_image import FullImage
from gui.pages.inspect.inspect_layout import InspectLayout
from gui.pages.inspect.on_view import OnView, OnViewKind
from gui.pages.inspect.part_text import PartText
from gui.pictures.prepared_picture import PreparedPicture
from gui.pictures.prepared_pictures import PreparedPictures


class Rendering(QObject):
    """Shows a part, a picture that only passes by, a trouble or a failure: one at a time, and all of it.

    `line` says why there is no verdict, `newest` is what a worker has made of the newest part.
    """

    def __init__(self, at: InspectLayout, on_view: OnView, pictures: PreparedPictures, parent: QObject) -> None:
        super().__init__(parent)
        self.line = ""
        self.newest: PreparedPicture | None = None
        self._at, self._on_view, self._pictures = at, on_view, pictures
        self._text = PartText(self)
        self._full: FullImage | None = None

    def render(self) -> None:
        """Show what is on view now."""
        on_view, view = self._on_view, self._on_view.view
        part = on_view.part
        self._at.tools.set_frozen(on_view.frozen is not None)
        self._at.back.setVisible(view is OnViewKind.EARLIER)
        if view is OnViewKind.FAILURE:
            self._render_failure()
        elif view is OnViewKind.TROUBLE and on_view.trouble is not None:
            self._render_trouble(on_view.trouble)
        elif part is not None:
            self._render_part(part, view)
        else:
            self._render_waiting(view)
        self._at.warning.show_warning(on_view.warning)

    def show_in_full(self, full: FullImage) -> None:
        """Show verdicts over the whole window, too."""
        self._full = full

    def _show_verdict(self, verdict: Verdict, line: str) -> None:
        self._at.tile.show_verdict(verdict, line)
        self._at.make_room_for(verdict)
        if self._full is not None:
            self._full.show_verdict(verdict, line)

    def _render_part(self, part: Inspection, view: OnViewKind) -> None:
        judged = part.verdict.about_part
        self._at.image.set_veiled(False)
        self._show_picture(part)
        self._at.image.set_caption(self._text.caption(part, view))
        self._show_verdict(part.verdict, self._text.why(part, view is OnViewKind.EARLIER, self._on_view.answer))
        self._at.score.show_score(part.score if judged else None)
        self._at.tools.show_regions(part.regions if judged else None)
        self._at.strip.mark_shown(part)

    def _render_waiting(self, view: OnViewKind) -> None:
        preview = self._on_view.preview
        if view is OnViewKind.PREVIEW and preview is not None:
            self._at.image.show_live(preview.image, self._pictures.take_frame(preview))
            self._pictures.fit_to(self._at.image.wanted)
        else:
            self._at.image.show_message(self.line, "")
        self._at.image.set_veiled(False)
        self._show_verdict(Verdict.NOT_READY, self.line)
        self._at.score.show_score(None)
        self._render_no_part()

    def _render_trouble(self, trouble: SourceNotice) -> None:
        self._show_last_picture()
        self._at.image.set_veiled(True, self._since(self._text.state(trouble.state)))
        self._show_verdict(Verdict.NOT_READY, trouble.sentence)
        self._at.score.show_score(None)
        self._render_no_part()

    def _render_failure(self) -> None:
        self._show_last_picture()
        self._at.image.set_veiled(True, self._since(self.tr("Not judged")))
        self._show_verdict(Verdict.ERROR, self.line)
        title = self.tr("The station, not the part")
        self._at.score.show_station(title, self.tr("The counts of this shift are kept."))
        self._render_no_part()

    def _since(self, word: str) -> str:
        return self._text.last_picture(self._on_view.live, word)

    def _show_last_picture(self) -> None:
        if self._on_view.live is None:
            self._at.image.show_message(self.tr("No live picture"), "")
        else:
            self._show_picture(self._on_view.live)

    def _show_picture(self, part: Inspection) -> None:
        self._at.image.show_inspection(part, self.newest if part is self._on_view.live else None)
        self._pictures.fit_to(self._at.image.wanted)

    def _render_no_part(self) -> None:
        self._at.image.set_caption("")
        self._at.tools.show_regions(None)
        self._at.strip.mark_shown(None)
