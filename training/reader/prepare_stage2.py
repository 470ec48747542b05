"""Builds the second stage's training and development files.

Usage: python prepare_stage2.py --repos DIR --held-out small-dev-set.json --stage1 DIR --out DIR

No repository holds the whole SQuAD 2.0 training set in files of a size that can
be had here, but its parts are public in several places, and they fit together:

- every unanswerable question, with its id but without its passage (SQuAD2-CR);
- every SQuAD 1.1 question with its answer and the answer's place, counted in
  words, but without its passage (QASystem);
- about four in ten passages, each from one of four samples.

A worker of SQuAD 2.0 wrote up to five questions about one passage and sent them
in together, so that ids that share their first 18 letters belong to one passage.
Such a group is put back to the passage whose words it uses most; a question with
an answer is put back where its answer stands at the place given. What finds no
passage with certainty is left out. A group put to a wrong passage would do
little harm: its questions are unanswerable there too.

On top come questions made by rule on news (who said what, with other speakers
in the passage) and a share of the first stage's data against forgetting.
"""

import argparse
import csv
import io
import json
import random
import re
import zipfile
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from first_stage import near_misses
from first_stage.examples import answerable, example, place, sentences
from first_stage.repositories import names, read
from first_stage.squad import DEV_TITLES, from_squad, squad2_dev, squad2_train
from first_stage.tokens import PTB, detokenize
from sklearn.feature_extraction.text import TfidfVectorizer

RNG = random.Random(21)
WORDS = re.compile(r"[^\W_]+(?:[-.,/'’][^\W_]+)*|[^\w\s]")
SPLIT_OFF = re.compile(r" ('s|'re|'ve|'ll|'d|'m|n't|[.,;:?!%)\]])(?= |$)")


def squeeze(text):
    """The letters and digits of a text, in lower case."""
    return re.sub(r"\W+", "", text.lower())


def rejoin(tokens):
    """Joins the tokens of a question."""
    text = " ".join(PTB.get(t, t) for t in tokens)
    text = SPLIT_OFF.sub(r"\1", text)
    text = re.sub(r"([(\[$£€]) ", r"\1", text)
    return re.sub(r'" ([^"]*?) "', r'"\1"', text)


# ---------------------------------------------------------------- passages


def passages(root, shut):
    """Every SQuAD training passage that can be had, once: squeezed text -> passage."""
    pool = {}

    def add(text, source):
        text = text.strip()
        key = squeeze(text)
        if len(text.split()) >= 20 and key not in pool and not shut(text):
            pool[key] = (text, source)

    for art in squad2_train(root)["data"]:
        for par in art["paragraphs"]:
            add(par["context"], "ten_articles")
    csv.field_size_limit(10**8)
    for name in ("Mutual_Exclusion", "Number_Swap"):
        blob = read(root, "Julien-ser/UnAnswGen", f"Data/Final_Unanswerable_{name}.csv").decode(
            "utf-8", "replace"
        )
        for row in csv.DictReader(io.StringIO(blob)):
            add(row["context"], "unanswgen_passages")
    for part in ("train", "valid", "test"):
        for row in json.loads(read(root, "EmptyCityJK/flan-response-evaluator", f"data/squad/{part}.json")):
            add(row["context"], "flan_passages")
    for line in read(root, "liweijiang/QASystem", "data/squad/all_val/val.context").decode().splitlines():
        add(detokenize(line.split())[0], "qasystem_passages")
    return pool


def sentence_passages(root, shut):
    """Passages of a tenth of the SQuAD articles, put together from the sentences with questions.

    Lower case, in the order of the article; a sentence without a question is missing.
    Gives the passages and, for each line of the two files, (question, passage, sentence's start, end).
    """
    files = [
        read(root, "xinyadu/nqg", f"data/processed/{n}-test.txt").decode().splitlines()
        for n in ("src", "tgt")
    ]

    def mend(line):
        return [t.upper() if t.startswith("-") and t.upper() in PTB else t for t in line.split()]

    out, asked, part, at = [], [], "", {}

    def close():
        nonlocal part, at
        if len(part.split()) >= 40 and not shut(part):
            out.append(part)
            asked.extend((q, len(out) - 1, *at[s]) for q, s in pending if s in at)
        part, at = "", {}
        pending.clear()

    pending = []
    for src, tgt in zip(*files, strict=False):
        sentence = detokenize(mend(src))[0]
        if sentence not in at:
            if len(part.split()) >= 110:
                close()
            start = len(part) + bool(part)
            part = f"{part} {sentence}".strip()
            at[sentence] = (start, start + len(sentence))
        pending.append((rejoin(mend(tgt)), sentence))
    close()
    return out, asked


