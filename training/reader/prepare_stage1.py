"""Builds the first stage's training and development files from public question-answering sets.

Usage: python prepare_stage1.py --repos DIR --held-out small-dev-set.json --out DIR

--repos holds one git repository per source, as DIR/<owner>+<name> (a bare
repository, a clone, or a folder with one of the two named "repo" inside).
Each output line is {"question", "context", "answer_start", "answer_text"
(null when the passage has no answer), "source", "kind"}.
"""

import argparse
import ast
import csv
import io
import json
import random
import re
import subprocess
import zipfile
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

RNG = random.Random(20)
DEV_SQUAD_TITLES = {"Warsaw", "Immune_system", "Civil_disobedience"}
PTB = {
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "``": '"',
    "''": '"',
    "-LCB-": "{",
    "-RCB-": "}",
}
NO_SPACE_BEFORE = {
    ",",
    ".",
    ";",
    ":",
    "?",
    "!",
    ")",
    "]",
    "%",
    "n't",
    "'s",
    "'re",
    "'ve",
    "'ll",
    "'d",
    "'m",
    "'",
    "''",
    "-RRB-",
    "-RSB-",
}
NO_SPACE_AFTER = {"(", "[", "``", "$", "£", "€", "#", "-LRB-", "-LSB-"}


def git_dir(root, repo):
    """The git directory of a repository under the root."""
    base = Path(root) / repo.replace("/", "+")
    for sub in ("repo", "repo/.git", ".git", "."):
        if (base / sub / "HEAD").exists():
            return base / sub
    raise SystemExit(f"no git repository for {repo} under {root}")


def read(root, repo, path):
    """A file of a repository, as bytes."""
    return subprocess.run(
        ["git", f"--git-dir={git_dir(root, repo)}", "show", f"HEAD:{path}"], check=True, capture_output=True
    ).stdout


