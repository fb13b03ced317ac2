"""What the demo teaches and inspects: drawn parts, or a dataset in the MVTec layout."""

from pathlib import Path

from core.dataset import read_dataset
from core.errors import TeachingError
from core.files import readable_name
from core.recipe import Recipe
from core.sources.base import Source
from core.sources.drawn import DrawnSource
from core.sources.folder import FolderSource
from core.sources.shuffled import ShuffledSource
from core.training.lesson import Lesson
from core.training.progress import OnProgress, ShouldStop
from core.training.teaching import teach

GOOD_PARTS = 40
REVIEW = 0.05
"""The share of good parts that may come to REVIEW: enough for somebody to see what that is."""


def teach_demo(dataset: Path | None, seed: int, on_progress: OnProgress, should_stop: ShouldStop) -> Recipe:
    """Teach the demo's good parts. Raises FilbertError, Cancelled when `should_stop` says so."""
    name = "Hazelnut (drawn)" if dataset is None else readable_name(Path(dataset.resolve().name))
    return teach(_good_parts(dataset, seed), Lesson(name, seed=seed, review=REVIEW), on_progress, should_stop).recipe


def demo_source(dataset: Path | None, seed: int) -> Source:
    """The parts to inspect, never-ending, good and defective mixed. Raises SourceError."""
    return DrawnSource(seed, count=None) if dataset is None else ShuffledSource(read_dataset(dataset), seed)


def _good_parts(dataset: Path | None, seed: int) -> Source:
    if dataset is None:
        return DrawnSource(seed, GOOD_PARTS, defect_share=0, first=0)
    if not read_dataset(dataset).train_good:
        raise TeachingError(f"{readable_name(dataset)} has no images in train/good. Put the good images there.")
    return FolderSource(dataset / "train" / "good")
