"""Briefwire: a news desk in which every fact carries the sentence that says it."""

__version__ = "0.1.0"
