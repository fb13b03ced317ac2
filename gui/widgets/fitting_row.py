"""A row that shows what there is room for."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame


class FittingRow(QFrame):
    """A row of any width: what doesn't fit steps aside, whenever the row or a part of it gets another size.

    A child says in `take_fitting` what is shown, and shows or hides it nowhere else.
    """

    _fitting = False

    def fit(self) -> None:
        """Show what there is room for."""
        if self._fitting:  # showing a part may resize the row, and what is hidden meanwhile Qt would show after all
            return
        self._fitting = True
        try:
            self.take_fitting()
        finally:
            self._fitting = False

    def take_fitting(self) -> None:
        """Show what there is room for now, and hide the rest."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:
        """Any width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for now."""
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """Show what there is room for when a part has become wider or narrower."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.fit()
        return done
