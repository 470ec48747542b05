"""Joins the two stages and adds questions in other words than the passage's.

Usage: python prepare_stage3.py --stage1 DIR --stage2 DIR --wordnet /usr/share/wordnet --out DIR

The reader believes an answer less when the question's words are not the passage's, as
readers' questions seldom are. So questions are seen again with one or two words replaced by a
synonym: another word of the sense that the word mostly has (WordNet 3.0, by its counts of a
tagged corpus). What has an answer keeps it, and what has none still has none.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from pathlib import Path

RNG = random.Random(31)
POS = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
ENDINGS = (("ies", "y"), ("s", ""), ("es", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
SURE = 0.7
"""So much of a word's use has to be of one sense."""
SHARE = 0.5
KEPT = ("answerable", "human_unanswerable")
LEFT = """what when where which whom whose that this there have been were with from into many much does did
name kind type year date people person city country state thing part also used some most first last"""
"""Words that are never replaced."""


class Synonyms:
    """Other words for a word, in the sense it mostly has."""

    def __init__(self, folder):
        counts, lines = defaultdict(Counter), {}
        for line in (folder / "cntlist.rev").read_text().splitlines():
            sense, number, count = line.split()
            word, rest = sense.split("%")
            counts[word][(rest[0], int(number))] += int(count)
        for pos in ("noun", "verb", "adj", "adv"):
            for line in (folder / f"data.{pos}").read_text("latin-1").splitlines():
                if line[:8].isdigit():
                    field = line.split()
                    size = int(field[3], 16)
                    lines[pos, field[0]] = [w.split("(")[0] for w in field[4 : 4 + 2 * size : 2]]
        self.of = {}
        for pos in ("noun", "verb", "adj", "adv"):
            for line in (folder / f"index.{pos}").read_text().splitlines():
                field = line.split()
                if line.startswith(" ") or not (seen := counts.get(field[0])):
                    continue
                (kind, number), most = seen.most_common(1)[0]
                places = [f for f in field if len(f) == 8 and f.isdigit()]
                if POS[kind] != pos or most < SURE * sum(seen.values()) or number > len(places):
                    continue
                others = [w for w in lines[pos, places[number - 1]] if w.islower()]
                self.of[field[0]] = [w.replace("_", " ") for w in others if w != field[0]]

    def for_word(self, word):
        """Words to put in a word's place, with its ending."""
        if self.of.get(word):
            return self.of[word]
        for ending, instead in ENDINGS:
            lemma = word[: -len(ending)] + instead
            if word.endswith(ending) and self.of.get(lemma):
                return [inflected(w, ending) for w in self.of[lemma]]
        return []


def inflected(word, ending):
    """A word with a regular ending on its first part."""
    head, _, rest = word.partition(" ")
    if ending in ("ies", "s", "es"):
        head = head[:-1] + "ies" if re.search(r"[^aeiou]y$", head) else head + "s"
    elif ending == "ed":
        head = head + "d" if head.endswith("e") else re.sub(r"([^aeiou])y$", r"\1i", head) + "ed"
    else:
        head = re.sub(r"e$", "", head) + "ing"
    return f"{head} {rest}".strip()


def reworded(question, context, synonyms):
    """The question with one or two words replaced, those that the passage has first; None without any."""
    there = context.lower()
    places = []
    for m in re.finditer(r"\b[a-z]{4,}\b", question):
        word = m.group()
        others = (
            [w for w in synonyms.for_word(word) if w[:5] not in there] if word not in LEFT.split() else []
        )
        if others:
            places.append((word[:5] not in there, RNG.random(), m.span(), RNG.choice(others)))
    if not places:
        return None
    chosen = sorted(places)[: RNG.choice((1, 1, 2))]
    for _, _, (start, end), other in sorted(chosen, key=lambda p: -p[2][0]):
        question = question[:start] + other + question[end:]
    return question


def rows(path):
    """The examples of a file."""
    with path.open() as f:
        return [json.loads(line) for line in f]


def main():
    """Writes train.jsonl; development is the second stage's."""
    ap = argparse.ArgumentParser()
    for name in ("stage1", "stage2", "wordnet", "out"):
        ap.add_argument(f"--{name}", type=Path, required=True)
    args = ap.parse_args()
    shut = {e["context"] for stage in (args.stage1, args.stage2) for e in rows(stage / "dev.jsonl")}
    joined = {}
    for stage in (args.stage2, args.stage1):
        for e in rows(stage / "train.jsonl"):
            if e["context"] not in shut:
                joined.setdefault((e["question"], e["context"]), e)
    examples = list(joined.values())
    synonyms = Synonyms(args.wordnet)
    for e in list(examples):
        if e["kind"] in KEPT and e["source"] != "news_speech" and RNG.random() < SHARE:
            question = reworded(e["question"], e["context"], synonyms)
            if question:
                examples.append(e | {"question": question, "source": f"reworded_{e['source']}"})
    args.out.mkdir(parents=True, exist_ok=True)
    with (args.out / "train.jsonl").open("w") as f:
        f.writelines(json.dumps(e, ensure_ascii=False) + "\n" for e in examples)
    counts = Counter(f"{e['source']}:{e['kind']}" for e in examples)
    (args.out / "counts.json").write_text(json.dumps(dict(counts.most_common()), indent=1))


if __name__ == "__main__":
    main()
