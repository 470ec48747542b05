"""What is reported without marks: "X said that …", "…, X added", "according to X, …"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from bot.brief.actors import Cast
from bot.brief.clauses import is_spliced, time_of_saying
from bot.brief.endings import ended
from bot.brief.lexicon import words
from bot.brief.speakers import can_speak, is_measure, speaking, subject_of
from bot.brief.surroundings import Surroundings

_FEWEST = 3
_LEAD_IN = frozenset(("that", "and", "but", ",", ":", "—", "–", "-"))
_MOSTLY = 0.7
_CONCEDING = frozenset(("although", "though", "while", "whereas", "but"))
_OF_SPEAKER = frozenset(("i", "we", "he", "she", "it", "they"))
_NOT_REPORTING = frozenset(["call", "describe", "quote", "recommend", "urge", "brand", "label", "term"])


def reported_clauses(
    doc: Doc, around: Surroundings, cast: Cast
) -> Iterator[tuple[int, int, Token | None, str]]:
    """Of each reported clause: first and last character, the head of who says it, and the cue."""
    for token in doc:
        if around.quoted(token) is not None:
            continue
        if token.lower_ == "according":
            yield from _according(token, around)
        elif token.lemma_ in words("speech", "verbs") and token.pos_ in ("VERB", "AUX"):
            yield from _said(token, around, cast)


def _said(verb: Token, around: Surroundings, cast: Cast) -> Iterator[tuple[int, int, Token | None, str]]:
    source = _speaking_subject(verb, cast)
    if source is None or around.quoted(source) is not None or not _may_report(verb, source, cast):
        return
    if _is_thought_told(verb, source):
        return
    for clause in verb.children:
        if _says_of_speaker(clause, verb) or _coordinated(clause, source):
            continue
        if _is_gapped(clause, verb) or is_spliced(clause):
            continue
        if clause.dep_ == "ccomp" and _finite(clause) and source.i not in {t.i for t in clause.subtree}:
            run = _run(clause, verb, cast)
            if run and not _lacks_subject(clause, run) and not _mostly_quoted(run, around):
                yield _start(run, around), _end(run, around), source, verb.text
    if verb.dep_ == "parataxis" or _aside(verb):
        yield from _interrupted(verb, source, around)


def _lacks_subject(clause: Token, run: list[Token]) -> bool:
    """As in "what the government said was a coup attempt": no clause by itself."""
    subjects = ("nsubj", "nsubjpass", "expl", "csubj")
    own = any(child.dep_ in subjects and child.i >= run[0].i for child in clause.children)
    return not own and run[0].tag_ in ("VBD", "VBZ", "VBP", "MD")


def _is_gapped(clause: Token, verb: Token) -> bool:
    """Whether a clause lacks what the noun before is to it: "money it insists | it does not have"."""
    if verb.dep_ not in ("relcl", "acl") or clause.i < verb.i:
        return False
    needs = clause.lemma_ == "have" and clause.pos_ == "VERB"
    return needs and not any(child.dep_ in ("dobj", "xcomp", "ccomp") for child in clause.children)


def _says_of_speaker(clause: Token, verb: Token) -> bool:
    """Whether a clause describes who spoke: "said Abernethy, whose first goal this was"."""
    first = clause.left_edge
    return first.i > verb.i and first.lower_ in ("who", "whose", "which", "whom")


def _is_thought_told(verb: Token, source: Token) -> bool:
    """Whether who speaks tells what they think, all one statement: "Lund said | she doubted that …"."""
    told = verb.dep_ == "ccomp" and verb.head.lemma_ in words("speech", "verbs") - words("speech", "thought")
    return told and source.lower_ in _OF_SPEAKER and verb.lemma_ in words("speech", "thought")


def _coordinated(clause: Token, source: Token) -> bool:
    """Whether a clause before the speaker is another's: "A said it would go, and | B said it had left"."""
    first = source.left_edge
    return clause.i < first.i and first.i > 0 and first.nbor(-1).dep_ == "cc"


