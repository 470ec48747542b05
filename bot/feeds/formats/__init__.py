"""One module for each format of feeds, and what they have in common."""
