"""Video files: picture by picture, or played as if they were a camera."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2

from core.errors import SourceError
from core.files import readable_name
from core.sources.base import WAKE_S
from core.sources.capture import what_is_wrong
from core.sources.device import Ended
from core.sources.live import LiveSource
from core.sources.opencv import CvCapture, open_capture, period_of, read_rgb
from core.sources.policy import VIDEO
from core.types import Frame, Image, SkippedImage

_USUAL_PERIOD_S = 1 / 25
_MAY_LACK = 0.03  # of all pictures: some files only estimate how many they hold


class VideoSource:
    """All pictures of a video file in order, none left out, as fast as they are taken.

    A file that was cut off gives what can be read, then a SkippedImage that says so. Raises SourceError when the
    file holds no video that can be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        capture = open_video(path)
        try:
            self._total = count_of(capture)
        finally:
            capture.release()

    @property
    def name(self) -> str:
        """The file's own name."""
        return readable_name(Path(self._path.name))

    @property
    def total(self) -> int | None:
        """How many pictures the file says it holds, None when it doesn't."""
        return self._total or None

    def frames(self) -> Iterator[Frame | SkippedImage]:
        """Read picture after picture, numbered from 1."""
        capture = open_video(self._path)
        try:
            number = 1
            while (image := read_rgb(capture)) is not None:
                yield self._item(image, number)
                number += 1
            lacking = what_lacks(self.name, number - 1, self._total)
            if lacking:
                yield SkippedImage(f"Picture {number}", number, lacking)
        finally:
            capture.release()

    def _item(self, image: Image, number: int) -> Frame | SkippedImage:
        problem = what_is_wrong(image)
        if problem:
            return SkippedImage(f"Picture {number}", number, f"{self.name} {problem}. Choose another video.")
        return Frame(image, f"Picture {number}", number, captured_at=time.perf_counter())


class VideoDevice:
    """A video file that is played once, at its own speed, from the moment it is opened."""

    def __init__(
        self,
        path: Path,
        clock: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._path = path
        self._clock = clock
        self._sleep = sleep

    @property
    def name(self) -> str:
        """The file's own name."""
        return readable_name(Path(self._path.name))

    def open(self) -> "PlayedVideo":
        """Open the file. Raises SourceError when it holds no video that can be read."""
        return PlayedVideo(self.name, open_video(self._path), self._clock, self._sleep)


class PlayedVideo:
    """A video file that is being played."""

    remark = ""

    def __init__(
        self, name: str, capture: CvCapture, clock: Callable[[], float], sleep: Callable[[float], object]
    ) -> None:
        self.period_s = period_of(capture, _USUAL_PERIOD_S)
        self._name = name
        self._capture = capture
        self._clock = clock
        self._sleep = sleep
        self._total = count_of(capture)
        self._given = 0
        self._due = clock()

    def grab(self) -> Image | Ended | None:
        """Wait until it is time for the next picture, but not for long."""
        early = self._due - self._clock()
        if early > 0:
            self._sleep(min(early, WAKE_S))
        if early > WAKE_S:
            return None
        image = read_rgb(self._capture)
        if image is None:
            return Ended(what_lacks(self._name, self._given, self._total))
        self._given += 1
        # A computer too slow for the video plays it slower rather than in bursts.
        self._due = max(self._due + self.period_s, self._clock() - self.period_s)
        return image

    def close(self) -> None:
        """Free the file."""
        self._capture.release()


def video_source(path: Path, live: bool) -> VideoSource | LiveSource:
    """Give the video as a source: played as if it were a camera (`live`), or picture by picture.

    Raises SourceError when the file holds no video that can be read.
    """
    source = VideoSource(path)
    return LiveSource(VideoDevice(path), VIDEO) if live else source


def open_video(path: Path) -> CvCapture:
    """Open a video file at its first picture.

    Raises SourceError when it is missing, closed to us, empty, damaged, of an unknown codec or without pictures.
    """
    name = readable_name(path)
    _check_file(path, name)
    # FFmpeg takes what stands before a colon for a protocol, so the path begins with a slash or a drive.
    address = str(path.absolute())
    capture = open_capture(address, cv2.CAP_FFMPEG, ())
    if capture is None:
        damaged = f"{name} can't be read: it is damaged, cut off or of an unknown kind. Save it anew as MP4 or AVI."
        raise SourceError(damaged)
    if read_rgb(capture) is None:
        promised = count_of(capture)
        capture.release()
        if promised:
            raise SourceError(f"{name} can't be decoded. Save it anew as MP4 (H.264) or AVI (Motion JPEG).")
        raise SourceError(f"{name} holds no pictures. Choose another video.")
    capture.release()
    # Opened anew, for going back to the beginning is not exact in every kind of file.
    capture = open_capture(address, cv2.CAP_FFMPEG, ())
    if capture is None:
        raise SourceError(f"{name} has gone. Bring it back or choose another source.")
    return capture


def count_of(capture: CvCapture) -> int:
    """Give how many pictures a video says it holds, 0 when it doesn't say."""
    count = capture.get(cv2.CAP_PROP_FRAME_COUNT)
    return int(count) if 0 < count < 1e9 else 0


def what_lacks(name: str, given: int, total: int) -> str:
    """Say that a video ended before its end, as a sentence; nothing when it didn't."""
    if total - given <= max(2, _MAY_LACK * total):
        return ""
    return f"{name} is cut off: of its {total} pictures only {given} can be read. Copy or record it anew."


def _check_file(path: Path, name: str) -> None:
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise SourceError(f"{name} does not exist. Check the name or choose another video.") from error
    if not path.is_file():
        raise SourceError(f"{name} is not an ordinary file. Choose a video.")
    if not os.access(path, os.R_OK):
        raise SourceError(f"{name} may not be read. Ask for the right to read it.")
    if size == 0:
        raise SourceError(f"{name} is empty. Copy or record it anew.")
