"""The version of the program, written once; the build reads it too."""

__version__ = "0.1.0"
