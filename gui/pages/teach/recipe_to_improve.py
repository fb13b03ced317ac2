"""The recipe that a draft improves: what the draft takes over from it."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.drafts.draft import Draft
from core.drafts.improving import KnownPictures, improved_values, known_pictures
from gui.background import Background
from gui.pages.teach.product_card import ProductCard
from gui.pages.teach.state import TeachState
from gui.workers import Failure

if TYPE_CHECKING:
    from core.recipe import Recipe

LoadRecipe = Callable[[Path], "Recipe"]
_LONGEST_WAIT_MS = 20_000


class RecipeToImprove(QObject):
    """Reads the recipe that was chosen, and has the draft begin as that was taught, with the pictures it was taught on.

    What it has to say is told on the card.
    """

    changed = Signal()  # `busy` has, or what was taken over

    def __init__(
        self, state: TeachState, card: ProductCard, load_recipe: LoadRecipe, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._card, self._load_recipe = state, card, load_recipe
        self._asked = Path()
        self._brought: tuple[Path, ...] = ()  # the folders that came with the recipe
        self._loader = Background(self)
        self._loader.done.connect(self._on_loaded)
        self._loader.failed.connect(self._on_failed)
        card.recipe_chosen.connect(self._on_chosen)
        card.recipe_cleared.connect(self._on_cleared)

    @property
    def busy(self) -> bool:
        """Whether the recipe is being read."""
        return self._loader.busy

    def shutdown(self) -> None:
        """Wait for what is under way."""
        self._loader.drop(_LONGEST_WAIT_MS)

    @Slot(str)
    def _on_chosen(self, path: str) -> None:
        self._asked = Path(path).absolute()
        draft = self._state.draft
        captured = self._state.store.captured_path(draft.key)
        self._loader.do(partial(_load, self._load_recipe, self._asked, draft, self._brought, captured))
        self.changed.emit()

    @Slot()
    def _on_cleared(self) -> None:
        self._state.change(improves=None)
        self._bring(KnownPictures())

    @Slot(object)
    def _on_loaded(self, loaded: "tuple[Recipe, KnownPictures, tuple[str, ...]]") -> None:
        recipe, known, left_out = loaded
        self._state.change(**improved_values(recipe, self._asked))
        self._bring(known)
        self._state.change(left_out=tuple(dict.fromkeys((*self._state.draft.left_out, *left_out))))
        self._card.show_problem(known.remark)
        self.changed.emit()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._card.show_problem(failure.what)
        self.changed.emit()

    def _bring(self, known: KnownPictures) -> None:
        """Take a recipe's pictures into the draft, instead of those that came with the recipe before.

        What somebody has chosen stays, and the recipe's own are taught with it.
        """
        draft, gone = self._state.draft, set(self._brought) - set(known.folders)
        if any(str(folder) == draft.source for folder in gone):
            self._card.forget_folder()
        stays = [folder for folder in draft.folders if folder not in gone]
        folders = _together(draft.folders, self._brought, known)
        self._brought = tuple(folder for folder in known.folders if folder not in stays or folder in self._brought)
        values: dict[str, object] = {"folders": folders, "defects": known.defects or draft.defects}
        if not self._card.has_source:
            values["source"] = str(folders[0]) if folders else ""
        self._state.change(**values)


def _together(chosen: Sequence[Path], brought: Collection[Path], known: KnownPictures) -> tuple[Path, ...]:
    """What was chosen, without what another recipe has brought, and what is known of this one."""
    stays = [folder for folder in chosen if folder not in brought or folder in known.folders]
    return (*stays, *(folder for folder in known.folders if folder not in stays))


def _load(
    load_recipe: LoadRecipe, path: Path, draft: Draft, brought: Collection[Path], captured: Path
) -> "tuple[Recipe, KnownPictures, tuple[str, ...]]":
    """The recipe, its pictures, and what the draft will call those of them that were left out."""
    recipe, known = load_recipe(path), known_pictures(path)
    draft = draft.changed(folders=_together(draft.folders, brought, known))
    return recipe, known, known.names_left_out(draft, captured)
