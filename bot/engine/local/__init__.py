"""The embedded models: language pipeline, embeddings, span reader."""