class Shelf:
    """Passages by their words."""

    def __init__(self, texts):
        self.texts = texts
        self.vec = TfidfVectorizer(sublinear_tf=True, stop_words="english", dtype=np.float32)
        self.mat = self.vec.fit_transform(texts)
        self.has = self.mat.copy()
        self.has.data[:] = 1
        self.idf = self.vec.idf_

    def nearest(self, queries, k, step=1000):
        """For each query the k best passages: (index, cosine, share of the query's weight held)."""
        for lo in range(0, len(queries), step):
            q = self.vec.transform(queries[lo : lo + step])
            cos = (q @ self.mat.T).toarray()
            weight = q.copy()
            weight.data = self.idf[weight.indices].astype(np.float32)
            held = (weight @ self.has.T).toarray() / np.maximum(np.asarray(weight.sum(1)), 1e-6)
            top = np.argpartition(-cos, k, axis=1)[:, :k]
            for r in range(len(cos)):
                order = top[r][np.argsort(-cos[r, top[r]])]
                yield [(int(i), float(cos[r, i]), float(held[r, i])) for i in order]


# ---------------------------------------------------------------- unanswerable questions


def all_unanswerable(root):
    """Every unanswerable question of SQuAD 2.0, by id."""
    out = {}
    with zipfile.ZipFile(io.BytesIO(read(root, "antest1/SQuAD2-CR", "SQuAD2_CR_20191127.zip"))) as z:
        for line in z.read("rationales/word_att_extended.tsv").decode().splitlines()[1:]:
            qid, question, _ = line.split("\t")
            out[qid] = rejoin(question.split())
    return out


def settle(groups, shelf, cosine, held):
    """Puts each group of questions to its passage, or nowhere."""
    keys = sorted(groups)
    found = {}
    for key, best in zip(keys, shelf.nearest([" ".join(groups[key]) for key in keys], 5), strict=False):
        i, cos, share = best[0]
        if cos >= cosine and share >= held and cos >= 1.05 * best[1][1]:
            found[key] = i
    return found


def check_settling(sheet, cosine, held):
    """How often a group of the development articles lands on its own passage."""
    groups, truth, texts = defaultdict(list), {}, []
    where = {}
    for art in sheet["data"]:
        for par in art["paragraphs"]:
            where[par["context"]] = len(texts)
            texts.append(par["context"])
            for qa in par["qas"]:
                if qa["is_impossible"] and qa["id"]:
                    groups[qa["id"][:18]].append(qa["question"])
                    truth.setdefault(qa["id"][:18], Counter())[where[par["context"]]] += 1
    one = sum(len(c) == 1 for c in truth.values())
    out = {"groups": len(groups), "of_one_passage": one}
    for name, keep in (("all passages", 1), ("every second passage", 2)):
        idx = [i for i in range(len(texts)) if i % keep == 0]
        found = settle(groups, Shelf([texts[i] for i in idx]), cosine, held)
        there = [k for k in groups if truth[k].most_common(1)[0][0] % keep == 0]
        right = sum(idx[i] in truth[k] for k, i in found.items())
        out[name] = {"placed": len(found), "rightly": right, "could_be": len(there)}
    return out


# ---------------------------------------------------------------- questions with answers


def questions_and_answers(root):
    """SQuAD 1.1 training questions without passages: (question, answer, number of its first word)."""
    repo, base = "liweijiang/QASystem", "data/squad/all_train/train."
    vocab = read(root, repo, "data/squad/vocab.dat").decode().splitlines()
    ids, answers, spans = (
        read(root, repo, base + n).decode().splitlines() for n in ("ids.question", "answer", "span")
    )
    for line, answer, span in zip(ids, answers, spans, strict=False):
        words = [vocab[int(i)] for i in line.split()]
        if "<unk>" not in words:
            yield rejoin(words), answer, int(span.split()[0])


