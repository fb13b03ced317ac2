"""Where Filbert keeps its files on this computer, unless somebody names another place.

On Windows a station is one PC that several people sign in to: what it keeps lies in %ProgramData% for all of them,
never beside the program. Elsewhere it lies in the folders of whoever runs Filbert.

Environment variables name other folders, for tests and for several stations on one PC.
"""

import os
import sys
from pathlib import Path

from platformdirs import PlatformDirs

SETTINGS_VARIABLE = "FILBERT_SETTINGS_DIR"
"""Names the folder of the settings; drafts and records then lie in it too, unless they have a variable of their own."""

RECORDS_VARIABLE = "FILBERT_RECORDS_DIR"
DRAFTS_VARIABLE = "FILBERT_DRAFTS_DIR"
RECIPES_VARIABLE = "FILBERT_RECIPES_DIR"

_DIRS = PlatformDirs("Filbert", appauthor=False)


def data_folder(name: str) -> Path:
    """The folder for one kind of thing that is kept for good, such as weights."""
    return _station_folder(name) or _DIRS.user_data_path / name


def settings_folder() -> Path:
    """The folder for the station's settings."""
    return _named(SETTINGS_VARIABLE) or _station_folder("settings") or _DIRS.user_config_path


def drafts_folder() -> Path:
    """The folder for unfinished teachings."""
    return _named(DRAFTS_VARIABLE) or _beside_settings("drafts") or data_folder("drafts")


def records_folder() -> Path:
    """The folder for records of inspected parts and their pictures."""
    return _named(RECORDS_VARIABLE) or _beside_settings("records") or data_folder("records")


def recipes_folder() -> Path:
    """The folder for new recipes, which people copy and send: where they look for what they made."""
    return _named(RECIPES_VARIABLE) or _station_folder("recipes") or _DIRS.user_documents_path / "Filbert"


def log_folder() -> Path:
    """The folder for the log."""
    return _station_folder("log") or _DIRS.user_log_path


def cache_folder(name: str) -> Path:
    """The folder for one kind of thing that can be made again; everybody has their own."""
    return _DIRS.user_cache_path / name


def _named(variable: str) -> Path | None:
    """The folder an environment variable names; an empty one names none."""
    folder = os.environ.get(variable)
    return Path(folder) if folder else None


def _beside_settings(name: str) -> Path | None:
    """A folder in that of the settings, if somebody has named one: what belongs to a station then stays together."""
    settings = _named(SETTINGS_VARIABLE)
    return None if settings is None else settings / name


def _station_folder(name: str) -> Path | None:
    return _DIRS.site_data_path / name if sys.platform == "win32" else None
