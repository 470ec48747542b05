"""What can be said to Briefwire, by examples."""

from bot.chat.slack.replies import Message
from bot.chat.slack.rich import line, listed, rich, text

GREETING = "Ask about the news"

_EXAMPLES = (
    ("a link to an article", "its brief: who said what, figures, timeline, each with its sentence"),
    ("Who offered mediation?", "an answer from what was read here, with the quote and the link"),
    ("follow https://example.org/feed", "a feed for this channel; “follow list” shows them"),
    ("digest new", "a digest at set times; “digest list” shows them"),
)

HELP = Message(
    "Send a link to get a brief, or ask a question. Other words: follow, digest, forget, help.",
    [
        rich(
            line(text("Send me a link, or ask. I answer from what was read here, and show the sentence.\n"))
        ),
        *listed(
            "For example",
            [line(text(said, bold=True), text(f"  →  {gives}")) for said, gives in _EXAMPLES],
        ),
        rich(line(text("In a channel: mention me, or use /brief, /ask, /follow and /digest."))),
    ],
)
