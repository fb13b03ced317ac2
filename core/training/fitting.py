"""Training one autoencoder on features."""

from collections.abc import Callable, Sequence
from typing import Protocol

import torch
from torch import Tensor, nn

from core.model.assembly import new_autoencoder
from core.model.autoencoder import Autoencoder
from core.model.presets import Preset
from core.training.good_set import GoodSet
from core.training.optimising import AdamW, OneCycle
from core.training.principal import Principal, principal_components, start_from_principal
from core.training.settling import settle_norms

OnStep = Callable[[int], None]

SAMPLED_PLACES = 40_000
"""Places that principal components are taken from: a hundred for each channel is plenty."""


def sampled_components(good_set: GoodSet, images: Sequence[int], seed: int) -> Principal:
    """Principal components of a sample of these images' features."""
    sample = good_set.sample(images, SAMPLED_PLACES, torch.Generator().manual_seed(seed))
    return principal_components(sample.tokens)


class Watch(Protocol):
    """Follows the training of one autoencoder."""

    @property
    def finishing(self) -> bool:
        """Whether to come to an end."""

    def begun(self, autoencoder: Autoencoder) -> None:
        """Training begins with this network."""

    def stepped(self, step: int, loss: float) -> None:
        """So many steps have been made, the last with this loss."""


class Unwatched:
    """Nobody follows, and nobody wishes for an early end."""

    finishing = False

    def begun(self, autoencoder: Autoencoder) -> None:
        """Nothing comes of it."""

    def stepped(self, step: int, loss: float) -> None:
        """Nothing comes of it."""


def fit_autoencoder(
    good_set: GoodSet,
    images: Sequence[int],
    latent: int,
    preset: Preset,
    seed: int,
    on_step: OnStep,
    watch: Watch | None = None,
) -> Autoencoder:
    """Train an autoencoder to rebuild these images' features; `on_step` hears of every step, and may raise to stop it.

    The loss is the mean squared residual (arXiv 2012.07122, section 3.2). It starts from the principal
    components of a sample of the features. The same seed gives the same weights.

    Once `watch` is finishing, a quarter of the steps is left at most, and over them the learning rate falls to 0: the
    principal components are a good detector already, and the rest is brought to rest rather than broken off.
    """
    watch = watch or Unwatched()
    components = sampled_components(good_set, images, seed)
    autoencoder = _seeded_autoencoder(components, latent, preset, seed)
    rng = torch.Generator().manual_seed(seed)
    batch_size = min(preset.batch_size, len(images))

    def batch() -> Tensor:
        chosen = torch.randint(len(images), (batch_size,), generator=rng).tolist()
        return good_set.read([images[position] for position in chosen])

    watch.begun(autoencoder)
    if _train(autoencoder, batch, preset, on_step, watch):
        settle_norms(autoencoder, (batch() for _ in range(short(preset))))
    return autoencoder.eval().requires_grad_(False)


def short(preset: Preset) -> int:
    """How many steps an autoencoder gets at most once the user wishes to finish."""
    return max(1, preset.steps // 4)


def _train(
    autoencoder: Autoencoder, batch: Callable[[], Tensor], preset: Preset, on_step: OnStep, watch: Watch
) -> bool:
    """Train in place; returns whether it was cut short."""
    optimiser, cycle = AdamW(autoencoder.parameters()), OneCycle(preset.learning_rate, preset.steps)
    last, falls_from = preset.steps, None
    rate, momentum = cycle.rate(0), cycle.momentum(0)
    step = 0
    while step < last:
        if falls_from is None and watch.finishing and last - step > short(preset):
            # Where the rate falls from: where it is now, or near the highest for a training not yet begun.
            last, falls_from = step + short(preset), rate if step else preset.learning_rate / 2
        if falls_from is not None:
            rate = falls_from * (last - step) / short(preset)
        features = batch()
        loss = nn.functional.mse_loss(autoencoder(features), features)
        optimiser.step(loss, rate, momentum)
        step += 1
        if falls_from is None and step < last:
            rate, momentum = cycle.rate(step), cycle.momentum(step)
        watch.stepped(step, float(loss.detach()))
        on_step(step)
    return falls_from is not None


def _seeded_autoencoder(components: Principal, latent: int, preset: Preset, seed: int) -> Autoencoder:
    # torch draws first weights from its global generator: leave that as it was for everyone else.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        autoencoder = new_autoencoder(preset, len(components.mean), latent).train()
    start_from_principal(autoencoder, components)
    return autoencoder
