"""A view to put pictures into, and a picture whose places can be told apart."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from stage import put_on_stage

from gui.widgets.image_view import ImageView

RED, GREEN, BLUE, GREY = (200, 0, 0), (0, 180, 0), (0, 0, 220), (90, 90, 90)


def quarters(side: int = 100) -> npt.NDArray[np.uint8]:
    """Red and green above, blue and grey below."""
    image, half = np.empty((side, side, 3), np.uint8), side // 2
    image[:half, :half], image[:half, half:], image[half:, :half], image[half:, half:] = RED, GREEN, BLUE, GREY
    return image


def open_view(window: QWidget) -> ImageView:
    """A view of 400 × 400 in a window, without the focus."""
    view = ImageView()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.setFocus()  # else the view, the only one in its window, would wear the focus ring
    put_on_stage(window, view, 400, 400)
    return view
