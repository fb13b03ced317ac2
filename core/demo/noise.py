"""Smooth random textures: values on a coarse lattice, interpolated at any place of a nut's surface."""

import cv2
import numpy as np

from core.demo.fields import Field

UPSAMPLING = 4
"""The lattice is enlarged before it is sampled: cv2.remap rounds its coordinates to 1/32 of a cell."""
BORDER = 2
"""How many cells of the opposite side continue the lattice, for cv2's cubic interpolation."""
FOLD = 256
"""cv2.remap takes no row or column of more than 32766, so a list of places is folded into rows of this width."""


def surface_noise(rng: np.random.Generator, turns: Field, latitude: Field, columns: int, rows: int) -> Field:
    """Return smooth noise of nearly unit variance at each of n places, (n,), seamless around the nut.

    `turns` is the longitude in whole turns (any value), `latitude` goes from 0 to 1. `columns` by `rows` random
    values cover the surface: many columns and few rows give streaks along the nut.
    """
    lattice = rng.standard_normal((rows + 1, columns), dtype=np.float32)
    return sample(_enlarged(lattice), _in_cells(turns, columns), _cell_edges(latitude * rows))


def plane_noise(rng: np.random.Generator, x: Field, y: Field, cells: int) -> Field:
    """Return smooth noise of a plane at n places, (n,), repeating every unit of `x` and `y`, `cells` to the unit."""
    lattice = rng.standard_normal((cells, cells), dtype=np.float32)
    return sample(_enlarged(lattice), _in_cells(x, cells), _in_cells(y, cells))


def mottled(rng: np.random.Generator, columns: int, rows: int, side: int) -> Field:
    """Return a square of smooth noise, (side, side), of `columns` by `rows` random values."""
    lattice = rng.standard_normal((rows, columns), dtype=np.float32)
    return np.asarray(cv2.resize(lattice, (side, side), interpolation=cv2.INTER_CUBIC), np.float32)


def smoothstep(low: Field | float, high: Field | float, values: Field) -> Field:
    """Return 0 below `low`, 1 above `high` and the usual cubic between; `low` may be the larger of the two."""
    share: Field = np.clip((values - low) / (high - low), 0.0, 1.0)
    return share * share * (3.0 - 2.0 * share)


def sample(picture: Field, column: Field, row: Field) -> Field:
    """Return `picture`, (h, w), at n places, (n,), interpolated, 0 outside."""
    grid = (-(-column.size // FOLD), FOLD)
    folded = cv2.remap(picture, np.resize(column, grid), np.resize(row, grid), cv2.INTER_LINEAR)
    return np.asarray(folded, np.float32).ravel()[: column.size]


def _in_cells(position: Field, cells: int) -> Field:
    return _cell_edges((position - np.floor(position)) * cells)


def _cell_edges(cell: Field) -> Field:
    """Return the coordinate in the enlarged lattice: cv2.resize aligns the cells' edges, not their middles."""
    return (cell + (BORDER + 0.5)) * UPSAMPLING - 0.5


def _enlarged(lattice: Field) -> Field:
    padded = cv2.copyMakeBorder(lattice, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_WRAP)
    enlarged = cv2.resize(padded, None, fx=UPSAMPLING, fy=UPSAMPLING, interpolation=cv2.INTER_CUBIC)
    return np.asarray(enlarged, np.float32)
