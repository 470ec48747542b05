"""SQuAD's own parts, and sets in its format."""

import ast
import io
from collections import Counter, defaultdict

import openpyxl

from first_stage.examples import answerable, place, unanswerable
from first_stage.repositories import read, read_json, read_lines
from first_stage.tokens import detokenize

DEV_TITLES = {"Warsaw", "Immune_system", "Civil_disobedience"}
"""Articles of SQuAD 2.0's development set that the reader is developed on."""
SHIFTS = ("new_wiki", "reddit", "amazon_reviews")


def squad_sets(root, held_titles):
    """Name and examples of each set of this family, less the articles that are held out."""
    sheet = squad2_dev(root)
    yield "squad2_dev_part", from_squad(sheet, "squad2_dev_part", held_titles)
    yield "squad2_train_part", from_squad(squad2_train(root), "squad2_train_part", held_titles)
    yield "squad1_part", squad1_val(root)
    xquad = read_json(root, "deepmind/xquad", "xquad.en.json")
    yield "xquad_en", from_squad(xquad, "xquad_en", held_titles | {a["title"] for a in sheet["data"]})
    for name in SHIFTS:
        shifted = read_json(root, "modestyachts/squadshifts-website", f"datasets/{name}_v1.0.json")
        yield f"shifts_{name}", from_squad(shifted, f"shifts_{name}", held_titles)


def from_squad(data, source, skip_titles):
    """The examples of what a file in SQuAD's format says, less the articles to be skipped."""
    for art in data["data"]:
        title = art.get("title", "")
        if title in skip_titles:
            continue
        for n, par in enumerate(art["paragraphs"]):
            for qa in par["qas"]:
                yield from _asked(qa, par["context"], source, f"{source}/{title or n}")


def _asked(qa, context, source, group):
    if qa.get("is_impossible"):
        yield unanswerable(qa["question"], context, source, "human_unanswerable", group)
    elif qa.get("answers"):
        # the most frequent answer, the first one on a tie
        texts = Counter((a["answer_start"], a["text"]) for a in qa["answers"])
        span = place(context, *texts.most_common(1)[0][0])
        if span:
            yield answerable(qa["question"], context, span, source, group)


def squad2_train(root):
    """The articles of SQuAD 2.0's training set that are public as a file, in SQuAD's format."""
    return read_json(root, "PhongNTDo/guide_train_MRC_transformers", "train-v2.0.json")


def squad2_dev(root):
    """The SQuAD 2.0 development set from a spreadsheet, in SQuAD's format."""
    blob = read(root, "pragyakatyayan/SQuAD_v2.0_Dataset", "squad_2.0_dev_complete_11873.xlsx")
    rows = openpyxl.load_workbook(io.BytesIO(blob), read_only=True).active.iter_rows(values_only=True)
    next(rows)
    pars = defaultdict(lambda: defaultdict(list))
    for title, contexts, *asked in rows:
        found = ast.literal_eval(contexts)
        if len(found) == 1:  # the sheet does not say to which passage a repeated question belongs
            pars[title][found[0]].append(_question_of_sheet(*asked))
    return {
        "data": [
            {"title": t, "paragraphs": [{"context": c, "qas": q} for c, q in p.items()]}
            for t, p in pars.items()
        ]
    }


def _question_of_sheet(question, qid, answers, starts, _plausible, _their_starts, impossible):
    refused = str(impossible) == "True"
    told = [] if refused else zip(*_answers_of_sheet(answers, starts), strict=False)
    return {
        "id": str(qid),
        "question": str(question),
        "is_impossible": refused,
        "answers": [{"text": text, "answer_start": start} for text, start in told],
    }


def _answers_of_sheet(answers, starts):
    if isinstance(starts, str):
        return ast.literal_eval(answers), ast.literal_eval(starts)
    return [answers], [int(starts)]


def squad1_val(root):
    """Examples from a tokenised sample of SQuAD 1.1."""
    repo, base = "liweijiang/QASystem", "data/squad/all_val/val."
    files = (read_lines(root, repo, base + part) for part in ("context", "question", "span"))
    for context, question, span in zip(*files, strict=False):
        first, last = map(int, span.split())
        text, spans = detokenize(context.split())
        if 0 <= first <= last < len(spans):
            where = (spans[first][0], spans[last][1])
            group = f"squad1_part/{context[:60]}"
            yield answerable(detokenize(question.split())[0], text, where, "squad1_part", group)
