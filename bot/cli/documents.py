"""The JSON that commands give, by the contract of the command line."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.model import Answer, Article, Brief, Evidence

EXTRACTED = ("url", "canonical_url", "site", "title", "byline", "published_at", "language", "text")
MAX_ANSWER = 300

_RISKY = re.compile(r"[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]")
"""What JSON allows but line readers split at, terminals obey, or UTF-8 cannot carry."""


def extract_document(article: "Article") -> dict[str, Any]:
    """An article as `extract` gives it."""
    whole = article.model_dump(mode="json")
    return {name: whole[name] for name in EXTRACTED}


def brief_document(brief: "Brief") -> dict[str, Any]:
    """A brief as `brief` gives it; the article as from `extract`, with its id."""
    whole = brief.model_dump(mode="json", exclude={"article"})
    return {"article": {"id": brief.article.id} | extract_document(brief.article)} | whole


def answer_document(answers: Sequence["Answer"]) -> dict[str, Any]:
    """Answers as `ask` gives them: one as it is; several as one, with each of them under "answers"."""
    if len(answers) == 1:
        return answers[0].model_dump(mode="json")
    joined = _joined(answers).model_dump(mode="json")
    return joined | {"answers": [answer.model_dump(mode="json") for answer in answers]}


def _joined(answers: Sequence["Answer"]) -> "Answer":
    """Several questions' answers as one, no surer than the least sure of those that were answered."""
    said = [answer for answer in answers if answer.status != "not_stated"]
    if not said:
        return min(answers, key=lambda answer: answer.confidence)
    evidence: dict[Evidence, None] = {item: None for answer in said for item in answer.evidence}
    text = "; ".join(answer.text for answer in said)
    return said[0].model_copy(
        update={
            "status": "conflicting" if any(a.status == "conflicting" for a in said) else "answered",
            "text": text if len(text) <= MAX_ANSWER else text[: MAX_ANSWER - 1] + "…",
            "evidence": tuple(evidence),
            "confidence": min(answer.confidence for answer in said),
            "closest": None,
            "understood_as": None,
        }
    )


def emit(document: Mapping[str, Any], *, indent: int | None = 2) -> None:
    """Write one document to standard output, in UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write(as_json(document, indent).encode() + b"\n")
    sys.stdout.buffer.flush()


def as_json(document: Mapping[str, Any], indent: int | None = None) -> str:
    """The document as JSON, readable, with nothing in it that a terminal or a line reader acts on."""
    text = json.dumps(document, ensure_ascii=False, indent=indent)
    return _RISKY.sub(lambda risky: f"\\u{ord(risky[0]):04x}", text)
