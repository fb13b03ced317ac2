"""What measures speed and detection. Run one with `python -m benchmarks.NAME`."""
