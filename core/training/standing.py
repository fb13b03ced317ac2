"""What lines and a minimum area do to the images there are: how many good ones fail, which defects are caught."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.binomial import upper_bound
from core.inspection.extent import Extents
from core.training.changes import Change, Codes, ImageKind, changes_between
from core.training.lines import Lines

CONFIDENCE = 0.95


@dataclass(frozen=True)
class VerdictCounts:
    """How many of `total` images pass, come to REVIEW, fail."""

    total: int
    reviewed: int
    failed: int

    @property
    def passed(self) -> int:
        """Those below both lines."""
        return self.total - self.reviewed - self.failed


@dataclass(frozen=True)
class Standing:
    """How the images stand to some lines.

    `most_rejected` (0 to 1) is the upper end of the one-sided 95 % interval for the share of good parts that fail, from
    0 on (Clopper, Pearson 1934).
    """

    good: VerdictCounts
    defects: VerdictCounts
    drawn: VerdictCounts
    most_rejected: float
    changes: Sequence[Change] = ()

    @property
    def sentence(self) -> str:
        """What the good images support, in words."""
        if not self.good.total:
            return "Without good images nothing can be said of good parts."
        return (
            f"At most {100 * self.most_rejected:.1f} % of good parts fail, with 95 % confidence, from "
            f"{self.good.total} images ({self.good.failed} failed when held out)."
        )


@dataclass(frozen=True, eq=False)
class Judging:
    """Judges images anew by other lines, thousands at once; what is needed of them is computed beforehand.

    All are on one recipe's scale, as its lines are.
    """

    good: Extents
    defects: Extents | None = None
    drawn: Extents | None = None

    def standing(self, lines: Lines, before: Lines | None = None) -> Standing:
        """How the images stand to these lines, and which verdicts are others than by the lines before."""
        verdicts = self._verdicts(lines)
        counts = {kind: _counts(codes) for kind, codes in verdicts.items()}
        good = counts[ImageKind.GOOD]
        bound = upper_bound(good.failed, good.total, CONFIDENCE) if good.total else 1.0
        changes = () if before is None else changes_between(self._verdicts(before), verdicts)
        return Standing(good, counts[ImageKind.DEFECT], counts[ImageKind.DRAWN], bound, changes)

    def _verdicts(self, lines: Lines) -> dict[ImageKind, Codes]:
        kinds = {ImageKind.GOOD: self.good, ImageKind.DEFECT: self.defects, ImageKind.DRAWN: self.drawn}
        return {kind: verdicts_by(lines, extents) for kind, extents in kinds.items()}


def verdicts_by(lines: Lines, extents: Extents | None) -> Codes:
    """The verdicts of n images by these lines (n)."""
    if extents is None:
        return np.zeros(0, np.int8)
    scores = extents.scores(lines.min_area)
    return (scores >= lines.review).astype(np.int8) + (scores >= lines.fail).astype(np.int8)


def review_sentence(lines: Lines, now: Standing) -> str:
    """How many images come to REVIEW, in words; empty where there is no such band."""
    if lines.review >= lines.fail:
        return ""
    defects = f", and {now.defects.reviewed} of {now.defects.total} defect images" if now.defects.total else ""
    return f"{now.good.reviewed} of {now.good.total} good images come to REVIEW when held out{defects}."


def min_area_warning(lines: Lines, before: Standing, now: Standing) -> str:
    """What a minimum area may hide, in words; empty without one. `before` is how the images stand without it."""
    if not lines.min_area:
        return ""
    lost = before.defects.failed + before.drawn.failed - now.defects.failed - now.drawn.failed
    of_these = f" {lost} of the defects here are no longer caught." if lost > 0 else ""
    return f"A defect smaller than {100 * lines.min_area:.2g} % of the picture passes, however odd it looks.{of_these}"


def _counts(codes: Codes) -> VerdictCounts:
    return VerdictCounts(len(codes), int((codes == 1).sum()), int((codes == 2).sum()))
