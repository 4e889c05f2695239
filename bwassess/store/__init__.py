"""Where it is kept: vault, database, projection, evidence, backups."""
