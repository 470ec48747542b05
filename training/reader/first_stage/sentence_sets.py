"""Sets that ask about single sentences of Wikipedia and Wikinews: QAMR, QANom, QADiscourse."""

import csv
import io
import zipfile
from collections import defaultdict
from itertools import islice

from first_stage.chance import RNG
from first_stage.examples import answerable
from first_stage.repositories import read, read_lines, table
from first_stage.tokens import detokenize

QADISCOURSE = ("wikinews_train", "wikinews_dev", "wikinews_test", "wikipedia_dev", "wikipedia_test")


def sentence_sets(root, wiki):
    """Name and examples of each set of this family."""
    yield "qamr", qamr(root, wiki, 24000)
    yield "qanom", qanom(root, 2500)
    yield "qadiscourse", qadiscourse(root, 3000)


def document(sentence_id):
    """The document that a sentence is of."""
    return ":".join(sentence_id.split(":")[:3])


def group(sentence_id):
    """The group of an example: its document, whichever of the sets asks."""
    return f"wiki1k/{document(sentence_id)}"


def qanom_files(root):
    """Name and text of each table of QANom."""
    with zipfile.ZipFile(io.BytesIO(read(root, "kleinay/QANom", "qanom_dataset.zip"))) as z:
        return [(name, z.read(name).decode()) for name in z.namelist() if name.endswith(".csv")]


class WikiSentences:
    """The sentences that these sets share: their tokens, and for each document its sentences in order."""

    def __init__(self, root):
        lines = read_lines(root, "uwnlp/qamr", "data/wiki-sentences.tsv")
        self.tokens = {sid: sentence.split() for sid, sentence in (line.split("\t")[:2] for line in lines)}
        for _, text in qanom_files(root):
            for row in table(text):
                self.tokens.setdefault(row["qasrl_id"], row["sentence"].split())
        self.documents = self._in_order()

    def _in_order(self):
        found = defaultdict(list)
        for sid in self.tokens:
            parts = sid.split(":")
            if parts[0] == "Wiki1k":
                found[document(sid)].append((int(parts[3]), int(parts[4]), sid))
        return {name: [sid for _, _, sid in sorted(places)] for name, places in found.items()}

    def around(self, sid, width):
        """A sentence with at most `width` others on each side: the text, and where its tokens stand."""
        text, spans = "", []
        for each in self._near(sid, width):
            piece, found = detokenize(self.tokens[each])
            text += " " if text else ""
            if each == sid:
                spans = [(len(text) + start, len(text) + end) for start, end in found]
            text += piece
        return text, spans

    def _near(self, sid, width):
        order = self.documents.get(document(sid), [sid])
        at = order.index(sid)
        first = max(0, at - RNG.randint(0, width))
        return order[first : at + 1 + RNG.randint(0, width)]

    def passages(self, size=6, step=5):
        """Every document in runs of sentences: (text, group)."""
        for name, ids in self.documents.items():
            for lo in range(0, len(ids), step):
                told = (detokenize(self.tokens[sid])[0] for sid in ids[lo : lo + size])
                yield " ".join(told), f"wiki1k/{name}"


def qamr(root, wiki, limit):
    """Examples from QAMR, with neighbouring sentences around."""
    files = (read_lines(root, "uwnlp/qamr", f"data/filtered/{split}.tsv") for split in ("dev", "test"))
    rows = [row for lines in files for line in lines if (row := _agreed(line.split("\t"), wiki))]
    RNG.shuffle(rows)
    for sid, question, words in rows[:limit]:
        text, spans = wiki.around(sid, RNG.choice([0, 1, 2, 4]))
        yield answerable(question, text, (spans[words[0]][0], spans[words[-1]][1]), "qamr", group(sid))


def _agreed(field, wiki):
    """Sentence, question and the answer's words, where these are in a row and a second person agrees."""
    sid, question, answer = field[0], field[5], field[6]
    if sid not in wiki.tokens or not answer.strip():
        return None
    words = [int(i) for i in answer.split()]
    if words != list(range(words[0], words[-1] + 1)) or words[-1] >= len(wiki.tokens[sid]):
        return None
    others = [response.split(":")[1].split() for response in field[7:9] if ":" in response]
    agreed = any(int(i) in words for response in others for i in response if i.isdigit())
    return (sid, question, words) if agreed else None


def qanom(root, limit):
    """Examples from QANom."""
    rows = {}
    for row in table(dict(qanom_files(root))["annot.train.csv"]):
        if row["question"] and row["answer_range"]:
            rows.setdefault((row["qasrl_id"], row["question"]), row)
    rows = list(rows.values())
    RNG.shuffle(rows)
    for row in rows[:limit]:
        first, end = map(int, row["answer_range"].split("~!~")[0].split(":"))
        text, spans = detokenize(row["sentence"].split())
        if first < end <= len(spans):
            where = (spans[first][0], spans[end - 1][1])
            yield answerable(row["question"], text, where, "qanom", group(row["qasrl_id"]))


def qadiscourse(root, limit):
    """Examples from QADiscourse."""
    rows = []
    for name in QADISCOURSE:
        text = read(root, "ValentinaPy/QADiscourse", f"Dataset/{name}.tsv").decode()
        rows += table(text, delimiter="\t", quoting=csv.QUOTE_NONE)
    RNG.shuffle(rows)
    return islice((e for row in rows if (e := _discourse(row))), limit)


def _discourse(row):
    """The example of a row whose answer stands in its sentence once, word for word; or None."""
    question = (row.get("full_question") or "").strip().replace(" ?", "?")
    sentence, told = row.get("sentence") or "", (row.get("full_answer") or "").strip()
    if not question or not told or told not in sentence:
        return None
    tokens, answer = sentence.split(), told.split()
    hits = [i for i in range(len(tokens)) if tokens[i : i + len(answer)] == answer]
    if len(hits) != 1:
        return None
    text, spans = detokenize(tokens)
    where = (spans[hits[0]][0], spans[hits[0] + len(answer) - 1][1])
    return answerable(question.rstrip("?") + "?", text, where, "qadiscourse", group(row["qasrl_id"]))
