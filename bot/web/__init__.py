"""The guarded way to the world: every address checked, and the address that was checked is dialled."""
