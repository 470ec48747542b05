"""Sets that ask about whole documents: QED (encyclopedia), FairytaleQA (stories), COVID-QA (papers)."""

import json
import re
import subprocess

from first_stage.chance import RNG
from first_stage.examples import answerable, place, unanswerable
from first_stage.repositories import names, read_json, read_lines, read_text, table

FAIRYTALES, SPLIT = "uci-soe/FairytaleQAData", "data-by-train-split/"


def document_sets(root):
    """Name and examples of each set of this family."""
    yield "qed", qed(root)
    yield "fairytaleqa", fairytale(root, 3500)
    yield "covidqa", covidqa(root, 2500)


def qed(root):
    """Examples from QED."""
    for line in read_lines(root, "google-research-datasets/QED", "qed-dev.jsonlines"):
        row = json.loads(line)
        answers = [a[0] for a in row["original_nq_answers"] if len(a) == 1]
        if not answers:
            continue
        short = min(answers, key=lambda a: len(a["string"]))
        span = place(row["paragraph_text"], short["start"], short["string"])
        if span:
            group = f"qed/{row['title_text']}"
            yield answerable(row["question_text"] + "?", row["paragraph_text"], span, "qed", group)


def fairytale(root, limit):
    """Examples from FairytaleQA whose answer stands in the story word for word."""
    out = []
    for path in names(root, FAIRYTALES, SPLIT + "questions/train/"):
        if not path.endswith("-questions.csv"):
            continue
        story = path.rsplit("/", 1)[1].removesuffix("-questions.csv")
        sections = _sections(root, story)
        if sections is not None:
            asked = table(read_text(root, FAIRYTALES, path))
            out += [e for q in asked if (e := _told_in_story(q, sections, f"fairytale/{story}"))]
    RNG.shuffle(out)
    return out[:limit]


def _sections(root, story):
    """The sections of a story by number; None where the repository has none of it."""
    try:
        text = read_text(root, FAIRYTALES, f"{SPLIT}section-stories/train/{story}-story.csv")
    except subprocess.CalledProcessError:
        return None
    return {s.get("section", "").strip(): s.get("text", "") for s in table(text)}


def _told_in_story(asked, sections, group):
    answer = (asked.get("answer1") or "").strip().rstrip(".").strip()
    context = sections.get((asked.get("cor_section") or "").strip())
    implied = asked.get("ex-or-im1", asked.get("ex-or-im", "explicit")).startswith("im")
    if not context or not answer or implied or len(answer.split()) > 15:
        return None
    hits = [m.start() for m in re.finditer(re.escape(answer.lower()), context.lower())]
    if len(hits) != 1:
        return None
    return answerable(asked["question"], context, (hits[0], hits[0] + len(answer)), "fairytaleqa", group)


def covidqa(root, limit):
    """Examples from COVID-QA, with another window of the same paper as a near miss."""
    data = read_json(root, "deepset-ai/COVID-QA", "data/question-answering/200423_covidQA.json")
    out = []
    for par in (par for art in data["data"] for par in art["paragraphs"]):
        context = par["context"]
        windows = list(windows_of(context))
        group = f"covidqa/{par.get('document_id', context[:30])}"
        for qa in par["qas"]:
            out += _in_windows(qa, context, windows, group)
    RNG.shuffle(out)
    return out[:limit]


def windows_of(text, size=150, step=110):
    """Start and end of overlapping windows of a text."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    for i in range(0, max(1, len(words) - size + step), step):
        part = words[i : i + size]
        if part:
            yield part[0][0], part[-1][1]


def _in_windows(qa, context, windows, group):
    answer = qa["answers"][0] if qa["answers"] else None
    span = place(context, answer["answer_start"], answer["text"]) if answer else None
    if not span or len(context[slice(*span)].split()) > 25:
        return
    start, end = span
    has = [w for w in windows if w[0] <= start and end <= w[1]]
    if not has:
        return
    lo, hi = RNG.choice(has)
    yield answerable(qa["question"], context[lo:hi], (start - lo, end - lo), "covidqa", group)
    told = context[start:end].lower()
    other = [w for w in windows if told not in context[slice(*w)].lower() and (w[1] <= start or end <= w[0])]
    if other:
        window = context[slice(*RNG.choice(other))]
        yield unanswerable(qa["question"], window, "covidqa", "other_window", group)
