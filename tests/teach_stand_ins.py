"""What the tests of the wizard share: a folder of pictures, and a wizard with stand-ins for core."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import numpy as np
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from stage import put_on_stage
from stand_ins import PATIENCE_MS, Gate

from core.drafts.basis import basis_of
from core.drafts.draft import Draft
from core.drafts.images import GoodImage
from core.drafts.store import DraftStore
from core.errors import Cancelled, FilbertError
from core.images import write_image
from core.inspection.judge import Scale
from core.training.held_out import HeldOutTable, measured, table_of
from core.types import Glimpse, LossCurve, TrainingProgress
from gui.pages.teach.good_images_page import GoodImagesPage
from gui.pages.teach.product_page import ProductPage
from gui.pages.teach.questions import Questions
from gui.pages.teach.state import TeachState
from gui.pages.teach.step_page import StepPage
from gui.pages.teach.teach_page import TeachPage
from gui.pages.teach.train_page import TrainPage
from gui.pages.teach.training import Training
from gui.path_dialogs import OnPath, PathDialogs
from gui.services import Services


def good_folder(folder: Path, count: int = 4) -> Path:
    """Pictures of noise that are all different, and so get no remarks but that they are few."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        noise = np.random.default_rng(number).integers(0, 256, (48, 64, 3), np.uint8)
        write_image(folder / f"{number:04}.png", noise)
    return folder


@contextmanager
def on_view(page: StepPage, window: QWidget) -> Iterator[None]:
    """Show a page of the wizard alone, as if somebody had come to it; afterwards end what runs for it."""
    window.resize(1200, 800)
    page.resize(1200, 700)
    page.show()
    page.initializePage()
    yield
    page.stop()
    page.state.shutdown()


@dataclass(frozen=True, eq=False)
class StandInTaught:
    """What a teaching gives, as far as these pages look at it."""

    held_out: HeldOutTable
    defects: None = None


@dataclass
class StandInTeacher:
    """Teaches at once, unless a gate is shut; notes what it was given."""

    gate: Gate | None = None
    error: FilbertError | None = None
    given: list[tuple[str, ...]] = field(default_factory=list)
    finished_early: bool = False

    def teach(
        self,
        draft: Draft,
        kept: Sequence[GoodImage],
        _folder: Path,
        on_progress: Callable[[TrainingProgress], None],
        should_stop: Callable[[], bool],
        should_finish: Callable[[], bool],
    ) -> Any:
        self.given.append(tuple(image.name for image in kept))
        glimpse = Glimpse("1.png", np.full((32, 32, 3), 90, np.uint8), np.full((8, 8), 0.4, np.float32))
        curve = LossCurve(((1, 0.8), (2, 0.4)), ((1, 0.9), (2, 0.5)))
        on_progress(TrainingProgress("Learning with images held out", 0.25, 12.0, curve, (glimpse,)))
        if self.gate is not None:
            self.gate.pass_through()
        if should_stop():
            raise Cancelled("Teaching was stopped; nothing was saved.")
        if self.error is not None:
            raise self.error
        self.finished_early = should_finish()
        return StandInTaught(_scored(kept)), basis_of(draft, kept)


def quickly_taught(services: Services, teacher: StandInTeacher) -> Services:
    """These services, but teaching is a stand-in, and nothing about it takes long or asks this machine."""
    return replace(
        services,
        list_cameras=lambda: (),
        teach_draft=teacher.teach,
        load_result=lambda _folder: None,
        estimate_seconds=lambda *_: 1.0,
        spare_cores=lambda _inspecting: None,
    )


def _scored(images: Sequence[GoodImage]) -> HeldOutTable:
    """A score for each: 0.1, 0.2 and so on, the same all over the picture."""
    maps = [np.full((8, 8), (number + 1) / 10, np.float32) for number in range(len(images))]
    names, paths = [image.name for image in images], [image.path for image in images]
    return table_of(names, paths, [measured(one) for one in maps], Scale(0, 1))


class StandInPaths(PathDialogs):
    """Answers at once."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path

    def ask_file(self, _window: object, _title: str, _filters: object, chosen: OnPath) -> None:
        chosen(self.path)

    def ask_folder(self, _window: object, _title: str, chosen: OnPath) -> None:
        chosen(self.path)


class StandInQuestions(Questions):
    """Says yes."""

    def ask_delete(self, _window: object, draft: Draft) -> None:
        self.delete_confirmed.emit(draft)


class TeachSitting:
    """A wizard of the pages Product, Good images and Train."""

    def __init__(
        self, qtbot: QtBot, window: QWidget, store: DraftStore, folder: Path, services: Services | None = None
    ) -> None:
        self.qtbot, self.window, self.store, self.folder = qtbot, window, store, folder
        self.teacher = StandInTeacher()
        plain = Services(
            list_cameras=lambda: (),
            teach_draft=self.teacher.teach,
            load_result=lambda _folder: None,
            estimate_seconds=lambda images, _preset, _defects: 60.0 * images,
            spare_cores=lambda _inspecting: None,
        )
        self.services = services or plain
        if services is not None:
            self.services = replace(services, list_cameras=lambda: (), teach_draft=self.teacher.teach)
        self.state = TeachState(store, self.services.load_result)
        self.training = Training(self.teacher.teach, lambda: None)
        self.dialogs, self.questions = StandInPaths(str(folder)), StandInQuestions()
        self.product = ProductPage(
            self.state, self.services.list_cameras, self.services.load_recipe, self.dialogs, self.questions
        )
        self.good_images = GoodImagesPage(self.state, self.services, self.dialogs)
        self.train = TrainPage(self.state, self.training, self.services, self.dialogs)
        self.page = TeachPage(self.state, [self.product, self.good_images, self.train])
        self.training.changed.connect(self.page.show_training)
        self.wizard = self.page.wizard
        put_on_stage(window, self.page, 1500, 900)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def name(self, name: str = "Nut") -> None:
        self.product._card._name.setText(name)
        self.product._card._name.textEdited.emit(name)

    def choose_folder(self) -> None:
        self.product._card._folder._path._on_clicked()

    def go_to_good_images(self) -> None:
        self.name()
        self.choose_folder()
        self.wizard.go_on()
        self.wait_until(lambda: bool(self.state.images))

    def go_to_train(self) -> None:
        self.go_to_good_images()
        self.wizard.go_on()
        assert self.wizard.current is self.train

    def teach(self) -> None:
        self.train.start()
        self.wait_until(lambda: not self.training.running)

    def shutdown(self) -> None:
        if self.teacher.gate is not None:
            self.teacher.gate.open(10)
        self.page.shutdown()


def taught(sitting: TeachSitting) -> StandInTaught:
    return cast("StandInTaught", sitting.state.taught)
