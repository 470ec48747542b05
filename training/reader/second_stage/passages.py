"""The passages of SQuAD's training set, from samples of it in several repositories."""

import csv

from first_stage.held_out import squeeze
from first_stage.repositories import read_json, read_lines, read_text, table
from first_stage.squad import squad2_train
from first_stage.tokens import PTB, detokenize

from second_stage.questions import rejoin

FEWEST_WORDS = 20
PUT_TOGETHER = (40, 110)
"""At least so many words make a passage of single sentences; from so many on the next one begins."""


def passages(root, closed):
    """Every passage that can be had whole, once: (passage, where it was found)."""
    pool = {}
    for text, source in _samples(root):
        text = text.strip()
        key = squeeze(text)
        if len(text.split()) >= FEWEST_WORDS and key not in pool and text not in closed:
            pool[key] = (text, source)
    return list(pool.values())


def _samples(root):
    for art in squad2_train(root)["data"]:
        for par in art["paragraphs"]:
            yield par["context"], "ten_articles"
    csv.field_size_limit(10**8)
    for name in ("Mutual_Exclusion", "Number_Swap"):
        rows = read_text(root, "Julien-ser/UnAnswGen", f"Data/Final_Unanswerable_{name}.csv")
        for row in table(rows):
            yield row["context"], "unanswgen_passages"
    for part in ("train", "valid", "test"):
        for row in read_json(root, "EmptyCityJK/flan-response-evaluator", f"data/squad/{part}.json"):
            yield row["context"], "flan_passages"
    for line in read_lines(root, "liweijiang/QASystem", "data/squad/all_val/val.context"):
        yield detokenize(line.split())[0], "qasystem_passages"


def sentence_passages(root, closed):
    """Passages of a tenth of the SQuAD articles, put together from the sentences with questions.

    Lower case, in the order of the article; a sentence without a question is missing.
    Gives the passages and, for each line of the two files, (question, passage, sentence's start, end).
    """
    sentences, questions = (
        [_mended(line) for line in read_lines(root, "xinyadu/nqg", f"data/processed/{name}-test.txt")]
        for name in ("src", "tgt")
    )
    found, asked, part = [], [], _Part()
    for tokens, question in zip(sentences, questions, strict=False):
        sentence = detokenize(tokens)[0]
        if sentence not in part.places and len(part.text.split()) >= PUT_TOGETHER[1]:
            part.close(found, asked, closed)
            part = _Part()
        part.add(sentence, rejoin(question))
    part.close(found, asked, closed)
    return found, asked


def _mended(line):
    """The tokens of a line, brackets as the treebank writes them."""
    return [t.upper() if t.startswith("-") and t.upper() in PTB else t for t in line.split()]


class _Part:
    """A passage as it grows by a sentence at a time, with what is asked about it."""

    def __init__(self):
        self.text, self.places, self.asked = "", {}, []

    def add(self, sentence, question):
        """Takes a sentence in, unless it is there already, and its question."""
        if sentence not in self.places:
            start = len(self.text) + bool(self.text)
            self.text = f"{self.text} {sentence}".strip()
            self.places[sentence] = (start, start + len(sentence))
        self.asked.append((question, sentence))

    def close(self, found, asked, closed):
        """Adds the passage to those found, and its questions to those asked, if it is long enough."""
        if len(self.text.split()) >= PUT_TOGETHER[0] and self.text not in closed:
            asked.extend((question, len(found), *self.places[sentence]) for question, sentence in self.asked)
            found.append(self.text)
