"""What would make Qt abort at start, found beforehand and said in one sentence.

Qt ends the process, with no chance to catch it, when its platform plugin can't be loaded or the display can't be
reached. So this module imports no Qt at its top, and is asked before anything else of gui is imported.
"""

import ctypes
import importlib.util
import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

APT_LINE = (
    "sudo apt-get install -y libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0"
    " libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
"""All that Qt's xcb and offscreen platforms load and a bare Debian or Ubuntu lacks."""

_OFFSCREEN = "set QT_QPA_PLATFORM=offscreen to run without a screen"


def missing_for_window() -> str | None:
    """One sentence with what keeps the window from opening here and how to get it; None when nothing does."""
    problem = _import_problem()
    if problem or not sys.platform.startswith("linux"):
        return problem
    return platform_problem(os.environ)


def missing_for_pdf() -> str | None:
    """One sentence with what keeps Qt from drawing without a window here; None when nothing does."""
    problem = _import_problem()
    if problem or not sys.platform.startswith("linux"):
        return problem
    return _plugin_problem("offscreen")


def binding_problem(python: tuple[int, ...], pyside: tuple[int, ...]) -> str | None:
    """Why this pair of versions must not be used: PySide6 6.12 loses references before Python 3.12, then aborts."""
    if python >= (3, 12) or pyside < (6, 12):
        return None
    have = ".".join(map(str, pyside[:3]))
    return f'PySide6 {have} ends without warning on Python before 3.12: run pip install "PySide6-Essentials<6.12".'


def platform_problem(environment: Mapping[str, str]) -> str | None:
    """Why none of the platforms Qt would try can start; None as soon as one of them can."""
    platforms = _platforms(environment)
    if not platforms:
        return f"There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set. Start from a desktop, or {_OFFSCREEN}."
    problem = None
    for platform in platforms:
        problem = _plugin_problem(platform) or _display_problem(platform, environment)
        if problem is None:
            return None
    return problem


def _import_problem() -> str | None:
    try:
        import PySide6.QtSvg  # noqa: PLC0415 - a missing library shows only here, and must become a sentence
        import PySide6.QtWidgets  # noqa: PLC0415
    except ModuleNotFoundError:
        return "PySide6 is not installed: run pip install PySide6-Essentials."
    except ImportError as error:
        return _library_sentence(str(error))
    return binding_problem(sys.version_info[:3], PySide6.__version_info__[:3])


def _platforms(environment: Mapping[str, str]) -> list[str]:
    """Qt's platforms in the order it would try them; options after a colon are Qt's own."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen:
        return [name.partition(":")[0] for name in chosen.split(";")]
    displays = {"wayland": "WAYLAND_DISPLAY", "xcb": "DISPLAY"}
    return [name for name, variable in displays.items() if environment.get(variable)]


def _plugin_problem(platform: str) -> str | None:
    folder = _plugin_folder()
    if not folder.is_dir():
        return None  # a Qt laid out otherwise than PyPI's: it knows better where its plugins are
    plugin = folder / f"libq{platform.partition('-')[0]}.so"  # wayland-egl is in the plugin of wayland
    if not plugin.exists():
        return f'QT_QPA_PLATFORM names "{platform}", which this Qt does not have: unset it, or {_OFFSCREEN}.'
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _library_sentence(str(error))
    return None


def _plugin_folder() -> Path:
    spec = importlib.util.find_spec("PySide6")
    package = Path(spec.origin).parent if spec and spec.origin else Path()
    return package / "Qt" / "plugins" / "platforms"


def _library_sentence(loader_message: str) -> str:
    """Name the library of a message such as "libEGL.so.1: cannot open shared object file: No such file"."""
    library = loader_message.partition(":")[0]
    return f"The window needs {library}, which can't be loaded here. On Debian and Ubuntu run: {APT_LINE}"


def _display_problem(platform: str, environment: Mapping[str, str]) -> str | None:
    if platform == "xcb":
        return _x11_problem(environment.get("DISPLAY", ""))
    if platform.startswith("wayland"):
        return _wayland_problem(environment)
    return None


def _x11_problem(display: str) -> str | None:
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(display.encode(), None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        return f'The display "{display}" (DISPLAY) can\'t be reached. Start from a desktop, or {_OFFSCREEN}.'
    return None


def _wayland_problem(environment: Mapping[str, str]) -> str | None:
    name = environment.get("WAYLAND_DISPLAY", "wayland-0")
    address = Path(environment.get("XDG_RUNTIME_DIR", ""), name)  # an absolute name stands for itself
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(str(address))
        except OSError:
            return f'The display "{name}" (WAYLAND_DISPLAY) can\'t be reached. Start from a desktop, or {_OFFSCREEN}.'
    return None
