"""A source of good images that are looked at on their way to the teaching."""

from collections.abc import Iterator, Sequence

from core.errors import TeachingError
from core.good_images.checks import GoodImageChecks
from core.good_images.counting import ENOUGH, FEWEST
from core.good_images.measurement import measure
from core.good_images.remark import Remark
from core.sources.base import Source, SourceItem
from core.types import Frame


class Checked:
    """Another source's images, unchanged. What is to be said of them is known once they all went by.

    Raises TeachingError from `frames`, at the end, when all the images are one and the same picture, or show nothing:
    a recipe of those would look as trustworthy as any, and let everything pass or nothing.
    """

    def __init__(self, source: Source) -> None:
        self._source, self._checks, self._done = source, GoodImageChecks(), False

    @property
    def name(self) -> str:
        """The source's own name."""
        return self._source.name

    @property
    def total(self) -> int | None:
        """How many images there are, readable or not; None where nobody knows."""
        return self._source.total

    @property
    def remarks(self) -> Sequence[Remark]:
        """What is to be said of the images that went by."""
        return self._checks.remarks()

    def frames(self) -> Iterator[SourceItem]:
        """Give the images in their order; they are looked at when they go by for the first time."""
        for item in self._source.frames():
            if isinstance(item, Frame) and not self._done:
                self._checks.take(item.name, measure(item.image))
            yield item
        self._done = True
        count, differing = len(self._checks), self._checks.teachable
        if count >= FEWEST > differing:
            raise TeachingError(hopeless(self.name, count, differing))


def hopeless(name: str, count: int, differing: int) -> str:
    """Why so many images can't be taught of which so few differ and show anything, in a sentence."""
    why = "are one and the same picture, or show nothing" if differing else "show nothing: they are black or white"
    return (
        f"The {count} images in {name} {why}. Filbert needs at least {FEWEST} that differ; {ENOUGH} or more teach well."
    )
