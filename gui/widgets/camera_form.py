"""Asks for a camera, its size and its exposure."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.errors import SourceError
from core.sources.camera import CameraSettings, parse_camera
from core.sources.spec import rest_of
from gui.widgets.camera_list import CameraList, ListCameras
from gui.widgets.number_stepper import NumberStepper
from gui.widgets.segmented import Choice, Segmented
from gui.widgets.setting_row import SettingRow
from gui.widgets.source_form import SourceForm

_SIZES = ((640, 480), (1280, 720), (1920, 1080))
_OWN_SIZE = (None, None)


class CameraForm(SourceForm):
    """What isn't asked for here, such as the frame rate, stays as it was."""

    def __init__(self, list_cameras: ListCameras, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = CameraSettings("")
        self._cameras = CameraList(list_cameras)
        sizes = [Choice(size, f"{size[0]} × {size[1]}") for size in _SIZES]
        self._size = Segmented(self.tr("Resolution"), (*sizes, Choice(_OWN_SIZE, self.tr("Camera's own"))))
        by_hand, exposure = self.tr("By hand"), self.tr("Exposure")
        self._by_hand = Segmented(exposure, (Choice(False, self.tr("Automatic")), Choice(True, by_hand)))
        self._exposure = NumberStepper(exposure, -20, 100_000, 1, decimals=1)
        self._size.chosen.connect(self._on_size_chosen)
        self._by_hand.chosen.connect(self._on_exposure_chosen)
        self._lay_out()
        self._show()

    def spec(self) -> str:
        """Name of the camera with what is asked of it."""
        identity, name = self._cameras.camera
        if not identity:
            raise SourceError(self.tr("No camera is chosen. Choose one, or plug one in and press Search again."))
        exposure = self._exposure.value if self._by_hand.value else None
        return replace(self._settings, camera=identity, name=name, exposure=exposure).spec

    def show_spec(self, spec: str) -> None:
        """Show a camera."""
        self._settings = parse_camera(rest_of(spec))
        self._cameras.show_camera(self._settings.camera, self._settings.name)
        self._show()

    def wake(self) -> None:
        """Look for cameras."""
        self._cameras.search()

    def shutdown(self) -> None:
        """Wait for the search."""
        self._cameras.shutdown()

    def _lay_out(self) -> None:
        exposure = QWidget()
        row = QHBoxLayout(exposure)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._by_hand, 1)
        row.addWidget(self._exposure, 1)
        detail = self.tr("By hand the light in the picture stays as it is. The number is in the driver's own unit.")
        self.column.addWidget(self._cameras)
        self.column.addWidget(SettingRow(self.tr("Resolution"), self._size, share=80))
        self.column.addWidget(SettingRow(self.tr("Exposure"), exposure, detail))

    def _show(self) -> None:
        self._size.choose((self._settings.width, self._settings.height))
        by_hand = self._settings.exposure is not None
        self._by_hand.choose(by_hand)
        self._exposure.setEnabled(by_hand)
        self._exposure.show_value(self._settings.exposure if self._settings.exposure is not None else -6)

    @Slot(object)
    def _on_size_chosen(self, size: tuple[int | None, int | None]) -> None:
        self._settings = replace(self._settings, width=size[0], height=size[1])

    @Slot(object)
    def _on_exposure_chosen(self, by_hand: bool) -> None:
        self._exposure.setEnabled(by_hand)
