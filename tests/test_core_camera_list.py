from pathlib import Path

import cv2
import pytest
from cv2_enumerate_cameras.camera_info import CameraInfo as FoundCamera

from core.sources import cameras as cameras_module
from core.sources.cameras import CameraInfo, distinct_cameras, find_camera, list_cameras

DSHOW_PATH = r"\\?\usb#vid_046d&pid_085e&mi_00#7&1A2B&0&0000#{65e8773d-8f56-11d0-a3b9-00a0c9223196}\global"
MSMF_PATH = r"\\?\USB#VID_046D&PID_085E&MI_00#7&1a2b&0&0000#{e5323777-f976-4f5b-9b55-b94699c46e44}\global"


def info(identity: str, index: int = 0, backend: int = cv2.CAP_V4L2) -> CameraInfo:
    return CameraInfo("Brio", identity, index, backend)


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")


@pytest.fixture
def sysfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as Linux has it, with video0 and video1 of one camera and video2 of another."""
    for node, socket, index in (("video0", "1-2:1.0", 0), ("video1", "1-2:1.0", 1), ("video2", "3-1.4:1.0", 0)):
        (tmp_path / "bus" / socket).mkdir(parents=True, exist_ok=True)
        (tmp_path / node).mkdir()
        (tmp_path / node / "index").write_text(f"{index}\n")
        (tmp_path / node / "device").symlink_to(tmp_path / "bus" / socket)
    monkeypatch.setattr(cameras_module, "_LINUX_CAMERAS", tmp_path)
    return tmp_path


def on_linux(*nodes: int) -> tuple[CameraInfo, ...]:
    found = [FoundCamera(node, "Brio", f"/dev/video{node}", 0x046D, 0x085E, cv2.CAP_V4L2) for node in nodes]
    return list_cameras(lambda _: found)


def test_on_linux_a_camera_is_known_by_its_socket(sysfs: Path) -> None:
    assert [(camera.identity, camera.index) for camera in on_linux(2, 0, 1)] == [
        ("046d:085e@1-2:1.0", 0),
        ("046d:085e@1-2:1.0.1", 1),
        ("046d:085e@3-1.4:1.0", 2),
    ]


def test_on_linux_its_identity_stays_when_its_index_changes(sysfs: Path) -> None:
    (before,) = on_linux(2)
    for node in ("video2", "video0"):
        (sysfs / node / "device").unlink()
    (sysfs / "video0" / "device").symlink_to(sysfs / "bus" / "3-1.4:1.0")
    (after,) = on_linux(0)

    assert (before.identity, before.index, after.index) == (after.identity, 2, 0)


def test_a_camera_without_a_place_on_a_bus_is_known_by_its_node(sysfs: Path) -> None:
    found = [FoundCamera(9, None, "/dev/video9", None, None, cv2.CAP_V4L2)]

    assert list_cameras(lambda _: found) == (CameraInfo("Camera 9", "@video9", 9, cv2.CAP_V4L2),)


def test_on_windows_both_backends_give_one_identity(windows: None) -> None:
    paths = {cv2.CAP_DSHOW: DSHOW_PATH, cv2.CAP_MSMF: MSMF_PATH}
    listed = list_cameras(lambda backend: [FoundCamera(0, "Brio", paths[backend], 0x046D, 0x085E, backend)])

    assert [camera.backend for camera in listed] == [cv2.CAP_DSHOW, cv2.CAP_MSMF]
    assert len({camera.identity for camera in listed}) == 1
    assert distinct_cameras(listed) == listed[:1]


def test_a_backend_that_fails_keeps_no_other_away(windows: None, caplog: pytest.LogCaptureFixture) -> None:
    def found(backend: int) -> list[FoundCamera]:
        if backend == cv2.CAP_DSHOW:
            raise OSError("COM is not there")
        return [FoundCamera(0, "Brio", MSMF_PATH, 0x046D, 0x085E, backend)]

    assert [camera.backend for camera in list_cameras(found)] == [cv2.CAP_MSMF]
    assert len(caplog.records) == 1


def test_it_is_found_by_its_identity() -> None:
    wanted = info("046d:085e@1-2:1.0", 3)

    assert find_camera("046D:085E@1-2:1.0", [info("046d:085e@3-1:1.0"), wanted]) == (wanted,)


def test_in_another_socket_it_is_found_if_it_is_the_only_one_of_its_kind() -> None:
    moved = info("046d:085e@9-9:1.0")

    assert find_camera("046d:085e@1-2:1.0", [moved, info("1111:2222@1-2:1.0")]) == (moved,)


def test_two_of_a_kind_are_not_mistaken_for_each_other() -> None:
    cameras = [info("046d:085e@8-8:1.0"), info("046d:085e@9-9:1.0")]

    assert find_camera("046d:085e@1-2:1.0", cameras) == ()


def test_without_a_kind_only_the_same_socket_counts() -> None:
    assert find_camera("@video9", [info("@video8")]) == ()


def test_the_real_list_can_be_had() -> None:
    assert all(isinstance(camera, CameraInfo) for camera in list_cameras())
