"""Everything that works without a screen: sources, the detector, teaching, judging, recipes, commands."""
