"""Recipe and source: what the station inspects with, and what."""

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from core.inspection.run import Inspects
from core.inspection.trigger import Trigger, TriggerMode
from core.sources.base import Source
from gui.background import Background
from gui.station.inspector_loader import InspectorLoader
from gui.workers import Failure

if TYPE_CHECKING:
    from core.recipe import Recipe  # imports the networks, see gui.services

log = logging.getLogger(__name__)


class Equipment(QObject):
    """Recipe and source, each of them or none; a recipe is loaded ahead of time and once, for all runs with it."""

    ready = Signal()  # the recipe is loaded: a run begins at once

    def __init__(self, make_inspector: Callable[["Recipe"], Inspects], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.recipe: Recipe | None = None
        self.source: Source | None = None
        self.device = ""  # what computes, known once it is
        self.loader: InspectorLoader | None = None
        self._pace = 0.0
        self._make_inspector = make_inspector
        self._warm_up = Background(self)
        self._warm_up.done.connect(self._on_warm)
        self._warm_up.failed.connect(self._on_not_warm)

    @property
    def complete(self) -> bool:
        """Whether there are both."""
        return self.recipe is not None and self.source is not None

    def take_recipe(self, recipe: "Recipe") -> None:
        """Inspect with this recipe, and begin to load it."""
        self.recipe = recipe
        self.loader = InspectorLoader(partial(self._make_inspector, recipe))
        self._warm_up.do(self.loader.load)

    def take_source(self, source: Source, pace: float = 0.0) -> None:
        """Inspect this source, one picture every `pace` seconds at the most; 0: whenever the station's trigger says."""
        self.source, self._pace = source, pace

    @Slot(str)
    def take_device(self, device: str) -> None:
        """Know what computes."""
        self.device = device

    def paced(self, trigger: Trigger) -> Trigger:
        """Give the trigger of this source: the station's unless it has a pace of its own."""
        return Trigger(TriggerMode.INTERVAL, self._pace) if self._pace else trigger

    def shutdown(self, milliseconds: int) -> None:
        """Load no more, and wait for what is under way."""
        self._warm_up.shutdown(milliseconds)

    @Slot(object)
    def _on_warm(self, inspector: Inspects) -> None:
        self.device = inspector.device_label
        self.ready.emit()

    @Slot(object)
    def _on_not_warm(self, failure: Failure) -> None:
        log.warning("The recipe is not ready yet: %s", failure.what)  # Start tries again, and tells what is wrong
