"""Sync: enrol, send and get, who holds what."""
