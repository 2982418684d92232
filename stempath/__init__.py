"""stempath: an offline advisor for careers in STEM."""

__version__ = "0.1.0"
