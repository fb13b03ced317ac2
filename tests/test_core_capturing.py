import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.commands.capturing import CaptureOptions, capture
from core.errors import OutputError, SourceError
from core.images import read_image, write_image
from core.terminal import Terminal
from core.types import Frame, SourceNotice, SourceState


def test_steady_pictures_are_kept_and_none_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = np.full((32, 32, 3), 50, np.uint8)
    write_image(tmp_path / "0001.png", before)
    options = CaptureOptions("test:numbers?period_ms=5", tmp_path, count=3, every_s=0.001)
    assert capture(options, Terminal(as_json=True)) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["captured"] == ["0002.png", "0003.png", "0004.png"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0001.png", "0002.png", "0003.png", "0004.png"]
    assert np.array_equal(read_image(tmp_path / "0001.png"), before)
    assert read_image(tmp_path / "0002.png").shape == (480, 640, 3)


class Unplugged:
    """A camera that has gone after two pictures; a second passes with each look at it."""

    live, name, total = True, "camera:0", None

    def __init__(self) -> None:
        self.now, self.freed = 0.0, False

    def frames(self) -> Iterator[Frame | SourceNotice]:
        try:
            yield from self._frames()
        finally:
            self.freed = True

    def _frames(self) -> Iterator[Frame | SourceNotice]:
        for number in (1, 2):
            yield Frame(np.full((32, 32, 3), 50, np.uint8), f"{number}", number, 0.0)
        while self.now < 60:
            self.now += 1
            yield SourceNotice(SourceState.LOST, "Camera 0 is not plugged in. Plug it in. Filbert goes on trying.")


def test_a_camera_that_is_not_there_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    camera = Unplugged()
    monkeypatch.setattr("core.commands.capturing.open_source", lambda _spec, live: camera)
    with pytest.raises(SourceError) as told:
        capture(CaptureOptions("camera:0", tmp_path, count=3), Terminal(as_json=True), lambda: camera.now)
    assert camera.now == 16
    assert camera.freed
    assert str(told.value) == (
        "Camera 0 is not plugged in. Plug it in. No picture has come for 15 s, so capturing ends, with 0 of 3 pictures"
        " kept."
    )


def test_what_is_not_live_is_refused(tmp_path: Path) -> None:
    write_image(tmp_path / "1.png", np.full((32, 32, 3), 50, np.uint8))
    with pytest.raises(SourceError, match="no live source"):
        capture(CaptureOptions(str(tmp_path), tmp_path / "good"), Terminal(as_json=True))
    assert not (tmp_path / "good").exists()


def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for place, why in (("file/good", "its folder does not exist"), ("file", "a file of that name is there")):
        with pytest.raises(OutputError, match=f"can't be made: {why}"):
            capture(CaptureOptions("test:numbers", tmp_path / place), Terminal(as_json=True))
    assert (tmp_path / "file").read_bytes() == b""
