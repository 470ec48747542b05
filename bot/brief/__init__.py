"""From an `Article` to a `Brief`: one module a part of the brief."""
