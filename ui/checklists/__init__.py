"""Checklist versions: looked at, taken in, written out."""
