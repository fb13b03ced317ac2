"""From a frame to a verdict."""
