"""The span reader alone, on three SQuAD 2.0 articles that it was not trained on.

Source: pragyakatyayan/SQuAD_v2.0_Dataset (GPL-3.0 for the packaging; SQuAD: CC BY-SA 4.0): Warsaw,
Immune_system and Civil_disobedience. The eleven articles of asmitapoddar/question-answering-SQuAD2.0-dcn are
held out; docs/model-card.md has the figures that they gave, once a release.

How it is counted: every question is read over its own passage, in windows as the product makes them. F1
and exact match as the official script counts (lower case, without articles and marks; the best of the
annotators' answers; an unanswerable question is right when refused). Refused is what scores under the
threshold that is best for F1 on these very questions ("best F1" of the official script). AUROC: of the
best span's score, for "has an answer".
Naive: the sentence with the most of the question's words; its share of them as the score (AUROC only).
"""

import ast
import io
import random
import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.measure import Measure, auroc, bootstrap, mean, share
from benchmarks.repositories import repository
from bot.answer.passages import sentence_ranges
from bot.engine.local.reader import read_spans
from bot.ground.words import content_words

NAME = "reader (SQuAD 2.0, 3 articles)"
REPOSITORY = "pragyakatyayan/SQuAD_v2.0_Dataset"
TITLES = ("Warsaw", "Immune_system", "Civil_disobedience")
Row = tuple[str, str, tuple[str, ...]]


def measures(data: Path, sample: int) -> Iterator[Measure]:
    """F1, exact match and AUROC over `sample` questions."""
    found = repository(data, REPOSITORY)
    if found is None:
        return
    rows = list(_rows(found.read("squad_2.0_dev_complete_11873.xlsx")))
    chosen = random.Random(7).sample(rows, min(sample, len(rows)))
    read = [_best(passage, question) for passage, question, _ in chosen]
    golds = [answers for _, _, answers in chosen]
    given = _with_refusals(read, golds)
    f1s = [_best_f1(text, answers) for text, answers in zip(given, golds, strict=True)]
    exact = [_is_exact(text, answers) for text, answers in zip(given, golds, strict=True)]
    wrong = tuple(
        f"{question} → {text or 'refused'} (wanted: {answers[0] if answers else 'refused'})"
        for (_, question, answers), text, value in zip(chosen, given, f1s, strict=True)
        if value < 0.5
    )
    has = [bool(answers) for answers in golds]
    overlap = auroc([_overlap(passage, question) for passage, question, _ in chosen], has)
    yield Measure(NAME, "F1", len(chosen), mean(f1s), None, 0.74, wrong, drawn=bootstrap(f1s, mean))
    yield Measure(NAME, "exact", len(chosen), share(exact))
    scored = list(zip((score for _, score in read), has, strict=True))
    drawn = bootstrap(scored, _auroc)
    yield Measure(
        NAME, "AUROC, answerable", len(chosen), _auroc(scored), overlap, 0.85, _misjudged(chosen, read), drawn
    )


def _auroc(scored: Sequence[tuple[float, bool]]) -> float:
    return auroc([score for score, _ in scored], [label for _, label in scored])


def _misjudged(chosen: Sequence[Row], read: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    """The unanswerable questions with the surest spans, and the answerable with the least sure, in turn."""
    scored = sorted(zip(chosen, read, strict=True), key=lambda each: each[1][1])
    sure = [each for each in reversed(scored) if not each[0][2]]
    unsure = [each for each in scored if each[0][2]]
    pairs = [each for pair in zip(sure, unsure, strict=False) for each in pair]
    return tuple(
        f"{row[1]} → {text!r} at {score:.1f} (has answer: {bool(row[2])})" for row, (text, score) in pairs
    )


def _rows(book: bytes) -> Iterator[Row]:
    import openpyxl

    table = openpyxl.load_workbook(io.BytesIO(book), read_only=True).active
    for title, context, question, _, answers, _, _, _, impossible in table.iter_rows(values_only=True):
        if title not in TITLES or len(passages := ast.literal_eval(context)) != 1:
            continue
        several = answers.startswith("[") if isinstance(answers, str) else False
        accepted = () if str(impossible) == "True" else ast.literal_eval(answers) if several else (answers,)
        yield passages[0], str(question), tuple(map(str, accepted))


def _best(passage: str, question: str) -> tuple[str, float]:
    span = max(read_spans(question, passage), key=lambda each: each.score, default=None)
    return (passage[span.start : span.end], span.score) if span else ("", -99.0)


def _with_refusals(read: Sequence[tuple[str, float]], golds: Sequence[Sequence[str]]) -> list[str]:
    """What is given when all that scores under the best threshold is refused."""
    ways = (
        [text if score >= threshold else "" for text, score in read]
        for threshold in sorted({score for _, score in read})
    )
    return max(ways, key=lambda way: sum(map(_best_f1, way, golds)))


def _best_f1(given: str, answers: Sequence[str]) -> float:
    if not answers or not given:
        return float(not answers and not given)
    return max(_f1(_plain(given), _plain(answer)) for answer in answers)


def _is_exact(given: str, answers: Sequence[str]) -> bool:
    return _plain(given) in [_plain(answer) for answer in answers] if answers else not given


def _f1(given: list[str], answer: list[str]) -> float:
    common = sum((Counter(given) & Counter(answer)).values())
    return 2 * common / (len(given) + len(answer)) if common else 0.0


def _plain(text: str) -> list[str]:
    bare = "".join(c for c in text.lower() if c not in string.punctuation)
    return re.sub(r"\b(?:a|an|the)\b", " ", bare).split()


def _overlap(passage: str, question: str) -> float:
    asked = {word.key for word in content_words(question)}
    sentences = [passage[start:end] for _, start, end in sentence_ranges(passage)]
    shares = (len(asked & {w.key for w in content_words(s)}) / max(1, len(asked)) for s in sentences)
    return max(shares, default=0.0)
