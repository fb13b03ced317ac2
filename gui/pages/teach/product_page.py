"""The first page: what is taught, and where its pictures come from."""

from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.drafts.draft import Draft
from core.drafts.store import ListedDrafts
from core.errors import SourceError
from gui.background import Background
from gui.pages.teach.drafts_card import DraftsCard
from gui.pages.teach.product_card import ProductCard
from gui.pages.teach.questions import Questions
from gui.pages.teach.recipe_to_improve import LoadRecipe, RecipeToImprove
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.path_dialogs import PathDialogs
from gui.widgets.camera_list import ListCameras
from gui.widgets.scrolling import Scrolling
from gui.workers import Failure

_LONGEST_WAIT_MS = 20_000


class ProductPage(StepPage):
    """Name and source of what is taught, or the recipe that is improved; and the list of unfinished teachings."""

    step = "product"

    def __init__(
        self,
        state: TeachState,
        list_cameras: ListCameras,
        load_recipe: LoadRecipe,
        dialogs: PathDialogs | None = None,
        questions: Questions | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            state,
            self.tr("What do you want to teach?"),
            self.tr("Give the product a name and say where pictures of good parts come from."),
            parent,
        )
        self._questions = questions or Questions(self)
        self._card = ProductCard(list_cameras, dialogs or PathDialogs(self))
        self._drafts = DraftsCard()
        self._improving = RecipeToImprove(state, self._card, load_recipe, self)
        self._lister = Background(self)
        row = QHBoxLayout()
        scrolling = Scrolling(self._card)
        self._card.problem_said.connect(scrolling.bring_into_view)
        row.addWidget(scrolling, 3)
        row.addWidget(self._drafts, 2)
        self._row = row
        self.column.addLayout(row, 1)
        self._connect()
        self._show_draft(state.draft)

    def set_compact(self, compact: bool) -> None:
        """Take the margins of the small layout, or of the large one."""
        super().set_compact(compact)
        self._row.setSpacing(12 if compact else 16)
        self._card.set_compact(compact)
        self._drafts.set_compact(compact)

    def isComplete(self) -> bool:
        """Whether there are a name and a source."""
        return bool(self.state.draft.name.strip()) and self._card.has_source and not self._improving.busy

    def missing(self) -> str:
        """What is still to be chosen."""
        if not self.state.draft.name.strip():
            return self.tr("Give the product a name.")
        return self.tr("Choose a folder or a camera.")

    def validatePage(self) -> bool:
        """Take the source over; stays here with a sentence when it can't be."""
        try:
            self._take_source(self._card.spec())
        except SourceError as error:
            self._card.show_problem(str(error))
            return False
        self._card.show_problem("")
        return True

    def list_drafts(self) -> None:
        """Look for unfinished teachings anew."""
        self._lister.do(self.state.store.listed)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for unfinished teachings and for cameras; one can type the name at once."""
        super().showEvent(event)
        self._card.setFocus()
        self.list_drafts()
        self._card.wake()

    def stop(self) -> None:
        """Wait for what is under way."""
        self._lister.drop(_LONGEST_WAIT_MS)
        self._improving.shutdown()
        self._card.shutdown()

    def _connect(self) -> None:
        self._card.name_changed.connect(self._on_name_changed)
        self._card.changed.connect(self.ways_changed)
        self._card.folder_entered.connect(self._on_folder_entered)
        self._drafts.chosen.connect(self.state.draft_chosen)
        self._drafts.delete_requested.connect(self._on_delete_requested)
        self._questions.delete_confirmed.connect(self._on_delete_confirmed)
        self._lister.done.connect(self._on_drafts_listed)
        self._improving.changed.connect(self.ways_changed)
        self.state.draft_changed.connect(self._on_draft_changed)

    def _take_source(self, spec: str) -> None:
        """Teach from another source; folders that were added beside the one before stay."""
        spec = str(Path(spec).absolute()) if self._card.is_folder else spec
        draft = self.state.draft
        others = [folder for folder in draft.folders if str(folder) != draft.source]
        own = [Path(spec)] if self._card.is_folder and spec else []
        self.state.change(source=spec, folders=(*own, *(folder for folder in others if folder not in own)))

    def _show_draft(self, draft: Draft) -> None:
        self._card.show_draft(draft)
        self.ways_changed.emit()

    @Slot(object)
    def _on_draft_changed(self, draft: Draft) -> None:
        self._show_draft(draft)

    @Slot(str)
    def _on_name_changed(self, name: str) -> None:
        self.state.change(name=name)
        self.ways_changed.emit()

    @Slot()
    def _on_folder_entered(self) -> None:
        """Begin to look through the folder at once, and keep it in the draft."""
        self.validatePage()

    @Slot(object)
    def _on_drafts_listed(self, listed: ListedDrafts) -> None:
        self._drafts.show_drafts([draft for draft in listed.drafts if draft.key != self.state.draft.key])
        for remark in listed.remarks:
            self.state.failed.emit(Failure(remark))

    @Slot(object)
    def _on_delete_requested(self, draft: Draft) -> None:
        self._questions.ask_delete(self, draft)

    @Slot(object)
    def _on_delete_confirmed(self, draft: Draft) -> None:
        self.state.delete(draft)
        self.list_drafts()