def names(root, repo, prefix):
    """The paths of a repository that begin with a prefix."""
    out = subprocess.run(
        ["git", f"--git-dir={git_dir(root, repo)}", "ls-tree", "-r", "--name-only", "HEAD", prefix],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return out.splitlines()


# ---------------------------------------------------------------- text helpers


def detokenize(tokens):
    """Joins treebank-style tokens; returns the text and each token's (start, end)."""
    text, spans, open_quote = "", [], False
    glue = True
    for tok in tokens:
        plain = PTB.get(tok, tok)
        before = not glue and tok not in NO_SPACE_BEFORE
        if tok == '"':
            before = not glue and not open_quote
        if before:
            text += " "
        start = len(text)
        text += plain
        spans.append((start, len(text)))
        glue = tok in NO_SPACE_AFTER
        if tok == '"':
            open_quote = not open_quote
            glue = open_quote
    return text, spans


SENT_END = re.compile(r"(?<=[.!?])[\"”')\]]*\s+(?=[\"“'(\[]?[A-Z0-9])")


def sentences(text):
    """Character spans of the sentences of a passage (a plain rule, enough for negatives)."""
    spans, at = [], 0
    for m in SENT_END.finditer(text):
        word = text[: m.start()].rsplit(None, 1)[-1] if text[: m.start()].split() else ""
        if re.fullmatch(
            r"(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Gov|Lt|Col|Sgt|Prof|Inc|Co|vs|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec|U\.S|U\.N)\.",
            word,
        ):
            continue
        spans.append((at, m.end()))
        at = m.end()
    if at < len(text):
        spans.append((at, len(text)))
    return spans


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


def tidy(context, start, answer):
    """Trims white space off the answer and checks that it is where it is said to be."""
    if start is None or start < 0 or not answer.strip():
        return None
    start += len(answer) - len(answer.lstrip())
    answer = answer.strip()
    if context[start : start + len(answer)] == answer:
        return start, answer
    near = [m.start() for m in re.finditer(re.escape(answer), context)]
    return (min(near, key=lambda p: abs(p - start)), answer) if near else None


# ---------------------------------------------------------------- sources


def from_squad_json(data, source, skip_titles, keep_titles=None):
    """The examples of a file in SQuAD's format."""
    for art in data["data"]:
        title = art.get("title", "")
        if title in skip_titles or (keep_titles is not None and title not in keep_titles):
            continue
        for n, par in enumerate(art["paragraphs"]):
            ctx = par["context"]
            for qa in par["qas"]:
                group = f"{source}/{title or n}"
                if qa.get("is_impossible") or not qa.get("answers"):
                    if qa.get("is_impossible"):
                        yield example(qa["question"], ctx, None, None, source, "human_unanswerable", group)
                    continue
                # the most frequent answer, the first one on a tie
                texts = Counter((a["answer_start"], a["text"]) for a in qa["answers"])
                (start, text), _ = texts.most_common(1)[0]
                ok = tidy(ctx, start, text)
                if ok:
                    yield example(qa["question"], ctx, *ok, source, "answerable", group)


def squad2_dev_sheet(blob):
    """The SQuAD 2.0 development set from a spreadsheet, in SQuAD's format."""
    import openpyxl

    rows = openpyxl.load_workbook(io.BytesIO(blob), read_only=True).active.iter_rows(values_only=True)
    next(rows)
    pars = defaultdict(lambda: defaultdict(list))
    for title, ctx, question, qid, answers, starts, _pl, _pls, impossible in rows:
        found = ast.literal_eval(ctx)
        if len(found) != 1:  # a repeated question: the sheet does not say which passage it belongs to
            continue
        ctx = found[0]
        qa = {
            "id": str(qid),
            "question": str(question),
            "is_impossible": str(impossible) == "True",
            "answers": [],
        }
        if not qa["is_impossible"]:
            texts, at = (
                (ast.literal_eval(answers), ast.literal_eval(starts))
                if isinstance(starts, str)
                else ([answers], [int(starts)])
            )
            qa["answers"] = [{"text": t, "answer_start": s} for t, s in zip(texts, at, strict=False)]
        pars[title][ctx].append(qa)
    return {
        "data": [
            {"title": t, "paragraphs": [{"context": c, "qas": q} for c, q in p.items()]}
            for t, p in pars.items()
        ]
    }


def squad1_val(root, repo):
    """Examples from a tokenised sample of SQuAD 1.1."""
    base = "data/squad/all_val/val."
    ctxs, qs, spans = (
        read(root, repo, base + k).decode().splitlines() for k in ("context", "question", "span")
    )
    for ctx, q, sp in zip(ctxs, qs, spans, strict=False):
        toks = ctx.split()
        a, b = map(int, sp.split())
        if not 0 <= a <= b < len(toks):
            continue
        text, offs = detokenize(toks)
        qtext, _ = detokenize(q.split())
        yield example(
            qtext,
            text,
            offs[a][0],
            text[offs[a][0] : offs[b][1]],
            "squad1_part",
            "answerable",
            "squad1_part/" + ctx[:60],
        )


def wiki_sentence_pool(root):
    """Sentences shared by QAMR, QANom and QADiscourse, by document, in reading order."""
    pool = {}
    for line in read(root, "uwnlp/qamr", "data/wiki-sentences.tsv").decode().splitlines():
        sid, sent = line.split("\t")[:2]
        pool[sid] = sent.split()
    with zipfile.ZipFile(io.BytesIO(read(root, "kleinay/QANom", "qanom_dataset.zip"))) as z:
        for n in z.namelist():
            if n.endswith(".csv"):
                for row in csv.DictReader(io.StringIO(z.read(n).decode())):
                    pool.setdefault(row["qasrl_id"], row["sentence"].split())
    docs = defaultdict(list)
    for sid in pool:
        parts = sid.split(":")
        if parts[0] == "Wiki1k":
            docs[":".join(parts[:3])].append((int(parts[3]), int(parts[4]), sid))
    return pool, {d: [s for _, _, s in sorted(v)] for d, v in docs.items()}


def passage_around(sid, pool, docs, width):
    """The pool's sentences of the same document around one sentence, joined."""
    doc = ":".join(sid.split(":")[:3])
    order = docs.get(doc, [sid])
    at = order.index(sid) if sid in order else 0
    lo = max(0, at - RNG.randint(0, width))
    ids = order[lo : at + 1 + RNG.randint(0, width)] if sid in order else [sid]
    text, offset, spans = "", None, None
    for i in ids:
        piece, sp = detokenize(pool[i])
        if text:
            text += " "
        if i == sid:
            offset, spans = len(text), sp
        text += piece
    return text, offset, spans


def qamr(root, pool, docs, limit):
    """Examples from QAMR, with neighbouring sentences around."""
    out = []
    for split in ("dev", "test"):
        for line in read(root, "uwnlp/qamr", f"data/filtered/{split}.tsv").decode().splitlines():
            f = line.split("\t")
            sid, question, ans = f[0], f[5], f[6]
            if sid not in pool or not ans.strip():
                continue
            idx = [int(i) for i in ans.split()]
            if idx != list(range(idx[0], idx[-1] + 1)) or idx[-1] >= len(pool[sid]):
                continue
            agree = 0
            for resp in f[7:9]:
                got = {int(i) for i in resp.split(":")[1].split() if i.isdigit()} if ":" in resp else set()
                agree += bool(got & set(idx))
            if agree:
                out.append((sid, question, idx))
    RNG.shuffle(out)
    for sid, question, idx in out[:limit]:
        text, off, spans = passage_around(sid, pool, docs, RNG.choice([0, 1, 2, 4]))
        a, b = off + spans[idx[0]][0], off + spans[idx[-1]][1]
        yield example(
            question, text, a, text[a:b], "qamr", "answerable", "wiki1k/" + ":".join(sid.split(":")[:3])
        )


def qanom(root, pool, limit):
    """Examples from QANom."""
    rows, seen = [], set()
    with zipfile.ZipFile(io.BytesIO(read(root, "kleinay/QANom", "qanom_dataset.zip"))) as z:
        for row in csv.DictReader(io.StringIO(z.read("annot.train.csv").decode())):
            key = (row["qasrl_id"], row["question"])
            if row["question"] and row["answer_range"] and key not in seen:
                seen.add(key)
                rows.append(row)
    RNG.shuffle(rows)
    for row in rows[:limit]:
        a, b = map(int, row["answer_range"].split("~!~")[0].split(":"))
        toks = row["sentence"].split()
        if b > len(toks) or a >= b:
            continue
        text, sp = detokenize(toks)
        yield example(
            row["question"],
            text,
            sp[a][0],
            text[sp[a][0] : sp[b - 1][1]],
            "qanom",
            "answerable",
            "wiki1k/" + ":".join(row["qasrl_id"].split(":")[:3]),
        )


def qadiscourse(root, limit):
    """Examples from QADiscourse."""
    rows = []
    for f in ("wikinews_train", "wikinews_dev", "wikinews_test", "wikipedia_dev", "wikipedia_test"):
        text = read(root, "ValentinaPy/QADiscourse", f"Dataset/{f}.tsv").decode()
        rows += list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    RNG.shuffle(rows)
    n = 0
    for row in rows:
        q = (row.get("full_question") or "").strip().replace(" ?", "?")
        sent, ans = row.get("sentence") or "", (row.get("full_answer") or "").strip()
        if not q or not ans or ans not in sent:
            continue
        toks, atoks = sent.split(), ans.split()
        hits = [i for i in range(len(toks)) if toks[i : i + len(atoks)] == atoks]
        if len(hits) != 1:
            continue
        text, sp = detokenize(toks)
        a, b = sp[hits[0]][0], sp[hits[0] + len(atoks) - 1][1]
        yield example(
            q.rstrip("?") + "?",
            text,
            a,
            text[a:b],
            "qadiscourse",
            "answerable",
            "wiki1k/" + ":".join(row["qasrl_id"].split(":")[:3]),
        )
        n += 1
        if n >= limit:
            return


def qed(root):
    """Examples from QED."""
    for line in read(root, "google-research-datasets/QED", "qed-dev.jsonlines").decode().splitlines():
        row = json.loads(line)
        ctx = row["paragraph_text"]
        answers = [a[0] for a in row["original_nq_answers"] if len(a) == 1]
        if not answers:
            continue
        short = min(answers, key=lambda a: len(a["string"]))
        ok = tidy(ctx, short["start"], short["string"])
        if ok:
            yield example(
                row["question_text"] + "?", ctx, *ok, "qed", "answerable", "qed/" + row["title_text"]
            )


def fairytale(root, limit):
    """Examples from FairytaleQA whose answer stands in the story word for word."""
    repo, base, out = "uci-soe/FairytaleQAData", "data-by-train-split/", []
    for path in names(root, repo, base + "questions/train/"):
        if not path.endswith("-questions.csv"):
            continue
        story = path.rsplit("/", 1)[1][: -len("-questions.csv")]
        try:
            sections = list(
                csv.DictReader(
                    io.StringIO(
                        read(root, repo, f"{base}section-stories/train/{story}-story.csv").decode(
                            "utf-8", "replace"
                        )
                    )
                )
            )
        except subprocess.CalledProcessError:
            continue
        texts = {s.get("section", "").strip(): s.get("text", "") for s in sections}
        for q in csv.DictReader(io.StringIO(read(root, repo, path).decode("utf-8", "replace"))):
            sec = (q.get("cor_section") or "").strip()
            ans = (q.get("answer1") or "").strip().rstrip(".").strip()
            ctx = texts.get(sec)
            if not ctx or not ans or q.get("ex-or-im1", q.get("ex-or-im", "explicit")).startswith("im"):
                continue
            hits = [m.start() for m in re.finditer(re.escape(ans.lower()), ctx.lower())]
            if len(hits) == 1 and len(ans.split()) <= 15:
                out.append(
                    example(
                        q["question"],
                        ctx,
                        hits[0],
                        ctx[hits[0] : hits[0] + len(ans)],
                        "fairytaleqa",
                        "answerable",
                        "fairytale/" + story,
                    )
                )
    RNG.shuffle(out)
    return out[:limit]


def windows_of(text, size=150, step=110):
    """Start and end of overlapping windows of a text."""
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    for i in range(0, max(1, len(words) - size + step), step):
        part = words[i : i + size]
        if part:
            yield part[0][0], part[-1][1]


def covidqa(root, limit):
    """Examples from COVID-QA, with another window of the same paper as a near miss."""
    data = json.loads(read(root, "deepset-ai/COVID-QA", "data/question-answering/200423_covidQA.json"))
    out = []
    for art in data["data"]:
        for par in art["paragraphs"]:
            ctx = par["context"]
            wins = list(windows_of(ctx))
            for qa in par["qas"]:
                if not qa["answers"]:
                    continue
                a = qa["answers"][0]
                ok = tidy(ctx, a["answer_start"], a["text"])
                if not ok or len(ok[1].split()) > 25:
                    continue
                s, t = ok
                has = [w for w in wins if w[0] <= s and s + len(t) <= w[1]]
                if not has:
                    continue
                w = RNG.choice(has)
                group = f"covidqa/{par.get('document_id', ctx[:30])}"
                out.append(
                    example(qa["question"], ctx[w[0] : w[1]], s - w[0], t, "covidqa", "answerable", group)
                )
                other = [
                    v
                    for v in wins
                    if t.lower() not in ctx[v[0] : v[1]].lower() and (v[1] <= s or v[0] >= s + len(t))
                ]
                if other:
                    v = RNG.choice(other)
                    out.append(
                        example(
                            qa["question"], ctx[v[0] : v[1]], None, None, "covidqa", "other_window", group
                        )
                    )
    RNG.shuffle(out)
    return out[:limit]


# ---------------------------------------------------------------- reported speech, by rule

SAID = r"(?:said|says|told [A-Z]\w+(?: [A-Z]\w+)*|added|announced|warned|claimed|explained|stated|wrote)"
NAME = r"(?:[A-Z][\w.’'-]+)(?: (?:of|the|[A-Z][\w.’'-]+)){0,5}"
QUOTE = re.compile(
    r'"([^"]{25,240}?)[,.]?"\s*,?\s*(?:' + SAID + r" (" + NAME + r")|(" + NAME + r") " + SAID + ")"
)
LEAD = re.compile(
    r"(?:^|(?<=\. ))("
    + NAME
    + r")(?:, [^,\"]{3,60},)? ("
    + SAID
    + r")(?: that|,|:)? (?!(?:in|on|at|of|by|to|during|after|before|about|nothing|so)\b)(.{25,200}?)[.;]"
)
PRONOUN = {
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
}


def speech_questions(contexts, limit):
    """Questions on reported speech, by rule."""
    out, speakers = [], []
    for ctx, group in contexts:
        for m in QUOTE.finditer(ctx):
            g = 2 if m.group(2) else 3
            who = m.group(g).strip()
            if who.split()[0] in PRONOUN:
                continue
            speakers.append(who)
            words = m.group(1).split()
            part = " ".join(words[: RNG.randint(5, 9)]).rstrip(",.;:")
            out.append(
                example(
                    f'Who said "{part}"?',
                    ctx,
                    m.start(g),
                    ctx[m.start(g) : m.end(g)].strip(),
                    "speech_rules",
                    "answerable",
                    group,
                )
            )
            out.append(
                example(
                    f"What did {who} say?", ctx, m.start(1), m.group(1), "speech_rules", "answerable", group
                )
            )
        for m in LEAD.finditer(ctx):
            who = m.group(1).strip()
            if who.split()[0] in PRONOUN or '"' in m.group(3):
                continue
            speakers.append(who)
            body = m.group(3).strip().rstrip(",")
            verb = m.group(2).split()[0]
            base = {
                "said": "say",
                "says": "say",
                "told": "say",
                "added": "say",
                "announced": "announce",
                "warned": "warn",
                "claimed": "claim",
                "explained": "say",
                "stated": "state",
                "wrote": "write",
            }[verb]
            out.append(
                example(
                    f"What did {who} {base}?",
                    ctx,
                    m.start(3),
                    ctx[m.start(3) : m.start(3) + len(body)],
                    "speech_rules",
                    "answerable",
                    group,
                )
            )
            cut = " ".join(body.split()[: RNG.randint(6, 12)]).rstrip(",;:")
            out.append(
                example(
                    f"Who {verb if verb != 'told' else 'said'} that {cut}?",
                    ctx,
                    m.start(1),
                    who,
                    "speech_rules",
                    "answerable",
                    group,
                )
            )
    out = [
        e
        for e in out
        if e["context"][e["answer_start"] : e["answer_start"] + len(e["answer_text"])] == e["answer_text"]
    ]
    RNG.shuffle(out)
    out = out[:limit]
    negs = []
    for e in RNG.sample(out, len(out) // 2):
        who = RNG.choice(speakers)
        if not any(w in e["context"] for w in who.split() if len(w) > 3):
            negs.append(
                example(
                    RNG.choice(
                        [f"What did {who} say?", f"What did {who} announce?", f"What did {who} say about it?"]
                    ),
                    e["context"],
                    None,
                    None,
                    "speech_rules",
                    "other_speaker",
                    e["group"],
                )
            )
    return out + negs


# ---------------------------------------------------------------- negatives


def hard_passages(pos, share, scope):
    """A question with the most similar other passage that lacks its answer.

    scope "group" looks in the same article first, "source" in the whole set.
    """
    ctxs = sorted({(e["context"], e["group"]) for e in pos})
    where = {c: i for i, (c, _) in enumerate(ctxs)}
    vec = TfidfVectorizer(sublinear_tf=True, min_df=1, stop_words="english", dtype=np.float32)
    mat = vec.fit_transform([c for c, _ in ctxs])
    groups = np.array([hash(g) for _, g in ctxs])
    take = [e for e in pos if RNG.random() < share]
    out = []
    for lo in range(0, len(take), 2000):
        part = take[lo : lo + 2000]
        sims = (vec.transform([e["question"] for e in part]) @ mat.T).toarray()
        for e, row in zip(part, sims, strict=False):
            if scope == "group":
                row = row + 0.3 * (groups == hash(e["group"]))
            best = [i for i in np.argsort(-row)[:8] if i != where[e["context"]]]
            ans = e["answer_text"].lower()
            for i in best[RNG.choice([0, 0, 0, 1, 2]) :]:
                if ans not in ctxs[i][0].lower():
                    out.append(
                        example(
                            e["question"], ctxs[i][0], None, None, e["source"], "hard_passage", e["group"]
                        )
                    )
                    break
    return out


def sentence_removed(pos, share):
    """Near misses: the sentence with the answer taken out."""
    out = []
    for e in pos:
        if RNG.random() >= share:
            continue
        spans = sentences(e["context"])
        s, t = e["answer_start"], e["answer_start"] + len(e["answer_text"])
        hit = [sp for sp in spans if sp[0] < t and s < sp[1]]
        if len(spans) < 3 or len(hit) != 1:
            continue
        rest = (e["context"][: hit[0][0]] + e["context"][hit[0][1] :]).strip()
        if e["answer_text"].lower() in rest.lower() or len(rest.split()) < 12:
            continue
        out.append(example(e["question"], rest, None, None, e["source"], "sentence_removed", e["group"]))
    return out


ENTITY = re.compile(r"(?<=[a-z,'] )(?:[A-Z][\w’'-]+(?: (?:of |the )?[A-Z][\w’'-]+)*)")
NUMBER = re.compile(r"\b\d[\d,.]*\b")


def entity_swapped(pos, share):
    """Near misses: a name or number of the question exchanged for one the passage lacks."""
    bank = defaultdict(list)
    for e in pos:
        for m in ENTITY.finditer(e["question"]):
            bank[(e["source"], len(m.group().split()) > 1)].append(m.group())
        for m in NUMBER.finditer(e["question"]):
            bank[(e["source"], "n", len(m.group()))].append(m.group())
    out = []
    for e in pos:
        if RNG.random() >= share:
            continue
        q = e["question"]
        ms = [(m, (e["source"], len(m.group().split()) > 1)) for m in ENTITY.finditer(q)]
        ms += [(m, (e["source"], "n", len(m.group()))) for m in NUMBER.finditer(q)]
        ms = [(m, k) for m, k in ms if m.group().rstrip("?.,'s") in e["context"]]
        if not ms:
            continue
        m, key = RNG.choice(ms)
        for _ in range(6):
            new = RNG.choice(bank[key])
            if not any(w in e["context"] for w in new.split() if len(w) > 2) and new != m.group():
                out.append(
                    example(
                        q[: m.start()] + new + q[m.end() :],
                        e["context"],
                        None,
                        None,
                        e["source"],
                        "entity_swapped",
                        e["group"],
                    )
                )
                break
    return out


# ---------------------------------------------------------------- main


def main():
    """Writes train.jsonl, dev.jsonl and counts.json."""
    ap = argparse.ArgumentParser()
    ap.add_argument("--repos", required=True)
    ap.add_argument("--held-out", required=True)
    ap.add_argument("--out", required=True)
    args = ap.parse_args()
    root, out_dir = args.repos, Path(args.out)
    out_dir.mkdir(parents=True, exist_ok=True)

    held = json.loads(Path(args.held_out).read_text())
    held_titles = {a["title"] for a in held["data"]}

    # a passage that shares any 60 letters in a row with a held-out one is left out
    def squeeze(text):
        return re.sub(r"\W+", "", text.lower())

    held_ctx = {
        c[i : i + 60]
        for a in held["data"]
        for p in a["paragraphs"]
        for c in [squeeze(p["context"])]
        for i in range(max(1, len(c) - 59))
    }
    known = {}

    def overlaps(context):
        if context not in known:
            c = squeeze(context)
            known[context] = any(c[i : i + 60] in held_ctx for i in range(max(1, len(c) - 59)))
        return known[context]

    def clean(rows):
        return [e for e in rows if 2 <= len(e["question"].split()) <= 45 and not overlaps(e["context"])]

    sets = {}
    sq2 = squad2_dev_sheet(
        read(root, "pragyakatyayan/SQuAD_v2.0_Dataset", "squad_2.0_dev_complete_11873.xlsx")
    )
    sets["squad2_dev_part"] = clean(from_squad_json(sq2, "squad2_dev_part", held_titles))
    sq2_titles = {a["title"] for a in sq2["data"]}
    sets["squad2_train_part"] = clean(
        from_squad_json(
            json.loads(read(root, "PhongNTDo/guide_train_MRC_transformers", "train-v2.0.json")),
            "squad2_train_part",
            held_titles,
        )
    )
    sets["squad1_part"] = clean(squad1_val(root, "liweijiang/QASystem"))
    sets["xquad_en"] = clean(
        from_squad_json(
            json.loads(read(root, "deepmind/xquad", "xquad.en.json")), "xquad_en", held_titles | sq2_titles
        )
    )
    for name in ("new_wiki", "reddit", "amazon_reviews"):
        sets["shifts_" + name] = clean(
            from_squad_json(
                json.loads(read(root, "modestyachts/squadshifts-website", f"datasets/{name}_v1.0.json")),
                "shifts_" + name,
                held_titles,
            )
        )
    pool, docs = wiki_sentence_pool(root)
    sets["qamr"] = clean(qamr(root, pool, docs, 24000))
    sets["qanom"] = clean(qanom(root, pool, 2500))
    sets["qadiscourse"] = clean(qadiscourse(root, 3000))
    sets["qed"] = clean(qed(root))
    sets["fairytaleqa"] = clean(fairytale(root, 3500))
    sets["covidqa"] = clean(covidqa(root, 2500))
    news = []
    for doc, sids in docs.items():
        news += [
            (" ".join(detokenize(pool[s])[0] for s in sids[lo : lo + 6]), "wiki1k/" + doc)
            for lo in range(0, len(sids), 5)
        ]
    news += [
        (c, g)
        for c, g in {
            (e["context"], e["group"]) for k in sets if k.startswith(("squad", "shifts_new")) for e in sets[k]
        }
    ]
    for path in names(root, "berzak/onestop-qa", "annotations/annotated_articles/"):
        raw = read(root, "berzak/onestop-qa", path).decode("utf-8", "replace")
        level = RNG.choice(["Adv", "Int"])
        pars = [
            re.sub(r"</?[AD]\d>", "", m).translate({8220: 34, 8221: 34})
            for m in re.findall(rf"^{level}: (.+)$", raw, re.M)
        ]
        news += [(" ".join(pars[i : i + 2]), "onestop/" + path.rsplit("/", 1)[1]) for i in range(len(pars))]
    news.sort()
    sets["speech_rules"] = clean(speech_questions(news, 3000))

    # development groups: whole articles, never seen in training
    def is_dev(e):
        if e["source"] == "squad2_dev_part":
            return e["group"].split("/", 1)[1] in DEV_SQUAD_TITLES
        share = {
            "shifts_new_wiki": 8,
            "shifts_reddit": 8,
            "shifts_amazon_reviews": 4,
            "qamr": 4,
            "speech_rules": 4,
            "qanom": 4,
            "qadiscourse": 4,
        }.get(e["source"], 0)
        # these two hold unrelated posts under one title
        unit = e["context"] if e["source"] in ("shifts_reddit", "shifts_amazon_reviews") else e["group"]
        return zlib.crc32(unit.encode()) % 100 < share

    shares = {  # hard passage, sentence removed, entity swapped
        "squad2_dev_part": (0.30, 0.25, 0.15),
        "squad2_train_part": (0.40, 0.35, 0.35),
        "squad1_part": (0.40, 0.40, 0.35),
        "xquad_en": (0.4, 0.4, 0.3),
        "shifts_new_wiki": (0.35, 0.40, 0.35),
        "shifts_reddit": (0.25, 0.35, 0.25),
        "shifts_amazon_reviews": (0.20, 0.30, 0.20),
        "qamr": (0.18, 0.22, 0.25),
        "qanom": (0.15, 0, 0),
        "qadiscourse": (0.2, 0, 0.1),
        "qed": (0.4, 0.4, 0.3),
        "fairytaleqa": (0.25, 0.4, 0.1),
        "covidqa": (0, 0, 0),
        "speech_rules": (0.15, 0.25, 0),
    }
    train, dev, counts = [], [], {}
    for name, rows in sets.items():
        for part, bucket in (
            ([e for e in rows if not is_dev(e)], train),
            ([e for e in rows if is_dev(e)], dev),
        ):
            pos = [e for e in part if e["answer_text"]]
            hard, removed, swapped = shares[name]
            made = []
            if pos:
                scope = (
                    "source"
                    if name in ("shifts_reddit", "shifts_amazon_reviews", "qed", "qanom")
                    else "group"
                )
                made += hard_passages(pos, hard, scope) if hard else []
                made += sentence_removed(pos, removed) if removed else []
                made += entity_swapped(pos, swapped) if swapped else []
            bucket += part + made
            if bucket is train:
                counts[name] = dict(Counter(e["kind"] for e in part + made))
    RNG.shuffle(train)
    RNG.shuffle(dev)
    for name, rows in (("train", train), ("dev", dev)):
        with (out_dir / f"{name}.jsonl").open("w") as f:
            for e in rows:
                f.write(json.dumps(e, ensure_ascii=False) + "\n")
    total = Counter(e["kind"] for e in train)
    report = {
        "train": len(train),
        "dev": len(dev),
        "unanswerable_share": 1 - total["answerable"] / len(train),
        "by_kind": dict(total),
        "by_source": counts,
        "dev_by_source": dict(
            Counter((e["source"] + ":" + ("pos" if e["answer_text"] else "neg")) for e in dev)
        ),
    }
    (out_dir / "counts.json").write_text(json.dumps(report, indent=1))
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
