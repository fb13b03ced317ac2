"""Pictures that are out of focus."""

from core.good_images.remark import Remark, RemarkKind
from core.good_images.table import Rows, Table
from core.good_images.usual import usual

_LEAST_LESS = 0.2  # of detail, a logarithm
_NO_EDGES = 0.25  # of edges: a step blurred by 5 pixels in 640


def blurred(table: Table, rows: Rows) -> list[Remark]:
    """Remarks on these pictures: each that is less sharp than the rest, or all when none is sharp."""
    edges, detail = table.numbers("edges", rows), table.numbers("detail", rows)
    common = usual(detail, _LEAST_LESS)
    flat = edges < _NO_EDGES  # NaN is not: where there are no edges, focus can't be seen
    if flat.sum() * 2 > len(rows):
        sentence = "Most images are out of focus. Set the lens sharp and take them anew, unless the part has no edges."
        return [Remark(RemarkKind.BLURRED, sentence)]
    return [_remark(table.names[row]) for row in rows[flat | (common.median - detail > common.far)]]


def _remark(name: str) -> Remark:
    return Remark(RemarkKind.BLURRED, f"{name} is blurred. Leave it out, or take it anew in focus.", (name,))
