"""The Inspect page: the part, its verdict, and how the shift goes."""
