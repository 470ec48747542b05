"""News under a free licence, in passages."""

import re

from first_stage.repositories import names, read, read_text

from second_stage.chance import RNG

ONESTOP, GUM = "nishkalavallabhi/OneStopEnglishCorpus", "amir-zeldes/gum"
LEVELS = ("Advanced", "Intermediate", "Elementary")
STRAIGHT = {8220: 34, 8221: 34, 8216: 39, 8217: 39}
"""Quotation marks as a typewriter has them."""


def news_passages(root, closed):
    """Passages of 90 to 170 words: (text, document)."""
    found = [(text, name) for name, lines in (*_onestop(root), *_gum(root)) for text in _in_passages(lines)]
    return [(text, name) for text, name in found if text not in closed and len(text.split()) < 320]


def _onestop(root):
    for path in names(root, ONESTOP, "Texts-SeparatedByReadingLevel/"):
        if path.endswith(".txt") and ("/Adv-Txt/" in path or "/Int-Txt/" in path):
            raw = read_text(root, ONESTOP, path).replace("\ufeff", "")
            lines = [s.strip() for s in raw.splitlines() if s.strip() and s.strip() not in LEVELS]
            yield "onestop/" + re.sub(r"-(?:adv|int)\.txt$", "", path.rsplit("/", 1)[1]), lines


def _gum(root):
    for path in names(root, GUM, "dep/"):
        if re.search(r"GUM_(?:news|interview)_\w+\.conllu$", path):
            sentences = re.findall(r"^# text = (.+)$", read(root, GUM, path).decode(), re.M)
            yield "gum/" + path.rsplit("/", 1)[1], sentences


def _in_passages(lines):
    """A document's lines, joined until there are enough words."""
    part = []
    for line in lines:
        part.append(line.translate(STRAIGHT))
        if len(" ".join(part).split()) >= RNG.randint(90, 150):
            yield " ".join(part)
            part = []
    if len(" ".join(part).split()) >= 30:
        yield " ".join(part)
