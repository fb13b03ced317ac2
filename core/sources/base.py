"""What every source of pictures can do."""

from collections.abc import Iterator
from typing import Protocol

from core.types import Frame, SkippedImage


class Source(Protocol):
    """A source gives pictures one after another, in a fixed order, and says what it could not read.

    `name` is what the screen calls it. `total` is how many pictures it will give, None when that isn't
    known. `frames` may be called again to start anew; it raises SourceError when the source has gone.
    """

    @property
    def name(self) -> str:
        """What the screen calls it."""

    @property
    def total(self) -> int | None:
        """How many pictures it will give, None when that isn't known."""

    def frames(self) -> Iterator[Frame | SkippedImage]:
        """Give picture after picture."""
