"""The good set cut into folds, and each image as an autoencoder rebuilds it that was taught without its fold."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce

import torch

from core.model.autoencoder import Autoencoder
from core.training.good_set import GoodSet
from core.training.whitening import PlaceMoments, Rebuilt

Fold = list[int]

Fit = Callable[[Fold, int], Autoencoder]
"""Teaches an autoencoder on the images of these numbers, for the fold of that number."""


def cut_into_folds(count: int, folds: int, seed: int) -> list[Fold]:
    """The numbers 0 to count − 1 in random order, cut into at most that many parts of nearly the same size."""
    order = torch.randperm(count, generator=torch.Generator().manual_seed(seed))
    return [part.tolist() for part in order.tensor_split(min(folds, count))]


def others(folds: Sequence[Fold], number: int) -> Fold:
    """The numbers of all folds but one; of the only fold itself."""
    return [index for other, fold in enumerate(folds) if other != number for index in fold] or list(folds[number])


class HeldOutRebuilt:
    """Every image's features as an autoencoder taught without its fold rebuilds them, made when they are asked for."""

    def __init__(self, good_set: GoodSet, folds: Sequence[Fold], fit: Fit) -> None:
        self._good_set = good_set
        self._autoencoders = [fit(others(folds, number), number) for number in range(len(folds))]
        self._fold_of = {index: number for number, fold in enumerate(folds) for index in fold}

    def of(self, index: int) -> Rebuilt:
        """An image's features and what they were rebuilt as."""
        features = self._good_set.read([index])
        with torch.no_grad():
            return Rebuilt(features, self._autoencoders[self._fold_of[index]](features))

    def of_all(self, indices: Iterable[int]) -> Iterator[Rebuilt]:
        """The same of these images, one by one."""
        return (self.of(index) for index in indices)

    def moments(self, fold: Fold) -> PlaceMoments:
        """The moments of a fold over all places that are inspected."""
        inside = self._good_set.inside
        return reduce(PlaceMoments.__add__, (PlaceMoments.of(picture, inside) for picture in self.of_all(fold)))
