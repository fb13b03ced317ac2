"""Training one autoencoder on features."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

from core.model.assembly import new_autoencoder
from core.model.autoencoder import Autoencoder
from core.model.presets import Preset
from core.training.principal import principal_components, start_from_principal

OnStep = Callable[[int], None]


def fit_autoencoder(features: Tensor, latent: int, preset: Preset, seed: int, on_step: OnStep) -> Autoencoder:
    """Train an autoencoder to rebuild features (n, N, C); `on_step` hears of every step, and may raise to stop it.

    The loss is the mean squared residual (arXiv 2012.07122, section 3.2). It starts from the principal
    components of these features. The same seed gives the same weights.
    """
    autoencoder = _seeded_autoencoder(features, latent, preset, seed)
    rng = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.AdamW(autoencoder.parameters(), lr=preset.learning_rate)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, preset.learning_rate, total_steps=preset.steps)
    batch_size = min(preset.batch_size, len(features))
    for step in range(preset.steps):
        chosen = torch.randint(len(features), (batch_size,), generator=rng)
        batch = features[chosen]
        loss = nn.functional.mse_loss(autoencoder(batch), batch)
        optimiser.zero_grad()
        torch.autograd.backward(loss)
        optimiser.step()
        schedule.step()
        on_step(step + 1)
    return autoencoder.eval().requires_grad_(False)


def _seeded_autoencoder(features: Tensor, latent: int, preset: Preset, seed: int) -> Autoencoder:
    # torch draws first weights from its global generator: leave that as it was for everyone else.
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        autoencoder = new_autoencoder(preset, features.shape[-1], latent).train()
    start_from_principal(autoencoder, principal_components(features))
    return autoencoder
