"""How long work in stages will still take, told by how long what is done has taken."""

from collections.abc import Mapping

_TELLS = 0.03
"""The share of a kind of work that must be done before its own pace counts; the very beginning is start-up."""


class Remaining:
    """Stages with expected costs in one unit. What has been done corrects them, each kind of work for itself.

    Disks, processors and presets differ, so that the costs' ratios are only roughly true: once some of a kind is done,
    its own seconds per unit count for the rest of that kind, and those of all work so far for the others.
    """

    def __init__(self, costs: Mapping[str, float], kinds: Mapping[str, str], now: float) -> None:
        self._costs = dict(costs)
        self._kind = {stage: kinds.get(stage, stage) for stage in costs}
        self._spent = dict.fromkeys(self._kind.values(), 0.0)
        self._done = dict.fromkeys(costs, 0.0)
        self._now = now

    def reached(self, stage: str, done: float, now: float) -> tuple[float, float | None]:
        """That share (0 to 1) of a stage is done at that moment: the share of all work, and the seconds left.

        Stages before it are done. None for the seconds while nothing can be said.
        """
        for name in self._costs:
            self._done[name] = done if name == stage else 1.0 if self._before(name, stage) else 0.0
        self._spent[self._kind[stage]] += now - self._now
        self._now = now
        total = sum(self._costs.values())
        fraction = sum(self._costs[name] * share for name, share in self._done.items()) / total
        return fraction, self._left()

    def now(self, now: float) -> float | None:
        """The seconds left at a moment between two reports."""
        left = self._left()
        return None if left is None else max(0.0, left - (now - self._now))

    def _before(self, name: str, stage: str) -> bool:
        names = list(self._costs)
        return names.index(name) < names.index(stage)

    def _left(self) -> float | None:
        costs, done = self._by_kind()
        if sum(done.values()) <= _TELLS * sum(costs.values()):
            return None
        pace = sum(self._spent.values()) / sum(done.values())
        left = 0.0
        for kind, cost in costs.items():
            own = self._spent[kind] / done[kind] if done[kind] > _TELLS * cost else pace
            left += (cost - done[kind]) * own
        return max(0.0, left)

    def _by_kind(self) -> tuple[dict[str, float], dict[str, float]]:
        costs, done = dict.fromkeys(self._spent, 0.0), dict.fromkeys(self._spent, 0.0)
        for stage, cost in self._costs.items():
            costs[self._kind[stage]] += cost
            done[self._kind[stage]] += cost * self._done[stage]
        return costs, done
