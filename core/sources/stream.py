"""Pictures over the network: RTSP cameras, and Motion JPEG or video over HTTP."""

from urllib.parse import SplitResult, urlsplit

import cv2

from core.errors import SourceError
from core.sources.live import LiveSource
from core.sources.opencv import CvCapture, OpenCapture, open_capture, period_of, read_rgb
from core.sources.policy import STREAM
from core.types import Image

STREAM_SCHEMES = ("rtsp", "rtsps", "http", "https")

OPEN_TIMEOUT_MS = 5000
READ_TIMEOUT_MS = 5000

_USUAL_PERIOD_S = 1 / 25


class StreamDevice:
    """A stream at an address, such as rtsp://user:password@camera-3/left.

    Raises SourceError when the address can't be one. User, password and query stay out of the name and of every
    sentence.
    """

    def __init__(
        self,
        address: str,
        open_timeout_ms: int = OPEN_TIMEOUT_MS,
        read_timeout_ms: int = READ_TIMEOUT_MS,
        opener: OpenCapture = open_capture,
    ) -> None:
        self.name = public_name(address)
        self._address = address
        self._opener = opener
        self._settings = (
            *(cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, open_timeout_ms),
            *(cv2.CAP_PROP_READ_TIMEOUT_MSEC, read_timeout_ms),
        )

    def open(self) -> "OpenedStream":
        """Call the address, and wait for an answer no longer than the time-out. Raises SourceError for none."""
        capture = self._opener(self._address, cv2.CAP_FFMPEG, self._settings)
        if capture is None:
            raise SourceError(
                f"{self.name} does not answer. Check that the camera is switched on, its address, user and password."
            )
        return OpenedStream(self.name, capture)


class OpenedStream:
    """A stream that answers."""

    remark = ""

    def __init__(self, name: str, capture: CvCapture) -> None:
        self.period_s = period_of(capture, _USUAL_PERIOD_S)
        self._name = name
        self._capture = capture

    def grab(self) -> Image:
        """Wait for the next picture. Raises SourceError when the connection was closed or timed out."""
        image = read_rgb(self._capture)
        if image is None:
            raise SourceError(f"{self._name} sends no more pictures. Check the camera and the network.")
        return image

    def close(self) -> None:
        """Hang up."""
        self._capture.release()


def stream_source(address: str) -> LiveSource:
    """Give the stream at an address as a source. Raises SourceError when the address can't be one."""
    return LiveSource(StreamDevice(address), STREAM)


def public_name(address: str) -> str:
    """Give an address without what may be secret in it. Raises SourceError when it can't be an address."""
    try:
        parts = urlsplit(address.strip())
        host = _host(parts)
    except ValueError as error:
        raise SourceError(
            "This address of a stream can't be understood. It looks like rtsp://camera-3/left."
        ) from error
    if parts.scheme.lower() not in STREAM_SCHEMES:
        kinds = ", ".join(f"{scheme}://" for scheme in STREAM_SCHEMES)
        raise SourceError(f"Filbert can't open addresses that begin with {parts.scheme}://. It can open {kinds}.")
    if not host:
        raise SourceError("This address of a stream names no camera. It looks like rtsp://camera-3/left.")
    return f"{parts.scheme.lower()}://{host}{parts.path}"


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{host}]"
    return f"{host}:{parts.port}" if parts.port is not None else host
