"""A vault to look around in: invented factories, people, findings, drawn photos."""
