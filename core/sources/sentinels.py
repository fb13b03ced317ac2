"""Small files that say that an image beside them is complete: part1.png.done or part1.done for part1.png."""

from pathlib import Path


class Sentinels:
    """Knows what the sentinel of an image is called. Without an ending there are none; "done" means ".done"."""

    def __init__(self, ending: str = "") -> None:
        self.ending = f".{ending}" if ending[:1].isalnum() else ending

    def __bool__(self) -> bool:
        return bool(self.ending)

    def is_one(self, name: str) -> bool:
        """Whether a file is called like a sentinel."""
        return bool(self.ending) and name.endswith(self.ending)

    def beside(self, name: str) -> tuple[str, ...]:
        """What the sentinels of an image may be called, none without an ending."""
        return (name + self.ending, Path(name).stem + self.ending) if self.ending else ()
