"""The version of Upshot, where every room may read it; the package's front door leans on all rooms."""

__version__ = "0.1.0"
