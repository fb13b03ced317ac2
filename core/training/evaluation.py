"""How well score maps tell defective from good: the figures anomaly detectors are compared by."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Mask, ScoreMap

Floats = npt.NDArray[np.float64]

AUPRO_LIMIT = 0.3
"""The false-positive rate up to which AUPRO is taken, as MVTec AD does."""


def auroc(scores: npt.NDArray[np.floating], defective: npt.NDArray[np.bool_]) -> float | None:
    """Area under the ROC curve of scores (n) against labels (n); None unless there are both kinds.

    It is the share of (defective, good) pairs in the right order, ties counting half (Mann, Whitney 1947).
    """
    bad, good = np.sort(scores[defective]), np.sort(scores[~defective])
    if not len(bad) or not len(good):
        return None
    below = np.searchsorted(good, bad, side="left").sum(dtype=np.float64)
    not_above = np.searchsorted(good, bad, side="right").sum(dtype=np.float64)
    return float((below + not_above) / 2 / len(bad) / len(good))


def aupro(maps: Sequence[ScoreMap], masks: Sequence[Mask], limit: float = AUPRO_LIMIT) -> float | None:
    """Area under the per-region overlap curve up to that false-positive rate, divided by it.

    Bergmann et al., "The MVTec Anomaly Detection Dataset", IJCV 2021, section 4.2: every connected defect
    counts the same, however large. None when there is no defect or no good pixel.
    """
    scores = np.concatenate([score_map.ravel() for score_map in maps])
    weights, good = _region_weights(masks)
    if not good.any() or not weights.any():
        return None
    order = np.argsort(-scores, kind="stable")
    last_of_ties = np.append(np.diff(scores[order]) != 0, True)
    false_positive_rate = _shares(good[order].astype(np.float64))[last_of_ties]
    overlap = _shares(weights[order])[last_of_ties]
    return _area_up_to(false_positive_rate, overlap, limit) / limit


def _region_weights(masks: Sequence[Mask]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """For every pixel its share of its defect's area, 0 on good ones; and which are good."""
    weights = []
    for mask in masks:
        _, labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=8)
        areas = np.bincount(labels.ravel()).astype(np.float64)
        areas[0] = np.inf
        weights.append((1 / areas[labels]).ravel())
    return np.concatenate(weights), np.concatenate([~mask.ravel() for mask in masks])


def _shares(values: Floats) -> Floats:
    total: Floats = np.cumsum(values)
    total /= total[-1]
    return total


def _area_up_to(x: Floats, y: Floats, limit: float) -> float:
    """Area under the line through (0, 0) and the points (x, y), from 0 to `limit`."""
    x, y = np.concatenate([[0.0], x]), np.concatenate([[0.0], y])
    end = int(np.searchsorted(x, limit))  # where the curve first reaches the limit; what it climbs there has no area
    share = (limit - x[end - 1]) / (x[end] - x[end - 1])
    x_cut = np.append(x[:end], limit)
    y_cut = np.append(y[:end], y[end - 1] + share * (y[end] - y[end - 1]))
    return float(np.trapezoid(y_cut, x_cut))


@dataclass(frozen=True)
class EvaluationFigures:
    """The figures of one evaluation; None where the dataset has no ground for one."""

    image_auroc: float | None
    pixel_auroc: float | None
    aupro: float | None


class Evaluation:
    """Gathers labelled score maps and works out the figures.

    Pixels are compared at the score map's own size. A defective image without a mask counts for the image
    figure only.
    """

    def __init__(self) -> None:
        self._scores: list[float] = []
        self._defective: list[bool] = []
        self._maps: list[ScoreMap] = []
        self._masks: list[Mask] = []

    def add(self, score_map: ScoreMap, defective: bool, mask: Mask | None) -> None:
        """Take up one image; a good one needs no mask."""
        self._scores.append(float(score_map.max()))
        self._defective.append(defective)
        if mask is None and defective:
            return
        self._maps.append(score_map)
        self._masks.append(_resized(mask, score_map.shape) if mask is not None else np.zeros(score_map.shape, bool))

    def figures(self) -> EvaluationFigures:
        """The figures over all images so far."""
        image_auroc = auroc(np.array(self._scores), np.array(self._defective, dtype=bool))
        if not self._maps:
            return EvaluationFigures(image_auroc, None, None)
        pixels = np.concatenate([score_map.ravel() for score_map in self._maps])
        labels = np.concatenate([mask.ravel() for mask in self._masks])
        return EvaluationFigures(image_auroc, auroc(pixels, labels), aupro(self._maps, self._masks))


def _resized(mask: Mask, shape: tuple[int, ...]) -> Mask:
    size = (shape[1], shape[0])
    return np.asarray(cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST_EXACT)) > 0
