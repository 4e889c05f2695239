"""The program in a terminal: one module a noun, each loading what it needs when run."""
