"""The cameras that are plugged in, by name."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.background import Background
from gui.widgets.action_button import ToolButton
from gui.widgets.labels import text_label
from gui.widgets.segmented import OPERATORS_PX, Choice, Segmented
from gui.workers import Failure

_LONGEST_WAIT_MS = 10_000


class Camera(Protocol):
    """A camera to choose; see core.sources.cameras.CameraInfo."""

    @property
    def name(self) -> str:
        """What the maker calls it."""

    @property
    def identity(self) -> str:
        """What stays the same after a reboot."""

    @property
    def index(self) -> int:
        """Its number at the moment."""


ListCameras = Callable[[], Sequence[Camera]]
"""Gives each camera once. It may take a moment, and is called in a worker's thread."""


class CameraList(QWidget):
    """Looks for cameras in the background. One that is in use but not plugged in stands in the list too."""

    chosen = Signal()  # by the user

    def __init__(self, list_cameras: ListCameras, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list_cameras = list_cameras
        self._cameras: tuple[Camera, ...] = ()
        self._wanted, self._wanted_name = "", ""
        self._search = Background(self)
        self._search.done.connect(self._on_found)
        self._search.failed.connect(self._on_failed)
        self._state = text_label("", 13, 400, "text2")
        self._state.setWordWrap(True)
        self._again = ToolButton(self.tr("Search again"), "", "refresh-cw")
        self._again.clicked.connect(self.search)
        self._choice = Segmented(self.tr("Camera"), (), columns=2, height=OPERATORS_PX, cuts=True)
        self._choice.chosen.connect(self._on_chosen)
        self._lay_out()

    @property
    def camera(self) -> tuple[str, str]:
        """Identity and name of what is chosen; empty for nothing."""
        return self._wanted, self._wanted_name

    def show_camera(self, identity: str, name: str) -> None:
        """Mark a camera as chosen, by its identity or its number in digits."""
        self._wanted, self._wanted_name = identity, name
        self._show_all()

    @Slot()
    def search(self) -> None:
        """Look for cameras."""
        self._state.setText(self.tr("Looking for cameras…"))
        self._again.setEnabled(False)
        self._search.do(self._list_cameras)

    def shutdown(self) -> None:
        """Wait for the search."""
        self._search.drop(_LONGEST_WAIT_MS)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._state, 1)
        row.addWidget(self._again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._choice)

    @Slot(object)
    def _on_found(self, cameras: Sequence[Camera]) -> None:
        self._cameras = tuple(cameras)
        self._again.setEnabled(True)
        if not cameras:
            text = self.tr("No camera was found. Plug one in, then press Search again.")
        elif len(cameras) == 1:
            text = self.tr("1 camera was found.")
        else:
            text = self.tr("{0} cameras were found.").format(len(cameras))
        self._state.setText(text)
        self._show_all()

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._again.setEnabled(True)
        self._state.setText(failure.what)

    @Slot(object)
    def _on_chosen(self, identity: object) -> None:
        self._wanted = str(identity)
        self._wanted_name = next((camera.name for camera in self._cameras if camera.identity == identity), "")
        self.chosen.emit()

    def _show_all(self) -> None:
        for camera in self._cameras:
            if self._wanted in (camera.identity, str(camera.index)):
                self._wanted, self._wanted_name = camera.identity, camera.name
        choices = [Choice(camera.identity, camera.name, camera.identity, "camera") for camera in self._cameras]
        if self._wanted and self._wanted not in {camera.identity for camera in self._cameras}:
            choices.append(self._absent())
        self._choice.set_choices(choices)
        self._choice.choose(self._wanted)
        self._choice.setVisible(bool(choices))

    def _absent(self) -> Choice:
        name = self._wanted_name or self.tr("Camera {0}").format(self._wanted)
        return Choice(self._wanted, name, self.tr("not found now"), "camera-off")
