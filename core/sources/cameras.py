"""Which cameras there are, by name and by what stays the same when the computer is started anew."""

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
from cv2_enumerate_cameras import enumerate_cameras
from cv2_enumerate_cameras.camera_info import CameraInfo as FoundCamera

log = logging.getLogger(__name__)

_LINUX_CAMERAS = Path("/sys/class/video4linux")

ListFound = Callable[[int], Iterable[FoundCamera]]
"""Lists the cameras of one of OpenCV's backends."""


@dataclass(frozen=True)
class CameraInfo:
    """A camera that is plugged in.

    `identity` is its kind and its socket, VID:PID@socket, and the same after a reboot; `index` is its present number
    for OpenCV's `backend`, and is not.
    """

    name: str
    identity: str
    index: int
    backend: int


def backends() -> tuple[int, ...]:
    """Give OpenCV's backends for cameras on this system, best first."""
    if sys.platform == "win32":
        return (cv2.CAP_DSHOW, cv2.CAP_MSMF)  # Media Foundation may take half a minute to open a camera
    if sys.platform == "darwin":
        return (cv2.CAP_AVFOUNDATION,)
    return (cv2.CAP_V4L2,)


def list_cameras(found_by: ListFound = enumerate_cameras) -> tuple[CameraInfo, ...]:
    """List the cameras that are plugged in, each once for every backend, in the backends' order.

    May take some tenths of a second. A backend that fails is logged and has none.
    """
    return tuple(camera for backend in backends() for camera in _cameras_of(backend, found_by))


def distinct_cameras(cameras: Iterable[CameraInfo]) -> tuple[CameraInfo, ...]:
    """Give each camera once, as its best backend has it: what to offer a user."""
    best: dict[str, CameraInfo] = {}
    for camera in cameras:
        best.setdefault(camera.identity, camera)
    return tuple(best.values())


def find_camera(identity: str, cameras: Iterable[CameraInfo]) -> tuple[CameraInfo, ...]:
    """Find a camera again: as every backend has it, best first.

    One that is in another socket now is found too, if there is no other of its kind.
    """
    cameras = tuple(cameras)
    same = tuple(camera for camera in cameras if camera.identity == identity.lower())
    if same:
        return same
    kind = _kind(identity.lower())
    alike = tuple(camera for camera in cameras if kind and _kind(camera.identity) == kind)
    return alike if len({camera.identity for camera in alike}) == 1 else ()


def _cameras_of(backend: int, found_by: ListFound) -> tuple[CameraInfo, ...]:
    try:
        found = sorted(found_by(backend), key=lambda camera: camera.index)
    except Exception:  # a driver's trouble must not keep the other cameras away
        log.warning("The cameras of backend %d can't be listed.", backend, exc_info=True)
        return ()
    return tuple(
        CameraInfo(camera.name or f"Camera {camera.index}", _identity(camera), camera.index, backend)
        for camera in found
    )


def _identity(camera: FoundCamera) -> str:
    socket = _socket(camera.path or str(camera.index))
    if camera.vid is None or camera.pid is None:
        return f"@{socket}".lower()
    return f"{camera.vid:04x}:{camera.pid:04x}@{socket}".lower()


def _socket(path: str) -> str:
    """Give the part of a camera's path that a reboot leaves as it is, and that all backends agree on."""
    if path.startswith("/dev/video"):
        return _linux_socket(Path(path).name)
    # \\?\usb#vid_…&pid_…&mi_00#7&1a2b&0&0000#{class of the interface}\global: the class is the backend's.
    return path.lower().removeprefix("\\\\?\\").split("#{")[0]


def _linux_socket(node: str) -> str:
    """Give the place on the bus, such as 1-1.2:1.0; /dev/video0 is whatever was found first."""
    device = _LINUX_CAMERAS / node / "device"
    if not device.exists():
        return node
    try:
        number = int((_LINUX_CAMERAS / node / "index").read_text())
    except (OSError, ValueError):
        number = 0
    return device.resolve().name + (f".{number}" if number else "")


def _kind(identity: str) -> str:
    return identity.partition("@")[0]
