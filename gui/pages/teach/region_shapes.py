"""The shapes somebody draws, and every state they were in before."""

from PySide6.QtCore import QObject, Signal

from core.region.shapes import Shape

_KEPT = 200  # states that can be gone back to


class RegionShapes(QObject):
    """Shapes in the order they were drawn; at most one of them is chosen. What is done can be undone."""

    changed = Signal()  # the shapes, or which one is chosen

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shapes: tuple[Shape, ...] = ()
        self._chosen: int | None = None
        self._before: list[tuple[Shape, ...]] = []

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """All shapes."""
        return self._shapes

    @property
    def chosen(self) -> int | None:
        """The number of the chosen one, from 0 on."""
        return self._chosen

    @property
    def chosen_shape(self) -> Shape | None:
        """The chosen one itself."""
        return None if self._chosen is None else self._shapes[self._chosen]

    @property
    def can_undo(self) -> bool:
        """Whether there is a state before."""
        return bool(self._before)

    def begin_with(self, shapes: tuple[Shape, ...]) -> None:
        """Take these shapes, with nothing to be undone."""
        self._before.clear()
        self._take(shapes, None)

    def add(self, shape: Shape) -> None:
        """Put a new shape over the others and choose it."""
        self.remember()
        self._take((*self._shapes, shape), len(self._shapes))

    def replace(self, shape: Shape) -> None:
        """Put another form in the chosen one's place; nothing is remembered, so that a drag is undone as a whole."""
        if self._chosen is not None:
            number = self._chosen
            self._take((*self._shapes[:number], shape, *self._shapes[number + 1 :]), number)

    def remove_chosen(self) -> None:
        """Take the chosen one away."""
        if self._chosen is not None:
            self.remember()
            self._take(self._shapes[: self._chosen] + self._shapes[self._chosen + 1 :], None)

    def keep_last(self) -> None:
        """Take all away but the one drawn last; undone together with what was drawn."""
        self._take(self._shapes[-1:], 0 if self._shapes else None)

    def clear(self) -> None:
        """Take all away."""
        if self._shapes:
            self.remember()
            self._take((), None)

    def choose(self, number: int | None) -> None:
        """Choose one, or none."""
        self._take(self._shapes, number)

    def choose_next(self, step: int) -> None:
        """Choose the one after (1) or before (-1) the chosen one."""
        if self._shapes:
            first = -1 if self._chosen is None and step > 0 else (self._chosen or 0)
            self.choose((first + step) % len(self._shapes))

    def remember(self) -> None:
        """Make the state of now one that can be gone back to."""
        if not self._before or self._before[-1] != self._shapes:
            self._before = [*self._before[-_KEPT:], self._shapes]

    def undo(self) -> None:
        """Go back to the state before."""
        while self._before:
            before = self._before.pop()
            if before != self._shapes:
                self._take(before, None)
                return
        self.changed.emit()

    def _take(self, shapes: tuple[Shape, ...], chosen: int | None) -> None:
        if (shapes, chosen) != (self._shapes, self._chosen):
            self._shapes, self._chosen = shapes, chosen
            self.changed.emit()
