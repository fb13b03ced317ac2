"""Thumbnails of taught images, read from the disk when somebody looks at them."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from core.inspection.judge import verdict_of
from core.sources.folder import read_picture
from core.types import Inspection, ScoreMap, SkippedImage
from gui.background import Background
from gui.pictures.layers import layers_of
from gui.pictures.oddest_place import with_oddest_place
from gui.pictures.prepared_picture import PreparedPicture
from gui.pictures.thumbnails import draw_thumbnail

_BATCH = 6  # read before the next ones are asked for: what is scrolled past is not read at all
_WAITING = 60
_KEPT = 600  # thumbnails, of 124 kB each


@dataclass(frozen=True, eq=False)
class Pictured:
    """An image to be looked at: its key is its own; score and score map on the recipe's scale, if it has any."""

    key: str
    path: Path | None
    score: float
    score_map: ScoreMap | None = None


class ThumbnailLoader(QObject):
    """Gives a thumbnail if it has it, else reads it in the background and tells; the newest wishes come first."""

    loaded = Signal(str)  # key

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails: OrderedDict[str, QImage] = OrderedDict()
        self._wishes: OrderedDict[str, Pictured] = OrderedDict()
        self._reader = Background(self)
        self._reader.done.connect(self._on_read)
        self._reader.changed.connect(self._on_changed)

    def thumbnail(self, pictured: Pictured) -> QImage | None:
        """The thumbnail with its heatmap, null for a picture that can't be read; None: it comes later."""
        found = self._thumbnails.get(pictured.key)
        if found is not None:
            self._thumbnails.move_to_end(pictured.key)
            return found
        self._wishes[pictured.key] = pictured
        self._wishes.move_to_end(pictured.key)
        while len(self._wishes) > _WAITING:
            self._wishes.popitem(last=False)
        self._on_changed()
        return None

    def clear(self) -> None:
        """Forget all: the images have other maps now."""
        self._thumbnails.clear()
        self._wishes.clear()

    def shutdown(self, milliseconds: int) -> None:
        """Read no more, and wait for what is being read."""
        self._wishes.clear()
        self._reader.drop(milliseconds)

    @Slot()
    def _on_changed(self) -> None:
        if self._wishes and not self._reader.busy:
            batch = [self._wishes.popitem(last=True)[1] for _ in range(min(_BATCH, len(self._wishes)))]
            self._reader.do(partial(_read, tuple(batch)))

    @Slot(object)
    def _on_read(self, thumbnails: dict[str, QImage]) -> None:
        for key, thumbnail in thumbnails.items():
            self._wishes.pop(key, None)
            self._thumbnails[key] = thumbnail
            if len(self._thumbnails) > _KEPT:
                self._thumbnails.popitem(last=False)
            self.loaded.emit(key)


def read_part(pictured: Pictured) -> tuple[Inspection, PreparedPicture] | None:
    """The image with its score map as if it had just been inspected, and how it looks, its oddest place marked.

    None when it can't be read. Any thread.
    """
    if pictured.path is None:
        return None
    frame = read_picture(pictured.path, pictured.key, 1)
    if isinstance(frame, SkippedImage):
        return None
    score_map = np.zeros((1, 1), np.float32) if pictured.score_map is None else pictured.score_map
    inspection = Inspection(frame, score_map, pictured.score, verdict_of(pictured.score), (), 0.0)
    layers = with_oddest_place(layers_of(inspection), score_map)
    layers.pyramid.build()
    return inspection, PreparedPicture(layers, draw_thumbnail(layers), None)


def _read(batch: tuple[Pictured, ...]) -> dict[str, QImage]:
    return {pictured.key: _drawn(pictured) for pictured in batch}


def _drawn(pictured: Pictured) -> QImage:
    part = read_part(pictured)
    return QImage() if part is None else part[1].thumbnail
