"""Hosted language models: asked with bounds, held to the text, and done without where they fail."""
