"""Opens recipes and sources without holding up the window."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.sources.spec import SourceKind, kind_of
from gui.background import Background
from gui.services import Services
from gui.station.station import Station
from gui.workers import Failure

_LONGEST_WAIT_MS = 20_000
_AGAIN_MS = 5_000


class Opener(QObject):
    """Gives the station what it opens. One that can't be opened is told of, and what was there stays in force."""

    changed = Signal()  # `busy` has
    recipe_opened = Signal(object)  # its Path
    source_opened = Signal(str)  # its name as it was asked for
    failed = Signal(object)  # Failure

    def __init__(self, services: Services, station: Station) -> None:
        super().__init__(station)
        self._services = services
        self._recipe, self._source = Background(self), Background(self)
        self.stall_periods = 4.0  # of a live source, before it is STALLED
        self._recipe_asked, self._source_asked = Path(), ""
        self.recipe_path: Path | None = None  # of the recipe that was opened last
        self.source_kind: SourceKind | None = None  # of the source that was opened last
        self._awaited, self._told = "", False  # the source that isn't there yet; whether that was told
        self.again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self.again.timeout.connect(self._ask_again)
        self._source.done.connect(self._note_kind)  # first: the station's change is shown with it
        self._recipe.done.connect(station.use_recipe)
        self._source.done.connect(station.use_source)
        self._recipe.done.connect(self._on_recipe_opened)
        self._source.done.connect(self._on_source_opened)
        self._recipe.failed.connect(self.failed)
        self._source.failed.connect(self._on_source_failed)
        for background in (self._recipe, self._source):
            background.changed.connect(self.changed)

    @property
    def busy(self) -> bool:
        """Whether something is being opened."""
        return self._recipe.busy or self._source.busy

    def open_recipe(self, path: Path) -> None:
        """Open a recipe; a run in progress goes on until that has worked."""
        self._recipe_asked = path
        self._recipe.do(partial(self._services.load_recipe, path))

    def open_source(self, spec: str) -> None:
        """Open a source; a run in progress goes on until that has worked."""
        self._told = self._told and spec != self._awaited
        self._ask_source(spec)

    def await_source(self, spec: str) -> None:
        """Open a source as soon as it is there, or until another one is opened: a drive may come up after Filbert."""
        self._awaited, self._told = spec, False
        self._ask_source(spec)

    def shutdown(self) -> None:
        """Wait for what is under way."""
        self.again.stop()
        for background in (self._recipe, self._source):
            background.shutdown(_LONGEST_WAIT_MS)

    def _ask_source(self, spec: str) -> None:
        self.again.stop()
        self._source_asked = spec
        self._source.do(partial(self._services.open_source, spec, self.stall_periods))

    @Slot()
    def _ask_again(self) -> None:
        self._ask_source(self._awaited)

    @Slot(object)
    def _on_source_failed(self, failure: Failure) -> None:
        awaited = bool(self._awaited) and self._source_asked == self._awaited
        if awaited and not failure.foreseen:
            self._awaited = ""
        elif awaited:
            failure = replace(failure, advice=self.tr("Filbert opens it as soon as it can."))
        if self._awaited:
            self.again.start()
        if not (awaited and self._told):
            self._told = self._told or awaited
            self.failed.emit(failure)

    @Slot(object)
    def _note_kind(self, _source: object) -> None:
        self.source_kind = kind_of(self._source_asked)

    @Slot(object)
    def _on_recipe_opened(self, _recipe: object) -> None:
        self.recipe_path = self._recipe_asked
        self.recipe_opened.emit(self._recipe_asked)

    @Slot(object)
    def _on_source_opened(self, _source: object) -> None:
        self._awaited = ""
        self.source_opened.emit(self._source_asked)
