"""Which part of a picture is seen, and how large."""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QTransform

from gui.pictures.view_size import fitted_size

LARGEST_ZOOM = 16.0
"""How many times larger than fitted a picture can be shown."""


class Viewport:
    """A picture's place in a view: fitted into it, or larger, moved so that no edge comes off the view's own.

    It stays where it is when another picture of the same size comes, and fits one of another size.
    """

    def __init__(self) -> None:
        self._view, self._picture = QSizeF(1, 1), QSizeF(1, 1)
        self._zoom = 1.0
        self._middle = QPointF(0.5, 0.5)  # what is seen in the view's middle, as a share of the picture

    @property
    def zoom(self) -> float:
        """1 when the picture is fitted, at most LARGEST_ZOOM."""
        return self._zoom

    def set_view(self, size: QSizeF) -> None:
        """The view has another size."""
        self._view = size
        self._hold()

    def set_picture(self, size: QSizeF) -> None:
        """A picture of this size is shown, in its own pixels."""
        if size != self._picture:
            self._picture = size
            self.fit()

    def fit(self) -> None:
        """Show the whole picture."""
        self._zoom, self._middle = 1.0, QPointF(0.5, 0.5)

    def zoom_at(self, point: QPointF, factor: float) -> None:
        """Make the picture larger by `factor`, or smaller, around a point of the view, which keeps what it shows."""
        before = self.target()
        held = QPointF(
            (point.x() - before.left()) / before.width(),
            (point.y() - before.top()) / before.height(),
        )
        zoom = min(LARGEST_ZOOM, self._zoom * factor)
        self._zoom = zoom if zoom > 1.001 else 1.0  # steps there and back end exactly where they began
        size, middle = self._size(), self._view_middle()
        self._middle = held + QPointF((middle.x() - point.x()) / size.width(), (middle.y() - point.y()) / size.height())
        self._hold()

    def move_by(self, way: QPointF) -> None:
        """Move the picture by so many pixels of the view, as far as it goes."""
        size = self._size()
        self._middle -= QPointF(way.x() / size.width(), way.y() / size.height())
        self._hold()

    def target(self) -> QRectF:
        """Where the whole picture lies in the view; on whole pixels while it is fitted."""
        size, middle = self._size(), self._view_middle()
        if self._zoom == 1:
            left, top = (self._view.width() - size.width()) // 2, (self._view.height() - size.height()) // 2
        else:
            left = middle.x() - self._middle.x() * size.width()
            top = middle.y() - self._middle.y() * size.height()
        return QRectF(QPointF(left, top), size)

    def to_view(self) -> QTransform:
        """From pixels of the picture to the view."""
        target = self.target()
        transform = QTransform.fromTranslate(target.left(), target.top())
        return transform.scale(target.width() / self._picture.width(), target.height() / self._picture.height())

    def _size(self) -> QSizeF:
        return fitted_size(self._picture, self._view) * self._zoom

    def _view_middle(self) -> QPointF:
        return QPointF(self._view.width() / 2, self._view.height() / 2)

    def _hold(self) -> None:
        """Keep a picture smaller than the view in its middle, and the edges of a larger one outside."""
        size = self._size()
        self._middle = QPointF(
            _held(self._middle.x(), self._view.width() / size.width() / 2),
            _held(self._middle.y(), self._view.height() / size.height() / 2),
        )


def _held(middle: float, half: float) -> float:
    """Keep a share of the picture away from its edges by `half` of what is seen of it."""
    return 0.5 if half >= 0.5 else min(1 - half, max(half, middle))
