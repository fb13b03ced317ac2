"""Runs first in both programs, before PyInstaller's own start: tells it where the modules are that they share.

The archive without modules that each program has at its end is left aside. Only built-in modules can be imported yet.
"""

import sys

sys._pyinstaller_pyz = sys._MEIPASS + "/modules.pyz"  # noqa: SLF001 - PyInstaller's own names for the two
