"""Where records lie in their folder."""

from pathlib import Path

from core.places import records_folder


def records_file() -> Path:
    """The file SQLite keeps them in."""
    return records_folder() / "records.sqlite"


def archive_folder() -> Path:
    """The folder of the pictures of parts."""
    return records_folder() / "pictures"