def answered(rows, texts, shelf):
    """Those questions put back to the passage where their answer stands at the given word."""
    starts = [[m.start() for m in WORDS.finditer(t)] for t in texts]
    queries = [f"{q} {rejoin(a.split())}" for q, a, _ in rows]
    for (question, answer, at), best in zip(rows, shelf.nearest(queries, 12), strict=False):
        pattern = r"\W*".join(re.escape(PTB.get(t, t)) for t in answer.split())
        choice = None
        for i, cos, _ in best:
            if cos < 0.12 or (choice and cos < choice[0]):
                continue
            for m in re.finditer(pattern, texts[i]):
                off = abs(np.searchsorted(starts[i], m.start()) - at)
                if m.group().strip() and off <= 2 + 0.04 * at and (choice is None or cos > choice[0]):
                    choice = (cos, i, m)
        if choice:
            _, i, m = choice
            ok = place(texts[i], m.start(), m.group())
            if ok:
                yield i, question, ok


# ---------------------------------------------------------------- who said what

SAY = {
    "said": "say",
    "says": "say",
    "told": "say",
    "added": "say",
    "announced": "announce",
    "warned": "warn",
    "claimed": "claim",
    "explained": "explain",
    "stated": "state",
    "argued": "argue",
    "insisted": "insist",
    "suggested": "suggest",
    "admitted": "admit",
    "denied": "deny",
    "confirmed": "confirm",
    "believes": "believe",
    "wrote": "write",
    "argues": "argue",
    "believed": "believe",
    "declared": "declare",
    "noted": "note",
}
WHO = r"(?:[A-Z][\w’'-]+)(?: (?:of the |of |de |van |al |bin )?[A-Z][\w.’'-]+){0,4}"
LINE = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=[.!?]\" ))(?P<who>"
    + WHO
    + r")(?P<role>, [^,\".]{3,70},)? (?P<verb>"
    + "|".join(SAY)
    + r")(?: that|,|:)? (?P<what>[^\"].{24,220}?)(?=[.;]\s|[.;]$)"
)
SAID_BY = re.compile(
    r"\"(?P<what>[^\"]{20,240}?)[,.!?]?\"\s*,?\s*"
    r"(?:(?P<verb>said|says|added|explained|warned|argued) (?P<who>"
    + WHO
    + r")|(?P<who2>"
    + WHO
    + r") (?P<verb2>said|says|added|explained|warned|argued))"
)
NOT_A_NAME = {
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "This",
    "That",
    "The",
    "In",
    "On",
    "But",
    "And",
    "As",
    "According",
    "There",
    "These",
    "Those",
    "His",
    "Her",
    "Their",
    "Some",
    "Many",
    "Most",
    "One",
    "When",
    "While",
    "After",
    "You",
    "What",
    "Who",
    "A",
    "An",
    "Other",
    "Others",
    "If",
    "So",
    "My",
    "Our",
    "No",
    "Not",
    "For",
    "At",
    "By",
    "From",
    "With",
    "However",
    "Critics",
    "Experts",
}
DULL = {
    "about",
    "after",
    "again",
    "against",
    "also",
    "another",
    "because",
    "been",
    "before",
    "being",
    "between",
    "both",
    "could",
    "does",
    "during",
    "each",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "here",
    "into",
    "itself",
    "just",
    "more",
    "most",
    "much",
    "must",
    "only",
    "other",
    "over",
    "same",
    "should",
    "since",
    "some",
    "such",
    "than",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "under",
    "until",
    "very",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "will",
    "with",
    "would",
    "your",
    "said",
    "says",
}


def sayings(text):
    """(speaker span, what was said span, verb) of a passage, from a plain rule."""
    out = []
    for m in LINE.finditer(text):
        plain = m.group("what").split()[0].lower() not in ("by", "in", "on", "at", "to", "of")
        if plain and m.group("who").split()[0] not in NOT_A_NAME:
            out.append((m.span("who"), m.span("what"), m.group("verb")))
    for m in SAID_BY.finditer(text):
        g = "who" if m.group("who") else "who2"
        if m.group(g).split()[0] not in NOT_A_NAME:
            out.append((m.span(g), m.span("what"), m.group("verb") or m.group("verb2")))
    return sorted(out)


def content_words(text):
    """The words of a text that say what it is about."""
    return [w for w in re.findall(r"[A-Za-z][\w-]{3,}", text) if w.lower() not in DULL]


NOUN = re.compile(
    r"\b(?:the|a|an|of|their|its|our|his|her|in|on|for|new) ((?:[\w’'-]+ ){0,2}[\w’'-]{4,})"
    r"(?= (?:of|in|on|for|to|and|is|was|are|were|will|that|with"
    r"|by|at|from|has|have|had|would|could|can|which|as|but|who|or)\b|[.,;:]|$)"
)


