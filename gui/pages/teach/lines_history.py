"""What was chosen about the lines before, so that it can be undone."""

from typing import Any

from PySide6.QtCore import QObject, Slot

from gui.pages.teach.state import TeachState

_FIELDS = ("false_reject", "review", "fail_at", "review_from", "min_area")
_KEPT = 200


class LinesHistory(QObject):
    """Changes the draft's lines and takes changes back; one control moved step by step is one change."""

    def __init__(self, state: TeachState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._before: list[dict[str, Any]] = []
        self._last = ""  # the control that was moved last

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._before)

    def change(self, control: str, **values: Any) -> None:  # noqa: ANN401 - whatever the field takes
        """Change the draft; `control` names what the user holds."""
        if control != self._last:
            draft = self._state.draft
            self._before = [*self._before[-_KEPT:], {name: getattr(draft, name) for name in _FIELDS}]
            self._last = control
        self._state.change(**values)

    def forget(self) -> None:
        """Let nothing be taken back: the lines stand on another teaching."""
        self._before, self._last = [], ""

    @Slot()
    def undo(self) -> None:
        """Take the last change back."""
        if self._before:
            self._last = ""
            self._state.change(**self._before.pop())
