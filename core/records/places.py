"""Where records are kept, unless somebody names another place."""

import os
from pathlib import Path

from core.places import data_folder

FOLDER_VARIABLE = "FILBERT_RECORDS_DIR"
"""Environment variable that names another folder for records, for tests and for several stations on one PC."""

SETTINGS_VARIABLE = "FILBERT_SETTINGS_DIR"  # who keeps the settings elsewhere keeps the records beside them


def records_folder() -> Path:
    """The folder of this computer's records."""
    if folder := os.environ.get(FOLDER_VARIABLE):
        return Path(folder)
    if settings := os.environ.get(SETTINGS_VARIABLE):
        return Path(settings) / "records"
    return data_folder("records")


def records_file() -> Path:
    """The file SQLite keeps them in."""
    return records_folder() / "records.sqlite"


def archive_folder() -> Path:
    """The folder of the pictures of parts."""
    return records_folder() / "pictures"
