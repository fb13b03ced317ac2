"""Where Filbert keeps its files on this computer, unless somebody names another place.

On Windows a station is one PC that several people sign in to: what it keeps lies in %ProgramData% for all of them,
never beside the program. Elsewhere it lies in the folders of whoever runs Filbert.
"""

import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("Filbert", appauthor=False)


def data_folder(name: str) -> Path:
    """The folder for one kind of thing that is kept for good, such as drafts."""
    return _station_folder(name) or _DIRS.user_data_path / name


def settings_folder() -> Path:
    """The folder for the station's settings."""
    return _station_folder("settings") or _DIRS.user_config_path


def recipes_folder() -> Path:
    """The folder for new recipes, which people copy and send: where they look for what they made."""
    return _station_folder("recipes") or _DIRS.user_documents_path / "Filbert"


def log_folder() -> Path:
    """The folder for the log."""
    return _station_folder("log") or _DIRS.user_log_path


def cache_folder(name: str) -> Path:
    """The folder for one kind of thing that can be made again; everybody has their own."""
    return _DIRS.user_cache_path / name


def _station_folder(name: str) -> Path | None:
    return _DIRS.site_data_path / name if sys.platform == "win32" else None
