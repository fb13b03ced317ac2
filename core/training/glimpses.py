"""What the detector sees while it still learns: a few held-out good images, and defective ones, drawn now and then."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from core.model.autoencoder import Autoencoder
from core.training.finished_glimpses import SHOWN
from core.training.folds import Fold
from core.training.good_set import GoodSet
from core.training.held_out import small_map
from core.training.settling import settle_norms
from core.types import Glimpse, Image, ScoreMap

_LEAST = 1e-6


@dataclass(frozen=True, eq=False)
class Shown:
    """A defective picture to show: its name, a small picture, and its finished features (1, N, C)."""

    name: str
    thumbnail: Image
    features: Tensor


@dataclass(eq=False)
class Glimpses:
    """Looks at a few pictures with the networks there are: `look` gives what they see, at the cost of a few passes.

    A good image is only ever looked at by a network that is taught without it.
    """

    good_set: GoodSet
    folds: Sequence[Fold]
    defects: Sequence[Shown]
    grid: tuple[int, int]
    _networks: dict[int, Autoencoder] = field(default_factory=dict)
    _newest: Autoencoder | None = None

    def begin(self, network: Autoencoder, fold: int | None) -> None:
        """From now on this network is the newest; it is taught without that fold, or on all."""
        self._newest = network
        if fold is not None:
            self._networks[fold] = network

    def look(self) -> tuple[Glimpse, ...]:
        """Maps of some held-out good images of the newest fold, and of the first defective ones."""
        if self._newest is None or not self._networks:
            return ()
        fold = max(self._networks)
        chosen = [index for index in self.folds[fold] if self._thumbnail(index) is not None][:SHOWN]
        features = [self.good_set.read([index]) for index in chosen]
        good = _maps(self._networks[fold], features, self.grid)
        defective = _maps(self._newest, [one.features for one in self.defects[:SHOWN]], self.grid)
        if not good:
            return ()
        median, highest = float(np.median(good)), float(np.max(good))
        scale = max(highest - median, _LEAST)
        glimpses = [
            Glimpse(self.good_set.images[index].name, thumbnail, (one - median) / np.float32(scale))
            for index, one in zip(chosen, good, strict=True)
            if (thumbnail := self._thumbnail(index)) is not None
        ]
        for shown, one in zip(self.defects, defective, strict=False):
            glimpses.append(Glimpse(shown.name, shown.thumbnail, (one - median) / np.float32(scale), defective=True))
        return tuple(glimpses)

    def held_out_loss(self, fold: int) -> float:
        """The loss of an image of that fold under the network that is taught without it, measured as training does."""
        batch = self.good_set.read(self.folds[fold][:1])
        with torch.no_grad():
            # A copy: normalising as in training would move the statistics of the one that learns.
            copy = deepcopy(self._networks[fold]).train()
            return float((copy(batch) - batch).square().mean())

    def _thumbnail(self, index: int) -> Image | None:
        return self.good_set.images[index].thumbnail if index < len(self.good_set.images) else None


@torch.no_grad()
def _maps(network: Autoencoder, features: Sequence[Tensor], grid: tuple[int, int]) -> list[ScoreMap]:
    """The root of the mean squared residual at each place (h, w), picture by picture."""
    if not features:
        return []
    copy = deepcopy(network)
    if network.training:
        settle_norms(copy, features)
    copy.eval()
    roots = [(copy(one) - one).square().mean(dim=-1).sqrt()[0].view(grid) for one in features]
    return [small_map(root.numpy()) for root in roots]
