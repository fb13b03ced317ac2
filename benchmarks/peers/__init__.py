"""Detectors of others, measured beside ours; each runs in an environment that has nothing of Filbert in it."""
