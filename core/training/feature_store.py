"""Features on the disk: thousands of pictures have more than fits in memory."""

import tempfile
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import IO, Self

import numpy as np
import torch
from torch import Tensor

from core.errors import TeachingError


class FeatureStore:
    """Features (N, C) of picture after picture in a temporary file that vanishes when it is closed.

    `on_read` is called before each reading: whatever goes over the good set can be stopped there by an exception.
    Raises TeachingError when there is nowhere to put the file.
    """

    def __init__(self, places: int, channels: int, on_read: Callable[[], None] = lambda: None) -> None:
        self._shape = (places, channels)
        self._bytes = places * channels * np.dtype(np.float32).itemsize
        self._count = 0
        self._on_read = on_read
        self._file = _temporary_file()

    def __len__(self) -> int:
        return self._count

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def heed(self) -> None:
        """Go by `on_read` where work takes long without reading."""
        self._on_read()

    def append(self, features: Tensor) -> None:
        """Add one picture's features (N, C). Raises TeachingError when the disk has no room."""
        self._write(self._count, features)
        self._count += 1

    def replace(self, index: int, features: Tensor) -> None:
        """Put other features (N, C) in the place of a picture's."""
        self._write(index, features)

    def _write(self, index: int, features: Tensor) -> None:
        content = features.detach().cpu().float().contiguous().numpy()
        try:
            self._file.seek(index * self._bytes)
            self._file.write(content.tobytes())
            self._file.flush()
        except OSError as error:
            raise TeachingError(
                f"The features of the good images can't be kept in {tempfile.gettempdir()} ({error.strerror}). "
                f"Free some space there: {self._bytes / 1e6:.0f} MB an image."
            ) from error

    def read(self, indices: Sequence[int]) -> Tensor:
        """The features of these pictures: (B, N, C) float32."""
        self._on_read()
        features = np.empty((len(indices), *self._shape), np.float32)
        for row, index in zip(features, indices, strict=True):
            self._file.seek(index * self._bytes)
            row[:] = np.frombuffer(self._file.read(self._bytes), np.float32).reshape(self._shape)
        return torch.from_numpy(features)


def _temporary_file() -> IO[bytes]:
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise TeachingError(
            f"There is no folder for temporary files that can be written to ({error.strerror}). "
            "Free some space or let the variable TMPDIR (on Windows: TEMP) name one."
        ) from error
