"""Spares the window the long pauses of Python's garbage collector."""

import gc
from functools import cache


@cache
def set_aside(_what: str) -> None:
    """Have the collector leave alone what there is now, once for each `_what` that has just been imported.

    It looks through all that has lived long every few ten seconds while parts are recorded, whichever thread it is in,
    and holds up all others meanwhile, for tenths of a second with torch and SQLAlchemy loaded, which stay for good.
    Afterwards it has only to look at what came later. Any thread.
    """
    gc.freeze()
