"""Where the pictures come from: what is used now, and what could be."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.errors import SourceError
from core.sources.spec import SourceKind, kind_of, title_of
from gui.pages.station.path_forms import FolderForm, HotFolderForm, VideoForm
from gui.pages.station.recent_sources import RecentSources
from gui.pages.station.script_form import ScriptForm
from gui.path_dialogs import PathDialogs
from gui.widgets.camera_form import CameraForm
from gui.widgets.camera_list import ListCameras
from gui.widgets.card import hairline
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.main_button import MainButton
from gui.widgets.segmented import OPERATORS_PX, Choice, Segmented
from gui.widgets.settings_card import SettingsCard
from gui.widgets.source_form import SourceForm
from gui.widgets.stream_form import StreamForm


class SourceCard(SettingsCard):
    """One kind of source at a time; nothing changes until "Use this source" is pressed."""

    source_chosen = Signal(str)  # its name, as core.sources.opening reads it

    def __init__(self, list_cameras: ListCameras, dialogs: PathDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Source"))
        self._forms: Mapping[SourceKind, SourceForm] = {
            SourceKind.CAMERA: CameraForm(list_cameras),
            SourceKind.VIDEO: VideoForm(dialogs),
            SourceKind.STREAM: StreamForm(),
            SourceKind.HOT_FOLDER: HotFolderForm(dialogs),
            SourceKind.FOLDER: FolderForm(dialogs),
            SourceKind.TEST: ScriptForm(),
        }
        self._kind = Segmented(self.tr("Kind of source"), self._kinds(), columns=3, height=OPERATORS_PX)
        self._kind.chosen.connect(self._on_kind_chosen)
        self._title, self._state = ElidedLabel(17, 600), ElidedLabel(15, 400, "text2")
        self._problem = text_label("", 15, 500)
        self._problem.setObjectName("hint")
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._recent = RecentSources()
        self._recent.chosen.connect(self._on_recent_chosen)
        self._use = MainButton(self.tr("Use this source"))
        self._use.clicked.connect(self._on_use)
        self._lay_out()
        self._kind.choose(SourceKind.CAMERA)
        self._show_form()
        self.show_state("")

    def show_source(self, spec: str) -> None:
        """Show which source is used now, and how it was asked for."""
        try:
            self._title.setText(title_of(spec) or self.tr("None yet"))
            self._fill_in(spec)
        except SourceError:  # said where it was opened
            self._title.setText("–")

    def show_recent(self, specs: Sequence[str]) -> None:
        """Offer sources that were used before."""
        self._recent.show_sources(specs)

    def show_state(self, text: str) -> None:
        """Say how the source that is used now is doing."""
        self._state.setText(text)
        self._state.setVisible(bool(text))

    def shutdown(self) -> None:
        """Wait for what is under way."""
        for form in self._forms.values():
            form.shutdown()

    def showEvent(self, event: QShowEvent) -> None:
        """Find out what there is to choose now."""
        super().showEvent(event)
        self._form.wake()

    @property
    def _form(self) -> SourceForm:
        kind = self._kind.value
        return self._forms[kind if isinstance(kind, SourceKind) else SourceKind.CAMERA]

    def _kinds(self) -> tuple[Choice, ...]:
        return (
            Choice(SourceKind.CAMERA, self.tr("Camera"), icon="camera"),
            Choice(SourceKind.VIDEO, self.tr("Video file"), icon="film"),
            Choice(SourceKind.STREAM, self.tr("Network stream"), icon="network"),
            Choice(SourceKind.HOT_FOLDER, self.tr("Hot folder"), icon="folder-input"),
            Choice(SourceKind.FOLDER, self.tr("Folder"), icon="folder-open"),
            Choice(SourceKind.TEST, self.tr("Test source"), icon="flask-conical"),
        )

    def _lay_out(self) -> None:
        now = QVBoxLayout()
        now.setSpacing(2)
        now.addWidget(text_label(self.tr("Used now"), 13, 400, "text2"))
        now.addWidget(self._title)
        now.addWidget(self._state)
        self.column.addLayout(now)
        self.column.addWidget(hairline())
        self.column.addWidget(self._kind)
        for form in self._forms.values():
            self.column.addWidget(form)
        self.column.addWidget(self._problem)
        self.column.addWidget(self._use)
        self.column.addWidget(self._recent)
        self.column.addStretch()

    def _fill_in(self, spec: str) -> None:
        kind = kind_of(spec)
        if kind is not None:
            self._forms[kind].show_spec(spec)
            self._kind.choose(kind)
            self._show_form()

    def _show_form(self) -> None:
        for form in self._forms.values():
            form.setVisible(form is self._form)
        self._problem.hide()

    @Slot(object)
    def _on_kind_chosen(self, _kind: object) -> None:
        self._show_form()
        self._form.wake()

    @Slot(str)
    def _on_recent_chosen(self, spec: str) -> None:
        self._fill_in(spec)
        if self.isVisible():
            self._form.wake()

    @Slot()
    def _on_use(self) -> None:
        try:
            spec = self._form.spec()
        except SourceError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self._problem.hide()
        self.source_chosen.emit(spec)
