"""What all pages of the wizard share: the draft, the good images, and what the last teaching gave."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from core.drafts.basis import basis_of
from core.drafts.draft import Draft, new_draft
from core.drafts.images import GoodImage, ListedImages, list_good_images
from core.drafts.store import DraftStore
from core.errors import FilbertError
from gui.background import Background
from gui.pages.teach.draft_keeper import DraftKeeper
from gui.workers import Failure

if TYPE_CHECKING:
    from core.training.lesson import Taught  # imports the networks

LoadResult = Callable[[Path], "tuple[Taught, str] | None"]
"""core.drafts.result.load_result."""

_LONGEST_WAIT_MS = 10_000


class TeachState(QObject):
    """One teaching under way, from its name to its recipe. Every change is on the disk a moment later.

    Pages read `draft`, `images`, `kept` and `taught`, change the draft by `change`, and listen.
    """

    draft_changed = Signal(object)  # Draft
    images_changed = Signal()  # `images`, or which of them are kept
    taught_changed = Signal()
    saved = Signal()  # the draft is on the disk as it is now
    training_requested = Signal()  # go to Train and start: Clean asks so after images were dropped
    step_requested = Signal(str)  # go to another page: "good_images", say
    draft_chosen = Signal(object)  # Draft that somebody wants to go on with in place of this one
    resumed = Signal()  # another draft is gone on with, at the page it was left at
    done = Signal(object)  # Path of the recipe that was saved: the draft is no longer needed
    failed = Signal(object)  # Failure: something that could not be done, and stopped nothing

    def __init__(self, store: DraftStore, load_result: LoadResult | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store, self._load_result = store, load_result
        self.draft = new_draft()
        self.images: tuple[GoodImage, ...] = ()
        self.taught: Taught | None = None
        self._kept: tuple[GoodImage, ...] | None = None  # None when it has to be found out anew
        self._basis = ""  # of what was taught
        self._basis_now: str | None = None  # of what is chosen now; None when it has to be found out anew
        self._keeper = DraftKeeper(store, self.draft, self)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.failed.connect(self.failed)
        self._looking = False  # through the folders
        self._lister, self._reader = Background(self), Background(self)
        self._reader.done.connect(self._on_result_read)
        self._reader.failed.connect(self.failed)
        self._lister.done.connect(self._on_listed)

    @property
    def kept(self) -> tuple[GoodImage, ...]:
        """The good images that are taught: all but the dropped ones."""
        if self._kept is None:
            left_out = set(self.draft.left_out)
            self._kept = tuple(image for image in self.images if image.name not in left_out)
        return self._kept

    @property
    def taught_is_current(self) -> bool:
        """Whether the last teaching rests on the images and the region of now."""
        if self.taught is None:
            return False
        if self._basis_now is None:
            self._basis_now = basis_of(self.draft, self.kept)
        return self._basis_now == self._basis

    @property
    def listing(self) -> bool:
        """Whether the folders are being looked through."""
        return self._looking

    @property
    def unsaved(self) -> bool:
        """Whether the disk would not take what was chosen last."""
        return self._keeper.unsaved

    def change(self, **values: Any) -> None:  # noqa: ANN401 - whatever the field takes
        """Choose something. Raises DraftError for a value that isn't allowed."""
        before, self.draft = self.draft, self.draft.changed(**values)
        if self.draft == before:
            return
        self._keeper.change(self.draft)
        self._basis_now = None
        if self.draft.left_out != before.left_out:
            self._kept = None
        self.draft_changed.emit(self.draft)
        if self.draft.folders != before.folders:
            self.list_images()
        if self.draft.left_out != before.left_out:
            self.images_changed.emit()

    def drop(self, *names: str) -> None:
        """Leave good images out."""
        self.change(left_out=tuple(dict.fromkeys((*self.draft.left_out, *names))))

    def keep(self, *names: str) -> None:
        """Take good images back in, and let no remark stand against them."""
        left_out = tuple(name for name in self.draft.left_out if name not in set(names))
        self.change(left_out=left_out, accepted=tuple(dict.fromkeys((*self.draft.accepted, *names))))

    @Slot(str)
    def toggle(self, name: str) -> None:
        """Leave a good image out, or keep it after all."""
        if name in self.draft.left_out:
            self.keep(name)
        else:
            self.drop(name)

    def set_taught(self, taught: "Taught | None", basis: str | None = None) -> None:
        """Take what a teaching gave, with its basis; without one it rests on what the one before did."""
        self.taught = taught
        if basis is not None:
            self._basis = basis
        self.taught_changed.emit()

    def list_images(self) -> None:
        """Look through the draft's folders anew, in the background."""
        self._looking = True
        self._lister.do(partial(_list, self.store, self.draft))

    def begin(self, draft: Draft | None = None) -> None:
        """Go on with another draft, or begin a fresh one; the one so far is on the disk before."""
        self.save_now()
        self.draft = draft if draft is not None else new_draft()
        self._keeper.begin(self.draft, on_disk=draft is not None)
        self.images, self._kept, self._basis_now = (), None, None
        self.set_taught(None)
        self.draft_changed.emit(self.draft)
        self.images_changed.emit()
        self.list_images()
        if draft is not None and self._load_result is not None:
            self._reader.do(partial(_read, self._load_result, self.store, draft.key))

    def save_now(self) -> None:
        """Write what has not been written yet, and wait for it; tells of a failure by `failed`."""
        self._keeper.save_now()

    def forget(self) -> None:
        """Remove the draft and what lies beside it, and begin a fresh one."""
        self._keeper.forget()
        self.delete(self.draft)
        self.begin()

    def delete(self, draft: Draft) -> None:
        """Remove a draft and what lies beside it; tells of a failure by `failed`."""
        try:
            self.store.delete(draft.key)
        except FilbertError as error:
            self.failed.emit(Failure(str(error)))

    def shutdown(self) -> None:
        """Write what is to be written, and wait for what is under way."""
        self.save_now()
        for background in (self._lister, self._reader):
            background.shutdown(_LONGEST_WAIT_MS)

    @Slot(object)
    def _on_saved(self, draft: Draft) -> None:
        self.draft = draft
        self.saved.emit()

    @Slot(object)
    def _on_listed(self, outcome: tuple[str, ListedImages]) -> None:
        key, listed = outcome
        if key != self.draft.key:
            return
        self._looking = False
        self.images, self._kept, self._basis_now = listed.images, None, None
        self.images_changed.emit()
        for remark in listed.remarks:
            self.failed.emit(Failure(remark))

    @Slot(object)
    def _on_result_read(self, outcome: "tuple[str, tuple[Taught, str] | None]") -> None:
        key, result = outcome
        if key == self.draft.key and result is not None and self.taught is None:
            self.set_taught(*result)


def _list(store: DraftStore, draft: Draft) -> tuple[str, ListedImages]:
    return draft.key, list_good_images(draft, store.captured_path(draft.key))


def _read(load: LoadResult, store: DraftStore, key: str) -> "tuple[str, tuple[Taught, str] | None]":
    return key, load(store.result_path(key))
