"""Loads what inspects, once, and ahead of time, so that Start begins at once."""

import threading
from collections.abc import Callable

from core.inspection.run import Inspects


class InspectorLoader:
    """Calls `make` once, however many threads ask; after an error the next one who asks tries again."""

    def __init__(self, make: Callable[[], Inspects]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._inspector: Inspects | None = None

    def load(self) -> Inspects:
        """Give the inspector; takes seconds the first time. Raises what `make` raises."""
        with self._lock:
            if self._inspector is None:
                self._inspector = self._make()
            return self._inspector
