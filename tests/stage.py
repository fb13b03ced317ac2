"""What the tests of widgets share: a window to stand in, a look at the pixels, and made-up parts."""

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from core.types import Frame, Inspection, Region, Verdict


def put_on_stage(window: QWidget, widget: QWidget, width: int, height: int) -> None:
    """Show a widget inside a shown window: by itself its size limits would make the offscreen platform complain."""
    window.resize(width, height)
    widget.setParent(window)
    widget.resize(width, height)
    widget.show()


def pixels_of(widget: QWidget) -> npt.NDArray[np.uint8]:
    """What a widget shows: (height, width, 3), RGB."""
    picture = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(picture.constBits(), np.uint8).reshape(picture.height(), picture.bytesPerLine())
    return rows[:, : 3 * picture.width()].reshape(picture.height(), picture.width(), 3).copy()


def rgb(colour: str) -> tuple[int, int, int]:
    """#RRGGBB as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from WCAG 2.2."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def make_part(
    score: float = 0.4,
    name: str = "part.png",
    image: npt.NDArray[np.uint8] | None = None,
    score_map: npt.NDArray[np.float32] | None = None,
    regions: tuple[Region, ...] = (),
) -> Inspection:
    """An inspected part: a grey picture of 64 × 64 unless another is given."""
    image = np.full((64, 64, 3), 90, np.uint8) if image is None else image
    score_map = np.zeros((16, 16), np.float32) if score_map is None else score_map
    verdict = Verdict.FAIL if score >= 1 else Verdict.PASS
    return Inspection(Frame(image, name, 1, 0.0), score_map, score, verdict, regions, 20.0)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in rgb(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
