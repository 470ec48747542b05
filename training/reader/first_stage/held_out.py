"""Passages that no training may see, and what is too like them."""

import re

LETTERS = 60
"""A passage that shares so many letters in a row with a closed one is closed as well."""


def squeeze(text):
    """The letters and digits of a text, in lower case."""
    return re.sub(r"\W+", "", text.lower())


def pieces(text):
    """Every run of so many letters of a text."""
    letters = squeeze(text)
    return (letters[i : i + LETTERS] for i in range(max(1, len(letters) - LETTERS + 1)))


class Closed:
    """The passages of some articles in SQuAD's format, closed to training."""

    def __init__(self, articles):
        contexts = [par["context"] for art in articles for par in art["paragraphs"]]
        self.pieces = {piece for context in contexts for piece in pieces(context)}
        self.known = {}

    def __contains__(self, text):
        if text not in self.known:
            self.known[text] = any(piece in self.pieces for piece in pieces(text))
        return self.known[text]
