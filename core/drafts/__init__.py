"""Unfinished teachings: what an engineer has chosen so far, kept on the disk until a recipe is made of it."""
