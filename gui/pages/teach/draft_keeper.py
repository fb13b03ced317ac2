"""Keeps a draft on the disk as it is on the screen."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.drafts.draft import Draft, new_draft
from core.drafts.store import DraftStore
from core.errors import FilbertError
from gui.background import Background
from gui.workers import Failure

_CALM_MS = 400  # what is dragged or typed is written once
_LONGEST_WAIT_MS = 10_000


class DraftKeeper(QObject):
    """Writes a draft in the background, a moment after each change. A fresh one nothing was chosen in is not kept."""

    saved = Signal(object)  # Draft: the one on the screen, with the moment at which it was saved
    failed = Signal(object)  # Failure; once, until the disk takes it again

    def __init__(self, store: DraftStore, draft: Draft, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._draft = store, draft
        self.unsaved = False  # whether the disk would not take what was chosen last
        self._saved: Draft | None = None  # as the disk has it; None while there is nothing of it there
        self._writing: Draft | None = None
        self._writer = Background(self)
        self._writer.done.connect(self._on_written)
        self._writer.failed.connect(self._on_not_written)
        self._calm = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._calm.timeout.connect(self._write)

    def begin(self, draft: Draft, on_disk: bool) -> None:
        """Keep another draft from now on."""
        self._draft, self._saved = draft, draft if on_disk else None

    def change(self, draft: Draft) -> None:
        """Take what was chosen; it is written a moment later."""
        self._draft = draft
        self._calm.start()

    def save_now(self) -> None:
        """Write what has not been written yet, and wait for it; tells of a failure by `failed`."""
        self._settle()
        if self._needs_writing:
            try:
                self._take(self._draft, self._store.save(self._draft))
            except FilbertError as error:
                self._on_not_written(Failure(str(error)))

    def forget(self) -> None:
        """Write no more of this draft: it is no longer needed."""
        self._settle()
        self._saved = self._draft

    def _settle(self) -> None:
        self._calm.stop()
        self._writer.settle(_LONGEST_WAIT_MS)

    @property
    def _needs_writing(self) -> bool:
        if self._saved is None:
            return _chosen(self._draft) != _chosen(new_draft())
        return self._draft != self._saved

    @Slot()
    def _write(self) -> None:
        if self._needs_writing:
            self._writing = self._draft
            self._writer.do(partial(self._store.save, self._draft))

    @Slot(object)
    def _on_written(self, saved: Draft) -> None:
        if self._writing is not None:
            self._take(self._writing, saved)

    def _take(self, written: Draft, saved: Draft) -> None:
        """Note the moment of saving; what was chosen since then is still to be written."""
        if self._draft.key != saved.key:
            return
        newer = self._draft != written
        self._draft = self._draft.changed(saved_at=saved.saved_at)
        self._saved, self.unsaved = saved, False
        if newer:
            self._calm.start()
        self.saved.emit(self._draft)

    @Slot(object)
    def _on_not_written(self, failure: Failure) -> None:
        """Tell of it once; what was chosen is tried to be written again with the next change."""
        told, self.unsaved = self.unsaved, True
        if not told:
            self.failed.emit(failure)


def _chosen(draft: Draft) -> dict[str, object]:
    return draft.model_dump(exclude={"key", "begun_at", "saved_at"})
