"""Faults at random moments, to see that each is shown and got over."""

from collections.abc import Sequence

import numpy as np

from core.sources.script import Act, Script

FAULTS = (Act.STALL, Act.FREEZE, Act.HANG, Act.UNPLUG, Act.ERROR, Act.GARBAGE)


def random_faults(
    count: int,
    seed: int,
    *,
    kinds: Sequence[Act] = FAULTS,
    period_ms: float = 33.0,
    fault_s: tuple[float, float] = (1.0, 4.0),
    between_s: tuple[float, float] = (2.0, 5.0),
    **script: object,
) -> Script:
    """Write a script of `count` faults of these kinds, all as often, in random order and at random moments.

    Each fault lasts, and good pictures come between two of them, for a random time within these limits, in seconds;
    an error takes one period. What else there is goes to the script. The same seed gives the same script.
    """
    rng = np.random.default_rng(seed)
    drawn = rng.permutation([kinds[index % len(kinds)] for index in range(count)])
    steps = []
    for kind in map(Act, drawn):
        steps.append((Act.FRAMES, _periods(rng, between_s, period_ms)))
        steps.append((kind, 1 if kind is Act.ERROR else _periods(rng, fault_s, period_ms)))
    steps.append((Act.FRAMES, _periods(rng, between_s, period_ms)))
    return Script.model_validate({"steps": steps, "period_ms": period_ms, "seed": seed, **script})


def _periods(rng: np.random.Generator, limits_s: tuple[float, float], period_ms: float) -> int:
    return max(1, round(rng.uniform(*limits_s) * 1000 / period_ms))
