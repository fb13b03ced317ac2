"""What is counted of parts."""

from dataclasses import dataclass

from core.records.record import Opinion, Record
from core.types import Verdict


@dataclass(frozen=True)
class Figures:
    """Parts by what became of them.

    A REVIEW part that somebody answered counts as passed or failed, as in the window; `reviewed` are the others. All
    other answers change no count: a part that was rejected was rejected. `false_rejects` are FAIL parts that a person
    then called good, `escapes` PASS parts that a person called bad; `looked_at` counts answers of good or bad to FAIL
    parts and to PASS parts. `no_part` and `not_judged` are pictures without a verdict about a part.
    """

    passed: int = 0
    reviewed: int = 0
    failed: int = 0
    no_part: int = 0
    not_judged: int = 0
    false_rejects: int = 0
    escapes: int = 0
    looked_at_fails: int = 0
    looked_at_passes: int = 0

    @property
    def parts(self) -> int:
        """Parts with a verdict."""
        return self.passed + self.reviewed + self.failed

    @property
    def passed_share(self) -> float | None:
        """The yield: passed parts of all parts, 0 to 1; None without any."""
        return self.passed / self.parts if self.parts else None

    @property
    def rejected_share(self) -> float | None:
        """Failed parts of all parts, 0 to 1; None without any."""
        return self.failed / self.parts if self.parts else None


def counts_as(record: Record) -> Verdict:
    """What a part is counted as: its verdict, or what somebody answered to REVIEW."""
    said = None if record.confirmation is None else record.confirmation.opinion
    if record.verdict is not Verdict.REVIEW or said not in (Opinion.GOOD, Opinion.BAD):
        return record.verdict
    return Verdict.PASS if said is Opinion.GOOD else Verdict.FAIL


class Tally:
    """Counts parts one by one."""

    __slots__ = ("_counts", "_escapes", "_false_rejects", "_looked_at_fails", "_looked_at_passes")

    def __init__(self) -> None:
        self._counts = dict.fromkeys(Verdict, 0)
        self._false_rejects = self._escapes = self._looked_at_fails = self._looked_at_passes = 0

    def add(self, record: Record) -> None:
        """Count a part, or a picture without one."""
        self._counts[counts_as(record)] += 1
        if record.confirmation is not None and record.confirmation.opinion is not Opinion.UNSURE:
            self._add_answer(record.verdict, record.confirmation.opinion is Opinion.GOOD)

    def _add_answer(self, verdict: Verdict, good: bool) -> None:
        if verdict is Verdict.FAIL:
            self._looked_at_fails += 1
            self._false_rejects += good
        elif verdict is Verdict.PASS:
            self._looked_at_passes += 1
            self._escapes += not good

    @property
    def figures(self) -> Figures:
        """The counts so far."""
        counts = self._counts
        return Figures(
            passed=counts[Verdict.PASS],
            reviewed=counts[Verdict.REVIEW],
            failed=counts[Verdict.FAIL],
            no_part=counts[Verdict.NO_PART],
            not_judged=counts[Verdict.NOT_READY] + counts[Verdict.ERROR],
            false_rejects=self._false_rejects,
            escapes=self._escapes,
            looked_at_fails=self._looked_at_fails,
            looked_at_passes=self._looked_at_passes,
        )
