"""Finding text in a source, and checking that it supports what is claimed."""
