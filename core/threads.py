"""How much of the computer a thread may take from the others."""

import os
import sys
import threading

_NICE = 5  # of 19: a quarter of a core beside a thread that never rests, not a tenth as with 10


def step_back() -> None:
    """Let others go before the calling thread, and those it starts from now on.

    On Linux a thread has a niceness of its own; on Windows whoever starts the thread gives it a priority. Where
    neither can be had nothing changes.
    """
    if sys.platform == "linux":
        try:
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
        except OSError:  # a container may forbid it
            return