def topic_of(said):
    """A few words that name what a saying is about."""
    found = [m.group(1) for m in NOUN.finditer(said) if content_words(m.group(1))]
    found = [f for f in found if f.split()[0].lower() not in DULL and f.split()[-1].lower() not in DULL]
    return RNG.choice(found) if found else None


def clause(said):
    """The saying as it would follow 'who said that', with its tail cut off."""
    words = re.sub(r"^\W+", "", said).split()
    cut = " ".join(words[: RNG.randint(6, 14)]).rstrip(",;:.")
    return cut if re.match(r"(?:I|[A-Z][a-z]+['’]?[A-Z]?|[A-Z]{2,})\b", cut) else cut[:1].lower() + cut[1:]


def who_said_what(passages_, source):
    """Questions on reported speech, with a second speaker in the passage wherever there is one."""
    sayers = [(text, group, sayings(text)) for text, group in passages_]
    sayers = [s for s in sayers if s[2]]
    # passages with one speaker get a sentence of another passage's speaker put before or behind
    joined = []
    for text, group, found in sayers:
        names = {text[a:b] for (a, b), _, _ in found}
        if len(names) >= 2 or len(sayers) < 3:
            joined.append((text, group))
            continue
        other, _, theirs = RNG.choice(sayers)
        (_, (_, end), _) = RNG.choice(theirs)
        sents = sentences(other)
        k = next((n for n, (a, b) in enumerate(sents) if a < end <= b + 1), None)
        if k is None or other == text:
            joined.append((text, group))
            continue
        a, b = sents[k][0], sents[min(k + 1, len(sents) - 1)][1]
        piece = other[a:b].strip()
        joined.append((f"{piece} {text}" if RNG.random() < 0.5 else f"{text} {piece}", group))
    out, everyone = [], sorted({text[a:b] for text, _, found in sayers for (a, b), _, _ in found})
    for text, group in joined:
        found = sayings(text)
        for n, ((a, b), (c, d), verb) in enumerate(found):
            who, said = text[a:b], text[c:d]
            body = said.rstrip(" ,")
            base, topic = SAY[verb], topic_of(said)
            if verb == "told":
                verb = "said"
            forms = [(f"Who {verb} that {clause(said)}?", a, who), (f"Who said {clause(said)}?", a, who)]
            if topic:
                forms += [
                    (f"What did {who} {base} about {topic}?", c, body),
                    (f"Who spoke about {topic}?", a, who),
                    (f"Who {verb} something about {topic}?", a, who),
                    (f"What does {who} say about {topic}?", c, body),
                ]
            else:
                forms.append((f"What did {who} {base}?", c, body))
            for q, start, answer in RNG.sample(forms, 2):
                if text[start : start + len(answer)] == answer:
                    out.append(example(q, text, start, answer, source, "answerable", group))
            others = [
                text[e:f]
                for m, ((e, f), _, _) in enumerate(found)
                if m != n and who not in text[e:f] and text[e:f] not in who
            ]
            mine = " ".join(text[e:f] for (g, h), (e, f), _ in found if text[g:h] == who)
            if topic and others:
                rival = RNG.choice(others)
                theirs = " ".join(text[e:f] for (g, h), (e, f), _ in found if text[g:h] == rival)
                if not any(w.lower() in theirs.lower() for w in content_words(topic)):
                    out.append(
                        example(
                            f"What did {rival} {base} about {topic}?",
                            text,
                            None,
                            None,
                            source,
                            "speaker_swapped",
                            group,
                        )
                    )
            if topic and RNG.random() < 0.4:
                stranger = RNG.choice(everyone)
                if not any(w in text for w in stranger.split() if len(w) > 3):
                    q = RNG.choice(
                        [
                            f"What did {stranger} {base} about {topic}?",
                            f"What did {stranger} say?",
                            f"Why did {stranger} {base} that?",
                        ]
                    )
                    out.append(example(q, text, None, None, source, "other_speaker", group))
            if RNG.random() < 0.4:
                _, _, elsewhere = t = RNG.choice(sayers)
                (_, (e, f), v) = RNG.choice(elsewhere)
                foreign = t[0][e:f]
                words = content_words(foreign)
                if (
                    t[0] not in text
                    and words
                    and sum(w.lower() in text.lower() for w in words) < 0.3 * len(words)
                ):
                    out.append(
                        example(
                            f"Who {v if v != 'told' else 'said'} that {clause(foreign)}?",
                            text,
                            None,
                            None,
                            source,
                            "said_elsewhere",
                            group,
                        )
                    )
            if topic and len(found) > 1 and RNG.random() < 0.3:
                # the speaker's sentence gone: nobody left says it
                gone = sentences(text)
                hit = [s for s in gone if s[0] < d and a < s[1]]
                rest = (text[: hit[0][0]] + text[hit[-1][1] :]).strip() if hit else ""
                if len(rest.split()) > 20 and not any(
                    w.lower() in rest.lower() for w in content_words(topic)
                ):
                    out.append(
                        example(
                            f"Who spoke about {topic}?", rest, None, None, source, "sentence_removed", group
                        )
                    )
            del mine
    return out


