"""Pictures of a brief, the same for every platform: PNG, with the words that say what is on it."""

from bot.chat.pictures.card import Picture
from bot.chat.pictures.said import said_picture
from bot.chat.pictures.timeline import timeline_picture

__all__ = ["Picture", "said_picture", "timeline_picture"]
