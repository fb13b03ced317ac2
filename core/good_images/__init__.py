"""Pictures of good parts as they come in: whether they can be taught."""
