"""From score maps and arrays to pictures on the screen, made in any thread."""
