"""From what a user names, in the window or on the command line, to a source."""

from pathlib import Path

from core.errors import SourceError
from core.files import readable_name
from core.sources.base import Source
from core.sources.folder import FolderSource, is_folder

VIDEO_SUFFIXES = frozenset({".mp4", ".avi", ".mov", ".mkv", ".webm", ".m4v", ".mpg", ".mpeg", ".wmv"})

_NOT_YET = "Cameras and videos come in a later version. Name a folder of images or one image."


def open_source(spec: str) -> Source:
    """Open what `spec` names: a folder of images or one image.

    Raises SourceError when it can't be opened, and for cameras (camera:0) and videos, which this version
    doesn't read yet.
    """
    if not spec.strip():
        raise SourceError("No source is named. Name a folder of images or one image.")
    path = Path(spec)
    if spec.lower().startswith("camera:") or "://" in spec:
        raise SourceError(f"{spec} is a camera. {_NOT_YET}")
    if path.suffix.lower() in VIDEO_SUFFIXES and not is_folder(path):
        raise SourceError(f"{readable_name(path)} is a video. {_NOT_YET}")
    return FolderSource(path)
