"""Colours, type and icons, and their change while the window is open."""
