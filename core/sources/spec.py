"""The names of sources: what their parts are, and how they are put together from what a user chose."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from core.sources.camera import CameraDevice, parse_camera
from core.sources.hot_settings import parse_hot_folder
from core.sources.opening import VIDEO_SUFFIXES
from core.sources.stream import public_name


class SourceKind(Enum):
    """What kind of source a name is of."""

    CAMERA = auto()
    VIDEO = auto()
    STREAM = auto()
    HOT_FOLDER = auto()
    FOLDER = auto()  # of images, or one image
    TEST = auto()


_PREFIXES = {"camera": SourceKind.CAMERA, "hot": SourceKind.HOT_FOLDER, "test": SourceKind.TEST}


def kind_of(spec: str) -> SourceKind | None:
    """Say of what kind a source is by its name; None for an empty one. Whether there is such a thing isn't asked."""
    if not spec.strip():
        return None
    prefix, colon, _ = spec.partition(":")
    if colon and prefix.strip().lower() in _PREFIXES:
        return _PREFIXES[prefix.strip().lower()]
    if "://" in spec:
        return SourceKind.STREAM
    return SourceKind.VIDEO if Path(spec).suffix.lower() in VIDEO_SUFFIXES else SourceKind.FOLDER


def rest_of(spec: str) -> str:
    """Give what follows the prefix of a camera, hot folder or test source."""
    return spec.partition(":")[2]


def title_of(spec: str) -> str:
    """Give a source's name as the screen may show it: short, and without user and password."""
    kind = kind_of(spec)
    if kind is SourceKind.STREAM:
        return public_name(spec)
    if kind is SourceKind.CAMERA:
        return CameraDevice(parse_camera(rest_of(spec))).name
    if kind is SourceKind.HOT_FOLDER:
        return parse_hot_folder(rest_of(spec)).folder
    return spec


@dataclass(frozen=True)
class StreamSettings:
    """A stream over the network: its address without user and password, and these two as they are typed."""

    address: str
    user: str = ""
    password: str = ""

    @property
    def spec(self) -> str:
        """The source's name for settings and the command line: rtsp://user:password@camera-3/left."""
        parts = urlsplit(self.address)
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        before = f"{quote(self.user, safe='')}{secret}@" if self.user or self.password else ""
        return urlunsplit(parts._replace(netloc=before + parts.netloc))


def parse_stream(address: str) -> StreamSettings:
    """Take user and password out of an address. Raises SourceError when it can't be one."""
    public_name(address)  # it knows what an address has to look like
    parts = urlsplit(address.strip())
    before, _, host = parts.netloc.rpartition("@")
    user, _, password = before.partition(":")
    return StreamSettings(urlunsplit(parts._replace(netloc=host)), unquote(user), unquote(password))
