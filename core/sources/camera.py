"""Webcams and USB cameras, through OpenCV."""

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode

import cv2

from core.errors import SourceError
from core.sources.cameras import CameraInfo, backends, find_camera, list_cameras
from core.sources.exposure import fix_exposure
from core.sources.live import LiveSource
from core.sources.opencv import CvCapture, OpenCapture, open_capture, period_of, read_rgb
from core.sources.policy import CAMERA
from core.types import Image

PREFIX = "camera:"

log = logging.getLogger(__name__)

_USUAL_PERIOD_S = 1 / 30
_MOTION_JPEG = cv2.VideoWriter.fourcc(*"MJPG")


@dataclass(frozen=True)
class CameraSettings:
    """Which camera, and how it is wanted; what is None is left to the camera.

    `camera` is an identity (see cameras.py) or an index in digits. Sizes are in pixels, `fps` in pictures a second,
    `exposure` in the driver's own unit (often a power of two of a second on Windows, 0.1 ms on Linux). `name` is what
    the screen calls it.
    """

    camera: str
    name: str = ""
    width: int | None = None
    height: int | None = None
    fps: float | None = None
    exposure: float | None = None

    @property
    def spec(self) -> str:
        """The source's name for settings and the command line: camera:ID?width=1280&height=720."""
        options = {key: getattr(self, key) for key in ("name", "width", "height", "fps", "exposure")}
        asked = {key: _in_short(value) for key, value in options.items() if value not in (None, "")}
        identity = quote(self.camera, safe=":@.-_&")
        return f"{PREFIX}{identity}{'?' if asked else ''}{urlencode(asked, quote_via=quote)}"


class CameraDevice:
    """A camera as it is wanted. `lister` and `opener` stand between it and the hardware."""

    def __init__(
        self,
        settings: CameraSettings,
        lister: Callable[[], tuple[CameraInfo, ...]] = list_cameras,
        opener: OpenCapture = open_capture,
    ) -> None:
        self._settings = settings
        self._lister = lister
        self._opener = opener

    @property
    def name(self) -> str:
        """What the screen calls it."""
        camera = self._settings.camera
        return self._settings.name or (f"Camera {camera}" if camera.isdecimal() else f"Camera {_kind(camera)}")

    def open(self) -> "OpenedCamera":
        """Look for the camera and open it, by the backends in turn. Raises SourceError when that fails."""
        candidates = self._candidates()
        for index, backend in candidates:
            for wishes in _wishes(self._settings):
                capture = self._opener(index, backend, wishes)
                if capture is not None:
                    return OpenedCamera(capture, self._remark(capture, backend))
        if not self._is_plugged_in():
            raise SourceError(f"{self.name} is not plugged in. Plug it in, or choose another camera.")
        raise SourceError(
            f"{self.name} can't be opened: another program uses it, or it is unplugged. Close the other program,"
            " or plug the camera in again."
        )

    def _candidates(self) -> list[tuple[int, int]]:
        """Say under which index each backend has the camera."""
        wanted = self._settings.camera
        if wanted.isdecimal():
            return [(int(wanted), backend) for backend in backends()]
        return [(camera.index, camera.backend) for camera in find_camera(wanted, self._lister())]

    def _is_plugged_in(self) -> bool:
        wanted, cameras = self._settings.camera, self._lister()
        if wanted.isdecimal():
            return any(camera.index == int(wanted) for camera in cameras)
        return bool(find_camera(wanted, cameras))

    def _remark(self, capture: CvCapture, backend: int) -> str:
        """Ask for what can only be set once it is open, and say what isn't as it was asked for."""
        capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)  # old pictures are of no use; not every backend can
        exposure = self._settings.exposure
        remarks = [self._size_remark(capture), "" if exposure is None else fix_exposure(capture, backend, exposure)]
        remark = " ".join(f"{self.name} {remark}" for remark in remarks if remark)
        if remark:
            log.warning("%s", remark)
        return remark

    def _size_remark(self, capture: CvCapture) -> str:
        width, height = (round(capture.get(key)) for key in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        wanted = (self._settings.width or width, self._settings.height or height)
        if wanted == (width, height):
            return ""
        return f"gives {width} × {height} pixels instead of {wanted[0]} × {wanted[1]}. Choose a size that it has."


class OpenedCamera:
    """A camera that is open."""

    def __init__(self, capture: CvCapture, remark: str) -> None:
        self.period_s = period_of(capture, _USUAL_PERIOD_S)
        self.remark = remark
        self._capture = capture

    def grab(self) -> Image | None:
        """Wait for the next picture; None when the camera gave none."""
        return read_rgb(self._capture)

    def close(self) -> None:
        """Free the camera for others."""
        self._capture.release()


def camera_source(text: str) -> LiveSource:
    """Give a camera as a source; `text` is what follows "camera:". Raises SourceError when it can't be understood."""
    return LiveSource(CameraDevice(parse_camera(text)), CAMERA)


def parse_camera(text: str) -> CameraSettings:
    """Understand ID?width=1280&height=720&fps=30&exposure=-6&name=… Raises SourceError when that can't be done."""
    identity, _, query = text.partition("?")
    camera = unquote(identity).strip()
    if not camera:
        raise SourceError("No camera is named. Name one, such as camera:0.")
    options = dict(parse_qsl(query, keep_blank_values=True))
    unknown = options.keys() - {"name", "width", "height", "fps", "exposure"}
    if unknown:
        known = "width, height, fps and exposure"
        raise SourceError(f"A camera has no setting {min(unknown)}. It has {known}.")
    return CameraSettings(
        camera,
        options.get("name", ""),
        _whole_number(options, "width"),
        _whole_number(options, "height"),
        _number(options, "fps", above=0),
        _number(options, "exposure"),
    )


def _wishes(settings: CameraSettings) -> Iterator[tuple[int, ...]]:
    """Give what to ask for at opening: Motion JPEG first, for raw pictures of that size may be too slow over USB."""
    asked = {
        cv2.CAP_PROP_FRAME_WIDTH: settings.width,
        cv2.CAP_PROP_FRAME_HEIGHT: settings.height,
        cv2.CAP_PROP_FPS: settings.fps,
    }
    wishes = tuple(part for key, value in asked.items() if value is not None for part in (key, round(value)))
    if wishes:
        yield (cv2.CAP_PROP_FOURCC, _MOTION_JPEG, *wishes)
        yield wishes
    yield ()  # better another size, with a remark, than none


def _whole_number(options: Mapping[str, str], key: str) -> int | None:
    number = _number(options, key, above=0)
    if number is not None and number != int(number):
        raise SourceError(f"{key}={options[key]} is not a whole number. Give the {key} in pixels.")
    return None if number is None else int(number)


def _number(options: Mapping[str, str], key: str, above: float = float("-inf")) -> float | None:
    if key not in options:
        return None
    try:
        number = float(options[key])
    except ValueError:
        number = float("nan")
    if not above < number < 1e6:
        raise SourceError(f"{key}={options[key]} can't be set. Give a number such as {_EXAMPLES[key]}.")
    return number


_EXAMPLES = {"width": 1280, "height": 720, "fps": 30, "exposure": -6}


def _in_short(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _kind(identity: str) -> str:
    return identity.partition("@")[0] or identity
