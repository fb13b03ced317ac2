"""The Review page: what was inspected, and what people say of it."""
