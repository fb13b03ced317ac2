"""Torch's libraries, loaded before Qt's without importing torch."""

import ctypes
import importlib.util
import os
import sys
from pathlib import Path

_LAST = "torch_python.dll"  # it needs all the others


def load_torch_libraries() -> None:
    """On Windows load torch's libraries, a second's work; `import torch` later finds them there. Elsewhere do nothing.

    Once Qt's libraries are loaded, torch's c10.dll refuses to be (WinError 1114, pytorch/pytorch#166628): both bring a
    C++ runtime, and the older of the two wins. Importing torch first would do as well, and keep the window waiting for
    thousands of Python files. Raises OSError when a library can't be loaded.
    """
    if sys.platform != "win32":
        return
    torch = importlib.util.find_spec("torch")
    if torch is None or torch.origin is None:
        return
    folder = Path(torch.origin).parent / "lib"
    os.add_dll_directory(str(folder))
    ctypes.WinDLL(str(folder / _LAST))
