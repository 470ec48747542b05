"""Makes examples of our own questions about news, read in the windows that the product reads.

Usage: python prepare_news.py --questions news --onestop REPO --stage2 DIR --out DIR

`news/questions.jsonl` has the questions (`q`), each with where its answer stands in the text (`at`, null
where there is none). The reports and features of our own are in `news/reports.jsonl`; the other texts are
of the OneStop English corpus (CC BY-SA 4.0) and are read from its repository. Each question is seen in two
windows that hold its answer, of one sentence up to about 75 words, and in one of the same article that
does not. One without an answer is seen in the windows that share most words with it. Questions that
ask for words are asked once more for yes or no, with an answer put into them, right or wrong. Every
eighth text is left for development (`dev.jsonl`). A share of stage 2 goes with the rest, so that what was
learnt before is not forgotten.
"""

import argparse
import json
import random
import re
import subprocess
import unicodedata
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

from features import read_jsonl

RNG = random.Random(41)
END = re.compile(r"(?<=[.!?…])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
MOST_WORDS = 75
MOST_OF_ONE_STOP = 800
"""So many words of a OneStop text were read when the questions were written."""
REPLAYED = 0.5
"""So many examples of stage 2 for each of these; with `--seen` a third of it."""
SEEN, SEEN_VERDICT, OTHER_WINDOW = 0.35, 0.8, 0.45
"""Shares where a version goes on from one that saw some of the questions (`--seen`)."""
EVERY = 8
PREPOSITIONS = {
    "in",
    "on",
    "at",
    "near",
    "from",
    "to",
    "outside",
    "inside",
    "off",
    "by",
    "after",
    "before",
    "since",
    "until",
    "during",
    "between",
    "across",
}
AUX, BE = "(was|were|is|are|will|would|has|have|had|can|could)", "(was|were|is|are)"
DO = "(did|does|do|will|would|can|could)"
PUT_IN = {
    kind: [(re.compile(pattern, re.IGNORECASE), form) for pattern, form in ways]
    for kind, ways in {
        "who": [
            (rf"who {AUX} (\w+ .*|\w+)$", "{0} {put} {1}"),
            (rf"who(?:m)? {DO} (.+)$", "{0} {1} {put}"),
            (r"who (\w+(?:ed|t|d|w|n|k|de|me|ve|s)\b.*)$", "was it {put} who {0}"),
        ],
        "when": [(rf"when {AUX[:-1]}|did|does|do) (.+)$", "{0} {1} {put}")],
        "where": [(rf"where {AUX[:-1]}|did|does|do) (.+)$", "{0} {1} {put}")],
        "how_many": [
            (rf"how many (\w+(?: \w+)?) {BE} (.+)$", "{1} {put} {0} {2}"),
            (rf"how many (\w+(?: \w+)?) {DO} (.+)$", "{1} {2} {put} {0}"),
        ],
        "how_much": [(rf"how much {DO} (.+)$", "{0} {1} {put}")],
        "how_old": [(rf"how old {BE} (.+)$", "{0} {1} {put}")],
        "how_long": [(rf"how long {DO} (.+)$", "{0} {1} {put}")],
    }.items()
}
"""How a question that asks for words becomes one for yes or no with an answer put into it."""


def onestop(repository, name):
    """A text of the corpus: paragraphs of more than four words, separated by a blank line."""
    path = f"HEAD:Texts-SeparatedByReadingLevel/Adv-Txt/{name}.txt"
    raw = subprocess.check_output(["git", "-C", str(repository), "show", path])
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    paragraphs, size = [], 0
    for line in unicodedata.normalize("NFC", text).replace("\r", "").split("\n"):
        words = line.split()
        if len(words) > 4 and size <= MOST_OF_ONE_STOP:
            paragraphs.append(" ".join(words))
            size += len(words)
    return "\n\n".join(paragraphs)


def sentences(text):
    """Start and end of each sentence, roughly."""
    cuts = [0, *(mark.end() for mark in END.finditer(text)), len(text)]
    return [(a, b) for a, b in pairwise(cuts) if text[a:b].strip()]


def window(text, ends, centre, most):
    """Characters of a run of sentences around one of them, of about `most` words."""
    first = last = centre
    while True:
        wider = [n for n in (first - 1, last + 1) if 0 <= n < len(ends)]
        RNG.shuffle(wider)
        fits = [n for n in wider if len(text[ends[min(first, n)][0] : ends[max(last, n)][1]].split()) <= most]
        if not fits:
            return ends[first][0], ends[last][1]
        first, last = min(first, fits[0]), max(last, fits[0])


def keys(text):
    """The words of a text, cut to six letters."""
    return {word[:6] for word in re.findall(r"[a-z]{3,}|\d+", text.lower())}


def nearest(question, text, ends):
    """The sentences that share most words with the question, the best first."""
    asked = keys(question)
    return sorted(range(len(ends)), key=lambda n: -len(asked & keys(text[ends[n][0] : ends[n][1]])))


def examples(item, text, ends, group):
    """The windows of one question."""
    told = {"verdict": int(item["v"] == "yes")} if item.get("v") and item["at"] else {}

    def example(span, start, kind):
        answer = text[slice(*item["at"])] if start is not None else ""
        return (told if start is not None else {}) | {
            "question": item["q"],
            "context": text[span[0] : span[1]].rstrip(),
            "answer_start": start - span[0] if start is not None else 0,
            "answer_text": answer,
            "source": "own_news",
            "kind": kind,
            "group": group,
        }

    near = nearest(item["q"], text, ends)
    if item["at"] is None:
        for centre in near[:2]:
            yield example(
                window(text, ends, centre, RNG.choice((45, MOST_WORDS))), None, "human_unanswerable"
            )
        return
    start, end = item["at"]
    own = next(n for n, (a, b) in enumerate(ends) if a <= start < b)
    spans = {window(text, ends, own, most) for most in (RNG.choice((0, 40)), MOST_WORDS)}
    for a, b in sorted(spans):
        if a <= start and end <= b:
            yield example((a, b), start, "answerable")
    elsewhere = [window(text, ends, n, MOST_WORDS) for n in near if abs(n - own) > 1][:6]
    apart = [
        s
        for s in elsewhere
        if text[start:end].lower() not in text[s[0] : s[1]].lower() and (s[1] <= start or s[0] >= end)
    ]
    if apart:
        yield example(apart[0], None, "other_window")


def as_yes_no(item, text, items):
    """The question with an answer put into it, the right one or another's of its kind, where it can be."""
    if item["at"] is None or item["k"] not in PUT_IN:
        return None
    others = [
        each["at"]
        for each in items
        if each["at"] and each["k"] == item["k"] and not alike(text, each["at"], item["at"])
    ]
    right = not others or RNG.random() < 0.5
    put = told_with_preposition(text, item["at"] if right else RNG.choice(others), item["k"])
    for pattern, form in PUT_IN[item["k"]]:
        match = pattern.match(item["q"].strip().rstrip("?"))
        if match:
            asked = form.format(*match.groups(), put=put)
            return item | {"q": asked[0].upper() + asked[1:] + "?", "v": "yes" if right else "no"}
    return None


def alike(text, one, other):
    """Whether two answers share a word or a place in the text."""
    words = [set(re.findall(r"\w+", text[slice(*at)].lower())) for at in (one, other)]
    return bool(words[0] & words[1]) or (one[0] < other[1] and other[0] < one[1])


def told_with_preposition(text, at, kind):
    """An answer as it stands in the text, a time or place with what leads it in."""
    before = text[: at[0]].rstrip().rpartition(" ")[2].lower()
    lead = before + " " if kind in ("when", "where") and before in PREPOSITIONS else ""
    return lead + text[slice(*at)]


def texts(folder, repository):
    """Name, text and questions of each article."""
    own = {row["article"]: row["text"] for row in read_jsonl(folder / "reports.jsonl")}
    asked = defaultdict(list)
    for row in read_jsonl(folder / "questions.jsonl"):
        asked[row["article"]].append(row)
    for name, items in asked.items():
        yield name, own.get(name) or onestop(repository, name.removeprefix("onestop/")), items


def share(example, seen, is_new):
    """How likely an example is taken: all of them where none was seen before, else few of those that were."""
    if not seen:
        return 1.0
    known = 1.0 if is_new else SEEN_VERDICT if "verdict" in example else SEEN
    return known * (OTHER_WINDOW if example["kind"] == "other_window" else 1.0)


def main():
    """Writes train.jsonl, dev.jsonl and counts.json."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--questions", type=Path, required=True)
    ap.add_argument("--onestop", type=Path, required=True)
    ap.add_argument("--stage2", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument(
        "--seen", type=int, default=0, help="so many lines of the questions another version was trained on"
    )
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    train, dev = [], []
    new = {row["article"] for row in read_jsonl(args.questions / "questions.jsonl")[args.seen :]}
    for number, (name, text, items) in enumerate(texts(args.questions, args.onestop)):
        ends = sentences(text)
        rows = dev if number % EVERY == EVERY - 1 else train
        put = [each for item in items if (each := as_yes_no(item, text, items)) and rows is train]
        for item in (*items, *put):
            made = examples(item, text, ends, f"own_news/{name}")
            rows += [e for e in made if rows is dev or RNG.random() < share(e, args.seen, name in new)]
    known = [
        e
        for e in read_jsonl(args.stage2 / "train.jsonl")
        if e["kind"] in ("answerable", "human_unanswerable") and e["source"] != "qamr"
    ]
    replayed = REPLAYED / 3 if args.seen else REPLAYED
    train += RNG.sample(known, min(len(known), int(replayed * len(train))))
    RNG.shuffle(train)
    for name, rows in (("train", train), ("dev", dev)):
        (args.out / f"{name}.jsonl").write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        )
    counts = {
        name: dict(Counter(f"{e['source']}:{e['kind']}" for e in rows))
        for name, rows in (("train", train), ("dev", dev))
    }
    (args.out / "counts.json").write_text(json.dumps(counts, indent=1) + "\n")
    print(json.dumps(counts, indent=1))


if __name__ == "__main__":
    main()
