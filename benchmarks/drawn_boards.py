"""Boards drawn from a number: parts that always lie alike, good or with a defect."""

import cv2
import numpy as np

from core.types import Image

SIDE = 256
DEFECTS = ("missing chip", "scratch", "large stain", "burnt quarter")

_CHIPS = 40
_LAYOUT = 7
_JITTER = 1.5  # pixels a board lies off its place, at most
_LIGHT = 0.03  # and how much its light differs


def draw_board(number: int, defect: str | None = None) -> Image:
    """Draw board `number`, (256, 256, 3): the same chips each time, a little noise, and one of DEFECTS if named."""
    layout, chance = np.random.default_rng(_LAYOUT), np.random.default_rng([_LAYOUT, number])
    board = np.full((SIDE, SIDE, 3), (30, 90, 50), np.uint8)
    missing = int(chance.integers(_CHIPS)) if defect == DEFECTS[0] else -1
    for chip in range(_CHIPS):
        x, y, width, height, grey = (int(v) for v in layout.integers((0, 0, 12, 12, 20), (220, 220, 50, 50, 230)))
        if chip != missing:
            cv2.rectangle(board, (x, y), (x + width, y + height), (grey, grey, grey), -1)
    _spoil(board, defect, chance)
    movement = np.array([[1, 0, chance.uniform(-_JITTER, _JITTER)], [0, 1, chance.uniform(-_JITTER, _JITTER)]])
    placed = cv2.warpAffine(board, movement, (SIDE, SIDE), borderMode=cv2.BORDER_REFLECT_101).astype(np.float64)
    lit = placed * chance.uniform(1 - _LIGHT, 1 + _LIGHT) + chance.normal(0, 4, placed.shape)
    return np.clip(lit, 0, 255).astype(np.uint8)


def _spoil(board: Image, defect: str | None, chance: np.random.Generator) -> None:
    x, y = (int(v) for v in chance.integers(60, SIDE - 60, 2))
    if defect == DEFECTS[1]:
        cv2.line(board, (x, y), (x + 50, y + 30), (240, 240, 240), 2)
    elif defect == DEFECTS[2]:
        cv2.circle(board, (x, y), 60, (15, 12, 10), -1)
    elif defect == DEFECTS[3]:
        board[: SIDE // 2, : SIDE // 2] //= 5
