"""Groups of questions without answers, put to the passage whose words they use most."""

from collections import Counter, defaultdict

from second_stage.shelf import Shelf

TOGETHER = 18
"""Ids that share so many first letters were sent in together, and belong to one passage."""
BEFORE_SECOND = 1.05
"""By so much a group's passage has to be nearer than the next."""


def together(asked):
    """Questions by what their ids share: (id, question) as groups of one passage each."""
    groups = defaultdict(list)
    for qid, question in asked:
        groups[qid[:TOGETHER]].append(question)
    return groups


def settle(groups, shelf, cosine, held):
    """Puts each group of questions to its passage, or nowhere."""
    keys = sorted(groups)
    found = {}
    for key, best in zip(keys, shelf.nearest([" ".join(groups[key]) for key in keys], 5), strict=False):
        i, cos, share = best[0]
        if cos >= cosine and share >= held and cos >= BEFORE_SECOND * best[1][1]:
            found[key] = i
    return found


def check_settling(articles, cosine, held):
    """How often a group of the development articles lands on its own passage."""
    pars = [par for art in articles for par in art["paragraphs"]]
    texts = [par["context"] for par in pars]
    asked = [
        (qa["id"], qa["question"], i)
        for i, par in enumerate(pars)
        for qa in par["qas"]
        if qa["is_impossible"] and qa["id"]
    ]
    groups = together((qid, question) for qid, question, _ in asked)
    truth = defaultdict(Counter)
    for qid, _, i in asked:
        truth[qid[:TOGETHER]][i] += 1
    return {
        "groups": len(groups),
        "of_one_passage": sum(len(c) == 1 for c in truth.values()),
        "all passages": _landed(groups, truth, texts, 1, cosine, held),
        "every second passage": _landed(groups, truth, texts, 2, cosine, held),
    }


def _landed(groups, truth, texts, step, cosine, held):
    """How many groups are placed, and how many rightly, where one passage in `step` can be had."""
    kept = range(0, len(texts), step)
    found = settle(groups, Shelf([texts[i] for i in kept]), cosine, held)
    could = [key for key in groups if truth[key].most_common(1)[0][0] % step == 0]
    right = sum(kept[i] in truth[key] for key, i in found.items())
    return {"placed": len(found), "rightly": right, "could_be": len(could)}
