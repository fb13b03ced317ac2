"""The good set as features: computed once, since the backbone never learns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from types import EllipsisType

import torch
from torch import Tensor

from core.errors import TeachingError
from core.images import shrunk
from core.inspection.scene import SceneModel
from core.inspection.summary import Summary, summary_of
from core.model.detail import finest_tokens
from core.model.detector import FeatureExtractor
from core.model.preparation import to_batch
from core.model.presets import Preset
from core.region.framing import Framing, Placement
from core.region.mark import Mark
from core.region.region_of_interest import RegionOfInterest
from core.region.taught_size import TaughtSize, taught_size
from core.sources.base import Source
from core.training.feature_store import FeatureStore
from core.training.scene import KEPT, learn_scene
from core.training.whitening import Moments
from core.types import Frame, Image, ScoreMap, SkippedImage, SourceNotice

FEWEST = 2
"""Fewer good images can't be held out from one another."""

THUMBNAIL_SIDE = 128
_SMALLEST_DEVIATION = 1e-6
_SAMPLED_PICTURES = 64
_SHOWN = 48  # images of which a small picture is kept: some are shown while the detector learns


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
        """The finest stage's tokens (1, M·M, C) of an image."""
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


def read_good_set(
    source: Source,
    extractor: FeatureExtractor,
    preset: Preset,
    store: FeatureStore,
    on_done: Callable[[float], None],
    region: RegionOfInterest | None = None,
    mark: Mark | None = None,
    finest: FeatureStore | None = None,
) -> GoodSet:
    """Features of every image of the source; teaches the extractor what is usual if the preset asks for it.

    `finest` is filled with the finest stage, which a detail is learned from.

    Only the region is looked at; an image that the mark isn't found in is skipped. Raises TeachingError when fewer than
    two images can be used, RegionError when the region leaves nothing to inspect.
    """
    reading = _Reading(extractor, preset, store, region, mark, finest)
    pictures = (item for item in source.frames() if not isinstance(item, SourceNotice))
    for number, item in enumerate(pictures, start=1):
        on_done((number - 1) / max(source.total or number, number))
        reading.take(item)
    on_done(1.0)
    framing, thumbnail = reading.framing, reading.thumbnail
    if framing is None or thumbnail is None or len(store) < FEWEST:
        raise TeachingError(reading.why_too_few(source.name))
    _finish(extractor, preset, store, _inside(framing, preset.grid_size))
    return reading.good_set(framing, thumbnail)


def _inside(framing: Framing, side: int) -> Tensor | EllipsisType:
    """The places of a grid that anything is learned of."""
    places = framing.places(side)
    return ... if places is None else torch.from_numpy(places)


class _Reading:
    """What is known of the good images while they come in."""

    def __init__(
        self,
        extractor: FeatureExtractor,
        preset: Preset,
        store: FeatureStore,
        region: RegionOfInterest | None,
        mark: Mark | None,
        finest: FeatureStore | None,
    ) -> None:
        self._finest = finest
        self._extractor, self._preset, self._store = extractor, preset, store
        self._region, self._mark = region, mark
        self._skipped: list[SkippedImage] = []
        self._without_part = 0
        self._summaries: list[Summary] = []
        self._sizes: list[tuple[int, int]] = []
        self._images: list[TaughtImage] = []
        self.thumbnail: Image | None = None
        self.framing: Framing | None = None

    def take(self, item: Frame | SkippedImage) -> None:
        """Take in one image, or why there is none."""
        if isinstance(item, SkippedImage):
            self._skipped.append(item)
            return
        self._sizes.append((item.image.shape[1], item.image.shape[0]))
        if self.framing is None:
            self.framing = Framing(self._preset.input_size, self._sizes[0], self._region, self._mark)
        view = self.framing.view(item.image)
        if view.missing:
            self._without_part += 1
            self._skipped.append(SkippedImage(item.name, item.number, f"{item.name} is left out. {view.missing}"))
            return
        self._keep(view.picture)
        if len(self._summaries) < KEPT:
            self._summaries.append(summary_of(view.picture))
        looked_at = item.image if self.framing.is_whole else view.picture
        small = make_thumbnail(looked_at) if len(self._images) < _SHOWN else None
        self._images.append(TaughtImage(item.name, item.path, small, view.placement))
        if self.thumbnail is None:
            self.thumbnail = make_thumbnail(item.image)

    @torch.no_grad()
    def _keep(self, picture: Image) -> None:
        maps = self._extractor.backbone(to_batch([picture]))
        self._store.append(self._extractor.regional(maps)[0])
        if self._finest is not None:
            self._finest.append(finest_tokens(maps)[0])

    def why_too_few(self, name: str) -> str:
        """Why the images taken in can't be taught."""
        return too_few(name, len(self._store), len(self._skipped) - self._without_part, self._without_part)

    def good_set(self, framing: Framing, thumbnail: Image) -> GoodSet:
        """The images taken in, whose features are finished now."""
        return GoodSet(
            self._extractor,
            self._store,
            thumbnail,
            tuple(self._skipped),
            learn_scene(self._summaries),
            taught_size(self._sizes),
            tuple(self._images),
            framing,
            _inside(framing, self._preset.grid_size),
            self._finest,
            _inside(framing, self._preset.common_size),
        )


