"""All that the Recipes page has done in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from core.recipes.carrying import Arrival, duplicate_recipe, export_recipe, import_recipe, look_at
from core.recipes.catalogue import Catalogue, Listed
from core.recipes.comparison import Comparison
from core.recipes.details import Details, compare_versions, details_of
from core.recipes.notes import change_notes
from core.recipes.saving import bring_back
from core.records.yields import Yields
from gui.background import Background, behind
from gui.errands import Errands

_WAIT_MS = 30_000

GetYields = Callable[[], Yields]
"""What each recipe has passed; any thread. Raises RecordsError."""


@dataclass(frozen=True)
class Outcome:
    """What an errand of this `kind` came to: `path` is the recipe it was about, `detail` what to tell of it."""

    kind: str
    path: Path
    detail: str = ""


class RecipeWork(QObject):
    """Lists, looks, compares and changes; each result comes as a signal."""

    listed = Signal(object)  # Listed
    looked = Signal(object)  # Details
    compared = Signal(object, int, object)  # Path, the earlier version's number, Comparison
    arrived = Signal(object)  # Arrival
    done = Signal(object)  # Outcome
    failed = Signal(object)  # Failure
    not_looked = Signal(object)  # Failure: the details of a recipe can't be had
    yields_known = Signal(object)  # Yields
    changed = Signal()  # `busy` or `comparing` has

    def __init__(self, catalogue: Catalogue, get_yields: GetYields, parent: QObject) -> None:
        super().__init__(parent)
        self._catalogue, self._get_yields, self._stopped = catalogue, get_yields, False
        self._counter = Background(self)
        self._counter.done.connect(self._on_counted)
        self._lister, self._reader = Background(self), Background(self)
        self._comparer, self._arrivals = Background(self), Background(self)
        self._errands = Errands(self)
        self._lister.done.connect(self._on_listed)
        self._reader.done.connect(self._on_looked)
        self._comparer.done.connect(self._on_compared)
        self._arrivals.done.connect(self._on_arrived)
        self._errands.done.connect(self._on_done)
        self._reader.failed.connect(self.not_looked)
        for background in (self._lister, self._comparer, self._arrivals):
            background.failed.connect(self.failed)
        self._errands.failed.connect(self.failed)
        self._errands.changed.connect(self.changed)
        self._comparer.changed.connect(self.changed)

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
        self._begin(self._lister, partial(self._catalogue.read, () if active is None else (active,)))

    def count_yields(self) -> None:
        """Count what each recipe has passed; where there are no records nothing comes of it."""
        self._begin(self._counter, partial(behind, self._get_yields))

    def look(self, path: Path) -> None:
        """Read a recipe's versions and pictures."""
        self._begin(self._reader, partial(details_of, path, self._is_stopped))

    def compare(self, path: Path, number: int) -> None:
        """Compare an earlier version with the present one."""
        self._begin(self._comparer, partial(_compared, path, number, self._is_stopped))

    def look_at_arrival(self, path: Path) -> None:
        """Find out what importing a file would bring."""
        self._begin(self._arrivals, partial(look_at, path, self._catalogue.folder))

    def take_in(self, path: Path, name: str) -> None:
        """Import a file under a name."""
        self._errands.do(lambda: Outcome("imported", import_recipe(path, self._catalogue.folder, name), name))

    def duplicate(self, path: Path, name: str) -> None:
        """Make another recipe of this one."""
        self._errands.do(lambda: Outcome("duplicated", duplicate_recipe(path, self._catalogue.folder, name), name))

    def export(self, path: Path, target: Path) -> None:
        """Write a recipe, with all it carries, into one file."""
        self._errands.do(lambda: Outcome("exported", path, str(export_recipe(path, target))))

    def bring_back(self, path: Path, number: int) -> None:
        """Make an earlier version the present one."""
        self._errands.do(lambda: Outcome("brought back", path, str(bring_back(path, number).card.version)))

    def note(self, path: Path, code: str, text: str) -> None:
        """Keep what was noted."""
        self._errands.do(partial(_noted, path, code=code, text=text))

    def archive(self, path: Path, archived: bool) -> None:
        """Put a recipe away, or take it out again."""
        self._errands.do(partial(_noted, path, archived=archived))

    def shutdown(self) -> None:
        """Give up what only shows something, and end what changes something."""
        self._stopped = True
        for background in (self._lister, self._reader, self._comparer, self._arrivals, self._counter):
            background.shutdown(_WAIT_MS)
        self._errands.shutdown(_WAIT_MS)

    def _begin(self, background: Background, task: Callable[[], object]) -> None:
        """Begin something, unless the window goes: what comes to its end then still tells of it."""
        if not self._stopped:
            background.do(task)

    def _is_stopped(self) -> bool:
        return self._stopped

    @Slot(object)
    def _on_listed(self, listed: Listed) -> None:
        self.listed.emit(listed)

    @Slot(object)
    def _on_counted(self, yields: Yields) -> None:
        self.yields_known.emit(yields)

    @Slot(object)
    def _on_looked(self, details: Details) -> None:
        self.looked.emit(details)

    @Slot(object)
    def _on_compared(self, outcome: tuple[Path, int, Comparison]) -> None:
        self.compared.emit(*outcome)

    @Slot(object)
    def _on_arrived(self, arrival: Arrival) -> None:
        self.arrived.emit(arrival)

    @Slot(object)
    def _on_done(self, outcome: Outcome) -> None:
        self.done.emit(outcome)


def _compared(path: Path, number: int, should_stop: Callable[[], bool]) -> tuple[Path, int, Comparison]:
    return path, number, compare_versions(path, number, should_stop)


def _noted(path: Path, **values: object) -> Outcome:
    change_notes(path, **values)
    return Outcome("noted", path)
