"""What every source of pictures can do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, runtime_checkable

from core.types import Frame, SkippedImage, SourceNotice, Verdict

SourceItem = Frame | SkippedImage | SourceNotice

GOES_ON = " Filbert goes on trying."
"""Ends the sentence of a source that is in trouble and will be tried again; who gives it up leaves that out."""


class Source(Protocol):
    """A source gives pictures one after another, in a fixed order, and says what it could not read.

    `name` is what the screen calls it. `total` is how many pictures it will give, None when that isn't
    known. `frames` may be called again to start anew; it raises SourceError when the source has gone for good.

    A source that has to be waited for (a camera, a hot folder) never holds up its reader for more than a moment:
    while it has no picture it gives a SourceNotice at least every WAKE_S seconds, so that whoever reads can stop.
    One that goes on by itself, a camera, says so with an attribute `live` that is true.
    Closing the iterator (`generator.close()`) frees the device. Its reader may pause between pictures for as long
    as it likes: what a source does meanwhile, drop or wait, is its own stated policy.
    """

    @property
    def name(self) -> str:
        """What the screen calls it."""

    @property
    def total(self) -> int | None:
        """How many pictures it will give, None when that isn't known."""

    def frames(self) -> Iterator[SourceItem]:
        """Give picture after picture."""


@runtime_checkable
class SettlingSource(Protocol):
    """A source that wants to know what became of its pictures: a hot folder notes them and moves the files."""

    def settle(self, item: Frame | SkippedImage, verdict: Verdict | None) -> None:
        """Take note that an item was dealt with; `verdict` is None for one that could not be read.

        Called once an item, in order, from one thread that isn't the reader's. Raises OutputError.
        """


WAKE_S = 0.1
"""A source that waits says so at least this often, in seconds."""


def drops_frames(source: Source) -> bool:
    """Whether a source goes on by itself, and pictures nobody takes in time are lost; it says so as `live`."""
    return bool(getattr(source, "live", False))


@contextmanager
def reading(source: Source) -> Iterator[Iterator[SourceItem]]:
    """Read a source from its beginning; however that ends, its device is freed. Raises SourceError if it has gone."""
    items = source.frames()
    try:
        yield items
    finally:
        close = getattr(items, "close", None)  # an iterator need not be a generator
        if close is not None:
            close()
