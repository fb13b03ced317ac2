"""Good images of the draft captured live: what the camera sees on a panel, what was kept among the draft's images."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from core.errors import FilbertError
from core.sources.spec import SourceKind, kind_of
from gui.pages.teach.capture_panel import CapturePanel
from gui.pages.teach.capture_worker import CaptureView, JudgesFrames
from gui.pages.teach.capturing import Capturing
from gui.pages.teach.state import TeachState
from gui.services import Services
from gui.workers import Failure

_STALL_PERIODS = 4.0  # of a live source, before it is STALLED


class LiveCapture(QObject):
    """Opens the draft's source when it is asked to, and has the draft's images listed anew for each it kept."""

    changed = Signal()  # `running` has

    def __init__(
        self,
        state: TeachState,
        services: Services,
        make_readiness: Callable[[], JudgesFrames] | None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._services = state, services
        self.panel = CapturePanel()
        self._capturing = Capturing(make_readiness, self)
        self._taken = 0
        self.panel.wished.connect(self._capturing.wish)
        self.panel.ended.connect(self._capturing.stop)
        self._capturing.seen.connect(self._on_seen)
        self._capturing.changed.connect(self.changed)
        self._capturing.failed.connect(state.failed)

    @property
    def offered(self) -> bool:
        """Whether the draft's source is one that can be captured from."""
        return self._capturing.possible and kind_of(self._state.draft.source) not in (None, SourceKind.FOLDER)

    @property
    def running(self) -> bool:
        """Whether the source is open."""
        return self._capturing.running

    @Slot()
    def start(self) -> None:
        """Open the source; tells of a draft's folder that can't be made by the state's `failed`."""
        draft = self._state.draft
        try:
            folder = self._state.store.captured_folder(draft.key)
        except FilbertError as error:
            self._state.failed.emit(Failure(str(error)))
            return
        self._state.save_now()
        self._taken = 0
        self.panel.clear()
        self._capturing.start(partial(self._services.open_source, draft.source, _STALL_PERIODS), folder)

    @Slot()
    def stop(self) -> None:
        """Close the source; `changed` tells when it is."""
        self._capturing.stop()

    def shutdown(self) -> None:
        """Close the source, and wait for that."""
        self._capturing.shutdown()

    @Slot(object)
    def _on_seen(self, view: CaptureView) -> None:
        self.panel.show_view(view)
        if view.taken != self._taken:
            self._taken = view.taken
            self._state.list_images()
