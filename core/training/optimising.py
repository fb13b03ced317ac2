"""AdamW on a one-cycle schedule, by torch's own function for its step but without torch's optimiser classes.

At their first step those import torch's compiler, which nothing here uses: seconds in which nobody can cancel, tens of
megabytes of memory, and a tenth of the packaged program.
"""

import math
from collections.abc import Iterable

import torch
from torch import Tensor
from torch.optim.adamw import adamw

_BETA2, _EPSILON, _WEIGHT_DECAY = 0.999, 1e-8, 0.01  # torch's own choices for AdamW
_RISE, _FIRST_PART, _LAST_PART = 0.3, 1 / 25, 1 / 25 / 1e4  # share of the steps; shares of the highest rate
_MOMENTUM_SLOW, _MOMENTUM_FAST = 0.95, 0.85


class OneCycle:
    """The learning rate rises to its highest and falls to nothing, along cosines, while the momentum does the opposite.

    Smith, Topin 2017 (arXiv 1708.07120), in the two phases torch.optim.lr_scheduler.OneCycleLR makes of it by default.
    """

    def __init__(self, highest: float, steps: int) -> None:
        self._highest, self._turn, self._last = highest, _RISE * steps - 1, steps - 1

    def rate(self, step: int) -> float:
        """Learning rate of a step, counted from 0."""
        high = self._highest
        return self._along(step, high * _FIRST_PART, high, high * _LAST_PART)

    def momentum(self, step: int) -> float:
        """AdamW's beta 1 of a step, counted from 0."""
        return self._along(step, _MOMENTUM_SLOW, _MOMENTUM_FAST, _MOMENTUM_SLOW)

    def _along(self, step: int, first: float, middle: float, last: float) -> float:
        if step <= self._turn:
            return _cosine(first, middle, step / self._turn)
        return _cosine(middle, last, (step - self._turn) / (self._last - self._turn))


def _cosine(start: float, end: float, share: float) -> float:
    return end + (start - end) / 2 * (math.cos(math.pi * share) + 1)


class AdamW:
    """Decoupled weight decay regularisation (Loshchilov, Hutter 2019, arXiv 1711.05101) on these parameters."""

    def __init__(self, parameters: Iterable[Tensor]) -> None:
        self._parameters = list(parameters)
        self._means = [torch.zeros_like(parameter) for parameter in self._parameters]
        self._squares = [torch.zeros_like(parameter) for parameter in self._parameters]
        self._steps = [torch.tensor(0.0) for _ in self._parameters]

    @torch.no_grad()
    def step(self, loss: Tensor, rate: float, momentum: float) -> None:
        """Take one step down the gradients of the loss, which is a scalar."""
        with torch.enable_grad():
            gradients = torch.autograd.grad(loss, self._parameters)
        adamw(
            self._parameters,
            list(gradients),
            self._means,
            self._squares,
            [],
            self._steps,
            amsgrad=False,
            beta1=momentum,
            beta2=_BETA2,
            lr=rate,
            weight_decay=_WEIGHT_DECAY,
            eps=_EPSILON,
            maximize=False,
        )
