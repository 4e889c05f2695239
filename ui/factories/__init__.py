"""Factories: found, described, their visits at hand."""
