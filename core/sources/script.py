"""What the test source plays: a script of good pictures and faults."""

import itertools
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import SourceError
from core.files import readable_name
from core.sources.numbered import SMALLEST_WIDTH


class Act(StrEnum):
    """What the test source does in one step of its script."""

    FRAMES = "frames"  # a new picture each period
    STALL = "stall"  # no picture comes
    FREEZE = "freeze"  # the last picture comes again and again
    HANG = "hang"  # the driver doesn't come back
    UNPLUG = "unplug"  # the device has gone and can't be opened
    ERROR = "error"  # the driver fails once, with an exception of its own
    GARBAGE = "garbage"  # what comes is no picture
    BLACK = "black"  # all pixels are 0

    @property
    def is_fault(self) -> bool:
        """Whether something is wrong with the source meanwhile."""
        return self is not Act.FRAMES


@dataclass(frozen=True)
class Place:
    """The step that is played at a tick: what it does, its index, and from which tick to before which."""

    act: Act
    step: int
    begin: int
    end: int


class Script(BaseModel):
    """Steps of (what, how many periods), and the pictures that go with them.

    With `paced` a period passes on the clock, `period_ms` each; without, the source waits for nothing and no picture
    is dropped. `repeat` plays it over and over. Pictures are "numbers" (`width` × `height`, see numbered.py) or
    "parts" (the demo's, `part_size` square). The same script gives the same pictures.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: tuple[tuple[Act, Annotated[int, Field(ge=1)]], ...] = Field(min_length=1)
    period_ms: float = Field(default=33.0, gt=0, le=60_000)
    paced: bool = True
    repeat: bool = False
    pictures: Literal["numbers", "parts"] = "numbers"
    width: int = Field(default=640, ge=SMALLEST_WIDTH, le=8192)
    height: int = Field(default=480, ge=16, le=8192)
    part_size: int = Field(default=256, ge=32, le=2048)
    seed: int = Field(default=0, ge=0)

    @property
    def period_s(self) -> float:
        """Seconds from one picture to the next."""
        return self.period_ms / 1000

    @property
    def ticks(self) -> int:
        """How many periods one round takes."""
        return self._ends[-1]

    def place(self, tick: int) -> Place | None:
        """Say what is played at tick 0, 1, 2…; None after the end."""
        if tick >= self.ticks and not self.repeat:
            return None
        played, within = divmod(tick, self.ticks)
        step = bisect_right(self._ends, within)
        act, length = self.steps[step]
        end = played * self.ticks + self._ends[step]
        return Place(act, played * len(self.steps) + step, end - length, end)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(itertools.accumulate(length for _, length in self.steps))


def read_script(path: Path) -> Script:
    """Read a script from a JSON file, such as {"steps": [["frames", 90], ["unplug", 60]], "repeat": true}.

    Raises SourceError when there is none or it can't be played.
    """
    name = readable_name(path)
    try:
        text = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError(f"The script {name} can't be read. Check its name, or name one of the built-in.") from error
    try:
        return Script.model_validate_json(text)
    except ValidationError as error:
        raise SourceError(f"The script {name} can't be played ({first_problem(error)}). Correct it.") from error


def first_problem(error: ValidationError) -> str:
    """Say where the first thing is that is wrong, and what."""
    problem = error.errors()[0]
    where = ".".join(str(place) for place in problem["loc"])
    return f"{where}: {problem['msg']}" if where else problem["msg"]
