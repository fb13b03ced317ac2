"""What one contender gives on one dataset, and the figures made of it, the same for ours and for others'."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from core.dataset import TestImage, read_mask
from core.training.evaluation import Evaluation, auroc
from core.types import ScoreMap


class Unmeasured(Exception):  # noqa: N818 - as core's Cancelled: a sentence, not a fault of the program
    """A contender gave no outcome; the message says why, in a sentence."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """A contender taught once and shown every test image, in the dataset's order.

    `scores` (n) says how odd an image is, `maps` (h, w) each how odd its places are; only their order counts.
    `peak_megabytes` is the process's resident memory at its highest, None where the system doesn't tell;
    `recipe_megabytes` the file of what was taught, None where there is none. `remark` is what a reader of the figures
    has to know besides.
    """

    scores: npt.NDArray[np.floating]
    maps: Sequence[ScoreMap]
    teach_seconds: float
    ms_per_image: float
    peak_megabytes: float | None
    recipe_megabytes: float | None
    remark: str


def figures_of(outcome: Outcome, images: Sequence[TestImage]) -> dict[str, float | None]:
    """All figures of an outcome; the image AUROC is that of the contender's own image scores."""
    evaluation = Evaluation()
    for image, score_map in zip(images, outcome.maps, strict=True):
        evaluation.add(score_map, not image.is_good, None if image.mask_path is None else read_mask(image.mask_path))
    defective = np.array([not image.is_good for image in images])
    return {
        **asdict(evaluation.figures()),
        "image_auroc": auroc(outcome.scores, defective),
        "teach_seconds": outcome.teach_seconds,
        "ms_per_image": outcome.ms_per_image,
        "peak_megabytes": outcome.peak_megabytes,
        "recipe_megabytes": outcome.recipe_megabytes,
    }


def peak_megabytes() -> float | None:
    """The highest resident memory of this process so far; None where the system has no /proc.

    Not ru_maxrss: that starts at the memory of the process this one was started from.
    """
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii", errors="replace").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")), None)
