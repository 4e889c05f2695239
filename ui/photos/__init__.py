"""Photos in large."""
