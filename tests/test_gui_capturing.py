from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage
from stand_ins import PATIENCE_MS, Gate, Notes, finish, make_frames
from teach_stand_ins import StandInTeacher

from core.drafts.captured import save_captured
from core.drafts.steadiness import NOTHING_SETTLED, Settled
from core.drafts.store import DraftStore
from core.errors import SourceError
from core.images import read_image
from core.sources.base import Source, SourceItem
from core.types import Frame, Image, SourceNotice, SourceState
from gui.look.theme import Appearance, apply_appearance
from gui.pages.teach.capture_worker import CaptureView, CaptureWish, CaptureWorker
from gui.pages.teach.good_images_page import GoodImagesPage
from gui.pages.teach.readiness_lamps import Lamp
from gui.pages.teach.state import TeachState
from gui.pages.teach.teach_page import TeachPage
from gui.services import Services
from gui.workers import Failure, WorkerThread


@dataclass(frozen=True)
class Found:
    ready: bool
    sentence: str = "Hold still."
    settled: Settled = NOTHING_SETTLED


class FromThirdOn:
    """The first two pictures are not steady, nor are the first two after the camera was away."""

    def __init__(self) -> None:
        self.looks = 0

    def look(self, _image: Image) -> Found:
        self.looks += 1
        return Found(self.looks > 2, settled=Settled(exposure=True, still=self.looks > 2))

    def reset(self) -> None:
        self.looks = 0


class Clock:
    """A second goes by with each picture."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass
class TickingSource:
    """Gives its items, the clock a second further at each."""

    clock: Clock
    items: list[SourceItem]
    name: str = "camera"
    total: int | None = None

    def frames(self) -> Iterator[SourceItem]:
        for item in self.items:
            self.clock.now += 1
            yield item


def captured(folder: Path, items: list[SourceItem], wish: CaptureWish) -> list[int]:
    """The grey levels of the pictures that were kept: each frame of make_frames is grey by its number."""
    clock = Clock()
    worker = CaptureWorker(lambda: TickingSource(clock, items), folder, FromThirdOn(), clock)
    worker.wish(wish)
    worker.work()
    return [int(read_image(path)[0, 0, 0]) for path in sorted(folder.iterdir())]


def test_one_picture_is_kept_as_soon_as_it_is_steady(tmp_path: Path) -> None:
    assert captured(tmp_path, [*make_frames(6)], CaptureWish()) == [3]


def test_a_burst_leaves_time_between_its_pictures(tmp_path: Path) -> None:
    assert captured(tmp_path, [*make_frames(9)], CaptureWish(count=3, every_s=2.0)) == [3, 5, 7]


def test_a_countdown_waits_and_then_for_a_steady_picture(tmp_path: Path) -> None:
    assert captured(tmp_path, [*make_frames(9)], CaptureWish(delay_s=5.0)) == [5]


@pytest.mark.parametrize(
    ("wish", "counted_down"),
    [(CaptureWish(delay_s=3.0), [2.0, 1.0, 0.0, 0.0, 0.0]), (CaptureWish(count=3, every_s=2.0), [0.0] * 5)],
)
def test_only_a_countdown_is_counted_down(tmp_path: Path, wish: CaptureWish, counted_down: list[float]) -> None:
    clock, shown = Clock(), []

    class Watched(CaptureWorker):
        def _look_at(self, frame: Frame) -> None:
            super()._look_at(frame)
            view = self.view.take()
            assert view is not None
            shown.append(view.wait_s)

    worker = Watched(lambda: TickingSource(clock, [*make_frames(5)]), tmp_path, FromThirdOn(), clock)
    worker.wish(wish)
    worker.work()
    assert shown == counted_down


def test_after_the_camera_was_away_it_has_to_be_steady_again(tmp_path: Path) -> None:
    lost = SourceNotice(SourceState.LOST, "The camera is gone.")
    frames = make_frames(8)
    assert captured(tmp_path, [*frames[:3], lost, *frames[3:]], CaptureWish(count=2)) == [3, 6]


def test_nothing_is_kept_unasked(tmp_path: Path) -> None:
    assert captured(tmp_path, [*make_frames(6)], CaptureWish(count=0)) == []


def test_a_captured_picture_never_takes_the_place_of_another(tmp_path: Path) -> None:
    picture = np.zeros((16, 16, 3), np.uint8)
    (tmp_path / "0007.png").write_bytes(b"kept")
    assert save_captured(tmp_path, picture).name == "0008.png"
    assert save_captured(tmp_path, picture).name == "0009.png"
    assert (tmp_path / "0007.png").read_bytes() == b"kept"


def test_a_source_that_cannot_be_opened_is_told_of(qtbot: QtBot, tmp_path: Path) -> None:
    def refuse() -> Source:
        raise SourceError("The camera is used by another program.")

    worker = CaptureWorker(refuse, tmp_path, FromThirdOn())
    notes = Notes(worker)
    thread = WorkerThread(worker)
    with qtbot.waitSignal(thread.ended, timeout=PATIENCE_MS):
        thread.start()
    assert notes.outcomes == [("failed", Failure("The camera is used by another program.")), "ended"]
    finish(thread)


@dataclass
class GatedSource:
    """Gives a picture each time a test opens the gate."""

    gate: Gate
    name: str = "camera"
    total: int | None = None

    def frames(self) -> Iterator[SourceItem]:
        for frame in make_frames(50):
            self.gate.pass_through()
            yield frame


@dataclass(frozen=True)
class Capture:
    """The Good images page of a draft with a camera, in a wizard in the window, and the camera's gate."""

    page: GoodImagesPage
    gate: Gate
    views: list[CaptureView]


