"""Where people meet Briefwire; each room renders the core's values in its own way."""
