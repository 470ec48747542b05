"""What of a set is for training and what for development, and the near misses that are added to each."""

import zlib

from first_stage.chance import RNG
from first_stage.near_misses import entity_swapped, hard_passages, sentence_removed
from first_stage.squad import DEV_TITLES

DEV_PERCENT = {
    "shifts_new_wiki": 8,
    "shifts_reddit": 8,
    "shifts_amazon_reviews": 4,
    "qamr": 4,
    "speech_rules": 4,
    "qanom": 4,
    "qadiscourse": 4,
}
UNRELATED = ("shifts_reddit", "shifts_amazon_reviews")
"""These two hold unrelated posts under one title."""
NO_NEIGHBOURS = (*UNRELATED, "qed", "qanom")
"""Sets whose groups have no second passage that would be nearer than another set's."""
SHARES = {  # hard passage, sentence removed, entity swapped
    "squad2_dev_part": (0.30, 0.25, 0.15),
    "squad2_train_part": (0.40, 0.35, 0.35),
    "squad1_part": (0.40, 0.40, 0.35),
    "xquad_en": (0.4, 0.4, 0.3),
    "shifts_new_wiki": (0.35, 0.40, 0.35),
    "shifts_reddit": (0.25, 0.35, 0.25),
    "shifts_amazon_reviews": (0.20, 0.30, 0.20),
    "qamr": (0.18, 0.22, 0.25),
    "qanom": (0.15, 0, 0),
    "qadiscourse": (0.2, 0, 0.1),
    "qed": (0.4, 0.4, 0.3),
    "fairytaleqa": (0.25, 0.4, 0.1),
    "covidqa": (0, 0, 0),
    "speech_rules": (0.15, 0.25, 0),
}


def divided(name, rows):
    """The examples for training and those for development, each with its near misses."""
    train, dev = [e for e in rows if not is_dev(e)], [e for e in rows if is_dev(e)]
    return train + near_misses(name, train), dev + near_misses(name, dev)


def is_dev(e):
    """Whether an example is for development: whole articles, never seen in training."""
    if e["source"] == "squad2_dev_part":
        return e["group"].split("/", 1)[1] in DEV_TITLES
    unit = e["context"] if e["source"] in UNRELATED else e["group"]
    return zlib.crc32(unit.encode()) % 100 < DEV_PERCENT.get(e["source"], 0)


def near_misses(name, rows):
    """The near misses made of a set's examples."""
    told = [e for e in rows if e["answer_text"]]
    hard, removed, swapped = SHARES[name]
    scope = "source" if name in NO_NEIGHBOURS else "group"
    made = []
    if told:
        made += hard_passages(told, hard, scope, RNG) if hard else []
        made += sentence_removed(told, removed, RNG) if removed else []
        made += entity_swapped(told, swapped, RNG) if swapped else []
    return made