def _aside(verb: Token) -> bool:
    """Whether "she said" stands between commas in the middle of what is said."""
    last = verb.doc[verb.i + 1 : verb.i + 2].text
    return (
        verb.dep_ in ("ccomp", "ROOT") and last == "," and verb.nbor(-2).text == "," if verb.i > 1 else False
    )


def _interrupted(
    verb: Token, source: Token, around: Surroundings
) -> Iterator[tuple[int, int, Token | None, str]]:
    """What "…, she said, …" interrupts: each statement, or else the longer part, or the whole."""
    sentence = [token for token in verb.sent if not token.is_space]
    first, last = min(verb.i, source.left_edge.i), max(verb.i, source.right_edge.i)
    if verb.doc[first - 1].text != "," or verb.doc[last + 1 : last + 2].text != ",":
        return
    parts = [t for t in sentence if t.i < first], [t for t in sentence if t.i > last]
    mains = [_main_verb(part) for part in parts]
    runs = [
        part
        for part, main in zip(parts, mains, strict=True)
        if main and main.lemma_ not in words("speech", "verbs") - words("speech", "thought")
    ]
    for run in map(_trimmed, runs if all(mains) else [_interrupted_clause(*parts, sentence)]):
        if run and not _mostly_quoted(run, around) and any(t.pos_ in ("VERB", "AUX") for t in run):
            yield run[0].idx, _end(run, around), source, verb.text


def _main_verb(part: list[Token]) -> Token | None:
    """The first verb of a part of a sentence that has its subject there and leans on no other clause."""
    subjects = (t for t in part if t.dep_ in ("nsubj", "nsubjpass", "expl") and t.head in part)
    main = ("ROOT", "conj", "ccomp", "parataxis")
    return next((t.head for t in subjects if t.head.dep_ in main and not _leans(t.head, part)), None)


def _leans(verb: Token, part: list[Token]) -> bool:
    """Whether a clause is what a clause set against it says: "although they stress that it was small"."""
    conceded = verb.dep_ == "ccomp" and any(t.lower_ in _CONCEDING for t in verb.head.lefts)
    return conceded and verb.head.dep_ == "advcl" and verb.head in part


def _interrupted_clause(before: list[Token], behind: list[Token], sentence: list[Token]) -> list[Token]:
    """The longer part, or the whole where that is a predicate that lacks its subject.

    It is the first where the writer sets something against it: "…, he said, | although few believe it".
    """
    conceded = _main_verb(before) is not None and any(t.lower_ in _CONCEDING for t in behind[1:2])
    run = _trimmed(before if conceded else max(before, behind, key=len))
    return sentence if run and run[0].pos_ in ("VERB", "AUX") and run[0] in behind else run


def _start(run: list[Token], around: Surroundings) -> int:
    """At the first token, or at the opening mark right before it of a quotation that ends within."""
    number = around.quoted(run[0])
    opened = number is not None and around.marked[number].start == run[0].i - 1
    if not opened or number is None or around.marked[number].end > run[-1].i + 1:
        return run[0].idx
    return run[0].doc[run[0].i - 1].idx


def _end(run: list[Token], around: Surroundings) -> int:
    """Behind the last token, or behind the closing mark of a quotation that began within."""
    number = around.quoted(run[-1])
    if number is not None and around.marked[number].start >= run[0].i:
        last = around.marked[number].end - 1
        return run[-1].doc[last].idx + len(run[-1].doc[last])
    return run[-1].idx + len(run[-1])


def _speaking_subject(verb: Token, cast: Cast) -> Token | None:
    """The subject, or that of the whole sentence where the parse gives one that cannot speak."""
    source = subject_of(verb)
    if source is not None and _in_dateline(source, verb):
        before = verb.nbor(-1)
        return before if before.pos_ in ("NOUN", "PROPN") else None
    if source is None or can_speak(source, cast):
        return source
    main = next((child for child in verb.sent.root.children if child.dep_ == "nsubj"), None)
    return main if main is not None and cast.who(main) is not None and verb.dep_ == "conj" else None


