"""Asks for a stream over the network."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from core.errors import SourceError
from core.sources.spec import StreamSettings, parse_stream
from gui.widgets.fields import TextField
from gui.widgets.setting_row import SettingRow
from gui.widgets.source_form import SourceForm


class StreamForm(SourceForm):
    """Address, user and password; the password is never to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._address = TextField(self.tr("Address of the stream"), "rtsp://camera-3/left")
        self._user, self._password = TextField(self.tr("User")), TextField(self.tr("Password"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._address.editingFinished.connect(self._on_address_typed)
        rows = (
            (self.tr("Address"), self._address, self.tr("rtsp:// or http://, as the camera's manual has it")),
            (self.tr("User"), self._user, self.tr("Empty if the camera asks for none.")),
            (self.tr("Password"), self._password, self.tr("It is kept in this station's settings.")),
        )
        for row in rows:
            self.column.addWidget(SettingRow(*row))

    def spec(self) -> str:
        """Address with user and password."""
        if not self._address.text().strip():
            raise SourceError(self.tr("No address is named. Type the address of the stream."))
        self._take_apart()
        parse_stream(self._address.text())
        return StreamSettings(self._address.text().strip(), self._user.text(), self._password.text()).spec

    def show_spec(self, spec: str) -> None:
        """Show a stream."""
        settings = parse_stream(spec)
        self._address.setText(settings.address)
        self._user.setText(settings.user)
        self._password.setText(settings.password)

    @Slot()
    def _on_address_typed(self) -> None:
        try:
            self._take_apart()
        except SourceError:  # said when it is to be used: it may not be finished
            return

    def _take_apart(self) -> None:
        """Put a password that was typed as part of the address where it can't be read."""
        if "@" in self._address.text():
            self.show_spec(self._address.text())
