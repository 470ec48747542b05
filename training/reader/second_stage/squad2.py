"""SQuAD 2.0's training questions, each on the passage that it was asked about.

- Every unanswerable question is public, with its id but without its passage (SQuAD2-CR);
- every SQuAD 1.1 question with its answer and the answer's place, counted in words, but without its
  passage (QASystem);
- about four in ten passages, each from one of four samples.

A worker of SQuAD 2.0 wrote up to five questions about one passage and sent them in together, so that ids
that share their first 18 letters belong to one passage. Such a group is put back to the passage whose words
it uses most; a question with an answer is put back where its answer stands at the place given. What finds
no passage with certainty is left out. A group put to a wrong passage would do little harm: its questions
are unanswerable there too.
"""

from collections import Counter

from first_stage.examples import answerable, unanswerable
from first_stage.held_out import Closed, squeeze
from first_stage.squad import DEV_TITLES, from_squad, squad2_dev, squad2_train

from second_stage.passages import passages, sentence_passages
from second_stage.questions import answered_questions, rejoin, unanswerable_questions
from second_stage.settling import check_settling, settle, together
from second_stage.shelf import Shelf, put_back

SOURCE = "squad2"


class Development:
    """SQuAD 2.0's development set, of which nothing may be trained on but the articles left over."""

    def __init__(self, root, held):
        sheet = squad2_dev(root)["data"]
        own = [a for a in sheet if a["title"] in DEV_TITLES]
        held_titles = {a["title"] for a in held["data"]}
        self.known = own + [a for a in sheet if a["title"] not in held_titles]
        self.closed = Closed(held["data"] + own)
        # every question of the set, held out or not, by its id and by its wording
        asked = [qa for a in sheet + held["data"] for p in a["paragraphs"] for qa in p["qas"]]
        self.ids = {qa["id"] for qa in asked}
        self.questions = {squeeze(qa["question"]) for qa in asked}


class Squad2:
    """The examples, as they are put back."""

    def __init__(self, root, development, cosine, held):
        self.root, self.development, self.least = root, development, (cosine, held)
        self.rows, self.seen, self.texts = [], set(), []
        checked = check_settling(development.known, cosine, held)
        self.report = {"settling_checked_on_development_articles": checked}

    def put_together(self):
        """Puts back all questions that find their passage."""
        found = passages(self.root, self.development.closed)
        self.texts = [text for text, _ in found]
        self.report["passages"] = dict(Counter(source for _, source in found))
        for e in from_squad(squad2_train(self.root), SOURCE, set()):
            if e["context"] not in self.development.closed:
                self._add(e)
        questions = list(answered_questions(self.root))
        for i, question, span in put_back(questions, Shelf(self.texts)):
            self._add(answerable(question, self.texts[i], span, SOURCE, self.group(i)))
        self._put_to_sentences({squeeze(question): answer for question, answer, _ in questions})
        self._settle()

    def group(self, i):
        """The group of the examples on a passage."""
        return f"{SOURCE}/{i}"

    def _add(self, e):
        """Takes an example in, once, unless it is one of the development set's."""
        question = squeeze(e["question"])
        key = (question, squeeze(e["context"])[:80])
        new = key not in self.seen and question not in self.development.questions
        if new and 3 <= len(e["question"].split()) <= 40:
            self.seen.add(key)
            self.rows.append(e)

    def _put_to_sentences(self, answers):
        """Puts questions to the passages made of single sentences, where the answer stands in theirs."""
        more, asked = sentence_passages(self.root, self.development.closed)
        before = len(self.texts)
        self.texts += more
        self.report["passages"]["nqg_sentences"] = len(more)
        placed = {question for question, _ in self.seen}
        for question, n, lo, hi in asked:
            answer = rejoin(answers.get(squeeze(question), "").lower().split())
            at = more[n].find(answer, lo, hi) if answer and squeeze(question) not in placed else -1
            if at >= 0:
                span = (at, at + len(answer))
                self._add(answerable(question, more[n], span, SOURCE, self.group(before + n)))

    def _settle(self):
        """Puts groups of unanswerable questions to their passages."""
        asked = unanswerable_questions(self.root).items()
        ids, questions = self.development.ids, self.development.questions
        groups = together((qid, q) for qid, q in asked if qid not in ids and squeeze(q) not in questions)
        found = settle(groups, Shelf(self.texts), *self.least)
        for key, i in found.items():
            for question in groups[key]:
                kind = "human_unanswerable"
                self._add(unanswerable(question, self.texts[i], SOURCE, kind, self.group(i)))
        self.report["groups"] = {"all": len(groups), "placed": len(found)}
