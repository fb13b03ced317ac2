"""A source of good images that are looked at on their way to the teaching."""

from collections.abc import Iterator, Sequence

from core.errors import TeachingError
from core.good_images.checks import GoodImageChecks
from core.good_images.counting import ENOUGH, FEWEST
from core.good_images.measurement import Measurement, measure
from core.good_images.remark import Remark
from core.sources.base import Source, SourceItem
from core.types import Frame, SkippedImage


class Checked:
    """Another source's images, each picture once. What is to be said of them is known once they all went by.

    An exact copy is left out, and so is what is black or white all over: neither teaches anything. A copy held out from
    its twin would score as if it had been taught, and promise what nobody has seen.

    Raises TeachingError from `frames`, at the end, when all the images are one and the same picture, or show nothing:
    a recipe of those would look as trustworthy as any, and let everything pass or nothing.
    """

    def __init__(self, source: Source) -> None:
        self._source, self._checks, self._done = source, GoodImageChecks(), False
        self._first: dict[bytes, str] = {}  # of all pictures with the same pixels
        self._useless: dict[str, str] = {}  # why, in a sentence

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
            if isinstance(item, Frame):
                if not self._done:
                    self._look_at(item.name, measure(item.image))
                if item.name in self._useless:
                    yield SkippedImage(item.name, item.number, self._useless[item.name])
                    continue
            yield item
        self._done = True
        count, differing = len(self._checks), self._checks.teachable
        if count >= FEWEST > differing:
            raise TeachingError(hopeless(self.name, count, differing))

    def _look_at(self, name: str, found: Measurement) -> None:
        self._checks.take(name, found)
        first = self._first.setdefault(found.digest, name)
        if found.blank in ("black", "white"):
            self._useless[name] = f"{name} is left out: it is {found.blank} all over."
        elif first != name:
            self._useless[name] = f"{name} is left out: it is {first} once more, pixel for pixel."


def hopeless(name: str, count: int, differing: int) -> str:
    """Why so many images can't be taught of which so few differ and show anything, in a sentence."""
    why = "are one and the same picture, or show nothing" if differing else "show nothing: they are black or white"
    return (
        f"The {count} images in {name} {why}. Filbert needs at least {FEWEST} that differ; {ENOUGH} or more teach well."
    )
