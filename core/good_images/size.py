"""Pictures of another size or aspect than the rest."""

import math
from collections import Counter

import numpy as np

from core.good_images.remark import Remark, RemarkKind
from core.good_images.table import Rows, Table
from core.good_images.usual import usual

Size = tuple[int, int]
"""Width and height in pixels."""

_MOST = 0.8  # of the pictures: these have the size that others differ from
_FEWEST = 3  # pictures of which one can differ
_LEAST_ASPECT, _LEAST_SIDE = math.log(1.5), math.log(3.0)  # where sizes vary anyway
_SAME_ASPECT = math.log(1.02)


def other_sizes(table: Table, rows: Rows) -> list[Remark]:
    """Remarks on those of these pictures that have another size than most, or stand out where all differ."""
    width, height = table.numbers("width", rows), table.numbers("height", rows)
    sizes = Counter(zip(width.astype(int).tolist(), height.astype(int).tolist(), strict=True)).most_common()
    if len(rows) < _FEWEST or len(sizes) == 1:
        return []
    common, count = sizes[0]
    differing = rows[(width != common[0]) | (height != common[1])]
    if count >= min(_MOST * len(rows), len(rows) - 1):
        return [_differs(table, row, common) for row in differing]
    if len(sizes) == 2:
        return _two_shapes(table.named(differing), sizes[1][0], common)
    aspect, side = np.log(width / height), np.log(width * height) / 2
    wide, large = usual(aspect, _LEAST_ASPECT), usual(side, _LEAST_SIDE)
    far = wide.above(aspect) | wide.below(aspect) | large.above(side) | large.below(side)
    return [_stands_out(table, row) for row in rows[far]]


def _differs(table: Table, row: int, common: Size) -> Remark:
    name = table.names[row]
    return Remark(
        RemarkKind.SIZE, f"{name} has {_text(_size(table, row))} pixels, most others have {_text(common)}.", (name,)
    )


def _two_shapes(names: tuple[str, ...], size: Size, common: Size) -> list[Remark]:
    if abs(math.log(size[0] / size[1]) - math.log(common[0] / common[1])) <= _SAME_ASPECT:
        return []
    sentence = (
        f"{len(names)} images have {_text(size)} pixels, the others {_text(common)}: they are of another shape. "
        "Teach pictures of one camera that are all cut alike."
    )
    return [Remark(RemarkKind.SIZE, sentence, names)]


def _stands_out(table: Table, row: int) -> Remark:
    name = table.names[row]
    sentence = f"{name} has {_text(_size(table, row))} pixels: its size or shape is far from that of the others."
    return Remark(RemarkKind.SIZE, sentence, (name,))


def _size(table: Table, row: int) -> Size:
    only = np.array([row])
    return int(table.numbers("width", only)[0]), int(table.numbers("height", only)[0])


def _text(size: Size) -> str:
    return f"{size[0]} × {size[1]}"
