"""Learning what good parts show at each place: the position model, picture by picture."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import EllipsisType

import torch
from torch import Tensor

from core.device import one_thread
from core.model.presets import Preset
from core.model.scoring import Cells, PositionGaussian
from core.training.whitening import White

_LEAST_EXPLAINED = 1e-3
_AT_ONCE = 128  # cells whose directions are found between two questions whether to go on


@dataclass(frozen=True, eq=False)
class Positions:
    """A position model, and the share (0 to 1) of variance among good places that the place alone explains."""

    gaussian: PositionGaussian
    explained: float


@dataclass(frozen=True)
class Form:
    """The form of a position model: places along each side, cells along each side, directions kept, and k (below)."""

    side: int
    cells: int
    own_directions: int
    place_weight: float

    @classmethod
    def of_grid(cls, preset: Preset) -> "Form":
        """That of the grid's residuals and features."""
        return cls(preset.grid_size, preset.cells, preset.own_directions, preset.place_weight)

    @classmethod
    def of_detail(cls, preset: Preset) -> "Form":
        """That of the finest stage on the common map."""
        return cls(preset.common_size, preset.cells, preset.detail_directions, preset.place_weight)


def fit_positions(
    shown: Iterable[Tensor],
    white: White,
    form: Form,
    inside: Tensor | EllipsisType = ...,
    heed: Callable[[], None] = lambda: None,
) -> Positions:
    """Learn the position model from what places show, white (1, N, K), picture by picture, and what made them so.

    `heed` is called now and then, and may raise to stop it.

    A cell's own statistics are shrunk to
    those of all cells, the more the less the place explains: with ρ for the share of variance it explains, a
    cell's own share is n / (n + k (1 − ρ) / ρ) for n pictures (empirical Bayes; exact for means at k = 1, larger
    for the many more numbers of a covariance).
    """
    cut = Cells(form.side, form.cells)
    cells, (channels, components) = form.cells**2, white.matrix.shape
    total, outer = torch.zeros(cells, components), torch.zeros(cells, components, components)
    count = places = 0
    for tokens in shown:
        by_cell = cut.gathered(tokens)  # (P², (side / P)², K)
        total += by_cell.sum(dim=1)
        outer.baddbmm_(by_cell.transpose(1, 2), by_cell)
        count, places = count + 1, places + by_cell.shape[1]
    own_mean, own_square = total / places, outer.div_(places)
    looked_at = _cells_inside(cut, form.side**2, inside)
    explained = _explained(own_mean[looked_at], own_square[looked_at], places)
    share = count / (count + form.place_weight * (1 - explained) / max(explained, _LEAST_EXPLAINED))
    kept = min(form.own_directions, components - 1)
    gaussian = PositionGaussian(form.side, form.cells, channels, components, kept)
    gaussian.whitening.copy_(white.matrix)
    gaussian.taken_off.copy_(white.taken_off)
    gaussian.centre.copy_(share * own_mean + white.offset)
    heed()
    _keep_leading(gaussian, own_mean, own_square, share, heed)
    return Positions(gaussian, explained)


def _cells_inside(cut: Cells, places: int, inside: Tensor | EllipsisType) -> Tensor:
    """Which cells (P²) have any of these places (N) in them."""
    chosen = torch.zeros(places, dtype=torch.bool)
    chosen[inside] = True
    return cut.gathered(chosen.view(1, -1, 1)).flatten(1).any(dim=1)


def _shrunk(mean: Tensor, square: Tensor, share: float) -> Tensor:
    """Covariances (P², R, R) of cells about their shrunken means, mixed with that of all cells.

    In white space the latter is the identity.
    """
    about = square - (2 * share - share**2) * mean.unsqueeze(2) * mean.unsqueeze(1)
    return share * about + (1 - share) * torch.eye(mean.shape[1])


def _keep_leading(
    gaussian: PositionGaussian, mean: Tensor, square: Tensor, share: float, heed: Callable[[], None]
) -> None:
    """Give the position model the leading directions of each cell's covariance, and one variance for the rest.

    Some cells at a time: all their covariances and eigenvectors at once would be the most memory teaching needs.
    """
    components, kept = square.shape[-1], gaussian.directions.shape[1]
    for cells in torch.split(torch.arange(len(square)), _AT_ONCE):
        with one_thread():
            values, vectors = torch.linalg.eigh(_shrunk(mean[cells], square[cells], share))
        heed()
        values = values.clamp_min(1e-6)
        rest = values[:, : components - kept].mean(dim=1)
        leading = torch.maximum(values[:, components - kept :], rest.unsqueeze(1))
        weight = (1 / rest.unsqueeze(1) - 1 / leading).clamp_min(0) / components
        gaussian.rest[cells] = 1 / (rest * components)
        gaussian.directions[cells] = (vectors[:, :, components - kept :] * weight.sqrt().unsqueeze(1)).transpose(1, 2)


def _explained(mean: Tensor, square: Tensor, places: int) -> float:
    """The share of variance between cells, what few pictures scatter by chance taken off (one-way ANOVA)."""
    between = float(mean.square().sum(dim=1).mean())
    within = float(square.diagonal(dim1=1, dim2=2).sum(dim=1).mean()) - between
    if places < 2 or between + within <= 0:
        return 0.0
    by_chance = within / (places - 1)
    return min(max((between - by_chance) / (between + within), 0.0), 1.0)
