import os
from pathlib import Path

import cv2
import numpy as np
import pytest
from live_stand_ins import HandClock

from core.errors import SourceError
from core.sources.device import Ended
from core.sources.numbered import number_of, numbered_picture
from core.sources.opening import open_source
from core.sources.video import VideoDevice, VideoSource, open_video, what_lacks
from core.types import Frame, SkippedImage, SourceNotice, SourceState

WIDTH, HEIGHT = 160, 64


def write_video(path: Path, count: int, fps: float = 25.0, codec: str = "MJPG") -> Path:
    fourcc = cv2.VideoWriter.fourcc(*codec)
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, fourcc, fps, (WIDTH, HEIGHT))
    assert writer.isOpened()
    for number in range(1, count + 1):
        writer.write(numbered_picture(number, WIDTH, HEIGHT))  # grey: the order of colours is no matter
    writer.release()
    return path


def cut(path: Path, share: float) -> Path:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    return path


def frames_of(source: object) -> list[Frame]:
    return [item for item in source.frames() if isinstance(item, Frame)]  # type: ignore[attr-defined]


# Picture by picture


@pytest.mark.parametrize(("name", "codec"), [("shift.avi", "MJPG"), ("shift.mp4", "mp4v"), ("SHIFT.AVI", "MJPG")])
def test_every_picture_comes_in_order(tmp_path: Path, name: str, codec: str) -> None:
    source = open_source(str(write_video(tmp_path / name, 30, codec=codec)))
    frames = frames_of(source)

    assert (source.name, source.total) == (name, 30)
    assert [frame.number for frame in frames] == list(range(1, 31))
    assert [number_of(frame.image) for frame in frames] == list(range(1, 31))
    assert [frame.name for frame in frames[:2]] == ["Picture 1", "Picture 2"]


@pytest.mark.parametrize("live", [False, True])
def test_pictures_too_small_to_see_anything_are_skipped_with_the_reason(tmp_path: Path, live: bool) -> None:
    path = tmp_path / "tiny.avi"
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"MJPG"), 50, (8, 8))
    for _ in range(3):
        writer.write(np.full((8, 8, 3), 90, np.uint8))
    writer.release()
    items = [item for item in open_source(str(path), live).frames() if not isinstance(item, SourceNotice)]

    assert len(items) == (1 if live else 3)
    assert all(isinstance(item, SkippedImage) and "only 8 × 8 pixels" in item.reason for item in items)


def test_colours_are_red_green_blue(tmp_path: Path) -> None:
    path = tmp_path / "red.avi"
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"MJPG"), 25, (WIDTH, HEIGHT))
    writer.write(np.full((HEIGHT, WIDTH, 3), (0, 0, 255), np.uint8))  # OpenCV's order: blue, green, red
    writer.release()
    red, green, blue = frames_of(VideoSource(path))[0].image[20, 20].astype(int)

    assert red > 200
    assert green < 60
    assert blue < 60


def test_it_can_be_read_again(tmp_path: Path) -> None:
    source = VideoSource(write_video(tmp_path / "a.avi", 3))

    assert len(frames_of(source)) == len(frames_of(source)) == 3


def test_a_name_outside_ascii_with_a_colon(tmp_path: Path) -> None:
    name = "Größe 中.avi" if os.name == "nt" else "Größe: 中.avi"
    plain = write_video(tmp_path / "plain.avi", 2)

    assert len(frames_of(VideoSource(plain.rename(tmp_path / name)))) == 2


def test_a_video_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_video(tmp_path / "a.avi", 2)
    monkeypatch.chdir(tmp_path)

    assert len(frames_of(open_source("a.avi"))) == 2


def test_a_video_that_is_cut_off_gives_what_can_be_read_and_says_so(tmp_path: Path) -> None:
    *frames, last = VideoSource(cut(write_video(tmp_path / "a.avi", 100), 0.5)).frames()

    assert [number_of(frame.image) for frame in frames if isinstance(frame, Frame)] == list(range(1, len(frames) + 1))
    assert 40 <= len(frames) <= 60
    assert last == SkippedImage(
        f"Picture {len(frames) + 1}",
        len(frames) + 1,
        f"a.avi is cut off: of its 100 pictures only {len(frames)} can be read. Copy or record it anew.",
    )


