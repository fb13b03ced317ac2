"""Setting the statistics that an autoencoder normalises by, where too few steps were made for them to settle."""

from collections.abc import Iterable

import torch
from torch import Tensor

from core.model.autoencoder import Autoencoder
from core.model.token_norm import TokenBatchNorm


@torch.no_grad()
def settle_norms(autoencoder: Autoencoder, batches: Iterable[Tensor]) -> None:
    """Give every normalisation the mean and variance over these batches (B, N, C); weights stay as they are."""
    norms = [module for module in autoencoder.modules() if isinstance(module, TokenBatchNorm)]
    usual = [norm.momentum for norm in norms]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None  # torch then takes the plain average
    autoencoder.train()
    for batch in batches:
        autoencoder(batch)
    for norm, momentum in zip(norms, usual, strict=True):
        norm.momentum = momentum
