"""What says how odd a place is, once a product has been taught."""

from dataclasses import dataclass

from core.model.detail import Detail
from core.model.nonlocal_memory import NonLocalMemory
from core.model.scoring import PositionGaussian, SquaredResidual


@dataclass(frozen=True, eq=False)
class Scorers:
    """The residual's distance, the memory and the weight of its distance beside that one (0 to 1), and the detail.

    The detail brings the scores from the grid to the common map.
    """

    distance: SquaredResidual | PositionGaussian
    memory: NonLocalMemory | None = None
    memory_share: float = 0.0
    detail: Detail | None = None
