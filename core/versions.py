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
    found = {name: version_of(package) or "–" for name, package in _PACKAGES.items()}
    return found | {"Python": platform.python_version()}


def version_of(package: str) -> str | None:
    """The version of an installed package; None for one that isn't, as Filbert in a checkout that isn't installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None
