"""Factory assessments where there is no network."""

__version__ = "0.1.0"
