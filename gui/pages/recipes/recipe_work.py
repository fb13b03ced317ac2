"""All that the Recipes page has done in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.recipes.carrying import duplicate_recipe, export_recipe, import_recipe, look_at
from core.recipes.catalogue import Catalogue
from core.recipes.comparison import Comparison
from core.recipes.details import compare_versions, details_of
from core.recipes.notes import change_notes
from core.recipes.saving import bring_back
from core.records.yields import Yields
from gui.background import behind
from gui.page_work import PageWork

GetYields = Callable[[], Yields]
"""What each recipe has passed; any thread. Raises RecordsError."""


@dataclass(frozen=True)
class ErrandOutcome:
    """What an errand of this `kind` came to: `path` is the recipe it was about, `detail` what to tell of it."""

    kind: str
    path: Path
    detail: str = ""


@dataclass(frozen=True)
class ComparedVersion:
    """A recipe's earlier version, by its number, beside the present one."""

    path: Path
    number: int
    comparison: Comparison


class RecipeWork(PageWork):
    """Lists, looks, compares and changes; each result comes as a signal."""

    listed = Signal(object)  # Listed
    looked = Signal(object)  # Details
    compared = Signal(object)  # ComparedVersion
    arrived = Signal(object)  # IncomingRecipe
    done = Signal(object)  # ErrandOutcome
    not_looked = Signal(object)  # Failure: the details of a recipe can't be had
    yields_known = Signal(object)  # Yields

    def __init__(self, catalogue: Catalogue, get_yields: GetYields, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue, self._get_yields = catalogue, get_yields
        self._counter = self.background(self.yields_known)
        self._lister = self.background(self.listed, self.failed)
        self._reader = self.background(self.looked, self.not_looked)
        self._comparer = self.background(self.compared, self.failed)
        self._comparer.changed.connect(self.changed)
        self._arrivals = self.background(self.arrived, self.failed)
        self._errands = self.errands(self.done)

    @property
    def busy(self) -> bool:
        """Whether something is being changed."""
        return self._errands.busy

    @property
    def comparing(self) -> bool:
        """Whether versions are being compared."""
        return self._comparer.busy

    def list_recipes(self, active: Path | None) -> None:
        """Look what recipes there are; the active one may lie anywhere."""
        self.begin(self._lister, partial(self._catalogue.read, () if active is None else (active,)))

    def count_yields(self) -> None:
        """Count what each recipe has passed; where there are no records nothing comes of it."""
        self.begin(self._counter, partial(behind, self._get_yields))

    def look(self, path: Path) -> None:
        """Read a recipe's versions and pictures."""
        self.begin(self._reader, partial(details_of, path, self._is_stopped))

    def compare(self, path: Path, number: int) -> None:
        """Compare an earlier version with the present one."""
        self.begin(self._comparer, partial(_compared, path, number, self._is_stopped))

    def look_at_arrival(self, path: Path) -> None:
        """Find out what importing a file would bring."""
        self.begin(self._arrivals, partial(look_at, path, self._catalogue.folder))

    def take_in(self, path: Path, name: str) -> None:
        """Import a file under a name."""
        self._errands.do(lambda: ErrandOutcome("imported", import_recipe(path, self._catalogue.folder, name), name))

    def duplicate(self, path: Path, name: str) -> None:
        """Make another recipe of this one."""
        self._errands.do(
            lambda: ErrandOutcome("duplicated", duplicate_recipe(path, self._catalogue.folder, name), name)
        )

    def export(self, path: Path, target: Path) -> None:
        """Write a recipe, with all it carries, into one file."""
        self._errands.do(lambda: ErrandOutcome("exported", path, str(export_recipe(path, target))))

    def bring_back(self, path: Path, number: int) -> None:
        """Make an earlier version the present one."""
        self._errands.do(lambda: ErrandOutcome("brought back", path, str(bring_back(path, number).card.version)))

    def note(self, path: Path, code: str, text: str) -> None:
        """Keep what was noted."""
        self._errands.do(partial(_noted, path, code=code, text=text))

    def archive(self, path: Path, archived: bool) -> None:
        """Put a recipe away, or take it out again."""
        self._errands.do(partial(_noted, path, archived=archived))

    def _is_stopped(self) -> bool:
        return self.stopped


def _compared(path: Path, number: int, should_stop: Callable[[], bool]) -> ComparedVersion:
    return ComparedVersion(path, number, compare_versions(path, number, should_stop))


def _noted(path: Path, **values: object) -> ErrandOutcome:
    change_notes(path, **values)
    return ErrandOutcome("noted", path)