@pytest.mark.parametrize(
    ("given", "total", "lacks"), [(97, 100, False), (96, 100, True), (8, 10, False), (5, 0, False)]
)
def test_a_few_pictures_less_than_estimated_are_no_cut(given: int, total: int, lacks: bool) -> None:
    assert bool(what_lacks("a.avi", given, total)) is lacks


# What can't be read


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", r"a\.avi is empty"),
        (b"not a video at all" * 100, r"a\.avi can't be read: it is damaged, cut off or of an unknown kind"),
        (bytes(100_000), r"a\.avi can't be read"),
    ],
)
def test_what_is_no_video(tmp_path: Path, content: bytes, why: str, live: bool) -> None:
    (tmp_path / "a.avi").write_bytes(content)

    with pytest.raises(SourceError, match=why):
        open_source(str(tmp_path / "a.avi"), live=live)


def test_a_video_of_zero_pictures(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.avi holds no pictures"):
        open_source(str(write_video(tmp_path / "a.avi", 0)))


def test_an_odd_codec(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.avi", 5)
    path.write_bytes(path.read_bytes().replace(b"MJPG", b"QQQQ"))

    with pytest.raises(SourceError, match=r"a\.avi can't be (read|decoded).*Save it anew"):
        open_source(str(path))


def test_a_video_cut_off_in_its_head(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.mp4 can't be read: it is damaged, cut off"):
        open_source(str(cut(write_video(tmp_path / "a.mp4", 50, codec="mp4v"), 0.5)))


def test_a_missing_video(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"shift\.mp4 does not exist"):
        open_source(str(tmp_path / "shift.mp4"))


def test_a_video_that_has_gone_since(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.avi", 2)
    source = VideoSource(path)
    path.unlink()

    with pytest.raises(SourceError, match=r"a\.avi does not exist"):
        next(iter(source.frames()))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_video_that_may_not_be_read(tmp_path: Path) -> None:
    path = write_video(tmp_path / "a.avi", 2)
    path.chmod(0)

    with pytest.raises(SourceError, match="may not be read"):
        open_video(path)


def test_nothing_is_written_to_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name, content in (("a.avi", bytes(1000)), ("a.mp4", b"x" * 1000), ("a.mkv", b"\x1a\x45\xdf\xa3" * 100)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(SourceError):
            open_source(str(tmp_path / name))
    list(VideoSource(cut(write_video(tmp_path / "b.avi", 20), 0.6)).frames())

    assert capfd.readouterr() == ("", "")


# Played


class VideoClock(HandClock):
    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_video_is_played_at_its_own_speed(tmp_path: Path) -> None:
    clock = VideoClock()
    capture = VideoDevice(write_video(tmp_path / "a.avi", 4, fps=10), clock, clock.sleep).open()
    times = []
    while not isinstance(image := capture.grab(), Ended):
        if image is not None:
            times.append(round(clock.now - 100, 3))
    capture.close()

    assert capture.period_s == pytest.approx(0.1)
    assert times == pytest.approx([0.0, 0.1, 0.2, 0.3])


def test_a_slow_video_does_not_hold_up_its_closing(tmp_path: Path) -> None:
    clock = VideoClock()
    capture = VideoDevice(write_video(tmp_path / "a.avi", 2, fps=1), clock, clock.sleep).open()
    capture.grab()
    before = clock.now

    assert capture.grab() is None
    assert clock.now - before <= 0.1
    capture.close()


def test_a_played_video_is_live_and_ends(tmp_path: Path) -> None:
    source = open_source(str(write_video(tmp_path / "a.avi", 20, fps=200)), live=True)
    items = list(source.frames())
    frames = [item for item in items if isinstance(item, Frame)]

    assert source.total is None
    assert [item.state for item in items if isinstance(item, SourceNotice)][:2] == [
        SourceState.OPENING,
        SourceState.LIVE,
    ]
    assert frames[-1].number == 20  # the last one always comes; those before may have been dropped
    assert number_of(frames[-1].image) == 20
    assert not isinstance(items[-1], SkippedImage)


def test_a_played_video_that_is_cut_off_says_so_at_its_end(tmp_path: Path) -> None:
    path = cut(write_video(tmp_path / "a.avi", 60, fps=200), 0.5)

    assert "a.avi is cut off" in list(open_source(str(path), live=True).frames())[-1].reason  # type: ignore[union-attr]