def _finish(extractor: FeatureExtractor, preset: Preset, store: FeatureStore, inside: Tensor | EllipsisType) -> None:
    """Teach the extractor what is usual at these places, and finish all features in the store by it."""
    if preset.standardise:
        standardise(extractor, store, inside)
    if extractor.contrast is not None:
        learn_usual_contrast(extractor, store, inside)
    with torch.no_grad():
        for index in range(len(store)):
            store.replace(index, extractor.finished(store.read([index]))[0])


def standardise(extractor: FeatureExtractor, store: FeatureStore, inside: Tensor | EllipsisType) -> None:
    """From now on the extractor gives every channel mean 0 over these places, and every stage the same variance.

    Within a stage all channels have the same deviation. Without the balance the last stage, which has most
    channels and sees least detail, would lead.
    """
    total, square = torch.zeros(len(extractor.mean)).double(), torch.zeros(len(extractor.mean)).double()
    shift = store.read([0])[0][inside].double().mean(dim=0)  # squares of what is far from zero would lose the spread
    for index in range(len(store)):
        tokens = store.read([index])[0][inside].double() - shift
        total += tokens.mean(dim=0)
        square += tokens.square().mean(dim=0)
    mean = total / len(store)
    deviation = (square / len(store) - mean.square()).clamp_min(0).sqrt()
    extractor.mean.copy_(mean + shift)
    extractor.scale.copy_(stage_balance(extractor.backbone.channels) / deviation.clamp_min(_SMALLEST_DEVIATION))


@torch.no_grad()
def learn_usual_contrast(extractor: FeatureExtractor, store: FeatureStore, inside: Tensor | EllipsisType) -> None:
    """Teach the extractor's Contrast what is usual over the good set, and how far these places are from that."""
    contrast = extractor.contrast
    if contrast is None:
        return
    for index in range(len(store)):
        whole, local = contrast.levels(extractor.standardised(store.read([index])))
        contrast.usual_whole += whole[0] / len(store)
        contrast.usual_local += local[0] / len(store)
    variances = torch.zeros_like(contrast.usual_whole)
    for index in range(len(store)):
        whole, local = contrast.unusual(extractor.standardised(store.read([index])))
        local = local[0][inside]
        contrast.least.copy_(torch.minimum(contrast.least, torch.stack([whole[0], local.amin(dim=0)])))
        contrast.most.copy_(torch.maximum(contrast.most, torch.stack([whole[0], local.amax(dim=0)])))
        variances += whole[0].square() / len(store)
    contrast.learn_shares(variances)


def stage_balance(channels: tuple[int, ...]) -> Tensor:
    """The deviation (ΣC_s) of every channel at which all stages weigh the same and the mean variance is 1."""
    mean = sum(channels) / len(channels)
    return torch.cat([torch.full((count,), (mean / count) ** 0.5) for count in channels])


def make_thumbnail(image: Image) -> Image:
    """The picture no larger than THUMBNAIL_SIDE, its aspect kept."""
    return shrunk(image, THUMBNAIL_SIDE)


def too_few(name: str, good: int, unreadable: int, without_part: int = 0) -> str:
    """Why this good set can't be taught."""
    skipped = [f"{unreadable} could not be read"] if unreadable else []
    skipped += [f"{without_part} without the part in its place"] if without_part else []
    why = f" ({', '.join(skipped)})" if skipped else ""
    images = "is only 1 good image" if good == 1 else f"are only {good} good images"
    return f"There {images} in {name}{why}. Filbert needs at least {FEWEST}; 30 or more teach well."
