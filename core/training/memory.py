"""Choosing which good places the non-local memory keeps, and how far from each others usually are."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from core.device import one_thread
from core.model.assembly import new_memory
from core.model.nonlocal_memory import NonLocalMemory, attend
from core.model.presets import Preset
from core.training.good_set import GoodSet
from core.training.whitening import Moments

CANDIDATES = 12_000
"""Places that the memory chooses from."""

PROJECTED = 32
_HEEDED = 50  # choices between two questions whether to go on
_LISTENERS = 32  # pictures that tell how far from each key good places usually are
_TRUST = 8.0  # places that the mean over all keys counts for beside a key's own
_LEAST = 1e-2  # of a squared distance in white space, where a channel's variance is 1


def fit_memory(good_set: GoodSet, images: Sequence[int], preset: Preset, seed: int) -> NonLocalMemory:
    """The memory of these images: places spread over all that good parts show, each with its usual distance."""
    rng = torch.Generator().manual_seed(seed)
    memory = new_memory(preset, good_set.extractor.backbone.channels, preset.memory_size)
    candidates = good_set.sample(images, CANDIDATES, rng)
    mean, whitening = Moments.of(candidates.tokens[:, slice(*memory.channels)]).whitening(len(memory.mean))
    memory.mean.copy_(mean)
    memory.embedding.copy_(whitening)
    embedded = memory.embed(candidates.tokens)
    chosen = spread_out(embedded, min(preset.memory_size, len(embedded)), rng, good_set.heed)
    memory.keys = embedded[chosen]
    listeners = [images[position] for position in torch.randperm(len(images), generator=rng)[:_LISTENERS].tolist()]
    memory.usual = usual_distances(memory, candidates.images[chosen], good_set, listeners)
    return memory


def usual_distances(memory: NonLocalMemory, key_images: Tensor, good_set: GoodSet, listeners: Sequence[int]) -> Tensor:
    """For every key the mean squared distance of the places that attend to it, (m), each image deaf to its own keys.

    Keys that few attend to lean on the mean over all.
    """
    total, count = torch.zeros(len(key_images)), torch.zeros(len(key_images))
    for index, features in good_set.one_by_one(listeners):
        others = (key_images != index).nonzero().flatten()
        if not len(others):
            continue
        square, key = attend(memory.embed(features[0, good_set.inside]), memory.keys[others])
        total.index_add_(0, others[key], square)
        count.index_add_(0, others[key], torch.ones(len(square)))
    over_all = total.sum() / count.sum() if count.sum() else torch.tensor(1.0)
    return ((total + _TRUST * over_all) / (count + _TRUST)).clamp_min(_LEAST)


def spread_out(points: Tensor, count: int, rng: torch.Generator, heed: Callable[[], None] = lambda: None) -> Tensor:
    """Numbers of `count` points such that none of (n, E) is far from all of them.

    The greedy farthest-point choice of PatchCore (arXiv 2106.08265, algorithm 1): the next one is always the
    point farthest from those chosen so far, measured in a random projection (Johnson, Lindenstrauss). `heed` is called
    now and then, and may raise to stop it.
    """
    projection = torch.randn(points.shape[1], PROJECTED, generator=rng) / PROJECTED**0.5
    projected = points @ projection
    squares = projected.square().sum(dim=1)
    nearest = torch.full((len(points),), torch.inf)
    chosen = [int(torch.randint(len(points), (1,), generator=rng))]
    with one_thread():
        while len(chosen) < count:
            if len(chosen) % _HEEDED == 0:
                heed()
            last = chosen[-1]
            distance = squares + squares[last] - 2 * (projected @ projected[last])
            nearest = torch.minimum(nearest, distance)
            chosen.append(int(nearest.argmax()))
    return torch.tensor(chosen)
