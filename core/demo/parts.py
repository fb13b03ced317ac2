"""The demo's parts: hazelnuts, good or with one of four defects, drawn from a seed."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from core.demo.defects import DefectKind, draw_defect
from core.demo.nut import draw_nut, expose
from core.errors import OutputError
from core.types import Image

__all__ = ["DefectKind", "DrawnPart", "draw_part", "write_dataset"]


@dataclass(frozen=True, eq=False)
class DrawnPart:
    """One part and what is wrong with it: mask (H, W) is True where it is defective, all False for a good part."""

    image: Image
    mask: npt.NDArray[np.bool_]
    kind: DefectKind | None


def draw_part(seed: int, number: int, kind: DefectKind | None = None, size: int = 256) -> DrawnPart:
    """Draw part `number` of the series `seed`, `size` by `size` pixels; the same arguments give the same pixels.

    A defective part is the good part of the same seed and number with the defect drawn in: outside the mask the
    two images are equal to the last bit.
    """
    nut = draw_nut(np.random.default_rng([seed, number]), size)
    if kind is None:
        return DrawnPart(expose(nut.picture, nut.noise), np.zeros((size, size), np.bool_), None)
    # Own random numbers for the defect: the nut must not notice whether one is drawn.
    rng = np.random.default_rng([seed, number, 1 + list(DefectKind).index(kind)])
    picture, mask = draw_defect(rng, nut, kind)
    return DrawnPart(expose(picture, nut.noise), mask, kind)


def write_dataset(folder: Path, seed: int, good: int, test_good: int, per_defect: int, *, size: int = 256) -> None:
    """Write drawn parts in the layout of MVTec AD: train/good, test/good, test/<kind>, ground_truth/<kind>.

    No part appears twice: all are numbers of one series. Masks are 0 and 255. Raises OutputError when the folder
    can't be written.
    """
    numbers = count()
    for index in range(good):
        _write(folder / "train" / "good" / f"{index:03}.png", draw_part(seed, next(numbers), None, size).image)
    for index in range(test_good):
        _write(folder / "test" / "good" / f"{index:03}.png", draw_part(seed, next(numbers), None, size).image)
    for kind in DefectKind:
        for index in range(per_defect):
            part = draw_part(seed, next(numbers), kind, size)
            _write(folder / "test" / kind / f"{index:03}.png", part.image)
            _write(folder / "ground_truth" / kind / f"{index:03}_mask.png", part.mask.astype(np.uint8) * 255)


def _write(path: Path, image: npt.NDArray[np.uint8]) -> None:
    # Encoded here and written by Python: cv2.imwrite can't open every name on Windows, and fails without a reason.
    in_file_order = cv2.cvtColor(image, cv2.COLOR_RGB2BGR) if image.ndim == 3 else image
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(cv2.imencode(".png", in_file_order)[1].tobytes())
    except OSError as error:
        raise OutputError(f"{path} can't be written ({error.strerror}). Choose a folder you may write to.") from error