def news_passages(root, shut):
    """News under a free licence, in passages of 90 to 170 words: (text, document)."""
    docs = []
    repo = "nishkalavallabhi/OneStopEnglishCorpus"
    for path in names(root, repo, "Texts-SeparatedByReadingLevel/"):
        if path.endswith(".txt") and ("/Adv-Txt/" in path or "/Int-Txt/" in path):
            raw = read(root, repo, path).decode("utf-8", "replace").replace("\ufeff", "")
            lines = [
                s.strip()
                for s in raw.splitlines()
                if s.strip() and s.strip() not in ("Advanced", "Intermediate", "Elementary")
            ]
            docs.append(("onestop/" + re.sub(r"-(?:adv|int)\.txt$", "", path.rsplit("/", 1)[1]), lines))
    repo = "amir-zeldes/gum"
    for path in names(root, repo, "dep/"):
        if re.search(r"GUM_(?:news|interview)_\w+\.conllu$", path):
            sents = re.findall(r"^# text = (.+)$", read(root, repo, path).decode(), re.M)
            docs.append(("gum/" + path.rsplit("/", 1)[1], sents))
    out = []
    for name, lines in docs:
        part = []
        for line in lines:
            part.append(line.translate({8220: 34, 8221: 34, 8216: 39, 8217: 39}))
            if sum(len(p.split()) for p in part) >= RNG.randint(90, 150):
                out.append((" ".join(part), name))
                part = []
        if sum(len(p.split()) for p in part) >= 30:
            out.append((" ".join(part), name))
    return [(t, g) for t, g in out if not shut(t) and len(t.split()) < 320]


# ---------------------------------------------------------------- main


