"""All sets of the first stage, less what is held out."""

from itertools import chain

from first_stage.documents import document_sets
from first_stage.held_out import Closed
from first_stage.sentence_sets import WikiSentences, sentence_sets
from first_stage.speech import speech_passages, speech_questions
from first_stage.squad import squad_sets


def public_sets(root, held):
    """The examples of each set, by its name; `held` are articles in SQuAD's format that stay unseen."""
    closed = Closed(held["data"])

    def clean(rows):
        return [e for e in rows if 2 <= len(e["question"].split()) <= 45 and e["context"] not in closed]

    wiki = WikiSentences(root)
    titles = {a["title"] for a in held["data"]}
    families = chain(squad_sets(root, titles), sentence_sets(root, wiki), document_sets(root))
    sets = {name: clean(rows) for name, rows in families}
    sets["speech_rules"] = clean(speech_questions(speech_passages(root, wiki, sets), 3000))
    return sets
