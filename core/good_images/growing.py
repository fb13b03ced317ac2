"""An array that grows by rows at little cost."""

import numpy as np
import numpy.typing as npt

_FIRST = 64


class Growing:
    """Rows of float32, (n, width). Appending costs no copy of all but each time the room is used up, then doubled."""

    def __init__(self, width: int) -> None:
        self._room = np.empty((_FIRST, width), np.float32)
        self._count = 0

    def append(self, row: npt.ArrayLike) -> None:
        """Add a row, (width)."""
        if self._count == len(self._room):
            self._room = np.concatenate([self._room, np.empty_like(self._room)])
        self._room[self._count] = row
        self._count += 1

    @property
    def rows(self) -> npt.NDArray[np.float32]:
        """All rows, (n, width): a view, good until the next is added."""
        return self._room[: self._count]
