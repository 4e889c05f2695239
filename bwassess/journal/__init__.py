"""Every change, once: changes, heads, merge, signed batches. Pure."""
