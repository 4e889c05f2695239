"""The door: a replica behind HTTP."""
