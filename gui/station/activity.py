"""What the station is busy with."""

from enum import Enum, auto


class Activity(Enum):
    """What the station does at the moment."""

    IDLE = auto()
    TEACHING = auto()
    LOADING = auto()
    RUNNING = auto()
    PAUSED = auto()
    STOPPING = auto()
    FINISHED = auto()
    FAILED = auto()
