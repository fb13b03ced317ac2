"""Pictures with too much light or too little."""

import math

import numpy as np

from core.good_images.remark import Remark, RemarkKind
from core.good_images.table import Rows, Table
from core.good_images.usual import ENOUGH, Values, usual

_DARK = 8.0  # grey levels added to brightness: noise in the dark has little weight
_LEAST_APART = math.log(1.3)  # of brightness
_LEAST_CLIPPED = 0.05  # more of the picture than is usual
_MUCH_CLIPPED = 0.3  # of the picture, whatever is usual
_VERY_DARK = 40.0  # grey levels that not a hundredth of the picture exceeds

_OVER, _UNDER = RemarkKind.OVER_EXPOSED, RemarkKind.UNDER_EXPOSED


def over_exposed(table: Table, rows: Rows) -> list[Remark]:
    """Remarks on these pictures: each that has lost more in white or is brighter than the rest; or on all."""
    light, white = _light(table, rows), table.numbers("white", rows)
    few = len(rows) < ENOUGH
    burnt = white > _MUCH_CLIPPED if few else usual(white, _LEAST_CLIPPED).above(white)
    brighter = usual(light, _LEAST_APART).above(light) & ~burnt
    remarks = [
        Remark(_OVER, f"{name} is over-exposed: {100 * share:.0f} % of it is pure white.", (name,))
        for name, share in zip(table.named(rows[burnt]), white[burnt], strict=True)
    ]
    remarks += [
        Remark(_OVER, f"{name} is much brighter than the others.", (name,)) for name in table.named(rows[brighter])
    ]
    usually = float(np.median(white))
    if not few and usually > _MUCH_CLIPPED:
        remarks.append(Remark(_OVER, _MOST_WHITE.format(100 * usually)))
    return remarks


def under_exposed(table: Table, rows: Rows) -> list[Remark]:
    """Remarks on these pictures: each that has lost more in black or is darker than the rest; or on all."""
    light, black = _light(table, rows), table.numbers("black", rows)
    very_dark = table.numbers("brightest", rows) < _VERY_DARK
    most = very_dark.sum() * 2 > len(rows)
    darker = usual(light, _LEAST_APART).below(light) | (very_dark & np.bool_(not most))
    drowned = usual(black, _LEAST_CLIPPED).above(black) & ~darker
    remarks = [Remark(_UNDER, f"{name} is much too dark.", (name,)) for name in table.named(rows[darker])]
    remarks += [
        Remark(_UNDER, f"{name} is under-exposed: {100 * share:.0f} % of it is pure black.", (name,))
        for name, share in zip(table.named(rows[drowned]), black[drowned], strict=True)
    ]
    return [*remarks, Remark(_UNDER, _MOST_DARK)] if most else remarks


def _light(table: Table, rows: Rows) -> Values:
    return np.log(table.numbers("brightness", rows) + _DARK)


_MOST_DARK = "Most images are very dark. Give more light or a longer exposure, and take them anew."
_MOST_WHITE = (
    "About {:.0f} % of most images is pure white, where no defect can be seen. "
    "Unless that is the background, shorten the exposure."
)
