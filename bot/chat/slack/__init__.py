"""Slack: commands, the agent view, App Home, digests as messages with threads."""
