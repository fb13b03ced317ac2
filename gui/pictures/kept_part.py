"""One of the last parts, kept so that fifty of them stay small."""

import weakref
from dataclasses import replace

import numpy as np
from PySide6.QtGui import QImage

from core.types import Inspection
from gui.pictures.layers import layers_of
from gui.pictures.prepared_picture import PreparedPicture, packed_of, unpack
from gui.pictures.pyramid import Pyramid
from gui.pictures.thumbnails import draw_thumbnail


class KeptPart:
    """An inspected part with its thumbnail; a large picture is packed, and let go when nobody else holds it."""

    def __init__(self, inspection: Inspection, prepared: PreparedPicture | None = None) -> None:
        height, width = inspection.frame.image.shape[:2]
        self._size = width, height
        self._packed = prepared.packed if prepared else packed_of(Pyramid(inspection.frame.image))
        self._thumbnail = prepared.thumbnail if prepared else None
        self._alive = weakref.ref(inspection)
        self._kept = inspection if self._packed is None else _without_picture(inspection)

    @property
    def facts(self) -> Inspection:
        """All but the picture: name, verdict, score, regions."""
        return self._kept

    def inspection(self) -> Inspection:
        """Give the part with its picture: the very one that came as long as somebody holds it, else one unpacked.

        A picture unpacked is good to look at, and no more the bytes that were judged.
        """
        part = self._alive()
        if part is None:
            part = self._kept
            if self._packed is not None:
                part = replace(part, frame=replace(part.frame, image=unpack(self._packed, *self._size)))
            self._alive = weakref.ref(part)
        return part

    def is_part(self, inspection: Inspection | None) -> bool:
        """Whether this is what `inspection` gave, or what it was made of."""
        return inspection is not None and self._alive() is inspection

    def thumbnail(self) -> QImage:
        """Give the small picture, made when it is first asked for unless a worker has made it."""
        if self._thumbnail is None:
            self._thumbnail = draw_thumbnail(layers_of(self.inspection()))
        return self._thumbnail


def _without_picture(inspection: Inspection) -> Inspection:
    return replace(inspection, frame=replace(inspection.frame, image=np.zeros((1, 1, 3), np.uint8)))
