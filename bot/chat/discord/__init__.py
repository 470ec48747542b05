"""Discord: commands, menus, conversations, digests as cards."""
