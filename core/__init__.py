"""Everything that works without a screen: sources, the detector, teaching, judging, recipes, commands."""

import os

# Threads of OpenMP, torch's on Linux, spin while they wait for each other, and take the core from whatever else the
# station runs; waking one that sleeps costs time too. This is between the two. Must be set before torch is imported.
os.environ.setdefault("GOMP_SPINCOUNT", "5000")
