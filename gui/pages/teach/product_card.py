"""Asks for the product's name, for the source of its pictures, and for a recipe to improve."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from core.drafts.draft import Draft
from core.errors import SourceError
from core.sources.spec import SourceKind, kind_of
from gui.path_dialogs import OnPath, PathDialogs
from gui.widgets.camera_form import CameraForm
from gui.widgets.camera_list import ListCameras
from gui.widgets.card import hairline
from gui.widgets.fields import TextField
from gui.widgets.labels import text_label
from gui.widgets.path_field import PathField
from gui.widgets.segmented import OPERATORS_PX, Choice, Segmented
from gui.widgets.setting_row import SettingRow
from gui.widgets.settings_card import SettingsCard
from gui.widgets.source_form import SourceForm
from gui.widgets.stream_form import StreamForm


class GoodFolderForm(SourceForm):
    """Asks for a folder of good images."""

    changed = Signal()
    entered = Signal()

    def __init__(self, dialogs: PathDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        name = self.tr("Folder of good images")
        self._path = PathField(name, self.tr("a folder"), self.tr("Choose a folder"), self._ask)
        self._path.changed.connect(self.changed)
        self._path.entered.connect(self.entered)
        detail = self.tr("Only pictures of parts you would ship. More folders can be added on the next page.")
        self.column.addWidget(SettingRow(name, self._path, detail))

    def spec(self) -> str:
        """Path of the folder."""
        if not self._path.path:
            raise SourceError(self.tr("No folder is named. Choose a folder of good images."))
        return self._path.path

    def show_spec(self, spec: str) -> None:
        """Show the path."""
        self._path.show_path(spec)

    @property
    def filled(self) -> bool:
        """Whether anything stands there."""
        return bool(self._path.path)

    def _ask(self, window: QWidget, chosen: OnPath) -> None:
        self._dialogs.ask_folder(window, self.tr("Choose a folder of good images"), chosen)


class ProductCard(SettingsCard):
    """What is chosen here is asked for by `spec`; only the name is told at each key."""

    name_changed = Signal(str)
    recipe_chosen = Signal(str)  # path
    recipe_cleared = Signal()
    folder_entered = Signal()  # it was chosen, or typed to its end
    changed = Signal()  # the source
    problem_said = Signal(QWidget)  # the label it stands on, which may be out of sight

    def __init__(self, list_cameras: ListCameras, dialogs: PathDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Product"))
        self._dialogs = dialogs
        self._name = TextField(self.tr("Name of the product"), self.tr("Hazelnut 12 mm"))
        self._name.textEdited.connect(self.name_changed)
        self.setFocusProxy(self._name)
        self._folder = GoodFolderForm(dialogs)
        self._folder.changed.connect(self.changed)
        self._folder.entered.connect(self.folder_entered)
        self._forms: Mapping[SourceKind, SourceForm] = {
            SourceKind.FOLDER: self._folder,
            SourceKind.CAMERA: CameraForm(list_cameras),
            SourceKind.STREAM: StreamForm(),
        }
        self._kind = Segmented(self.tr("Where the pictures come from"), self._kinds(), height=OPERATORS_PX)
        self._kind.chosen.connect(self._on_kind_chosen)
        improve = self.tr("Recipe to improve")
        self._recipe = PathField(improve, self.tr("none: a new product"), self.tr("Choose a recipe"), self._ask_recipe)
        self._recipe.entered.connect(self.recipe_chosen)
        self._recipe.changed.connect(self._on_recipe_changed)
        self._problem = text_label("", 15, 500)
        self._problem.setObjectName("hint")
        self._problem.setWordWrap(True)
        self._lay_out(improve)
        self.show_problem("")
        self._kind.choose(SourceKind.FOLDER)
        self._show_form()

    @property
    def is_folder(self) -> bool:
        """Whether pictures come from a folder."""
        return self._kind.value is SourceKind.FOLDER

    @property
    def has_source(self) -> bool:
        """Whether something is chosen; that it can be used is found out by `spec`."""
        return not self.is_folder or self._folder.filled

    def spec(self) -> str:
        """The source as core.sources.opening reads it. Raises SourceError with what is missing."""
        return self._form.spec()

    def show_draft(self, draft: Draft) -> None:
        """Show what was chosen so far."""
        if self._name.text() != draft.name:
            self._name.setText(draft.name)
        if draft.improves is not None or self._shown_key != draft.key:
            self._recipe.show_path(str(draft.improves) if draft.improves else "")
        kind = kind_of(draft.source)
        if kind is not None and kind in self._forms and not (self._kind.value is kind and self._is_shown(draft.source)):
            self._forms[kind].show_spec(draft.source)
            self._kind.choose(kind)
            self._show_form()
        elif kind is None and self._shown_key != draft.key:
            self._folder.show_spec("")
        self._shown_key = draft.key

    def forget_folder(self) -> None:
        """Show no folder of good images."""
        self._folder.show_spec("")

    def show_problem(self, text: str) -> None:
        """Say what can't be done; empty for nothing."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if text:
            self.problem_said.emit(self._problem)

    def wake(self) -> None:
        """Find out what there is to choose."""
        self._form.wake()

    def shutdown(self) -> None:
        """Wait for what is under way."""
        for form in self._forms.values():
            form.shutdown()

    _shown_key = ""

    @property
    def _form(self) -> SourceForm:
        kind = self._kind.value
        return self._forms[kind if isinstance(kind, SourceKind) else SourceKind.FOLDER]

    def _is_shown(self, spec: str) -> bool:
        try:
            return self._form.spec() == spec
        except SourceError:
            return False

    def _kinds(self) -> tuple[Choice, ...]:
        return (
            Choice(SourceKind.FOLDER, self.tr("Folder"), self.tr("pictures on the disk"), "folder-open"),
            Choice(SourceKind.CAMERA, self.tr("Live camera"), self.tr("captured now"), "camera"),
            Choice(SourceKind.STREAM, self.tr("Network stream"), self.tr("captured now"), "network"),
        )

    def _lay_out(self, improve: str) -> None:
        self.column.addWidget(SettingRow(self.tr("Name"), self._name, self.tr("Operators see it on the screen.")))
        self.column.addWidget(hairline())
        self.column.addWidget(text_label(self.tr("Where do the pictures come from?"), 15, 600))
        self.column.addWidget(self._kind)
        for form in self._forms.values():
            self.column.addWidget(form)
        self.column.addWidget(hairline())
        detail = self.tr("Its name, settings, region and good images are taken over; it stays as it is until you save.")
        self.column.addWidget(SettingRow(improve, self._recipe, detail))
        self.column.addWidget(self._problem)
        self.column.addStretch()

    def _show_form(self) -> None:
        for form in self._forms.values():
            form.setVisible(form is self._form)

    def _ask_recipe(self, window: QWidget, chosen: OnPath) -> None:
        filters = (self.tr("Recipes (*.filbert)"), self.tr("All files (*)"))
        self._dialogs.ask_file(window, self.tr("Choose a recipe to improve"), filters, chosen)

    @Slot()
    def _on_recipe_changed(self) -> None:
        if not self._recipe.path:
            self.recipe_cleared.emit()

    @Slot(object)
    def _on_kind_chosen(self, _kind: object) -> None:
        self._show_form()
        self.show_problem("")
        self._form.wake()
        self.changed.emit()
