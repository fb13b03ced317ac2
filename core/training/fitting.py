"""Training one autoencoder on features."""

from collections.abc import Callable, Sequence

import torch
from torch import nn

from core.model.assembly import new_autoencoder
from core.model.autoencoder import Autoencoder
from core.model.presets import Preset
from core.training.good_set import GoodSet
from core.training.principal import Principal, principal_components, start_from_principal

OnStep = Callable[[int], None]

SAMPLED_PLACES = 40_000
"""Places that principal components are taken from: a hundred for each channel is plenty."""


def sampled_components(good_set: GoodSet, images: Sequence[int], seed: int) -> Principal:
    """Principal components of a sample of these images' features."""
    sample = good_set.sample(images, SAMPLED_PLACES, torch.Generator().manual_seed(seed))
    return principal_components(sample.tokens)


def fit_autoencoder(
    good_set: GoodSet, images: Sequence[int], latent: int, preset: Preset, seed: int, on_step: OnStep
) -> Autoencoder:
    """Train an autoencoder to rebuild these images' features; `on_step` hears of every step, and may raise to stop it.

    The loss is the mean squared residual (arXiv 2012.07122, section 3.2). It starts from the principal
    components of a sample of the features. The same seed gives the same weights.
    """
    components = sampled_components(good_set, images, seed)
    autoencoder = _seeded_autoencoder(components, latent, preset, seed)
    rng = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.AdamW(autoencoder.parameters(), lr=preset.learning_rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, preset.learning_rate, total_steps=preset.steps)
    batch_size = min(preset.batch_size, len(images))
    for step in range(preset.steps):
        chosen = torch.randint(len(images), (batch_size,), generator=rng).tolist()
        batch = good_set.read([images[position] for position in chosen])
        loss = nn.functional.mse_loss(autoencoder(batch), batch)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        schedule.step()
        on_step(step + 1)
    return autoencoder.eval().requires_grad_(False)


def _seeded_autoencoder(components: Principal, latent: int, preset: Preset, seed: int) -> Autoencoder:
    # torch draws first weights from its global generator: leave that as it was for everyone else.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        autoencoder = new_autoencoder(preset, len(components.mean), latent).train()
    start_from_principal(autoencoder, components)
    return autoencoder
