"""A candidate as the rule judged it, and the engine that did."""

from dataclasses import dataclass

from bot.answer import rule
from bot.answer.read import Candidate
from bot.engine.local.reader import manifest
from bot.model import Engine


@dataclass(frozen=True)
class Judged:
    """A candidate with its probability of being right."""

    candidate: Candidate
    probability: float
    text: str


def engine() -> Engine:
    """The embedded engine's name and version, which go with each answer."""
    return Engine(name=manifest()["name"], version=f"{manifest()['version']}+rule{rule.weights()['version']}")
