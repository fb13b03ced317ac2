"""Reads the good images into a good set, one after another."""

from collections.abc import Callable
from types import EllipsisType

import torch
from torch import Tensor

from core.errors import TeachingError
from core.good_images.counting import FEWEST
from core.inspection.summary import Summary, summary_of
from core.model.detail import finest_tokens
from core.model.detector import FeatureExtractor
from core.model.preparation import to_batch
from core.model.presets import Preset
from core.region.framing import Framing
from core.region.mark import Mark
from core.region.region_of_interest import RegionOfInterest
from core.region.taught_size import taught_size
from core.sources.base import Source
from core.training.feature_store import FeatureStore
from core.training.good_set import GoodSet, TaughtImage, make_thumbnail
from core.training.scene import KEPT, learn_scene
from core.training.usual import finish_features
from core.types import Frame, Image, SkippedImage, SourceNotice

_SHOWN = 48  # images of which a small picture is kept: some are shown while the detector learns


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
    finish_features(extractor, preset, store, _inside(framing, preset.grid_size))
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
        return _too_few(name, len(self._store), len(self._skipped) - self._without_part, self._without_part)

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


def _too_few(name: str, good: int, unreadable: int, without_part: int = 0) -> str:
    """Why this good set can't be taught."""
    skipped = [f"{unreadable} could not be read"] if unreadable else []
    skipped += [f"{without_part} without the part in its place"] if without_part else []
    why = f" ({', '.join(skipped)})" if skipped else ""
    images = "is only 1 good image" if good == 1 else f"are only {good} good images"
    return f"There {images} in {name}{why}. Filbert needs at least {FEWEST}; 30 or more teach well."
