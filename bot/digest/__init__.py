"""Digests: what is new for a channel, grouped into stories, composed, explained."""
