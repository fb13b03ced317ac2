"""What is said where there is no terminal: Windows starts the windowed program without one, and without streams."""

import io
import os
import sys
from pathlib import Path

_LONGEST = 2000
_ICON_ERROR = 0x10


class Words(io.StringIO):
    """Keeps what is written to stderr, to be shown in a box when the program ends because of it."""

    def show(self) -> None:
        """Show the last of it, if there is any."""
        text = self.getvalue().strip()[-_LONGEST:]
        if text and sys.platform == "win32":
            import ctypes  # noqa: PLC0415 - only Windows has the box

            ctypes.windll.user32.MessageBoxW(None, text, "Filbert", _ICON_ERROR)


def give_streams() -> Words | None:
    """Give the process the streams it lacks; words are to be shown at its end. None when there is a terminal."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the process ends
    if sys.stderr is not None:
        return None
    sys.stderr = words = Words()
    return words
