"""How this person likes the program, and what keeps the vault safe."""
