"""What measures speed and detection. Run one with `python -m benchmarks.NAME`."""

import core  # noqa: F401 - before torch: sets how its threads wait
