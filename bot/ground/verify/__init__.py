"""Whether a source supports a claim, and what differs, in words."""

from bot.ground.verify.judge import Verdict, likelihood, verify
from bot.ground.verify.reasons import Kind, Reason
from bot.ground.verify.source import Passage, Source, passage

__all__ = ["Kind", "Passage", "Reason", "Source", "Verdict", "likelihood", "passage", "verify"]
