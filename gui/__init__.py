"""The window: widgets show and ask, workers on threads call core."""
