"""Forms for what lies on the disk: a video, a folder, a hot folder."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from core.errors import SourceError
from core.sources.hot_settings import HotFolderSettings, parse_hot_folder
from core.sources.opening import VIDEO_SUFFIXES
from core.sources.spec import rest_of
from gui.path_dialogs import OnPath, PathDialogs
from gui.widgets.fields import TextField
from gui.widgets.path_field import Ask, PathField
from gui.widgets.segmented import Choice, Segmented
from gui.widgets.setting_row import SettingRow
from gui.widgets.source_form import SourceForm


class VideoForm(SourceForm):
    """Asks for a video file."""

    def __init__(self, dialogs: PathDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._path = PathField(self.tr("Video file"), "shift.mp4", self.tr("Choose a video"), self._ask)
        detail = self.tr("It is played at its own speed, as a camera would give it.")
        self.column.addWidget(SettingRow(self.tr("Video file"), self._path, detail))

    def spec(self) -> str:
        """Path of the video."""
        return _named(self._path.path, self.tr("No video is named. Choose a video file."))

    def show_spec(self, spec: str) -> None:
        """Show the path."""
        self._path.show_path(spec)

    def _ask(self, window: QWidget, chosen: OnPath) -> None:
        endings = " ".join(f"*{suffix}" for suffix in sorted(VIDEO_SUFFIXES))
        filters = (self.tr("Videos ({0})").format(endings), self.tr("All files (*)"))
        self._dialogs.ask_file(window, self.tr("Choose a video"), filters, chosen)


class FolderForm(SourceForm):
    """Asks for a folder of images."""

    def __init__(self, dialogs: PathDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = PathField(
            self.tr("Folder of images"),
            self.tr("a folder, or one image"),
            self.tr("Choose a folder"),
            _asks(dialogs, self),
        )
        detail = self.tr("All its images are inspected once, in the order of their names.")
        self.column.addWidget(SettingRow(self.tr("Folder of images"), self._path, detail))

    def spec(self) -> str:
        """Path of the folder."""
        return _named(self._path.path, self.tr("No folder is named. Choose a folder of images."))

    def show_spec(self, spec: str) -> None:
        """Show the path."""
        self._path.show_path(spec)


class HotFolderForm(SourceForm):
    """Asks for a folder that images are dropped into, and what becomes of them."""

    def __init__(self, dialogs: PathDialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = self.tr("Hot folder")
        self._path = PathField(name, self.tr("a folder"), self.tr("Choose a folder"), _asks(dialogs, self))
        after = self.tr("After inspection")
        leave, move = self.tr("Leave the file"), self.tr("Move it away")
        self._move = Segmented(after, (Choice(False, leave), Choice(True, move)))
        self._ready = TextField(self.tr("Ending of the file that says an image is complete"), ".done")
        rows = (
            (name, self._path, self.tr("Another program drops images in; each is inspected once.")),
            (after, self._move, self.tr("Move it to the folders passed, failed and so on in the hot folder.")),
            (
                self.tr("Complete when"),
                self._ready,
                self.tr("there is a file with this ending beside the image. Empty: when the image no longer grows."),
            ),
        )
        for row in rows:
            self.column.addWidget(SettingRow(*row))
        self._move.choose(False)

    def spec(self) -> str:
        """Name of the hot folder."""
        settings = HotFolderSettings(self._path.path, self._move.value is True, self._ready.text().strip())
        parse_hot_folder(rest_of(settings.spec))
        return settings.spec

    def show_spec(self, spec: str) -> None:
        """Show a hot folder."""
        settings = parse_hot_folder(rest_of(spec))
        self._path.show_path(settings.folder)
        self._move.choose(settings.move)
        self._ready.setText(settings.ready)


def _asks(dialogs: PathDialogs, form: QObject) -> Ask:
    def ask(window: QWidget, chosen: OnPath) -> None:
        dialogs.ask_folder(window, form.tr("Choose a folder"), chosen)

    return ask


def _named(path: str, missing: str) -> str:
    if not path:
        raise SourceError(missing)
    return path
