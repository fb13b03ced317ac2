"""The array types that the drawing shares."""

import numpy as np
import numpy.typing as npt

Field = npt.NDArray[np.float32]
"""Numbers for n pixels, (n,), or for places of a plane, (h, w).

Points and colours come as planes, (3, n) or (3, h, w), which numpy works through several times faster than through
triples; colours are RGB, 0 to 255.
"""

Mask = npt.NDArray[np.bool_]
"""True for the chosen pixels."""

Indices = npt.NDArray[np.intp]
"""Which of a list, in rising order."""
