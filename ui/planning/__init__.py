"""A new assessment, planned before the visit."""
