"""Answers of people about records that were found, and how to undo them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.records.record import Confirmation, Opinion
from core.records.reviewing import Records, Said

MOST_STEPS = 100
"""Answers that can be undone, one after another."""


@dataclass(frozen=True)
class _Step:
    ids: tuple[int, ...]
    opinion: Opinion | None
    by: str
    at: datetime
    before: Said

    @property
    def said(self) -> Confirmation | None:
        """What the answer says of its records."""
        return None if self.opinion is None else Confirmation(self.opinion, self.by, self.at)


class AnswerBook:
    """Gives answers, and knows how to undo them. One thread at a time; others may ask what can be undone."""

    def __init__(self) -> None:
        self._done: list[_Step] = []
        self._undone: list[_Step] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is an answer to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone answer to give again."""
        return bool(self._undone)

    def give(self, records: Records, ids: Sequence[int], opinion: Opinion | None, by: str, at: datetime) -> Said:
        """Say of these records what somebody found, or take it back with None."""
        before = records.confirm(ids, opinion, by, at)
        self._done = [*self._done, _Step(tuple(before), opinion, by, at, before)][-MOST_STEPS:]
        self._undone = []
        return _said(self._done[-1])

    def undo(self, records: Records) -> Said:
        """Take back the last answer where nobody has given another since; nothing where there is none."""
        if not self._done:
            return {}
        step = self._done[-1]
        now = records.restore(step.before, step.said)
        self._undone.append(self._done.pop())
        return now

    def redo(self, records: Records) -> Said:
        """Give an answer again that was undone; nothing where there is none."""
        if not self._undone:
            return {}
        step = self._undone[-1]
        before = records.confirm(step.ids, step.opinion, step.by, step.at)  # others may have said something since
        self._undone.pop()
        self._done.append(replace(step, ids=tuple(before), before=before))
        return _said(self._done[-1])


def _said(step: _Step) -> Said:
    return dict.fromkeys(step.ids, step.said)
