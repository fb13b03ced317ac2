from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from live_stand_ins import Reading

from core.errors import SourceError
from core.sources import camera as camera_module
from core.sources.camera import CameraDevice, CameraSettings, parse_camera
from core.sources.cameras import CameraInfo
from core.sources.opening import open_source
from core.types import SourceState

CAM = CameraInfo("Brio", "046d:085e@1-2:1.0", 4, cv2.CAP_V4L2)
BLUE_IN_BGR = (200, 30, 10)


class FakeCapture:
    """A cv2.VideoCapture that keeps what is set, unless it is one of `stubborn`."""

    def __init__(self, values: dict[int, float] | None = None, stubborn: Sequence[int] = ()) -> None:
        usual = {cv2.CAP_PROP_FRAME_WIDTH: 640, cv2.CAP_PROP_FRAME_HEIGHT: 480, cv2.CAP_PROP_FPS: 30}
        self.values: dict[int, float] = {**usual, **(values or {})}
        self.stubborn = stubborn
        self.released = False
        self.picture: Any = np.full((48, 64, 3), BLUE_IN_BGR, np.uint8)

    def read(self) -> tuple[bool, Any]:
        return self.picture is not None, self.picture

    def get(self, propId: int) -> float:  # noqa: N803
        return self.values.get(propId, -1)

    def set(self, propId: int, value: float) -> bool:  # noqa: N803
        if propId not in self.stubborn:
            self.values[propId] = value
        return True

    def release(self) -> None:
        self.released = True


class FakeOpener:
    """Opens where `opens` says so, and notes what was tried."""

    def __init__(self, opens: Callable[[int, int, dict[int, int]], bool] = lambda *_: True, **capture: Any) -> None:
        self.opens = opens
        self.capture = FakeCapture(**capture)
        self.tried: list[tuple[int, int, dict[int, int]]] = []

    def __call__(self, what: str | int, backend: int, settings: Sequence[int]) -> FakeCapture | None:
        assert isinstance(what, int)
        asked = dict(zip(settings[::2], settings[1::2], strict=True))
        self.tried.append((what, backend, asked))
        if not self.opens(what, backend, asked):
            return None
        self.capture.values.update(asked)
        return self.capture


def device(settings: CameraSettings, opener: FakeOpener, cameras: tuple[CameraInfo, ...] = (CAM,)) -> CameraDevice:
    return CameraDevice(settings, lambda: cameras, opener)


# How it is named


def test_a_camera_with_all_its_settings() -> None:
    text = "046d:085e@1-2:1.0?width=1280&height=720&fps=29.97&exposure=-6&name=Left%20Brio"

    assert parse_camera(text) == CameraSettings("046d:085e@1-2:1.0", "Left Brio", 1280, 720, 29.97, -6.0)


@pytest.mark.parametrize(
    "settings",
    [
        CameraSettings("0"),
        CameraSettings("046d:085e@1-2:1.0", "Größe & Co = 100%?", 1280, 720, 29.97, -6.5),
        CameraSettings("046d:085e@usb#vid_046d&pid_085e&mi_00#7&1a2b&0&0000", "", None, 720),
        CameraSettings("@weird?path/with space#5", exposure=0.0),
    ],
)
def test_the_name_leads_back_to_the_settings(settings: CameraSettings) -> None:
    prefix, _, text = settings.spec.partition(":")

    assert prefix == "camera"
    assert parse_camera(text) == settings


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "No camera is named"),
        ("?width=640", "No camera is named"),
        ("0?colour=red", "no setting colour"),
        ("0?width=wide", "width=wide can't be set. Give a number such as 1280"),
        ("0?width=-5", "width=-5 can't be set"),
        ("0?height=720.5", "not a whole number"),
        ("0?fps=0", "fps=0 can't be set"),
        ("0?exposure=nan", "exposure=nan can't be set"),
        ("0?exposure=", "exposure= can't be set"),
        ("0?width=inf", "width=inf can't be set"),
    ],
)
def test_a_setting_that_can_not_be_understood_is_a_sentence(text: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        open_source(f"camera:{text}")


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        (CameraSettings("0"), "Camera 0"),
        (CameraSettings("046d:085e@1-2:1.0"), "Camera 046d:085e"),
        (CameraSettings("046d:085e@1-2:1.0", "Brio"), "Brio"),
    ],
)
def test_what_the_screen_calls_it(settings: CameraSettings, name: str) -> None:
    assert CameraDevice(settings).name == name


# How it is opened


def test_it_is_found_by_its_identity_whatever_its_index_is_now() -> None:
    opener = FakeOpener()
    device(CameraSettings(CAM.identity), opener, (replace(CAM, index=0, identity="1:2@3"), CAM)).open()

    assert [(index, backend) for index, backend, _ in opener.tried] == [(4, cv2.CAP_V4L2)]


def test_motion_jpeg_is_asked_for_first_and_all_at_opening() -> None:
    opener = FakeOpener()
    device(CameraSettings(CAM.identity, width=1280, height=720, fps=30), opener).open()

    ((_, _, asked),) = opener.tried
    assert next(iter(asked)) == cv2.CAP_PROP_FOURCC
    assert asked == {
        cv2.CAP_PROP_FOURCC: cv2.VideoWriter.fourcc(*"MJPG"),
        cv2.CAP_PROP_FRAME_WIDTH: 1280,
        cv2.CAP_PROP_FRAME_HEIGHT: 720,
        cv2.CAP_PROP_FPS: 30,
    }


