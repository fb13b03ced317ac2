"""A barcode scanner is a keyboard that types faster than anybody: what it read, told from what somebody typed."""

LONGEST_GAP_S = 0.08
"""Between two keys of a scanner; people who type fast need about twice as long."""

SHORTEST = 3
"""Characters: two keys in quick succession are no scan."""


class ScanBuffer:
    """Hears each key with the moment it came (seconds of any clock that never goes back)."""

    def __init__(self) -> None:
        self._text, self._last = "", float("-inf")

    def key(self, text: str, at: float) -> None:
        """Take what a key types."""
        if at - self._last > LONGEST_GAP_S:
            self._text = ""
        self._text += text
        self._last = at

    def enter(self, at: float) -> str:
        """What was scanned, now that Enter came; empty when somebody typed. It begins anew."""
        scanned = self._text if at - self._last <= LONGEST_GAP_S and len(self._text) >= SHORTEST else ""
        self._text, self._last = "", float("-inf")
        return scanned.strip()
