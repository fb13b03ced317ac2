"""Which versions of what are at work, for whoever asks for help."""

import platform
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = {
    "Filbert": "filbert",
    "torch": "torch",
    "OpenCV": "opencv-python-headless",
    "Qt for Python": "PySide6-Essentials",
}


def versions() -> dict[str, str]:
    """Give versions by the name of what has them; "–" for what isn't installed. Imports none of it."""
    return {name: _version(package) for name, package in _PACKAGES.items()} | {"Python": platform.python_version()}


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # Filbert run from a checkout that isn't installed
        return "–"
