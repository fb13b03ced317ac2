"""Two versions of a recipe on the same kept pictures: whether the new one is worse, and on which."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from core.errors import Cancelled, ImageError, RecipeError
from core.inspection.pipeline import Inspector
from core.recipe import Recipe
from core.recipes.references import References, read_reference
from core.types import Frame, Verdict

OnCompared = Callable[[int, int], None]
"""Hears how many pictures have been compared, and of how many."""


@dataclass(frozen=True)
class Judged:
    """What one recipe makes of a picture; the score is on that recipe's own scale."""

    score: float
    verdict: Verdict


@dataclass(frozen=True)
class ComparedImage:
    """One kept picture under both recipes; `name` is what it was called when it was kept."""

    path: Path
    name: str
    is_good: bool
    before: Judged
    after: Judged

    @property
    def got_worse(self) -> bool:
        """Whether the old recipe was right about it and the new one isn't."""
        return self.is_right(self.before) and not self.is_right(self.after)

    @property
    def got_better(self) -> bool:
        """Whether the new recipe is right about it and the old one wasn't."""
        return self.is_right(self.after) and not self.is_right(self.before)

    def is_right(self, judged: Judged) -> bool:
        """Whether a good part is not rejected and is judged at all, or a defective one is caught."""
        if self.is_good:
            return judged.verdict in (Verdict.PASS, Verdict.REVIEW)
        return judged.verdict is Verdict.FAIL


@dataclass(frozen=True)
class ComparedCounts:
    """What one recipe made of the kept pictures. `good_not_judged` are good parts that were NO PART or NOT READY."""

    good_rejected: int
    good_not_judged: int
    good_to_review: int
    defects_caught: int
    defects_to_review: int

    @classmethod
    def of(cls, images: Sequence[ComparedImage], after: bool) -> "ComparedCounts":
        """Count what the new recipe made of the pictures, or the old one where `after` is false."""
        judged = [(image.is_good, (image.after if after else image.before).verdict) for image in images]
        good = [verdict for is_good, verdict in judged if is_good]
        defects = [verdict for is_good, verdict in judged if not is_good]
        return cls(
            good_rejected=good.count(Verdict.FAIL),
            good_not_judged=sum(not verdict.about_part for verdict in good),
            good_to_review=good.count(Verdict.REVIEW),
            defects_caught=defects.count(Verdict.FAIL),
            defects_to_review=defects.count(Verdict.REVIEW),
        )


@dataclass(frozen=True)
class Comparison:
    """Two recipes on the same pictures; `skipped` says in sentences which could not be read."""

    images: tuple[ComparedImage, ...]
    skipped: tuple[str, ...]
    before: ComparedCounts
    after: ComparedCounts

    @property
    def good(self) -> int:
        """How many good parts were compared."""
        return sum(image.is_good for image in self.images)

    @property
    def defects(self) -> int:
        """How many defective parts were compared."""
        return len(self.images) - self.good

    @property
    def worse(self) -> bool:
        """Whether fewer defects are caught, or more good parts are rejected or not judged at all."""
        return (
            self.after.defects_caught < self.before.defects_caught
            or self.after.good_rejected > self.before.good_rejected
            or self.after.good_not_judged > self.before.good_not_judged
        )


def compare(
    old: Recipe,
    new: Recipe,
    references: References,
    on_compared: OnCompared = lambda _done, _of: None,
    should_stop: Callable[[], bool] = lambda: False,
    device: str = "auto",
) -> Comparison:
    """Judge the kept pictures by both recipes: about a tenth of a second each with `lite`.

    Raises RecipeError when there are no pictures or none can be read, or a recipe can't be run here; Cancelled when
    `should_stop` says so, which is asked before each picture.
    """
    if not len(references):
        raise RecipeError(
            "The two versions can't be compared: no pictures are kept beside the recipe. They are kept when a version "
            "is saved, and stay behind when the recipe's file alone is copied."
        )
    inspectors = _Pair(old, new, device, should_stop)
    images, skipped = [], []
    for done, (path, is_good) in enumerate(_labelled(references)):
        _heed(should_stop)
        try:
            images.append(inspectors.judge(path, is_good))
        except ImageError as error:
            skipped.append(str(error))
        on_compared(done + 1, len(references))
    if not images:
        raise RecipeError(f"The two versions can't be compared: no kept picture can be read. {skipped[0]}")
    return Comparison(
        tuple(images), tuple(skipped), ComparedCounts.of(images, after=False), ComparedCounts.of(images, after=True)
    )


class _Pair:
    """Both recipes, ready to inspect; side by side, so that each picture is read once."""

    def __init__(self, old: Recipe, new: Recipe, device: str, should_stop: Callable[[], bool]) -> None:
        _heed(should_stop)
        self._old = Inspector(old, device)
        _heed(should_stop)
        self._new = Inspector(new, device)

    def judge(self, path: Path, is_good: bool) -> ComparedImage:
        image, name = read_reference(path)
        frame = Frame(image, name, 1, perf_counter(), path)
        return ComparedImage(path, name, is_good, _judged(self._old, frame), _judged(self._new, frame))


def _judged(inspector: Inspector, frame: Frame) -> Judged:
    inspection = inspector.inspect(frame)
    return Judged(inspection.score, inspection.verdict)


def _labelled(references: References) -> Iterator[tuple[Path, bool]]:
    yield from ((path, True) for path in references.good)
    yield from ((path, False) for path in references.defects)


def _heed(should_stop: Callable[[], bool]) -> None:
    if should_stop():
        raise Cancelled("Comparing was stopped; nothing was changed.")
