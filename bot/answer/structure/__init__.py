"""Answers read off the build of a sentence: the clause that gives a reason, the phrase that gives a place."""
