"""Questions of SQuAD without their passages: those that have an answer, and those that have none."""

import io
import re
import zipfile

from first_stage.repositories import read, read_lines
from first_stage.tokens import PTB

SPLIT_OFF = re.compile(r" ('s|'re|'ve|'ll|'d|'m|n't|[.,;:?!%)\]])(?= |$)")


def rejoin(tokens):
    """Joins the tokens of a question."""
    text = " ".join(PTB.get(t, t) for t in tokens)
    text = SPLIT_OFF.sub(r"\1", text)
    text = re.sub(r"([(\[$£€]) ", r"\1", text)
    return re.sub(r'" ([^"]*?) "', r'"\1"', text)


def unanswerable_questions(root):
    """Every unanswerable question of SQuAD 2.0, by id."""
    with zipfile.ZipFile(io.BytesIO(read(root, "antest1/SQuAD2-CR", "SQuAD2_CR_20191127.zip"))) as z:
        lines = z.read("rationales/word_att_extended.tsv").decode().splitlines()[1:]
    fields = (line.split("\t") for line in lines)
    return {qid: rejoin(question.split()) for qid, question, _ in fields}


def answered_questions(root):
    """SQuAD 1.1 training questions: (question, answer, number of its first word)."""
    repo, base = "liweijiang/QASystem", "data/squad/all_train/train."
    vocabulary = read_lines(root, repo, "data/squad/vocab.dat")
    files = (read_lines(root, repo, base + part) for part in ("ids.question", "answer", "span"))
    for line, answer, span in zip(*files, strict=False):
        words = [vocabulary[int(i)] for i in line.split()]
        if "<unk>" not in words:
            yield rejoin(words), answer, int(span.split()[0])