def test_without_motion_jpeg_if_it_has_none() -> None:
    opener = FakeOpener(lambda _i, _b, asked: cv2.CAP_PROP_FOURCC not in asked)
    opened = device(CameraSettings(CAM.identity, width=1280, height=720), opener).open()

    assert opener.tried[-1][2] == {cv2.CAP_PROP_FRAME_WIDTH: 1280, cv2.CAP_PROP_FRAME_HEIGHT: 720}
    assert opened.remark == ""


def test_another_size_than_asked_for_is_remarked(caplog: pytest.LogCaptureFixture) -> None:
    opener = FakeOpener(lambda _i, _b, asked: not asked)
    opened = device(CameraSettings(CAM.identity, "Brio", 1280, 720), opener).open()

    assert opened.remark == "Brio gives 640 × 480 pixels instead of 1280 × 720. Choose a size that it has."
    assert opened.remark in caplog.messages


def test_direct_show_first_then_media_foundation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    opener = FakeOpener(lambda _i, backend, _a: backend == cv2.CAP_MSMF)
    device(CameraSettings("0"), opener).open()

    assert [backend for _, backend, _ in opener.tried] == [cv2.CAP_DSHOW, cv2.CAP_MSMF]


def test_each_backend_has_an_index_of_its_own() -> None:
    opener = FakeOpener(lambda _i, backend, _a: backend == cv2.CAP_MSMF)
    cameras = (replace(CAM, index=1, backend=cv2.CAP_DSHOW), replace(CAM, index=0, backend=cv2.CAP_MSMF))
    device(CameraSettings(CAM.identity), opener, cameras).open()

    assert [(index, backend) for index, backend, _ in opener.tried] == [(1, cv2.CAP_DSHOW), (0, cv2.CAP_MSMF)]


def test_one_that_is_not_plugged_in() -> None:
    with pytest.raises(SourceError, match=r"^Brio is not plugged in\. Plug it in, or choose another camera\.$"):
        device(CameraSettings(CAM.identity, "Brio"), FakeOpener(), ()).open()
    with pytest.raises(SourceError, match=r"^Camera 3 is not plugged in\."):
        device(CameraSettings("3"), FakeOpener(lambda *_: False)).open()


@pytest.mark.parametrize("camera", [CAM.identity, "4"])
def test_one_that_another_program_uses(camera: str) -> None:
    with pytest.raises(SourceError, match="Brio can't be opened: another program uses it"):
        device(CameraSettings(camera, "Brio"), FakeOpener(lambda *_: False)).open()


# Exposure


def test_an_exposure_that_is_confirmed_is_no_remark() -> None:
    opener = FakeOpener()
    opened = device(CameraSettings(CAM.identity, exposure=156), opener).open()

    assert opened.remark == ""
    assert opener.capture.values[cv2.CAP_PROP_EXPOSURE] == 156
    assert opener.capture.values[cv2.CAP_PROP_AUTO_EXPOSURE] == 1  # V4L2_EXPOSURE_MANUAL


@pytest.mark.parametrize("stubborn", [cv2.CAP_PROP_EXPOSURE, cv2.CAP_PROP_AUTO_EXPOSURE])
def test_an_exposure_that_is_not_confirmed_is_remarked(stubborn: int, caplog: pytest.LogCaptureFixture) -> None:
    opened = device(CameraSettings(CAM.identity, "Brio", exposure=156), FakeOpener(stubborn=(stubborn,))).open()

    assert opened.remark.startswith("Brio does not confirm the exposure 156.")
    assert opened.remark in caplog.messages


def test_an_exposure_nobody_asked_for_is_left_alone() -> None:
    opener = FakeOpener()
    device(CameraSettings(CAM.identity), opener).open()

    assert cv2.CAP_PROP_AUTO_EXPOSURE not in opener.capture.values


# What it gives


def test_pictures_are_red_green_blue() -> None:
    image = device(CameraSettings(CAM.identity), FakeOpener()).open().grab()

    assert image is not None
    assert tuple(image[0, 0]) == BLUE_IN_BGR[::-1]


def test_no_picture_is_none() -> None:
    opener = FakeOpener()
    opened = device(CameraSettings(CAM.identity), opener).open()
    opener.capture.picture = None

    assert opened.grab() is None


def test_what_is_no_colour_picture_is_left_for_the_check() -> None:
    opener = FakeOpener()
    opened = device(CameraSettings(CAM.identity), opener).open()
    opener.capture.picture = np.zeros((48, 64), np.uint16)

    assert opened.grab() is opener.capture.picture


@pytest.mark.parametrize(
    ("fps", "period_s"), [(15, 1 / 15), (0, 1 / 30), (-1, 1 / 30), (90_000, 1 / 30), (np.nan, 1 / 30)]
)
def test_a_rate_that_makes_no_sense_is_not_believed(fps: float, period_s: float) -> None:
    opened = device(CameraSettings(CAM.identity), FakeOpener(values={cv2.CAP_PROP_FPS: fps})).open()

    assert opened.period_s == pytest.approx(period_s)


def test_closing_frees_it() -> None:
    opener = FakeOpener()
    device(CameraSettings(CAM.identity), opener).open().close()

    assert opener.capture.released


# For real


def test_a_camera_that_is_not_there_is_lost_and_silent(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera_module, "list_cameras", tuple)
    reading = Reading(open_source("camera:97?width=640&height=480").frames())
    lost = reading.until_state(SourceState.LOST)
    reading.close()

    assert "Camera 97 is not plugged in" in lost.sentence
    assert capfd.readouterr() == ("", "")
