"""The measurements of a growing set, in columns."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from core.good_images.growing import Growing
from core.good_images.measurement import COARSE_LENGTH, FINE_LENGTH, LOOKS_LENGTH, Measurement

Rows = npt.NDArray[np.intp]

_NUMBERS = ("height", "width", "brightness", "brightest", "white", "black", "edges", "detail", "pixels")


class Table:
    """One row a picture, in the order in which they came; a row once given keeps its number."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers = Growing(len(_NUMBERS))
        self._looks = Growing(LOOKS_LENGTH)
        self._coarse = Growing(COARSE_LENGTH)
        self._fine = Growing(FINE_LENGTH)

    def append(self, name: str, measurement: Measurement) -> int:
        """Add a picture; gives the number of its row."""
        self.names.append(name)
        self._numbers.append([getattr(measurement, number) for number in _NUMBERS])
        self._looks.append(measurement.looks)
        self._coarse.append(measurement.coarse)
        self._fine.append(measurement.fine)
        return len(self.names) - 1

    def numbers(self, name: str, rows: Rows) -> npt.NDArray[np.float64]:
        """One number of each of these rows, (n); it has the name it has in Measurement."""
        return np.asarray(self._numbers.rows[rows, _NUMBERS.index(name)], np.float64)

    @property
    def looks(self) -> npt.NDArray[np.float32]:
        """The looks of all rows."""
        return self._looks.rows

    @property
    def coarse(self) -> npt.NDArray[np.float32]:
        """The coarse copies of all rows."""
        return self._coarse.rows

    @property
    def fine(self) -> npt.NDArray[np.float32]:
        """The fine copies of all rows."""
        return self._fine.rows

    def named(self, rows: Iterable[int]) -> tuple[str, ...]:
        """The names of these rows."""
        return tuple(self.names[row] for row in rows)
