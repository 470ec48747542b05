"""How briefs, answers and digests look on Discord (Components V2)."""