def main():
    """Writes train.jsonl, dev.jsonl and counts.json."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--repos", required=True)
    ap.add_argument("--held-out", required=True)
    ap.add_argument("--stage1", required=True, help="the folder that prepare_stage1.py wrote")
    ap.add_argument("--out", required=True)
    ap.add_argument("--cosine", type=float, default=0.15)
    ap.add_argument("--held", type=float, default=0.4)
    args = ap.parse_args()
    root, out_dir = args.repos, Path(args.out)
    out_dir.mkdir(parents=True, exist_ok=True)
    report = {}

    held = json.loads(Path(args.held_out).read_text())
    sheet = squad2_dev(root)
    own_dev = [a for a in sheet["data"] if a["title"] in DEV_TITLES]
    closed = {
        c[i : i + 60]
        for art in held["data"] + own_dev
        for p in art["paragraphs"]
        for c in [squeeze(p["context"])]
        for i in range(max(1, len(c) - 59))
    }
    # every question of SQuAD 2.0's development set, held out or not, by its id and by its wording
    dev_ids = {qa["id"] for a in sheet["data"] + held["data"] for p in a["paragraphs"] for qa in p["qas"]}
    dev_questions = {
        squeeze(qa["question"])
        for a in sheet["data"] + held["data"]
        for p in a["paragraphs"]
        for qa in p["qas"]
    }
    known = {}

    def shut(text):
        if text not in known:
            c = squeeze(text)
            known[text] = any(c[i : i + 60] in closed for i in range(max(1, len(c) - 59)))
        return known[text]

    report["settling_checked_on_development_articles"] = check_settling(
        {
            "data": own_dev
            + [a for a in sheet["data"] if a["title"] not in {h["title"] for h in held["data"]}]
        },
        args.cosine,
        args.held,
    )
    print(json.dumps(report), flush=True)

    pool = passages(root, shut)
    texts = [t for t, _ in pool.values()]
    report["passages"] = dict(Counter(s for _, s in pool.values()))
    shelf = Shelf(texts)
    rows, seen = [], set()

    def group_of(i):
        return f"squad2/{i}"

    def add(e):
        key = (squeeze(e["question"]), squeeze(e["context"])[:80])
        if (
            key not in seen
            and squeeze(e["question"]) not in dev_questions
            and 3 <= len(e["question"].split()) <= 40
        ):
            seen.add(key)
            rows.append(e)

    for e in from_squad(squad2_train(root), "squad2", set()):
        if not shut(e["context"]):
            add(e)
    with_answers = list(questions_and_answers(root))
    for i, question, span in answered(with_answers, texts, shelf):
        add(answerable(question, texts[i], span, "squad2", group_of(i)))
    by_words = {squeeze(q): a for q, a, _ in with_answers}
    more, asked = sentence_passages(root, shut)
    texts += more
    report["passages"]["nqg_sentences"] = len(more)
    placed = {q for q, _ in seen}
    for question, n, lo, hi in asked:
        if squeeze(question) in placed:
            continue
        answer = rejoin(by_words.get(squeeze(question), "").lower().split())
        at = more[n].find(answer, lo, hi) if answer else -1
        if at >= 0:
            add(
                example(
                    question,
                    more[n],
                    at,
                    answer,
                    "squad2",
                    "answerable",
                    group_of(len(texts) - len(more) + n),
                )
            )
    shelf = Shelf(texts)
    print("answered", len(rows), flush=True)
    groups = defaultdict(list)
    for qid, question in all_unanswerable(root).items():
        if qid not in dev_ids and squeeze(question) not in dev_questions:
            groups[qid[:18]].append(question)
    found = settle(groups, shelf, args.cosine, args.held)
    for key, i in found.items():
        for question in groups[key]:
            add(example(question, texts[i], None, None, "squad2", "human_unanswerable", group_of(i)))
    report["groups"] = {"all": len(groups), "placed": len(found)}
    print(json.dumps(report), flush=True)

    # near misses made from the questions with answers
    pos = [e for e in rows if e["answer_text"]]
    rng = random.Random(22)
    rows += (
        near_misses.hard_passages(pos, 0.05, "group", rng)
        + near_misses.sentence_removed(pos, 0.10, rng)
        + near_misses.entity_swapped(pos, 0.06, rng)
    )

    # the other articles of the SQuAD 2.0 development set, and a share of the first stage
    keep = {
        "squad2_dev_part": 1.0,
        "xquad_en": 0.5,
        "shifts_new_wiki": 0.3,
        "shifts_reddit": 0.08,
        "shifts_amazon_reviews": 0.05,
        "qamr": 0.12,
        "qanom": 0.1,
        "qadiscourse": 0.15,
        "qed": 0.6,
        "fairytaleqa": 0.15,
        "covidqa": 0.3,
        "speech_rules": 1.0,
    }
    with (Path(args.stage1) / "train.jsonl").open() as f:
        for line in f:
            e = json.loads(line)
            lot = zlib.crc32((e["question"] + e["context"][:40]).encode()) % 1000
            if lot < 1000 * keep.get(e["source"], 0) and not shut(e["context"]):
                rows.append(e)

    news = news_passages(root, shut)
    report["news_passages"] = len(news)
    speech = who_said_what(news, "news_speech")
    wiki = [(t, group_of(i)) for i, t in enumerate(texts) if len(sayings(t)) >= 1]
    speech += who_said_what(wiki, "wiki_speech")
    is_dev = [zlib.crc32(e["group"].encode()) % 100 < 8 for e in speech]
    rows += [e for e, d in zip(speech, is_dev, strict=False) if not d]
    dev = [e for e, d in zip(speech, is_dev, strict=False) if d and e["source"] == "news_speech"]

    with (Path(args.stage1) / "dev.jsonl").open() as f:
        dev += [json.loads(line) for line in f]
    RNG.shuffle(rows)
    for name, part in (("train", rows), ("dev", dev)):
        with (out_dir / f"{name}.jsonl").open("w") as f:
            for e in part:
                f.write(json.dumps(e, ensure_ascii=False) + "\n")
    by = defaultdict(Counter)
    for e in rows:
        by[e["source"]][e["kind"]] += 1
    report |= {
        "train": len(rows),
        "dev": len(dev),
        "by_source": {k: dict(v) for k, v in by.items()},
        "by_kind": dict(Counter(e["kind"] for e in rows)),
    }
    (out_dir / "counts.json").write_text(json.dumps(report, indent=1))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