def _in_dateline(source: Token, verb: Token) -> bool:
    """Whether the parse took the place before a report's first dash for who speaks."""
    between = source.doc[source.i + 1 : max(verb.i, source.i + 1)]
    dashed = any(
        t.text in ("—", "–", "--", "-") and t.whitespace_ and t.nbor(-1).whitespace_ for t in between
    )
    return dashed and source.text.isupper()


def _may_report(verb: Token, source: Token, cast: Cast) -> bool:
    if verb.dep_ == "xcomp" and verb.head.lemma_ in words("stances", "modality", "denied"):
        return False
    infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)
    if infinitive and verb.head.lemma_ not in ("go", "continue"):
        return False
    own = ("aux", "auxpass", "nsubj")
    participle = verb.tag_ in ("VBN", "VBD") and all(child.dep_ not in own for child in verb.children)
    if participle and verb.dep_ in ("advcl", "acl"):
        return False
    if verb.lemma_ in _NOT_REPORTING or any(child.dep_ == "neg" for child in verb.children):
        return False
    if verb.lemma_ in words("speech", "thought"):
        return cast.who(source) is not None or any(source.lower_ in names for names in speaking())
    return True


def _finite(clause: Token) -> bool:
    """Whether a clause has a subject and a verb of its own."""
    if not any(child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "attr") for child in clause.children):
        return False
    return clause.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(
        c.dep_ in ("aux", "auxpass") for c in clause.children
    )


def _run(clause: Token, verb: Token, cast: Cast) -> list[Token]:
    """The clause on its side of the verb, without "that" and punctuation at the edges."""
    left = clause.i < verb.i
    inside = sorted((t for t in clause.subtree if (t.i < verb.i) == left), key=lambda token: token.i)
    if not inside:
        return []
    run = list(clause.doc[inside[0].i : inside[-1].i + 1])
    if left and any(child.dep_ == "nsubj" and child.i < verb.i for child in verb.children):
        run = [t for t in run if t.i < min(c.left_edge.i for c in verb.children if c.dep_ == "nsubj")]
    said = time_of_saying(clause)
    run = [t for t in run if said is None or t.i >= said.end]
    return _trimmed(ended(run, clause, cast))


def _trimmed(run: list[Token]) -> list[Token]:
    if len(run) > 1 and run[0].lower_ == "only" and run[1].lower_ == "that":  # "said only that it was true"
        run = run[1:]
    while run and (run[0].lower_ in _LEAD_IN or run[0].is_space):
        run = run[1:]
    while run and (
        run[-1].text in (",", ".", ";", ":", "—", "–", "-") or run[-1].is_space or run[-1].dep_ == "cc"
    ):
        run = run[:-1]
    return run if sum(token.is_alpha for token in run) >= _FEWEST else []


def _mostly_quoted(run: list[Token], around: Surroundings) -> bool:
    """Whether the marks hold most of it: then it is the direct quote alone."""
    spoken = [token for token in run if token.is_alpha]
    return sum(around.quoted(token) is not None for token in spoken) > _MOSTLY * len(spoken)


def _according(token: Token, around: Surroundings) -> Iterator[tuple[int, int, Token | None, str]]:
    to = next((child for child in token.children if child.lower_ == "to"), None)
    source = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if source is None or is_measure(source, around.cast):
        return
    phrase = {t.i for t in token.subtree}
    sentence = [t for t in token.sent if not t.is_space]
    before = [t for t in sentence if t.i < min(phrase)]
    after = [t for t in sentence if t.i > max(phrase)]
    run = _trimmed(max(before, after, key=len))
    if run and not _mostly_quoted(run, around):
        yield run[0].idx, _end(run, around), source, "according to"