@pytest.fixture
def capture(window: QWidget, qtbot: QtBot, tmp_path: Path) -> Iterator[Capture]:
    gate = Gate()
    services = replace(
        Services(), open_source=lambda _spec, _periods: GatedSource(gate), teach_draft=StandInTeacher().teach
    )
    state = TeachState(DraftStore(tmp_path))
    state.change(name="Nut", source="camera:0")
    page = GoodImagesPage(state, services, make_readiness=FromThirdOn)
    put_on_stage(window, TeachPage(state, [page]), 1400, 800)
    with qtbot.waitActive(window):
        window.activateWindow()
    views: list[CaptureView] = []
    page.live._capturing.seen.connect(views.append)
    yield Capture(page, gate, views)
    gate.open(50)
    page.stop()
    state.shutdown()


def test_space_captures_on_the_page(capture: Capture, qtbot: QtBot) -> None:
    page, gate, views = capture.page, capture.gate, capture.views
    page._capture.click()
    assert page.live.panel.isVisible()
    gate.open(3)
    qtbot.waitUntil(lambda: bool(views) and views[-1].ready, timeout=PATIENCE_MS)
    qtbot.keyClick(page.live.panel, Qt.Key.Key_Space)
    gate.open(1)
    lamps = [lamp.accessibleName() for lamp in page.live.panel.findChildren(Lamp)]
    assert lamps == ["Light: steady", "Still: steady", "Focus: not steady"]
    names = ["captured/0001.png"]
    qtbot.waitUntil(lambda: [image.name for image in page.state.images] == names, timeout=PATIENCE_MS)
    assert page.escape()
    gate.open(1)
    qtbot.waitUntil(lambda: not page.live.running, timeout=PATIENCE_MS)
    assert not page.live.panel.isVisible()


@pytest.mark.usefixtures("own_appearance")
@pytest.mark.parametrize("look", [Appearance(dark=True), Appearance(text_scale=1.5)])
def test_another_look_does_not_end_capturing_but_leaving_the_page_does(
    capture: Capture, qtbot: QtBot, qapp: QApplication, look: Appearance
) -> None:
    page, gate, views = capture.page, capture.gate, capture.views
    page._capture.click()
    apply_appearance(qapp, look)
    for _ in range(5):
        qapp.processEvents()
    gate.open(4)
    qtbot.waitUntil(lambda: bool(views) and views[-1].ready, timeout=PATIENCE_MS)
    assert page.live.running
    assert page.live.panel.isVisible()
    page.hide()
    qapp.processEvents()  # it is found to be gone, before the camera gives another picture
    gate.open(1)
    qtbot.waitUntil(lambda: not page.live.running, timeout=PATIENCE_MS)


def test_a_folder_is_not_captured_from(window: QWidget, tmp_path: Path) -> None:
    state = TeachState(DraftStore(tmp_path / "drafts"))
    state.change(source=str(tmp_path))
    page = GoodImagesPage(state, Services(), make_readiness=FromThirdOn)
    page.setParent(window)
    page.show()
    assert not page._capture.isVisible()
    state.change(source="camera:0")
    assert page._capture.isVisible()
    page.stop()
    state.shutdown()
