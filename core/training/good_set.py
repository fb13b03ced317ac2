"""The good set as features: computed once, since the backbone never learns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from types import EllipsisType

import torch
from torch import Tensor

from core.images import shrunk
from core.inspection.scene import SceneModel
from core.model.detector import FeatureExtractor
from core.region.framing import Framing, Placement
from core.region.taught_size import TaughtSize
from core.training.feature_store import FeatureStore
from core.training.whitening import Moments
from core.types import Image, ScoreMap, SkippedImage

THUMBNAIL_SIDE = 128
_SAMPLED_PICTURES = 64


@dataclass(frozen=True, eq=False)
class TaughtImage:
    """Which image it was: its name, where it lies if it is a file, and a small picture of some of them.

    The small picture shows what is looked at; `placement` says where that lies on the image.
    """

    name: str
    path: Path | None
    thumbnail: Image | None = None
    placement: Placement | None = None


@dataclass(frozen=True, eq=False)
class GoodSet:
    """The good images as finished features, one of them to know the product by, those skipped, scene and size.

    `images` says which they are, in the features' order. `inside` are the places (N) that anything is learned of;
    `framing` says where on the images they lie. `finest` is the finest stage as it comes, of the places `finest_inside`
    (M·M) anything is learned; only where the preset has a detail.
    """

    extractor: FeatureExtractor
    store: FeatureStore
    thumbnail: Image
    skipped: tuple[SkippedImage, ...]
    scene: SceneModel
    size: TaughtSize
    images: tuple[TaughtImage, ...] = ()
    framing: Framing | None = None
    inside: Tensor | EllipsisType = ...
    finest: FeatureStore | None = None
    finest_inside: Tensor | EllipsisType = ...

    def __len__(self) -> int:
        return len(self.store)

    def read(self, indices: Sequence[int]) -> Tensor:
        """Finished features (B, N, C) of these images, as the detector will see them."""
        return self.store.read(indices)

    def read_finest(self, index: int) -> Tensor:
        """The finest stage's tokens (1, M·M, C) of an image. Raises ValueError where that stage wasn't kept."""
        if self.finest is None:
            raise ValueError("The finest stage of this good set wasn't kept.")
        return self.finest.read([index])

    def finest_moments(self, indices: Sequence[int]) -> Moments:
        """The moments of the finest stage's tokens over all places that are inspected."""
        each = (Moments.of(self.read_finest(index)[0][self.finest_inside]) for index in indices)
        return reduce(Moments.__add__, each)

    def heed(self) -> None:
        """Ask whether to go on, where work takes long without reading. Raises what stops it."""
        self.store.heed()

    def on_frame(self, index: int, score_map: ScoreMap) -> ScoreMap:
        """A raw score map (S, S) of an image laid over all of it; what isn't inspected has the map's own median."""
        placement = self.images[index].placement if self.images else None
        if self.framing is None or placement is None:
            return score_map
        return self.framing.raw_on_frame(placement, score_map)

    def one_by_one(self, indices: Sequence[int]) -> Iterator[tuple[int, Tensor]]:
        """Number and finished features (1, N, C) of each of these images."""
        for index in indices:
            yield index, self.read([index])

    def sample(self, indices: Sequence[int], count: int, rng: torch.Generator) -> "Sample":
        """About `count` places of these images, drawn evenly from at most 64 of them."""
        order = torch.randperm(len(indices), generator=rng)[:_SAMPLED_PICTURES].tolist()
        each = -(-count // len(order))
        tokens, images = [], []
        for index, features in self.one_by_one([indices[position] for position in order]):
            inside = features[0, self.inside]
            chosen = torch.randperm(len(inside), generator=rng)[:each]
            tokens.append(inside[chosen])
            images.append(torch.full((len(chosen),), index))
        return Sample(torch.cat(tokens), torch.cat(images))


@dataclass(frozen=True, eq=False)
class Sample:
    """Places of the good set, (n, C), and the number of the image each is from, (n)."""

    tokens: Tensor
    images: Tensor


def make_thumbnail(image: Image) -> Image:
    """The picture no larger than THUMBNAIL_SIDE, its aspect kept."""
    return shrunk(image, THUMBNAIL_SIDE)
