"""The test images of a dataset over and over, as if parts came along a belt; for the demo."""

from collections.abc import Iterator
from itertools import count

import numpy as np

from core.dataset import Dataset
from core.sources.folder import read_picture
from core.types import Frame, SkippedImage


class ShuffledSource:
    """Never-ending test images of a dataset, in another order each round, the same again for the same seed.

    A frame's name doesn't tell whether the part is good.
    """

    def __init__(self, dataset: Dataset, seed: int) -> None:
        self._paths = [image.path for image in dataset.test]
        self._seed = seed

    @property
    def name(self) -> str:
        """What the screen calls it."""
        return "Test images, repeated"

    @property
    def total(self) -> None:
        """There is no end."""
        return

    def frames(self) -> Iterator[Frame | SkippedImage]:
        """Read image after image, round after round, numbered from 1."""
        rng = np.random.default_rng(self._seed)
        numbers = count(1)
        while True:
            for index in rng.permutation(len(self._paths)):
                number = next(numbers)
                yield read_picture(self._paths[index], f"Part {number}", number)
