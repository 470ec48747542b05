"""Names: those of the source, or of whom its pronouns mean."""

from collections.abc import Iterator

from spacy.tokens import Token

from bot.ground.verify.parties import is_name, name_keys
from bot.ground.verify.reasons import Reason
from bot.ground.verify.source import Passage, Source
from bot.ground.verify.times import time_words
from bot.ground.words import capitals, key


def name_reasons(claim: Passage, cited: Passage, source: Source) -> Iterator[Reason]:
    """A reason for each name of the claim that neither the cited sentences nor whom they point to bear."""
    known = _known(cited, source)
    for run in _runs(claim):
        lacking = [token for token in run if not name_keys([token]) & known]
        if lacking and not (name_keys(run) & known and name_keys(run) - set(map(_key, run))):
            if len(lacking) < len(run) and _is_full_name(run, source):
                continue
            yield Reason("name", f"the source does not name {' '.join(token.text for token in run)} there")


def _key(token: Token) -> str:
    return key(token.text)


def _known(cited: Passage, source: Source) -> frozenset[str]:
    """The keys of all names that may be meant: those said, their aliases, those that pronouns mean."""
    known = cited.names.union(*(source.aliases.get(each, frozenset()) for each in cited.names))
    known |= {capitals()[each] for each in known if each in capitals()}
    if not any(token.tag_ in ("PRP", "PRP$") for token in cited.tokens):
        return known
    before = source.before(cited)
    return known | frozenset().union(*(party.names for deed in before.deeds for party in deed.parties))


def _runs(claim: Passage) -> Iterator[list[Token]]:
    """The claim's names, each as its run of words."""
    for sentence in claim.sentences:
        times = time_words(sentence.text)
        run: list[Token] = []
        for token in sentence:
            at = token.idx - sentence.start_char
            begins = token.i == sentence.start and token.pos_ not in ("PROPN", "NOUN", "ADJ")
            if is_name(token) and token.text[:1].isupper() and at not in times and not begins:
                run.append(token)
            elif run:
                yield run
                run = []
        if run:
            yield run


def _is_full_name(run: list[Token], source: Source) -> bool:
    """Whether the article has the name in full, and the sentence a part of it: "Lena Harrow", "Harrow"."""
    pairs = list(zip(map(_key, run), map(_key, run[1:]), strict=False))
    return bool(pairs) and all(pair in source.full_names for pair in pairs)
