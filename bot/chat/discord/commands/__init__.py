"""Commands, and what the buttons under their results do."""
