"""Parts drawn by ourselves, so that the demo needs nothing else."""
