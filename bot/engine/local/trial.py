"""Whether the embedded models are there and do their work."""

from bot.engine.local.embed import embed
from bot.engine.local.nlp import MODEL, parse
from bot.engine.local.reader import manifest, read_spans
from bot.errors import ModelError

SENTENCE = "The mayor of Tolm opened the new bridge on Friday."


def try_models() -> str:
    """Put one sentence through each model; their names.

    Raises ModelError when one is missing, damaged, or gives nothing.
    """
    try:
        worked = any(token.pos_ == "VERB" for token in parse(SENTENCE))
        worked = (
            worked and bool(embed([SENTENCE]).any()) and bool(read_spans("Who opened the bridge?", SENTENCE))
        )
    except Exception as error:  # a model file can fail to load in many ways
        reason = " ".join(str(error).split())
        raise ModelError(f"A model does not load ({reason}): install Briefwire again.") from error
    if not worked:
        raise ModelError("A model gives nothing: install Briefwire again.")
    return f"{MODEL}, MiniLM and the reader {manifest().get('version', '')} work".replace("  ", " ")
