"""What somebody leads, where that is all a report says of them: "the inquiry led by Samira Oyelaran"."""

from spacy.tokens import Doc, Span, Token

from bot.brief.lexicon import words

_LONGEST = 8


def leads(doc: Doc, start: int, end: int) -> tuple[str, Span] | None:
    """The role of the person named by those tokens as "led the inquiry", and the words that state it."""
    name = doc[start:end].root
    verb = _passive(name) or _relative(name)
    if verb is None:
        return None
    led = _led(verb)
    if led is None or led.pos_ != "NOUN" or led.tag_ in ("NNS", "NNPS"):
        return None
    phrase = _phrase(led, verb)
    first, last = min(phrase.start, verb.i), max(phrase.end, verb.i + 1)
    return f"{verb.text} {_articled(phrase)}", doc[first:last]


def _passive(name: Token) -> Token | None:
    """The verb of "led by X"."""
    verb = name.head.head if name.dep_ == "pobj" and name.head.lower_ == "by" else name
    return verb if verb.tag_ == "VBN" and verb.lemma_ in words("roles", "leading") else None


def _relative(name: Token) -> Token | None:
    """The verb of "X, who led the inquiry"."""
    clauses = (child for child in name.children if child.dep_ == "relcl" and child.i > name.i)
    found = next((verb for verb in clauses if verb.lemma_ in words("roles", "leading")), None)
    plain = found is not None and not any(c.dep_ in ("neg", "aux", "nsubjpass") for c in found.children)
    return found if plain else None


def _led(verb: Token) -> Token | None:
    if verb.tag_ == "VBN" and verb.dep_ in ("acl", "relcl") and not _has(verb, "dobj"):
        return verb.head
    kind = "nsubjpass" if verb.tag_ == "VBN" and not _has(verb, "dobj") else "dobj"
    return next((child for child in verb.children if child.dep_ == kind), None)


def _has(verb: Token, dependency: str) -> bool:
    return any(child.dep_ == dependency for child in verb.children)


def _phrase(led: Token, verb: Token) -> Span:
    """The noun with what stands before it, and a short "of …" or "into …" behind."""
    end = led.i + 1
    for child in led.rights:
        joined = child.dep_ == "prep" and child.i == end and verb not in child.subtree
        if joined and child.right_edge.i - led.left_edge.i < _LONGEST:
            end = child.right_edge.i + 1
    return led.doc[led.left_edge.i : end]


def _articled(phrase: Span) -> str:
    """The phrase with a small letter where only its article had the capital of a sentence."""
    text = " ".join(phrase.text.split())
    return text[:1].lower() + text[1:] if phrase[0].lower_ in ("the", "a", "an", "its", "their") else text
