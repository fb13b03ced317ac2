"""Icons and the style sheet, found through importlib.resources."""
