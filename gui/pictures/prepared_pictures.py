"""What a worker has made for the screen, on its way there."""

from weakref import WeakKeyDictionary

from core.types import Frame, Inspection
from gui.pictures.layers import Layers, fitted_to, live_layers
from gui.pictures.prepared_picture import PreparedPicture, prepare_picture
from gui.pictures.view_size import ViewSize


class PreparedPictures:
    """Pictures made in a worker's thread and taken in the window's. One that nobody takes goes with its part."""

    def __init__(self) -> None:
        self._view: ViewSize | None = None
        self._parts: WeakKeyDictionary[Inspection, PreparedPicture] = WeakKeyDictionary()
        self._frames: WeakKeyDictionary[Frame, Layers] = WeakKeyDictionary()

    def fit_to(self, view: ViewSize | None) -> None:
        """Say how large the next pictures will be shown; None: in no size that is known before."""
        self._view = view

    def prepare(self, shown: Inspection | Frame) -> None:
        """Make what the screen will need of a part, or of a picture that nobody wanted a verdict on."""
        if isinstance(shown, Inspection):
            self._parts[shown] = prepare_picture(shown, self._view)
        else:
            self._frames[shown] = fitted_to(live_layers(shown.image), self._view)

    def take_part(self, part: Inspection) -> PreparedPicture | None:
        """Give what was made of a part, once; None: it has still to be made."""
        return self._parts.pop(part, None)

    def take_frame(self, frame: Frame) -> Layers | None:
        """Give what was made of a picture that nobody wanted a verdict on, once."""
        return self._frames.pop(frame, None)
