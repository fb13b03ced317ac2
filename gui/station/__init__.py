"""The station: recipe, source, run, counts, and what people say of its parts."""
