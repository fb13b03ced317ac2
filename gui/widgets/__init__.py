"""What several pages are made of: one module a widget."""
