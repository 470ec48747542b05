"""The database: what was read, what was made of it, and who may see it."""
