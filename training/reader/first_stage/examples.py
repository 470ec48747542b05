"""One example: a question, a passage, and where its answer stands there, if it does."""

import json
import re

SENT_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[\"“'(\[]?[A-Z0-9])")
NO_END = re.compile(
    r"(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|Inc|Co|vs|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
    r"|U\.S|U\.N)\."
)
"""Words whose full stop ends no sentence."""


def answerable(question, context, span, source, group):
    """An example whose answer is a span of the passage."""
    start, end = span
    return example(question, context, start, context[start:end], source, "answerable", group)


def unanswerable(question, context, source, kind, group):
    """An example whose passage has no answer; `kind` says how that came about."""
    return example(question, context, None, None, source, kind, group)


def example(question, context, start, answer, source, kind, group):
    """One example; answer and start are None where the passage has no answer."""
    return {
        "question": question.strip(),
        "context": context,
        "answer_start": start,
        "answer_text": answer,
        "source": source,
        "kind": kind,
        "group": group,
    }


def place(context, start, answer):
    """Where an answer stands, without white space around: at the start given, else nearest to it; or None."""
    if start is None or start < 0 or not answer.strip():
        return None
    start += len(answer) - len(answer.lstrip())
    answer = answer.strip()
    if context[start : start + len(answer)] != answer:
        near = [m.start() for m in re.finditer(re.escape(answer), context)]
        start = min(near, key=lambda p: abs(p - start), default=None)
    return None if start is None else (start, start + len(answer))


def sentences(text):
    """Character spans of the sentences of a passage (a plain rule, enough for negatives)."""
    spans, at = [], 0
    for m in SENT_END.finditer(text):
        before = text[: m.start()].split()
        if before and NO_END.fullmatch(before[-1]):
            continue
        spans.append((at, m.end()))
        at = m.end()
    if at < len(text):
        spans.append((at, len(text)))
    return spans


def write_jsonl(path, rows):
    """Writes examples, one a line."""
    with path.open("w") as f:
        f.writelines(json.dumps(e, ensure_ascii=False) + "\n" for e in rows)
