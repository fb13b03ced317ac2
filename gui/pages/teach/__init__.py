"""The Teach page: a wizard from a product to its recipe."""
