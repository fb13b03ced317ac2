"""The images of a teaching, to be judged anew under other lines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.training.changes import Change, Changes, ImageKind, changes_between
from core.training.held_out import HeldOutImage, HeldOutTable
from core.training.lines import Lines
from core.training.standing import Judging, Standing, verdicts_by
from core.types import Scores
from gui.pages.teach.threshold_plot import ScoreGroups

if TYPE_CHECKING:
    from core.training.lesson import Taught  # imports the networks


class Rejudging:
    """Good images while they were held out, defect images, and defects drawn by us, all on the recipe's scale."""

    def __init__(self, good: HeldOutTable, defects: HeldOutTable | None, drawn: HeldOutTable | None) -> None:
        found = {ImageKind.GOOD: good, ImageKind.DEFECT: defects, ImageKind.DRAWN: drawn}
        self._tables = {kind: table for kind, table in found.items() if table is not None}
        extents = {kind: table.extents for kind, table in self._tables.items()}
        self._judging = Judging(good.extents, extents.get(ImageKind.DEFECT), extents.get(ImageKind.DRAWN))

    @classmethod
    def of(cls, taught: "Taught") -> "Rejudging":
        """The images of a teaching."""
        defects, drawn = (None if scored is None else scored.table for scored in (taught.defects, taught.drawn))
        return cls(taught.held_out, defects, drawn)

    def __len__(self) -> int:
        return sum(len(table) for table in self._tables.values())

    def scores(self, kind: ImageKind, min_area: float) -> Scores:
        """The scores of one kind (n), where an odd area must be that share of the picture."""
        table = self._tables.get(kind)
        return np.zeros(0) if table is None else table.scores(min_area)

    def groups(self, min_area: float) -> ScoreGroups:
        """The scores of all kinds."""
        return ScoreGroups(
            *(self.scores(kind, min_area) for kind in (ImageKind.GOOD, ImageKind.DEFECT, ImageKind.DRAWN))
        )

    def standing(self, lines: Lines, before: Lines) -> Standing:
        """What the lines make of all images: some milliseconds for ten thousand."""
        return self._judging.standing(lines, before)

    def all_images(self, lines: Lines, before: Lines) -> Sequence[Change]:
        """Every image with its verdict by the lines before and by these."""
        was, now = (
            {kind: verdicts_by(one, table.extents) for kind, table in self._tables.items()} for one in (before, lines)
        )
        return changes_between(was, now, all_of_them=True)

    def nearest_first(self, changes: Sequence[Change], lines: Lines) -> Sequence[Change]:
        """These images, those whose score is nearest to the FAIL line first."""
        if not isinstance(changes, Changes):
            return changes
        return changes.nearest_first({kind: self.scores(kind, lines.min_area) for kind in self._tables}, lines.fail)

    def image(self, change: Change) -> HeldOutImage:
        """The image itself."""
        return self._tables[change.kind][change.number]
