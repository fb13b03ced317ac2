"""From what a user names, in the window or on the command line, to a source."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from core.errors import SourceError
from core.sources.base import Source
from core.sources.camera import camera_source
from core.sources.folder import FolderSource, is_folder
from core.sources.scripted import open_scripted
from core.sources.stream import stream_source
from core.sources.video import VIDEO_SUFFIXES, video_source

__all__ = ["VIDEO_SUFFIXES", "open_source"]

_KINDS = "a folder of images, an image, a video, a camera (camera:0) or a stream (rtsp://…)"


def open_source(spec: str, live: bool = False) -> Source:
    """Open what `spec` names.

    That is a folder, an image, a video, camera:ID?width=1280&height=720&exposure=-6, rtsp://… or http://…,
    hot:FOLDER or test:SCRIPT. A `live` video is played as if it were a camera; else none of its pictures is left out.

    Raises SourceError when there is no such thing. Cameras and streams are waited for instead.
    """
    if not spec.strip():
        raise SourceError(f"No source is named. Name {_KINDS}.")
    kind, colon, text = spec.partition(":")
    if colon and kind.strip().lower() in _OPENERS:
        return _OPENERS[kind.strip().lower()](text)
    if "://" in spec:
        return stream_source(spec.strip())
    return _open_path(Path(spec), live)


def _open_path(path: Path, live: bool) -> Source:
    if str(path).isdecimal() and not path.exists():
        raise SourceError(f"{path} does not exist. For a camera, name camera:{path}.")
    if path.suffix.lower() in VIDEO_SUFFIXES and not is_folder(path):
        return video_source(path, live)
    return FolderSource(path)


def _open_hot_folder(text: str) -> Source:
    try:
        source: Source = import_module("core.sources.hot_folder").open_hot_folder(text)
    except ImportError as error:
        raise SourceError("Hot folders come in a later version. Name a folder of images.") from error
    return source


_OPENERS: dict[str, Callable[[str], Source]] = {
    "camera": camera_source,
    "hot": _open_hot_folder,
    "test": open_scripted,
}
