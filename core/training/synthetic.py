"""Defects drawn by us on good images: a plain sanity check of a detector, and no stand-in for real defects.

Four kinds, each in sizes and contrasts taken from the picture itself: scratches, spots, dents and missing bits.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Image

SIZES = (0.03, 0.06, 0.12)
"""How large a drawn defect is across, as shares of the picture's shorter side; a scratch is twice as long."""

CONTRASTS = (0.5, 1.0)
"""How much brighter or darker it is, in units of the picture's own contrast."""

ALL = 24
"""How many it takes to have drawn every kind in every size and contrast once."""

_LEAST_CONTRAST = 24.0  # grey levels, for pictures that have hardly any
_LOOKED_AT = 64  # side of the small picture that places are chosen on
_EVERYWHERE = 0.02  # the weight of a place without any detail beside the strongest

Field = npt.NDArray[np.float32]
Places = npt.NDArray[np.bool_]


class DrawnKind(StrEnum):
    """What is drawn."""

    SCRATCH = "scratch"
    SPOT = "spot"
    DENT = "dent"
    MISSING = "missing bit"


@dataclass(frozen=True, eq=False)
class DrawnDefect:
    """A good picture with a defect drawn on it, and how: size as a share of the shorter side, contrast relative."""

    image: Image
    kind: DrawnKind
    size: float
    contrast: float

    @property
    def label(self) -> str:
        """The defect in words."""
        return f"{self.kind}, {100 * self.size:.0f} % of the picture, contrast {self.contrast:.2g}"


def draw_on(image: Image, number: int, seed: int = 0, allowed: Places | None = None) -> DrawnDefect:
    """Draw defect `number` (from 0 on) on a copy of a picture (H, W, 3); the same numbers draw the same.

    Kinds, sizes and contrasts come in turn. It lies where the picture has something to show, and within `allowed`
    (H, W) if that is given.
    """
    kinds = list(DrawnKind)
    kind = kinds[number % len(kinds)]
    size = SIZES[number // len(kinds) % len(SIZES)]
    contrast = CONTRASTS[number // (len(kinds) * len(SIZES)) % len(CONTRASTS)]
    rng = np.random.default_rng((seed, number))
    reach = max(2.0, size * min(image.shape[:2]) / 2)
    x, y = _place(image, rng, allowed)
    across, down = _around(image, x, y, rng.uniform(0, 2 * np.pi))
    painters = {
        DrawnKind.SCRATCH: _scratch,
        DrawnKind.SPOT: _spot,
        DrawnKind.DENT: _dent,
        DrawnKind.MISSING: _missing,
    }
    step = contrast * max(_LEAST_CONTRAST, _contrast_of(image)) * _side(image, x, y)
    painted = painters[kind](image.astype(np.float32), across / reach, down / reach, step, reach)
    return DrawnDefect(np.clip(np.rint(painted), 0, 255).astype(np.uint8), kind, size, contrast)


def _scratch(image: Field, x: Field, y: Field, step: float, reach: float) -> Field:
    """A thin bent line, fading towards its ends."""
    bent = y + 0.25 * np.sin(1.5 * x)
    width = max(0.12, 0.7 / reach)
    shape = np.exp(-((bent / width) ** 2)) * np.clip(2 - np.abs(x), 0, 1)
    return np.asarray(image + step * shape[..., None], np.float32)


def _spot(image: Field, x: Field, y: Field, step: float, reach: float) -> Field:
    """A round spot with a soft edge."""
    edge = max(0.15, 1 / reach)
    shape = np.clip((1 - np.hypot(x, y * 1.2)) / edge, 0, 1)
    return np.asarray(image + step * shape[..., None], np.float32)


def _dent(image: Field, x: Field, y: Field, step: float, reach: float) -> Field:
    """A place that lost its detail, bright on one flank and dark on the other."""
    within = np.exp(-(x**2 + y**2) * 1.5)
    blurred = np.asarray(cv2.GaussianBlur(image, (0, 0), max(1.0, reach / 3)), np.float32)
    dented = blurred + (step * np.clip(x, -1, 1))[..., None]
    return np.asarray(image + (dented - image) * within[..., None], np.float32)


def _missing(image: Field, x: Field, y: Field, step: float, reach: float) -> Field:
    """A bit that is gone: what is behind the part shows, an even tone with a jagged edge."""
    angle = np.arctan2(y, x)
    jagged = 0.85 + 0.15 * np.sin(5 * angle) * np.cos(3 * angle)
    shape = np.clip((jagged - np.hypot(x, y)) * reach, 0, 1)
    border = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    behind = np.median(border, axis=0)
    inside = image[shape > 0.5].mean(axis=0) if (shape > 0.5).any() else behind
    # On a part that fills the picture what is behind looks like the part itself: then it shows as a darker tone.
    tone = behind if np.abs(behind - inside).max() >= abs(step) else inside + step
    return np.asarray(image + (tone - image) * shape[..., None], np.float32)


def _place(image: Image, rng: np.random.Generator, allowed: Places | None) -> tuple[float, float]:
    """A pixel drawn by how much there is to see around it."""
    small = cv2.resize(image, (_LOOKED_AT, _LOOKED_AT), interpolation=cv2.INTER_AREA).astype(np.float32).sum(axis=2)
    detail = np.hypot(cv2.Sobel(small, cv2.CV_32F, 1, 0), cv2.Sobel(small, cv2.CV_32F, 0, 1))
    weight = cv2.GaussianBlur(detail, (0, 0), 3.0).astype(np.float64)
    weight += _EVERYWHERE * max(float(weight.max()), 1.0)
    margin = _LOOKED_AT // 16
    inner = np.zeros_like(weight)
    inner[margin:-margin, margin:-margin] = weight[margin:-margin, margin:-margin]
    if allowed is not None:
        inside = cv2.resize(allowed.astype(np.uint8), (_LOOKED_AT, _LOOKED_AT), interpolation=cv2.INTER_AREA) > 0
        inner = inner * inside if (inner * inside).any() else weight * inside
    chosen = int(rng.choice(inner.size, p=(inner / inner.sum()).ravel()))
    row, column = divmod(chosen, _LOOKED_AT)
    height, width = image.shape[:2]
    return (column + 0.5) * width / _LOOKED_AT, (row + 0.5) * height / _LOOKED_AT


def _around(image: Image, x: float, y: float, turn: float) -> tuple[Field, Field]:
    """Two coordinates in pixels (H, W), turned, with their origin at a place."""
    rows, columns = np.mgrid[0 : image.shape[0], 0 : image.shape[1]].astype(np.float32)
    right, down = columns - np.float32(x), rows - np.float32(y)
    cosine, sine = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    return right * cosine + down * sine, down * cosine - right * sine


def _contrast_of(image: Image) -> float:
    """What lies between the darkest and the brightest fifth of the picture, in grey levels."""
    low, high = np.quantile(image.mean(axis=2), (0.1, 0.9))
    return float(high - low)


def _side(image: Image, x: float, y: float) -> float:
    """Away from what is there: −1 makes a bright place darker, 1 a dark one brighter."""
    return -1.0 if float(image[int(y), int(x)].mean()) > 127 else 1.0
