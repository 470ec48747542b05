"""Where digests go when no chat platform is asked for: the terminal, a file, another program's webhook."""
