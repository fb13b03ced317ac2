"""How large a picture is shown."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, QSizeF, Qt


@dataclass(frozen=True)
class ViewSize:
    """A view's size in device-independent pixels, and how many real ones each has."""

    width: int
    height: int
    ratio: float = 1.0

    def pixels_of(self, width: int, height: int) -> QSize:
        """How many real pixels a picture of width × height gets when all of it is shown; at least one each way."""
        shown = fitted_size(QSizeF(width, height), QSizeF(self.width, self.height)) * self.ratio
        return QSize(max(1, round(shown.width())), max(1, round(shown.height())))


def fitted_size(picture: QSizeF, view: QSizeF) -> QSizeF:
    """How large a picture is when all of it is shown in a view, in the view's pixels: whole ones."""
    fitted = picture.scaled(view, Qt.AspectRatioMode.KeepAspectRatio)
    return QSizeF(max(1, round(fitted.width())), max(1, round(fitted.height())))
