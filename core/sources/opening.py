"""From what a user names, in the window or on the command line, to a source."""

from collections.abc import Callable
from pathlib import Path

from core.errors import SourceError
from core.image_folders import is_folder
from core.sources.base import Source
from core.sources.folder import FolderSource

VIDEO_SUFFIXES = frozenset({".mp4", ".avi", ".mov", ".mkv", ".webm", ".m4v", ".mpg", ".mpeg", ".wmv"})

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
        return _open_stream(spec.strip())
    return _open_path(Path(spec), live)


def _open_path(path: Path, live: bool) -> Source:
    if str(path).isdecimal() and not path.exists():
        raise SourceError(f"{path} does not exist. For a camera, name camera:{path}.")
    if path.suffix.lower() in VIDEO_SUFFIXES and not is_folder(path):
        return _open_video(path, live)
    return FolderSource(path)


# Each kind is loaded when it is asked for: all of them would cost the window half a second at its start.


def _open_camera(text: str) -> Source:
    from core.sources.camera import camera_source  # noqa: PLC0415

    return camera_source(text)


def _open_hot_folder(text: str) -> Source:
    from core.sources.hot_folder import open_hot_folder  # noqa: PLC0415

    return open_hot_folder(text)


def _open_script(text: str) -> Source:
    from core.sources.scripted import open_scripted  # noqa: PLC0415

    return open_scripted(text)


def _open_stream(address: str) -> Source:
    from core.sources.stream import stream_source  # noqa: PLC0415

    return stream_source(address)


def _open_video(path: Path, live: bool) -> Source:
    from core.sources.video import video_source  # noqa: PLC0415

    return video_source(path, live)


_OPENERS: dict[str, Callable[[str], Source]] = {
    "camera": _open_camera,
    "hot": _open_hot_folder,
    "test": _open_script,
}
